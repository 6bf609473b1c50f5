"""`import` and `export` as they are typed: scenarios 21 and 22, and what is said and asked."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from tests.running import Process, Ran, Talent
from tests.terminals import Terminal

# Excel as she has it: cp1252, semicolons, headings in an order of her own.
ABOVE = "Wijk;Tel;Naam;Kan;Ontmoet op;Terugbellen op;Reden;Koekje;Opmerking"
AN = "Noord;612345678;Vries, de, An;naaien, ritsen;1-9-2025;;;stroopwafel;Onthoudt alles"
RENE = "Zuid;0612000112;René Boomsma;sjouwen;14-4-26;mei 2027;na de verhuizing;;"
EMPTY = ";;;;;;;;"


def sheet(*lines: str, name: str = "sprokkel.csv", codec: str = "cp1252") -> str:
    Path(name).write_bytes("\r\n".join((*lines, "")).encode(codec))
    return name


def rows(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ran.data["rows"]
    return found


def test_21_the_trial_run_lists_new_changed_doubtful_and_refused_rows_with_their_lines(
    talent: Talent, work: Path
) -> None:
    talent.ok("add", "An de Vries", "--phone", "0612345678")
    talent.ok("add", "Kees Dijkstra", "--phone", "0611111111")
    before = talent.register.read_bytes()
    file = sheet(
        ABOVE,
        AN,
        RENE,
        EMPTY,
        "Noord;0622222222;Kees Dijkstra;klussen;;;;;",
        "Noord;06-12;Bep Smit;;;;;;",
    )
    ran = talent("import", file, "--json")
    assert ran.code == 0
    assert ran.data["applied"] is False
    assert ran.data["plan"] == {"new": 1, "changed": 1, "same": 0, "doubtful": 1, "refused": 1}
    assert [(r["line"], r["verdict"], r["name"], r["id"]) for r in rows(ran)] == [
        (2, "changed", "Vries, de, An", "r1"),
        (3, "new", "René Boomsma", ""),
        (5, "doubtful", "Kees Dijkstra", ""),
        (6, "refused", "Bep Smit", ""),
    ]
    assert rows(ran)[0]["fields"]["area"] == {"old": None, "new": "Noord"}
    assert rows(ran)[0]["fields"]["met_on"]["new"] == "2025-09-01"
    assert rows(ran)[0]["remarks"][0]["code"] == "phone_mended"
    assert rows(ran)[2]["candidates"] == [{"id": "r2", "name": "Kees Dijkstra", "line": None}]
    assert rows(ran)[3]["problems"][0] | {"message": ""} == {
        "column": "Tel",
        "code": "phone_unreadable",
        "message": "",
    }
    assert talent.register.read_bytes() == before


def test_21_what_was_read_is_said_with_a_sample_and_what_has_no_place_is_named(
    talent: Talent, work: Path
) -> None:
    ran = talent.ok("import", sheet(ABOVE, AN, RENE))
    for said in ("cp1252", "separated by ;", "2 rows", "René Boomsma", "Koekje", "trial run"):
        assert said in ran.err
    assert ran.out.splitlines()[0] == "2 new, 0 changed, 0 same, 0 doubtful, 0 refused"
    assert "06-12 34 56 78" in ran.out


def test_21_done_twice_the_second_run_has_nothing_new(talent: Talent, work: Path) -> None:
    file = sheet(ABOVE, AN, RENE, AN, "Noord;06-12;Bep;;;;;;")
    words = ("import", file, "--go", "--skip-refused")
    first = talent("import", file, "--go")
    assert (first.code, first.out) == (5, "")
    assert "--skip-refused" in first.err
    assert "Nothing found" in talent("list").err
    ran = talent(*words, "--json")
    assert (ran.code, ran.json["status"]) == (0, "partial")
    assert [(r["verdict"], r["id"]) for r in rows(ran)] == [
        ("new", "r1"),
        ("new", "r2"),
        ("same", "r1"),
        ("refused", ""),
    ]
    before = talent.register.read_bytes()
    again = talent(*words, "--json", today="1-3-2028")
    assert again.code == 0
    assert (again.data["plan"]["new"], again.data["plan"]["changed"]) == (0, 0)
    assert talent.register.read_bytes() == before
    shown = talent.json("show", "An de Vries")["data"]
    assert shown["record"]["phone"] == "0612345678"
    assert shown["record"]["met"]["on"] == "2025-09-01"


def test_an_import_is_taken_back_by_one_undo(talent: Talent, work: Path) -> None:
    talent.ok("import", sheet(ABOVE, AN, RENE), "--go")
    talent.ok("undo")
    assert talent.json("list")["data"]["rows"] == []


def test_promises_of_a_sheet_come_back_on_their_day(talent: Talent, work: Path) -> None:
    talent.ok("import", sheet(ABOVE, RENE), "--go")
    due = talent.json("remind", today="2-5-2027")["data"]["due"]
    assert [(d["about"]["name"], d["due"], d["reason"]) for d in due] == [
        ("René Boomsma", "2027-05-01", "na de verhuizing")
    ]


def test_22_exported_and_opened_by_double_click_it_is_right(talent: Talent, work: Path) -> None:
    talent.ok("import", sheet(ABOVE, AN, RENE), "--go")
    talent.ok("note", "René", "=HYPERLINK(1)")
    talent.ok("can", "René", "-trainer")
    ran = talent.ok("export", "uit.csv", "--lang", "nl")
    assert "niet versleuteld" in ran.err
    content = Path("uit.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfSleutel;Naam;Wijk;Adres;Postcode;Telefoon;")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    text = content.decode("utf-8-sig")
    for cell in ("René Boomsma", "06-12 34 56 78", "01-09-2025", "mei 2027", "sjouwen; -trainer"):
        assert cell in text
    assert stat.S_IMODE(Path("uit.csv").stat().st_mode) == 0o600
    talent.ok("can", "An", "=1+1")
    talent.ok("export", "uit.csv", "--force")
    cells = Path("uit.csv").read_text("utf-8-sig").replace("\r\n", ";").split(";")
    assert not [c for c in cells if c.strip('"')[:1] in ("=", "+", "-", "@", "\t")]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("plain", [[], ["--plain"]])
def test_22_importing_our_own_export_changes_nothing(
    street: Talent, work: Path, language: str, plain: list[str]
) -> None:
    street.ok("can", "r1", "'s-Gravenhage kennen")
    street.ok("loves", "r1", "-5 graden en schaatsen")
    street.ok("later", "r4", "als het regent", "thee")
    street.ok("note", "r1", "@thuis; niet te vroeg")
    street.ok("edit", "i2", "--carriers", "r2,r3")
    for kind in ("residents", "initiatives"):
        street.ok("export", f"{kind}.csv", "--as", kind, "--lang", language, *plain)
    street.ok("export", "alles.xlsx", "--lang", language)
    before = street.register.read_bytes()
    for kind in ("residents", "initiatives"):
        ran = street("import", f"{kind}.csv", "--go", "--json")
        assert ran.code == 0
        counts = ran.data["plan"]
        assert counts["same"] == sum(counts.values()) > 0
        assert street.json("import", "alles.xlsx", "--as", kind, "--go")["data"]["plan"] == counts
    assert street.register.read_bytes() == before


def test_23_a_remark_with_a_citizen_service_number_is_refused_and_never_echoed(
    talent: Talent, work: Path
) -> None:
    file = sheet(ABOVE, "Noord;123456782;Bep;;;;;;nummer 123456782", AN)
    for words in (["--json"], ["--go", "--json"], ["--go", "--skip-refused", "--json"], []):
        ran = talent("import", file, *words)
        assert "123456782" not in ran.screen
    left = Path("sprokkel-left-out.csv").read_text("utf-8-sig")
    assert "nummer #########" in left
    assert "123456782;Bep" in left  # among phones nine digits are a phone number
    shown = talent("import", file)
    assert "2     refused  Bep" in shown.out or "refused" in shown.out


def test_rows_left_out_are_kept_beside_the_sheet_and_can_be_mended(
    talent: Talent, work: Path
) -> None:
    file = sheet(ABOVE, AN, "Noord;06-12;Zoë;zingen;;;;;")
    ran = talent.ok("import", file, "--go", "--skip-refused")
    left = Path("sprokkel-left-out.csv")
    assert str(left) in ran.err
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    text = left.read_text("utf-8-sig")
    assert "Zoë" in text
    assert "not a phone number" in text
    left.write_text(text.replace("06-12", "0612121212"), "utf-8")
    assert talent.json("import", str(left), "--go")["data"]["plan"]["new"] == 1


def test_in_dutch_the_file_of_rows_left_out_has_a_dutch_name(talent: Talent, work: Path) -> None:
    file = sheet(ABOVE, AN, "Noord;06-12;Zoë;zingen;;;;;")
    words = ("importeer", file, "--doen", "--sla-over", "--lang", "nl")
    assert "sprokkel-overgeslagen.csv" in talent.ok(*words).err
    sheet(ABOVE, AN, "Noord;06-13;Zoë;zingen;;;;;")
    assert "sprokkel-overgeslagen-2.csv" in talent.ok(*words).err
    assert [path.name for path in sorted(work.glob("sprokkel-*"))] == [
        "sprokkel-overgeslagen-2.csv",
        "sprokkel-overgeslagen.csv",
    ]


def test_an_older_file_of_rows_left_out_is_never_written_over(talent: Talent, work: Path) -> None:
    first, other = "Noord;06-12;Zoë;;;;;;", "Noord;06-13;Zoë;;;;;;"
    words = ("import", "sprokkel.csv", "--go", "--skip-refused")
    for line in (first, first, other):
        sheet(ABOVE, line)
        talent.ok(*words)
    assert "06-12" in Path("sprokkel-left-out.csv").read_text("utf-8")
    assert "06-13" in Path("sprokkel-left-out-2.csv").read_text("utf-8")
    assert not Path("sprokkel-left-out-3.csv").exists()
    talent.ok(*words, "--force")
    assert "06-13" in Path("sprokkel-left-out.csv").read_text("utf-8")


def test_nothing_is_left_beside_the_sheet_when_nothing_could_be_saved(
    talent: Talent, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from talentregister.errors import Unwritable
    from talentregister.exchange import apply

    def full(*_: object) -> None:
        raise Unwritable("disk_full", path="x", needed_mb=1)

    monkeypatch.setattr(apply, "apply", full)
    file = sheet(ABOVE, AN, "Noord;06-12;Zoë;;;;;;")
    assert talent("import", file, "--go", "--skip-refused").code == 7
    assert not Path("sprokkel-left-out.csv").exists()


@pytest.mark.parametrize(
    ("answer", "verdict"), [("new", "new"), ("zelfde", "changed"), ("skip", "doubtful")]
)
def test_doubtful_rows_are_answered_at_once(
    talent: Talent, work: Path, answer: str, verdict: str
) -> None:
    talent.ok("add", "Geesje Wolthuis", "--phone", "0612000140")
    file = sheet(ABOVE, "Noord;0612000140;Wolthuis-Pol, G.;breien;;;;;")
    refused = talent("import", file, "--go", "--json")
    assert (refused.code, refused.json["errors"][0]["code"]) == (5, "rows_open")
    assert "--doubtful" in refused.json["errors"][0]["hint"]
    ran = talent("import", file, "--go", "--doubtful", answer, "--json")
    assert ran.code == 0
    assert rows(ran)[0]["verdict"] == verdict
    assert talent("import", file, "--doubtful", "misschien").code == 2


@pytest.mark.parametrize(
    ("typed", "people"),
    [("1", 1), ("n", 2), ("", 1)],
)
def test_on_a_terminal_the_doubtful_are_asked_one_by_one(
    talent: Talent, work: Path, terminal: Terminal, typed: str, people: int
) -> None:
    talent.ok("add", "Geesje Wolthuis", "--phone", "0612000140")
    file = sheet(ABOVE, "Noord;0612000140;Wolthuis-Pol, G.;breien;;;;;", AN)
    screen = terminal.start("import", file, "--go")
    screen.expect("Wolthuis-Pol, G.")
    screen.expect("Geesje Wolthuis (r1)")
    screen.expect("Who is it?")
    screen.type(typed)
    assert screen.end().code == 0
    assert len(talent.json("list")["data"]["rows"]) == people + 1
    assert Path("sprokkel-left-out.csv").exists() == (typed == "")


def test_initiatives_come_in_with_their_carriers_and_what_is_missing_is_said(
    talent: Talent, work: Path
) -> None:
    talent.ok("add", "An de Vries")
    file = sheet(
        "Titel;Omschrijving;Soort;Vraagt;Biedt;Plek;Wanneer;Contact;Trekkers;In handen van;Staat",
        "Koor;zingen;bewoners;zangers;koffie;De Brink;wo avond;An;Vries, de, An;gedeeld;idee",
        "Club;voetbal;vereniging;trainers;veld;;;;Niemand;werker;loopt",
    )
    ran = talent("import", file, "--go", "--skip-refused", "--json")
    assert ran.data["as"] == "initiatives"
    assert [r["verdict"] for r in rows(ran)] == ["new", "refused"]
    assert rows(ran)[0]["remarks"][0]["code"] == "carriers_few"
    assert rows(ran)[1]["problems"][0]["code"] == "who_unknown"
    record = talent.json("show", "Koor")["data"]["record"]
    assert (record.get("kind", "residents"), record["carriers"]) == ("residents", ["r1"])


def test_a_sheet_may_be_told_to_be_of_initiatives(talent: Talent, work: Path) -> None:
    talent.ok("import", sheet("Naam;Wijk", "Koor;Noord"), "--go", "--als", "initiatieven")
    record = talent.json("show", "Koor")["data"]["record"]
    assert (record["kind"], record["state"]) == ("activity", "running")


@pytest.mark.parametrize(
    ("content", "code", "exit_code"),
    [
        (b"kleur;smaak\nrood;zoet\n", "no_known_heading", 5),
        (b"", "sheet_empty", 5),
        (b'Naam;Kan\n"Jan;koken\n', "sheet_quote", 5),
        (b"Naam;naam\nJan;Piet\n", "sheet_heading_twice", 5),
        (b"PK\x03\x04", "sheet_damaged", 2),
        (None, "file_missing", 2),
    ],
)
def test_a_sheet_that_cannot_be_read_says_why_and_touches_nothing(
    talent: Talent, work: Path, content: bytes | None, code: str, exit_code: int
) -> None:
    if content is not None:
        Path("blad.csv").write_bytes(content)
    before = talent.register.read_bytes()
    ran = talent("import", "blad.csv", "--go", "--json")
    assert (ran.code, ran.json["errors"][0]["code"]) == (exit_code, code)
    assert talent.register.read_bytes() == before


def test_no_known_heading_lists_what_was_found_and_what_is_known(
    talent: Talent, work: Path
) -> None:
    ran = talent("import", sheet("kleur;smaak", "rood;zoet"))
    assert "kleur, smaak" in ran.err
    assert "Name" in ran.err


def test_headings_alone_are_nobody_and_change_nothing(talent: Talent, work: Path) -> None:
    ran = talent.ok("import", sheet(ABOVE), "--go")
    assert ran.out.splitlines() == ["0 new, 0 changed, 0 same, 0 doubtful, 0 refused"]


def test_an_emptied_cell_clears_only_when_that_was_asked(talent: Talent, work: Path) -> None:
    talent.ok("add", "An", "--area", "Noord", "--phone", "0612345678")
    file = sheet("Naam;Wijk;Tel", "An;;0612345678")
    assert talent.json("import", file)["data"]["plan"]["same"] == 1
    talent.ok("import", file, "--go", "--empty-clears")
    record = talent.json("show", "An")["data"]["record"]
    assert not record.get("area")
    assert record["phone"] == "0612345678"


def test_a_delicate_word_needs_anyway_and_a_trial_run_says_so(talent: Talent, work: Path) -> None:
    file = sheet("Naam;Opmerking", "An;heeft een diagnose", "Bo;kan veel", ";")
    assert talent("import", file, "--go").code == 5
    assert "Refused only for words about health and the like: 1." in talent.ok("import", file).err
    assert "add --anyway" not in talent.ok("import", file, "--anyway").err
    talent.ok("import", file, "--go", "--toch")
    assert talent.json("import", file)["data"]["plan"]["same"] == 2


def test_without_a_register_the_way_to_one_is_shown(nowhere: Talent, work: Path) -> None:
    for words in (("import", sheet(ABOVE, AN)), ("export", "uit.csv")):
        ran = nowhere(*words)
        assert ran.code == 6
        assert "talent init" in ran.err


def test_on_a_terminal_a_register_is_offered_where_there_is_none(
    nowhere: Talent, work: Path, terminal: Terminal
) -> None:
    screen = terminal.start("import", sheet(ABOVE, AN), "--go")
    screen.expect("Shall I make one?")
    screen.type("y")
    assert screen.end().code == 0
    assert len(nowhere.json("list")["data"]["rows"]) == 1


def test_an_export_keeps_to_an_area_and_never_shows_who_is_frozen(
    talent: Talent, work: Path
) -> None:
    talent.ok("add", "An", "--area", "Noord")
    talent.ok("add", "Bep", "--area", "Zuid")
    talent.ok("add", "Cor", "--area", "Noord")
    talent.ok("edit", "Cor", "--status", "frozen")
    assert talent.json("export", "uit.csv", "--area", "noord")["data"]["rows"] == 1
    text = Path("uit.csv").read_text("utf-8-sig")
    assert "An" in text
    assert "Bep" not in text
    assert "Cor" not in text


def test_an_export_never_replaces_a_file_unless_told(talent: Talent, work: Path) -> None:
    Path("uit.csv").write_text("mijn lijst")
    ran = talent("export", "uit.csv")
    assert ran.code == 5
    assert "--force" in ran.err
    assert Path("uit.csv").read_text() == "mijn lijst"
    Path("link.csv").symlink_to("uit.csv")
    talent.ok("export", "link.csv", "--force")
    assert Path("link.csv").is_symlink()
    assert Path("uit.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert [p.name for p in work.iterdir() if p.name.startswith(".")] == []


def test_an_export_goes_where_a_file_may_be(talent: Talent, work: Path) -> None:
    assert talent("export", "uit.doc").code == 2
    assert talent("export").code == talent("import").code == 2
    (work / "map.csv").mkdir()
    assert talent("export", "map.csv", "--force").code == 2
    assert talent("export", "nergens/uit.csv").code == 7


def test_on_a_terminal_a_long_sheet_shows_how_far_it_is(
    talent: Talent, work: Path, terminal: Terminal
) -> None:
    file = sheet("Naam;Tel", *(f"Naam{n};06{n:08d}" for n in range(10_000_000, 10_002_100)))
    screen = terminal.start("import", file)
    screen.expect("trial run")
    assert screen.end().code == 0


def test_an_import_of_people_works_in_a_process_of_its_own(
    talent: Talent, work: Path, process: Process
) -> None:
    ran = process("import", sheet(ABOVE, AN, RENE), "--go", shell="| cat")
    assert ran.code == 0
    assert ran.out == "2 new, 0 changed, 0 same, 0 doubtful, 0 refused\n"

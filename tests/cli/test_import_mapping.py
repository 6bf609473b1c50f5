"""`import --map` and `--explain` as they are typed: what is remembered, said and shown."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.running import Talent
from tests.terminals import Terminal

ABOVE = "Naam;Foto's;Koekje;Telefon"
AN = "An de Vries;zingen; stroopwafel;0612345678"
BEP = "Bep;tuin;;"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where mappings are remembered."""
    return tmp_path / "config" / "mappings.json"


def sheet(*lines: str, name: str = "blad.csv") -> str:
    Path(name).write_text("\n".join((*lines, "")), encoding="utf-8")
    return name


def test_a_heading_is_given_a_place_and_that_is_remembered(
    talent: Talent, work: Path, kept: Path
) -> None:
    told = talent.ok("import", sheet(ABOVE, AN, BEP), "--map", "Foto's=loves")
    assert "Remembered for these headings: Foto's → Passions" in told.err
    assert '--map "Foto\'s="' in told.err
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "oto" not in kept.read_text()
    done = talent.ok("import", "blad.csv", "--go")
    assert "As you said before: Foto's → Passions" in done.err
    assert talent.json("list", "talents")["data"]["rows"]
    assert talent.json("import", "blad.csv")["data"]["plan"]["same"] == 2


def test_the_same_headings_in_another_order_are_mapped_alike_and_others_are_not(
    talent: Talent, work: Path
) -> None:
    talent.ok("import", sheet(ABOVE, AN), "--koppel", "Foto's=Passies", "--koppel", "Telefon=tel")
    other = sheet("Telefon;FOTO'S;Naam;Koekje", "0612345678;zingen;An;", name="ander.csv")
    (row,) = talent.json("import", other)["data"]["rows"]
    assert row["fields"]["loves"]["new"] == ["zingen"]
    assert row["fields"]["phone"]["new"] == "0612345678"
    fewer = talent.ok("import", sheet("Naam;Foto's", "An;zingen", name="minder.csv"))
    assert "Foto's" in fewer.err
    assert "As you said before" not in fewer.err


def test_nothing_on_the_right_forgets(talent: Talent, work: Path, kept: Path) -> None:
    file = sheet(ABOVE, AN)
    talent.ok("import", file, "--map", "Foto's=loves", "--map", "Koekje=note")
    forgot = talent.ok("import", file, "--map", "Foto's=")
    assert "No longer given another place: Foto's." in forgot.err
    assert "As you said before: Koekje → Notes" in forgot.err
    assert "Foto's →" not in talent.ok("import", file).err
    talent.ok("import", file, "--map", "Koekje=")
    assert json.loads(kept.read_text()) == {}
    said = talent.ok("import", file, "--map", "Koekje=").err
    assert "No longer" not in said


def test_an_unknown_heading_or_place_names_the_nearest(talent: Talent, work: Path) -> None:
    file = sheet(ABOVE, AN)
    for told, code, nearest in (
        ("Fotos=loves", "heading_unknown", "Foto's"),
        ("Foto's=pasies", "place_unknown", "Passions"),
        ("Foto's", "map_unreadable", "heading=place"),
    ):
        ran = talent("import", file, "--map", told, "--json")
        assert ran.code == 2
        assert ran.json["errors"][0]["code"] == code
        assert nearest in ran.json["errors"][0]["text"]


def test_a_mapping_that_cannot_be_kept_is_said_and_the_import_is_done(
    talent: Talent, work: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from talentregister.errors import Unwritable
    from talentregister.storage import disk

    def full(*_: object) -> None:
        raise Unwritable("disk_full", path="x", needed_mb=1)

    monkeypatch.setattr(disk, "replace", full)
    ran = talent.ok("import", sheet(ABOVE, AN), "--map", "Foto's=loves")
    assert "not remembered" in ran.err
    assert not kept.exists()


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', "\\xff"])
def test_what_was_remembered_and_cannot_be_read_is_said(
    talent: Talent, work: Path, kept: Path, content: str
) -> None:
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(content)
    ran = talent("import", sheet(ABOVE, AN), "--json")
    assert (ran.code, ran.json["errors"][0]["code"]) == (5, "config_unreadable")
    assert "mappings.json" in ran.err


def test_rows_left_out_are_mapped_like_the_sheet_they_came_from(talent: Talent, work: Path) -> None:
    file = sheet("Naam;Foto's;Tel", "An;zingen;06-12", "Bep;tuin;")
    talent.ok("import", file, "--map", "Foto's=loves", "--go", "--skip-refused")
    left = Path("blad-left-out.csv")
    left.write_text(left.read_text("utf-8-sig").replace("06-12", "0612345678"), "utf-8")
    (row,) = talent.json("import", str(left))["data"]["rows"]
    assert row["fields"]["loves"]["new"] == ["zingen"]


def test_explain_shows_the_mapping_and_three_rows_and_nothing_else(
    nowhere: Talent, work: Path, kept: Path
) -> None:
    cor = "Cor;;;06-12"
    ran = nowhere.ok("import", sheet(ABOVE, AN, BEP, cor, "Dirk;;;"), "--map", "Foto's=loves",
                     "--explain", "--go")  # fmt: skip
    lines = ran.out.splitlines()
    assert lines[0] == "Each row is a resident."
    assert [line.split() for line in lines[1:5]] == [
        ["Naam", "Name"],
        ["Foto's", "Passions", "told", "now"],
        ["Koekje", "kept", "as", "it", "is"],
        ["Telefon", "kept", "as", "it", "is", "looks", "like", "Phone"],
    ]
    for said in (
        "Line 2: An de Vries",
        "  Passions: zingen",
        "  Koekje: stroopwafel",
        "Line 4: Cor",
    ):
        assert said in lines
    assert "Dirk" not in ran.out
    assert "new" not in ran.out.replace("not remembered", "")
    assert "trial" not in ran.err
    assert not nowhere.register.exists()
    assert not kept.exists()


def test_explain_is_data_too(talent: Talent, work: Path) -> None:
    file = sheet(
        "Naam;Foto's;Tel;Terugbellen op;Reden;Opmerking;Ook bekend als;Telefon",
        'JosÃ© Bos;zingen;06-12;mei 2027;tuin;"5-11-2025: koffie\n\nhond";Pepe;x',
    )
    talent.ok("import", file, "--map", "Foto's=loves")
    before = talent.register.read_bytes()
    ran = talent("import", file, "--uitleg", "--json")
    assert (ran.code, ran.data["as"], ran.data["one_statement_a_row"]) == (0, "residents", False)
    assert ran.data["columns"][1] == {
        "heading": "Foto's",
        "target": "loves",
        "becomes": "Passions",
        "mapped": "remembered",
        "guess": "",
    }
    assert ran.data["columns"][7]["guess"] == "Phone"
    assert "mapping_used" in [message["code"] for message in ran.json["messages"]]
    (row,) = ran.data["rows"]
    assert row["statements"] == [{"kind": "loves", "text": "zingen"}]
    assert row["followups"][0]["due"] == "2027-05-01"
    assert [note["text"] for note in row["notes"]] == ["koffie", "hond"]
    assert [problem["code"] for problem in row["problems"]] == ["phone_unreadable"]
    assert [remark["code"] for remark in row["remarks"]] == ["mojibake"]
    assert talent.register.read_bytes() == before
    shown = talent.ok("import", file, "--explain").out
    for said in ("Notes: 05-11-2025: koffie", "Call back on: May 2027: tuin", "! Tel:", "“José”"):
        assert said in shown


def test_explain_knows_initiatives_and_sheets_of_statements(talent: Talent, work: Path) -> None:
    file = sheet("Titel;Soort;Trekkers", "Koor;vereniging;An", name="clubs.csv")
    ran = talent.ok("import", file, "--explain")
    assert ran.out.startswith("Each row is an initiative.")
    assert "Carriers: An" in ran.out
    file = sheet("Naam;Soort;Wat", "An;passie;zingen", ";kan;koken", ";als;x", name="los.csv")
    ran = talent.ok("import", file, "--explain", "--lang", "nl")
    assert ran.out.startswith("Elke rij is één uitspraak van een bewoner.")
    assert "De naam is die van regel 2." in ran.out
    assert "geen passie, talent, wens of bezit" in ran.out


def test_a_sheet_of_statements_comes_in_and_comes_in_once(talent: Talent, work: Path) -> None:
    file = sheet("Naam;Soort;Wat", "An;passie;zingen", "An;kan;koken", "Bep;wil;thee", ";heeft;bed")
    ran = talent.ok("import", file, "--go")
    assert ran.out.splitlines()[0] == "2 new, 2 changed, 0 same, 0 doubtful, 0 refused"
    assert talent.json("import", file, "--go")["data"]["plan"]["same"] == 4
    shown = talent.ok("show", "Bep").out
    assert "thee" in shown
    assert "bed" in shown


def test_word_back_is_in_the_plan_before_it_is_owed(talent: Talent, work: Path) -> None:
    file = sheet("Naam;Verwijzer", "An;huisarts", "Bep;huisarts")
    ran = talent("import", file, "--json")
    assert ran.data["rows"][0]["fields"]["followups"]["new"] == [
        {
            "due": "2026-12-05",
            "precision": "day",
            "reason": "huisarts",
            "condition": "",
            "kind": "word_back",
        }
    ]
    shown = talent.ok("import", file)
    assert "word back" in shown.out
    assert "2 people" in shown.err
    talent.ok("import", file, "--go")
    due = talent.json("remind", today="6-12-2026")["data"]["due"]
    assert [(d["kind"], d["reason"]) for d in due] == [("word_back", "huisarts")] * 2
    assert "people" not in talent.ok("import", file).err


@pytest.mark.parametrize(("typed", "people"), [("1", 1), ("n", 2), ("", 1)])
def test_a_nickname_is_asked_about_on_a_terminal(
    talent: Talent, work: Path, terminal: Terminal, typed: str, people: int
) -> None:
    talent.ok("add", "Johannes de Vries")
    screen = terminal.start("import", sheet("Naam;Kan", "Jan de Vries;koken"), "--go")
    screen.expect("Johannes de Vries (r1): the first names may be one name")
    screen.expect("Who is it?")
    screen.type(typed)
    assert screen.end().code == 0
    assert len(talent.json("list")["data"]["rows"]) == people


def test_elsewhere_a_nickname_waits_for_doubtful(talent: Talent, work: Path) -> None:
    talent.ok("add", "Johannes de Vries")
    file = sheet("Naam;Kan", "Jan de Vries;koken")
    assert talent("import", file, "--go").code == 5
    talent.ok("import", file, "--go", "--doubtful", "same")
    assert len(talent.json("list")["data"]["rows"]) == 1
    assert talent.json("import", file)["data"]["plan"]["same"] == 1

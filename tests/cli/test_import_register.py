"""A whole register out and in, and a colleague's beside one's own, as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.running import Person, Ran, Talent


@pytest.fixture
def colleague(talent: Talent, work: Path) -> Talent:
    """A colleague's register, in which Kees and a new initiative are; hers knows Kees too."""
    made = Talent(work / "colleague.json", options=["--file", str(work / "colleague.json")])
    made.ok("init", "--plain", today="1-1-2020")
    made.ok("add", "Kees Blok", "--phone", "0612345678", "--area", "Zuid")
    made.ok("add", "Noor Kaya", "--phone", "0687654321")
    made.ok("add", "--initiative", "Leeskring")
    made.ok("can", "Kees", "klussen in huis")
    made.ok("loves", "Noor", "lezen")
    made.ok("link", "r2", "i1", "--why", "houdt van lezen")
    made.ok("later", "Noor", "mei 2027", "na de verhuizing")
    made.ok("note", "Kees,Noor", "samen koffie", "--on", "1-11-2026")
    return made


@pytest.fixture
def hers(talent: Talent, colleague: Talent) -> Talent:
    """Her own register: Kees is in it."""
    talent.ok("add", "Marijke de Wit")
    talent.ok("add", "Kees Blok", "--phone", "0612345678")
    return talent


def rows(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ran.data["rows"]
    return found


def same(talent: Talent, *words: str, code: int, **more: Any) -> Ran:
    """A command that leaves the register as it is, to the byte."""
    before = talent.register.read_bytes()
    ran = talent(*words, **more)
    assert ran.code == code, ran
    assert talent.register.read_bytes() == before
    return ran


def test_a_trial_run_says_who_is_whom_and_what_comes_along(hers: Talent, work: Path) -> None:
    ran = same(hers, "import", "colleague.json", code=0)
    assert ran.out.splitlines()[0] == "2 new, 1 changed, 0 same, 0 doubtful, 0 refused"
    shown = [line.split(None, 2)[:2] for line in ran.out.splitlines()[1:]]
    assert shown == [["r1", "changed"], ["r2", "new"], ["i1", "new"]]
    assert "Area: Zuid" in ran.out
    assert "1 statement, 1 note" in ran.out
    assert "colleague.json: the register" in ran.err
    brought = "1 resident, 1 initiative, 2 statements, 1 note, 1 link, 1 follow-up"
    assert f"Comes along: {brought}." in ran.err
    assert "trial run" in ran.err


def test_in_dutch_one_is_one_and_two_are_two(hers: Talent, work: Path) -> None:
    ran = hers.ok("import", "colleague.json", "--go", "--lang", "nl")
    brought = "1 bewoner, 1 initiatief, 2 uitspraken, 1 notitie, 1 verbinding, 1 belofte"
    assert f"Komt mee: {brought}." in ran.err


def test_the_plan_has_the_shape_of_that_of_a_sheet(hers: Talent, work: Path) -> None:
    ran = same(hers, "import", "colleague.json", "--json", code=0)
    assert ran.err == ""
    assert ran.data["applied"] is False
    assert ran.data["plan"] == {"new": 2, "changed": 1, "same": 0, "doubtful": 0, "refused": 0}
    kees = rows(ran)[0]
    assert (kees["verdict"], kees["name"], kees["id"], kees["line"]) == (
        "changed", "Kees Blok", "r2", None,
    )  # fmt: skip
    assert kees["key"].endswith("-r1")
    assert kees["fields"]["area"] == {"old": None, "new": "Zuid"}
    assert kees["brings"] == {"statements": 1, "notes": 1}
    assert rows(ran)[1] | {"key": "", "fields": {}} == {
        "line": None, "key": "", "verdict": "new", "name": "Noor Kaya", "id": "", "fields": {},
        "brings": {"statements": 1, "links": 1, "followups": 1}, "joins": {}, "stays": {},
        "problems": [], "remarks": [], "candidates": [],
    }  # fmt: skip


def test_it_is_done_in_one_undo_and_twice_is_once(hers: Talent, work: Path) -> None:
    before = hers.json("list")["data"]
    ran = hers.ok("import", "colleague.json", "--go")
    assert "Done: 2 new, 1 changed. To take it back: talent undo" in ran.err
    shown = hers.ok("show", "Noor").out
    for said in ("lezen", "Leeskring", "na de verhuizing", "samen koffie", "Kees Blok"):
        assert said in shown
    ran = same(hers, "import", "colleague.json", "--go", code=0)
    assert "stood there like that already" in ran.err
    assert ran.out == "0 new, 0 changed, 3 same, 0 doubtful, 0 refused\n"
    hers.ok("undo")
    assert hers.json("list")["data"] == before
    assert hers("show", "Noor").code == 3


def test_the_colleagues_file_is_only_read(hers: Talent, colleague: Talent) -> None:
    before = colleague.register.read_bytes()
    hers.ok("import", "colleague.json", "--go")
    assert colleague.register.read_bytes() == before


def test_to_a_new_laptop_everything_goes_as_it_was(
    street: Talent, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = street.ok("export", "alles.json")
    assert "Written: alles.json (7 rows)." in ran.err
    assert "5 people are in it, and it is not encrypted" in ran.err
    assert (work / "alles.json").stat().st_mode & 0o077 == 0
    laptop = Talent(work / "laptop.json", options=["--file", str(work / "laptop.json")])
    laptop.ok("init", "--plain")
    ran = laptop.ok("import", "alles.json", "--go")
    assert "keep working in one of the two" in ran.err
    for words in (["list"], ["list", "links"], ["show", "r3"], ["remind"], ["list", "later"]):
        assert laptop.json(*words)["data"] == street.json(*words)["data"]
    # A key in an old sheet of hers still finds its record.
    same(laptop, "import", "alles.json", "--go", code=0)
    same(street, "import", "alles.json", "--go", code=0)


def test_export_knows_no_filter_for_the_whole_register(street: Talent, work: Path) -> None:
    ran = same(street, "export", "alles.json", "--area", "Zuid", code=2)
    assert "--area means nothing for alles.json" in ran.err
    assert not (work / "alles.json").exists()


@pytest.mark.parametrize("option", [("--as", "residents"), ("--empty-clears",), ("--sheet", "1")])
def test_options_of_a_sheet_mean_nothing_for_a_register(
    hers: Talent, work: Path, option: tuple[str, ...]
) -> None:
    ran = same(hers, "import", "colleague.json", *option, code=2)
    assert f"{option[0]} means nothing for colleague.json" in ran.err


# --- doubt, and what may not be kept ------------------------------------------------


@pytest.fixture
def doubtful(hers: Talent, colleague: Talent) -> Talent:
    """Noor is in hers too, with another phone."""
    hers.ok("add", "Noor Kaya", "--phone", "0699999999")
    return hers


def test_without_a_terminal_a_doubt_needs_an_answer(doubtful: Talent, work: Path) -> None:
    ran = same(doubtful, "import", "colleague.json", "--go", code=5)
    assert ran.out == ""
    assert "0 refused, 1 doubtful" in ran.err
    assert "--doubtful new, skip or same" in ran.err
    assert "--skip-refused" not in ran.err


@pytest.mark.parametrize(("answer", "people"), [("new", 4), ("same", 3), ("skip", 3)])
def test_an_answer_on_the_line_is_everybodys(
    doubtful: Talent, work: Path, answer: str, people: int
) -> None:
    ran = doubtful.ok("import", "colleague.json", "--go", "--doubtful", answer, "--json")
    assert ran.json["status"] == ("partial" if answer == "skip" else "success")
    found = doubtful.json("list", "residents")["data"]["rows"]
    assert len(found) == people
    phones = {
        r["name"]: r["phone"]
        for r in (doubtful.json("show", x["id"])["data"]["record"] for x in found)
    }
    assert phones["Noor Kaya"] == "0699999999" if answer == "skip" else "0687654321"


def test_what_stays_behind_with_the_doubtful_is_counted(doubtful: Talent, work: Path) -> None:
    ran = doubtful.ok("import", "colleague.json", "--go", "--doubtful", "skip")
    assert "3 records stay behind" in ran.err
    assert "doubtful" in ran.out.splitlines()[1]


def test_on_a_terminal_the_doubtful_are_asked(doubtful: Talent, work: Path, person: Person) -> None:
    ran = person("import", "colleague.json", "--go", answers=[("Who is it?", "1")])
    assert ran.code == 0
    assert "r2: Noor Kaya" in ran.err
    assert "the same name, other contact details" in ran.err
    assert len(doubtful.json("list", "residents")["data"]["rows"]) == 3


def test_a_delicate_word_is_refused_and_may_be_kept_anyway(hers: Talent, colleague: Talent) -> None:
    colleague.ok("note", "Noor", "heeft een depressie", "--anyway")
    ran = same(hers, "import", "colleague.json", "--go", code=5)
    assert "--skip-refused" in ran.err
    ran = same(hers, "import", "colleague.json", code=0)
    assert "“depressie” touches on health" in ran.out
    hers.ok("import", "colleague.json", "--go", "--skip-refused")
    assert hers("show", "Noor").code == 3
    hers.ok("import", "colleague.json", "--go", "--anyway")
    assert "depressie" in hers.ok("show", "Noor").out


def test_a_no_there_is_a_no_here_and_the_plan_says_so(hers: Talent, colleague: Talent) -> None:
    hers.ok("consent", "Kees", "approach", "yes")
    colleague.ok("consent", "Kees", "approach", "no")
    ran = hers.ok("import", "colleague.json", "--go", "--json")
    assert rows(ran)[0]["fields"]["consents"]["new"][0]["given"] is False
    hers.ok("undo")
    assert "approach: yes → approach: no" in hers.ok("import", "colleague.json").out


def test_who_was_forgotten_here_does_not_come_back(hers: Talent, work: Path) -> None:
    hers.ok("import", "colleague.json", "--go")
    hers.ok("forget", "Noor", "--yes")
    ran = hers.ok("import", "colleague.json", "--go")
    assert "Forgotten here before, so they stay away: 1." in ran.err
    assert b"Noor" not in hers.register.read_bytes()


def test_who_was_forgotten_in_the_other_copy_is_named_here(hers: Talent, work: Path) -> None:
    hers.ok("export", "alles.json")
    laptop = Talent(work / "laptop.json", options=["--file", str(work / "laptop.json")])
    laptop.ok("init", "--plain")
    laptop.ok("import", "alles.json", "--go")
    laptop.ok("forget", "Kees", "--yes")
    ran = same(hers, "import", "laptop.json", code=0)
    assert "Forgotten there, and still here: r2." in ran.err


def test_old_and_new_are_shown_in_the_words_of_a_sheet(hers: Talent, colleague: Talent) -> None:
    hers.ok("edit", "Kees", "--met", "1-1-2026", "--languages", "Frans")
    hers.ok("add", "--initiative", "Leeskring")
    hers.ok("edit", "Leeskring", "--carriers", "Kees,Marijke")
    colleague.ok("edit", "Kees", "--met", "1-3-2026", "--languages", "Turks")
    colleague.ok("edit", "Leeskring", "--carriers", "Noor")
    out = hers.ok("import", "colleague.json").out
    assert "Languages: Frans → Frans, Turks" in out
    assert "2026-01-01 → 2026-03-01" in out
    assert "Carriers: Noor Kaya" in out


# --- files that are none --------------------------------------------------------------


def test_a_register_under_another_key_says_what_to_ask_for(
    hers: Talent, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = str(work.parent / "config")
    monkeypatch.setenv("TALENTREGISTER_CONFIG", str(work / "her config"))
    Talent(work / "hers.age", options=["--file", str(work / "hers.age")]).ok("init")
    monkeypatch.setenv("TALENTREGISTER_CONFIG", config)
    Talent(work / "mine.age", options=["--file", str(work / "mine.age")]).ok("init")
    ran = same(hers, "import", "hers.age", code=2)
    assert ran.out == ""
    assert "Your key does not open hers.age" in ran.err
    assert "talent export register.json" in ran.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"a": 1}', "no register of this program"),
        ('{"meta": ', "any further than line 1"),
        ('{"meta": {"format": 99, "version": "9.9", "register": "x"}}', "newer version (9.9)"),
        ('{"x": ' + "[" * 5000, "nested deeper"),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_one_sentence(
    hers: Talent, work: Path, content: str, said: str
) -> None:
    Path("x.json").write_text(content, "utf-8")
    ran = same(hers, "import", "x.json", "--go", code=2)
    assert said in ran.err
    assert "Traceback" not in ran.err
    ran = same(hers, "import", "x.json", "--go", "--json", code=2)
    assert ran.json["status"] == "error"


def test_where_it_is_wrong_is_said_and_not_what_stands_there(hers: Talent, work: Path) -> None:
    hers.ok("export", "x.json")
    document = json.loads(Path("x.json").read_text("utf-8"))
    document["residents"]["2"]["phone"] = ["0612345678", "Marijke"]
    Path("x.json").write_text(json.dumps(document), "utf-8")
    ran = same(hers, "import", "x.json", code=2)
    assert "x.json: at residents.2.phone stands something else" in ran.err
    assert "Marijke" not in ran.screen


def test_an_export_that_is_taken_for_a_register_says_what_it_is(hers: Talent, work: Path) -> None:
    hers.ok("export", "x.json")
    ran = Talent(Path("x.json"), options=["--file", "x.json"])("list")
    assert ran.code == 6
    assert "x.json is an export, not a register" in ran.err
    assert "talent import" in ran.err


def test_where_there_is_no_register_yet_one_is_offered(
    hers: Talent, work: Path, person: Person
) -> None:
    nowhere = str(work / "nieuw.json")
    ran = Talent(work / "nieuw.json", options=["--file", nowhere])("import", "colleague.json")
    assert ran.code == 6
    ran = person(
        "--file", nowhere, "import", "colleague.json", "--go", answers=[("Shall I make one?", "y")]
    )
    assert ran.code == 0
    assert (work / "nieuw.json").exists()


def test_an_older_copy_of_her_own_takes_nothing_away(hers: Talent, work: Path) -> None:
    shutil.copy(hers.register, "yesterday.json")
    hers.ok("can", "Kees", "koken")
    ran = hers.ok("import", "yesterday.json", "--go")
    assert "stood there like that already" in ran.err
    assert "koken" in hers.ok("show", "Kees").out

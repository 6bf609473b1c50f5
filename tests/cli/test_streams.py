"""Every verb: data on stdout, words on stderr, one envelope with `--json`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from talentregister.cli.output import wrapped
from talentregister.cli.verbs import VERBS
from tests.running import Person, Talent

EXAMPLES = Path(__file__).parents[2] / "examples"
ENVELOPE = ["version", "command", "status", "exit_code", "data", "messages", "errors"]


class Case(NamedTuple):
    """A command, what it prints as data, and what it says."""

    words: tuple[str, ...]
    out: str = ""
    err: str = ""
    code: int = 0


GOOD: dict[str, Case] = {
    "init": Case(("init", "--plain", "--file", "other.json"), "", "The register is ready"),
    "add": Case(("add", "Fatima"), "Fatima"),
    "loves": Case(("loves", "Ahmet", "koken"), "koken"),
    "can": Case(("can", "Ahmet", "koken", "--available", "di"), "koken", "Available: "),
    "wants": Case(("wants", "Ahmet", "taalles"), "taalles"),
    "has": Case(("has", "Ahmet", "een bakfiets"), "een bakfiets"),
    "note": Case(("note", "Ahmet", "in", "de", "buurtkamer"), "in de buurtkamer"),
    "edit": Case(("edit", "Ahmet", "--phone", "612345679"), "r1    Ahmet", "zero was put back"),
    "match": Case(("match", "Ahmet", "Yilmaz"), "VV Kerkenbosch", "Matches for Ahmet Yılmaz (r1)"),
    "list": Case(("list",), "Vries, An de"),
    "themes": Case(("themes", "add", "harirazo", "koken"), "", "“harirazo” belongs to"),
    "show": Case(("show", "An"), "Dorpsstraat 1"),
    "link": Case(("link", "Ahmet", "VV", "Kerkenbosch"), "Ahmet Yılmaz ↔ VV Kerkenbosch"),
    "went": Case(("went", "l1", "asked"), "asked"),
    "consent": Case(("consent", "Kees", "approach", "no"), "Kees Blok", "no longer shown"),
    "remind": Case(("remind",), "dan met pensioen, wil klussen"),
    "later": Case(("later", "Ahmet", "mei 2027", "bellen"), "bellen", "Comes back"),
    "done": Case(("done", "f1", "wil in mei beginnen"), "wil in mei beginnen"),
    "import": Case(("import", "sprokkel.csv"), "Lien Nguyen", "trial run"),
    "export": Case(("export", "out.csv"), "", "out.csv"),
    "undo": Case(("undo",), "willen leeskring", "Taken back: note"),
    "config": Case(("config", "name", "Sanne"), "", "name is now “Sanne”"),
    "today": Case(("today",), "Kees Blok"),
    "rhythm": Case(("rhythm", "Kees", "6 maanden"), "Kees Blok"),
    "schedule": Case(("schedule", "--print", "--by", "cron"), "remind"),
    "forget": Case(("forget", "Kees", "--yes"), "dan met pensioen", "Forgotten"),
    "check": Case(("check",), "The register is whole"),
    "backup": Case(("backup",), "", "backups/"),
    "restore": Case(("restore", "--yes"), "", ""),
    "key": Case(("key", "on"), "AGE-SECRET-KEY", "Write the paper key on paper"),
}
BAD: dict[str, Case] = {
    "init": Case(("init", "--plain"), err="There is a register already", code=5),
    "add": Case(("add", "Ahmet", "Yilmaz"), err="has that name already", code=4),
    "loves": Case(("loves", "Zacharias", "koken"), err="Nobody is called “Zacharias”", code=3),
    "can": Case(("can", "Ahmet"), err="nothing to write down", code=2),
    "wants": Case(("wants", "Ahmet", "x", "--available", ""), err="", code=0),
    "has": Case(("has",), err="Say who it is about", code=2),
    "note": Case(("note", "--round", "Kerkstraat", "--doors", "3", "--opened", "4"), "",
                 "Of 3 doors 4 cannot open", 5),
    "edit": Case(("edit", "r99", "--area", "x"), err="There is no r99", code=3),
    "match": Case(("match",), err="Say whom or what to look for", code=2),
    "list": Case(("list", "everything"), err="cannot be listed", code=2),
    "themes": Case(("themes", "add", "harira"), err="add, remove, unknown", code=2),
    "show": Case(("show", "s99"), err="There is no s99", code=3),
    "link": Case(("link", "Ahmet"), err="Say with whom", code=2),
    "went": Case(("went", "l1", "introduced"), err="has not agreed", code=5),
    "consent": Case(("consent", "Ahmet", "everything", "yes"), err="is not one of", code=2),
    "remind": Case(("remind", "--ahead", "ooit"), err="length of time", code=2),
    "later": Case(("later", "Kees", "sint", "juttemis"), err="cannot be read as a date", code=2),
    "done": Case(("done", "Ahmet"), err="Nothing is due for “Ahmet Yılmaz”", code=3),
    "import": Case(("import", "nowhere.csv"), err="There is no file nowhere.csv", code=2),
    "export": Case(("export",), err="", code=2),
    "undo": Case(("undo", "u99"), err="There is no operation u99", code=3),
    "config": Case(("config", "colour"), err="There is no setting “colour”", code=2),
    "today": Case(("today", "--nope"), err="There is no option --nope", code=2),
    "rhythm": Case(("rhythm", "Kees", "ooit"), err="ooit", code=2),
    "schedule": Case(("schedule", "maybe"), err="is not one of", code=2),
    "forget": Case(("forget", "Zacharias", "--yes"), err="Nobody is called “Zacharias”", code=3),
    "backup": Case(("backup", "--to", "/nowhere/at/all"), err="/nowhere/at/all", code=7),
    "restore": Case(("restore", "99", "--yes"), err="no such backup", code=3),
    "key": Case(("key", "fly"), err="check, recover", code=2),
}  # fmt: skip
BAD = {verb: case for verb, case in BAD.items() if case.code}


@pytest.fixture
def here(street: Talent, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Talent:
    """The street, in a directory with a sheet."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLES / "sprokkel.csv", tmp_path)
    street.ok("backup")
    return street


def test_every_verb_has_a_case() -> None:
    assert sorted({*GOOD, "demo"}) == sorted(VERBS)


@pytest.mark.parametrize("verb", GOOD)
def test_a_verb_puts_data_on_stdout_and_words_on_stderr(here: Talent, verb: str) -> None:
    case = GOOD[verb]
    ran = here(*case.words)
    assert (ran.code, case.out in ran.out, case.err in ran.err) == (0, True, True), ran
    assert case.err == "" or case.err not in ran.out
    assert case.out == "" or case.out not in ran.err
    assert ran.out.endswith("\n") or ran.out == ""


@pytest.mark.parametrize("verb", GOOD)
def test_a_verb_with_json_prints_one_envelope_and_nothing_else(here: Talent, verb: str) -> None:
    ran = here(*GOOD[verb].words, "--json")
    envelope = ran.json
    assert list(envelope) == ENVELOPE
    assert envelope["version"] == 1
    assert envelope["command"] == verb
    assert envelope["status"] == "success"
    assert envelope["exit_code"] == ran.code == 0
    assert envelope["errors"] == []
    assert all(sorted(message) == ["code", "text"] for message in envelope["messages"])
    assert ran.err == ""


@pytest.mark.parametrize("verb", GOOD)
def test_a_quiet_verb_says_nothing_on_stderr(here: Talent, verb: str) -> None:
    ran = here(*GOOD[verb].words, "--quiet")
    assert ran.code == 0, ran
    assert ran.err == ""
    assert GOOD[verb].out in ran.out


@pytest.mark.parametrize("verb", GOOD)
def test_the_dutch_name_of_a_verb_does_the_same(here: Talent, verb: str) -> None:
    dutch = here(VERBS[verb].dutch, *GOOD[verb].words[1:])
    assert dutch.code == 0, dutch
    assert GOOD[verb].out in dutch.out
    assert GOOD[verb].err in dutch.err


@pytest.mark.parametrize("verb", GOOD)
def test_in_dutch_every_verb_says_the_same_amount(here: Talent, verb: str) -> None:
    ran = here(*GOOD[verb].words, "--lang", "nl", "--json")
    assert ran.code == 0, ran
    assert ran.json["command"] == verb


@pytest.mark.parametrize("verb", BAD)
def test_an_error_is_a_sentence_on_stderr_and_nothing_on_stdout(here: Talent, verb: str) -> None:
    case = BAD[verb]
    ran = here(*case.words)
    assert (ran.code, ran.out) == (case.code, ""), ran
    assert case.err in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("verb", BAD)
def test_an_error_with_json_is_an_envelope_and_the_sentence_on_stderr(
    here: Talent, verb: str
) -> None:
    case = BAD[verb]
    ran = here(*case.words, "--json")
    envelope = ran.json
    assert list(envelope) == ENVELOPE
    assert (envelope["status"], envelope["exit_code"], ran.code) == ("error", case.code, case.code)
    assert envelope["command"] == verb
    [error] = envelope["errors"]
    assert list(error) == ["code", "text", "hint", "candidates"]
    assert case.err in error["text"]
    assert error["text"] in ran.err
    assert all(sorted(c) == ["id", "name"] for c in error["candidates"])


@pytest.mark.parametrize("verb", BAD)
def test_a_quiet_error_is_still_said(here: Talent, verb: str) -> None:
    case = BAD[verb]
    ran = here(*case.words, "--quiet")
    assert (ran.code, ran.out) == (case.code, "")
    assert case.err in ran.err


@pytest.mark.parametrize("verb", [v for v in BAD if v not in ("init", "import", "export")])
def test_a_refused_verb_leaves_the_register_as_it_was(here: Talent, verb: str) -> None:
    before = here.register.read_bytes()
    here(*BAD[verb].words)
    assert here.register.read_bytes() == before


@pytest.mark.parametrize("sealing", ["sealed"], indirect=True)
def test_an_encrypted_register_does_the_same_work(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("can", "Ahmet", "voetbaltrainer")
    assert b"Ahmet" not in talent.register.read_bytes()
    assert "voetbaltrainer" in talent.ok("show", "Ahmet").out


def test_the_paper_key_is_the_only_thing_init_prints(nowhere: Talent) -> None:
    ran = nowhere.ok("init")
    assert ran.out.count("\n") == 1
    assert "paper key" in ran.err
    assert ran.out.strip() not in ran.err


def test_with_json_the_paper_key_is_in_the_data(nowhere: Talent) -> None:
    data = nowhere.json("init")["data"]
    assert data["paper_key"]
    assert data["register"] == str(nowhere.register)


def test_a_quiet_init_still_prints_the_paper_key(nowhere: Talent) -> None:
    ran = nowhere.ok("init", "--quiet")
    assert ran.out.strip()
    assert ran.err == ""


PAPER_KEY = (
    "Write the paper key on paper and keep it apart: without it and without this laptop nobody"
    " can open the register."
)


@pytest.mark.parametrize(("columns", "widest"), [(50, 49), (200, 80)])
def test_on_a_terminal_a_notice_is_broken_between_words(
    nowhere: Talent, person: Person, columns: int, widest: int
) -> None:
    said = person("init", columns=columns).err
    lines = said[said.index("Write the paper key") :].splitlines()
    assert max(map(len, lines)) <= widest
    assert len(lines) > 1
    assert " ".join(lines) == PAPER_KEY


def test_in_a_pipe_a_notice_is_one_line(nowhere: Talent) -> None:
    assert nowhere.ok("init").err.splitlines()[-1] == PAPER_KEY


def test_in_a_pipe_a_notice_about_words_on_two_lines_is_one_line(street: Talent) -> None:
    ran = street.ok("later", "Ahmet", "als de baan\nbegint", "bellen")
    _today, said = ran.err.splitlines()
    assert "“als de baan / begint”" in said


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Nieuw hier, en nog niet opgeschreven? Typ: talent erbij \"Jan van den Berg\"",
            [
                "Nieuw hier, en nog niet opgeschreven?",
                "Typ: talent erbij \"Jan van den Berg\"",
            ],
        ),
        (
            "Om te zien wie er past: talent zoek Ahmet Yılmaz --wensen",
            ["Om te zien wie er past:", "talent zoek Ahmet Yılmaz --wensen"],
        ),
        (
            "Onthouden voor deze koppen. Weer vergeten: --map \"Hobby's=\" --go.",
            ["Onthouden voor deze koppen. Weer", "vergeten: --map \"Hobby's=\" --go."],
        ),
        (
            "Type: talent export register.json. That file is not encrypted.",
            ["Type: talent export register.json. That", "file is not encrypted."],
        ),
        (
            "  1  Misschien Geesje Wolthuis (r1): de namen lijken op elkaar.",
            ["  1  Misschien Geesje Wolthuis (r1): de", "  namen lijken op elkaar."],
        ),
        ("Geschreven: /media/stick/een-pad-zonder-spatie-en-lang.csv", [
            "Geschreven:", "/media/stick/een-pad-zonder-spatie-en-lang.csv",
        ]),
        ("", [""]),
        ("een\ntwee", ["een", "twee"]),
    ],
)  # fmt: skip
def test_a_line_to_type_a_path_and_an_indent_stay_whole(text: str, lines: list[str]) -> None:
    assert wrapped(text, 40).split("\n") == lines

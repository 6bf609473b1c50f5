"""`forget`: shown, asked one by one, confirmed by number, and then gone for good."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from talentregister.storage import Home
from tests.opened import places
from tests.running import Person, Talent
from tests.terminals import CTRL_C, CTRL_D, Terminal


def home_of(talent: Talent) -> Home:
    """The register and keys of a test."""
    return Home(talent.register, talent.register.parents[1] / "config")


LIVED = (
    ("add", "Ahmet", "Yılmaz", "--phone", "0612345678"),
    ("add", "Joke", "Bakker"),
    ("add", "Elif", "Kaya"),
    ("add", "--initiative", "Tuin"),
    ("edit", "i1", "--carriers", "r1,r2", "--state", "running"),
    ("can", "Ahmet", "voetbaltrainer geweest"),
    ("note", "Ahmet,Joke", "koffie met Ahmet Yilmaz (06-12 34 56 78)"),
    ("note", "Joke", "sprak met Ahmet over de tuin"),
    ("note", "Elif", "woont naast AHMET"),
    ("link", "Ahmet", "i1"),
    ("edit", "Joke", "--area", "bij Ahmet Yılmaz"),
)


@pytest.fixture(scope="session")
def _lived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where the register of `known` is kept for the next test, by how it is sealed."""
    return {}


@pytest.fixture
def known(
    talent: Talent,
    sealing: str,
    _lived: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Talent:
    """Ahmet, who is named all over."""
    place = talent.register.parents[1]
    if sealing not in _lived:
        for words in LIVED:
            talent.ok(*words, today="20-11-2026")
        talent.ok("edit", "Joke", "--area", "Zuid")
        kept = _lived[sealing] = tmp_path_factory.mktemp("known")
        for part in ("work", "config"):
            if (place / part).exists():
                shutil.copytree(place / part, kept / part)
    shutil.copytree(_lived[sealing], place, dirs_exist_ok=True)
    return talent


SEALINGS = pytest.mark.parametrize("sealing", ["plain", "sealed"], indirect=True)


def test_without_a_terminal_and_without_yes_nothing_is_forgotten(known: Talent) -> None:
    before = known.register.read_bytes()
    ran = known("forget", "Ahmet")
    assert (ran.code, ran.out) == (5, "")
    assert "Nothing was forgotten: r1 has to be confirmed." in ran.err
    assert "talent forget r1 --yes" in ran.err
    assert known.register.read_bytes() == before


def test_what_would_go_is_shown_before_it_is_confirmed(known: Talent) -> None:
    said = known("forget", "Ahmet").err
    assert "voetbaltrainer geweest" in said
    goes, _, rest = said.partition("Becomes [removed]:")
    becomes, _, perhaps = rest.partition("Perhaps the same person:")
    assert "s1" in goes
    assert "l1" in goes
    assert "n1    Ahmet Yılmaz, Joke Bakker: koffie met Ahmet Yilmaz (06-12 34 56 78)" in becomes
    assert "n2    Joke Bakker: sprak met Ahmet over de tuin" in perhaps
    assert "n3    Elif Kaya: woont naast AHMET" in perhaps


def test_with_json_the_refusal_is_an_envelope_and_nothing_is_listed(known: Talent) -> None:
    ran = known("forget", "Ahmet", "--json")
    assert ran.code == 5
    [error] = ran.json["errors"]
    assert error["code"] == "forget_unconfirmed"
    assert error["hint"] == "If it must be: talent forget r1 --yes"
    assert "voetbal" not in ran.screen


@SEALINGS
def test_yes_forgets_everywhere_lists_the_doubtful_and_leaves_it(known: Talent) -> None:
    ran = known.ok("forget", "Ahmet", "--yes")
    assert "Perhaps the same person:" in ran.out
    assert "Forgotten, here and in every backup. Records gone: 3; rewritten: 2." in ran.err
    assert "2 mentions were left as they are." in ran.err
    assert "Copies elsewhere" in ran.err
    assert places(home_of(known), "Ahmet Yılmaz", "0612345678", "06-12 34 56 78") == []
    assert "sprak met Ahmet over de tuin" in known.ok("show", "Joke").out


def test_the_data_names_what_changed_and_what_was_left(known: Talent) -> None:
    data = known.json("forget", "Ahmet", "--yes")["data"]
    changed = {(row["id"], row["name"], row["change"]) for row in data["changed"]}
    assert ("r1", "Ahmet Yılmaz", "removed") in changed
    assert ("s1", "Ahmet Yılmaz", "removed") in changed
    assert ("n1", "Ahmet Yılmaz, Joke Bakker", "changed") in changed
    assert data["left"] == [
        {"id": "n2", "field": "text", "text": "sprak met Ahmet over de tuin"},
        {"id": "n3", "field": "text", "text": "woont naast AHMET"},
    ]


def test_an_initiative_that_falls_below_two_carriers_is_reported(known: Talent) -> None:
    assert "i1" in known.ok("forget", "Ahmet", "--yes").err


def test_afterwards_nothing_can_be_taken_back(known: Talent) -> None:
    known.ok("forget", "Ahmet", "--yes")
    while known("undo").code == 0:
        assert places(home_of(known), "Ahmet Yılmaz") == []
    assert places(home_of(known), "Ahmet Yılmaz", "0612345678") == []
    assert "There is no r1" in known("show", "r1").err


def test_no_command_yields_the_name_afterwards(known: Talent) -> None:
    known.ok("forget", "Ahmet", "--yes")
    for words in (
        ("list",), ("list", "talents"), ("list", "links"), ("show", "Joke"), ("show", "i1"),
        ("remind", "--ahead", "1 jaar"), ("undo", "--list"), ("check",), ("restore", "1", "--yes"),
    ):  # fmt: skip
        shown = known(*words, "--today", "22-11-2026").screen
        assert "Yılmaz" not in shown, words
        assert "0612345678" not in shown


def test_forgetting_twice_finds_nobody(known: Talent) -> None:
    known.ok("forget", "Ahmet", "--yes")
    assert known("forget", "r1", "--yes").code == 3
    assert known("forget", "Ahmet", "--yes").code == 3


def test_an_initiative_is_refused_with_what_to_do_instead(known: Talent) -> None:
    ran = known("forget", "Tuin", "--yes")
    assert ran.code == 5
    assert "Tuin is an initiative; only a resident can be forgotten." in ran.err
    assert "talent edit i1 --state stopped" in ran.err


def test_a_frozen_resident_is_refused_with_what_to_do_first(known: Talent) -> None:
    known.ok("edit", "Ahmet", "--status", "frozen")
    ran = known("forget", "Ahmet", "--yes")
    assert ran.code == 5
    assert "talent edit r1 --status active" in ran.err


def test_words_that_are_left_over_forget_nobody(known: Talent) -> None:
    for words in (("Joke", "de", "Wit"), ("Ahmet", "en", "Joke"), ("Ahmet,Joke",)):
        ran = known("forget", *words, "--yes")
        assert ran.code in (2, 3), ran
    assert len(known.json("list")["data"]["rows"]) == 3


def test_a_typing_error_forgets_nobody(known: Talent) -> None:
    ran = known("forget", "Ahmte", "--yes")
    assert ran.code == 3
    assert "Ahmet Yılmaz" in ran.err


def test_a_namesake_keeps_everything_of_his_own(known: Talent) -> None:
    known.ok("add", "Ahmet", "Yılmaz", "--phone", "0687654321", "--yes")
    known.ok("can", "r4", "vioolspelen")
    known.ok("forget", "r1", "--yes")
    shown = known.ok("show", "Ahmet Yılmaz").out
    assert "vioolspelen" in shown
    assert "06-87 65 43 21" in shown


def test_a_backup_that_cannot_be_read_is_said_and_is_done_at_a_next_start(known: Talent) -> None:
    path = next(home_of(known).backups.glob("*000001*"))
    whole = path.read_bytes()
    path.write_bytes(b"")
    ran = known("forget", "Ahmet", "--yes", "--json")
    assert (ran.code, ran.json["status"]) == (0, "partial")
    said = " ".join(message["text"] for message in ran.json["messages"])
    assert f"The backup {path} could not be rewritten" in said
    assert "not yet in every backup" in said
    assert "Ahmet" not in said
    again = known.ok("list")
    assert str(path) in again.err
    path.write_bytes(whole)
    assert str(path) not in known.ok("list").err
    assert places(home_of(known), "Ahmet Yılmaz", "0612345678") == []


def test_with_nobody_named_it_says_what_is_missing(known: Talent) -> None:
    assert known("forget").code == 2


def test_in_dutch_it_is_called_vergeet_and_says_so(known: Talent) -> None:
    ran = known("vergeet", "Ahmet", "--lang", "nl")
    assert ran.code == 5
    assert "talent vergeet r1 --yes" in ran.err
    assert known("vergeet", "Ahmet", "--yes", "--lang", "nl").code == 0


# --- somebody sits there ------------------------------------------------------


def test_each_doubt_is_asked_and_the_number_confirms(known: Talent, person: Person) -> None:
    ran = person(
        "forget", "Ahmet",
        answers=[
            ("Remove it here too? n2: sprak met Ahmet over de tuin", "y"),
            ("Remove it here too? n3: woont naast AHMET", ""),
            ("Type r1 to forget:", "r1"),
        ],
    )  # fmt: skip
    assert ran.code == 0, ran
    assert "1 mention was left as it is." in ran.err
    assert "sprak met [removed] over de tuin" in known.ok("show", "Joke").out
    assert "woont naast AHMET" in known.ok("show", "Elif").out
    assert places(home_of(known), "Ahmet Yılmaz") == []


def test_a_wrong_number_forgets_nobody(known: Talent, person: Person) -> None:
    before = known.register.read_bytes()
    answers = [("n2:", "y"), ("n3:", "y"), ("Type r1 to forget:", "r2")]
    ran = person("forget", "Ahmet", answers=answers)
    assert ran.code == 5, ran
    assert "Nothing was forgotten" in ran.err
    assert known.register.read_bytes() == before


def test_ctrl_c_at_the_last_question_forgets_nobody(known: Talent, terminal: Terminal) -> None:
    before = known.register.read_bytes()
    screen = terminal.start("forget", "Ahmet")
    for question, keys in (("n2:", "y"), ("n3:", "y"), ("Type r1 to forget:", CTRL_C)):
        screen.expect(question)
        screen.type(keys)
    assert screen.end().code == 130
    assert known.register.read_bytes() == before


@pytest.mark.slow
def test_the_end_of_the_input_forgets_nobody(known: Talent, terminal: Terminal) -> None:
    before = known.register.read_bytes()
    screen = terminal.start("forget", "Ahmet")
    for question in ("n2:", "n3:", "Type r1 to forget:"):
        screen.expect(question)
        screen.type(CTRL_D)
    assert screen.end().code == 5
    assert known.register.read_bytes() == before


@pytest.mark.slow
def test_on_a_terminal_yes_asks_nothing_and_still_lists(known: Talent, terminal: Terminal) -> None:
    ran = terminal("forget", "Ahmet", "--yes")
    assert ran.code == 0, ran
    assert "Perhaps the same person:" in ran.err
    assert "Remove it here too?" not in ran.err


@pytest.mark.slow
def test_what_was_changed_during_the_questions_is_not_forgotten(
    known: Talent, terminal: Terminal
) -> None:
    screen = terminal.start("forget", "Ahmet")
    screen.expect("n2:")
    known.ok("edit", "Ahmet", "--phone", "0611112222")
    for question in ("", "n3:", "Type r1 to forget:"):
        screen.expect(question)
        screen.type("r1" if question.startswith("Type") else "y")
    ran = screen.end()
    assert ran.code == 5, ran
    assert "r1 was changed by somebody else meanwhile" in ran.err
    assert "Ahmet" in known.ok("list").out


DIES = """
import os, signal, sys
from talentregister.cli import main
from talentregister.storage import erasure
erasure.rewrite = lambda *told: os.kill(os.getpid(), signal.SIGKILL)
sys.exit(main.main(["forget", "Ahmet", "--yes"]))
"""


def test_an_erasure_that_was_killed_is_finished_by_the_next_command(known: Talent) -> None:
    killed = subprocess.run([sys.executable, "-c", DIES], capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert "lmaz" not in known.register.read_text().partition('"erased"')[0]
    assert places(home_of(known), "Ahmet Yılmaz") != []
    assert "could not" not in known.ok("list").err
    assert places(home_of(known), "Ahmet Yılmaz", "0612345678") == []


def test_a_long_question_is_broken_between_words(talent: Talent, person: Person) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("add", "Joke")
    talent.ok(
        "note", "Joke", "sprak met Ahmet over de volkstuin, de schutting en wie het water afsluit"
    )
    answers = [("Remove it here too?", "n"), ("forget:", "")]
    shown = person("forget", "Ahmet", answers=answers, columns=40).screen
    assert "This cannot be taken back. Type r1 to\nforget: " in shown
    assert "Remove it here too? n1: sprak met Ahmet\n" in shown

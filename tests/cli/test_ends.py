"""How a command ends: closed pipes and streams, signals, odd locales."""

from __future__ import annotations

import json
import os
import re
import signal
import time

import pytest

from tests.running import Process, Talent
from tests.terminals import CTRL_C, CTRL_D, Terminal

ASCII = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}


COLOURS = re.compile(r"\x1b\[[0-9;]*(3[0-7]|4[0-7]|9[0-7])m")


def quiet(text: str) -> None:
    assert "Traceback" not in text
    assert "Exception ignored" not in text
    assert "BrokenPipe" not in text


@pytest.fixture
def crowd(street: Talent) -> Talent:
    """Enough lines to fill a pipe."""
    street.ok("can", "Kees", ";".join(f"talent nummer {n} {'x' * 200}" for n in range(600)))
    return street


@pytest.mark.parametrize("words", ["list talents", "show Kees", "list talents --json"])
def test_a_closed_pipe_is_no_error(crowd: Talent, process: Process, words: str) -> None:
    ran = process(*words.split(), shell='| head -1 >/dev/null; echo "${PIPESTATUS[0]}"')
    assert ran.out.strip() == "0"
    quiet(ran.err)


def test_a_pipe_that_was_closed_before_is_no_error(street: Talent, process: Process) -> None:
    ran = process("show", "Kees", shell='| true; echo "${PIPESTATUS[0]}"')
    assert ran.out.strip() == "0"
    quiet(ran.err)


def test_an_error_into_a_closed_pipe_keeps_its_code(street: Talent, process: Process) -> None:
    ran = process("show", "Zacharias", shell='2>&1 | true; echo "${PIPESTATUS[0]}"')
    assert ran.out.strip() in ("3", "0")
    quiet(ran.err)


CLOSINGS = (">&-", "2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-")
DAILY = {"list": 0, "can Kees koken": 0, "show Zacharias": 3}
RARE = {
    "show Kees": 0,
    "remind": 0,
    "list --json": 0,
    "--version": 0,
    "--help": 0,
    "list --nope": 2,
}


@pytest.mark.parametrize(
    ("words", "code", "closing"),
    [
        *((words, code, closing) for words, code in DAILY.items() for closing in CLOSINGS[::2]),
        *(
            pytest.param(words, code, closing, marks=pytest.mark.slow)
            for words, code in {**DAILY, **RARE}.items()
            for closing in CLOSINGS
        ),
    ],
)
def test_closed_streams_change_nothing_but_what_is_seen(
    street: Talent, process: Process, words: str, code: int, closing: str
) -> None:
    ran = process(*words.split(), shell=closing)
    assert ran.code == code, ran
    quiet(ran.screen)
    if words.startswith("can"):
        assert "koken" in street.ok("show", "Kees").out


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", ["list", "can Kees koken", "list --json", "--help"])
def test_a_full_disk_behind_stdout_is_said_and_what_was_done_is_done(
    street: Talent, process: Process, words: str
) -> None:
    ran = process(*words.split(), shell=">/dev/full")
    assert ran.code not in (0, 120), ran
    quiet(ran.screen)
    if words != "--help":
        assert "nothing was saved" not in ran.err
    if words.startswith("can"):
        assert "koken" in street.ok("show", "Kees").out


def test_ctrl_c_at_a_question_is_130_and_saves_nothing(street: Talent, terminal: Terminal) -> None:
    before = street.register.read_bytes()
    screen = terminal.start("can", "Kees")
    screen.expect("What can they do?")
    screen.type(CTRL_C)
    ran = screen.end()
    assert ran.code == 130, ran
    quiet(ran.screen)
    assert ran.screen.endswith("\n")  # the next prompt does not stand behind the question
    assert street.register.read_bytes() == before


def test_ctrl_c_halfway_through_the_three_questions_saves_nothing(
    street: Talent, terminal: Terminal
) -> None:
    screen = terminal.start("add", "Fatima")
    screen.expect("live well here?")
    screen.type("prima")
    screen.expect("wish?")
    screen.type(CTRL_C)
    assert screen.end().code == 130
    assert street("show", "Fatima").code == 3


def test_the_end_of_the_input_at_a_question_skips(street: Talent, terminal: Terminal) -> None:
    screen = terminal.start("can", "Kees")
    screen.expect("What can they do?")
    screen.type(CTRL_D)
    assert screen.end().code == 2


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_at_a_question_ends_with_its_code(
    street: Talent, terminal: Terminal, number: int, code: int
) -> None:
    before = street.register.read_bytes()
    screen = terminal.start("can", "Kees")
    screen.expect("What can they do?")
    time.sleep(0.3)  # a signal between the question and the reading waits for the first key
    screen.process.send_signal(number)
    ran = screen.end()
    assert ran.code == code, ran
    quiet(ran.screen)
    assert street.register.read_bytes() == before


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_while_it_waits_for_the_lock_ends_with_its_code(
    street: Talent, process: Process, number: int, code: int
) -> None:
    from talentregister.storage import Home
    from talentregister.storage.lock import locked

    before = street.register.read_bytes()
    with locked(Home(street.register, street.register.parents[1] / "config")):
        running = process.start("can", "Kees", "koken")
        time.sleep(0.6)  # past its imports, at the lock
        running.send_signal(number)
        out, err = running.communicate(timeout=10)
    assert running.returncode in (code, -number), err
    quiet((out + err).decode())
    assert street.register.read_bytes() == before


LOCALES: dict[str, dict[str, str]] = {
    "POSIX": ASCII,
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "C": {"LC_ALL": "C"},
}
SHOWN = ("list", "show 陳", "list --json", "show Ahmet", "remind", "remind --draft f1", "--help",
         "list --lang nl")  # fmt: skip


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        *((words, locale) for words in SHOWN[:3] for locale in ("POSIX", "ascii")),
        *(
            pytest.param(words, locale, marks=pytest.mark.slow)
            for words in SHOWN
            for locale in LOCALES
        ),
    ],
)
def test_a_locale_without_our_letters_loses_none_and_breaks_nothing(
    street: Talent, process: Process, words: str, locale: str
) -> None:
    environment = LOCALES[locale]
    ran = process(*words.split(), env=environment)
    assert ran.code == (3 if "陳" in words else 0), ran
    quiet(ran.screen)
    if words == "list --json":
        assert json.loads(ran.out)["data"]["rows"]
    if words == "list" and environment.get("PYTHONIOENCODING") in ("ascii", "latin-1"):
        assert "Y\\u0131lmaz" in ran.out


def test_words_typed_in_a_locale_without_our_letters_are_kept_as_letters(
    street: Talent, process: Process
) -> None:
    ran = process("can", "Kees", "crème brûlée", env=ASCII)
    assert ran.code == 0, ran
    assert "crème brûlée" in street.ok("show", "Kees").out


def test_bytes_that_are_no_text_are_refused_in_words(street: Talent, process: Process) -> None:
    before = street.register.read_bytes()
    ran = process("can", "Kees", shell="$'ko\\xffken'")
    assert ran.code == 5, ran
    quiet(ran.screen)
    assert street.register.read_bytes() == before


def test_rich_is_for_terminals_and_obeys_no_color(street: Talent, terminal: Terminal) -> None:
    assert "─" in terminal("list").screen
    assert not COLOURS.search(terminal("list", NO_COLOR="1").screen)
    assert "─" not in terminal("list", piped=True).out


def test_the_debug_option_shows_places_and_never_values(
    street: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    from talentregister import agenda

    def broken(*_: object) -> None:
        raise KeyError("Ahmet Yılmaz, 06-12345678")

    monkeypatch.setattr(agenda, "everything", broken)
    for more in ((), ("--json",), ("--debug",)):
        ran = street("remind", *more)
        assert ran.code == 1
        assert "Ahmet" not in ran.screen
        assert "KeyError" in ran.screen
        assert "Traceback" not in ran.screen
        assert ("agenda.py" in ran.err) is ("--debug" in more)
    assert street("remind", "--json").json["errors"][0]["code"] == "fault"


def test_a_fault_while_the_answer_is_shown_does_not_say_that_nothing_was_saved(
    street: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    from talentregister.cli import output

    def broken(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(output, "show", broken)
    ran = street("can", "Kees", "koken")
    assert ran.code == 1
    assert "nothing was saved" not in ran.err
    assert "could not be shown" in ran.err

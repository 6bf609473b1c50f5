"""Where a reminder goes; wherever it went, the next run shows everything again."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.running import Process, Talent
from tests.schedule.fakes import Fakes
from tests.terminals import Terminal


@pytest.fixture
def kees(talent: Talent) -> Talent:
    talent.ok("add", "Kees Blok", "--phone", "0612345678")
    talent.ok("add", "Joke Bakker")
    talent.ok("later", "Kees", "20-11-2026", "wil, klussen; echt", "--on", "1-1-2026")
    talent.ok("later", "Kees", "1-12-2026", "tuin")
    talent.ok("later", "Joke", "mei 2027", "na de verhuizing")
    return talent


def days(path: Path) -> list[tuple[str, date, date]]:
    calendar: Any = icalendar.Calendar.from_ical(path.read_bytes())
    return [
        (str(e["UID"]).partition("@")[0], e["DTSTART"].dt, e["DTEND"].dt)
        for e in calendar.walk("VEVENT")
    ]


# --- files


def test_a_text_file_holds_what_is_due_and_says_its_day(kees: Talent, tmp_path: Path) -> None:
    place = tmp_path / "vandaag.txt"
    ran = kees.ok("remind", "--to", "file", "--out", str(place), "--lang", "nl")
    assert ran.out == ""
    text = place.read_text()
    assert text.startswith("zaterdag 21 november 2026\n")
    assert "“wil, klussen; echt”" in text
    assert "06-12 34 56 78" in text
    assert "tuin" not in text
    assert place.stat().st_mode & 0o777 == 0o600
    kees.ok("done", "f1")
    kees.ok("remind", "--to", "file", "--out", str(place))
    assert "Nothing is due." in place.read_text()


def test_without_a_place_the_files_lie_beside_the_register(kees: Talent) -> None:
    kees.ok("remind", "--to", "file,feed,screen")
    beside = kees.register.parent
    assert (beside / "remind.txt").exists()
    assert (beside / "remind.ics").exists()


def test_a_feed_lists_every_open_promise_on_its_day(kees: Talent, tmp_path: Path) -> None:
    place = tmp_path / "agenda.ics"
    kees.ok("rhythm", "Joke", "6")
    kees.ok("remind", "--out", str(place))
    assert days(place) == [
        ("f1", date(2026, 11, 20), date(2026, 11, 22)),  # overdue: through today
        ("f2", date(2026, 12, 1), date(2026, 12, 2)),
        ("f3", date(2027, 5, 1), date(2027, 5, 2)),
        ("rhythm-r2", date(2027, 5, 21), date(2027, 5, 22)),
    ]
    text = place.read_text()
    assert "Kees" not in text
    assert "klussen" not in text
    kees.ok("remind", "--out", str(place), "--names")
    assert "Kees Blok" in place.read_text()
    assert r"wil\, klussen\; echt" in place.read_text()


def test_the_same_promises_give_the_same_bytes_and_no_new_file(
    kees: Talent, tmp_path: Path
) -> None:
    place = tmp_path / "agenda.ics"
    kees.ok("remind", "--out", str(place))
    first, made = place.read_bytes(), place.stat()
    kees.ok("remind", "--out", str(place))
    kees.ok("add", "Iemand Anders")
    kees.ok("remind", "--out", str(place))
    assert place.read_bytes() == first
    assert (place.stat().st_ino, place.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)


def test_a_file_is_kept_in_the_register_once_and_forget_takes_it_away(
    kees: Talent, tmp_path: Path
) -> None:
    place = tmp_path / "vandaag.txt"
    kees.ok("remind", "--out", str(place))
    written = kees.register.read_bytes()
    kees.ok("remind", "--out", str(place))
    assert kees.register.read_bytes() == written
    kees.ok("forget", "Kees", "--yes")
    assert not place.exists()
    kees.ok("remind", "--out", str(place))
    assert "Kees" not in place.read_text()


def test_a_file_of_somebody_else_is_left_as_it_is(kees: Talent, tmp_path: Path) -> None:
    place = tmp_path / "van-mij.txt"
    place.write_text("van mij")
    for path in (place, kees.register, tmp_path):
        ran = kees("remind", "--out", str(path))
        assert ran.code == 5, ran
    assert place.read_text() == "van mij"
    assert kees.ok("remind").out


def test_a_file_of_ours_is_known_even_when_the_register_forgot(
    kees: Talent, tmp_path: Path
) -> None:
    before = kees.register.read_bytes()
    for name in ("a.txt", "a.ics"):
        kees.ok("remind", "--out", str(tmp_path / name))
    kees.register.write_bytes(before)  # as after putting a backup back
    for name in ("a.txt", "a.ics"):
        kees.ok("remind", "--out", str(tmp_path / name))


def test_a_link_to_a_file_stays_a_link(kees: Talent, tmp_path: Path) -> None:
    place, link = tmp_path / "echt.txt", tmp_path / "link.txt"
    link.symlink_to(place)
    kees.ok("remind", "--out", str(link))
    assert link.is_symlink()
    assert "klussen" in place.read_text()


@pytest.mark.skipif(os.geteuid() == 0, reason="needs somebody whom permissions stop")
def test_a_place_that_cannot_be_written_is_exit_7(kees: Talent, tmp_path: Path) -> None:
    closed = tmp_path / "dicht"
    closed.mkdir(mode=0o500)
    assert kees("remind", "--out", str(closed / "x.txt")).code == 7


def test_a_directory_that_is_a_file_is_said(kees: Talent, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    assert kees("remind", "--out", str(tmp_path / "x" / "y.txt")).code in (5, 7)


# --- a command, the desktop


def test_a_command_gets_the_text_on_its_stdin(kees: Talent, fakes: Fakes, tmp_path: Path) -> None:
    place = tmp_path / "mail"
    fakes.add("mail", f'cat > "{place}"')
    ran = kees.ok("remind", "--to", "command", "--command", "mail -s 'vandaag bellen' jij")
    assert ran.out == ""
    assert "wil, klussen; echt" in place.read_text()
    assert fakes.calls == ["mail -s vandaag bellen jij"]


def test_nothing_due_starts_no_command_and_shows_nothing(kees: Talent, fakes: Fakes) -> None:
    fakes.add("mail")
    fakes.add("notify-send")
    ran = kees.ok(
        "remind", "--to", "command,desktop,screen", "--command", "mail", today="1-11-2026"
    )
    assert (ran.out, fakes.calls) == ("", [])


def test_the_desktop_gets_a_number_and_no_name(kees: Talent, fakes: Fakes) -> None:
    fakes.add("notify-send")
    kees.ok("later", "Joke", "vandaag", "koffie")
    kees.ok("later", "Kees", "vandaag", "nog iets")
    assert kees.ok("remind", "--to", "desktop").out == ""
    [call] = fakes.calls
    assert "2 people to call" in call
    assert "Kees" not in call
    assert len(kees.json("remind")["data"]["due"]) == 3, "nothing counts as delivered"


@pytest.mark.parametrize("to", ["desktop", "command"])
def test_a_channel_that_fails_is_exit_7_and_the_others_have_their_turn(
    kees: Talent, fakes: Fakes, tmp_path: Path, to: str
) -> None:
    for program in ("mail", "notify-send"):
        fakes.add(program, "echo Kees Blok >&2", code=3)
    place = tmp_path / "x.txt"
    ran = kees("remind", "--to", f"{to},screen,file", "--command", "mail", "--out", str(place))
    assert ran.code == 7
    assert "wil, klussen" in ran.out
    assert "exit 3" in ran.err
    assert "Kees" not in ran.err
    assert "klussen" in place.read_text()


def test_a_program_that_is_not_there_is_exit_7(kees: Talent, fakes: Fakes) -> None:
    assert kees("remind", "--to", "desktop").code == 7
    assert kees("remind", "--to", "command", "--command", "mail").code == 7


def test_a_file_that_fails_keeps_nobody_from_the_screen(kees: Talent, tmp_path: Path) -> None:
    place = tmp_path / "van-mij.txt"
    place.write_text("van mij")
    ran = kees("remind", "--to", "screen,file", "--out", str(place))
    assert ran.code == 5
    assert "klussen" in ran.out


@pytest.mark.parametrize("words", [("--to", "command"), ("--to", "duif")], ids=" ".join)
def test_what_cannot_be_meant_is_exit_2(kees: Talent, words: tuple[str, ...]) -> None:
    assert kees("remind", *words).code == 2


def test_filters_count_for_every_channel(kees: Talent, tmp_path: Path) -> None:
    place = tmp_path / "x.ics"
    kees.ok("remind", "--out", str(place), "--who", "Joke")
    assert [key for key, _, _ in days(place)] == ["f3"]


# --- a scheduled run that fails is said, once, to a person


@pytest.mark.parametrize("sealing", ["sealed"], indirect=True)
def test_a_run_without_its_key_is_said_once_at_the_next_command(
    kees: Talent, terminal: Terminal, tmp_path: Path
) -> None:
    key = tmp_path / "config" / "identity.txt"
    key.rename(key.with_suffix(".weg"))
    for day in ("19-11-2026", "20-11-2026", "20-11-2026"):
        ran = kees("remind", "--scheduled", today=day)
        assert (ran.code, ran.out) == (6, "")
        assert "key" in ran.err
    key.with_suffix(".weg").rename(key)
    shown = kees.ok("remind")
    assert "scheduled" not in shown.err, "a script is nobody who hears it"
    first = terminal("list").screen
    assert "2 scheduled runs failed, the last on Friday 20 November 2026" in first
    assert "the key is not there" in " ".join(first.split())
    assert "scheduled run" not in terminal("list").screen


def test_a_run_that_goes_well_leaves_nothing_behind(kees: Talent, tmp_path: Path) -> None:
    kees.ok("remind", "--scheduled")
    assert list((tmp_path / "config" / "runs").iterdir()) == []


def test_a_run_that_is_not_scheduled_is_not_watched(kees: Talent, tmp_path: Path) -> None:
    assert kees("remind", "--to", "command", "--command", "/nergens").code == 7
    assert not (tmp_path / "config" / "runs").exists()


def test_a_run_that_was_ended_is_remembered(
    kees: Talent, process: Process, terminal: Terminal, tmp_path: Path
) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    words = ("remind", "--scheduled", "--to", "command", "--command", f"cat {fifo}")
    running = process.start(*words)
    descriptor = os.open(fifo, os.O_WRONLY)  # it is there, and waits
    running.kill()
    running.communicate()
    os.close(descriptor)
    assert "1 scheduled run failed" in terminal("today").screen


def test_a_scheduled_run_says_nothing_when_nothing_is_due(kees: Talent) -> None:
    ran = kees("remind", "--scheduled", "--today", "1-11-2026", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")

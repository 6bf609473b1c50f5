"""Scheduled runs that are killed, or run twice at once: nothing due is ever missing."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

import icalendar
import pytest

from talentregister.cli.channels import FOOT
from tests.running import Process, Talent

KILLS = 250
ROUNDS = 25
DAY = "21-11-2026"


@pytest.fixture
def street(talent: Talent) -> Talent:
    for number in range(1, 9):
        talent.ok("add", f"Bewoner {number}", today="1-11-2026")
        talent.ok("later", f"r{number}", "1-11-2026", f"wens{number}", today="1-11-2026")
    return talent


def run(process: Process, place: Path) -> subprocess.Popen[bytes]:
    return process.start(
        "remind", "--scheduled", "--to", "screen,file,feed",
        "--out", str(place / "x.txt"), "--out", str(place / "x.ics"),
    )  # fmt: skip


def whole(place: Path) -> None:
    """Every file that is there is whole: an old one or a new one, never half."""
    text, feed = place / "x.txt", place / "x.ics"
    if text.exists():
        assert text.read_text().endswith(f"{FOOT}\n")
    if feed.exists():
        assert feed.read_bytes().endswith(b"END:VCALENDAR\r\n")
        icalendar.Calendar.from_ical(feed.read_bytes())


def shows_everything(talent: Talent, place: Path, due: set[str]) -> None:
    """The next run names everything that is due, on the screen, in the file and in the feed."""
    ran = talent.ok(
        "remind", "--scheduled", "--to", "screen,file,feed",
        "--out", str(place / "x.txt"), "--out", str(place / "x.ics"),
    )  # fmt: skip
    calendar = str((place / "x.ics").read_text())
    for key in due:
        assert ran.out.count(f"  {key}\n") == 1, key
        assert (place / "x.txt").read_text().count(f"  {key}\n") == 1, key
        assert calendar.count(f"UID:{key}@") == 1, key
    assert len(ran.out.splitlines()) == len(due)


@pytest.mark.slow
@pytest.mark.parametrize("sealing", ["plain", "sealed"], indirect=True)
def test_after_any_kill_the_next_run_shows_everything(
    street: Talent, process: Process, tmp_path: Path
) -> None:
    chance = random.Random(6)
    due = {f"f{number}" for number in range(1, 9)}
    began = time.monotonic()
    run(process, tmp_path).communicate()
    lasts = time.monotonic() - began
    for kill in range(KILLS // 2):
        running = run(process, tmp_path)
        # Half of them anywhere, half of them near the end, where files are written.
        time.sleep(lasts * (chance.uniform(0, 1.1) if kill % 2 else chance.uniform(0.7, 1.05)))
        running.kill()
        running.communicate()
        whole(tmp_path)
        if kill % 10 == 0:
            moved = chance.choice(sorted(due))
            street.ok("later", moved, "vandaag" if kill % 20 else "gisteren")
        shows_everything(street, tmp_path, due)
        left = [path.name for path in tmp_path.iterdir() if path.name.endswith(".new")]
        assert left == [], "nothing half stays behind after a run that ended"


@pytest.mark.slow
def test_two_runs_at_once_do_no_harm(street: Talent, process: Process, tmp_path: Path) -> None:
    due = {f"f{number}" for number in range(1, 9)}
    for _ in range(ROUNDS):
        both = [run(process, tmp_path) for _ in range(2)]
        for running in both:
            out, err = running.communicate()
            assert running.returncode == 0, err
            assert out.decode().count("“wens") == len(due)
        whole(tmp_path)
    shows_everything(street, tmp_path, due)
    assert list((tmp_path / "config" / "runs").iterdir()) == []


@pytest.mark.slow
def test_a_run_beside_somebody_who_writes_never_shows_an_older_word(
    street: Talent, process: Process, tmp_path: Path
) -> None:
    """Done while two runs write: the file that stays says so."""
    due = {f"f{number}" for number in range(1, 9)}
    for key in sorted(due)[:6]:
        first = run(process, tmp_path)
        street.ok("done", key, "gebeld")
        second = run(process, tmp_path)
        first.communicate()
        second.communicate()
        due.discard(key)
        assert f"  {key}\n" not in (tmp_path / "x.txt").read_text()
        assert f"UID:{key}@" not in (tmp_path / "x.ics").read_text()
    shows_everything(street, tmp_path, due)

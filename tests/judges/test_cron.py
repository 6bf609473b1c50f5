"""Debian's `cron -f` really runs the line that `schedule on` puts in the crontab."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.judges import missing, needs
from tests.running import Talent

pytestmark = pytest.mark.slow
PATIENCE = 150


def crontab(*words: str, text: bytes = b"") -> bytes:
    ran = subprocess.run(["crontab", *words], input=text, capture_output=True, check=False)
    return ran.stdout


@pytest.fixture
def own_crontab() -> Iterator[None]:
    """Whoever's crontab this is gets it back as it was."""
    needs("cron", "crontab")
    if os.geteuid() != 0:
        missing("cron -f needs root")
    before = crontab("-l")
    yield
    crontab("-", text=before) if before else crontab("-r")


@pytest.fixture
def cron(own_crontab: None, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen(
        ["cron", "-f", "-L", "0"], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(0.5)
    if running.poll() is not None:
        missing("cron runs already, or may not run")
    yield running
    running.terminate()
    running.wait()


@pytest.mark.parametrize("sealing", ["sealed"], indirect=True)
def test_cron_runs_the_installed_line_and_its_output_is_there(
    talent: Talent, own_crontab: None, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    now = datetime.now()
    today = now.strftime("%d-%m-%Y")
    talent.ok("add", "Kees Blok", today=today)
    talent.ok("later", "Kees", today, "wil 100% klussen", today=today)
    place = tmp_path / "een map van 100%" / "x.txt"
    place.parent.mkdir()
    # Two minutes on: cron reads the crontab at the top of a minute.
    at = (now + timedelta(seconds=75)).strftime("%H:%M")
    talent.ok("schedule", "on", "--by", "cron", "--at", at, "--days", "daily",
              "--out", str(place), "--lang", "nl", today=today)  # fmt: skip
    request.getfixturevalue("cron")
    end = time.monotonic() + PATIENCE
    while not place.exists() and time.monotonic() < end:
        time.sleep(0.5)
    assert place.exists(), crontab("-l")
    assert "wil 100% klussen" in place.read_text()
    assert crontab("-l").count(b"# talentregister schedule") == 1
    talent.ok("schedule", "off", today=today)
    assert b"talentregister" not in crontab("-l")

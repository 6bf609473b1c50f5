"""`systemd-analyze` judges the units, with names as nasty as they come."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from talentregister.schedule import texts
from talentregister.schedule.plan import DAILY, Plan
from tests.judges import needs
from tests.running import Talent

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def judge() -> None:
    needs("systemd-analyze")


def verified(folder: Path) -> subprocess.CompletedProcess[str]:
    units = sorted(str(path) for path in folder.glob("talentregister-remind.*"))
    runtime = folder / "run"
    runtime.mkdir(exist_ok=True)
    return subprocess.run(
        ["systemd-analyze", "verify", "--user", *units],
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def put(folder: Path, plan: Plan) -> None:
    (folder / f"{texts.NAME}.service").write_text(texts.service(plan))
    (folder / f"{texts.NAME}.timer").write_text(texts.timer(plan))


@pytest.mark.parametrize("days", [DAILY, (0, 1, 2, 3, 4), (2, 5), (6,)])
def test_the_units_are_sound(tmp_path: Path, days: tuple[int, ...]) -> None:
    program = tmp_path / "een map" / "talent"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    words = (str(program), "remind", "--out", '/a b/100% "echt" $HOME.txt', "--lang", "nl")
    put(tmp_path, Plan(words, days=days, environment={"TALENTREGISTER_CONFIG": "/x y/50%"}))
    ran = verified(tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_judge_sees_a_program_that_is_not_there(tmp_path: Path) -> None:
    put(tmp_path, Plan(("/nergens/talent", "remind")))
    assert verified(tmp_path).returncode != 0


@pytest.mark.parametrize(("days", "first"), [(DAILY, "Sat 2026-11-21"), ((0, 2), "Mon 2026-11-23")])
def test_the_calendar_means_the_days_we_mean(days: tuple[int, ...], first: str) -> None:
    ran = subprocess.run(
        ["systemd-analyze", "calendar", "--base-time", "2026-11-21 00:00:00",
         texts.calendar(Plan(("/bin/true",), days=days))],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert first in ran.stdout
    assert "08:30:00" in ran.stdout


def test_what_the_verb_prints_is_what_the_judge_reads(talent: Talent, tmp_path: Path) -> None:
    files = talent.json("schedule", "--print", "--by", "systemd")["data"]["files"]
    for file in files:
        (tmp_path / Path(file["path"]).name).write_text(file["text"])
    ran = verified(tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")

"""What is remembered of runs: who failed, and nothing of anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from talentregister.schedule import runs

DAY = date(2026, 11, 21)
NEXT = date(2026, 11, 22)


def gone() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_run_that_ends_well_leaves_nothing(tmp_path: Path) -> None:
    mark = runs.begin(tmp_path / "runs", DAY)
    assert mark.exists()
    assert runs.failures(tmp_path / "runs", DAY) == (), "it still runs"
    runs.ended(mark)
    runs.ended(mark)
    assert list((tmp_path / "runs").iterdir()) == []


def test_a_run_that_fails_is_remembered_until_it_is_heard(tmp_path: Path) -> None:
    for day in (NEXT, DAY, DAY):
        runs.failed(runs.begin(tmp_path, day), "key_locked")
    found = runs.failures(tmp_path, NEXT)
    assert [(one.on, one.code) for one in found] == [(DAY, "key_locked"), (NEXT, "key_locked")]
    runs.heard(found)
    assert runs.failures(tmp_path, NEXT) == ()


def test_a_run_that_was_killed_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / f"began-2026-11-21-{gone()}").touch()
    assert [one.code for one in runs.failures(tmp_path, DAY)] == [runs.STOPPED]


def test_a_run_of_yesterday_runs_no_more_whatever_has_its_number_now(tmp_path: Path) -> None:
    (tmp_path / f"began-2026-11-21-{os.getpid()}").touch()
    assert runs.failures(tmp_path, DAY) == ()
    assert [one.code for one in runs.failures(tmp_path, NEXT)] == [runs.STOPPED]


@pytest.mark.parametrize("name", ["began-2026-11-21-1", "began-2026-11-21-x"])
def test_a_process_that_is_not_ours_may_still_run(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert runs.failures(tmp_path, DAY) == ()


def test_what_is_no_mark_is_nothing(tmp_path: Path) -> None:
    for name in ("x", "failed-2026-13-41-x", "klaar-2026-11-21-x", "failed-2026"):
        (tmp_path / name).touch()
    assert runs.failures(tmp_path, DAY) == ()
    assert runs.failures(tmp_path / "nowhere", DAY) == ()


def test_what_cannot_be_written_down_stops_no_run(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("een bestand")
    mark = runs.begin(tmp_path / "runs", DAY)
    runs.failed(mark, "busy")
    runs.ended(mark)
    assert runs.failures(tmp_path / "runs", DAY) == ()

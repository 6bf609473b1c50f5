"""Many at once: every acknowledged change is there, and no reader sees half of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.crowd import crowd

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("time", [1, 2, 3])
def test_two_writers_of_a_thousand_changes_lose_none(tmp_path: Path, time: int) -> None:
    result = crowd(tmp_path, writers=2, each=1000)
    assert result["acknowledged"] == 2000, time
    assert (result["lost"], result["twice"], result["kept"]) == (0, 0, 2000)


def test_four_writers_lose_none(tmp_path: Path) -> None:
    result = crowd(tmp_path, writers=4, each=250)
    assert (result["acknowledged"], result["lost"], result["kept"]) == (1000, 0, 1000)


def test_a_thousand_reads_during_writes_are_all_whole(tmp_path: Path) -> None:
    result = crowd(tmp_path, writers=1, each=400, reads=1000)
    assert result["lost"] == 0
    assert result["failed_reads"] == 0
    assert result["went_back"] == 0

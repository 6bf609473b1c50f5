"""
Twenty thousand residents of a kilobyte, in the memory promised.

Seconds are not tested: `python -m tests.benchmarks.faults` prints them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.judges import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A register of 20,000 residents, and what it took to import them."""
    root = tmp_path_factory.mktemp("scale")
    return root, measured("import", root, 20_000)


def measured(what: str, root: Path, *arguments: int) -> dict[str, Any]:
    """One operation in a process of its own: its seconds and its memory."""
    command = [sys.executable, "-m", "tests.faults.scale", what, str(root), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_twenty_thousand_residents_come_in_within_the_memory_promised(
    register: tuple[Path, dict[str, Any]],
) -> None:
    _, imported = register
    assert imported["megabytes"] <= 300


@pytest.mark.parametrize("what", ["open", "edit"])
def test_twenty_thousand_residents_are_opened_and_changed_within_the_memory_promised(
    register: tuple[Path, dict[str, Any]], what: str
) -> None:
    root, _ = register
    assert measured(what, root)["megabytes"] <= 300

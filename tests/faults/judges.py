"""What a machine must have for a test; where it is missing the test says so by name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def needs(*programs: str) -> None:
    """Skip when a program is missing; in CI (the variable `CI` is set) that is a failure."""
    for program in programs:
        if shutil.which(program) is None:
            missing(f"needs {program}")


def needs_root() -> None:
    """Skip when we may not make users and disks."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        missing("needs root")


def missing(reason: str) -> None:
    """Skip; in CI fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)

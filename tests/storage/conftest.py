"""Registers for the tests: plain and encrypted, in a directory of their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from talentregister.storage import Home, create

TODAY = date(2026, 11, 21)


@pytest.fixture
def today() -> date:
    """The day of every test that does not bring its own."""
    return TODAY


@pytest.fixture
def empty_home(tmp_path: Path) -> Home:
    """Where a register could be."""
    return Home(tmp_path / "data" / "register.age", tmp_path / "config")


@pytest.fixture(params=["plain", "sealed"])
def home(request: pytest.FixtureRequest, empty_home: Home) -> Home:
    """An empty register, once plain and once encrypted."""
    create(empty_home, TODAY, plain=request.param == "plain")
    return empty_home


@pytest.fixture
def sealed(empty_home: Home) -> Home:
    """An empty encrypted register."""
    create(empty_home, TODAY)
    return empty_home


@pytest.fixture
def plain(empty_home: Home) -> Home:
    """An empty plain register."""
    create(empty_home, TODAY, plain=True)
    return empty_home

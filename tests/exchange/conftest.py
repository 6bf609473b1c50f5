"""A desk for sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.helping import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty register on a desk."""
    return Desk(tmp_path)

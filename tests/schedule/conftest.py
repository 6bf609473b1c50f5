"""A machine on which nothing can be scheduled, until a test puts something there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.schedule.fakes import Fakes


@pytest.fixture
def fakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fakes:
    return Fakes(tmp_path / "bin", monkeypatch)

"""
The fixtures of TinyDB's own test suite, with our storage among the others.

Copied beside TinyDB's tests as their `conftest.py`; `talentregister` is all it imports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import MemoryStorage

from talentregister.storage import Home, create
from talentregister.storage.engine import RegisterStorage

TODAY = date(2026, 11, 21)


class PerOperation(RegisterStorage):
    """Every write a transaction of its own, as TinyDB's users are used to."""

    def write(self, data: Mapping[str, Any]) -> None:
        """Write at once."""
        if self._session is not None:
            super().write(data)
            return
        with self.transaction(TODAY):
            super().write(data)


def filled(database: TinyDB) -> TinyDB:
    """The database every test of TinyDB starts with."""
    database.drop_tables()
    database.insert_multiple({"int": 1, "char": char} for char in "abc")
    return database


@pytest.fixture(
    params=[
        "plain-in-transaction",
        "plain-per-operation",
        "sealed-in-transaction",
        "sealed-per-operation",
    ]
)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TinyDB]:
    """A database on a register."""
    envelope, _, way = request.param.partition("-")
    home = Home(tmp_path / "register.age", tmp_path / "config")
    create(home, TODAY, plain=envelope == "plain")
    if way == "per-operation":
        yield filled(TinyDB(storage=lambda: PerOperation(home)))
        return
    with RegisterStorage(home).transaction(TODAY) as session:
        yield filled(session.database)


@pytest.fixture
def storage() -> Any:
    """What TinyDB's tests of its middleware use."""
    caching: Any = CachingMiddleware
    return caching(MemoryStorage)()

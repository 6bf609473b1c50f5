"""
Tables that are decoded no further than somebody looks.

A change touches a few records of two or three tables. The others go back into
the file as the bytes they were, which saves most of the time and the memory of
a change to a large register.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from talentregister.storage.layout import Stored, uncollected


class Tables(MutableMapping[str, dict[str, Any]]):
    """
    The tables of a register, as a mapping of dicts.

    A table is in one of three states: bytes, split into records that are still
    bytes, or decoded. Looking at it here decodes it; `sparse` only splits it.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = dict(tables)
        self._decoded: set[str] = set()

    def __getitem__(self, name: str) -> dict[str, Any]:
        """The table, decoded. Raises KeyError."""
        table = self._tables[name]
        if name in self._decoded:
            decoded: dict[str, Any] = table
            return decoded
        with uncollected():
            if isinstance(table, msgspec.Raw):
                table = msgspec.json.decode(table, type=dict[str, Any])
            else:
                table = {number: record(stored) for number, stored in table.items()}
        self[name] = table
        self._decoded.add(name)
        return self[name]

    def __setitem__(self, name: str, table: dict[str, Any]) -> None:
        """Put a table in its place, its records decoded or not."""
        self._tables[name] = table
        self._decoded.discard(name)

    def __delitem__(self, name: str) -> None:
        """Take a table away."""
        del self._tables[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is such a table; that does not need it decoded."""
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        """The names, in the order of the file."""
        return iter(self._tables)

    def __len__(self) -> int:
        """The number of tables."""
        return len(self._tables)

    def split(self, name: str) -> dict[str, Any]:
        """The table, its records as they are: bytes, or dicts. Raises KeyError."""
        table = self._tables[name]
        if isinstance(table, msgspec.Raw):
            with uncollected():
                table = msgspec.json.decode(table, type=dict[str, msgspec.Raw])
            self[name] = table
        split: dict[str, Any] = table
        return split

    def record(self, name: str, number: str) -> Stored | None:
        """One record, decoded; None when there is none."""
        if name not in self:
            return None
        table = self.split(name)
        if number not in table:
            return None
        table[number] = record(table[number])
        stored: Stored = table[number]
        return stored

    def numbers(self, name: str) -> list[int]:
        """The numbers of the records in a table, counting up."""
        return sorted(map(int, self.split(name))) if name in self else []

    def size(self, name: str) -> int:
        """How many records a table has."""
        return len(self.split(name)) if name in self else 0

    def undecoded(self) -> dict[str, Any]:
        """The tables as they are, for those who write them down."""
        return self._tables


class Sparse(Tables):
    """The same tables, for those who know how to leave bytes alone."""

    def __init__(self, tables: Tables) -> None:
        super().__init__({})
        self._tables = tables._tables
        self._decoded = tables._decoded

    def __getitem__(self, name: str) -> dict[str, Any]:
        """The table, split. Raises KeyError."""
        return self.split(name)


def record(stored: Any) -> Stored:
    """A record, decoded."""
    if isinstance(stored, msgspec.Raw):
        stored = msgspec.json.decode(stored)
    decoded: Stored = stored
    return decoded

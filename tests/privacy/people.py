"""Small registers for the tests of this room, in memory."""

from __future__ import annotations

from datetime import date
from typing import Any

from talentregister.model.base import Record
from talentregister.model.records import LETTERS, TABLES, Meta, Records, Register
from talentregister.model.resident import Resident

TODAY = date(2026, 11, 21)
META = Meta(format=1, version="0", register="abcdef", generation=3, written=TODAY)


def made(kind: type[Record], number: int, /, **fields: Any) -> Any:
    """A record of a kind with a number."""
    return kind(id=f"{LETTERS[kind]}{number}", created=TODAY, changed=TODAY, rev=1, **fields)


def resident(number: int, name: str, **fields: Any) -> Resident:
    """A resident."""
    found: Resident = made(Resident, number, name=name, **fields)
    return found


def records_of(*records: Record) -> Records:
    """A register that holds these."""
    tables: dict[str, dict[str, Record]] = {}
    for record in records:
        tables.setdefault(TABLES[record.id[0]], {})[record.id[1:]] = record
    return Records(Register(meta=META, **tables))  # type: ignore[arg-type]

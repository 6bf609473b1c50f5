"""
The log of what left: every file with people in it that was written to be given away.

Who corrects or removes somebody's data has to tell whoever got them (AVG art.
19), so this is kept: when, what kind of file, and how many people; never the
file's name or a person's. It is no operation: `undo` neither takes it back nor
stumbles over it, for a file that left does not come back.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from talentregister.storage.home import Home

if TYPE_CHECKING:
    from talentregister.storage.backups import Warned

TABLE = "exports"


class Export(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """
    One file that left: its ending, what it held, and how many people.

    `filters` are the options that chose them, as they were told.
    """

    on: date
    ending: str
    people: int
    what: str = ""
    filters: dict[str, str] = {}


def log_export(home: Home, export: Export) -> tuple[Warned, ...]:
    """Write down that a file leaves. Raises Unreadable and Unwritable."""
    # TinyDB and filelock are for writers only.
    from tinydb.table import Document

    from talentregister.storage import reading
    from talentregister.storage.engine import RegisterStorage

    with reading.blaming(home), RegisterStorage(home).transaction(export.on) as session:
        session.sparse = True
        number = max(session.tables.numbers(TABLE), default=0) + 1
        line = Document(msgspec.to_builtins(export), number)
        session.database.table(TABLE).insert_multiple([line])
    return tuple(session.warnings)


def list_exports(home: Home) -> tuple[Export, ...]:
    """Everything that left, oldest first. Raises Unreadable."""
    from talentregister.storage import reading

    listed = reading.table(home, TABLE, Export)
    return tuple(listed[key] for key in sorted(listed, key=int))

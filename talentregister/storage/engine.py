"""
The engine room: TinyDB on a file that is replaced whole, once a transaction.

A session is one locked stretch: the file is read once, tables change in
memory, and at the end everything is encoded, encrypted and put in place of
the old file. TinyDB caches ids and query results in its objects, so every
session has a fresh one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage

from talentregister.model.records import Records
from talentregister.storage import backups, disk, layout, migrations, reading, seal
from talentregister.storage.backups import Warned
from talentregister.storage.home import Home
from talentregister.storage.layout import Stored
from talentregister.storage.lock import locked
from talentregister.storage.tables import Sparse, Tables

# Beyond this the register is no longer what was measured and promised.
MANY = 50_000


@dataclass
class Session:
    """One transaction in memory: what was read, and what it has become."""

    home: Home
    today: date
    opened: reading.Opened
    meta: Stored
    tables: Tables
    database: TinyDB = field(init=False)
    dirty: bool = False
    # Hand the tables to TinyDB without decoding what it does not look at.
    sparse: bool = False
    # Make a backup of the file before it is replaced, whatever the day.
    backup_first: bool = False
    # What a tombstone says before it is laid to rest belongs in no backup.
    no_backup: bool = False
    warnings: list[Warned] = field(default_factory=list)

    @property
    def generation(self) -> int:
        """The generation this session writes."""
        generation: int = self.meta["generation"]
        return generation + 1

    @cached_property
    def records(self) -> Records:
        """The register as it was when the session began."""
        return Records(migrations.records(self.opened.text))

    def next_id(self, letter: str) -> str:
        """An id nobody ever had."""
        numbers: dict[str, int] = self.meta["next"]
        number = numbers.get(letter, 1)
        numbers[letter] = number + 1
        return f"{letter}{number}"


class RegisterStorage(Storage):
    """The register as a TinyDB storage; it can only be written inside a transaction."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._session: Session | None = None

    def read(self) -> Any:
        """The tables: of the transaction under way, else of the file."""
        session = self._session
        if session is not None:
            return Sparse(session.tables) if session.sparse else session.tables
        document = layout.decode(reading.open_file(self.home).text)
        document.pop("meta")
        return document

    def write(self, data: Mapping[str, Any]) -> None:
        """Keep the tables until the transaction ends. Raises RuntimeError outside one."""
        if self._session is None:
            raise RuntimeError("a register is only written inside a transaction")
        if not isinstance(data, Sparse) and data is not self._session.tables:
            self._session.tables = Tables(data)
        self._session.dirty = True

    @contextmanager
    def transaction(self, today: date) -> Iterator[Session]:
        """Lock, read once, and commit what was written; an exception writes nothing."""
        reading.must_exist(self.home)
        with locked(self.home):
            self._session = started(self.home, today)
            self._session.database = TinyDB(storage=lambda: self)
            try:
                yield self._session
                if self._session.dirty:
                    commit(self._session)
            finally:
                self._session = None


def started(home: Home, today: date) -> Session:
    """Read the register under the lock. Raises Unreadable."""
    with reading.blaming(home):
        opened = reading.open_file(home)
        document = layout.decode(opened.text)
    was = document["meta"]["format"]
    document = migrations.migrated(document)
    meta = document.pop("meta")
    tables = document if isinstance(document, Tables) else Tables(document)
    return Session(home, today, opened, meta, tables, backup_first=was != meta["format"])


def commit(session: Session) -> None:
    """
    Put the session in the place of the file; when this returns it is saved.

    All that can fail on content fails before the first byte is written. A
    backup that fails never stands in the way: it is a warning.
    """
    session.meta.update(
        format=layout.FORMAT,
        version=layout.VERSION,
        generation=session.generation,
        written=max(session.today.isoformat(), session.meta["written"]),
    )
    if (count := session.tables.size("residents")) > MANY:
        session.warnings.append(Warned("many_residents", {"count": count, "limit": MANY}))
    session.tables["meta"] = session.meta
    text = layout.encode(session.tables)
    blob = seal.sealed(text, session.home) if session.opened.sealed else text
    if not session.no_backup:
        session.warnings += backups.before_commit(
            session.home,
            session.today,
            session.meta["generation"] - 1,
            sealed=session.opened.sealed,
            forced=session.backup_first,
        )
    disk.replace(session.home.file, session.home.temporary, blob)

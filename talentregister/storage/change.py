"""
One change to the register: everything a verb does, saved together or not at all.

A change collects records in memory; at its end they go to the TinyDB tables in
one stroke a table, with the undo entry and the audit line in the same file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from talentregister.errors import NotFound, Refused
from talentregister.model.base import AnyRecord, Record, number_of, validated
from talentregister.model.records import KINDS, LETTERS, TABLES, Records, Register
from talentregister.storage import audit, history, reading
from talentregister.storage.home import Home
from talentregister.storage.images import Image, builtins, copied, overlaid, read_as, same
from talentregister.storage.invariants import broken_references
from talentregister.storage.layout import Document, Stored

if TYPE_CHECKING:
    from tinydb.table import Table

    from talentregister.storage.backups import Warned
    from talentregister.storage.engine import Session


class Touched(NamedTuple):
    """One record a change touched; a removed one as it was."""

    id: str
    change: Literal["added", "changed", "removed"]
    record: Record


@contextmanager
def transaction(home: Home, verb: str, today: date) -> Iterator[Change]:
    """
    Change the register under the lock; at the end of the block it is saved.

    An exception inside the block, or nothing changed, and nothing is written.
    Raises Unreadable and Unwritable.
    """
    # TinyDB and filelock are for writers only.
    from talentregister.storage.engine import RegisterStorage

    with reading.blaming(home), RegisterStorage(home).transaction(today) as session:
        change = Change(session, verb)
        yield change
        change.flush()


class Change:
    """What one verb changes. `records` is the register as it was before."""

    def __init__(self, session: Session, verb: str) -> None:
        self._session = session
        self._pending: dict[str, Stored | None] = {}
        self._kept: dict[str, Record] = {}
        self.verb = verb
        self.today = session.today
        # The operation this change takes back, when it is an undo.
        self.undoes: str | None = None
        # The operation this change is, once it is written.
        self.operation: str | None = None

    @property
    def records(self) -> Records:
        """The register as it was when the change began."""
        return self._session.records

    @property
    def generation(self) -> int:
        """The generation this change writes."""
        return self._session.generation

    @property
    def warnings(self) -> list[Warned]:
        """What went wrong beside the change; complete once it is saved."""
        return self._session.warnings

    @property
    def changed(self) -> list[Touched]:
        """What the change touched so far, in the order it was touched."""
        return [self._touched(image) for image in self.images()]

    def back_up_first(self) -> None:
        """Keep a backup of the register as it is before this change."""
        self._session.backup_first = True

    def keep_file(self, path: Path, *, keep: bool = True) -> None:
        """Remember a file the program keeps up to date itself; `forget` removes it."""
        kept = [name for name in self._session.meta.get("kept", []) if name != str(path)]
        self._session.meta["kept"] = [*kept, str(path)] if keep else kept
        self._session.dirty = True

    def add(self, kind: type[AnyRecord], /, **fields: Any) -> AnyRecord:
        """A new record with an id of its own. Raises msgspec.ValidationError."""
        record_id = self._session.next_id(LETTERS[kind])
        told = {"created": self.today, "changed": self.today, **fields}
        record = validated(kind(id=record_id, rev=self.generation, **told))
        return self._keep(record, builtins(record))

    def put(self, record: AnyRecord) -> AnyRecord:
        """
        `record` in the place of the one with its id; unchanged it is a no-op.

        Raises Refused("changed_meanwhile") when somebody wrote that record since
        `record` was read, NotFound when it is gone, msgspec.ValidationError.
        """
        stored = self._stored(record.id)
        current = read_as(record.id, stored, type(record))
        if current.rev != record.rev:
            raise Refused("changed_meanwhile", id=record.id)
        if current == record:
            return record
        new = validated(msgspec.structs.replace(record, changed=self.today, rev=self.generation))
        return self._keep(new, overlaid(stored, builtins(current), builtins(new)))

    def new_id(self, letter: str) -> str:
        """An id nobody ever had, for a record that is `set`."""
        return self._session.next_id(letter)

    def never_use(self, numbers: dict[str, int]) -> None:
        """Leave the numbers of another copy of this register to that copy's records."""
        self._session.meta["next"] = highest(self._session.meta["next"], numbers)

    def go_on_as(self, document: Document) -> None:
        """
        Make a register nobody ever wrote in another one: its name, its generation, its log.

        The records themselves are `set`. What `undo` remembers there stays there.
        """
        meta, session = document["meta"], self._session
        session.meta["register"] = meta["register"]
        session.meta["generation"] = max(session.meta["generation"], meta["generation"])
        for name, table in document.items():
            if name not in ("meta", "undo", *TABLES.values()):
                session.tables[name] = {**table, **session.tables.get(name, {})}
        session.dirty = True

    def remove(self, record_id: str) -> None:
        """Take a record away. Raises NotFound when there is none."""
        self._stored(record_id)
        self.set(record_id, None)

    def get(self, record_id: str) -> Record | None:
        """The record with this id as it is now, changes of this block included."""
        if record_id in self._kept:
            return self._kept[record_id]
        stored = self.stored(record_id)
        if stored is None:
            return None
        return read_as(record_id, stored, KINDS[record_id[0]])

    def stored(self, record_id: str) -> Stored | None:
        """The record with this id as it stands in the file; not to be changed in place."""
        if record_id in self._pending:
            return self._pending[record_id]
        return self._before(record_id)

    def set(self, record_id: str, image: Stored | None) -> None:
        """Put back an image of a record as it is, its revision included."""
        self._kept.pop(record_id, None)
        self._pending[record_id] = image

    def images(self) -> list[Image]:
        """Before and after of every record that is not what it was."""
        # Copies: the tables change their documents in place.
        images = [Image(key, copied(self._before(key)), now) for key, now in self._pending.items()]
        return [image for image in images if not same(image.before, image.after)]

    def flush(self) -> None:
        """Hand everything to the tables; the session saves it when the block ends."""
        images = self.images()
        if not images:
            return
        self._keep_references(images)
        self._session.sparse = True
        for name, group in by_table(images).items():
            write(self._session.database.table(name), group)
        self.operation = history.record(self._session, self.verb, images, undoes=self.undoes)
        audit.record(self._session, self.verb, images)

    def entries(self) -> list[history.Entry]:
        """The operations of the register, oldest first."""
        return history.entries(self._session)

    def after(self) -> Records:
        """The register as it will be."""
        tables: dict[str, Any] = {
            name: {key[1:]: record for key, record in getattr(self.records, name).items()}
            for name in TABLES.values()
        }
        for touched in self.changed:
            table = tables[TABLES[touched.id[0]]]
            table.pop(touched.id[1:], None)
            if touched.change != "removed":
                table[touched.id[1:]] = touched.record
        return Records(Register(meta=self.records.meta, **tables))

    def _keep(self, record: AnyRecord, image: Stored) -> AnyRecord:
        self._pending[record.id] = image
        self._kept[record.id] = record
        return record

    def _touched(self, image: Image) -> Touched:
        if image.after is None:
            assert image.before is not None
            was = read_as(image.id, image.before, KINDS[image.id[0]])
            return Touched(image.id, "removed", was)
        record = self.get(image.id)
        assert record is not None
        return Touched(image.id, "added" if image.before is None else "changed", record)

    def _keep_references(self, images: list[Image]) -> None:
        if broken := broken_references(self, images):
            raise Refused("broken_reference", records=tuple(broken))

    def _before(self, record_id: str) -> Stored | None:
        return self._session.tables.record(TABLES.get(record_id[:1], ""), record_id[1:])

    def _stored(self, record_id: str) -> Stored:
        stored = self.stored(record_id)
        if stored is None:
            raise NotFound("no_such_record", id=record_id)
        return stored


def highest(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    """The next number per letter that neither register has used."""
    letters = sorted(one.keys() | other.keys())
    return {key: max(one.get(key, 1), other.get(key, 1)) for key in letters}


def by_table(images: Iterable[Image]) -> dict[str, list[Image]]:
    """Images under the name of their table."""
    groups: dict[str, list[Image]] = {}
    for image in images:
        groups.setdefault(TABLES[image.id[0]], []).append(image)
    return groups


def write(table: Table, images: Iterable[Image]) -> None:
    """One removal, one update and one insertion, whatever the number of records."""
    from tinydb.table import Document

    removed = [number_of(i.id) for i in images if i.after is None]
    changed = {i.id: i.after for i in images if i.before is not None and i.after is not None}
    added = [
        Document(i.after, number_of(i.id))
        for i in images
        if i.before is None and i.after is not None
    ]

    def overlay(stored: Any) -> None:
        after = changed[stored["id"]]
        stored.clear()
        stored.update(after)

    if removed:
        table.remove(doc_ids=removed)
    if changed:
        table.update(overlay, doc_ids=[number_of(key) for key in changed])
    if added:
        table.insert_multiple(added)

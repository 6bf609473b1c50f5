"""
What was done, so that it can be taken back.

The `undo` table holds one entry an operation: images of what was changed or
removed as it was before, the ids of what was added, and the revisions they
got. Nothing is kept of the state after, so that an import costs no second copy.
A revision says which state a record is in: undo puts an image back as it was,
its revision included, and only over a record that is still as the operation
left it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from talentregister.errors import NotFound, Refused
from talentregister.model.base import number_of
from talentregister.storage.home import Home
from talentregister.storage.invariants import broken_promises, broken_references
from talentregister.storage.layout import Stored
from talentregister.storage.spans import ids_in, spans

if TYPE_CHECKING:
    from talentregister.storage.backups import Warned
    from talentregister.storage.change import Change, Touched
    from talentregister.storage.engine import Session
    from talentregister.storage.images import Image

OPERATIONS = 50
DAYS = 30
# Images may take a fifth of the file; in a small register a little is always allowed.
SHARE = 0.2
ALWAYS_ALLOWED = 256_000


class Operation(NamedTuple):
    """One operation that can be named in `undo`; `first` is the record that tells what it was."""

    id: str
    verb: str
    on: date
    generation: int
    records: int
    first: str
    undone: bool
    undoes: str | None


class Undone(NamedTuple):
    """What an undo did: the operation it took back, and what changed by that."""

    operation: str
    verb: str
    on: date
    changed: tuple[Touched, ...]
    # The operation this undo is itself; naming it in another undo redoes.
    by: str
    warnings: tuple[Warned, ...] = ()


class Entry(msgspec.Struct, kw_only=True, omit_defaults=True):
    """
    One line of the `undo` table.

    `added` and `removed` are spans of ids, `images` the states before by id;
    `after` the revisions that are not simply `generation`.
    """

    id: str
    verb: str
    on: date
    generation: int
    added: list[str] = []
    removed: list[str] = []
    images: dict[str, Stored] = {}
    after: dict[str, int] = {}
    size: int = 0
    undoes: str | None = None
    undone_by: str | None = None

    def left(self) -> Iterator[tuple[str, int | None]]:
        """Every record it touched, with the revision it was left in; None: removed."""
        gone = set(ids_in(self.removed))
        for record_id in (*ids_in(self.added), *self.images):
            there = self.after.get(record_id, self.generation)
            yield record_id, None if record_id in gone else there

    def operation(self) -> Operation:
        """The entry as others see it."""
        touched = [record_id for record_id, _ in self.left()]
        parties = (record_id for record_id in touched if record_id[0] in "ri")
        first = next(parties, touched[0] if touched else "")
        return Operation(
            self.id, self.verb, self.on, self.generation,
            len(touched), first, self.undone_by is not None, self.undoes,
        )  # fmt: skip


def record(session: Session, verb: str, images: list[Image], *, undoes: str | None) -> str:
    """Add the entry for these images, mark what it undoes, and let the oldest go."""
    from tinydb.table import Document

    entry = made(session, verb, images, undoes)
    table = session.database.table("undo")
    marks = marked(entries(session), entry)
    if marks:
        table.update(marking(marks), doc_ids=[number_of(key) for key in marks])
    if old := outdated([*entries(session), entry], session.today, len(session.opened.text)):
        table.remove(doc_ids=[number_of(gone.id) for gone in old])
    table.insert_multiple([Document(msgspec.to_builtins(entry), number_of(entry.id))])
    return entry.id


def made(session: Session, verb: str, images: list[Image], undoes: str | None) -> Entry:
    """The entry for these images."""
    before = {image.id: image.before for image in images if image.before is not None}
    revisions = {image.id: image.after["rev"] for image in images if image.after is not None}
    generation = session.generation
    return Entry(
        id=session.next_id("u"),
        verb=verb,
        on=session.today,
        generation=generation,
        added=spans(image.id for image in images if image.before is None),
        removed=spans(image.id for image in images if image.after is None),
        images=before,
        after={key: rev for key, rev in revisions.items() if rev != generation},
        size=len(msgspec.json.encode(before)),
        undoes=undoes,
    )


def entries(session: Session) -> list[Entry]:
    """The entries of the register, oldest first."""
    stored = session.tables.get("undo", {}).values()
    return in_order(msgspec.convert(list(stored), list[Entry]))


def in_order(found: Iterable[Entry]) -> list[Entry]:
    """Entries oldest first: numbers count up, whatever the clock says."""
    return sorted(found, key=lambda entry: number_of(entry.id))


def outdated(found: list[Entry], today: date, file_size: int) -> list[Entry]:
    """The entries that go: beyond 50, older than 30 days, or too big; never the latest."""
    limit = max(ALWAYS_ALLOWED, file_size * SHARE)
    earliest = today - timedelta(days=DAYS)
    *older, latest = in_order(found)
    old: list[Entry] = []
    room = limit - latest.size
    for place, entry in enumerate(reversed(older), start=2):
        room -= entry.size
        if place > OPERATIONS or entry.on < earliest or room < 0:
            old.append(entry)
    return old


def marked(found: list[Entry], new: Entry) -> dict[str, str | None]:
    """
    Which entries are undone, and by what, now that `new` is there.

    Undoing an undo brings what it had undone back to life, and so on down.
    """
    by_id = {entry.id: entry for entry in found}
    marks: dict[str, str | None] = {}
    target, by = new.undoes, new.id
    undone = True
    while target is not None and target in by_id:
        marks[target] = by if undone else None
        by, target = target, by_id[target].undoes
        undone = not undone
    return marks


def marking(marks: dict[str, str | None]) -> Callable[[Any], None]:
    """The update that writes these marks."""

    def mark(stored: Any) -> None:
        stored.pop("undone_by", None)
        if (by := marks[stored["id"]]) is not None:
            stored["undone_by"] = by

    return mark


def operations(home: Home) -> tuple[Operation, ...]:
    """What can be taken back, the latest first. Raises Unreadable."""
    from talentregister.storage import reading

    listed = reading.table(home, "undo", Entry)
    return tuple(entry.operation() for entry in reversed(in_order(listed.values())))


def undo(home: Home, today: date, operation: str | None = None) -> Undone:
    """
    Take back an operation: the latest not yet undone, or the one named.

    Naming an undo redoes what it took back. Raises NotFound("nothing_to_undo",
    "no_such_operation"), and Refused("undo_refused") with the records that were
    changed since, or that something points at by now.
    """
    from talentregister.storage.change import transaction

    with transaction(home, "undo", today) as change:
        entry = chosen(change.entries(), operation)
        take_back(change, entry)
        touched = tuple(change.changed)
    assert change.operation is not None
    return Undone(entry.id, entry.verb, entry.on, touched, change.operation, tuple(change.warnings))


def chosen(found: list[Entry], operation: str | None) -> Entry:
    """The entry to take back. Raises NotFound and Refused."""
    if operation is None:
        for entry in reversed(found):
            if entry.undoes is None and entry.undone_by is None:
                return entry
        raise NotFound("nothing_to_undo")
    for entry in found:
        if entry.id == operation:
            if entry.undone_by is not None:
                raise Refused("already_undone", operation=operation, by=entry.undone_by)
            return entry
    raise NotFound("no_such_operation", hint="undo_list", operation=operation)


def take_back(change: Change, entry: Entry) -> None:
    """Put back what `entry` changed. Raises Refused("undo_refused"); then nothing is undone."""
    changed_since = [key for key, rev in entry.left() if revision(change, key) != rev]
    if not changed_since:
        for key, _ in entry.left():
            change.set(key, entry.images.get(key))
        change.undoes = entry.id
        changed_since = broken_references(change, change.images()) or broken_promises(change)
    if changed_since:
        raise Refused(
            "undo_refused",
            hint="undo_list",
            operation=entry.id,
            verb=entry.verb,
            records=tuple(changed_since),
        )


def revision(change: Change, record_id: str) -> int | None:
    """The revision a record is in; None when it is not there."""
    stored = change.stored(record_id)
    return None if stored is None else stored["rev"]

"""
Forgetting: out of the register, its undo images and every backup.

What is to go, and what is to be rewritten, is decided elsewhere: it comes in
as a function from a stored record to what is left of it. The register is
rewritten first, with a tombstone that says the backups still have to follow;
a run that was interrupted is finished by the next one.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from talentregister.errors import Refused, RegisterError
from talentregister.model.records import TABLES, Records, Register
from talentregister.storage import (
    audit,
    backups,
    disk,
    history,
    layout,
    migrations,
    seal,
    wordcache,
)
from talentregister.storage.backups import Warned
from talentregister.storage.home import Home
from talentregister.storage.layout import Document, Stored
from talentregister.storage.lock import locked
from talentregister.storage.spans import ids_in, spans

if TYPE_CHECKING:
    from talentregister.storage.engine import Session

# Where a record of several registers keeps its keys there, one a line (`extra`).
CAME_FROM = "came from"
# What is left of a stored record; None when nothing is.
Erase = Callable[[Stored], Stored | None]
# What an erasure needs to be done again on a backup: plain JSON, kept until it is finished.
Instructions = dict[str, Any]
Eraser = Callable[[Instructions], Erase]


class Forgotten(NamedTuple):
    """What an erasure did: the tombstone's number, and the ids removed and rewritten."""

    number: int
    removed: tuple[str, ...]
    rewritten: tuple[str, ...]
    warnings: tuple[Warned, ...] = ()


@dataclass
class Erased:
    """A document after an erasure."""

    document: Document
    removed: list[str] = field(default_factory=list)
    rewritten: list[str] = field(default_factory=list)
    # The keys the removed had elsewhere: whoever comes from there again is known by them.
    keys: set[str] = field(default_factory=set)
    # Everything that is gone: what was removed, and what only undo images still held.
    gone: set[str] = field(default_factory=set)


def forget(
    home: Home,
    today: date,
    instructions: Instructions,
    eraser: Eraser,
    tallies: Mapping[str, Any] | None = None,
) -> Forgotten:
    """
    Erase what `eraser(instructions)` erases, everywhere. It cannot be undone.

    `tallies` is what the tombstone keeps for the yearly report. Raises
    Refused("nothing_to_forget", "broken_reference"), Unreadable, Unwritable.
    """
    from talentregister.storage.engine import RegisterStorage

    erase = eraser(instructions)
    with RegisterStorage(home).transaction(today) as session:
        session.backup_first = True
        document: Document = {"meta": session.meta, **session.tables}
        done = erased(document, erase, generation=session.generation, today=today)
        if not done.gone and not done.rewritten:
            raise Refused("nothing_to_forget")
        prove_whole(done.document)
        number = bury(session, done, instructions, dict(tallies or {}))
        audit.write(session, "forget", [], [])
    remove_kept_files(home, session)
    warnings = (*session.warnings, *finish(home, today, eraser))
    return Forgotten(number, tuple(done.removed), tuple(done.rewritten), warnings)


def bury(
    session: Session, done: Erased, instructions: Instructions, tallies: dict[str, Any]
) -> int:
    """Write what is left, and a tombstone that says the backups still have to follow."""
    number = secrets.randbelow(900_000_000) + 100_000_000
    stone = tombstone(number, session.today, done.gone | done.keys, tallies)
    tables = {name: table for name, table in done.document.items() if name != "meta"}
    tables["erased"][str(number)] = {**stone, "pending": True, "instructions": instructions}
    session.meta["unfinished"] = sum("pending" in stone for stone in tables["erased"].values())
    session.database.storage.write(tables)
    return number


def tombstone(number: int, on: date, gone: Iterable[str], tallies: dict[str, Any]) -> Stored:
    """
    What is kept of an erasure: a number, a day, tallies, and marks.

    A mark tells whether a record of an older backup was erased, without
    keeping its id.
    """
    marks = sorted(mark(number, record_id) for record_id in gone)
    return {"number": number, "on": on.isoformat(), "tallies": tallies, "marks": marks}


def mark(number: int, record_id: str) -> str:
    """The mark of a record under a tombstone."""
    return hashlib.blake2b(f"{number} {record_id}".encode(), digest_size=8).hexdigest()


def erased_ids(stones: Iterable[Stored], record_ids: Iterable[str]) -> Iterator[str]:
    """Those of `record_ids` that were erased under one of these tombstones."""
    marks = {(stone["number"], text) for stone in stones for text in stone["marks"]}
    numbers = {number for number, _ in marks}
    for record_id in record_ids:
        if any((number, mark(number, record_id)) in marks for number in numbers):
            yield record_id


def erased(
    document: Document, erase: Erase, *, generation: int | None = None, today: date | None = None
) -> Erased:
    """
    `document` after an erasure: its records, undo images and audit.

    With a generation, records that were rewritten get it as their revision, so
    that nobody puts the old text back.
    """
    done = Erased(dict(document))
    moved: dict[str, tuple[int, int]] = {}
    for name in TABLES.values():
        table: dict[str, Stored] = {}
        for number, stored in document.get(name, {}).items():
            left = erase(stored)
            if left is None:
                done.removed.append(stored["id"])
                continue
            if left != stored:
                done.rewritten.append(stored["id"])
                if generation is not None and today is not None:
                    moved[stored["id"]] = (stored["rev"], generation)
                    left = {**left, "rev": generation, "changed": today.isoformat()}
            table[number] = left
        done.document[name] = table
    done.keys = {key for stored in gone_from(document, done.removed) for key in keys_of(stored)}
    entries = msgspec.convert(list(document.get("undo", {}).values()), list[history.Entry])
    done.gone = set(done.removed) | only_remembered(done.document, entries, erase)
    done.document["undo"] = erased_history(entries, erase, done.gone, moved)
    done.document["audit"] = erased_audit(document.get("audit", {}), done.gone)
    done.document["erased"] = dict(document.get("erased", {}))
    return done


def gone_from(document: Document, record_ids: Iterable[str]) -> Iterator[Stored]:
    """The records of a document with these ids."""
    for record_id in record_ids:
        yield document[TABLES[record_id[0]]][record_id[1:]]


def keys_of(stored: Stored) -> Iterator[str]:
    """The keys a record has in other registers and sheets."""
    elsewhere = stored.get("extra", {}).get(CAME_FROM, "")
    yield from filter(None, (stored.get("ref"), *elsewhere.split()))


def only_remembered(document: Document, entries: Iterable[history.Entry], erase: Erase) -> set[str]:
    """The ids that are only in undo images, and are erased there."""
    images = [item for entry in entries for item in entry.images.items()]
    # Links first: an eraser remembers which it took, for what was promised about them goes too.
    images.sort(key=lambda item: not item[0].startswith("l"))
    return {
        key
        for key, image in images
        if key[1:] not in document.get(TABLES[key[0]], {}) and erase(image) is None
    }


def erased_history(
    entries: Iterable[history.Entry],
    erase: Erase,
    gone: set[str],
    moved: dict[str, tuple[int, int]],
) -> dict[str, Any]:
    """The undo entries without what is gone; an entry about nothing else goes too."""
    left: list[history.Entry] = []
    for entry in entries:
        images = {key: erase(image) for key, image in entry.images.items()}
        lost = gone | {key for key, image in images.items() if image is None}
        left.append(without(entry, images, lost, moved))
    return {entry.id[1:]: msgspec.to_builtins(entry) for entry in left if touches_anything(entry)}


def without(
    entry: history.Entry,
    images: dict[str, Stored | None],
    lost: set[str],
    moved: dict[str, tuple[int, int]],
) -> history.Entry:
    """An undo entry with rewritten images and revisions, and without what is lost."""
    kept = {key: image for key, image in images.items() if image is not None and key not in lost}
    after = {key: moved_on(moved, key, rev) for key, rev in entry.left() if rev and key not in lost}
    return msgspec.structs.replace(
        entry,
        added=spans(key for key in ids_in(entry.added) if key not in lost),
        removed=spans(key for key in ids_in(entry.removed) if key not in lost),
        images={
            key: {**image, "rev": moved_on(moved, key, image["rev"])} for key, image in kept.items()
        },
        after={key: rev for key, rev in after.items() if rev != entry.generation},
    )


def moved_on(moved: dict[str, tuple[int, int]], record_id: str, rev: int) -> int:
    """The revision a record has now that was in `rev`."""
    was, now = moved.get(record_id, (rev, rev))
    return now if was == rev else rev


def touches_anything(entry: history.Entry) -> bool:
    """Whether an undo entry still has a record to put back."""
    return bool(entry.added or entry.images)


def erased_audit(table: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """The audit without the ids of what is gone."""
    result: dict[str, Any] = {}
    for number, line in table.items():
        ids = set(ids_in(line["ids"]))
        result[number] = line if ids.isdisjoint(gone) else {**line, "ids": spans(ids - gone)}
    return result


def prove_whole(document: Document) -> None:
    """Raise Refused("broken_reference") when what is left points at what is gone."""
    from talentregister.storage.invariants import everything, references

    records = Records(msgspec.convert(document, Register))
    broken = [
        record.id
        for record in everything(records)
        if any(records.get(key) is None for key in references(record))
    ]
    if broken:
        raise Refused("broken_reference", records=tuple(broken))


def remove_kept_files(home: Home, session: Session) -> None:
    """Remove the files the program keeps itself; the next run writes them anew."""
    disk.discard(home.temporary)
    wordcache.drop(home)
    for name in session.meta.get("kept", []):
        with suppress(OSError):
            Path(name).unlink()


def finish(home: Home, today: date, eraser: Eraser) -> tuple[Warned, ...]:
    """
    Do what earlier erasures still have to do to the backups.

    `records.meta.unfinished` says whether there is anything to finish. Returns
    the backups that could not be rewritten; they are tried again the next time.
    """
    from talentregister.storage.engine import RegisterStorage

    pending = unfinished(home)
    warnings: list[Warned] = []
    for stone in pending:
        erase = eraser(stone["instructions"])
        for path in every_copy(home):
            try:
                rewrite(home, path, erase, stone)
            except (OSError, RegisterError) as error:
                warnings.append(Warned("backup_not_rewritten", backups.said(path, error)))
    if pending:
        with locked(home):
            backups.sweep(home)
    if pending and not warnings:
        with RegisterStorage(home).transaction(today) as session:
            lay_to_rest(session, {stone["number"] for stone in pending})
    return tuple(warnings)


def tombstones(home: Home) -> list[Stored]:
    """What is kept of everybody who was forgotten. Raises Unreadable."""
    from talentregister.storage import reading

    return list(reading.document(home).get("erased", {}).values())


def unfinished(home: Home) -> list[Stored]:
    """The tombstones whose backups still have to follow."""
    from talentregister.storage import reading

    with reading.blaming(home):
        document = layout.decode(reading.open_file(home).text)
    return [stone for stone in document.get("erased", {}).values() if stone.get("pending")]


def lay_to_rest(session: Session, numbers: set[int]) -> None:
    """Take the instructions, which name people, off tombstones that are done."""

    def rest(stone: Any) -> None:
        stone.pop("pending", None)
        stone.pop("instructions", None)

    session.no_backup = True
    session.database.table("erased").update(rest, doc_ids=sorted(numbers))
    left = sum("pending" in stone for stone in session.tables.get("erased", {}).values())
    session.meta["unfinished"] = left


def every_copy(home: Home) -> list[Path]:
    """Every file in the backup directory that holds this register, damaged ones included."""
    return [backup.path for backup in backups.list_backups(home)] + backups.set_aside(home)


def rewrite(home: Home, path: Path, erase: Erase, stone: Stored) -> None:
    """Put a backup in place of itself without what was erased, atomically."""
    with locked(home):
        if not path.exists():
            return
        blob = disk.read_bytes(path)
        document = migrations.migrated(layout.decode(seal.opened(blob, home)))
        done = erased(document, erase)
        plain_stone = {k: v for k, v in stone.items() if k not in ("pending", "instructions")}
        done.document["erased"][str(stone["number"])] = plain_stone
        done.document["meta"] = {**document["meta"], "unfinished": 0}
        if done.document == document:
            return
        text = layout.encode(done.document)
        new = seal.sealed(text, home) if seal.is_sealed(blob) else text
        disk.replace(path, path.with_name(f".{path.name}.new"), new)

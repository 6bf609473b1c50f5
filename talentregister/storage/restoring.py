"""
Restoring: a backup put back as one change, which can itself be undone.

Numbers, tombstones and the generation go on from the present register, so
that no id is used twice and nobody who was forgotten comes back. When the
register itself cannot be read it is set aside and the backup takes its place.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talentregister.errors import NotFound, Refused, Unreadable
from talentregister.model.records import TABLES
from talentregister.storage import (
    audit,
    backups,
    disk,
    erasure,
    layout,
    migrations,
    reading,
    seal,
    wordcache,
)
from talentregister.storage.change import Change, highest
from talentregister.storage.erasure import Erase
from talentregister.storage.home import Home
from talentregister.storage.images import same
from talentregister.storage.layout import Document, Stored
from talentregister.storage.lock import locked

if TYPE_CHECKING:
    from talentregister.storage.backups import Warned
    from talentregister.storage.engine import Session

# Which backup: the number in the list (1 is the latest), a day, a file; None: the last good one.
Which = int | date | Path | None
# How to forget again the records of an older backup that were erased since.
Again = Callable[[Document, frozenset[str]], Erase]


class Plan(NamedTuple):
    """
    What a restore will do: ids that come back, change and go.

    `on` is the last day written in the backup; `forgotten` are those who
    stay away because they were forgotten since. `damaged`: the register cannot
    be read, so everything comes from the backup.
    """

    path: Path
    on: date
    residents: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    damaged: bool = False


class Restored(NamedTuple):
    """What a restore did; `operation` undoes it, when there was a register before."""

    plan: Plan
    operation: str | None
    warnings: tuple[Warned, ...] = ()


def plan_restore(home: Home, which: Which = None, again: Again | None = None) -> Plan:
    """What `restore` would do; nothing is written. Raises NotFound and Unreadable."""
    path = chosen(home, which)
    present = current(home)
    return planned(path, loaded(home, path, present, again), present)


class Loaded(NamedTuple):
    """A backup, and who of it was forgotten since."""

    document: Document
    forgotten: frozenset[str] = frozenset()


def restore(home: Home, today: date, which: Which = None, again: Again | None = None) -> Restored:
    """
    Put a backup back, after a backup of what is there now.

    Raises NotFound("no_such_backup"), Refused("other_register"), Unreadable, Unwritable.
    """
    path = chosen(home, which)
    if current(home) is None:
        return put_in_place(home, today, path, again)
    from talentregister.storage.engine import RegisterStorage

    with RegisterStorage(home).transaction(today) as session:
        session.backup_first = True
        present = {"meta": session.meta, **session.tables}
        found = loaded(home, path, present, again)
        plan = planned(path, found, present)
        change = Change(session, "restore")
        bring_back(session, change, found.document)
        change.flush()
    wordcache.drop(home)
    return Restored(plan, change.operation, tuple(session.warnings))


def chosen(home: Home, which: Which) -> Path:
    """The file of the backup that is meant. Raises NotFound("no_such_backup")."""
    if isinstance(which, Path):
        return which
    listed = backups.list_backups(home)
    if which is None:
        good = backups.last_good(home)
        found = [good.path] if good else []
    elif isinstance(which, int):
        found = [backup.path for backup in listed[which - 1 : which] if which > 0]
    else:
        found = [backup.path for backup in listed if backup.on <= which]
    if not found:
        raise NotFound("no_such_backup", hint="backups", which=which)
    return found[0]


def current(home: Home) -> Document | None:
    """The register as it is; None when there is none that can be read."""
    try:
        return migrations.migrated(layout.decode(reading.open_file(home).text))
    except Unreadable as error:
        if error.code in (*reading.DAMAGE, "no_register"):
            return None
        raise


def loaded(home: Home, path: Path, present: Document | None, again: Again | None) -> Loaded:
    """
    The backup as a document, without those who were forgotten since.

    Raises Unreadable, and Refused("other_register") for a register by another name.
    """
    target = migrations.migrated(layout.decode(seal.opened(disk.read_bytes(path), home)))
    if present is None:
        return Loaded(target)
    if target["meta"]["register"] != present["meta"]["register"]:
        raise Refused("other_register", path=str(path))
    target["erased"] = {**target.get("erased", {}), **present.get("erased", {})}
    gone = frozenset(erasure.erased_ids(target["erased"].values(), ids(target)))
    if not gone:
        return Loaded(target)
    erase = again(target, gone) if again else leaving_out(gone)
    return Loaded(erasure.erased(target, erase).document, gone)


def leaving_out(gone: frozenset[str]) -> Erase:
    """The simplest way to forget again: the records are left out."""

    def erase(stored: Stored) -> Stored | None:
        return None if stored["id"] in gone else stored

    return erase


def ids(document: Document) -> list[str]:
    """The ids of every record."""
    return [
        f"{letter}{number}" for letter, name in TABLES.items() for number in document.get(name, {})
    ]


def images(document: Document) -> dict[str, Stored]:
    """Every record by its id."""
    return {
        f"{letter}{number}": stored
        for letter, name in TABLES.items()
        for number, stored in document.get(name, {}).items()
    }


def planned(path: Path, found: Loaded, present: Document | None) -> Plan:
    """The difference between what is there and what will be."""
    target = found.document
    after = images(target)
    before = images(present) if present else {}
    return Plan(
        path,
        date.fromisoformat(target["meta"]["written"]),
        len(target["residents"]),
        added=tuple(key for key in after if key not in before),
        changed=tuple(k for k in after if k in before and not same(before[k], after[k])),
        removed=tuple(key for key in before if key not in after),
        forgotten=tuple(sorted(found.forgotten)),
        damaged=present is None,
    )


def bring_back(session: Session, change: Change, target: Document) -> None:
    """Make the register what the backup was; numbers and generation only go up."""
    meta = target["meta"]
    session.meta["generation"] = max(session.meta["generation"], meta["generation"])
    session.meta["next"] = highest(session.meta["next"], meta["next"])
    after = images(target)
    for key in images(session.tables).keys() | after.keys():
        if key not in after:
            change.set(key, None)
        elif (before := change.stored(key)) is None or not same(before, after[key]):
            change.set(key, {**after[key], "rev": change.generation})


def put_in_place(home: Home, today: date, path: Path, again: Again | None) -> Restored:
    """The backup as the register, where there is none that can be read."""
    disk.make_directory(home.file.parent)
    with locked(home):
        found = loaded(home, path, None, again)
        plan = planned(path, found, None)
        target = found.document
        sealed = seal.is_sealed(disk.read_bytes(path))
        meta = target["meta"]
        known = [backup.generation for backup in backups.list_backups(home)]
        meta["generation"] = max(meta["generation"], *known, 0) + 1
        meta["written"] = max(meta["written"], today.isoformat())
        line = audit.Line(generation=meta["generation"], on=today, verb="restore", ids=[])
        target.setdefault("audit", {})[str(meta["generation"])] = audit.stored(line)
        text = layout.encode(target)
        if home.file.exists():
            backups.put_aside(home, today)
        blob = seal.sealed(text, home) if sealed else text
        disk.replace(home.file, home.temporary, blob)
        wordcache.drop(home)
    return Restored(plan, None)

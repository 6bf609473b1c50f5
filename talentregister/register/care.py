"""Care for data: forgetting somebody everywhere, and putting a backup back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from talentregister import storage
from talentregister.errors import NotFound, Refused, Unreadable, Usage
from talentregister.language import dates
from talentregister.model.base import Record
from talentregister.model.records import Party, Records
from talentregister.model.resident import Resident
from talentregister.privacy import erasure, naming
from talentregister.privacy.erasure import Mention
from talentregister.register.outcome import Notice, notice
from talentregister.storage import Forgotten, Home, Plan, Restored

# What is wrong with a file that is of no use as a backup.
USELESS = ("empty_file", "truncated", "damaged")


class ToForget(NamedTuple):
    """What an erasure would do: records that go, mentions that go, mentions to ask about."""

    resident: Resident
    records: tuple[Record, ...]
    mentions: tuple[Mention, ...]
    doubtful: tuple[Mention, ...]
    # How to do it, for the store.
    told: dict[str, Any]


def to_forget(records: Records, party: Party) -> ToForget:
    """What `forget` would do. Raises Refused("forget_resident_only", "frozen")."""
    if not isinstance(party, Resident):
        raise Refused("forget_resident_only", hint="state_instead", id=party.id, name=party.name)
    if party.status == "frozen":
        raise Refused("frozen", hint="unfreeze", id=party.id)
    told = erasure.instructions(party, naming.words_for(records, party))
    found = erasure.mentions(records, told)
    return ToForget(party, tuple(_theirs(records, party.id)), found.sure, found.doubtful, told)


def forget(home: Home, today: date, plan: ToForget, also: Iterable[Mention] = ()) -> Forgotten:
    """
    Erase a resident from the register, its undo images and every backup. It cannot be undone.

    `also` are the doubtful mentions to remove too. Raises NotFound and
    Refused("changed_meanwhile") when the resident is no longer as they were in
    `plan`, Unreadable, Unwritable.
    """
    records = storage.read(home)
    now = records.residents.get(plan.resident.id)
    if now is None:
        raise NotFound("id_unknown", id=plan.resident.id)
    if now != plan.resident:
        raise Refused("changed_meanwhile", id=now.id)
    more: dict[str, list[str]] = {}
    for mention in also:
        more.setdefault(mention.record, []).append(mention.field)
    told = {**plan.told, "also": more}
    return storage.forget(home, today, told, erasure.eraser, erasure.tallies(records, now))


def finish_forgetting(home: Home, today: date) -> tuple[Notice, ...]:
    """Do what an interrupted erasure still had to do to the backups; what failed is said."""
    warnings = storage.finish(home, today, erasure.eraser)
    return tuple(Notice(warned.code, warned.parameters) for warned in warnings)


def fallen_short(records: Records, resident_id: str) -> tuple[Notice, ...]:
    """The initiatives that are left with too few carriers: reported, not forced (invariant 6)."""
    found: list[Notice] = []
    for initiative in records.initiatives.values():
        if resident_id not in initiative.carriers or initiative.state in ("idea", "stopped"):
            continue
        left = tuple(who for who in initiative.carriers if who != resident_id)
        if missing := msgspec.structs.replace(initiative, carriers=left).carriers_missing():
            found.append(notice("carriers_few", id=initiative.id, count=missing))
    return tuple(found)


class ToRestore(NamedTuple):
    """What a restore would do; the backup, and the register when it can be read."""

    plan: Plan
    backup: Records
    present: Records | None

    def records_of(self, change: str) -> Records:
        """Where the records of a change have their names: what comes back is in the backup."""
        return self.backup if change == "added" or self.present is None else self.present


def chosen(home: Home, today: date, which: str) -> Path | None:
    """
    The backup that is meant by a number in `check`, a day, a name or a file; None: the last good.

    Raises NotFound("no_such_backup"), Usage("file_missing").
    """
    listed = storage.list_backups(home)
    if not which:
        return None
    if which.isdecimal() and len(which) < 4:
        found = [listed[int(which) - 1].path] if 0 < int(which) <= len(listed) else []
    else:
        found = [backup.path for backup in listed if backup.path.name == which]
        found += [Path(which).expanduser()] if _is_file(which) else []
        found += [] if found else _of_day(listed, today, which)
    if not found:
        raise NotFound("no_such_backup", hint="backups", which=which)
    return found[0]


def _is_file(which: str) -> bool:
    """Whether `which` names a file; a text that cannot be a name does not."""
    try:
        return Path(which).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def to_restore(home: Home, path: Path | None) -> ToRestore:
    """What `restore` would do. Raises NotFound, Refused("other_register"), Unreadable."""
    try:
        plan = storage.plan_restore(home, path, erasure.again)
    except NotFound as error:
        raise NotFound("no_backup", hint="restore_file") from error
    except Unreadable as error:
        if error.code not in USELESS:
            raise
        raise Unreadable("backup_damaged", hint="backups", path=str(path)) from error
    backup = storage.read(dataclasses.replace(home, register=plan.path))
    return ToRestore(plan, backup, None if plan.damaged else storage.read(home))


def restore(home: Home, today: date, plan: Plan) -> Restored:
    """Put the backup of `plan` back, after a backup of what is there now."""
    return storage.restore(home, today, plan.path, erasure.again)


def _of_day(listed: Iterable[storage.Backup], today: date, which: str) -> list[Path]:
    """The last backup made on a day or before it. Raises Usage("file_missing")."""
    try:
        day = dates.read(which, today, "past").day
    except Usage as error:
        if "/" in which or which.endswith((".age", ".json")):
            raise Usage("file_missing", hint="backups", file=which) from error
        return []
    return [backup.path for backup in listed if backup.on <= day]


def _theirs(records: Records, resident_id: str) -> Iterator[Record]:
    """The records that go with a resident."""
    statements = records.statements_of(resident_id)
    links = records.links_of(resident_id)
    yield from statements
    yield from (n for n in records.notes_about(resident_id) if set(n.about) == {resident_id})
    yield from links
    for about in (resident_id, *(link.id for link in links)):
        yield from records.followups_about(about)
    owned = {statement.id for statement in statements}
    for rejection in records.rejections.values():
        if resident_id in rejection.pair or rejection.ask in owned:
            yield rejection

"""
Backups: hard links of the file that is about to be replaced.

The register is never changed in place, so a link to it is a true point in
time and costs nothing until the next change. They are made before the first
change of a day and before what is hard to take back; seven daily, four
weekly and three monthly ones are kept, besides the latest few.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from talentregister.errors import Refused, RegisterError, Unreadable, Unwritable
from talentregister.model.records import Register
from talentregister.storage import disk, layout, seal
from talentregister.storage.home import Home

DAILY = 7
WEEKLY = 4
MONTHLY = 3
LATEST = 3
NAME = re.compile(r"(?P<stem>.+)-(?P<generation>\d{6,})-(?P<on>\d{4}-\d\d-\d\d)\.(age|json)")


class Warned(NamedTuple):
    """Something that went wrong beside a change that was saved all the same."""

    code: str
    parameters: dict[str, object]


Warnings = list[Warned]


class Backup(NamedTuple):
    """A backup by its file name: which generation it holds, and the day it was made."""

    generation: int
    on: date
    path: Path


class Good(NamedTuple):
    """A backup that was read and found whole; `on` is the last day written in it."""

    path: Path
    on: date
    residents: int


def list_backups(home: Home) -> list[Backup]:
    """The backups of this register, the latest generation first; the clock plays no part."""
    try:
        names = os.listdir(home.backups)
    except OSError:
        return []
    found = (named(home, name) for name in names)
    return sorted((backup for backup in found if backup is not None), reverse=True)


def named(home: Home, name: str) -> Backup | None:
    """The backup with this file name, if it is one of this register."""
    match = NAME.fullmatch(name)
    if match is None or match["stem"] != home.file.stem:
        return None
    try:
        on = date.fromisoformat(match["on"])
    except ValueError:
        return None
    return Backup(int(match["generation"]), on, home.backups / name)


def name_of(home: Home, generation: int, on: date, *, sealed: bool) -> str:
    """The file name of a backup."""
    ending = "age" if sealed else "json"
    return f"{home.file.stem}-{generation:06}-{on.isoformat()}.{ending}"


def before_commit(
    home: Home, today: date, generation: int, *, sealed: bool, forced: bool
) -> Warnings:
    """
    Keep the file that is about to be replaced, when it is time for that.

    Never raises: a backup that fails must not stop a save. What went wrong is
    returned, to be said loudly.
    """
    due = forced or all(backup.on != today for backup in list_backups(home))
    if not due or generation == 0:
        return []
    try:
        keep(home, home.backups / name_of(home, generation, today, sealed=sealed))
    except (OSError, RegisterError) as error:
        return [Warned("backup_failed", said(home.backups, error))]
    return tidied(home)


def said(path: Path, error: OSError | RegisterError) -> dict[str, object]:
    """The parameters of a warning about `path`."""
    code = error.code if isinstance(error, RegisterError) else disk.error_name(error)
    return {"path": str(path), "error": code}


def keep(home: Home, target: Path) -> None:
    """Link the register to `target`, or copy it where links are not possible."""
    disk.make_directory(home.backups)
    try:
        os.link(home.file, target)
    except FileExistsError:
        return
    except OSError:
        disk.create(target, disk.read_bytes(home.file))
    disk.sync_directory(home.backups)


def tidied(home: Home) -> Warnings:
    """Let go of the backups that retention does not keep."""
    sweep(home)
    found = list_backups(home)
    kept = retained(found)
    warnings: Warnings = []
    for backup in found:
        if backup not in kept:
            try:
                os.unlink(backup.path)
            except OSError as error:
                warnings.append(Warned("backup_not_removed", said(backup.path, error)))
    return warnings


def leftovers(home: Home) -> list[Path]:
    """What an interrupted rewriting of a backup left behind."""
    return sorted(home.backups.glob(f".{home.file.stem}-*.new"))


def sweep(home: Home) -> None:
    """Remove what was left behind; only under the lock, when nobody is writing it."""
    for path in leftovers(home):
        disk.discard(path)


def retained(found: Iterable[Backup]) -> set[Backup]:
    """
    The backups to keep: the latest few, and the first of each day, week and month.

    The first of a period holds the state before whatever went wrong in it.
    """
    latest_first = sorted(found, reverse=True)
    kept = set(latest_first[:LATEST])
    periods: list[tuple[int, Callable[[date], object]]] = [
        (DAILY, lambda day: day),
        (WEEKLY, lambda day: day.isocalendar()[:2]),
        (MONTHLY, lambda day: (day.year, day.month)),
    ]
    for number, period in periods:
        firsts = {period(backup.on): backup for backup in latest_first}
        kept.update(list(firsts.values())[:number])
    return kept


def put_aside(home: Home, today: date) -> None:
    """Keep a register that cannot be read beside the backups; it may still be of use."""
    aside = home.backups / f"{home.file.stem}-damaged-{today.isoformat()}{home.file.suffix}"
    with disk.saying(aside):
        keep(home, aside)


def set_aside(home: Home) -> list[Path]:
    """The damaged registers that were put aside."""
    return sorted(home.backups.glob(f"{home.file.stem}-damaged-*"))


def opened(home: Home, path: Path) -> Register:
    """A backup as records. Raises Unreadable."""
    return layout.decode_records(seal.opened(disk.read_bytes(path), home))


def last_good(home: Home) -> Good | None:
    """The latest backup that can be read, however many cannot."""
    return next(good_ones(home), None)


def good_ones(home: Home) -> Iterator[Good]:
    """The backups that can be read, the latest first."""
    for backup in list_backups(home):
        try:
            register = opened(home, backup.path)
        except RegisterError:
            continue
        yield Good(backup.path, register.meta.written, len(register.residents))


def back_up(home: Home, today: date) -> Backup:
    """Make a backup now. Raises Unreadable and Unwritable."""
    from talentregister.storage import reading
    from talentregister.storage.lock import locked

    reading.must_exist(home)
    with locked(home), reading.blaming(home):
        file = reading.open_file(home)
        generation = layout.decode_records(file.text).meta.generation
        target = home.backups / name_of(home, generation, today, sealed=file.sealed)
        keep(home, target)
        tidied(home)
    return Backup(generation, today, target)


def back_up_to(home: Home, directory: Path, today: date) -> Good:
    """
    Copy the register to another place, read the copy back and prove it whole.

    Raises Unwritable("no_directory") rather than make a place that may be a
    stick that is not there; Refused("target_exists") for another file by that name.
    """
    from talentregister.storage import reading

    if not directory.is_dir():
        raise Unwritable("no_directory", path=str(directory))
    with reading.blaming(home):
        blob = disk.read_bytes(home.file)
        register = layout.decode_records(seal.opened(blob, home))
    name = name_of(home, register.meta.generation, today, sealed=seal.is_sealed(blob))
    target = directory / name
    try:
        disk.create(target, blob)
    except FileExistsError:
        if disk.read_bytes(target) != blob:
            raise Refused("target_exists", path=str(target)) from None
    return proven(home, target)


def proven(home: Home, path: Path) -> Good:
    """A copy, read back from the disk. Raises Unwritable("copy_damaged")."""
    try:
        register = opened(home, path)
    except Unreadable as error:
        raise Unwritable("copy_damaged", path=str(path)) from error
    return Good(path, register.meta.written, len(register.residents))

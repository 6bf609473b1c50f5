"""Checking: whether the register is whole, its backups too, and its place a safe one."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from talentregister.errors import RegisterError
from talentregister.model.records import Records
from talentregister.storage import backups, disk, keys, migrations, reading, seal
from talentregister.storage.backups import Backup
from talentregister.storage.home import Home

OTHERS = stat.S_IRWXG | stat.S_IRWXO
# Names of folders that another program copies behind our back.
SYNC_FOLDERS = (
    "dropbox", "onedrive", "icloud", "mobile documents", "nextcloud", "owncloud",
    "google drive", "googledrive", "pcloud", "syncthing", "stack", "proton drive",
)  # fmt: skip
CONFLICTS = ("conflicted copy", "conflict-", "sync-conflict", "in conflict", "conflicterend")
LITTLE = 50 * disk.MEGABYTE


class Finding(NamedTuple):
    """Something a check found; `damage` is what makes the exit code 6."""

    code: str
    parameters: dict[str, object]
    damage: bool = False


class Checked(NamedTuple):
    """A backup, and how many residents it holds; None when it cannot be read."""

    backup: Backup
    residents: int | None


@dataclass(frozen=True)
class Report:
    """What a check found; `residents` is None when the register cannot be read."""

    residents: int | None
    generation: int | None
    backups: tuple[Checked, ...]
    findings: tuple[Finding, ...]

    @property
    def damaged(self) -> bool:
        """Whether anything cannot be read as it was written."""
        return any(finding.damage for finding in self.findings)


def check(home: Home, today: date) -> Report:
    """Read everything there is of this register, and look at where it is. Changes nothing."""
    reading.must_exist(home)
    findings: list[Finding] = []
    records = checked_register(home, findings)
    listed = tuple(checked_backup(home, backup, findings) for backup in backups.list_backups(home))
    if not listed:
        findings.append(Finding("no_backup", {"path": str(home.backups)}))
    if records is not None:
        findings.extend(of_records(records, today))
    findings.extend(of_place(home))
    findings.extend(of_keys(home))
    count = None if records is None else len(records.residents)
    generation = None if records is None else records.meta.generation
    return Report(count, generation, listed, tuple(findings))


def checked_register(home: Home, findings: list[Finding]) -> Records | None:
    """The register, if it can be read."""
    try:
        return reading.read(home)
    except RegisterError as error:
        findings.append(Finding(error.code, dict(error.parameters), damage=True))
        return None


def checked_backup(home: Home, backup: Backup, findings: list[Finding]) -> Checked:
    """A backup with its number of residents, if it can be read."""
    try:
        text = seal.opened(disk.read_bytes(backup.path), home)
        return Checked(backup, len(migrations.records(text).residents))
    except RegisterError as error:
        told: dict[str, object] = {"path": str(backup.path), "error": error.code}
        findings.append(Finding("backup_damaged", told, damage=True))
        return Checked(backup, None)


def of_records(records: Records, today: date) -> Iterator[Finding]:
    """What is odd about the records themselves."""
    from talentregister.storage.engine import MANY
    from talentregister.storage.invariants import everything, references

    loose = [
        record.id
        for record in everything(records)
        if any(records.get(key) is None for key in references(record))
    ]
    if loose:
        yield Finding("broken_reference", {"records": tuple(loose)}, damage=True)
    if len(records.residents) > MANY:
        yield Finding("many_residents", {"count": len(records.residents), "limit": MANY})
    if records.meta.unfinished:
        yield Finding("erasure_unfinished", {"count": records.meta.unfinished})
    if today < records.meta.written:
        yield Finding("clock_behind", {"written": records.meta.written, "today": today})


def of_place(home: Home) -> Iterator[Finding]:
    """What is unsafe about where the files are."""
    yield from of_permissions(home)
    folder = home.file.parent
    for part in folder.parts:
        if part.lower().startswith(SYNC_FOLDERS):
            yield Finding("sync_folder", {"path": str(folder), "folder": part})
            break
    for name in sorted(os.listdir(folder)):
        if name != home.file.name and home.file.stem in name and is_conflict(name):
            yield Finding("conflicted_copy", {"path": str(folder / name)})
    for path in leftovers(home):
        yield Finding("leftover", {"path": str(path)})
    for path in backups.set_aside(home):
        yield Finding("set_aside", {"path": str(path)})
    yield from of_disk(home)


def leftovers(home: Home) -> list[Path]:
    """Files that an interrupted program left half written, of keys too."""
    secrets = [path.with_name(f".{path.name}.new") for path in (home.identity_file, home.file)]
    return [path for path in secrets if path.exists()] + backups.leftovers(home)


def is_conflict(name: str) -> bool:
    """Whether a sync program gave a file this name because two computers wrote it."""
    return any(word in name.lower() for word in CONFLICTS)


def of_disk(home: Home) -> Iterator[Finding]:
    """What is unsafe about the disk."""
    free = shutil.disk_usage(home.file.parent).free
    if free < max(LITTLE, 3 * home.file.stat().st_size):
        told = {"path": str(home.file.parent), "free_mb": free // disk.MEGABYTE}
        yield Finding("disk_nearly_full", told)
    if not directory_syncs(home.file.parent):
        yield Finding("no_directory_sync", {"path": str(home.file.parent)})


def directory_syncs(directory: Path) -> bool:
    """Whether the names in this directory can be waited for until they are on the disk."""
    if not disk.can_sync_directories():
        return True
    try:
        descriptor = os.open(directory, os.O_RDONLY)
    except OSError:
        return False
    try:
        os.fsync(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def of_permissions(home: Home) -> Iterator[Finding]:
    """The files of ours that others can read."""
    if os.name == "nt":
        return
    ours = [home.file, *(backup.path for backup in backups.list_backups(home))]
    for path in [*ours, home.backups, home.identity_file]:
        if path.exists() and path.stat().st_mode & OTHERS:
            yield Finding("loose_permissions", {"path": str(path)})


def of_keys(home: Home) -> Iterator[Finding]:
    """What is unsafe about the keys."""
    blob = disk.read_bytes(home.file)
    if not seal.is_sealed(blob):
        return
    recipients = keys.recipients(home)
    if len(recipients) < 2:
        yield Finding("no_paper_key", {"path": str(home.recipients_file)})
    try:
        own = keys.public(home)
    except RegisterError:
        return
    if own not in recipients:
        told: dict[str, object] = {"path": str(home.recipients_file)}
        yield Finding("recipients_without_identity", told, damage=True)
    for backup in backups.list_backups(home):
        if backup.path.suffix == ".json":
            yield Finding("plain_backup", {"path": str(backup.path)})

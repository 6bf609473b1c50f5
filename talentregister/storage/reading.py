"""Reading: no lock, no TinyDB, straight from the file into records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

import msgspec

from talentregister.errors import Unreadable
from talentregister.model.records import Records
from talentregister.storage import disk, layout, migrations, seal
from talentregister.storage.home import Home
from talentregister.storage.layout import Document

# What is wrong with the register itself, where a backup can help.
DAMAGE = ("empty_file", "truncated", "damaged", "foreign", "wrong_key", "disk_error")

Kept = TypeVar("Kept")


class Opened(NamedTuple):
    """The text of a register, and whether its file is encrypted."""

    text: bytes
    sealed: bool
    size: int


def read(home: Home) -> Records:
    """
    The register as a frozen snapshot.

    Raises Unreadable; when the file is damaged the last good backup is named
    in the error. Nothing is written, so a reader never stands in a writer's way.
    """
    with blaming(home):
        return Records(migrations.records(open_file(home).text))


def document(home: Home) -> Document:
    """The register as it stands, with every key that no record knows. Raises Unreadable."""
    with blaming(home):
        return migrations.migrated(layout.decode(open_file(home).text))


def table(home: Home, name: str, kind: type[Kept]) -> dict[str, Kept]:
    """One table of the register by key, and nothing else of it. Raises Unreadable."""
    decoder = msgspec.json.Decoder(kind)
    with blaming(home):
        text = open_file(home).text
        with layout.judged(text), layout.uncollected():
            tables = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
            lines = msgspec.json.decode(tables.get(name, b"{}"), type=dict[str, msgspec.Raw])
            return {key: decoder.decode(line) for key, line in lines.items()}


def open_file(home: Home) -> Opened:
    """The text of the register. Raises Unreadable."""
    blob = disk.read_bytes(home.file)
    return Opened(seal.opened(blob, home), seal.is_sealed(blob), len(blob))


@contextmanager
def blaming(home: Home) -> Iterator[None]:
    """Add the path, and the last good backup, to an error about the register itself."""
    try:
        yield
    except Unreadable as error:
        error.parameters.setdefault("path", str(home.register))
        if error.code in DAMAGE and "backup_on" not in error.parameters:
            name_backup(home, error)
        raise


def name_backup(home: Home, error: Unreadable) -> None:
    """Say in `error` which backup can be restored, if one can."""
    from talentregister.storage import backups

    good = backups.last_good(home)
    error.parameters["backup_on"] = good.on if good else None
    error.parameters["backup_residents"] = good.residents if good else None
    error.hint = "restore" if good else "no_backup"


def must_exist(home: Home) -> None:
    """Raise Unreadable("no_register") before anything is made beside a mistyped path."""
    if not home.file.exists():
        raise Unreadable("no_register", hint="init", path=str(home.register))

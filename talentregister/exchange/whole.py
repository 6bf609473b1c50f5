"""
The whole register as a file: readable JSON, one record a line, nothing lost.

The layout is that of the store (DESIGN.md, *Store*), under a head that says
what it is. What only concerns the file it came from stays behind: what was
taken away (`undo`), and which files that computer keeps up to date.

In comes such a file, or a register file itself, plain or encrypted. Nothing in
it is trusted: everything is checked before anything is used, and what is wrong
is said with its place, never with what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from talentregister.errors import Refused, Unreadable, Usage
from talentregister.exchange import strictly
from talentregister.exchange.sheet import LARGEST
from talentregister.model.base import Record
from talentregister.model.records import KINDS, TABLES, Meta, Records, Register
from talentregister.storage import Home, layout, migrations, reading, seal
from talentregister.storage.layout import Document, Stored

# Tables of the store that are no records, and go along all the same.
BESIDE = ("audit", "erased", "exports")
_STAYS = ("undo",)
_STAYS_OF_META = ("checksum", "kept", "unfinished")
_STAYS_OF_STONES = ("pending", "instructions")
_MARKS = b"\xef\xbb\xbf"
_NAME = re.compile(r"[a-z]{1,12}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,14}", re.ASCII)
_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,20}", re.ASCII)

# What of a record points at others: the field, and the letters it may point at.
POINTS: Mapping[str, Mapping[str, str]] = {
    "i": {"carriers": "r", "grew_from": "i"},
    "s": {"owner": "ri"},
    "n": {"about": "ri"},
    "l": {"sides": "ri", "statements": "s"},
    "f": {"about": "ril"},
    "x": {"pair": "ri", "ask": "s"},
}
# Damage of the file that was handed over, and not of her own register.
_DAMAGE = ("empty_file", "truncated", "damaged", "disk_error")


@dataclass(frozen=True)
class Whole:
    """A register as it came: its name, what stands in it, and that as records."""

    register: str
    document: Document
    records: Records

    @property
    def stored(self) -> Iterator[Stored]:
        """Every record as it stands, what is pointed at before what points."""
        for table in TABLES.values():
            yield from self.document.get(table, {}).values()

    def again(self, document: Document) -> Whole:
        """The same register, when something was taken out of it."""
        return Whole(self.register, document, Records(msgspec.convert(document, Register)))


def written(document: Document) -> bytes:
    """The whole register as readable JSON; `document` is what `storage.document` gives."""
    meta = {k: v for k, v in document["meta"].items() if k not in _STAYS_OF_META}
    parts = [layout.EXPORT_HEAD, b",\n", b'"meta": ', _line(meta)]
    for name in document:
        if name not in ("meta", *_STAYS):
            parts += [b",\n", _line(name), b": {", *_lines(name, document[name]), b"}"]
    return b"".join((*parts, b"\n}\n"))


def _lines(name: str, table: Mapping[str, Any]) -> Iterator[bytes]:
    for place, (number, stored) in enumerate(table.items()):
        if name == "erased":
            stored = {k: v for k, v in stored.items() if k not in _STAYS_OF_STONES}
        yield b",\n" if place else b"\n"
        yield _line(number) + b": " + _line(stored)
    yield b"\n" if table else b""


def _line(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=0)


def is_whole(path: Path) -> bool:
    """Whether a file is a register, or says it is one, judged by how it begins."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            begin = file.read(200)
    except (OSError, ValueError):  # what is wrong with the file, reading it says
        return False
    text = begin.removeprefix(_MARKS).lstrip()
    return seal.is_sealed(begin) or text.startswith((b'{"', b"{ ", b"{\n", b"{\r", b"{\t", b"{}"))


def read(path: Path, home: Home) -> Whole:
    """
    The register in a file, which is only read; `home` says which key may open it.

    Raises Usage with what is wrong and where (`other_locked`, `other_damaged`, `newer`,
    `not_an_export`, `json_…`), Refused("sheet_too_large"), Unreadable for the key.
    """
    try:
        if path.stat().st_size > LARGEST:
            limit = f"{LARGEST // 1_000_000} MB"
            raise Refused("sheet_too_large", file=path.name, limit=limit)
        blob = path.read_bytes()
    except OSError:
        raise Usage("file_unreadable", file=str(path)) from None
    with layout.uncollected():
        if seal.is_sealed(blob) or blob.startswith(layout.HEAD):
            return proven(_document_of(path, home), path.name)
        return proven(strictly.document(blob.removeprefix(_MARKS), path.name), path.name)


def _document_of(path: Path, home: Home) -> Document:
    """A register file as it stands, with our own key."""
    try:
        text = reading.open_file(replace(home, register=path)).text
        document = msgspec.json.decode(text)
    except Unreadable as error:
        if error.code == "wrong_key":
            raise Usage("other_locked", hint="ask_json", file=path.name) from error
        if error.code == "foreign":
            raise Usage("sheet_unreadable", hint="sheet_save", file=path.name) from error
        if error.code in _DAMAGE:
            raise Usage("other_damaged", file=path.name) from error
        raise
    return {name: table for name, table in document.items() if name not in _STAYS}


def proven(document: Any, file: str) -> Whole:
    """
    A document of which every part is what it should be.

    Raises Usage("not_an_export", "newer", "json_wrong", "json_loose").
    """
    if not isinstance(document, dict) or not isinstance(document.get("meta"), dict):
        raise Usage("not_an_export", file=file)
    _known_format(document["meta"], file)
    document = migrations.migrated({k: v for k, v in document.items() if k != layout.EXPORT})
    meta = _meta(document["meta"], file)
    tables: dict[str, Any] = {}
    for letter, name in TABLES.items():
        tables[name] = dict(_records(letter, name, document.setdefault(name, {}), file))
    for name in document.keys() - {"meta", *TABLES.values()}:
        table = document[name]
        if not isinstance(table, dict) or not all(isinstance(row, dict) for row in table.values()):
            raise _wrong(file, name)
    records = Records(Register(meta=meta, **tables))
    for record in (r for table in tables.values() for r in table.values()):
        _points_at_something(record, records, file)
    return Whole(meta.register, document, records)


def _known_format(meta: Mapping[str, Any], file: str) -> None:
    """Refuse what a newer program wrote, before anything in it is called wrong."""
    written, version = meta.get("format"), str(meta.get("version", ""))
    if type(written) is not int or written < 1 or "register" not in meta:
        raise Usage("not_an_export", file=file)
    if written > layout.FORMAT:
        raise Usage("newer", version=version if _VERSION.fullmatch(version) else "?", file=file)


def _meta(told: Mapping[str, Any], file: str) -> Meta:
    try:
        meta = msgspec.convert({**told, "kept": [], "unfinished": 0}, Meta)
    except msgspec.ValidationError as error:
        raise _wrong(file, "meta", layout.place(error)) from None
    if not _NAME.fullmatch(meta.register) or not 0 <= meta.generation < 1 << 53:
        raise _wrong(file, "meta")
    if not all(_NAME.fullmatch(k) and 1 <= n < 10**15 for k, n in meta.next.items()):
        raise _wrong(file, "meta", "$.next")
    return meta


def _records(letter: str, name: str, table: Any, file: str) -> Iterator[tuple[str, Record]]:
    if not isinstance(table, dict):
        raise _wrong(file, name)
    for number, stored in table.items():
        if not _NUMBER.fullmatch(number):
            raise _wrong(file, name)
        try:
            record = msgspec.convert(stored, KINDS[letter])
        except msgspec.ValidationError as error:
            raise _wrong(file, f"{name}.{number}", layout.place(error)) from None
        if record.id != f"{letter}{number}":
            raise _wrong(file, f"{name}.{number}", "$.id")
        if not (type(record.rev) is int and _sane(record)):
            raise _wrong(file, f"{name}.{number}")
        yield number, record


def _sane(record: Record) -> bool:
    """What the model takes for granted: numbers of a size, days of a calendar, two sides."""
    sides = getattr(record, "sides", None)
    return (
        abs(record.rev) < 1 << 53
        and record.created >= date(1900, 1, 1)
        and (sides is None or len({side.who for side in sides}) > 1)
    )


def _points_at_something(record: Record, records: Records, file: str) -> None:
    for field, letters in POINTS.get(record.id[0], {}).items():
        for pointed in pointed_at(getattr(record, field)):
            if pointed[0] not in letters or records.get(pointed) is None:
                where = f"{TABLES[record.id[0]]}.{record.id[1:]}.{field}"
                raise Usage("json_loose", where=where, file=file)


def pointed_at(value: Any) -> Iterator[str]:
    """The ids in a field that points."""
    if isinstance(value, str):
        yield value
    for item in value if isinstance(value, tuple | list) else ():
        who = item["who"] if isinstance(item, dict) else item
        yield who if isinstance(who, str) else who.who


def _wrong(file: str, where: str, inside: str = "") -> Usage:
    return Usage("json_wrong", where=where + inside.removeprefix("$"), file=file)

"""
A register as text: JSON in TinyDB's layout, with a checksum of itself.

The text starts with `{"meta":{"checksum":"…"`: 64 digits, the BLAKE2b-256 of the
whole text with those digits as zeros. It ends in spaces up to a multiple of
`BLOCK`, so that a text that was cut short is known by its length, and the
length of an encrypted file tells nobody how much was added.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import msgspec

from talentregister import __version__
from talentregister.errors import Unreadable
from talentregister.model.records import TABLES, Register

# One stored record, and the whole register, as they stand in the file.
Stored = dict[str, Any]
Document = MutableMapping[str, dict[str, Any]]

FORMAT = 1
VERSION = __version__
BLOCK = 4096
HEAD = b'{"meta":{"checksum":"'
BLANK = b"0" * 64
# How the readable export of a whole register begins (exchange/whole.py): no register, but ours.
EXPORT = "talentregister"
EXPORT_HEAD = b'{\n"talentregister": "a whole register; bring it in with: talent import"'
FORMAT_AT_THE_HEAD = re.compile(rb'","format":([0-9]{1,9})')

# The order of the file: people first, then how they got there.
OWN_TABLES = ("undo", "audit", "exports", "erased")
ALL_TABLES = (*TABLES.values(), *OWN_TABLES)


class MetaOnly(msgspec.Struct):
    """Just enough of a file to say whether it is ours, and how new."""

    class Said(msgspec.Struct):
        """What any version of the format says of itself."""

        format: int
        register: str
        version: str = ""

    meta: Said


def empty(name: str, today: date) -> Document:
    """A register with nobody in it."""
    meta = {
        "format": FORMAT,
        "version": VERSION,
        "register": name,
        "generation": 0,
        "written": today.isoformat(),
        "next": {},
        "kept": [],
    }
    return {"meta": meta, **{table: {} for table in ALL_TABLES}}


def encode(document: Document) -> bytes:
    """`document` as text with its checksum. Raises TypeError for what JSON cannot hold."""
    from talentregister.storage.tables import Tables

    tables = dict(document.undecoded() if isinstance(document, Tables) else document)
    told = dict(document["meta"])
    told.pop("checksum", None)
    told = {"format": told.pop("format"), **told}
    tables.pop("meta", None)
    text = msgspec.json.encode({"meta": {"checksum": BLANK.decode(), **told}, **tables})
    padding = b" " * (-(len(text) + 1) % BLOCK) + b"\n"
    return b"".join((HEAD, checksum(text, padding), text[len(HEAD) + len(BLANK) :], padding))


def checksum(*pieces: bytes | memoryview) -> bytes:
    """The 64 digits for these bytes, one after the other."""
    digest = hashlib.blake2b(digest_size=32)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest().encode()


def check(text: bytes) -> None:
    """Raise Unreadable when `text` is not, to the last bit, what `encode` made."""
    if not text:
        raise Unreadable("empty_file")
    if not text.startswith(HEAD):
        raise Unreadable(what_is(text))
    if len(text) % BLOCK:
        raise Unreadable("truncated")
    body = len(HEAD) + len(BLANK)
    view = memoryview(text)
    if checksum(HEAD, BLANK, view[body:]) != text[len(HEAD) : body]:
        raise Unreadable("damaged")


def what_is(text: bytes) -> str:
    """What is wrong with a text that does not begin like a register."""
    if HEAD.startswith(text):
        return "truncated"
    if not text.strip(b"\0 \t\r\n") or resembles(text, HEAD):
        return "damaged"
    if text.startswith(EXPORT_HEAD):
        return "an_export"
    try:
        msgspec.json.decode(text, type=MetaOnly)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return "foreign"
    return "damaged"


def resembles(text: bytes, head: bytes) -> bool:
    """Whether `text` begins like `head` but for a bit or two."""
    wrong = sum(is_ != was for is_, was in zip(text, head, strict=False))
    return len(text) >= len(head) and wrong <= 2


def format_of(text: bytes) -> int:
    """The format of a text; only its first lines are looked at, so this costs nothing."""
    match = FORMAT_AT_THE_HEAD.match(text, len(HEAD) + len(BLANK))
    return int(match[1]) if match else FORMAT


def decode(text: bytes) -> Document:
    """The register as tables of dicts, for those who write. Raises Unreadable."""
    from talentregister.storage.tables import Tables

    with judged(text), uncollected():
        document = Tables(msgspec.json.decode(text, type=dict[str, msgspec.Raw]))
        judge(msgspec.convert(document["meta"], type=MetaOnly.Said))
    return document


def decode_records(text: bytes) -> Register:
    """The register straight into its records, for those who read. Raises Unreadable."""
    with judged(text), uncollected():
        register = msgspec.json.decode(text, type=Register)
        judge(MetaOnly.Said(register.meta.format, register.meta.register, register.meta.version))
    return register


def judge(said: MetaOnly.Said) -> None:
    """Refuse a format that is newer than this program."""
    if said.format > FORMAT:
        raise Unreadable("newer", format=said.format, version=said.version)


@contextmanager
def judged(text: bytes) -> Iterator[None]:
    """Say of a text that does not decode whether it is newer, foreign or damaged."""
    try:
        yield
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError) as error:
        try:
            said = msgspec.json.decode(text, type=MetaOnly).meta
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise Unreadable("foreign") from error
        judge(said)
        raise Unreadable("damaged", where=place(error)) from error


def place(error: Exception) -> str:
    """Where in the file the decoder stopped: a path of keys, never a value."""
    _, _, path = str(error).rpartition(" - at ")
    return path.strip("`")


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector out: it doubles the time of decoding."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()

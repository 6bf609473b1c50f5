"""The audit: who wrote what when, in field names; never a value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from talentregister.storage.home import Home
from talentregister.storage.layout import Stored
from talentregister.storage.spans import ids_in, spans

if TYPE_CHECKING:
    from talentregister.storage.engine import Session
    from talentregister.storage.images import Image

LINES = 5_000
SAYS_NOTHING = {"id", "created", "changed", "rev"}


class Line(msgspec.Struct, kw_only=True, frozen=True):
    """One change to the register; `ids` are spans."""

    generation: int
    on: date
    verb: str
    ids: list[str]
    fields: list[str] = []

    def touches(self, record_id: str) -> bool:
        """Whether the change touched this record."""
        return record_id in ids_in(self.ids)


def record(session: Session, verb: str, images: list[Image]) -> None:
    """Add the line for these images; the oldest line makes room."""
    fields = sorted({name for image in images for name in fields_of(image)})
    ids = spans(image.id for image in images)
    write(session, verb, ids, fields)


def write(session: Session, verb: str, ids: list[str], fields: list[str]) -> None:
    """Add a line to the audit."""
    from tinydb.table import Document

    line = Line(generation=session.generation, on=session.today, verb=verb, ids=ids, fields=fields)
    table = session.database.table("audit")
    numbers = session.tables.numbers("audit")
    if too_many := numbers[: max(0, len(numbers) + 1 - LINES)]:
        table.remove(doc_ids=too_many)
    table.insert_multiple([Document(stored(line), session.generation)])


def stored(line: Line) -> Stored:
    """A line as it stands in the file."""
    image: Stored = msgspec.to_builtins(line)
    return image


def fields_of(image: Image) -> Iterator[str]:
    """The names of the fields that differ; of a removed record none."""
    if image.after is None:
        return
    before = image.before or {}
    for name in before.keys() | image.after.keys():
        if name not in SAYS_NOTHING and before.get(name) != image.after.get(name):
            yield name


def lines(home: Home) -> tuple[Line, ...]:
    """The audit, oldest line first. Raises Unreadable."""
    from talentregister.storage import reading

    listed = reading.table(home, "audit", Line)
    return tuple(sorted(listed.values(), key=lambda line: line.generation))

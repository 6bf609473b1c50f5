"""What every record shares: an id, the days it was made and changed, its revision."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeVar

import msgspec

# Ids are a letter and a number that is never reused: r34, i8, s201. The store makes them and
# proves that they exist; a pattern here would double the time of reading a register.
Id = Annotated[str, msgspec.Meta(min_length=2, max_length=16)]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
# A longer cell is a pasted document, not a statement (RELIABILITY.md 4.2, row 22).
Text = Annotated[str, msgspec.Meta(max_length=20_000)]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen value inside a record; fields that say nothing are not written."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    One frozen record of the register.

    `created` and `changed` are days; `rev` is the generation of the register
    that last wrote the record, which is how a change by someone else is seen.
    """

    id: Id
    created: date
    changed: date
    rev: int = 0


AnyRecord = TypeVar("AnyRecord", bound=Record)


def number_of(record_id: str) -> int:
    """The number in an id: 34 for `r34`."""
    return int(record_id[1:])


def validated(record: AnyRecord) -> AnyRecord:
    """
    `record`, with every field checked against its type.

    Raises msgspec.ValidationError: structs check what they decode, not what
    they are built from, so whatever is written passes through here.
    """
    return msgspec.convert(msgspec.to_builtins(record), type(record))

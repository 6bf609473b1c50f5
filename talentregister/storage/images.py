"""Records as they stand in the file: read, compared, and changed without losing what is unknown."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from talentregister.errors import Refused, Unreadable
from talentregister.model.base import AnyRecord, Record
from talentregister.storage import layout
from talentregister.storage.layout import Stored


class Image(NamedTuple):
    """A stored record before and after a change; None where there is none."""

    id: str
    before: Stored | None
    after: Stored | None


def read_as(record_id: str, stored: Stored, kind: type[AnyRecord]) -> AnyRecord:
    """A stored record as its struct. Raises Unreadable("damaged") for what is no such record."""
    try:
        return msgspec.convert(stored, kind)
    except msgspec.ValidationError as error:
        where = f"{record_id} {layout.place(error)}"
        raise Unreadable("damaged", where=where) from error


def builtins(record: Record) -> Stored:
    """A record as it is stored. Raises Refused("not_text") for half a character."""
    try:
        stored: Stored = msgspec.json.decode(msgspec.json.encode(record))
    except UnicodeEncodeError as error:
        raise Refused("not_text", id=record.id) from error
    return stored


def copied(stored: Stored | None) -> Stored | None:
    """A copy one level deep."""
    return None if stored is None else dict(stored)


def same(before: Stored | None, after: Stored | None) -> bool:
    """Whether nothing was changed but the day and the revision."""
    if before is None or after is None:
        return before is after
    ours = ("changed", "rev")
    return all(
        before.get(key) == after.get(key) for key in before.keys() | after.keys() if key not in ours
    )


def overlaid(stored: Stored, old: Stored, new: Stored) -> Stored:
    """
    `stored` with what differs between `old` and `new`, and nothing else.

    Keys the model does not know live in `stored` only; that is how they survive.
    """
    result = dict(stored)
    for key in old.keys() | new.keys():
        if key not in new:
            result.pop(key, None)
        elif old.get(key) != new[key]:
            result[key] = overlaid_value(stored.get(key), old.get(key), new[key])
    return result


def overlaid_value(stored: Any, old: Any, new: Any) -> Any:
    """`overlaid` inside a value: a struct, or a list of them."""
    if isinstance(stored, dict) and isinstance(old, dict) and isinstance(new, dict):
        return overlaid(stored, old, new)
    lists = isinstance(stored, list) and isinstance(old, list) and isinstance(new, list)
    if lists and len(stored) == len(old):
        return [stored[old.index(item)] if item in old else item for item in new]
    return new

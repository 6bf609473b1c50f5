"""
What stands in a cell: the words for a field, and what a cell of several texts holds.

Writing and reading stand side by side, because one must give back the other:
our own sheet, imported again, changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from talentregister.errors import Refused, Usage
from talentregister.exchange.headings import Kind
from talentregister.language import contact, dates
from talentregister.language.dates import Reading
from talentregister.language.names import fold
from talentregister.model import availability
from talentregister.model.followup import FollowUp
from talentregister.model.note import Note
from talentregister.model.records import Party
from talentregister.model.resident import Met, Spoken
from talentregister.model.statement import Kind as StatementKind
from talentregister.model.statement import separated
from talentregister.register import fields, texts
from talentregister.register.fields import Context

READINGS: Mapping[Kind, Mapping[str, fields.Reading]] = {
    "residents": fields.RESIDENT,
    "initiatives": fields.INITIATIVE,
}
# A number, and behind it a second one or a word about it.
_PHONES = re.compile(
    r"(?P<first>\+?\d[\d ().-]{7,}\d)\s*(?:\s(?:of|en|or|and)\s|[;,/]\s*|\s)?"
    r"(?P<more>\+?\d[\d ().-]{7,}\d|\(?[^\W\d][^\d]*)"
)
STATEMENTS: tuple[StatementKind, ...] = ("loves", "can", "wants", "has")
# Readings that cost something and whose cells say the same in many rows.
_REPEATED = frozenset({"available", "postcode", "met_on", "checked_on"})
# Fields that mean something else on another day.
OF_A_DAY = frozenset({"met_on", "checked_on", "available"})
# The names somebody also goes by stand in `extra`, under this key.
ALSO = "also known as"

_DATED = re.compile(r"(\d{1,2}-\d{1,2}-\d{4}): ?(?=\S)", re.ASCII)
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_ANY_DAY = date(2026, 1, 1)  # a day with its year means the same on every day
_CONDITION = re.compile(r"(?:als|wanneer|zodra|when|if|once) \S")


class Said(NamedTuple):
    """A note of a cell; without a day it is no contact."""

    text: str
    on: date | None = None


class Promise(NamedTuple):
    """A follow-up as a sheet tells it: a day or a condition, and the reason."""

    when: str
    due: Reading | None
    reason: str = ""
    condition: str = ""


def first_phone(text: str) -> tuple[str, str]:
    """The first phone number of a cell, and what else stands there: another, or whose it is."""
    with suppress(Refused):
        contact.read_phone(text)
        return text, ""
    found = _PHONES.fullmatch(text.strip())
    return (found["first"], found["more"]) if found else (text, "")


def value(kind: Kind, key: str, text: str, today: date) -> Any:
    """The value a cell stands for. Raises what the field's reading raises."""
    if key in _REPEATED:
        return _repeated(kind, key, text, today)
    return READINGS[kind][key].read(text, Context(today, None, anyway=True))


@lru_cache(maxsize=20_000)
def _repeated(kind: Kind, key: str, text: str, today: date) -> Any:
    return READINGS[kind][key].read(text, Context(today, None, anyway=True))


def current(kind: Kind, key: str, record: Party) -> Any:
    """The value a record has for a field; None when there is none."""
    path = READINGS[kind][key].field
    holder: object = record
    if path.startswith("met."):
        path = path.removeprefix("met.")
        holder = getattr(record, "met", None) or Met()
    found = getattr(holder, path)
    return None if found in ("", ()) else found


def shown(key: str, value: Any) -> str:
    """The words of a value, as they stand in a cell."""
    return _SHOWN.get(key, str)(value) if value is not None else ""


def written(kind: Kind, key: str, record: Party) -> str | date:
    """The cell of a field of a record: its words, or its day."""
    value = current(kind, key, record)
    return value if isinstance(value, date) else shown(key, value)


def told(cell: str | date) -> str:
    """A cell as text: a day as it is read back the same."""
    if isinstance(cell, str):
        return cell
    text = dates.short(cell)
    found = _safely(text, _ANY_DAY)
    return text if found and found.day == cell else cell.isoformat()


def notes_in(cell: str) -> list[Said]:
    """The notes in a cell: a blank line separates them, a day and a colon may open them."""
    return [_said(piece) for piece in _BLANK_LINE.split(cell) if piece.strip()]


def note_written(note: Note) -> str:
    """A note as it stands in a cell."""
    return f"{dates.short(note.on)}: {note.text}" if note.on else note.text


def note_keys(note: Note) -> set[str]:
    """Everything a note of a cell may say to be this one."""
    read_back = {fold(said.text) for said in notes_in(note_written(note))}
    return read_back | {fold(note.text)}


def statement_keys(text: str) -> set[str]:
    """Everything a statement of a cell may say to be this one."""
    return {fold(piece) for piece in (text, *separated(text))}


def promise_in(when: str, reason: str, condition: str, today: date) -> Promise:
    """
    A follow-up from its cells. Raises Usage("date_unreadable").

    "Als de dahlia's bloeien" where the day should stand is a condition.
    """
    if not when:
        return Promise("", None, reason, condition)
    if _CONDITION.match(fold(when)):
        whole = "; ".join(filter(None, (texts.words(when, "condition", anyway=True), condition)))
        return Promise("", None, reason, whole)
    return Promise(when, _day(when, today), reason, condition)


def day_written(followup: FollowUp) -> str | date:
    """The day of a follow-up, as precisely as it was said, where that is read back the same."""
    if followup.precision == "day":
        return followup.due
    text = dates.in_full(followup.due, followup.precision)
    found = _safely(text, followup.due)
    return text if found and found.day == followup.due else followup.due


@lru_cache(maxsize=20_000)
def _day(text: str, today: date) -> Reading:
    return dates.read(text, today)


def same_promise(promise: Promise, followup: FollowUp) -> bool:
    """Whether a follow-up of a cell is this one: reason and any of its days agree."""
    if fold(promise.reason) not in ("", fold(followup.reason)):
        return False
    if promise.condition or promise.due is None:
        return fold(promise.condition) == fold(followup.condition)
    days = {followup.due, *followup.moved}
    # "Volgend jaar" is another day every year; what counts is what it meant then.
    then = (followup.on, followup.created)
    meant = (_safely(promise.when, day) for day in then if day is not None)
    return promise.due.day in days or any(found and found.day in days for found in meant)


def _safely(text: str, today: date) -> Reading | None:
    try:
        return _day(text, today)
    except Usage:
        return None


def _said(piece: str) -> Said:
    text = texts.words(piece, "note", anyway=True)
    if (dated := _DATED.match(text)) and (day := _safely(dated[1], _ANY_DAY)):
        return Said(text[dated.end() :], day.day)
    return Said(text)


def _languages(spoken: Iterable[Spoken]) -> str:
    return ", ".join(f"{s.name} ({s.level})" if s.level else s.name for s in spoken)


# Fields whose words are not simply themselves.
_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "phone": contact.show_phone,
    "languages": _languages,
    "met_on": dates.short,
    "checked_on": dates.short,
    "referrer": lambda referrer: str(referrer.organisation),
    "available": availability.show,
    "in_hands_of": lambda hands: str(hands.who),
}

"""
From words to fields: what was typed or stood in a cell becomes values of a record.

One table per kind of record names the fields a person may tell and how each is
read. `add`, `edit` and `import` all go through it, so a phone number is the
same phone number wherever it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

import msgspec

from talentregister.errors import Usage
from talentregister.language import contact, dates
from talentregister.model import availability, tokens
from talentregister.model.base import Record
from talentregister.model.initiative import InHands, Initiative
from talentregister.model.resident import Met, Referrer, Resident, Spoken
from talentregister.model.statement import Statement
from talentregister.register import texts
from talentregister.register.outcome import Notice, notice

# Ten years: whoever is spoken less often has no rhythm.
LONGEST_RHYTHM = 120


class Reading(NamedTuple):
    """How a field is read: where it lands, and the function that reads it."""

    field: str
    read: Callable[[str, Context], object]


class Context(NamedTuple):
    """What reading a field may need: the day, the record as it was, leave for delicate words."""

    today: date
    old: Record | None = None
    anyway: bool = False


def read(
    told: Mapping[str, str], readings: Mapping[str, Reading], context: Context
) -> tuple[dict[str, object], tuple[Notice, ...]]:
    """
    The fields of a record for what was `told` (field name → words).

    An empty text clears the field. Returns the fields and what is worth saying
    about them (a mended phone, a date read in full).
    """
    fields: dict[str, object] = {}
    notices: list[Notice] = []
    for key, text in told.items():
        reading = readings[key]
        value = reading.read(text, context) if text.strip() else None
        fields[reading.field] = value
        notices.extend(_worth_saying(key, text, value))
    return _with_met(fields, context.old), tuple(notices)


def cleared(kind: type[msgspec.Struct], fields: Mapping[str, object]) -> dict[str, object]:
    """
    `fields`, where None became what the field is when nothing was ever told.

    Raises Usage("field_needed") for a field that nothing can stand in for.
    """
    empty = _empty(kind)
    for name, value in fields.items():
        if value is None and empty[name] is msgspec.NODEFAULT:
            raise Usage("field_needed", field=name)
    return {name: empty[name] if value is None else value for name, value in fields.items()}


@cache  # msgspec reads every annotation anew: 1.3 ms, for each of 10,000 rows
def _empty(kind: type[msgspec.Struct]) -> Mapping[str, object]:
    return {field.name: field.default for field in msgspec.structs.fields(kind)}


def _with_met(fields: dict[str, object], old: Record | None) -> dict[str, object]:
    """When, where and through whom are told apart and kept as one value."""
    parts = {name: fields.pop(name) for name in tuple(fields) if name.startswith("met.")}
    if not parts:
        return fields
    told = cleared(Met, {name.removeprefix("met."): value for name, value in parts.items()})
    met = msgspec.structs.replace(getattr(old, "met", None) or Met(), **told)
    return {**fields, "met": None if met == Met() else met}


def _worth_saying(key: str, text: str, value: object) -> list[Notice]:
    if key == "phone" and text.strip() and contact.read_phone(text).mended:
        return [notice("phone_mended", phone=contact.show_phone(str(value)))]
    if isinstance(value, availability.Availability) and not value.note:
        return [notice("availability_read", availability=availability.show(value))]
    return []


def _line(field: str) -> Reading:
    return Reading(field, lambda text, _: texts.name(text, field))


def _title(field: str) -> Reading:
    return Reading(field, lambda text, _: texts.title(text, field))


def _words(field: str) -> Reading:
    return Reading(field, lambda text, c: texts.words(text, field, anyway=c.anyway))


def _choice(field: str, enumeration: str) -> Reading:
    return Reading(field, lambda text, _: tokens.read(enumeration, text))


def _past(field: str) -> Reading:
    return Reading(field, lambda text, c: dates.read(text, c.today, "past").day)


def _available(field: str = "availability") -> Reading:
    return Reading(field, lambda text, c: availability.read(text, c.today))


def _spoken(text: str, _: Context) -> tuple[Spoken, ...]:
    """`Arabisch, Nederlands (B1)`: languages, the level between brackets."""
    spoken = []
    for piece in text.replace(";", ",").split(","):
        language, _bracket, level = piece.partition("(")
        if language.strip():
            spoken.append(
                Spoken(
                    name=texts.title(language, "languages"),
                    level=texts.name(level.rstrip(") "), "languages"),
                )
            )
    return tuple(spoken)


def _months(text: str, context: Context) -> int:
    """`6 maanden`, `een half jaar`, or a bare number of months."""
    bare = text.strip()
    short = bare.isdecimal() and len(bare) <= 4
    months = int(bare) if short else dates.period(text).months
    if not 1 <= months <= LONGEST_RHYTHM:
        raise Usage("rhythm_unreadable", text=text)
    return months


def _owed_by(text: str, context: Context) -> Referrer:
    organisation = texts.title(text, "referrer")
    old = getattr(context.old, "referrer", None)
    if isinstance(old, Referrer) and old.organisation == organisation:
        return old
    return Referrer(organisation=organisation)


def _tried(text: str, _: Context) -> bool:
    return tokens.read("yes_no", text) == "yes"


def _in_hands(text: str, context: Context) -> InHands:
    who = tokens.read("in_hands_of", text)
    old = getattr(context.old, "in_hands_of", None)
    if old is not None and old.who == who:
        return InHands(who=old.who, since=old.since)
    return InHands(who=who, since=context.today)  # type: ignore[arg-type]  # checked on writing


RESIDENT: Mapping[str, Reading] = {
    "name": _title("name"),
    "nickname": _line("nickname"),
    "given": _line("given"),
    "prefix": _line("prefix"),
    "surname": _line("surname"),
    "area": _line("area"),
    "address": _line("address"),
    "postcode": Reading("postcode", lambda text, _: contact.read_postcode(text)),
    "phone": Reading("phone", lambda text, _: contact.read_phone(text).number),
    "email": Reading("email", lambda text, _: contact.read_email(text)),
    "contact_by": _choice("contact_by", "contact_by"),
    "address_form": _choice("address_form", "address_form"),
    "languages": Reading("languages", _spoken),
    "met_on": _past("met.on"),
    "occasion": _words("met.occasion"),
    "through": _words("met.through"),
    "referrer": Reading("referrer", _owed_by),
    "available": _available(),
    "rhythm": Reading("rhythm", _months),
    "status": _choice("status", "status"),
    "ref": _line("ref"),
}

INITIATIVE: Mapping[str, Reading] = {
    "name": _title("name"),
    "description": _words("description"),
    "kind": _choice("kind", "initiative_kind"),
    "area": _line("area"),
    "place": _line("place"),
    "schedule": _line("schedule"),
    "contact": _line("contact"),
    "in_hands_of": Reading("in_hands_of", _in_hands),
    "open_to": _choice("open_to_newcomers", "open_to"),
    "checked_on": _past("checked_on"),
    "state": _choice("state", "initiative_state"),
    "ref": _line("ref"),
}

STATEMENT: Mapping[str, Reading] = {
    "text": _words("text"),
    "show": _choice("will_show", "will_show"),
    "needs": _words("needs"),
    "size": _choice("size", "size"),
    "tried": Reading("own_network_tried", _tried),
    "available": _available(),
    "on": _past("on"),
    "state": _choice("state", "statement_state"),
}

READINGS: Mapping[type[Record], Mapping[str, Reading]] = {
    Resident: RESIDENT,
    Initiative: INITIATIVE,
    Statement: STATEMENT,
}

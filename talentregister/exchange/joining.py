"""
Two records of one person, wish or promise become one.

What is not there is added. Where both say something, whoever wrote the record
last has the word, and on the same day the file that comes in, as a sheet has;
what is kept against it is said. A no goes before everything: nobody's *no*,
*withdrawn*, *stopped* or *frozen* is made lighter by bringing registers together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic

import msgspec

from talentregister.exchange.cells import ALSO
from talentregister.exchange.difference import Change
from talentregister.exchange.standing import name_key
from talentregister.language.names import fold
from talentregister.model.base import AnyRecord, Record
from talentregister.model.followup import FollowUp
from talentregister.model.link import Side
from talentregister.model.resident import Consent, Met, Resident, Spoken
from talentregister.storage.erasure import CAME_FROM

# What a field says when nobody said anything.
_NOTHING: tuple[Any, ...] = (None, "", (), {}, "not_asked", "unknown")
_OF_RECORD = frozenset(f.name for f in msgspec.structs.fields(Record))
# Values from light to heavy: the heaviest stays, whoever says it.
_WEIGHTS: Mapping[str, Sequence[str]] = {
    "status": ("active", "resting", "stopped", "frozen"),
    "will_show": ("not_asked", "yes", "maybe", "no"),
    "share": ("not_asked", "yes", "no"),
    "consent": ("by_name", "anonymous", "internal"),
}
# Names go together: one of theirs with parts of ours would be nobody's.
_NAME = ("name", "given", "prefix", "surname")
# What belongs to the state a promise or a link is in.
_OF_A_STATE = ("closed", "ended", "history")
# Put together where the rest is; a row says of them what it says of a sheet's.
_APART = frozenset({*_NAME, "extra", "ref"})


@dataclass(frozen=True)
class Joined(Generic[AnyRecord]):
    """Our record with what theirs adds: what changed by that, and the fields that stay ours."""

    record: AnyRecord
    changes: Mapping[str, Change] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


def joined(
    mine: AnyRecord, theirs: AnyRecord, *, named: bool = False, adds: bool = False
) -> Joined[AnyRecord]:
    """
    `mine` with what `theirs` adds; their references are ours already.

    `named` says that they are known to be one and the same by their key: then a name
    may change, else another name becomes one they are also known by. `adds` says that
    another of theirs had the word already: what is left to do is adding.
    """
    newer = theirs.changed >= mine.changed and not adds
    told: dict[str, Any] = {}
    kept: list[str] = []
    for name in _fields(mine, theirs):
        old, new = getattr(mine, name), getattr(theirs, name)
        value = _value(name, old, new, newer=newer)
        if value != old:
            told[name] = value
        elif not _says_the_same(new, value) and new not in _NOTHING and not _holds(value, new):
            kept.append(name)
    told.update(_stage(mine, theirs, told))
    told.update(_moved(mine, theirs, told))
    if hasattr(mine, "extra"):
        told.update(_names(mine, theirs, newer=newer, named=named))
        told.update(_extra(mine, theirs, told, newer=newer))
    changes = {name: Change(_or_none(getattr(mine, name)), value) for name, value in told.items()}
    record = msgspec.structs.replace(mine, **told) if told else mine
    return Joined(record, changes, tuple(kept))


def _fields(mine: Record, theirs: Record) -> list[str]:
    apart = {*_OF_RECORD, *_APART}
    if getattr(mine, "state", None) != getattr(theirs, "state", None):
        apart.update(_OF_A_STATE)
    return [name for name in mine.__struct_fields__ if name not in apart]


def _or_none(value: Any) -> Any:
    return None if value in ("", (), {}) else value


def _says_the_same(one: Any, other: Any) -> bool:
    """Whether two values are one: words without regard to capitals."""
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    return bool(one == other)


def _holds(value: Any, new: Any) -> bool:
    several = isinstance(value, tuple) and isinstance(new, tuple)
    return several and all(item in value for item in new)


def _value(name: str, old: Any, new: Any, *, newer: bool) -> Any:
    """What one field becomes."""
    if name in _WEIGHTS:
        return _heavier(_WEIGHTS[name], old, new)
    if name in _SPECIAL:
        return _SPECIAL[name](old, new, newer)
    if new in _NOTHING or old == "withdrawn" or _says_the_same(old, new):
        return old
    return new if old in _NOTHING or newer or new == "withdrawn" else old


def _heavier(weights: Sequence[str], old: Any, new: Any) -> Any:
    known = [value for value in (old, new) if value is not None]
    return max(known, key=weights.index, default=None)


def _consents(old: Sequence[Consent], new: Sequence[Consent], _newer: bool) -> tuple[Consent, ...]:
    """For each purpose what was said; where one says no, that."""
    theirs = {consent.purpose: consent for consent in new}
    result = []
    for consent in old:
        other = theirs.pop(consent.purpose, None)
        lighter = other is not None and consent.answer == "yes" and other.answer == "no"
        result.append(other if other is not None and lighter else consent)
    return (*result, *theirs.values())


def _met(old: Met | None, new: Met | None, newer: bool) -> Met | None:
    if old is None or new is None:
        return old or new
    told = {
        name: _value(name, getattr(old, name), getattr(new, name), newer=newer)
        for name in Met.__struct_fields__
    }
    return Met(**told)


def _sides(old: Sequence[Side], new: Sequence[Side], newer: bool) -> tuple[Side, ...]:
    """The sides of a link in our order, with who may be named and the click."""
    theirs = {side.who: side for side in new}
    return tuple(
        msgspec.structs.replace(
            side,
            share=_value("share", side.share, theirs.get(side.who, side).share, newer=newer),
            click=_value("click", side.click, theirs.get(side.who, side).click, newer=newer),
        )
        for side in old
    )


def _languages(old: Sequence[Spoken], new: Sequence[Spoken], newer: bool) -> tuple[Spoken, ...]:
    theirs = {fold(spoken.name): spoken for spoken in new}
    result = []
    for spoken in old:
        other = theirs.pop(fold(spoken.name), spoken)
        result.append(other if other.level and (newer or not spoken.level) else spoken)
    return (*result, *theirs.values())


def _together(old: Any, new: Any, _newer: bool) -> Any:
    """Everything of both, ours first; whom a promise is about is one, and the same."""
    if isinstance(old, str):
        return old
    return (*old, *(item for item in new if item not in old))


def _days(old: Sequence[date], new: Sequence[date], _newer: bool) -> tuple[date, ...]:
    return tuple(sorted({*old, *new})) if {*new} - {*old} else tuple(old)


_SPECIAL: Mapping[str, Callable[[Any, Any, bool], Any]] = {
    "consents": _consents,
    "met": _met,
    "sides": _sides,
    "languages": _languages,
    "moved": _days,
    **dict.fromkeys(("about", "carriers", "results", "themes", "statements"), _together),
}


def _stage(mine: Any, theirs: Any, told: Mapping[str, Any]) -> dict[str, Any]:
    """How far it is: a state goes with the day and the words that came with it."""
    if getattr(mine, "state", None) == getattr(theirs, "state", None):
        return {}
    further = theirs if "state" in told else mine
    stages = (name for name in _OF_A_STATE if hasattr(mine, name))
    return {n: getattr(further, n) for n in stages if getattr(further, n) != getattr(mine, n)}


def _moved(mine: Record, theirs: Record, told: Mapping[str, Any]) -> dict[str, Any]:
    """A follow-up that gets another day keeps the one it had (invariant 3)."""
    if not isinstance(mine, FollowUp) or not isinstance(theirs, FollowUp):
        return {}
    due = told.get("due", mine.due)
    days = {*told.get("moved", mine.moved), mine.due} - {due}
    return {"moved": tuple(sorted(days))} if "due" in told else {}


def _names(mine: Any, theirs: Any, *, newer: bool, named: bool) -> dict[str, Any]:
    """The name, with its parts where they were told apart; or one they are also known by."""
    parts = [name for name in _NAME if hasattr(mine, name)]
    ours = {name: getattr(mine, name) for name in parts}
    other = {name: getattr(theirs, name) for name in parts}
    if name_key(mine.name) == name_key(theirs.name):
        if any(ours[name] for name in parts[1:]):
            return {}
        return {name: text for name, text in other.items() if name != "name" and text}
    if named and newer and name_key(theirs.name) not in _also(mine):
        return {name: text for name, text in other.items() if text != ours[name]}
    return {}


def _also(record: Any) -> set[str]:
    return {name_key(name) for name in record.extra.get(ALSO, "").splitlines()}


def _extra(mine: Any, theirs: Any, told: Mapping[str, Any], *, newer: bool) -> dict[str, Any]:
    """The columns that have no home, the names they are also known by, the keys elsewhere."""
    extra = dict(mine.extra)
    for key, text in theirs.extra.items():
        if key not in (ALSO, CAME_FROM) and (key not in extra or newer):
            extra[key] = text
    name = told.get("name", mine.name)
    known = {name_key(name), *_also(mine)}
    names = [mine.name, theirs.name, *theirs.extra.get(ALSO, "").splitlines()]
    unknown = {name_key(n): n for n in names if name_key(n) not in known}
    if unknown:
        extra[ALSO] = "\n".join(filter(None, (extra.get(ALSO, ""), *unknown.values())))
    return {"extra": extra} if extra != mine.extra else {}


def frozen(record: Record) -> bool:
    """Whether a dispute keeps anything about this record from being used or changed."""
    return isinstance(record, Resident) and record.status == "frozen"


def only_frozen(mine: Resident) -> Joined[Resident]:
    """Somebody who is frozen in the other register: that comes along, and nothing else."""
    return Joined(
        msgspec.structs.replace(mine, status="frozen"), {"status": Change(mine.status, "frozen")}
    )

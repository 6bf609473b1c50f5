"""
Forgetting somebody: what goes, what is rewritten, and what has to be asked (invariant 8).

A resident goes with everything that is theirs. In the words of others their
whole name, surname, phone, mail and address become `[removed]`; a given name
alone, or a surname that is also a word or somebody else's, is only found: the
worker decides (AVG art. 17). What is words and what is a token, the model says;
what the model does not know is taken for words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from talentregister.model.availability import Availability
from talentregister.model.base import Id, Record
from talentregister.model.records import KINDS, TABLES, Records, Register
from talentregister.model.resident import Resident
from talentregister.privacy.naming import REMOVED, Naming, Words, quickly, words_for

# A person's own particulars are theirs, also when a housemate shares a phone.
OWN = frozenset({"name", "nickname", "given", "prefix", "surname", "phone", "email", "address"})
CALLED = ("name", "nickname")
# An area that is called as somebody is, is an area.
PLACES = frozenset({"area", "street"})
# Texts of the model that are no words.
TOKENS: Mapping[type, tuple[str, ...]] = {Availability: ("slots", "except")}
ID = inspect.type_info(Id)

Stored = dict[str, Any]
Change = Callable[[str, int | None], str]


class Mention(NamedTuple):
    """A place in somebody else's record that names the resident, with some words around it."""

    record: str
    field: str
    text: str


class Mentions(NamedTuple):
    """What becomes `[removed]`, and what has to be asked."""

    sure: tuple[Mention, ...]
    doubtful: tuple[Mention, ...]


def instructions(
    resident: Resident, words: Words, also: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """
    What an erasure needs to be done again on a backup, as plain JSON.

    `also` are the doubtful mentions the worker agreed to: record and field.
    """
    more: dict[str, list[str]] = {}
    for record, field in also:
        more.setdefault(record, []).append(field)
    named = {name: list(value) for name, value in words._asdict().items()}
    return {"resident": resident.id, **named, "also": more}


def mentions(records: Records, told: Mapping[str, Any]) -> Mentions:
    """Where the records that stay name the resident; what is sure is not asked again."""
    surely = Naming(told["sure"], told["others"])
    perhaps = Naming(told["perhaps"], told["others"], told["capital"])
    erase = eraser({**told, "also": {}})
    sure: list[Mention] = []
    doubtful: list[Mention] = []
    for record in _in_order(records):
        before = msgspec.to_builtins(record)
        if (after := erase(before)) is None or not worth_a_look(before, surely, perhaps):
            continue
        kept = {key: value for key, value in after.items() if key not in PLACES}
        sure += _found(before, _own_of(before), surely)
        doubtful += _found(kept, _own_of(before), perhaps)
        doubtful += _called_after(before, surely)
    return Mentions(tuple(sure), tuple(doubtful))


def eraser(told: Mapping[str, Any]) -> Callable[[Stored], Stored | None]:
    """
    The function from a stored record to what is left of it: None when it goes.

    It remembers what it took, because what hangs on that goes too; every file
    has what is pointed at before what points.
    """
    surely = Naming(told["sure"], told["others"])
    wholly = Naming([*told["sure"], *told["perhaps"]], told["others"], told["capital"])
    also: Mapping[str, list[str]] = told["also"]
    gone: set[str] = {told["resident"]}

    def erase(stored: Stored) -> Stored | None:
        left = _without(stored, gone)
        if left is None:
            gone.add(stored["id"])
            return None
        agreed = also.get(stored["id"], ())
        if not agreed and not worth_a_look(left, surely):
            return left
        own = _own_of(left).difference(agreed)
        kinds = fields_of(KINDS[stored["id"][0]])
        return {
            key: value
            if key in own
            else rewritten(value, kinds.get(key), (wholly if key in agreed else surely).removed)
            for key, value in left.items()
        }

    return erase


def again(document: Mapping[str, Any], gone: frozenset[str]) -> Callable[[Stored], Stored | None]:
    """
    The function that forgets once more what `gone` names, in a backup older than the erasure.

    Their names are read from the backup itself; nowhere else are they kept.
    """
    records = Records(msgspec.convert(dict(document), Register))
    erasers = [
        eraser(instructions(resident, words_for(records, resident)))
        for resident in records.residents.values()
        if resident.id in gone
    ]

    def erase(stored: Stored) -> Stored | None:
        left: Stored | None = None if stored["id"] in gone else stored
        for one in erasers:
            left = None if left is None else one(left)
        return left

    return erase


def tallies(records: Records, resident: Resident) -> dict[str, dict[str, int]]:
    """What the yearly report still counts, by year and of nobody: what goes with the resident."""
    years: dict[str, dict[str, int]] = {}

    def count(year: int, what: str) -> None:
        of_year = years.setdefault(str(year), {})
        of_year[what] = of_year.get(what, 0) + 1

    for note in records.notes_about(resident.id):
        if note.on is not None and len(set(note.about)) == 1:
            count(note.on.year, "contacts")
            if note.kind == "story":
                count(note.on.year, "stories")
    for link in records.links_of(resident.id):
        if link.was_introduction:
            days = [step.on for step in link.history if step.state == "introduced"]
            ended = link.ended.on if link.ended else link.changed
            count((days[0] if days else ended).year, "introductions")
    met = resident.met.on if resident.met and resident.met.on else resident.created
    count(met.year, "residents")
    return years


def _without(stored: Stored, gone: set[str]) -> Stored | None:
    """A record without what is gone; None when it is theirs, or hangs on it."""
    about = stored.get("about")
    of = {stored["id"], stored.get("owner"), stored.get("ask"), *stored.get("pair", ())}
    of.update(side["who"] for side in stored.get("sides", ()))
    of.update([about] if isinstance(about, str) else ())
    if not gone.isdisjoint(of):
        return None
    left = {key: value for key, value in stored.items() if key != "grew_from" or value not in gone}
    for key in ("about", "carriers", "statements"):
        if isinstance(stored.get(key), list | tuple):
            left[key] = [who for who in stored[key] if who not in gone]
    return None if about and not left["about"] else left


def worth_a_look(stored: Stored, *namings: Naming) -> bool:
    """Whether anybody may be named in a record; most records name nobody."""
    whole = quickly(msgspec.json.encode(stored).decode())
    return any(naming.may_stand_in(whole) for naming in namings)


def _own_of(stored: Stored) -> frozenset[str]:
    """The fields that are somebody's own particulars, not words about another."""
    return OWN if stored["id"].startswith("r") else frozenset()


def rewritten(value: Any, kind: inspect.Type | None, change: Change) -> Any:
    """`value` with every text in it changed; `kind` is what the model says it is."""
    if isinstance(kind, inspect.UnionType):
        kind = next(t for t in kind.types if not isinstance(t, inspect.NoneType))
    if isinstance(kind, inspect.NoneType | inspect.TupleType):
        return value
    if isinstance(value, str):
        longest = kind.max_length if isinstance(kind, inspect.StrType) else None
        return change(value, longest) if _is_words(kind) else value
    if isinstance(value, dict):
        if isinstance(kind, inspect.StructType):
            kinds = fields_of(kind.cls)
            return {key: rewritten(inner, kinds.get(key), change) for key, inner in value.items()}
        return _unlike((change(key, None), rewritten(v, None, change)) for key, v in value.items())
    if isinstance(value, list | tuple):
        item = kind.item_type if isinstance(kind, inspect.VarTupleType) else None
        return [rewritten(inner, item, change) for inner in value]
    return value


def _is_words(kind: inspect.Type | None) -> bool:
    return kind is None or (isinstance(kind, inspect.StrType) and kind != ID)


def _unlike(pairs: Iterable[tuple[str, Any]]) -> Stored:
    """A dict of these; keys that became alike are told apart by a number."""
    result: Stored = {}
    for key, value in pairs:
        number, unlike = 1, key
        while unlike in result:
            number += 1
            unlike = f"{key} {number}"
        result[unlike] = value
    return result


@cache
def fields_of(kind: type) -> Mapping[str, inspect.Type]:
    """The fields of a struct as they are stored, and what the model says they are."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    fields: dict[str, inspect.Type] = {field.encode_name: field.type for field in info.fields}
    return {**fields, **{name: inspect.NoneType() for name in TOKENS.get(kind, ())}}


def _found(stored: Stored, skip: frozenset[str], naming: Naming) -> Iterator[Mention]:
    """The fields of a record in which somebody is named."""
    kinds = fields_of(KINDS[stored["id"][0]])
    excerpts: list[str] = []

    def look(text: str, _longest: int | None) -> str:
        excerpts.extend(filter(None, [naming.excerpt(text)]))
        return text

    for field, value in stored.items():
        excerpts.clear()
        if field not in skip:
            rewritten(value, kinds.get(field), look)
        if excerpts:
            yield Mention(stored["id"], field, " / ".join(excerpts))


def _called_after(stored: Stored, naming: Naming) -> Iterator[Mention]:
    """The names somebody else bears in which the resident is named: *moeder van …*."""
    for field in CALLED if stored["id"].startswith("r") else ():
        text: str = stored.get(field, "")
        if naming.removed(text) not in (text, REMOVED):
            yield Mention(stored["id"], field, text)


def _in_order(records: Records) -> Iterator[Record]:
    for table in TABLES.values():
        yield from getattr(records, table).values()

"""
Forgetting somebody: what goes, what is rewritten, and what has to be asked (invariant 8).

A resident goes with everything that is theirs. In the words of others their
whole name, surname, phone, mail and address become `[removed]`; a given name
alone, or a surname that is also a word or somebody else's, is only found: the
worker decides (AVG art. 17).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from talentregister.language.names import fold
from talentregister.model.base import Record
from talentregister.model.records import TABLES, Records, Register
from talentregister.model.resident import Resident

REMOVED = "[removed]"
# A person's own particulars are theirs, also when a housemate shares a phone.
OWN = frozenset({"name", "nickname", "given", "prefix", "surname", "phone", "email", "address"})
# Keys that hold tokens, ids and days: never words.
NOT_WORDS = frozenset({"id", "owner", "about", "who", "pair", "carriers", "statements", "created"})

Stored = dict[str, Any]


class Mention(NamedTuple):
    """A place in somebody else's record that names the resident."""

    record: str
    field: str
    text: str


class Words(NamedTuple):
    """The ways a resident may be named: surely, and perhaps."""

    sure: tuple[str, ...]
    perhaps: tuple[str, ...]


def words_for(records: Records, resident: Resident) -> Words:
    """How the register's texts may name `resident`."""
    others = [other for other in records.residents.values() if other.id != resident.id]
    names = {fold(other.name) for other in others}
    surnames = {fold(other.parts.surname) for other in others}
    particulars = {value for other in others for value in (other.phone, other.email, other.address)}
    parts = resident.parts
    surname = " ".join(filter(None, (parts.prefix, parts.surname)))
    told = (resident.phone, resident.email, resident.address)
    sure = [value for value in told if value and value not in particulars]
    perhaps = [parts.given, resident.nickname]
    if " " in resident.name:
        (perhaps if fold(resident.name) in names else sure).append(resident.name)
    if surname:
        common = fold(parts.surname) in surnames or (not parts.prefix and is_word(surname))
        (perhaps if common else sure).append(surname)
    return Words(tuple(dict.fromkeys(sure)), tuple(dict.fromkeys(filter(None, perhaps))))


def is_word(surname: str) -> bool:
    """Whether a surname is also an ordinary word: Bakker, Kok."""
    import simplemma  # only forgetting asks a dictionary here

    return bool(simplemma.is_known(surname.casefold(), lang=("nl", "en")))


def mentions(records: Records, resident: Resident, words: Iterable[str]) -> tuple[Mention, ...]:
    """Where the records that stay say any of `words`."""
    pattern = naming(words)
    erase = eraser({"resident": resident.id, "words": [], "also": {}})
    found: list[Mention] = []
    for record in _in_order(records):
        stored = msgspec.to_builtins(record)
        if erase(stored) is not None:
            found.extend(_found(stored, pattern))
    return tuple(found)


def instructions(
    resident: Resident, words: Words, also: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """
    What an erasure needs to be done again on a backup, as plain JSON.

    `also` are the doubtful mentions the worker agreed to: record and word.
    """
    extra: dict[str, list[str]] = {}
    for record, word in also:
        extra.setdefault(record, []).append(word)
    return {"resident": resident.id, "words": list(words.sure), "also": extra}


def eraser(told: Mapping[str, Any]) -> Callable[[Stored], Stored | None]:
    """
    The function from a stored record to what is left of it: None when it goes.

    It remembers the links it took, because what is promised about them goes
    too; links come before follow-ups in every file.
    """
    gone: str = told["resident"]
    everywhere = naming(told["words"])
    also = {record: naming(words) for record, words in told["also"].items()}
    links: set[str] = set()

    def erase(stored: Stored) -> Stored | None:
        left = _without(stored, gone, links)
        if left is None:
            if stored["id"].startswith("l"):
                links.add(stored["id"])
            return None
        rewritten: Stored = _rewritten(left, everywhere, _own_of(left))
        if (pattern := also.get(stored["id"])) is not None:
            rewritten = _rewritten(rewritten, pattern, _own_of(left))
        return rewritten

    return erase


def naming(words: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of `words`: any case, accents as typed or left out, phones as spaced."""
    ways = [way for word in words for way in _ways(word)]
    if not ways:
        return None
    longest_first = sorted(dict.fromkeys(ways), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def tallies(records: Records, resident: Resident) -> dict[str, dict[str, int]]:
    """What the yearly report still counts: contacts and introductions, by year, of nobody."""
    years: dict[str, dict[str, int]] = {}

    def count(year: int, what: str) -> None:
        of_year = years.setdefault(str(year), {})
        of_year[what] = of_year.get(what, 0) + 1

    for note in records.notes_about(resident.id):
        if note.on is not None and len(note.about) == 1:
            count(note.on.year, "contacts")
    for link in records.links_of(resident.id):
        if link.was_introduction:
            days = [s.on for s in link.history if s.state == "introduced"]
            count((days[0] if days else link.changed).year, "introductions")
    if resident.met is not None and resident.met.on is not None:
        count(resident.met.on.year, "residents")
    return years


def _without(stored: Stored, gone: str, links: set[str]) -> Stored | None:
    """A record without the resident; None when it is theirs."""
    about = stored.get("about")
    if gone in (stored["id"], stored.get("owner"), about):
        return None
    if isinstance(about, str) and about in links:
        return None
    if any(side["who"] == gone for side in stored.get("sides", ())):
        return None
    if gone in stored.get("pair", ()):
        return None
    left = dict(stored)
    for key in ("about", "carriers"):
        if isinstance(stored.get(key), list | tuple) and gone in stored[key]:
            left[key] = [who for who in stored[key] if who != gone]
            if not left[key] and key == "about":
                return None
    return left


def _own_of(stored: Stored) -> frozenset[str]:
    """The fields that are somebody's own particulars, not words about another."""
    if stored["id"].startswith("r"):
        return OWN | NOT_WORDS
    return NOT_WORDS | {"name"} if stored["id"].startswith("i") else NOT_WORDS


def _rewritten(value: Any, pattern: re.Pattern[str] | None, skip: frozenset[str]) -> Any:
    if pattern is None:
        return value
    if isinstance(value, str):
        return pattern.sub(REMOVED, value)
    if isinstance(value, dict):
        return {
            key: inner if key in skip else _rewritten(inner, pattern, NOT_WORDS)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_rewritten(inner, pattern, skip) for inner in value]
    return value


def _found(stored: Stored, pattern: re.Pattern[str] | None) -> Iterator[Mention]:
    if pattern is None:
        return
    skip = _own_of(stored)
    for field, value in stored.items():
        if field in skip:
            continue
        for text in _texts(value):
            if pattern.search(text):
                yield Mention(stored["id"], field, text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_WORDS:
                yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _ways(word: str) -> Iterator[str]:
    """A word as patterns: as it is, without accents, and a phone however it is spaced."""
    if re.fullmatch(r"\+?\d{9,}", word):
        digits = word.removeprefix("+31").removeprefix("0")
        spaced = r"[\s.\-()]*".join(digits)
        yield rf"(?:\+31|0031|0)[\s.\-()]*{spaced}"
        return
    for way in (word, fold(word)):
        yield r"\s+".join(re.escape(piece) for piece in way.split())


def _in_order(records: Records) -> Iterator[Record]:
    for table in TABLES.values():
        yield from getattr(records, table).values()


def again(document: Mapping[str, Any], gone: frozenset[str]) -> Callable[[Stored], Stored | None]:
    """
    The function that forgets once more what `gone` names, in a backup older than the erasure.

    Their names are read from the backup itself; nowhere else are they kept.
    """
    records = Records(msgspec.convert(document, Register))
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

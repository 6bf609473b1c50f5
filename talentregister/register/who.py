"""
Who is meant: from the words she types to residents, initiatives and other records.

Four levels, and the first with a hit decides (DESIGN.md, WHO and WORDS): an id
or ref; a whole name, given name or nickname; the beginning of a name word; a
typing error. An exact hit is never overruled by a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from talentregister.errors import Candidate
from talentregister.language.names import TITLES, fold
from talentregister.model.records import TABLES, Party, Records
from talentregister.model.resident import Resident

# How somebody is addressed; it is nobody's given name.
ADDRESSED = TITLES | {"mvr", "mijnheer", "mnr", "miss"}

Level = Literal[0, 1, 2, 3, 4]

# A typing error is at most about one letter in five; the study's word repair uses the same.
NEAR_ENOUGH = 78.0
SHORTEST_REPAIRED = 4
NEAREST_SHOWN = 5


@dataclass(frozen=True)
class Found:
    """The parties one text may stand for, and the level that found them (0: nobody)."""

    text: str
    level: Level
    parties: tuple[Party, ...]


def is_id(text: str) -> bool:
    """Whether `text` is written like an id: a letter of a table and a number."""
    return text[:1] in TABLES and text[1:].isdecimal() and text.isascii()


def exact(records: Records, text: str) -> tuple[Party, ...]:
    """Everyone whose id, ref, whole name or nickname is `text`."""
    return _by_key(records, text) or records.named(text)


def leading(records: Records, words: Sequence[str]) -> int:
    """
    How many of the first `words` name WHO: the longest run that is exactly
    somebody (or several, joined by a comma without a space), else one; a title and what
    it stands before are one ("mevrouw van den Berg").
    """
    for taken in range(len(words), 1, -1):
        if all(exact(records, piece) for piece in several(" ".join(words[:taken]))):
            return taken
    if not is_title(words[0]):
        return 1
    return next((at + 1 for at in range(1, len(words)) if words[at][:1].isupper()), 1)


def is_title(word: str) -> bool:
    """Whether a word is how somebody is addressed: Mevr., dhr."""
    return fold(word).rstrip(".") in ADDRESSED


def several(text: str) -> list[str]:
    """The WHO in `Marijke,Joke`; a comma followed by a space belongs to one name."""
    pieces = text.replace(", ", "\0").split(",")
    return [piece.replace("\0", ", ").strip() for piece in pieces if piece.strip()]


def find(records: Records, text: str, *, surely: bool = False) -> Found:
    """
    Everyone `text` may stand for, at the first level that has a hit.

    With `surely` only those who are called exactly so (levels 1 and 2): of a line of
    free words that is all one wants to know, and to look for likenesses takes long.
    """
    if parties := _by_key(records, text):
        return Found(text, 1, parties)
    folded = fold(text)
    # An id that is nobody's is no beginning of a name, and no typing error.
    if not folded or is_id(text):
        return Found(text, 0, ())
    if parties := _by_name(records, folded):
        return Found(text, 2, parties)
    if surely:
        return Found(text, 0, ())
    if parties := _by_beginning(records, folded):
        return Found(text, 3, parties)
    if parties := _by_repair(records, folded):
        return Found(text, 4, parties)
    return Found(text, 0, ())


def nearest(records: Records, text: str) -> tuple[Candidate, ...]:
    """The names that look most like `text`, for an error that helps."""
    from rapidfuzz import fuzz, process  # 19 ms that only a wrong name costs

    names = {party.id: fold(party.name) for party in records.parties()}
    best = process.extract(
        fold(text), names, scorer=fuzz.WRatio, limit=NEAREST_SHOWN, score_cutoff=55
    )
    return tuple(Candidate(key, records.party(key).name) for _, _, key in best)


def candidates(parties: Sequence[Party]) -> tuple[Candidate, ...]:
    """Parties as an error or a question shows them."""
    return tuple(Candidate(party.id, party.name, _beside(party)) for party in parties)


def _beside(party: Party) -> str:
    return party.area or (party.nickname if isinstance(party, Resident) else "")


def _by_key(records: Records, text: str) -> tuple[Party, ...]:
    """Whose id or ref it is: R12 may be a key of a sheet, and else is r12."""
    record = records.get(text)
    if not isinstance(record, Party) and (parties := records.with_ref(text)):
        return parties
    record = record or records.get(text.lower())
    return (record,) if isinstance(record, Party) else ()


def _by_name(records: Records, folded: str) -> tuple[Party, ...]:
    """Whole names, nicknames and given names are one level: who says Joke may mean any of them."""
    spaces = folded.count(" ")  # a given name has no more words than the name
    able = (r for r in records.residents.values() if r.name.count(" ") >= spaces)
    given = (r for r in able if fold(r.parts.given) == folded and not is_title(folded))
    title, _, surname = folded.partition(" ")
    if surname and is_title(title):
        given = (r for r in able if fold(f"{r.parts.prefix} {r.parts.surname}".strip()) == surname)
    return tuple({party.id: party for party in (*records.named(folded), *given)}.values())


def _by_beginning(records: Records, folded: str) -> tuple[Party, ...]:
    return tuple(
        party
        for party in records.parties()
        if f" {folded}" in f" {fold(party.name)}"
        or (isinstance(party, Resident) and fold(party.nickname).startswith(folded))
    )


def _by_repair(records: Records, folded: str) -> tuple[Party, ...]:
    if len(folded) < SHORTEST_REPAIRED:
        return ()
    from rapidfuzz import fuzz  # as above

    def alike(name: str) -> bool:
        names = [name, *name.split()]
        return any(n[:1] == folded[0] and fuzz.ratio(n, folded) >= NEAR_ENOUGH for n in names)

    return tuple(party for party in records.parties() if alike(fold(party.name)))

"""
Hours said in passing: "alleen zaterdags" in a note, "elke dinsdagavond" in a description.

They add a caution and break ties; they hide nobody and change no score. What somebody
does on a day says nothing of when he is free ("dinsdag koor"), so only a clause with
*only*, *not* or *works* speaks of hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import msgspec

from talentregister.language.names import fold
from talentregister.language.weeks import RANGE, SLOTS, Piece, in_order, lookup, read_slots
from talentregister.matching.rules import rules
from talentregister.matching.words import BREAK, keys
from talentregister.model.availability import Availability

WORD = re.compile(r"\S+")
TURN = re.compile(r"\b(?:maar|but)\b", re.IGNORECASE)
ONLY = frozenset({"alleen", "enkel", "slechts", "uitsluitend", "only", "just"})
NOT = frozenset({"niet", "nooit", "geen", "not", "never", "no", "cannot", "can't"})
WORKS = frozenset({"werkt", "werk", "works", "work"})
FILLERS = frozenset({"op", "in", "het", "de", "'s", "kan", "can", "on", "at", "the"})
# A clause with more words tells a story: "ging zaterdag niet naar de kerk want de bus reed niet".
LONGEST = 8
# Of so few letters is a word that mostly means something else: *ma*, *do*, *zo*.
SHORT = 2
# What names a time, and what may stand between two.
TIMES, BETWEEN = ("days", "parts"), ("join", "range")
# Who works on a day has the evening.
EVENING = "_evening"


class Run(NamedTuple):
    """Words in a row that name times of the week, and the slots they name."""

    start: int
    end: int
    slots: frozenset[str]


def spoken(told: Availability | None, *texts: str) -> Availability | None:
    """What was told, at the times of the week that the first text to name any names."""
    found = next(filter(None, map(named, texts)), None)
    if found is None:
        return told
    return msgspec.structs.replace(told or Availability(), slots=in_order(found))


def named(text: str) -> frozenset[str]:
    """The slots of the week that a text names; none when it names no time."""
    found = (run.slots for _, words in clauses_of(text) for run in runs(words))
    return frozenset().union(*found)


def against(texts: Iterable[str], needed: Iterable[str]) -> str:
    """The clause, as typed, by which somebody has none of the slots needed; empty if none."""
    wanted = frozenset(needed)
    if not wanted:
        return ""
    said = (clause for text in texts for clause in stated(text))
    return next((clause for clause, free in said if free.isdisjoint(wanted)), "")


def busy(texts: Iterable[str]) -> str:
    """The clause, as typed, by which somebody has no time now, whatever the hour; empty if none."""
    rule = rules()
    said = (
        clause
        for text in texts
        for clause, words in clauses_of(text)
        if rule.busy.places(rule.plain(keys(clause))) and not runs(words)
    )
    return next(said, "")


@lru_cache(maxsize=4096)
def stated(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The clauses of a text that tell when its owner is free, each with the slots left."""
    found = ((clause, free(words)) for clause, words in clauses_of(text) if len(words) <= LONGEST)
    return tuple((clause, slots) for clause, slots in found if slots)


def free(words: Sequence[str]) -> frozenset[str]:
    """The slots a clause leaves free; none when it does not speak of hours."""
    found = runs(words)
    if not found:
        return frozenset()
    slots = frozenset().union(*(run.slots for run in found))
    denied, works = not NOT.isdisjoint(words), not WORKS.isdisjoint(words)
    if denied:  # who does not work then may be free; "niet alleen dinsdag" is more than Tuesday
        more = any(a in NOT and b in ONLY for a, b in pairwise(words))
        return frozenset() if works or more else frozenset(SLOTS) - slots
    if works:
        days = {slot for slot in slots if not slot.endswith(EVENING)}
        return frozenset(SLOTS) - (days or slots)
    lead = [word for word in words[: found[0].start] if word not in FILLERS]
    return slots if lead and lead[-1] in ONLY else frozenset()


def clauses_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """The clauses of a text as typed, each with its words, folded."""
    for clause in (part for row in BREAK.split(text) for part in TURN.split(row)):
        if clause.strip():
            yield clause.strip(), WORD.findall(fold(clause))


def runs(words: Sequence[str]) -> list[Run]:
    """Where a clause names times: "di en do", "ma t/m vr", "zaterdagmiddag"."""
    found: list[Run] = []
    at = 0
    while at < len(words):
        pieces, end = run_from(words, at)
        told = any(len(piece.text) > SHORT for piece in pieces) or len(pieces) > 1
        slots = read_slots(pieces) if told else None
        if slots:
            found.append(Run(at, end, frozenset(slots)))
        at = max(end, at + 1)
    return found


def run_from(words: Sequence[str], start: int) -> tuple[list[Piece], int]:
    """The pieces of time in a row from here on, and where they end."""
    pieces: list[Piece] = []
    at = end = start
    kept = 0
    while at < len(words):
        told = (Piece("range"), 1) if pieces and words[at] in RANGE else lookup(words[at:])
        if told is None or told[0].kind not in (TIMES if not pieces else (*TIMES, *BETWEEN)):
            break
        pieces.append(told[0])
        at += told[1]
        if told[0].kind in TIMES:
            kept, end = len(pieces), at
    return pieces[:kept], end

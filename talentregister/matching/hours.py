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
from talentregister.matching.rules import rules, timing
from talentregister.matching.words import BREAK, keys
from talentregister.model.availability import Availability

WORD = re.compile(r"\S+")
TURN = re.compile(r"\b(?:maar|but|want|omdat|because)\b", re.IGNORECASE)
# "Maandag - vrijdag" is one stretch, not two clauses.
STRETCH = re.compile(r"(?<=dag)\s+[-–]\s+(?=\w+dag\b)", re.IGNORECASE)
# Of so few letters is a word that mostly means something else: *ma*, *do*, *zat*. In a clause
# that speaks of hours only two of them do.
SHORT, UNCLEAR = 3, ("do", "zo")
# What names a time, and what may stand between two.
TIMES, BETWEEN = ("days", "parts"), ("join", "range")
JOINS = frozenset({"en", "of", "and", "or"})
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
    said = (
        clause
        for text in texts
        for clause, words in clauses_of(text)
        if is_busy(rules().plain(keys(clause))) and not runs(words)
    )
    return next(said, "")


def is_busy(row: Sequence[str]) -> bool:
    """Whether a clause says so of its owner, of now, and without a no."""
    told = timing()
    places = told.busy.places(row) if told.over.isdisjoint(row) else []
    before = row[: places[0].start] if places else ()
    return bool(places) and (rules().negators | rules().others).isdisjoint(before)


@lru_cache(maxsize=4096)
def stated(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The clauses of a text that tell when its owner is free, each with the slots left."""
    found = ((clause, free(words)) for clause, words in clauses_of(text))
    return tuple((clause, slots) for clause, slots in found if slots)


def free(words: Sequence[str]) -> frozenset[str]:
    """The slots a clause leaves free; none when it speaks of something else than hours."""
    told, found = timing(), runs(words, UNCLEAR)
    slots = frozenset[str]().union(*(run.slots for run in found))
    others = [w for at, w in enumerate(words) if not any(r.start <= at < r.end for r in found)]
    others = [word.replace("'", "") for word in others]
    said = frozenset(others)
    if not slots:
        return frozenset()
    if said & told.works:
        return at_work(others, slots)
    if not said <= told.known | told.not_ | told.only:
        return frozenset()
    if said & told.not_:  # "niet alleen dinsdag" is more than Tuesday
        more = any(a in told.not_ and b in told.only for a, b in pairwise(words))
        return frozenset() if more else frozenset(SLOTS) - slots
    lonely = said & told.is_ and not said & told.free
    lead = [word for word in words[: found[0].start] if word not in told.small]
    return slots if lead and lead[-1] in told.only and not lonely else frozenset()


def at_work(others: Sequence[str], slots: frozenset[str]) -> frozenset[str]:
    """The slots left by who works then; none when another does, when work is sought, or a no."""
    told, said = timing(), frozenset(others)
    first = next(at for at, word in enumerate(others) if word in told.works)
    if said & (told.not_ | told.except_) or not told.known.issuperset(others[:first]):
        return frozenset()
    days = {slot for slot in slots if not slot.endswith(EVENING)}
    return frozenset(SLOTS) - (days or slots)


def clauses_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """The clauses of a text as typed, each with its words, folded; days in a row are one."""
    held: tuple[str, list[str]] | None = None
    rows = BREAK.split(STRETCH.sub("-", text))
    for clause in (part.strip() for row in rows for part in TURN.split(row)):
        words = WORD.findall(fold(clause))
        if held and words and all(word in JOINS or is_time(word) for word in words):
            held = f"{held[0]}, {clause}", [*held[1], "en", *words]
        elif clause:
            if held:
                yield held
            held = clause, words
    if held:
        yield held


def runs(words: Sequence[str], unclear: Sequence[str] = ()) -> list[Run]:
    """
    Where a clause names times: "di en do", "ma t/m vr", "zaterdagmiddag".

    A short word by itself is one only where it is told which of them are `unclear`.
    """
    found: list[Run] = []
    at = 0
    while at < len(words):
        pieces, end = run_from(words, at)
        clock = end < len(words) and words[end][0].isdigit()
        plain = any(map(is_long, pieces)) or len(pieces) > 1
        told = clock or plain or bool(unclear and pieces and pieces[0].text not in unclear)
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
    if words[start] in UNCLEAR and start + 1 < len(words) and is_day(words[start + 1]):
        return [], start  # "can't do Tuesday"
    while at < len(words):
        until = stretch(words, at) if pieces else 0
        told = (Piece("range"), until) if until else lookup(words[at:])
        if told is None or told[0].kind not in (TIMES if not pieces else (*TIMES, *BETWEEN)):
            break
        pieces.append(told[0])
        at += told[1]
        if told[0].kind in TIMES:
            kept, end = len(pieces), at
    return pieces[:kept], end


def is_long(piece: Piece) -> bool:
    """Whether what names a time can hardly mean anything else."""
    return len(piece.text) > SHORT


def is_time(word: str) -> bool:
    """Whether a word alone names a time of the week."""
    told = lookup([word])
    return told is not None and told[0].kind in TIMES


def is_day(word: str) -> bool:
    """Whether a word alone is the whole name of a day."""
    told = lookup([word])
    return told is not None and told[0].kind == "days" and is_long(told[0])


def stretch(words: Sequence[str], at: int) -> int:
    """How many words here stand between the first and the last day; none when they do not."""
    if words[at : at + 3] == ["tot", "en", "met"]:
        return 3
    return int(words[at] in RANGE or words[at] in ("tot", "until"))

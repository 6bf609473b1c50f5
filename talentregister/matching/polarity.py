"""What a clause says about its words: yes, no, half, somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from talentregister.matching.rules import Rules, rules
from talentregister.matching.words import BREAK, Token, tokens

# A full stop that ends a sentence, not one inside "v.d." or "20.000".
SENTENCE = re.compile(r"(?<=\w{3})[.](?=\s|$)|[!?\n]")
OTHERS = 0.45
LOW = 0.5


class Clause(NamedTuple):
    """A stretch of text that says one thing, with its words and what it says of them."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    denied: frozenset[int]
    weight: float
    low: bool

    @property
    def keys(self) -> list[str]:
        """The keys of its words."""
        return [token.key for token in self.tokens]


def clauses(text: str, *, asking: bool = False) -> list[Clause]:
    """
    The clauses of `text`, with what each says.

    In an ask nothing is denied and nobody else is spoken of: "snapt er niks
    van" and "mijn zoon wil gitaarles" are the request itself.
    """
    parts = parted(text)
    if asking:
        plain: frozenset[int] = frozenset()
        return [Clause(r[0].start, r[-1].end, tuple(r), plain, 1.0, False) for r in parts]
    denials = [denied(row, rules()) for row in parts]
    found = []
    for i, row in enumerate(parts):
        no = denials[i]
        if i + 1 < len(parts) and denials[i + 1] and empty(parts[i + 1], denials[i + 1]):
            no = frozenset(range(len(row)))  # "rijbewijs, is ingenomen"
        weight, low = weighed(row, rules())
        found.append(Clause(row[0].start, row[-1].end, tuple(row), no, weight, low))
    return found


def parted(text: str) -> list[list[Token]]:
    """The words of `text`, clause by clause; a turn ("maar") begins a new one."""
    marks = [mark.start() for mark in BREAK.finditer(text)]
    turns = rules().turn
    parts: list[list[Token]] = []
    current: list[Token] = []
    at = 0
    for token in tokens(text):
        while at < len(marks) and marks[at] < token.start:
            at += 1
            if current:
                parts.append(current)
                current = []
        if token.key in turns and current:
            parts.append(current)
            current = []
        current.append(token)
    if current:
        parts.append(current)
    return parts


def denied(row: Sequence[Token], rule: Rules) -> frozenset[int]:
    """Which words of a clause are said no to."""
    keys = [token.key for token in row]
    if rule.not_.firsts.isdisjoint(keys) and rule.no.firsts.isdisjoint(keys):
        return frozenset()
    excused = {i for a, b in rule.yes.places(keys) for i in range(a, b)}
    for start, _ in rule.not_.places(keys):
        if start not in excused:
            return frozenset(range(len(keys)))
    for start, end in rule.no.places(keys):
        if start not in excused:
            return frozenset(range(end, len(keys)) or range(len(keys)))
    return frozenset()


def empty(row: Sequence[Token], no: frozenset[int]) -> bool:
    """Whether a clause that says no names nothing itself: "is verlopen", "nee dank je"."""
    rule = rules()
    keys = [token.key for token in row]
    said = {i for a, b in (*rule.not_.places(keys), *rule.no.places(keys)) for i in range(a, b)}
    light = rule.silent | rule.light | rule.courtesy
    return bool(no) and all(i in said or key in light for i, key in enumerate(keys))


def weighed(row: Sequence[Token], rule: Rules) -> tuple[float, bool]:
    """What a clause counts for, and whether it says "a little"."""
    keys = [token.key for token in row]
    weight = 1.0
    if rule.watching.places(keys) or keys[0] in rule.others:
        weight = OTHERS
    return weight, bool(rule.low.places(keys))


class Wished(NamedTuple):
    """A wish, as what one would give and what one would receive; either may be empty."""

    give: str
    receive: str


def wished(text: str) -> Wished:
    """Part a wish, sentence by sentence; what is not clearly giving is receiving."""
    give, receive = [], []
    for sentence in SENTENCE.split(text):
        keys = [token.key for token in tokens(sentence)]
        if not keys:
            continue
        both = bool(rules().both.places(keys))
        gives = bool(rules().give.places(keys)) and not rules().receive.places(keys)
        if gives or both:
            give.append(sentence.strip())
        if not gives or both:
            receive.append(sentence.strip())
    return Wished(". ".join(give), ". ".join(receive))

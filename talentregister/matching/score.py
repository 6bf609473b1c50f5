"""
One ask against what somebody says.

By all there is: who is found along several ways is surer than who is found along one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from talentregister.matching.needs import Ask, Need
from talentregister.matching.reading import ALL_ASKED
from talentregister.matching.supply import Denial, Heard, Said
from talentregister.matching.values import Meets, Way

OTHER_ASK = 0.5
CONTEXT = 0.3
# What it adds to belong to the very world of what is asked; by itself it is no evidence, so
# with less than this there is it adds less.
WORLD, BY_ITSELF = 0.5, 0.1
DENIED, DENIED_ASK = 0.85, 0.4
# What a no to something beside it counts for.
BESIDE = 0.4
SEEMS = 0.35
# What is left where what was asked to be had ("vertaler Pools") is not.
LACKING = 0.5
# Evidence that meets a need so well is near: a no to it is a no to what is asked, nearly.
NEAR = 0.45
# Somebody who says it twice, in other words, is a little surer.
MORE = 0.15
# A need that everybody can meet still weighs something; what few can meet weighs more.
RARE, COMMON = 0.45, 0.55
# How sure the best evidence along each way makes. (Measured on six labelled sets, five left
# in and one out: ways that add up order better than the best way alone.)
SURE: Mapping[Way, float] = {
    "itself": 0.4,
    "narrower": 0.25,
    "broader": 0.25,
    "related": 0.12,
    "named": 0.26,
    "job": 0.15,
    "general": 0.1,
    "alike": 0.55,
}
# Rarity is a share of the register, with a crowd of strangers beside it, so that a
# register of three residents and one of ten thousand give the same score.
CROWD, CROWD_KNOWS, RAREST = 100, 2.0, 1 / 300


class Met(NamedTuple):
    """A need, what it weighs, and the best evidence for it."""

    need: Need
    weight: float
    said: Said | None
    meets: Meets | None
    value: float
    denial: Denial | None


class Sum(NamedTuple):
    """An ask against what somebody says: its score and how it came about."""

    score: float
    mets: tuple[Met, ...]
    denial: float
    ways: Mapping[Way, float]


def rarity(known_by: int, residents: int) -> float:
    """How rare something is, from 0 (everybody) to 1."""
    share = (known_by + CROWD_KNOWS) / (residents + CROWD)
    return min(1.0, max(0.0, math.log(share) / math.log(RAREST)))


def commonness(known_by: int, residents: int) -> float:
    """What a need keeps of its weight, from how many could meet it."""
    return COMMON + RARE * rarity(known_by, residents)


# One piece of evidence for a need: its value, what is said, and how that meets the need. A
# plain tuple: a hundred thousand are made for an answer.
Option = tuple[float, Said, Meets]


def options(need: Need, heard: Heard, shadow: Collection[tuple[int, int]]) -> list[Option]:
    """All evidence there is for a need; what stands in a clause of the `shadow` counts little."""
    features, said = need.features, heard.said
    found = [
        (features[feature].value * one.value, one, features[feature])
        for feature in features.keys() & said.keys()
        for one in said[feature]
    ]
    if not shadow:
        return found
    return [
        (value * (SEEMS if (one.source, one.found.clause) in shadow else 1.0), one, meets)
        for value, one, meets in found
    ]


def order(option: Option) -> tuple[int, int, int, str]:
    """Of equals what stands first, in its longest sense."""
    said = option[1]
    return said.source, said.found.start, -said.found.end, str(said.found.feature)


def met(ask: Ask, need: Need, weight: float, found: Sequence[Option], heard: Heard) -> Met:
    """A need of an ask with the best of the evidence for it."""
    most = max([option[0] for option in found])
    best = [option for option in found if option[0] == most]
    value, said, meets = min(best, key=order) if len(best) > 1 else best[0]
    denial = denied(ask, need, said, meets, heard) or denied_beside(need, meets, heard)
    kept = weight if denial is None else weight * (1 - DENIED * denial.value)
    return Met(need, weight, said, meets, value * kept, denial)


def shadow_of(ask: Ask, heard: Heard) -> Collection[tuple[int, int]]:
    """The clauses that only seem to suit."""
    return {
        clause
        for need in ask.needs
        for feature in heard.clauses.keys() & need.seems
        for clause in heard.clauses[feature]
    }


def denied(ask: Ask, need: Need, evidence: Said, meets: Meets, heard: Heard) -> Denial | None:
    """
    A no to what is asked, or to the very evidence, in any of the texts.

    What else somebody who is called for it can do is beside it: a mover who may not lift. A
    language stands for all that is asked in it: who speaks Dari and no Dutch is no interpreter.
    """
    if not heard.denied:
        return None
    said = evidence.found.feature
    own = meets.role < 0 or isinstance(said, str) or said < 0
    noes = heard.denied.keys()
    # A bad leg keeps from cycling, not from mending bicycles.
    apart = isinstance(said, int) and said >= 0 and said not in noes and not need.condition
    core = need.core.union(*(n.core for n in ask.needs)) if need.condition else need.core
    asked = {f for f in noes & core if isinstance(f, str) or f >= 0}
    asked = {f for f in asked if not (apart and heard.denied[f].limit)}
    asked |= noes & {f"@{need.role}", ALL_ASKED, *((said,) if own else ())}
    return max((heard.denied[f] for f in asked), default=None)


def denied_beside(need: Need, meets: Meets, heard: Heard) -> Denial | None:
    """
    A no to something that would have met the need: worth a word, and a little less.

    A mover may not lift any more, a cook makes no soup; nobody knows from words
    alone which of the two still comes. So is what stands in the way of a role that
    what is asked only resembles.
    """
    if not heard.denied:
        return None
    noes = [
        heard.denied[feature]
        for feature in heard.denied.keys() & need.features.keys()
        if need.features[feature].value >= NEAR and not heard.denied[feature].under
    ]
    if need.alike and f"@{meets.role}" in heard.denied:
        noes.append(heard.denied[f"@{meets.role}"])
    no = max(noes, default=None)
    return None if no is None else Denial(no.value * BESIDE, no.text)


def along(ask: Ask, weights: Sequence[float], heard: Heard) -> Sum:
    """The sum of one ask by all there is: every way adds to how sure it is."""
    shadow = shadow_of(ask, heard)
    ways: dict[Way, list[tuple[float, Said]]] = {}
    mets: list[Met] = []
    for need, weight in zip(ask.needs, weights, strict=True):
        found = options(need, heard, shadow)
        if not found:
            mets.append(Met(need, weight, None, None, 0.0, None))
            continue
        one = met(ask, need, weight, found, heard)
        if need.alike:  # a no to what is asked here is one to what is alike
            one = one._replace(denial=strongest([*mets, one]))
        kept = weight if one.denial is None else weight * (1 - DENIED * one.denial.value)
        for value, said, meets in found:
            ways.setdefault(meets.way, []).append((value * kept, said))
        mets.append(one)
    mets.sort(key=lambda m: -m.value)
    sure = {way: SURE[way] * gathered(found) for way, found in ways.items()}
    denial = strongest(mets)
    score = 1 - math.prod(1 - value for value in sure.values())
    score *= LACKING if lacks(mets) else 1.0
    return Sum(score, tuple(mets), denial.value if denial else 0.0, sure)


def lacks(mets: Sequence[Met]) -> bool:
    """Whether somebody has none of what one has or has not: another language."""
    asked = [met for met in mets if met.need.condition]
    return bool(asked) and not any(has(met) for met in asked)


def has(met: Met) -> bool:
    """Whether what is asked is there itself, or a part or the whole of it."""
    if met.said is None or met.meets is None:
        return False
    feature = met.said.found.feature
    same = isinstance(feature, str) and feature in met.need.core
    return same or (feature in met.need.condition and met.meets.way != "related")


def strongest(mets: Iterable[Met]) -> Denial | None:
    """The strongest no to what is needed."""
    return max((met.denial for met in mets if met.denial is not None), default=None)


def gathered(found: list[tuple[float, Said]]) -> float:
    """What is found along one way: the best, a little surer for all that stands elsewhere."""
    if len(found) == 1:
        return found[0][0]
    found.sort(key=lambda pair: -pair[0])
    total = 0.0
    used: list[Said] = []
    for value, said in found:
        if not any(overlap(said, other) for other in used):
            total += (1 - total) * value * (MORE if used else 1.0)
            used.append(said)
    return total


def whole(sums: Iterable[Sum], context: float = 0.0, world: float = 0.0) -> float:
    """
    Several asks of one asker by all there is: the best, and a part of the others.

    With what the words around the asks add, and how near the worlds of both lie.
    """
    ordered = sorted(sums, key=lambda s: -s.score)
    if not ordered or ordered[0].score <= 0:
        return 0.0
    unsure = (1 - ordered[0].score) * math.prod(1 - OTHER_ASK * s.score for s in ordered[1:])
    unsure *= 1 - CONTEXT * context
    denial = max(s.denial for s in ordered)
    belongs = WORLD * world * min(1.0, (1 - unsure) / BY_ITSELF) * (1 - DENIED_ASK * denial)
    return (1 - unsure * (1 - belongs)) * (1 - DENIED_ASK * denial)


def overlap(one: Said, other: Said) -> bool:
    """Whether two pieces of evidence are the same words."""
    if one.source != other.source:
        return False
    return one.found.start < other.found.end and other.found.start < one.found.end

"""
Roughly how sure somebody suits, from the words alone, for everybody at once.

It knows no noes and no other meanings, and takes the best word for each need as it stands;
those who come out first are read, and scored by all they say (score.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from talentregister.matching.index import Hits, TextIndex
from talentregister.matching.needs import Ask, Need
from talentregister.matching.reading import Feature
from talentregister.matching.score import NEAR, SURE
from talentregister.matching.values import Way

# What lies further off is looked for only where it is written out: no compounds, no guesses.
DERIVED = 0.5
# So many owners are kept of needs that were met: wishes for the same come often.
KEPT = 400_000

# Who may meet a need along each way, and how well at most.
Able = Mapping[Way, Mapping[int, float]]
# A part of them, and what the need weighs.
Part = tuple[float, Mapping[int, float]]
Weighted = Iterable[tuple[Ask, Sequence[float]]]


class Rough:
    """What doubt is left, roughly, of the owners of the texts of one index."""

    def __init__(self, index: TextIndex, owners: Sequence[int], weights: Sequence[float]) -> None:
        self._index = index
        self._owners = owners
        self._weights = weights
        self._kept: dict[tuple[int, frozenset[Feature]], Able] = {}
        self._keeps = 0

    def near(self, asks: Weighted) -> dict[int, float]:
        """Owners who say something near, with the doubt that is left, from 1 down to 0."""
        return self._doubts(asks, NEAR)

    def any(self, asks: Weighted) -> dict[int, float]:
        """Owners who say anything that may count, with the doubt that is left."""
        return self._doubts(asks, 0.0)

    def _doubts(self, asks: Weighted, least: float) -> dict[int, float]:
        doubts: dict[int, float] = {}
        ways = map(best_of, self._ways(asks, least).values())
        for weight, found in sorted(ways, key=lambda way: -len(way[1])):
            if not doubts:
                doubts = {owner: 1 - weight * value for owner, value in found.items()}
                continue
            for owner, value in found.items():
                doubts[owner] = doubts.get(owner, 1.0) * (1 - weight * value)
        return doubts

    def _ways(self, asks: Weighted, least: float) -> dict[Way, list[Part]]:
        """Who may meet each of the needs, by way, with what the need weighs."""
        found: dict[Way, list[Part]] = defaultdict(list)
        for ask, weights in asks:
            for need, weight in zip(ask.needs, weights, strict=True):
                if need.alike and least >= NEAR:
                    continue  # never near
                for way, able in self._able(need, least).items():
                    found[way].append((weight, able))
        return found

    def _able(self, need: Need, least: float) -> Able:
        """Who may meet a need by evidence that meets it so well, by way, and how well at most."""
        if least < NEAR:
            return self._most(need, least)
        key = (need.role, need.core)
        held = self._kept.pop(key, None)
        if held is None:
            held = self._most(need, least)
            self._keeps += owners_of(held)
            while self._kept and self._keeps > KEPT:
                self._keeps -= owners_of(self._kept.pop(next(iter(self._kept))))
        self._kept[key] = held
        return held

    def _most(self, need: Need, least: float) -> Able:
        best: dict[Way, dict[int, float]] = {}
        owners, weights = self._owners, self._weights
        for way, worth, texts in best_of_each(self._hits(need, least)):
            held = best.setdefault(way, {})
            for text in texts:
                owner, value = owners[text], worth * weights[text]
                if value > held.get(owner, 0.0):
                    held[owner] = value
        return best

    def _hits(self, need: Need, least: float) -> Iterator[tuple[Way, float, Hits]]:
        for feature, meets in need.features.items():
            if meets.value >= least:
                for hits in self._index.hits(feature, derived=meets.value >= DERIVED):
                    yield meets.way, SURE[meets.way] * meets.value * hits.weight, hits


def best_of(parts: list[Part]) -> Part:
    """Along one way the best of all needs counts, as in `score.along`."""
    if len(parts) == 1:
        return parts[0]
    best: dict[int, float] = {}
    for weight, able in parts:
        for owner, value in able.items():
            if weight * value > best.get(owner, 0.0):
                best[owner] = weight * value
    return 1.0, best


def owners_of(able: Able) -> int:
    """How many owners are held, once for each way."""
    return sum(map(len, able.values()))


def best_of_each(
    found: Iterable[tuple[Way, float, Hits]],
) -> Iterator[tuple[Way, float, Sequence[int]]]:
    """What each word is worth at most along a way, and in which texts; one apart by itself."""
    whole: dict[tuple[Way, int], tuple[float, Hits]] = {}
    for way, worth, hits in found:
        key = way, hits.number
        if hits.partly:
            yield way, worth, hits.texts
        elif key not in whole or whole[key][0] < worth:
            whole[key] = (worth, hits)
    yield from ((way, worth, hits.texts) for (way, _), (worth, hits) in whole.items())

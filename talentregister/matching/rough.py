"""
Roughly how sure somebody suits, from the words alone, for everybody at once.

It knows no noes and no other meanings, and takes the best word for each need as it stands;
those who come out first are read, and scored by all they say (score.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from talentregister.matching.index import Hits, TextIndex
from talentregister.matching.needs import Ask, Need
from talentregister.matching.reading import Feature
from talentregister.matching.score import NEAR, SURE

# What lies further off is looked for only where it is written out: no compounds, no guesses.
DERIVED = 0.5
# So many owners are kept of needs that were met: wishes for the same come often.
KEPT = 400_000

Weighted = Iterable[tuple[Ask, Sequence[float]]]


class Rough:
    """What doubt is left, roughly, of the owners of the texts of one index."""

    def __init__(self, index: TextIndex, owners: Sequence[int], weights: Sequence[float]) -> None:
        self._index = index
        self._owners = owners
        self._weights = weights
        self._kept: dict[tuple[int, frozenset[Feature]], Mapping[int, float]] = {}
        self._keeps = 0

    def near(self, asks: Weighted) -> dict[int, float]:
        """Owners who say something near, with the doubt that is left, from 1 down to 0."""
        return self._doubts(asks, NEAR)

    def any(self, asks: Weighted) -> dict[int, float]:
        """Owners who say anything that may count, with the doubt that is left."""
        return self._doubts(asks, 0.0)

    def _doubts(self, asks: Weighted, least: float) -> dict[int, float]:
        found = [
            (self._able(need, least), weight)
            for ask, weights in asks
            for need, weight in zip(ask.needs, weights, strict=True)
            if not (need.alike and least >= NEAR)  # never near
        ]
        found.sort(key=lambda able: -len(able[0]))
        doubts: dict[int, float] = {}
        for able, weight in found:
            if not doubts:
                doubts = {owner: 1 - weight * value for owner, value in able.items()}
                continue
            for owner, value in able.items():
                doubts[owner] = doubts.get(owner, 1.0) * (1 - weight * value)
        return doubts

    def _able(self, need: Need, least: float) -> Mapping[int, float]:
        """Who may meet a need by evidence that meets it so well, and how well at most."""
        if least < NEAR:
            return self._most(need, least)
        key = (need.role, need.core)
        held = self._kept.pop(key, None)
        if held is None:
            held = self._most(need, least)
            self._keeps += len(held)
            while self._kept and self._keeps > KEPT:
                self._keeps -= len(self._kept.pop(next(iter(self._kept))))
        self._kept[key] = held
        return held

    def _most(self, need: Need, least: float) -> Mapping[int, float]:
        best: dict[int, float] = {}
        owners, weights = self._owners, self._weights
        for worth, texts in best_of_each(self._hits(need, least)):
            for text in texts:
                owner, value = owners[text], worth * weights[text]
                if value > best.get(owner, 0.0):
                    best[owner] = value
        return best

    def _hits(self, need: Need, least: float) -> Iterator[tuple[float, Hits]]:
        for feature, meets in need.features.items():
            if meets.value >= least:
                for hits in self._index.hits(feature, derived=meets.value >= DERIVED):
                    yield SURE[meets.way] * meets.value * hits.weight, hits


def best_of_each(found: Iterable[tuple[float, Hits]]) -> Iterator[tuple[float, Sequence[int]]]:
    """What each word is worth at most, and in which texts; one that stands apart by itself."""
    whole: dict[int, tuple[float, Hits]] = {}
    for worth, hits in found:
        if hits.partly:
            yield worth, hits.texts
        elif hits.number not in whole or whole[hits.number][0] < worth:
            whole[hits.number] = (worth, hits)
    yield from ((worth, hits.texts) for worth, hits in whole.values())

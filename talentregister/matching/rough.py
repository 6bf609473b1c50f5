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
# Needs of which it is kept who may meet them: wishes for the same come often.
KEPT = 128

Weighted = Iterable[tuple[Ask, Sequence[float]]]


class Rough:
    """What doubt is left, roughly, of the owners of the texts of one index."""

    def __init__(self, index: TextIndex, owners: Sequence[int], weights: Sequence[float]) -> None:
        self._index = index
        self._owners = owners
        self._weights = weights
        self._kept: dict[tuple[int, frozenset[Feature]], Mapping[int, float]] = {}

    def near(self, asks: Weighted) -> dict[int, float]:
        """Owners who say something near, with the doubt that is left, from 1 down to 0."""
        return self._doubts(asks, NEAR)

    def any(self, asks: Weighted) -> dict[int, float]:
        """Owners who say anything that may count, with the doubt that is left."""
        return self._doubts(asks, 0.0)

    def _doubts(self, asks: Weighted, least: float) -> dict[int, float]:
        doubts: dict[int, float] = {}
        for ask, weights in asks:
            for need, weight in zip(ask.needs, weights, strict=True):
                if need.alike and least >= NEAR:
                    continue  # never near
                for owner, value in self._able(need, least).items():
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
            if len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
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

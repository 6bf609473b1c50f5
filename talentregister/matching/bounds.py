"""
The most somebody could score, from words alone.

Never less than the true score, so whoever cannot reach the shortlist need not
be read; the answer is the same as when everybody is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from talentregister.matching.index import TextIndex
from talentregister.matching.needs import Ask, Need
from talentregister.matching.reading import Feature
from talentregister.matching.score import CONTEXT, DERIVED, FURTHER, MORE, OTHER_ASK


# An owner's best for a need, where it stands, and the best that stands elsewhere.
Best = tuple[float, tuple[str, int], float]
Key = tuple[int, frozenset[Feature]]
# Needs whose bounds are kept: wishes for the same come often, and all at once.
KEPT = 64


class Bounds:
    """Upper bounds for the owners of the texts of one index."""

    def __init__(self, index: TextIndex, owners: Sequence[int], weights: Sequence[float]) -> None:
        self._index = index
        self._owners = owners
        self._weights = weights
        self._kept: dict[Key, Mapping[int, float]] = {}

    def need(self, need: Need) -> Mapping[int, float]:
        """The most every owner may have for a need."""
        key = (need.role, need.core)
        held = self._kept.pop(key, None)
        if held is None:
            held = {
                owner: value + (1 - value) * MORE * second
                for owner, (value, _, second) in self._best(need).items()
            }
            if len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[key] = held
        return held

    def _best(self, need: Need) -> Mapping[int, Best]:
        found: dict[int, Best] = {}
        owners, weights = self._owners, self._weights
        for feature, meets in need.features.items():
            derived = meets.value >= DERIVED
            for word, weight, texts in self._index.hits(feature, derived=derived):
                worth = meets.value * weight
                for text in texts:
                    owner = owners[text]
                    value = worth * weights[text]
                    held = found.get(owner)
                    if held is None:
                        found[owner] = (value, (word, text), 0.0)
                    elif value > held[0]:
                        place = (word, text)
                        found[owner] = (value, place, held[2] if place == held[1] else held[0])
                    elif value > held[2] and held[1] != (word, text):
                        found[owner] = (held[0], held[1], value)
        return found

    def ask(self, ask: Ask, weights: Sequence[float]) -> dict[int, float]:
        """The most every owner may score for one ask."""
        values: dict[int, list[float]] = defaultdict(list)
        for need, weight in zip(ask.needs, weights, strict=True):
            for owner, most in self.need(need).items():
                values[owner].append(most * weight)
        return {owner: gathered(sorted(v, reverse=True), FURTHER) for owner, v in values.items()}

    def total(
        self, asks: Iterable[tuple[Ask, Sequence[float]]], context: Iterable[tuple[Ask, Sequence[float]]]
    ) -> dict[int, float]:
        """The most every owner may score for several asks together."""
        values: dict[int, list[float]] = defaultdict(list)
        for ask, weights in asks:
            for owner, value in self.ask(ask, weights).items():
                values[owner].append(value)
        around: dict[int, float] = {}
        for ask, weights in context:
            for owner, value in self.ask(ask, weights).items():
                around[owner] = max(value, around.get(owner, 0.0))
        totals = {o: gathered(sorted(v, reverse=True), OTHER_ASK) for o, v in values.items()}
        return {o: t + (1 - t) * CONTEXT * around.get(o, 0.0) for o, t in totals.items()}


def gathered(values: Sequence[float], share: float) -> float:
    """The best, and a share of each other."""
    total = values[0]
    for value in values[1:]:
        total += (1 - total) * share * value
    return total

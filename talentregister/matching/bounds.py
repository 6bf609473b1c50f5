"""
The most somebody could score, from words alone.

Never less than the true score, so whoever cannot reach the shortlist need not
be read; the answer is the same as when everybody is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from talentregister.matching.index import TextIndex
from talentregister.matching.needs import Ask, Need
from talentregister.matching.score import CONTEXT, FURTHER, MORE, OTHER_ASK


class Best(NamedTuple):
    """The best an owner may have for a need, and whether there is anything beside it."""

    value: float
    again: bool


class Bounds:
    """Upper bounds for the owners of the texts of one index."""

    def __init__(self, index: TextIndex, owners: Sequence[int], weights: Sequence[float]) -> None:
        self._index = index
        self._owners = owners
        self._weights = weights
        self._needs: dict[int, tuple[Need, Mapping[int, Best]]] = {}

    def need(self, need: Need) -> Mapping[int, Best]:
        """The best every owner may have for a need."""
        held = self._needs.get(id(need.features))
        if held is None:
            # The need is kept beside its bounds: its identity must not be given away.
            held = self._needs[id(need.features)] = (need, self._best(need))
        return held[1]

    def _best(self, need: Need) -> Mapping[int, Best]:
        value: dict[int, float] = {}
        count: dict[int, int] = defaultdict(int)
        owners, weights = self._owners, self._weights
        for feature, meets in need.features.items():
            for text, weight in self._index.hits(feature).items():
                owner = owners[text]
                found = meets.value * weight * weights[text]
                count[owner] += 1
                if found > value.get(owner, 0.0):
                    value[owner] = found
        return {owner: Best(v, count[owner] > 1) for owner, v in value.items()}

    def ask(self, ask: Ask, weights: Sequence[float]) -> dict[int, float]:
        """The most every owner may score for one ask."""
        values: dict[int, list[float]] = defaultdict(list)
        for need, weight in zip(ask.needs, weights, strict=True):
            for owner, (value, again) in self.need(need).items():
                most = value + (1 - value) * MORE * value if again else value
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

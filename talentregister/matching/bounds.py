"""
The most somebody could score, from words alone.

Never less than the true score, so whoever cannot reach the shortlist need not
be read; the answer is the same as when everybody is. What meets a need well is
looked at first; in a large register the rest never comes into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from talentregister.matching.index import TextIndex
from talentregister.matching.needs import Ask, Need
from talentregister.matching.reading import Feature
from talentregister.matching.score import DERIVED, FURTHER, MORE, NEAR, OTHER_ASK

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

    def near(self, asks: Iterable[tuple[Ask, Sequence[float]]]) -> dict[int, float]:
        """The most those may score who have something near."""
        return gathered([self._ask(ask, weights) for ask, weights in asks], OTHER_ASK)

    def far(self, asks: Iterable[tuple[Ask, Sequence[float]]]) -> dict[int, float]:
        """The most everybody may score."""
        totals = []
        for ask, weights in asks:
            needs = [
                {owner: value * weight for owner, value in self._most(need, 0.0).items()}
                for need, weight in zip(ask.needs, weights, strict=True)
            ]
            totals.append(gathered(needs, FURTHER))
        return gathered(totals, OTHER_ASK)

    def _ask(self, ask: Ask, weights: Sequence[float]) -> dict[int, float]:
        """The most for one ask, by what is near."""
        needs = [
            {owner: value * weight for owner, value in self._near(need).items()}
            for need, weight in zip(ask.needs, weights, strict=True)
        ]
        return gathered(needs, FURTHER)

    def _near(self, need: Need) -> Mapping[int, float]:
        key = (need.role, need.core)
        held = self._kept.pop(key, None)
        if held is None:
            held = self._most(need, NEAR)
            if len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[key] = held
        return held

    def _most(self, need: Need, least: float) -> Mapping[int, float]:
        return {
            owner: value + (1 - value) * MORE * second
            for owner, (value, _, second) in self._best(need, least).items()
        }

    def _best(self, need: Need, least: float) -> Mapping[int, Best]:
        found: dict[int, Best] = {}
        owners, weights = self._owners, self._weights
        for feature, meets in need.features.items():
            if meets.value < least:
                continue
            for word, weight, texts in self._index.hits(feature, derived=meets.value >= DERIVED):
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


def farthest(need: Need) -> float:
    """The best that evidence which is not near may be worth."""
    return max((m.value for m in need.features.values() if m.value < NEAR), default=0.0)


def beyond(asks: Iterable[tuple[Ask, Sequence[float]]]) -> float:
    """The most somebody may score who has nothing near."""
    far = (
        farthest(need) * weight
        for ask, weights in asks
        for need, weight in zip(ask.needs, weights, strict=True)
    )
    return max(far, default=0.0)


def best_and_rest(values: Sequence[float], share: float) -> float:
    """The best, and a share of all the others."""
    best = max(values, default=0.0)
    return best + (1 - best) * share * (sum(values) - best)


def gathered(parts: Sequence[Mapping[int, float]], share: float) -> dict[int, float]:
    """For every owner the best part, and a share of the others."""
    if len(parts) == 1:
        return dict(parts[0])
    best: dict[int, float] = {}
    total: dict[int, float] = {}
    for part in parts:
        for owner, value in part.items():
            total[owner] = total.get(owner, 0.0) + value
            if value > best.get(owner, 0.0):
                best[owner] = value
    return {owner: b + (1 - b) * share * (total[owner] - b) for owner, b in best.items()}

"""
The most somebody could score, from words alone.

Never less than the true score, so whoever cannot reach the shortlist need not
be read; the answer is the same as when everybody is. What meets a need well is
looked at first; in a large register the rest never comes into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from talentregister.matching.index import Hits, TextIndex
from talentregister.matching.needs import Ask, Need
from talentregister.matching.reading import Feature
from talentregister.matching.score import DERIVED, FURTHER, MORE, NEAR, OTHER_ASK

# Owners that are looked at before the first are put in order.
FIRST_FEW = 50
# Needs of which it is kept who may meet them: wishes for the same come often.
KEPT = 128
# Bounds are put in order by three digits: what differs by more stands apart.
APART = 0.001

Weighted = Iterable[tuple[Ask, Sequence[float]]]
# Owners with the most each may score, and the most of all that are still to come.
Batch = tuple[list[tuple[float, int]], float]


class Able:
    """
    Who may meet a need, how well at most, and the texts that may say so.

    `second` is the best that stands elsewhere than the best of all, at `place`.
    """

    def __init__(self, found: Iterable[tuple[float, Hits]], bounds: Bounds) -> None:
        self.texts: set[int] = set()
        self.most: dict[int, float] = {}
        self.second: dict[int, float] = {}
        self.place: dict[int, int] = {}
        best, second, place = self.most, self.second, self.place
        owners, weights, step = bounds.owners, bounds.weights, len(bounds.owners)
        for worth, number, texts in places(found):
            self.texts.update(texts)
            for text in texts:
                owner = owners[text]
                value = worth * weights[text]
                held = best.get(owner)
                if held is None or value > held:
                    best[owner] = value
                    place[owner] = number * step + text
                    if held is not None:
                        second[owner] = held
                elif value > second.get(owner, 0.0):
                    second[owner] = value
        for owner, value in second.items():
            best[owner] = twice(best[owner], value)
        self.ranked = sorted((-most, owner) for owner, most in best.items())
        self.top = -self.ranked[0][0] if self.ranked else 0.0


def twice(best: float, second: float) -> float:
    """What somebody may have who says it twice, in other words."""
    return best + (1 - best) * MORE * second


def places(found: Iterable[tuple[float, Hits]]) -> Iterator[tuple[float, int, Sequence[int]]]:
    """What each word is worth at most, and in which texts; a word in a text comes once."""
    whole: dict[int, tuple[float, Hits]] = {}
    partly: dict[int, list[tuple[float, Hits]]] = {}
    for worth, hits in found:
        if hits.partly:
            partly.setdefault(hits.number, []).append((worth, hits))
        elif hits.number not in whole or whole[hits.number][0] < worth:
            whole[hits.number] = (worth, hits)
    for number, some in partly.items():
        if number in whole:
            some.append(whole.pop(number))
        came: set[int] = set()
        for worth, hits in sorted(some, key=lambda pair: -pair[0]):
            yield worth, number, [text for text in hits.texts if text not in came]
            came.update(hits.texts)
    yield from ((worth, number, hits.texts) for number, (worth, hits) in whole.items())


class Search:
    """Who may answer some asks, the likeliest first; those of another search left out."""

    def __init__(
        self, bounds: Bounds, asks: Weighted, least: float, besides: Search | None = None
    ) -> None:
        self._besides = besides
        self._asks = [
            [
                (bounds.able(need, least), weight)
                for need, weight in zip(ask.needs, weights, strict=True)
            ]
            for ask, weights in asks
        ]
        self._needs = [pair for needs in self._asks for pair in needs]

    def batches(self) -> Iterator[Batch]:
        """Owners with the most each may score; all in a batch before any in the next."""
        waiting: list[tuple[float, int]] = []
        seen: set[int] = set()
        few = FIRST_FEW
        last = 1.0
        for value, owner in merge(*(weighed(able, weight) for able, weight in self._needs)):
            if len(seen) >= few and -value < last:
                later = self._at_most(-value) + APART
                yield [one for one in waiting if one[0] > later], later
                waiting = [one for one in waiting if one[0] <= later]
                few *= 2
            last = -value
            if owner not in seen:
                seen.add(owner)
                if self._besides is None or owner not in self._besides:
                    waiting.append((self._most(owner), owner))
        yield waiting, 0.0

    def texts(self) -> set[int]:
        """The texts that say something that may meet one of the needs."""
        return set().union(*(able.texts for able, _ in self._needs))

    def __iter__(self) -> Iterator[int]:
        return iter({owner for able, _ in self._needs for owner in able.most})

    def __contains__(self, owner: int) -> bool:
        return any(owner in able.most for able, _ in self._needs)

    def _most(self, owner: int) -> float:
        """The most an owner may score."""
        asks = [most for needs in self._asks if (most := apart(needs, owner))]
        return gathered(asks, OTHER_ASK)

    def _at_most(self, value: float) -> float:
        """The most of those who meet no need better than this."""
        asks = (
            gathered([min(value, able.top * weight) for able, weight in needs], FURTHER)
            for needs in self._asks
        )
        return gathered(list(asks), OTHER_ASK)


def apart(needs: Iterable[tuple[Able, float]], owner: int) -> float:
    """
    The most an owner may score by the needs of one ask; nothing when he meets none.

    Words at one place count for one need; the others have their next best.
    """
    best = total = 0.0
    more: dict[int, float] = {}
    for able, weight in needs:
        value = able.most.get(owner)
        if value is None:
            continue
        value *= weight
        if value > best:
            best = value
        second = able.second.get(owner)
        if second is not None:
            second = twice(second, second) * weight
            total += second
            value -= second
        place = able.place[owner]
        if value > more.get(place, 0.0):
            more[place] = value
    further = total + sum(more.values()) - best
    return best + (1 - best) * FURTHER * further if further > 0 else best


def weighed(able: Able, weight: float) -> Iterator[tuple[float, int]]:
    """Who may meet a need that weighs so much, the best (the lowest value) first."""
    return ((value * weight, owner) for value, owner in able.ranked)


class Bounds:
    """Upper bounds for the owners of the texts of one index."""

    def __init__(self, index: TextIndex, owners: Sequence[int], weights: Sequence[float]) -> None:
        self._index = index
        self.owners = owners
        self.weights = weights
        self._kept: dict[tuple[int, frozenset[Feature]], Able] = {}

    def near(self, asks: Weighted) -> Search:
        """Those who have something near."""
        return Search(self, asks, NEAR)

    def far(self, asks: Weighted, near: Search) -> Search:
        """Those who have something, but nothing near."""
        return Search(self, asks, 0.0, near)

    def able(self, need: Need, least: float) -> Able:
        """Who may meet a need, by evidence that meets it at least so well."""
        if least < NEAR:
            return Able(self._hits(need, least), self)
        key = (need.role, need.core)
        held = self._kept.pop(key, None)
        if held is None:
            held = Able(self._hits(need, least), self)
            if len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[key] = held
        return held

    def _hits(self, need: Need, least: float) -> Iterator[tuple[float, Hits]]:
        for feature, meets in need.features.items():
            if meets.value >= least:
                for hits in self._index.hits(feature, derived=meets.value >= DERIVED):
                    yield meets.value * hits.weight, hits


def farthest(need: Need) -> float:
    """The best that evidence which is not near may be worth."""
    return max((m.value for m in need.features.values() if m.value < NEAR), default=0.0)


def beyond(asks: Weighted) -> float:
    """The most somebody may score who has nothing near."""
    far = (
        farthest(need) * weight
        for ask, weights in asks
        for need, weight in zip(ask.needs, weights, strict=True)
    )
    return max(far, default=0.0)


def gathered(values: Sequence[float], share: float) -> float:
    """The best, and a share of all the others."""
    if len(values) == 1:
        return values[0]
    best = max(values, default=0.0)
    return best + (1 - best) * share * (sum(values) - best)

"""Which concept lies above, below and beside which, and how far one meets the need for another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from typing import Literal, NamedTuple

from talentregister.matching.values import How

Way = Literal["start", "down", "up", "aside", "end"]

# How far one concept meets the need for another (measured: moving these changes nothing
# much; writing terms does).
SAME = 0.9
NARROWER, NARROWER_STEP, NARROWER_WIDE = 0.8, 0.9, 0.04
BROADER, BROADER_STEP = 0.55, 0.5
RELATED = 0.4
# Further on: a sibling, what is narrower than a related one, what lies beside a narrower one.
SIBLING, BELOW_RELATED, BESIDE_NARROWER = 0.3, 0.5, 0.4
FARTHEST = 0.1


def turned(edges: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """The edges the other way round."""
    back: dict[int, list[int]] = {}
    for start in sorted(edges):
        for end in edges[start]:
            back.setdefault(end, []).append(start)
    return back


def levels(start: int, edges: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """What can be reached from `start`, and in how many steps. Circles do no harm."""
    found: dict[int, int] = {}
    edge = [start]
    depth = 0
    while edge:
        depth += 1
        edge = [n for e in edge for n in edges.get(e, ()) if n not in found and n != start]
        for number in edge:
            found.setdefault(number, depth)
    return found


class Web(NamedTuple):
    """Which concept lies above, below and beside which."""

    above: Mapping[int, Sequence[int]]
    below: Mapping[int, Sequence[int]]
    beside: Mapping[int, Sequence[int]]
    besides: Mapping[int, Sequence[int]]

    def reach(self, number: int) -> list[tuple[int, float, How]]:
        """
        How far evidence of each concept meets a need for concept `number`, best first.

        The best way over the web counts: down, up or aside, and a little
        further; what is too far to say anything is left out.
        """
        best: dict[int, tuple[float, How]] = {}
        done: set[tuple[int, Way]] = set()
        first = narrower(len(levels(number, self.below)))
        heap: list[tuple[float, int, Way, How]] = [(-SAME, number, "start", "concept")]
        while heap:
            value, at, way, how = heappop(heap)
            if (at, way) in done:
                continue
            done.add((at, way))
            best.setdefault(at, (-value, how))
            start = 1.0 if way == "start" else -value
            for other, share, onward, named in self._steps(at, way, first):
                if start * share >= FARTHEST and other != number:
                    step = how if named is None else named
                    heappush(heap, (-start * share, other, onward, step))
        return [(other, value, how) for other, (value, how) in best.items()]

    def _steps(
        self, at: int, way: Way, first: float
    ) -> Iterable[tuple[int, float, Way, How | None]]:
        """Where one may go on from a concept, what is kept, and what the step is called."""
        below, above = self.below.get(at, ()), self.above.get(at, ())
        beside = (*self.beside.get(at, ()), *self.besides.get(at, ()))
        if way == "start":
            yield from ((n, first, "down", "narrower") for n in below)
            yield from ((n, BROADER, "up", "broader") for n in above)
            yield from ((n, RELATED, "aside", "related") for n in beside)
        elif way == "down":
            yield from ((n, NARROWER_STEP, "down", "narrower") for n in below)
            yield from ((n, BESIDE_NARROWER, "end", "related") for n in beside)
        elif way == "up":
            yield from ((n, SIBLING, "end", "related") for n in below)
            yield from ((n, BROADER_STEP, "up", "broader") for n in above)
        else:
            yield from ((n, BELOW_RELATED, "end", None) for n in below)


def narrower(below: int) -> float:
    """
    How far evidence of a narrower concept meets a need: the more there are, the less.

    Who asks for *transport* is not helped by every sailor.
    """
    return NARROWER - NARROWER_WIDE * math.log1p(below / 4)

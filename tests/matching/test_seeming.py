"""Who buys it, is given it, complains of it or no longer can, is not who one calls for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from talentregister.matching import Knowledge
from talentregister.matching.answers import Finder
from talentregister.matching.board import Board
from tests.matching.town import TODAY, Town

LINES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "words" / "seeming.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
# So sure at least is who one calls, and nobody else. (None of the list lies within .05 of it.)
SURE = 0.4


# The lines live in so many towns: in one of all of them not everybody is read for every ask.
TOWNS = 8
LIVING = [(number % TOWNS, *line) for number, line in enumerate(LINES)]
Scores = Mapping[tuple[str, str], float]


@pytest.fixture(scope="module")
def scores(shipped: Knowledge) -> Callable[[int], Scores]:
    """How sure everybody of a town is for every ask of it, worked out when it is asked for."""
    return cache(lambda town: scores_of(LINES[town::TOWNS], shipped))


def scores_of(lines: list[tuple[str, ...]], shipped: Knowledge) -> Scores:
    """How sure everybody of some lines is for every ask among them."""
    town = Town()
    people = {
        town.resident(f"Resident{number}", can=text): text
        for number, (_, text, _) in enumerate(lines)
    }
    asks = {ask: town.initiative(f"Initiative {ask}", ask) for _, _, ask in lines}
    finder = Finder(Board(town.records(), TODAY, shipped))
    return {
        (people[match.who], ask): match.score
        for ask, which in asks.items()
        for match in finder.answer(which, len(people), ("wants",)).matches
    }


# By town, so that those who run beside each other each work out their own.
@pytest.mark.parametrize(
    ("ask", "text", "sign", "town"),
    [(ask, text, sign, town) for town, sign, text, ask in sorted(LIVING)],
)
def test_who_can_do_it_is_sure_and_who_only_has_to_do_with_it_is_not(
    scores: Callable[[int], Scores], ask: str, text: str, sign: str, town: int
) -> None:
    score = scores(town).get((text, ask), 0.0)
    assert (score >= SURE) is (sign == "+")

"""Who buys it, is given it, complains of it or no longer can, is not who one calls for it."""

from __future__ import annotations

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
TOWNS = 3


@pytest.fixture(scope="module")
def scores(shipped: Knowledge) -> dict[tuple[str, str], float]:
    """How sure everybody of the list is for every ask of the same town."""
    found: dict[tuple[str, str], float] = {}
    for first in range(TOWNS):
        found |= scores_of(LINES[first::TOWNS], shipped)
    return found


def scores_of(lines: list[tuple[str, ...]], shipped: Knowledge) -> dict[tuple[str, str], float]:
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


@pytest.mark.parametrize(("ask", "text"), [(ask, text) for sign, text, ask in LINES if sign == "-"])
def test_who_only_has_to_do_with_it_is_not_sure(
    scores: dict[tuple[str, str], float], text: str, ask: str
) -> None:
    assert scores.get((text, ask), 0.0) < SURE


@pytest.mark.parametrize(("ask", "text"), [(ask, text) for sign, text, ask in LINES if sign == "+"])
def test_who_can_do_it_is_sure_though_something_else_is_hard(
    scores: dict[tuple[str, str], float], text: str, ask: str
) -> None:
    assert scores.get((text, ask), 0.0) >= SURE

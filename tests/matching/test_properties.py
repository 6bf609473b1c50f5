"""What must hold whatever the register holds."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talentregister.matching import Knowledge, Match, match
from talentregister.matching.answers import Finder, Section
from talentregister.matching.board import Board
from tests.matching.town import TODAY, Town

WORDS = (
    "koken soep tuinieren snoeien timmerman timerman fietsen maken tekenen portret hond breien "
    "niet geen maar haken voetbaltrainer kunst zaaien naaien tuingroep kookclub kinderen taart"
).split()
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
PEOPLE = st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=8)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def built(people: list[tuple[str, str, str]], ask: str) -> tuple[Town, str]:
    """A town of these people, and an initiative that asks."""
    town = Town()
    for number, (loves, can, wants) in enumerate(people):
        town.resident(f"Naam{number:02}", loves=loves, can=can, wants=wants)
    return town, town.initiative("Buurthuis", ask, "koken")


def key(found: Match) -> tuple[str, str, float]:
    """What a match comes down to."""
    return found.direction, found.who, found.score


@quick
@given(PEOPLE, TEXT, st.integers())
def test_the_order_does_not_depend_on_the_order_of_the_register(
    knowledge: Knowledge, people: list[tuple[str, str, str]], ask: str, seed: int
) -> None:
    town, which = built(people, ask)
    before = match(town.records(), which, TODAY, knowledge)
    rows = list(town.residents.items())
    said = list(town.statements.items())
    random.Random(seed).shuffle(rows)
    town.residents = dict(rows)
    # The statements of one owner keep their order; whose come first does not matter.
    order = {who: place for place, (who, _) in enumerate(rows)}
    town.statements = dict(sorted(said, key=lambda pair: order.get(pair[1].owner[1:], -1)))
    assert match(town.records(), which, TODAY, knowledge) == before


@quick
@given(PEOPLE, TEXT)
def test_a_no_never_returns(
    knowledge: Knowledge, people: list[tuple[str, str, str]], ask: str
) -> None:
    town, which = built(people, ask)
    for found in match(town.records(), which, TODAY, knowledge).matches:
        town.reject(which, found.who)
    assert match(town.records(), which, TODAY, knowledge).matches == ()


@quick
@given(PEOPLE, TEXT)
def test_a_newcomer_who_can_nothing_asked_reorders_nobody(
    knowledge: Knowledge, people: list[tuple[str, str, str]], ask: str
) -> None:
    town, which = built(people, ask)
    before = [m.who for m in match(town.records(), which, TODAY, knowledge, limit=99).matches]
    town.resident("Aaf", can="bissara")
    after = [m.who for m in match(town.records(), which, TODAY, knowledge, limit=99).matches]
    assert set(after) == set(before)


@quick
@given(PEOPLE, TEXT)
def test_reading_the_likeliest_first_finds_the_same_as_reading_everybody(
    knowledge: Knowledge, people: list[tuple[str, str, str]], ask: str
) -> None:
    town, which = built(people, ask)
    records = town.records()
    short = match(records, which, TODAY, knowledge, limit=2, directions=("wants",)).matches
    finder = Finder(Board(records, TODAY, knowledge))
    board = finder.board
    everybody = Section("wants", 2)
    for who in board.residents:
        everybody.held.append((who, board.wishes(which), board.profile(board.offers, who)))
    best = [finder.told(one) for one in finder.best(everybody)]
    assert [key(m) for m in short] == [key(m) for m in best]


def test_an_empty_register_has_no_answers(knowledge: Knowledge) -> None:
    town = Town()
    which = town.initiative("Buurthuis", "koken")
    assert match(town.records(), which, TODAY, knowledge).matches == ()

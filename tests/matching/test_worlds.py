"""Which world something belongs to, by the roles it is named for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from talentregister.matching import Knowledge, explain, match
from talentregister.matching.worlds import DIRECTIONS, NOWHERE, UNKNOWN, laid, nearness, together
from tests.matching.town import TODAY, Town

# Kitchens and bicycle sheds, of things 0-4 and 5-9; each role has a word, each world one.
ROLES: list[list[int | str]] = [
    [5 * side + (role + step) % 5 for step in range(3)] + [("pan", "wiel")[side], f"word{role}"]
    for role in range(DIRECTIONS)
    for side in (0, 1)
]


def of(thing: int, kept: bytes) -> memoryview:
    """The row of one thing."""
    return memoryview(kept).cast("b")[thing * DIRECTIONS : (thing + 1) * DIRECTIONS]


def test_what_is_named_for_the_same_roles_lies_near() -> None:
    places = laid(ROLES, 10).places
    worlds = [together([(1.0, of(thing, places))]) for thing in range(10)]
    # 0 and 3 never stand in one role; 1 stands with both.
    assert nearness(worlds[0], worlds[3]) > 0.3
    assert nearness(worlds[0], worlds[7]) < 0.1


def test_words_and_roles_lie_where_what_they_name_lies() -> None:
    found = laid(ROLES, 10)
    pan = together([(1.0, memoryview(found.words["pan"]).cast("b"))])
    pot = together([(1.0, of(1, found.places))])
    kitchen, shed = (together([(1.0, of(role, found.roles))]) for role in (0, 1))
    assert nearness(pan, pot) > 0.5
    assert nearness(pan, kitchen) > 0.5 > nearness(pan, shed)


def test_a_word_of_one_role_alone_belongs_nowhere() -> None:
    found = laid([*ROLES, [0, "mortel"]], 10)
    assert "mortel" not in found.words
    assert "pan" in found.words


def test_the_same_words_are_laid_the_same_again() -> None:
    assert laid(ROLES, 10) == laid(ROLES, 10)


def test_from_a_handful_of_roles_nothing_is_told() -> None:
    found = laid([[0, 1], [2]], 3)
    assert together([(1.0, of(0, found.places))]) == NOWHERE
    assert found.words == {}
    assert len(found.roles) == 2 * DIRECTIONS


def test_a_role_that_names_nobody_lies_nowhere() -> None:
    found = laid([*ROLES, []], 10)
    assert together([(1.0, of(len(ROLES), found.roles))]) == NOWHERE


def test_unknown_is_not_far_off() -> None:
    one = (1.0, *NOWHERE[1:])
    assert nearness(one, one) == 1.0
    assert nearness(one, tuple(-value for value in one)) == 0.0
    assert nearness(one, NOWHERE) == nearness(NOWHERE, one) == UNKNOWN


def test_who_belongs_to_the_world_of_an_ask_comes_before_who_shares_only_the_word(
    shipped: Knowledge,
) -> None:
    town = Town()
    town.resident("Aad", can="soep koken", loves="motoren, darten, voetbal kijken")
    town.resident("Zus", can="soep koken", loves="moestuin, taarten bakken, gasten ontvangen")
    which = town.initiative("Buurthuis", "koken voor de eettafel")
    first, second = match(town.records(), which, TODAY, shipped).matches[:2]
    assert (first.who, second.who) == ("r2", "r1")
    assert first.score > second.score


def test_the_whole_sum_tells_what_the_world_adds(shipped: Knowledge) -> None:
    town = Town()
    who = town.resident("Zus", can="soep koken", loves="taarten bakken")
    which = town.initiative("Buurthuis", "koken voor de eettafel")
    [total] = explain(town.records(), which, who, TODAY, shipped)
    [ask] = total.asks
    assert 0 < total.world <= 1
    left = (1 - ask.score) * (1 - 0.3 * total.around) * (1 - 0.5 * total.world)
    assert total.total == pytest.approx(1 - left, abs=2e-3)


def test_once_the_words_are_compiled_nothing_heavy_is_loaded(of_the_program: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from talentregister.matching import Knowledge; "
        "Knowledge.load(Path(sys.argv[1])); sys.exit('numpy' in sys.modules)"
    )
    Knowledge.load(of_the_program)
    line = [sys.executable, "-c", code, str(of_the_program)]
    assert subprocess.run(line, check=False).returncode == 0


def test_a_short_list_is_the_beginning_of_a_longer_one(shipped: Knowledge) -> None:
    town = Town()
    does = ("soep koken", "taart bakken", "kok geweest", "kookt Turks", "bakker", "houdt van eten")
    for number in range(330):
        near = does[number % len(does)]
        town.resident(f"Naam{number:03}", can=near, loves=f"{does[number % 5]}, tuinieren")
    which = town.initiative("Buurthuis", "koken voor de eettafel")
    lists = [
        [m.who for m in match(town.records(), which, TODAY, shipped, limit=limit).matches]
        for limit in (3, 10, 20)
    ]
    assert [len(found) for found in lists] == [3, 10, 20]
    assert lists[0] == lists[1][:3]
    assert lists[1] == lists[2][:10]

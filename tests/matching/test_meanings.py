"""What was found of words: the same when it comes from what was kept."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest

from talentregister.matching import Knowledge, match, match_words
from talentregister.matching.meanings import LEAST, Meanings
from tests.matching.town import TODAY, Town

SPOKEN = "tuinieren tuingroep soepen timmerman timerman koken kookclub hondje fotos zaal".split()
MADE_OF = "these words"


def made_up(count: int) -> Iterator[str]:
    """Words nobody knows."""
    chance = random.Random(3)
    for _ in range(count):
        yield "".join(chance.choices(string.ascii_lowercase, k=9))


@pytest.fixture
def first(knowledge: Knowledge) -> Meanings:
    """Somebody who has found enough to keep it."""
    found = Meanings(knowledge.analyst, MADE_OF)
    found.learn([*SPOKEN, *made_up(LEAST)])
    return found


def kept(found: Meanings) -> bytes:
    """What is kept of it."""
    text = found.to_keep()
    assert text is not None
    return text


def test_what_was_kept_says_the_same(knowledge: Knowledge, first: Meanings) -> None:
    again = Meanings(knowledge.analyst, MADE_OF)
    again.recall(kept(first))
    again.learn(SPOKEN)
    features: set[int | str] = {
        hit.feature for word in SPOKEN for hit in knowledge.analyst.word(word).hits["concept"]
    }
    assert features
    for feature in features.union(SPOKEN):
        assert again.clues(feature) == first.clues(feature)
        assert again.forms_of(feature) == first.forms_of(feature)
    assert again.to_keep() is None


def test_what_is_new_is_found_beside_what_was_kept(knowledge: Knowledge, first: Meanings) -> None:
    again = Meanings(knowledge.analyst, MADE_OF)
    again.recall(kept(first))
    again.learn(["soepje"])
    (soup,) = {hit.feature for hit in knowledge.analyst.word("soepje").hits["concept"]}
    assert [clue.word for clue in again.clues(soup)].count("soepje") == 1
    again.learn(made_up(2 * LEAST))
    third = Meanings(knowledge.analyst, MADE_OF)
    third.recall(kept(again))
    assert third.clues(soup) == again.clues(soup)


@pytest.mark.parametrize("spoilt", [b"", b"torn", b"\x94\xa1x\x90\x80"])
def test_what_is_torn_is_as_if_it_were_not_there(knowledge: Knowledge, spoilt: bytes) -> None:
    found = Meanings(knowledge.analyst, MADE_OF)
    found.recall(spoilt)
    found.learn(["soep"])
    assert found.forms_of("soep") == {"soep"}


def test_what_other_words_found_is_left(knowledge: Knowledge, first: Meanings) -> None:
    found = Meanings(knowledge.analyst, "other words")
    found.recall(kept(first))
    assert not found.clues("tuinieren")


def test_of_a_small_register_nothing_is_kept(knowledge: Knowledge) -> None:
    found = Meanings(knowledge.analyst, MADE_OF)
    found.learn(SPOKEN)
    assert found.to_keep() is None


def test_a_word_written_apart_is_found_among_many(knowledge: Knowledge) -> None:
    town = Town()
    for number in range(30):
        town.resident(f"Ander{number:02}", can="breien")
    who = town.resident("Ans", can="tuin ieren")
    [found] = match_words(town.records(), "tuinieren", TODAY, knowledge).matches
    assert found.who == who


def test_whoever_has_two_needs_by_one_word_does_not_come_before_who_has_two_words(
    knowledge: Knowledge,
) -> None:
    town = Town()
    for number in range(40):
        town.resident(f"Ander{number:02}", can="soep koken")
    both = town.resident("Zus", can="soep koken", loves="tuinieren")
    which = town.initiative("Buurthuis", "soep koken en tuinieren", "")
    found = match(town.records(), which, TODAY, knowledge, limit=3, directions=("wants",))
    assert found.matches[0].who == both

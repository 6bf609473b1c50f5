"""What an initiative asks between commas is several asks, each with its own answer."""

from __future__ import annotations

import pytest

from talentregister.matching import Knowledge, match
from talentregister.matching.parts import asks_in
from tests.matching.town import TODAY, Town


@pytest.mark.parametrize(
    "text",
    [
        "kok | gastvrouw | iemand die mensen ophaalt",
        "tent opzetten | kinderen schminken",
        "trainers (jeugd, meisjes) | scheidsrechter",
    ],
)
def test_asks_between_commas_are_asks_of_their_own(text: str) -> None:
    assert asks_in(text.replace(" | ", ", ")) == text.split(" | ")
    assert asks_in(text.replace(" | ", ",")) == text.split(" | ")


@pytest.mark.parametrize(
    "text",
    [
        "iemand die kookt, liefst Surinaams",
        "chauffeur, met eigen auto",
        "gastvrouw, di en do ochtend",
        "koffie schenken, dinsdag",
        "sjouwers, 2 uur",
        "sjouwers, 2,5 uur per week",
        "tolken Turks, Arabisch of Pools",
        "handige mensen",
    ],
)
def test_what_only_says_more_of_an_ask_stays_with_it(text: str) -> None:
    assert asks_in(text) == [text]


def test_nothing_asks_nothing() -> None:
    assert asks_in("") == asks_in(" , ") == []


def test_each_of_the_asks_has_its_own_answer_and_none_is_an_answer(shipped: Knowledge) -> None:
    town = Town()
    cook = town.resident("An", can="Turks koken")
    driver = town.resident("Bo", can="taxichauffeur")
    which = town.initiative("Eettafel", "kok, iemand die mensen ophaalt, boekbinder")
    answer = match(town.records(), which, TODAY, shipped)
    found = [(a.ask.text, [answer.matches[n - 1].who for n in a.ranks]) for a in answer.asks]
    assert found == [("kok", [cook]), ("iemand die mensen ophaalt", [driver]), ("boekbinder", [])]
    assert {one.wants.text for one in answer.matches} == {"kok", "iemand die mensen ophaalt"}


def test_who_answers_an_ask_that_none_of_the_first_does_is_shown_besides(
    knowledge: Knowledge,
) -> None:
    town = Town()
    for number in range(12):
        town.resident(f"Kok{number}", can="koken, Turks koken, kok geweest")
    seamstress = town.resident("Fatima", can="gordijnen naaien")
    which = town.initiative("Buurthuis", "koken", "kok", "gordijnen naaien")
    answer = match(town.records(), which, TODAY, knowledge)
    assert seamstress in [found.who for found in answer.matches]
    assert answer.asks[2].ranks

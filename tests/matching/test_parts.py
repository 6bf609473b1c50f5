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
        "hulp in de klas, VOG nodig",
        "taalmaatje, geduldig en vriendelijk",
    ],
)
def test_what_only_says_more_of_an_ask_stays_with_it(text: str) -> None:
    assert asks_in(text) == [text]


def test_what_begins_a_new_sentence_is_asked_anew() -> None:
    asks = asks_in("fietsen, naaimachine. Ook iem. achter de koffie, liefst vroeg. Kok")
    assert asks == ["fietsen", "naaimachine", "Ook iem. achter de koffie, liefst vroeg", "Kok"]
    assert asks_in("brief v.d. Gemeente") == ["brief v.d. Gemeente"]


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


def busy_house() -> tuple[Town, str, str]:
    """Twelve who cook, one who knows cloth, and a house that asks for both; the last two."""
    town = Town()
    for number in range(12):
        town.resident(f"Kok{number}", can="koken, Turks koken, kok geweest")
    weaver = town.resident("Fatima", can="textiel")
    return town, weaver, town.initiative("Buurthuis", "koken", "gordijnen naaien")


def test_who_answers_an_ask_that_none_of_the_first_does_is_shown_besides(
    knowledge: Knowledge,
) -> None:
    town, weaver, house = busy_house()
    answer = match(town.records(), house, TODAY, knowledge)
    assert [found.who for found in answer.matches][10:] == [weaver]
    assert [ask.ranks[-1] for ask in answer.asks] == [10, 11]


def test_a_no_for_one_ask_leaves_the_short_list_of_another(knowledge: Knowledge) -> None:
    town, weaver, house = busy_house()
    town.reject(house, weaver, "s14")
    answer = match(town.records(), house, TODAY, knowledge)
    assert (answer.asks[0].ask.id, answer.asks[0].ask.text) == ("s14", "koken")
    assert [answer.matches[rank - 1].who for rank in answer.asks[1].ranks] == [weaver]

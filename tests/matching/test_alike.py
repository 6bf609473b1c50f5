"""Who is called when something alike was asked, and what several ways together make of it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from talentregister.matching import Knowledge, Match, explain, match
from talentregister.matching.alike import resembled
from talentregister.matching.reading import read
from tests.matching.few import made
from tests.matching.town import TODAY, Town

ROLES = """\
rug-pijn (a sore back) | last van mijn rug, stijf in de rug | fysiotherapeut | masseur |
bel-maatje (somebody to ring) | een telefoontje elke week, even bellen | telefoniste | |
telefoon-stuk (a phone that broke) | scherm van mijn telefoon stuk | telefoonwinkel | |
uil-wens (an owl box) | uilenkast ophangen, vogels in de tuin | vogelaar | |
ontbijt (breakfast) | ontbijt voor vroege vogels | bakker | |
"""
WORDS = "vogels (birds) | | vogels | |\nvroegop (early) | | vroege vogels, vroeg op | |\n"


@pytest.fixture(scope="module")
def few(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """A handful of roles."""
    return made(tmp_path_factory.mktemp("few"), cache, {"roles": ROLES, "thesaurus": WORDS})


def alike(text: str, knowledge: Knowledge) -> dict[str, float]:
    """The roles an ask resembles, by their first way of asking."""
    found = resembled(read(text, knowledge.analyst, ("concept",), asking=True), knowledge.analyst)
    return {knowledge.compiled.roles[role].label_nl: share for share, role in found}


def answers(knowledge: Knowledge, ask: str, **people: str) -> dict[str, Match]:
    """Who answers an ask, by name."""
    town = Town()
    for name, can in people.items():
        town.resident(name, can=can)
    which = town.initiative("Buurthuis", ask)
    names = {f"r{number}": name for number, name in enumerate(people, 1)}
    return {names[m.who]: m for m in match(town.records(), which, TODAY, knowledge).matches}


def test_an_ask_in_words_nobody_wrote_down_finds_whom_one_calls_for_the_like(
    few: Knowledge,
) -> None:
    found = answers(few, "mijn rug zit vast", Wim="fysiotherapeut geweest", Bea="viool")
    assert list(found) == ["Wim"]
    [reason] = found["Wim"].reasons
    assert (reason.how, reason.alike, reason.label_nl) == ("role", True, "last van mijn rug")
    assert found["Wim"].band == "maybe"


def test_what_is_asked_in_the_very_words_is_surer_than_what_only_resembles_it(
    few: Knowledge,
) -> None:
    alike = answers(few, "mijn rug zit vast", Wim="fysiotherapeut")
    asked = answers(few, "last van mijn rug", Wim="fysiotherapeut")
    assert alike["Wim"].score < asked["Wim"].score
    assert not asked["Wim"].reasons[0].alike


def test_an_ask_that_shares_no_word_resembles_nothing(few: Knowledge) -> None:
    assert alike("gezelschap op zondag", few) == {}


def test_words_that_no_line_has_take_nothing_away(few: Knowledge) -> None:
    bare = alike("stijve rug", few)
    assert alike("stijve rug sinds de verhuizing naar Krommenie", few) == bare != {}


def test_a_way_of_asking_is_found_as_it_is_written(shipped: Knowledge) -> None:
    terms = shipped.compiled.terms
    ways = [terms[number] for number in range(len(terms)) if terms[number].kind == "asked"]
    sample = ways[:: len(ways) // 500]
    lost = [way.text for way in sample if way.target not in roles_asked(way.text, shipped)]
    assert len(lost) <= len(sample) // 50, lost  # "maar" and "want" part a thought in two


def roles_asked(text: str, knowledge: Knowledge) -> set[int]:
    """The roles a text asks for."""
    terms = knowledge.compiled.terms
    found = read(text, knowledge.analyst, ("asked",), asking=True).found
    return {terms[f.term].target for f in found if f.term >= 0}


def test_a_phone_call_resembles_no_phone(few: Knowledge) -> None:
    assert "scherm van mijn telefoon stuk" not in alike("af en toe een telefoontje", few)


def test_birds_in_a_saying_are_no_birds(few: Knowledge) -> None:
    assert "uilenkast ophangen" not in alike("iets voor vroege vogels", few)
    assert "uilenkast ophangen" in alike("kijken naar vogels", few)


def test_who_is_found_along_several_ways_stands_first(shipped: Knowledge) -> None:
    people = {"Aad": "taart bakken", "Bep": "taart bakken, banketbakker geweest"}
    found = answers(shipped, "taart bakken", **people)
    assert list(found) == ["Bep", "Aad"]


def test_the_sum_is_what_is_left_of_the_doubt_along_each_way(shipped: Knowledge) -> None:
    town = Town()
    who = town.resident("Bep", can="taart bakken, banketbakker geweest")
    which = town.initiative("Buurthuis", "taart bakken")
    [total] = explain(town.records(), which, who, TODAY, shipped)
    [ask] = total.asks
    assert len(ask.ways) > 1
    assert ask.score == pytest.approx(1 - math.prod(1 - w for w in ask.ways.values()), abs=1e-3)
    assert list(ask.ways.values()) == sorted(ask.ways.values(), reverse=True)


def test_what_only_resembles_the_ask_is_told_when_there_is_nothing_else(shipped: Knowledge) -> None:
    found = answers(shipped, "taart bakken", Bep="taart bakken, weduwe, kookt voor de buurt")
    assert not any(reason.alike for reason in found["Bep"].reasons)

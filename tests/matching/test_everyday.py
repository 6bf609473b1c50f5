"""What somebody who lived a first day in it found: notes, hours, runners, languages."""

from __future__ import annotations

from datetime import date

import pytest

from talentregister.matching import Answer, Knowledge, match, match_words
from talentregister.matching.answers import Finder
from talentregister.matching.board import Board
from talentregister.matching.supply import of_them
from talentregister.model.availability import Availability
from talentregister.model.resident import Spoken
from tests.matching.town import TODAY, Town


def asked(town: Town, text: str, known: Knowledge) -> Answer:
    return match_words(town.records(), text, TODAY, known)


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("belde, zoon is verhuisd", "…, zoon is verhuisd"),
        ("langsgeweest, koffie gedronken", "…, …"),
        ("is bakker geweest. Ruzie met Joke", "is bakker geweest. … Joke"),
        ("heeft gebeld of ze kan helpen met naaien", "heeft … of ze kan helpen met naaien"),
        ("kan overweg met ruzie makende pubers", "kan overweg met ruzie makende pubers"),
        ("bakte vroeger voor de hele straat", "bakte vroeger voor de hele straat"),
        ("", ""),
    ],
)
def test_what_a_note_tells_of_the_talk_itself_is_no_talent(note: str, left: str) -> None:
    assert of_them(note) == left


def test_who_was_visited_is_no_visitor(shipped: Knowledge) -> None:
    town = Town()
    town.resident("Tineke", note="langsgeweest, koffie gedronken")
    assert not asked(town, "wie gaat er eens op bezoek", shipped).matches


def test_who_carries_an_initiative_is_not_proposed_to_it(shipped: Knowledge) -> None:
    town = Town()
    runner = town.resident("Els", can="koken", wants="samen eten")
    cook = town.resident("An", can="koken")
    which = town.initiative("Eettafel", "koken", carriers=(runner,))
    found = match(town.records(), which, TODAY, shipped).matches
    assert [m.who for m in found] == [cook]
    assert which not in {m.who for m in match(town.records(), runner, TODAY, shipped).matches}


def test_the_day_in_a_question_is_read(shipped: Knowledge) -> None:
    town = Town()
    sunday = Availability(slots=("sun_morning", "sun_afternoon", "sun_evening"))
    town.resident("An", can="oppassen", availability=sunday)
    town.resident("Bo", can="oppassen", note="kan alleen op wo")
    [an, bo] = asked(town, "oppas op dinsdagmiddag", shipped).matches
    assert [c.code for c in an.cautions] == ["no_time"]
    assert [c.text for c in bo.cautions] == ["kan alleen op wo"]
    assert not any(m.cautions for m in asked(town, "oppas", shipped).matches)


def test_who_has_time_later_is_told_so(shipped: Knowledge) -> None:
    town = Town()
    town.resident("Betty", can="haren knippen", availability=Availability(start=date(2027, 4, 1)))
    town.resident("An", can="haren knippen", availability=Availability(start=date(2026, 4, 1)))
    [an, betty] = asked(town, "haren knippen", shipped).matches
    assert not an.cautions
    assert [c.code for c in betty.cautions] == ["not_yet"]


@pytest.mark.parametrize(
    "note",
    ["wil niet meer benaderd worden", "nu ff niet, mei weer bellen", "pas bevallen"],
)
def test_who_is_not_to_be_called_now_is_told_so(shipped: Knowledge, note: str) -> None:
    town = Town()
    town.resident("Piet", can="timmeren", note=note)
    [found] = asked(town, "wie kan timmeren", shipped).matches
    assert [c.code for c in found.cautions] == ["says_no"]


def test_a_bad_leg_keeps_from_cycling_and_not_from_mending_bicycles(shipped: Knowledge) -> None:
    town = Town()
    henk = town.resident("Henk", can="fietsen maken", note="slecht ter been")
    town.resident("An", can="fietsen", note="slecht ter been")
    found = asked(town, "mijn fiets is lek", shipped).matches
    assert (found[0].who, found[0].band) == (henk, "possible")
    assert [c.text for c in found[0].cautions] == ["slecht ter been"]


def test_who_speaks_another_language_is_not_nearly_what_is_asked(shipped: Knowledge) -> None:
    town = Town()
    pole = town.resident("Agnieszka", languages=(Spoken(name="Pools"),))
    town.resident("Ahmad", can="vertalen arabisch")
    found = asked(town, "vertaler Pools", shipped).matches
    assert found[0].who == pole
    assert found[1].score < found[0].score - 0.1


@pytest.mark.parametrize(("short", "asks"), [("Marok.", "Marokkaans"), ("eng", "Engels")])
def test_a_language_cut_short_is_read_in_full(shipped: Knowledge, short: str, asks: str) -> None:
    town = Town()
    town.resident("Fatima", languages=(Spoken(name=short),))
    [found] = asked(town, f"wie spreekt {asks}", shipped).matches
    assert found.band != "maybe"


def test_asks_are_looked_through_by_how_sure_what_somebody_brings_makes(shipped: Knowledge) -> None:
    """Of very many only the first are read: what he can goes before what he is thought of for."""
    town = Town()
    who = town.resident("Kees", can="timmerman geweest")
    asks = ("koffie schenken", "gat in de muur", "deur klemt", "kast maken", "een trap timmeren")
    which = [town.initiative(ask, ask) for ask in asks]
    finder = Finder(Board(town.records(), TODAY, shipped))
    profile = finder.brings(who)
    assert profile is not None
    doubt = finder.board.asks.first(profile)
    assert sorted(which, key=lambda one: -doubt[one]) == which
    found = finder.answer(who, 10, ("offers",)).matches
    assert [m.who for m in found] == which[:0:-1]


@pytest.mark.parametrize(
    ("asks", "can", "only_there"),
    [
        ("koffie schenken in het verzorgingshuis", "kantinejuf", "kapster in het verzorgingshuis"),
        ("notuleren bij het bewonersoverleg", "was secretaresse", "gaat naar elk bewonersoverleg"),
        ("hulp in de moestuin", "moestuin", "hulp in de huishouding geweest"),
    ],
)
def test_where_it_is_weighs_less_than_what_is_asked(
    shipped: Knowledge, asks: str, can: str, only_there: str
) -> None:
    town = Town()
    who = town.resident("An", can=can)
    town.resident("Aad", can=only_there)
    assert asked(town, asks, shipped).matches[0].who == who

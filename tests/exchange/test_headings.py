"""Headings: Dutch and English, in any order, and what is no heading is kept."""

from __future__ import annotations

import pytest

from talentregister.errors import Refused, Usage
from talentregister.exchange import headings
from talentregister.exchange.headings import Kind
from talentregister.language import i18n


def targets(*above: str, kind: Kind | None = "residents") -> list[str]:
    return [column.target for column in headings.layout(above, kind).columns]


# As the issue lists them.
RESIDENTS = {
    "ref": "sleutel id key",
    "name": "naam name",
    "given": "voornaam",
    "prefix": "tussenvoegsel",
    "surname": "achternaam",
    "phone": "telefoon tel mobiel phone",
    "email": "mail e-mail email",
    "address": "straat adres straat/adres address",
    "postcode": "postcode",
    "area": "wijk buurt area",
    "loves": "passie passies passie(s) loves",
    "can": "talent talenten kan can",
    "wants": "wens wensen wens(en) wil wants",
    "has": "heeft has",
    "available": "beschikbaar available",
    "due": "terugbellen opvolgen",
    "reason": "reden reason",
    "note": "opmerking opmerkingen notitie note",
    "through": "via",
}
PHRASES = {
    "houdt van": "loves",
    "beschikbaar vanaf": "from",
    "beschikbaar tot": "until",
    "terugbellen op": "due",
    "opvolgen op": "due",
    "ontmoet op": "met_on",
}
INITIATIVES = {
    "name": "naam titel title",
    "description": "omschrijving description",
    "kind": "soort kind",
    "wants": "vraagt gezocht asks",
    "has": "biedt offers",
    "area": "wijk area",
    "place": "plek place",
    "schedule": "wanneer when",
    "contact": "contact",
    "carriers": "trekkers carriers",
    "state": "staat status state",
}


@pytest.mark.parametrize(
    ("target", "heading"),
    [(target, word) for target, words in RESIDENTS.items() for word in words.split()]
    + [(target, phrase) for phrase, target in PHRASES.items()],
)
def test_the_headings_a_worker_uses_are_known(target: str, heading: str) -> None:
    for written in (heading, heading.upper(), f" {heading.title()}: "):
        assert targets(written) == [target]


@pytest.mark.parametrize(
    ("target", "heading"),
    [(target, word) for target, words in INITIATIVES.items() for word in words.split()]
    + [("in_hands_of", "in handen van")],
)
def test_the_headings_of_initiatives_are_known(target: str, heading: str) -> None:
    assert targets(heading, kind="initiatives") == [target]


def test_a_number_behind_a_heading_makes_another_column_of_the_same() -> None:
    found = headings.layout(["Naam", "Talent 1", "Talent 2", "terugbellen op 2"])
    assert [(c.target, c.number) for c in found.columns[1:]] == [("can", 1), ("can", 2), ("due", 2)]


def test_the_kind_of_a_sheet_follows_from_its_headings() -> None:
    assert headings.layout(["Naam", "Tel", "Passies"]).kind == "residents"
    assert headings.layout(["Titel", "Soort", "Vraagt"]).kind == "initiatives"
    assert headings.layout(["Naam"]).kind == "residents"
    assert headings.layout(["Naam"], "initiatives").kind == "initiatives"


def test_the_words_for_a_kind_are_dutch_and_english() -> None:
    assert headings.kind_named("Bewoners") == headings.kind_named("residents") == "residents"
    assert headings.kind_named("initiatieven") == "initiatives"
    assert headings.kind_named("") is None
    with pytest.raises(Usage):
        headings.kind_named("honden")


def test_a_heading_without_a_home_is_kept_and_a_typing_error_is_suggested_not_applied() -> None:
    found = headings.layout(["Naam", "Koekje", "Telefon", ""])
    assert found.strangers == ("Koekje", "Telefon", "#4")
    assert [column.target for column in found.columns] == ["name", "", "", ""]
    assert found.guesses == (("Telefon", "Phone"),)


@pytest.mark.parametrize(
    ("above", "target"),
    [
        ("Kan / talent", "can"),
        ("Talenten & kan goed", "can"),
        ("Wens(en) of vraag", "wants"),
        ("Opmerkingen, notities", "note"),
        ("Talenten en wensen", ""),
        ("Talent / koekje", ""),
    ],
)
def test_a_heading_of_several_that_mean_the_same_is_that(above: str, target: str) -> None:
    assert targets("Naam", above) == ["name", target]


def test_a_known_word_in_a_longer_heading_is_suggested_not_applied() -> None:
    found = headings.layout(["Naam", "Talenten van bewoner", "Nr in mijn sheet"])
    assert [column.target for column in found.columns] == ["name", "", ""]
    assert found.guesses == (("Talenten van bewoner", "Talents"),)


def test_no_known_heading_names_what_was_found_and_what_is_known() -> None:
    with pytest.raises(Refused) as caught:
        headings.layout(["kleur", "smaak"])
    assert caught.value.code == "no_known_heading"
    assert caught.value.parameters["found"] == "kleur, smaak"
    assert "Name" in str(caught.value.parameters["known"])


@pytest.mark.parametrize("above", [["Naam", "Tel", "naam:"], ["Naam", "Koekje", "Koekje"]])
def test_a_heading_that_stands_there_twice_is_refused_with_its_columns(above: list[str]) -> None:
    with pytest.raises(Refused) as caught:
        headings.layout(above)
    assert caught.value.code == "sheet_heading_twice"
    assert caught.value.parameters["columns"] in ("1, 3", "2, 3")


@pytest.mark.parametrize("kind", ["residents", "initiatives"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_we_write_above_a_column_is_read_back(kind: Kind, language: i18n.Language) -> None:
    i18n.use(language)
    for home in headings.homes(kind):
        for number in (1, 2, 12):
            written = headings.heading(home, number)
            found = headings.layout([written], kind).columns[0]
            assert (found.target, found.number) == (home.target, number)


def test_an_extra_column_that_sounds_like_a_known_one_stays_extra() -> None:
    for key in ("Naam", "Reden", "Talent 2", "Koekje", "Naam (extra)"):
        above = headings.extra_heading(key, "residents")
        column = headings.layout(["Wijk", above]).columns[1]
        assert (column.target, column.key) == ("", key)

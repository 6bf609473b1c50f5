"""A wish: something to give, something to receive, or both."""

from __future__ import annotations

from pathlib import Path

import pytest

from talentregister.matching import Knowledge, match
from talentregister.matching.wishes import wished
from tests.matching.town import TODAY, Town

LIST = Path(__file__).parent / "words" / "wishes.txt"
WISHES = [
    tuple(part.strip() for part in line.split("|"))
    for line in LIST.read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("what", "text"), WISHES)
def test_a_wish_is_an_offer_when_it_is_something_to_do(what: str, text: str) -> None:
    give, receive, _rid = wished(text)
    assert bool(give) == (what != "receives")
    if what != "gives":  # what seems to be given may be received as well
        assert receive


@pytest.mark.parametrize(
    "text",
    ["taalmaatje worden misschien", "oudere opzoeken die niemand heeft", "mijn kennis doorgeven"],
)
def test_a_wish_to_do_something_is_giving(text: str) -> None:
    assert wished(text) == (text, "", "")


@pytest.mark.parametrize(
    "text",
    [
        "leren naaien",
        "iemand die Turks praat",
        "lamp laten ophangen",
        "hulp bij de tuin",
        "ogen worden minder, wie leest de krant voor",
        "nu nog leren koken voor mezelf",
        "dochter wil voorgelezen worden",
        "wil stoppen met roken",
        "wil van het oude bankstel af",
    ],
)
def test_a_wish_for_help_is_receiving(text: str) -> None:
    assert wished(text) == ("", text, "")


def test_a_wish_may_be_both_sentence_by_sentence() -> None:
    give, receive, _rid = wished("anderen erdoor helpen. een portret van mijn man")
    assert give == "anderen erdoor helpen"
    assert receive == "een portret van mijn man"


def test_what_one_begins_oneself_is_both() -> None:
    text = "een voetbalteam opzetten"
    assert wished(text) == (text, text, "")


def test_of_ones_own_is_not_for_others() -> None:
    assert wished("oppas voor mijn kinderen").give == ""
    assert wished("iets leuks voor de kinderen in de vakantie").give == ""
    assert wished("voorlezen voor kinderen").give == "voorlezen voor kinderen"


def test_who_would_like_to_do_it_is_named_once_and_without_a_warning_that_he_wants_it_too(
    shipped: Knowledge,
) -> None:
    town = Town()
    who = town.resident("An", wants="soep brengen naar zieke buren")
    which = town.initiative("Soepbus", "soep bezorgen")
    (found,) = match(town.records(), which, TODAY, shipped).matches
    assert (found.direction, found.who, found.cautions) == ("wants", who, ())
    (found,) = match(town.records(), who, TODAY, shipped).matches
    assert (found.direction, found.who) == ("offers", which)


def test_two_who_would_do_it_together_are_named_to_each_other(shipped: Knowledge) -> None:
    town = Town()
    one, other = (town.resident(name, wants="samen handwerken") for name in ("An", "Bo"))
    found = match(town.records(), one, TODAY, shipped, directions=("wants",)).matches
    assert [m.who for m in found] == [other]


@pytest.mark.parametrize(
    "text",
    [
        "wil van het koken af eigenlijk, te zwaar",
        "wil stoppen met koken",
        "wil graag stoppen met het koken",
    ],
)
def test_what_somebody_would_be_rid_of_is_neither_offered_nor_asked(
    shipped: Knowledge, text: str
) -> None:
    assert wished(text) == ("", "", text)
    town = Town()
    town.resident("Truus", can="soep koken", wants=text)
    town.resident("An", can="soep koken")
    which = town.initiative("Eettafel", "koken voor een groep")
    found = match(town.records(), which, TODAY, shipped)
    assert found.matches[0].who == "r2"
    assert all(m.cautions and m.score < found.matches[0].score / 2 for m in found.matches[1:])

"""Headings that are given a place by hand, and what is remembered of it."""

from __future__ import annotations

import json

import pytest

from talentregister.errors import Usage
from talentregister.exchange import headings, mapping
from talentregister.exchange.headings import KINDS, Kind
from talentregister.exchange.mapping import Chosen

ABOVE = ["Naam", "Hobby's", "Bel", "Koekje"]


def laid(*told: str, kind: Kind | None = None) -> headings.Layout:
    return headings.layout(ABOVE, kind, mapping.told(told, ABOVE))


@pytest.mark.parametrize("place", ["loves", "Passies", "passions", "houdt van"])
def test_a_place_is_a_target_or_any_heading_in_either_language(place: str) -> None:
    column = laid(f"Hobby's={place}").columns[1]
    assert (column.target, column.mapped) == ("loves", True)


def test_a_heading_may_have_an_equals_sign_of_its_own() -> None:
    assert mapping.told(["a=b=loves"], ["Naam", "a=b"]) == {"a=b": "loves"}


@pytest.mark.parametrize(
    ("place", "target", "number"),
    [("terugbellen op 2", "due", 2), ("due 2", "due", 2), ("Talent 3", "can", 3), ("extra", "", 1)],
)
def test_a_place_may_have_a_number_or_be_extra(place: str, target: str, number: int) -> None:
    column = laid(f"Bel={place}").columns[2]
    assert (column.target, column.number, column.mapped) == (target, number, True)


def test_the_heading_is_written_in_any_case_and_with_other_quotes() -> None:
    assert laid("HOBBY’S = passies").columns[1].target == "loves"


def test_what_is_mapped_to_extra_is_no_longer_guessed_at() -> None:
    above = ["Naam", "Telefon"]
    assert headings.layout(above).guesses
    assert not headings.layout(above, None, mapping.told(["Telefon=extra"], above)).guesses


@pytest.mark.parametrize("kind", sorted(set(KINDS.values())))
def test_every_target_is_a_place_and_no_heading_of_another(kind: Kind) -> None:
    for home in headings.homes(kind):
        assert headings.place_named(home.target, kind) == (home.target, 1)
        assert headings.place_named(home.dutch, kind) == (home.target, 1)
        assert headings.place_named(home.english, kind) == (home.target, 1)


@pytest.mark.parametrize(
    ("told", "code", "nearest"),
    [
        ("Hobbys=loves", "heading_unknown", "Hobby's"),
        ("xyzzy=loves", "heading_unknown", ""),
        ("Hobby's=pasies", "place_unknown", "Passions"),
        ("Hobby's=qqqqqqqqqqqqqqqqqqqqqqqqqq", "place_unknown", ""),
        ("Hobby's", "map_unreadable", None),
        ("=loves", "map_unreadable", None),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest(
    told: str, code: str, nearest: str | None
) -> None:
    with pytest.raises(Usage) as caught:
        laid(told)
    assert caught.value.code == code
    assert caught.value.parameters.get("nearest") == nearest


def test_a_mapping_alone_makes_a_sheet_of_headings_nobody_knows() -> None:
    above = ["Wie", "Doet graag"]
    told = mapping.told(["Wie=naam", "Doet graag=passies"], above)
    assert [c.target for c in headings.layout(above, None, told).columns] == ["name", "loves"]
    told = mapping.told(["Wie=titel", "Doet graag=trekkers"], above)
    assert headings.layout(above, None, told).kind == "initiatives"


def test_the_same_headings_in_any_order_are_the_same_sheet() -> None:
    key = mapping.sheet_key(ABOVE, None)
    assert mapping.sheet_key(["KOEKJE:", "bel", "Naam", "Hobby’s"], None) == key
    assert mapping.sheet_key([*ABOVE, "Weggelaten omdat"], None) == key
    assert mapping.sheet_key(ABOVE[:-1], None) != key
    assert mapping.sheet_key(ABOVE, "initiatives") != key


def test_what_is_kept_holds_no_heading_and_gives_the_places_back() -> None:
    kept = mapping.to_keep(laid("Hobby's=Passies", "Bel=due 2", "Koekje=extra"))
    assert not {"hobby", "bel", "koekje"} & set(json.dumps(kept).lower().split('"'))
    places = mapping.remembered(kept, ["Bel", "Naam", "Koekje", "Hobby's"])
    assert places == {"hobby's": "loves", "bel": "due 2", "koekje": "extra"}


def test_what_is_told_goes_before_what_was_remembered_and_nothing_forgets() -> None:
    chosen = Chosen({"bel": "", "koekje": "note"}, {"bel": "due", "koekje": "extra", "x": "can"})
    assert chosen.places == {"koekje": "note", "x": "can"}
    assert chosen.forgotten == ("bel",)

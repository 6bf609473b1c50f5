"""Names apart and together, sorted and folded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.language.names import (
    NameParts,
    fold,
    joined,
    sort_key,
    sorted_form,
    split,
    tidy,
)

NAMES = {
    "Vincent van Gogh": ("Vincent", "van", "Gogh"),
    "Gogh, Vincent van": ("Vincent", "van", "Gogh"),
    "van Gogh, Vincent": ("Vincent", "van", "Gogh"),
    "Vincent Van Gogh": ("Vincent", "Van", "Gogh"),
    "Vries, An de": ("An", "de", "Vries"),
    "Vries, de, An": ("An", "de", "Vries"),
    "Vries, An, de": ("An", "de", "Vries"),
    "  Vries ,  de ,An ": ("An", "de", "Vries"),
    "Jan-Willem de Vries": ("Jan-Willem", "de", "Vries"),
    "Jan Willem de Vries": ("Jan Willem", "de", "Vries"),
    "'t Hooft": ("", "'t", "Hooft"),
    "Gerard ’t Hooft": ("Gerard", "’t", "Hooft"),
    "Hooft, 't": ("", "'t", "Hooft"),
    "De Vries": ("", "De", "Vries"),
    "Boer, de": ("", "de", "Boer"),
    "Fatima": ("Fatima", "", ""),
    "Jansen,": ("Jansen", "", ""),
    "": ("", "", ""),
    " , ": ("", "", ""),
    "van": ("van", "", ""),
    "Jan van": ("Jan", "", "van"),
    "Ahmet el Bouazzati": ("Ahmet", "el", "Bouazzati"),
    "el Bouazzati": ("", "el", "Bouazzati"),
    "Mohamed Ben Ali": ("Mohamed", "Ben", "Ali"),
    "Ben van Dam": ("Ben", "van", "Dam"),
    "ben van dam": ("ben", "van", "dam"),
    "Ben Jansen": ("Ben", "", "Jansen"),
    "Jansen, Ben": ("Ben", "", "Jansen"),
    "Al Pacino": ("Al", "", "Pacino"),
    "Marijke Hoekstra-de Boer": ("Marijke", "", "Hoekstra-de Boer"),
    "Marijke Hoekstra - de Boer": ("Marijke", "", "Hoekstra - de Boer"),
    "Marijke de Boer-van den Berg": ("Marijke", "de", "Boer-van den Berg"),
    "Mei-Ling Chan": ("Mei-Ling", "", "Chan"),
    "Piet Jan Jansen": ("Piet Jan", "", "Jansen"),
    "Jan van der Berg": ("Jan", "van der", "Berg"),
    "Jan in 't Veld": ("Jan", "in 't", "Veld"),
    "In 't Veld": ("", "In 't", "Veld"),
    "Joke op de Beek": ("Joke", "op de", "Beek"),
    "Op de Beek, Joke": ("Joke", "Op de", "Beek"),
    "Joke ten Have": ("Joke", "ten", "Have"),
    "Jan v.d. Berg": ("Jan", "v.d.", "Berg"),
    "Maria de la Cruz": ("Maria", "de la", "Cruz"),
    "Jansen, Piet, jr.": ("Piet jr.", "", "Jansen"),
    "In Jansen": ("In", "", "Jansen"),
}


@pytest.mark.parametrize(("name", "parts"), NAMES.items())
def test_a_name_is_taken_apart(name: str, parts: tuple[str, str, str]) -> None:
    assert split(name) == NameParts(*parts)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_sorted_form_is_the_same_name(name: str) -> None:
    assert split(sorted_form(name)) == split(name)
    assert split(joined(split(name))) == split(name)


def test_a_name_is_joined_and_turned() -> None:
    assert joined(NameParts("Vincent", "van", "Gogh")) == "Vincent van Gogh"
    assert sorted_form("Vincent van Gogh") == "Gogh, Vincent van"
    assert sorted_form("Fatima") == "Fatima"
    assert sorted_form("'t Hooft") == "Hooft, 't"


def test_a_list_is_sorted_on_the_core_word() -> None:
    people = ["Bert Zwart", "Vincent van Gogh", "Fatima", "Óscar Hé", "An de Vries", "Jan Vries"]
    ordered = ["Fatima", "Vincent van Gogh", "Óscar Hé", "An de Vries", "Jan Vries", "Bert Zwart"]
    assert sorted(people, key=sort_key) == ordered
    assert sort_key("An de Vries") == ("vries", "an", "de")


NAME_WORDS = st.sampled_from(
    ["An", "Ben", "van", "de", "der", "'t", "in", "el", "Vries", "Boer-de", "-", "Gogh", "Mei"]
)


@given(st.lists(NAME_WORDS, max_size=6).map(" ".join) | st.text(max_size=30))
def test_taking_apart_what_was_joined_changes_nothing(name: str) -> None:
    once = split(joined(split(name)))
    assert split(joined(once)) == once
    assert sorted(joined(split(name)).split()) == sorted(tidy(name.replace(",", " ")).split())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("René", "rene"),
        ("Rene\u0301", "rene"),
        ("İstanbul", "istanbul"),
        ("ışık", "isik"),
        ("Łódź", "lodz"),
        ("Ø", "o"),
        ("Ĳssel", "ijssel"),
        ("Straße", "strasse"),
        ("’t", "'t"),
        ("´t", "'t"),
        ("„zo”", '"zo"'),
        ("a – b", "a - b"),
        ("  an\u00a0de\t Vries\n", "an de vries"),
        ("a\u200bn", "an"),
        ("１２", "12"),
    ],
)
def test_text_is_folded_for_searching(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_tidy_text_is_composed_and_single_spaced(text: str) -> None:
    clean = tidy(text)
    assert clean == clean.strip()
    assert "  " not in clean
    assert unicodedata.is_normalized("NFC", clean)
    assert tidy(clean) == clean

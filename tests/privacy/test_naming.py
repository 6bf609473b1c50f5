"""How somebody is named: surely, perhaps, or somebody else is meant."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.language.names import fold
from talentregister.model.resident import Resident
from talentregister.privacy.naming import REMOVED, SHORT, Naming, Words, is_word, words_for
from tests.privacy.people import records_of, resident

Form = Literal["NFC", "NFD", "NFKD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKD")
AHMET = Words(sure=("Ahmet Yılmaz", "Yılmaz", "0612345678", "ahmet@example.org", "Dorpsstraat 1"))


def named(*others: Resident, name: str = "Ahmet Yılmaz", **fields: str) -> Words:
    """How the first resident may be named, with `others` in the register."""
    gone = resident(1, name, **fields)
    return words_for(records_of(gone, *others), gone)


@pytest.mark.parametrize(
    "text",
    [
        "Ahmet Yılmaz",
        "AHMET YILMAZ",
        "ahmet yilmaz",
        "Ahmet  \n Yılmaz",
        "Ahmet\N{NO-BREAK SPACE}Yılmaz",
        "Ah\N{ZERO WIDTH SPACE}met Yılmaz",
        "Ahmet-Yılmaz",
        "Ahmet Yılmaz's",
        "Ahmet Yılmaz’s",
        "Ahmet Yılmazs",
        "YILMAZ",
        "06-12 34 56 78",
        "0612345678",
        "06/12345678",
        "06.12.34.56.78",
        "06‑12345678",
        "+31612345678",
        "+31 (0)6 12 34 56 78",
        "0031 6 12345678",
        "612345678",
        "AHMET@example.org",
        "dorpsstraat 1",
    ],
)
def test_a_person_is_found_however_it_is_written(text: str) -> None:
    naming = Naming(AHMET.sure)
    assert naming.removed(text) == REMOVED
    assert naming.removed(f"bel ({text}), graag") == f"bel ({REMOVED}), graag"
    if "@" not in text:  # there an underscore is a letter: it may be another address
        assert naming.removed(f"_{text}_") == f"_{REMOVED}_"


@pytest.mark.parametrize(
    "text",
    [
        "Ahmet",
        "Ahmeta Kaya",
        "Yılmazer",
        "106123456789",
        "06-12 34 56 79",
        "mahmet@example.org",
        "ahmet@example.org.nl",
        "Dorpsstraat 12",
        "",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert Naming(AHMET.sure).removed(text) == text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["Zoë Çelik", "René Müller", "Ngọc Trần", "김 민준", "Łucja Nowak"]
)
def test_composed_and_decomposed_letters_are_the_same(name: str, form: Form) -> None:
    text = unicodedata.normalize(form, f"met {name} erbij")
    assert Naming([name]).removed(text) == f"met {REMOVED} erbij"


def test_a_name_without_its_accents_is_found() -> None:
    assert Naming(["Zoë Çelik"]).removed("Zoe Celik belde") == f"{REMOVED} belde"
    assert Naming(["Zoe Celik"]).removed("ZOË ÇELİK belde") == f"{REMOVED} belde"


def test_a_foreign_phone_is_found_with_a_plus_or_two_zeros() -> None:
    naming = Naming(["+32470123456"])
    for text in ("+32 470 12 34 56", "0032470123456", "(+32470123456)"):
        assert "470" not in naming.removed(text)


def test_a_name_without_a_letter_is_found() -> None:
    assert Naming(["🙂"]).removed("samen met 🙂 erbij") == f"samen met {REMOVED} erbij"


def test_nothing_to_look_for_finds_nothing() -> None:
    assert Naming([], ["Ahmet Kaya"]).removed("Ahmet Kaya") == "Ahmet Kaya"
    assert Naming(["-", " "]).removed("- . -") == "- . -"


def test_a_mark_that_would_not_fit_is_one_sign() -> None:
    text = "Bo " * 66
    cut = Naming(["Bo"]).removed(text, 200)
    assert len(cut) <= len(text)
    assert cut.split() == [SHORT] * 66
    assert Naming(["Bo"]).removed("Bo", 200) == REMOVED


def test_an_excerpt_shows_a_little_of_what_stands_around_it() -> None:
    text = "woord " * 30 + "koffie met Ahmet Yılmaz\nen taart " + "woord " * 30
    excerpt = Naming(AHMET.sure).excerpt(text)
    assert "koffie met Ahmet Yılmaz en taart" in excerpt
    assert excerpt.startswith(SHORT)
    assert excerpt.endswith(SHORT)
    assert len(excerpt) < 120
    assert Naming(AHMET.sure).excerpt("niemand") == ""


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_stands_around_a_name_is_never_touched(before: str, behind: str) -> None:
    text = f"{before} Ahmet Yılmaz {behind}"
    cut = Naming(["Ahmet Yılmaz"]).removed(text)
    assert cut == f"{before} {REMOVED} {behind}" or cut.count(REMOVED) > 1


@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_a_name_of_any_letters_is_gone_afterwards(name: str, around: str) -> None:
    naming = Naming([f"{name} Yılmaz"])
    cut = naming.removed(f"{around} {name} Yılmaz {around}")
    assert fold(f"{name} Yılmaz") not in fold(cut)
    assert naming.places(cut) == []


def test_the_whole_name_is_sure_in_every_order_it_is_written() -> None:
    sure = named(name="An de Vries").sure
    assert {"An de Vries", "Vries, An de", "Vries, de, An", "de Vries, An"} <= {*sure}
    assert {"An de Vries", "Vries, An de"} <= {*named(name="Vries, An de").sure}


def test_a_nickname_with_the_surname_is_a_whole_name() -> None:
    words = named(name="Johanna de Bruijn", nickname="Jo")
    assert "Jo de Bruijn" in words.sure
    assert {"Johanna", "Jo"} <= {*words.perhaps}


def test_a_given_name_alone_is_asked() -> None:
    assert named(name="Ahmet").sure == ()
    assert named(name="Ahmet").perhaps == ("Ahmet",)
    assert "Jan" in named(name="Jan Willem de Bruijn").perhaps


def test_a_surname_that_is_also_a_word_is_asked() -> None:
    assert all(map(is_word, ("Bakker", "Roos", "Wil")))
    assert not any(map(is_word, ("Yılmaz", "Jansen", "")))
    words = named(name="Joke Bakker")
    assert "Bakker" in words.perhaps
    assert "Bakker" not in words.sure
    assert "Joke Bakker" in words.sure


def test_a_surname_that_is_no_word_is_sure() -> None:
    assert "Yılmaz" in named().sure


def test_a_surname_with_its_prefix_is_sure() -> None:
    assert {"de Boer", "Boer, de"} <= {*named(name="Piet de Boer").sure}
    assert "Gogh" in named(name="Vincent van Gogh").perhaps


@pytest.mark.parametrize("other", ["Elif Yılmaz", "Yılmaz", "Yilmaz Kaya", "YILMAZ, Elif"])
def test_a_surname_that_is_somebody_elses_is_asked(other: str) -> None:
    words = named(resident(2, other))
    assert "Yılmaz" not in words.sure
    assert "Yılmaz" in words.perhaps
    assert "Ahmet Yılmaz" in words.sure


def test_a_surname_that_is_also_an_area_is_asked() -> None:
    words = named(resident(2, "Elif", area="Emmerhout"), name="Jan Emmerhout")
    assert "Emmerhout" in words.perhaps
    assert "Emmerhout" not in words.sure


def test_the_whole_name_of_a_namesake_is_asked() -> None:
    for other in ("Ahmet Yılmaz", "Yilmaz, Ahmet", "AHMET YILMAZ"):
        words = named(resident(2, other))
        assert "Ahmet Yılmaz" not in words.sure
        assert "Ahmet Yılmaz" in words.perhaps


def test_a_phone_that_a_housemate_shares_is_asked() -> None:
    told = {"phone": "0612345678", "email": "thuis@example.org", "address": "Dorpsstraat 1"}
    words = named(resident(2, "Elif", **told), **told)
    assert {*told.values()} <= {*words.perhaps}
    assert {*told.values()}.isdisjoint(words.sure)
    assert {*told.values()} <= {*named(**told).sure}


def test_an_address_is_known_without_its_town_and_a_street_alone_is_asked() -> None:
    assert "Dorpsstraat 1" in named(address="Dorpsstraat 1, 7811 AB Emmen").sure
    assert "Dorpsstraat" in named(address="Dorpsstraat").perhaps


def test_a_given_name_that_is_a_word_needs_a_capital() -> None:
    words = named(name="Wil de Bruijn")
    naming = Naming(words.perhaps, words.others, words.capital)
    assert naming.places("ze wil graag helpen") == []
    assert naming.removed("koffie met Wil") == f"koffie met {REMOVED}"


def test_the_name_of_somebody_else_is_left_whole() -> None:
    words = named(resident(2, "Ahmet Kaya"), resident(3, "Ahmet Yılmaz-Demir"), name="Ahmet Yılmaz")
    naming = Naming([*words.sure, *words.perhaps], words.others, words.capital)
    text = "Ahmet Kaya en Ahmet Yılmaz-Demir"
    assert naming.removed(text) == text
    assert naming.removed(f"{text} en Ahmet Yılmaz") == f"{text} en {REMOVED}"


def test_who_is_named_after_somebody_does_not_protect_the_name() -> None:
    words = named(resident(2, "moeder van Ahmet Yılmaz"))
    assert Naming(words.sure, words.others).removed("Ahmet Yılmaz") == REMOVED

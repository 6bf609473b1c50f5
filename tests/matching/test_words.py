"""Text into keys, and what one word may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.matching import Knowledge
from talentregister.matching.reading import read
from talentregister.matching.words import keys, keys_of_many, tokens


def meanings(knowledge: Knowledge, word: str) -> set[str]:
    """The concepts a word may stand for."""
    found = knowledge.analyst.word(word).hits.get("concept", ())
    return {knowledge.compiled.concepts[hit.feature].id for hit in found}


def test_a_key_has_no_case_accents_apostrophes_or_hyphens() -> None:
    assert keys("Foto's, CAFÉ en klaar-over; Zoë's ﬁets") == [
        "fotos", "cafe", "en", "klaarover", "zoes", "fiets",
    ]  # fmt: skip


def test_a_token_knows_where_it_stands_in_the_text_as_typed() -> None:
    text = "één taart, voor Zoë"
    assert [text[t.start : t.end] for t in tokens(text)] == ["één", "taart", "voor", "Zoë"]


@given(st.lists(st.text(alphabet="abcé' -,.;1ZŞ\nzon", max_size=30), max_size=6))
def test_many_texts_give_the_same_keys_as_one_by_one(texts: list[str]) -> None:
    many = [line.split() for line in keys_of_many(texts)]
    assert ["".join(row) for row in many] == ["".join(keys(text)) for text in texts]


def test_such_a_one_is_no_sun_and_closing_no_ditch(shipped: Knowledge) -> None:
    assert keys("zo'n Zo’n zon") == ["zo", "zo", "zon"]
    assert meanings(shipped, "sluit") == set()
    assert meanings(shipped, "sloot") == {"water"}


def test_a_word_is_read_as_written_before_its_lemma(knowledge: Knowledge) -> None:
    assert meanings(knowledge, "telefoontje") == {"telefoon"}
    assert knowledge.analyst.word("telefoontje").hits["concept"][0].how == "same"


def test_a_word_is_not_what_a_diminutive_of_it_means(shipped: Knowledge) -> None:
    snacks = meanings(shipped, "slaatje")
    assert snacks
    assert snacks.isdisjoint(meanings(shipped, "sla"))


def test_a_diminutive_counts_for_less_than_the_word_itself(knowledge: Knowledge) -> None:
    small, whole = (knowledge.analyst.word(w).hits["concept"][0] for w in ("taartje", "taart"))
    assert small.weight < whole.weight


def test_only_a_word_that_no_dictionary_knows_is_repaired(knowledge: Knowledge) -> None:
    assert knowledge.analyst.word("timerman").read_as == "timmerman"
    assert knowledge.analyst.word("lassen").read_as == ""
    assert knowledge.analyst.word("lessen").read_as == ""


def test_sewing_is_not_sowing(knowledge: Knowledge) -> None:
    assert meanings(knowledge, "naaien") == {"naaien"}
    assert meanings(knowledge, "zaaien") == {"tuinieren"}
    assert meanings(knowledge, "naien") == {"naaien"}


def test_a_compound_is_read_by_its_parts(knowledge: Knowledge) -> None:
    assert "koken" in meanings(knowledge, "kookclub") | meanings(knowledge, "maaltijdproject")
    assert meanings(knowledge, "tuingroep") == {"tuinieren"}


def test_the_lemma_of_a_compound_is_that_of_its_last_part(knowledge: Knowledge) -> None:
    assert meanings(knowledge, "voetbaltrainers") == {"voetbal"}


def test_a_former_job_is_the_job(knowledge: Knowledge) -> None:
    assert "huis" in meanings(knowledge, "oudpostbode")
    assert "boekhouden" in meanings(knowledge, "exboekhouder")


def meant(shipped: Knowledge, text: str) -> set[str]:
    compiled = shipped.compiled
    found = read(text, shipped.analyst, ("concept", "item")).found
    return {compiled.terms[one.term].text for one in found if one.term >= 0}


def test_the_words_of_a_saying_or_a_place_mean_nothing_by_themselves(shipped: Knowledge) -> None:
    for text in ("komt uit Den Haag", "goede banden met de buurt", "aangemeld via haar huisarts"):
        assert meant(shipped, text) == set(), text
    assert "bakken" in meant(shipped, "aan de bak, en bakken kan ze ook")


NAMES = (
    "verzorgt mevrouw Bakker", "naast dhr de Boer", "kent de heer van der Molen goed",
    "zoontje van Marie Visser", "haar zoon Roos", "zit op De Regenboog", "zit in flat De Klimop",
    "woont boven bakkerij Visser", "genaamd Timmerman", "stond bij Simon de Wit",
    "mw. Bakker brengt haar thuis", "komt met dhr. de Boer", "Mevr. Visser belt zelf",
    "Jan Bakker heeft gebeld", "gesproken met Linda Kok", "casemanager Visser",
    "via J. Bakker", "contact: P. de Boer", "mw. J. Visser belt",
)  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_who_has_the_name_of_a_trade_or_a_thing_has_only_the_name(
    shipped: Knowledge, text: str
) -> None:
    trades = meant(shipped, text.lower()) - meant(shipped, text)
    assert trades
    assert meant(shipped, text).isdisjoint({"bakker", "boer", "molen", "visser", "timmerman"})


def test_a_letter_of_a_diploma_is_no_initial(shipped: Knowledge) -> None:
    assert "koken" in meant(shipped, "zwemdiploma A. Kookt graag")
    assert "voetbal" in meant(shipped, "Groep B Voetbal")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Was Kapper, kan goed Vlechten", {"kapper", "vlechten"}),
        ("Koken, Bakken en Naaien", {"koken", "bakken", "naaien"}),
        ("mw Turkse, kookt graag", {"koken"}),
        ("moeder van Roos, Tuinieren", {"tuinieren"}),
        ("KAN MEVROUW BAKKEN", {"bakken"}),
        ("zit op De Regenboog, bakker geweest", {"bakker"}),
        ("jonge moeder Kapster", {"kapster"}),
        ("ex Verpleegkundige", {"verpleegkundige"}),
        ("is voorzitter van het Koor", {"koor"}),
        ("heeft een Moestuintje", {"moestuin"}),
        ("werkte als Garagemonteur", {"garagemonteur"}),
        ("zingt in het koor. Bakt graag", {"bakt"}),
        ("Kan Goed Koken En Naaien", {"koken", "naaien"}),
    ],
)
def test_a_capital_alone_makes_no_name(shipped: Knowledge, text: str, said: set[str]) -> None:
    assert said <= meant(shipped, text)


def test_what_is_said_outside_a_saying_is_meant(shipped: Knowledge) -> None:
    assert "haag knippen" in meant(shipped, "haag knippen in Den Haag")
    assert "banden plakken" in meant(shipped, "banden plakken")
    assert meant(shipped, "was huisarts in Zwolle")


def test_a_term_of_several_words_is_found_in_a_saying(shipped: Knowledge) -> None:
    assert "hond" in meant(shipped, "hond trekt aan de lijn")


def test_a_plural_is_of_the_common_word_too(shipped: Knowledge) -> None:
    for plural, word in (("kasten", "kast"), ("scharen", "schaar"), ("rokken", "rok")):
        assert word in (shipped.analyst.lexicon.lemmas(plural) or ())
    assert shipped.analyst.lexicon.lemmas("gewoonten") == ("gewoonte",)


def test_what_sounds_the_same_is_the_same_word(shipped: Knowledge) -> None:
    assert shipped.analyst.word("rugpyn").read_as == "rugpijn"
    assert shipped.analyst.word("toezigt").read_as == "toezicht"

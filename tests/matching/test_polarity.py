"""What a clause says about its words."""

from __future__ import annotations

import pytest

from talentregister.matching.polarity import clauses, wished


def denied(text: str) -> set[str]:
    """The words that are said no to."""
    return {clause.tokens[place].key for clause in clauses(text) for place in clause.denied}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("niet meer tuinieren ivm rug", "tuinieren"),
        ("breien lukt niet meer met die handen", "breien"),
        ("geen katten", "katten"),
        ("bang voor honden", "honden"),
        ("EHBO ooit gehad, is verlopen", "ehbo"),
        ("compjuter? nee dank je", "compjuter"),
        ("rijbewijs ingenomen", "rijbewijs"),
        ("allergisch voor dieren", "dieren"),
        ("can't cook", "cook"),
    ],
)
def test_a_no_is_heard(text: str, word: str) -> None:
    assert word in denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "niet alleen koken maar ook bakken",
        "geen probleem met honden",
        "is niet bang van honden",
        "kan nog niet stoppen met breien",
        "timmeren zonder diploma, geen diploma",
        "bellen niet voor 11 u",
    ],
)
def test_what_only_looks_like_a_no_is_none(text: str) -> None:
    assert not denied(text) & {"koken", "bakken", "breien", "timmeren", "bellen"}


def test_a_no_ends_where_the_sentence_turns() -> None:
    assert "koken" not in denied("kan niet naaien maar wel koken")
    assert "naaien" in denied("kan niet naaien maar wel koken")


def test_geen_says_no_to_what_follows_only() -> None:
    assert denied("tuinieren zonder gif") == {"gif"}


def test_a_request_is_never_a_no() -> None:
    assert not any(clause.denied for clause in clauses("snapt er niks van", asking=True))


def test_what_is_about_somebody_else_counts_for_less() -> None:
    (clause,) = clauses("vrouw kookt elke dag")
    assert clause.weight < 1


def test_watching_is_not_doing() -> None:
    (clause,) = clauses("cricket op tv")
    assert clause.weight < 1


@pytest.mark.parametrize(
    "text",
    ["taalmaatje worden misschien", "oudere opzoeken die niemand heeft", "mijn kennis doorgeven"],
)
def test_a_wish_to_do_something_is_giving(text: str) -> None:
    assert wished(text) == (text, "")


@pytest.mark.parametrize(
    "text", ["leren naaien", "iemand die Turks praat", "lamp laten ophangen", "hulp bij de tuin"]
)
def test_a_wish_for_help_is_receiving(text: str) -> None:
    assert wished(text) == ("", text)


def test_a_wish_may_be_both_sentence_by_sentence() -> None:
    give, receive = wished("anderen erdoor helpen. een portret van mijn man")
    assert give == "anderen erdoor helpen"
    assert receive == "een portret van mijn man"


def test_what_one_begins_oneself_is_both() -> None:
    assert wished("een voetbalteam opzetten") == ("een voetbalteam opzetten",) * 2

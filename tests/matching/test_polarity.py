"""What a clause says about its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from talentregister.matching.polarity import OTHERS, PARTLY, clauses
from talentregister.matching.rules import DATA, Phrases, by_telling, read_lists, rules
from talentregister.matching.words import tokens

TABLE = Path(__file__).parent / "words" / "nos.txt"
MARKED = re.compile(r"\[(?P<no>[^\]]+)\]|\{(?P<yes>[^}]+)\}")


def denied(text: str) -> set[str]:
    """The words that are said no to."""
    return {clause.tokens[place].key for clause in clauses(text) for place in clause.denied}


def texts(*names: str) -> list[str]:
    """The texts of the table, of the sections of these names, with their marks."""
    name, found = "", []
    for line in TABLE.read_text("utf-8").splitlines():
        heading = re.fullmatch(r"\[(\w+)\]", line)
        if heading:
            name = heading.group(1)
        elif line and not line.startswith("#") and name in names:
            found.append(line)
    return found


def misread(marked: str) -> list[str]:
    """The marked words that are read the other way: `[as a no]`, `{as a yes}`."""
    text = MARKED.sub(lambda found: found["no"] or found["yes"], marked)
    nos = {c.tokens[place].start for c in clauses(text) for place in c.denied}
    wrong, shift = [], 0
    for found in MARKED.finditer(marked):
        start = found.start() - shift
        shift += 2
        words = [t for t in tokens(text) if start <= t.start < found.end() - shift]
        telling = [t for t in words if t.key not in rules().silent]
        wrong += [t.key for t in telling if (t.start in nos) != bool(found["no"])]
    return wrong


@pytest.mark.parametrize("text", texts("no", "yes", "both", "doubt"))
def test_a_text_as_she_types_it_is_read_as_she_means_it(text: str) -> None:
    assert misread(text) == []


@pytest.mark.parametrize("text", texts("missed"))
def test_what_is_not_read_yet_is_missed_as_a_yes(text: str) -> None:
    affirmed = MARKED.sub(lambda found: f"{{{found['no'] or found['yes']}}}", text)
    assert misread(affirmed) == []


def test_the_table_marks_what_it_is_about() -> None:
    every = texts("no", "yes", "both", "doubt", "missed")
    assert [text for text in every if not MARKED.search(text)] == []
    assert len(every) == len(set(every)) > 400


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


def test_a_no_in_the_next_clause_speaks_of_the_one_before() -> None:
    assert "rijbewijs" in denied("rijbewijs, is ingenomen")
    assert "bakt" not in denied("bakt graag. Heeft geen haast")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("woont hier. rijbewijs, is ingenomen", "rijbewijs, is ingenomen"),
        ("doet niet: koken, strijken", "doet niet: koken, strijken"),
        ("haakt graag maar kan niet koken", "kan niet koken"),
    ],
)
def test_a_no_is_quoted_with_the_words_that_say_it(text: str, quoted: str) -> None:
    denials = [clause for clause in clauses(text) if clause.denied]
    assert quoted in {text[clause.start : clause.end].removeprefix("maar ") for clause in denials}


def test_a_sentence_that_only_says_no_speaks_of_a_short_one_before_it() -> None:
    assert "zwemmen" in denied("Zwemmen. Kan ze niet")
    assert denied("Kookt elke dag voor de buren. Wil niet meer") == {"wil", "niet", "meer"}


def test_a_no_about_the_time_leaves_what_is_done() -> None:
    assert denied("past niet op in het weekend") == set()
    assert "fietst" in denied("fietst niet meer sinds maart")


def test_a_no_in_front_of_a_no_is_none() -> None:
    assert "koken" in denied("gestopt met koken")
    assert denied("is nooit gestopt met koken") == set()


def test_a_no_of_those_who_are_helped_is_not_hers() -> None:
    assert denied("helpt mensen die niet kunnen lezen") == set()


def test_a_list_goes_on_with_the_no_before_it() -> None:
    assert {"koken", "bakken", "naaien"} <= denied("kan niet koken, bakken of naaien")
    assert "bakken" not in denied("kan niet koken, bakken wel")
    assert {"koken", "strijken"} <= denied("doet niet: koken, strijken")


def test_a_request_is_never_a_no() -> None:
    assert not any(clause.denied for clause in clauses("snapt er niks van", asking=True))


def test_what_is_about_somebody_else_counts_for_less() -> None:
    (clause,) = clauses("vrouw kookt elke dag")
    assert clause.weight < 1


@pytest.mark.parametrize("text", ["moeder verzorgd tot het laatst", "mn vader 6 jaar verpleegd"])
def test_what_was_done_for_a_relative_was_done_by_oneself(text: str) -> None:
    (clause,) = clauses(text)
    assert clause.weight == 1


def test_what_is_done_for_a_relative_by_others_counts_for_less() -> None:
    (clause,) = clauses("moeder wordt verzorgd door de thuiszorg")
    assert clause.weight < 1


def test_watching_is_not_doing() -> None:
    (clause,) = clauses("cricket op tv")
    assert clause.weight < 1


def test_a_phrase_of_the_rules_may_leave_words_open() -> None:
    row = "snapt er echt niks van".split()
    assert Phrases(by_telling([("snapt", "…", "niks")])).places(row) == [(0, 4, 2)]
    assert Phrases(by_telling([("er", "…", "van", ".")])).places(row) == [(1, 5, 2)]
    assert Phrases(by_telling([("snapt", "…", "van")])).places(row) == []


def test_of_two_phrases_the_longer_counts() -> None:
    row = ["geen", "zin", "meer"]
    assert Phrases(by_telling([("geen",), ("geen", "zin")])).places(row) == [(0, 2, 2)]
    assert Phrases(by_telling([("geen", "zin"), ("geen", "…", "meer")])).places(row) == [(0, 3, 2)]


def test_an_item_with_a_stroke_is_a_phrase_for_each_word() -> None:
    lists = read_lists("[no]\nte oud om/voor, bang … in .")
    assert lists["no"] == [("te", "oud", "om"), ("te", "oud", "voor"), ("bang", "…", "in", ".")]


def test_a_typed_word_stands_for_one_that_the_rules_know() -> None:
    lists = read_lists((DATA / "rules.txt").read_text("utf-8"))
    assert {len(pair) for pair in lists["spelled"]} == {2}
    typed = [pair[0] for pair in lists["spelled"]]
    assert len(typed) == len(set(typed))
    assert not {pair[1] for pair in lists["spelled"]} & set(typed)


def test_no_phrase_of_a_no_is_also_a_phrase_of_a_yes() -> None:
    lists = read_lists((DATA / "rules.txt").read_text("utf-8"))
    nos = {phrase for name in ("not", "no", "near", "bare") for phrase in lists[name]}
    assert nos & set(lists["yes"]) == set()


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("niet op dinsdag, dan oppas kleinkinderen", OTHERS),
        ("kan nooit op zaterdag, dan staat hij op de markt", OTHERS),
        ("komt op dinsdag, dan koken", 1.0),
        ("houdt niet van drukte, dan liever tuinieren", 1.0),
    ],
)
def test_what_keeps_somebody_at_a_time_is_no_offer(text: str, weight: float) -> None:
    assert clauses(text)[-1].weight == weight


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("geen agressieve honden", PARTLY),
        ("doet geen grote klussen", PARTLY),
        ("no big jobs", PARTLY),
        ("geen honden", 1.0),
        ("niet met grote groepen", 1.0),
    ],
)
def test_a_no_to_some_of_it_is_hardly_one_to_all(text: str, refusal: float) -> None:
    [clause] = clauses(text)
    assert clause.denied
    assert clause.refusal == refusal

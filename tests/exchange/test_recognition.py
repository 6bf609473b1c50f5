"""Doubles: other spellings, nicknames, swapped and double names; doubtful, never the same."""

from __future__ import annotations

import pytest

from talentregister import storage
from talentregister.exchange import spellings
from talentregister.exchange.recognition import alike
from talentregister.language.names import fold
from talentregister.model.resident import Resident
from tests.exchange.helping import Desk, codes, verdicts

SAME = [
    ("Mohamed Yilmaz", "Muhammed Yılmaz"),
    ("Mohammed Benali", "Mohamad Benali"),
    ("Aïcha el Hadri", "Aisha el Hadri"),
    ("Ahmet Kaya", "Ahmed Kaya"),
    ("Youssef Amrani", "Joesoef Amrani"),
    ("Yusuf Demir", "Youssef Demir"),
    ("Khadija Bos", "Hadija Bos"),
    ("Oleksandr Melnyk", "Alexander Melnyk"),
    ("Fatima Idrissi", "Fateme Idrissi"),
    ("Jan de Vries", "Johannes de Vries"),
    ("Kees Blok", "Cornelis Blok"),
    ("Wim Bos", "Willem Bos"),
    ("Henk Smit", "Hendrik Smit"),
    ("Piet Bakker", "Petrus Bakker"),
    ("Truus Visser", "Geertruida Maria Visser"),
    ("Bep Mulder", "Elisabeth Mulder"),
    ("Els Mulder", "Elisabeth Mulder"),
    ("Ans Vos", "Johanna Vos"),
    ("Joop Vos", "Johannes Vos"),
    ("Toos Pol", "Catharina Pol"),
    ("Sjaak Pol", "Jacobus Pol"),
    ("Nel Kok", "Petronella Kok"),
    ("Riet Kok", "Maria Kok"),
    ("Mien Kok", "Wilhelmina Kok"),
]
OTHERS = [
    ("Bep Mulder", "Els Mulder"),  # two forms of Elisabeth are two people
    ("Jan Vos", "Joop Vos"),
    ("Fatma Kok", "Aïcha Kok"),
    ("Jan de Vries", "Johannes Bakker"),
    ("Kees Blok", "Hendrik Blok"),
    ("G. Bos", "Truus Bos"),  # an initial alone says too little
    ("Noor", "Noor Bakker"),
]


@pytest.mark.parametrize(("one", "other"), [*SAME, *((b, a) for a, b in SAME)])
def test_another_form_of_the_first_name_is_doubtful_never_the_same(
    desk: Desk, one: str, other: str
) -> None:
    assert alike(one, other)
    desk.take("Naam|Tel", f"{one}|0612345678")
    (planned,) = desk.plan("Naam|Kan", f"{other}|koken").rows
    assert (planned.verdict, planned.doubts[0].code) == ("doubtful", "doubt_given")


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_are_other_people(desk: Desk, one: str, other: str) -> None:
    desk.take("Naam", one)
    assert verdicts(desk.plan("Naam", other)) == ["new"]


def test_ij_and_y_are_one_letter(desk: Desk) -> None:
    desk.take("Naam", "Wijnand Dijkstra")
    assert verdicts(desk.plan("Naam", "Wynand Dykstra")) == ["doubtful"]


@pytest.mark.parametrize(
    ("known", "row", "verdict"),
    [
        ("0612345678", "", "doubtful"),
        ("0612345678", "0612345678", "doubtful"),
        ("0612345678", "0687654321", "new"),
        ("", "0687654321", "doubtful"),
    ],
)
def test_a_detail_that_differs_makes_another_person(
    desk: Desk, known: str, row: str, verdict: str
) -> None:
    desk.take("Naam|Tel", f"Johannes de Vries|{known}")
    assert verdicts(desk.plan("Naam|Tel", f"Jan de Vries|{row}")) == [verdict]


@pytest.mark.parametrize(
    ("known", "row", "code"),
    [
        ("An Bos", "Bos An", "doubt_turned"),
        ("Johannes Bos", "Bos Jan", "doubt_turned"),
        ("Geesje Wolthuis", "Geesje Wolthuis-Pol", "doubt_alike"),
        ("Geesje Pol", "Wolthuis-Pol, Geesje", "doubt_alike"),
        ("Anna Hoekstra", "Anna Hoekstra-de Boer", "doubt_alike"),
        ("Anna de Boer", "Anna Hoekstra - de Boer", "doubt_alike"),
        ("An de Vries", "An Vries", "doubt_alike"),
        ("Jan Willem Bos", "Jan Bos", "doubt_alike"),
        ("Mei-Ling Bos", "Meiling Bos", "doubt_given"),
    ],
)
def test_swapped_and_double_names_are_doubtful(desk: Desk, known: str, row: str, code: str) -> None:
    desk.take("Naam", known)
    assert codes(desk.plan("Naam", row)) == [code]


def test_a_shared_particle_is_no_shared_surname() -> None:
    assert not alike("Anna Smit-van Dijk", "Anna Hoekstra-van Bergen")
    assert alike("Anna Smit-van Dijk", "Anna van Dijk")


def test_somebody_is_found_by_nickname_too(desk: Desk) -> None:
    desk.take("Naam|Roepnaam", "Berendina Kok|Dinie")
    assert verdicts(desk.plan("Naam", "Dinie Kok")) == ["doubtful"]
    assert verdicts(desk.plan("Naam|Roepnaam", "B. Kok|Dinie")) == ["doubtful"]


def test_two_forms_in_one_sheet_are_doubtful_and_the_answer_stays(desk: Desk) -> None:
    from talentregister.exchange.planning import Answer

    lines = ("Naam|Kan", "Jan de Vries|koken", "Johannes de Vries|bakken")
    assert verdicts(desk.plan(*lines)) == ["new", "doubtful"]
    desk.take(*lines, doubtful=Answer("same"))
    assert len(desk.records.residents) == 1
    assert verdicts(desk.plan(*lines)) == ["same", "same"]


def test_initiatives_have_no_first_names(desk: Desk) -> None:
    desk.take("Titel|Vraagt", "Jan Steenkring|x", kind="initiatives")
    assert verdicts(desk.plan("Titel|Vraagt", "Johannes Steenkring|y", kind="initiatives")) == [
        "new"
    ]


def test_so_many_of_one_name_are_no_hint(desk: Desk) -> None:
    with storage.transaction(desk.home, "add", desk.today) as change:
        for number in range(10_000_000, 10_000_302):
            change.add(Resident, name="Jan Bos", phone=f"06{number}")
    assert verdicts(desk.plan("Naam", "Johannes Bos")) == ["new"]


def test_the_list_of_names_holds_groups_of_folded_names_each_once() -> None:
    lines = (spellings.DATA / "given_names.txt").read_text(encoding="utf-8").splitlines()
    groups = [line.split() for line in lines if line and not line.startswith("#")]
    assert len(groups) > 300
    for group in groups:
        plain = [fold(name).replace("ij", "y") for name in group]
        assert len(plain) == len(set(plain)) > 1, group
        assert [fold(name) for name in group] == group
    assert len({frozenset(group) for group in groups}) == len(groups)

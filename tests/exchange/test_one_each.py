"""A sheet where one row is one statement: who, what kind, and the text."""

from __future__ import annotations

import pytest

from talentregister.exchange import headings
from talentregister.exchange.planning import Answer
from tests.exchange.helping import Desk, codes, sheet, verdicts

ABOVE = "Naam|Soort|Wat"
LINES = (
    ABOVE,
    "An de Vries|passie|zingen",
    "Bep|wil|een fiets",
    "An de Vries|Talent|koken; bakken",
    "Bep|Houdt van|de tuin",
    "Bep|bezit|een ladder",
)


def said(desk: Desk, who: str) -> list[tuple[str, str]]:
    return [(s.kind, s.text) for s in desk.records.statements_of(who)]


def test_rows_of_one_name_make_one_resident_with_several_statements(desk: Desk) -> None:
    assert verdicts(desk.take(*LINES)) == ["new", "new", "changed", "changed", "changed"]
    assert said(desk, "r1") == [("loves", "zingen"), ("can", "koken"), ("can", "bakken")]
    assert said(desk, "r2") == [("wants", "een fiets"), ("loves", "de tuin"), ("has", "een ladder")]
    before = desk.bytes
    assert verdicts(desk.take(*LINES)) == ["same"] * 5
    assert desk.bytes == before


@pytest.mark.parametrize(
    "above", ["Name|Kind|Text", "naam|CATEGORIE|Omschrijving", "Naam|Type|Tekst"]
)
def test_the_headings_may_be_others_and_the_kinds_english(desk: Desk, above: str) -> None:
    desk.take(above, "An|loves|singing", "An|wish|a bike", "An|skill|sewing", "An|has|a hall")
    assert [kind for kind, _ in said(desk, "r1")] == ["loves", "wants", "can", "has"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("Cor|onzin|x", ("Soort", "kind_unknown")),
        ("Cor||x", ("Wat", "kind_missing")),
        ("Cor|passie|a\x00b", ("Wat", "control_in_text")),
    ],
)
def test_a_row_that_does_not_say_what_it_is_is_refused(
    desk: Desk, cells: str, problem: tuple[str, str]
) -> None:
    plan = desk.plan(*LINES, cells)
    assert verdicts(plan)[-1] == "refused"
    assert [(p.column, p.code) for p in plan.rows[-1].problems] == [problem]


def test_a_row_without_a_text_brings_the_person_and_no_more(desk: Desk) -> None:
    assert verdicts(desk.take(*LINES, "Cor|passie|"))[-1] == "new"
    assert said(desk, "r3") == []


def test_a_name_left_empty_is_that_of_the_row_above_and_said_so(desk: Desk) -> None:
    above = "Naam|Tel|Soort|Wat"
    lines = (above, "An|0612345678|passie|zingen", "||talent|koken", "|0612345678|wil|thee")
    plan = desk.take(*lines)
    assert verdicts(plan) == ["new", "changed", "changed"]
    assert [(r.parameters["line"], r.parameters["name"]) for r in plan.rows[2].remarks] == [
        (2, "An")
    ]
    assert plan.rows[2].row.line.cells[0] == "An"  # left out, it would still be hers
    assert verdicts(desk.plan(*lines)) == ["same", "same", "same"]


@pytest.mark.parametrize(
    "lines",
    [
        ["|0687654321|kan|koken"],  # another telephone is another person
        ["Bep|passie|te kort", "||kan|koken"],  # nobody knows whose that row was
    ],
)
def test_a_name_left_empty_that_may_be_another_s_is_refused(desk: Desk, lines: list[str]) -> None:
    plan = desk.plan("Naam|Tel|Soort|Wat", "An|0612345678|passie|zingen", *lines)
    assert verdicts(plan)[-1] == "refused"
    assert codes(plan)[-1] == "name_missing"


def test_the_first_row_needs_its_name(desk: Desk) -> None:
    assert verdicts(desk.plan(ABOVE, "|passie|zingen", "An|kan|koken")) == ["refused", "new"]


def test_in_any_other_sheet_a_name_left_empty_is_refused(desk: Desk) -> None:
    assert verdicts(desk.plan("Naam|Kan", "An|koken", "|bakken")) == ["new", "refused"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Naam|Soort|Omschrijving", "VV Noord|vereniging|voetbal"),
        ("Naam|Soort|Wat", "An|oud|lid", "Bep|jong|passie"),
        ("Naam|Kan|Soort|Wat", "An|koken|passie|x"),
        ("Naam|Wat", "An|zingen"),
        ("Naam|Soort|Wat", "An||zingen"),
    ],
)
def test_only_the_cells_make_it_such_a_sheet(desk: Desk, lines: tuple[str, ...]) -> None:
    assert not desk.came(sheet(desk.folder, *lines)).layout.one_each
    told = desk.came(sheet(desk.folder, *lines), "residents").layout
    assert "kind" not in {column.target for column in told.columns}


@pytest.mark.parametrize("above", ["Soort", "Type", "Categorie", "Wat", "Tekst", "Omschrijving"])
def test_in_a_sheet_of_residents_these_headings_mean_nothing_by_themselves(above: str) -> None:
    assert headings.says_what(above) in ("kind", "text")
    assert headings.target_of(above, "residents") == ""


def test_told_to_be_of_initiatives_it_is(desk: Desk) -> None:
    path = sheet(desk.folder, ABOVE, "Koor|vraag|zangers")
    assert desk.came(path).layout.one_each
    assert not desk.came(path, "initiatives").layout.one_each


def test_of_two_columns_the_one_with_kinds_in_it_sorts(desk: Desk) -> None:
    desk.take("Naam|Type|Soort|Wat", "An|lid|passie|zingen")
    assert said(desk, "r1") == [("loves", "zingen")]
    assert desk.records.residents["r1"].extra == {"Type": "lid"}


def test_a_second_text_is_kept_as_it_is(desk: Desk) -> None:
    desk.take("Naam|Soort|Wat|Omschrijving", "An|passie|zingen|in een koor")
    assert said(desk, "r1") == [("loves", "zingen")]
    assert desk.records.residents["r1"].extra == {"Omschrijving": "in een koor"}


def test_other_details_are_another_person_of_that_name(desk: Desk) -> None:
    above = "Naam|Tel|Soort|Wat"
    plan = desk.take(above, "An|0612345678|kan|koken", "An|0687654321|kan|bakken", "An||kan|lezen")
    assert verdicts(plan) == ["new", "new", "doubtful"]


@pytest.mark.parametrize(("choice", "people"), [("new", 3), ("same", 2), ("skip", 2)])
def test_who_is_doubtful_is_settled_once_for_all_rows(desk: Desk, choice: str, people: int) -> None:
    desk.take("Naam|Tel", "Jan|0611111111", "Jan|0622222222")
    asked = []

    def decide(row: object, doubts: object) -> Answer:
        asked.append(row)
        return Answer(choice)  # type: ignore[arg-type]

    from talentregister.exchange import apply, planning

    lines = (ABOVE, "Jan|kan|koken", "Jan|kan|bakken", "Jan|wil|thee")
    came = desk.came(sheet(desk.folder, *lines))
    plan = planning.plan(
        came.rows, desk.records, "residents", desk.today, decide=decide, one_each=True
    )
    assert len(asked) == 1
    apply.apply(desk.home, desk.today, plan)
    assert len(desk.records.residents) == people
    assert len(desk.records.statements) == (0 if choice == "skip" else 3)

"""Lines become rows: what each cell says, and what in it cannot be kept."""

from __future__ import annotations

from datetime import date

import pytest

from talentregister.exchange.cells import Promise, Said, first_phone
from talentregister.exchange.rows import Row
from talentregister.language.dates import Reading
from tests.exchange.helping import row


def problems(found: Row) -> list[tuple[str, str]]:
    return [(problem.column, problem.code) for problem in found.problems]


def test_a_name_is_kept_as_it_was_typed() -> None:
    assert row("Naam", "Vries, de, An").name == "Vries, de, An"


@pytest.mark.parametrize(
    ("above", "cells", "name"),
    [
        ("Voornaam|Tussenvoegsel|Achternaam", "An|de|Vries", "An de Vries"),
        ("Achternaam|Voornaam|Tussenvoegsel", "Vries|An|", "An Vries"),
        ("Voornaam", "Noor", "Noor"),
        ("Naam|Voornaam", "de Vries|An", "An de Vries"),
        ("Naam|Voornaam", "An de Vries|An", "An de Vries"),
        ("Naam|Voornaam|Tussenvoegsel", "Berg|Joop|van den", "Joop van den Berg"),
    ],
)
def test_a_name_in_several_columns_becomes_one(above: str, cells: str, name: str) -> None:
    found = row(above, cells)
    assert (found.name, found.problems) == (name, ())
    assert not {"given", "prefix", "surname"} & found.values.keys()


def test_parts_that_the_name_does_not_tell_are_kept_apart() -> None:
    found = row("Voornaam|Tussenvoegsel|Achternaam", "Gerrit|Jan|Mulderij")
    assert found.name == "Gerrit Jan Mulderij"
    assert {k: found.values[k] for k in ("given", "prefix", "surname")} == {
        "given": "Gerrit",
        "prefix": "Jan",
        "surname": "Mulderij",
    }


def test_statements_are_separated_by_a_semicolon_or_a_newline_and_each_is_said_once() -> None:
    found = row("Naam|Kan|Talent 2", "An|naaien; breien\r\nNaaien|koken, graag")
    assert found.statements == (("can", "naaien"), ("can", "breien"), ("can", "koken, graag"))


def test_a_phone_that_lost_its_zero_is_mended_and_said() -> None:
    found = row("Naam|Tel", "An|612345678")
    assert found.values["phone"] == "0612345678"
    assert [(r.code, r.parameters["phone"]) for r in found.remarks] == [
        ("phone_mended", "06-12 34 56 78")
    ]


def test_nine_digits_among_phones_are_no_citizen_service_number() -> None:
    assert row("Naam|Tel", "An|123456782").problems == ()


def test_a_second_phone_is_kept_under_its_own_heading() -> None:
    both = row("Naam|Telefoon|Mobiel", "An|0591-123456|612345678")
    assert (both.values["phone"], both.extra) == ("0591123456", {"Mobiel": "06-12 34 56 78"})
    one = row("Naam|Telefoon|Mobiel", "An||0612345678")
    assert (one.values["phone"], one.extra) == ("0612345678", {})


def test_a_house_number_in_a_column_of_its_own_joins_the_street() -> None:
    assert row("Naam|Straat|Huisnummer", "An|Dorpsstraat|12a").values["address"] == (
        "Dorpsstraat 12a"
    )


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Tel", "6,12E+08", "phone_unreadable"),
        ("Postcode", "78", "postcode_unreadable"),
        ("Mail", "an at home", "email_unreadable"),
        ("Ontmoet op", "31-02-2024", "date_unreadable"),
        ("Ontmoet op", "45657", "date_unreadable"),
        ("Terugbellen op", "ooit", "date_unreadable"),
        ("Status", "weg", "choice_unknown"),
        ("Kan", "a\x00b", "control_in_text"),
        ("Opmerking", "x" * 20_001, "too_long"),
        ("Koekje", "x\x1b[2J", "control_in_text"),
        ("Opmerking", "haar nummer is 123456782", "bsn"),
        ("Koekje", "123456782", "bsn"),
        ("Terugbellen op", "123456782", "bsn"),
    ],
)
def test_a_cell_that_cannot_be_kept_is_a_problem_with_its_column(
    heading: str, cell: str, code: str
) -> None:
    found = row(f"Naam|{heading}", f"An|{cell}")
    assert problems(found) == [(heading, code)]
    assert "123456782" not in str(found.problems)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("An\nde Vries", "line_break"),
        ("An\u202ede", "control_characters"),
        ("x" * 201, "too_long"),
        ("123456782", "bsn"),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused_and_not_repeated(cell: str, code: str) -> None:
    found = row("Naam", cell)
    assert problems(found)[0] == ("Naam", code)
    assert found.name == ""


def test_every_problem_of_a_row_is_told_at_once() -> None:
    assert len(row("Naam|Tel|Postcode", "An|x|y").problems) == 2


def test_a_row_without_a_name_is_refused_unless_a_key_names_it() -> None:
    assert problems(row("Naam|Tel", "|0612345678")) == [("", "name_missing")]
    assert row("Sleutel|Tel", "abc-r1|0612345678").problems == ()


def test_a_row_with_another_number_of_cells_is_refused_with_both_counts() -> None:
    for cells, count in (("An", 1), ("An|b|c", 3)):
        (problem,) = row("Naam|Wijk", cells).problems
        assert problem.code == "row_ragged"
        assert problem.parameters == {"found": count, "expected": 2}


def test_a_promise_is_a_day_as_precise_as_it_was_said_and_a_reason() -> None:
    found = row("Naam|Terugbellen op|Reden", "Kees|mei 2027|dan met pensioen; klussen")
    due = Reading(date(2027, 5, 1), "month")
    assert found.promises == (Promise("mei 2027", due, "dan met pensioen; klussen"),)


def test_a_promise_counts_from_the_day_they_met() -> None:
    found = row("Naam|Ontmoet op|Terugbellen op", "Kees|21-11-2025|over een jaar")
    assert found.promises[0].due == Reading(date(2026, 11, 21), "day")


def test_two_promises_stand_in_numbered_columns() -> None:
    found = row(
        "Naam|Terugbellen op|Reden|Terugbellen op 2|Reden 2", "An|1-5-2027|tuin|1-6-2027|fiets"
    )
    assert [(p.due and p.due.day.month, p.reason) for p in found.promises] == [
        (5, "tuin"),
        (6, "fiets"),
    ]


def test_a_condition_where_the_day_should_stand_is_a_condition() -> None:
    (promise,) = row("Naam|Terugbellen op|Reden", "An|als de dahlia's bloeien|tuin").promises
    assert (promise.due, promise.condition) == (None, "als de dahlia's bloeien")


def test_a_reason_without_a_day_promises_nothing_and_is_kept() -> None:
    found = row("Naam|Terugbellen op|Reden", "An||graag samen")
    assert (found.promises, found.extra) == ((), {"Reden": "graag samen"})


def test_notes_are_separated_by_a_blank_line_and_may_open_with_a_day() -> None:
    found = row("Naam|Opmerking", "An|05-11-2025: koffie; gezellig\n\nheeft een hond\nen een kat")
    assert found.notes == (
        Said("koffie; gezellig", date(2025, 11, 5)),
        Said("heeft een hond\nen een kat", None),
    )


def test_availability_may_stand_in_three_columns() -> None:
    found = row("Naam|Beschikbaar|Beschikbaar vanaf|Beschikbaar tot", "An|di avond|1-3-2027|juli")
    available = found.values["available"]
    assert (available.start, available.until) == (date(2027, 3, 1), date(2027, 7, 1))
    assert available.slots == ("tue_evening",)
    words = row("Naam|Beschikbaar vanaf", "An|de kinderen groot zijn").values["available"]
    assert words.note == "vanaf de kinderen groot zijn"


def test_an_emptied_cell_says_nothing_unless_it_may_clear() -> None:
    assert row("Naam|Wijk|Tel", "An||").cleared == ()
    found = row("Naam|Sleutel|Wijk|Tel", "An|||0612345678", empty_clears=True)
    assert found.cleared == ("area",)


def test_words_of_an_initiative_are_read_in_dutch() -> None:
    found = row(
        "Titel|Soort|Staat|In handen van|Vraagt|Trekkers",
        "Koor|bewoners|verkennen|gedeeld|zangers|An de Vries; Bep",
    )
    assert (found.values["kind"], found.values["state"]) == ("residents", "exploring")
    assert found.values["in_hands_of"].who == "shared"
    assert found.carriers == ("An de Vries", "Bep")


def test_our_own_reasons_for_leaving_out_are_not_read_back() -> None:
    found = row("Naam|Weggelaten omdat", "An|Dit is geen telefoonnummer.")
    assert (found.extra, found.problems) == ({}, ())


@pytest.mark.parametrize(
    ("above", "cells", "extra"),
    [
        ("Naam|Terugbellen op|Opvolgen op", "An|1-5-2027|1-6-2027", {"Opvolgen op": "1-6-2027"}),
        ("Naam|Reden|Redenen|Bellen", "An|a|b|", {"Redenen": "b"}),
        ("Sleutel|Naam|id", "a1|An|b2", {"id": "b2"}),
        ("Voornaam|Voornamen|Achternaam", "An|Anna Maria|Bos", {"Voornamen": "Anna Maria"}),
    ],
)
def test_a_second_column_of_what_a_row_says_once_is_kept_beside_it(
    above: str, cells: str, extra: dict[str, str]
) -> None:
    found = row(above, cells)
    assert found.extra.items() >= extra.items()
    assert found.problems == ()


@pytest.mark.parametrize(
    ("above", "cells"),
    [
        ("Naam", "Vries, de, An"),
        ("Naam", "Vries, An de"),
        ("Achternaam|Tussenv.|Voornaam", "Vries|de|An"),
        ("Naam|Voornaam", "de Vries|An"),
    ],
)
def test_one_name_in_one_column_or_three_is_one_name(above: str, cells: str) -> None:
    from talentregister.exchange.standing import name_key

    assert name_key(row(above, cells).name) == "an de vries"


def test_several_columns_of_one_kind_are_all_read() -> None:
    found = row("Naam|Talent 1|Talent 2|Talent 3|Wens 1|Wens 2", "An|naaien||koken|een fiets|thee")
    assert found.statements == (
        ("can", "naaien"),
        ("can", "koken"),
        ("wants", "een fiets"),
        ("wants", "thee"),
    )


@pytest.mark.parametrize(
    ("text", "first", "more"),
    [
        ("0612345678 of 0511-222222", "0612345678", "0511-222222"),
        ("06 - 12 34 56 78 (dochter)", "06 - 12 34 56 78", "(dochter)"),
        ("06-12345678 / 020-1234567", "06-12345678", "020-1234567"),
        ("0612345678; 0687654321", "0612345678", "0687654321"),
        ("06-12345678", "06-12345678", ""),
        ("+32 470 12 34 56", "+32 470 12 34 56", ""),
        ("6,12E+08", "6,12E+08", ""),
        ("zie Jan", "zie Jan", ""),
        ("00 31 6 12 34 56 78", "00 31 6 12 34 56 78", ""),
    ],
)
def test_of_two_numbers_in_a_cell_the_first_is_the_phone(text: str, first: str, more: str) -> None:
    assert first_phone(text) == (first, more)

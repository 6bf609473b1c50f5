"""Nasty input, rows 27 to 36, 43 and 44: what cells mean. Every row through the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.exchange import books
from tests.exchange.books import Cell
from tests.exchange.nasty import BOOK, book, names, problems, put, refused, said, taken
from tests.running import Talent, everyday

pytestmark = pytest.mark.usefixtures("work")


def field(talent: Talent, who: str, name: str) -> Any:
    return talent.json("show", who)["data"]["record"].get(name)


# --- phones ------------------------------------------------------------------


def test_27_a_phone_that_lost_its_zero_is_mended_and_the_plan_says_so_of_each(
    talent: Talent,
) -> None:
    ran = talent.ok("import", put("Naam;Tel\nAn;612345678\nBep;591123456\nCor;0612345679\n"))
    assert ran.out.count("The zero was put back") == 2
    assert "The zero was put back: 06-12 34 56 78" in ran.out
    taken(talent, "blad.csv")
    assert [field(talent, who, "phone") for who in ("An", "Bep", "Cor")] == [
        "0612345678", "0591123456", "0612345679",
    ]  # fmt: skip


def test_28_a_phone_as_a_number_is_mended_and_one_in_powers_of_ten_refused(talent: Talent) -> None:
    rows: list[Sequence[Cell]] = [
        ["Naam", "Tel"],
        ["An", 612345678],
        ["Bep", 591123456.0],
        ["Cor", "6,12E+08"],
        ["Dien", "6.12E8"],
        ["Eef", 6.12e20],
        ["Fien", 612345678.5],
    ]
    refused(talent, book(*rows), *((n, "Tel", "phone_unreadable") for n in (4, 5, 6, 7)))
    talent.ok("import", BOOK, "--go", "--skip-refused")
    assert [field(talent, who, "phone") for who in ("An", "Bep")] == ["0612345678", "0591123456"]


# --- days --------------------------------------------------------------------


def test_29_a_column_of_two_minds_about_days_refuses_what_is_no_day_in_dutch(
    talent: Talent,
) -> None:
    file = put("Naam;Ontmoet op\nAn;31-12-2024\nBep;12/31/2024\nCor;3-4-2024\n")
    shown = refused(talent, file, (3, "Ontmoet op", "date_unreadable"))
    assert "“12/31/2024” cannot be read as a date" in shown.out
    talent.ok("import", file, "--go", "--skip-refused")
    assert field(talent, "Cor", "met")["on"] == "2024-04-03"


def test_30_a_day_that_may_be_a_month_is_a_day_and_the_plan_says_which(talent: Talent) -> None:
    file = put("Naam;Terugbellen op;Ontmoet op\nAn;3-4-2027;1-2-2026\nBep;5/6/2027;7.8.2026\n")
    ran = talent.ok("import", file)
    assert "3 April 2027" in ran.out
    assert "5 June 2027" in ran.out
    taken(talent, file)
    assert [field(talent, who, "met")["on"] for who in ("An", "Bep")] == [
        "2026-02-01", "2026-08-07",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["29-02-2023", "31-02-2024", "00-00-0000", "2024-02-30", "ooit"])
def test_31_a_day_that_never_was_is_refused_with_its_place(talent: Talent, text: str) -> None:
    for heading in ("Ontmoet op", "Terugbellen op"):
        shown = refused(
            talent, put(f"Naam;{heading}\nAn;\nBep;{text}\n"), (3, heading, "date_unreadable")
        )
        assert f"“{text}” cannot be read as a date" in shown.out


def test_32_a_year_of_two_digits_is_of_this_century(talent: Talent) -> None:
    rows = taken(talent, put("Naam;Ontmoet op;Terugbellen op\nAn;3-4-25;3-4-58\n"))
    assert rows[0]["fields"]["followups"]["new"][0]["due"] == "2058-04-03"
    assert field(talent, "An", "met")["on"] == "2025-04-03"


def test_33_the_number_of_a_day_is_refused_as_a_day(talent: Talent) -> None:
    headings = ["Naam", "Ontmoet op", "Terugbellen op", "Beschikbaar vanaf"]
    above: Sequence[Cell] = headings
    number = 45_657
    rows: list[list[Cell]] = [["An"], ["Bep", number], ["Cor", None, number]]
    file = book(above, *rows, ["Dien", None, None, number])
    expected = [
        (n, heading, "date_unreadable") for n, heading in zip((3, 4, 5), headings[1:], strict=True)
    ]
    refused(talent, file, *expected)
    refused(
        talent, put(f"{';'.join(headings)}\nBep;{number};;\n"), (2, "Ontmoet op", "date_unreadable")
    )


@pytest.mark.parametrize("since_1904", [False, True])
def test_33_a_cell_that_is_a_day_is_that_day_in_either_count(
    talent: Talent, since_1904: bool
) -> None:
    options = {"date_1904": since_1904}
    file = book(["Naam", "Ontmoet op"], ["An", date(2024, 12, 31)], options=options)
    taken(talent, file)
    assert field(talent, "An", "met")["on"] == "2024-12-31"


# --- what is no value --------------------------------------------------------

More = Callable[[Any, Any], None]


def wrong(row: int, column: int, formula: str, value: str) -> More:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_formula(row, column, formula, None, value)

    return write


def test_34_a_formula_without_a_value_is_refused_with_its_cell(talent: Talent) -> None:
    above: Sequence[Cell] = ["Naam", "Kan"]
    file = book(above, ["An", "x"], ["Bep"], more=wrong(2, 1, "=A1", ""))
    books.changed(Path(file), books.FIRST_SHEET, lambda t: t.replace(b't="str"><f>A1', b"><f>A1"))
    shown = refused(talent, file, (3, "Kan", "cell_without_value"))
    assert "Cell B3 holds a formula without a value" in shown.out
    talent.ok("import", file, "--go", "--skip-refused")
    assert names(talent) == ["An"]
    refused(talent, "blad-left-out.csv", (2, "Kan", "formula_error"))


@pytest.mark.parametrize("error", ["#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?"])
def test_35_a_formula_that_went_wrong_is_refused_with_its_cell(talent: Talent, error: str) -> None:
    above: Sequence[Cell] = ["Naam", "Kan"]
    file = book(above, ["An", "x"], ["Bep"], more=wrong(2, 1, "=NA()", error))
    assert f"Cell B3 holds {error}" in refused(talent, file, (3, "Kan", "cell_error")).out
    dutch = {"#N/A": "#N/B", "#VALUE!": "#WAARDE!", "#REF!": "#VERW!", "#NAME?": "#NAAM?"}
    text = dutch.get(error, error)
    refused(talent, put(f"Naam;Kan\nAn;{text}\nBep;#zingen\n"), (2, "Kan", "formula_error"))


def test_36_hidden_and_other_sheets_are_named_hidden_rows_read_and_merged_cells_refused(
    talent: Talent,
) -> None:
    for name in ("bewoners.xls", "bewoners.ods"):
        shutil.copy(books.DATA / name, name)
        problem = (4, "Ontmoet op", "cell_error"), (6, "Naam", "cells_merged")
        shown = refused(talent, name, *problem)
        assert "Cell B6 is merged, up to C6" in shown.out
        for told in (
            "1 row is hidden in the sheet; it was read all the same",
            "Not read: Initiatieven. To read another sheet: --sheet NAME",
            "Hidden sheets, not read: Oud",
        ):
            assert told in shown.err
        by_name = talent.ok("import", name, "--sheet", "Oud").err
        assert "sheet Oud" in by_name


# --- who it is ---------------------------------------------------------------

BSN = "123456782"


@pytest.mark.parametrize(
    "heading",
    ["Naam", "Sleutel", "Bijnaam", "Wijk", "Adres", "Kan", "Terugbellen op", "Reden", "Opmerking",
     "Door wie", "Ontmoet bij", "Kleur"],
)  # fmt: skip
@pytest.mark.parametrize("form", everyday(["nr {} van haar", "{}"], 1))
def test_43_a_citizen_service_number_is_refused_in_any_field_and_never_echoed(
    talent: Talent, heading: str, form: str
) -> None:
    text = form.format(BSN)
    other = "Naam" if heading != "Naam" else "Kan"
    file = put(f"{heading};{other}\n{text};An\n")
    ran = talent.ok("import", file, "--json")
    assert (2, heading, "bsn") in problems(ran)
    shown = talent.ok("import", file)
    go = talent("import", file, "--go")
    assert go.code == 5
    talent.ok("import", file, "--go", "--skip-refused")
    left = Path("blad-left-out.csv").read_text("utf-8-sig")
    for told in (ran.screen, shown.screen, go.screen, left, talent.register.read_text("utf-8")):
        assert BSN not in told
    assert "#########" in left


def test_44_the_same_row_twice_is_one_and_somebody_alike_is_asked_about(talent: Talent) -> None:
    talent.ok("add", "Geesje Wolthuis", "--phone", "0612000140")
    file = put(
        "Naam;Tel;Kan\nAn de Vries;0612345678;koken\nAn de Vries;0612345678;koken\n"
        "Wolthuis-Pol, G.;0612000140;breien\nVries, de, An;0612345678;zingen\n"
    )
    before = talent.register.read_bytes()
    ran = talent.ok("import", file, "--json")
    assert [(r["line"], r["verdict"]) for r in ran.data["rows"]] == [
        (2, "new"), (3, "same"), (4, "doubtful"), (5, "changed"),
    ]  # fmt: skip
    assert problems(ran) == [(4, "", "doubt_phone")]
    assert "Geesje Wolthuis" in ran.data["rows"][2]["candidates"][0]["name"]
    go = talent("import", file, "--go")
    assert (go.code, go.out) == (5, "")
    assert "--doubtful" in go.err
    assert talent.register.read_bytes() == before
    taken(talent, file, "--doubtful", "same")
    assert names(talent) == ["An de Vries", "Geesje Wolthuis"]
    assert said(talent, "An") == ["koken", "zingen"]


def test_a_second_number_in_a_cell_refuses_nobody_and_is_kept_as_typed(talent: Talent) -> None:
    rows = ("An;0612345678 of 0511-222222", "Bep;06-87654321 (dochter)", "Cor;0612345679")
    file = put("\n".join(("Naam;Tel", *rows, "")))
    talent.ok("import", file, "--go")
    shown = talent.ok("show", "An").out
    assert "06-12 34 56 78" in shown
    assert "0612345678 of 0511-222222" in shown
    assert "06-87654321 (dochter)" in talent.ok("show", "Bep").out
    assert "3 same" in talent.ok("import", file).out

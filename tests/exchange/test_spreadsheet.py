"""Spreadsheets become sheets of text: which tab, which cells, and what is no value."""

from __future__ import annotations

import random
import struct
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from talentregister.errors import Refused, RegisterError, Usage
from talentregister.exchange import headings, marks, oldbook, reading, spreadsheet
from talentregister.exchange.headings import Kind
from talentregister.exchange.sheet import Sheet
from tests.exchange import books
from tests.exchange.books import Cell, said, table

ABOVE: Sequence[Cell] = ["Naam", "Telefoon", "Ontmoet op"]
AN: Sequence[Cell] = ["An Voorbeeld", "0612345678", date(2024, 12, 31)]


def read(path: Path, tab: str = "", kind: Kind | None = None) -> Sheet:
    return reading.read(path, headings.known, fits=headings.fitting(kind), tab=tab)


def cells(found: Sheet) -> list[tuple[str, ...]]:
    return [line.cells for line in found.lines]


def flaws(found: Sheet) -> list[tuple[int, str, Any]]:
    return [
        (line.number, problem.code, problem.parameters["cell"])
        for line in found.lines
        for _, problem in line.flaws
    ]


def refused(path: Path, tab: str = "") -> RegisterError:
    with pytest.raises(RegisterError) as caught:
        read(path, tab)
    return caught.value


@pytest.mark.parametrize("name", ["bewoners.xls", "bewoners.ods"])
def test_xls_and_ods_of_other_programs_are_read_like_an_xlsx(name: str) -> None:
    found = read(books.DATA / name)
    assert found.headings == ("Naam", "Telefoon", "Ontmoet op", "Kan")
    assert [line.number for line in found.lines] == [3, 4, 5, 6, 7]
    assert cells(found)[:3] == [
        ("An Voorbeeld", "612345678", "31-12-2024", "breien\nkoken"),
        ("Bep Verzonnen", "06-12345679", "#N/A", ""),
        ("Cor Verborgen", "", "", ""),
    ]
    assert cells(found)[3][3] == "zingen"
    assert flaws(found) == [(4, "cell_error", "D4"), (6, "cells_merged", "B6")]
    tab = found.tab
    assert tab is not None
    assert (tab.name, tab.format) == ("Bewoners", name[-3:])
    assert (tab.others, tab.hidden, tab.hidden_rows) == (("Initiatieven",), ("Oud",), 1)


def test_what_a_file_is_called_says_nothing(tmp_path: Path) -> None:
    assert cells(read(books.xlsx(tmp_path / "a.csv", [ABOVE, AN])))[0][0] == "An Voorbeeld"
    text = tmp_path / "b.xlsx"
    text.write_text("Naam;Telefoon\nAn Voorbeeld;0612345678\n")
    assert (read(text).encoding, read(text).tab) == ("UTF-8", None)


@pytest.mark.parametrize("since_1904", [False, True])
def test_values_are_written_as_she_sees_them(tmp_path: Path, since_1904: bool) -> None:
    row: list[Cell] = [
        date(2024, 12, 31), datetime(2024, 12, 31, 13, 30), 612345678, 2.5, 6.12e20, True, False,
        "0612", "'s-Gravenhage", "=1+1", " een \n twee ", 0,
    ]  # fmt: skip
    above = ["Naam", *(f"k{n}" for n in range(1, len(row)))]
    path = books.xlsx(tmp_path / "a.xlsx", [above, row], options={"date_1904": since_1904})
    assert cells(read(path)) == [
        (
            "31-12-2024", "31-12-2024 13:30", "612345678", "2,5", "6,12e+20", "ja", "nee",
            "0612", "'s-Gravenhage", "=1+1", " een \n twee ", "0",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (time(9, 30), "09:30"),
        (time(9, 30, 5), "09:30:05"),
        (timedelta(hours=36, minutes=5), "36:05"),
        (float("inf"), "inf"),
        (1e15, "1e+15"),
        (-3.0, "-3"),
        (0.1 + 0.2, "0,3"),
    ],
)
def test_hours_and_numbers_are_written_as_she_sees_them(value: Any, text: str) -> None:
    assert spreadsheet._text(value) == text


def test_lines_have_the_numbers_of_the_rows_and_blank_ones_are_skipped(tmp_path: Path) -> None:
    rows: list[Sequence[Cell]] = [[], [], [None, *ABOVE], [], [None, *AN], ["", "", "  "]]
    found = read(books.xlsx(tmp_path / "a.xlsx", rows))
    assert found.headings == ("Naam", "Telefoon", "Ontmoet op")
    assert [(line.number, line.cells[0]) for line in found.lines] == [(5, "An Voorbeeld")]


def test_a_column_before_the_headings_that_holds_anything_is_kept(tmp_path: Path) -> None:
    found = read(books.xlsx(tmp_path / "a.xlsx", [[None, "Naam"], [3, "An"], [None, "Bep"]]))
    assert (found.headings, cells(found)) == (("", "Naam"), [("3", "An"), ("", "Bep")])


def test_what_stands_beyond_the_headings_makes_its_row_longer_and_no_other(tmp_path: Path) -> None:
    def far(_: Any, sheet: Any) -> None:
        sheet.write(1, 16_383, "los")

    found = read(books.xlsx(tmp_path / "a.xlsx", [ABOVE, AN, AN], more=far))
    assert found.headings == ("Naam", "Telefoon", "Ontmoet op")
    assert [len(line.cells) for line in found.lines] == [4, 3]


# --- which tab ---------------------------------------------------------------


def several(path: Path) -> Path:
    def more(book: Any, sheet: Any) -> None:
        sheet.hide()
        books.fill(book, book.add_worksheet("Uitleg"), [["Zo werkt het"]])
        books.fill(book, book.add_worksheet("Lijst 2026"), [ABOVE, AN])
        books.fill(book, book.add_worksheet("Initiatieven"), [["Titel", "Soort", "Vraagt"], ["K"]])
        book.add_worksheet("Blad5")
        book.add_chartsheet("Grafiek")
        book.get_worksheet_by_name("Uitleg").activate()

    return books.xlsx(path, [ABOVE, ["Oude An"]], more=more, name="Oud")


def test_the_first_visible_tab_with_known_headings_is_read_and_the_others_are_named(
    tmp_path: Path,
) -> None:
    found = read(several(tmp_path / "a.xlsx"))
    assert found.tab is not None
    assert found.tab.name == "Lijst 2026"
    assert found.tab.others == ("Uitleg", "Initiatieven")
    assert found.tab.hidden == ("Oud",)


def test_a_tab_that_fits_what_was_asked_for_goes_before(tmp_path: Path) -> None:
    found = read(several(tmp_path / "a.xlsx"), kind="initiatives")
    assert found.tab is not None
    assert found.tab.name == "Initiatieven"


@pytest.mark.parametrize(
    ("wanted", "name"), [("oud", "Oud"), ("LIJST 2026", "Lijst 2026"), ("2", "Uitleg")]
)
def test_any_tab_is_read_by_its_name_or_number_also_a_hidden_one(
    tmp_path: Path, wanted: str, name: str
) -> None:
    found = read(several(tmp_path / "a.xlsx"), wanted)
    assert found.tab is not None
    assert found.tab.name == name
    assert name not in (*found.tab.others, *found.tab.hidden)


def test_a_tab_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    path = several(tmp_path / "a.xlsx")
    for wanted in ("Nee", "6", "0"):
        error = refused(path, wanted)
        assert (type(error), error.code) == (Usage, "tab_unknown")
        assert error.parameters["tabs"] == "Oud, Uitleg, Lijst 2026, Initiatieven, Blad5"
    assert refused(path, "Blad5").code == "tab_empty"


def test_text_has_no_tabs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Naam\nAn\n")
    assert refused(path, "Blad1").code == "no_tabs"


def test_without_known_headings_the_first_tab_is_what_is_spoken_of(tmp_path: Path) -> None:
    assert read(books.xlsx(tmp_path / "a.xlsx", [["Zo"], ["x"]])).headings == ("Zo",)
    assert refused(books.xlsx(tmp_path / "b.xlsx", [])).code == "sheet_empty"


# --- what is no value --------------------------------------------------------


def test_a_formula_that_went_wrong_and_one_without_a_value_are_flaws_of_their_cell(
    tmp_path: Path,
) -> None:
    path = books.sheet_data(
        tmp_path / "a.xlsx",
        '<row><c t="str"><v>Naam</v></c><c t="str"><v>Kan</v></c></row>'
        '<row r="7"><c r="A7" t="str"><v>An</v></c><c r="B7"><f>A1&amp;"x"</f></c></row>'
        '<row r="8"><c r="A8"><f>B1</f><v></v></c></row>'
        '<row r="9"><c r="A9" t="str"><f>B9</f><v>Bep</v></c><c r="B9" t="e"><v>#REF!</v></c></row>'
        '<row r="10"><c r="A10" t="str"><f>""</f><v></v></c><c r="B10"><f>1</f><v>5</v></c></row>'
        '<row r="11"><c r="C11" t="e"><v>#N/A</v></c></row>',
    )
    found = read(path)
    assert flaws(found) == [
        (7, "cell_without_value", "B7"),
        (8, "cell_without_value", "A8"),
        (9, "cell_error", "B9"),
        (11, "cell_error", "C11"),
    ]
    assert cells(found)[:4] == [("An", '=A1&"x"'), ("=B1", ""), ("Bep", "#REF!"), ("", "5")]


def test_cells_merged_in_the_data_are_flaws_of_every_row_they_lie_across(tmp_path: Path) -> None:
    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:B1", "Naam")
        sheet.merge_range("A3:B5", "Bep")
        sheet.write(3, 2, "1-1-2024")

    found = read(books.xlsx(tmp_path / "a.xlsx", [ABOVE, AN], more=merge))
    assert flaws(found) == [(3, "cells_merged", "A3"), (4, "cells_merged", "A3")]
    assert found.lines[1].flaws[0][1].parameters["last"] == "B5"


def test_hidden_rows_are_read_and_counted_where_they_hold_anything(tmp_path: Path) -> None:
    def hide(_: Any, sheet: Any) -> None:
        for row in (2, 9):
            sheet.set_row(row, None, None, {"hidden": True})

    found = read(books.xlsx(tmp_path / "a.xlsx", [ABOVE, AN, AN], more=hide))
    assert found.tab is not None
    assert (len(found.lines), found.tab.hidden_rows) == (2, 1)


# --- far away ----------------------------------------------------------------


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 16_383), (1_048_575, 0), (5_000, 9_000)])
def test_one_cell_far_away_costs_nothing(tmp_path: Path, row: int, column: int) -> None:
    def far(_: Any, sheet: Any) -> None:
        sheet.write(row, column, "Ver Weg")
        sheet.write_formula(row - 1, 1, "=NA()", None, "#N/A")

    found = read(books.xlsx(tmp_path / "a.xlsx", [ABOVE, AN], more=far))
    assert [line.number for line in found.lines] == [2, row, row + 1]
    assert cells(found)[0] == ("An Voorbeeld", "0612345678", "31-12-2024")
    assert flaws(found) == [(row, "cell_error", f"B{row}")]
    assert "Ver Weg" in found.lines[2].cells
    assert len(found.lines[2].cells) <= 4


def test_a_sheet_that_only_says_it_is_large_is_not(tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", [ABOVE, AN])
    books.changed(path, books.FIRST_SHEET, lambda text: text.replace(b"A1:C2", b"A1:XFD1048576"))
    assert len(read(path).lines) == 1


def test_cells_spread_so_that_no_table_can_be_are_refused_with_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MOST_CELLS", 100)
    rows: list[Sequence[Cell]] = [[None] * n + ["x"] for n in range(11)]
    error = refused(books.xlsx(tmp_path / "a.xlsx", [["Naam"], *rows]))
    assert (type(error), error.code) == (Refused, "sheet_far")
    assert error.parameters["cell"] == "K12"


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_LINES", 3)
    assert len(read(books.xlsx(tmp_path / "a.xlsx", [ABOVE, AN, AN, AN])).lines) == 3
    assert refused(books.xlsx(tmp_path / "b.xlsx", [ABOVE, *[AN] * 4])).code == "sheet_too_long"
    repeated = '<table:table-row table:number-rows-repeated="1000001">'
    many = table(said("Naam"), f"{repeated}{said('An')}</table:table-row>")
    assert refused(books.ods(tmp_path / "c.ods", many)).code == "sheet_too_long"


# --- ods ---------------------------------------------------------------------


def test_an_ods_laid_out_over_lines_with_blank_rows_by_the_million_is_read(tmp_path: Path) -> None:
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">\n'
        '<table:table-cell table:number-columns-repeated="16384"/>\n</table:table-row>'
    )
    rows = (f"\n  {said('Naam')}\n  {said('Kan')}\n", blank, f"\n{said('An')}\n{said('x')}\n")
    found = read(books.ods(tmp_path / "a.ods", table(*rows)))
    assert (found.headings, cells(found)) == (("Naam", "Kan"), [("An", "x")])
    assert found.lines[0].number == 1_048_002


def test_an_ods_says_its_flaws_hidden_rows_and_repeated_ones(tmp_path: Path) -> None:
    wrong = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string"'
        ' office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p>'
        "</table:table-cell>"
    )
    note = "<office:annotation><text:p>let op</text:p></office:annotation>"
    rows = (
        said("Naam") + said("Kan"),
        said("An") + wrong,
        said("Bep") + '<table:table-cell table:formula="of:=A1>B1"/>',
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
        + said("Cor")
        + "</table:table-row>",
        f'<table:table-cell table:number-rows-spanned="2" office:value-type="string">{note}'
        "<text:p>Dien</text:p></table:table-cell>",
        "<table:covered-table-cell/>" + said("y"),
    )
    found = read(books.ods(tmp_path / "a.ods", table(*rows)))
    assert flaws(found) == [
        (2, "cell_error", "B2"),
        (3, "cell_without_value", "B3"),
        (6, "cells_merged", "A6"),
        (7, "cells_merged", "A6"),
    ]
    assert cells(found)[1] == ("Bep", "=A1>B1")
    assert [line.number for line in found.lines] == [2, 3, 4, 5, 6, 7]
    assert found.tab is not None
    assert found.tab.hidden_rows == 2


def test_an_ods_that_is_broken_inside_is_damaged(tmp_path: Path) -> None:
    path = books.ods(tmp_path / "a.ods", '<table:table table:name="x"></table>')
    assert refused(path).code == "sheet_damaged"


# --- xls ---------------------------------------------------------------------


def old() -> bytes:
    return (books.DATA / "bewoners.xls").read_bytes()


def test_a_locked_xls_is_said_to_be_locked() -> None:
    content = bytearray(old())
    at = content.index(struct.pack("<2H", 0x0042, 2))  # the code page, made a password
    content[at : at + 2] = struct.pack("<H", 0x002F)
    with pytest.raises(Usage) as caught:
        oldbook.marks(bytes(content), "x.xls")
    assert caught.value.code == "sheet_password"


def test_a_letter_of_an_old_word_is_no_sheet() -> None:
    letter = old().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    with pytest.raises(Usage) as caught:
        spreadsheet.read(letter, "x.xls", headings.known)
    assert caught.value.code == "sheet_unreadable"


def test_every_half_of_an_xls_is_damaged_and_a_spoilt_one_never_a_fault() -> None:
    content, chance = old(), random.Random(3)
    for length in range(8, len(content) - 1, 101):
        with pytest.raises(Usage) as caught:
            spreadsheet.read(content[:length], "x.xls", headings.known)
        assert caught.value.code in ("sheet_damaged", "sheet_unreadable")
    for _ in range(100):
        spoilt = bytearray(content)
        for _ in range(5):
            spoilt[chance.randrange(8, len(spoilt))] = chance.randrange(256)
        try:
            oldbook.marks(bytes(spoilt), "x.xls")
        except RegisterError:
            continue


@pytest.mark.parametrize(
    "size", [struct.pack("<2I2Hxx", 9, 1, 0, 1), struct.pack("<2I2Hxx", 0, 1, 0, 999)]
)
def test_an_xls_that_says_an_impossible_size_is_damaged(size: bytes) -> None:
    content = old()
    at = content.index(struct.pack("<2H", 0x0200, 14)) + 4
    with pytest.raises(Usage) as caught:
        spreadsheet.read(content[:at] + size + content[at + 14 :], "x.xls", headings.known)
    assert caught.value.code == "sheet_damaged"


def by_hand(*records: bytes, wide: bool = True) -> bytes:
    """An old workbook of one sheet with these records."""
    begin = books.record(0x0809, struct.pack("<2H", 0x0600 if wide else 0x0500, 0x05))
    name = (b"\0" if wide else b"") + b"Blad1"

    def globals_of(at: int) -> bytes:
        sheet = books.record(0x0085, struct.pack("<I2xB", at, 5) + name)
        return begin + sheet + books.record(0x000A)

    at = len(globals_of(0))
    return books.compound(globals_of(at) + begin + b"".join(records) + books.record(0x000A))


def formula(row: int, result: bytes) -> bytes:
    return books.record(
        0x0006, struct.pack("<3H", row, 1, 0) + result.ljust(6, b"\0") + b"\xff\xff"
    )


@pytest.mark.parametrize("wide", [True, False])
def test_every_kind_of_record_with_cells_is_counted(wide: bool) -> None:
    content = by_hand(
        books.record(0x0208, struct.pack("<H10xI", 1, 0x20)),
        books.record(0x00BD, struct.pack("<2H", 1, 0) + bytes(6 * 3 + 2)),
        formula(2, b"\0"),
        books.record(0x0207, b"\0\0\0"),
        formula(3, b"\0"),
        formula(4, b"\2\0\x17"),
        formula(5, b"\3"),
        books.record(0x0205, struct.pack("<3H2B", 6, 0, 0, 0x2A, 1)),
        books.record(0x0205, struct.pack("<3H2B", 7, 0, 0, 1, 0)),
        books.record(0x0809, bytes(4)) + formula(9, b"\2") + books.record(0x000A),  # a chart
        wide=wide,
    )
    found = oldbook.marks(content, "x.xls")["Blad1"]
    assert (found.filled, found.bottom, found.right, found.hidden_rows) == (9, 7, 2, 1)
    assert {place: flaw.code for place, flaw in found.flaws.items()} == {
        (3, 1): "cell_without_value",
        (4, 1): "cell_error",
        (6, 0): "cell_error",
    }
    assert found.flaws[4, 1].text == "#REF!"


@pytest.mark.parametrize(
    "spoilt",
    [
        by_hand(books.record(0x0203, struct.pack("<2H10x", 0, 300))),  # a column there is not
        by_hand()[:30] + b"\7" + by_hand()[31:],  # sectors of 128 bytes
        by_hand()[:520] + struct.pack("<I", 2) + by_hand()[524:],  # a ring
        by_hand()[:68] + struct.pack("<2I", 0, 0xFFFFFFF0) + by_hand()[76:],  # tables without end
        by_hand().replace(struct.pack("<2I", 2, 4096), struct.pack("<2I", 9, 4096)),
    ],
)
def test_a_walk_through_an_xls_that_leads_nowhere_is_damage(spoilt: bytes) -> None:
    with pytest.raises(Usage) as caught:
        oldbook.marks(spoilt, "x.xls")
    assert caught.value.code == "sheet_damaged"


# --- cells by their names ----------------------------------------------------


@pytest.mark.parametrize(
    ("name", "place"), [("A1", (0, 0)), ("C7", (6, 2)), ("XFD1048576", (1_048_575, 16_383))]
)
def test_cells_are_called_as_people_call_them(name: str, place: tuple[int, int]) -> None:
    assert marks.name_of(*place) == name
    assert marks.place_of(name) == place


def test_what_is_no_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="no cell"):
        marks.place_of("R1C1")

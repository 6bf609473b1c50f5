"""Files become sheets: by what is in them, not by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from talentregister.errors import Refused, RegisterError, Usage
from talentregister.exchange import headings, reading
from talentregister.exchange import sheet as sheets
from talentregister.exchange.sheet import Sheet

HEADING = "Naam;Wijk;Tel"
ROW = "René Žagar;Noord;0612345678"
TEXT = f"{HEADING}\r\n{ROW}\r\n"


def read(folder: Path, content: bytes | str, name: str = "blad.csv") -> Sheet:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return reading.read(path, headings.known)


def cells(found: Sheet) -> list[tuple[str, ...]]:
    return [line.cells for line in found.lines]


@pytest.mark.parametrize(
    ("codec", "shown"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "cp1252")],
)
def test_every_encoding_she_meets_is_read_and_named(tmp_path: Path, codec: str, shown: str) -> None:
    found = read(tmp_path, TEXT.encode(codec))
    assert found.headings == ("Naam", "Wijk", "Tel")
    assert cells(found) == [("René Žagar", "Noord", "0612345678")]
    assert found.encoding == shown


def test_utf_16_the_other_way_round_is_read(tmp_path: Path) -> None:
    assert cells(read(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be")))[0][0] == "René Žagar"


def test_the_sample_is_a_cell_with_an_accent(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT).sample == "René Žagar"
    assert read(tmp_path, "Naam\nJan").sample == ""


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-16-le"),  # without its mark
        b"\xd0\xcf\x11\xe0rest of an old workbook",
        b"%PDF-1.7",
        b"age-encryption.org/v1\n",
        b"\x00\x01\x02",
    ],
)
def test_what_is_no_text_is_refused_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Usage) as caught:
        read(tmp_path, content)
    assert caught.value.code == "sheet_unreadable"
    assert caught.value.hint == "sheet_save"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"Naam;Wijk\nJos\x81;Noord", 2),
        (b"Na\x81am;Wijk\n", 1),
        (b"Naam;Wijk\r\nJos\xe9;a\r\r\n\x9dAn;b", 4),
    ],
)
def test_a_letter_of_an_unknown_encoding_is_refused_with_its_line(
    tmp_path: Path, content: bytes, line: int
) -> None:
    with pytest.raises(Usage) as caught:
        read(tmp_path, content)
    assert (caught.value.code, caught.value.parameters["line"]) == ("sheet_letters", line)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found_by_the_headings(tmp_path: Path, delimiter: str) -> None:
    found = read(tmp_path, TEXT.replace(";", delimiter))
    assert found.delimiter == delimiter
    assert found.headings == ("Naam", "Wijk", "Tel")


def test_a_comma_inside_the_cells_does_not_make_it_the_delimiter(tmp_path: Path) -> None:
    found = read(tmp_path, 'Naam;"Wijk, buurt, plek, hoek";Tel\r\n"Vries, de, An";x;')
    assert found.delimiter == ";"
    assert cells(found)[0][0] == "Vries, de, An"


def test_a_sep_line_is_honoured_and_is_no_heading(tmp_path: Path) -> None:
    found = read(tmp_path, "sep=|\r\nNaam|Wijk\r\nJan|Noord;Zuid\r\n")
    assert found.headings == ("Naam", "Wijk")
    assert found.lines[0].cells == ("Jan", "Noord;Zuid")
    assert found.lines[0].number == 3


def test_line_numbers_are_those_of_the_file_where_the_row_begins(tmp_path: Path) -> None:
    found = read(tmp_path, 'Naam;Kan\n\nJan;"een\ntwee"\n;\nPiet;\n')
    assert [line.number for line in found.lines] == [3, 6]
    assert found.lines[0].cells == ("Jan", "een\ntwee")


def test_mixed_line_ends_make_one_row_a_line(tmp_path: Path) -> None:
    found = read(tmp_path, "Naam;Wijk\r\nJan;a\nPiet;b\rAn;c\r\n")
    assert [row[0] for row in cells(found)] == ["Jan", "Piet", "An"]
    assert [line.number for line in found.lines] == [2, 3, 4]


def test_a_quote_that_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path, 'Naam;Kan\nJan;x\nPiet;"koken\nAn;y\n')
    assert (caught.value.code, caught.value.parameters["line"]) == ("sheet_quote", 3)


@pytest.mark.parametrize(
    ("rows", "line", "column"),
    [
        ('"Jan" x;koken', 2, 1),
        ('Jan;"koken"x\nAn;y', 2, 2),
        ('"Jan";"een ""ja""\nof ""nee""" x', 2, 2),
        ('Bep;x\n\nAn;"k"\n"An";x;"y";z;"ja"nee', 5, 5),
    ],
)
def test_text_behind_a_closing_quote_is_refused_with_its_line_and_column(
    tmp_path: Path, rows: str, line: int, column: int
) -> None:
    for above in ("Naam;Kan\n", "sep=;\nNaam;Kan\n"):
        with pytest.raises(Refused) as caught:
            read(tmp_path, f"{above}{rows}")
        assert caught.value.code == "sheet_quote_stray"
        place = {"line": line + above.count("\n") - 1, "column": column}
        assert caught.value.parameters == place


def test_a_heading_line_alone_is_an_empty_sheet_of_nobody(tmp_path: Path) -> None:
    assert read(tmp_path, HEADING).lines == ()


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path, content)
    assert caught.value.code == "sheet_empty"


def test_a_file_that_is_not_there_and_a_directory_are_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.csv", "file_missing"), (tmp_path, "file_unreadable")):
        with pytest.raises(Usage) as caught:
            reading.read(path, headings.known)
        assert caught.value.code == code


def test_too_large_a_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(Refused) as caught:
        read(tmp_path, TEXT)
    assert caught.value.code == "sheet_too_large"


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_LINES", 3)
    assert len(read(tmp_path, "Naam\n" + '"Jan\n\n\n\n"\n' * 2).lines) == 2
    with pytest.raises(Refused) as caught:
        read(tmp_path, "Naam\n" + "Jan\n" * 4)
    assert caught.value.code == "sheet_too_long"


def test_a_cell_beyond_the_csv_module_s_own_limit_is_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, "Naam;Kan\nJan;" + "x" * 200_000).lines[0].cells[1]) == 200_000


def test_the_limits_are_those_that_were_promised() -> None:
    assert (sheets.LARGEST, sheets.MOST_LINES) == (100_000_000, 1_000_000)


def test_a_name_with_a_nul_is_no_fault(tmp_path: Path) -> None:
    with pytest.raises(RegisterError):
        reading.read(tmp_path / "a\0b", headings.known)

"""Workbooks for the tests: written by XlsxWriter, or by hand where no program would."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | bool | date | datetime | None

# The same invented people, saved by Gnumeric (xls) and LibreOffice (ods) from one xlsx: data in
# B2, an error in D4, row 5 hidden, B6:C6 merged, the sheet Oud hidden, Blad4 empty.
DATA = Path(__file__).parent / "data"
FIRST_SHEET = "xl/worksheets/sheet1.xml"


def xlsx(
    path: Path,
    rows: Sequence[Sequence[Cell]],
    *,
    more: Callable[[Workbook, Worksheet], object] = lambda book, sheet: None,
    name: str = "Bewoners",
    options: Mapping[str, object] | None = None,
) -> Path:
    """A workbook with these cells; `more` does what only some need."""
    book = xlsxwriter.Workbook(path, dict(options or {}))
    sheet = book.add_worksheet(name)
    fill(book, sheet, rows)
    more(book, sheet)
    book.close()
    return path


def fill(book: Workbook, sheet: Worksheet, rows: Sequence[Sequence[Cell]]) -> None:
    """Cells as a person would type them."""
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    hour = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime):
                sheet.write_datetime(row, column, cell, hour)
            elif isinstance(cell, date):
                sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
            elif isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write(row, column, cell)


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same archive, one part of it changed by hand."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    path.write_bytes(made.getvalue())
    return path


def sheet_data(path: Path, rows: str) -> Path:
    """A workbook whose first sheet has these rows, in the words of the format itself."""

    def replaced(content: bytes) -> bytes:
        before, _, rest = content.partition(b"<sheetData")
        _, _, after = rest.partition(b"</sheetData>")
        return before + b"<sheetData>" + rows.encode() + b"</sheetData>" + after

    xlsx(path, [["Naam"]])
    return changed(path, FIRST_SHEET, replaced)


_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "table": "table", "text": "text", "draw": "drawing", "style": "style",
    }.items()
)  # fmt: skip


def ods(path: Path, tables: str, *, manifest: str = "<m/>") -> Path:
    """A workbook with these tables, in the words of the format itself."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", manifest)
        made.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} '
            'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return path


def said(text: str) -> str:
    """A cell of an ods that holds text."""
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def table(*rows: str, name: str = "Bewoners") -> str:
    """A table of an ods."""
    lines = "".join(
        row
        if row.startswith("<") and "table-row" in row[:20]
        else f"<table:table-row>{row}</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="{name}">{lines}</table:table>'


def compound(stream: bytes) -> bytes:
    """A compound file around the records of an old workbook, as long as it takes."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // 512)
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    follows = [table, end, *range(3, count + 2), end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<H50x2I4x", len(name) * 2 + 2, first, size)
        for name, first, size in (("Root Entry", end, 0), ("Workbook", 2, len(stream)))
    ).ljust(512, b"\0")
    sectors = struct.pack("<128I", *follows, *[free] * (128 - len(follows)))
    return header + sectors + directory + stream.ljust(count * 512, b"\0")


def record(number: int, data: bytes = b"") -> bytes:
    """A record of an old workbook."""
    return struct.pack("<2H", number, len(data)) + data


def sealed_xls(content: bytes) -> bytes:
    """An old workbook made to say that what is in it is encrypted."""
    name = "EncryptedPackage".encode("utf-16-le")
    at = content.index("Workbook".encode("utf-16-le"))
    entry = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little")
    return content[:at] + entry + content[at + 66 :]

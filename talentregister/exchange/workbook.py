"""
A workbook (.xlsx) her Excel opens, in which every cell is what it looks like.

Text is text: a phone keeps its zero, a postcode its space, and nothing runs as
a formula, so no cell needs a guard. Days are days. It is made in memory:
people's data never lie in a temporary file of another program.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from talentregister.errors import Refused
from talentregister.exchange.cells import told
from talentregister.exchange.details import Word, consents, followups, links, statements
from talentregister.exchange.selection import Selection
from talentregister.exchange.writing import Cell, Written, sheet
from talentregister.language import i18n

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# Excel's own limit, in the units it counts in: an emoji is two.
LONGEST_CELL = 32_767
# Excel believes in 29 February 1900; before that its days are one off.
FIRST_DAY = date(1900, 3, 1)
NARROWEST, WIDEST = 8, 45
# Half a character, and the one spelling of Excel's own escapes that comes back as another text.
_IMPOSSIBLE = re.compile(r"[\ud800-\udfff]|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

# sheet: Dutch name, English name
_NAMES = {
    "residents": ("Bewoners", "Residents"),
    "initiatives": ("Initiatieven", "Initiatives"),
    "statements": ("Gezegd", "Statements"),
    "followups": ("Terugbellen", "Follow-ups"),
    "links": ("Verbindingen", "Links"),
    "consents": ("Akkoord", "Consent"),
}


class Page(NamedTuple):
    """A sheet of a workbook."""

    name: str
    written: Written


class Looks(NamedTuple):
    """How headings, text and days look."""

    heading: Format
    text: Format
    day: Format


def pages(chosen: Selection, word: Word) -> tuple[Page, ...]:
    """All there is about whom was chosen; first the sheets that import looks for."""
    return (
        Page(_named("residents"), sheet(chosen, "residents")),
        Page(_named("initiatives"), sheet(chosen, "initiatives")),
        Page(_named("statements"), statements(chosen, word)),
        Page(_named("followups"), followups(chosen, word)),
        Page(_named("links"), links(chosen, word)),
        Page(_named("consents"), consents(chosen, word)),
    )


def file_of(sheets: Iterable[Page], today: date) -> bytes:
    """
    The bytes of a workbook; the same sheets on the same day give the same bytes.

    Raises Refused("cell_too_long") and Refused("cell_impossible"), which name the column.
    """
    import xlsxwriter  # 60 ms that only a workbook needs

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **_PLAIN})
    book.set_properties({"created": datetime.combine(today, time()), "author": "talentregister"})
    looks = _looks(book)
    for page in sheets:
        _lay(book.add_worksheet(page.name), page.written, looks)
    book.close()
    return out.getvalue()


def _named(page: str) -> str:
    dutch, english = _NAMES[page]
    return dutch if i18n.language() == "nl" else english


def _looks(book: Workbook) -> Looks:
    return Looks(
        book.add_format({"bold": True, "num_format": "@", "bottom": 1}),
        book.add_format({"num_format": "@"}),
        book.add_format({"num_format": "dd-mm-yyyy", "align": "left"}),
    )


def _lay(page: Worksheet, written: Written, looks: Looks) -> None:
    """The cells of a sheet, a heading that stays in sight, and a filter on every column."""
    last = len(written.rows), max(0, len(written.headings) - 1)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, *last)
    for number, heading in enumerate(written.headings):
        column = [row[number] for row in written.rows]
        _must_fit(heading, [heading, *column])
        # Text, also below the last row: what she types there stays as she typed it.
        page.set_column(number, number, _width(heading, column), looks.text)
        page.write_string(0, number, heading, looks.heading)
        for line, cell in enumerate(column, 1):
            _write(page, line, number, cell, looks)


def _write(page: Any, line: int, number: int, cell: Cell, looks: Looks) -> None:
    if isinstance(cell, date) and cell >= FIRST_DAY:
        page.write_datetime(line, number, cell, looks.day)
    elif text := told(cell):
        page.write_string(line, number, text, looks.text)


def _must_fit(heading: str, column: Iterable[Cell]) -> None:
    """Refuse what a cell would cut off or change."""
    for cell in column:
        if not isinstance(cell, str) or not cell:
            continue
        if len(cell) * 2 > LONGEST_CELL and _length(cell) > LONGEST_CELL:
            raise Refused("cell_too_long", column=heading, longest=LONGEST_CELL)
        if _IMPOSSIBLE.search(cell):
            raise Refused("cell_impossible", column=heading)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _width(heading: str, column: Iterable[Cell]) -> int:
    """Wide enough for the longest line of a column, within reason; a filter needs room too."""
    longest = max(map(_longest_line, column), default=0)
    return min(WIDEST, max(NARROWEST, len(heading) + 3, longest + 1))


def _longest_line(cell: Cell) -> int:
    if isinstance(cell, date):
        return len("dd-mm-yyyy")
    return max(map(len, cell.splitlines()), default=0) if "\n" in cell else len(cell)

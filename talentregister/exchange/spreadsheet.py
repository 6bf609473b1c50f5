"""
A spreadsheet (xlsx, ods, xls) becomes a sheet of text: one of its tabs, as she sees it.

Types are never guessed: a day is written as a day, a whole number without the fraction a
spreadsheet stores it with, and then every cell is read as it would be from text. What is no
value (a formula that went wrong, merged cells) is a flaw of its row, with its cell.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from talentregister.errors import Refused, Usage
from talentregister.exchange import archive, marks, oldbook
from talentregister.exchange.marks import Marks, name_of
from talentregister.exchange.sheet import (
    MOST_LINES,
    TITLE_LINES,
    Line,
    Problem,
    Score,
    Sheet,
    Tab,
    below_titles,
    titles,
)
from talentregister.language import dates
from talentregister.language.names import fold

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

SIGNATURES = (archive.SIGNATURE, oldbook.SIGNATURE)

Value = int | float | str | bool | time | date | datetime | timedelta
# Up to here every whole number is stored exactly; a larger one lost digits.
_EXACT = 10**15


class Part(NamedTuple):
    """A tab as far as calamine needs it: what is marked in it, and the file to read it from."""

    marks: Marks
    file: io.BytesIO


@dataclass(frozen=True)
class Book:
    """A workbook that was found safe: how it is called, and a way to every tab."""

    file: str
    format: str
    content: bytes
    part: Callable[[str], Part]
    is_empty: Callable[[str], bool]


@dataclass(frozen=True)
class _Read:
    """A tab that was read, cut to its headings."""

    name: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    hidden_rows: int
    titles: tuple[str, ...] = ()


def read(content: bytes, file: str, fits: Score, wanted: str = "") -> Sheet:
    """
    The sheet in the bytes of a spreadsheet.

    It is the tab `wanted` by name or number, else the first visible one whose headings `fits`
    knows. Raises Usage("sheet_unreadable", "sheet_damaged", "sheet_password", "tab_unknown") and
    Refused("sheet_unfolds", "sheet_entities", "sheet_far", "sheet_too_long", "sheet_empty").
    """
    book = _book(content, file)
    with _heard(file):
        tabs = _tabs(_opened(io.BytesIO(book.content)))
        chosen = _wanted(book, tabs, wanted, fits) if wanted else _first(book, tabs, fits)
    others = [name for name in tabs if name != chosen.name and not book.is_empty(name)]
    return Sheet(
        headings=chosen.headings,
        lines=chosen.lines,
        tab=Tab(
            name=chosen.name,
            format=book.format,
            others=tuple(name for name in others if tabs[name]),
            hidden=tuple(name for name in others if not tabs[name]),
            hidden_rows=chosen.hidden_rows,
        ),
        titles=chosen.titles,
    )


# --- the file ----------------------------------------------------------------


def _book(content: bytes, file: str) -> Book:
    if content.startswith(oldbook.SIGNATURE):
        of_tabs = oldbook.marks(content, file)
        return _whole(file, "xls", content, of_tabs)
    opened = archive.opened(content, file)
    if opened.format == "xlsx":
        return _xlsx(opened, content)
    with opened.damage():
        of_tabs, packed = marks.of_ods(opened.content("content.xml"), file)
    return _whole(file, "ods", opened.with_part("content.xml", packed).getvalue(), of_tabs)


def _whole(file: str, form: str, content: bytes, of_tabs: Mapping[str, Marks]) -> Book:
    """A workbook that is one stream, with the marks of all its tabs."""

    def part(name: str) -> Part:
        return Part(of_tabs.get(name, Marks()), io.BytesIO(content))

    return Book(file, form, content, part, lambda name: not part(name).marks.filled)


def _xlsx(opened: archive.Archive, content: bytes) -> Book:
    """A workbook of parts: a tab is looked at when it is wanted."""
    parts = archive.sheet_parts(opened)
    opened.must_be_whole(frozenset(parts.values()))

    def part(name: str) -> Part:
        if name not in parts:
            raise Usage("sheet_damaged", hint="sheet_again", file=opened.file)
        found = marks.of_xlsx(opened, parts[name])
        if not found.sparse:
            return Part(found, io.BytesIO(content))
        packed = marks.packed_xlsx(opened.content(parts[name]), found, opened.file)
        return Part(found, opened.with_part(parts[name], packed))

    def is_empty(name: str) -> bool:
        return not opened.mentions(parts[name], b"<v", b":v>", b"<is", b":is>")

    return Book(opened.file, "xlsx", content, part, is_empty)


@contextmanager
def _heard(file: str) -> Iterator[None]:
    """Whatever calamine says is wrong with a file; a panic of it is no exception of Python's."""
    from python_calamine import CalamineError, PasswordError  # 5 ms that only a spreadsheet costs

    try:
        yield
    except PasswordError:
        raise Usage("sheet_password", hint="sheet_unlock", file=file) from None
    except BaseException as error:
        if not isinstance(error, CalamineError) and type(error).__name__ != "PanicException":
            raise
        raise Usage("sheet_damaged", hint="sheet_again", file=file) from None


def _opened(content: io.BytesIO) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook  # as above

    return CalamineWorkbook.from_filelike(content)


# --- which tab ---------------------------------------------------------------


def _tabs(workbook: CalamineWorkbook) -> Mapping[str, bool]:
    """The tabs that hold cells, in their order, and whether each is visible."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # as above

    return {
        tab.name: tab.visible == SheetVisibleEnum.Visible
        for tab in workbook.sheets_metadata
        if tab.typ == SheetTypeEnum.WorkSheet
    }


def _wanted(book: Book, tabs: Mapping[str, bool], wanted: str, known: Score) -> _Read:
    """The tab by its name, else by its number. Raises Usage("tab_unknown")."""
    by_name = {fold(name): name for name in [*tabs][::-1]}
    name = by_name.get(fold(wanted), "")
    if not name and wanted.isdecimal() and 0 < int(wanted) <= len(tabs):
        name = [*tabs][int(wanted) - 1]
    if not name:
        raise Usage("tab_unknown", text=wanted, tabs=", ".join(tabs))
    found = _read(book, name, known)
    if found is None:
        raise Refused("tab_empty", tab=name)
    return found


def _first(book: Book, tabs: Mapping[str, bool], fits: Score) -> _Read:
    """The first visible tab with known headings; where none has any, the first with cells."""
    first = None
    for name in (name for name, visible in tabs.items() if visible):
        found = _read(book, name, fits)
        if found is not None and fits(found.headings):
            return found
        first = first or found
    if first is None:
        raise Refused("sheet_empty", file=book.file)
    return first


# --- its cells ---------------------------------------------------------------


def _read(book: Book, name: str, known: Score) -> _Read | None:
    """A tab as lines of text; None for one without any."""
    found, file = book.part(name)
    if found.room > marks.MOST_CELLS:
        raise Refused("sheet_far", file=book.file, cell=name_of(found.bottom, found.right))
    lines = _lines(found, _opened(file), name)
    everything = list(islice(lines, TITLE_LINES + MOST_LINES + 1))
    if not everything:
        return None
    place = below_titles(everything, known)
    above, rows = everything[place], everything[place + 1 :]
    if len(rows) > MOST_LINES:
        raise Refused("sheet_too_long", file=book.file, limit=MOST_LINES)
    headings = tuple(cell.strip() for cell in above.cells)
    left = _left(headings, rows)
    width = max((n + 1 for n, text in enumerate(headings) if text), default=0)
    merged = _merged(found, above.number, {row.number for row in rows})
    cut = tuple(_cut(row, left, width, merged.get(row.number, ())) for row in rows)
    return _Read(name, headings[left:width], cut, found.hidden_rows, titles(everything[:place]))


def _lines(found: Marks, workbook: CalamineWorkbook, name: str) -> Iterator[Line]:
    """The rows that hold anything, from column A on, numbered as in the spreadsheet."""
    sheet = workbook.get_sheet_by_name(name)
    blanks = ("",) * (sheet.start[1] if sheet.start else 0)
    flaws = _by_row(found)
    for place, values in enumerate(sheet.iter_rows()):
        row = found.row(place)
        if row not in flaws and values.count("") == len(values):
            continue
        cells = (*blanks, *map(_text, values))
        here = flaws.pop(row, ())
        if here or any(cell.strip() for cell in cells):
            yield _line(row, cells, here)
    # A row of nothing but flaws is none to calamine.
    for row in sorted(flaws):
        yield _line(row, (), flaws[row])


def _by_row(found: Marks) -> dict[int, list[tuple[int, str, Problem]]]:
    """The flaws of every row: the place of the cell, what stands there, what is wrong."""
    places = {column: place for place, column in enumerate(found.columns)}
    flaws: dict[int, list[tuple[int, str, Problem]]] = {}
    for (row, column), flaw in found.flaws.items():
        problem = Problem(flaw.code, "", {"cell": name_of(row, column), "text": flaw.text})
        flaws.setdefault(row, []).append((places.get(column, column), flaw.text, problem))
    return flaws


def _line(row: int, cells: Sequence[str], flaws: Iterable[tuple[int, str, Problem]]) -> Line:
    filled = [*cells]
    for place, text, _problem in flaws:
        filled += [""] * (place + 1 - len(filled))
        filled[place] = text
    told = tuple((place, problem) for place, _text, problem in flaws)
    return Line(row + 1, tuple(filled), told)


def _left(headings: Sequence[str], rows: Iterable[Line]) -> int:
    """How many columns on the left hold nothing at all."""
    first = next((n for n, text in enumerate(headings) if text), 0)
    for row in rows:
        first = next((n for n, text in enumerate(row.cells[:first]) if text.strip()), first)
    return first


def _merged(
    found: Marks, heading: int, numbers: set[int]
) -> Mapping[int, Sequence[tuple[int, Problem]]]:
    """The rows below the headings that merged cells lie across, with where that begins."""
    places = {column: place for place, column in enumerate(found.columns)}
    across: dict[int, list[tuple[int, Problem]]] = {}
    for top, left, bottom, right in found.merged:
        cells = {"cell": name_of(top, left), "last": name_of(bottom, right)}
        problem = Problem("cells_merged", "", cells)
        for number in range(max(top + 1, heading + 1), min(bottom, found.bottom) + 2):
            if number in numbers:
                across.setdefault(number, []).append((places.get(left, left), problem))
    return across


def _cut(line: Line, left: int, width: int, merged: Iterable[tuple[int, Problem]]) -> Line:
    """A line as wide as the headings; what stands beyond them stays, and is said later."""
    beyond = tuple(cell for cell in line.cells[width:] if cell.strip())
    missing = ("",) * (width - len(line.cells))
    cells = (*line.cells[left:width], *missing, *beyond)
    flaws = tuple((place - left, problem) for place, problem in (*line.flaws, *merged))
    return Line(line.number, cells, flaws)


def _text(value: Value) -> str:
    """The words of a value, as they would stand in text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return f"{dates.short(value.date())} {_clock(value.time())}"
    if isinstance(value, date):
        return dates.short(value)
    return _clock(value) if isinstance(value, time) else _lasting(value)


def _number(value: float) -> str:
    """Whole as it is, else with a comma, as her Excel shows it; beyond what is exact, as such."""
    if float(value).is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return f"{value:.15g}".replace(".", ",")


def _clock(value: time) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


def _lasting(value: timedelta) -> str:
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"

"""
What the reader of spreadsheets does not tell about a sheet.

calamine gives the values of cells. That a formula went wrong or has no value yet, that
cells are merged, that a row is hidden stands in the file all the same: it is read here,
in one pass over the XML of a sheet. calamine also makes room for every cell up to the last one;
where that is far from the others, the file is packed: without its blank rows and
columns, so that a stray cell in XFD1048576 costs nothing (RELIABILITY.md 4.2, row 38).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from talentregister.errors import Refused
from talentregister.exchange.archive import Archive, parser
from talentregister.exchange.sheet import MOST_LINES

# More room than this is not made for the cells of a sheet: 30 bytes each. Only an xls with a
# stray cell in its last corner, which is not packed, gets there.
MOST_CELLS = 10_000_000
# A sheet is packed from this size on, when most of it is blank.
_ROOMY, _SPARSE = 500_000, 4


class Flaw(NamedTuple):
    """A cell that holds no value: the code of why, and what stands there instead."""

    code: str
    text: str


class Span(NamedTuple):
    """Merged cells: first and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Marks:
    """
    What stands in a sheet beside its values; rows and columns count from 0.

    `rows` and `columns` say of each row or column of a packed file which one it was.
    """

    flaws: dict[tuple[int, int], Flaw] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    # How far the filled cells go, how many there are, and in which rows and columns.
    bottom: int = -1
    right: int = -1
    filled: int = 0
    filled_rows: set[int] = field(default_factory=set)
    filled_columns: set[int] = field(default_factory=set)
    rows: Sequence[int] = ()
    columns: Sequence[int] = ()

    def fill(self, row: int, column: int) -> None:
        """Count a filled cell."""
        self.filled += 1
        self.filled_rows.add(row)
        self.filled_columns.add(column)
        if row > self.bottom:
            self.bottom = row
        if column > self.right:
            self.right = column

    @property
    def room(self) -> int:
        """How many cells calamine makes room for."""
        if self.rows:
            return len(self.rows) * (len(self.columns) or self.right + 1)
        return (self.bottom + 1) * (self.right + 1)

    @property
    def sparse(self) -> bool:
        """Whether packing the file is worth it."""
        return self.room > max(_ROOMY, _SPARSE * self.filled)

    @property
    def hidden_rows(self) -> int:
        """How many rows with something in them are hidden."""
        return len(self.hidden & self.filled_rows)

    def row(self, place: int) -> int:
        """Which row of the sheet stands at a place of the file that is read."""
        return self.rows[place] if self.rows else place

    def column(self, place: int) -> int:
        """Which column of the sheet stands at a place of the file that is read."""
        return self.columns[place] if self.columns else place


def name_of(row: int, column: int) -> str:
    """A cell as people call it: `name_of(6, 2)` is C7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def place_of(name: str) -> tuple[int, int]:
    """The row and column of a cell: `place_of("C7")` is (6, 2). Raises ValueError."""
    found = _CELL.fullmatch(name)
    if not found:
        raise ValueError("no cell")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)


# --- xlsx --------------------------------------------------------------------


def of_xlsx(archive: Archive, part: str) -> Marks:
    """The marks of a sheet of an xlsx. Raises what reading its part raises."""
    looking = _Xlsx()
    reading = parser(archive.file)
    reading.StartElementHandler = looking.begin
    looking.parser = reading
    archive.parse(part, reading)
    looking.close()
    return looking.marks


class _Xlsx:
    """The elements of a sheet as they come; one cell is open at a time."""

    parser: Any

    def __init__(self) -> None:
        self.marks = Marks()
        self.row = self.column = -1
        self.kind = ""
        self.formula: list[str] | None = None
        self.value: list[str] | None = None
        self.open = False

    def begin(self, name: str, told: Mapping[str, str]) -> None:
        """The next element begins; with it the text of the one before ends."""
        local = name[name.find(":") + 1 :]
        if local == "v":
            self.has_value()
        elif local == "c":
            self.cell(told)
        elif local == "row":
            self.new_row(told)
        elif local == "f" and self.open:
            self.formula = []
            self.parser.CharacterDataHandler = self.formula.append
        elif local == "is" and self.open:
            self.marks.fill(self.row, self.column)
            self.value = [local]
        elif local == "mergeCell":
            self.merge(told)

    def cell(self, told: Mapping[str, str]) -> None:
        """A cell begins, where it says or behind the one before."""
        self.close()
        name = told.get("r")
        self.row, self.column = place_of(name) if name else (self.row, self.column + 1)
        self.kind = told.get("t", "")
        self.open = True

    def new_row(self, told: Mapping[str, str]) -> None:
        self.close()
        self.row = int(told["r"]) - 1 if "r" in told else self.row + 1
        self.column = -1
        if told.get("hidden") in ("1", "true"):
            self.marks.hidden.add(self.row)

    def has_value(self) -> None:
        if not self.open:
            return
        self.marks.fill(self.row, self.column)
        self.value = []
        telling = self.kind == "e" or self.formula is not None
        self.parser.CharacterDataHandler = self.value.append if telling else None

    def merge(self, told: Mapping[str, str]) -> None:
        self.close()
        first, _, last = told.get("ref", "").partition(":")
        self.marks.merged.append(Span(*place_of(first), *place_of(last or first)))

    def close(self) -> None:
        """The open cell ends: whether its value is none is known now."""
        if not self.open:
            return
        self.open = False
        said = "".join(self.value or ()).strip()
        if self.kind == "e" and self.value is not None:
            self.marks.flaws[self.row, self.column] = Flaw("cell_error", said)
        elif self.formula is not None and not said and self.kind not in ("str", "inlineStr"):
            self.marks.fill(self.row, self.column)
            text = f"={''.join(self.formula).strip()}"
            self.marks.flaws[self.row, self.column] = Flaw("cell_without_value", text)
        if self.formula is not None or self.value is not None:
            self.formula = self.value = None
            self.parser.CharacterDataHandler = None


def packed_xlsx(content: bytes, marks: Marks, file: str) -> bytes:
    """The XML of a sheet, every filled cell moved up and left over what is blank."""
    marks.rows, marks.columns = sorted(marks.filled_rows), sorted(marks.filled_columns)
    rows = {row: place for place, row in enumerate(marks.rows)}
    columns = {column: place for place, column in enumerate(marks.columns)}
    looking, reading = _Xlsx(), parser(file)
    looking.parser = reading
    pieces: list[bytes] = []
    done = 0

    def begin(name: str, told: Mapping[str, str]) -> None:
        nonlocal done
        looking.begin(name, told)
        if not looking.open or name[name.find(":") + 1 :] != "c":
            return
        at = reading.CurrentByteIndex
        end = _tag_end(content, at)
        tag = _PLACE.sub(b"", content[at:end])
        row, column = rows.get(looking.row), columns.get(looking.column)
        if row is not None and column is not None:
            word = len(name) + 1
            place = f' r="{name_of(row, column)}"'.encode()
            tag = tag[:word] + place + tag[word:]
        pieces.extend((content[done:at], tag))
        done = end

    reading.StartElementHandler = begin
    reading.Parse(content, True)
    return b"".join((*pieces, content[done:]))


_PLACE = re.compile(rb"""\sr\s*=\s*("[^"]*"|'[^']*')""")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")


def _tag_end(content: bytes, at: int) -> int:
    """Where the tag that begins at `at` ends; `>` may stand between quotes."""
    found = _TAG.match(content, at)
    if found is None:
        raise ValueError("no tag")
    return found.end()


# --- ods ---------------------------------------------------------------------


def of_ods(content: bytes, file: str) -> tuple[Mapping[str, Marks], bytes]:
    """
    The marks of every sheet of an ods, and its XML packed.

    Packed are the blank rows, of which there may be a million, and the line ends between
    cells with which Gnumeric lays its files out: calamine does not expect those.
    """
    looking = _Ods(content, file)
    reading = parser(file)
    reading.StartElementHandler = looking.begin
    reading.EndElementHandler = looking.end
    looking.parser = reading
    reading.Parse(content, True)
    return looking.sheets, looking.packed()


class _Ods:
    """The elements of the tables as they come."""

    parser: Any

    def __init__(self, content: bytes, file: str) -> None:
        self.content = content
        self.file = file
        self.sheets: dict[str, Marks] = {}
        self.marks = Marks()
        self.kept: list[int] = []
        self.cut: list[tuple[int, int]] = []
        self.row = self.column = 0
        self.rows = self.columns = 1
        # Where the open row began, and where its last child ended.
        self.began = self.ended = 0
        self.is_hidden = self.is_filled = False
        self.cell: Mapping[str, str] | None = None
        self.said: list[str] = []
        self.deep = 0

    def begin(self, name: str, told: Mapping[str, str]) -> None:
        if self.deep:
            self.deep += 1  # a drawing or a comment in a cell; it may hold a table
        elif self.cell is not None:
            self.within(name)
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.new_cell(told)
        elif name == "table:table-row":
            self.new_row(told)
        elif name == "table:table":
            self.marks = self.sheets.setdefault(told.get("table:name", ""), Marks())
            self.row, self.kept = 0, []

    def within(self, name: str) -> None:
        if name.startswith(("office:annotation", "draw:", "table:")):
            self.parser.CharacterDataHandler = None
            self.deep = 1
        elif name == "text:p":
            self.parser.CharacterDataHandler = self.said.append

    def end(self, name: str) -> None:
        if self.deep:
            self.deep -= 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.close_cell()
            self.ended = self.after(name)
        elif name == "table:table-row":
            self.close_row(self.after(name))
        elif name == "table:table":
            self.marks.rows = self.kept

    def after(self, name: str) -> int:
        """Where the element that ends now ends; of one tag alone expat says it itself."""
        at: int = self.parser.CurrentByteIndex
        closing = self.content.startswith(f"</{name}".encode(), at)
        return _tag_end(self.content, at) if closing else at

    def new_row(self, told: Mapping[str, str]) -> None:
        self.began = self.parser.CurrentByteIndex
        self.ended = _tag_end(self.content, self.began)
        self.rows = _count(told, "table:number-rows-repeated")
        self.is_hidden = told.get("table:visibility") in ("collapse", "filter")
        self.is_filled, self.column = False, 0

    def new_cell(self, told: Mapping[str, str]) -> None:
        if self.parser.CurrentByteIndex > self.ended:
            self.cut.append((self.ended, self.parser.CurrentByteIndex))
        self.cell, self.said = told, []
        self.columns = _count(told, "table:number-columns-repeated")
        across = _count(told, "table:number-columns-spanned")
        down = _count(told, "table:number-rows-spanned")
        if across > 1 or down > 1:
            bottom, right = self.row + down - 1, self.column + across - 1
            self.marks.merged.append(Span(self.row, self.column, bottom, right))

    def close_cell(self) -> None:
        told = self.cell or {}
        self.parser.CharacterDataHandler = None
        said = "".join(self.said)
        formula = told.get("table:formula")
        if "office:value-type" in told or said:
            self.is_filled = True
            self.marks.fill(self.row, self.column + self.columns - 1)
            if told.get("calcext:value-type") == "error":
                self.flaw(Flaw("cell_error", said))
        elif formula is not None:
            self.is_filled = True
            self.marks.fill(self.row, self.column)
            self.flaw(Flaw("cell_without_value", f"={formula.partition('=')[2]}"))
        self.column += self.columns
        self.cell = None

    def flaw(self, flaw: Flaw) -> None:
        self.marks.flaws[self.row, self.column] = flaw

    def close_row(self, end: int) -> None:
        if self.ended < self.parser.CurrentByteIndex:
            self.cut.append((self.ended, self.parser.CurrentByteIndex))
        last = self.row + self.rows - 1
        if self.is_filled:
            if len(self.kept) + self.rows > MOST_LINES:
                raise Refused("sheet_too_long", file=self.file, limit=MOST_LINES)
            same = range(self.row, last + 1)
            self.kept.extend(same)
            self.marks.filled_rows.update(same)
            self.marks.hidden.update(same if self.is_hidden else ())
        else:
            while self.cut and self.cut[-1][0] >= self.began:
                self.cut.pop()
            self.cut.append((self.began, end))
        self.row = last + 1

    def packed(self) -> bytes:
        pieces, done = [], 0
        for begin, end in self.cut:
            pieces.append(self.content[done:begin])
            done = end
        return b"".join((*pieces, self.content[done:]))


def _count(told: Mapping[str, str], name: str) -> int:
    return int(told.get(name, "1"))

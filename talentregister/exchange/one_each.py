"""
A sheet where one row is one statement: who, what kind, and the text.

Nothing but its cells tells such a sheet from a list of initiatives, which has the
same headings: at least half of what stands under "Soort" has to be a kind of statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from talentregister.errors import Usage
from talentregister.exchange.cells import STATEMENTS
from talentregister.exchange.headings import Kind, Layout, plain, says_what, target_of
from talentregister.exchange.sheet import Line, Sheet
from talentregister.model import tokens

# So many lines are looked at before it is decided what a sheet is.
_LOOKED_AT = 1_000
# Who a row is about, and the cells a row below it may have besides what is said.
_WHO = ("name", "given", "prefix", "surname", "ref")
_SAYING = ("kind", "text", "note", "left_out", "")


def sorting_column(
    sheet: Sheet, mapping: Mapping[str, str], told: Kind | None = None
) -> int | None:
    """The column that says what kind of statement each row is; None in any other sheet."""
    words = [mapping.get(plain(text), text) for text in sheet.headings]
    found = [says_what(word) for word in words]
    if told == "initiatives" or "text" not in found or _has_statements(words):
        return None
    places = (place for place, what in enumerate(found) if what == "kind")
    return next((place for place in places if _sorts(sheet.lines, place)), None)


def _has_statements(words: Sequence[str]) -> bool:
    return any(target_of(word, "residents") in STATEMENTS for word in words)


def _sorts(lines: Sequence[Line], place: int) -> bool:
    texts = [line.cells[place] for line in islice(lines, _LOOKED_AT) if place < len(line.cells)]
    filled = [text for text in texts if text.strip()]
    kinds = sum(map(_is_kind, filled))
    return 0 < len(filled) <= 2 * kinds


def _is_kind(text: str) -> bool:
    try:
        tokens.read("statement_kind", text)
    except Usage:
        return False
    return True


def named(lines: Iterable[Line], layout: Layout) -> Iterator[tuple[Line, int]]:
    """
    Every line, and the number of the line its name was taken from (0: its own).

    A name left empty is that of the row above, when the row tells nothing of who
    it is about that the row above does not tell. Other rows stay without a name.
    """
    above: Line | None = None
    for line in lines:
        if len(line.cells) != len(layout.columns):
            above = None  # nobody knows whose row that was
            yield line, 0
        elif any(_cells(line, layout, _WHO)):
            above = line
            yield line, 0
        elif above is not None and _may_be_about(line, above, layout):
            yield _with_name(line, above, layout), above.number
        else:
            yield line, 0


def _cells(line: Line, layout: Layout, targets: Sequence[str]) -> list[str]:
    return [line.cells[c.place].strip() for c in layout.columns if c.target in targets]


def _may_be_about(line: Line, above: Line, layout: Layout) -> bool:
    """Whether every other cell is empty, or says what the row above says."""
    others = [column.place for column in layout.columns if column.target not in _SAYING]
    return all(line.cells[n].strip() in ("", above.cells[n].strip()) for n in others)


def _with_name(line: Line, above: Line, layout: Layout) -> Line:
    who = {column.place for column in layout.columns if column.target in _WHO}
    cells = (above.cells[n] if n in who else cell for n, cell in enumerate(line.cells))
    return replace(line, cells=tuple(cells))

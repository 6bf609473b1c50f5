"""A file on its way in: read, laid out, and every line understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from talentregister.exchange import headings, one_each, reading, rows
from talentregister.exchange.headings import Kind, Layout
from talentregister.exchange.mapping import NOTHING_CHOSEN, Choose, Chosen, nothing_chosen
from talentregister.exchange.rows import Row
from talentregister.exchange.sheet import Line, Problem, Sheet

# What passes lines on one by one, and may count them on the way.
Each = Callable[[Sequence[Line]], Iterable[Line]]


@dataclass(frozen=True)
class Incoming:
    """A sheet that was read: the file, how it was understood, and its rows."""

    path: Path
    sheet: Sheet
    layout: Layout
    rows: tuple[Row, ...]
    chosen: Chosen = NOTHING_CHOSEN


def incoming(
    path: Path,
    today: date,
    kind: Kind | None = None,
    *,
    empty_clears: bool = False,
    strip_control: bool = False,
    each: Each = iter,
    choose: Choose = nothing_chosen,
    tab: str = "",
) -> Incoming:
    """
    Everything a file says; `choose` gives headings a place by hand, `tab` is a sheet's name.

    Raises what `reading.read`, `headings.layout` and `choose` raise.
    """
    sheet = reading.read(path, headings.known, fits=headings.fitting(kind), tab=tab)
    chosen = choose(sheet.headings)
    sorting = one_each.sorting_column(sheet, chosen.places, kind)
    layout = headings.layout(sheet.headings, kind, chosen.places, sorting)
    lines = each(sheet.lines)

    def read(line: Line) -> Row:
        return rows.read(
            line, layout, today, empty_clears=empty_clears, strip_control=strip_control
        )

    if layout.one_each:
        found = tuple(_named(read(line), above) for line, above in one_each.named(lines, layout))
    else:
        found = tuple(map(read, lines))
    return Incoming(path, sheet, layout, found, chosen)


def _named(row: Row, above: int) -> Row:
    """The row, saying from which line above it has its name."""
    if not above:
        return row
    remark = Problem("name_from_above", "", {"line": above, "name": row.name})
    return replace(row, remarks=(*row.remarks, remark))

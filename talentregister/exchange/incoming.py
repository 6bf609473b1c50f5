"""A file on its way in: read, laid out, and every line understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from talentregister.exchange import headings, reading, rows
from talentregister.exchange.headings import Kind, Layout
from talentregister.exchange.rows import Row
from talentregister.exchange.sheet import Line, Sheet

# What passes lines on one by one, and may count them on the way.
Each = Callable[[Sequence[Line]], Iterable[Line]]


@dataclass(frozen=True)
class Incoming:
    """A sheet that was read: the file, how it was understood, and its rows."""

    path: Path
    sheet: Sheet
    layout: Layout
    rows: tuple[Row, ...]


def incoming(
    path: Path,
    today: date,
    kind: Kind | None = None,
    *,
    empty_clears: bool = False,
    each: Each = iter,
) -> Incoming:
    """Everything a file says. Raises what `reading.read` and `headings.layout` raise."""
    sheet = reading.read(path, headings.known)
    layout = headings.layout(sheet.headings, kind)
    found = tuple(
        rows.read(line, layout, today, empty_clears=empty_clears) for line in each(sheet.lines)
    )
    return Incoming(path, sheet, layout, found)

"""
The rows that were left out, with the reasons, as a sheet that can be mended and imported.

It holds the cells as they stood, but for two: of a number that nobody may keep each
digit becomes `#`, and a formula without a value is no text that could be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from talentregister.errors import RegisterError
from talentregister.exchange import delimited, headings, reading, writing
from talentregister.exchange.headings import Column, Layout
from talentregister.exchange.planning import Planned
from talentregister.exchange.writing import Written
from talentregister.language.i18n import gettext as _
from talentregister.privacy import scans

# What stands where a formula had no value: refused until somebody fills it in.
NO_VALUE = "#N/A"

# The sentence of why a row was left out, in the language spoken now.
Why = Callable[[Planned], str]


class Saved(NamedTuple):
    """Where the rows left out are, and whether this run put them there."""

    path: Path
    made: bool


def save(sheet: Path, rows: Written, *, force: bool = False) -> Saved:
    """
    Write the rows beside their sheet, never over a file of before unless `force`.

    Where an earlier run left these rows already, that file is it. Raises what
    `writing.save` raises.
    """
    content = writing.file_of(rows)
    for path in _names(sheet):
        if force or not path.exists():
            writing.save(path, content, force=force)
            return Saved(path, made=True)
        if _holds(path, rows):
            return Saved(path, made=False)
    raise AssertionError("there is always another number")


def _names(sheet: Path) -> Iterator[Path]:
    name = f"{sheet.stem}-" + _("left-out")
    yield sheet.with_name(f"{name}.csv")
    yield from (sheet.with_name(f"{name}-{number}.csv") for number in count(2))


def _holds(path: Path, rows: Written) -> bool:
    """Whether a file holds these rows, whatever it says of why."""
    try:
        text, _encoding = reading.decoded(path.read_bytes(), path)
        lines = [line.cells[:-1] for line in delimited.parsed(text, ";")]
    except (OSError, RegisterError):
        return False
    return lines == [tuple(row[:-1]) for row in (rows.headings, *rows.rows)]


def left_out(rows: Sequence[Planned], layout: Layout, why: Why) -> Written:
    """The rows as they stood, each with why it was left out in a last column."""
    kept = [column for column in layout.columns if column.target != "left_out"]
    above = [column.heading for column in kept]
    reason = headings.heading_of(layout.kind, "left_out")
    return Written([*above, reason], [[*_cells(row, kept), why(row)] for row in rows])


def _cells(planned: Planned, columns: Sequence[Column]) -> list[str]:
    line = planned.row.line
    blank = {place for place, flaw in line.flaws if flaw.code == "cell_without_value"}
    cells = [NO_VALUE if place in blank else text for place, text in enumerate(line.cells)]
    texts = [cells[column.place] if column.place < len(cells) else "" for column in columns]
    # A row with more cells than headings would lose the last ones: they stay in sight.
    if len(cells) > len(columns) and texts:
        texts[-1] = " ".join(filter(None, (texts[-1], *cells[len(columns) :])))
    pairs = zip(columns, texts, strict=True)
    return [_masked(text) if _is_forbidden(column, text) else text for column, text in pairs]


def _is_forbidden(column: Column, text: str) -> bool:
    return column.target != "phone" and scans.holds_bsn(text)


def _masked(text: str) -> str:
    return "".join("#" if letter.isdigit() else letter for letter in text)

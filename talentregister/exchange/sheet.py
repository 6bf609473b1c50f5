"""A sheet as it was read: headings and lines of text, whatever file it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

# A bigger file is no sheet somebody keeps by hand (RELIABILITY.md 4.2, row 23).
LARGEST = 100_000_000
MOST_LINES = 1_000_000
# As far down the headings may stand: above them a title, a day, who made it.
TITLE_LINES = 10

# How many headings of a line are known.
Score = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a cell, as a code and parameters; `cli/` has the sentence."""

    code: str
    column: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of a sheet: where it begins in the file, and its cells.

    `flaws` are the cells of a spreadsheet that hold no value, by their place.
    """

    number: int
    cells: tuple[str, ...]
    flaws: tuple[tuple[int, Problem], ...] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """Which tab of a spreadsheet was read, the others with anything in them, what is hidden."""

    name: str
    format: str
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    hidden_rows: int = 0


@dataclass(frozen=True)
class Sheet:
    """
    Headings and lines, and how the file was understood.

    Of text `encoding` and `delimiter` are for people to check, and `sample` is a cell with
    an accent in it, if there is one; of a spreadsheet `tab` says where in it they stand.
    `titles` are the lines above the headings.
    """

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str = ""
    delimiter: str = ""
    sample: str = ""
    tab: Tab | None = None
    titles: tuple[str, ...] = ()


def below_titles(lines: Sequence[Line], known: Score) -> int:
    """
    Which line holds the headings.

    The first of which two are known, so that a title above does no harm; where there
    is none, the first of all.
    """
    first = lines[:TITLE_LINES]
    return next((place for place, line in enumerate(first) if known(line.cells) > 1), 0)


def titles(lines: Sequence[Line]) -> tuple[str, ...]:
    """What stands above the headings, as it is read."""
    return tuple(" ".join(" ".join(line.cells).split()) for line in lines)

"""A sheet as it was read: headings and lines of text, whatever file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# A bigger file is no sheet somebody keeps by hand (RELIABILITY.md 4.2, row 23).
LARGEST = 100_000_000
MOST_LINES = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: where it begins in the file, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """
    Headings and lines, and how the file was understood.

    `encoding` and `delimiter` are for people to check; `sample` is a cell with
    an accent in it, if there is one.
    """

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str
    delimiter: str
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a cell, as a code and parameters; `cli/` has the sentence."""

    code: str
    column: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)

"""
Text with delimiters: cells in, cells out.

A spreadsheet runs a cell that begins like a formula; on the way out such a cell
gets an apostrophe in front, on the way in exactly one is taken off again. An
apostrophe before anything else (`'s-Gravenhage`) is part of the word.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from talentregister.errors import Refused
from talentregister.exchange.sheet import Line

BYTE_ORDER_MARK = "\ufeff"
_LIVE = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_ONE_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LONGEST_CELL = 10**9  # what is too long for us is said by name, not by the csv module


def guarded(cell: str) -> str:
    """`cell` so that no spreadsheet runs it."""
    return f"'{cell}" if _LIVE.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell behind a guard; every other cell as it is."""
    return cell[1:] if _GUARDED.match(cell) else cell


def physical_lines(text: str) -> Iterator[str]:
    """The lines of `text` with their ends, whichever of the three kinds each has."""
    return (found.group() for found in _ONE_LINE.finditer(text))


def parsed(text: str, delimiter: str, *, before: int = 0) -> Iterator[Line]:
    """
    The lines of `text` that hold anything, each with the number of the line it begins on.

    `before` lines stood in front of `text`. Raises Refused("sheet_quote") for a quote
    that is never closed and Refused("sheet_quote_stray") for text behind one.
    """
    longest = csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(physical_lines(text), delimiter=delimiter, strict=True)
    begins = before + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Line(begins, tuple(map(unguarded, cells)))
            begins = before + reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Refused("sheet_quote", line=begins) from None
        place = _stray(text, delimiter, begins - before)
        raise Refused("sheet_quote_stray", line=begins, column=place) from None
    finally:
        csv.field_size_limit(longest)


def _stray(text: str, delimiter: str, begins: int) -> int:
    """The column of the first cell with text behind its closing quote, in the row of a line."""
    row = "".join(islice(physical_lines(text), begins - 1, None))
    end = re.escape(delimiter)
    whole = re.compile(rf'(?:"(?:[^"]|"")*"|(?!")[^{end}\r\n]*)(?:{end}|$)')
    column, at = 1, 0
    while at < len(row) and (found := whole.match(row, at)):
        column, at = column + 1, found.end()
    return column


def written(rows: Iterable[Sequence[str]], *, plain: bool = False) -> bytes:
    """
    Rows as a file: as a Dutch Excel opens it, or `plain` UTF-8 with commas.

    Raises Refused("not_text") for half a character.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if plain else ";", lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    text = out.getvalue()
    try:
        return (text if plain else BYTE_ORDER_MARK + text).encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("not_text") from None

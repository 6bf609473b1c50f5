"""
A file becomes a sheet: judged by what is in it, never by its name.

A spreadsheet is read by what is in it (spreadsheet.py), everything else as text.
Text may be UTF-8 with or without a byte order mark, UTF-16 with one, or cp1252;
what is none of these is refused, because a guess would spoil names (RELIABILITY.md 4.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from talentregister.errors import Refused, Usage
from talentregister.exchange import delimited, spreadsheet
from talentregister.exchange.sheet import (
    LARGEST,
    MOST_LINES,
    TITLE_LINES,
    Line,
    Score,
    Sheet,
    below_titles,
    titles,
)

# In the order that decides when the headings do not.
DELIMITERS = (";", ",", "\t")
# Byte order mark → codec; what the codec leaves of the mark is taken off.
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SHOWN = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "cp1252"}
_SEP = re.compile(r"sep=([^\"\r\n])[ ;,\t]*(?:\r\n?|\n|\Z)", re.IGNORECASE)
# Spreadsheets, documents, archives, registers: files that are no text of lines.
_NO_TEXT = (
    b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"\x1f\x8b", b"\x89PNG",
    b"age-encryption.org/", b"-----BEGIN AGE", b'{"meta":',
)  # fmt: skip
# The heading line is looked for in the beginning; nobody has more columns than fit here.
_HEAD = 200_000
_SAMPLED = 5_000


def read(path: Path, known: Score, *, fits: Score | None = None, tab: str = "") -> Sheet:
    """
    The sheet in a file.

    `known` says how many headings of a line are known: that is how the delimiter is
    found. Of a spreadsheet the sheet called `tab` is read, else the first whose headings `fits`
    knows. Raises Usage("file_missing", "file_unreadable", "sheet_unreadable", "no_tabs"),
    Refused("sheet_empty", "sheet_too_large", "sheet_too_long", "sheet_quote") and what
    `spreadsheet.read` raises.
    """
    content = _content(path)
    if content.startswith(spreadsheet.SIGNATURES):
        return spreadsheet.read(content, path.name, fits or known, tab)
    text, encoding = decoded(content, path)
    if tab:
        raise Usage("no_tabs", file=path.name)
    begin, delimiter = _beginning(text, known)
    body = text[begin:]
    _must_be_short(body, delimiter, path)
    lines = tuple(delimited.parsed(body, delimiter, before=1 if begin else 0))
    if not lines:
        raise Refused("sheet_empty", file=path.name)
    place = below_titles(lines, known)
    return Sheet(
        headings=tuple(cell.strip() for cell in lines[place].cells),
        lines=lines[place + 1 :],
        encoding=encoding,
        delimiter=delimiter,
        sample=_sample(lines),
        titles=titles(lines[:place]),
    )


def decoded(content: bytes, path: Path) -> tuple[str, str]:
    """
    The text of a file, and the name of its encoding.

    Raises Usage("sheet_unreadable"), and Usage("sheet_letters") with the line for text
    in an encoding we do not know.
    """
    if content.startswith(_NO_TEXT):
        raise _unreadable(path)
    wrong = 0
    mark = next(((m, codec) for m, codec in _MARKS if content.startswith(m)), (b"", ""))
    for codec in (mark[1],) if mark[1] else ("utf-8", "cp1252"):
        try:
            text = content.removeprefix(mark[0]).decode(codec)
        except UnicodeDecodeError as error:
            wrong = error.start
            continue
        if "\0" in text[: text.find("\n") + 1 or None]:
            break  # UTF-16 without its mark, or no text at all
        return text, _SHOWN[codec]
    if mark[1] or b"\0" in content:
        raise _unreadable(path)
    line = len(content[: wrong + 1].splitlines())
    raise Usage("sheet_letters", hint="sheet_save", file=path.name, line=line)


def _unreadable(path: Path) -> Usage:
    return Usage("sheet_unreadable", hint="sheet_save", file=path.name)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir() or not path.exists():
            raise Usage("file_unreadable" if path.exists() else "file_missing", file=str(path))
        if path.stat().st_size > LARGEST:
            limit = f"{LARGEST // 1_000_000} MB"
            raise Refused("sheet_too_large", file=path.name, limit=limit)
        return path.read_bytes()
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise Usage("file_unreadable", file=str(path)) from None


def _beginning(text: str, known: Score) -> tuple[int, str]:
    """Where the headings begin, and the delimiter between them."""
    if told := _SEP.match(text):
        return told.end(), told[1]
    head = text[:_HEAD]

    def fits(delimiter: str) -> tuple[int, int]:
        lines = _first(head, delimiter)
        cells = lines[below_titles(lines, known)].cells if lines else ()
        count = known(cells)
        return count, -len(cells) if count else len(cells)

    return 0, max(DELIMITERS, key=fits)


def _first(text: str, delimiter: str) -> Sequence[Line]:
    lines: list[Line] = []
    with suppress(Refused):  # what is cut off in the middle of a cell
        lines.extend(islice(delimited.parsed(text, delimiter), TITLE_LINES))
    return lines


def _must_be_short(text: str, delimiter: str, path: Path) -> None:
    """Refuse too many lines before any of them is kept."""
    if text.count("\n") + text.count("\r") <= MOST_LINES:
        return
    lines = delimited.parsed(text, delimiter)
    if next(islice(lines, MOST_LINES + 1, None), None) is not None:
        raise Refused("sheet_too_long", file=path.name, limit=MOST_LINES)


def _sample(lines: Sequence[Line]) -> str:
    """A cell that would look wrong if the encoding were: the first with an accent."""
    for line in lines[:_SAMPLED]:
        for cell in line.cells:
            if not cell.isascii() and len(cell) <= 80:
                return " ".join(cell.split())
    return ""

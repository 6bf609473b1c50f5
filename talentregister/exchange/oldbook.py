"""
The marks of an old workbook (.xls): a compound file of sectors, in it a stream of records.

calamine reads its values, but stops the whole program at some damaged ones, and says nothing
of hidden rows, of formulas that went wrong, and of those without a value. So the file is walked
through first, after [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from talentregister.errors import Usage
from talentregister.exchange.marks import Flaw, Marks, Span

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFFA  # above it a sector number is a sign
_SHORT = 4096
_WORKBOOKS = ("Workbook", "Book")
# What an xlsx behind a password is wrapped in.
_SEALED = "EncryptedPackage"

# Records.
_BOF, _EOF, _BOUNDSHEET, _FILEPASS = (0x0809, 0x000A, 0x0085, 0x002F)
_ROW, _FORMULA, _BOOLERR, _MERGED, _STRING = (0x0208, 0x0006, 0x0205, 0x00E5, 0x0207)
_DIMENSIONS = 0x0200
_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, _BOOLERR, _FORMULA})
_MANY_NUMBERS = 0x00BD
_HIDDEN_ROW = 0x20
_SIGN = b"\xff\xff"  # ends the result of a formula that is no number
_RESULT_TEXT, _RESULT_ERROR = 0, 2
_ERRORS: Mapping[int, str] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


class Record(NamedTuple):
    """One record of the stream: its number and what is in it."""

    number: int
    data: bytes


def marks(content: bytes, file: str) -> Mapping[str, Marks]:
    """
    The marks of every sheet, by its name.

    Raises Usage("sheet_damaged") for half a file or a walk that leads nowhere,
    Usage("sheet_password"), and Usage("sheet_unreadable") for a compound file of another program.
    """
    try:
        streams = _streams(content)
        if _SEALED in streams:
            raise Usage("sheet_password", hint="sheet_unlock", file=file)
        book = next((streams[name] for name in _WORKBOOKS if name in streams), None)
        if book is None:
            raise Usage("sheet_unreadable", hint="sheet_save", file=file)
        return {name: _of_sheet(book, at) for name, at in _sheets(book, file)}
    except (struct.error, IndexError, ValueError):
        raise Usage("sheet_damaged", hint="sheet_again", file=file) from None


# --- the compound file -------------------------------------------------------


class _Sectors:
    """The sectors of a file, and which follows which."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = 1 << struct.unpack_from("<H", content, 30)[0]
        if self.size not in (512, 4096):
            raise ValueError("sector size")
        (further, count) = struct.unpack_from("<2I", content, 68)
        tables = list(struct.unpack_from("<109I", content, 76))
        for _ in range(min(count, len(content) // self.size)):
            *more, further = struct.unpack(f"<{self.size // 4}I", self.sector(further))
            tables += more
        self.follows: list[int] = []
        for table in tables:
            if table <= _LAST_SECTOR:
                self.follows += struct.unpack(f"<{self.size // 4}I", self.sector(table))

    def sector(self, number: int) -> bytes:
        """One whole sector; calamine does not bear half a one."""
        begin = (number + 1) * self.size
        if begin + self.size > len(self.content):
            raise ValueError("half a file")
        return self.content[begin : begin + self.size]

    def stream(self, first: int) -> bytes:
        """The sectors that follow each other from `first` on."""
        return b"".join(self.sector(number) for number in _chain(first, self.follows))


def _chain(first: int, follows: list[int]) -> Iterator[int]:
    for _ in range(len(follows) + 1):
        if first > _LAST_SECTOR:
            return
        yield first
        first = follows[first]
    raise ValueError("a ring")


def _streams(content: bytes) -> Mapping[str, bytes]:
    """The streams of a compound file that may concern us, by name."""
    sectors = _Sectors(content)
    directory = sectors.stream(struct.unpack_from("<I", content, 48)[0])
    short_table = sectors.stream(struct.unpack_from("<I", content, 60)[0])
    short_follows = list(struct.unpack(f"<{len(short_table) // 4}I", short_table))
    root = struct.unpack_from("<I", directory, 116)[0]
    shorts = sectors.stream(root) if short_follows else b""
    found = {}
    for at in range(0, len(directory) - 127, 128):
        length, first, size = (
            *struct.unpack_from("<H", directory, at + 64),
            *struct.unpack_from("<2I", directory, at + 116),
        )
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name not in (*_WORKBOOKS, _SEALED):
            continue
        if name == _SEALED:
            found[name] = b""
            continue
        if size < _SHORT:
            pieces = (shorts[n * 64 : n * 64 + 64] for n in _chain(first, short_follows))
            found[name] = b"".join(pieces)[:size]
        else:
            found[name] = sectors.stream(first)[:size]
        if len(found[name]) < size:
            raise ValueError("half a stream")
    return found


# --- the records -------------------------------------------------------------


def _records(book: bytes, at: int) -> Iterator[Record]:
    while at < len(book):
        number, length = struct.unpack_from("<2H", book, at)
        yield Record(number, book[at + 4 : at + 4 + length])
        at += 4 + length


def _sheets(book: bytes, file: str) -> Iterator[tuple[str, int]]:
    """The name of every sheet, and where its records begin."""
    wide = True
    for number, data in _records(book, 0):
        if number == _BOF:
            wide = struct.unpack_from("<H", data)[0] >= 0x0600
        elif number == _FILEPASS:
            raise Usage("sheet_password", hint="sheet_unlock", file=file)
        elif number == _BOUNDSHEET:
            at, length = struct.unpack_from("<I2xB", data)
            codec = "utf-16-le" if wide and data[7] & 1 else "latin-1"
            name = data[8:] if wide else data[7:]
            size = length * 2 if codec == "utf-16-le" else length
            yield name[:size].decode(codec), at
        elif number == _EOF:
            return


def _of_sheet(book: bytes, at: int) -> Marks:
    found, waiting = Marks(), None
    for number, data in _own_records(book, at):
        if number == _STRING and waiting is not None:
            del found.flaws[waiting]
            waiting = None
        elif number == _DIMENSIONS:
            _must_be_possible(data)
        elif number == _ROW:
            row, options = struct.unpack_from("<H10xI", data)
            found.hidden.update([row] if options & _HIDDEN_ROW else ())
        elif number == _MERGED:
            spans = struct.iter_unpack("<4H", data[2 : 2 + (len(data) - 2) // 8 * 8])
            found.merged += [Span(top, left, bottom, right) for top, bottom, left, right in spans]
        elif number == _MANY_NUMBERS:
            row, left = struct.unpack_from("<2H", data)
            for column in range(left, left + (len(data) - 6) // 6):
                _fill(found, row, column)
        elif number in _CELLS:
            waiting = _cell(found, number, data)
    return found


def _own_records(book: bytes, at: int) -> Iterator[Record]:
    """The records of one sheet, without those of a chart within it."""
    deep = 0
    for record in _records(book, at):
        if record.number == _BOF:
            deep += 1
        elif record.number == _EOF:
            deep -= 1
            if not deep:
                return
        elif deep == 1:
            yield record
    raise ValueError("half a sheet")


def _must_be_possible(data: bytes) -> None:
    """Of a size no sheet has calamine would stop the program, out of memory."""
    top, bottom, left, right = struct.unpack_from("<2I2H" if len(data) >= 14 else "<4H", data)
    if not (top <= bottom <= 0x10000 and left <= right <= 0x100):
        raise ValueError("no such size")


def _cell(found: Marks, number: int, data: bytes) -> tuple[int, int] | None:
    """Count a cell. Returns its place while the text of its formula is still to come."""
    place = row, column = struct.unpack_from("<2H", data)
    _fill(found, row, column)
    if number == _BOOLERR and data[7]:
        found.flaws[place] = Flaw("cell_error", _ERRORS.get(data[6], "#N/A"))
    elif number == _FORMULA and data[12:14] == _SIGN:
        if data[6] == _RESULT_ERROR:
            found.flaws[place] = Flaw("cell_error", _ERRORS.get(data[8], "#N/A"))
        elif data[6] == _RESULT_TEXT:
            found.flaws[place] = Flaw("cell_without_value", "=…")
            return row, column
    return None


def _fill(found: Marks, row: int, column: int) -> None:
    if column > 255:
        raise ValueError("no such column")
    found.fill(row, column)

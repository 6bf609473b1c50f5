"""
Results become bytes: tables on a terminal, padded lines in a pipe, or one JSON object.

Everything a person typed passes `safe` on its way out: control and bidi
characters are shown, never obeyed (RELIABILITY.md 4.1).
"""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from talentregister.cli.result import Block, Lines, Result, Table
from talentregister.cli.sentences import sentence
from talentregister.register.outcome import Notice

# rich needs 2.4 s for 10,000 rows, padded lines 9 ms (TERMINAL.md).
ROWS_IN_A_TABLE = 200
# With fewer letters a column, a table breaks words into letters (RELIABILITY.md 4.2, row 49).
NARROWEST = 10
# A sentence of a longer line is hard to follow, however wide the terminal.
WIDEST = 80
# A command or an option to type, up to the end of the sentence or of its part.
_TO_TYPE = re.compile(r"(?<!\S)(?:talent |--\w)(?:[^.;]|[.;](?!\s|$))+")
# C0 except newline and tab, DEL, C1, half characters, and what turns or hides text.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
    r"\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def safe(text: str) -> str:
    r"""`text` with every control and bidi character written out (`\\x1b`)."""
    return _UNSAFE.sub(lambda found: _written_out(found.group()), text)


def cell(text: str) -> str:
    """`text` on one line."""
    return safe(" / ".join(text.splitlines()) if "\n" in text else text.replace("\t", " "))


def show(view: Sequence[Block], stream: TextIO) -> None:
    """Print blocks for a person."""
    for block in view:
        if isinstance(block, Lines):
            for line in block.lines:
                print(safe(line), file=stream)
        elif not stream.isatty() or len(block.rows) > ROWS_IN_A_TABLE:
            for line in _padded(block, with_headings=stream.isatty()):
                print(line, file=stream)
        elif shutil.get_terminal_size().columns < NARROWEST * len(block.headings):
            for line in _one_below_another(block):
                print(line, file=stream)
        else:
            _print_table(block, stream)


def envelope(
    command: str,
    result: Result,
    errors: Sequence[Mapping[str, object]] = (),
    status: str | None = None,
) -> str:
    """The one JSON object of `--json` (DESIGN.md: keys are only ever added)."""
    import msgspec

    whole = {
        "version": 1,
        "command": command,
        "status": status or result.status,
        "exit_code": result.exit_code,
        "data": result.data,
        "messages": [{"code": n.code, "text": sentence(n)} for n in result.notices],
        "errors": list(errors),
    }
    return _UNSAFE.sub(
        lambda found: f"\\u{ord(found.group()):04x}",
        msgspec.json.format(msgspec.json.encode(whole, enc_hook=str), indent=2).decode(),
    )


def tell(notices: Sequence[Notice]) -> None:
    """Say notices on stderr, each on one line."""
    for notice in notices:
        say(cell(sentence(notice)))


def say(text: str) -> None:
    """One line on stderr, on a terminal as many as it needs; a closed one is nobody's problem."""
    if sys.stderr is None:
        return
    try:
        print(fitted(text), file=sys.stderr)
    except OSError:
        return


def fitted(text: str) -> str:
    """Safe text for stderr: on a terminal broken between words."""
    shown = safe(text)
    return wrapped(shown, min(WIDEST, width())) if sys.stderr.isatty() else shown


def width() -> int:
    """Of the terminal, without the place where some begin a new line; 20 at least."""
    return max(20, shutil.get_terminal_size().columns - 1)


def wrapped(text: str, width: int) -> str:
    """Safe text broken between words, but for what is to be typed: that can be copied whole."""
    return "\n".join(_broken(line, width) for line in text.split("\n"))


def _broken(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    whole = _TO_TYPE.sub(lambda found: found[0].replace(" ", "\0"), line)
    lines = textwrap.fill(
        whole,
        width,
        subsequent_indent=" " * (len(line) - len(line.lstrip())),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines.replace("\0", " ")


def _written_out(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


def _padded(table: Table, *, with_headings: bool) -> Iterator[str]:
    if table.title and table.rows:
        yield safe(table.title)
    rows = [[cell(text) for text in row] for row in table.rows]
    if with_headings:
        rows.insert(0, list(table.headings))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _one_below_another(table: Table) -> Iterator[str]:
    """A row as lines: what a narrow terminal can show without breaking every word."""
    if table.title and table.rows:
        yield safe(table.title)
    for row in table.rows:
        yield ""
        filled = ((heading, cell(text)) for heading, text in zip(table.headings, row, strict=True))
        yield from (": ".join(filter(None, pair)) for pair in filled if pair[1])


def _print_table(table: Table, stream: TextIO) -> None:
    # 21 ms, and only a terminal needs it.
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    if not table.rows:
        return
    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    drawn = RichTable(
        title=Text(safe(table.title)) if table.title else None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for number, heading in enumerate(table.headings):
        drawn.add_column(heading, overflow="fold", ratio=1 if number == table.wide else None)
    for row in table.rows:
        drawn.add_row(*(Text(safe(text)) for text in row))
    console.print(drawn)

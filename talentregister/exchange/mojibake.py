"""
UTF-8 that was once read as cp1252 and saved so: `JosÃ©` for José.

The reading is proposed, never applied: only somebody who knows the name can say
(RELIABILITY.md 4.2, row 6).
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Letters and marks above ASCII, side by side: one alone never was two bytes.
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_LONGEST = 40
# What cp1252 makes of two bytes: accented Latin letters, and typographic marks.
_LATIN, _MARKS = range(0xA0, 0x180), range(0x2000, 0x2100)
# A word of other letters has to be a word: "É”" happens to be a Latin ɔ as well.
_LETTERS = 3


class Reading(NamedTuple):
    """A word as it stands there, and as it may have been meant."""

    text: str
    reading: str


def reading(cell: str) -> Reading | None:
    """The first word of a cell that looks misread, and what it may have been."""
    if cell.isascii():
        return None
    for word in cell.split(" "):
        meant = _RUN.sub(lambda run: _undone(run.group()), word)
        if meant != word:
            return Reading(word[:_LONGEST], meant[:_LONGEST])
    return None


def _undone(run: str) -> str:
    """The letters whose bytes were read as `run`; `run` where it is simply itself."""
    try:
        meant = b"".join(map(_byte, run)).decode("utf-8")
    except UnicodeError:
        return run
    usual = all(ord(letter) in _LATIN or ord(letter) in _MARKS for letter in meant)
    return meant if usual or (len(meant) >= _LETTERS and meant.isalpha()) else run


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:  # what cp1252 leaves open, readers pass on as it is
        return letter.encode("latin-1")

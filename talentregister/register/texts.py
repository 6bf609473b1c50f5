"""
Texts on their way into the register: kept as typed, refused where they may not be kept.

What is refused here is refused everywhere, because every verb and every import
passes its texts through these two functions.
"""

from __future__ import annotations

import re
import unicodedata

from talentregister.errors import Refused
from talentregister.privacy import scans

# C0, C1 and DEL; newline and tab are layout, not commands (RELIABILITY.md 4.2, rows 17 and 18).
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What other programs put where a line ends.
_LINE_ENDS = re.compile(r"[\x0b\x0c\x85]")
# Characters that turn or hide text. ZWJ and ZWNJ stay: emoji and Persian need them (row 19).
_BIDI = re.compile(r"[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LONGEST = 20_000
LONGEST_TITLE = 200


def title(text: str, field: str) -> str:
    """A `name` that is also short enough to be one."""
    tidy = name(text, field)
    if len(tidy) > LONGEST_TITLE:
        raise Refused("too_long", field=field, length=len(tidy), longest=LONGEST_TITLE)
    return tidy


def name(text: str, field: str) -> str:
    """
    A name, title or other single line: tidied, without anything invisible.

    Raises Refused("control_characters"), Refused("too_long") or Refused("bsn").
    """
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if _BIDI.search(tidy):
        raise Refused("control_characters", field=field)
    return checked(tidy, field)


def words(text: str, field: str, *, anyway: bool = False) -> str:
    """
    Free words: kept as typed, NFC, trimmed.

    `anyway` keeps words about health, belief, origin or status. Raises
    Refused("sensitive") without it, and what `checked` raises.
    """
    kept = checked(unicodedata.normalize("NFC", text).strip(), field)
    if not anyway and (found := scans.sensitive(kept)):
        raise Refused("sensitive", hint="anyway", field=field, words=", ".join(found))
    return kept


def checked(text: str, field: str) -> str:
    """
    `text`, when it may be kept at all.

    Raises Refused for control characters, half characters, a text over
    20,000 characters, and a BSN (never echoed).
    """
    if _CONTROL.search(text) or _half(text):
        raise Refused("control_characters", field=field)
    if len(text) > LONGEST:
        raise Refused("too_long", field=field, length=len(text), longest=LONGEST)
    if scans.holds_bsn(text):
        raise Refused("bsn", field=field)
    return text


def without_control(text: str) -> str:
    """`text` without its control characters; those that end a line or a page become a line end."""
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text))


def _half(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)

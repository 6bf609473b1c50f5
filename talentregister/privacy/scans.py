"""
What does not belong in a text: a BSN, and words about health, belief, origin or status.

A BSN may only be kept where a law says so, not even with consent (UAVG art. 46).
Health, belief and origin are special data (AVG art. 9): a worker may have a
reason to write such a word, so it is a question, not a prohibition.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from talentregister.language.names import fold

DATA = Path(__file__).parent / "data"

# Nine digits with the separators people type; not part of a longer number.
_NINE = re.compile(r"(?<![\d+])(?:\d[ .\-]?){8}\d(?![ .\-]?\d)")
# Numbers that are something else: phones, dates, Dutch bank accounts.
_PHONE = re.compile(r"(?:\+|\b00)\d[\d .\-()]{7,}|\b0\d(?:[ .\-]?\d){8}\b")
_DATE = re.compile(
    r"\b(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|1[0-2])[-/. ]\d{2}(?:\d{2})?\b"
    r"|\b\d{4}-\d{2}-\d{2}\b"
)
_BANK = re.compile(r"\b[A-Za-z]{2}\d{2} ?[A-Za-z]{4}(?: ?\d){10}\b")


def holds_bsn(text: str) -> bool:
    """Whether nine digits in `text` pass the eleven-test of a citizen service number."""
    plain = unicodedata.normalize("NFKC", text)
    if sum(map(str.isdigit, plain)) < 9:
        return False
    from stdnum.nl import bsn  # 20 ms of imports that few texts need

    for other in (_BANK, _PHONE, _DATE):
        plain = other.sub(" # ", plain)
    return any(
        bsn.is_valid(re.sub(r"\D", "", nine.group()))
        and any(digit != "0" for digit in nine.group())
        for nine in _NINE.finditer(plain)
    )


def masked(text: str) -> str:
    """`text`, without its digits where nine of them may be a citizen service number."""
    return re.sub(r"\d", "•", text) if holds_bsn(text) else text


def sensitive(text: str) -> tuple[str, ...]:
    """The words in `text` that point at health, belief, origin or status, as typed."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    return tuple(dict.fromkeys(word for word in words if _is_sensitive(word)))


@lru_cache(maxsize=65_536)  # a sheet of 10,000 people holds few words that are new
def _is_sensitive(word: str) -> bool:
    whole, beginnings = _listed()
    folded = fold(word)
    return folded in whole or folded.startswith(beginnings)


@cache
def _listed() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = (DATA / "sensitive.txt").read_text(encoding="utf-8").splitlines()
    words = [fold(line) for line in lines if line.strip() and not line.startswith("#")]
    whole = frozenset(word for word in words if not word.endswith("*"))
    return whole, tuple(word[:-1] for word in words if word.endswith("*"))

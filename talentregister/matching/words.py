"""Text into keys: folding, tokens with their place in the text, clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from talentregister.language.names import fold

# Letters and digits, held together inside: foto's, klaar-over, V&D.
TOKEN = re.compile(r"[^\W_]+(?:['’‘´`&‐‑-][^\W_]+)*")
# *Zo'n* is no *zon*.
SUCH = re.compile(r"(zo)['’‘´`]n")
# What parts one thought from the next. A hyphen only between spaces.
BREAK = re.compile(r"[,;.!?():\n\r•·*]+|\s[-–—]+\s")
ALIKE = (
    ("ph", "f"), ("th", "t"), ("ch", "g"), ("ei", "y"), ("ij", "y"), ("au", "ou"), ("c", "k"),
    ("z", "s"), ("v", "f"), ("dt", "t"), ("tie", "sie"),
)  # fmt: skip
DOUBLE = re.compile(r"([^aeiou])\1")
# One pass over a whole register: everything that is no letter or digit becomes a space,
# except what holds a word together, which goes; a newline stays, it parts the texts.
_MANY: dict[int, str | None] = {i: " " for i in range(128) if not chr(i).isalnum()}
_MANY |= dict.fromkeys(map(ord, "'`-&"))
_MANY[ord("\n")] = "\n"


class Token(NamedTuple):
    """One word of a text: its key and where it stands."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """The key of one word: folded, only letters and digits."""
    folded = word.lower() if word.isascii() else fold(word)
    if folded.isalnum():
        return folded
    return "".join(sign for sign in SUCH.sub(r"\1", folded) if sign.isalnum())


def tokens(text: str) -> list[Token]:
    """The words of `text`."""
    return [Token(key_of(m.group()), m.start(), m.end()) for m in TOKEN.finditer(text)]


def keys(text: str) -> list[str]:
    """The keys of the words of `text`."""
    if text.isascii() and text.replace(" ", "").isalnum():  # most terms are
        return text.lower().split()
    return [key_of(word) for word in TOKEN.findall(text)]


def keys_of_many(texts: Sequence[str]) -> list[str]:
    """
    The keys of many texts, those of each with spaces between them.

    Plain ASCII, nearly everything, goes through in one piece: at ten thousand
    residents this is what keeps `match` below its limit.
    """
    if not texts:
        return []
    plain = [text.replace("\n", " ") if text.isascii() else "" for text in texts]
    lines = SUCH.sub(r"\1", "\n".join(plain).lower()).translate(_MANY).split("\n")
    return [
        line if line or not text else " ".join(keys(text))
        for line, text in zip(lines, texts, strict=True)
    ]


def sounded(key: str) -> str:
    """A key with one sign for what sounds alike in Dutch, as people mistake it."""
    for written, sign in ALIKE:
        key = key.replace(written, sign)
    # One letter for two, and an n at the end that nobody says: bromers, honde.
    return DOUBLE.sub(r"\1", key.removesuffix("n") if key.endswith("en") else key)


def diminutive(word: str, lemma: str) -> bool:
    """Whether a word is a small one of its lemma: a *telefoontje* is no telephone."""
    return word.endswith(("je", "jes")) and not lemma.endswith("je")

"""
Names as they are written in the Netherlands, and text made comparable.

A name is kept as typed; given name, prefix (*tussenvoegsel*) and surname are
read from it. Lists follow the core word, as Dutch phone books do (NEN 5825
keeps the prefix apart): *Gogh, Vincent van* stands under the G.
Nothing here raises: every text is somebody's name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple


class NameParts(NamedTuple):
    """A name taken apart; what is not there is empty."""

    given: str
    prefix: str
    surname: str


# Quotes and dashes people's keyboards and Word put in; made one before NFKC,
# which would turn an acute accent into a space.
_MARKS = str.maketrans(
    dict.fromkeys("’‘‛ʼʻ′`´＇", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—−", "-")
)
# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d",
        "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t",
    }
)  # fmt: skip
_HIDDEN = frozenset({"Mn", "Cf"})
# How somebody is addressed, folded: no part of a given name.
TITLES = frozenset({"mevr", "mw", "mevrouw", "dhr", "meneer", "mr", "mrs", "ms"})

_ARTICLES = frozenset({"de", "den", "der", "'t", "het", "dem", "la", "las", "los", "'s"})
# These open a prefix only before an article: "in 't Veld", never "In".
_PREPOSITIONS = frozenset({"in", "op", "uit", "aan", "onder", "over", "bij", "voor", "tot", "auf"})
_PARTICLES = _ARTICLES | {
    "van", "von", "vom", "des", "ten", "ter", "te", "zu", "zum", "zur", "v.d.", "v/d", "vd", "v.",
    "el", "al", "le", "les", "lo", "di", "da", "dal", "dalla", "della", "del", "dos", "das", "do",
    "du", "ben", "bin", "ibn", "bint", "abu", "abou",
}  # fmt: skip
# Written with a capital at the very beginning these still open a surname
# ("De Vries"); the others there are given names ("Ben", "Al", "La").
_OPENING = frozenset({"van", "von", "de", "den", "ten", "ter", "'t", "'s"})
_NEVER_FIRST = frozenset({"ben", "do"})


def fold(text: str) -> str:
    """Return `text` for keys and searching: no case, accents, or odd spaces and quotes."""
    if text.isascii():  # most text is: nothing to compose, and ten times as fast
        return " ".join(text.replace("`", "'").casefold().split())
    plain = unicodedata.normalize("NFKC", text.translate(_MARKS)).casefold()
    apart = unicodedata.normalize("NFKD", plain).translate(_LETTERS).translate(_MARKS)
    kept = "".join(sign for sign in apart if unicodedata.category(sign) not in _HIDDEN)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def tidy(text: str) -> str:
    """Return `text` for keeping: composed (NFC), single spaces, nothing around it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def split(name: str) -> NameParts:
    """Take a name apart, in its spoken order or with the surname and a comma first."""
    pieces = [piece for piece in map(tidy, name.split(",")) if piece]
    if len(pieces) < 2:
        return _split_spoken("".join(pieces).split())
    if len(pieces) == 2:
        return _split_turned(pieces[0].split(), pieces[1].split())
    surname, *rest = pieces
    for at in (0, -1):  # "Vries, de, An" and "Vries, An, de"
        if _are_particles(rest[at].split()):
            prefix = rest.pop(at)
            return NameParts(" ".join(rest), prefix, surname)
    return NameParts(" ".join(rest), "", surname)


def joined(parts: NameParts) -> str:
    """Return the name in its spoken order: *Vincent van Gogh*."""
    return " ".join(part for part in parts if part)


def sort_key(name: str) -> tuple[str, str, str]:
    """Return what to sort `name` on: core surname, given name, prefix, all folded."""
    parts = split(name)
    return fold(parts.surname or parts.given), fold(parts.given), fold(parts.prefix)


def sorted_form(name: str) -> str:
    """Return the name as it stands in a list: *Gogh, Vincent van*."""
    given, prefix, surname = split(name)
    rest = " ".join(part for part in (given, prefix) if part)
    return f"{surname}, {rest}" if surname and rest else surname or rest


def _split_spoken(words: list[str]) -> NameParts:
    """Take *Vincent van Gogh* apart."""
    for at in range(len(words) - 1):
        if length := _prefix_at(words, at):
            return NameParts(
                " ".join(words[:at]),
                " ".join(words[at : at + length]),
                " ".join(words[at + length :]),
            )
        if at and _is_double(words, at):
            return NameParts(" ".join(words[:at]), "", " ".join(words[at:]))
    # Without a prefix nothing tells a middle name from a double surname.
    return NameParts(" ".join(words[:-1]) or " ".join(words), "", " ".join(words[1:][-1:]))


def _split_turned(left: list[str], right: list[str]) -> NameParts:
    """Take *Gogh, Vincent van* and *van Gogh, Vincent* apart."""
    if length := _prefix_at(left, 0):
        return NameParts(" ".join(right), " ".join(left[:length]), " ".join(left[length:]))
    at = next((at for at in range(len(right)) if _are_particles(right[at:])), len(right))
    if at == 0 and not _opens(right[0]):
        at = 1  # "Jansen, Ben": a lone given name that is a prefix elsewhere
    return NameParts(" ".join(right[:at]), " ".join(right[at:]), " ".join(left))


def _prefix_at(words: Sequence[str], at: int) -> int:
    """Return how many words of a prefix start here, always leaving one for the surname."""
    length = 0
    while at + length < len(words) - 1 and _is_particle(words, at + length):
        length += 1
    return length if at or _opens(words[0]) else 0


def _opens(word: str) -> bool:
    """Tell whether a particle that stands first is a prefix and not a given name."""
    first = fold(word)
    return first not in _NEVER_FIRST and (first in _OPENING | _PREPOSITIONS or word == first)


def _is_particle(words: Sequence[str], at: int) -> bool:
    """Tell whether the word here belongs to a prefix."""
    word = fold(words[at])
    if word in _PREPOSITIONS:
        return at + 1 < len(words) and fold(words[at + 1]) in _ARTICLES
    return word in _PARTICLES


def _are_particles(words: Sequence[str]) -> bool:
    """Tell whether the words are nothing but a prefix."""
    return all(_is_particle(words, at) for at in range(len(words)))


def _is_double(words: Sequence[str], at: int) -> bool:
    """Tell whether a double surname starts here: *Hoekstra-de Boer*, *Hoekstra - de Boer*."""
    _before, dash, after = words[at].rpartition("-")
    return words[at + 1] == "-" or bool(dash and fold(after) in _PARTICLES | _PREPOSITIONS)

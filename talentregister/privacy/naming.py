"""
How somebody may be named in a text, and where.

Texts are compared without case, accents and odd spaces, letter by letter, so
that what is found can be cut out of the text as it was typed. A phone number
is found however it is spaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from talentregister.language.names import NameParts, fold, joined
from talentregister.model.records import Records
from talentregister.model.resident import Resident

REMOVED = "[removed]"
# Where the mark does not fit any more; one letter is never longer than a name.
SHORT = "…"
AROUND = 40
_BETWEEN_WORDS = r"[\s._-]+"
_BETWEEN_DIGITS = r"[\s.\-/()]*"
_GENITIVE = "(?:'?s)?"
# An underscore is a sign, as in `_Ahmet_`, not a letter.
_START, _STOP = r"(?<![^\W_])", r"(?![^\W_])"


class Words(NamedTuple):
    """
    The ways a resident may be named: surely, and perhaps.

    `others` are names of others in which one of these stands: those are left as
    they are. `capital` are words of every day (Wil, Ben), which only perhaps
    name anybody when they are written with a capital.
    """

    sure: tuple[str, ...]
    perhaps: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()


class Naming:
    """Finds words in texts."""

    def __init__(
        self, words: Iterable[str], others: Iterable[str] = (), capital: Iterable[str] = ()
    ) -> None:
        careful = set(capital)
        named = {"gone": [word for word in words if word not in careful], "capital": careful}
        ways = [f"(?P<{name}>{way})" for name, found in named.items() if (way := _any_of(found))]
        if ways and (theirs := _any_of(others)):
            ways.insert(0, f"(?P<other>{theirs})")
        self._pattern = re.compile("|".join(ways)) if ways else None
        found = [word for group in named.values() for word in group]
        self._anchors = {anchor for word in found if (anchor := _anchor(word))}
        phones = "|".join(way for word in found if (way := _spaced(_digits(word))))
        self._phones = re.compile(phones) if phones else None

    def may_stand_in(self, folded: str) -> bool:
        """A first look at a text as `quickly` gives it: whether it is worth a second."""
        if any(anchor in folded for anchor in self._anchors):
            return True
        return self._phones is not None and self._phones.search(folded) is not None

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand in `text`: from and to."""
        quick = quickly(text)
        if not self.may_stand_in(quick) or self._pattern is None:
            return []
        if not self._pattern.search(quick):
            return []
        folded, at = spelled(text)
        return [
            (at[match.start()], _end(text, at[match.end() - 1] + 1))
            for match in self._pattern.finditer(folded)
            if match.lastgroup != "other"
            and (match.lastgroup != "capital" or text[at[match.start()]].isupper())
        ]

    def removed(self, text: str, longest: int | None = None) -> str:
        """`text` with a mark where the words stood, not longer than it may be."""
        if not (places := self.places(text)):
            return text
        marked = _with(text, places, REMOVED)
        return _with(text, places, SHORT) if longest and len(marked) > longest else marked

    def excerpt(self, text: str) -> str:
        """The words in `text`, with a little of what stands around them; empty: not there."""
        if not (places := self.places(text)):
            return ""
        start, end = max(0, places[0][0] - AROUND), places[-1][1] + AROUND
        before, behind = SHORT if start else "", SHORT if end < len(text) else ""
        return before + " ".join(text[start:end].split()) + behind


def words_for(records: Records, resident: Resident) -> Words:
    """How the texts of the register may name `resident`."""
    neighbours = _Neighbours(records, resident)
    parts = resident.parts
    whole, told = list(whole_names(resident)), list(particulars(resident))
    surnames = list(surname_forms(parts))
    fronts = [parts.given, parts.given.partition(" ")[0], resident.nickname]
    # The core of a surname with a prefix: asked, unless it is a word of every day.
    core = [parts.surname] if parts.prefix and not is_word(parts.surname) else []
    alone = [] if parts.surname else [resident.name]
    sure: list[str] = []
    perhaps = [*fronts, *core, *alone]
    for name in whole:
        (perhaps if fold(name) in neighbours.names else sure).append(name)
    for particular in told:
        (perhaps if neighbours.share(particular) else sure).append(particular)
    (perhaps if neighbours.common(parts) else sure).extend(surnames)
    called = [*fronts, *core, *alone, *surnames]
    capital = [word for word in fronts if word and " " not in word and is_word(word)]
    return Words(
        tuple(dict.fromkeys(sure)),
        tuple(word for word in dict.fromkeys(filter(None, perhaps)) if word not in sure),
        tuple(neighbours.holding(called, whole, told)),
        tuple(dict.fromkeys(capital)),
    )


def whole_names(resident: Resident) -> Iterator[str]:
    """The whole name, in every order people write it; nothing for a given name alone."""
    given, prefix, surname = resident.parts
    if not surname:
        return
    if " " in resident.name:
        yield resident.name
    for front in filter(None, dict.fromkeys((given, given.partition(" ")[0], resident.nickname))):
        behind = " ".join(filter(None, (prefix, surname)))
        yield joined(NameParts(front, prefix, surname))
        yield f"{behind}, {front}"
        if prefix:
            yield f"{surname}, {front} {prefix}"
            yield f"{surname}, {prefix}, {front}"


def surname_forms(parts: NameParts) -> Iterator[str]:
    """The surname with its prefix, in front and behind."""
    if parts.surname:
        yield " ".join(filter(None, (parts.prefix, parts.surname)))
    if parts.surname and parts.prefix:
        yield f"{parts.surname}, {parts.prefix}"


def particulars(resident: Resident) -> Iterator[str]:
    """Phone, mail and address, of which what stands before a comma says enough."""
    yield from filter(None, (resident.phone, resident.email, resident.address))
    street, comma, _ = resident.address.partition(",")
    if comma and _has_number(street):
        yield street.strip()


def is_word(name: str) -> bool:
    """Whether a name is also an ordinary Dutch word: Bakker, Kok, Roos, Wil."""
    return any(name.casefold() in words for words in _dictionary()) if name else False


@cache
def _dictionary() -> tuple[Container[str], ...]:
    """Every word in the forms it takes, and what they are forms of."""
    # Half a second, and only forgetting asks a dictionary here.
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    forms = DefaultDictionaryFactory().get_dictionary("nl")
    return forms, frozenset(forms.values())


class _Neighbours:
    """What others in the register are called, folded."""

    def __init__(self, records: Records, resident: Resident) -> None:
        residents = [r for r in records.residents.values() if r.id != resident.id]
        self._names = {name for r in residents for name in (r.name, *whole_names(r))}
        self._initiatives = {i.name for i in records.initiatives.values()}
        self.names = {fold(name) for name in self._names}
        self.particulars = {fold(told) for r in residents for told in particulars(r)}
        places = {party.area for party in records.parties()}
        places.update(walked.street for walked in records.rounds.values())
        # An initiative called after the whole person makes the surname nobody else's.
        whole = Naming(whole_names(resident))
        called = {whole.removed(name) for name in self._initiatives | places}
        called.update(self._names, (r.nickname for r in residents))
        self.words = {word for name in called for word in _bare(name).split()}

    def common(self, parts: NameParts) -> bool:
        """Whether a surname is also a word, or somebody else's."""
        word = not parts.prefix and is_word(parts.surname)
        return word or fold(parts.surname) in self.words

    def share(self, told: str) -> bool:
        """Whether a particular leads to others too; a street without a number does."""
        return fold(told) in self.particulars or not ("@" in told or _has_number(told))

    def holding(
        self, names: Iterable[str], whole: Iterable[str], told: Iterable[str]
    ) -> Iterator[str]:
        """
        The names of others in which one of `names` stands, and is not meant.

        *Ahmet Yılmaz jr.* is not Ahmet Yılmaz, but *moeder van Ahmet Yılmaz*
        names him; and what holds one of the particulars `told` is never left.
        """
        wholly = {_bare(name) for name in whole}
        partly = {_bare(name) for name in names} - wholly - {""}
        leads = Naming(told)
        for name in sorted(self._names | self._initiatives):
            bare = _bare(name)
            if any(_holds(bare, word) for word in wholly):
                theirs = name in self._names and bare.startswith(tuple(f"{w} " for w in wholly))
            else:
                theirs = any(_holds(bare, word) for word in partly)
            if theirs and not leads.places(name):
                yield name


def _has_number(text: str) -> bool:
    return any(map(str.isdigit, text))


def _bare(name: str) -> str:
    """A name as folded words and nothing else."""
    return " ".join(re.split(r"[\s,._-]+", fold(name))).strip()


def _holds(name: str, word: str) -> bool:
    return name != word and f" {word} " in f" {name} "


def quickly(text: str) -> str:
    """`text` as it is compared, for a first look."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return unicodedata.normalize("NFD", fold(text))


def spelled(text: str) -> tuple[str, list[int]]:
    """`text` as it is compared, with the place every letter of it has in `text`."""
    letters = [(letter, at) for at, sign in enumerate(text) for letter in _spelling(sign)]
    return "".join(letter for letter, _ in letters), [at for _, at in letters]


@lru_cache(maxsize=4096)
def _spelling(sign: str) -> str:
    return " " if sign.isspace() else unicodedata.normalize("NFD", fold(sign))


def _end(text: str, end: int) -> int:
    """The end of a match, behind the accents that stand apart from their letter."""
    while end < len(text) and not _spelling(text[end]):
        end += 1
    return end


def _with(text: str, places: Iterable[tuple[int, int]], mark: str) -> str:
    pieces: list[str] = []
    last = 0
    for start, end in places:
        pieces += [text[last:start], mark]
        last = end
    return "".join([*pieces, text[last:]])


def _anchor(word: str) -> str:
    """What stands in every text in which a word stands: its longest run; none for a phone."""
    if _digits(word):
        return ""
    return max(re.findall(r"[^\W_]+", quickly(word)), key=len, default=quickly(word))


def _digits(word: str) -> str:
    """The digits of a phone number without zero and country, or nothing: it is no phone."""
    bare = re.sub(r"[\s.\-/()]", "", fold(word))
    if not re.fullmatch(r"\+?\d{7,}", bare):
        return ""
    dutch = re.fullmatch(r"(?:(?:\+|00)310?|0)([1-9]\d+)", bare)
    return dutch[1] if dutch else bare.removeprefix("+").removeprefix("00")


def _spaced(digits: str) -> str:
    return _BETWEEN_DIGITS.join(digits)


def _any_of(words: Iterable[str]) -> str:
    ways = dict.fromkeys(filter(None, map(_way, words)))
    return "|".join(sorted(ways, key=len, reverse=True))


def _way(word: str) -> str:
    """A word as a pattern for texts that were spelled out."""
    if digits := _digits(word):
        # With or without the zero, the country, or the two of them: +31 (0)6.
        between = _BETWEEN_DIGITS
        country = rf"(?:\+|00)?31{between}(?:0{between})?|0{between}|(?:\+|00){between}"
        return rf"(?<![\d+])(?:{country})?{_spaced(digits)}(?!\d)"
    folded = unicodedata.normalize("NFD", fold(word))
    if "@" in folded:
        return rf"(?<![\w.+-]){re.escape(folded)}(?![\w-]|\.\w)"
    pieces = [re.escape(piece) for piece in re.split(_BETWEEN_WORDS, folded) if piece]
    genitive = _GENITIVE if len(pieces) > 1 else "(?:'s)?"
    return rf"{_START}{_BETWEEN_WORDS.join(pieces)}{genitive}{_STOP}" if pieces else ""

"""
Which texts could meet a need, found by their words alone.

Every text is cut into keys once, in one pass; only what could meet a need is
read in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import add
from typing import NamedTuple

from talentregister.matching.analysis import Analyst
from talentregister.matching.meanings import Clue, Meanings
from talentregister.matching.reading import Feature
from talentregister.matching.words import keys_of_many

# A word in fewer texts is not worth looking whether the rest of the phrase stands there.
FEW = 20


class Hits(NamedTuple):
    """
    A word that may have a feature, how surely at most, and the texts with it.

    `number` is the word's, `partly` when it stands in other texts too, where it does not count.
    """

    word: str
    weight: float
    texts: Sequence[int]
    number: int
    partly: bool = False


class TextIndex:
    """Texts, by the features their words may have."""

    def __init__(self, texts: Sequence[str], analyst: Analyst, meanings: Meanings) -> None:
        self._analyst = analyst
        self._meanings = meanings
        # Many say the same: words stand in wordings, a wording in one text or more.
        wordings: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            wordings[text].append(number)
        self._wordings = list(wordings.values())
        self._by_word: dict[str, list[int]] = defaultdict(list)
        # Terms that were written apart: zaal voetbal.
        self._joined: dict[str, list[int]] = defaultdict(list)
        written = analyst.compiled.written
        for number, line in enumerate(keys_of_many(list(wordings))):
            row = line.split()
            for key in row:
                self._by_word[key].append(number)
            for key in written.intersection(map(add, row, row[1:])):
                self._joined[key].append(number)
        words = self._by_word.keys() | self._joined.keys()
        self._numbers = {word: number for number, word in enumerate(words)}
        meanings.learn(words)
        self._hits: dict[tuple[Feature, bool], Sequence[Hits]] = {}
        self._with: dict[tuple[str, ...], set[int]] = {}
        self._often: dict[Feature, set[str]] = {}

    def hits(self, feature: Feature, *, derived: bool = True) -> Sequence[Hits]:
        """
        The words that may have `feature`, how surely at most, and where they stand.

        Without `derived`, compounds and typing errors are left out.
        """
        found = self._hits.get((feature, derived))
        if found is None:
            clues = (c for c in self._meanings.clues(feature) if derived or not c.guessed)
            found = [hits for clue in clues if (hits := self._hit(clue)) is not None]
            self._hits[feature, derived] = found
        return found

    def often(self, features: Iterable[Feature]) -> int:
        """How often words that say one of `features` stand in the texts."""
        words: set[str] = set()
        for feature in features:
            found = self._often.get(feature)
            if found is None:
                found = self._often[feature] = self._meanings.forms_of(feature)
            words |= found
        held = self._wordings
        return sum(len(held[one]) for word in words for one in self._by_word.get(word, ()))

    def _hit(self, clue: Clue) -> Hits | None:
        word, weight, phrase, _ = clue
        texts = self._texts(word)
        if not texts:
            return None
        number = self._numbers[word]
        if phrase < 0 or len(texts) <= FEW:
            return Hits(word, weight, texts, number)
        there = set(texts)
        for forms in self._analyst.compiled.phrases[phrase].words:
            if word not in forms:
                there &= self._texts_with(forms)
        return Hits(word, weight, sorted(there), number, True) if there else None

    def _texts(self, word: str) -> Sequence[int]:
        wordings = {*self._by_word.get(word, ()), *self._joined.get(word, ())}
        return sorted(text for one in wordings for text in self._wordings[one])

    def _texts_with(self, forms: tuple[str, ...]) -> set[int]:
        found = self._with.get(forms)
        if found is None:
            words = self._meanings.read_as(forms)
            wordings = {one for word in words for one in self._by_word.get(word, ())}
            found = {text for one in wordings for text in self._wordings[one]}
            self._with[forms] = found
        return found

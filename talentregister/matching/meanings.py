"""
What the distinct words of a register may mean, by what they mean.

Ten thousand residents use some ten thousand words between them. Each is analysed
once, alone; whoever looks for something then finds its words in one step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from talentregister.matching.analysis import GROUP, Analyst
from talentregister.matching.compiled import GROUPS, Group
from talentregister.matching.reading import Feature

# What was found is kept anew when so many words are new, and so great a share: a word takes
# some 50 µs, and a small register leaves nothing lying beside it.
LEAST, NEW = 300, 0.01
# How a word is found that is not written out.
GUESSED = ("compound", "repaired")


class Clue(NamedTuple):
    """
    A word that may have a feature, and how surely at most.

    `phrase` is the number of the phrase of which it is part, below zero when it stands
    alone; `guessed` whether the feature lies in a part of it, or a typing error mended.
    """

    word: str
    weight: float
    phrase: int
    guessed: bool


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was found of words, as it is kept: what is found of a feature is read when asked for."""

    made_of: str
    words: list[str]
    clues: dict[Feature, msgspec.Raw]
    forms: dict[Feature, msgspec.Raw]


class Meanings:
    """Words, by the features they may have and by the words they are a form of."""

    def __init__(self, analyst: Analyst, made_of: str) -> None:
        self._analyst = analyst
        self._made_of = made_of
        self._words: set[str] = set()
        self._clues: dict[Feature, list[Clue]] = defaultdict(list)
        self._forms: dict[Feature, list[str]] = defaultdict(list)
        self._recalled = Kept(made_of, [], {}, {})

    def recall(self, text: bytes) -> None:
        """Take over what was found before; what other words or another program found, is not."""
        try:
            kept = msgspec.msgpack.decode(text, type=Kept)
        except msgspec.MsgspecError:
            return
        if kept.made_of == self._made_of and not self._words:
            self._recalled = kept
            self._words.update(kept.words)

    def to_keep(self) -> bytes | None:
        """All that was found, for `recall`; None while hardly anything is new."""
        before = len(self._recalled.words)
        if len(self._words) - before < max(LEAST, before * NEW):
            return None
        clues = {f: self.clues(f) for f in self._recalled.clues.keys() | self._clues.keys()}
        forms = {f: self._written(f) for f in self._recalled.forms.keys() | self._forms.keys()}
        kept = (self._made_of, sorted(self._words), clues, forms)
        return msgspec.msgpack.encode(kept)

    def learn(self, words: Iterable[str]) -> None:
        """Analyse the words that are not known yet."""
        for word in words:
            if word not in self._words:
                self._words.add(word)
                for feature, clue in clues(word, self._analyst):
                    self._clues[feature].append(clue)
                for form in forms(word, self._analyst):
                    self._forms[form].append(word)

    def clues(self, feature: Feature) -> list[Clue]:
        """The words that may have a feature."""
        raw = self._recalled.clues.get(feature)
        before = [] if raw is None else msgspec.msgpack.decode(raw, type=list[Clue])
        return before + self._clues.get(feature, [])

    def forms_of(self, feature: Feature) -> set[str]:
        """The words that are written as what a feature is called, or are a form of it."""
        if isinstance(feature, int) or feature.startswith("@"):
            return set(self._written(feature))
        spellings = (feature, *(self._analyst.lexicon.lemmas(feature) or ()))
        return {word for spelling in spellings for word in self._written(spelling)}

    def _written(self, feature: Feature) -> list[str]:
        raw = self._recalled.forms.get(feature)
        before = [] if raw is None else msgspec.msgpack.decode(raw, type=list[str])
        return before + self._forms.get(feature, [])

    def read_as(self, spellings: Iterable[str]) -> set[str]:
        """The words that may be read as one of `spellings`."""
        found = {clue.word for spelling in spellings for clue in self.clues(spelling)}
        return found.union(spelling for spelling in spellings if spelling in self._words)


def clues(key: str, analyst: Analyst) -> Iterator[tuple[Feature, Clue]]:
    """The features a word may have."""
    word = analyst.word(key)
    compiled = analyst.compiled
    for form in word.literals:
        yield form.key, Clue(key, form.weight, -1, form.how in GUESSED)
    for group in GROUPS:
        for hit in word.hits.get(group, ()):
            yield of_group(group, hit.feature), Clue(key, hit.weight, -1, hit.how in GUESSED)
    for drawer, number in word.anchors:
        term = compiled.phrase_terms[number]
        feature = of_group(GROUP[drawer[0]], compiled.features[term])
        yield feature, Clue(key, compiled.weights[term], number, guessed=False)


def forms(key: str, analyst: Analyst) -> Iterable[Feature]:
    """What a word is a form of: itself, its lemmas, and all whose spelling has one of them."""
    spellings = (key, *(analyst.word(key).lemmas or ()))
    compiled = analyst.compiled
    found: dict[Feature, None] = dict.fromkeys(spellings)
    for spelling in spellings:
        for drawer, number in analyst.entries(spelling):
            term = compiled.phrase_terms[number] if drawer[1] == "a" else number
            found[of_group(GROUP[drawer[0]], compiled.features[term])] = None
    return found


def of_group(group: Group, feature: int) -> Feature:
    """A feature as it is looked for: a role that is asked for is no item of the same number."""
    return role_feature(feature) if group == "asked" else feature


def role_feature(number: int) -> str:
    """The feature of a text that asks for a role (its number below zero); no word looks so."""
    return f"@{-1 - number}"

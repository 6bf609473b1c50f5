"""
Which texts could meet a need, found by their words alone.

Every text is cut into keys once, in one pass; only what could meet a need is
read in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from talentregister.matching.analysis import GROUP, Analyst, feature_of
from talentregister.matching.compiled import Group
from talentregister.matching.reading import Feature
from talentregister.matching.vocabulary import Vocabulary
from talentregister.matching.words import keys_of_many

# Past so many spellings for every word, analysing all words is cheaper than looking on.
MANY = 1.0
# A word in fewer texts is not worth looking whether the rest of the phrase stands there.
FEW = 20


class Hits(NamedTuple):
    """A word that may have a feature, how surely at most, and the texts with it."""

    word: str
    weight: float
    texts: Sequence[int]


class Clue(NamedTuple):
    """What a word may have: a feature, alone or (with its number) as part of a phrase."""

    feature: Feature
    weight: float
    phrase: int


class TextIndex:
    """Texts, by the features their words may have."""

    def __init__(self, texts: Sequence[str], analyst: Analyst, groups: Sequence[Group]) -> None:
        self._analyst = analyst
        self._groups = groups
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(keys_of_many(texts)):
            for key in row:
                self._by_word[key].append(number)
        self._clues: dict[str, Sequence[Clue]] = {}
        self._hits: dict[tuple[Feature, bool], Sequence[Hits]] = {}
        self._with: dict[tuple[str, ...], set[int]] = {}
        self._looked_for = 0
        self._plain: dict[Feature, set[str]] = {}

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._by_word, self._analyst)

    def hits(self, feature: Feature, *, derived: bool = True) -> Sequence[Hits]:
        """
        The words that may have `feature`, how surely at most, and where they stand.

        Without `derived`, compounds and typing errors are left out.
        """
        found = self._hits.get((feature, derived))
        if found is None:
            clues = self._derived(feature) if derived else self._written(feature)
            found = [hits for word, clue in clues if (hits := self._hit(word, clue)) is not None]
            self._hits[feature, derived] = found
        return found

    def often(self, features: Iterable[Feature]) -> int:
        """How often words that say one of `features` stand in the texts."""
        words: set[str] = set()
        for feature in features:
            found = self._plain.get(feature)
            if found is None:
                found = self._vocabulary.forms_of(self._spellings(feature))
                self._plain[feature] = found
            words |= found
        return sum(len(self._by_word[word]) for word in words)

    def _hit(self, word: str, clue: Clue) -> Hits | None:
        texts = self._by_word[word]
        if clue.phrase >= 0 and len(texts) > FEW:
            phrase = self._analyst.compiled.phrases[clue.phrase]
            there = set(texts)
            for forms in phrase.words:
                if word not in forms:
                    there &= self._texts_with(forms)
            texts = sorted(there)
        return Hits(word, clue.weight, texts) if texts else None

    def _texts_with(self, forms: tuple[str, ...]) -> set[int]:
        found = self._with.get(forms)
        if found is None:
            words = self._vocabulary.read_as(forms)
            found = self._with[forms] = {text for word in words for text in self._by_word[word]}
        return found

    def _written(self, feature: Feature) -> Iterator[tuple[str, Clue]]:
        return self._among(self._vocabulary.forms_of(self._spellings(feature)), feature)

    def _derived(self, feature: Feature) -> Iterable[tuple[str, Clue]]:
        spellings = tuple(self._spellings(feature))
        self._looked_for += len(spellings)
        if self._looked_for > len(self._by_word) * MANY:
            return self._by_feature.get(feature, ())
        return self._among(self._vocabulary.read_as(spellings), feature)

    def _among(self, words: Iterable[str], feature: Feature) -> Iterator[tuple[str, Clue]]:
        for word in sorted(words):
            for clue in self._clues_of(word):
                if clue.feature == feature:
                    yield word, clue

    @cached_property
    def _by_feature(self) -> dict[Feature, list[tuple[str, Clue]]]:
        found: dict[Feature, list[tuple[str, Clue]]] = defaultdict(list)
        for word in self._by_word:
            for clue in self._clues_of(word):
                found[clue.feature].append((word, clue))
        return found

    def _spellings(self, feature: Feature) -> Iterable[str]:
        compiled = self._analyst.compiled
        if isinstance(feature, int):
            group: Group = "concept" if feature >= 0 else "item"
            return compiled.spellings(group, feature if feature >= 0 else -1 - feature)
        if feature.startswith("@"):
            return compiled.spellings("asked", int(feature[1:]))
        return (feature, *(self._analyst.lexicon.lemmas(feature) or ()))

    def _clues_of(self, word: str) -> Sequence[Clue]:
        found = self._clues.get(word)
        if found is None:
            found = self._clues[word] = list(clues(word, self._analyst, self._groups))
        return found


def clues(key: str, analyst: Analyst, groups: Sequence[Group]) -> Iterator[Clue]:
    """The features a word may have, alone or as part of a phrase, and how surely at most."""
    word = analyst.word(key)
    compiled = analyst.compiled
    for form in word.literals:
        yield Clue(form.key, form.weight, -1)
    for group in groups:
        for hit in word.hits.get(group, ()):
            feature = role_feature(hit.feature) if group == "asked" else hit.feature
            yield Clue(feature, hit.weight, -1)
    for drawer, number in word.anchors:
        if GROUP[drawer[0]] in groups:
            term = compiled.terms[compiled.phrases[number].term]
            target = feature_of(term)
            feature = role_feature(target) if term.kind == "asked" else target
            yield Clue(feature, term.weight, number)


def role_feature(number: int) -> str:
    """The feature of a text that asks for a role (its number below zero); no word looks so."""
    return f"@{-1 - number}"

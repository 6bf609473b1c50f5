"""
Which texts could meet a need, found by their words alone.

Every text is cut into keys once, in one pass; only what could meet a need is
read in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from talentregister.matching.analysis import GROUP, Analyst, feature_of
from talentregister.matching.compiled import Group
from talentregister.matching.reading import Feature
from talentregister.matching.vocabulary import Vocabulary
from talentregister.matching.words import keys_of_many

# Past so many spellings for every word, analysing all words is cheaper than looking on.
MANY = 0.3


class Hits(NamedTuple):
    """A word that may have a feature, how surely at most, and the texts with it."""

    word: str
    weight: float
    texts: Sequence[int]


class TextIndex:
    """Texts, by the features their words may have."""

    def __init__(self, texts: Sequence[str], analyst: Analyst, groups: Sequence[Group]) -> None:
        self._analyst = analyst
        self._groups = groups
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(keys_of_many(texts)):
            for key in row:
                self._by_word[key].append(number)
        self._features: dict[str, Mapping[Feature, float]] = {}
        self._hits: dict[tuple[Feature, bool], Sequence[Hits]] = {}
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
            found = self._hits[feature, derived] = self._found(feature, derived=derived)
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

    def _found(self, feature: Feature, *, derived: bool) -> Sequence[Hits]:
        spellings = tuple(self._spellings(feature))
        if derived:
            self._looked_for += len(spellings)
            if self._looked_for > len(self._by_word) * MANY:
                return self._by_feature.get(feature, ())
        find = self._vocabulary.read_as if derived else self._vocabulary.forms_of
        return [
            Hits(word, weight, self._by_word[word])
            for word in find(spellings)
            if (weight := self._features_of(word).get(feature)) is not None
        ]

    @cached_property
    def _by_feature(self) -> Mapping[Feature, Sequence[Hits]]:
        found: dict[Feature, list[Hits]] = defaultdict(list)
        for word, texts in self._by_word.items():
            for feature, weight in self._features_of(word).items():
                found[feature].append(Hits(word, weight, texts))
        return found

    def _spellings(self, feature: Feature) -> Iterable[str]:
        compiled = self._analyst.compiled
        if isinstance(feature, int):
            group: Group = "concept" if feature >= 0 else "item"
            return compiled.spellings(group, feature if feature >= 0 else -1 - feature)
        if feature.startswith("@"):
            return compiled.spellings("asked", int(feature[1:]))
        return (feature, *(self._analyst.lexicon.lemmas(feature) or ()))

    def _features_of(self, word: str) -> Mapping[Feature, float]:
        found = self._features.get(word)
        if found is None:
            found = self._features[word] = features_of(word, self._analyst, self._groups)
        return found


def features_of(key: str, analyst: Analyst, groups: Sequence[Group]) -> Mapping[Feature, float]:
    """The features a word may have, alone or as part of a phrase, and how surely at most."""
    word = analyst.word(key)
    compiled = analyst.compiled
    found: dict[Feature, float] = {form.key: form.weight for form in word.literals}
    for group in groups:
        for hit in word.hits.get(group, ()):
            put(found, hit.feature if group != "asked" else role_feature(hit.feature), hit.weight)
    for drawer, number in word.anchors:
        term = compiled.terms[compiled.phrases[number].term]
        group = GROUP[drawer[0]]
        if group in groups:
            feature = feature_of(term)
            put(found, role_feature(feature) if group == "asked" else feature, term.weight)
    return found


def put(found: dict[Feature, float], feature: Feature, weight: float) -> None:
    """Note a feature, at its surest."""
    if found.get(feature, 0.0) < weight:
        found[feature] = weight


def role_feature(number: int) -> str:
    """The feature of a text that asks for a role (its number below zero); no word looks so."""
    return f"@{-1 - number}"

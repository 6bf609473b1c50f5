"""
Which texts could meet a need, found by their words alone.

Every text is cut into keys once, in one pass; only what could meet a need is
read in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from talentregister.matching.analysis import Analyst
from talentregister.matching.compiled import Group
from talentregister.matching.reading import Feature
from talentregister.matching.vocabulary import Vocabulary
from talentregister.matching.words import keys_of_many


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
        self._hits: dict[Feature, Mapping[int, float]] = {}

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._by_word, self._analyst)

    def hits(self, feature: Feature) -> Mapping[int, float]:
        """The texts with a word that may have `feature`, and how surely at most."""
        found = self._hits.get(feature)
        if found is None:
            found = self._hits[feature] = self._found(feature)
        return found

    def plain(self, feature: Feature) -> set[int]:
        """The texts with a word of `feature` as it is written, or a form of it."""
        words = self._vocabulary.forms_of(self._spellings(feature))
        return {text for word in words for text in self._by_word[word]}

    def _found(self, feature: Feature) -> Mapping[int, float]:
        hits: dict[int, float] = {}
        for word in self._vocabulary.read_as(self._spellings(feature)):
            weight = self._features_of(word).get(feature)
            if weight is not None:
                for text in self._by_word[word]:
                    if hits.get(text, 0.0) < weight:
                        hits[text] = weight
        return hits

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
        anchors = compiled.indexes[group].anchors
        for form in word.forms:
            for number in anchors.get(form.key):
                term = compiled.terms[compiled.phrases[number].term]
                if group == "concept":
                    put(found, term.target, term.weight)
                else:
                    item = -1 - term.target
                    put(found, item if group == "item" else role_feature(item), term.weight)
    return found


def put(found: dict[Feature, float], feature: Feature, weight: float) -> None:
    """Note a feature, at its surest."""
    if found.get(feature, 0.0) < weight:
        found[feature] = weight


def role_feature(number: int) -> str:
    """The feature of a text that asks for a role (its number below zero); no word looks so."""
    return f"@{-1 - number}"

"""
Which texts could meet a need, found by their words alone.

Every text is cut into keys once, in one pass; only distinct words are analysed,
and only what could meet a need is read in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from talentregister.matching.analysis import Analyst
from talentregister.matching.compiled import Group
from talentregister.matching.needs import Need
from talentregister.matching.reading import Feature
from talentregister.matching.words import keys_of_many

# A need counts as met by everybody whose words meet it about as well as the same concept.
MET_WELL = 0.6


class WordIndex:
    """Owners by the features their words may have."""

    def __init__(
        self, texts: Sequence[str], owners: Sequence[int], analyst: Analyst, groups: Sequence[Group]
    ) -> None:
        self._analyst = analyst
        self._groups = groups
        by_word: dict[str, list[int]] = defaultdict(list)
        for row, owner in zip(keys_of_many(list(texts)), owners, strict=True):
            for key in row:
                by_word[key].append(owner)
        self._by_word = by_word
        self._by_feature: dict[Feature, list[str]] = defaultdict(list)
        for key in by_word:
            for feature in features_of(key, analyst, groups):
                self._by_feature[feature].append(key)
        self._owners: dict[Feature, frozenset[int]] = {}
        self._known: dict[frozenset[Feature], int] = {}

    def owners(self, feature: Feature) -> frozenset[int]:
        """Who has a word that may have `feature`."""
        found = self._owners.get(feature)
        if found is None:
            words = self._by_feature.get(feature, ())
            found = frozenset(owner for word in words for owner in self._by_word[word])
            self._owners[feature] = found
        return found

    def owners_of_any(self, features: Iterable[Feature]) -> set[int]:
        """Who has a word that may have one of `features`."""
        return set().union(*(self.owners(feature) for feature in features))

    def known_by(self, need: Need) -> int:
        """How many owners could meet a need well."""
        found = self._known.get(need.core)
        if found is None:
            well = (f for f, meets in need.features.items() if meets.value >= MET_WELL)
            found = self._known[need.core] = len(self.owners_of_any(well))
        return found


def features_of(key: str, analyst: Analyst, groups: Sequence[Group]) -> set[Feature]:
    """The features a word may have, alone or as part of a phrase."""
    word = analyst.word(key)
    if word.silent:
        return set()
    compiled = analyst.compiled
    found: set[Feature] = {form.key for form in word.literals}
    for group in groups:
        numbers = [hit.term for hit in word.hits.get(group, ())]
        anchors = compiled.indexes[group].anchors
        for form in word.forms:
            numbers += [compiled.phrases[p].term for p in anchors.get(form.key, ())]
        for number in numbers:
            target = compiled.terms[number].target
            if group == "concept":
                found.add(target)
            else:
                found.add(-1 - target if group == "item" else role_feature(target))
    return found


def role_feature(role: int) -> str:
    """The feature of a text that asks for a role; no word looks like it."""
    return f"@{role}"

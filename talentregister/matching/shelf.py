"""Texts of many people, set out so that those who may answer an ask are found first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from talentregister.matching.analysis import Analyst
from talentregister.matching.index import TextIndex
from talentregister.matching.meanings import Meanings, role_feature
from talentregister.matching.needs import Ask, concept_features, suited
from talentregister.matching.reading import Feature, Reading, read
from talentregister.matching.rough import Rough
from talentregister.matching.score import SURE
from talentregister.matching.supply import Heard, Profile, Source, hear
from talentregister.matching.values import Meets

# A concept counts as known by everybody whose words mean it, or something narrower.
KNOWN_WELL = 0.6
# What could make surer by less than this is not looked for.
WORTH = 0.01
# Wordings of which it is kept what they say: many say the same.
KEPT = 4096


class Weighed(NamedTuple):
    """An ask, and what each of its needs weighs."""

    ask: Ask
    weights: tuple[float, ...]


class Books:
    """Texts, each with an owner and what it counts for; `source` makes one ready."""

    def __init__(
        self,
        owners: Sequence[int],
        texts: Sequence[str],
        weights: Sequence[float],
        source: Callable[[int], Source],
        analyst: Analyst,
        meanings: Meanings,
    ) -> None:
        self.owners = owners
        self.weights = weights
        self._texts = texts
        self._meanings = meanings
        self._source = source
        self._sources: dict[int, Source] = {}
        self._readings: dict[str, Reading] = {}
        self._heard: dict[tuple[tuple[str, float], ...], Heard] = {}
        self._analyst = analyst
        self.compiled = analyst.compiled
        self._known: dict[frozenset[Feature], int] = {}
        self._texts_of: dict[int, list[int]] = defaultdict(list)
        for text, owner in enumerate(owners):
            self._texts_of[owner].append(text)

    @cached_property
    def index(self) -> TextIndex:
        """The texts by what their words may mean."""
        return TextIndex(self._texts, self._analyst, self._meanings)

    def texts_of(self, owner: int) -> Sequence[int]:
        """The texts of one owner."""
        return self._texts_of.get(owner, ())

    def source(self, text: int) -> Source:
        """One text, ready to be read."""
        found = self._sources.get(text)
        if found is None:
            found = self._sources[text] = self._source(text)
        return found

    def profile(self, who: str, texts: Iterable[int]) -> Profile:
        """What somebody says in some of his texts."""
        every = [self.source(text) for text in texts]
        sources = [source for source in every if source.text]
        noes = ((source.besides, 0.0) for source in every if source.besides)
        wording = (*((source.text, source.weight) for source in sources), *noes)
        heard = self._heard.get(wording)
        if heard is None:
            readings = [self._read(text) for text, _ in wording]
            heard = hear(readings, [weight for _, weight in wording], self.compiled)
            if len(self._heard) >= KEPT:
                self._heard.clear()
            self._heard[wording] = heard
        return Profile(who, sources, heard)

    def _read(self, text: str) -> Reading:
        """A text, read; short ones ("koken") come back often."""
        found = self._readings.get(text)
        if found is None:
            found = self._readings[text] = read(text, self._analyst, ("concept", "item"))
        return found

    def known_by(self, features: Mapping[Feature, Meets]) -> int:
        """How often somebody says what meets a need well: about how many could."""
        well = frozenset(f for f, m in features.items() if m.value >= KNOWN_WELL and m.role < 0)
        well = well or frozenset(f for f, m in features.items() if m.value >= KNOWN_WELL)
        found = self._known.get(well)
        if found is None:
            found = self._known[well] = self.index.often(well)
        return found


class Shelf:
    """Some of the books, of residents ("r") or initiatives ("i"): all, or those of some kinds."""

    def __init__(self, kind: str, books: Books, kinds: Collection[str] | None = None) -> None:
        self.kind = kind
        self.books = books
        self._kinds = kinds
        self._profiles: dict[int, Profile] = {}

    @cached_property
    def rough(self) -> Rough:
        """Roughly how sure everybody suits."""
        return Rough(self.books.index, self.books.owners, self.books.weights)

    def profile(self, who: str, owner: int) -> Profile:
        """What an owner brings."""
        found = self._profiles.get(owner)
        if found is None:
            texts = self._of_kinds(self.books.texts_of(owner))
            found = self._profiles[owner] = self.books.profile(who, texts)
        return found

    def _of_kinds(self, texts: Iterable[int]) -> Iterable[int]:
        """Those of the texts that stand on this shelf."""
        kinds = self._kinds
        if kinds is None:
            return texts
        return (text for text in texts if self.books.source(text).piece.kind in kinds)


class AskShelf:
    """Asks of many, set out so that those a profile may answer are found first."""

    def __init__(
        self,
        texts: Sequence[str],
        owners: Sequence[str],
        analyst: Analyst,
        meanings: Meanings,
        weigh: Callable[[Mapping[Feature, Meets]], float],
    ) -> None:
        self._owners = owners
        self._index = TextIndex(texts, analyst, meanings)
        self._compiled = analyst.compiled
        self._weigh = weigh
        self._weights: dict[Feature, float] = {}

    def first(self, profile: Profile) -> dict[str, float]:
        """Owners of asks the profile may answer, with roughly the doubt that is left."""
        values: dict[str, dict[str, float]] = defaultdict(dict)
        for feature, meets in self._wanted(profile).items():
            most = meets * self._weight(feature)
            if most < WORTH:
                continue
            for hits in self._index.hits(feature):
                for text in hits.texts:
                    held = values[self._owners[text]]
                    held[hits.word] = max(held.get(hits.word, 0.0), most * hits.weight)
        return {
            owner: math.prod(1 - value for value in words.values())
            for owner, words in values.items()
        }

    def _weight(self, feature: Feature) -> float:
        """What a need for a feature weighs at most."""
        found = self._weights.get(feature)
        if found is None:
            found = self._weights[feature] = self._weigh(self._features(feature))
        return found

    def _features(self, feature: Feature) -> Mapping[Feature, Meets]:
        """What would meet a need for a feature of an ask."""
        if isinstance(feature, int):
            return concept_features(feature, self._compiled)
        if feature.startswith("@"):
            return suited(int(feature[1:]), self._compiled).meets
        return {feature: Meets(1.0, "same")}

    def _wanted(self, profile: Profile) -> dict[Feature, float]:
        """The features of asks that something in a profile meets, and how sure that makes."""
        wanted: dict[Feature, float] = {}

        def want(feature: Feature, value: float, meets: Meets) -> None:
            sure = value * meets.value * SURE[meets.way]
            if wanted.get(feature, 0.0) < sure:
                wanted[feature] = sure

        for feature, said in profile.heard.said.items():
            value = max(one.value for one in said)
            if isinstance(feature, str):
                want(feature, value, Meets(1.0, "same"))
                continue
            concepts, roles = self._compiled.met_by(feature)
            for concept in filter(self._index.hits, concepts):
                want(concept, value, concept_features(concept, self._compiled)[feature])
            for role in roles:
                if self._index.hits(asked_as := role_feature(-1 - role)):
                    want(asked_as, value, suited(role, self._compiled).meets[feature])
        return wanted

"""Texts of many people, set out so that those who may answer an ask are found first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from talentregister.matching.analysis import Analyst
from talentregister.matching.bounds import Bounds, gathered
from talentregister.matching.index import TextIndex, role_feature
from talentregister.matching.needs import Ask, Need
from talentregister.matching.reading import Feature, Reading, read
from talentregister.matching.score import FURTHER, OTHER_ASK
from talentregister.matching.supply import Profile, Source, profile

# A concept counts as known by everybody whose words mean it, or something narrower.
KNOWN_WELL = 0.6
# Evidence that could only give less than this is not looked for.
WORTH = 0.25


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
    ) -> None:
        self.owners = owners
        self.weights = weights
        self.index = TextIndex(texts, analyst, ("concept", "item"))
        self._source = source
        self._sources: dict[int, Source] = {}
        self._readings: dict[str, Reading] = {}
        self._analyst = analyst
        self._known: dict[frozenset[Feature], int] = {}
        self._texts_of: dict[int, list[int]] = defaultdict(list)
        for text, owner in enumerate(owners):
            self._texts_of[owner].append(text)

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
        sources = [source for text in texts if (source := self.source(text)).text]
        readings = [self.reading(source.text) for source in sources]
        return profile(who, sources, readings, self._analyst.compiled)

    def reading(self, text: str) -> Reading:
        """A text, read."""
        found = self._readings.get(text)
        if found is None:
            found = self._readings[text] = read(text, self._analyst, ("concept", "item"))
        return found

    def known_by(self, need: Need) -> int:
        """How many owners could meet a need well."""
        found = self._known.get(need.core)
        if found is None:
            texts: set[int] = set()
            for feature, meets in need.features.items():
                if meets.value >= KNOWN_WELL:
                    texts |= self.index.plain(feature)
            found = self._known[need.core] = len({self.owners[text] for text in texts})
        return found


class Shelf:
    """Some of the books: all of them, or those of one kind."""

    def __init__(self, books: Books, kinds: Collection[str] | None = None) -> None:
        self.books = books
        self._kinds = kinds
        self._bounds = Bounds(books.index, books.owners, books.weights)

    def first(
        self, asks: Sequence[Weighed], context: Sequence[Weighed]
    ) -> Iterator[tuple[float, int]]:
        """Owners who may answer, each with the most he may score, the highest first."""
        totals = self._bounds.total(asks, context)
        yield from sorted(((most, owner) for owner, most in totals.items()), key=by_most)

    def relevant(self, asks: Iterable[Weighed]) -> set[int]:
        """The texts that may say something about the asks, or against them."""
        texts: set[int] = set()
        for ask, _ in asks:
            for need in ask.needs:
                for feature in (*need.features, *need.seems):
                    texts.update(self.books.index.hits(feature))
        return texts

    def profile(self, who: str, owner: int, relevant: Collection[int] | None) -> Profile:
        """What an owner brings, as far as it is relevant (None: all of it)."""
        texts: Iterable[int] = self.books.texts_of(owner)
        if relevant is not None:
            texts = [text for text in texts if text in relevant]
        if self._kinds is not None:
            texts = [t for t in texts if self.books.source(t).piece.kind in self._kinds]
        return self.books.profile(who, texts)


def by_most(pair: tuple[float, int]) -> tuple[float, int]:
    """The most first; owners stand in a fixed order."""
    return -pair[0], pair[1]


class AskShelf:
    """Asks of many, set out so that those a profile may answer are found first."""

    def __init__(self, texts: Sequence[str], owners: Sequence[str], analyst: Analyst) -> None:
        self._owners = owners
        self._index = TextIndex(texts, analyst, ("concept", "asked"))
        self._compiled = analyst.compiled

    def first(self, profile: Profile) -> list[tuple[float, str]]:
        """Owners of asks the profile may answer, with about the most he may score."""
        values: dict[int, list[float]] = defaultdict(list)
        for feature, meets in self._wanted(profile).items():
            for text, weight in self._index.hits(feature).items():
                values[text].append(meets * weight)
        by_owner: dict[str, list[float]] = defaultdict(list)
        for text, found in values.items():
            top = sorted(found, reverse=True)[:3]
            by_owner[self._owners[text]].append(gathered(top, FURTHER))
        totals = [(gathered(sorted(v, reverse=True), OTHER_ASK), o) for o, v in by_owner.items()]
        return sorted(totals, key=lambda pair: (-pair[0], pair[1]))

    def _wanted(self, profile: Profile) -> dict[Feature, float]:
        """The features of asks that something in a profile meets, and how well at most."""
        wanted: dict[Feature, float] = {}

        def want(feature: Feature, value: float) -> None:
            if value >= WORTH and wanted.get(feature, 0.0) < value:
                wanted[feature] = value

        for feature, said in profile.said.items():
            value = max(one.value for one in said)
            if isinstance(feature, str):
                want(feature, value)
                continue
            concepts, roles = self._compiled.met_by(feature)
            for concept in concepts:
                reach = self._compiled.concepts[concept].reach
                want(concept, value * next(k for other, k, _ in reach if other == feature))
            for role in roles:
                want(role_feature(-1 - role), value)
        return wanted

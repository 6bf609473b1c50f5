"""
The distinct words of a register, searchable by what they might be read as.

Analysing every word of ten thousand residents would cost more than all the
rest; so the words that could be read as a given one are found first, by form,
beginning, end and nearness, and only those are analysed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from talentregister.matching.analysis import NEAR, SHORTEST_REPAIR, Analyst
from talentregister.matching.compiled import shapes

# What may be behind the last part of a compound when it is not its bare form.
ENDINGS = ("", "s", "en", "n", "es")
SHORTEST_PART = 3
LAST = "\U0010ffff"


class Vocabulary:
    """Words, by lemma, by beginning, by end, and the unknown ones by first letter."""

    def __init__(self, words: Collection[str], analyst: Analyst) -> None:
        self._words = words
        self._analyst = analyst
        self._by_lemma: dict[str, list[str]] = defaultdict(list)
        self._unknown: dict[str, list[str]] = defaultdict(list)
        look_up = analyst.lexicon.look_up()
        for word in words:
            found = look_up(word)
            if found is None:
                for shape in shapes(word):
                    self._unknown[shape].append(word)
            elif found[0]:
                for lemma in found[0].decode().split():
                    self._by_lemma[lemma].append(word)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(word for word in self._words if len(word) > 2 * SHORTEST_PART - 1)

    @cached_property
    def _turned(self) -> list[str]:
        return sorted(word[::-1] for word in self._sorted)

    def forms_of(self, spellings: Iterable[str]) -> set[str]:
        """The words that are one of `spellings`, or a form of one."""
        found: set[str] = set()
        for spelling in spellings:
            if spelling in self._words:
                found.add(spelling)
            found.update(self._by_lemma.get(spelling, ()))
        return found

    def read_as(self, spellings: Iterable[str]) -> set[str]:
        """The words that might be read as one of `spellings`."""
        wanted = tuple(spellings)
        found = self.forms_of(wanted)
        for spelling in wanted:
            if len(spelling) >= SHORTEST_PART:
                found.update(self._holding(spelling))
            if len(spelling) >= SHORTEST_REPAIR - 1:
                found.update(self._near(spelling))
        return found

    def _holding(self, part: str) -> Iterator[str]:
        """Words that may be made of `part` and another word."""
        splits = self._analyst.splits
        for word in between(self._sorted, part):
            if splits(word, part, word[len(part) :]):
                yield word
        for ending in ENDINGS:
            for turned in between(self._turned, (part + ending)[::-1]):
                word = turned[::-1]
                if splits(word, word[: len(word) - len(part) - len(ending)], part + ending):
                    yield word

    def _near(self, spelling: str) -> Iterator[str]:
        """Unknown words that may be a typing error of `spelling`."""
        unknown = {word for shape in shapes(spelling) for word in self._unknown.get(shape, ())}
        if not unknown:
            return
        # Costs milliseconds to import; most registers have few unknown words.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        found = extract(
            spelling, unknown, scorer=OSA.normalized_similarity, score_cutoff=NEAR, limit=None
        )
        for word, _, _ in found:
            yield word


def between(words: list[str], beginning: str) -> list[str]:
    """The words of a sorted list that begin with `beginning`."""
    start = bisect_left(words, beginning)
    if start == len(words) or not words[start].startswith(beginning):
        return []
    return words[start : bisect_left(words, beginning + LAST, start)]

"""How the language works: function words, negators, cues. The lists are data/language/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from talentregister.matching.words import keys

DATA = Path(__file__).parent / "data" / "language"
Phrase = tuple[str, ...]


class Phrases:
    """Short phrases, found in a row of keys."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, tuple[Phrase, ...]] = {}
        for phrase in sorted(set(phrases), key=len, reverse=True):
            self._by_first[phrase[0]] = (*self._by_first.get(phrase[0], ()), phrase)
        self.firsts = frozenset(self._by_first)

    def at(self, row: Sequence[str], place: int) -> int:
        """How many keys the longest phrase that begins at `place` has; 0 for none."""
        for phrase in self._by_first.get(row[place], ()):
            if tuple(row[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def places(self, row: Sequence[str]) -> list[tuple[int, int]]:
        """Where phrases begin and end in `row`."""
        if self.firsts.isdisjoint(row):
            return []
        lengths = ((i, self.at(row, i)) for i in range(len(row)))
        return [(i, i + n) for i, n in lengths if n]


class Rules(NamedTuple):
    """The lists, ready for use."""

    function: frozenset[str]
    time: frozenset[str]
    light: frozenset[str]
    heads: frozenset[str]
    linkers: tuple[str, ...]
    former: frozenset[str]
    not_: Phrases
    no: Phrases
    yes: Phrases
    turn: frozenset[str]
    give: Phrases
    receive: Phrases
    both: Phrases
    courtesy: frozenset[str]
    others: frozenset[str]
    watching: Phrases
    low: Phrases

    @property
    def silent(self) -> frozenset[str]:
        """Words that never carry what a text is about."""
        return self.function | self.time


@cache
def rules() -> Rules:
    """The rules as shipped."""
    lists = read_lists("\n".join(p.read_text("utf-8") for p in sorted(DATA.glob("*.txt"))))

    def words(name: str) -> frozenset[str]:
        return frozenset(key for phrase in lists[name] for key in phrase)

    return Rules(
        function=words("function"),
        time=words("time"),
        light=words("light") - words("function"),
        heads=words("heads"),
        linkers=tuple(phrase[0] for phrase in lists["linkers"]),
        former=words("former"),
        not_=Phrases(lists["not"]),
        no=Phrases(lists["no"]),
        yes=Phrases(lists["yes"]),
        turn=words("turn"),
        give=Phrases(lists["give"]),
        receive=Phrases(lists["receive"]),
        both=Phrases(lists["both"]),
        courtesy=words("courtesy"),
        others=words("others"),
        watching=Phrases(lists["watching"]),
        low=Phrases(lists["low"]),
    )


def read_lists(text: str) -> Mapping[str, list[Phrase]]:
    """The lists of a rules file, by name."""
    lists: dict[str, list[Phrase]] = {}
    name = ""
    for line in text.splitlines():
        plain = line.partition("#")[0].strip()
        if plain.startswith("["):
            name = plain.strip("[]")
            lists.setdefault(name, [])
        elif plain:
            phrases = (tuple(keys(item)) for item in plain.split(","))
            lists[name].extend(phrase for phrase in phrases if phrase)
    return lists

"""What a neighbourhood talks about: the themes of a register, and what no theme covers yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from talentregister.matching.answers import match_all
from talentregister.matching.compiled import Concept
from talentregister.matching.knowledge import Knowledge
from talentregister.matching.reading import Reading, read
from talentregister.matching.words import tokens
from talentregister.model.records import Records
from talentregister.model.statement import Statement


class Theme(NamedTuple):
    """A concept of the thesaurus: how many bring it, how many ask for it."""

    concept: Concept
    brought: int
    asked: int


class Uncovered(NamedTuple):
    """A word no concept covers, and in how many statements it stands."""

    word: str
    often: int


class Unanswered(NamedTuple):
    """A wish or an ask nobody answers."""

    owner: str
    id: str
    text: str


def themes(records: Records, knowledge: Knowledge) -> list[Theme]:
    """Every theme somebody names, the most named first; what is narrower counts along."""
    brought: dict[int, set[str]] = defaultdict(set)
    asked: dict[int, set[str]] = defaultdict(set)
    for statement, reading in _readings(records, knowledge):
        owners = asked if statement.kind == "wants" else brought
        for number in _with_wider(_concepts(reading), knowledge):
            owners[number].add(statement.owner)
    concepts = knowledge.compiled.concepts
    found = [
        Theme(concepts[n], len(brought.get(n, ())), len(asked.get(n, ())))
        for n in {*brought, *asked}
    ]
    return sorted(found, key=lambda t: (-t.brought - t.asked, t.concept.label_nl))


def about(records: Records, concept: int, knowledge: Knowledge) -> set[str]:
    """The statements that say a concept, or something narrower, by id."""
    return {
        statement.id
        for statement, reading in _readings(records, knowledge)
        if concept in _with_wider(_concepts(reading), knowledge)
    }


def uncovered(records: Records, knowledge: Knowledge) -> list[Uncovered]:
    """
    The words of statements that no concept covers, the most frequent first.

    Left out are names (a capital inside a sentence), what is silent or says
    little, and numbers: no list of words would be the better for them.
    """
    counted: Counter[str] = Counter()
    for statement, reading in _readings(records, knowledge):
        covered = [(f.start, f.end) for f in reading.found if f.term >= 0]
        counted.update(set(_loose(statement.text, covered, knowledge)))
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Uncovered(*pair) for pair in ordered]


def unanswered(records: Records, today: date, knowledge: Knowledge) -> list[Unanswered]:
    """The wishes and asks for which nobody is found, askers by name."""
    found = []
    for answer in match_all(records, today, knowledge, limit=1):
        for result in answer.asks if not answer.matches else ():
            found.append(Unanswered(str(answer.for_), str(result.ask.id), result.ask.text))
    return found


def _readings(records: Records, knowledge: Knowledge) -> Iterator[tuple[Statement, Reading]]:
    """What still speaks, read; short texts ("koken") come back often and are read once."""
    held: dict[str, Reading] = {}
    for statement in records.statements.values():
        if statement.counts:
            text = statement.text
            if text not in held:
                held[text] = read(text, knowledge.analyst, ("concept", "asked"))
            yield statement, held[text]


def _concepts(reading: Reading) -> Iterator[int]:
    for found in reading.found:
        if isinstance(found.feature, int) and found.feature >= 0 and not found.denied:
            yield found.feature


def _with_wider(numbers: Iterable[int], knowledge: Knowledge) -> set[int]:
    concepts = knowledge.compiled.concepts
    said = set(numbers)
    return said.union(*(concepts[number].ancestors for number in said))


def _loose(text: str, covered: list[tuple[int, int]], knowledge: Knowledge) -> Iterator[str]:
    """The content words of a text that stand in no term."""
    for token in tokens(text):
        word = knowledge.analyst.word(token.key)
        name = token.start > 0 and text[token.start].isupper()
        if word.silent or word.light or name or token.key.isdigit():
            continue
        if not any(start <= token.start < end for start, end in covered):
            yield token.key

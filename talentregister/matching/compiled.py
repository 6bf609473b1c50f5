"""
Thesaurus and roles made ready: numbers for names, an index on every word form.

One value, written once to a cache file and read back in a few milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from talentregister.matching import roles as roles_
from talentregister.matching import thesaurus as thesaurus_
from talentregister.matching.lexicon import Lexicon
from talentregister.matching.rules import rules
from talentregister.matching.values import How

Kind = Literal["word", "job", "item", "asked"]
Group = Literal["concept", "item", "asked"]

# How far one concept meets the need for another (measured: moving these changes nothing
# much; writing terms does).
SAME = 0.9
NARROWER, NARROWER_STEP = 0.8, 0.9
BROADER = 0.45
RELATED = 0.4
SIBLING = 0.15
WEAK = 0.5
JOB = 0.88


class Term(msgspec.Struct, frozen=True, array_like=True):
    """One way to say a concept, an item of a role, or a way a role is asked."""

    text: str
    kind: Kind
    target: int
    weight: float
    cues: tuple[str, ...]
    file: str
    line: int


class Concept(msgspec.Struct, frozen=True, array_like=True):
    """One concept: `reach` is how far evidence of other concepts meets a need for it."""

    id: str
    label_nl: str
    label_en: str
    soft: bool
    ancestors: tuple[int, ...]
    reach: tuple[tuple[int, float, How], ...]


class Item(msgspec.Struct, frozen=True, array_like=True):
    """Somebody a role makes one think of: the item's number, the tier, the reason."""

    item: int
    tier: roles_.Tier
    reason: str
    line: int


class Role(msgspec.Struct, frozen=True, array_like=True):
    """One role."""

    id: str
    label_nl: str
    label_en: str
    file: str
    items: tuple[Item, ...]


class Phrase(msgspec.Struct, frozen=True, array_like=True):
    """A term of several words: the forms each may take. Literal: in a row, nothing between."""

    term: int
    words: tuple[tuple[str, ...], ...]
    literal: bool


class Index(msgspec.Struct, frozen=True, array_like=True):
    """The terms of one group, by word."""

    surface: dict[str, list[int]]
    lemma: dict[str, list[int]]
    anchors: dict[str, list[int]]


class Compiled(msgspec.Struct, frozen=True, array_like=True):
    """All of it."""

    concepts: tuple[Concept, ...]
    roles: tuple[Role, ...]
    items: tuple[tuple[str, tuple[tuple[int, float], ...]], ...]
    terms: tuple[Term, ...]
    phrases: tuple[Phrase, ...]
    indexes: dict[str, Index]
    vocabulary: dict[str, list[str]]


class Builder:
    """Gathers terms and indexes while compiling."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._silent = rules().function
        self.terms: list[Term] = []
        self.phrases: list[Phrase] = []
        self.indexes: dict[str, Index] = {
            "concept": Index({}, {}, {}),
            "item": Index({}, {}, {}),
            "asked": Index({}, {}, {}),
        }
        self._waiting: list[tuple[Group, int]] = []

    def add(self, group: Group, name: tuple[str, ...], term: Term) -> None:
        """Add one term under its words."""
        number = len(self.terms)
        self.terms.append(term)
        if len(name) == 1:
            self._add_word(self.indexes[group], name[0], number)
            return
        self._waiting.append((group, len(self.phrases)))
        self.phrases.append(self._phrase(name, number))
        if len(name) == 2:  # "gras maaien" is also written "grasmaaien"
            self.indexes[group].surface.setdefault("".join(name), []).append(number)

    def _add_word(self, index: Index, word: str, number: int) -> None:
        index.surface.setdefault(word, []).append(number)
        for lemma in self.lemmas(word):
            index.lemma.setdefault(lemma, []).append(number)

    def lemmas(self, word: str) -> tuple[str, ...]:
        """The lemmas of `word` that are no function words, itself when it has none."""
        found = self._lexicon.lemmas(word)
        return tuple(x for x in found or (word,) if x not in self._silent) or (word,)

    def _phrase(self, name: tuple[str, ...], number: int) -> Phrase:
        content = [word for word in name if word not in self._silent]
        literal = len(content) < 2
        words = name if literal else content
        return Phrase(number, tuple(self._forms(word) for word in words), literal)

    def _forms(self, word: str) -> tuple[str, ...]:
        if word in self._silent:
            return (word,)
        return tuple(dict.fromkeys((word, *self.lemmas(word))))

    def anchor(self) -> None:
        """Put each phrase under the word of it that the fewest phrases have."""
        often = Counter(forms[0] for phrase in self.phrases for forms in phrase.words)
        for group, number in self._waiting:
            words = self.phrases[number].words
            rarest = min(words, key=lambda forms: (often[forms[0]], -len(forms[0]), forms))
            for form in rarest:
                self.indexes[group].anchors.setdefault(form, []).append(number)


def compiled(
    concepts: Mapping[str, thesaurus_.Concept],
    roles: Mapping[str, roles_.Role],
    lexicon: Lexicon,
) -> Compiled:
    """Thesaurus and roles, ready for use."""
    builder = Builder(lexicon)
    numbers = {name: i for i, name in enumerate(sorted(concepts))}
    for name, number in numbers.items():
        for words, term in concepts[name].terms.items():
            weight = (WEAK if term.weak else 1.0) * (JOB if term.kind == "job" else 1.0)
            made = Term(term.text, term.kind, number, weight, term.cues, term.file, term.line)
            builder.add("concept", words, made)
    items = add_items(builder, roles)
    made_roles = tuple(add_role(builder, roles[name], i, items) for i, name in enumerate(sorted(roles)))
    builder.anchor()
    return Compiled(
        concepts=tuple(concept_values(concepts, numbers)),
        roles=made_roles,
        items=tuple(generalised(builder, items)),
        terms=tuple(builder.terms),
        phrases=tuple(builder.phrases),
        indexes=builder.indexes,
        vocabulary=vocabulary(builder),
    )


def add_items(builder: Builder, roles: Mapping[str, roles_.Role]) -> dict[tuple[str, ...], int]:
    """Number the distinct items of all roles, and index them."""
    items: dict[tuple[str, ...], int] = {}
    for role in roles.values():
        for name, item in role.items.items():
            if name not in items:
                items[name] = len(items)
                term = Term(item.text, "item", items[name], 1.0, (), item.file, item.line)
                builder.add("item", name, term)
    return items


def add_role(
    builder: Builder, role: roles_.Role, number: int, items: Mapping[tuple[str, ...], int]
) -> Role:
    """Index the ways a role is asked for; return the role itself."""
    for name, text in role.asked.items():
        builder.add("asked", name, Term(text, "asked", number, 1.0, (), role.file, role.line))
    made = tuple(
        Item(items[name], item.tier, item.reason, item.line) for name, item in role.items.items()
    )
    return Role(role.id, plain(role.id), role.label, role.file, made)


def plain(name: str) -> str:
    """An id as words."""
    return name.replace("_", " ").replace("-", " ")


def concept_values(
    concepts: Mapping[str, thesaurus_.Concept], numbers: Mapping[str, int]
) -> Iterable[Concept]:
    """The concepts, with how far each other one meets a need for them."""
    parents = {
        numbers[name]: [numbers[p] for p in concept.broader if p in numbers and p != name]
        for name, concept in concepts.items()
    }
    children = turned(parents)
    related = {
        numbers[name]: [numbers[r] for r in concept.related if r in numbers]
        for name, concept in concepts.items()
    }
    beside = turned(related)
    for name, number in numbers.items():
        concept = concepts[name]
        above, below = levels(number, parents), levels(number, children)
        near = [*related[number], *beside.get(number, [])]
        siblings = [s for p in parents[number] for s in children[p]]
        yield Concept(
            name,
            plain(name),
            concept.label,
            concept.soft,
            tuple(above),
            tuple(reach(number, above, below, near, siblings)),
        )


def turned(edges: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """The edges the other way round."""
    back: dict[int, list[int]] = {}
    for start in sorted(edges):
        for end in edges[start]:
            back.setdefault(end, []).append(start)
    return back


def levels(start: int, edges: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """What can be reached from `start`, and in how many steps. Circles do no harm."""
    found: dict[int, int] = {}
    edge = [start]
    depth = 0
    while edge:
        depth += 1
        edge = [n for e in edge for n in edges.get(e, ()) if n not in found and n != start]
        for number in edge:
            found.setdefault(number, depth)
    return found


def reach(
    number: int,
    above: Mapping[int, int],
    below: Mapping[int, int],
    near: Sequence[int],
    siblings: Sequence[int],
) -> list[tuple[int, float, How]]:
    """How far evidence of each concept meets a need for concept `number`, best first."""
    best: dict[int, tuple[float, How]] = {number: (SAME, "concept")}

    def offer(other: int, meets: float, how: How) -> None:
        if best.get(other, (0.0, ""))[0] < meets:
            best[other] = (meets, how)

    for other, depth in below.items():
        offer(other, NARROWER * NARROWER_STEP ** (depth - 1), "narrower")
    for other, depth in above.items():
        offer(other, BROADER / depth, "broader")
    for other in near:
        offer(other, RELATED, "related")
    for other in siblings:
        offer(other, SIBLING, "related")
    return [(other, meets, how) for other, (meets, how) in best.items()]


def generalised(
    builder: Builder, items: Mapping[tuple[str, ...], int]
) -> Iterable[tuple[str, tuple[tuple[int, float], ...]]]:
    """
    The items with the concepts they name.

    An item that is an everyday word of a concept ("tuinieren") stands for the
    whole concept; one that is a job stands for that job alone.
    """
    by_name: dict[tuple[str, ...], list[tuple[int, float]]] = {}
    index = builder.indexes["concept"]
    for name in items:
        for number in index.surface.get("".join(name), []):
            term = builder.terms[number]
            if term.kind == "word" and term.weight >= 1.0 and not term.cues:
                by_name.setdefault(name, []).append((term.target, term.weight))
    for name in items:
        yield " ".join(name), tuple(by_name.get(name, ()))


def vocabulary(builder: Builder) -> dict[str, list[str]]:
    """
    The words a typing error may be read as, by first letter.

    Common words are among them: "weeken" is a typing error of *weken*, and must
    not be pulled to *wecken* because that is the only one with a meaning here.
    """
    words = {key for index in builder.indexes.values() for key in index.surface}
    words |= {forms[0] for phrase in builder.phrases for forms in phrase.words}
    words |= rules().silent | rules().light
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= 4:
            by_letter.setdefault(word[0], []).append(word)
    return by_letter

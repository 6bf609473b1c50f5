"""
Thesaurus and roles made ready: numbers for names, an index on every word form.

One value, written once to a cache file and read back in a few milliseconds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from struct import pack, unpack
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

import msgspec

from talentregister.matching import roles as roles_
from talentregister.matching import thesaurus as thesaurus_
from talentregister.matching.lexicon import Lexicon
from talentregister.matching.rules import rules
from talentregister.matching.values import How

if TYPE_CHECKING:
    pass

Kind = Literal["word", "job", "item", "asked"]
Group = Literal["concept", "item", "asked"]
Way = Literal["start", "down", "up", "aside", "end"]

# How far one concept meets the need for another (measured: moving these changes nothing
# much; writing terms does).
SAME = 0.9
NARROWER, NARROWER_STEP, NARROWER_WIDE = 0.8, 0.9, 0.04
BROADER, BROADER_STEP = 0.55, 0.5
RELATED = 0.4
# Further on: a sibling, what is narrower than a related one, what lies beside a narrower one.
SIBLING, BELOW_RELATED, BESIDE_NARROWER = 0.3, 0.5, 0.4
FARTHEST = 0.1
WEAK = 0.5
JOB = 1.0


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


class Named(msgspec.Struct, frozen=True, array_like=True):
    """An item of roles, with the concepts it stands for."""

    text: str
    concepts: tuple[tuple[int, float], ...]


class Phrase(msgspec.Struct, frozen=True, array_like=True):
    """A term of several words: the forms each may take. Literal: in a row, nothing between."""

    term: int
    words: tuple[tuple[str, ...], ...]
    literal: bool


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """The compiled words as they lie in the cache: each part is read when it is asked for."""

    concepts: list[msgspec.Raw]
    roles: list[msgspec.Raw]
    items: list[msgspec.Raw]
    terms: list[msgspec.Raw]
    phrases: list[msgspec.Raw]
    meets: list[msgspec.Raw]
    spellings: dict[str, msgspec.Raw]
    words: bytes


Kept = TypeVar("Kept")


class Parts(Generic[Kept]):
    """A row of values, each decoded when first asked for."""

    def __init__(self, raws: Sequence[msgspec.Raw], type_: type[Kept]) -> None:
        self._raws = raws
        self._decoder = msgspec.msgpack.Decoder(type_)
        self._held: dict[int, Kept] = {}

    def __len__(self) -> int:
        return len(self._raws)

    def __getitem__(self, number: int) -> Kept:
        found = self._held.get(number)
        if found is None:
            if not 0 <= number < len(self._raws):
                raise IndexError(number)
            found = self._held[number] = self._decoder.decode(self._raws[number])
        return found


class Entry(NamedTuple):
    """A number under a word: of a term that is written so or has it as a lemma, or of a phrase."""

    drawer: str
    number: int


class Compiled:
    """Thesaurus and roles, ready for use; numbers stand for names."""

    def __init__(self, stored: Stored) -> None:
        from marisa_trie import BytesTrie  # not needed before something is matched

        self._stored = stored
        self._trie = BytesTrie().frombytes(stored.words)
        self.concepts = Parts(stored.concepts, Concept)
        self.roles = Parts(stored.roles, Role)
        self.items = Parts(stored.items, Named)
        self.terms = Parts(stored.terms, Term)
        self.phrases = Parts(stored.phrases, Phrase)
        self._meets = Parts(stored.meets, tuple[tuple[int, ...], tuple[int, ...]])
        self._shapes: dict[str, list[str]] = {}

    def entries(self, word: str) -> tuple[Entry, ...]:
        """All that stands under one word."""
        found = self._trie.get(f"w{word}")
        if not found:
            return ()
        numbers = unpack(f"<{len(found[0]) // 4}I", found[0])
        return tuple(Entry(DRAWERS[n >> SHIFT], n & MASK) for n in numbers)

    def has(self, drawer: str, word: str) -> bool:
        """Whether a term of a drawer is written as `word`, or has it as a lemma."""
        return any(entry.drawer == drawer for entry in self.entries(word))

    def like(self, word: str) -> set[str]:
        """
        The words a typing error may be read as: those with the same beginning or end.

        Nobody mistypes the first letter and both halves of a word.
        """
        found: set[str] = set()
        for shape in shapes(word):
            words = self._shapes.get(shape)
            if words is None:
                words = self._shapes[shape] = [key[6:] for key in self._trie.keys(f"v{shape}")]
            found.update(words)
        return found

    def met_by(self, feature: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The concepts and the roles for which a concept or item (below zero) is evidence."""
        place = feature if feature >= 0 else len(self.concepts) - 1 - feature
        return self._meets[place]

    def spellings(self, group: Group, target: int) -> tuple[str, ...]:
        """The words by which a target of a group can be found."""
        raw = self._stored.spellings.get(f"{group[0]}{target}")
        return msgspec.msgpack.decode(raw, type=tuple[str, ...]) if raw is not None else ()


GROUPS: tuple[Group, ...] = ("concept", "item", "asked")
# Per group the surface, the lemma and the anchor (the rarest word of a phrase).
DRAWERS = tuple(group[0] + kind for group in GROUPS for kind in "sla")
SHIFT = 26
MASK = (1 << SHIFT) - 1


class Builder:
    """Gathers terms and indexes while compiling."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._silent = rules().function
        self.terms: list[Term] = []
        self.phrases: list[Phrase] = []
        self.numbers: dict[str, list[int]] = {}
        self.spellings: dict[str, dict[str, None]] = {}
        self._waiting: list[tuple[Group, int]] = []

    def add(self, group: Group, name: tuple[str, ...], term: Term) -> None:
        """Add one term under its words."""
        number = len(self.terms)
        self.terms.append(term)
        if len(name) > 1:
            self._waiting.append((group, len(self.phrases)))
            self.phrases.append(self._phrase(name, number))
        if len(name) == 2:  # "gras maaien" is also written "grasmaaien"
            self._put(group, "s", "".join(name), number)
        if len(name) == 1:
            self._put(group, "s", name[0], number)
            for lemma in self.lemmas(name[0]):
                self._put(group, "l", lemma, number)

    def surface(self, group: Group, word: str) -> Sequence[int]:
        """The terms written as `word`."""
        return self.numbers.get(f"{group[0]}s{word}", ())

    def _put(self, group: Group, drawer: str, word: str, number: int) -> None:
        self.numbers.setdefault(f"{group[0]}{drawer}{word}", []).append(number)
        term = self.terms[number if drawer != "a" else self.phrases[number].term]
        self.spellings.setdefault(f"{group[0]}{term.target}", {})[word] = None

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
                self._put(group, "a", form, number)

    def trie(self) -> bytes:
        """Every index and the vocabulary, in one trie."""
        from marisa_trie import BytesTrie

        entries: dict[str, list[int]] = {}
        for key, numbers in self.numbers.items():
            drawer = DRAWERS.index(key[:2]) << SHIFT
            entries.setdefault(key[2:], []).extend(drawer | number for number in numbers)
        filled = [(f"w{word}", pack(f"<{len(n)}I", *n)) for word, n in entries.items()]
        filled += [(f"v{s}{word}", b"") for word in vocabulary(self) for s in shapes(word)]
        made: bytes = BytesTrie(filled).tobytes()
        return made


def compiled(
    concepts: Mapping[str, thesaurus_.Concept],
    roles: Mapping[str, roles_.Role],
    lexicon: Lexicon,
) -> Stored:
    """Thesaurus and roles, ready to be kept."""
    builder = Builder(lexicon)
    numbers = {name: i for i, name in enumerate(sorted(concepts))}
    for name, number in numbers.items():
        for words, term in concepts[name].terms.items():
            weight = (WEAK if term.weak else 1.0) * (JOB if term.kind == "job" else 1.0)
            made = Term(term.text, term.kind, number, weight, term.cues, term.file, term.line)
            builder.add("concept", words, made)
    items = add_items(builder, roles)
    made_roles = [add_role(builder, roles[name], i, items) for i, name in enumerate(sorted(roles))]
    builder.anchor()
    values = list(concept_values(concepts, numbers))
    named = list(generalised(builder, items))
    return Stored(
        concepts=raws(values),
        roles=raws(made_roles),
        items=raws(named),
        terms=raws(builder.terms),
        phrases=raws(builder.phrases),
        meets=raws(met_by(values, made_roles, named)),
        spellings={k: raw(tuple(words)) for k, words in builder.spellings.items()},
        words=builder.trie(),
    )


def shapes(word: str) -> tuple[str, str]:
    """What a word and a typing error of it share at least one of."""
    return f"1{word[:3]:>4}", f"2{word[0]}{word[-3:]}"


def raw(value: object) -> msgspec.Raw:
    """A value as it is kept."""
    return msgspec.Raw(msgspec.msgpack.encode(value))


def raws(values: Iterable[object]) -> list[msgspec.Raw]:
    """Values as they are kept."""
    return [raw(value) for value in values]


def met_by(
    concepts: Sequence[Concept], roles: Sequence[Role], items: Sequence[Named]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """For each concept, then each item: the concepts and the roles it is evidence for."""
    for_concepts: list[dict[int, None]] = [{} for _ in (*concepts, *items)]
    for_roles: list[dict[int, None]] = [{} for _ in (*concepts, *items)]
    for number, concept in enumerate(concepts):
        for other, _, _ in concept.reach:
            for_concepts[other][number] = None
    for number, role in enumerate(roles):
        for item in role.items:
            for_roles[len(concepts) + item.item][number] = None
            for general, _ in items[item.item].concepts:
                for_roles[general][number] = None
    pairs = zip(for_concepts, for_roles, strict=True)
    return [(tuple(a), tuple(b)) for a, b in pairs]


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
    related = {
        numbers[name]: [numbers[r] for r in concept.related if r in numbers]
        for name, concept in concepts.items()
    }
    web = Web(parents, turned(parents), related, turned(related))
    for name, number in numbers.items():
        concept = concepts[name]
        above = tuple(levels(number, parents))
        reach = tuple(web.reach(number))
        yield Concept(name, plain(name), concept.label, concept.soft, above, reach)


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


class Web(NamedTuple):
    """Which concept lies above, below and beside which."""

    above: Mapping[int, Sequence[int]]
    below: Mapping[int, Sequence[int]]
    beside: Mapping[int, Sequence[int]]
    besides: Mapping[int, Sequence[int]]

    def reach(self, number: int) -> list[tuple[int, float, How]]:
        """
        How far evidence of each concept meets a need for concept `number`, best first.

        The best way over the web counts: down, up or aside, and a little
        further; what is too far to say anything is left out.
        """
        best: dict[int, tuple[float, How]] = {}
        done: set[tuple[int, Way]] = set()
        first = narrower(len(levels(number, self.below)))
        heap: list[tuple[float, int, Way, How]] = [(-SAME, number, "start", "concept")]
        while heap:
            value, at, way, how = heappop(heap)
            if (at, way) in done:
                continue
            done.add((at, way))
            best.setdefault(at, (-value, how))
            start = 1.0 if way == "start" else -value
            for other, share, onward, named in self._steps(at, way, first):
                if start * share >= FARTHEST and other != number:
                    step = how if named is None else named
                    heappush(heap, (-start * share, other, onward, step))
        return [(other, value, how) for other, (value, how) in best.items()]

    def _steps(
        self, at: int, way: Way, first: float
    ) -> Iterable[tuple[int, float, Way, How | None]]:
        """Where one may go on from a concept, what is kept, and what the step is called."""
        below, above = self.below.get(at, ()), self.above.get(at, ())
        beside = (*self.beside.get(at, ()), *self.besides.get(at, ()))
        if way == "start":
            yield from ((n, first, "down", "narrower") for n in below)
            yield from ((n, BROADER, "up", "broader") for n in above)
            yield from ((n, RELATED, "aside", "related") for n in beside)
        elif way == "down":
            yield from ((n, NARROWER_STEP, "down", "narrower") for n in below)
            yield from ((n, BESIDE_NARROWER, "end", "related") for n in beside)
        elif way == "up":
            yield from ((n, SIBLING, "end", "related") for n in below)
            yield from ((n, BROADER_STEP, "up", "broader") for n in above)
        else:
            yield from ((n, BELOW_RELATED, "end", None) for n in below)


def narrower(below: int) -> float:
    """
    How far evidence of a narrower concept meets a need: the more there are, the less.

    Who asks for *transport* is not helped by every sailor.
    """
    return NARROWER - NARROWER_WIDE * math.log1p(below / 4)


def generalised(builder: Builder, items: Mapping[tuple[str, ...], int]) -> Iterable[Named]:
    """
    The items with the concepts they name.

    An item that is an everyday word of a concept ("tuinieren") stands for the
    whole concept; one that is a job stands for that job alone.
    """
    for name in items:
        found = []
        for number in builder.surface("concept", "".join(name)):
            term = builder.terms[number]
            if term.kind == "word" and term.weight >= 1.0 and not term.cues:
                found.append((term.target, term.weight))
        yield Named(" ".join(name), tuple(found))


def vocabulary(builder: Builder) -> set[str]:
    """
    The words a typing error may be read as.

    Common words are among them: "weeken" is a typing error of *weken*, and must
    not be pulled to *wecken* because that is the only one with a meaning here.
    """
    words = {key[2:] for key in builder.numbers if key[1] == "s"}
    words |= {forms[0] for phrase in builder.phrases for forms in phrase.words}
    words |= rules().silent | rules().light
    return {word for word in words if len(word) >= 4}

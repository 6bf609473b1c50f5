"""
Thesaurus and roles made ready: numbers for names, an index on every word form.

One value, written once to a cache file and read back in a few milliseconds;
compiling.py makes it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from struct import unpack
from typing import Generic, Literal, NamedTuple, TypeVar

import msgspec

from talentregister.matching import roles as roles_
from talentregister.matching.rules import ByTelling, Phrases, rules
from talentregister.matching.values import How, Suited
from talentregister.matching.worlds import DIRECTIONS

Kind = Literal["word", "job", "item", "asked"]
Group = Literal["concept", "item", "asked"]
# Where it is written that somebody suits: at the need, at the job, at what leads there.
Sort = Literal["person", "job", "lead"]


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
    """
    One concept.

    `reach` is how far evidence of other concepts meets a need for it, `call` the role
    that says whom to call for it (below zero: none).
    """

    id: str
    label_nl: str
    label_en: str
    soft: bool
    ancestors: tuple[int, ...]
    reach: tuple[tuple[int, float, How], ...]
    call: int = -1


class Item(msgspec.Struct, frozen=True, array_like=True):
    """Somebody a role makes one think of: the item's number, the tier, the reason."""

    item: int
    tier: roles_.Tier
    reason: str
    file: str
    line: int
    sort: Sort = "person"


class Role(msgspec.Struct, frozen=True, array_like=True):
    """One role."""

    id: str
    label_nl: str
    label_en: str
    items: tuple[Item, ...]
    call: bool = False


class Named(msgspec.Struct, frozen=True, array_like=True):
    """An item of roles: the concepts it stands for, and in how many roles it is named."""

    text: str
    concepts: tuple[tuple[int, float], ...]
    often: int = 1


class Phrase(msgspec.Struct, frozen=True, array_like=True):
    """
    A term of several words: the forms each may take, and over how many words they may stand.

    Literal: in a row, nothing between.
    """

    term: int
    words: tuple[tuple[str, ...], ...]
    literal: bool
    reach: int


class Row(msgspec.Struct, frozen=True, array_like=True):
    """Values one after the other in one piece, and where each ends."""

    ends: memoryview
    values: memoryview


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """
    The compiled words as they lie in the cache.

    Nothing is taken apart on opening: each value is decoded when it is asked for.
    Beside the terms stand the two things of them that every word asks for; beside the
    phrases, the term of each. `surfaces` and `lemmas` are the single words of the
    thesaurus, `written` those of roles too, a line each.
    """

    concepts: Row
    roles: Row
    items: Row
    terms: Row
    phrases: Row
    meets: Row
    suited: Row
    features: memoryview
    weights: memoryview
    phrase_terms: memoryview
    surfaces: memoryview
    lemmas: memoryview
    written: memoryview
    words: memoryview
    sayings: memoryview
    limits: memoryview
    worlds: memoryview
    role_worlds: memoryview


def row(values: Iterable[object]) -> Row:
    """Values as they are kept."""
    encode = msgspec.msgpack.Encoder().encode
    encoded = [encode(value) for value in values]
    return Row(packed("I", accumulate(map(len, encoded))), memoryview(b"".join(encoded)))


def packed(kind: Literal["i", "I", "d"], values: Iterable[float]) -> memoryview:
    """Numbers as they are kept."""
    return memoryview(array(kind, values).tobytes())


def joined(kept: memoryview, more: memoryview) -> memoryview:
    """Numbers as they are kept, with more behind them."""
    return memoryview(b"".join((kept, more)))


def lines(words: Iterable[str]) -> memoryview:
    """Words as they are kept."""
    return memoryview("\n".join(sorted(words)).encode())


Kept = TypeVar("Kept")


class Parts(Generic[Kept]):
    """A row of values, each decoded when first asked for."""

    def __init__(self, kept: Row, type_: type[Kept]) -> None:
        self._ends = kept.ends.cast("I")
        self._values = kept.values
        self._decode = msgspec.msgpack.Decoder(type_).decode
        self._held: dict[int, Kept] = {}
        self._more = 0

    def __len__(self) -> int:
        return len(self._ends) + self._more

    def add(self, values: Sequence[Kept]) -> None:
        """Put more values behind them."""
        self._held.update(enumerate(values, len(self)))
        self._more += len(values)

    def __getitem__(self, number: int) -> Kept:
        found = self._held.get(number)
        if found is None:
            found = self._held[number] = self.once(number)
        return found

    def once(self, number: int) -> Kept:
        """The same, not held: for what is large and asked for once or twice."""
        if not 0 <= number < len(self._ends):
            raise IndexError(number)
        start = self._ends[number - 1] if number else 0
        return self._decode(self._values[start : self._ends[number]])


class Entry(NamedTuple):
    """A number under a word: of a term that is written so or has it as a lemma, or of a phrase."""

    drawer: str
    number: int


class Own(NamedTuple):
    """
    Words of her own, numbered on from those compiled, and where they stand.

    `like` are those a typing error may be read as too, by their shapes.
    """

    terms: Sequence[Term]
    phrases: Sequence[Phrase]
    entries: Mapping[str, Sequence[Entry]]
    like: Mapping[str, Sequence[str]]


def numbered(name: str, concepts: Parts[Concept]) -> int | None:
    """The number of a concept; they are numbered by name."""
    number = bisect_left(concepts, name, key=lambda concept: concept.id)
    found = number < len(concepts) and concepts[number].id == name
    return number if found else None


class Compiled:
    """Thesaurus and roles, ready for use; numbers stand for names."""

    def __init__(self, stored: Stored) -> None:
        from marisa_trie import BytesTrie  # not needed before something is matched

        self._stored = stored
        self._trie = BytesTrie().frombytes(bytes(stored.words))
        self.concepts = Parts(stored.concepts, Concept)
        self.roles = Parts(stored.roles, Role)
        self.items = Parts(stored.items, Named)
        self.terms = Parts(stored.terms, Term)
        self.phrases = Parts(stored.phrases, Phrase)
        self.features = stored.features.cast("i")
        self.weights = stored.weights.cast("d")
        self.phrase_terms = stored.phrase_terms.cast("I")
        self._worlds = stored.worlds.cast("b")
        self._role_worlds = stored.role_worlds.cast("b")
        self._suited = Parts(stored.suited, Suited)
        self._meets = Parts(stored.meets, tuple[tuple[int, ...], tuple[int, ...]])
        self._shapes: dict[str, list[str]] = {}
        self._own = Own((), (), {}, {})

    def lay_over(self, own: Own) -> None:
        """Lay words of her own over these; once, before anything is looked for."""
        self._own = own
        self.terms.add(own.terms)
        self.phrases.add(own.phrases)
        kept = self._stored
        features = packed("i", map(feature_of, own.terms))
        weights = packed("d", (term.weight for term in own.terms))
        terms = packed("I", (phrase.term for phrase in own.phrases))
        self.features = joined(kept.features, features).cast("i")
        self.weights = joined(kept.weights, weights).cast("d")
        self.phrase_terms = joined(kept.phrase_terms, terms).cast("I")

    @cached_property
    def conditions(self) -> frozenset[int]:
        """What one has or has not: who asks for Polish is not helped with Turkish."""
        found: set[int] = set()
        for name in rules().condition:
            number = numbered(name, self.concepts)
            reach = () if number is None else self.concepts[number].reach
            found.update(other for other, _, how in reach if how == "narrower")
        return frozenset(found)

    def entries(self, word: str) -> tuple[Entry, ...]:
        """All that stands under one word."""
        own = tuple(self._own.entries.get(word, ()))
        found = self._trie.get(f"w{word}")
        if not found:
            return own
        numbers = unpack(f"<{len(found[0]) // 4}I", found[0])
        return (*(Entry(DRAWERS[n >> SHIFT], n & MASK) for n in numbers), *own)

    def asked_with(self, word: str) -> bytes:
        """The roles that are asked with a word, as alike.py keeps them."""
        found = self._trie.get(f"r{word}")
        return found[0] if found else b""

    def world(self, feature: int | str) -> memoryview | None:
        """Which world a concept, an item (below zero) or a word belongs to; None when unknown."""
        if isinstance(feature, str):
            found = self._trie.get(f"b{feature}")
            return memoryview(found[0]).cast("b") if found else None
        place = self._place(feature) * DIRECTIONS
        return self._worlds[place : place + DIRECTIONS]

    def role_world(self, number: int) -> memoryview:
        """Which world a role belongs to."""
        return self._role_worlds[number * DIRECTIONS : (number + 1) * DIRECTIONS]

    @cached_property
    def sayings(self) -> Phrases:
        """The sayings and names whose words mean nothing by themselves."""
        return Phrases(msgspec.msgpack.decode(self._stored.sayings, type=ByTelling))

    @cached_property
    def limits(self) -> list[tuple[list[int | str], Phrases]]:
        """What stands in somebody's way: of which concepts and roles, and how it is said."""
        kept = msgspec.msgpack.decode(
            self._stored.limits, type=list[tuple[list[int | str], ByTelling]]
        )
        return [(of, Phrases(phrases)) for of, phrases in kept]

    @cached_property
    def surfaces(self) -> frozenset[str]:
        """The single words that are themselves a term of the thesaurus."""
        return self._words(self._stored.surfaces, "cs")

    @cached_property
    def written(self) -> frozenset[str]:
        """The single words that are a term of the thesaurus or the roles."""
        return self._words(self._stored.written, "cs")

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of the single words of the thesaurus."""
        return self._words(self._stored.lemmas, "cl")

    def _words(self, kept: memoryview, drawer: str) -> frozenset[str]:
        own = (
            w for w, found in self._own.entries.items() if any(e.drawer == drawer for e in found)
        )
        return frozenset((*bytes(kept).decode().split("\n"), *own))

    def like(self, word: str) -> set[str]:
        """
        The words a typing error may be read as: those with the same beginning or end.

        Nobody mistypes the first letter and both halves of a word.
        """
        found: set[str] = set()
        for shape in shapes(word):
            words = self._shapes.get(shape)
            if words is None:
                words = [key[6:] for key in self._trie.keys(f"v{shape}")]
                words += self._own.like.get(shape, ())
                self._shapes[shape] = words
            found.update(words)
        return found

    def met_by(self, feature: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The concepts and the roles for which a concept or item (below zero) is evidence."""
        return self._meets[self._place(feature)]

    def suited(self, role: int) -> Suited:
        """Who is called for a role, as suited.py found."""
        return self._suited.once(role)

    def _place(self, feature: int) -> int:
        return place(feature, len(self.concepts))


def place(feature: int, concepts: int) -> int:
    """Where a concept or an item (below zero) stands: first all concepts, then all items."""
    return feature if feature >= 0 else concepts - 1 - feature


def feature_of(term: Term) -> int:
    """The number of what a term means: a concept as it is, an item or a role below zero."""
    return term.target if term.kind in ("word", "job") else -1 - term.target


GROUPS: tuple[Group, ...] = ("concept", "item", "asked")
# Per group the surface, the lemma and the anchor (the rarest word of a phrase).
DRAWERS = tuple(group[0] + kind for group in GROUPS for kind in "sla")
SHIFT = 26
MASK = (1 << SHIFT) - 1


def shapes(word: str) -> tuple[str, str]:
    """What a word and a typing error of it share at least one of."""
    return f"1{word[:3]:>4}", f"2{word[0]}{word[-3:]}"

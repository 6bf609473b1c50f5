"""
Thesaurus and roles made ready: numbers for names, an index on every word form.

One value, written once to a cache file and read back in a few milliseconds;
compiling.py makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import unpack
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

import msgspec

from talentregister.matching import roles as roles_
from talentregister.matching.values import How

if TYPE_CHECKING:
    pass

Kind = Literal["word", "job", "item", "asked"]
Group = Literal["concept", "item", "asked"]


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
    job: bool = False


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


def shapes(word: str) -> tuple[str, str]:
    """What a word and a typing error of it share at least one of."""
    return f"1{word[:3]:>4}", f"2{word[0]}{word[-3:]}"

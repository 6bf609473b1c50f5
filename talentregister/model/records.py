"""
The register as one frozen snapshot, with the look-ups every room needs.

`Register` is the file's layout; `Records` is that layout by id, with indexes
that are made when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

import msgspec

from talentregister.language.names import fold, joined, split
from talentregister.model.base import AnyRecord, Record
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link, Rejection
from talentregister.model.note import Note, Round
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement

# "De Soeppan" is meant by "soeppan" too.
ARTICLES = frozenset({"de", "het", "'t", "een", "the"})
# The letter of an id names its table, in the order of the file: what others
# point at comes first, and whoever walks the tables may rely on that.
TABLES: dict[str, str] = {
    "r": "residents",
    "i": "initiatives",
    "s": "statements",
    "n": "notes",
    "o": "rounds",
    "l": "links",
    "f": "followups",
    "x": "rejections",
}
KINDS: dict[str, type[Record]] = {
    "r": Resident,
    "i": Initiative,
    "s": Statement,
    "n": Note,
    "o": Round,
    "f": FollowUp,
    "l": Link,
    "x": Rejection,
}
LETTERS: dict[type[Record], str] = {kind: letter for letter, kind in KINDS.items()}

Party = Resident | Initiative
Key = TypeVar("Key")


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """
    What the file says of itself.

    `next` is the next number per letter and never goes down; `kept` lists
    files the program keeps up to date itself; `unfinished` counts erasures that
    some backup still has to undergo.
    """

    format: int
    version: str
    register: str
    generation: int
    written: date
    next: dict[str, int] = {}
    kept: list[str] = []
    unfinished: int = 0


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """The decrypted file, in TinyDB's layout: tables of records by number."""

    meta: Meta
    residents: dict[str, Resident] = {}
    initiatives: dict[str, Initiative] = {}
    statements: dict[str, Statement] = {}
    notes: dict[str, Note] = {}
    rounds: dict[str, Round] = {}
    followups: dict[str, FollowUp] = {}
    links: dict[str, Link] = {}
    rejections: dict[str, Rejection] = {}


class Records:
    """A snapshot of the register. Nothing in it changes; verbs write new records."""

    def __init__(self, register: Register) -> None:
        self.meta = register.meta
        self._register = register

    @cached_property
    def residents(self) -> Mapping[str, Resident]:
        """Residents by id."""
        return by_id(self._register.residents.values())

    @cached_property
    def initiatives(self) -> Mapping[str, Initiative]:
        """Initiatives by id."""
        return by_id(self._register.initiatives.values())

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Statements by id."""
        return by_id(self._register.statements.values())

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        """Notes by id."""
        return by_id(self._register.notes.values())

    @cached_property
    def rounds(self) -> Mapping[str, Round]:
        """Rounds along the doors, by id."""
        return by_id(self._register.rounds.values())

    @cached_property
    def followups(self) -> Mapping[str, FollowUp]:
        """Follow-ups by id."""
        return by_id(self._register.followups.values())

    @cached_property
    def links(self) -> Mapping[str, Link]:
        """Links by id."""
        return by_id(self._register.links.values())

    @cached_property
    def rejections(self) -> Mapping[str, Rejection]:
        """What the worker said no to, by id."""
        return by_id(self._register.rejections.values())

    def get(self, record_id: str) -> Record | None:
        """The record with this id, of whatever kind; None when there is none."""
        table = TABLES.get(record_id[:1])
        if table is None:
            return None
        found: Record | None = getattr(self, table).get(record_id)
        return found

    def party(self, record_id: str) -> Party:
        """The resident or initiative with this id. Raises KeyError when there is none."""
        if record_id.startswith("r"):
            return self.residents[record_id]
        return self.initiatives[record_id]

    def parties(self) -> Iterable[Party]:
        """Every resident, then every initiative."""
        yield from self.residents.values()
        yield from self.initiatives.values()

    def statements_of(self, owner: str) -> tuple[Statement, ...]:
        """What `owner` loves, can, wants and has, in the order it was written down."""
        return self._statements_by_owner.get(owner, ())

    def notes_about(self, who: str) -> tuple[Note, ...]:
        """The notes that name `who`, in the order they were written down."""
        return self._notes_by_who.get(who, ())

    def followups_about(self, who: str) -> tuple[FollowUp, ...]:
        """The follow-ups about `who` (a resident, an initiative or a link), oldest day first."""
        return self._followups_by_who.get(who, ())

    def links_of(self, who: str) -> tuple[Link, ...]:
        """The links `who` is a party of."""
        return self._links_by_who.get(who, ())

    def rejections_of(self, who: str) -> tuple[Rejection, ...]:
        """The pairs with `who` that are not proposed again."""
        return tuple(no for no in self.rejections.values() if who in no.pair)

    def last_contact(self, who: str) -> date | None:
        """The last day of a dated note about `who`, or of a link of theirs (invariant 11)."""
        days = [note.on for note in self.notes_about(who) if note.on is not None]
        for link in self.links_of(who):
            days.extend(step.on for step in link.history if step.state != "proposed")
            if link.first_visit is not None:
                days.append(link.first_visit)
        return max(days, default=None)

    def named(self, name: str) -> tuple[Party, ...]:
        """Everyone of that whole name or nickname, folded; "Vries, An de" is An de Vries."""
        said = (name, joined(split(name))) if "," in name else (name,)
        found = (party for form in said for party in self._by_folded_name.get(fold(form), ()))
        return tuple({party.id: party for party in found}.values())

    def with_ref(self, ref: str) -> tuple[Party, ...]:
        """Everyone with this key of an outside sheet."""
        return self._by_ref.get(ref, ())

    @cached_property
    def _statements_by_owner(self) -> dict[str, tuple[Statement, ...]]:
        return grouped((s.owner, s) for s in self.statements.values())

    @cached_property
    def _notes_by_who(self) -> dict[str, tuple[Note, ...]]:
        return grouped((who, note) for note in self.notes.values() for who in note.about)

    @cached_property
    def _followups_by_who(self) -> dict[str, tuple[FollowUp, ...]]:
        by_day = sorted(self.followups.values(), key=lambda f: f.due)
        return grouped((f.about, f) for f in by_day)

    @cached_property
    def _links_by_who(self) -> dict[str, tuple[Link, ...]]:
        return grouped((who, link) for link in self.links.values() for who in link.between)

    @cached_property
    def _by_folded_name(self) -> dict[str, tuple[Party, ...]]:
        named: list[tuple[str, Party]] = [(fold(p.name), p) for p in self.parties()]
        # A sheet says "Vries, de, An"; she types "An de Vries".
        turned = ((fold(joined(split(p.name))), p) for p in self.parties() if "," in p.name)
        nicknamed = ((fold(r.nickname), r) for r in self.residents.values() if r.nickname)
        # Who means De Soeppan types Soeppan.
        names = ((fold(i.name).partition(" "), i) for i in self.initiatives.values())
        bare = ((rest, i) for (first, _, rest), i in names if rest and first in ARTICLES)
        return grouped([*named, *turned, *nicknamed, *bare])

    @cached_property
    def _by_ref(self) -> dict[str, tuple[Party, ...]]:
        return grouped((p.ref, p) for p in self.parties() if p.ref)


def by_id(records: Iterable[AnyRecord]) -> dict[str, AnyRecord]:
    """Records by their own id."""
    return {record.id: record for record in records}


def grouped(pairs: Iterable[tuple[str, Key]]) -> dict[str, tuple[Key, ...]]:
    """Values gathered under their keys, in the order they came, each once a key."""
    groups: dict[str, dict[int, Key]] = {}
    for key, value in pairs:
        groups.setdefault(key, {})[id(value)] = value
    return {key: tuple(values.values()) for key, values in groups.items()}

"""
What comes along with people who are known: what is here already, and what is not.

A statement is the same when owner, kind and folded text agree, in any state; a
note when somebody it is about, day and text agree; a follow-up when its owner,
reason and any of its days agree; a link when the pair and its statements do.
Each of ours answers for one of theirs: who was brought together twice, was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, cast

import msgspec

from talentregister.exchange import joining
from talentregister.exchange.difference import Change
from talentregister.exchange.joining import Joined
from talentregister.exchange.whole import POINTS, Whole, pointed_at
from talentregister.language.names import fold
from talentregister.model.base import Record
from talentregister.model.followup import FollowUp
from talentregister.model.link import Link, Rejection
from talentregister.model.note import Note, Round
from talentregister.model.records import KINDS, TABLES, Party, Records
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement
from talentregister.storage.erasure import CAME_FROM
from talentregister.storage.layout import Stored

# Their id of something that gets a place of its own here has this before it.
NEW = "*"
# Two of these that look alike are two: nobody is brought together once for all.
_COUNTED = "lo"
_PARTIES = "ri"


@dataclass
class Said:
    """What comes along with somebody: new records by table, and ours that change or stay."""

    brings: Counter[str] = field(default_factory=Counter)
    joins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stays: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Settled:
    """
    Where everything of the other register has its place here.

    `places` is our id by theirs, `*r12` for what is new; `rows` whose each of the new
    ones is; `news` what it tells that is not here. `left` counts what stays behind
    because those it is about do.
    """

    places: dict[str, str] = field(default_factory=dict)
    coming: list[str] = field(default_factory=list)
    joined: dict[str, Record] = field(default_factory=dict)
    changes: dict[str, Mapping[str, Change]] = field(default_factory=dict)
    news: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    left: int = 0
    # Who is frozen there and known here: that comes along, and nothing about them.
    silent: set[str] = field(default_factory=set)

    def place(self, their_id: str) -> str | None:
        """Where something may point that points there; None: nowhere."""
        return None if their_id in self.silent else self.places.get(their_id)

    def of(self, row: str) -> Said:
        """What comes along with somebody."""
        return self.said.setdefault(row, Said())


def settled(
    whole: Whole, records: Records, known: Mapping[str, str | None], kinship: str
) -> Settled:
    """Everything in its place, for those who are `known` (their id → ours, None: somebody new)."""
    settling = _Settling(whole, records, kinship)
    for letter in _PARTIES:
        for stored in whole.document[TABLES[letter]].values():
            if stored["id"] in known:
                settling.take_place(stored["id"], known[stored["id"]])
    for their_id, ours in known.items():
        if ours is not None:
            settling.join_party(their_id, ours)
    for stored in whole.stored:
        if stored["id"][0] not in _PARTIES:
            settling.take(stored)
    return settling.result


class _Settling:
    """The places, while they are given out."""

    def __init__(self, whole: Whole, records: Records, kinship: str) -> None:
        self.whole = whole
        self.records = records
        self.kinship = kinship
        self.result = Settled()
        self.used: set[str] = set()
        self.brought: dict[bytes, tuple[str, bytes]] = {}

    def take_place(self, their_id: str, ours: str | None) -> None:
        """Somebody of theirs is one of ours, or comes as somebody new."""
        self.result.places[their_id] = ours or f"{NEW}{their_id}"
        if ours is None:
            self.result.coming.append(their_id)
            self.result.rows[their_id] = their_id
        elif joining.frozen(cast(Record, self.whole.records.get(their_id))):
            self.result.silent.add(their_id)

    def join_party(self, their_id: str, ours: str) -> None:
        """One of ours, with what theirs adds."""
        mine = cast(Party, self.result.joined.get(ours) or self.records.party(ours))
        theirs = cast(Party, self._placed(self.whole.records.party(their_id)))
        joined = self._joined(mine, theirs, adds=ours in self.used)
        self.used.add(ours)
        if joined.changes:
            self.result.joined[ours] = joined.record
            self.result.changes[their_id] = {
                **joined.changes,
                **dict(self._by_name(joined.changes)),
            }
            self.result.news[their_id] = _news(mine, joined)
            self.result.rows[their_id] = their_id
        if joined.kept:
            self.result.of(their_id).stays[ours] = joined.kept

    def _by_name(self, changes: Mapping[str, Change]) -> Iterator[tuple[str, Change]]:
        """Who is new in a field that points, by name: what comes has no id yet."""
        for name in ("carriers", "grew_from"):
            if name in changes:
                had = set(pointed_at(changes[name].old))
                new = [key for key in pointed_at(changes[name].new) if key not in had]
                yield name, Change(None, "; ".join(map(self._name, new)))

    def _name(self, place: str) -> str:
        """The name of one of ours, or of somebody new."""
        records = self.whole.records if place.startswith(NEW) else self.records
        return records.party(place.removeprefix(NEW)).name

    def _joined(self, mine: Party, theirs: Party, *, adds: bool) -> Joined[Any]:
        if isinstance(mine, Resident) and joining.frozen(theirs):
            return Joined(mine) if joining.frozen(mine) else joining.only_frozen(mine)
        key = f"{self.whole.register}-{theirs.id}"
        own = f"{self.records.meta.register}-{mine.id}"
        named = self.kinship == "same" or bool({key, own} & {*keys_of(mine), *keys_of(theirs)})
        joined: Joined[Any] = joining.joined(mine, theirs, named=named, adds=adds)
        if named:
            return joined
        record = with_key(msgspec.to_builtins(joined.record), key)
        kept: Party = msgspec.convert(record, type(mine))
        told = {name: getattr(kept, name) for name in ("ref", "extra")}
        old = {name: getattr(mine, name) for name in told}
        more = {n: Change(old[n] or None, new) for n, new in told.items() if new != old[n]}
        return Joined(kept, {**joined.changes, **more}, joined.kept)

    def take(self, stored: Stored) -> None:
        """A record that is about somebody: ours already, or it comes along."""
        their_id = stored["id"]
        if not self._has_a_place(stored):
            self.result.left += 1
            return
        record = self._placed(cast(Record, self.whole.records.get(their_id)))
        ours = self._found(record)
        row = self._row_of(stored)
        if ours is not None:
            self._join(ours, record, their_id, row)
            return
        if (said := self._said_by_another(record)) is not None:
            self.result.places[their_id] = said
            return
        self.result.places[their_id] = f"{NEW}{their_id}"
        self.result.coming.append(their_id)
        self.result.rows[their_id] = row
        self.result.of(row).brings[TABLES[their_id[0]]] += 1

    def _said_by_another(self, record: Record) -> str | None:
        """The place of what comes along already and is the same now that two are one."""
        if self.kinship == "empty" or record.id[0] in _COUNTED:
            return None
        there = _told(cast(Record, self.whole.records.get(record.id)))
        place, first = self.brought.setdefault(_told(record), (f"{NEW}{record.id}", there))
        return place if first != there else None

    def _has_a_place(self, stored: Stored) -> bool:
        """Whether those it is about come along; of several, one is enough for a note."""
        place, letter = self.result.place, stored["id"][0]
        for name in POINTS.get(letter, ()):
            told = [*pointed_at(stored.get(name))]
            there = [key for key in told if place(key) is not None]
            if name == "statements":
                continue
            if (not there and told) or (name != "about" and len(there) < len(told)):
                return False
            if name in ("sides", "pair") and len({place(key) for key in there}) < 2:
                return False
        return True

    def _placed(self, record: Record) -> Record:
        """A record that points at ours, or at what comes along."""
        if self.kinship == "empty" or record.id[0] not in POINTS:
            return record
        stored = rewired(msgspec.to_builtins(record), self.result.place)
        placed: Record = msgspec.convert(stored, KINDS[record.id[0]])
        return placed

    def _found(self, record: Record) -> Record | None:
        """Ours that is the same."""
        if self.kinship == "empty":
            return None
        if self.kinship == "same" and (ours := self._by_number(record)) is not None:
            return ours
        wanted = keys(record)
        if isinstance(record, Rejection):
            wanted = [*wanted, _pair(record, None)]
        found = {ours.id: ours for key in wanted for ours in self._ours.get(key, ())}
        free = [ours for ours in found.values() if ours.id not in self.used]
        counted = record.id[0] in _COUNTED
        # One that says it all already goes before one that would have to change.
        said = (ours for ours in (free if counted else found.values()) if self._says(ours, record))
        rest = () if counted else found.values()
        return next(chain(said, free, rest), None)

    def _says(self, ours: Record, record: Record) -> bool:
        """Whether nothing in theirs is new."""
        return not joining.joined(self.result.joined.get(ours.id, ours), record).changes

    def _by_number(self, record: Record) -> Record | None:
        """Ours with its id, unless both copies gave that id to something of their own."""
        ours = self.records.get(record.id)
        if ours is None or ours.created != record.created or _whose(ours) != _whose(record):
            return None
        told_anew = ours.changed > ours.created or record.changed > record.created
        same = told_anew or not {*keys(ours)}.isdisjoint(keys(record))
        return ours if same else None

    @cached_property
    def _ours(self) -> Mapping[Hashable, list[Record]]:
        """Our records by everything that makes one of theirs the same."""
        found: dict[Hashable, list[Record]] = defaultdict(list)
        for letter, table in TABLES.items():
            ours: Mapping[str, Record] = getattr(self.records, table)
            for record in ours.values() if letter not in _PARTIES else ():
                for key in keys(record):
                    found[key].append(record)
        return found

    def _join(self, ours: Record, record: Record, their_id: str, row: str) -> None:
        """One of ours that is the same, with what theirs adds."""
        self.result.places[their_id] = ours.id
        mine = self.result.joined.get(ours.id, ours)
        joined = joining.joined(mine, record, adds=ours.id in self.used)
        self.used.add(ours.id)
        said = self.result.of(row)
        if joined.changes:
            self.result.joined[ours.id] = joined.record
            self.result.news[their_id] = _news(mine, joined)
            self.result.rows[their_id] = row
            said.joins[ours.id] = tuple(joined.changes)
        if joined.kept:
            said.stays[ours.id] = joined.kept

    def _row_of(self, stored: Stored) -> str:
        """Whom of theirs a record goes with; a round is nobody's."""
        for name in ("owner", "about", "sides", "pair"):
            for key in pointed_at(stored.get(name)):
                if key.startswith("l"):
                    return self._row_of(self.whole.document["links"][key[1:]])
                if self.result.place(key) is not None:
                    return key
        return ""


def keys(record: Record) -> list[Hashable]:
    """Everything that makes another record the same as this one."""
    match record:
        case Statement():
            return [("s", record.owner, record.kind, fold(record.text))]
        case Note():
            return [("n", who, record.on, fold(record.text)) for who in record.about or ("",)]
        case Round():
            counts = (record.doors, record.opened, record.willing)
            return [("o", fold(record.street), record.on, counts)]
        case Link():
            return [("l", frozenset(record.between), frozenset(record.statements))]
        case FollowUp():
            told = ("f", record.about, record.kind, fold(record.reason), fold(record.condition))
            days = (record.due, *record.moved)
            return [(*told, day) for day in days] + ([told] if record.condition else [])
        case Rejection():
            return [_pair(record, record.ask)]
        case _:
            return []


def _told(record: Record) -> bytes:
    """All that a record says, but for its number."""
    return msgspec.json.encode(msgspec.structs.replace(record, id=record.id[0] * 2, rev=0))


def _pair(no: Rejection, ask: str | None) -> Hashable:
    return ("x", frozenset(no.pair), ask)


def _whose(record: Record) -> Hashable:
    """What of a record never changes, whatever is edited."""
    match record:
        case Statement():
            return (record.owner, record.kind)
        case FollowUp():
            return (record.about, record.kind)
        case Link():
            return frozenset(record.between)
        case Rejection():
            return frozenset(record.pair)
        case _:
            return type(record)


def rewired(stored: Stored, place: Callable[[str], str | None]) -> Stored:
    """A record that points where `place` says; at what has no place it points no longer."""
    told = dict(stored)
    for name in POINTS.get(stored["id"][0], ()):
        value = stored.get(name)
        if isinstance(value, str):
            told[name] = place(value)
        elif value:
            told[name] = [*_rewired(value, place)]
        if value and not told[name]:
            del told[name]
    return told


def _rewired(items: Any, place: Callable[[str], str | None]) -> Iterator[Any]:
    seen = set()
    for item in items:
        where = place(item if isinstance(item, str) else item["who"])
        if where is not None and where not in seen:
            seen.add(where)
            yield where if isinstance(item, str) else {**item, "who": where}


def keys_of(party: Party) -> tuple[str, ...]:
    """The keys somebody has in sheets and in other registers."""
    return tuple(filter(None, (party.ref, *party.extra.get(CAME_FROM, "").split())))


def with_key(stored: Stored, key: str) -> Stored:
    """Somebody who keeps where they came from: as their key, or beside the one they have."""
    if not stored.get("ref"):
        return {**stored, "ref": key}
    extra = dict(stored.get("extra", {}))
    extra[CAME_FROM] = "\n".join((*extra.get(CAME_FROM, "").split(), key))
    return {**stored, "extra": extra}


def _news(mine: Record, joined: Joined[Any]) -> Mapping[str, Any]:
    """What is told that was not here, by field; of the columns without a home, those."""
    told = {name: msgspec.to_builtins(change.new) for name, change in joined.changes.items()}
    if "extra" in told:
        had = getattr(mine, "extra", {})
        told["extra"] = {k: v for k, v in told["extra"].items() if had.get(k) != v}
    return told

"""
Another register comes in: who in it is whom here, and what each of them brings.

The plan is a pure function of the two registers and the answers about doubtful
people, as that of a sheet is. Everybody is held against our own people only:
two who are two in the other register never become one by being alike. A
register nobody ever wrote in takes over everything, ids and name included; an
older or newer copy of this very register is known by its ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from talentregister.errors import Refused
from talentregister.exchange import joining, scanning, settling
from talentregister.exchange.cells import ALSO
from talentregister.exchange.difference import Change
from talentregister.exchange.planning import VERDICTS, Answer, Verdict
from talentregister.exchange.recognition import Doubt, Index, Recognised, alike
from talentregister.exchange.rows import Row
from talentregister.exchange.settling import Settled
from talentregister.exchange.sheet import Line, Problem
from talentregister.exchange.standing import Standing, name_key, of_register
from talentregister.exchange.whole import Whole
from talentregister.model.initiative import Initiative
from talentregister.model.records import Party, Records
from talentregister.model.resident import Resident
from talentregister.privacy import erasure as forgetting
from talentregister.storage import erasure
from talentregister.storage.erasure import CAME_FROM
from talentregister.storage.layout import Stored

# How two registers stand to each other.
Kinship = Literal["other", "same", "empty"]
_KINDS: tuple[Literal["residents", "initiatives"], ...] = ("residents", "initiatives")


@dataclass(frozen=True)
class Arrival:
    """
    A resident or initiative of the other register, and what becomes of it.

    `ours` is who it is here (None: somebody new, or nobody yet), `brings` counts by
    table what comes along, `joins` and `stays` say which of our records it changes
    and which say otherwise and stay as they are.
    """

    key: str
    party: Party
    verdict: Verdict
    ours: Party | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)
    brings: Mapping[str, int] = field(default_factory=dict)
    joins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()


# What is asked about a doubtful one; None leaves it doubtful.
Decide = Callable[[Arrival], Answer | None]


@dataclass(frozen=True)
class Merging:
    """Everybody with a verdict, and what is written when it is done."""

    whole: Whole
    kinship: Kinship
    generation: int
    rows: tuple[Arrival, ...]
    settled: Settled
    forgotten: int = 0
    # Ours who were forgotten in the other copy of this register.
    gone_there: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many got each verdict."""
        counted = Counter(arrival.verdict for arrival in self.rows)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    @property
    def nothing(self) -> bool:
        """Whether it is all here already."""
        return not self.settled.coming and not self.settled.joined


def kinship(whole: Whole, records: Records) -> Kinship:
    """How the other register stands to this one."""
    if whole.register == records.meta.register:
        return "same"
    return "other" if records.meta.next else "empty"


def without_the_forgotten(
    whole: Whole, records: Records, stones: Sequence[Stored]
) -> tuple[Whole, int]:
    """
    The other register without those who were forgotten here, and how many they were.

    They are known by what is kept of a key: those of a copy of this register, and
    those who once came from the other one. Of whoever else was forgotten nothing is
    kept, and nothing can be known.
    """
    own = f"{records.meta.register}-"
    before = "" if kinship(whole, records) == "same" else f"{whole.register}-"
    keys = {f"{before}{key}": key for key in whole.records.residents}
    had = whole.records.residents.values()
    keys |= {r.ref.removeprefix(own): r.id for r in had if r.ref.startswith(own)}
    gone = frozenset(keys[key] for key in erasure.erased_ids(stones, keys))
    if not gone:
        return whole, 0
    erase = forgetting.again(whole.document, gone)
    left = erasure.erased(whole.document, erase).document
    return whole.again(left), len(gone)


def plan(
    whole: Whole,
    records: Records,
    stones: Sequence[Stored] = (),
    *,
    decide: Decide = lambda _arrival: None,
    anyway: bool = False,
) -> Merging:
    """What the other register would do here; `stones` is what is kept of the forgotten."""
    whole, forgotten = without_the_forgotten(whole, records, stones)
    merging = _Meeting(whole, records, decide)
    known = merging.everybody()
    settled = settling.settled(whole, records, known, merging.kinship)
    problems = dict(scanning.problems(whole, settled, records, anyway=anyway))
    if "" in problems:  # of a round, which is nobody's
        raise Refused("round_refused")
    if refused := {key for key in known if key in problems}:
        known = {key: here for key, here in known.items() if key not in refused}
        settled = settling.settled(whole, records, known, merging.kinship)
    rows = tuple(merging.row(party, settled, problems) for party in whole.records.parties())
    gone_there = _gone_there(whole, records) if merging.kinship == "same" else ()
    generation = records.meta.generation
    return Merging(whole, merging.kinship, generation, rows, settled, forgotten, gone_there)


def _gone_there(whole: Whole, records: Records) -> tuple[str, ...]:
    stones = whole.document.get("erased", {}).values()
    return tuple(erasure.erased_ids(stones, records.residents))


class _Meeting:
    """Who is whom, while it is found out."""

    def __init__(self, whole: Whole, records: Records, decide: Decide) -> None:
        self.whole = whole
        self.theirs = whole.records
        self.records = records
        self.decide = decide
        self.kinship = kinship(whole, records)
        self.indexes = {kind: self._index(kind) for kind in _KINDS}
        self.by_key = dict(_by_key(records))
        # Their id → ours; None: somebody new. Who stays doubtful is in neither.
        self.known: dict[str, str | None] = {}
        self.doubts: dict[str, tuple[Doubt, ...]] = {}

    def _index(self, kind: Literal["residents", "initiatives"]) -> Index:
        ours: Mapping[str, Party] = getattr(self.records, kind)
        theirs: Mapping[str, Party] = getattr(self.theirs, kind)
        index = Index(self.records, kind, of_register(self.records, ours.values()))
        index.carried = Counter(name_key(party.name) for party in theirs.values())
        return index

    def everybody(self) -> Mapping[str, str | None]:
        """Who everybody is: first whose key is known, then who is recognised."""
        if self.kinship == "empty":
            return dict.fromkeys(party.id for party in self.theirs.parties())
        for party in self.theirs.parties():
            if (ours := self._by_its_key(party)) is not None:
                self.known[party.id] = ours
        taken = {ours for ours in self.known.values() if ours is not None}
        for number, party in enumerate(self.theirs.parties(), 1):
            if party.id not in self.known:
                self._meet(number, party, taken)
        return self.known

    def _meet(self, number: int, party: Party, taken: set[str]) -> None:
        found = self._recognised(number, party)
        if found.standing is not None and found.standing.id in taken:
            found = Recognised(doubts=(Doubt("doubt_taken", found.standing),))
        doubts = found.doubts
        if doubts:
            self.doubts[party.id] = doubts
            answer = self.decide(Arrival(self.key_of(party), party, "doubtful", doubts=doubts))
            if answer is None or answer.choice == "skip":
                return
            same = doubts[answer.place].standing if answer.choice == "same" else None
            found = Recognised(same)
        self.known[party.id] = found.standing.id if found.standing is not None else None
        taken.update({found.standing.id} if found.standing is not None else ())

    def key_of(self, party: Party) -> str:
        """The key of somebody of the other register."""
        return f"{self.whole.register}-{party.id}"

    def _by_its_key(self, party: Party) -> str | None:
        """Ours with the same key: an id of this register, or one they have from here or there."""
        if self.kinship == "same":
            return party.id if self._is_the_same(party) else None
        keys = (self.key_of(party), party.ref, *party.extra.get(CAME_FROM, "").split())
        index = self.indexes["residents" if isinstance(party, Resident) else "initiatives"]
        for key in filter(None, keys):
            own = index.by_id(index.own_key(key) or "")
            if own is not None:
                return own.id
            for ours in self.by_key.get(key, ()):
                # The key of a sheet may be another's in another sheet; that of a register not.
                sure = key != party.ref or alike(ours.name, party.name)
                if sure and ours.id[0] == party.id[0]:
                    return ours.id
        return None

    def _is_the_same(self, party: Party) -> bool:
        """Whether our record with its id is this one, and not one of a day both were used."""
        ours = self.records.get(party.id)
        if ours is None or ours.created != party.created:
            return False
        assert isinstance(ours, type(party))
        return name_key(ours.name) == name_key(party.name) or alike(ours.name, party.name)

    def _recognised(self, number: int, party: Party) -> Recognised:
        index = self.indexes["residents" if isinstance(party, Resident) else "initiatives"]
        if self.kinship == "same":
            ours = index.by_id(party.id)
            if ours is not None and ours.record.created == party.created:
                return Recognised(doubts=(Doubt("doubt_number", ours),))
        return index.recognise(_row(number, party), lambda s: _nothing_new(s, party))

    def row(
        self, party: Party, settled: Settled, problems: Mapping[str, tuple[Problem, ...]]
    ) -> Arrival:
        """Somebody with the verdict, and everything that is said of it."""
        key = self.key_of(party)
        known = self.known if self.kinship != "empty" else {party.id: None}
        if party.id in problems and party.id in known:
            return Arrival(key, party, "refused", problems=problems[party.id])
        if party.id not in known:
            return Arrival(key, party, "doubtful", doubts=self.doubts[party.id])
        ours = self.records.party(here) if (here := known[party.id]) is not None else None
        said = settled.of(party.id)
        changes = settled.changes.get(party.id, {})
        verdict: Verdict = "same"
        if ours is None:
            verdict = "new"
        elif changes or said.brings or said.joins:
            verdict = "changed"
        return Arrival(key, party, verdict, ours, changes, said.brings, said.joins, said.stays)


def _by_key(records: Records) -> Iterator[tuple[str, list[Party]]]:
    found: dict[str, list[Party]] = {}
    for party in records.parties():
        for key in filter(None, (party.ref, *party.extra.get(CAME_FROM, "").split())):
            found.setdefault(key, []).append(party)
    yield from found.items()


def _row(number: int, party: Party) -> Row:
    """Somebody as a row of a sheet, to be recognised as one is."""
    values: dict[str, object] = {"name": party.name}
    if isinstance(party, Resident):
        values |= {"phone": party.phone, "email": party.email, "address": party.address}
        if party.nickname:
            values["nickname"] = party.nickname
    also = tuple(party.extra.get(ALSO, "").splitlines())
    return Row(Line(number, ()), party.name, values=values, also=also)


def _nothing_new(standing: Standing, party: Party) -> bool:
    if isinstance(party, Initiative):  # who carries it there, ids of there say
        party = msgspec.structs.replace(party, carriers=(), grew_from=None)
    return not joining.joined(standing.record, party).changes

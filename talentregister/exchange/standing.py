"""
Whom a row is held against: a record of the register, or somebody new of the same sheet.

The workspace of a plan: while rows are taken in, a standing grows; the record
it began with is kept beside it, so that applying a plan is comparing the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from talentregister.exchange import cells
from talentregister.exchange.cells import ALSO, Promise, Said
from talentregister.exchange.rows import Row
from talentregister.exchange.spellings import split
from talentregister.language import names
from talentregister.language.names import fold
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.records import Party, Records
from talentregister.model.resident import Resident
from talentregister.model.statement import Kind as StatementKind
from talentregister.model.statement import Statement


class Details(NamedTuple):
    """How somebody is reached, made comparable; empty where nothing is known."""

    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def pattern(self) -> int:
        """Which details are known, one bit each."""
        return sum(1 << place for place, detail in enumerate(self) if detail)

    def equal(self, other: Details) -> tuple[bool, ...]:
        """Which details are equal; a phone number says more than an address."""
        return tuple(
            bool(mine) and mine == theirs for mine, theirs in zip(self, other, strict=True)
        )

    def contradicts(self, other: Details) -> bool:
        """Whether any detail is another one; a street without its number is no other address."""
        return any(
            mine and theirs and not (mine.startswith(theirs) or theirs.startswith(mine))
            for mine, theirs in zip(self, other, strict=True)
        )


@dataclass
class Standing:
    """One party: as it was, as the rows so far make it, and which row said what."""

    number: int
    record: Party
    records: Records
    before: Party | None = None
    # The line that brought somebody new; 0 for a record of the register.
    line: int = 0
    # The rows about it so far, in their order.
    rows: list[Row] = field(default_factory=list)
    # What the rows add.
    statements: list[tuple[StatementKind, str]] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id in the register; empty for somebody new."""
        return self.before.id if self.before is not None else ""

    @property
    def touched(self) -> bool:
        """Whether applying the plan writes anything here."""
        return bool(self.record != self.before or self.statements or self.promises or self.notes)

    def claimed(self, key: str, *, extra: bool = False) -> int:
        """The line that filled a field before: in one sheet the first row has the word."""
        for row in self.rows:
            if key in (row.extra if extra else row.values):
                return row.line.number
        return 0

    def says(self, kind: StatementKind, text: str) -> bool:
        """Whether this statement is there, in any state."""
        key = (kind, fold(text))
        return key in self._said or any(key == (k, fold(t)) for k, t in self.statements)

    def notes_down(self, said: Said) -> bool:
        """Whether this note is there."""
        key = fold(said.text)
        return key in self._noted or any(key == fold(note.text) for note in self.notes)

    @cached_property
    def _said(self) -> set[tuple[str, str]]:
        """The statements of the register, as a cell may say them."""
        return {
            (statement.kind, key)
            for statement in self.of_register
            for key in cells.statement_keys(statement.text)
        }

    @cached_property
    def _noted(self) -> set[str]:
        """The notes of the register, as a cell may say them."""
        notes = self.records.notes_about(self.id) if self.id else ()
        return set().union(*(cells.note_keys(note) for note in notes))

    @property
    def of_register(self) -> Sequence[Statement]:
        """The statements the register holds."""
        return self.records.statements_of(self.id) if self.id else ()

    @property
    def followups(self) -> Sequence[FollowUp]:
        """The follow-ups the register holds, in any state."""
        return self.records.followups_about(self.id) if self.id else ()

    def has_promise(self, promise: Promise) -> bool:
        """Whether the register, or an earlier row, holds this promise."""
        return promise in self.promises or any(
            cells.same_promise(promise, followup) for followup in self.followups
        )

    def gone(self) -> Iterator[str]:
        """What the register holds and the filled cells no longer say."""
        cells_say = {(kind, fold(text)) for row in self.rows for kind, text in row.statements}
        filled = {kind for kind, _ in cells_say}
        for statement in self.of_register:
            keys = {(statement.kind, key) for key in cells.statement_keys(statement.text)}
            if statement.counts and statement.kind in filled and cells_say.isdisjoint(keys):
                yield statement.text
        promised = [promise for row in self.rows for promise in row.promises]
        for followup in self.followups if promised else ():
            kept = any(cells.same_promise(promise, followup) for promise in promised)
            # What the worker owes by herself never stood in a sheet.
            if followup.state == "open" and followup.kind == "promise" and not kept:
                day = cells.told(cells.day_written(followup))
                yield followup.reason or followup.condition or day

    @property
    def keys(self) -> set[str]:
        """The names somebody goes by, made comparable."""
        return set(map(name_key, self.names))

    @property
    def names(self) -> tuple[str, ...]:
        """The names somebody goes by, as they were written."""
        return (self.record.name, *str(self.record.extra.get(ALSO, "")).splitlines())

    @property
    def details(self) -> Details:
        """How somebody is reached; an initiative has a name and no more."""
        record = self.record
        if isinstance(record, Initiative):
            return Details()
        return details(record.phone, record.email, record.address)


def details(phone: str, email: str, address: str) -> Details:
    """Details made comparable."""
    street = re.sub(r"str\.?(?= |$)", "straat", fold(address)) if address else ""
    return Details(phone, email.casefold(), street)


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """A name made comparable: `Vries, de, An` and `An de Vries` are one."""
    return fold(names.joined(split(name)))


def of_register(records: Records, parties: Iterable[Party]) -> list[Standing]:
    """A standing for every party."""
    return [Standing(n, party, records, before=party) for n, party in enumerate(parties)]


def is_frozen(standing: Standing) -> bool:
    """Whether nothing of it may be changed until a dispute is settled."""
    before = standing.before
    return isinstance(before, Resident) and before.status == "frozen"

"""
The plan: what every row of a sheet would do to the register, before anything is done.

A pure function of the rows, the register and the answers about doubtful rows.
Rows are taken in their order, each held against the register and the rows
before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from talentregister.exchange import standing as standings
from talentregister.exchange.difference import Difference, Setting, blank, difference
from talentregister.exchange.headings import Kind
from talentregister.exchange.recognition import Doubt, Index, Recognised, row_details
from talentregister.exchange.rows import Row
from talentregister.exchange.sheet import Problem
from talentregister.exchange.standing import Details, Standing, name_key
from talentregister.language.names import fold
from talentregister.model.initiative import Initiative
from talentregister.model.records import Party, Records

# The line under a list is nobody.
_TOTALS = frozenset({"totaal", "totalen", "total", "totals", "aantal", "som", "subtotaal"})

Verdict = Literal["new", "changed", "same", "doubtful", "refused"]
VERDICTS: tuple[Verdict, ...] = ("new", "changed", "same", "doubtful", "refused")


class Answer(NamedTuple):
    """What a doubtful row is: the same as the doubt at `place`, new, or left out."""

    choice: Literal["same", "new", "skip"]
    place: int = 0


# What is asked about a doubtful row; None leaves it doubtful.
Decide = Callable[[Row, Sequence[Doubt]], Answer | None]


@dataclass(frozen=True)
class Planned:
    """
    One row and what becomes of it.

    `standing` is whom it is about (None: refused or left out), `doubts` whom it
    may be about.
    """

    row: Row
    verdict: Verdict
    standing: Standing | None = None
    difference: Difference | None = None
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def line(self) -> int:
        """The line of the file it begins on."""
        return self.row.line.number

    @property
    def name(self) -> str:
        """Whom the row names; of somebody known by key alone, the name in the register."""
        if not self.row.name and self.standing is not None:
            return self.standing.record.name
        return self.row.name


class Gone(NamedTuple):
    """What the register holds of somebody and a filled cell no longer says."""

    id: str
    name: str
    text: str


@dataclass(frozen=True)
class Plan:
    """Every row with its verdict, whom that touches, and what is no longer in the sheet."""

    kind: Kind
    generation: int
    rows: tuple[Planned, ...]
    touched: tuple[Standing, ...]
    gone: tuple[Gone, ...]

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows got each verdict."""
        counted = Counter(planned.verdict for planned in self.rows)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    @property
    def left_out(self) -> tuple[Planned, ...]:
        """The rows that are not written."""
        return tuple(p for p in self.rows if p.verdict in ("doubtful", "refused"))


def plan(
    rows: Iterable[Row],
    records: Records,
    kind: Kind,
    today: date,
    *,
    decide: Decide = lambda _row, _doubts: None,
    anyway: bool = False,
    one_each: bool = False,
) -> Plan:
    """
    What the rows of a sheet would do; `decide` is asked about each doubtful one.

    With `one_each` a row is one statement, and rows of one name are one person's.
    """
    parties: Mapping[str, Party] = getattr(records, kind)
    index = Index(records, kind, standings.of_register(records, parties.values()))
    people = index if kind == "residents" else _people(records)
    setting = Setting(kind, today, index, people, anyway)
    planning = _Planning(setting, decide, len(parties), one_each=one_each)
    rows = tuple(rows)
    if not one_each:
        index.carried = Counter(name_key(row.name) for row in _distinct(rows))
    planned = tuple(planning.take(row) for row in rows)
    touched = tuple(s for s in planning.met.values() if s.touched)
    gone = tuple(
        Gone(s.id, s.record.name, text) for s in planning.met.values() for text in s.gone()
    )
    return Plan(kind, records.meta.generation, planned, touched, gone)


def _people(records: Records) -> Index:
    residents = standings.of_register(records, records.residents.values())
    return Index(records, "residents", residents)


def _distinct(rows: Iterable[Row]) -> Iterable[Row]:
    """The rows that are not another row once more; one with flaws is none where another is."""
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if row.line.flaws:
            found.setdefault(row.line.cells, row)
        else:
            found[row.line.cells] = row
    return found.values()


class _Planning:
    """A plan in the making: who was met, and which lines were read before."""

    def __init__(self, setting: Setting, decide: Decide, count: int, *, one_each: bool) -> None:
        self.setting = setting
        self.decide = decide
        self.count = count
        self.one_each = one_each
        # Who a doubtful name turned out to be (None: left out): asked once, not at every row.
        self.settled: dict[tuple[str, Details], Standing | None] = {}
        self.met: dict[int, Standing] = {}
        self.read: dict[tuple[str, ...], Planned] = {}

    def take(self, row: Row) -> Planned:
        """The next row: whom it is about, and what it changes."""
        if row.line.flaws:  # merged or without a value: its cells do not say all it is
            return self._once(row)
        first = self.read.get(row.line.cells)
        planned = self._twice(row, first) if first is not None else self._once(row)
        self.read.setdefault(row.line.cells, planned)
        return planned

    def _twice(self, row: Row, first: Planned) -> Planned:
        """A row that stood there before: said once is said."""
        if first.verdict == "refused":
            return replace(first, row=row)
        twice = Problem("row_twice", "", {"line": first.line})
        return Planned(row, "same", first.standing, remarks=(twice,))

    def _once(self, row: Row) -> Planned:
        if row.problems:
            return Planned(row, "refused", problems=row.problems)
        recognised = self.setting.known.recognise(row, lambda s: self._says_nothing_new(row, s))
        if recognised.problem:
            return self._refused_for(row, recognised)
        if recognised.standing is not None:
            return self._about(row, recognised.standing)
        if recognised.doubts:
            return self._doubtful(row, recognised.doubts)
        return self._new(row)

    def _refused_for(self, row: Row, recognised: Recognised) -> Planned:
        line = recognised.standing.line if recognised.standing is not None else 0
        problem = Problem(recognised.problem, "", {"key": row.ref, "line": line})
        return Planned(row, "refused", problems=(problem,))

    def _says_nothing_new(self, row: Row, standing: Standing) -> bool:
        found = difference(row, standing, self.setting)
        return found.nothing and not found.remarks and not found.problems

    def _doubtful(self, row: Row, doubts: tuple[Doubt, ...]) -> Planned:
        if not self.one_each:
            return self._decided(row, doubts)
        key = name_key(row.name), row_details(row)
        if key not in self.settled:
            planned = self._decided(row, doubts)
            self.settled[key] = planned.standing
            return planned
        standing = self.settled[key]
        return self._about(row, standing) if standing else Planned(row, "doubtful", doubts=doubts)

    def _decided(self, row: Row, doubts: tuple[Doubt, ...]) -> Planned:
        answer = self.decide(row, doubts)
        if answer is None or answer.choice == "skip":
            return Planned(row, "doubtful", doubts=doubts)
        if answer.choice == "new":
            return self._new(row)
        standing = doubts[answer.place].standing
        if name_key(row.name) not in standing.keys:
            # The record keeps its name; under this one the row is known from now on.
            values = {key: value for key, value in row.values.items() if key != "name"}
            row = replace(row, values=values, also=(*row.also, row.name))
        return self._about(row, standing)

    def _new(self, row: Row) -> Planned:
        if not row.name:
            return Planned(row, "refused", problems=(Problem("name_missing"),))
        if fold(row.name) in _TOTALS:
            total = Problem("name_total", "", {"text": row.name})
            return Planned(row, "refused", problems=(total,))
        setting = self.setting
        record = blank(row, setting.kind, setting.today)
        fresh = Standing(self.count, record, setting.known.records, line=row.line.number)
        planned = self._about(row, fresh, verdict="new")
        if planned.verdict == "new":
            self.count += 1
        return planned

    def _about(self, row: Row, standing: Standing, verdict: Verdict = "changed") -> Planned:
        found = difference(row, standing, self.setting)
        if found.problems:
            return Planned(row, "refused", problems=tuple(found.problems))
        if verdict != "new" and found.nothing:
            verdict = "same"
        remarks = (*row.remarks, *found.remarks, *_carried_by(found, verdict))
        self._keep(row, standing, found)
        return Planned(row, verdict, standing, found, remarks=remarks)

    def _keep(self, row: Row, standing: Standing, found: Difference) -> None:
        """Let the standing grow by a row."""
        self.met[standing.number] = standing
        grown = standing.record is not found.record or standing.before is None
        standing.record = found.record
        standing.statements.extend(found.statements)
        standing.promises.extend(found.promises)
        standing.notes.extend(found.notes)
        standing.rows.append(row)
        if grown:
            self.setting.known.add(standing)


def _carried_by(found: Difference, verdict: Verdict) -> Iterator[Problem]:
    """Invariant 6 is said, not forced: a row that tells how things are stays as it is."""
    record = found.record
    if verdict == "same" or not isinstance(record, Initiative) or record.state == "stopped":
        return
    if missing := record.carriers_missing():
        yield Problem("carriers_few", "", {"id": record.name, "count": missing})

"""Sheets for the tests: text in, what the program makes of it out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from talentregister.cli.terms import term
from talentregister.exchange import apply, delimited, headings, planning, workbook, writing
from talentregister.exchange.headings import Kind
from talentregister.exchange.incoming import Incoming, incoming
from talentregister.exchange.planning import Answer, Plan
from talentregister.exchange.rows import Row
from talentregister.exchange.rows import read as read_row
from talentregister.exchange.selection import Selection
from talentregister.exchange.sheet import Line
from tests.exchange import desks
from tests.exchange.desks import TODAY


def row(above: str, cells: str, kind: Kind | None = None, *, empty_clears: bool = False) -> Row:
    """The row of one line, `|` between the cells."""
    layout = headings.layout(above.split("|"), kind)
    return read_row(Line(2, tuple(cells.split("|"))), layout, TODAY, empty_clears=empty_clears)


def sheet(folder: Path, *lines: str, name: str = "blad.csv") -> Path:
    """A file with these lines, `|` for the delimiter."""
    path = folder / name
    path.write_bytes(delimited.written([line.split("|") for line in lines], plain=True))
    return path


class Desk(desks.Desk):
    """A register and the day: sheets are laid on it and taken from it."""

    def came(self, path: Path, kind: Kind | None = None) -> Incoming:
        """A sheet as it was understood."""
        return incoming(path, self.today, kind)

    def plan(self, *lines: str, doubtful: Answer | None = None, kind: Kind | None = None) -> Plan:
        """What these lines would do."""
        return self.plan_of(sheet(self.folder, *lines), doubtful, kind)

    def plan_of(self, path: Path, doubtful: Answer | None = None, kind: Kind | None = None) -> Plan:
        """What a file would do."""
        came = self.came(path, kind)
        return planning.plan(
            came.rows,
            self.records,
            came.layout.kind,
            self.today,
            decide=lambda _row, _doubts: doubtful,
            one_each=came.layout.one_each,
        )

    def take(self, *lines: str, doubtful: Answer | None = None, kind: Kind | None = None) -> Plan:
        """These lines, written down."""
        plan = self.plan(*lines, doubtful=doubtful, kind=kind)
        apply.apply(self.home, self.today, plan)
        return plan

    def give(self, kind: Kind = "residents", *, plain: bool = False) -> Path:
        """Our own sheet of the register."""
        path = self.folder / f"{kind}.csv"
        written = writing.sheet(Selection(self.records), kind)
        path.write_bytes(writing.file_of(written, plain=plain))
        return path

    def give_workbook(self) -> Path:
        """Our own workbook of the register."""
        path = self.folder / "register.xlsx"
        pages = workbook.pages(Selection(self.records), term)
        path.write_bytes(workbook.file_of(pages, self.today))
        return path


def verdicts(plan: Plan) -> list[str]:
    """The verdict of every row."""
    return [planned.verdict for planned in plan.rows]


def codes(plan: Plan) -> Sequence[str]:
    """What is said about the rows: problems, doubts and remarks."""
    return [
        *(p.code for planned in plan.rows for p in (*planned.problems, *planned.remarks)),
        *(d.code for planned in plan.rows for d in planned.doubts),
    ]

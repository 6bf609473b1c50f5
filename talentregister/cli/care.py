"""`undo`, `check`, `backup`, `restore`: nothing is lost, and everything can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from talentregister import storage
from talentregister.cli.ask import confirm
from talentregister.cli.describe import written
from talentregister.cli.options import session_of
from talentregister.cli.result import Block, Lines, Result, Table
from talentregister.cli.session import Session
from talentregister.errors import NotFound, Refused
from talentregister.language import dates
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.privacy import erasure
from talentregister.register.outcome import Notice, Outcome, notice

DAMAGED = 6


def undo(
    ctx: typer.Context,
    operation: Annotated[
        str | None, typer.Argument(metavar=N_("[u12]"), show_default=False)
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", "--lijst", help=N_("show what can be taken back"))
    ] = False,
) -> Result:
    """The last thing that was done; once more goes one further back."""
    session = session_of(ctx)
    if listed:
        return _operations(storage.operations(session.home))
    records = session.read()
    undone = storage.undo(session.home, session.today, operation)
    said = notice("undone", verb=undone.verb, on=undone.on, by=undone.by)
    return written(records, Outcome(undone.changed, (said,), undone.warnings))


def check(ctx: typer.Context) -> Result:
    """Reads the register and every backup, and looks at where they lie. Changes nothing."""
    session = session_of(ctx)
    report = storage.check(session.home, session.today)
    rows = [
        (
            dates.short(c.backup.on),
            str(c.backup.generation),
            _count(c.residents),
            c.backup.path.name,
        )
        for c in report.backups
    ]
    headings = (_("day"), _("generation"), _("residents"), _("backup"))
    whole = _("The register is whole: {count} residents.").format(count=report.residents)
    view: list[Block] = [
        Lines([whole] if report.residents is not None else []),
        Table(headings, rows),
    ]
    findings = [{"code": f.code, "damage": f.damage} for f in report.findings]
    data = {
        "residents": report.residents,
        "generation": report.generation,
        "backups": [{"path": str(c.backup.path), "residents": c.residents} for c in report.backups],
        "findings": findings,
    }
    said = [Notice(f.code, f.parameters) for f in report.findings]
    return Result(data, view, said, exit_code=DAMAGED if report.damaged else 0)


def backup(
    ctx: typer.Context,
    to: Annotated[
        str, typer.Option("--to", "--naar", help=N_("a folder, for example a stick"))
    ] = "",
) -> Result:
    """A backup now; with `--to` a copy elsewhere, read back to prove that it is whole."""
    session = session_of(ctx)
    if to:
        good = storage.back_up_to(session.home, Path(to).expanduser(), session.today)
        said = notice("copied", path=good.path, count=good.residents)
        return Result({"path": str(good.path), "residents": good.residents}, (), (said,))
    made = storage.back_up(session.home, session.today)
    data = {"path": str(made.path), "generation": made.generation}
    return Result(data, (), (notice("backed_up", path=made.path),))


def restore(
    ctx: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar=N_("[NUMBER|DATE|FILE]"), show_default=False)
    ] = "",
) -> Result:
    """The last good backup, or one by its number in `check`, its day or its file."""
    session = session_of(ctx)
    wanted = _wanted(session, which)
    plan = storage.plan_restore(session.home, wanted, erasure.again)
    line = _(
        "{path}, {on}, {residents} residents: {added} come back, {changed} change, {removed} go."
    )
    shown = line.format(
        path=plan.path.name,
        on=dates.in_full(plan.on),
        residents=plan.residents,
        added=len(plan.added),
        changed=len(plan.changed),
        removed=len(plan.removed),
    )
    if not (session.yes or (session.asks and confirm(f"{shown} {_('Do it?')}"))):
        raise Refused("restore_unconfirmed", hint="restore_yes", plan=shown)
    done = storage.restore(session.home, session.today, wanted, erasure.again)
    data = {
        "path": str(plan.path),
        "added": list(plan.added),
        "changed": list(plan.changed),
        "removed": list(plan.removed),
        "forgotten": list(plan.forgotten),
        "operation": done.operation,
    }
    said = [notice("restored"), *(Notice(w.code, w.parameters) for w in done.warnings)]
    return Result(data, (Lines([shown]),), said)


def _wanted(session: Session, which: str) -> int | Path | None:
    if not which:
        return None
    if which.isdecimal() and len(which) < 4:
        return int(which)
    if Path(which).exists():
        return Path(which)
    day = dates.read(which, session.today, "past").day
    for found in storage.list_backups(session.home):
        if found.on == day:
            return found.path
    raise NotFound("no_such_backup", which=which)


def _count(residents: int | None) -> str:
    return _("damaged") if residents is None else str(residents)


def _operations(operations: tuple[storage.Operation, ...]) -> Result:
    if not operations:
        raise NotFound("nothing_to_undo")
    rows = [
        (o.id, dates.short(o.on), o.verb, str(o.records), _("taken back") if o.undone else "")
        for o in operations
    ]
    headings = ("", _("day"), _("verb"), _("records"), "")
    data = [
        {"id": o.id, "verb": o.verb, "on": o.on, "records": o.records, "undone": o.undone}
        for o in operations
    ]
    return Result({"operations": data}, (Table(headings, rows),))

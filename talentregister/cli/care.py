"""`undo`, `check`, `backup`, `restore`: nothing is lost, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from talentregister import storage
from talentregister.cli.ask import confirm
from talentregister.cli.describe import Names, line, written
from talentregister.cli.options import session_of
from talentregister.cli.output import say
from talentregister.cli.result import Block, Lines, Result, Table
from talentregister.cli.session import Session
from talentregister.cli.terms import verb_term
from talentregister.errors import NotFound, Refused, Unreadable
from talentregister.language import dates
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.model.records import Records
from talentregister.register import care
from talentregister.register.care import ToRestore
from talentregister.register.outcome import Notice, Outcome, notice

DAMAGED = 6
# Without the key nothing can be said of the register or its backups.
NO_KEY = ("key_missing", "key_damaged", "key_readable", "key_locked", "wrong_passphrase")
# So many names are read in one glance.
NAMES = 8


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
        return _operations(storage.operations(session.home), session.read())
    records = session.read()
    undone = storage.undo(session.home, session.today, operation)
    said = notice("undone", verb=undone.verb, on=undone.on, by=undone.by)
    return written(records, Outcome(undone.changed, (said,), undone.warnings, session.today))


def check(ctx: typer.Context) -> Result:
    """Reads the register and every backup, and looks at where they lie. Changes nothing."""
    session = session_of(ctx)
    _need_the_key(session)
    report = storage.check(session.home, session.today)
    whole = _("The register is whole (residents: {count}).").format(count=report.residents)
    rows = [
        (str(n), dates.short(c.backup.on), _count(c.residents), c.backup.path.name)
        for n, c in enumerate(report.backups, 1)
    ]
    view: list[Block] = [
        Lines([whole] if report.residents is not None else []),
        Table(("", _("day"), _("residents"), _("backup")), rows),
    ]
    data = {
        "residents": report.residents,
        "generation": report.generation,
        "backups": [_backup(number, c) for number, c in enumerate(report.backups, 1)],
        "findings": [f._asdict() for f in report.findings],
    }
    said = [said for finding in report.findings for said in _finding(finding)]
    if report.damaged:
        return Result(data, view, said, exit_code=DAMAGED, status="error")
    return Result(data, view, said)


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
        said = [notice("copied", path=good.path, count=good.residents)]
        said += [notice("plain_register")] if good.path.suffix == ".json" else []
        return Result({"path": str(good.path), "residents": good.residents}, (), said)
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
    path = care.chosen(session.home, session.today, which)
    found = care.to_restore(session.home, path)
    shown = list(_shown(found))
    _confirm(session, shown)
    done = care.restore(session.home, session.today, found.plan)
    data = {
        "path": str(found.plan.path),
        "changed": list(_changed(found)),
        "forgotten": len(found.plan.forgotten),
        "operation": done.operation,
    }
    same = "already_so" if done.operation is None else "restored"
    said = [notice("restored_anew" if found.plan.damaged else same)]
    said += [Notice(warned.code, warned.parameters) for warned in done.warnings]
    view = (Lines(shown),) if session.yes or not session.asks else ()
    return Result(data, view, said)


def _need_the_key(session: Session) -> None:
    """Raise Unreadable when there is an encrypted register, and no key for it."""
    try:
        storage.read(session.home)
    except Unreadable as error:
        if error.code in NO_KEY:
            raise


def _finding(finding: storage.Finding) -> Iterator[Notice]:
    """A finding, and where a backup can help: which one."""
    code = "loose_ends" if finding.code == "broken_reference" else finding.code
    yield Notice(code, finding.parameters)
    if finding.parameters.get("backup_on"):
        yield Notice("last_good", finding.parameters)


def _backup(number: int, checked: storage.Checked) -> dict[str, object]:
    found = checked.backup
    return {
        "number": number,
        "path": str(found.path),
        "on": found.on,
        "generation": found.generation,
        "residents": checked.residents,
    }


def _count(residents: int | None) -> str:
    return _("cannot be read") if residents is None else str(residents)


def _shown(found: ToRestore) -> Iterator[str]:
    """What a restore changes: how much, and whom."""
    plan = found.plan
    line = _("{path}, last written on {on} (residents: {residents}).")
    yield line.format(path=plan.path.name, on=dates.in_full(plan.on), residents=plan.residents)
    for change, title, ids in (
        ("added", _("Comes back:"), plan.added),
        ("changed", _("Changes:"), plan.changed),
        ("removed", _("Goes:"), plan.removed),
    ):
        if ids:
            yield f"{title} {_who(found, change, ids)}"
    if plan.forgotten:
        yield _("Who was forgotten stays forgotten.")


def _who(found: ToRestore, change: str, ids: tuple[str, ...]) -> str:
    """The residents and initiatives among `ids` by name, and how many records more."""
    names = Names(found.records_of(change))
    people = [f"{names.of(i)} ({i})" for i in ids if i.startswith(("r", "i"))][:NAMES]
    if not people:
        return _("records: {count}").format(count=len(ids))
    more = len(ids) - len(people)
    rest = " " + _("and {count} more").format(count=more) if more else ""
    return ", ".join(people) + rest


def _changed(found: ToRestore) -> Iterator[dict[str, str]]:
    for change in ("added", "changed", "removed"):
        records = found.records_of(change)
        names = Names(records)
        ids: tuple[str, ...] = getattr(found.plan, change)
        for record in filter(None, map(records.get, ids)):
            yield {"id": record.id, "name": names.about(record), "change": change}


def _confirm(session: Session, shown: list[str]) -> None:
    """Raise Refused("restore_unconfirmed") without a yes."""
    if session.yes:
        return
    for said in () if session.json else shown:
        say(said)
    if not (session.asks and confirm(_("Do it?"))):
        raise Refused("restore_unconfirmed", hint="restore_yes")


def _operations(operations: tuple[storage.Operation, ...], records: Records) -> Result:
    if not operations:
        raise NotFound("nothing_to_undo")
    known = Names(records)
    rows = [
        (
            o.id,
            dates.short(o.on),
            verb_term(o.verb),
            str(o.records),
            _about(o.first, records, known),
            _("taken back") if o.undone else "",
        )
        for o in operations
    ]
    headings = ("", _("day"), _("verb"), _("records"), _("what"), "")
    data = [
        {
            "id": o.id,
            "verb": o.verb,
            "on": o.on,
            "records": o.records,
            "first": o.first,
            "undone": o.undone,
        }
        for o in operations
    ]
    return Result({"operations": data}, (Table(headings, rows, wide=4),))


def _about(record_id: str, records: Records, known: Names) -> str:
    """The record that tells what was done, as it is now; nothing when it is gone."""
    record = records.get(record_id)
    return "" if record is None else " ".join(line(record, known).split())

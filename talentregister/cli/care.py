"""`undo`: everything but erasure can be taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from talentregister import storage
from talentregister.cli.describe import written
from talentregister.cli.options import session_of
from talentregister.cli.result import Result, Table
from talentregister.errors import NotFound
from talentregister.language import dates
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.register.outcome import Outcome, notice


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
        return _listed(storage.operations(session.home))
    records = session.read()
    undone = storage.undo(session.home, session.today, operation)
    said = notice("undone", verb=undone.verb, on=undone.on)
    return written(records, Outcome(undone.changed, (said,)))


def _listed(operations: tuple[storage.Operation, ...]) -> Result:
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

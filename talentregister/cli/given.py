"""`list exports`: which files left, when, and how many people were in them."""

from __future__ import annotations

from talentregister import storage
from talentregister.cli.result import Result, Table
from talentregister.cli.session import Session
from talentregister.cli.terms import term
from talentregister.language import dates
from talentregister.language.i18n import gettext as _
from talentregister.register.outcome import notice
from talentregister.storage import Export


def listed(session: Session) -> Result:
    """Everything that left, oldest first."""
    found = storage.list_exports(session.home)
    rows = [_row(export) for export in found]
    headings = (_("day"), _("file"), _("what"), _("people"), _("only"))
    data = [
        {"on": e.on, "ending": e.ending, "what": e.what, "people": e.people, "filters": e.filters}
        for e in found
    ]
    said = () if found else (notice("nothing_found"),)
    return Result({"rows": data}, (Table(headings, rows),), said)


def _row(export: Export) -> tuple[str, ...]:
    chosen = ", ".join(export.filters.values())
    return (
        dates.short(export.on),
        export.ending,
        term("exported", export.what),
        str(export.people),
        chosen,
    )

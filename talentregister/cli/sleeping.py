"""`list later`: everything that sleeps and until when, and what waits for something."""

from __future__ import annotations

from collections.abc import Sequence

from talentregister import agenda
from talentregister.cli.describe import Names, as_data
from talentregister.cli.reminder import area, parties_of
from talentregister.cli.result import Block, Result, Table
from talentregister.cli.session import Session
from talentregister.cli.terms import term
from talentregister.language import dates, names
from talentregister.language.i18n import gettext as _
from talentregister.model.followup import FollowUp
from talentregister.model.records import Records
from talentregister.register.outcome import notice

Row = tuple[str, ...]


def listed(session: Session, records: Records, wanted: str | None) -> Result:
    """What has a day, what waits for a condition, and the next day of every rhythm."""
    known = Names(records)
    asleep = [f for f in agenda.sleeping(records, session.today) if _in(records, f.about, wanted)]
    spoken = sorted(
        (day, who)
        for who, day in agenda.rhythms(records)
        if day > session.today and _in(records, who, wanted)
    )
    dated = [_followup(records, known, f) for f in asleep if not f.condition]
    waiting = [_followup(records, known, f) for f in asleep if f.condition]
    again = [("", dates.in_full(day), known.of(who), "", "") for day, who in spoken]
    data = [
        *(as_data(f, known) | {"silenced": agenda.silenced(records, f)} for f in asleep),
        *(
            {"id": None, "name": known.of(who), "about": who, "due": day, "kind": "rhythm"}
            for day, who in spoken
        ),
    ]
    view = [
        *_table(dated, ""),
        *_table(waiting, _("Waiting for")),
        *_table(again, _("To speak to again")),
    ]
    return Result({"rows": data}, view, () if data else (notice("nothing_found"),))


def _in(records: Records, about: str, wanted: str | None) -> bool:
    if not wanted:
        return True
    fits = (names.fold(area(records, who)) for who in parties_of(records, about))
    return any(names.fold(wanted) in there for there in fits)


def _followup(records: Records, known: Names, followup: FollowUp) -> Row:
    words = " · ".join(filter(None, (followup.condition, followup.reason)))
    kind = "" if followup.kind == "promise" else term("kind", followup.kind)
    silent = _("not shown: leave me be") if agenda.silenced(records, followup) else ""
    when = dates.in_full(followup.due, followup.precision)
    behind = " · ".join(filter(None, (kind, silent)))
    return (followup.id, when, known.of(followup.about), behind, words)


def _table(rows: Sequence[Row], title: str) -> list[Block]:
    headings = ("", _("day"), _("who"), "", _("why"))
    return [Table(headings, rows, title=title, wide=4)] if rows else []

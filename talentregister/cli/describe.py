"""Records in one line, as a person reads them, and as `--json` carries them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec

from talentregister.cli.result import Lines, Result
from talentregister.cli.terms import term
from talentregister.language import contact, dates
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import ngettext
from talentregister.model import availability
from talentregister.model.base import Record
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link, Rejection
from talentregister.model.note import Note, Round
from talentregister.model.records import Records
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement
from talentregister.register.outcome import Notice, Outcome
from talentregister.register.outcome import notice as notice_of
from talentregister.storage import Touched


class Names:
    """The names behind ids: of the register, and of what was just written."""

    def __init__(self, records: Records, touched: Sequence[Touched] = ()) -> None:
        self._records = records
        self._touched: Mapping[str, Record] = {t.id: t.record for t in touched}

    def of(self, record_id: str) -> str:
        """The name of a resident or initiative, of both sides of a link, or the id itself."""
        record = self._touched.get(record_id) or self._records.get(record_id)
        if isinstance(record, Resident | Initiative):
            return record.spoken
        if isinstance(record, Link):
            return " ↔ ".join(map(self.of, record.between))
        return record_id

    def about(self, record: Record) -> str:
        """Whom a record is about, by name."""
        if isinstance(record, Statement):
            return self.of(record.owner)
        if isinstance(record, FollowUp):
            return self.of(record.about)
        if isinstance(record, Note):
            return ", ".join(map(self.of, record.about))
        if isinstance(record, Rejection):
            return " ↔ ".join(map(self.of, record.pair))
        if isinstance(record, Round):
            return record.street
        return self.of(record.id)


def written(records: Records, outcome: Outcome, more: Sequence[Notice] = ()) -> Result:
    """The result of a writing verb: what changed, one line each."""
    names = Names(records, outcome.changed)
    data = [
        {"id": t.id, "name": names.about(t.record), "change": t.change} for t in outcome.changed
    ]
    lines = [line(t.record, names, removed=t.change == "removed") for t in outcome.changed]
    warned = (Notice(w.code, w.parameters) for w in outcome.warnings)
    notices = (*clock(records, outcome.today), *more, *outcome.notices, *warned)
    if not outcome.changed:
        notices = (*notices, Notice("already_so", {}))
    return Result(data={"changed": data}, view=(Lines(lines),), notices=notices)


def as_data(record: Record, names: Names) -> dict[str, object]:
    """A record for scripts: every field, also those that say nothing, and whose it is by name."""
    fields = whole(record)
    assert isinstance(fields, dict)
    return {"id": record.id, "name": names.about(record), **fields}


def whole(value: object) -> object:
    """A value with every field written out: what is stored leaves out what says nothing."""
    if isinstance(value, msgspec.Struct):
        return {key: whole(getattr(value, name)) for name, key in _fields_of(type(value))}
    if isinstance(value, tuple | list):
        return [whole(item) for item in value]
    return value


@cache  # msgspec reads every annotation anew, for each of 10,000 rows
def _fields_of(kind: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.encode_name) for field in msgspec.structs.fields(kind))


def clock(records: Records, today: date | None) -> tuple[Notice, ...]:
    """A warning when today lies before the day the register was written."""
    if today is None or today >= records.meta.written:
        return ()
    return (notice_of("clock_wrong", today=today, written=records.meta.written),)


def line(record: Record, names: Names, *, removed: bool = False) -> str:
    """One line for one record."""
    described = DESCRIBED[type(record)](record, names)
    gone = "  (" + _("removed") + ")" if removed else ""
    return f"{record.id:<5} {described}{gone}"


def resident(record: Resident, _names: Names) -> str:
    """Name, area and how to reach somebody."""
    reach = [record.area, contact.show_phone(record.phone) if record.phone else "", record.email]
    status = "" if record.status == "active" else term("state", record.status)
    return "  ".join(filter(None, (record.spoken, *reach, status)))


def initiative(record: Initiative, _names: Names) -> str:
    """Name, kind and state."""
    kind, state = term("kind", record.kind), term("state", record.state)
    return "  ".join(filter(None, (record.name, record.area, f"({kind}, {state})")))


def statement(record: Statement, names: Names) -> str:
    """Whose it is, and their own words."""
    verb = term("kind", record.kind)
    if record.kind == "wants" and record.owner.startswith("i"):
        verb = _("asks")
    extra = [availability.show(record.availability) if record.availability else ""]
    extra.append(term("state", record.state) if record.state != "open" else "")
    behind = "; ".join(filter(None, extra))
    said = f"{names.of(record.owner)} {verb}: {record.text}"
    return f"{said}  ({behind})" if behind else said


def note(record: Note, names: Names) -> str:
    """Whom it is about, when it was said, and what."""
    day = f"{dates.short(record.on)}: " if record.on else ""
    return f"{names.about(record)}: {day}{record.text}"


def round_(record: Round, _names: Names) -> str:
    """A street, and its counts."""
    counts = f"{record.doors}/{record.opened}/{record.willing}"
    return f"{record.street}  {dates.short(record.on)}  {counts}"


def followup(record: FollowUp, names: Names) -> str:
    """Whom to come back to, on which day, and why."""
    state = "" if record.state == "open" else f"  ({term('state', record.state)})"
    when = dates.in_full(record.due, record.precision)
    words = " · ".join(filter(None, (record.condition, record.reason)))
    return f"{names.of(record.about)}: {when}  “{words}”{state}"


def link(record: Link, names: Names) -> str:
    """Both sides, where it stands, and whom to ring."""
    state = term("state", record.state)
    ring = f"  ☎ {record.ring}" if record.ring else ""
    return f"{names.of(record.id)}  ({state}){ring}"


def rejection(record: Rejection, names: Names) -> str:
    """The pair that was said no to."""
    why = f": {record.why}" if record.why else ""
    return f"{names.about(record)}  " + _("not proposed again") + why


# Each function takes the one kind of record it stands under.
DESCRIBED: Mapping[type[Record], Callable[[Any, Names], str]] = {
    Resident: resident,
    Initiative: initiative,
    Statement: statement,
    Note: note,
    Round: round_,
    FollowUp: followup,
    Link: link,
    Rejection: rejection,
}


def every(months: int | None) -> str:
    """A rhythm in words; nothing for none."""
    if not months:
        return ""
    return ngettext("every month", "every {count} months", months).format(count=months)

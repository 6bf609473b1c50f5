"""The plan becomes one change: all of it or nothing, and one undo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from talentregister.errors import Refused
from talentregister.exchange.planning import Plan
from talentregister.exchange.standing import Standing
from talentregister.model.base import Record
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.note import Note
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement
from talentregister.register import duties, follow
from talentregister.storage import Change, Home, transaction

# What storage gives every record by itself.
_OF_STORAGE = frozenset(field.name for field in msgspec.structs.fields(Record))


def apply(home: Home, today: date, plan: Plan) -> Mapping[int, str]:
    """
    Write a plan down. Returns the ids of those it touched, by the number of their standing.

    Raises Refused("register_changed") when somebody wrote the register since it was read.
    """
    with transaction(home, "import", today) as change:
        if change.records.meta.generation != plan.generation:
            raise Refused("register_changed")
        change.back_up_first()
        return {standing.number: _written(change, standing) for standing in plan.touched}


def _written(change: Change, standing: Standing) -> str:
    who = _record_written(change, standing)
    on = _met_on(standing)
    for kind, text in standing.statements:
        said = None if standing.before is not None else on
        change.add(Statement, owner=who, kind=kind, text=text, on=said)
    for promise in standing.promises:
        due = promise.due or follow.by_itself(change.today)
        change.add(
            FollowUp,
            about=who,
            due=due.day,
            precision=due.precision,
            on=on,
            reason=promise.reason,
            condition=promise.condition,
        )
    for note in standing.notes:
        change.add(Note, about=(who,), text=note.text, on=note.on)
    return who


def _record_written(change: Change, standing: Standing) -> str:
    written = _put(change, standing)
    if isinstance(written, Resident):
        duties.follows(change, standing.before, written, change.today)
    return written.id


def _put(change: Change, standing: Standing) -> Record:
    record, before = standing.record, standing.before
    if before is not None:
        return change.put(record) if record != before else before
    kind = Resident if isinstance(record, Resident) else Initiative
    fields = msgspec.structs.asdict(record)
    return change.add(kind, **{key: fields[key] for key in fields if key not in _OF_STORAGE})


def _met_on(standing: Standing) -> date | None:
    record = standing.record
    return record.met.on if isinstance(record, Resident) and record.met else None

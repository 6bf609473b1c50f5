"""What points at what: nothing may point at a record that is not there (invariant 1)."""

from __future__ import annotations

from collections.abc import Iterator

from talentregister.model.base import Record
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link, Rejection
from talentregister.model.note import Note
from talentregister.model.statement import Statement


def references(record: Record) -> Iterator[str]:
    """The ids `record` points at."""
    match record:
        case Statement():
            yield record.owner
        case Note() | FollowUp():
            yield from (record.about,) if isinstance(record.about, str) else record.about
        case Link():
            yield from record.between
            yield from record.statements
        case Rejection():
            yield from record.pair
            yield from (record.ask,) if record.ask else ()
        case Initiative():
            yield from record.carriers
            yield from (record.grew_from,) if record.grew_from else ()
        case _:
            pass

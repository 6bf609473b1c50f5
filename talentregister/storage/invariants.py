"""
What must hold of the records together, whatever a single verb does.

Nothing points at a record that is not there (invariant 1); and an undo does
not leave people introduced who never agreed to it (invariant 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from talentregister.model.base import Record, number_of
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link, Rejection
from talentregister.model.note import Note
from talentregister.model.records import KINDS, TABLES, Records
from talentregister.model.rules import missing_for
from talentregister.model.statement import Statement
from talentregister.storage.images import Image, read_as

if TYPE_CHECKING:
    from talentregister.storage.change import Change


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


def broken_references(change: Change, images: Iterable[Image]) -> list[str]:
    """
    The records that would point at nothing after these images (invariant 1).

    Only what is new is looked at: a record that already pointed at nothing can
    still be edited.
    """
    gone = {image.id for image in images if image.after is None}
    broken = [image.id for image in images if dangles(change, image)]
    if gone:
        touched_ids = {image.id for image in images}
        broken += [
            record.id
            for record in everything(change.records)
            if record.id not in touched_ids and not gone.isdisjoint(references(record))
        ]
    return sorted(broken, key=lambda key: (key[0], number_of(key)))


def dangles(change: Change, image: Image) -> bool:
    """Whether the new state of a record points at something that is not there."""
    if image.after is None:
        return False
    kind = KINDS[image.id[0]]
    pointed_at = set(references(read_as(image.id, image.after, kind)))
    if image.before is not None:
        known = references(read_as(image.id, image.before, kind))
        pointed_at -= {key for key in known if not gone_now(change, key)}
    return any(change.stored(key) is None for key in pointed_at)


def gone_now(change: Change, record_id: str) -> bool:
    """Whether this change takes the record away."""
    return change.stored(record_id) is None and change.records.get(record_id) is not None


def everything(records: Records) -> Iterator[Record]:
    """Every record of a snapshot."""
    for name in TABLES.values():
        table: Mapping[str, Record] = getattr(records, name)
        yield from table.values()


def broken_promises(change: Change) -> list[str]:
    """
    The links that this change would leave introduced without what that needs (invariant 5).

    A link that lacked it before is not held against the change.
    """
    before, after = change.records, change.after()
    return [
        link.id
        for link in after.links.values()
        if missing_for(link, link.state, after) and not lacked(link.id, before)
    ]


def lacked(link_id: str, records: Records) -> bool:
    """Whether a link already was where it should not be."""
    link = records.links.get(link_id)
    return link is not None and bool(missing_for(link, link.state, records))

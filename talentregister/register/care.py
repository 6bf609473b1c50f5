"""Care for data: forgetting somebody, everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from talentregister import storage
from talentregister.errors import NotFound
from talentregister.model.records import Records
from talentregister.model.resident import Resident
from talentregister.privacy import erasure
from talentregister.privacy.erasure import Mention
from talentregister.storage import Forgotten, Home


class ToForget(NamedTuple):
    """What an erasure would do: records that go, mentions that go, mentions to ask about."""

    resident: Resident
    records: tuple[str, ...]
    mentions: tuple[Mention, ...]
    doubtful: tuple[Mention, ...]


def to_forget(records: Records, resident_id: str) -> ToForget:
    """What `forget` would do. Raises NotFound("not_a_resident")."""
    resident = records.residents.get(resident_id)
    if resident is None:
        raise NotFound("not_a_resident", id=resident_id)
    words = erasure.words_for(records, resident)
    theirs = [
        *records.statements_of(resident_id),
        *(note for note in records.notes_about(resident_id) if len(note.about) == 1),
        *records.followups_about(resident_id),
        *records.links_of(resident_id),
    ]
    return ToForget(
        resident,
        tuple(record.id for record in theirs),
        erasure.mentions(records, resident, words.sure),
        erasure.mentions(records, resident, words.perhaps),
    )


def forget(
    home: Home, today: date, records: Records, resident_id: str, also: Iterable[Mention] = ()
) -> Forgotten:
    """
    Erase a resident from the register, its undo images and every backup. It cannot be undone.

    `also` are the doubtful mentions to remove too. Raises NotFound, Unreadable, Unwritable.
    """
    plan = to_forget(records, resident_id)
    words = erasure.words_for(records, plan.resident)
    more = [(mention.record, word) for mention in also for word in words.perhaps]
    return storage.forget(
        home,
        today,
        erasure.instructions(plan.resident, words, more),
        erasure.eraser,
        erasure.tallies(records, plan.resident),
    )


def finish_forgetting(home: Home, today: date) -> None:
    """Do what an interrupted erasure still had to do to the backups."""
    storage.finish(home, today, erasure.eraser)

"""
What is due, and what sleeps until when.

Everything is computed from the records and the day, at every run: there is no
queue and nothing is ever marked as sent, so a missed run costs nothing
(invariant 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from talentregister.language import dates
from talentregister.model import followup as followups
from talentregister.model.followup import FollowUp
from talentregister.model.link import Link
from talentregister.model.records import Records
from talentregister.model.resident import Resident

Kind = followups.Kind | Literal["rhythm"]
SATURDAY = 5


@dataclass(frozen=True)
class Item:
    """
    Something to come back to.

    `id` is the follow-up's; a rhythm has none and goes by name. `about` is the
    id of a resident, an initiative or a link. `new` means due since the last
    working day.
    """

    id: str | None
    about: str
    due: date
    kind: Kind
    reason: str
    new: bool
    days_open: int
    followup: FollowUp | None = None


def due(records: Records, today: date) -> tuple[Item, ...]:
    """What is due on `today`: new ones first, then the others, oldest first."""
    items = (item for item in everything(records, today) if item.due <= today)
    return tuple(sorted(items, key=lambda item: (not item.new, item.due, item.about)))


def ahead(records: Records, today: date, until: date) -> tuple[Item, ...]:
    """What comes after `today` and no later than `until`, soonest first."""
    items = (item for item in everything(records, today) if today < item.due <= until)
    return tuple(sorted(items, key=lambda item: (item.due, item.about)))


def sleeping(records: Records, today: date) -> tuple[FollowUp, ...]:
    """Every open follow-up that is not shown now: to come, or silenced; soonest first."""
    asleep = (
        followup
        for followup in records.followups.values()
        if followup.state == "open" and (followup.due > today or silenced(records, followup))
    )
    return tuple(sorted(asleep, key=lambda followup: (followup.due, followup.id)))


def silenced(records: Records, followup: FollowUp) -> bool:
    """
    Whether a follow-up is kept but not shown (invariant 4).

    The worker's own duties (word back, access) are never silenced.
    """
    if followup.kind in followups.NEVER_SILENCED:
        return False
    return any(resident.silent for resident in residents_of(records, followup.about))


def residents_of(records: Records, about: str) -> tuple[Resident, ...]:
    """The residents something is about: oneself, or the sides of a link; none of an initiative."""
    record = records.get(about)
    if isinstance(record, Resident):
        return (record,)
    if isinstance(record, Link):
        found = (records.residents.get(who) for who in record.between)
        return tuple(resident for resident in found if resident is not None)
    return ()


def last_working_day(today: date) -> date:
    """The last Monday to Friday before `today`."""
    day = today - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day


def everything(records: Records, today: date) -> Iterator[Item]:
    """Every open item that is not silenced, due or still to come, in no order."""
    since = last_working_day(today)
    for followup in records.followups.values():
        if followup.state == "open" and not silenced(records, followup):
            yield Item(
                id=followup.id,
                about=followup.about,
                due=followup.due,
                kind=followup.kind,
                reason=followup.reason or followup.condition,
                new=since < followup.due <= today,
                days_open=max(0, (today - followup.due).days),
                followup=followup,
            )
    yield from _rhythms(records, today, since)


def _rhythms(records: Records, today: date, since: date) -> Iterator[Item]:
    """Residents with a rhythm: due so many months after the last contact (invariant 11)."""
    for resident in records.residents.values():
        if resident.rhythm is None or resident.silent:
            continue
        spoke = records.last_contact(resident.id) or _met(resident)
        day = dates.after(spoke, dates.Period(resident.rhythm, 0))
        yield Item(
            id=None,
            about=resident.id,
            due=day,
            kind="rhythm",
            reason="",
            new=since < day <= today,
            days_open=max(0, (today - day).days),
        )


def _met(resident: Resident) -> date:
    return (resident.met.on if resident.met else None) or resident.created

"""
What is due, and what sleeps until when.

Everything is computed from the records and the day, at every run: there is no
queue and nothing is ever marked as sent, so a missed run costs nothing
(invariant 2). Rhythm and retention are not kept as follow-ups at all: they
follow from the last contact, and go by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from talentregister.language import dates
from talentregister.language.dates import Period
from talentregister.model import followup as followups
from talentregister.model.base import number_of
from talentregister.model.followup import FollowUp
from talentregister.model.link import Link
from talentregister.model.records import Records
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement

Kind = followups.Kind | Literal["rhythm", "retention"]
SATURDAY = 5
# How long a resident is kept after the last contact or open promise (DOMAIN.md, Law).
KEPT_FOR = Period(24, 0)
# How often the worker looks at an initiative that is in residents' hands.
CHECKED_EVERY = 12
LONGEST_RHYTHM = 1200
# When a wish is left over, a link is at rest, and somebody not spoken to for long.
LEFT_OVER = Period(0, 14)
UNANSWERED = Period(0, 14)
AT_REST = Period(3, 0)
LONG_AGO = Period(6, 0)


@dataclass(frozen=True)
class Item:
    """
    Something to come back to.

    `id` is the follow-up's; a rhythm and a retention have none and go by name.
    `about` is the id of a resident, an initiative or a link. `new` means due
    since the last working day.
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
    """
    What is due on `today`: new ones first, then the others, oldest first.

    What is about the same person stands together, at the place of the oldest.
    """
    return due_and_ahead(records, today, today)[0]


def ahead(records: Records, today: date, until: date) -> tuple[Item, ...]:
    """What comes after `today` and no later than `until`, soonest first."""
    return due_and_ahead(records, today, until)[1]


def due_and_ahead(
    records: Records, today: date, until: date
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Both, from one look at the records."""
    items = [item for item in everything(records, today, until) if item.due <= until]
    now = [item for item in items if item.due <= today]
    coming = (item for item in items if item.due > today)
    return _by_person(records, now), tuple(sorted(coming, key=lambda i: (i.due, i.about)))


def _by_person(records: Records, items: Sequence[Item]) -> tuple[Item, ...]:
    people = {item.about: person_of(records, item.about) for item in items}
    oldest: dict[tuple[bool, str], date] = {}
    for item in items:
        group = (item.new, people[item.about])
        oldest[group] = min(oldest.get(group, item.due), item.due)

    def place(item: Item) -> tuple[bool, date, str, date, int]:
        person = people[item.about]
        number = number_of(item.id) if item.id else 0
        return (not item.new, oldest[item.new, person], person, item.due, number)

    return tuple(sorted(items, key=place))


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


def person_of(records: Records, about: str) -> str:
    """The id of whom something is about first of all: of a link, its first resident."""
    residents = residents_of(records, about)
    return residents[0].id if residents else about


def last_working_day(today: date) -> date:
    """The last Monday to Friday before `today`."""
    day = today - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day


def everything(records: Records, today: date, until: date = date.max) -> Iterator[Item]:
    """Every open item that is not silenced, in no order; what is computed no later than `until`."""
    for followup in records.followups.values():
        if followup.state == "open" and not silenced(records, followup):
            reason = followup.reason or followup.condition
            yield _item(today, followup.kind, followup.about, followup.due, reason, followup)
    contacts = last_contacts(records)
    for who, day in rhythms(records, contacts):
        if day <= until:
            yield _item(today, "rhythm", who, day)
    for who, day in _retentions(records, contacts, until):
        yield _item(today, "retention", who, day)


def rhythms(
    records: Records, contacts: Mapping[str, date] | None = None
) -> Iterator[tuple[str, date]]:
    """
    Whom to speak with again, and when: so many months after the last contact (invariant 11).

    An initiative in residents' hands is looked at once a year. What was put off
    by name since it came due waits for that promise.
    """
    contacts = last_contacts(records) if contacts is None else contacts
    for resident in records.residents.values():
        if resident.rhythm is not None and not resident.silent:
            day = _first_contact(resident, contacts)
            yield from _again(records, resident.id, day, resident.rhythm)
    for initiative in records.initiatives.values():
        hands = initiative.in_hands_of
        if hands is not None and hands.who == "residents" and initiative.state != "stopped":
            days = (hands.since, initiative.checked_on, contacts.get(initiative.id))
            day = max(filter(None, days), default=initiative.created)
            yield from _again(records, initiative.id, day, CHECKED_EVERY)


def keep_until(records: Records, resident: Resident) -> date:
    """
    The day on which the time to keep a resident ends.

    24 months after the last contact or the latest open promise, whichever is
    later: a promise keeps itself alive.
    """
    spoke = records.last_contact(resident.id) or _met(resident)
    return _plus(max([spoke, *_open_days(records, resident.id)]), KEPT_FOR)


def last_contacts(records: Records) -> dict[str, date]:
    """The last contact with everybody at once; `Records.last_contact` says what counts."""
    latest: dict[str, date] = {}
    for note in records.notes.values():
        if note.on is not None:
            for who in note.about:
                latest[who] = max(latest.get(who, note.on), note.on)
    for link in records.links.values():
        days = [step.on for step in link.history if step.state != "proposed"]
        days += [link.first_visit] if link.first_visit else []
        for who in link.between if days else ():
            latest[who] = max(latest.get(who, days[0]), *days)
    return latest


# --- a day of work: what lies about besides promises


def left_over(records: Records, today: date) -> tuple[Statement, ...]:
    """
    Wishes of residents that nobody answered in two weeks.

    Short ones whose own network was not tried come first: that is the first
    question (DOMAIN.md, scenario 18). Then the oldest.
    """
    before = dates.before(today, LEFT_OVER)
    taken = {key for link in records.links.values() if link.open for key in link.statements}
    wishes = [
        statement
        for statement in records.statements.values()
        if statement.kind == "wants" and statement.state == "open" and statement.id not in taken
        and (statement.on or statement.created) <= before
        and (owner := records.residents.get(statement.owner)) and owner.may_be_proposed
    ]  # fmt: skip
    return tuple(
        sorted(wishes, key=lambda s: (not ask_first(s), s.on or s.created, number_of(s.id)))
    )


def ask_first(wish: Statement) -> bool:
    """Whether one's own network is the first thing to ask about a wish."""
    return wish.size == "short" and not wish.own_network_tried


def neglected(records: Records, today: date) -> tuple[tuple[Link, date], ...]:
    """
    Open links without a promise ahead on which nothing moved for long, and since when.

    Two weeks when they have not met yet, three months when they have.
    """
    waiting = {f.about for f in records.followups.values() if f.state == "open"}
    resting = [
        (link, day)
        for link in records.links.values()
        if link.open and link.id not in waiting
        and not any(resident.silent for resident in residents_of(records, link.id))
        and (day := _moved_on(records, link)) <= dates.before(today, _patience(link))
    ]  # fmt: skip
    return tuple(sorted(resting, key=lambda pair: (pair[1], number_of(pair[0].id))))


def unspoken(records: Records, today: date) -> tuple[tuple[Resident, date], ...]:
    """Residents nobody spoke to for half a year and has no promise with, the longest ago first."""
    before = dates.before(today, LONG_AGO)
    contacts = last_contacts(records)
    promised = {f.about for f in records.followups.values() if f.state == "open"}
    found = [
        (resident, day)
        for resident in records.residents.values()
        if (day := _first_contact(resident, contacts)) <= before
        and resident.may_be_proposed and resident.id not in promised
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda pair: (pair[1], number_of(pair[0].id))))


def _patience(link: Link) -> Period:
    return UNANSWERED if link.state in ("proposed", "asked") else AT_REST


def _moved_on(records: Records, link: Link) -> date:
    """The last day something happened to a link: a step, a visit, a promise that was kept."""
    closed = (f.closed.on for f in records.followups_about(link.id) if f.closed)
    days = [step.on for step in link.history]
    visited = (link.first_visit,) if link.first_visit else ()
    latest: date = max([link.created, *days, *closed, *visited])
    return latest


def _item(
    today: date,
    kind: Kind,
    about: str,
    due: date,
    reason: str = "",
    followup: FollowUp | None = None,
) -> Item:
    return Item(
        id=followup.id if followup else None,
        about=about,
        due=due,
        kind=kind,
        reason=reason,
        new=last_working_day(today) < due <= today,
        days_open=max(0, (today - due).days),
        followup=followup,
    )


def _again(records: Records, who: str, spoke: date, months: int) -> Iterator[tuple[str, date]]:
    """The day of a rhythm, unless a promise made since then took its place."""
    period = Period(min(months, LONGEST_RHYTHM), 0)
    day = _plus(spoke, period)
    if not any(_stands_in(f, day, period) for f in records.followups_about(who)):
        yield who, day


def _stands_in(followup: FollowUp, day: date, period: Period) -> bool:
    """Whether a promise puts off a rhythm: without words, or no later than the next time."""
    if followup.state != "open" or followup.kind != "promise" or followup.created < day:
        return False
    wordless = not (followup.reason or followup.condition)
    return wordless or followup.due <= _plus(followup.created, period)


def _retentions(
    records: Records, contacts: Mapping[str, date], until: date
) -> Iterator[tuple[str, date]]:
    """Whose time to be kept ends no later than `until`."""
    # A first look by the last contact alone: at ten thousand residents most end here.
    cutoff = dates.before(until, KEPT_FOR) + timedelta(days=3)
    for resident in records.residents.values():
        spoke = contacts.get(resident.id)
        if spoke is None:
            spoke = resident.created if resident.met is None else _met(resident)
        if spoke <= cutoff:
            day = keep_until(records, resident)
            if day <= until:
                yield resident.id, day


def _open_days(records: Records, who: str) -> Iterator[date]:
    for about in (who, *(link.id for link in records.links_of(who))):
        yield from (f.due for f in records.followups_about(about) if f.state == "open")


def _first_contact(resident: Resident, contacts: Mapping[str, date]) -> date:
    return contacts.get(resident.id) or _met(resident)


def _met(resident: Resident) -> date:
    return (resident.met.on if resident.met else None) or resident.created


def _plus(day: date, period: Period) -> date:
    """The day so much later; what lies beyond the calendar never comes."""
    try:
        return dates.after(day, period)
    except OverflowError:
        return date.max

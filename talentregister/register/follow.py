"""Following up: a promise is written down, moved, and closed; it is never lost in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from talentregister.errors import NotFound, Refused
from talentregister.language import dates
from talentregister.language.dates import Reading
from talentregister.model.followup import Closed, FollowUp, Kind
from talentregister.model.link import Link
from talentregister.model.note import Note
from talentregister.model.records import Records
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement
from talentregister.register import duties, fields, texts
from talentregister.register.gather import existing
from talentregister.register.outcome import Notice, Outcome, notice, outcome
from talentregister.storage import Change, Home, transaction

# Without a day it comes back after so long: a condition is asked again (DESIGN.md, Agenda),
# access is answered within a month (DOMAIN.md, Law), word back and aftercare in two weeks.
ASK_AGAIN = "3 months"
BY_ITSELF: Mapping[Kind, str] = {
    "access": "1 month",
    "word_back": duties.WORD_BACK,
    "aftercare": "2 weeks",
}


def later(
    home: Home,
    today: date,
    about: Sequence[str],
    when: Reading | None,
    reason: str,
    *,
    condition: str = "",
    on: str = "",
    kind: Kind = "promise",
    anyway: bool = False,
) -> Outcome:
    """
    Promise to come back to each of `about` on a day, for a reason in their own words.
    `on` is the day they said it, today unless told.

    Without a day there is a condition, and the promise is to ask again after
    three months; access, word back and aftercare know their own day. What was
    already open is named, not replaced.
    """
    when = when or by_itself(today, kind)
    with transaction(home, "later", today) as change:
        already = [
            notice(
                "already_open",
                id=followup.id,
                due=followup.due,
                precision=followup.precision,
                reason=followup.reason or followup.condition,
            )
            for who in about
            for followup in change.records.followups_about(who)
            if followup.state == "open"
        ]
        for who in about:
            change.add(
                FollowUp,
                about=who,
                due=when.day,
                on=dates.read(on, today, "past").day if on else today,
                precision=when.precision,
                condition=texts.words(condition, "condition", anyway=anyway),
                reason=texts.words(reason, "reason", anyway=anyway),
                kind=kind,
            )
        return outcome(change, *_echo(when, today, condition), *already)


def by_itself(today: date, kind: Kind = "promise") -> Reading:
    """The day something comes back when only a condition, or nothing, was said."""
    return Reading(dates.after(today, dates.period(BY_ITSELF.get(kind, ASK_AGAIN))), "day")


def move(
    home: Home,
    today: date,
    followup_id: str,
    when: Reading | None,
    reason: str = "",
    *,
    condition: str = "",
) -> Outcome:
    """
    Move an open follow-up to another day; its reason and earlier days stay (invariant 3).

    Without a day there is a condition, asked again after three months. More
    words are added to the reason. Raises NotFound and Refused("followup_closed").
    """
    when = when or by_itself(today)
    with transaction(home, "later", today) as change:
        moved = _moved(_open(change, followup_id), when, reason)
        if condition:
            waits = texts.words(condition, "condition")
            moved = msgspec.structs.replace(moved, condition=waits)
        change.put(moved)
        return outcome(change, *_echo(when, today, condition))


def done(
    home: Home,
    today: date,
    followup_id: str,
    text: str = "",
    *,
    onwards: Reading | None = None,
    anyway: bool = False,
) -> Outcome:
    """
    Close a follow-up; what was said becomes a note of today, and `onwards` the next promise.

    Raises NotFound and Refused("followup_closed").
    """
    with transaction(home, "done", today) as change:
        followup = _open(change, followup_id)
        kept = texts.words(text, "text", anyway=anyway)
        closed = Closed(on=today, text=kept)
        change.put(msgspec.structs.replace(followup, state="done", closed=closed))
        if kept:
            about = residents_about(change.records, followup)
            # Word back is a talk with the practice, not with the resident.
            on = None if followup.kind == "word_back" else today
            change.add(Note, about=about, text=kept, on=on)
        if followup.kind == "word_back" and onwards is None:
            duties.word_given(change, followup)
        said = _onwards(change, followup.about, onwards, kept or followup.reason, followup.kind)
        return outcome(change, *said)


def spoke(
    home: Home,
    today: date,
    who: str,
    text: str,
    *,
    onwards: Reading | None = None,
    anyway: bool = False,
) -> Outcome:
    """
    Answer what has no id, a rhythm or a retention: what was said is a note.

    Both count from that contact, and the day of the next one is said.
    """
    with transaction(home, "done", today) as change:
        party = existing(change, who)
        kept = texts.words(text, "text", anyway=anyway)
        change.add(Note, about=(who,), text=kept, on=today)
        said = _onwards(change, who, onwards, kept)
        months = party.rhythm if isinstance(party, Resident) else None
        if months and not said:
            said = _echo(Reading(dates.after(today, dates.Period(months, 0)), "day"), today)
        return outcome(change, *said)


def set_rhythm(home: Home, today: date, who: str, period: str) -> Outcome:
    """
    How often to speak with a resident; an empty period: no rhythm any more.

    Raises NotFound("not_a_resident"), Usage("rhythm_unreadable", "period_unreadable").
    """
    with transaction(home, "rhythm", today) as change:
        resident = existing(change, who)
        if not isinstance(resident, Resident):
            raise NotFound("not_a_resident", id=who)
        context = fields.Context(today, resident)
        values, _notices = fields.read({"rhythm": period}, fields.RESIDENT, context)
        change.put(msgspec.structs.replace(resident, **fields.cleared(Resident, values)))
        return outcome(change)


def fulfil(
    home: Home,
    today: date,
    statement_id: str,
    text: str = "",
    *,
    onwards: Reading | None = None,
    anyway: bool = False,
) -> Outcome:
    """
    Close a wish as fulfilled; what was said becomes a note, and `onwards` a promise.

    Raises NotFound and Refused("not_a_wish").
    """
    with transaction(home, "done", today) as change:
        statement = existing(change, statement_id)
        if not isinstance(statement, Statement) or statement.kind != "wants":
            raise Refused("not_a_wish", id=statement_id)
        change.put(msgspec.structs.replace(statement, state="fulfilled"))
        kept = texts.words(text, "text", anyway=anyway)
        if kept:
            change.add(Note, about=(statement.owner,), text=kept, on=today)
        return outcome(change, *_onwards(change, statement.owner, onwards, kept or statement.text))


def residents_about(records: Records, followup: FollowUp) -> tuple[str, ...]:
    """The residents and initiatives a follow-up is about; of a link, all its parties."""
    record = records.get(followup.about)
    return record.between if isinstance(record, Link) else (followup.about,)


def _open(change: Change, followup_id: str) -> FollowUp:
    record = existing(change, followup_id)
    if not isinstance(record, FollowUp):
        raise NotFound("id_unknown", id=followup_id)
    if record.state != "open":
        raise Refused("followup_closed", id=followup_id, on=record.closed and record.closed.on)
    return record


def _onwards(
    change: Change, about: str, when: Reading | None, reason: str, kind: Kind = "promise"
) -> tuple[Notice, ...]:
    """The next promise, when there is one."""
    if when is None:
        return ()
    change.add(
        FollowUp,
        about=about,
        due=when.day,
        on=change.today,
        precision=when.precision,
        reason=reason,
        kind=kind,
    )
    return _echo(when, change.today)


def _moved(followup: FollowUp, when: Reading, reason: str) -> FollowUp:
    more = texts.words(reason, "reason")
    return msgspec.structs.replace(
        followup,
        due=when.day,
        precision=when.precision,
        moved=(*followup.moved, followup.due),
        reason="; ".join(filter(None, (followup.reason, more))),
    )


def _echo(when: Reading, today: date, condition: str = "") -> tuple[Notice, ...]:
    if condition:
        return (notice("waits_for", condition=condition, day=when.day, precision=when.precision),)
    code = "comes_back_late" if when.day < today else "comes_back"
    said = notice(code, day=when.day, precision=when.precision)
    return (said, notice("comes_back_far")) if _runs_now(when, today) else (said,)


def _runs_now(when: Reading, today: date) -> bool:
    """Whether it is the month or season of today, next year: "in maart", said in March."""
    months = {"month": 1, "season": 3}.get(when.precision, 0)
    now = (today.month - when.day.month) % 12 < months
    return now and 0 < (when.day - today).days < 366

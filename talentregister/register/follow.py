"""Following up: a promise is written down, moved, and closed; it is never lost in between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from talentregister.errors import NotFound, Refused
from talentregister.language import dates
from talentregister.language.dates import Reading
from talentregister.model.followup import Closed, FollowUp, Kind
from talentregister.model.link import Link
from talentregister.model.note import Note
from talentregister.model.records import Records
from talentregister.model.statement import Statement
from talentregister.register import texts
from talentregister.register.gather import existing
from talentregister.register.outcome import Notice, Outcome, notice, outcome
from talentregister.storage import Change, Home, transaction

# A condition has no day; after this long it is asked again (DESIGN.md, Agenda).
ASK_AGAIN = "3 months"


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
    three months. What was already open is named, not replaced.
    """
    when = when or Reading(dates.after(today, dates.period(ASK_AGAIN)), "day")
    with transaction(home, "later", today) as change:
        already = [
            notice("already_open", id=followup.id, due=followup.due, reason=followup.reason)
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
        return outcome(change, *_echo(when), *already)


def move(home: Home, today: date, followup_id: str, when: Reading, reason: str = "") -> Outcome:
    """
    Move an open follow-up to another day; its reason and earlier days stay (invariant 3).

    More words are added to the reason. Raises NotFound and Refused("followup_closed").
    """
    with transaction(home, "later", today) as change:
        change.put(_moved(_open(change, followup_id), when, reason))
        return outcome(change, *_echo(when))


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
            change.add(Note, about=about, text=kept, on=today)
        if onwards is not None:
            change.add(
                FollowUp,
                about=followup.about,
                due=onwards.day,
                on=today,
                precision=onwards.precision,
                reason=kept or followup.reason,
                kind=followup.kind,
            )
        return outcome(change, *(_echo(onwards) if onwards else ()))


def fulfil(home: Home, today: date, statement_id: str) -> Outcome:
    """Close a wish as fulfilled. Raises NotFound and Refused("not_a_wish")."""
    with transaction(home, "done", today) as change:
        statement = existing(change, statement_id)
        if not isinstance(statement, Statement) or statement.kind != "wants":
            raise Refused("not_a_wish", id=statement_id)
        change.put(msgspec.structs.replace(statement, state="fulfilled"))
        return outcome(change)


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


def _moved(followup: FollowUp, when: Reading, reason: str) -> FollowUp:
    more = texts.words(reason, "reason")
    return msgspec.structs.replace(
        followup,
        due=when.day,
        precision=when.precision,
        moved=(*followup.moved, followup.due),
        reason="; ".join(filter(None, (followup.reason, more))),
    )


def _echo(when: Reading) -> tuple[Notice, ...]:
    return (notice("comes_back", day=when.day, precision=when.precision),)

"""Gathering: who somebody is, what they love, can, want and have, and what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product

import msgspec

from talentregister.errors import Ambiguous, NotFound, Refused, Usage
from talentregister.language import dates
from talentregister.model import availability, tokens
from talentregister.model.base import AnyRecord, Record
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link, Rejection
from talentregister.model.note import Note, Round
from talentregister.model.records import Records
from talentregister.model.resident import Resident
from talentregister.model.statement import Kind, Statement
from talentregister.register import duties, fields, growing, texts, who
from talentregister.register.fields import Context
from talentregister.register.outcome import Notice, Outcome, notice, outcome
from talentregister.storage import Change, Home, transaction


def add_resident(
    home: Home,
    today: date,
    told: Mapping[str, str],
    *,
    anyway: bool = False,
    twice: bool = False,
    living: str = "",
    said: Sequence[tuple[Kind, str]] = (),
) -> Outcome:
    """
    Write down a resident; only `told["name"]` is needed.

    `living` (how they live here) becomes a note, `said` their first statements:
    the answers to the three questions of an intake. Raises
    Ambiguous("name_known") when somebody has that name already, unless `twice`
    says that this is another person.
    """
    with transaction(home, "add", today) as change:
        resident, notices = _add(
            change, Resident, fields.RESIDENT, told, Context(today, None, anyway), twice
        )
        if living:
            text = texts.words(living, "note", anyway=anyway)
            change.add(Note, about=(resident.id,), text=text, on=today)
        for kind, words in said:
            text = texts.words(words, "text", anyway=anyway)
            change.add(Statement, owner=resident.id, kind=kind, text=text, on=today)
        return outcome(change, *notices, *duties.follows(change, None, resident, today))


def add_initiative(
    home: Home,
    today: date,
    told: Mapping[str, str],
    *,
    anyway: bool = False,
    twice: bool = False,
    wishes: str = "",
) -> Outcome:
    """
    Write down an initiative of residents, still an idea; a kind may be told.

    `wishes` are the ids of those it grows out of: it is proposed to whoever asked.
    Raises what `growing.connect` raises.
    """
    with transaction(home, "add", today) as change:
        context = Context(today, None, anyway)
        made, notices = _add(change, Initiative, fields.INITIATIVE, told, context, twice)
        growing.connect(change, made, wishes, today)
        return outcome(change, *notices)


def say(
    home: Home,
    today: date,
    owners: Sequence[str],
    kind: Kind,
    texts_said: Sequence[str],
    told: Mapping[str, str],
    *,
    anyway: bool = False,
) -> Outcome:
    """
    Write down what each of `owners` loves, can, wants or has, each text a statement of its own.

    `told` holds what goes with them (`available`, `show`, `size`, …). A wish
    that is not available yet brings itself back: from that day on it is a
    follow-up. Raises what `fields.read` raises.
    """
    context = Context(today, None, anyway)
    with transaction(home, kind, today) as change:
        values, notices = fields.read(told, fields.STATEMENT, context)
        values.setdefault("on", today)
        kept_texts = [texts.words(text, "text", anyway=anyway) for text in texts_said]
        for owner, kept in product(owners, kept_texts):
            statement = change.add(
                Statement, owner=owner, kind=kind, text=kept, **fields.cleared(Statement, values)
            )
            promise_availability(change, statement, today)
        return outcome(change, *notices)


def promise_availability(change: Change, statement: Statement, today: date) -> None:
    """An availability that still has to begin comes back on its first day (DESIGN.md, Agenda)."""
    when = statement.availability
    if when is not None and availability.starts_after(when, today):
        change.add(
            FollowUp,
            about=statement.owner,
            due=when.start,
            on=statement.on or today,
            reason=statement.text,
            kind="availability",
        )


def note(
    home: Home,
    today: date,
    about: Sequence[str],
    text: str,
    *,
    on: str = "",
    occasion: str = "",
    kind: str = "",
    consent: str = "",
    anyway: bool = False,
) -> Outcome:
    """
    Write down what was said, about one or several. Today's talk, unless `on` says otherwise.

    A note is contact: the rhythm with somebody counts from it (invariant 11).
    """
    day = dates.read(on, today, "past").day if on else today
    with transaction(home, "note", today) as change:
        change.add(
            Note,
            about=tuple(about),
            text=texts.words(text, "note", anyway=anyway),
            on=day,
            occasion=texts.words(occasion, "occasion", anyway=anyway),
            kind=tokens.read("note_kind", kind) if kind else "talk",
            consent=tokens.read("story_consent", consent) if consent else None,
        )
        return outcome(change)


def go_round(
    home: Home, today: date, street: str, doors: int, opened: int, willing: int, *, on: str = ""
) -> Outcome:
    """A round along the doors of `street`. Raises Refused("round_counts") when they cannot be."""
    if not 0 <= willing <= opened <= doors:
        raise Refused("round_counts", doors=doors, opened=opened, willing=willing)
    with transaction(home, "note", today) as change:
        change.add(
            Round,
            street=texts.title(street, "street"),
            on=dates.read(on, today, "past").day if on else today,
            doors=doors,
            opened=opened,
            willing=willing,
        )
        return outcome(change)


def edit(
    home: Home,
    today: date,
    record_id: str,
    told: Mapping[str, str],
    *,
    anyway: bool = False,
    rev: int | None = None,
    wishes: str = "",
) -> Outcome:
    """
    Change fields of a resident, an initiative or a statement; an empty text clears a field.

    `rev` is the revision somebody looked at while typing, `wishes` are the ids of
    those an initiative takes on (see `growing.connect`). Raises NotFound,
    Usage("field_unknown") for a field this kind does not have,
    Refused("changed_meanwhile"), and Refused when a rule would break (two
    residents, invariant 6).
    """
    with transaction(home, "edit", today) as change:
        old = existing(change, record_id)
        if rev is not None and old.rev != rev:
            raise Refused("changed_meanwhile", id=record_id)
        readings = fields.READINGS.get(type(old), {})
        carriers = told.get("carriers")
        told = {key: text for key, text in told.items() if key != "carriers"}
        if wrong := [key for key in told if key not in readings]:
            raise Usage("field_unknown", field=wrong[0], id=record_id)
        values, notices = fields.read(told, readings, Context(today, old, anyway))
        if carriers is not None:
            values["carriers"] = _carriers(change.records, old, carriers)
        new = msgspec.structs.replace(old, **fields.cleared(type(old), values))
        if isinstance(new, Initiative) and isinstance(old, Initiative):
            may_leave_idea(old, new)
            notices = (*notices, *_carried_by_few(old, new))
        kept = change.put(new)
        if wishes:
            growing.connect(change, kept, wishes, today)
        return outcome(change, *notices, *duties.follows(change, old, kept, today))


def remove(home: Home, today: date, record_id: str) -> Outcome:
    """
    Take one statement, note, round, follow-up, link or no away.

    Residents and initiatives are not removed like this: others point at them
    (invariant 1). Raises Refused("not_removable"), and what storage refuses.
    """
    with transaction(home, "edit", today) as change:
        old = existing(change, record_id)
        if not isinstance(old, Statement | Note | Round | FollowUp | Link | Rejection):
            hint = "state_instead" if isinstance(old, Initiative) else "status_instead"
            raise Refused("not_removable", hint=hint, id=record_id)
        change.remove(record_id)
        return outcome(change)


def existing(change: Change, record_id: str) -> Record:
    """The record with this id as it stands. Raises NotFound("id_unknown")."""
    record: Record | None = change.get(record_id)
    if record is None:
        raise NotFound("id_unknown", id=record_id)
    return record


def may_leave_idea(old: Initiative, new: Initiative) -> None:
    """
    Refuse an initiative of residents to leave the idea without two carriers (invariant 6).

    Raises Refused("carriers_missing"). Stopping an idea is always allowed.
    """
    leaves = old.state == "idea" and new.state not in ("idea", "stopped")
    if leaves and (missing := new.carriers_missing()):
        raise Refused("carriers_missing", hint="carriers", missing=missing, id=new.id)


def _carried_by_few(old: Initiative, new: Initiative) -> tuple[Notice, ...]:
    """Falling below two carriers is reported, not forced (invariant 6)."""
    missing = new.carriers_missing()
    if new.state in ("idea", "stopped") or missing <= old.carriers_missing():
        return ()
    return (notice("carriers_few", id=new.id, count=missing),)


def _add(
    change: Change,
    kind: type[AnyRecord],
    readings: Mapping[str, fields.Reading],
    told: Mapping[str, str],
    context: Context,
    twice: bool,
) -> tuple[AnyRecord, tuple[Notice, ...]]:
    values, notices = fields.read(told, readings, context)
    known = [p for p in change.records.named(str(values["name"])) if isinstance(p, kind)]
    if known and not twice:
        raise Ambiguous("name_known", hint="add_twice", candidates=who.candidates(known))
    return change.add(kind, **fields.cleared(kind, values)), notices


def _carriers(records: Records, old: Record, names: str) -> tuple[str, ...]:
    if not isinstance(old, Initiative):
        raise Usage("field_unknown", field="carriers", id=old.id)
    return tuple(_carrier(records, name) for name in who.several(names))


def _carrier(records: Records, name: str) -> str:
    meant = who.find(records, name)
    found = [p for p in meant.parties if isinstance(p, Resident)]
    if found and meant.level == 4:
        raise NotFound("who_nearly", text=name, candidates=who.candidates(found))
    if not found:
        raise NotFound("who_unknown", text=name, candidates=who.nearest(records, name))
    if len(found) > 1:
        raise Ambiguous("who_ambiguous", text=name, candidates=who.candidates(found))
    return found[0].id

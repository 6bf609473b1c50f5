"""Bringing together: links from proposal to warm handover, consent, and a remembered no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import cast

import msgspec

from talentregister.errors import NotFound, Refused, Usage
from talentregister.language import dates
from talentregister.model import tokens
from talentregister.model.followup import Closed, FollowUp
from talentregister.model.link import FORWARD, Ended, Link, Reached, Rejection, Side, State
from talentregister.model.resident import Consent, How, Purpose, Resident
from talentregister.model.rules import missing_for
from talentregister.model.statement import Statement
from talentregister.register import texts
from talentregister.register.gather import existing
from talentregister.register.outcome import Notice, Outcome, notice, outcome
from talentregister.storage import Change, Home, transaction

# Finger on the pulse: aftercare comes by itself, and doubt sooner (DOMAIN.md, practices).
AFTERCARE = ("2 weeks", "3 months")
DOUBT = "1 week"


def link(
    home: Home,
    today: date,
    between: Sequence[str],
    *,
    statements: Sequence[str] = (),
    why: str = "",
    told: Mapping[str, str] | None = None,
) -> Outcome:
    """
    Propose to bring `between` together, with the reason that was shown.

    `told` holds company, guide and ring. Raises Refused("linked_already"),
    Refused("leave_be") for who may not be approached, Refused("one_party", "one_initiative").
    """
    if len(set(between)) < 2:
        raise Refused("one_party")
    with transaction(home, "link", today) as change:
        for who in between:
            _may_be_approached(change, who)
        if sum(who in change.records.initiatives for who in between) > 1:
            raise Refused("one_initiative")
        _not_linked_yet(change, between)
        change.add(
            Link,
            sides=tuple(Side(who=who) for who in between),
            statements=tuple(statements),
            why=texts.words(why, "why", anyway=True),
            history=(Reached(state="proposed", on=today),),
            **_told(told or {}),
        )
        return outcome(change)


def went(
    home: Home,
    today: date,
    link_id: str,
    state: str = "",
    *,
    told: Mapping[str, str] | None = None,
    share: str = "",
    click: str = "",
    visited: str = "",
    why: str = "",
    fulfilled: bool = False,
) -> Outcome:
    """
    Write down how a link went: a next state, who may be named, the click.

    Raises Refused("link_needs") naming what is missing, Refused("link_closed"),
    Refused("link_backwards").
    """
    with transaction(home, "went", today) as change:
        old = _link(change, link_id)
        new = msgspec.structs.replace(
            old, sides=_sides(change, old, share, click), **_told(told or {})
        )
        if visited:
            new = msgspec.structs.replace(new, first_visit=dates.read(visited, today, "past").day)
        notices: list[Notice] = []
        if state:
            new = _reach(change, new, cast(State, tokens.read("link_state", state)), today)
        if fulfilled and new.state != "ended":
            raise Refused("not_ended", state=new.state)
        new = _ended(new, today, why, fulfilled)
        change.put(new)
        notices.extend(_consequences(change, old, new, today))
        return outcome(change, *notices)


def consent(
    home: Home, today: date, who: str, purposes: str, answer: str, *, how: str = "", on: str = ""
) -> Outcome:
    """
    What a resident says about one or more purposes (`keep,share`); a no withdraws a yes.

    Raises Usage for purposes or answers that are none, NotFound when `who` is no resident.
    """
    read = cast(tuple[Purpose, ...], tokens.read_several("purpose", purposes))
    if not read:
        raise Usage("consent_words", hint="example")
    given = tokens.read("yes_no", answer) == "yes"
    manner = cast(How | None, tokens.read("how", how) if how else None)
    day = dates.read(on, today, "past").day if on else today
    with transaction(home, "consent", today) as change:
        resident = existing(change, who)
        if not isinstance(resident, Resident):
            raise NotFound("not_a_resident", id=who)
        consents = resident.consents
        for purpose in read:
            consents = _said(consents, purpose, given, day, manner)
        new = msgspec.structs.replace(resident, consents=consents)
        change.put(new)
        return outcome(change, *_silenced(change, new))


def reject(
    home: Home, today: date, pair: tuple[str, str], *, ask: str | None = None, why: str = ""
) -> Outcome:
    """
    Remember a no to a pair: for one ask, or for all. The no never has to be said twice.

    Raises Refused("one_party").
    """
    if pair[0] == pair[1]:
        raise Refused("one_party")
    with transaction(home, "match", today) as change:
        first, second = sorted(pair)
        known = any(
            set(no.pair) == {first, second} and no.ask in (None, ask)
            for no in change.records.rejections.values()
        )
        if not known:
            kept = texts.words(why, "why", anyway=True)
            change.add(Rejection, pair=(first, second), ask=ask, on=today, why=kept)
        return outcome(change)


def _may_be_approached(change: Change, who: str) -> None:
    party = existing(change, who)
    if isinstance(party, Resident) and party.silent:
        raise Refused("leave_be", id=who)


def _not_linked_yet(change: Change, between: Sequence[str]) -> None:
    for other in change.records.links_of(between[0]):
        if other.open and set(other.between) == set(between):
            raise Refused("linked_already", hint="went", id=other.id)


def _told(told: Mapping[str, str]) -> dict[str, str]:
    return {key: texts.words(text, key, anyway=True) for key, text in told.items()}


def _link(change: Change, link_id: str) -> Link:
    record = existing(change, link_id)
    if not isinstance(record, Link):
        raise NotFound("id_unknown", id=link_id)
    if not record.open:
        raise Refused("link_closed", id=link_id, state=record.state)
    return record


def _sides(change: Change, link: Link, share: str, click: str) -> tuple[Side, ...]:
    """The sides with what was said of each resident, in the order they stand in the link."""
    residents = [side for side in link.sides if side.who in change.records.residents]
    shares = dict(zip(_whos(residents, share), share.split(","), strict=False)) if share else {}
    clicks = dict(zip(_whos(residents, click), click.split(","), strict=False)) if click else {}
    return tuple(
        msgspec.structs.replace(
            side,
            share=tokens.read("answer", shares[side.who]) if side.who in shares else side.share,
            click=tokens.read("click", clicks[side.who]) if side.who in clicks else side.click,
        )
        for side in link.sides
    )


def _whos(residents: Sequence[Side], said: str) -> list[str]:
    if len(said.split(",")) > len(residents):
        raise Usage("too_many_sides", said=said, sides=len(residents))
    return [side.who for side in residents]


def _reach(change: Change, link: Link, state: State, today: date) -> Link:
    """`link` in `state`; every state it passes on the way is reached too."""
    if state == link.state:
        return link
    if state not in FORWARD:
        return _stepped(link, state, today)
    here, there = FORWARD.index(link.state), FORWARD.index(state)
    if there < here:
        raise Refused("link_backwards", state=state, now=link.state)
    if missing := missing_for(link, state, change.records):
        residents = sum(who in change.records.residents for who in link.between)
        # Who said no is asked again before anything is typed over it.
        refusing = next((lack.who for lack in missing if lack.need == "refused"), "")
        raise Refused(
            "link_needs", hint="ask_again" if refusing else "went_needs",
            id=link.id, state=state, missing=missing, residents=residents, who=refusing,
        )  # fmt: skip
    for passed in FORWARD[here + 1 : there + 1]:
        link = _stepped(link, passed, today)
    return link


def _stepped(link: Link, state: State, today: date) -> Link:
    reached = (*link.history, Reached(state=state, on=today))
    return msgspec.structs.replace(link, state=state, history=reached)


def _ended(link: Link, today: date, why: str, fulfilled: bool) -> Link:
    """A closed link with how it ended; on the way, a why is one more reason."""
    kept = texts.words(why, "why", anyway=True)
    if link.open:
        return msgspec.structs.replace(link, why="; ".join(filter(None, (link.why, kept))))
    ended = Ended(on=today, why=kept, fulfilled=fulfilled)
    return msgspec.structs.replace(link, ended=ended)


def _consequences(change: Change, old: Link, new: Link, today: date) -> Iterator[Notice]:
    """What follows from a step by itself: aftercare, a check on doubt, or a clean end."""
    if not new.open:
        yield from _close(change, new, today)
        return
    if new.state in ("introduced", "running") and new.state != old.state:
        for period in AFTERCARE:
            yield from _check(change, new, dates.after(today, dates.period(period)))
    doubted = {side.who for side in new.sides if side.click == "doubt"}
    if doubted - {side.who for side in old.sides if side.click == "doubt"}:
        yield from _check(change, new, dates.after(today, dates.period(DOUBT)))


def _check(change: Change, link: Link, due: date) -> Iterator[Notice]:
    """Aftercare on a day, one per date."""
    known = (f for f in change.records.followups_about(link.id) if f.state == "open")
    if all(followup.due != due for followup in known):
        change.add(FollowUp, about=link.id, due=due, kind="aftercare", reason=link.why)
        yield notice("comes_back", day=due, precision="day")


def _close(change: Change, link: Link, today: date) -> Iterator[Notice]:
    """A closed link asks nothing more: fulfilled closes its wishes, failed is a lasting no."""
    for followup in change.records.followups_about(link.id):
        if followup.state == "open":
            closed = Closed(on=today)
            change.put(msgspec.structs.replace(followup, state="dropped", closed=closed))
    if link.ended is not None and link.ended.fulfilled:
        for statement_id in link.statements:
            statement = change.get(statement_id)
            if isinstance(statement, Statement) and statement.kind == "wants":
                change.put(msgspec.structs.replace(statement, state="fulfilled"))
    if link.state == "failed":
        first, *others = link.between
        for other in others:
            pair = (min(first, other), max(first, other))
            change.add(Rejection, pair=pair, on=today, why=link.ended.why if link.ended else "")
        yield notice("never_again")


def _said(
    consents: tuple[Consent, ...], purpose: Purpose, given: bool, day: date, how: How | None
) -> tuple[Consent, ...]:
    """The consents with one more answer; a withdrawn yes keeps the day it was given."""
    others = tuple(c for c in consents if c.purpose != purpose)
    known = next((c for c in consents if c.purpose == purpose), None)
    if known is not None and known.given and not given:
        return (*others, msgspec.structs.replace(known, withdrawn=known.withdrawn or day))
    return (*others, Consent(purpose=purpose, given=given, on=day, how=how))


def _silenced(change: Change, resident: Resident) -> tuple[Notice, ...]:
    if not resident.silent:
        return ()
    about = change.records.followups_about(resident.id)
    waiting = sum(followup.state == "open" for followup in about)
    return (notice("silenced", count=waiting),) if waiting else ()

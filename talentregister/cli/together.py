"""`link`, `went`, `consent`: people meet, warmly and with their yes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from talentregister.cli import options
from talentregister.cli.ask import confirm
from talentregister.cli.describe import written
from talentregister.cli.options import session_of, told
from talentregister.cli.result import Result
from talentregister.cli.session import Session
from talentregister.cli.who import one, settle
from talentregister.errors import Ambiguous, Candidate, Refused, Usage
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.model.records import Party, Records
from talentregister.model.resident import Resident
from talentregister.register import together
from talentregister.register.outcome import Notice, Outcome, notice
from talentregister.register.who import is_id, leading

Company = Annotated[
    str | None, typer.Option("--company", "--mee", help=N_("who goes along the first time"))
]
Guide = Annotated[
    str | None, typer.Option("--guide", "--wegwijzer", help=N_("the agreed short way in"))
]
Ring = Annotated[
    str | None, typer.Option("--ring", "--bel", help=N_("whom to ring, and the number"))
]
Why = Annotated[str, typer.Option("--why", "--waarom", help=N_("the reason, in a few words"))]


def link(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar=N_("WHO WHO|LINE"), show_default=False)
    ] = None,
    why: Why = "",
    company: Company = None,
    guide: Guide = None,
    ring: Ring = None,
) -> Result:
    """`link Ahmet 1` links with line 1 of what `match Ahmet` shows today."""
    session = session_of(ctx)
    records = session.read()
    first = settle(session, records, words, writes=True)
    if not first.words:
        raise Usage("link_with_whom", hint="example")
    fields = told(company=company, guide=guide, ring=ring)
    line, *more = first.words
    if options.is_number(line) and leading(records, first.words) == 1:
        reason = why or " ".join(more)
        return _link_line(session, records, first.party, int(line), reason, fields)
    second = settle(session, records, first.words, writes=True)
    why = why or " ".join(second.words)
    made = together.link(
        session.home, session.today, [*first.ids, *second.ids], why=why, told=fields
    )
    return written(records, made, (*first.notices, *second.notices))


def went(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar=N_("LINK STATE"), show_default=False)
    ] = None,
    share: Annotated[
        str, typer.Option("--share", "--delen", help=N_("may be named to the other: yes,yes"))
    ] = "",
    click: Annotated[
        str, typer.Option("--click", "--klik", help=N_("the click on each side: yes,doubt"))
    ] = "",
    visited: Annotated[
        str, typer.Option("--visited", "--bezocht", help=N_("the day of the first visit"))
    ] = "",
    fulfilled: Annotated[
        bool, typer.Option("--fulfilled", "--vervuld", help=N_("the wish was answered"))
    ] = False,
    why: Why = "",
    company: Company = None,
    guide: Guide = None,
    ring: Ring = None,
) -> Result:
    """`went l5 introduced --share yes,yes`; `went l5 ended --fulfilled`."""
    session = session_of(ctx)
    records = session.read()
    if not words or not is_id(words[0]):
        raise Usage("link_missing", hint="list_links")
    state = " ".join(words[1:]) or ("ended" if fulfilled else "")
    fields = told(company=company, guide=guide, ring=ring)
    if not any((state, fields, share, click, visited, why)):
        raise Usage("went_nothing", hint="went", id=words[0])
    made = together.went(
        session.home, session.today, words[0], state, told=fields,
        share=share, click=click, visited=visited, why=why, fulfilled=fulfilled,
    )  # fmt: skip
    return written(records, made)


def consent(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar=N_("WHO PURPOSES yes|no"), show_default=False)
    ] = None,
    how: Annotated[str, typer.Option("--how", "--hoe", help=N_("oral, written or mail"))] = "",
    on: options.On = "",
) -> Result:
    """`consent Marijke keep,share yes --how oral`; a no takes a yes back."""
    session = session_of(ctx)
    records = session.read()
    settled = settle(session, records, words, writes=True)
    if len(settled.words) < 2:
        raise Usage("consent_words", hint="example")
    *several, answer = settled.words
    purposes = ",".join(several)
    made = together.consent(
        session.home, session.today, settled.party.id, purposes, answer, how=how, on=on
    )
    return written(records, made, (*settled.notices, *_unkept(made)))


def _unkept(made: Outcome) -> Iterator[Notice]:
    """What is left to do for who does not want to be kept."""
    for changed in made.changed:
        if isinstance(changed.record, Resident) and changed.record.consent("keep") == "no":
            yield notice("keep_refused", name=changed.record.spoken, id=changed.id)


def reject(
    session: Session, records: Records, party: Party, line: str, why: str, *, for_all: bool = False
) -> Result:
    """`match WHO --no N`: line N of today, or an id, is not proposed again."""
    ask: str | None = None
    if options.is_number(line):
        question = _("Never propose {first} and {second} to each other again?")
        other, ask, _why = matched(session, records, party, int(line), question)
    else:
        other, _notice = one(session, records, line, writes=True)
    made = together.reject(
        session.home, session.today, (party.id, other.id), ask=None if for_all else ask, why=why
    )
    pair = {"first": party.name, "second": other.name}
    said = [notice("rejected", id=one.id, **pair) for one in made.changed]
    return written(records, made, said or (notice("never_again"),))


def matched(
    session: Session, records: Records, party: Party, line: int, question: str
) -> tuple[Party, str | None, str]:
    """
    Whom line `line` of today's `match` proposes, for which ask, and why; confirmed on a terminal.

    Raises Ambiguous("line_needs_ids") where nobody can confirm: another day the
    line may be another pair; Refused("pair_unconfirmed") where somebody does not.
    """
    from talentregister.cli.match import proposal

    match = proposal(session, records, party, line)
    other = records.party(match.who)
    pair = (Candidate(party.id, party.name), Candidate(other.id, other.name))
    if not session.asks:
        raise Ambiguous("line_needs_ids", line=line, candidates=pair)
    first, second = (f"{one.name} ({one.id})" for one in pair)
    if not (session.yes or confirm(question.format(first=first, second=second))):
        raise Refused("pair_unconfirmed")
    return other, match.wants.id, f"{match.offers.text} ↔ {match.wants.text}"


def _link_line(
    session: Session,
    records: Records,
    party: Party,
    line: int,
    why: str,
    fields: dict[str, str],
) -> Result:
    question = _("Bring {first} and {second} together?")
    other, ask, reason = matched(session, records, party, line, question)
    statements: Sequence[str] = [ask] if ask else []
    made = together.link(
        session.home, session.today, [party.id, other.id],
        statements=statements, why=why or reason, told=fields,
    )  # fmt: skip
    return written(records, made)

"""`remind`, `later`, `done`: promises come back and stay until they are closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from talentregister import agenda
from talentregister.agenda import Item
from talentregister.cli import options
from talentregister.cli.ask import ask, choose
from talentregister.cli.describe import Names, written
from talentregister.cli.options import session_of
from talentregister.cli.result import Block, Lines, Result, Table
from talentregister.cli.session import Session
from talentregister.cli.terms import term
from talentregister.cli.who import one, settle
from talentregister.errors import Ambiguous, Candidate, NotFound, RegisterError, Usage
from talentregister.language import contact, dates
from talentregister.language.dates import Reading
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.model.records import Records
from talentregister.model.resident import Resident
from talentregister.register import follow
from talentregister.register.outcome import Notice, notice
from talentregister.register.who import is_id

DUE_EXIT = 10
CONDITIONS = ("als ", "when ", "zodra ", "once ", "if ")


def remind(
    ctx: typer.Context,
    ahead: Annotated[
        str, typer.Option("--ahead", "--vooruit", help=N_("also what comes within this time"))
    ] = "",
    draft: Annotated[
        str,
        typer.Option(
            "--draft",
            "--brief",
            help=N_("a letter for this follow-up, or for what is due of somebody"),
        ),
    ] = "",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=N_("exit 10 when something is due"))
    ] = False,
) -> Result:
    """Everything that is due, every time, until it is done. Nothing due prints nothing."""
    session = session_of(ctx)
    records = session.read()
    if draft:
        return _drafted(session, records, draft)
    due = agenda.due(records, session.today)
    until = dates.after(session.today, dates.period(ahead)) if ahead else session.today
    coming = agenda.ahead(records, session.today, until)
    names = Names(records)
    view = [
        *_rows(records, names, due, ""),
        *_rows(records, names, coming, _("Coming") if coming else ""),
    ]
    return Result(
        data={
            "due": [_as_data(records, names, item) for item in due],
            "ahead": [_as_data(records, names, item) for item in coming],
        },
        view=view,
        notices=clock(session, records),
        exit_code=DUE_EXIT if exit_code and due else 0,
    )


def later(
    ctx: typer.Context,
    words: options.Words = None,
    on: options.On = "",
    anyway: options.Anyway = False,
) -> Result:
    """`later Kees over een jaar "dan met pensioen"`; `later f7 3m` moves a follow-up."""
    session = session_of(ctx)
    records = session.read()
    if words and is_id(words[0]) and words[0].startswith("f"):
        when, reason = _when(session, words[1:])
        if when is None:
            raise Usage("date_unreadable", hint="date_forms", text=" ".join(words[1:]))
        return written(
            records, follow.move(session.home, session.today, words[0], when, reason),
            clock(session, records),
        )  # fmt: skip
    settled = settle(session, records, words, writes=True)
    condition, rest = _condition(settled.words)
    when, reason = (None, " ".join(rest)) if condition else _when(session, rest)
    if when is None and not condition:
        raise Usage("date_unreadable", hint="date_forms", text=reason)
    made = follow.later(
        session.home, session.today, settled.ids, when, reason,
        condition=condition, on=on, anyway=anyway,
    )  # fmt: skip
    return written(records, made, (*clock(session, records), *settled.notices))


def done(
    ctx: typer.Context,
    words: options.Words = None,
    next_: Annotated[
        str, typer.Option("--next", "--volgende", help=N_("when to come back after this"))
    ] = "",
    anyway: options.Anyway = False,
) -> Result:
    """`done f41 "wil in mei beginnen" --next mei`; `done Kees`; `done s40` fulfils a wish."""
    session = session_of(ctx)
    records = session.read()
    if words and is_id(words[0]) and words[0].startswith("s"):
        return written(records, follow.fulfil(session.home, session.today, words[0]))
    followup_id, rest, notices = _which(session, records, words)
    onwards = dates.read(next_, session.today) if next_ else _asked_next(session)
    made = follow.done(
        session.home, session.today, followup_id, " ".join(rest), onwards=onwards, anyway=anyway
    )
    return written(records, made, (*clock(session, records), *notices))


def clock(session: Session, records: Records) -> tuple[Notice, ...]:
    """A warning when today lies before the day the register was written."""
    if session.today >= records.meta.written:
        return ()
    return (notice("clock_wrong", today=session.today, written=records.meta.written),)


def _which(
    session: Session, records: Records, words: Sequence[str] | None
) -> tuple[str, Sequence[str], tuple[Notice, ...]]:
    """The follow-up that is meant: by id, or the only due one of somebody."""
    if words and is_id(words[0]) and words[0].startswith("f"):
        return words[0], words[1:], ()
    settled = settle(session, records, words, writes=True)
    mine = {settled.party.id, *(link.id for link in records.links_of(settled.party.id))}
    due = [i for i in agenda.due(records, session.today) if i.about in mine and i.id]
    if not due:
        raise NotFound("nothing_due", name=settled.party.name)
    item = due[0] if len(due) == 1 else _chosen(session, settled.party.name, due)
    return str(item.id), settled.words, settled.notices


def _chosen(session: Session, name: str, due: Sequence[Item]) -> Item:
    shown = tuple(Candidate(str(i.id), f"{dates.short(i.due)} {i.reason}") for i in due)
    if session.asks:
        place = choose(_("Several things are due for “{name}”:").format(name=name), shown)
        if place is not None:
            return due[place]
    raise Ambiguous("several_due", hint="which_done", name=name, candidates=shown)


def _asked_next(session: Session) -> Reading | None:
    """On a terminal the next day is asked; a day that cannot be read is asked again."""
    while session.asks:
        answer = ask(_("When to come back? Enter: not."))
        if not answer:
            return None
        try:
            return dates.read(answer, session.today)
        except RegisterError:
            continue
    return None


def _condition(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """A quoted condition (`"als hij met pensioen is"`), and the words around it."""
    for place, word in enumerate(words):
        if " " in word and word.casefold().startswith(CONDITIONS):
            return word, [*words[:place], *words[place + 1 :]]
    return "", words


def _when(session: Session, words: Sequence[str]) -> tuple[Reading | None, str]:
    """The longest leading run of words that reads as a day, and the words after it."""
    found = dates.leading(words, session.today)
    if found is None:
        return None, " ".join(words)
    reading, taken = found
    return reading, " ".join(words[taken:])


def _item(session: Session, records: Records, who_or_id: str) -> Item:
    """The follow-up with this id, due or not; or the one due of somebody, a rhythm included."""
    items = list(agenda.everything(records, session.today))
    if is_id(who_or_id):
        found = [item for item in items if item.id == who_or_id]
        if not found:
            raise NotFound("id_unknown", id=who_or_id)
        return found[0]
    party, _said = one(session, records, who_or_id, writes=False)
    mine = [i for i in items if i.about == party.id and i.due <= session.today]
    if not mine:
        raise NotFound("nothing_due", name=party.name)
    return mine[0] if len(mine) == 1 else _chosen(session, party.name, mine)


def _drafted(session: Session, records: Records, who_or_id: str) -> Result:
    from talentregister import letters

    item = _item(session, records, who_or_id)
    written_letters = letters.drafts(records, item, session.today)
    lines: list[str] = []
    for letter in written_letters:
        to = f"{letter.to} <{letter.email}>" if letter.email else letter.to
        subject = _("Subject: {subject}").format(subject=letter.subject)
        lines += [_("To: {to}").format(to=to), subject, "", *letter.body.splitlines(), ""]
    data = [
        {"to": x.to, "email": x.email, "subject": x.subject, "body": x.body}
        for x in written_letters
    ]
    return Result(data={"drafts": data}, view=(Lines(lines[:-1]),), notices=(notice("kept_open"),))


def _rows(records: Records, names: Names, items: Sequence[Item], title: str) -> list[Block]:
    if not items:
        return []
    headings = ("", _("day"), _("who"), _("why"), _("how to reach"), "")
    return [Table(headings, [_row(records, names, i) for i in items], title=title, wide=3)]


def _row(records: Records, names: Names, item: Item) -> tuple[str, ...]:
    why = f"“{item.reason}”" if item.reason else ""
    kind = "" if item.kind == "promise" else term("kind", item.kind)
    precision = item.followup.precision if item.followup else "day"
    return (
        "●" if item.new else "",
        dates.short(item.due) if precision == "day" else dates.in_full(item.due, precision),
        names.of(item.about),
        " ".join(filter(None, (kind, why))),
        _reach(records, item),
        item.id or "",
    )


def _reach(records: Records, item: Item) -> str:
    """How to reach whoever it is about; of a link, whom to ring."""
    return ", ".join(
        " ".join(filter(None, (contact.show_phone(r.phone) if r.phone else "", r.email)))
        for r in agenda.residents_of(records, item.about)
        if r.phone or r.email
    )


def _as_data(records: Records, names: Names, item: Item) -> dict[str, object]:
    party = records.get(item.about)
    residents: tuple[Resident, ...] = agenda.residents_of(records, item.about)
    first = residents[0] if residents else None
    kinds = {"r": "resident", "i": "initiative", "l": "link"}
    return {
        "id": item.id,
        "about": {
            "id": item.about,
            "ref": getattr(party, "ref", ""),
            "name": names.of(item.about),
            "kind": kinds[item.about[0]],
        },
        "due": item.due,
        "days_open": item.days_open,
        "new": item.new,
        "kind": item.kind,
        "reason": item.reason,
        "contact": {
            "by": first.contact_by if first else None,
            "phone": first.phone if first else "",
            "email": first.email if first else "",
        },
    }

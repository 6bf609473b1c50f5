"""`remind`, `later`, `done`: promises come back and stay until they are closed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, cast, get_args

import typer

from talentregister import agenda
from talentregister.agenda import Item
from talentregister.cli import options
from talentregister.cli.ask import ask, choose
from talentregister.cli.describe import every, written
from talentregister.cli.options import session_of
from talentregister.cli.output import say
from talentregister.cli.reminder import Filters, filters, reminder
from talentregister.cli.result import Lines, Result
from talentregister.cli.sentences import hint, sentence_of
from talentregister.cli.session import Session
from talentregister.cli.who import one, settle
from talentregister.errors import Ambiguous, Candidate, NotFound, Refused, RegisterError, Usage
from talentregister.language import dates
from talentregister.language.dates import Reading
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.language.names import fold
from talentregister.model import tokens
from talentregister.model.followup import FollowUp, Kind
from talentregister.model.records import Records
from talentregister.model.resident import Resident
from talentregister.register import follow
from talentregister.register.outcome import Notice
from talentregister.register.who import is_id, several

DUE_EXIT = 10
CONDITIONS = ("als ", "when ", "zodra ", "once ", "if ")


def remind(
    ctx: typer.Context,
    ahead: Annotated[
        str, typer.Option("--ahead", "--vooruit", help=N_("also what comes within this time"))
    ] = "",
    area: options.Area = None,
    kind: options.FollowUpKind = "",
    who: Annotated[
        str, typer.Option("--who", "--wie", help=N_("only what is about these people"))
    ] = "",
    pick: Annotated[
        bool, typer.Option("--pick", "--langslopen", help=N_("walk through them one by one"))
    ] = False,
    draft: Annotated[
        str,
        typer.Option(
            "--draft",
            "--brief",
            help=N_("a letter for this follow-up, or for what is due of somebody"),
        ),
    ] = "",
    form: Annotated[
        str,
        typer.Option("--as", "--als", help=N_("the draft as letter, eml, mailto or sms")),
    ] = "",
    to: options.To = "",
    out: options.Out = None,
    command: options.ToCommand = "",
    names: options.WithNames = False,
    scheduled: Annotated[
        bool,
        typer.Option(
            "--scheduled", "--gepland", help=N_("what goes wrong is said at your next command")
        ),
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=N_("exit 10 when something is due"))
    ] = False,
) -> Result:
    """Everything that is due, every time, until it is done. Nothing due prints nothing."""
    session = session_of(ctx)
    if scheduled or to or (out and not draft):
        from talentregister.cli import scheduled as runs

        return runs.run(session, Sought(area, kind, who), ahead, to, out or (), command, names,
                        watched=scheduled)  # fmt: skip
    records = session.read()
    asked = Sought(area, kind, who).settled(session, records)
    if draft:
        from talentregister.cli.drafts import drafted

        item = _item(session, records, draft)
        return drafted(session, records, item, form, out[0] if out else None, asked.who)
    if pick and session.asks:
        from talentregister.cli.pick import picked

        return picked(session, records, asked)
    result = reminder(records, session.today, asked, ahead)
    ten = exit_code and result.data["due"]
    return dataclasses.replace(result, exit_code=DUE_EXIT) if ten else result


def rhythm(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar=N_("WHO [PERIOD|no]"), show_default=False)
    ] = None,
) -> Result:
    """`rhythm Joke 6 months`: speak to her every half year; `rhythm Joke no` ends it."""
    session = session_of(ctx)
    records = session.read()
    settled = settle(session, records, words, writes=True)
    party, period = settled.party, " ".join(settled.words)
    if not isinstance(party, Resident):
        raise NotFound("not_a_resident", id=party.id)
    if not period:
        months = party.rhythm
        said = every(months) or _("no rhythm")
        data = {"id": party.id, "name": party.name, "months": months}
        return Result({"rhythm": data}, (Lines([f"{party.id:<5} {party.spoken}: {said}"]),))
    off = fold(period) in (*tokens.WORDS["yes_no"]["no"], "no", "geen", "none", "off", "uit")
    made = follow.set_rhythm(session.home, session.today, party.id, "" if off else period)
    return written(records, made, settled.notices)


def later(
    ctx: typer.Context,
    words: options.Words = None,
    on: options.On = "",
    kind: options.FollowUpKind = "",
    anyway: options.Anyway = False,
) -> Result:
    """`later Kees over een jaar "dan met pensioen"`; `later f7 3m` moves a follow-up."""
    session = session_of(ctx)
    records = session.read()
    if words and is_id(words[0]) and words[0].startswith("f"):
        _open(records, words[0])
        when, reason, condition = _told_when(session, words[1:])
        moved = follow.move(
            session.home, session.today, words[0], when, reason, condition=condition
        )
        return written(records, moved)
    settled = settle(session, records, words, writes=True)
    of_kind = cast(Kind, tokens.read("followup_kind", kind)) if kind else "promise"
    if of_kind not in get_args(Kind):
        raise Usage("choice_unknown", text=kind, choices=", ".join(get_args(Kind)))
    when, reason, condition = _told_when(session, settled.words, alone=of_kind in follow.BY_ITSELF)
    made = follow.later(
        session.home, session.today, settled.ids, when, reason,
        condition=condition, on=on, kind=of_kind, anyway=anyway,
    )  # fmt: skip
    return written(records, made, settled.notices)


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
    onwards = dates.read(next_, session.today) if next_ else None
    if words and is_id(words[0]) and words[0].startswith("s"):
        fulfilled = follow.fulfil(
            session.home, session.today, words[0], " ".join(words[1:]),
            onwards=onwards, anyway=anyway,
        )  # fmt: skip
        return written(records, fulfilled)
    closed, rest, notices = _which(session, records, words)
    text = " ".join(rest)
    nameless = not closed.startswith("f")
    if nameless and not text.strip():
        text = (ask(_("What was said?")) if session.asks else "") or _("Spoken.")
    close = follow.spoke if nameless else follow.done
    onwards = onwards or (None if nameless else _asked_next(session))
    made = close(session.home, session.today, closed, text, onwards=onwards, anyway=anyway)
    return written(records, made, notices)


@dataclass(frozen=True)
class Sought:
    """The filters of `remind` as they were typed; who is meant needs the register."""

    area: str | None
    kind: str
    who: str

    def settled(self, session: Session, records: Records) -> Filters:
        """The filters, with ids for names. Raises what `one` and `filters` raise."""
        named = [one(session, records, text, writes=False)[0] for text in several(self.who)]
        return filters(self.area, self.kind, tuple(party.id for party in named))


def _which(
    session: Session, records: Records, words: Sequence[str] | None
) -> tuple[str, Sequence[str], tuple[Notice, ...]]:
    """
    The follow-up that is meant: by id, or the only due one of somebody.

    A rhythm has no id: then it is the resident, and only when nothing else is due.
    """
    if words and is_id(words[0]) and words[0].startswith("f"):
        return _open(records, words[0]).id, words[1:], ()
    settled = settle(session, records, words, writes=True)
    mine = {settled.party.id, *(link.id for link in records.links_of(settled.party.id))}
    due = [i for i in agenda.due(records, session.today) if i.about in mine]
    item = _only(session, settled.party.name, due)
    return item.id or item.about, settled.words, settled.notices


def _only(session: Session, name: str, due: Sequence[Item]) -> Item:
    """The one of `due` that is meant; a promise goes before a rhythm, that it answers too."""
    # Rhythm and retention are answered by the same note, so either stands for both.
    due = [item for item in due if item.id] or due[:1]
    if not due:
        raise NotFound("nothing_due", name=name)
    return due[0] if len(due) == 1 else _chosen(session, name, due)


def _open(records: Records, followup_id: str) -> FollowUp:
    """An open follow-up. Raises NotFound("id_unknown") and Refused("followup_closed")."""
    followup = records.followups.get(followup_id)
    if followup is None:
        raise NotFound("id_unknown", id=followup_id)
    if followup.state != "open":
        raise Refused("followup_closed", id=followup_id)
    return followup


def _no_day(words: str) -> Usage:
    if not words:
        return Usage("when_missing", hint="date_forms")
    if words.casefold().startswith(CONDITIONS):
        return Usage("date_unreadable", hint="condition_quoted", text=words)
    return dates.unreadable(words)


def _chosen(session: Session, name: str, due: Sequence[Item]) -> Item:
    shown = tuple(Candidate(str(i.id), f"{dates.short(i.due)} {i.reason}") for i in due)
    if session.asks:
        place = choose(_("Several things are due for “{name}”:").format(name=name), shown)
        if place is not None:
            return due[place]
    raise Ambiguous("several_due", hint="which_done", name=name, candidates=shown)


def _asked_next(session: Session) -> Reading | None:
    return _asked_day(session, _("When to come back? Enter: not."))


def _asked_day(session: Session, question: str) -> Reading | None:
    """On a terminal a day is asked; one that cannot be read is asked again."""
    while session.asks:
        answer = ask(question)
        if not answer:
            return None
        try:
            return dates.read(answer, session.today)
        except RegisterError as error:
            say(sentence_of(error))
            say(hint(error))
    return None


def _condition(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """A quoted condition (`"als hij met pensioen is"`), and the words around it."""
    for place, word in enumerate(words):
        if " " in word and word.casefold().startswith(CONDITIONS):
            return word, [*words[:place], *words[place + 1 :]]
    return "", words


def _told_when(
    session: Session, words: Sequence[str], *, alone: bool = False
) -> tuple[Reading | None, str, str]:
    """
    The day, the reason and the condition in words; on a terminal a missing day is asked.

    Raises Usage("when_missing", "date_unreadable"), unless it may stand `alone`.
    """
    condition, rest = _condition(words)
    when, reason = _when(session, rest)
    if when is None and not condition and not alone:
        if reason or not session.asks:
            raise _no_day(reason)
        when = _asked_day(session, _("When to come back?"))
        if when is None:
            raise _no_day("")
    return when, reason, condition


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
    if is_id(who_or_id) and who_or_id.startswith("f"):
        followup = _open(records, who_or_id)
        found = [item for item in items if item.id == who_or_id]
        if not found:
            raise Refused("leave_be", id=followup.about)
        return found[0]
    party, _said = one(session, records, who_or_id, writes=False)
    mine = [i for i in items if i.about == party.id and i.due <= session.today]
    return _only(session, party.name, mine)

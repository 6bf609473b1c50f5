"""`remind --pick`: today's list one by one, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from talentregister import agenda
from talentregister.agenda import Item
from talentregister.cli import drafts, output
from talentregister.cli.ask import ask
from talentregister.cli.describe import Names, line, written
from talentregister.cli.reminder import Filters, reach, why
from talentregister.cli.result import Result
from talentregister.cli.sentences import hint, sentence_of
from talentregister.cli.session import Session
from talentregister.errors import RegisterError
from talentregister.language import dates
from talentregister.language.i18n import gettext as _
from talentregister.language.names import fold
from talentregister.model.records import Records
from talentregister.register import follow
from talentregister.register.outcome import Outcome, notice

# What may be typed, by number or by its first letters in either language; Enter skips.
WORDS: Mapping[str, tuple[str, ...]] = {
    "call": ("1", "call", "bel", "bellen"),
    "done": ("2", "done", "klaar"),
    "later": ("3", "later"),
    "draft": ("4", "draft", "brief", "letter"),
    "skip": ("", "5", "skip", "overslaan", "volgende"),
    "stop": ("0", "stop", "quit", "q"),
}
RECENT = 3


def picked(session: Session, records: Records, asked: Filters) -> Result:
    """Walk through what is due; each answer is saved at once, so stopping loses nothing."""
    due = asked.let(records, agenda.due(records, session.today))
    changed: list[dict[str, str]] = []
    for number, item in enumerate(due, 1):
        records = session.read()
        if not _still(records, session, item):  # answered together with another one
            continue
        _present(records, item, f"{number}/{len(due)}")
        if not _walked(session, records, item, changed):
            return Result({"changed": changed})
    return Result({"changed": changed}, (), (notice("picked_all"),) if due else ())


def _walked(session: Session, records: Records, item: Item, changed: list[dict[str, str]]) -> bool:
    """Ask until the item is dealt with or skipped; False when she stops."""
    while True:
        word = _answer()
        if word in ("skip", "stop"):
            return word == "skip"
        try:
            outcome = ACTIONS[word](session, records, item)
        except RegisterError as error:
            output.say(sentence_of(error))
            output.say(hint(error))
            continue
        if outcome is not None:
            result = written(records, outcome)
            output.tell(result.notices)
            changed.extend({"id": t.id, "change": t.change} for t in outcome.changed)
            return True


def _still(records: Records, session: Session, item: Item) -> bool:
    now = agenda.due(records, session.today)
    return any((i.id, i.about, i.kind) == (item.id, item.about, item.kind) for i in now)


def _present(records: Records, item: Item, place: str) -> None:
    name = Names(records).of(item.about)
    output.say("")
    output.say(f"{place}  {name}  {dates.in_full(item.due)}  {why(item)}".rstrip())


def _answer() -> str:
    while True:
        typed = fold(ask(_("1 call  2 done  3 later  4 draft  Enter skip  0 stop:")))
        for action, words in WORDS.items():
            if typed in words or (len(typed) > 1 and any(w.startswith(typed) for w in words)):
                return action


def _call(session: Session, records: Records, item: Item) -> Outcome | None:
    """How to reach them, and what was said lately; then she is asked again."""
    known = Names(records)
    output.say(reach(records, item.about) or _("No phone number and no email address."))
    for resident in agenda.residents_of(records, item.about):
        said = [*records.notes_about(resident.id), *records.statements_of(resident.id)]
        for record in said[-RECENT:]:
            output.say(f"  {line(record, known)}")
    return None


def _done(session: Session, records: Records, item: Item) -> Outcome | None:
    text = ask(_("What came of it?"))
    if item.id is None:
        return follow.spoke(session.home, session.today, item.about, text or _("Spoken."))
    when = ask(_("When to come back? Enter: not."))
    onwards = dates.read(when, session.today) if when else None
    return follow.done(session.home, session.today, item.id, text, onwards=onwards)


def _later(session: Session, records: Records, item: Item) -> Outcome | None:
    answer = ask(_("When to come back?"))
    if not answer:
        return None
    when = dates.read(answer, session.today)
    if item.id is None:
        return follow.later(session.home, session.today, [item.about], when, "")
    return follow.move(session.home, session.today, item.id, when)


def _draft(session: Session, records: Records, item: Item) -> Outcome | None:
    import sys

    output.show(drafts.drafted(session, records, item).view, sys.stdout)
    sys.stdout.flush()
    return None


ACTIONS: Mapping[str, Callable[[Session, Records, Item], Outcome | None]] = {
    "call": _call,
    "done": _done,
    "later": _later,
    "draft": _draft,
}

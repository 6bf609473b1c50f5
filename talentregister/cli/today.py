"""`today`: one screen to begin the day, never more than 25 lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import typer

from talentregister import agenda
from talentregister.cli import output
from talentregister.cli.describe import Names, clock
from talentregister.cli.options import session_of
from talentregister.cli.reminder import as_data, reach, why
from talentregister.cli.result import Lines, Result
from talentregister.cli.terms import term
from talentregister.language import dates
from talentregister.language.i18n import gettext as _
from talentregister.model.records import Records
from talentregister.model.statement import Statement

LINES = 25
NEWS = timedelta(weeks=1)


@dataclass(frozen=True)
class Section:
    """A heading with how many there are, and the lines for as many as fit."""

    title: str
    lines: Sequence[str]
    share: int
    more: str


def today(ctx: typer.Context) -> Result:
    """What is due, wishes left over, links to look after, whom nobody spoke to for long."""
    session = session_of(ctx)
    records, day = session.read(), session.today
    known = Names(records)
    due = agenda.due(records, day)
    wishes = agenda.left_over(records, day)
    links = agenda.neglected(records, day)
    quiet = agenda.unspoken(records, day)
    sections = [
        Section(
            _("To do"),
            [_due(records, known, i, day) for i in news_first(due, day)], 7, "remind",
        ),
        Section(_("Wishes left over"), [_wish(known, w) for w in wishes], 3, "list wishes"),
        Section(
            _("Links to look after"),
            [f"{link.id:<5} {known.of(link.id)}  ({term('state', link.state)}, {dates.short(on)})"
             for link, on in links], 3, "list links",
        ),
        Section(
            _("Not spoken to for long"),
            [f"{r.id:<5} {r.spoken}  ({dates.short(on)})  {reach(records, r.id)}".rstrip()
             for r, on in quiet], 3, "list",
        ),
    ]  # fmt: skip
    data = {
        "due": [as_data(records, known, item) for item in due],
        "wishes": [_wish_data(known, wish) for wish in wishes],
        "links": [{"id": k.id, "name": known.of(k.id), "since": on} for k, on in links],
        "unspoken": [{"id": r.id, "name": r.spoken, "last": on} for r, on in quiet],
    }  # fmt: skip
    lines = screen(dates.in_full(day), sections)
    return Result(data, (Lines(_fitting(lines)),), clock(records, day))


def screen(title: str, sections: Sequence[Section]) -> list[str]:
    """The title and every section that has something, in at most `LINES` lines."""
    filled = [section for section in sections if section.lines]
    if not filled:
        return [title, "", _("Nothing is waiting.")]
    # The title, and for every section an empty line and a heading.
    room = LINES - 1 - 2 * len(filled)
    shares = [min(section.share, len(section.lines)) for section in filled]
    for place, section in enumerate(filled):
        spare = room - sum(shares)
        shares[place] += max(0, min(spare, len(section.lines) - shares[place]))
    lines = [title]
    for section, share in zip(filled, shares, strict=True):
        count = len(section.lines)
        rest = f": talent {section.more}" if count > share else ""
        lines += ["", f"{section.title} ({count}{rest})"]
        lines += [f"  {line}" for line in section.lines[:share]]
    return lines


def news_first(due: Sequence[agenda.Item], day: date) -> list[agenda.Item]:
    """What came due this week before what waits longer: a backlog hides no new promise."""
    return sorted(due, key=lambda item: day - item.due >= NEWS)


def _due(records: Records, known: Names, item: agenda.Item, day: date) -> str:
    since = f"({dates.short(item.due)})" if day - item.due >= NEWS else ""
    parts = (known.of(item.about), why(item), reach(records, item.about), since)
    return f"{item.id or '':<5} " + "  ".join(filter(None, parts))


def _wish_data(known: Names, wish: Statement) -> dict[str, object]:
    name, first = known.of(wish.owner), agenda.ask_first(wish)
    return {"id": wish.id, "name": name, "text": wish.text, "ask_first": first}


def _wish(known: Names, wish: Statement) -> str:
    asks = "  (" + _("own network asked?") + ")" if agenda.ask_first(wish) else ""
    return f"{wish.id:<5} {known.of(wish.owner)}: {wish.text}{asks}"


def _fitting(lines: Sequence[str]) -> list[str]:
    """On a terminal a long line is cut, so that the screen stays one screen."""
    one_line = [" / ".join(line.splitlines()) if line else line for line in lines]
    if not sys.stdout.isatty():
        return one_line
    most = output.width()
    return [line if len(line) <= most else line[: most - 1] + "…" for line in one_line]

"""The calendar of what there is to come back to: kept up by `remind`, given away by `export`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from talentregister import agenda
from talentregister.cli import output
from talentregister.cli.describe import Names
from talentregister.cli.reminder import Filters, why
from talentregister.language.i18n import gettext as _
from talentregister.model.records import Records

FEED_DAYS = timedelta(days=366)


class Feed(NamedTuple):
    """A calendar, how many days are in it, and how many people those are about."""

    content: bytes
    days: int
    people: int


def feed(records: Records, today: date, asked: Filters, *, named: bool) -> Feed:
    """Everything that is asked for, open or coming within a year; names only when `named`."""
    from talentregister.exchange import calendar

    known = Names(records)

    def summary(item: agenda.Item) -> str:
        if named:
            return output.safe(": ".join(filter(None, (known.of(item.about), why(item)))))
        return _("Come back to {who}").format(who=item.id or item.about)

    items = asked.let(records, agenda.everything(records, today, today + FEED_DAYS))
    people = {person.id for item in items for person in agenda.residents_of(records, item.about)}
    content = calendar.feed(items, records.meta.register, today, summary)
    return Feed(content, len(items), len(people))

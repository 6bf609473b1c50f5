"""
A calendar feed: every open promise as a day, for whatever calendar she keeps.

The same promises give the same bytes. What is overdue runs from its day
through today, so that it stays in sight until it is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from talentregister.agenda import Item

MAKER = "-//talentregister//talentregister//EN"


def feed(
    items: Iterable[Item], register: str, today: date, summary: Callable[[Item], str]
) -> bytes:
    """The items as RFC 5545; `register` makes their keys unlike those of another register."""
    import icalendar  # 80 ms that only a feed needs

    calendar = icalendar.Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "talentregister")
    for item in sorted(items, key=lambda item: (item.due, item.about, _key(item))):
        calendar.add_component(_event(item, register, today, summary(item)))
    return bytes(calendar.to_ical())


def _event(item: Item, register: str, today: date, summary: str) -> Any:
    import icalendar  # as above

    event = icalendar.Event()
    event.add("uid", f"{_key(item)}@{register}.talentregister")
    event.add("dtstamp", datetime.combine(_written(item), time(), UTC))
    event.add("dtstart", item.due)
    event.add("dtend", max(item.due, today) + timedelta(days=1))
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _key(item: Item) -> str:
    return item.id or f"{item.kind}-{item.about}"


def _written(item: Item) -> date:
    """A day that only moves when the promise does."""
    return item.followup.changed if item.followup else item.due

"""What is due, as a person reads it and as `--json` carries it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from talentregister import agenda
from talentregister.agenda import Item
from talentregister.cli.describe import Names, clock
from talentregister.cli.result import Block, Result, Table
from talentregister.cli.terms import term
from talentregister.language import contact, dates, names
from talentregister.language.i18n import gettext as _
from talentregister.model import tokens
from talentregister.model.records import Records
from talentregister.register.outcome import Notice, notice

# How far the count of what comes looks.
SOON = "2w"


@dataclass(frozen=True)
class Filters:
    """Which items are asked for; empty is all of them. `who` holds ids."""

    area: str = ""
    kinds: tuple[str, ...] = ()
    who: tuple[str, ...] = ()

    def let(self, records: Records, items: Iterable[Item]) -> tuple[Item, ...]:
        """The items that were asked for."""
        return tuple(item for item in items if self._asked(records, item))

    def _asked(self, records: Records, item: Item) -> bool:
        if self.kinds and item.kind not in self.kinds:
            return False
        parties = parties_of(records, item.about)
        if self.who and not set(self.who).intersection((item.about, *parties)):
            return False
        wanted = names.fold(self.area)
        return not wanted or any(wanted in names.fold(area(records, who)) for who in parties)


def filters(area: str | None, kind: str, who: tuple[str, ...] = ()) -> Filters:
    """The filters that were told. Raises Usage("choice_unknown")."""
    return Filters(area or "", tokens.read_several("followup_kind", kind), who)


def reminder(records: Records, today: date, asked: Filters, ahead: str) -> Result:
    """Everything due, and with `ahead` what comes within that time; else how much comes."""
    until = dates.after(today, dates.period(ahead or SOON))
    due, coming = (asked.let(records, i) for i in agenda.due_and_ahead(records, today, until))
    shown = coming if ahead else ()
    known = Names(records)
    # Nothing due says nothing at all: cron mails whatever is said, on either stream.
    comes = bool(due and coming) and not ahead
    count = (notice("comes", count=len(coming), period=SOON),) if comes else ()
    return Result(
        data={
            "due": [as_data(records, known, item) for item in due],
            "ahead": [as_data(records, known, item) for item in shown],
        },
        view=[
            *rows(records, known, due, ""),
            *rows(records, known, shown, _("Coming") if shown else ""),
        ],
        notices=(*clock(records, today), *count),
    )


def rows(records: Records, known: Names, items: Sequence[Item], title: str) -> list[Block]:
    """One line for each item, under a title."""
    if not items:
        return []
    headings = ("", _("day"), _("who"), _("why"), _("how to reach"), "")
    return [Table(headings, [row(records, known, i) for i in items], title=title, wide=3)]


def row(records: Records, known: Names, item: Item) -> tuple[str, ...]:
    """New or not, the day, who, why, how to reach them, and the id."""
    precision = item.followup.precision if item.followup else "day"
    return (
        "●" if item.new else "",
        dates.short(item.due) if precision == "day" else dates.in_full(item.due, precision),
        known.of(item.about),
        why(item),
        reach(records, item.about),
        item.id or "",
    )


def why(item: Item) -> str:
    """The kind, unless it is a plain promise, and their own words."""
    condition = item.followup.condition if item.followup else ""
    words = " · ".join(dict.fromkeys(filter(None, (condition, item.reason))))
    kind = "" if item.kind == "promise" else term("kind", item.kind)
    if item.kind == "rhythm" and item.about.startswith("i"):
        kind = term("kind", "yearly")
    return " ".join(filter(None, (kind, f"“{words}”" if words else "")))


def reach(records: Records, about: str) -> str:
    """How to reach whoever it is about; of a link, everybody in it."""
    return ", ".join(
        " ".join(filter(None, (contact.show_phone(r.phone) if r.phone else "", r.email)))
        for r in agenda.residents_of(records, about)
        if r.phone or r.email
    )


def parties_of(records: Records, about: str) -> tuple[str, ...]:
    """The ids of the residents and initiatives something is about."""
    link = records.links.get(about)
    return link.between if link is not None else (about,)


def area(records: Records, who: str) -> str:
    """The area of a resident or initiative."""
    return str(getattr(records.get(who), "area", ""))


def as_data(records: Records, known: Names, item: Item) -> dict[str, object]:
    """An item as `--json` carries it."""
    party = records.get(item.about)
    residents = agenda.residents_of(records, item.about)
    first = residents[0] if residents else None
    kinds = {"r": "resident", "i": "initiative", "l": "link"}
    return {
        "id": item.id,
        "about": {
            "id": item.about,
            "ref": getattr(party, "ref", ""),
            "name": known.of(item.about),
            "kind": kinds[item.about[0]],
        },
        "due": item.due,
        "days_open": item.days_open,
        "new": item.new,
        "kind": item.kind,
        "reason": item.reason,
        "condition": item.followup.condition if item.followup else "",
        "contact": {
            "by": first.contact_by if first else None,
            "phone": first.phone if first else "",
            "email": first.email if first else "",
        },
    }


def said(count: int) -> Notice:
    """How many people there are to call, without a name."""
    return notice("to_call", count=count)

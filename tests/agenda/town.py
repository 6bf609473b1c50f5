"""A register in memory, built in a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from talentregister.model.base import Record, number_of
from talentregister.model.followup import FollowUp
from talentregister.model.link import Link, Reached, Side
from talentregister.model.note import Note
from talentregister.model.records import TABLES, Meta, Records, Register
from talentregister.model.resident import Consent, Resident
from talentregister.model.statement import Statement

LONG_AGO = date(2020, 1, 1)


def records(*rows: Record) -> Records:
    tables: dict[str, dict[str, Any]] = {}
    for row in rows:
        tables.setdefault(TABLES[row.id[0]], {})[str(number_of(row.id))] = row
    meta = Meta(format=1, version="0", register="abcdef", generation=1, written=LONG_AGO)
    return Records(Register(meta=meta, **tables))


def resident(number: int = 1, **told: Any) -> Resident:
    days = {"created": LONG_AGO, "changed": LONG_AGO}
    return Resident(**{"id": f"r{number}", "name": f"Bewoner {number}", **days, **told})


def followup(number: int, due: date, **told: Any) -> FollowUp:
    made = told.pop("created", min(due, LONG_AGO))
    days = {"created": made, "changed": made}
    return FollowUp(**{"id": f"f{number}", "about": "r1", "due": due, **days, **told})


def note(number: int, on: date | None, *about: str) -> Note:
    return Note(
        id=f"n{number}", about=about or ("r1",), text="gesproken", on=on,
        created=LONG_AGO, changed=LONG_AGO,
    )  # fmt: skip


def link(number: int, between: Sequence[str], *steps: tuple[str, date], **told: Any) -> Link:
    history = tuple(Reached(state=state, on=day) for state, day in steps)  # type: ignore[arg-type]
    return Link(
        id=f"l{number}", sides=tuple(Side(who=who) for who in between), history=history,
        **{"created": LONG_AGO, "changed": LONG_AGO, "state": steps[-1][0], **told},
    )  # fmt: skip


def wish(number: int, on: date, **told: Any) -> Statement:
    days = {"created": on, "changed": on, "on": on}
    return Statement(
        **{"id": f"s{number}", "owner": "r1", "kind": "wants", "text": "hulp", **days, **told}
    )


def left_alone(on: date) -> tuple[Consent, ...]:
    return (Consent(purpose="approach", given=False, on=on),)

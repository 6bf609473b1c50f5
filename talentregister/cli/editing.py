"""
Editing on a terminal: one question a field, with what stands there now.

No lock is held while somebody types. When the record was changed meanwhile,
both are shown side by side and the answer decides.
"""

from __future__ import annotations

from collections.abc import Mapping

from talentregister.cli.ask import ask, confirm
from talentregister.cli.output import cell, show
from talentregister.cli.result import Table
from talentregister.cli.session import Session
from talentregister.errors import NotFound, Refused, Usage
from talentregister.language import contact
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.model import availability
from talentregister.model.availability import Availability
from talentregister.model.base import Record
from talentregister.model.initiative import Initiative
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement
from talentregister.register import gather
from talentregister.register.outcome import Outcome

# What is asked of each kind: the field as it is told, and its name on screen.
ASKED: Mapping[type[Record], Mapping[str, str]] = {
    Resident: {
        "name": N_("name"),
        "area": N_("area"),
        "address": N_("address"),
        "postcode": N_("postcode"),
        "phone": N_("phone"),
        "email": N_("email"),
        "available": N_("available"),
    },
    Initiative: {
        "name": N_("name"),
        "description": N_("what"),
        "area": N_("area"),
        "place": N_("place"),
        "schedule": N_("when"),
        "contact": N_("contact"),
    },
    Statement: {"text": N_("the words"), "available": N_("available")},
}
CLEARS = "-"


def edited(session: Session, record_id: str, *, anyway: bool) -> Outcome:
    """
    Ask field by field, and save; Enter keeps, a dash clears.

    Raises Usage("edit_nothing") when everything was kept, Refused("changed_meanwhile")
    when the record changed meanwhile and the answer is no.
    """
    before = _record(session, record_id)
    told = _answers(before)
    if not told:
        raise Usage("edit_nothing", hint="edit_options")
    try:
        return gather.edit(
            session.home, session.today, record_id, told, anyway=anyway, rev=before.rev
        )
    except Refused as error:
        if error.code != "changed_meanwhile":
            raise
        now = _record(session, record_id)
        _side_by_side(now, told)
        if not confirm(_("It was changed meanwhile. Save yours all the same?")):
            raise
        return gather.edit(session.home, session.today, record_id, told, anyway=anyway, rev=now.rev)


def _record(session: Session, record_id: str) -> Record:
    record = session.read().get(record_id)
    if record is None:
        raise NotFound("id_unknown", id=record_id)
    if type(record) not in ASKED:
        raise Usage("edit_nothing", hint="edit_options")
    return record


def _answers(record: Record) -> dict[str, str]:
    told = {}
    for field, label in ASKED[type(record)].items():
        now = _current(record, field)
        answer = ask(f"{_(label)} [{cell(now)}]:" if now else f"{_(label)}:")
        if answer:
            told[field] = "" if answer == CLEARS else answer
    return told


def _current(record: Record, field: str) -> str:
    """A field as it would be typed."""
    value = getattr(record, "availability" if field == "available" else field)
    if isinstance(value, Availability):
        return availability.show(value)
    return contact.show_phone(value) if field == "phone" and value else str(value or "")


def _side_by_side(now: Record, told: Mapping[str, str]) -> None:
    """What stands there now beside what was typed, on the terminal."""
    import sys

    labels = ASKED[type(now)]
    rows = [(_(labels[f]), _current(now, f), text or CLEARS) for f, text in told.items()]
    show((Table(("", _("there now"), _("yours")), rows),), sys.stderr)

"""
Drafts: a letter or mail to send herself. Nothing is ever sent from here.

Templates are plain text, one a kind and a language; the first line is the
subject, and what follows a line `---` is the short message. They say
`{{ given }}`, `{{ words }}`, `{{ said_on }}` and choose between *je* and *u*
with `{% if je %}`. A file of the same name in a directory of hers goes before
the one that is shipped.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from talentregister.agenda import Item, residents_of
from talentregister.errors import Refused
from talentregister.language import dates, i18n
from talentregister.letters import templates
from talentregister.model import followup as followups
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link
from talentregister.model.records import Records
from talentregister.model.resident import Resident


@dataclass(frozen=True)
class Letter:
    """A draft: whom it goes to, how to reach them, what it says; `short` as a text message."""

    to: str
    email: str
    subject: str
    body: str
    phone: str = ""
    short: str = ""


@dataclass(frozen=True)
class Writer:
    """Who writes: the name under a draft, and the directory of templates of her own."""

    name: str = ""
    templates: Path | None = None


def drafts(
    records: Records,
    item: Item,
    today: date,
    writer: Writer = Writer(),
    only: Collection[str] = (),
) -> tuple[Letter, ...]:
    """
    A draft for each resident the item is about (or `only` these ids), in the language spoken now.

    Quotes their own words and the day they said them; word back goes to the
    organisation that referred. Raises Refused("leave_be") for who may not be
    approached (word back and access are owed all the same),
    Refused("no_one_to_write") when it is about no resident,
    Usage("template_error") naming file and line.
    """
    residents = [r for r in residents_of(records, item.about) if not only or r.id in only]
    if not residents:
        raise Refused("no_one_to_write", id=item.id or item.about)
    owed = item.kind in followups.NEVER_SILENCED
    if not owed and any(resident.silent for resident in residents):
        raise Refused("leave_be", id=item.about)
    return tuple(_draft(records, item, resident, today, writer) for resident in residents)


def _draft(records: Records, item: Item, resident: Resident, today: date, writer: Writer) -> Letter:
    followup = item.followup
    said_on = followup.on if followup is not None else None
    text = templates.filled(
        item.kind,
        i18n.language(),
        writer.templates,
        given=_given(resident),
        name=resident.spoken,
        je=resident.address_form != "u",
        words=item.reason,
        said_on=dates.in_full(said_on) if said_on and said_on < today else "",
        others=_others(records, item.about, resident),
        visited=_visited(records, resident, said_on),
        signed=writer.name,
    )
    subject, body, short = templates.parts(text)
    if item.kind == "word_back":
        organisation = resident.referrer.organisation if resident.referrer else item.reason
        return Letter(organisation, "", subject, body, "", short)
    return Letter(resident.spoken, resident.email, subject, body, resident.phone, short)


def _visited(records: Records, resident: Resident, since: date | None) -> bool:
    """Whether there was a talk since a referral: all that word back may say."""
    spoke = records.last_contact(resident.id)
    return spoke is not None and (since is None or spoke >= since)


def _given(resident: Resident) -> str:
    """How to greet somebody by name; a title or an initial (`mevr.`, `G.`) is no greeting."""
    given = resident.parts.given
    return given if given and "." not in given else resident.spoken


def _others(records: Records, about: str, resident: Resident) -> str:
    """With whom a resident was brought together: an initiative by name, a neighbour never."""
    record = records.get(about)
    if not isinstance(record, Link):
        return ""
    parties = (records.party(who) for who in record.between if who != resident.id)
    return ", ".join(party.name for party in parties if isinstance(party, Initiative))

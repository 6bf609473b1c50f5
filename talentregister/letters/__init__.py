"""
Drafts: a letter or mail to send herself. Nothing is ever sent from here.

Templates are plain text, one a kind and a language; the first line is the
subject. They say `{{ given }}`, `{{ words }}`, `{{ said_on }}` and choose
between *je* and *u* with `{% if je %}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from talentregister.agenda import Item, residents_of
from talentregister.errors import Refused, Usage
from talentregister.language import dates, i18n
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link
from talentregister.model.records import Records
from talentregister.model.resident import Resident

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Letter:
    """A draft: whom it goes to, how to reach them, what it says."""

    to: str
    email: str
    subject: str
    body: str


def drafts(records: Records, item: Item, today: date) -> tuple[Letter, ...]:
    """
    A draft for each resident the item is about, in the language spoken now.

    Quotes their own words and the day they said them. Raises
    Refused("leave_be") for who may not be approached, Refused("no_one_to_write")
    when it is about no resident, Usage("template_error") naming file and line.
    """
    residents = residents_of(records, item.about)
    if not residents:
        raise Refused("no_one_to_write", id=item.id)
    if any(resident.silent for resident in residents):
        raise Refused("leave_be", id=item.about)
    return tuple(_draft(records, item, resident, today) for resident in residents)


def _draft(records: Records, item: Item, resident: Resident, today: date) -> Letter:
    followup = item.followup
    said_on = followup.on if followup is not None else None
    text = _filled(
        item.kind,
        given=resident.parts.given or resident.name,
        name=resident.name,
        je=resident.address_form != "u",
        words=item.reason,
        said_on=dates.in_full(said_on) if said_on and said_on < today else "",
        others=_others(records, item.about, resident),
    )
    subject, _, body = text.partition("\n")
    return Letter(resident.name, resident.email, subject.strip(), body.strip() + "\n")


def _others(records: Records, about: str, resident: Resident) -> str:
    """With whom a resident was brought together: an initiative by name, a neighbour never."""
    record = records.get(about)
    if not isinstance(record, Link):
        return ""
    parties = (records.party(who) for who in record.between if who != resident.id)
    return ", ".join(party.name for party in parties if isinstance(party, Initiative))


def _filled(kind: str, **values: object) -> str:
    import jinja2  # 40 ms that only a draft needs

    path = TEMPLATES / i18n.language() / f"{kind}.txt"
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    try:
        return environment.from_string(path.read_text(encoding="utf-8")).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise Usage("template_error", file=path.name, line=error.lineno) from None
    except jinja2.UndefinedError:
        raise Usage("template_error", file=path.name, line=1) from None

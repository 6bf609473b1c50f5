"""Rules about values alone: what a link still needs before people meet."""

from __future__ import annotations

from typing import Literal, NamedTuple

from talentregister.model.initiative import Initiative
from talentregister.model.link import Link, State
from talentregister.model.records import Records
from talentregister.model.resident import Resident

Need = Literal["share", "refused", "company_or_ring", "first_visit"]


class Missing(NamedTuple):
    """Something a link still needs, and of whom (the id of a resident or initiative)."""

    need: Need
    who: str


def missing_for(link: Link, state: State, records: Records) -> tuple[Missing, ...]:
    """
    What is missing before `link` may reach `state` (invariant 5).

    Introduced needs the yes of every resident to be named to the other, and,
    to an initiative that is open with company, company or a name to ring.
    Running also needs a first visit. The other states need nothing.
    """
    if state not in ("introduced", "running"):
        return ()
    missing = [*_unshared(link, records), *_unaccompanied(link, records)]
    if state == "running" and link.first_visit is None:
        missing.append(Missing("first_visit", link.id))
    return tuple(missing)


def _unshared(link: Link, records: Records) -> list[Missing]:
    return [
        Missing("refused" if _refuses(side.share, resident) else "share", side.who)
        for side in link.sides
        if (resident := records.residents.get(side.who)) is not None
        and not _agrees(side.share, resident)
    ]


def _agrees(said: str, resident: Resident) -> bool:
    """Said on the link, or standing and not refused on the link."""
    return said == "yes" or (said == "not_asked" and resident.consent("share") == "yes")


def _refuses(said: str, resident: Resident) -> bool:
    """A no was said once for all, and nothing else of this link."""
    return said == "not_asked" and resident.consent("share") == "no"


def _unaccompanied(link: Link, records: Records) -> list[Missing]:
    if link.company or link.ring:
        return []
    return [
        Missing("company_or_ring", side.who)
        for side in link.sides
        if isinstance(party := records.get(side.who), Initiative)
        and party.open_to_newcomers == "with_company"
    ]

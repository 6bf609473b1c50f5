"""
Who goes out: those that were asked for, and what is theirs.

Nobody who is frozen goes out, and nothing that names them: of a link every
resident has to go out, or it would say a name that was not asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from talentregister.exchange.headings import Kind
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link
from talentregister.model.records import Party, Records
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement


def anybody(_party: Party) -> bool:
    """The filter that lets everybody pass."""
    return True


def carriers(party: Party, records: Records) -> tuple[Resident, ...]:
    """Who carries an initiative, but for those who are frozen."""
    ids = party.carriers if isinstance(party, Initiative) else ()
    found = (records.residents.get(id_) for id_ in ids)
    return tuple(r for r in found if r is not None and r.status != "frozen")


class Selection:
    """The residents and initiatives of `records` that `asked` lets pass, and what is theirs."""

    def __init__(self, records: Records, asked: Callable[[Party], bool] = anybody) -> None:
        self.records = records
        self._asked = asked

    @cached_property
    def residents(self) -> tuple[Resident, ...]:
        """The residents, in the order they were written down."""
        everybody = self.records.residents.values()
        return tuple(r for r in everybody if r.status != "frozen" and self._asked(r))

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        """The initiatives, in the order they were written down."""
        return tuple(i for i in self.records.initiatives.values() if self._asked(i))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What they love, can, want and have, in whatever state."""
        return tuple(s for s in self.records.statements.values() if s.owner in self._ids)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links they are in, with no resident who does not go out."""
        return tuple(
            link
            for link in self.records.links.values()
            if not self._ids.isdisjoint(link.between)
            and all(who in self._ids for who in link.between if who in self.records.residents)
        )

    @property
    def followups(self) -> tuple[FollowUp, ...]:
        """What was promised about them and about their links, soonest first."""
        about = self._ids | {link.id for link in self.links}
        found = (f for f in self.records.followups.values() if f.about in about)
        return tuple(sorted(found, key=lambda followup: (followup.due, followup.id)))

    def people(self, *kinds: Kind) -> int:
        """How many residents these sheets name: their own, and who carries an initiative."""
        named = {r.id for r in self.residents} if "residents" in kinds else set()
        for initiative in self.initiatives if "initiatives" in kinds else ():
            named.update(resident.id for resident in carriers(initiative, self.records))
        return len(named)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(party.id for party in (*self.residents, *self.initiatives))

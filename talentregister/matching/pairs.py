"""What stands between two parties already: an open link, a no, or that one carries the other."""

from __future__ import annotations

from collections.abc import Sequence

from talentregister.matching.board import Wish
from talentregister.model.records import Records


class Pairs:
    """Looks up links and rejections by pair, whichever way round."""

    def __init__(self, records: Records) -> None:
        self._open: dict[frozenset[str], str] = {}
        self._refused: dict[frozenset[str], set[str | None]] = {}
        for link in records.links.values():
            pair = frozenset(link.between)
            if link.open:
                self._open.setdefault(pair, link.id)
            elif link.state == "failed":
                self._refused.setdefault(pair, set()).update(link.statements or (None,))
        for no in records.rejections.values():
            self._refused.setdefault(frozenset(no.pair), set()).add(no.ask)
        for initiative in records.initiatives.values():
            for carrier in initiative.carriers:  # who runs it need not be found for it
                self._refused.setdefault(frozenset((initiative.id, carrier)), set()).add(None)

    def open_link(self, one: str, other: str) -> str | None:
        """The id of the open link between two, if there is one."""
        return self._open.get(frozenset((one, other)))

    def refused(self, one: str, other: str, ask: str | None) -> bool:
        """Whether the worker, or a link that came to nothing, said no: for all or for this ask."""
        noes = self._refused.get(frozenset((one, other)))
        return noes is not None and (None in noes or ask in noes)

    def left(self, wishes: Sequence[Wish], one: str, other: str) -> Sequence[Wish]:
        """The wishes of one that the other may answer; all of them, mostly, as they came."""
        if frozenset((one, other)) not in self._refused:
            return wishes
        return [wish for wish in wishes if not self.refused(one, other, wish.piece.id)]

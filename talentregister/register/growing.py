"""An initiative grows out of wishes: it is linked with whoever asked, for what they asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from talentregister.errors import NotFound, Refused, Usage
from talentregister.model.base import Record
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link, Reached, Side
from talentregister.model.statement import Statement
from talentregister.register import texts
from talentregister.register.who import is_id
from talentregister.storage import Change


def connect(change: Change, initiative: Record, wishes: str, today: date) -> None:
    """
    Propose `initiative` to everybody whose wishes these are (`s12,s40`), one link a person.

    A link that is open already takes the wishes along. Raises Usage("wishes_of_initiative")
    for a record that is none, NotFound("id_unknown"), Refused("no_open_wish"),
    Refused("leave_be") for who may not be approached.
    """
    if not isinstance(initiative, Initiative):
        raise Usage("wishes_of_initiative", hint="bundles")
    asked: dict[str, list[Statement]] = {}
    for wish in _wishes(change, wishes):
        asked.setdefault(wish.owner, []).append(wish)
    for who, said in asked.items():
        _link(change, initiative, who, said, today)


def _wishes(change: Change, ids: str) -> Iterator[Statement]:
    for wish_id in dict.fromkeys(filter(None, (piece.strip() for piece in ids.split(",")))):
        wish = change.get(wish_id) if is_id(wish_id) else None
        if wish is None and is_id(wish_id):
            raise NotFound("id_unknown", hint="bundles", id=wish_id)
        if not (isinstance(wish, Statement) and wish.kind == "wants" and wish.counts):
            raise Refused("no_open_wish", hint="bundles", id=wish_id)
        resident = change.records.residents.get(wish.owner)
        if resident is None:  # what an initiative asks
            raise Refused("no_open_wish", hint="bundles", id=wish_id)
        if resident.silent:
            raise Refused("leave_be", id=resident.id)
        yield wish


def _link(
    change: Change, initiative: Initiative, who: str, said: list[Statement], today: date
) -> None:
    """A new link, or the one that is open already with more wishes."""
    ids = tuple(wish.id for wish in said)
    for link in change.records.links_of(who):
        if link.open and set(link.between) == {who, initiative.id}:
            joined = tuple(dict.fromkeys((*link.statements, *ids)))
            change.put(msgspec.structs.replace(link, statements=joined))
            return
    change.add(
        Link,
        sides=(Side(who=who), Side(who=initiative.id)),
        statements=ids,
        why=texts.words("; ".join(wish.text for wish in said), "why", anyway=True),
        history=(Reached(state="proposed", on=today),),
    )

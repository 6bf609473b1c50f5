"""The plan of a merge becomes one change: all of it or nothing, and one undo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from talentregister.errors import Refused
from talentregister.exchange.merging import Merging
from talentregister.exchange.settling import NEW, rewired, with_key
from talentregister.model.base import Record
from talentregister.model.records import KINDS, TABLES
from talentregister.storage import Change, Home, transaction
from talentregister.storage.layout import Stored


def bring(home: Home, today: date, plan: Merging) -> Mapping[str, str]:
    """
    Write a merge down. Returns our id of everything that has a place here, by theirs.

    Raises Refused("register_changed") when somebody wrote the register since it was read.
    """
    with transaction(home, "import", today) as change:
        if change.records.meta.generation != plan.generation:
            raise Refused("register_changed")
        if plan.nothing:
            return plan.settled.places
        change.back_up_first()
        ids = _places(change, plan)
        for their_id in plan.settled.coming:
            change.set(ids[their_id], _image(change, plan, their_id, ids))
        ours = {f"{NEW}{key}": ids[key] for key in plan.settled.coming}
        for record in plan.settled.joined.values():
            change.put(_rewired(record, ours))
        return ids


def _places(change: Change, plan: Merging) -> dict[str, str]:
    """Our id for everything: the one it has, or a new one; in a copy of this register its own."""
    if plan.kinship != "other":
        change.never_use(dict(plan.whole.records.meta.next))
        change.never_use(_beyond(plan))
    if plan.kinship == "empty":
        change.go_on_as(plan.whole.document)
    new = {}
    for key in plan.settled.coming:
        keeps = plan.kinship != "other" and change.stored(key) is None
        new[f"{NEW}{key}"] = key if keeps else change.new_id(key[0])
    return {key: new.get(place, place) for key, place in plan.settled.places.items()}


def _beyond(plan: Merging) -> dict[str, int]:
    """The number after the last of every kind: what the other file forgot to count."""
    return {
        letter: max(map(int, table)) + 1
        for letter, name in TABLES.items()
        if (table := plan.whole.document[name])
    }


def _image(change: Change, plan: Merging, their_id: str, ids: Mapping[str, str]) -> Stored:
    """A record of theirs as it stands here: nothing lost, pointing at ours."""
    stored: Stored = plan.whole.document[TABLES[their_id[0]]][their_id[1:]]
    image = rewired(stored, lambda key: None if key in plan.settled.silent else ids.get(key))
    if plan.kinship == "other" and their_id[0] in "ri":
        own = f"{change.records.meta.register}-"
        if image.get("ref", "").startswith(own):  # ours once, and no more
            image = {**image, "ref": ""}
        image = with_key(image, f"{plan.whole.register}-{their_id}")
    return {**image, "id": ids[their_id], "rev": _revision(change, plan, stored)}


def _revision(change: Change, plan: Merging, stored: Stored) -> int:
    """A register that goes on here keeps its revisions; whatever else comes was written now."""
    told: int = stored.get("rev", 0)
    known = plan.kinship == "empty" and 0 < told <= plan.whole.records.meta.generation
    return told if known else change.generation


def _rewired(record: Record, ours: Mapping[str, str]) -> Record:
    stored = rewired(msgspec.to_builtins(record), lambda key: ours.get(key, key))
    placed: Record = msgspec.convert(stored, KINDS[record.id[0]])
    return placed

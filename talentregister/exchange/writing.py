"""
The register becomes a sheet that her Excel opens by double click.

One row a resident or initiative, under headings that import reads back;
importing our own sheet changes nothing. What would not fit in one cell gets
numbered columns ("Terugbellen op 2"), what hardly anybody has a column only
when somebody has it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from talentregister.errors import Refused, Usage
from talentregister.exchange import cells, delimited, headings
from talentregister.exchange.cells import ALSO, READINGS, STATEMENTS
from talentregister.exchange.headings import Kind
from talentregister.language.names import fold
from talentregister.model.initiative import Initiative
from talentregister.model.records import Party, Records
from talentregister.model.resident import Resident
from talentregister.model.statement import separated
from talentregister.storage import disk

# Columns that are there even when they are empty: what she fills in by hand.
_ALWAYS: Mapping[Kind, frozenset[str]] = {
    "residents": frozenset(
        """
        ref name area address postcode phone email loves can wants has available due reason
        met_on through note
        """.split()
    ),
    "initiatives": frozenset(
        """
        ref name description kind wants has area place schedule contact carriers in_hands_of state
        """.split()
    ),
}


class Place(NamedTuple):
    """A column of our own: its target (or `extra`), its number, and the key of an extra one."""

    target: str
    number: int = 1
    key: str = ""


_PARTS = (Place("given"), Place("prefix"), Place("surname"))


class Written(NamedTuple):
    """A sheet to write: headings and rows of text."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def sheet(records: Records, kind: Kind, area: str = "") -> Written:
    """Everyone of a kind (of an area), but who is frozen: nothing of them is used."""
    filled = [dict(_filled(party, records, kind)) for party in _parties(records, kind, area)]
    places = _places(filled, kind)
    above = [_heading(place, kind) for place in places]
    return Written(above, [[row.get(place, "") for place in places] for row in filled])


def key_of(party: Party, records: Records) -> str:
    """What makes a row of our own sheet find its record again."""
    own = f"{records.meta.register}-"
    if party.ref and not party.ref.startswith(own) and len(records.with_ref(party.ref)) == 1:
        return party.ref
    return f"{own}{party.id}"


def save(path: Path, content: bytes, *, force: bool = False) -> None:
    """
    Write a file for its owner only, whole or not at all.

    Raises Refused("target_exists") unless `force`, Usage("target_no_file") for
    what is no file, Unwritable.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise Usage("target_no_file", file=str(path))
    if target.exists() and not force:
        raise Refused("target_exists", hint="force", file=str(path))
    if force:
        disk.replace(target, target.with_name(f".{target.name}.new"), content)
        return
    try:
        disk.create(target, content)
    except FileExistsError:
        raise Refused("target_exists", hint="force", file=str(path)) from None


def file_of(written: Written, *, plain: bool = False) -> bytes:
    """The bytes of a sheet."""
    return delimited.written([written.headings, *written.rows], plain=plain)


def _parties(records: Records, kind: Kind, area: str) -> Iterator[Party]:
    parties: Mapping[str, Party] = getattr(records, kind)
    for party in parties.values():
        frozen = isinstance(party, Resident) and party.status == "frozen"
        if not frozen and fold(area) in fold(party.area):
            yield party


def _places(rows: Iterable[Mapping[Place, str]], kind: Kind) -> list[Place]:
    """The columns: in the order of the headings, then by number, then what has no home."""
    order = {home.target: number for number, home in enumerate(headings.homes(kind))}
    used = dict.fromkeys(Place(target) for target in order if target in _ALWAYS[kind])
    used.update(dict.fromkeys(place for row in rows for place in row))
    if not used.keys().isdisjoint(_PARTS):
        used.update(dict.fromkeys(_PARTS))  # one part alone would be read as another
    return sorted(used, key=lambda place: _rank(place, order))


def _rank(place: Place, order: Mapping[str, int]) -> tuple[int, int, int]:
    rank = order.get(place.target, len(order))
    # A second day stands beside its own reason.
    return (order["due"], place.number, rank) if place.number > 1 else (rank, 1, rank)


def _heading(place: Place, kind: Kind) -> str:
    if place.target == "extra":
        return headings.extra_heading(place.key, kind)
    home = next(home for home in headings.homes(kind) if home.target == place.target)
    return headings.heading(home, place.number)


def _filled(party: Party, records: Records, kind: Kind) -> Iterator[tuple[Place, str]]:
    """Every cell of a row that holds anything."""
    for target, text in (
        ("ref", key_of(party, records)),
        *((key, cells.written(kind, key, party)) for key in READINGS[kind] if key != "ref"),
        *_said(party, records),
        ("note", "\n\n".join(cells.note_written(n) for n in records.notes_about(party.id))),
        ("also", "; ".join(party.extra.get(ALSO, "").splitlines())),
        ("carriers", "; ".join(_carriers(party, records))),
    ):
        if text and not (target == "status" and text == "active"):
            yield Place(target), text
    yield from _promised(party, records)
    for key, text in party.extra.items():
        if key != ALSO and text:
            yield Place("extra", key=key), text


def _said(party: Party, records: Records) -> Iterator[tuple[str, str]]:
    """What somebody loves, can, wants and has, as far as it still speaks."""
    for kind in STATEMENTS:
        texts = [s.text for s in records.statements_of(party.id) if s.kind == kind and s.counts]
        yield kind, "; ".join(texts)


def _promised(party: Party, records: Records) -> Iterator[tuple[Place, str]]:
    waiting = [f for f in records.followups_about(party.id) if f.state == "open"]
    for number, followup in enumerate(waiting, 1):
        yield Place("due", number), cells.day_written(followup)
        if followup.reason:
            yield Place("reason", number), followup.reason
        if followup.condition:
            yield Place("condition", number), followup.condition


def _carriers(party: Party, records: Records) -> Iterator[str]:
    """Carriers by name, or by key where the name alone would not find them again."""
    for id_ in party.carriers if isinstance(party, Initiative) else ():
        resident = records.residents.get(id_)
        if resident is None:
            continue
        alone = [p for p in records.named(resident.name) if isinstance(p, Resident)] == [resident]
        plain = separated(resident.name) == [resident.name]
        yield resident.name if alone and plain else key_of(resident, records)

"""
The register becomes a sheet that her Excel opens by double click.

One row a resident or initiative, under headings that import reads back;
importing our own sheet changes nothing. What would not fit in one cell gets
numbered columns ("Terugbellen op 2"), what hardly anybody has a column only
when somebody has it. Consents are not in it: a bare "ja" read back would be a
consent without the day and the manner that make it one (DESIGN.md, Model).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from talentregister.errors import Refused, Unwritable, Usage
from talentregister.exchange import cells, delimited, headings
from talentregister.exchange.cells import ALSO, READINGS, STATEMENTS
from talentregister.exchange.headings import Kind
from talentregister.exchange.selection import Selection, carriers
from talentregister.model.initiative import Initiative
from talentregister.model.records import Party, Records
from talentregister.model.resident import Resident
from talentregister.model.statement import separated
from talentregister.register.texts import LONGEST
from talentregister.storage import disk

# What a cell holds: text, or a day that a workbook writes as a day.
Cell = str | date

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
    """A sheet to write: headings and rows of cells."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def sheet(chosen: Selection, kind: Kind) -> Written:
    """Every resident, or every initiative, that goes out."""
    parties: Sequence[Party] = getattr(chosen, kind)
    filled = [dict(_filled(party, chosen.records, kind)) for party in parties]
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
    with saving(path, content, force=force):
        pass


@contextmanager
def saving(path: Path, content: bytes, *, force: bool = False) -> Iterator[None]:
    """
    The same, around a block: the file gets its name when the block ends well.

    Everything that fails for want of room or leave fails before the block; a block
    that fails leaves no file. Raises what `save` raises.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.new")
    _must_be_free(path, target, force=force)
    try:
        with disk.saying(target, len(content)):
            disk.write_new(temporary, content)
        yield
        with disk.saying(target):
            if force:
                disk.rename(temporary, target)
            elif not disk.named(temporary, target):
                raise Refused("target_exists", hint="force", file=str(path))
            disk.sync_directory(target.parent)
    finally:
        disk.discard(temporary)


def _must_be_free(path: Path, target: Path, *, force: bool) -> None:
    if not target.parent.is_dir():
        raise Unwritable("no_directory", path=str(target.parent))
    if target.exists() and not target.is_file():
        raise Usage("target_no_file", file=str(path))
    if target.exists() and not force:
        raise Refused("target_exists", hint="force", file=str(path))


def file_of(written: Written, *, plain: bool = False) -> bytes:
    """The bytes of a sheet as text with delimiters."""
    rows = ([cells.told(cell) for cell in row] for row in written.rows)
    return delimited.written([written.headings, *rows], plain=plain)


def _places(rows: Iterable[Mapping[Place, Cell]], kind: Kind) -> list[Place]:
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
    beside = order["due"] if place.target in ("due", "reason", "condition") else rank
    return beside, place.number, rank


def _heading(place: Place, kind: Kind) -> str:
    if place.target == "extra":
        return headings.extra_heading(place.key, kind)
    home = next(home for home in headings.homes(kind) if home.target == place.target)
    return headings.heading(home, place.number)


def _filled(party: Party, records: Records, kind: Kind) -> Iterator[tuple[Place, Cell]]:
    """Every cell of a row that holds anything."""
    for target, cell in (
        ("ref", key_of(party, records)),
        *((key, cells.written(kind, key, party)) for key in READINGS[kind] if key != "ref"),
        ("also", "; ".join(party.extra.get(ALSO, "").splitlines())),
        ("carriers", "; ".join(_carriers(party, records))),
    ):
        if cell and not (target == "status" and cell == "active"):
            yield Place(target), cell
    yield from _said(party, records)
    yield from _promised(party, records)
    for key, text in party.extra.items():
        if key != ALSO and text:
            yield Place("extra", key=key), text


def _said(party: Party, records: Records) -> Iterator[tuple[Place, Cell]]:
    """What somebody loves, can, wants and has, as far as it still speaks; and the notes."""
    # An initiative loves and can nothing in a sheet: what was written down so, it offers.
    apart: Mapping[str, str] = (
        {"loves": "has", "can": "has"} if isinstance(party, Initiative) else {}
    )
    for kind in STATEMENTS:
        texts = [
            s.text
            for s in records.statements_of(party.id)
            if s.counts and apart.get(s.kind, s.kind) == kind
        ]
        yield from _columns(kind, texts, "; ")
    notes = map(cells.note_written, records.notes_about(party.id))
    yield from _columns("note", notes, "\n\n")


def _columns(target: str, texts: Iterable[str], between: str) -> Iterator[tuple[Place, Cell]]:
    """Texts joined in one cell, and in a next column where a cell would get too long to read."""
    number, cell = 1, ""
    for text in texts:
        if cell and len(cell) + len(between) + len(text) > LONGEST:
            yield Place(target, number), cell
            number, cell = number + 1, ""
        cell = f"{cell}{between}{text}" if cell else text
    if cell:
        yield Place(target, number), cell


def _promised(party: Party, records: Records) -> Iterator[tuple[Place, Cell]]:
    waiting = [f for f in records.followups_about(party.id) if f.state == "open"]
    for number, followup in enumerate(waiting, 1):
        yield Place("due", number), cells.day_written(followup)
        if followup.reason:
            yield Place("reason", number), followup.reason
        if followup.condition:
            yield Place("condition", number), followup.condition


def _carriers(party: Party, records: Records) -> Iterator[str]:
    """Carriers by name, or by key where the name alone would not find them again."""
    for resident in carriers(party, records):
        alone = [p for p in records.named(resident.name) if isinstance(p, Resident)] == [resident]
        plain = separated(resident.name) == [resident.name]
        yield resident.name if alone and plain else key_of(resident, records)

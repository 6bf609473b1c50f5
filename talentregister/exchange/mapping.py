"""
Headings that were given a place by hand: `Hobby's=loves`, and what of it is remembered.

A mapping is remembered for the same headings in any order. What is kept holds no
heading, only hashes: what stands above a sheet without headings may be people's data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from talentregister.errors import Usage
from talentregister.exchange.headings import (
    EXTRA,
    NO_MAPPING,
    Column,
    Kind,
    Layout,
    plain,
    target_of,
)
from talentregister.language.names import fold

# Below this a heading is quite another one.
_NEAR = 50.0


class Chosen(NamedTuple):
    """
    The places given to the headings of one sheet, by the heading made plain.

    `told` now (an empty place: no longer), `remembered` from before.
    """

    told: Mapping[str, str] = NO_MAPPING
    remembered: Mapping[str, str] = NO_MAPPING

    @property
    def places(self) -> Mapping[str, str]:
        """What goes for this sheet."""
        both = {**self.remembered, **self.told}
        return {heading: place for heading, place in both.items() if place}

    @property
    def forgotten(self) -> tuple[str, ...]:
        """The headings that lose the place they had."""
        return tuple(h for h, place in self.told.items() if not place and h in self.remembered)


NOTHING_CHOSEN = Chosen()
# The places for these headings.
Choose = Callable[[Sequence[str]], Chosen]


def nothing_chosen(_headings: Sequence[str]) -> Chosen:
    """Where no heading was given a place."""
    return NOTHING_CHOSEN


def told(mappings: Iterable[str], headings: Sequence[str]) -> Mapping[str, str]:
    """
    What `heading=place` says, by the heading made plain.

    Raises Usage("map_unreadable", "heading_unknown"), the latter with the nearest heading.
    """
    places: dict[str, str] = {}
    there = {plain(heading): heading for heading in headings if plain(heading)}
    for text in mappings:
        heading, equals, place = text.rpartition("=")
        if not equals or not heading.strip():
            raise Usage("map_unreadable", text=text)
        if plain(heading) not in there:
            raise Usage("heading_unknown", text=heading.strip(), nearest=_nearest(heading, there))
        places[plain(heading)] = place.strip()
    return places


def _nearest(heading: str, there: Mapping[str, str]) -> str:
    from rapidfuzz import fuzz, process  # 19 ms that only a mistake costs

    near = process.extractOne(plain(heading), list(there), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return there[near[0]] if near else ""


def remembered(kept: Mapping[str, str], headings: Sequence[str]) -> Mapping[str, str]:
    """The places of these headings in what was kept for them."""
    found = {plain(heading): kept.get(_hash(plain(heading)), "") for heading in headings}
    return {heading: place for heading, place in found.items() if place}


def to_keep(layout: Layout) -> Mapping[str, str]:
    """What to remember of a layout: its mapped headings, hashed, each with its place."""
    return {_hash(plain(c.heading)): place_of(c) for c in layout.columns if c.mapped}


def place_of(column: Column) -> str:
    """The place of a column as a mapping may name it, in any language."""
    if not column.target:
        return EXTRA
    return column.target if column.number == 1 else f"{column.target} {column.number}"


def sheet_key(headings: Sequence[str], kind: Kind | None) -> str:
    """What stands for these headings, in any order; `kind` when it was told what they are."""
    # Rows that were left out lie in the same sheet, with a column that says why.
    theirs = [text for text in headings if target_of(text, "residents") != "left_out"]
    words = sorted(plain(text) or fold(text) for text in theirs)
    return _hash("\n".join([kind or "", *words]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

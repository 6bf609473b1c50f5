"""What `--map` taught: kept in the config directory for its owner only, without a heading in it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from talentregister.errors import Refused, RegisterError
from talentregister.exchange import mapping
from talentregister.exchange.headings import Column, Kind, heading_of, plain
from talentregister.exchange.incoming import Incoming
from talentregister.exchange.mapping import Choose, Chosen
from talentregister.language.i18n import gettext as _
from talentregister.register.outcome import Notice, notice
from talentregister.storage import disk

FILE = "mappings.json"
# So many columns to forget are each named; of more the line would be read by nobody.
NAMED = 2
# What a shell would not leave alone between double quotes.
_LIVE = frozenset('"$`\\!')


def chooser(directory: Path, mappings: Sequence[str], kind: Kind | None) -> Choose:
    """
    What gives the headings of a sheet their places: what is told now, over what was kept.

    Raises Refused("config_unreadable") naming the file.
    """
    kept = _read(directory / FILE)

    def choose(headings: Sequence[str]) -> Chosen:
        mine = kept.get(mapping.sheet_key(headings, kind), {})
        return Chosen(mapping.told(mappings, headings), mapping.remembered(mine, headings))

    return choose


def used(came: Incoming) -> Iterator[Notice]:
    """Which places were remembered from before, and how they are forgotten."""
    columns = [column for column in came.layout.columns if column.mapped]
    before = [column for column in columns if plain(column.heading) not in came.chosen.told]
    if before:
        yield notice("mapping_used", mapping=_listed(before, came), forget=_forget(before))


def example(came: Incoming) -> Iterator[Notice]:
    """How a column without a place of its own is given one."""
    guessed = [guess.heading for guess in came.layout.guesses]
    placed = (c for c in came.layout.columns if c.target or c.mapped)
    known = {"", *guessed, *(column.heading for column in placed)}
    loose = next((c.heading for c in came.layout.columns if c.heading not in known), "")
    if loose:
        place = _("PLACE")
        told = _quoted(f"{loose}={place}")
        yield notice("map_example", example=_("--map {heading}").format(heading=told))


def remember(directory: Path, came: Incoming, kind: Kind | None) -> Iterator[Notice]:
    """Keep the places that were told for the headings of this sheet, and say so."""
    columns = [column for column in came.layout.columns if column.mapped]
    told = [column for column in columns if plain(column.heading) in came.chosen.told]
    forgotten = came.chosen.forgotten
    if not told and not forgotten:
        return
    try:
        _keep(directory, mapping.sheet_key(came.sheet.headings, kind), came)
    except (OSError, RegisterError):
        yield notice("mapping_not_kept", file=str(directory / FILE))
        return
    if told:
        yield notice("mapping_kept", mapping=_listed(told, came), forget=_forget(told))
    if forgotten:
        columns = [c for c in came.layout.columns if plain(c.heading) in forgotten]
        yield notice("mapping_forgotten", headings=tuple(c.heading for c in columns))


def place_shown(column: Column, kind: Kind) -> str:
    """The place of a column, in the language spoken now."""
    if not column.target:
        return _("kept as it is")
    return heading_of(kind, column.target, column.number)


def _listed(columns: Sequence[Column], came: Incoming) -> str:
    return "; ".join(f"{c.heading} → {place_shown(c, came.layout.kind)}" for c in columns)


def _forget(columns: Sequence[Column]) -> str:
    """The options that make us forget the places of these columns; of many, how it is written."""
    named = [c.heading for c in columns] if len(columns) <= NAMED else [_("HEADING")]
    return " ".join(_("--map {heading}").format(heading=_quoted(f"{text}=")) for text in named)


def _quoted(text: str) -> str:
    return shlex.quote(text) if _LIVE.intersection(text) else f'"{text}"'


def _read(path: Path) -> dict[str, dict[str, str]]:
    """Places by the key of a sheet and of a heading."""
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(key): {str(h): str(p) for h, p in places.items()} for key, places in kept.items()
        }
    except (OSError, ValueError, AttributeError):
        raise Refused("config_unreadable", file=path) from None


def _keep(directory: Path, key: str, came: Incoming) -> None:
    path = directory / FILE
    kept = _read(path)
    kept[key] = dict(mapping.to_keep(came.layout))
    left = {key: places for key, places in kept.items() if places}
    disk.make_directory(directory)
    content = json.dumps(left, indent=2, sort_keys=True).encode()
    disk.replace(path, path.with_suffix(".tmp"), content)

"""
What of another register may not be kept, or not without asking.

The same rules as for a row of a sheet: invisible characters and nine digits
that may be a citizen service number are refused, words about health, belief,
origin or status only where nobody said `--anyway`. What is here already is
not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from talentregister.errors import Refused
from talentregister.exchange.headings import heading_of
from talentregister.exchange.settling import Settled
from talentregister.exchange.sheet import Problem
from talentregister.exchange.whole import POINTS, Whole
from talentregister.model.records import TABLES, Records
from talentregister.model.resident import Resident
from talentregister.privacy import scans
from talentregister.register import texts
from talentregister.storage.layout import Stored

_NAMES = frozenset({"name", "nickname", "given", "prefix", "surname", "ref"})
# Names of people, places and organisations, where a delicate word is only a name.
_NOT_WORDS = _NAMES | {
    "area", "address", "postcode", "phone", "email", "place", "street", "organisation",
    "contact", "ring", "by", "schedule", "carriers",
}  # fmt: skip
# Nine digits of a phone number are no citizen service number.
_NUMBERS = frozenset({"phone", "id", *(name for points in POINTS.values() for name in points)})


def problems(
    whole: Whole, settled: Settled, records: Records, *, anyway: bool
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """What is wrong with what comes, by whose it is; that of a round is nobody's."""
    found: dict[str, dict[str, Problem]] = {}
    coming = {key: _stored(whole, key) for key in settled.coming}
    for key, told in {**coming, **settled.news}.items():
        for problem in _wrong(key, told, anyway=anyway):
            found.setdefault(settled.rows[key], {})[repr(problem)] = problem
    for row, ours in settled.places.items():
        resident = records.residents.get(ours)
        if isinstance(resident, Resident) and resident.status == "frozen" and row[0] == "r":
            said = settled.of(row)
            if row in settled.changes or said.brings or said.joins:
                found.setdefault(row, {})["frozen"] = Problem("frozen", "", {"id": ours})
    yield from ((row, tuple(told.values())) for row, told in found.items())


def _stored(whole: Whole, key: str) -> Stored:
    stored: Stored = whole.document[TABLES[key[0]]][key[1:]]
    return stored


def _wrong(key: str, told: Mapping[str, Any], *, anyway: bool) -> Iterator[Problem]:
    for name, text in _texts(told):
        column = _column(key, name, told)
        try:
            (texts.name if name in _NAMES else texts.checked)(text, column)
        except Refused as error:
            yield Problem(error.code, column, error.parameters)
            continue
        if not anyway and name not in _NOT_WORDS and (words := scans.sensitive(text)):
            yield Problem("sensitive", column, {"words": ", ".join(words)})


def _texts(told: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record with the field it stands in, at whatever depth."""
    if isinstance(told, str):
        yield name, told
    elif isinstance(told, dict):
        for key, inner in told.items():
            if key not in _NUMBERS:
                yield from _texts(inner, key)
    elif isinstance(told, list | tuple):
        for inner in told:
            yield from _texts(inner, name)


def _column(key: str, name: str, told: Mapping[str, Any]) -> str:
    """Where a text stands, in the words of a sheet."""
    targets = {"s": str(told.get("kind", name)), "n": "note", "f": "reason"}
    kind = "initiatives" if key[0] == "i" else "residents"
    return heading_of(kind, targets.get(key[0], name))  # type: ignore[arg-type]  # two kinds

"""`import` of a whole register: an export of one, or a colleague's file itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from talentregister.cli.doubts import ask_who, delicate, to_ask, trial
from talentregister.cli.plan import attention, candidates_data, in_the_way, laid_out, problems_data
from talentregister.cli.result import Result
from talentregister.cli.sentences import sentence
from talentregister.cli.session import Session
from talentregister.cli.start import offer
from talentregister.cli.terms import term
from talentregister.exchange import bringing, cells, headings, merging, whole
from talentregister.exchange.merging import Arrival, Decide, Merging
from talentregister.exchange.planning import Answer
from talentregister.language.i18n import gettext as _
from talentregister.model.records import Records
from talentregister.model.resident import Resident
from talentregister.register.outcome import Notice, notice
from talentregister.storage import erasure
from talentregister.storage.layout import Stored, uncollected


class Wish(NamedTuple):
    """What was asked for beside the file."""

    go: bool
    skip_refused: bool
    answer: Answer | None
    anyway: bool


def bring_in(session: Session, path: Path, wish: Wish) -> Result:
    """A trial run, or it is done; the other register is only read."""
    with uncollected():  # a large register is a million values that all stay
        other = whole.read(path, session.home)
        if not session.home.register.exists():
            offer(session)
        records, stones = session.read(), erasure.tombstones(session.home)
        planned = _Planning(other, records, stones, wish.anyway)
        found = planned.with_answer(lambda _arrival: wish.answer)
        if not wish.go:
            ends = trial(found.counts, idle=found.nothing, skip_refused=wish.skip_refused)
            return _shown(path, found, [*delicate(found.rows), ends])
        answered = wish.answer is not None
        if to_ask(session, found.counts, skip_refused=wish.skip_refused, answered=answered):
            found = planned.with_answer(_asked)
        return _done(session, path, found)


class _Planning(NamedTuple):
    """Everything a plan is made of but the answers."""

    other: whole.Whole
    records: Records
    stones: list[Stored]
    anyway: bool

    def with_answer(self, decide: Decide) -> Merging:
        """The plan, when this is said of the doubtful."""
        return merging.plan(
            self.other, self.records, self.stones, decide=decide, anyway=self.anyway
        )


def _asked(arrival: Arrival) -> Answer:
    return ask_who(f"{arrival.party.id}: {arrival.party.name}", arrival.doubts)


def _done(session: Session, path: Path, found: Merging) -> Result:
    ids = bringing.bring(session.home, session.today, found)
    counts = found.counts
    if found.nothing:
        return _shown(path, found, [notice("already_so")], ids=ids)
    said = [notice("imported", new=counts["new"], changed=counts["changed"])]
    if found.kinship == "empty":
        said.append(notice("goes_on_here"))
    return _shown(path, found, said, ids=ids)


def _shown(
    path: Path, found: Merging, said: list[Notice], *, ids: Mapping[str, str] | None = None
) -> Result:
    applied = ids is not None
    rows = [
        (r.party.id, term("verdict", r.verdict), r.party.name, _what(r))
        for r in found.rows
        if r.stays or r.verdict in attention(applied=applied)
    ]
    data = {
        "applied": applied,
        "as": "register",
        "plan": found.counts,
        "rows": [_row_data(row, ids or {}) for row in found.rows],
        "brings": dict(_brought(found)),
        "forgotten": found.forgotten,
    }
    notices = (*_about(path, found), *said)
    return laid_out(data, found.counts, _("there"), rows, notices, applied=applied)


def _about(path: Path, found: Merging) -> Iterator[Notice]:
    meta = found.whole.records.meta
    yield notice("register_read", file=path.name, register=meta.register, written=meta.written)
    if brought := _brought(found):
        yield notice("comes_along", what=_listed(brought))
    if found.settled.left:
        yield notice("left_behind", count=found.settled.left)
    if found.forgotten:
        yield notice("stay_forgotten", count=found.forgotten)
    if found.gone_there:
        yield notice("forgotten_there", records=found.gone_there)


def _brought(found: Merging) -> Counter[str]:
    """How many of each come along."""
    from talentregister.model.records import TABLES

    return Counter(TABLES[key[0]] for key in found.settled.coming)


def _listed(counted: Mapping[str, int]) -> str:
    return ", ".join(sentence(notice(table, count=count)) for table, count in counted.items())


def _row_data(row: Arrival, ids: Mapping[str, str]) -> dict[str, object]:
    here = row.ours.id if row.ours is not None else ""
    return {
        "line": None,
        "key": row.key,
        "verdict": row.verdict,
        "name": row.party.name,
        "id": ids.get(row.party.id, here),
        "fields": {key: change._asdict() for key, change in row.changes.items()},
        "brings": dict(row.brings),
        "joins": row.joins,
        "stays": row.stays,
        "problems": problems_data(row.problems, row.doubts),
        "remarks": [],
        "candidates": candidates_data(row.doubts),
    }


def _what(row: Arrival) -> str:
    """What becomes of somebody, in one line."""
    said = in_the_way(row.problems, row.doubts)
    said += _changed(row)
    if row.brings:
        said.append(_listed(row.brings))
    said += [f"{key}: {', '.join(_headings(key, fields))}" for key, fields in row.joins.items()]
    for key, fields in row.stays.items():
        said.append(sentence(notice("stays_ours", id=key, fields=_headings(key, fields))))
    return "; ".join(said)


def _headings(key: str, fields: Sequence[str]) -> list[str]:
    """Fields in the words of a sheet."""
    kind: headings.Kind = "initiatives" if key.startswith("i") else "residents"
    return [headings.heading_of(kind, _target(kind, field)) for field in fields]


def _target(kind: headings.Kind, field: str) -> str:
    """What a sheet calls a field; one it has no column for is called as it is."""
    return next((t for t, reading in cells.READINGS[kind].items() if reading.field == field), field)


def _changed(row: Arrival) -> Iterator[str]:
    """Each field: old → new, in the words of a cell."""
    kind: headings.Kind = "residents" if isinstance(row.party, Resident) else "initiatives"
    for field, change in row.changes.items():
        target = _target(kind, field)
        old, new = _cell(target, change.old), _cell(target, change.new)
        yield f"{headings.heading_of(kind, target)}: {f'{old} → {new}' if old else new}"


def _cell(target: str, value: object) -> str:
    """A value in the words of a cell; of what a sheet has no cell for, what it says."""
    if target == "consents" and isinstance(value, tuple):
        return ", ".join(f"{consent.purpose}: {consent.answer}" for consent in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text}" for key, text in value.items())
    if isinstance(value, msgspec.Struct) and target not in cells.READINGS["residents"]:
        told = msgspec.to_builtins(value)
        return ", ".join(str(inner) for inner in told.values())
    if isinstance(value, tuple) and target != "languages":
        return ", ".join(str(getattr(item, "text", item)) for item in value)
    return cells.shown(target, value)

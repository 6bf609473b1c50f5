"""
What a row would change: a cell adds what is not there and takes nothing away.

Single values are compared as they would be read back from our own sheet, and
what means another day every year ("14 okt") as it was meant when it was
written; so that importing twice is importing once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

import msgspec

from talentregister.errors import Refused, RegisterError
from talentregister.exchange import cells, rows
from talentregister.exchange.cells import ALSO, READINGS, Promise, Said
from talentregister.exchange.headings import Kind, heading_of
from talentregister.exchange.recognition import Index
from talentregister.exchange.rows import Row
from talentregister.exchange.sheet import Problem
from talentregister.exchange.standing import Standing, is_frozen, name_key
from talentregister.language import names
from talentregister.language.names import fold
from talentregister.model.initiative import InHands, Initiative
from talentregister.model.records import Party
from talentregister.model.resident import Met, Referrer, Resident, Spoken
from talentregister.model.statement import Kind as StatementKind
from talentregister.privacy import scans
from talentregister.register import duties, who
from talentregister.register.fields import cleared
from talentregister.register.gather import may_leave_idea

# Changes that are names of people, not words about them.
_NAMES = frozenset({"also", "carriers"})
_AND = re.compile(r"\s+(?:en|and|&|\+)\s+")
# Fields of free words, where a delicate word may stand.
_WORDS = frozenset({"occasion", "through", "description"})


class Change(NamedTuple):
    """A single value as it was and as it becomes; None is nothing."""

    old: Any
    new: Any

    def shown(self, key: str) -> tuple[str, str]:
        """Both in the words of a cell."""
        return cells.shown(key, self.old), cells.shown(key, self.new)


class Setting(NamedTuple):
    """What comparing needs beside the row: the kind of sheet, the day, who there is, leave."""

    kind: Kind
    today: date
    known: Index
    people: Index
    anyway: bool = False


@dataclass(frozen=True)
class Difference:
    """The record as the row makes it, and what that adds and changes."""

    record: Party
    changes: Mapping[str, Change] = field(default_factory=dict)
    statements: Sequence[tuple[StatementKind, str]] = ()
    promises: Sequence[Promise] = ()
    notes: Sequence[Said] = ()
    carriers: Sequence[str] = ()
    # When word back is due to who referred them; `apply` writes that promise down.
    word_back: date | None = None
    problems: Sequence[Problem] = ()
    remarks: Sequence[Problem] = ()

    @property
    def nothing(self) -> bool:
        """Whether everything in the row is there already."""
        return not (self.changes or self.statements or self.promises or self.notes)


def difference(row: Row, standing: Standing, setting: Setting) -> Difference:
    """What `row` would change about `standing`; nothing is changed here."""
    remarks: list[Problem] = []
    told = dict(_told(row, standing, setting, remarks))
    record = _with_values(setting.kind, standing.record, told)
    changes = {key: Change(_old(setting.kind, key, standing), new) for key, new in told.items()}
    record, more = _with_collected(record, row, standing, remarks)
    record, carriers, unknown = _with_carriers(record, row, setting)
    changes.update(more)
    if carriers:
        changes["carriers"] = Change(None, "; ".join(carriers))
    found = Difference(
        record=record,
        changes=changes,
        statements=tuple(said for said in row.statements if not standing.says(*said)),
        promises=tuple(p for p in row.promises if not standing.has_promise(p)),
        notes=_new_notes(row, standing),
        carriers=carriers,
        word_back=_word_back(changes, setting),
        remarks=tuple(remarks),
    )
    problems = (*unknown, *_forbidden(found, row, standing, setting))
    return replace(found, problems=problems) if problems else found


def _word_back(changes: Mapping[str, Change], setting: Setting) -> date | None:
    referrer = changes.get("referrer")
    return duties.word_back_due(setting.today) if referrer and referrer.new else None


def blank(row: Row, kind: Kind, today: date) -> Party:
    """Somebody new, of whom only the name is known yet."""
    name = row.name or "?"
    if kind == "residents":
        return Resident(id="r0", created=today, changed=today, name=name)
    told = row.values.get("kind", "activity")
    state = "idea" if told == "residents" else "running"
    return Initiative(id="i0", created=today, changed=today, name=name, kind=told, state=state)  # type: ignore[arg-type]  # tokens, checked on writing


def _told(
    row: Row, standing: Standing, setting: Setting, remarks: list[Problem]
) -> Iterator[tuple[str, Any]]:
    """The single values that change; one that an earlier row of this sheet told is only said."""
    told = {**dict.fromkeys(row.cleared), **row.values}
    if row.ref and setting.known.own_key(row.ref) is None:
        told["ref"] = row.ref
    for key, new in told.items():
        old = cells.current(setting.kind, key, standing.record)
        if _is_same(key, old, new, row, standing, setting):
            continue
        if claimed := standing.claimed(key):
            column = heading_of(setting.kind, key)
            remarks.append(Problem("row_contradicts", column, {"line": claimed}))
            continue
        yield key, _merged(key, old, new)


def _is_same(key: str, old: Any, new: Any, row: Row, standing: Standing, setting: Setting) -> bool:
    """Whether a field says what the cell says."""
    if old == new:
        return True
    if old is None or new is None:
        return False
    if key == "name":
        also = standing.keys - {name_key(standing.record.name)}
        return _spoken(old) == _spoken(new) or name_key(new) in also
    if key == "referrer":
        return fold(old.organisation) == fold(new.organisation)
    if key == "in_hands_of":
        return bool(old.who == new.who)
    if key == "languages":
        return bool(_merged(key, old, new) == old)
    return any(new == again for again in _read_again(key, old, row, standing, setting))


def _spoken(name: str) -> str:
    return names.joined(names.split(name))


def _read_again(
    key: str, old: Any, row: Row, standing: Standing, setting: Setting
) -> Iterator[Any]:
    """The old value as our own sheet would bring it back, and the cell as once meant."""
    with suppress(RegisterError):
        yield cells.value(setting.kind, key, cells.shown(key, old), setting.today)
    if key not in row.told or standing.before is None:
        return
    for day in (standing.before.created, standing.before.changed):
        with suppress(RegisterError):
            if cells.value(setting.kind, key, row.told[key], day) == old:
                yield cells.value(setting.kind, key, row.told[key], setting.today)


def _merged(key: str, old: Any, new: Any) -> Any:
    """The new value, with what of the old one a cell cannot tell."""
    if key == "languages" and old:
        told: dict[str, Spoken] = {fold(spoken.name): spoken for spoken in new}
        kept = [_with_level(spoken, told.pop(fold(spoken.name), None)) for spoken in old]
        return (*kept, *told.values())
    if key == "referrer" and isinstance(old, Referrer) and new is not None:
        return msgspec.structs.replace(old, organisation=new.organisation)
    if key == "in_hands_of" and old is None:
        return InHands(who=new.who)  # since when, a sheet does not say
    return new


def _with_level(spoken: Spoken, told: Spoken | None) -> Spoken:
    return told if told is not None and told.level else spoken


def _old(kind: Kind, key: str, standing: Standing) -> Any:
    if standing.before is None and not standing.rows:
        return None  # what somebody new begins with was told by nobody
    return cells.current(kind, key, standing.record)


def _with_values(kind: Kind, record: Party, told: Mapping[str, Any]) -> Party:
    """The record with these fields; None clears one."""
    paths = {READINGS[kind][key].field: value for key, value in told.items()}
    met = {path: value for path, value in paths.items() if path.startswith("met.")}
    plain = {path: value for path, value in paths.items() if path not in met}
    if met and isinstance(record, Resident):
        values = {path.removeprefix("met."): value for path, value in met.items()}
        known = msgspec.structs.replace(record.met or Met(), **cleared(Met, values))
        plain["met"] = None if known == Met() else known
    if not plain:
        return record
    return msgspec.structs.replace(record, **cleared(type(record), plain))


def _with_collected(
    record: Party, row: Row, standing: Standing, remarks: list[Problem]
) -> tuple[Party, dict[str, Change]]:
    """The record with the columns that have no home, and the names somebody also goes by."""
    extra = dict(record.extra)
    changes: dict[str, Change] = {}
    for key, text in row.extra.items():
        old = extra.get(key)
        if old is not None and rows.tidy(old) == text:
            continue
        if claimed := standing.claimed(key, extra=True):
            remarks.append(Problem("row_contradicts", key, {"line": claimed}))
            continue
        extra[key] = text
        changes[key] = Change(old, text)
    unknown = [name for name in row.also if name_key(name) not in standing.keys]
    if unknown:
        extra[ALSO] = "\n".join(filter(None, (extra.get(ALSO, ""), *unknown)))
        changes["also"] = Change(None, "; ".join(unknown))
    return (msgspec.structs.replace(record, extra=extra) if changes else record), changes


def _with_carriers(
    record: Party, row: Row, setting: Setting
) -> tuple[Party, tuple[str, ...], tuple[Problem, ...]]:
    """The initiative with its carriers, those that are new, and the names nobody has."""
    if not isinstance(record, Initiative) or not row.carriers:
        return record, (), ()
    ids: list[str] = []
    problems = []
    for name, found in _one_by_one(row.carriers, record, setting.people):
        column = heading_of(setting.kind, "carriers")
        if len(found) == 1:
            ids.append(found[0])
        else:
            code = "who_ambiguous" if found else "who_unknown"
            problems.append(Problem(code, column, {"text": name}))
    new = tuple(dict.fromkeys(id_ for id_ in ids if id_ not in record.carriers))
    carriers = (*record.carriers, *new)
    return msgspec.structs.replace(record, carriers=carriers), new, tuple(problems)


def _one_by_one(
    written: Iterable[str], record: Initiative, people: Index
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names in a cell and who they are: "Jan en Fatima" are two, unless one is called so."""
    for name in written:
        if found := _carriers_named(name, record, people):
            yield name, found
        else:
            yield from ((n, _carriers_named(n, record, people)) for n in _AND.split(name))


def _carriers_named(name: str, record: Initiative, people: Index) -> tuple[str, ...]:
    """The residents a carrier's name, id or key stands for; who carries it already, first."""
    by_id = people.by_id(people.own_key(name) or name)
    known = [s.id for s in (by_id, *people.with_ref(name)) if s is not None]
    known = known or [s.id for s in people.named(name)]
    given = () if known else who.find(people.records, name, surely=True).parties
    found = tuple(dict.fromkeys([*known, *(p.id for p in given if isinstance(p, Resident))]))
    already = tuple(id_ for id_ in found if id_ in record.carriers)
    return already[:1] or found


def _new_notes(row: Row, standing: Standing) -> tuple[Said, ...]:
    new = {fold(said.text): said for said in row.notes if not standing.notes_down(said)}
    return tuple(new.values())


def _forbidden(
    found: Difference, row: Row, standing: Standing, setting: Setting
) -> Iterator[Problem]:
    """What a rule says about the change; nothing is said of what is there already."""
    if found.nothing:
        return
    if is_frozen(standing):
        yield Problem("frozen", "", {"id": standing.id})
    if not setting.anyway:
        yield from _delicate(found, setting.kind)
    before = standing.before
    if isinstance(before, Initiative) and isinstance(found.record, Initiative):
        try:
            may_leave_idea(before, found.record)
        except Refused as error:
            parameters = {**error.parameters, "id": before.name}
            yield Problem(error.code, heading_of(setting.kind, "state"), parameters)


def _delicate(found: Difference, kind: Kind) -> Iterator[Problem]:
    said: list[tuple[str, str]] = [*found.statements]
    for promise in found.promises:
        said += [("reason", promise.reason), ("condition", promise.condition)]
    said += [("note", note.text) for note in found.notes]
    homes = {*READINGS[kind], *_NAMES} - _WORDS
    said += [(key, str(c.new)) for key, c in found.changes.items() if key not in homes and c.new]
    for target, text in said:
        if words := scans.sensitive(text):
            column = heading_of(kind, target)
            yield Problem("sensitive", column, {"words": ", ".join(words)})

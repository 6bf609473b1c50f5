"""
A line becomes a row: what each cell says, and what in it cannot be kept.

Nothing is looked up here and nothing decided; a cell that cannot be read is a
problem of its row, with the heading of its column, and never echoed when it
may hold a number that nobody may keep.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import msgspec

from talentregister.errors import Refused, RegisterError, Usage
from talentregister.exchange import cells, mojibake
from talentregister.exchange.cells import READINGS, STATEMENTS, Promise, Said
from talentregister.exchange.headings import Column, Kind, Layout
from talentregister.exchange.sheet import Line, Problem
from talentregister.language import contact, names
from talentregister.language.names import NameParts, fold
from talentregister.model import tokens
from talentregister.model.availability import Availability
from talentregister.model.statement import Kind as StatementKind
from talentregister.model.statement import separated
from talentregister.privacy import scans
from talentregister.register import texts

# The model's own limit for a name (model/base.py).
LONGEST_NAME = 200
_PARTS = ("given", "prefix", "surname")
_PROMISE = ("due", "reason", "condition")
# What a row says once: of several such columns the first filled one has it.
_ONCE = frozenset({"ref", "number", "from", "until", "kind", "text", *_PARTS, *_PROMISE})
# What a spreadsheet shows of a formula that went wrong, as a Dutch or an English one says it.
FORMULA_ERRORS = frozenset(
    """
    #N/A #N/B #VALUE! #WAARDE! #REF! #VERW! #DIV/0! #DEEL/0! #NAME? #NAAM? #NUM! #GETAL! #NULL!
    #LEEG!
    """.split()
)
# A bare number this long is the day of a spreadsheet that lost its form, never words.
_SERIAL = 5
# Where nothing invisible belongs, and nothing is taken out: a name is typed anew.
_NAMES = frozenset({"name", "ref", "also", "carriers", *_PARTS})
# Fields that an emptied cell cannot clear.
_KEPT = ("name", "ref")


@dataclass(frozen=True, slots=True)
class Row:
    """
    What one line of a sheet says.

    `values` holds the single-valued fields that were filled, `told` the text of
    those that mean something else on another day, `cleared` the fields whose
    cell was emptied where that counts. `problems` keep it out, `remarks` do not.
    """

    line: Line
    name: str
    ref: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    cleared: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    statements: tuple[tuple[StatementKind, str], ...] = ()
    promises: tuple[Promise, ...] = ()
    notes: tuple[Said, ...] = ()
    carriers: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def read(
    line: Line,
    layout: Layout,
    today: date,
    *,
    empty_clears: bool = False,
    strip_control: bool = False,
) -> Row:
    """
    The row a line stands for; all its problems at once, never an exception.

    With `empty_clears` an empty cell empties a field, with `strip_control` control
    characters are taken out of every cell but names.
    """
    if len(line.cells) != len(layout.columns):
        counts = {"found": len(line.cells), "expected": len(layout.columns)}
        return Row(line, "", problems=(Problem("row_ragged", "", counts),))
    reading = _Reading(layout, today, strip_control=strip_control)
    flawed = dict(line.flaws)
    for column in layout.columns:
        if (flaw := flawed.get(column.place)) and column.target != "left_out":
            reading.problems.append(replace(flaw, column=column.heading))
    for column, text in _filled(line, layout):
        if column.place not in flawed:
            reading.take(column, text)
    return reading.row(line, _emptied(line, layout) if empty_clears else ())


def _filled(line: Line, layout: Layout) -> Iterator[tuple[Column, str]]:
    for column in layout.columns:
        text = line.cells[column.place].replace("\r\n", "\n").replace("\r", "\n").strip()
        if text and column.target != "left_out":
            yield column, text


def _emptied(line: Line, layout: Layout) -> tuple[str, ...]:
    readings = READINGS[layout.kind]
    empty = (c.target for c in layout.columns if not line.cells[c.place].strip())
    return tuple(target for target in empty if target in readings and target not in _KEPT)


class _Reading:
    """A line while its cells are taken in, one by one."""

    def __init__(self, layout: Layout, today: date, *, strip_control: bool) -> None:
        self.layout = layout
        self.strip_control = strip_control
        self.kind: Kind = layout.kind
        self.today = today
        self.values: dict[str, Any] = {}
        self.told: dict[str, str] = {}
        self.parts: dict[str, str] = {}
        self.number = ""
        self.span: dict[str, str] = {}
        self.ref = ""
        self.also: list[str] = []
        self.statements: dict[tuple[StatementKind, str], str] = {}
        self.follow: dict[int, dict[str, tuple[Column, str]]] = {}
        self.notes: list[Said] = []
        self.carriers: list[str] = []
        self.extra: dict[str, str] = {}
        # Where one row is one statement: what kind it is, and what is said.
        self.sort = ""
        self.said: tuple[str, str] = ("", "")
        self.taken: set[tuple[str, int]] = set()
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []

    def take(self, column: Column, text: str) -> None:
        """One cell; what is wrong with it becomes a problem of the row."""
        try:
            if column.target not in _NAMES and not (text := self._seen(column, text)):
                return
            # Excel made nine digits of a phone number: among phones that is no BSN.
            if column.target != "phone" and scans.holds_bsn(text):
                raise Refused("bsn")
            if text in FORMULA_ERRORS:
                raise Refused("formula_error", text=text)
            if reading := mojibake.reading(text):
                self.remarks.append(Problem("mojibake", column.heading, reading._asdict()))
            taker = _TAKERS.get(column.target, _Reading._value)
            if column.target in _ONCE and not self._first(column):
                taker = _Reading._extra
            taker(self, column, text)
        except RegisterError as error:
            self.problem(error, column.heading)

    def _seen(self, column: Column, text: str) -> str:
        """The text of a cell that is no name, as far as it can be seen (4.2, row 18)."""
        seen = texts.without_control(text)
        if seen == text:
            return text
        if not self.strip_control:
            raise Refused("control_in_text")
        self.remarks.append(Problem("control_stripped", column.heading))
        return seen.strip()

    def _first(self, column: Column) -> bool:
        """Whether this is the first filled cell of its kind; of days there may be several."""
        once = (column.target, column.number if column.target in _PROMISE else 1)
        first = once not in self.taken
        self.taken.add(once)
        return first

    def problem(self, error: RegisterError, heading: str) -> None:
        """Keep an error, with the heading of its column in place of the model's field."""
        parameters = {**error.parameters, "field": heading}
        self.problems.append(Problem(error.code, heading, parameters))

    def _value(self, column: Column, text: str) -> None:
        """A single-valued field; the first filled cell of several columns has it."""
        key = column.target
        if key in self.values:
            self._extra(column, text)
            return
        self.values[key] = cells.value(self.kind, key, text, self.today)
        if key in cells.OF_A_DAY:
            self.told[key] = text

    def _name(self, column: Column, text: str) -> None:
        if "\n" in text:
            raise Refused("line_break")
        if len(text) > LONGEST_NAME:
            raise Refused("too_long", length=len(text), longest=LONGEST_NAME)
        self._value(column, text)

    def _phone(self, column: Column, text: str) -> None:
        first, more = cells.first_phone(text)
        phone = contact.read_phone(first)
        shown = contact.show_phone(phone.number)
        if more:  # "0612345678 of 0511-222222", "0612345678 (dochter)": the cell is kept as it is
            self.extra[column.key] = text
        if phone.mended:
            self.remarks.append(Problem("phone_mended", column.heading, {"phone": shown}))
        if "phone" in self.values:
            self.extra[column.key] = shown
        else:
            self.values["phone"] = phone.number

    def _part(self, column: Column, text: str) -> None:
        self.parts[column.target] = texts.name(text, column.target)

    def _ref(self, _column: Column, text: str) -> None:
        self.ref = texts.name(text, "ref")

    def _number(self, _column: Column, text: str) -> None:
        self.number = texts.name(text, "address")

    def _span(self, column: Column, text: str) -> None:
        if text.isdecimal() and len(text) >= _SERIAL:
            raise Usage("date_unreadable", hint="date_forms", text=text)
        self.span[column.target] = texts.words(text, "available", anyway=True)

    def _also(self, _column: Column, text: str) -> None:
        self.also.extend(texts.name(piece, "name") for piece in separated(text))

    def _statement(self, column: Column, text: str) -> None:
        self._say(column.target, text)

    def _say(self, target: str, text: str) -> None:
        kind: StatementKind = target  # type: ignore[assignment]  # one of STATEMENTS
        for piece in separated(text):
            kept = texts.words(piece, "text", anyway=True)
            self.statements.setdefault((kind, fold(kept)), kept)

    def _kind(self, column: Column, text: str) -> None:
        if not self.layout.one_each:
            self._value(column, text)
            return
        self.sort = text
        try:
            self.sort = tokens.read("statement_kind", text)
        except Usage:
            raise Refused("kind_unknown", text=text) from None

    def _text(self, column: Column, text: str) -> None:
        self.said = column.heading, text

    def _promise(self, column: Column, text: str) -> None:
        kept = text if column.target == "due" else texts.words(text, "reason", anyway=True)
        self.follow.setdefault(column.number, {})[column.target] = (column, kept)

    def _note(self, _column: Column, text: str) -> None:
        self.notes.extend(cells.notes_in(text))

    def _carriers(self, _column: Column, text: str) -> None:
        self.carriers.extend(texts.name(piece, "carriers") for piece in separated(text))

    def _extra(self, column: Column, text: str) -> None:
        texts.name(column.key, "extra")
        self.extra[column.key] = texts.words(text, "extra", anyway=True)

    def row(self, line: Line, cleared: tuple[str, ...]) -> Row:
        """What all cells say together."""
        self._put_together()
        promises = tuple(self._promises())
        name = str(self.values.get("name", ""))
        if not name and not self.ref and not self.problems:
            self.problems.append(Problem("name_missing"))
        return Row(
            line=line,
            name=name,
            ref=self.ref,
            values=self.values,
            told=self.told,
            cleared=tuple(key for key in cleared if key not in self.values),
            also=tuple(self.also),
            statements=tuple((kind, text) for (kind, _), text in self.statements.items()),
            promises=promises,
            notes=tuple(self.notes),
            carriers=tuple(self.carriers),
            extra=self.extra,
            problems=tuple(self.problems),
            remarks=tuple(self.remarks),
        )

    def _put_together(self) -> None:
        if self.said[1]:
            self._say_of_this_kind(*self.said)
        if self.parts:
            self._name_from_parts()
        if self.number:
            street = str(self.values.get("address", ""))
            self.values["address"] = " ".join(filter(None, (street, self.number)))
        if self.span:
            self._available_in_span()

    def _say_of_this_kind(self, heading: str, text: str) -> None:
        """The statement of the row; a kind that was not understood is a problem already."""
        try:
            if not self.sort:
                raise Refused("kind_missing")
            if self.sort in STATEMENTS:
                self._say(self.sort, text)
        except RegisterError as error:
            self.problem(error, heading)

    def _name_from_parts(self) -> None:
        """One name of three columns; "Naam" beside a first name alone is the surname."""
        parts = NameParts(*(self.parts.get(part, "") for part in _PARTS))
        whole = str(self.values.get("name", ""))
        if whole and not self.layout.has("surname"):
            if fold(parts.given) in fold(whole).split():
                return
            found = names.split(f"{parts.given} {parts.prefix} {whole}")
            parts = NameParts(parts.given, found.prefix or parts.prefix, found.surname)
            whole = ""
        self.values["name"] = whole = whole or names.joined(parts)
        if parts != names.split(whole):
            self.values.update((k, v) for k, v in zip(_PARTS, parts, strict=True) if v)

    def _available_in_span(self) -> None:
        """From and until of columns of their own; what is no day there is kept as words."""
        available = self.values.get("available") or Availability()
        words = []
        for target, field_name, word in (("from", "start", "vanaf"), ("until", "until", "tot")):
            text = self.span.get(target, "")
            try:
                day = cells.promise_in(text, "", "", self.today).due if text else None
            except Usage:
                day = None
            if day is not None:
                available = msgspec.structs.replace(available, **{field_name: day.day})
            elif text:
                words.append(f"{word} {text}")
        if words:
            note = ", ".join(filter(None, (available.note, *words)))
            available = msgspec.structs.replace(available, note=note)
        self.values["available"] = available
        self.told.pop("available", None)

    def _promises(self) -> Iterator[Promise]:
        said = self.values.get("met_on") or self.today
        for number in sorted(self.follow):
            told = self.follow[number]
            when, reason, condition = (told.get(key, (None, ""))[1] for key in _PROMISE)
            if not when and not condition:
                column = told["reason"][0]
                self.extra[column.key] = reason  # a reason without a day is not a promise
                continue
            try:
                yield cells.promise_in(when, reason, condition, said)
            except RegisterError as error:
                column = told["due"][0]
                self.problem(error, column.heading)


# How the cells of a column are taken in; every other target is a single value.
_TAKERS: Mapping[str, Callable[[_Reading, Column, str], None]] = {
    "": _Reading._extra,
    "ref": _Reading._ref,
    "name": _Reading._name,
    "number": _Reading._number,
    "also": _Reading._also,
    "note": _Reading._note,
    "carriers": _Reading._carriers,
    "kind": _Reading._kind,
    "text": _Reading._text,
    "phone": _Reading._phone,
    **dict.fromkeys(STATEMENTS, _Reading._statement),
    **dict.fromkeys(_PROMISE, _Reading._promise),
    **dict.fromkeys(_PARTS, _Reading._part),
    **dict.fromkeys(("from", "until"), _Reading._span),
}


def tidy(text: str) -> str:
    """A text as reading would keep it."""
    return unicodedata.normalize("NFC", text).strip()

"""`import --explain`: how the headings of a sheet were understood, and three of its rows."""

from __future__ import annotations

from collections.abc import Iterator

from talentregister.cli.mappings import example, place_shown, used
from talentregister.cli.plan import problem_data, promise_data, with_column
from talentregister.cli.result import Block, Lines, Result, Table
from talentregister.exchange import cells, mapping
from talentregister.exchange.cells import STATEMENTS, Promise
from talentregister.exchange.headings import Column, Layout, heading_of, plain
from talentregister.exchange.incoming import Incoming
from talentregister.exchange.rows import Row
from talentregister.language import dates
from talentregister.language.i18n import gettext as _

SAMPLES = 3


def explained(came: Incoming) -> Result:
    """The mapping and three rows as they were understood; nothing is looked up or written."""
    layout, samples = came.layout, came.rows[:SAMPLES]
    columns = [_column_data(column, came) for column in layout.columns]
    above = (_("heading"), _("becomes"), "")
    table = Table(above, [(c["heading"], c["becomes"], _how(c)) for c in columns], _what(layout))
    blocks: list[Block] = [table, *(Lines(list(_lines(row, layout))) for row in samples)]
    data: dict[str, object] = {
        "as": layout.kind,
        "one_statement_a_row": layout.one_each,
        "columns": columns,
        "rows": [_row_data(row, layout) for row in samples],
    }
    return Result(data, blocks, (*used(came), *example(came)))


def _what(layout: Layout) -> str:
    if layout.one_each:
        return _("Each row is one statement of a resident.")
    if layout.kind == "residents":
        return _("Each row is a resident.")
    return _("Each row is an initiative.")


def _column_data(column: Column, came: Incoming) -> dict[str, str]:
    by_hand = "told" if plain(column.heading) in came.chosen.told else "remembered"
    guess = next((g.like for g in came.layout.guesses if g.heading == column.heading), "")
    return {
        "heading": column.heading or column.key,
        "target": mapping.place_of(column),
        "becomes": place_shown(column, came.layout.kind),
        "mapped": by_hand if column.mapped else "",
        "guess": guess,
    }


def _how(column: dict[str, str]) -> str:
    if column["guess"]:
        return _("looks like {guess}").format(guess=column["guess"])
    return {"told": _("told now"), "remembered": _("remembered"), "": ""}[column["mapped"]]


def _lines(row: Row, layout: Layout) -> Iterator[str]:
    """A row as it was understood, a line for each thing it says."""
    yield ""
    who = row.name or row.ref or "?"
    yield _("Line {line}: {name}").format(line=row.line.number, name=who)
    for label, text in _said(row, layout):
        first, *more = text.splitlines() or [""]
        yield f"  {label}: {first}"
        yield from (f"    {line}" for line in more)
    yield from (f"  ! {with_column(problem)}" for problem in (*row.problems, *row.remarks))


def _said(row: Row, layout: Layout) -> Iterator[tuple[str, str]]:
    for key, value in row.values.items():
        if key != "name":
            yield heading_of(layout.kind, key), cells.shown(key, value)
    for kind in STATEMENTS:
        for said, text in row.statements:
            if said == kind:
                yield heading_of(layout.kind, kind), text
    for promise in row.promises:
        yield heading_of(layout.kind, "due"), _promised(promise)
    for target, texts in (("also", row.also), ("carriers", row.carriers)):
        if texts:
            yield heading_of(layout.kind, target), "; ".join(texts)
    for note in row.notes:
        day = f"{dates.short(note.on)}: " if note.on else ""
        yield heading_of(layout.kind, "note"), f"{day}{note.text}"
    yield from row.extra.items()


def _promised(promise: Promise) -> str:
    day = dates.in_full(promise.due) if promise.due else promise.condition
    return ": ".join(filter(None, (day, promise.reason)))


def _row_data(row: Row, layout: Layout) -> dict[str, object]:
    return {
        "line": row.line.number,
        "name": row.name,
        "ref": row.ref,
        "fields": {key: cells.shown(key, value) for key, value in row.values.items()},
        "statements": [{"kind": kind, "text": text} for kind, text in row.statements],
        "followups": [promise_data(promise) for promise in row.promises],
        "notes": [note._asdict() for note in row.notes],
        "also": row.also,
        "carriers": row.carriers,
        "extra": row.extra,
        "problems": [problem_data(problem) for problem in row.problems],
        "remarks": [problem_data(remark) for remark in row.remarks],
    }

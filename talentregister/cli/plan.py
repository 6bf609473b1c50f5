"""A plan on the screen and as data: what every row of a sheet would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from talentregister.cli.mappings import used
from talentregister.cli.result import Lines, Result, Table
from talentregister.cli.sentences import sentence
from talentregister.cli.terms import term
from talentregister.exchange import headings
from talentregister.exchange.cells import STATEMENTS, Promise
from talentregister.exchange.difference import Difference
from talentregister.exchange.incoming import Incoming
from talentregister.exchange.planning import Plan, Planned
from talentregister.exchange.recognition import Doubt
from talentregister.exchange.sheet import Problem, Sheet
from talentregister.language import dates
from talentregister.language.i18n import gettext as _
from talentregister.register.outcome import Notice, notice

# As many vanished texts as fit on a screen are named, the others counted.
GONE_SHOWN = 20


def shown(
    came: Incoming,
    found: Plan,
    said: Sequence[Notice],
    *,
    ids: Mapping[int, str] | None = None,
    beside: Path | None = None,
) -> Result:
    data: dict[str, object] = {
        "applied": ids is not None,
        "as": found.kind,
        "plan": found.counts,
        "rows": [_row_data(planned, ids or {}) for planned in found.rows],
        "gone": [gone._asdict() for gone in found.gone],
    }
    if beside is not None:
        data["left_out"] = str(beside)
    # After `--go` the rest is in the register; what was left out still asks for attention.
    verdicts = (
        ("doubtful", "refused") if ids is not None else ("new", "changed", "doubtful", "refused")
    )
    left = [planned for planned in found.rows if planned.verdict in verdicts]
    table = Table(
        (_("line"), _("verdict"), _("name"), _("what")),
        [(str(p.line), term("verdict", p.verdict), p.name, _what(p, found)) for p in left],
        wide=3,
    )
    partial = ids is not None and bool(found.left_out)
    return Result(
        data=data,
        view=(Lines([_counted(found)]), table),
        notices=(
            *_about_the_sheet(came),
            *_about_the_gone(found),
            *_about_the_referrers(found),
            *said,
        ),
        status="partial" if partial else "success",
    )


def _counted(found: Plan) -> str:
    return ", ".join(
        f"{count} {term('verdict', verdict)}" for verdict, count in found.counts.items()
    )


def _about_the_sheet(came: Incoming) -> Iterator[Notice]:
    sheet, layout = came.sheet, came.layout
    yield from _how_it_was_read(came.path.name, sheet)
    if sheet.titles:
        yield notice("above_headings", text=" / ".join(sheet.titles))
    if sheet.sample:
        yield notice("sample", sample=sheet.sample)
    yield from used(came)
    if layout.strangers:
        yield notice("unknown_headings", headings=layout.strangers)
    for guess in layout.guesses:
        yield notice("heading_guess", heading=guess.heading, guess=guess.like)


def _how_it_was_read(file: str, sheet: Sheet) -> Iterator[Notice]:
    rows, tab = len(sheet.lines), sheet.tab
    if tab is None:
        delimiter = _("tab") if sheet.delimiter == "\t" else sheet.delimiter
        told = {"encoding": sheet.encoding, "delimiter": delimiter}
        yield notice("sheet_read", file=file, count=rows, **told)
        return
    yield notice("tab_read", file=file, tab=tab.name, format=tab.format, count=rows)
    if tab.hidden_rows:
        yield notice("rows_hidden", count=tab.hidden_rows)
    if tab.others:
        yield notice("tabs_left", tabs=tab.others)
    if tab.hidden:
        yield notice("tabs_hidden", tabs=tab.hidden)


def _about_the_referrers(found: Plan) -> Iterator[Notice]:
    """Many referrals of long ago would all come back on one day: said before it is done."""
    due = [p.difference.word_back for p in found.rows if p.difference and p.difference.word_back]
    if due:
        yield notice("words_back_due", count=len(due), day=due[0])


def _about_the_gone(found: Plan) -> Iterator[Notice]:
    for gone in found.gone[:GONE_SHOWN]:
        yield notice("gone_from_sheet", name=gone.name, text=gone.text)
    if len(found.gone) > GONE_SHOWN:
        yield notice("gone_more", count=len(found.gone) - GONE_SHOWN)


def _row_data(planned: Planned, ids: Mapping[int, str]) -> dict[str, object]:
    who = planned.standing
    doubts = planned.doubts
    return {
        "line": planned.line,
        "verdict": planned.verdict,
        "name": planned.name,
        "id": (ids.get(who.number) or who.id) if who is not None else "",
        "fields": _fields(planned),
        "problems": [
            *map(problem_data, planned.problems),
            *({"column": "", "code": d.code, "message": doubt_sentence(d)} for d in doubts),
        ],
        "remarks": [problem_data(remark) for remark in planned.remarks],
        "candidates": [
            {"id": d.standing.id, "name": d.standing.record.name, "line": d.standing.line or None}
            for d in doubts
        ],
    }


def problem_data(problem: Problem) -> dict[str, object]:
    return {"column": problem.column, "code": problem.code, "message": _sentence(problem)}


def _fields(planned: Planned) -> dict[str, object]:
    """What a row changes: old and new by field; of what is collected, what comes with it."""
    found = planned.difference
    if found is None:
        return {}
    fields: dict[str, object] = {
        key: {"old": change.old, "new": change.new} for key, change in found.changes.items()
    }
    for kind in STATEMENTS:
        if said := [text for said_kind, text in found.statements if said_kind == kind]:
            fields[kind] = {"old": None, "new": said}
    if promises := [*map(promise_data, found.promises), *_word_back(found)]:
        fields["followups"] = {"old": None, "new": promises}
    if found.notes:
        fields["notes"] = {"old": None, "new": [note._asdict() for note in found.notes]}
    return fields


def promise_data(promise: Promise) -> dict[str, object]:
    return {
        "due": promise.due.day if promise.due else None,
        "precision": promise.due.precision if promise.due else None,
        "reason": promise.reason,
        "condition": promise.condition,
        "kind": "promise",
    }


def _word_back(found: Difference) -> Iterator[dict[str, object]]:
    """The promise that comes with a referrer, as `add` makes it."""
    if found.word_back is not None:
        organisation = found.changes["referrer"].shown("referrer")[1]
        due = {"due": found.word_back, "precision": "day", "reason": organisation}
        yield {**due, "condition": "", "kind": "word_back"}


def _what(planned: Planned, found: Plan) -> str:
    """What becomes of a row, in one line."""
    said = [with_column(problem) for problem in planned.problems]
    said += [doubt_sentence(doubt) for doubt in planned.doubts]
    if planned.verdict == "new":
        said += _brought(planned, found)
    elif planned.verdict == "changed":
        said += _changed(planned, found)
    said += [with_column(remark) for remark in planned.remarks]
    return "; ".join(said)


def _brought(planned: Planned, found: Plan) -> Iterator[str]:
    """What somebody new brings: how many of each, and on which days they come back."""
    difference = planned.difference
    if difference is None:
        return
    for kind in STATEMENTS:
        if count := sum(said == kind for said, _text in difference.statements):
            yield f"{headings.heading_of(found.kind, kind)} {count}"
    yield from _promises(difference, found)


def _changed(planned: Planned, found: Plan) -> Iterator[str]:
    difference = planned.difference
    if difference is None:
        return
    for key, change in difference.changes.items():
        old, new = change.shown(key)
        arrow = f"{old} → {new}" if old else new
        yield f"{headings.heading_of(found.kind, key)}: {arrow}"
    for kind, text in difference.statements:
        yield f"{headings.heading_of(found.kind, kind)}: + {text}"
    yield from _promises(difference, found)
    for note in difference.notes:
        yield f"{headings.heading_of(found.kind, 'note')}: + {note.text}"


def _promises(difference: Difference, found: Plan) -> Iterator[str]:
    yield from (_promised(promise, found) for promise in difference.promises)
    if difference.word_back is not None:
        yield f"{term('kind', 'word_back')} {dates.in_full(difference.word_back)}"


def _promised(promise: Promise, found: Plan) -> str:
    if promise.due is None:
        return f"{headings.heading_of(found.kind, 'condition')}: {promise.condition}"
    return f"{headings.heading_of(found.kind, 'due')} {dates.in_full(promise.due)}"


def why(planned: Planned) -> str:
    said = [with_column(problem) for problem in planned.problems]
    return " ".join([*said, *map(doubt_sentence, planned.doubts)])


def with_column(problem: Problem) -> str:
    text = _sentence(problem)
    return f"{problem.column}: {text}" if problem.column else text


def _sentence(problem: Problem) -> str:
    return sentence(Notice(problem.code, dict(problem.parameters)))


def doubt_sentence(doubt: Doubt) -> str:
    who = doubt.standing
    where = who.id or _("line {line}").format(line=who.line)
    return sentence(notice(doubt.code, name=who.record.name, where=where))

"""A plan on the screen and as data: what every row of a sheet would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from talentregister.cli.mappings import example, used
from talentregister.cli.result import Lines, Result, Status, Table
from talentregister.cli.sentences import sentence
from talentregister.cli.terms import term
from talentregister.exchange import headings
from talentregister.exchange.cells import STATEMENTS, Promise
from talentregister.exchange.difference import Difference
from talentregister.exchange.incoming import Incoming
from talentregister.exchange.planning import Plan, Planned, Verdict
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
    applied = ids is not None
    rows = [
        (str(p.line), term("verdict", p.verdict), p.name, _what(p, found))
        for p in found.rows
        if p.verdict in attention(applied=applied)
    ]
    about = (*_about_the_sheet(came), *_about_the_gone(found), *_about_the_referrers(found))
    return laid_out(data, found.counts, _("line"), rows, (*about, *said), applied=applied)


def attention(*, applied: bool) -> tuple[Verdict, ...]:
    """The verdicts to look at: after `--go` the rest is in the register, what was left out not."""
    left_out: tuple[Verdict, ...] = ("doubtful", "refused")
    return left_out if applied else ("new", "changed", *left_out)


def laid_out(
    data: Mapping[str, object],
    counts: Mapping[Verdict, int],
    key: str,
    rows: Sequence[Sequence[str]],
    notices: Sequence[Notice],
    *,
    applied: bool,
) -> Result:
    """How many got each verdict, and the rows to look at; `key` stands above what names them."""
    counted = ", ".join(f"{count} {term('verdict', verdict)}" for verdict, count in counts.items())
    table = Table((key, _("verdict"), _("name"), _("what")), rows, wide=3)
    partial = applied and counts["doubtful"] + counts["refused"]
    status: Status = "partial" if partial else "success"
    return Result(data, (Lines([counted]), table), notices, status=status)


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
    yield from example(came)


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
    return {
        "line": planned.line,
        "verdict": planned.verdict,
        "name": planned.name,
        "id": (ids.get(who.number) or who.id) if who is not None else "",
        "fields": _fields(planned),
        "problems": problems_data(planned.problems, planned.doubts),
        "remarks": [problem_data(remark) for remark in planned.remarks],
        "candidates": candidates_data(planned.doubts),
    }


def problem_data(problem: Problem) -> dict[str, object]:
    return {"column": problem.column, "code": problem.code, "message": _sentence(problem)}


def problems_data(problems: Sequence[Problem], doubts: Sequence[Doubt]) -> list[dict[str, object]]:
    """What keeps somebody out: what is wrong, and who it may be."""
    found = [problem_data(problem) for problem in problems]
    found += ({"column": "", "code": d.code, "message": doubt_sentence(d)} for d in doubts)
    return found


def candidates_data(doubts: Sequence[Doubt]) -> list[dict[str, object]]:
    """Who somebody may be: an id, or the line of somebody who has none yet."""
    standings = [doubt.standing for doubt in doubts]
    return [{"id": s.id, "name": s.record.name, "line": s.line or None} for s in standings]


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
    said = in_the_way(planned.problems, planned.doubts)
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
    return " ".join(in_the_way(planned.problems, planned.doubts))


def in_the_way(problems: Sequence[Problem], doubts: Sequence[Doubt]) -> list[str]:
    """What keeps somebody out, in sentences."""
    return [*map(with_column, problems), *map(doubt_sentence, doubts)]


def with_column(problem: Problem) -> str:
    text = _sentence(problem)
    return f"{problem.column}: {text}" if problem.column else text


def _sentence(problem: Problem) -> str:
    return sentence(Notice(problem.code, dict(problem.parameters)))


def doubt_sentence(doubt: Doubt) -> str:
    who = doubt.standing
    where = who.id or _("line {line}").format(line=who.line)
    return sentence(notice(doubt.code, name=who.record.name, where=where))

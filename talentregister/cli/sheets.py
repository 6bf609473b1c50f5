"""`import` and `export`: any sheet in, a sheet her Excel opens out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from talentregister.cli import options
from talentregister.cli.ask import ask
from talentregister.cli.options import session_of
from talentregister.cli.output import say
from talentregister.cli.result import Lines, Result, Table
from talentregister.cli.sentences import sentence
from talentregister.cli.session import Session
from talentregister.cli.start import offer
from talentregister.cli.terms import term
from talentregister.errors import Refused, Usage
from talentregister.exchange import apply, headings, leftout, planning, writing
from talentregister.exchange.cells import STATEMENTS, Promise
from talentregister.exchange.incoming import Incoming, incoming
from talentregister.exchange.planning import Answer, Decide, Plan, Planned
from talentregister.exchange.recognition import Doubt
from talentregister.exchange.rows import Row
from talentregister.exchange.sheet import Line, Problem
from talentregister.language import dates
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.language.names import fold
from talentregister.model.records import Records
from talentregister.register.outcome import Notice, notice
from talentregister.storage import disk
from talentregister.storage.layout import uncollected

File = Annotated[str | None, typer.Argument(metavar=N_("FILE"), show_default=False)]
As = Annotated[
    str, typer.Option("--as", "--als", help=N_("what its rows are: residents or initiatives"))
]
Force = Annotated[bool, typer.Option("--force", "--overschrijf", help=N_("replace an older file"))]

# What `--doubtful` may say.
ANSWERS: Mapping[str, Answer] = {
    "new": Answer("new"),
    "nieuw": Answer("new"),
    "same": Answer("same"),
    "zelfde": Answer("same"),
    "skip": Answer("skip"),
    "overslaan": Answer("skip"),
}
# From this many lines on it is worth showing that something happens.
MANY_LINES = 2_000
# As many vanished texts as fit on a screen are named, the others counted.
GONE_SHOWN = 20


def import_(
    ctx: typer.Context,
    file: File = None,
    go: Annotated[bool, typer.Option("--go", "--doen", help=N_("do it; else a trial run"))] = False,
    kind: As = "",
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", "--sla-over", help=N_("leave refused rows out"))
    ] = False,
    doubtful: Annotated[
        str, typer.Option("--doubtful", "--twijfel", help=N_("doubtful rows are: new, skip, same"))
    ] = "",
    empty_clears: Annotated[
        bool, typer.Option("--empty-clears", "--leeg-wist", help=N_("an emptied cell clears"))
    ] = False,
    anyway: options.Anyway = False,
    force: Force = False,
) -> Result:
    """A trial run says what each row would change; with `--go` it is done, in one undo."""
    session = session_of(ctx)
    path, told, answer = _path(file), headings.kind_named(kind), _answer(doubtful)
    with uncollected():  # a long sheet makes a million values that all stay
        came = incoming(
            path, session.today, told, empty_clears=empty_clears, each=_with_progress(session)
        )
        if not session.home.register.exists():
            offer(session)
        records = session.read()
        found = _planned(came, records, session, anyway, _always(answer))
        if not go:
            return _result(came, found, [notice("trial_run")])
        if found.counts["refused"] and not skip_refused:
            raise _open(found)
        if found.counts["doubtful"] and answer is None:
            if not session.asks:
                raise _open(found)
            found = _planned(came, records, session, anyway, _asked)
        return _done(session, came, found, force=force)


def export(
    ctx: typer.Context,
    file: File = None,
    kind: As = "",
    area: options.Area = None,
    plain: Annotated[
        bool, typer.Option("--plain", "--kaal", help=N_("UTF-8 with commas, not for Excel"))
    ] = False,
    force: Force = False,
) -> Result:
    """Residents unless something else is asked; `import` reads it back."""
    session = session_of(ctx)
    path = _path(file)
    if path.suffix.lower() != ".csv":
        raise Usage("export_ending", file=path.name)
    records = session.read()
    written = writing.sheet(records, headings.kind_named(kind) or "residents", area or "")
    writing.save(path, writing.file_of(written, plain=plain), force=force)
    rows = len(written.rows)
    said = (notice("exported", file=path, rows=rows), notice("exports_people"))
    return Result({"file": str(path), "rows": rows}, notices=said)


# --- settling ----------------------------------------------------------------


def _path(file: str | None) -> Path:
    if not file:
        raise Usage("file_not_told")
    return Path(file).expanduser()


def _answer(text: str) -> Answer | None:
    if not text:
        return None
    if fold(text) not in ANSWERS:
        raise Usage("choice_unknown", text=text, choices=", ".join(ANSWERS))
    return ANSWERS[fold(text)]


def _always(answer: Answer | None) -> Decide:
    return lambda _row, _doubts: answer


def _asked(row: Row, doubts: Sequence[Doubt]) -> Answer:
    """What a person says a doubtful row is; Enter leaves it out."""
    say(_("Line {line}: {name}").format(line=row.line.number, name=row.name))
    for number, doubt in enumerate(doubts, 1):
        say(f"  {number}  {_doubt_sentence(doubt)}")
    say(f"  n  {_('somebody new')}")
    answer = fold(ask(_("Who is it? A number, n, or Enter to leave the row out.")))
    if answer in ("n", "new", "nieuw"):
        return Answer("new")
    if answer.isdecimal() and 0 < int(answer) <= len(doubts):
        return Answer("same", int(answer) - 1)
    return Answer("skip")


def _planned(
    came: Incoming, records: Records, session: Session, anyway: bool, decide: Decide
) -> Plan:
    kind = came.layout.kind
    return planning.plan(came.rows, records, kind, session.today, decide=decide, anyway=anyway)


def _open(found: Plan) -> Refused:
    counts = found.counts
    hint = "skip_refused" if counts["refused"] else "doubtful"
    return Refused("rows_open", hint=hint, refused=counts["refused"], doubtful=counts["doubtful"])


def _done(session: Session, came: Incoming, found: Plan, *, force: bool) -> Result:
    """The plan written down; first the rows left out, so that none is lost when that fails."""
    left = leftout.left_out(found.left_out, came.layout, _why)
    beside = leftout.save(came.path, left, force=force) if found.left_out else None
    try:
        ids = apply.apply(session.home, session.today, found)
    except BaseException:
        if beside is not None and beside.made:
            disk.discard(beside.path)
        raise
    counts = found.counts
    done = notice("imported", new=counts["new"], changed=counts["changed"])
    said = [done if found.touched else notice("already_so")]
    if beside is not None:
        said.append(notice("left_out", file=beside.path))
    return _result(came, found, said, ids=ids, beside=beside.path if beside else None)


def _with_progress(session: Session) -> Any:
    """Lines one by one; on a terminal a bar shows how far a long sheet is."""

    def each(lines: Sequence[Line]) -> Iterable[Line]:
        if session.quiet or len(lines) < MANY_LINES or not sys.stderr.isatty():
            return lines
        # 25 ms, and only a long sheet on a terminal needs it.
        from rich.console import Console
        from rich.progress import track

        return track(lines, _("Reading"), console=Console(stderr=True), transient=True)

    return each


# --- showing -----------------------------------------------------------------


def _result(
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
    shown = (
        ("doubtful", "refused") if ids is not None else ("new", "changed", "doubtful", "refused")
    )
    left = [planned for planned in found.rows if planned.verdict in shown]
    table = Table(
        (_("line"), _("verdict"), _("name"), _("what")),
        [(str(p.line), term("verdict", p.verdict), p.name, _what(p, found)) for p in left],
        wide=3,
    )
    partial = ids is not None and bool(found.left_out)
    return Result(
        data=data,
        view=(Lines([_counted(found)]), table),
        notices=(*_about_the_sheet(came), *_about_the_gone(found), *said),
        status="partial" if partial else "success",
    )


def _counted(found: Plan) -> str:
    return ", ".join(
        f"{count} {term('verdict', verdict)}" for verdict, count in found.counts.items()
    )


def _about_the_sheet(came: Incoming) -> Iterator[Notice]:
    sheet, layout = came.sheet, came.layout
    delimiter = _("tab") if sheet.delimiter == "\t" else sheet.delimiter
    yield notice(
        "sheet_read",
        file=came.path.name,
        encoding=sheet.encoding,
        delimiter=delimiter,
        rows=len(sheet.lines),
    )
    if sheet.sample:
        yield notice("sample", sample=sheet.sample)
    if layout.strangers:
        yield notice("unknown_headings", headings=layout.strangers)
    for guess in layout.guesses:
        yield notice("heading_guess", heading=guess.heading, guess=guess.like)


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
            *map(_problem_data, planned.problems),
            *({"column": "", "code": d.code, "message": _doubt_sentence(d)} for d in doubts),
        ],
        "remarks": [_problem_data(remark) for remark in planned.remarks],
        "candidates": [
            {"id": d.standing.id, "name": d.standing.record.name, "line": d.standing.line or None}
            for d in doubts
        ],
    }


def _problem_data(problem: Problem) -> dict[str, object]:
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
    if found.promises:
        fields["followups"] = {"old": None, "new": [_promise(p) for p in found.promises]}
    if found.notes:
        fields["notes"] = {"old": None, "new": [note._asdict() for note in found.notes]}
    return fields


def _promise(promise: Promise) -> dict[str, object]:
    return {
        "due": promise.due.day if promise.due else None,
        "precision": promise.due.precision if promise.due else None,
        "reason": promise.reason,
        "condition": promise.condition,
    }


def _what(planned: Planned, found: Plan) -> str:
    """What becomes of a row, in one line."""
    said = [_with_column(problem) for problem in planned.problems]
    said += [_doubt_sentence(doubt) for doubt in planned.doubts]
    if planned.verdict == "new":
        said += _brought(planned, found)
    elif planned.verdict == "changed":
        said += _changed(planned, found)
    said += [_with_column(remark) for remark in planned.remarks]
    return "; ".join(said)


def _brought(planned: Planned, found: Plan) -> Iterator[str]:
    """What somebody new brings: how many of each, and on which days they come back."""
    difference = planned.difference
    if difference is None:
        return
    for kind in STATEMENTS:
        if count := sum(said == kind for said, _text in difference.statements):
            yield f"{headings.heading_of(found.kind, kind)} {count}"
    yield from (_promised(promise, found) for promise in difference.promises)


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
    yield from (_promised(promise, found) for promise in difference.promises)
    for note in difference.notes:
        yield f"{headings.heading_of(found.kind, 'note')}: + {note.text}"


def _promised(promise: Promise, found: Plan) -> str:
    if promise.due is None:
        return f"{headings.heading_of(found.kind, 'condition')}: {promise.condition}"
    return f"{headings.heading_of(found.kind, 'due')} {dates.in_full(promise.due)}"


def _why(planned: Planned) -> str:
    said = [_with_column(problem) for problem in planned.problems]
    return " ".join([*said, *map(_doubt_sentence, planned.doubts)])


def _with_column(problem: Problem) -> str:
    text = _sentence(problem)
    return f"{problem.column}: {text}" if problem.column else text


def _sentence(problem: Problem) -> str:
    return sentence(Notice(problem.code, dict(problem.parameters)))


def _doubt_sentence(doubt: Doubt) -> str:
    who = doubt.standing
    where = who.id or _("line {line}").format(line=who.line)
    return sentence(notice(doubt.code, name=who.record.name, where=where))

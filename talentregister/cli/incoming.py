"""`import`: any sheet in, after a trial run."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer

from talentregister.cli import mappings, options
from talentregister.cli.doubts import ask_who, delicate, to_ask, trial
from talentregister.cli.explain import explained
from talentregister.cli.files import As, File, Force, path_of
from talentregister.cli.merging import Wish, bring_in
from talentregister.cli.options import session_of
from talentregister.cli.plan import shown, why
from talentregister.cli.result import Result
from talentregister.cli.session import Session
from talentregister.cli.start import offer
from talentregister.errors import Usage
from talentregister.exchange import apply, headings, leftout, planning, whole
from talentregister.exchange.headings import Kind
from talentregister.exchange.incoming import Incoming, incoming
from talentregister.exchange.planning import Answer, Decide, Plan
from talentregister.exchange.recognition import Doubt
from talentregister.exchange.rows import Row
from talentregister.exchange.sheet import Line
from talentregister.language import i18n
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.language.names import fold
from talentregister.model.records import Records
from talentregister.register.outcome import notice
from talentregister.storage import disk
from talentregister.storage.layout import uncollected

# What `--doubtful` may say, each in English and in Dutch.
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


Go = Annotated[bool, typer.Option("--go", "--doen", help=N_("do it; else a trial run"))]
Tab = Annotated[
    str, typer.Option("--sheet", "--blad", help=N_("which sheet of a workbook: name or number"))
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map", "--koppel", help=N_('what a heading is: "Hobby\'s=loves"'), show_default=False
    ),
]
Explain = Annotated[
    bool, typer.Option("--explain", "--uitleg", help=N_("only show how the sheet is understood"))
]
SkipRefused = Annotated[
    bool, typer.Option("--skip-refused", "--sla-over", help=N_("leave refused rows out"))
]
Doubtful = Annotated[
    str, typer.Option("--doubtful", "--twijfel", help=N_("doubtful rows are: new, skip, same"))
]
EmptyClears = Annotated[
    bool, typer.Option("--empty-clears", "--leeg-wist", help=N_("an emptied cell clears"))
]
StripControl = Annotated[
    bool,
    typer.Option(
        "--strip-control", "--zonder-stuurtekens", help=N_("take invisible characters out of texts")
    ),
]


def import_(
    ctx: typer.Context,
    file: File = None,
    go: Go = False,
    kind: As = "",
    tab: Tab = "",
    mapped: Map = None,
    explain: Explain = False,
    skip_refused: SkipRefused = False,
    doubtful: Doubtful = "",
    empty_clears: EmptyClears = False,
    strip_control: StripControl = False,
    anyway: options.Anyway = False,
    force: Force = False,
) -> Result:
    """A trial run says what each row would change; with `--go` it is done, in one undo."""
    session = session_of(ctx)
    path = path_of(file)
    told, answer = headings.kind_named(kind), _answer(doubtful)
    if whole.is_whole(path):
        wish = Wish(go, skip_refused, answer, anyway)
        useless = {
            "--as": kind,
            "--sheet": tab,
            "--map": mapped,
            "--explain": explain,
            "--empty-clears": empty_clears,
            "--strip-control": strip_control,
        }
        options.must_mean_something(ctx, path, useless)
        return bring_in(session, path, wish)
    with uncollected():  # a long sheet makes a million values that all stay
        came = incoming(
            path,
            session.today,
            told,
            empty_clears=empty_clears,
            strip_control=strip_control,
            each=_with_progress(session),
            choose=mappings.chooser(session.home.config, mapped or (), told),
            tab=tab,
        )
        if explain:
            return explained(came)
        if not session.home.register.exists():
            offer(session)
        records = session.read()
        found = _planned(came, records, session, anyway, _always(answer))
        if not go:
            remembered = mappings.remember(session.home.config, came, told)
            ends = trial(found.counts, idle=not found.touched, skip_refused=skip_refused)
            return shown(came, found, [*remembered, *delicate(found.rows), ends])
        answered = answer is not None
        if to_ask(session, found.counts, skip_refused=skip_refused, answered=answered):
            found = _planned(came, records, session, anyway, _asked)
        return _done(session, came, found, told, force=force)


def _answer(text: str) -> Answer | None:
    if not text:
        return None
    if fold(text) not in ANSWERS:
        choices = [*ANSWERS][i18n.language() == "nl" :: 2]
        raise Usage("choice_unknown", text=text, choices=", ".join(choices))
    return ANSWERS[fold(text)]


def _always(answer: Answer | None) -> Decide:
    return lambda _row, _doubts: answer


def _asked(row: Row, doubts: Sequence[Doubt]) -> Answer:
    """What a person says a doubtful row is; Enter leaves it out."""
    return ask_who(_("Line {line}: {name}").format(line=row.line.number, name=row.name), doubts)


def _planned(
    came: Incoming, records: Records, session: Session, anyway: bool, decide: Decide
) -> Plan:
    kind = came.layout.kind
    return planning.plan(
        came.rows,
        records,
        kind,
        session.today,
        decide=decide,
        anyway=anyway,
        one_each=came.layout.one_each,
    )


def _done(
    session: Session, came: Incoming, found: Plan, told: Kind | None, *, force: bool
) -> Result:
    """The plan written down; first the rows left out, so that none is lost when that fails."""
    left = leftout.left_out(found.left_out, came.layout, why)
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
    said += mappings.remember(session.home.config, came, told)
    if beside is not None:
        said += [*delicate(found.rows), notice("left_out", file=beside.path)]
    return shown(came, found, said, ids=ids, beside=beside.path if beside else None)


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

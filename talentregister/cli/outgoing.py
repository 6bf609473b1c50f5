"""`export`: a sheet, a workbook, a calendar or the whole register, by the file's ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from talentregister import storage
from talentregister.cli import options
from talentregister.cli.files import As, File, Force, path_of
from talentregister.cli.options import session_of
from talentregister.cli.result import Result
from talentregister.cli.session import Session
from talentregister.cli.terms import term
from talentregister.cli.themes import saying
from talentregister.errors import Refused, Usage
from talentregister.exchange import headings, writing
from talentregister.exchange.headings import Kind
from talentregister.exchange.selection import Selection
from talentregister.language.i18n import later as N_
from talentregister.language.names import fold
from talentregister.model.records import Party, Records
from talentregister.register.outcome import Notice, notice
from talentregister.storage.layout import uncollected


class Asked(NamedTuple):
    """What was asked for beside the file."""

    kind: Kind
    area: str
    theme: str
    plain: bool
    names: bool

    @property
    def filters(self) -> dict[str, str]:
        """The options that say who, as far as they were told."""
        return {key: text for key in ("area", "theme") if (text := getattr(self, key))}

    def chosen(self, session: Session, records: Records) -> Selection:
        """Who is asked for. Raises what `themes.saying` raises."""
        about = saying(session, records, self.theme) if self.theme else None

        def asked(party: Party) -> bool:
            return fold(self.area) in fold(party.area) and (about is None or party.id in about)

        return Selection(records, asked)


class Made(NamedTuple):
    """What will be written: how many rows or days, and how many people; None names nobody."""

    content: bytes
    rows: int
    people: int | None
    what: str
    said: tuple[Notice, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether it tells of anybody: an empty file leaves nothing to remember or remove."""
        return self.people is not None and self.rows > 0


class Ending(NamedTuple):
    """How a kind of file is made, and which options mean something for it."""

    make: Callable[[Session, Records, Asked], Made]
    options: tuple[str, ...] = ()


def export(
    ctx: typer.Context,
    file: File = None,
    kind: As = "",
    area: options.Area = None,
    theme: options.Theme = None,
    plain: Annotated[
        bool, typer.Option("--plain", "--kaal", help=N_("UTF-8 with commas, not for Excel"))
    ] = False,
    names: options.WithNames = False,
    force: Force = False,
) -> Result:
    """By its ending: .csv or .xlsx for Excel, .json for the whole register, .ics for a calendar."""
    session = session_of(ctx)
    path = path_of(file)
    ending = ENDINGS.get(path.suffix.casefold())
    if ending is None:
        choices = ", ".join(ENDINGS)
        raise Usage("export_ending", hint="example", file=path.name, choices=choices)
    told = {"--as": kind, "--area": area, "--theme": theme, "--plain": plain, "--names": names}
    useless = {name: value for name, value in told.items() if name not in ending.options}
    options.must_mean_something(ctx, path, useless)
    sort = headings.kind_named(kind) or "residents"
    asked = Asked(sort, area or "", theme or "", plain, names)
    with uncollected():  # every cell is a value that stays until the file is made
        made = ending.make(session, session.read(), asked)
    warned = _given(session, path, made, asked, force=force)
    data = {"file": str(path), "rows": made.rows, "people": made.people or 0}
    return Result(data, notices=(*_said(path, made), *warned))


def _given(
    session: Session, path: Path, made: Made, asked: Asked, *, force: bool
) -> tuple[Notice, ...]:
    """
    Write the file, and first in the register that it leaves: what is not logged does not leave.

    Raises what `writing.saving` and `storage.log_export` raise, Refused("not_to_replace").
    """
    if session.home.owns(path):
        raise Refused("not_to_replace", file=str(path))
    with writing.saving(path, made.content, force=force):
        return tuple(_logged(session, path, made, asked))


def _logged(session: Session, path: Path, made: Made, asked: Asked) -> Iterator[Notice]:
    if not made.tells:
        return
    entry = storage.Export(
        on=session.today,
        ending=path.suffix.casefold(),
        people=made.people or 0,
        what=made.what,
        filters=asked.filters,
    )
    for warned in storage.log_export(session.home, entry):
        yield Notice(warned.code, warned.parameters)


def _said(path: Path, made: Made) -> Iterator[Notice]:
    code = "exported_days" if path.suffix.casefold() == ".ics" else "exported"
    yield notice(code, file=path, rows=made.rows, count=made.rows)
    if made.tells:
        yield notice("exports_people", count=made.people)
    yield from made.said


def _csv(session: Session, records: Records, asked: Asked) -> Made:
    chosen = asked.chosen(session, records)
    written = writing.sheet(chosen, asked.kind)
    content = writing.file_of(written, plain=asked.plain)
    unasked = sum(r.consent("approach") == "no" for r in chosen.residents)
    said = [notice("sheet_is_for")]
    if unasked and asked.kind == "residents":
        said.append(notice("unasked_in_it", count=unasked))
    said += _private(chosen) if asked.kind == "residents" else ()
    return Made(content, len(written.rows), chosen.people(asked.kind), asked.kind, tuple(said))


def _xlsx(session: Session, records: Records, asked: Asked) -> Made:
    from talentregister.exchange import workbook

    chosen = asked.chosen(session, records)
    content = workbook.file_of(workbook.pages(chosen, term), session.today)
    rows = len(chosen.residents) + len(chosen.initiatives)
    people = chosen.people("residents", "initiatives")
    return Made(content, rows, people, "all", (notice("sheet_is_for"), *_private(chosen)))


def _private(chosen: Selection) -> Iterator[Notice]:
    """What to look at before a sheet goes to somebody else."""
    notes = sum(len(chosen.records.notes_about(r.id)) for r in chosen.residents)
    if notes:
        yield notice("notes_in_it", count=notes)
    unshared = sum(r.consent("share") == "no" for r in chosen.residents)
    if unshared:
        yield notice("unshared_in_it", count=unshared)


def _ics(session: Session, records: Records, asked: Asked) -> Made:
    from talentregister.cli.feed import feed
    from talentregister.cli.reminder import Filters

    made = feed(records, session.today, Filters(asked.area), named=asked.names)
    people = made.people if asked.names and made.people else None
    return Made(made.content, made.days, people, "followups")


def _json(session: Session, records: Records, _asked: Asked) -> Made:
    from talentregister.exchange import whole
    from talentregister.storage import reading

    content = whole.written(reading.document(session.home))
    rows = len(records.residents) + len(records.initiatives)
    return Made(content, rows, len(records.residents), "all")


ENDINGS: Mapping[str, Ending] = {
    ".csv": Ending(_csv, ("--as", "--area", "--theme", "--plain")),
    ".xlsx": Ending(_xlsx, ("--area", "--theme")),
    ".json": Ending(_json),
    ".ics": Ending(_ics, ("--area", "--names")),
}

"""`export`: a sheet her Excel opens by double click."""

from __future__ import annotations

from typing import Annotated

import typer

from talentregister.cli import options
from talentregister.cli.files import As, File, Force, path_of
from talentregister.cli.options import session_of
from talentregister.cli.result import Result
from talentregister.errors import Usage
from talentregister.exchange import headings, writing
from talentregister.language.i18n import later as N_
from talentregister.register.outcome import notice


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
    path = path_of(file)
    if path.suffix.lower() != ".csv":
        raise Usage("export_ending", file=path.name)
    records = session.read()
    written = writing.sheet(records, headings.kind_named(kind) or "residents", area or "")
    writing.save(path, writing.file_of(written, plain=plain), force=force)
    rows = len(written.rows)
    said = (notice("exported", file=path, rows=rows), notice("exports_people"))
    return Result({"file": str(path), "rows": rows}, notices=said)

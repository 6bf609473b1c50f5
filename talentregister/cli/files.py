"""What `import` and `export` share: the file, the kind of sheet, leave to replace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from talentregister.errors import Usage
from talentregister.language.i18n import later as N_

File = Annotated[str | None, typer.Argument(metavar=N_("FILE"), show_default=False)]
As = Annotated[
    str, typer.Option("--as", "--als", help=N_("what its rows are: residents or initiatives"))
]
Force = Annotated[bool, typer.Option("--force", "--overschrijf", help=N_("replace an older file"))]


def path_of(file: str | None) -> Path:
    """The file that was named. Raises Usage("file_not_told")."""
    if not file:
        raise Usage("file_not_told", hint="example")
    return Path(file).expanduser()

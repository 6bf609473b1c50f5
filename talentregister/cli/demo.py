"""
`demo`: the whole job on invented people, in a register of its own.

Everything happens in a temporary directory that is gone afterwards; every step
is a real command, printed as it would be typed. Only the program's own compiled
words stay in its cache: they hold nobody, and make the `init` after it quick.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from talentregister.cli.options import session_of
from talentregister.cli.result import Result
from talentregister.language import i18n
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_

# Installed, the sheets lie in the package; in a checkout, beside it.
PLACES = (
    Path(__file__).parents[1] / "examples",
    Path(__file__).parents[2] / "examples",
)
SHEETS = ("sprokkel.csv", "initiatieven.csv")
BEFORE, THE_DAY = "20-11-2026", "21-11-2026"
# What is typed, and what there is to see.
STEPS: tuple[tuple[str, str], ...] = (
    (N_("A register of your own, encrypted; write the key on paper."), "init"),
    (
        N_("First a trial run: what would this sheet change?"),
        "import sprokkel.csv",
    ),
    (
        N_("It looks right. One doubtful row is left for later."),
        "import sprokkel.csv --go --doubtful skip",
    ),
    (
        N_("The initiatives of the neighbourhood too."),
        "import initiatieven.csv --go",
    ),
    (
        N_("A football club asks for trainers. Whom do you know?"),
        'match "VV Kerkenbosch" --wants --limit 3',
    ),
    (N_("Somebody at the door asks:"), 'match "mijn scharen knippen niet meer" --limit 3'),
    (N_("The promises of today. Kees said so himself, a year ago:"), f"remind --today {THE_DAY}"),
    (N_("A letter to him, for you to send:"), f"remind --draft Kees --today {THE_DAY}"),
    (
        N_("You rang him. Close the promise, and make the next one:"),
        f'done Kees "wil in mei beginnen" --next mei --today {THE_DAY}',
    ),
    (
        N_("And back to a sheet your Excel opens by double click."),
        f"export kerkenbosch.csv --today {THE_DAY}",
    ),
)


def demo(ctx: typer.Context) -> Result:
    """Works in a temporary register; nothing of it stays."""
    session = session_of(ctx)
    from talentregister.cli.main import run

    with a_place_of_its_own():
        for said, command in STEPS:
            print(f"\n# {_(said)}\n$ talent {command}\n", flush=True)
            words = [*_words(command), "--lang", i18n.language()]
            if code := run([*words, "--quiet"] if session.quiet else words):
                return Result({"failed": command}, exit_code=code)
    print("\n" + _("That was all; nothing of it was kept. Your own register: talent init"))
    print(_("Your own sheet: talent import FILE. What else there is: talent --help"))
    return Result({})


@contextmanager
def a_place_of_its_own() -> Iterator[Path]:
    """A temporary directory with the sheets, a register and a key; gone afterwards."""
    here, environment = Path.cwd(), dict(os.environ)
    sheets = next(place for place in PLACES if (place / SHEETS[0]).exists())
    with tempfile.TemporaryDirectory(prefix="talent-demo-") as name:
        place = Path(name)
        for sheet in SHEETS:
            shutil.copy(sheets / sheet, place)
        os.environ["TALENTREGISTER_FILE"] = str(place / "register.age")
        os.environ["TALENTREGISTER_CONFIG"] = str(place / "config")
        os.environ.pop("TALENTREGISTER_IDENTITY", None)
        os.environ["TALENTREGISTER_TODAY"] = BEFORE
        os.chdir(place)
        try:
            yield place
        finally:
            sys.stdout.flush()
            os.chdir(here)
            os.environ.clear()
            os.environ.update(environment)


def _words(command: str) -> list[str]:
    import shlex

    return shlex.split(command)

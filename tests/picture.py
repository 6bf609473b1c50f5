"""
`python -m tests.picture`: make the pictures of the README anew, from the demo itself.

Each shows some commands on the register of the demo, as a terminal of 100 columns
shows them, through rich's own SVG export. The same words give the same bytes; a
test compares them.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
WIDTH = 100
# Imports first, quietly; then what is worth seeing.
BEFORE = (
    "init",
    "import sprokkel.csv --go --doubtful skip",
    "import initiatieven.csv --go",
)
PICTURES: Mapping[str, Sequence[str]] = {
    "demo.svg": (
        'match "VV Kerkenbosch" --wants --limit 3',
        'match "mijn scharen knippen niet meer" --limit 2',
        "remind --today 21-11-2026",
    ),
    # A sheet she kept before: one row of each kind.
    "plan.svg": ('import oude-lijst.csv --map "Hobby\'s=loves"',),
}
# What is said on stderr belongs to what a person sees of a plan.
WITH_WORDS = frozenset({"plan.svg"})


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn() -> dict[str, str]:
    """The pictures as SVG, by name."""
    return {name: _drawn(shown) for name, shown in screens().items()}


def _drawn(shown: Sequence[tuple[str, str]]) -> str:
    from rich._export_format import CONSOLE_SVG_FORMAT
    from rich.console import Console
    from rich.text import Text

    console = Console(
        record=True,
        file=io.StringIO(),
        width=WIDTH,
        force_terminal=True,
        color_system="truecolor",
        _environ={},
    )
    for command, said in shown:
        console.print(Text(f"$ talent {command}", style="bold green"))
        console.print(Text.from_ansi(said))
    # The web fonts of the default are fetched when somebody looks; nothing leaves the machine.
    begin, end = (
        CONSOLE_SVG_FORMAT.index("@font-face"),
        CONSOLE_SVG_FORMAT.index(".{unique_id}-matrix"),
    )
    plain = CONSOLE_SVG_FORMAT[:begin] + CONSOLE_SVG_FORMAT[end:]
    return console.export_svg(title="talentregister", unique_id="shot", code_format=plain)


def screens() -> dict[str, list[tuple[str, str]]]:
    """Each shown command and what a person sees of it, by picture."""
    from talentregister.cli.demo import a_place_of_its_own

    with a_place_of_its_own():
        os.environ.update(COLUMNS=str(WIDTH), TERM="xterm-256color")
        shutil.copy(EXAMPLES / "oude-lijst.csv", ".")
        for command in BEFORE:
            _seen(command, with_words=False)
        return {
            name: [(command, _seen(command, with_words=name in WITH_WORDS)) for command in commands]
            for name, commands in PICTURES.items()
        }


def _seen(command: str, *, with_words: bool) -> str:
    """What a person sees of a command. Raises SystemExit when it fails."""
    from talentregister.cli.main import run

    screen = Terminal()
    with redirect_stdout(screen), redirect_stderr(screen if with_words else io.StringIO()):
        code = run([*shlex.split(command), "--lang", "en"])
    if code:
        raise SystemExit(f"{command} ended with {code}: {screen.getvalue()}")
    return screen.getvalue()


def main() -> int:
    """Write the pictures."""
    for name, picture in drawn().items():
        (EXAMPLES / name).write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

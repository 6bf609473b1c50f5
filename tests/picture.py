"""
`python -m tests.picture`: make the picture of the README anew, from the demo itself.

Two steps of the demo, as a terminal of 100 columns shows them, through rich's
own SVG export. The same words give the same bytes; a test compares them.
"""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

PICTURE = Path(__file__).parents[1] / "examples" / "demo.svg"
WIDTH = 100
# Imports first, quietly; then what is worth seeing.
BEFORE = (
    "init",
    "import sprokkel.csv --go --doubtful skip",
    "import initiatieven.csv --go",
)
SHOWN = (
    'match "VV Kerkenbosch" --wants --limit 3',
    'match "mijn scharen knippen niet meer" --limit 2',
    "remind --today 21-11-2026",
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn() -> str:
    """The picture, as SVG."""
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
    for command, said in screens():
        console.print(Text(f"$ talent {command}", style="bold green"))
        console.print(Text.from_ansi(said))
    # The web fonts of the default are fetched when somebody looks; nothing leaves the machine.
    begin, end = (
        CONSOLE_SVG_FORMAT.index("@font-face"),
        CONSOLE_SVG_FORMAT.index(".{unique_id}-matrix"),
    )
    plain = CONSOLE_SVG_FORMAT[:begin] + CONSOLE_SVG_FORMAT[end:]
    return console.export_svg(title="talentregister", unique_id="shot", code_format=plain)


def screens() -> list[tuple[str, str]]:
    """Each shown command and what a person sees of it."""
    import shlex

    from talentregister.cli.demo import a_place_of_its_own
    from talentregister.cli.main import run

    shown = []
    with a_place_of_its_own():
        import os

        os.environ.update(COLUMNS=str(WIDTH), TERM="xterm-256color")
        for command in (*BEFORE, *SHOWN):
            screen = Terminal()
            with redirect_stdout(screen), redirect_stderr(io.StringIO()):
                code = run([*shlex.split(command), "--lang", "en"])
            if code:
                raise SystemExit(f"{command} ended with {code}: {screen.getvalue()}")
            if command in SHOWN:
                shown.append((command, screen.getvalue()))
    return shown


def main() -> int:
    """Write the picture."""
    PICTURE.write_text(drawn(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

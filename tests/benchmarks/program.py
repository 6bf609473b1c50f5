"""A labelled set through the program itself: its import, its match, as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.speed import surroundings, talent

SHEETS = (("residents.csv", "residents"), ("initiatives.csv", "initiatives"))
# More than the ten that count: initiatives that offer something stand between the residents,
# and guests are skipped before the first ten are judged.
LIMIT = 30


class Proposed(NamedTuple):
    """Somebody the program names, by the key of the set, and how sure it says it is."""

    who: str
    band: str


Answers = dict[str, list[Proposed]]


def answers(folder: Path, words: Path | None = None) -> Answers:
    """
    Whom `match --all` names for every asker of a set, after `import` took both sheets.

    The compiled words are kept in the folder `words`, when there is one, for another
    set. Raises SystemExit with what the program said when it refuses.
    """
    with tempfile.TemporaryDirectory() as place:
        environment = surroundings(Path(place))
        if words is not None:
            environment["XDG_CACHE_HOME"] = str(words)
        said(["init"], environment)
        for sheet, kind in SHEETS:
            told = ["--as", kind, "--go", "--anyway", "--doubtful", "new"]
            said(["import", str(folder / sheet), *told], environment)
        found = said(["match", "--all", "--limit", str(LIMIT)], environment)
    return {one["for"]["ref"]: residents(one["matches"]) for one in found["all"]}


def residents(matches: list[dict[str, Any]]) -> list[Proposed]:
    """The residents among the matches of one asker."""
    people = (match for match in matches if match["who"]["kind"] == "resident")
    return [Proposed(match["who"]["ref"], match["band"]) for match in people]


def said(words: list[str], environment: dict[str, str]) -> Any:
    """What the program answers, as data."""
    done = subprocess.run(
        talent(*words, "--json", "--lang", "en"),
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr.decode())
    return json.loads(done.stdout)["data"]

"""What an answer may import: the heavy libraries only for words nobody knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from talentregister.matching import Knowledge

SMALL = Path(__file__).parent / "words" / "thesaurus" / "small.txt"
CODE = """
import sys
from pathlib import Path
from talentregister.matching import Knowledge, match_words
from tests.matching.town import TODAY, Town
town = Town()
town.resident("An", can="tuinieren en soep koken")
knowledge = Knowledge.load(Path(sys.argv[1]), shipped=[Path(sys.argv[2])])
assert match_words(town.records(), sys.argv[3], TODAY, knowledge).matches
print(*sorted({"simplemma", "rapidfuzz", "numpy"} & sys.modules.keys()))
"""


def imported(cache: Path, ask: str) -> str:
    """What a process that answers `ask` has imported."""
    command = [sys.executable, "-c", CODE, str(cache), str(SMALL), ask]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=True)
    return done.stdout.strip()


def test_nothing_heavy_is_imported_for_words_that_are_known(cache: Path) -> None:
    Knowledge.load(cache, shipped=[SMALL])
    assert imported(cache, "wie kan er koken") == ""


def test_a_typing_error_imports_the_repairer_only(cache: Path) -> None:
    Knowledge.load(cache, shipped=[SMALL])
    assert imported(cache, "tuinierenn") == "rapidfuzz"


def test_words_kept_where_nothing_may_be_written_are_used(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Knowledge.load(cache, shipped=[SMALL])

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.utime", refused)
    told: list[str] = []
    Knowledge.load(cache, shipped=[SMALL], told=lambda: told.append("compiled"))
    assert told == []

"""
What `--json` says, word for word: scripts rely on it.

The files lie in `golden/`; a change of one is a change of what was promised.
`GOLDEN=write pytest tests/cli/test_golden.py` writes them anew; read them then
as somebody who has to work with them.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.running import Talent

# How much a match weighs is measured elsewhere, and tuned.
SCORE = re.compile(r'"score": [0-9.]+')
FOLDER = Path(__file__).parent / "golden"
COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "add": (("add", "Fatima", "--area", "Zuid", "--phone", "612345678"),),
    "add_known": (("add", "Kees", "Blok"),),
    "can": (("can", "Ahmet", "koken; bakken", "--available", "di avond"),),
    "later": (("later", "Joke", "over", "een", "jaar", "als opa"),),
    "remind": (("remind", "--ahead", "8 maanden"),),
    "draft": (("remind", "--draft", "f1"),),
    "list": (("list",),),
    "list_wishes": (("list", "wishes"),),
    "list_links": (("list", "links"),),
    "list_later": (("list", "later"),),
    "show": (("show", "Marijke"),),
    "show_initiative": (("show", "Leeskring"),),
    "show_nobody": (("show", "Marijcke de With"),),
    "link": (("link", "Ahmet", "VV Kerkenbosch", "--why", "voetbal", "--ring", "Frank"),),
    "went": (("went", "l1", "introduced", "--share", "yes"),),
    "went_refused": (("went", "l1", "running"),),
    "consent": (("consent", "Kees", "keep,share", "yes", "--how", "oral"),),
    "done": (("done", "f1", "wil in mei beginnen", "--next", "mei"),),
    "undo": (("done", "f1", "wil in mei beginnen"), ("undo",)),
    "undo_list": (("undo", "--list"),),
    "match": (("match", "Ahmet Yılmaz"),),
    "match_words": (("match", "wie leest graag"),),
    "match_all": (("match", "--all"),),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_envelope_is_word_for_word_what_was_promised(street: Talent, name: str) -> None:
    *before, words = COMMANDS[name]
    for earlier in before:
        street.ok(*earlier)
    found = SCORE.sub('"score": 0.5', street(*words, "--json").out)
    path = FOLDER / f"{name}.json"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(found, encoding="utf-8")
    assert json.loads(found) == json.loads(path.read_text(encoding="utf-8"))


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_dates_are_iso_and_nothing_is_left_out_for_being_empty(name: str) -> None:
    envelope = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    for row in envelope["data"].get("rows", ()):
        assert {"id", "name"} <= set(row)
    assert not re.search(r"\d-20\d\d", json.dumps(envelope["data"]))

"""What not every command needs is not imported by every command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.running import TODAY, Talent

HEAVY = (
    "rich",
    "tinydb",
    "filelock",
    "rapidfuzz",
    "simplemma",
    "marisa_trie",
    "jinja2",
    "stdnum",
    "pydantic",
    "hypothesis",
    "babel",
    "talentregister.matching",
    "talentregister.exchange",
    "talentregister.storage.engine",
    "multiprocessing",
    "http",
    "urllib.request",
    "ssl",
    "socket",
    "asyncio",
)
SCRIPT = """
import sys
from talentregister.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""


def modules(*words: str) -> tuple[int, set[str]]:
    """Run a command in a process of its own; its exit code and what it imported."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, "--today", TODAY, *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    code, *names = ran.stderr.splitlines()[-1].split()
    return int(code), set(names)


@pytest.mark.parametrize(
    ("words", "sealed"),
    [
        (("--version",), False),
        (("--help",), False),
        (("show", "--help"), False),
        (("remind",), False),
        (("remind",), True),
        (("show", "Kees"), True),
        (("list",), False),
        (("show", "Zacharias", "--json"), False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_imports_only_what_it_needs(
    nowhere: Talent, words: tuple[str, ...], sealed: bool
) -> None:
    nowhere.ok("init", *([] if sealed else ["--plain"]))
    nowhere.ok("add", "Kees Blok")
    nowhere.ok("later", "Kees", "vandaag", "bellen")
    code, imported = modules(*words)
    needed = {"rapidfuzz"} if "Zacharias" in words else set()
    assert code == (3 if needed else 0)
    assert sorted(imported & (set(HEAVY) - needed)) == []


@pytest.mark.parametrize("words", [("--version",), ("--help",)], ids=" ".join)
def test_saying_who_it_is_needs_no_register_and_no_key(
    nowhere: Talent, words: tuple[str, ...]
) -> None:
    code, imported = modules(*words)
    assert code == 0
    assert "pyrage" not in imported


def test_a_plain_register_needs_no_age(talent: Talent) -> None:
    _, imported = modules("remind")
    assert "pyrage" not in imported


def test_a_writing_verb_needs_no_dictionary_and_no_tables(street: Talent) -> None:
    code, imported = modules("can", "Ahmet", "koken")
    assert code == 0
    assert sorted(imported & {"rich", "simplemma", "jinja2", "stdnum", "rapidfuzz"}) == []

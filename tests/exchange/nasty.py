"""A nasty sheet on her desk: what the program says of it, and that nothing was written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from talentregister.cli import output
from tests.exchange import books
from tests.exchange.books import Cell
from tests.running import Ran, Talent

# The Big List of Naughty Strings.
NAUGHTY: list[str] = json.loads((books.DATA / "naughty-strings" / "blns.json").read_text("utf-8"))
SHEET = "blad.csv"
BOOK = "blad.xlsx"
Problem = tuple[int, str, str]


def put(content: str | bytes, name: str = SHEET) -> str:
    """A file with this in it; its name."""
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def book(*rows: Sequence[Cell], **more: Any) -> str:
    """A workbook with these rows; its name."""
    books.xlsx(Path(BOOK), rows, **more)
    return BOOK


def problems(ran: Ran) -> list[Problem]:
    """What is wrong, by line, column and code."""
    return [
        (row["line"], problem["column"], problem["code"])
        for row in ran.data["rows"]
        for problem in row["problems"]
    ]


def unread(talent: Talent, file: str, code: str, *said: str, exit_code: int = 5) -> None:
    """A file is refused as a whole: in words, on stderr, and nothing is written."""
    before = talent.register.read_bytes()
    for words in ([], ["--go"], ["--go", "--skip-refused", "--doubtful", "new"]):
        ran = talent("import", file, *words)
        assert (ran.code, ran.out) == (exit_code, ""), ran
        assert "Traceback" not in ran.err
        assert all(text in ran.err for text in said), ran.err
    ran = talent("import", file, "--go", "--json")
    assert (ran.code, ran.json["status"]) == (exit_code, "error")
    assert ran.json["errors"][0]["code"] == code
    assert talent.register.read_bytes() == before
    assert not [*Path().glob("*left-out*")]


def refused(talent: Talent, file: str, *expected: Problem) -> Ran:
    """
    Rows are refused with line, column and reason: the trial run lists them, `--go` stops.

    Hands back what the trial run showed.
    """
    before, files = talent.register.read_bytes(), sorted(Path().iterdir())
    told = talent.ok("import", file, "--json")
    assert problems(told) == [*expected]
    shown = talent.ok("import", file)
    for line, column, _ in expected:
        assert any(text.startswith(str(line)) and column in text for text in shown.out.split("\n"))
    ran = talent("import", file, "--go")
    assert (ran.code, ran.out) == (5, ""), ran
    assert "--skip-refused" in ran.err
    assert talent.register.read_bytes() == before
    assert sorted(Path().iterdir()) == files
    seen(shown, ran)
    return shown


def taken(talent: Talent, file: str, *words: str) -> list[dict[str, Any]]:
    """What a sheet brings, by row; the second time it changes nothing, to the byte."""
    found: list[dict[str, Any]] = talent.json("import", file, "--go", *words)["data"]["rows"]
    before = talent.register.read_bytes()
    again = talent.json("import", file, "--go", *words)["data"]["plan"]
    assert (again["new"], again["changed"]) == (0, 0)
    assert talent.register.read_bytes() == before
    return found


def seen(*ran: Ran) -> None:
    """No character that commands or turns a terminal is on the screen."""
    for each in ran:
        lines = each.screen.split("\n")
        assert [output.safe(line) for line in lines] == lines


def names(talent: Talent) -> list[str]:
    """Everybody in the register."""
    return [row["name"] for row in talent.json("list")["data"]["rows"]]


def said(talent: Talent, who: str, kind: str = "can") -> list[str]:
    """What somebody said of a kind."""
    statements = talent.json("show", who)["data"]["statements"]
    return [each["text"] for each in statements if each["kind"] == kind]


def notes(talent: Talent, who: str) -> list[str]:
    """The notes about somebody."""
    return [each["text"] for each in talent.json("show", who)["data"]["notes"]]

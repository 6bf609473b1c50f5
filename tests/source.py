"""The code of the program, as tests of the house and its rooms read it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "talentregister"
FILES = sorted(PACKAGE.rglob("*.py"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All there is in a file, from the outside in."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))

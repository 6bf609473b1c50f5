"""Each room imports only what DESIGN's table allows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source import FILES, PACKAGE, nodes

# What a room names in DESIGN.md (Rooms); the rooms those name are allowed too.
KNOWS: dict[str, tuple[str, ...]] = {
    "errors": (),
    "language": ("errors",),
    "model": ("errors", "language"),
    "storage": ("errors", "model"),
    "matching": ("language", "model"),
    "agenda": ("language", "model"),
    "letters": ("language", "model", "agenda"),
    "privacy": ("language", "model"),
    "register": ("errors", "language", "model", "storage", "matching", "agenda", "privacy"),
    "exchange": ("register",),
    "report": ("model", "matching", "agenda", "privacy"),
    "schedule": ("errors",),
}
# `talentregister/__init__.py` holds the version, for whoever writes it in a file.
EVERYBODY = {"__init__"}


def allowed(room: str) -> set[str]:
    """The rooms a room may import, those that its rooms name included."""
    known = {room} | EVERYBODY
    for named in KNOWS[room]:
        known |= allowed(named)
    return known


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every room a file imports, wherever in the file it does so."""
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            root, *rest = name.split(".")
            if root == "talentregister":
                first = rest[0] if rest else "__init__"
                there = (PACKAGE / first).exists() or (PACKAGE / f"{first}.py").exists()
                yield node.lineno, first if there else "__init__"


ROOMS = sorted({room_of(path) for path in FILES} - {"cli", "__main__", "__init__"})


def test_every_room_stands_in_the_table() -> None:
    assert set(ROOMS) <= set(KNOWS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_its_row_names(room: str) -> None:
    strange = [
        f"{path.relative_to(PACKAGE)}:{line} imports {name}"
        for path in FILES
        if room_of(path) == room
        for line, name in imports(path)
        if name not in allowed(room)
    ]
    assert strange == []


def test_nobody_imports_the_terminal() -> None:
    assert "cli" not in {name for room in KNOWS for name in allowed(room)}
    users = [
        str(path)
        for path in FILES
        if room_of(path) not in ("cli", "__main__") and "cli" in {n for _, n in imports(path)}
    ]
    assert users == []


def test_the_table_has_no_circles() -> None:
    assert all(room not in allowed(named) for room in KNOWS for named in KNOWS[room])


@pytest.mark.parametrize("library", ["typer", "rich", "click"])
def test_only_the_terminal_knows_the_terminal_libraries(library: str) -> None:
    users = {
        room_of(path)
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom | ast.Import)
        and library
        in {
            (node.module or "").split(".")[0]
            if isinstance(node, ast.ImportFrom)
            else node.names[0].name.split(".")[0]
        }
    }
    assert users <= {"cli"}


@pytest.mark.parametrize("library", ["tinydb", "filelock", "pyrage"])
def test_only_the_store_knows_how_it_is_kept(library: str) -> None:
    users = {
        room_of(path)
        for path in FILES
        if any(
            line.strip().startswith((f"from {library}", f"import {library}"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    }
    assert users <= {"storage"}


@pytest.mark.parametrize("room", ["model", "agenda", "matching"])
def test_a_room_of_pure_functions_never_reads_the_clock(room: str) -> None:
    for path in FILES:
        if room_of(path) == room:
            text = path.read_text(encoding="utf-8")
            assert "date.today(" not in text, path
            assert ".now(" not in text, path


def test_only_the_session_reads_the_clock() -> None:
    users = [
        str(path.relative_to(PACKAGE))
        for path in FILES
        if "date.today(" in path.read_text(encoding="utf-8")
    ]
    assert users == ["cli/session.py"]


def test_settings_and_environment_are_read_by_the_terminal_only() -> None:
    users = {room_of(path) for path in FILES if "os.environ" in path.read_text(encoding="utf-8")}
    assert users <= {"cli"}

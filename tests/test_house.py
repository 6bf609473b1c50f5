"""The house rules: short functions, whole sentences, every verb explained."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from talentregister.cli import counted, sentences
from talentregister.cli.verbs import VERBS
from tests.source import FILES, PACKAGE, nodes

README = PACKAGE.parent / "README.md"
ERRORS = ("Usage", "NotFound", "Ambiguous", "Refused", "Unreadable", "Unwritable")
NOTICES = ("notice", "Notice", "Warned")
# Files whose functions only declare options: as long as the options are many.
LONGEST_FUNCTION, LONGEST_FILE, MEDIAN, NINETIETH = 60, 600, 8, 25


class Said(NamedTuple):
    """A code somewhere in the package, and where."""

    code: str
    hint: str
    where: str


def functions() -> Iterator[tuple[str, int]]:
    """Every function with its length in lines, decorators and docstring apart."""
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno is not None
                yield f"{path.name}:{node.name}", node.end_lineno - node.lineno + 1


def calls(names: tuple[str, ...]) -> Iterator[Said]:
    """Every call to one of `names`, once for each code it may carry."""
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.Call) and name_of(node.func) in names and node.args:
                where = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                for code in texts(node.args[0], path) or ["?"]:
                    for hint in hints(node, path):
                        yield Said(code, hint, where)


def name_of(node: ast.expr) -> str:
    """The name something is called by, without what stands before the last point."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def texts(node: ast.expr, path: Path, depth: int = 3) -> list[str]:
    """
    The texts an expression may be: itself, either arm of a choice, what a name
    of this file was given, or what a function of the package returns.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        arms = [node.body, node.orelse]
    elif isinstance(node, ast.Name):
        arms = given(node.id, path)
    elif isinstance(node, ast.Call):
        arms = returned(name_of(node.func))
    else:
        arms = []
    return [text for arm in arms for text in texts(arm, path, depth - 1)] if depth else []


def given(name: str, path: Path) -> list[ast.expr]:
    """What a name is given anywhere in a file."""
    return assigned(path).get(name, [])


@cache
def assigned(path: Path) -> dict[str, list[ast.expr]]:
    """What every name of a file is given."""
    found: dict[str, list[ast.expr]] = {}
    for node in nodes(path):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                found.setdefault(name_of(target), []).append(node.value)
    return found


def returned(function: str) -> list[ast.expr]:
    """What the functions of this name return."""
    return returns().get(function, [])


@cache
def returns() -> dict[str, list[ast.expr]]:
    """What every function of the package returns, by its name."""
    found: dict[str, list[ast.expr]] = {}
    for path in FILES:
        for defined in nodes(path):
            if isinstance(defined, ast.FunctionDef):
                for node in ast.walk(defined):
                    if isinstance(node, ast.Return) and node.value is not None:
                        found.setdefault(defined.name, []).append(node.value)
    return found


def hints(call: ast.Call, path: Path) -> list[str]:
    """The hints a call may carry."""
    found = [text for k in call.keywords if k.arg == "hint" for text in texts(k.value, path)]
    return found or [""]


def listed(things: Sequence[object]) -> str:
    return "\n".join(map(str, things))


@cache
def written_texts() -> set[str]:
    """Every text constant of the package outside the tables of sentences."""
    return {
        node.value
        for path in FILES
        if path.name != "sentences.py"
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_no_function_is_longer_than_sixty_lines() -> None:
    assert [f"{name}: {length}" for name, length in functions() if length > LONGEST_FUNCTION] == []


def test_no_file_is_longer_than_six_hundred_lines() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_most_functions_are_short() -> None:
    lengths = sorted(length for _, length in functions())
    assert statistics.median(lengths) <= MEDIAN
    assert lengths[int(len(lengths) * 0.9)] <= NINETIETH


def test_every_error_has_a_sentence() -> None:
    missing = [said for said in calls(ERRORS) if said.code not in sentences.ERRORS
               and said.code not in counted.COUNTED]  # fmt: skip
    assert not missing, listed(missing)


def test_every_notice_has_a_sentence() -> None:
    known = {*sentences.NOTICES, *counted.COUNTED, *sentences.ERRORS}
    passed_on = "?"  # a notice that is only handed on has its code from elsewhere
    missing = [said for said in calls(NOTICES) if said.code not in {*known, passed_on}]
    assert not missing, listed(missing)


def test_every_hint_has_a_line_to_type() -> None:
    known = {*sentences.HINTS, "", "example"}  # the example is the verb's own
    missing = [said for said in calls(ERRORS) if said.hint not in known]
    assert not missing, listed(missing)
    assigned = [
        (text, str(path.relative_to(PACKAGE)))
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Attribute) and t.attr == "hint" for t in node.targets)
        for text in texts(node.value, path)
    ]
    assert [(text, where) for text, where in assigned if text not in sentences.HINTS] == []


@pytest.mark.parametrize("table", ["ERRORS", "HINTS", "NOTICES", "COUNTED"])
def test_no_sentence_is_stale(table: str) -> None:
    keys = set(getattr(sentences, table))
    stale = sorted(keys - written_texts())
    assert not stale, listed(stale)


def test_every_verb_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [
        verb for verb in VERBS if f"`{verb}`" not in text and f"talent {verb}" not in text
    ] == []


def test_every_verb_has_a_dutch_name_of_its_own() -> None:
    dutch = [entry.dutch for entry in VERBS.values()]
    assert all(dutch)
    assert len(set(dutch)) == len(dutch)
    assert [name for name in dutch if name in VERBS and VERBS[name].dutch != name] == []


def test_every_verb_has_a_function_and_a_summary() -> None:
    for name, entry in VERBS.items():
        tree = ast.parse((PACKAGE / "cli" / f"{entry.file}.py").read_text(encoding="utf-8"))
        defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert entry.function_name(name) in defined
        assert entry.summary


def test_only_the_terminal_prints_asks_and_exits() -> None:
    doing = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.func.id}"
        for path in FILES
        if path.relative_to(PACKAGE).parts[0] not in ("cli", "__main__.py")
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "input", "exit", "quit")
    ]
    assert doing == []


def test_nothing_is_left_to_do() -> None:
    marks = ("TODO", "FIXME", "XXX")
    found = [p.name for p in FILES if any(m in p.read_text(encoding="utf-8") for m in marks)]
    assert found == []

"""
The thesaurus as written: one concept a line, in plain text files.

`id (English label) | broader | words | jobs | related`. A later file adds to a
line of an earlier one and takes words away with a minus. What the signs in a
line mean stands in data/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from talentregister.errors import Usage
from talentregister.matching.rules import rules
from talentregister.matching.words import keys

HEAD = re.compile(r"^(?P<id>[^()~]+?)\s*(?P<soft>~?)\s*(?:\((?P<label>.*)\))?\s*(?P<late>~?)$")
TermKind = Literal["word", "job"]
SHORTEST = 3
# The most cells a line may have, whatever it is a line of.
MOST_CELLS = 5
# Short, and yet words: what everybody calls it.
SHORT = frozenset({"tv", "pc", "dj", "ei", "js", "qi"})


class Term(NamedTuple):
    """One way people say it, and where it is written."""

    text: str
    kind: TermKind
    weak: bool
    cues: tuple[str, ...]
    file: str
    line: int


class Concept:
    """One concept, gathered from every line about it."""

    def __init__(self, id_: str) -> None:
        self.id = id_
        self.label = ""
        self.soft = False
        self.broader: dict[str, None] = {}
        self.related: dict[str, None] = {}
        self.terms: dict[tuple[str, ...], Term] = {}


class Line(NamedTuple):
    """One line of a file, split at its bars."""

    file: str
    number: int
    cells: list[str]


def lines_of(files: Iterable[Path]) -> Iterable[Line]:
    """The lines of `files` that say something, of something. Raises what `text_of` raises."""
    for file in files:
        for number, raw in enumerate(text_of(file).splitlines(), 1):
            plain = raw.strip()
            if plain and not plain.startswith(("#", "|")):
                yield Line(file.name, number, [cell.strip() for cell in plain.split("|")])


def lost(file: Path) -> list[int]:
    """The numbers of the lines of a file that say nothing, for want of a name or of words."""
    rows = enumerate(text_of(file).splitlines(), 1)
    return [number for number, row in rows if row.strip() and not says(row.strip())]


def says(row: str) -> bool:
    """Whether a line is a remark, an order, or a name with words behind it."""
    first, *others = (cell.strip() for cell in row.split("|"))
    if first.startswith(("#", "!")):
        return True
    return HEAD.match(first) is not None and any(others) and len(others) < MOST_CELLS


def text_of(file: Path) -> str:
    """What stands in a file of words. Raises Usage("file_unreadable", "file_letters")."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError:
        raise Usage("file_unreadable", hint="file_away", file=str(file)) from None
    except UnicodeDecodeError:
        raise Usage("file_letters", hint="file_utf8", file=str(file)) from None


def listed(cells: Sequence[str], place: int) -> list[str]:
    """The items of one cell; a missing cell has none."""
    cell = cells[place] if place < len(cells) else ""
    return [" ".join(item.split()) for item in cell.split(",") if item.strip()]


def read(files: Iterable[Path]) -> dict[str, Concept]:
    """The concepts of `files`, the later over the earlier."""
    concepts: dict[str, Concept] = {}
    for line in lines_of(files):
        if line.cells[0].startswith("!"):
            turn_soft(concepts, line.cells[0])
            continue
        head = HEAD.match(line.cells[0])
        if head is not None:
            concept = concepts.setdefault(head["id"], Concept(head["id"]))
            concept.label = head["label"] or concept.label
            concept.soft = concept.soft or bool(head["soft"] or head["late"])
            add_line(concept, line)
    return concepts


def turn_soft(concepts: dict[str, Concept], order: str) -> None:
    """Follow `!soft a, b` and `!hard a, b`: the older way to mark many at once."""
    word, _, names = order[1:].partition(" ")
    for name in names.split(","):
        if name.strip() in concepts:
            concepts[name.strip()].soft = word == "soft"


def add_line(concept: Concept, line: Line) -> None:
    """Add what one line says to its concept."""
    concept.broader.update(dict.fromkeys(listed(line.cells, 1)))
    concept.related.update(dict.fromkeys(listed(line.cells, 4)))
    kinds: tuple[tuple[int, TermKind], ...] = ((2, "word"), (3, "job"))
    for place, kind in kinds:
        for item in listed(line.cells, place):
            add_term(concept, item, kind, line)


def add_term(concept: Concept, item: str, kind: TermKind, line: Line) -> None:
    """Add one item of a line, or with a minus take it away."""
    text, *cues = item.lstrip("-").split("^")
    name = tuple(keys(text))
    if not name:
        return
    if item.startswith("-"):
        concept.terms.pop(name, None)
        return
    weak = text.endswith("~") or bool(cues and cues[-1].endswith("~"))
    held = concept.terms.get(name)
    if held is not None and held.weak < weak and held[-2:] == (line.file, line.number):
        return  # said strongly in the same line; a hint adds nothing
    plain = text.strip("~ ")
    marks = tuple(key for cue in cues for key in keys(cue))
    concept.terms[name] = Term(plain, kind, weak, marks, line.file, line.number)


def harm(name: tuple[str, ...]) -> str:
    """
    What is wrong with a term, or nothing.

    Several words are matched in a row when only one of them has content, so an
    idiom of function words ("overal geweest") does no harm.
    """
    if len(name) > 1:
        return ""
    if name[0] in rules().silent:
        return "a function word"
    if name[0].isdigit():
        return "a number"
    return "too short" if len(name[0]) < SHORTEST and name[0] not in SHORT else ""

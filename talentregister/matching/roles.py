"""
Roles as written: whom an experienced worker calls when something is asked.

`id (English label) | asked as | first | maybe | seems`, one role a line. An
item may carry its reason after a colon, to be read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from talentregister.matching.thesaurus import HEAD, Line, lines_of, listed
from talentregister.matching.words import keys

Tier = Literal["first", "maybe", "seems"]
TIERS: tuple[tuple[int, Tier], ...] = ((2, "first"), (3, "maybe"), (4, "seems"))


class Item(NamedTuple):
    """Somebody a role makes one think of, and why."""

    text: str
    tier: Tier
    reason: str
    file: str
    line: int


class Role:
    """One role, gathered from every line about it."""

    def __init__(self, id_: str) -> None:
        self.id = id_
        self.label = ""
        self.asked: dict[tuple[str, ...], str] = {}
        self.items: dict[tuple[str, ...], Item] = {}
        self.file = ""
        self.line = 0


def read(files: Iterable[Path]) -> dict[str, Role]:
    """The roles of `files`, the later over the earlier."""
    roles: dict[str, Role] = {}
    for line in lines_of(files):
        head = HEAD.match(line.cells[0])
        if head is not None:
            role = roles.setdefault(head["id"], Role(head["id"]))
            role.label = head["label"] or role.label
            role.file, role.line = line.file, line.number
            add_line(role, line)
    return roles


def add_line(role: Role, line: Line) -> None:
    """Add what one line says to its role."""
    for item in listed(line.cells, 1):
        name = tuple(keys(item))
        if item.startswith("-"):
            role.asked.pop(name, None)
        elif name:
            role.asked[name] = item.strip("~ ")
    for place, tier in TIERS:
        for item in listed(line.cells, place):
            add_item(role, item, tier, line)


def add_item(role: Role, item: str, tier: Tier, line: Line) -> None:
    """Add one person of a line, or with a minus take it away; the first mention decides."""
    text, _, reason = item.partition(":")
    name = tuple(keys(text))
    if item.startswith("-"):
        role.items.pop(name, None)
    elif name and name not in role.items:
        plain = text.strip("~ ")
        role.items[name] = Item(plain, tier, reason.strip(), line.file, line.number)

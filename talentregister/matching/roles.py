"""
Whom an experienced worker calls, as written in four kinds of files.

`roles/`: `id (English label) | asked as | first | maybe | seems`, what initiatives ask.
`calls/`: `concept | first | maybe | seems`, the same for a concept of the thesaurus.
`jobs/`: `forms of a job | sure | maybe`, what a job brings, by concept or role.
`leads/`: `concept | sure | maybe`, for what else one calls who brings a concept.
An item may carry its reason after a colon, to be read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from talentregister.matching.thesaurus import HEAD, Line, lines_of, listed
from talentregister.matching.words import keys

Tier = Literal["first", "maybe", "seems"]
TIERS: tuple[Tier, ...] = ("first", "maybe", "seems")


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
        # Taken away by a later file: jobs called so do not bring it either.
        self.away: set[tuple[str, ...]] = set()
        self.file = ""
        self.line = 0


class Job(NamedTuple):
    """
    One job: the ways it is written, what it brings for sure, and what perhaps.

    A lead has a concept in place of forms.
    """

    forms: dict[tuple[str, ...], str]
    sure: tuple[str, ...]
    maybe: tuple[str, ...]
    file: str
    line: int
    concept: str = ""

    @property
    def first(self) -> str:
        """The way it is called."""
        return self.concept or next(iter(self.forms.values()))


def read(files: Iterable[Path]) -> dict[str, Role]:
    """The roles of `files`, the later over the earlier."""
    roles: dict[str, Role] = {}
    for role, line in headed(files, roles):
        add_asked(role, line)
        add_items(role, line, 2)
    return roles


def read_calls(files: Iterable[Path]) -> dict[str, Role]:
    """Whom to call for a concept, by its name: roles that nobody asks for as such."""
    calls: dict[str, Role] = {}
    for call, line in headed(files, calls):
        add_items(call, line, 1)
    return calls


def read_jobs(files: Iterable[Path]) -> list[Job]:
    """The jobs of `files`."""
    jobs = []
    for line in lines_of(files):
        forms = {tuple(keys(form)): form for form in listed(line.cells, 0) if keys(form)}
        if forms:
            jobs.append(bringing(line, forms))
    return jobs


def read_leads(files: Iterable[Path]) -> list[Job]:
    """What the concepts of `files` bring besides themselves."""
    return [bringing(line, {}, line.cells[0]) for line in lines_of(files)]


def bringing(line: Line, forms: dict[tuple[str, ...], str], concept: str = "") -> Job:
    """A job or a lead, with what its line says it brings."""
    sure, maybe = tuple(listed(line.cells, 1)), tuple(listed(line.cells, 2))
    return Job(forms, sure, maybe, line.file, line.number, concept)


def headed(files: Iterable[Path], roles: dict[str, Role]) -> Iterator[tuple[Role, Line]]:
    """The lines that have a name, each with the role of that name in `roles`."""
    for line in lines_of(files):
        head = HEAD.match(line.cells[0])
        if head is not None:
            role = roles.setdefault(head["id"], Role(head["id"]))
            role.label = head["label"] or role.label
            role.file, role.line = line.file, line.number
            yield role, line


def add_asked(role: Role, line: Line) -> None:
    """Add the ways one line says a role is asked for."""
    for item in listed(line.cells, 1):
        name = tuple(keys(item))
        if item.startswith("-"):
            role.asked.pop(name, None)
        elif name:
            role.asked[name] = item.strip("~ ")


def add_items(role: Role, line: Line, start: int) -> None:
    """Add the people one line names, from the cell at `start` on."""
    for place, tier in enumerate(TIERS, start):
        for item in listed(line.cells, place):
            add_item(role, item, tier, line)


def add_item(role: Role, item: str, tier: Tier, line: Line) -> None:
    """Add one person of a line, or with a minus take it away; the first mention decides."""
    text, _, reason = item.partition(":")
    name = tuple(keys(text))
    if item.startswith("-"):
        role.items.pop(name, None)
        role.away.add(name)
    elif name and name not in role.items:
        plain = text.strip("~ ")
        role.items[name] = Item(plain, tier, reason.strip(), line.file, line.number)

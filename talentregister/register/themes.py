"""
The worker's own words, laid over those that come with the program.

In one folder, in the form of data/README.md: `own.txt` holds what concepts are
called, `gone.txt` what they are not, `roles/own.txt` and `calls/own.txt` whom to
call. Other files she puts there are read too. Every change is one line, in a file
made to be corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from talentregister.errors import NotFound, Refused
from talentregister.matching import roles, thesaurus
from talentregister.matching.knowledge import own_files, shipped_files, sort_of
from talentregister.matching.words import keys
from talentregister.storage import disk

FILE = "own.txt"
# Apart, and read before the other: what only adds words need not be compiled.
GONE = "gone.txt"
# The cell of a line of the thesaurus that holds its words.
WORDS = 2


class Place(NamedTuple):
    """Where a word stands: the folder ("": the thesaurus), the name of the line, the cell."""

    folder: str
    name: str
    cell: int
    file: str = FILE

    @property
    def gone(self) -> Place:
        """Where it is written that it does not stand here."""
        return self if self.folder else self._replace(file=GONE)


def add(folder: Path, word: str, concept: str) -> bool:
    """
    Write down that `word` belongs to a concept; False when it did already.

    Raises Refused("word_harmful") for what would flood the results, or mean something
    else in a file of words.
    """
    name = tuple(keys(word))
    marked = word.startswith("-") or any(sign in word for sign in "|,^~#") or not word.isprintable()
    if not name or marked or thesaurus.harm(name):
        raise Refused("word_harmful", text=word)
    if _belongs(folder, name, concept):
        return False
    place = Place("", concept, WORDS)
    taken = [_without(folder, where, name, "-") for where in (place, place.gone)]
    if not (any(taken) and _belongs(folder, name, concept)):
        _with(folder, place, word)
    return True


def _belongs(folder: Path, name: tuple[str, ...], concept: str) -> bool:
    held = thesaurus.read(_of("", folder)).get(concept)
    return held is not None and name in held.terms and not held.terms[name].weak


def remove(folder: Path, word: str, names: Sequence[str]) -> int:
    """
    Take `word` away from everything called one of `names`; returns from how many places.

    Raises NotFound("word_not_there") when it stands in none.
    """
    key = tuple(keys(word))
    places = _standing(folder, key, names)
    if not places:
        raise NotFound("word_not_there", text=word, name=names[-1])
    for place in places:
        _without(folder, place, key)
    # Where it stands in a file of ours, or in another of hers, it is taken out behind that.
    for gone in (True, False):
        for place in _standing(folder, key, names):
            _with(folder, place.gone if gone else place, f"-{word}")
    return len(places)


def _standing(folder: Path, word: tuple[str, ...], names: Iterable[str]) -> list[Place]:
    """Where a word stands under any of `names`."""
    return [place for name in names for place in _under(name, folder, word)]


def _under(name: str, folder: Path, word: tuple[str, ...]) -> Iterator[Place]:
    """Where a word stands: as a term of a concept, a way to ask, somebody to call."""
    concept = thesaurus.read(_of("", folder)).get(name)
    if concept is not None and word in concept.terms:
        yield Place("", name, 3 if concept.terms[word].kind == "job" else 2)
    role = roles.read(_of("roles", folder)).get(name)
    if role is not None and word in role.asked:
        yield Place("roles", name, 1)
    if role is not None and word in role.items:
        yield Place("roles", name, 2)
    call = roles.read_calls(_of("calls", folder)).get(name)
    jobs = roles.read_jobs(_of("jobs", folder))
    brings = any(word in job.forms and name in (*job.sure, *job.maybe) for job in jobs)
    if call is not None and (word in call.items or (brings and word not in call.away)):
        yield Place("calls", name, 1)


def _of(sort: str, folder: Path) -> list[Path]:
    """The shipped and the own files of one sort."""
    return [file for file in (*shipped_files(), *own_files(folder)) if sort_of(file) == sort]


def _with(folder: Path, place: Place, item: str) -> None:
    """Add an item to the line of a name; a new line when there is none."""
    lines = _lines(folder, place)
    number = next((n for n, line in enumerate(lines) if _name(line) == place.name), None)
    if number is None:
        number = len(lines)
        lines.append(place.name)
    cells = [cell.strip() for cell in lines[number].split("|")]
    cells += [""] * (place.cell + 1 - len(cells))
    cells[place.cell] = ", ".join(filter(None, (cells[place.cell], item)))
    lines[number] = " | ".join(cells).rstrip()
    _write(folder, place, lines)


def _without(folder: Path, place: Place, name: tuple[str, ...], sign: str = "") -> bool:
    """Take a word, however it is spelled, with such a sign out of the own lines of a name."""
    lines = _lines(folder, place)
    left = [_line_without(line, place, name, sign) for line in lines]
    if left == lines:
        return False
    # A line of which nothing is left goes; one that she left empty stays.
    pairs = zip(lines, left, strict=True)
    _write(folder, place, [new for line, new in pairs if new or not line])
    return True


def _line_without(line: str, place: Place, name: tuple[str, ...], sign: str) -> str:
    """A line without the word; nothing when nothing else stood there."""
    cells = [[item.strip() for item in cell.split(",")] for cell in line.split("|")]
    if _name(line) != place.name or place.cell >= len(cells):
        return line
    items = cells[place.cell]
    kept = [item for item in items if not _is(item, name, sign)]
    if kept == items:
        return line
    cells[place.cell] = kept
    left = " | ".join(", ".join(cell) for cell in cells).rstrip(" |")
    return left if left != place.name else ""


def _is(item: str, name: tuple[str, ...], sign: str) -> bool:
    """Whether an item of a line says a word, and with this sign in front."""
    said = tuple(keys(item.removeprefix("-").split("^")[0].split(":")[0]))
    return item.startswith("-") == bool(sign) and said == name


def _name(line: str) -> str:
    return line.split("|")[0].strip()


def _path(folder: Path, place: Place) -> Path:
    return folder / place.folder / place.file


def _lines(folder: Path, place: Place) -> list[str]:
    path = _path(folder, place)
    return thesaurus.text_of(path).splitlines() if path.exists() else []


def _write(folder: Path, place: Place, lines: list[str]) -> None:
    """Her words for her alone, whole or not at all."""
    path = _path(folder, place)
    disk.make_directory(path.parent)
    disk.replace(path, path.with_suffix(".new"), "\n".join([*lines, ""]).encode())

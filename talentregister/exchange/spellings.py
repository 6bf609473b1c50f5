"""
Under which other names somebody may be found: Jan for Johannes, Mohamed for Mohammed.

What is one given name stands in `data/given_names.txt`, made to be read and corrected.
Everything here is a key to look up, so that no name is compared with every other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from talentregister.language import names
from talentregister.language.names import NameParts, fold

DATA = Path(__file__).parent / "data"
_JOINTS = re.compile(r"[-' ]+")


@lru_cache(maxsize=65_536)  # a name is taken apart for every rule that looks at it
def split(name: str) -> NameParts:
    """A name taken apart, as `names.split` does."""
    return names.split(name)


@lru_cache(maxsize=65_536)
def parts(name: str) -> tuple[str, str]:
    """A name's given names without titles, and its surname; folded."""
    given, _prefix, surname = split(name)
    plain = fold(given).replace(".", " ")
    return " ".join(word for word in plain.split() if word not in names.TITLES), fold(surname)


def kept_under(name: str, nickname: str = "") -> Iterator[str]:
    """The keys somebody is found under; none for a single word, or initials."""
    given, surname = parts(name)
    return _keys(given_firsts(given) | given_firsts(fold(nickname)), surname)


def looked_for(name: str, nickname: str = "") -> Iterator[str]:
    """The keys of everybody this may be: the other forms of the given name included."""
    given, surname = parts(name)
    return _keys(given_forms(given) | given_forms(fold(nickname)), surname)


def turned(name: str) -> Iterator[str]:
    """The keys of everybody this may be if first and last name were swapped."""
    given, surname = parts(name)
    return _keys(given_forms(surname), given)


def _keys(firsts: Iterable[str], surname: str) -> Iterator[str]:
    return (f"{first} {key}" for key in surname_keys(surname) for first in firsts)


@lru_cache(maxsize=65_536)
def given_firsts(given: str) -> frozenset[str]:
    """A given name as it is looked up: its first name, and the whole; no initials."""
    first = _key(given.partition(" ")[0])
    return frozenset({first, _key(given)}) if len(first) > 1 else frozenset()


@lru_cache(maxsize=65_536)
def given_forms(given: str) -> frozenset[str]:
    """Everything a given name may be as well, itself included."""
    firsts = given_firsts(given)
    return firsts.union(*(_forms().get(first, ()) for first in firsts))


@lru_cache(maxsize=65_536)
def surname_keys(surname: str) -> frozenset[str]:
    """What a surname is found under: itself, and both halves of `Wolthuis-Pol`."""
    if len(surname) < 2:
        return frozenset()
    if "-" not in surname:
        return frozenset({_key(surname)})
    # "x" stands for the given name: of "Hoekstra-de Boer" the half is Boer.
    cores = (fold(names.split(f"x {half.strip()}").surname) for half in surname.split("-"))
    return frozenset({_key(surname), *(_key(core) for core in cores if len(core) > 1)})


def _key(name: str) -> str:
    """A folded name without joints, ij as y: `Anne-Marie` is annemarie, Dijkstra dykstra."""
    return _JOINTS.sub("", name).replace("ij", "y")


@cache
def _forms() -> dict[str, set[str]]:
    """Every name of the list, and the names it shares a line with."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in (DATA / "given_names.txt").read_text(encoding="utf-8").splitlines():
        group = [_key(fold(name)) for name in line.split()] if not line.startswith("#") else []
        for name in group:
            found[name].update(group)
    return dict(found)

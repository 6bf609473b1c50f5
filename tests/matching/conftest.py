"""What the matching tests share: words of their own, so that the shipped ones may grow freely."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from talentregister.matching import Knowledge
from talentregister.matching.lexicon import Lexicon
from talentregister.storage.layout import uncollected

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def of_the_program(cache_home: Path) -> Path:
    """The cache of the program, with the dictionary in it."""
    place = cache_home / "talentregister"
    Lexicon(place).look_up()
    return place


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory, of_the_program: Path) -> Path:
    """A cache for words of the tests; the dictionary is that of the run."""
    place = tmp_path_factory.mktemp("words")
    (dictionary,) = of_the_program.glob("dictionary-*.trie")
    shutil.copy(dictionary, place)
    return place


@pytest.fixture(scope="session")
def knowledge(cache: Path) -> Knowledge:
    """A small thesaurus and a few roles, made for the tests."""
    shipped = [HERE / "words" / "thesaurus" / "small.txt", HERE / "words" / "roles" / "small.txt"]
    return Knowledge.load(cache, shipped=shipped)


@pytest.fixture(scope="session")
def shipped(of_the_program: Path) -> Knowledge:
    """The words that come with the program."""
    with uncollected():
        return Knowledge.load(of_the_program)

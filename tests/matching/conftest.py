"""What the matching tests share: words of their own, so that the shipped ones may grow freely."""

from __future__ import annotations

from pathlib import Path

import pytest

from talentregister.matching import Knowledge

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache directory; the dictionary is made once a run."""
    return tmp_path_factory.mktemp("words")


@pytest.fixture(scope="session")
def knowledge(cache: Path) -> Knowledge:
    """A small thesaurus and a few roles, made for the tests."""
    shipped = [HERE / "words" / "thesaurus" / "small.txt", HERE / "words" / "roles" / "small.txt"]
    return Knowledge.load(cache, shipped=shipped)


@pytest.fixture(scope="session")
def shipped(cache: Path) -> Knowledge:
    """The words that come with the program."""
    return Knowledge.load(cache)

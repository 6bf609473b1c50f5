"""Who only seems suited, to a role or to a concept one calls for."""

from __future__ import annotations

from pathlib import Path

import pytest

from talentregister.matching import Knowledge, match
from tests.matching.few import made
from tests.matching.town import TODAY, Town

WORDS = {
    "thesaurus": "varen (sailing) | | varen | schipper |\n",
    "roles": "voorlezer (reader) | voorlezen aan kleuters | juf | | juffershondje |\n",
    "calls": "varen | zeeman | | boekhandel |\n",
}


@pytest.fixture(scope="module")
def words(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """A concept and a role, each with somebody who only seems suited."""
    return made(tmp_path_factory.mktemp("seems"), cache, WORDS)


@pytest.mark.parametrize(
    ("ask", "suits", "seems"),
    [
        ("voorlezen aan kleuters", "juf", "juf juffershondje"),
        ("varen", "zeeman", "zeeman boekhandel"),
    ],
)
def test_what_only_seems_to_suit_takes_what_stands_beside_it_along(
    words: Knowledge, ask: str, suits: str, seems: str
) -> None:
    town = Town()
    first, second = town.resident("Zus", can=suits), town.resident("Aad", can=seems)
    which = town.initiative("Buurthuis", ask)
    scores = {m.who: m.score for m in match(town.records(), which, TODAY, words).matches}
    assert scores[first] > scores.get(second, 0.0) + 0.1

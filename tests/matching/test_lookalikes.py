"""What only looks like what is asked: a bank of money, a tailor's mother, mevrouw Bakker."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from talentregister.matching import Knowledge, match_all
from tests.matching.town import TODAY, Town

LINES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "words" / "lookalikes.txt").read_text().splitlines()
    if not line.startswith("#")
]
# So sure at least is who answers an ask, and so much surer than who only seems to.
SURE, SURER = 0.3, 0.75


@pytest.fixture(scope="module")
def scores(shipped: Knowledge) -> Mapping[tuple[str, str], float]:
    """How well each of the texts answers each ask of the table."""
    town, texts, asks = Town(), dict[str, str](), dict[str, str]()
    for number, (text, *asked) in enumerate(LINES):
        texts[town.resident(f"n{number}", can=text)] = text
        for ask in asked:
            asks[town.initiative(f"i{len(asks)}", ask)] = ask
    found = match_all(town.records(), TODAY, shipped, limit=20)
    return {
        (texts[m.who], asks[answer.for_]): m.score
        for answer in found
        if answer.for_ in asks
        for m in answer.matches
        if m.who in texts
    }


@pytest.mark.parametrize(("text", "alike", "asked"), LINES)
def test_who_can_it_is_called_and_not_who_has_a_word_in_common(
    scores: Mapping[tuple[str, str], float], text: str, alike: str, asked: str
) -> None:
    assert scores.get((text, asked), 0.0) >= SURE
    assert scores.get((text, alike), 0.0) < SURER * scores[text, asked]

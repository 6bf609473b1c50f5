"""What several judges look at."""

from __future__ import annotations

import pytest

from tests.judges import SAID
from tests.running import Talent


@pytest.fixture
def full(talent: Talent) -> Talent:
    """A resident whose every cell is one that spreadsheets like to change."""
    talent.ok(
        "add", "Zoë Yılmaz", "--phone", "0612345678", "--postcode", "7811ab", "--met", "1-2-2026",
    )  # fmt: skip
    for words in SAID:
        talent.ok("can", "Zoë", words)
    talent.ok("later", "Zoë", "3-4-2027", "=2+2")
    return talent

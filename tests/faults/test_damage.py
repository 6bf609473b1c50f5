"""Bits that flip, files that end too soon: every one is noticed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from talentregister.errors import Unreadable
from talentregister.model.resident import Resident
from talentregister.storage import Home, create, reading, seal, transaction
from talentregister.storage.layout import decode_records
from tests.faults.life import TODAY

pytestmark = pytest.mark.slow
DAMAGE = {*reading.DAMAGE}


@pytest.fixture(params=["plain", "sealed"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """A register of a few hundred residents."""
    home = Home(tmp_path / "register.age", tmp_path / "config")
    create(home, TODAY, plain=request.param == "plain")
    with transaction(home, "import", TODAY) as change:
        for number in range(300):
            change.add(Resident, name=f"Buur {number}", address="Irenestraat " * 10)
    return home


def refused(home: Home, blobs: Iterator[bytes]) -> tuple[int, set[str]]:
    """How many of these are refused, and in which words."""
    count, codes = 0, set()
    for blob in blobs:
        with pytest.raises(Unreadable) as raised:
            decode_records(seal.opened(blob, home))
        count += 1
        codes.add(raised.value.code)
    return count, codes


def test_five_hundred_truncations_are_all_refused(home: Home) -> None:
    blob = home.file.read_bytes()
    chance = random.Random(1)
    cuts = (blob[: chance.randrange(len(blob))] for _ in range(500))
    count, codes = refused(home, cuts)
    assert count == 500
    assert codes <= {"truncated", "empty_file", "foreign", "damaged"}


def test_a_truncation_anywhere_after_the_head_is_called_one(home: Home) -> None:
    blob = home.file.read_bytes()
    chance = random.Random(2)
    cuts = (blob[: chance.randrange(1000, len(blob))] for _ in range(200))
    count, codes = refused(home, cuts)
    assert count == 200
    assert "truncated" in codes
    assert codes <= {"truncated", "damaged"}


def test_three_thousand_flipped_bits_are_all_refused(home: Home) -> None:
    blob = home.file.read_bytes()
    chance = random.Random(3)

    def flips() -> Iterator[bytes]:
        for _ in range(3000):
            flipped = bytearray(blob)
            flipped[chance.randrange(len(blob))] ^= 1 << chance.randrange(8)
            yield bytes(flipped)

    count, codes = refused(home, flips())
    assert count == 3000
    assert codes <= DAMAGE


def test_a_hundred_additions_are_all_refused(home: Home) -> None:
    blob = home.file.read_bytes()
    chance = random.Random(4)
    count, _ = refused(home, (blob + chance.randbytes(n) for n in range(1, 101)))
    assert count == 100


def test_three_hundred_blocks_of_zeros_are_all_refused(home: Home) -> None:
    blob = home.file.read_bytes()
    chance = random.Random(5)

    def zeroed() -> Iterator[bytes]:
        for _ in range(300):
            start = chance.randrange(max(1, len(blob) - 4096))
            yield blob[:start] + b"\0" * 4096 + blob[start + 4096 :]

    count, _ = refused(home, zeroed())
    assert count == 300

"""A handful of words, where a test needs some of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from talentregister.matching import Knowledge


def made(place: Path, cache: Path, folders: Mapping[str, str]) -> Knowledge:
    """Knowledge of these words alone, by folder, written out in `place`."""
    for folder, text in folders.items():
        (place / folder).mkdir()
        (place / folder / "few.txt").write_text(text, encoding="utf-8")
    return Knowledge.load(cache, shipped=[*place.glob("*/few.txt")])

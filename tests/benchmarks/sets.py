"""A labelled set as questions and judgements. shipped/README.md has the format."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.metrics import Judged


class Set(NamedTuple):
    """One set: what everybody says, what is asked, and both tasks."""

    texts: dict[str, str]
    asks: dict[str, str]
    wishes: dict[str, str]
    tasks: dict[str, Judged]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; none when there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def load(folder: Path) -> Set:
    """The set in `folder`."""
    residents, initiatives = rows(folder / "residents.csv"), rows(folder / "initiatives.csv")
    fields = ("passions", "talents", "note")
    return Set(
        texts={r["id"]: "\n".join(r[f] for f in fields if r[f]) for r in residents},
        asks={r["id"]: r["asks"] for r in initiatives},
        wishes={r["id"]: r["wishes"] for r in residents},
        tasks={
            "asks": judged(folder / "qrels.csv", "initiative_id", "resident_id", folder),
            "wishes": judged(folder / "wishes_qrels.csv", "wish_resident_id", "talent_resident_id"),
        },
    )


def judged(path: Path, question: str, doc: str, skip_in: Path | None = None) -> Judged:
    """The judgements of one task."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    kinds: dict[tuple[str, str], str] = {}
    for row in rows(path):
        grades[row[question]][row[doc]] = int(row["grade"])
        kinds[row[question], row[doc]] = row["reason"]
    skip: dict[str, set[str]] = defaultdict(set)
    for row in rows(skip_in / "participants.csv") if skip_in else ():
        skip[row[question]].add(row[doc])
    return Judged(dict(grades), kinds, dict(skip))

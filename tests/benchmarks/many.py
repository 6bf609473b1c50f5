"""
How much is lost because of many people only some are read.

    python -m tests.benchmarks.many [--asking N]

All who live in the practice sets, in one register; of the first N who ask: whether the
first, and the first five, are those who come out when ten times as many are read.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from talentregister.matching import Knowledge, answers, match_all
from talentregister.model.records import Records
from tests.benchmarks.sets import rows
from tests.matching.town import TODAY, Town

PRACTICE = Path(__file__).parent / "practice"
SHOWN, ENOUGH_READ = 5, 10


def everybody() -> Records:
    """The residents of all practice sets."""
    town = Town()
    for place in sorted(PRACTICE.glob("*/residents.csv")):
        for row in rows(place):
            name = f"{place.parent.name}{row['id']}"
            town.resident(
                name,
                loves=row["passions"],
                can=row["talents"],
                wants=row["wishes"],
                note=row["note"],
            )
    return town.records()


def shown(records: Records, knowledge: Knowledge, asking: int) -> list[list[str]]:
    """The first residents for each of the wishes."""
    found = islice(match_all(records, TODAY, knowledge, limit=SHOWN), asking)
    return [[m.who for m in one.matches if m.who.startswith("r")][:SHOWN] for one in found]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what is the same."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--asking", type=int, default=300)
    asking = options.parse_args(arguments).asking
    records, knowledge = everybody(), Knowledge.load(None)
    few = shown(records, knowledge, asking)
    with patch.object(answers, "READ_OF_MANY", answers.READ_OF_MANY * ENOUGH_READ):
        many = shown(records, knowledge, asking)
    pairs = [(one, other) for one, other in zip(few, many, strict=True) if other]
    first = sum(one[:1] == other[:1] for one, other in pairs) / len(pairs)
    among = sum(len(set(one) & set(other)) for one, other in pairs)
    total = sum(len(other) for _, other in pairs)
    print(f"{len(records.residents)} residents, {len(pairs)} with a wish that somebody answers")
    print(f"{answers.READ_OF_MANY} read: the first is the same in {first:.2f} of them,")
    print(f"and {among / total:.2f} of the first five are the same people")


if __name__ == "__main__":
    main()

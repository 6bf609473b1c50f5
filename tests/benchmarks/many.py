"""
How much is lost because of many people only some are read.

    python -m tests.benchmarks.many [--asking N]

All who live in the practice sets, in one register. Of N who ask, and of N whom somebody may
ask: how many of those who come out first when everybody is read are there when as many are
read as `match` does, and as `match --all` does.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from talentregister.matching import Direction, Knowledge, answers
from talentregister.matching.board import Board
from talentregister.model.records import Records
from tests.benchmarks.sets import rows
from tests.matching.town import TODAY, Town

PRACTICE = Path(__file__).parent / "practice"
SHOWN, EVERYBODY, SEED = 10, 10**6, 1
ALL_READ = ("READ", "READ_ASKS", "AMID", "ENOUGH")


def everybody() -> Records:
    """The residents and initiatives of all practice sets."""
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
        for row in rows(place.parent / "initiatives.csv"):
            asks = [ask for ask in row["asks"].split(";") if ask.strip()]
            town.initiative(row["title"], *asks, description=row["description"])
    return town.records()


def shown(
    board: Board, whom: Iterable[str], direction: Direction, share: int
) -> list[list[tuple[str, float]]]:
    """Who comes out first for each, when one in `share` is read of what time allows."""
    finder = answers.Finder(board, share)
    found = (finder.answer(who, SHOWN, (direction,)).matches for who in whom)
    return [[(match.who, match.score) for match in matches[:SHOWN]] for matches in found]


def kept(
    some: list[list[tuple[str, float]]], every: list[list[tuple[str, float]]], n: int
) -> float:
    """How many of the first n of all are among the first n of some."""
    pairs = list(zip(some, every, strict=True))
    same = sum(len({w for w, _ in one[:n]} & {w for w, _ in other[:n]}) for one, other in pairs)
    return same / sum(len(other[:n]) for _, other in pairs)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what is kept."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--asking", type=int, default=60)
    asking = options.parse_args(arguments).asking
    board = Board(everybody(), TODAY, Knowledge.load(None))
    print(f"{len(board.residents)} residents, {len(board.initiatives)} initiatives")
    chance = random.Random(SEED)
    asked = [who for who in (*board.initiatives, *board.residents) if board.wishes(who)]
    questions: tuple[tuple[str, Sequence[str], Direction, int], ...] = (
        ("match, who could help", asked, "wants", 1),
        ("match --all", asked, "wants", answers.THIRD),
        ("match, whom they could help", board.residents, "offers", 1),
    )
    for title, whom, direction, share in questions:
        some_of = chance.sample(whom, asking)
        some = shown(board, some_of, direction, share)
        with ExitStack() as stack:
            for name in ALL_READ:
                stack.enter_context(patch.object(answers, name, EVERYBODY))
            every = shown(board, some_of, direction, 1)
        ten, three = kept(some, every, SHOWN), kept(some, every, 3)
        print(f"{title:28} {ten:.2f} of the first ten, {three:.2f} of the first three")


if __name__ == "__main__":
    main()

"""
Kills at random moments, by real signals to real processes.

`python -m tests.faults.killing --kills 1000` prints one JSON object; with
`--stock` the same is done to TinyDB's own JSONStorage, for comparison.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from talentregister.storage import Home, create
from tests.faults.life import (
    TODAY,
    Child,
    Life,
    State,
    Verdict,
    born,
    heard,
    judged,
    state_of,
    summed,
)

# Long enough for several operations, short enough to fall inside one.
LONGEST = 0.12


def kill_often(root: Path, kills: int, seed: int, *, plain: bool) -> dict[str, Any]:
    """Kill a living register again and again; each time it goes on from what is there."""
    chance = random.Random(seed)
    home = Home(root / "register.age", root / "config")
    create(home, TODAY, plain=plain)
    verdicts: list[Verdict] = []
    operations = stopped = 0
    for number in range(kills):
        start = state_of(home)
        child = born(lambda say, n=number: Life(home, seed * 10**6 + n, say).go_on())  # type: ignore[misc]
        stopped += not killed(child, chance.random() * LONGEST)
        told = heard(start, child.words())
        operations += told.operations
        verdicts.append(judged(home, told))
        if verdicts[-1].unreadable:
            break
    return {**summed(verdicts), "acknowledged": operations, "stopped": stopped}


def killed(child: Child, after: float) -> bool:
    """Kill a child a while after its first word; False when it had stopped by itself."""
    first_word(child)
    time.sleep(after)
    os.kill(child.process, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child.process, 0)[1])


def first_word(child: Child) -> None:
    """Wait until a child says something, without taking it from the pipe."""
    import select

    select.select([child.pipe], [], [], 10)


def kill_stock(root: Path, kills: int, seed: int) -> dict[str, Any]:
    """The same kills on TinyDB's JSONStorage: add, change and remove among 300."""

    chance = random.Random(seed)
    verdicts: list[Verdict] = []
    operations = 0
    file = root / "stock.json"
    fill_stock(file)
    for number in range(kills):

        def live(say: Any, number: int = number) -> None:
            stock_life(file, say, random.Random(seed * 10**6 + number))

        start = stock_state(file)
        child = born(live)
        killed(child, chance.random() * LONGEST)
        told = heard(start, child.words())
        operations += told.operations
        try:
            found = stock_state(file)
            # The stock child tells afterwards what it did: one change may be under way.
            lost = len(set(told.saved.items()) ^ set(found.items())) > 2
            verdicts.append(Verdict(lost=lost))
        except ValueError:
            verdicts.append(Verdict(unreadable=True))
            fill_stock(file)
    return {**summed(verdicts), "acknowledged": operations}


def stock_life(file: Path, say: Any, lot: random.Random) -> None:
    """Change a stock database for ever, saying what it will be and that it is saved."""
    database = TinyDB(file)
    while True:
        before = {str(d.doc_id): str(len(d["name"])) for d in database.all()}
        say("will be", stock_change(database, before, lot))
        say("saved", {})


def stock_change(database: Any, before: State, lot: random.Random) -> State:
    """One change to a stock database; returns the state after it."""
    if len(before) > 280 and lot.random() < 0.5:
        gone = lot.choice(list(before))
        database.remove(doc_ids=[int(gone)])
        return {key: name for key, name in before.items() if key != gone}
    name = "Buur" * lot.randrange(1, 200)
    return {**before, str(database.insert({"name": name})): str(len(name))}


def fill_stock(file: Path) -> None:
    """A stock database with 300 residents."""
    file.unlink(missing_ok=True)
    with TinyDB(file) as database:
        database.insert_multiple({"name": f"Buur {n}" * 20} for n in range(300))


def stock_state(file: Path) -> State:
    """The length of each name in a stock database. Raises ValueError when it cannot be read."""
    stored = json.loads(file.read_text())
    return {key: str(len(each["name"])) for key, each in stored["_default"].items()}


def main() -> None:
    """Kill as often as asked, and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--stock", action="store_true")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        if told.stock:
            result = kill_stock(root, told.kills, told.seed)
        else:
            result = kill_often(root, told.kills, told.seed, plain=told.plain)
    print(json.dumps(result))


if __name__ == "__main__":
    main()

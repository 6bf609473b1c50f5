"""
What the store survives, beside TinyDB's own JSONStorage under the same hands.

`python -m tests.benchmarks.faults` prints a table, with `--json` an object;
`--quick` tries everything ten times less often.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from talentregister.errors import Unreadable
from talentregister.model.resident import Resident
from talentregister.storage import Home, create, layout, seal, transaction
from tests.faults import crowd, power
from tests.faults.life import TODAY

ROOT = Path(__file__).parents[2]


class Row(NamedTuple):
    """A fault: how often it was tried, and what it cost us and the stock storage."""

    fault: str
    tried: int
    acknowledged: int
    lost: int
    unreadable: int
    stock: str


def result_of(*arguments: str) -> dict[str, Any]:
    """What one of the fault programs prints."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def row(fault: str, ours: dict[str, Any], stock: dict[str, Any] | None = None) -> Row:
    """A row of two results."""
    return Row(
        fault,
        ours["tried"],
        ours.get("acknowledged", 0),
        ours["lost"],
        ours.get("unreadable", 0),
        told(stock),
    )


def told(stock: dict[str, Any] | None) -> str:
    """What became of the stock storage, in a few words."""
    if stock is None:
        return "-"
    words = [f"{stock['unreadable']} unreadable"] if stock.get("unreadable") else []
    words += [f"{stock['lost']} lost"] if stock.get("lost") else []
    return f"{', '.join(words) or 'none lost'} of {stock['tried']}"


def kills(often: int) -> list[Row]:
    """Kills at random moments and at every call."""
    number = str(often)
    random_kills = result_of("tests.faults.killing", "--kills", number)
    stock = result_of("tests.faults.killing", "--kills", number, "--stock")
    points = result_of("tests.faults.points").values()
    summed = {key: sum(each[key] for each in points) for key in ("tried", "lost", "unreadable")}
    return [
        row("kill -9 at a random moment", random_kills, stock),
        row("kill -9 before, in and after every call", summed),
    ]


def cuts(often: int) -> list[Row]:
    """Power cuts of an ext4 disk, and what they show of a missing fsync."""
    if not power.possible():
        return [Row("power cut, ext4: not tried, needs root", 0, 0, 0, 0, "-")]
    number = str(often)
    stock = result_of("tests.faults.power", "--cuts", number, "--stock")
    without = result_of("tests.faults.power", "--cuts", number, "--without", "directory")
    return [
        row("power cut, ext4", result_of("tests.faults.power", "--cuts", number), stock),
        row("  the same without fsync of the directory", without),
    ]


def crowds(each: int) -> list[Row]:
    """Two writers at once."""
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as stock:
        return [
            row(
                "two writers at once",
                crowd.crowd(Path(ours), 2, each),
                crowd.stock_crowd(Path(stock), 2, each),
            )
        ]


def damage(often: int) -> list[Row]:
    """Flipped bits and files cut short; *lost* is what went unnoticed."""
    return [*damage_of("encrypted", often), *damage_of("plain", often)]


def damage_of(word: str, often: int) -> list[Row]:
    """Damage to a register in one of the two envelopes."""
    with tempfile.TemporaryDirectory() as directory:
        home = filled(Path(directory), plain=word == "plain")
        blob = home.file.read_bytes()
        flips = unnoticed(home, often, lambda chance: flipped(blob, chance))
        cut = unnoticed(home, often, lambda chance: blob[: chance.randrange(len(blob))])
    return [
        Row(f"a flipped bit, {word}", often, 0, flips, 0, stock_flips(often)),
        Row(f"a file cut short, {word}", often, 0, cut, 0, "-"),
    ]


def filled(root: Path, *, plain: bool) -> Home:
    """A register with something in it."""
    home = Home(root / "register.age", root / "config")
    create(home, TODAY, plain=plain)
    with transaction(home, "import", TODAY) as change:
        for number in range(300):
            change.add(Resident, name=f"Buur {number}", address="Irenestraat " * 10)
    return home


def flipped(blob: bytes, chance: random.Random) -> bytes:
    """`blob` with one bit the other way."""
    changed = bytearray(blob)
    changed[chance.randrange(len(blob))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def unnoticed(home: Home, often: int, broken: Callable[[random.Random], bytes]) -> int:
    """How many broken files are taken for good ones."""
    chance, count = random.Random(1), 0
    for _ in range(often):
        try:
            layout.decode_records(seal.opened(broken(chance), home))
        except Unreadable:
            continue
        count += 1
    return count


def stock_flips(often: int) -> str:
    """How many flipped bits a stock file swallows."""
    chance, count = random.Random(1), 0
    people = {str(n): {"name": f"Buur {n}", "address": "Irenestraat " * 10} for n in range(300)}
    blob = json.dumps({"_default": people}).encode()
    for _ in range(often):
        try:
            json.loads(flipped(blob, chance))
        except ValueError:
            continue
        count += 1
    return f"{count} unnoticed of {often}"


def times(residents: int) -> dict[str, dict[str, Any]]:
    """What an operation on an encrypted register takes, best of three processes."""
    with tempfile.TemporaryDirectory() as directory:
        results = {"import": result_of("tests.faults.scale", "import", directory, str(residents))}
        for what in ("open", "edit", "can", "undo"):
            tries = [result_of("tests.faults.scale", what, directory) for _ in range(3)]
            results[what] = min(tries, key=lambda each: float(each["seconds"]))
    return results


def main() -> None:
    """Try everything and print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    less = 10 if asked.quick else 1
    rows = [*kills(1000 // less), *cuts(120 // less), *crowds(1000 // less), *damage(3000 // less)]
    sizes = {str(number): times(number) for number in (10_000 // less, 20_000 // less)}
    if asked.json:
        print(json.dumps({"faults": [each._asdict() for each in rows], "times": sizes}))
        return
    print(f"{'fault':<42}{'tried':>7}{'saved':>7}{'lost':>6}{'unreadable':>12}  JSONStorage")
    for each in rows:
        numbers = f"{each.tried:>7}{each.acknowledged:>7}{each.lost:>6}{each.unreadable:>12}"
        print(f"{each.fault:<42}{numbers}  {each.stock}")
    print(f"\n{'residents, encrypted':<24}{'operation':<12}{'seconds':>8}{'MB':>6}{'file MB':>9}")
    for residents, results in sizes.items():
        for what, told_of in results.items():
            numbers = f"{told_of['seconds']:>8}{told_of['megabytes']:>6}{told_of['file_mb']:>9}"
            print(f"{residents:<24}{what:<12}{numbers}")


if __name__ == "__main__":
    main()

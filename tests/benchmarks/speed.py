"""
`python -m tests.benchmarks.speed`: whole-process times and peak memory of the daily verbs.

Every command runs in turn with the floor (bare Python that imports typer,
decrypts and decodes the same file), so that the ratio holds on a noisy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from talentregister.storage import Home

FLOOR = """
import gc, sys, typer, pyrage, msgspec
from pathlib import Path
from talentregister.model.records import Register
secret = [l for l in Path(sys.argv[2]).read_text().split() if l.startswith("AGE-SECRET-KEY")][0]
gc.disable()
raw = pyrage.decrypt(Path(sys.argv[1]).read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
msgspec.json.Decoder(Register).decode(raw)
"""


class Run(NamedTuple):
    """One process: seconds and megabytes."""

    seconds: float
    megabytes: float


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table, or with `--json` an object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, nargs="*", default=[1000, 10_000])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args(argv)
    tables = {}
    for residents in told.residents:
        with tempfile.TemporaryDirectory() as place:
            tables[residents] = measured(Path(place), residents, told.repeat)
        if not told.json:
            show(residents, tables[residents])
    if told.json:
        print(json.dumps(tables, indent=2))
    return 0


def measured(place: Path, residents: int, repeat: int) -> dict[str, dict[str, float]]:
    """Median seconds and peak megabytes of every command, the floor first."""
    home = Home(register=place / "register.age", config=place / "config")
    environment = surroundings(place)
    # In a process of its own: a child's peak memory starts at its parent's.
    build = [sys.executable, "-m", "tests.benchmarks.town", str(place), str(residents)]
    subprocess.run(build, env=environment, check=True)
    runs: dict[str, list[Run]] = {}
    commands = daily(place, home)
    timed(commands["match one ask"], environment)  # the dictionary is compiled once
    for _ in range(repeat):
        for name, command in commands.items():
            runs.setdefault(name, []).append(timed(command, environment))
    for name, command in once(home).items():
        runs[name] = [timed(command, environment)]
    (place / "register.age").unlink()
    timed(talent("init"), environment)
    for name in ("import, trial run", "import --go"):
        words = [
            "import",
            str(place / "sheet.csv"),
            "--anyway",
            *(["--go"] if "--go" in name else []),
        ]
        runs[name] = [timed(talent(*words), environment)]
    return {name: summary(times) for name, times in runs.items()}


def daily(place: Path, home: Home) -> dict[str, list[str]]:
    """The commands of every day, by name."""
    return {
        "floor": [sys.executable, "-c", FLOOR, str(home.register), str(home.identity_file)],
        "--version": talent("--version"),
        "show, unknown id": talent("show", "r999999"),
        "show, by name": talent("show", "r7"),
        "remind, 20 due": talent("remind"),
        "match one ask": talent("match", "i1"),
        "match, free words": talent("match", "mijn scharen knippen niet meer"),
        "can": talent("can", "r7", "timmeren"),
    }


def once(home: Home) -> dict[str, list[str]]:
    """Commands that take long enough to be timed once."""
    return {"match --all": talent("match", "--all")}


def talent(*words: str) -> list[str]:
    """The program, as a process of its own."""
    return [sys.executable, "-m", "talentregister", *words]


def surroundings(place: Path) -> dict[str, str]:
    """An environment without anybody's home in it."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(place),
        "TALENTREGISTER_FILE": str(place / "register.age"),
        "TALENTREGISTER_CONFIG": str(place / "config"),
        "TALENTREGISTER_TODAY": "2026-11-21",
        "TALENTREGISTER_LANG": "en",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def timed(command: Sequence[str], environment: dict[str, str]) -> Run:
    """Run a command to its end. Raises SystemExit for what the program calls a fault."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 3):
            said.seek(0)
            raise SystemExit(said.read().decode(errors="replace")[-2000:])
    return Run(time.perf_counter() - began, usage.ru_maxrss / 1024)


def summary(times: Sequence[Run]) -> dict[str, float]:
    """Median seconds, highest megabytes."""
    seconds = statistics.median(run.seconds for run in times)
    return {"seconds": round(seconds, 3), "megabytes": round(max(r.megabytes for r in times), 1)}


def show(residents: int, table: dict[str, dict[str, float]]) -> None:
    """The table of one size, beside the floor."""
    floor = table["floor"]["seconds"]
    print(f"\n{residents} residents, encrypted          seconds  × floor      MB")
    for name, row in table.items():
        ratio = row["seconds"] / floor
        print(
            f"  {name:<32} {row['seconds']:8.3f} {ratio:8.2f} {row['megabytes']:8.1f}", flush=True
        )


if __name__ == "__main__":
    sys.exit(main())

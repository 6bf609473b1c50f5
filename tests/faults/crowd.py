"""
Several processes at once on one register: writers, and readers among them.

`python -m tests.faults.crowd` prints one JSON object. The processes are
programs of their own, started by the shell as it were: `… write FILE CONFIG
NAME NUMBER`, `… read FILE CONFIG NUMBER`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from talentregister.errors import Unwritable
from talentregister.model.resident import Resident
from talentregister.storage import Home, create, read, transaction
from tests.faults.life import TODAY


def write(home: Home, name: str, number: int) -> None:
    """Add residents one by one; each acknowledged one is printed."""
    for count in range(number):
        while True:
            try:
                with transaction(home, "add", TODAY) as change:
                    resident = change.add(Resident, name=f"{name} {count}")
            except Unwritable as error:
                if error.code != "busy":
                    raise
            else:
                break
        print(resident.id, f"{name} {count}", flush=True)


def look(home: Home, number: int) -> None:
    """Read again and again; print how often it failed and whether time went back."""
    failed = back = generation = 0
    for _ in range(number):
        try:
            records = read(home)
        except Exception:
            failed += 1
            continue
        back += records.meta.generation < generation
        back += len(records.residents) != records.meta.generation
        generation = records.meta.generation
    print(json.dumps({"failed": failed, "back": back, "last": generation}))


def stock_write(file: Path, name: str, number: int) -> None:
    """The same with TinyDB's JSONStorage: what a stock program does."""
    from tinydb import TinyDB

    for count in range(number):
        try:
            TinyDB(file).insert({"name": f"{name} {count}"})
        except ValueError:
            break
        print(count, f"{name} {count}", flush=True)


def started(*arguments: str | Path | int) -> subprocess.Popen[str]:
    """A process of this program."""
    command = [sys.executable, "-m", "tests.faults.crowd", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def crowd(root: Path, writers: int, each: int, reads: int = 0) -> dict[str, Any]:
    """Let writers and readers loose on one register; say what became of it."""
    home = Home(root / "register.age", root / "config")
    create(home, TODAY)
    begun = time.perf_counter()
    writing = [
        started("write", home.register, home.config, f"Schrijver{n}", each) for n in range(writers)
    ]
    reading = [started("read", home.register, home.config, reads)] if reads else []
    told = [
        line.split(" ", 1) for process in writing for line in process.communicate()[0].splitlines()
    ]
    seconds = time.perf_counter() - begun
    seen = [json.loads(process.communicate()[0]) for process in reading]
    names = {key: resident.name for key, resident in read(home).residents.items()}
    return {
        "tried": writers * each,
        "acknowledged": len(told),
        "lost": sum(names.get(key) != name for key, name in told),
        "twice": len(told) - len({key for key, _ in told}),
        "kept": len(names),
        "reads": reads,
        "failed_reads": sum(each["failed"] for each in seen),
        "went_back": sum(each["back"] for each in seen),
        "seconds": round(seconds, 1),
    }


def stock_crowd(root: Path, writers: int, each: int) -> dict[str, Any]:
    """The same writers on TinyDB's JSONStorage."""
    file = root / "stock.json"
    writing = [started("stock", file, f"Schrijver{n}", each) for n in range(writers)]
    told = sum(len(process.communicate()[0].splitlines()) for process in writing)
    try:
        kept = len(json.loads(file.read_text())["_default"])
        unreadable = 0
    except ValueError:
        kept, unreadable = 0, 1
    return {
        "tried": writers * each,
        "acknowledged": told,
        "lost": told - kept,
        "unreadable": unreadable,
    }


def main(arguments: list[str]) -> None:
    """Be one of the crowd, or the crowd."""
    match arguments:
        case ["write", file, config, name, number]:
            write(Home(Path(file), Path(config)), name, int(number))
        case ["read", file, config, number]:
            look(Home(Path(file), Path(config)), int(number))
        case ["stock", file, name, number]:
            stock_write(Path(file), name, int(number))
        case _:
            with tempfile.TemporaryDirectory() as directory:
                print(json.dumps(crowd(Path(directory), 2, 200, 200)))


if __name__ == "__main__":
    main(sys.argv[1:])

"""
Power cuts: an ext4 file system that stops dead, without writing what it still had.

The kernel does it itself (the shutdown call that file system developers test
with): what was not on the disk yet is gone, and the next mount recovers from
the journal. Needs root. `python -m tests.faults.power --cuts 60` prints JSON.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from talentregister.storage import Home, create
from talentregister.storage import disk as disk_module
from tests.faults.killing import LONGEST, fill_stock, first_word, stock_life, stock_state
from tests.faults.life import TODAY, Child, Life, Verdict, born, heard, judged, state_of, summed

SHUTDOWN = 0x8004587D
WITHOUT_THE_JOURNAL = 2
IN_MEMORY = Path("/dev/shm")


class Disk:
    """A small ext4 disk in memory that can lose its power."""

    def __init__(self, directory: Path) -> None:
        self.image = Path(tempfile.mkstemp(suffix=".ext4", dir=IN_MEMORY)[1])
        self.place = directory
        with self.image.open("r+b") as image:
            image.truncate(64_000_000)
        run("mkfs.ext4", "-q", "-F", self.image)
        self.mount()

    def mount(self) -> None:
        """Put it in place; the journal is recovered."""
        run("mount", "-o", "loop", self.image, self.place)

    def cut(self) -> None:
        """Lose power now."""
        descriptor = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, SHUTDOWN, struct.pack("I", WITHOUT_THE_JOURNAL))
        finally:
            os.close(descriptor)

    def remove(self) -> None:
        """Take it away for good."""
        run("umount", self.place)
        self.image.unlink()


def run(*arguments: str | Path) -> None:
    """Run a command that must succeed."""
    subprocess.run([*map(str, arguments)], check=True, capture_output=True)


def possible() -> bool:
    """Whether this machine lets us make and break a disk."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
        return False
    with tempfile.TemporaryDirectory() as directory:
        try:
            Disk(Path(directory)).remove()
        except (OSError, subprocess.CalledProcessError):
            return False
    return True


def lights_out(disk: Disk, child: Child, after: float) -> None:
    """Cut the power a while after the child's first word, and put the disk back."""
    first_word(child)
    time.sleep(after)
    disk.cut()
    os.kill(child.process, signal.SIGKILL)
    os.waitpid(child.process, 0)
    run("umount", disk.place)
    disk.mount()


def cut_often(disk: Disk, config: Path, cuts: int, seed: int) -> dict[str, Any]:
    """Cut the power of a living register again and again."""
    chance = random.Random(seed)
    home = Home(disk.place / "register.age", config)
    create(home, TODAY)
    verdicts: list[Verdict] = []
    operations = 0
    for number in range(cuts):
        start = state_of(home)
        child = born(lambda say, n=number: Life(home, seed * 10**6 + n, say).go_on())  # type: ignore[misc]
        lights_out(disk, child, chance.random() * LONGEST)
        told = heard(start, child.words())
        operations += told.operations
        verdicts.append(judged(home, told))
        if verdicts[-1].unreadable:
            break
    return {**summed(verdicts), "acknowledged": operations}


def cut_stock(disk: Disk, cuts: int, seed: int) -> dict[str, Any]:
    """The same cuts on TinyDB's JSONStorage."""

    chance = random.Random(seed)
    file = disk.place / "stock.json"
    verdicts: list[Verdict] = []
    operations = 0
    for number in range(cuts):
        fill_stock(file)
        os.sync()

        def live(say: Callable[[str, dict[str, str]], None], number: int = number) -> None:
            stock_life(file, say, random.Random(seed * 10**6 + number))

        start = stock_state(file)
        child = born(live)
        lights_out(disk, child, chance.random() * LONGEST)
        told = heard(start, child.words())
        operations += told.operations
        try:
            found = stock_state(file)
            verdicts.append(Verdict(lost=len(set(told.saved.items()) ^ set(found.items())) > 2))
        except (ValueError, OSError):
            verdicts.append(Verdict(unreadable=True))
    return {**summed(verdicts), "acknowledged": operations}


def main() -> None:
    """Cut as often as asked, and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cuts", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("--without", choices=["file", "directory"], help="leave out an fsync")
    told = parser.parse_args()
    if told.without == "file":
        disk_module.sync = lambda descriptor: None
    if told.without == "directory":
        disk_module.sync_directory = lambda directory: None
    with tempfile.TemporaryDirectory() as directory:
        place, config = Path(directory) / "disk", Path(directory) / "config"
        place.mkdir()
        disk = Disk(place)
        try:
            if told.stock:
                result = cut_stock(disk, told.cuts, told.seed)
            else:
                result = cut_often(disk, config, told.cuts, told.seed)
        finally:
            disk.remove()
    print(json.dumps(result))


if __name__ == "__main__":
    main()

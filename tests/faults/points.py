"""
Kills at every call to the operating system: before it, after it, and halfway a write.

`python -m tests.faults.points` prints one JSON object.
"""

from __future__ import annotations

import json
import os
import signal
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from talentregister.storage import (
    Home,
    create,
    keys,
    list_backups,
    read,
    recover,
    restore,
)
from tests.faults.life import (
    OPERATIONS,
    TODAY,
    Life,
    Verdict,
    add,
    born,
    heard,
    judged,
    state_of,
    summed,
)

CALLS = ("open", "write", "fsync", "close", "replace", "rename", "link", "unlink", "mkdir")
MOMENTS = ("before", "halfway", "after")


def die_at(number: int, moment: str) -> None:
    """Arrange for this process to kill itself at its `number`th call."""
    count = 0

    def wrapped(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count != number:
                return original(*arguments, **more)
            if moment == "before":
                die()
            if moment == "halfway" and name == "write":
                original(arguments[0], arguments[1][: max(1, len(arguments[1]) // 2)])
                die()
            try:
                original(*arguments, **more)
            finally:
                die()

        return call

    for name in CALLS:
        setattr(os, name, wrapped(name, getattr(os, name)))


def die() -> None:
    """No exit handler, no finally, no flush."""
    os.kill(os.getpid(), signal.SIGKILL)


def register(root: Path) -> Home:
    """A register with people, backups, undo images and something to forget."""
    home = Home(root / "data" / "register.age", root / "config")
    create(home, TODAY)
    for day in range(3):
        life = Life(home, day, lambda _word, _state: None)
        life.today = TODAY + timedelta(days=day)
        for name in ("add", "import", "edit"):
            OPERATIONS[name](life)
    return home


def at_every_point(live: Callable[[Life], None], kept: Path, root: Path) -> list[Verdict]:
    """Do one thing again and again, dying one call further each time, until it is done."""
    verdicts: list[Verdict] = []
    for moment in MOMENTS:
        number = 1
        while True:
            home = copied(kept, root)
            start = state_of(home)

            def living(
                say: Any, number: int = number, moment: str = moment, home: Home = home
            ) -> None:
                life = Life(home, 7, say)
                life.today = TODAY + timedelta(days=5)
                pipe_safe = os.write
                life.say = lambda word, state: say_with(pipe_safe, say, word, state)
                die_at(number, moment)
                live(life)
                life.say("saved", {})

            child = born(living)
            told = heard(start, child.words())
            _, status = os.waitpid(child.process, 0)
            verdict = judged(home, told)
            verdicts.append(verdict._replace(lost=verdict.lost or not next_writer_is_well(home)))
            if not os.WIFSIGNALED(status):
                break
            number += 1
    return verdicts


def say_with(write: Any, say: Any, word: str, state: dict[str, str]) -> None:
    """Speak through the pipe without that being counted as a call of the commit."""
    counted, os.write = os.write, write
    try:
        say(word, state)
    finally:
        os.write = counted


def next_writer_is_well(home: Home) -> bool:
    """Whether whoever comes next gets the lock at once and leaves nothing lying about."""
    before = time.perf_counter()
    add(Life(home, 1, lambda _word, _state: None))
    return time.perf_counter() - before < 1 and not home.temporary.exists()


def copied(kept: Path, root: Path) -> Home:
    """A fresh copy of a register to be hurt."""
    import shutil

    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(kept, root)
    return Home(root / "data" / "register.age", root / "config")


def restoring(life: Life) -> None:
    """Put the oldest backup back."""
    oldest = list_backups(life.home)[-1].path
    from talentregister.storage import layout, seal

    target = layout.decode_records(seal.opened(oldest.read_bytes(), life.home))
    residents = target.residents.values()
    life.say("will be", {r.id: f"{r.name}|{r.area}" for r in residents})
    restore(life.home, life.today, oldest)


def recovery(root: Path) -> dict[str, Any]:
    """Die at every call of a recovery with the paper key; then do it again."""
    home = Home(root / "register.age", root / "config")
    paper = create(home, TODAY).paper_key
    assert paper is not None
    add(Life(home, 1, lambda _word, _state: None))
    state = state_of(home)
    tried = failed = 0
    for number in range(1, 200):

        def living(say: Any, number: int = number) -> None:
            die_at(number, "after")
            recover(home, TODAY, paper)

        child = born(living)
        _, status = os.waitpid(child.process, 0)
        os.close(child.pipe)
        recover(home, TODAY, paper)
        tried += 1
        failed += state_of(home) != state or keys.public(home) not in keys.recipients(home)
        if not os.WIFSIGNALED(status):
            break
    return {"tried": tried, "lost": failed, "unreadable": 0}


def creation(root: Path) -> dict[str, Any]:
    """Die at every call of `init`; what is there is either nothing or a whole register."""
    tried = failed = 0
    for number in range(1, 200):
        home = Home(root / str(number) / "register.age", root / str(number) / "config")

        def living(say: Any, number: int = number, home: Home = home) -> None:
            die_at(number, "after")
            create(home, TODAY)

        child = born(living)
        _, status = os.waitpid(child.process, 0)
        os.close(child.pipe)
        if not home.file.exists():
            create(home, TODAY)
        tried += 1
        failed += bool(read(home).residents)
        add(Life(home, 1, lambda _word, _state: None))
        if not os.WIFSIGNALED(status):
            break
    return {"tried": tried, "lost": failed, "unreadable": 0}


def everywhere(root: Path) -> dict[str, dict[str, Any]]:
    """Every operation, killed at every call."""
    kept = root / "kept"
    kept.mkdir()
    home = register(kept)
    assert len(list_backups(home)) >= 3
    lives: dict[str, Callable[[Life], None]] = {**OPERATIONS, "restore": restoring}
    results = {
        name: summed(at_every_point(live, kept, root / "hurt")) for name, live in lives.items()
    }
    results["recover"] = recovery(root / "recover")
    results["init"] = creation(root / "init")
    return results


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        print(json.dumps(everywhere(Path(directory))))

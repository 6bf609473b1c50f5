"""
A life to interrupt: a child process that changes a register and says what it did.

Before each operation the child tells the state it is about to make, and after
it that it is saved. Whoever kills it can then say exactly what must be found.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from talentregister.model.resident import Resident
from talentregister.storage import (
    Change,
    Home,
    Instructions,
    finish,
    forget,
    list_backups,
    read,
    seal,
    transaction,
    undo,
)
from talentregister.storage.erasure import Erase
from talentregister.storage.layout import Stored

TODAY = date(2026, 11, 21)

# What a register says of its people: name and area by id. Small enough to send along.
State = dict[str, str]
Operation = Callable[["Life"], None]


def state_of(home: Home) -> State:
    """The state of a register, read from its file."""
    residents = read(home).residents.values()
    return {resident.id: f"{resident.name}|{resident.area}" for resident in residents}


def state_after(change: Change) -> State:
    """The state a change is about to make."""
    state = {r.id: f"{r.name}|{r.area}" for r in change.records.residents.values()}
    for touched in change.changed:
        if touched.change == "removed":
            del state[touched.id]
        elif isinstance(touched.record, Resident):
            state[touched.id] = f"{touched.record.name}|{touched.record.area}"
    return state


def eraser(told: Instructions) -> Erase:
    """Forget a resident, and his name wherever it stands."""

    def erase(stored: Stored) -> Stored | None:
        if stored["id"] == told["who"]:
            return None
        return {
            key: value.replace(told["name"], "[removed]") if isinstance(value, str) else value
            for key, value in stored.items()
        }

    return erase


class Life:
    """Operations on one register, by chance but repeatable."""

    def __init__(self, home: Home, seed: int, say: Callable[[str, State], None]) -> None:
        self.home = home
        self.chance = random.Random(seed)
        self.say = say
        self.today = TODAY + timedelta(days=self.chance.randrange(3))

    def go_on(self, number: int = 1_000_000) -> None:
        """Do one operation after another."""
        for _ in range(number):
            name = self.chance.choice(list(OPERATIONS))
            OPERATIONS[name](self)
            self.say("saved", {})

    def about_to(self, change: Change) -> None:
        """Tell the state that will be saved when the change ends."""
        self.say("will be", state_after(change))


def add(life: Life) -> None:
    """Write down one resident, or take the oldest away when there are many."""
    with transaction(life.home, "add", life.today) as change:
        ids = list(change.records.residents)
        if len(ids) > 60:
            for record_id in ids[:20]:
                change.remove(record_id)
        change.add(Resident, name=f"Buur{life.chance.randrange(10**9)}")
        life.about_to(change)


def edit(life: Life) -> None:
    """Change one resident; what is said of him names another."""
    with transaction(life.home, "edit", life.today) as change:
        residents = list(change.records.residents.values())
        if residents:
            one, other = life.chance.choice(residents), life.chance.choice(residents)
            area = f"naast {other.name} {life.chance.randrange(10**6)}"
            change.put(msgspec.structs.replace(one, area=area))
        life.about_to(change)


def import_(life: Life) -> None:
    """Write down and change many at once, after a backup."""
    with transaction(life.home, "import", life.today) as change:
        change.back_up_first()
        for resident in list(change.records.residents.values())[:10]:
            change.put(msgspec.structs.replace(resident, area="uit een blad"))
        for _ in range(10):
            change.add(Resident, name=f"Blad{life.chance.randrange(10**9)}")
        life.about_to(change)


def take_back(life: Life) -> None:
    """Undo the latest operation that can be undone."""
    from talentregister.errors import RegisterError
    from talentregister.storage import history

    original = history.take_back

    def telling(change: Change, entry: history.Entry) -> None:
        original(change, entry)
        life.about_to(change)

    history.take_back = telling
    try:
        undo(life.home, life.today)
    except RegisterError:
        life.say("will be", state_of(life.home))
    finally:
        history.take_back = original


def forget_one(life: Life) -> None:
    """Forget a resident, everywhere."""
    state = state_of(life.home)
    if not state:
        return
    who = life.chance.choice(list(state))
    name = state[who].partition("|")[0]
    left = {k: v.replace(name, "[removed]") for k, v in state.items() if k != who}
    life.say(f"forget {name}", {})
    life.say("will be", left)
    forget(life.home, life.today, {"who": who, "name": name}, eraser)
    life.say("forgotten", {})


OPERATIONS: dict[str, Operation] = {
    "add": add,
    "edit": edit,
    "import": import_,
    "undo": take_back,
    "forget": forget_one,
}


class Told(NamedTuple):
    """What a child said before it died."""

    saved: State
    will_be: State | None
    forgetting: str | None
    operations: int


def heard(start: State, lines: Iterator[bytes]) -> Told:
    """What must be found: the last saved state, and the one that was on its way."""
    saved, will_be, forgetting, operations = start, None, None, 0
    for line in lines:
        if not line.endswith(b"\n"):
            break
        word, state = json.loads(line)
        if word == "will be":
            will_be = state
        elif word == "saved":
            saved, will_be = (saved if will_be is None else will_be), None
            operations += 1
        elif word == "forgotten":
            forgetting = None
        elif word.startswith("forget "):
            forgetting = word.removeprefix("forget ")
    return Told(saved, will_be, forgetting, operations)


class Child(NamedTuple):
    """A child process and the pipe it talks through."""

    process: int
    pipe: int

    def words(self) -> Iterator[bytes]:
        """Everything it said."""
        with os.fdopen(self.pipe, "rb") as pipe:
            yield from pipe


def born(live: Callable[[Callable[[str, State], None]], None]) -> Child:
    """Fork a child that lives; it ends without any of Python's tidying up."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return Child(process, reading)
    os.close(reading)

    def say(word: str, state: State) -> None:
        os.write(writing, json.dumps([word, state]).encode() + b"\n")

    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        live(say)
        os._exit(0)
    except BaseException as error:
        sys.stderr.write(
            f"child: {type(error).__name__} {error} {getattr(error, 'parameters', '')}\n"
        )
        os._exit(1)


class Verdict(NamedTuple):
    """What was found after a kill."""

    unreadable: bool = False
    lost: bool = False
    leftovers: int = 0
    remembered: bool = False
    slow: bool = False


def judged(home: Home, told: Told) -> Verdict:
    """Compare what is there with what must be, then go on with it."""
    try:
        found = state_of(home)
    except Exception as error:
        sys.stderr.write(f"unreadable: {error}\n")
        return Verdict(unreadable=True)
    lost = found not in (told.saved, told.will_be)
    leftovers = len(list(home.file.parent.rglob(".*.new")))
    finish(home, TODAY, eraser)
    name = told.forgetting
    remembered = bool(name) and found != told.saved and stands(home, str(name))
    return Verdict(lost=lost, leftovers=leftovers, remembered=remembered)


def stands(home: Home, name: str) -> bool:
    """Whether a name stands anywhere in the register or a backup."""
    files: list[Path] = [home.file, *(backup.path for backup in list_backups(home))]
    return any(name.encode() in seal.opened(path.read_bytes(), home) for path in files)


def summed(verdicts: list[Verdict]) -> dict[str, Any]:
    """Verdicts added up."""
    return {
        "tried": len(verdicts),
        "unreadable": sum(v.unreadable for v in verdicts),
        "lost": sum(v.lost for v in verdicts),
        "leftovers": max((v.leftovers for v in verdicts), default=0),
        "remembered": sum(v.remembered for v in verdicts),
    }

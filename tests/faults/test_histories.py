"""Any history of changes, undone, redone, forgotten and restored, against a plain model of it."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from talentregister.errors import NotFound, Refused
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement
from talentregister.storage import (
    Home,
    Instructions,
    back_up,
    check,
    create,
    finish,
    forget,
    operations,
    read,
    restore,
    transaction,
    undo,
)
from talentregister.storage.erasure import Erase
from talentregister.storage.layout import Stored
from tests.faults.life import TODAY


class Version(NamedTuple):
    """A record in the model: what it says, and which writing of it this is."""

    owner: str
    text: str
    token: int


Map = dict[str, Version]


@dataclass
class Done:
    """An operation in the model: each record before and after."""

    id: str
    undoes: str | None = None
    touched: dict[str, tuple[Version | None, Version | None]] = field(default_factory=dict)


def eraser(told: Instructions) -> Erase:
    """Forget a resident, his statements, and his name elsewhere."""

    def erase(stored: Stored) -> Stored | None:
        if told["who"] in (stored["id"], stored.get("owner")):
            return None
        return {
            key: value.replace(told["name"], "[removed]") if isinstance(value, str) else value
            for key, value in stored.items()
        }

    return erase


class History(RuleBasedStateMachine):
    """The register, and a dictionary that should be the same."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.home = Home(self.root / "register.json", self.root / "config")
        create(self.home, TODAY, plain=True)
        self.now: Map = {}
        self.done: list[Done] = []
        self.tokens = itertools.count()
        self.saved: tuple[Path, Map] | None = None
        self.seen: set[str] = set()
        self.forgotten: list[str] = []

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.root)

    # --- the model ---

    def becomes(self, after: dict[str, Version | None], undoes: str | None = None) -> None:
        """Record an operation in the model."""
        touched = {key: (self.now.get(key), version) for key, version in after.items()}
        latest = operations(self.home)[0].id
        self.done.append(Done(latest, undoes, touched))
        self.set(after)

    def set(self, after: dict[str, Version | None]) -> None:
        """Make the model say this."""
        for key, version in after.items():
            if version is None:
                self.now.pop(key, None)
            else:
                self.now[key] = version

    def undone(self, entry: Done) -> bool:
        """Whether an operation is taken back at the moment."""
        return any(other.undoes == entry.id and not self.undone(other) for other in self.done)

    def loose(self, after: Map) -> bool:
        """Whether a statement would belong to nobody."""
        return any(version.owner and version.owner not in after for version in after.values())

    def new(self, owner: str, text: str) -> Version:
        """A new writing of a record."""
        return Version(owner, text, next(self.tokens))

    def pick(self, data: st.DataObject, letter: str) -> str:
        """One of the records of a kind."""
        return data.draw(st.sampled_from(sorted(key for key in self.now if key[0] == letter)))

    def somebody(self) -> bool:
        """Whether there is a resident."""
        return any(key[0] == "r" for key in self.now)

    # --- what can happen ---

    @rule(number=st.integers(1, 4), named=st.booleans())
    def add(self, number: int, named: bool) -> None:
        """Residents; one may be named after another."""
        with transaction(self.home, "add", TODAY) as change:
            for _ in range(number):
                other = sorted(self.now)[0] if named and self.now else ""
                change.add(Resident, name=f"Naam{next(self.tokens)}x", area=other)
            added = change.changed
        assert not {touched.id for touched in added} & self.seen
        self.seen |= {touched.id for touched in added}
        self.becomes({t.id: self.new("", told(t.record)) for t in added})

    @precondition(somebody)
    @rule(data=st.data(), text=st.sampled_from(["bakken", "fietsen maken", "zingen"]))
    def say(self, data: st.DataObject, text: str) -> None:
        """Something a resident can."""
        owner = self.pick(data, "r")
        with transaction(self.home, "can", TODAY) as change:
            statement = change.add(Statement, owner=owner, kind="can", text=text)
        self.becomes({statement.id: self.new(owner, told(statement))})

    @precondition(somebody)
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """A resident whose area names another."""
        one, other = self.pick(data, "r"), self.pick(data, "r")
        with transaction(self.home, "edit", TODAY) as change:
            residents = change.records.residents
            area = f"naast {residents[other].name} {next(self.tokens)}"
            new = change.put(msgspec.structs.replace(residents[one], area=area))
        self.becomes({one: self.new("", told(new))})

    @precondition(somebody)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """A resident with all that was said of him."""
        one = self.pick(data, "r")
        gone = [key for key, version in self.now.items() if one in (key, version.owner)]
        with transaction(self.home, "remove", TODAY) as change:
            for key in gone:
                change.remove(key)
        self.becomes(dict.fromkeys(gone))

    @rule()
    def undo_latest(self) -> None:
        """The latest operation not yet undone."""
        for entry in reversed(self.done):
            if entry.undoes is None and not self.undone(entry):
                self.take_back(entry, lambda: undo(self.home, TODAY))
                return
        with pytest.raises(NotFound):
            undo(self.home, TODAY)

    @rule(data=st.data())
    def undo_named(self, data: st.DataObject) -> None:
        """Any operation by its name; an undo too."""
        if self.done:
            entry = data.draw(st.sampled_from(self.done))
            self.take_back(entry, lambda: undo(self.home, TODAY, entry.id))

    def take_back(self, entry: Done, act: Callable[[], Any]) -> None:
        """Undo, or be refused where the model says so."""
        before = {key: pair[0] for key, pair in entry.touched.items()}
        expected = {**self.now, **{k: v for k, v in before.items() if v is not None}}
        for key, version in before.items():
            if version is None:
                expected.pop(key, None)
        changed_since = any(self.now.get(key) != pair[1] for key, pair in entry.touched.items())
        if self.undone(entry) or changed_since or self.loose(expected):
            with pytest.raises(Refused):
                act()
            return
        undone = act()
        assert undone.operation == entry.id
        self.becomes(before, undoes=entry.id)

    @precondition(somebody)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        """A resident, everywhere."""
        one = self.pick(data, "r")
        name = read(self.home).residents[one].name
        told_to = {"who": one, "name": name}
        forget(self.home, TODAY, told_to, eraser)
        self.forgotten.append(name)
        gone = {key for key, version in self.now.items() if one in (key, version.owner)}
        self.now = left(self.now, gone, name)
        if self.saved is not None:
            path, kept = self.saved
            lost = {key for key, version in kept.items() if one in (key, version.owner)}
            self.saved = (path, left(kept, gone | lost, name))
        for entry in self.done:
            owned = {
                key
                for key, pair in entry.touched.items()
                if any(version is not None and version.owner == one for version in pair)
            }
            entry.touched = {
                key: (rewritten(pair[0], name), rewritten(pair[1], name))
                for key, pair in entry.touched.items()
                if key not in gone | owned | {one}
            }
        self.done = [entry for entry in self.done if entry.touched]

    @rule()
    def keep(self) -> None:
        """Make a backup."""
        self.saved = (back_up(self.home, TODAY).path, dict(self.now))

    @precondition(lambda self: self.saved is not None and self.saved[0].exists())
    @rule()
    def put_back(self) -> None:
        """Restore the backup."""
        assert self.saved is not None
        path, kept = self.saved
        after: dict[str, Version | None] = {
            key: self.new(version.owner, version.text)
            for key, version in kept.items()
            if key not in self.now or self.now[key].text != version.text
        }
        after.update(dict.fromkeys(key for key in self.now if key not in kept))
        restore(self.home, TODAY, path)
        if after:
            self.becomes(after)

    @rule()
    def reopen(self) -> None:
        """A new process: nothing but the paths is remembered."""
        self.home = Home(self.home.register, self.home.config)
        assert finish(self.home, TODAY, eraser) == ()

    # --- what always holds ---

    @invariant()
    def the_register_says_what_the_model_says(self) -> None:
        """Every record, and no other."""
        records = read(self.home)
        found = {
            key: told(record)
            for key, record in (*records.residents.items(), *records.statements.items())
        }
        assert found == {key: version.text for key, version in self.now.items()}

    @invariant()
    def operations_are_undone_as_the_model_says(self) -> None:
        """Every operation, and whether it is taken back."""
        listed = {operation.id: operation.undone for operation in operations(self.home)}
        assert listed == {entry.id: self.undone(entry) for entry in self.done}

    @invariant()
    def the_forgotten_stand_nowhere(self) -> None:
        """Not in the register, not in a backup; and everything can be read."""
        assert not check(self.home, TODAY).damaged
        for path in (self.home.file, *self.home.backups.glob("*.json")):
            text = path.read_text()
            assert not [name for name in self.forgotten if name in text]


def told(record: Any) -> str:
    """What a record says, for the model."""
    if isinstance(record, Resident):
        return f"{record.name}|{record.area}"
    return str(record.text)


def rewritten(version: Version | None, name: str) -> Version | None:
    """A record without a name."""
    return version and version._replace(text=version.text.replace(name, "[removed]"))


def left(state: Map, gone: set[str], name: str) -> Map:
    """What is left of a state after an erasure."""
    return {
        key: version._replace(text=version.text.replace(name, "[removed]"))
        for key, version in state.items()
        if key not in gone
    }


TestHistories = pytest.mark.slow(History.TestCase)
TestHistories.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)

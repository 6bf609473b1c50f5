"""Killed, or without power, at any moment: the register is old or new, never else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from talentregister.errors import Unwritable
from talentregister.model.resident import Resident
from talentregister.storage import Home, create, read, transaction
from tests.faults import power
from tests.faults.judges import ROOT, missing
from tests.faults.life import TODAY, Life, add, born

pytestmark = pytest.mark.slow


def result_of(*arguments: str) -> Any:
    """What one of the fault programs prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", *arguments], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def assert_whole(result: dict[str, Any]) -> None:
    """Nothing lost, nothing unreadable, at most one temporary file, nobody remembered."""
    assert result["unreadable"] == 0
    assert result["lost"] == 0
    assert result.get("leftovers", 0) <= 1
    assert result.get("remembered", 0) == 0


def test_a_kill_at_every_call_of_every_operation_leaves_old_or_new() -> None:
    results = result_of("tests.faults.points")
    assert set(results) >= {"add", "edit", "import", "undo", "forget", "restore", "init"}
    for result in results.values():
        assert result["tried"] > 20
        assert_whole(result)


def test_a_thousand_kills_lose_nothing_of_an_encrypted_register() -> None:
    result = result_of("tests.faults.killing", "--kills", "1000")
    assert result["tried"] == 1000
    assert result["stopped"] == 0
    assert result["acknowledged"] > 1000
    assert_whole(result)


def test_kills_lose_nothing_of_a_plain_register() -> None:
    result = result_of("tests.faults.killing", "--kills", "200", "--plain", "--seed", "2")
    assert result["tried"] == 200
    assert_whole(result)


def test_power_cuts_lose_nothing() -> None:
    if not power.possible():
        missing("needs root and an ext4 disk of its own: power cuts were not tried")
    result = result_of("tests.faults.power", "--cuts", "120")
    assert result["tried"] == 120
    assert_whole(result)


def test_the_power_cuts_would_show_a_missing_fsync_of_the_directory() -> None:
    if not power.possible():
        missing("needs root and an ext4 disk of its own: power cuts were not tried")
    result = result_of("tests.faults.power", "--cuts", "60", "--without", "directory")
    assert result["lost"] > 0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An encrypted register."""
    home = Home(tmp_path / "register.age", tmp_path / "config")
    create(home, TODAY)
    return home


def test_a_killed_holder_sets_the_lock_free_at_once(home: Home) -> None:
    child = born(lambda say: hold(home, say))
    with os.fdopen(child.pipe, "rb") as pipe:
        pipe.readline()
        os.kill(child.process, signal.SIGKILL)
        os.waitpid(child.process, 0)
    begun = time.perf_counter()
    add(Life(home, 1, lambda _word, _state: None))
    assert time.perf_counter() - begun < 0.5


def test_a_stopped_holder_is_named_after_the_wait(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talentregister.storage.lock.PATIENCE", 0.5)
    child = born(lambda say: hold(home, say))
    with os.fdopen(child.pipe, "rb") as pipe:
        pipe.readline()
        os.kill(child.process, signal.SIGSTOP)
        begun = time.perf_counter()
        with pytest.raises(Unwritable) as raised:
            add(Life(home, 1, lambda _word, _state: None))
        waited = time.perf_counter() - begun
        assert len(read(home).residents) == 0
        os.kill(child.process, signal.SIGKILL)
        os.waitpid(child.process, 0)
    assert raised.value.code == "busy"
    assert raised.value.exit_code == 7
    assert raised.value.parameters["pid"] == child.process
    assert 0.4 < waited < 2


def hold(home: Home, say: Any) -> None:
    """Hold the lock for ever."""
    with transaction(home, "add", TODAY) as change:
        change.add(Resident, name="Nooit bewaard")
        say("holding", {})
        time.sleep(60)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_any_signal_leaves_the_register_whole(home: Home, number: signal.Signals) -> None:
    before = home.file.read_bytes()
    child = born(lambda say: hold(home, say))
    with os.fdopen(child.pipe, "rb") as pipe:
        pipe.readline()
        os.kill(child.process, number)
        os.waitpid(child.process, 0)
    assert home.file.read_bytes() == before
    add(Life(home, 1, lambda _word, _state: None))

"""Work shared with a second process: in order, whole, and never longer than the first one lives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from multiprocessing import Pipe, active_children
from pathlib import Path

import pytest

from talentregister.matching import halved
from talentregister.matching.halved import ENOUGH

KEYS = list(range(ENOUGH + 5))
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with two processors."""
    monkeypatch.setattr(halved, "two_processors", lambda: True)


def by_whom(key: int) -> tuple[int, int]:
    """A key, and the process that made something of it."""
    return key, os.getpid()


@linux
@pytest.mark.usefixtures("two")
def test_a_second_process_makes_half_and_all_come_in_order() -> None:
    made = list(halved.halved(by_whom, KEYS))
    assert [key for key, _ in made] == KEYS
    others = [key for key, process in made if process != os.getpid()]
    assert others == KEYS[2::2]


@pytest.mark.usefixtures("two")
def test_few_are_all_made_here() -> None:
    assert {process for _, process in halved.halved(by_whom, KEYS[:ENOUGH])} == {os.getpid()}
    assert not list(halved.halved(by_whom, []))


def test_with_one_processor_all_are_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert {process for _, process in halved.halved(by_whom, KEYS)} == {os.getpid()}


@linux
@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("end", [lambda: 1 / 0, lambda: os._exit(9)], ids=["error", "killed"])
def test_what_a_second_process_leaves_when_it_ends_is_made_here(
    end: Callable[[], object], capfd: pytest.CaptureFixture[str]
) -> None:
    first = os.getpid()

    def make(key: int) -> tuple[int, int]:
        if os.getpid() != first and key > ENOUGH // 2:
            end()
        return by_whom(key)

    made = list(halved.halved(make, KEYS))
    assert [key for key, _ in made] == KEYS
    assert len({process for _, process in made}) == 2
    assert capfd.readouterr() == ("", "")


@linux
@pytest.mark.usefixtures("two")
def test_an_error_is_told_once_by_the_first_process() -> None:
    def make(key: int) -> int:
        if key == ENOUGH:
            raise ValueError(key)
        return key

    with pytest.raises(ValueError, match=str(ENOUGH)):
        list(halved.halved(make, KEYS))
    assert not active_children()


@linux
@pytest.mark.usefixtures("two")
def test_when_nobody_wants_more_the_second_process_is_gone() -> None:
    made = halved.halved(by_whom, KEYS)
    assert isinstance(made, Iterator)
    next(made)
    next(made)
    assert len(active_children()) == 1
    del made
    assert not active_children()


def test_what_was_told_by_half_is_made_here() -> None:
    heard, told = Pipe(duplex=False)
    os.write(told.fileno(), b"\0\0\0\x10half")  # sixteen bytes were to come
    told.close()
    assert halved.received(heard, abs, -1) == 1
    assert heard.closed


@pytest.fixture
def unsignalled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What a process would do at a signal, noted instead of done."""
    done: list[object] = []
    monkeypatch.setattr(signal, "signal", lambda *what: done.append(what))
    return done


def test_the_second_process_tells_what_it_makes_and_leaves_ctrl_c_to_the_first(
    unsignalled: list[object],
) -> None:
    (heard, told), (beside, _) = Pipe(duplex=False), Pipe(duplex=False)
    halved.tell(abs, [-1, 0, -3], told, beside)
    assert [heard.recv(), heard.recv()] == [1, 0]
    assert beside.closed
    assert (signal.SIGINT, signal.SIG_IGN) in unsignalled


@pytest.mark.usefixtures("unsignalled")
def test_the_second_process_ends_when_nobody_listens() -> None:
    (heard, told), (beside, _) = Pipe(duplex=False), Pipe(duplex=False)
    heard.close()
    halved.tell(abs, KEYS, told, beside)


@linux
@pytest.mark.slow
def test_when_the_first_process_is_killed_the_second_does_not_stay(tmp_path: Path) -> None:
    program = tmp_path / "killed.py"
    program.write_text(
        textwrap.dedent("""
            import os, sys, time
            from talentregister.matching import halved

            halved.two_processors = lambda: True
            first = os.getpid()

            def make(key):
                time.sleep(0.01)
                return os.getpid()

            for process in halved.halved(make, range(1000)):
                if process != first:
                    print(process, flush=True)
        """)
    )
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        second = int(first.stdout.readline())
        first.kill()
    assert gone(second)


def gone(process: int) -> bool:
    """Whether a process ends within ten seconds."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if "\nState:\tZ" in Path(f"/proc/{process}/status").read_text():
            return True
        time.sleep(0.1)
    return False

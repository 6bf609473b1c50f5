"""Running the program: here in this process, or for real in one of its own."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from talentregister.cli import main as program

TODAY = "21-11-2026"
THE_DAY = date(2026, 11, 21)
PATIENCE = 30.0
# r1 to r5, i1 and i2, s1 to s8, f1 and f2, l1, n1: who lives in the street of the tests.
STREET: tuple[tuple[str, ...], ...] = (
    ("add", "Ahmet Yılmaz", "--area", "Kerkenbosch", "--phone", "0612345678"),
    ("add", "Marijke de Wit", "--area", "Kerkenbosch", "--email", "marijke@example.org"),
    ("add", "Joke Bakker", "--area", "Zuid", "--phone", "0591-123456", "--nickname", "Jo"),
    ("add", "Kees Blok", "--area", "Zuid"),
    ("add", "An de Vries", "--address", "Dorpsstraat 1", "--postcode", "7811ab"),
    ("add", "--initiative", "VV Kerkenbosch", "--kind", "association", "--area", "Kerkenbosch"),
    ("add", "--initiative", "Leeskring", "--area", "Zuid"),
    ("can", "Ahmet", "voetbaltrainer geweest, jeugd", "--available", "di do avond"),
    ("wants", "VV Kerkenbosch", "trainers voor de jeugd"),
    ("loves", "Marijke", "kunstgeschiedenis", "--show", "yes"),
    ("loves", "Joke", "lezen"),
    ("wants", "Joke", "iemand die mijn bed verschuift", "--size", "short"),
    ("has", "An", "een grote zaal"),
    ("can", "Kees", "klussen in huis"),
    ("wants", "i2", "een plek om te lezen"),
    ("later", "Kees", "21-11-2026", "dan met pensioen, wil klussen", "--on", "21-11-2025"),
    ("later", "Joke", "mei 2027", "na de verhuizing"),
    ("link", "r2", "i2", "--why", "houdt van lezen"),
    ("note", "Marijke,Joke", "samen koffie, willen leeskring", "--on", "30-10-2026"),
)


def everyday(cases: Sequence[Any], few: int) -> list[Any]:
    """The first `few` cases every time, the others where there is time (`-m slow`)."""
    slow = [pytest.param(case, marks=pytest.mark.slow) for case in cases[few:]]
    return [*cases[:few], *slow]


class Ran(NamedTuple):
    """What a command left behind: its exit code, and both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The envelope on stdout."""
        return json.loads(self.out)

    @property
    def data(self) -> Any:
        """The data in the envelope."""
        return self.json["data"]

    @property
    def screen(self) -> str:
        """Both streams."""
        return self.out + self.err


@dataclass
class Talent:
    """The program in this process, on a register of its own, on a day of its own."""

    register: Path
    today: str = TODAY
    options: list[str] = field(default_factory=list)

    def __call__(self, *words: str, today: str | None = None, stdin: str = "") -> Ran:
        """Run one command; nothing is asked, for nobody sits there."""
        day = self.today if today is None else today
        dated = [*words] if "--today" in words or not day else ["--today", day, *words]
        return in_process([*self.options, *dated], stdin)

    def ok(self, *words: str, today: str | None = None) -> Ran:
        """Run a command that has to succeed."""
        ran = self(*words, today=today)
        assert ran.code == 0, f"talent {' '.join(words)}: {ran}"
        return ran

    def json(self, *words: str, today: str | None = None) -> Any:
        """The envelope of a command that has to succeed."""
        return self.ok(*words, "--json", today=today).json

    def ids(self, *words: str, today: str | None = None) -> list[str]:
        """The ids of what a writing verb changed."""
        return [row["id"] for row in self.json(*words, today=today)["data"]["changed"]]

    def id(self, *words: str, today: str | None = None) -> str:
        """The first id of what a writing verb changed."""
        return self.ids(*words, today=today)[0]


class Furnish(Protocol):
    """Fills an empty register in a way that has a name."""

    def __call__(self, name: str, fill: Callable[[Talent], object]) -> Talent: ...


def in_process(words: Sequence[str], stdin: str = "") -> Ran:
    """Run the program here, with streams of its own."""
    outward, errors = _stream(), _stream()
    inward = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = inward, outward, errors
    try:
        code = program.main(list(words))
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
    return Ran(code, _written(outward), _written(errors))


class _Terminal(io.TextIOWrapper):
    """A stream that says a person sits at it."""

    def isatty(self) -> bool:
        return True


CTRL_C = "\x03"
CTRL_D = "\x04"


@dataclass
class Person:
    """Somebody at a terminal, in this process: types an answer for every question that comes."""

    today: str = TODAY

    def __call__(
        self,
        *words: str,
        answers: Sequence[tuple[str, str]] = (),
        piped: bool = False,
        columns: int = 100,
    ) -> Ran:
        """Run to the end. Each question has to come, in this order, and nothing else is read."""
        typed = "".join(f"{answer}\n" for _, answer in answers).partition(CTRL_D)[0]
        inward = _Terminal(io.BytesIO(typed.encode("utf-8", "surrogateescape")), encoding="utf-8")
        screen = _Terminal(io.BytesIO(), encoding="utf-8", newline="\n")
        outward = _stream() if piped else screen
        kept = sys.stdin, sys.stdout, sys.stderr, os.environ.get("COLUMNS")
        sys.stdin, sys.stdout, sys.stderr = inward, outward, screen
        os.environ["COLUMNS"] = str(columns)
        try:
            code = program.main(["--today", self.today, *words])
            left = inward.read()
        finally:
            sys.stdin, sys.stdout, sys.stderr, was = kept
            os.environ.pop("COLUMNS")
            if was is not None:
                os.environ["COLUMNS"] = was
        ran = Ran(code, _written(outward) if piped else "", _written(screen))
        place = 0
        for question, _ in answers:
            assert question in ran.err[place:], f"{question!r} never came: {ran}"
            place = ran.err.index(question, place) + len(question)
        assert left == "", f"nobody asked for {left!r}: {ran}"
        return ran


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@dataclass
class Process:
    """The real program, in a process of its own."""

    today: str = TODAY

    def start(self, *words: str, shell: str = "", **more: Any) -> subprocess.Popen[bytes]:
        """Start it; `shell` is what follows the command in a shell line."""
        module = more.pop("module", "talentregister")
        command = [sys.executable, "-m", module, "--today", self.today, *words]
        environment = {**os.environ, **more.pop("env", {})}
        # Coverage of subprocesses is not measured; they must not try.
        environment.pop("COV_CORE_SOURCE", None)
        told: dict[str, Any] = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "env": environment,
            **more,
        }
        if shell:
            line = f'"$@" {shell}'
            return subprocess.Popen(["/bin/bash", "-c", line, "bash", *command], **told)
        return subprocess.Popen(command, **told)

    def __call__(self, *words: str, shell: str = "", **more: Any) -> Ran:
        """Run it to its end."""
        stdin = more.pop("input", None)
        if stdin is not None:
            more["stdin"] = subprocess.PIPE
        running = self.start(*words, shell=shell, **more)
        try:
            out, err = running.communicate(stdin, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            running.kill()
            running.communicate()
            raise
        return Ran(running.returncode, text_of(out), text_of(err))

    def weighed(self, *words: str) -> tuple[Ran, int]:
        """Run it to its end; how much memory it took at most, in kB, comes with it."""
        found = {"PYTHONPATH": str(Path(__file__).parents[1])}
        ran = self(*words, module="tests.weighed", env=found)
        return ran, int(ran.out.split()[-1])


def text_of(found: bytes | None) -> str:
    return (found or b"").decode("utf-8", "replace").replace("\r\n", "\n")


_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")


def plain(text: str) -> str:
    """`text` without the colours of a terminal."""
    return _ANSI.sub("", text)

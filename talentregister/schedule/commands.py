"""Asking the programs of the system; the one place that starts them."""

from __future__ import annotations

import shutil
import subprocess
from typing import NamedTuple

from talentregister.errors import Unwritable

PATIENCE = 60.0


class Answer(NamedTuple):
    """How a program ended, and what it said; bytes nobody can read survive a round trip."""

    code: int
    out: str
    err: str


def here(program: str) -> bool:
    """Whether this system has a program."""
    return shutil.which(program) is not None


def asked(*words: str, stdin: str = "") -> Answer:
    """Run a program to its end, whatever the end. Raises Unwritable("scheduler_failed")."""
    try:
        ran = subprocess.run(
            words, input=_bytes(stdin), capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        said = type(error).__name__
        raise Unwritable("scheduler_failed", program=words[0], said=said) from error
    return Answer(ran.returncode, _text(ran.stdout), _text(ran.stderr))


def told(*words: str, stdin: str = "") -> Answer:
    """Run a program that has to succeed. Raises Unwritable("scheduler_failed")."""
    answer = asked(*words, stdin=stdin)
    if answer.code:
        raise failed(words[0], answer)
    return answer


def failed(program: str, answer: Answer) -> Unwritable:
    """The error for a program that ended badly, with its first words."""
    said = next(iter((answer.err or answer.out).strip().splitlines()), f"exit {answer.code}")
    return Unwritable("scheduler_failed", program=program, said=said)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")

"""
Which scheduled runs failed, until the worker has heard of it.

Names of empty files in one directory say it all: `began-2026-11-21-4711` while
process 4711 runs, `failed-2026-11-21-key_locked` when it could not. There is
nothing in them that can be torn, and nothing of anybody; two runs at once have
a name each.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

BEGAN, FAILED = "began", "failed"
STOPPED = "stopped"
_PARTS = 5  # word, year, month, day, and the rest


class Failure(NamedTuple):
    """A run that failed: the day, the code of the error, and the file that says so."""

    on: date
    code: str
    path: Path


def begin(folder: Path, today: date) -> Path:
    """Say that a run begins; what cannot be written down does not stop it."""
    mark = folder / f"{BEGAN}-{today.isoformat()}-{os.getpid()}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark.touch(mode=0o600)
    return mark


def ended(mark: Path) -> None:
    """Say that a run did what it had to."""
    with suppress(OSError):
        mark.unlink()


def failed(mark: Path, code: str) -> None:
    """Say that a run failed; one file a day and a code, however often it is tried."""
    day = "-".join(mark.name.split("-")[1:4])
    with suppress(OSError):
        os.replace(mark, mark.with_name(f"{FAILED}-{day}-{code}"))


def failures(folder: Path, today: date) -> tuple[Failure, ...]:
    """Every run that failed or was stopped halfway, oldest first."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return ()
    found = (_read(folder / name, today) for name in names)
    return tuple(sorted(failure for failure in found if failure is not None))


def heard(failures: Iterable[Failure]) -> None:
    """The worker knows; it is not said again."""
    for failure in failures:
        with suppress(OSError):
            failure.path.unlink()


def _read(path: Path, today: date) -> Failure | None:
    parts = path.name.split("-", _PARTS - 1)
    if len(parts) != _PARTS or parts[0] not in (BEGAN, FAILED):
        return None
    try:
        day = date.fromisoformat("-".join(parts[1:4]))
    except ValueError:
        return None
    if parts[0] == FAILED:
        return Failure(day, parts[4], path)
    runs = day >= today and _alive(parts[4])
    return None if runs else Failure(day, STOPPED, path)


def _alive(process: str) -> bool:
    """Whether a process may still run; on Windows asking would end it."""
    if os.name == "nt" or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True

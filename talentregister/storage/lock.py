"""One writer at a time: the lock beside the register."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from talentregister.errors import Unwritable
from talentregister.storage import disk
from talentregister.storage.home import Home

# How long a writer waits for another one; people's work takes milliseconds.
PATIENCE = 10.0
POLL = 0.005


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """
    Be the only writer. Raises Unwritable("busy") with the process that is.

    The lock is the operating system's, so a holder that dies sets it free.
    """
    # filelock takes 17 ms to import, and readers never lock.
    from filelock import FileLock, Timeout

    lock = FileLock(home.lock, mode=disk.PRIVATE_FILE, poll_interval=POLL)
    with disk.saying(home.lock):
        try:
            lock.acquire(timeout=PATIENCE)
        except Timeout as error:
            raise Unwritable("busy", path=str(home.file), pid=holder(home)) from error
    try:
        sign(home)
        yield
    finally:
        lock.release()


def sign(home: Home) -> None:
    """Leave our process number in the lock, for whoever waits in vain; a courtesy only."""
    with suppress(OSError):
        descriptor = os.open(home.lock, os.O_WRONLY)
        try:
            # Always as wide: a shorter number covers a longer one.
            os.write(descriptor, f"{os.getpid():<20}\n".encode())
        finally:
            os.close(descriptor)


def holder(home: Home) -> int | None:
    """The process that holds the lock, if it said so."""
    try:
        return int(home.lock.read_text())
    except (OSError, ValueError):
        return None

"""
Half of the work done by a second process: who asks for everybody waits half as long.

Only where the system can fork safely (Linux), with two processors and enough to do; elsewhere
the same is done here, one after the other. The second process keeps nothing and writes nothing;
it ends with this one, however this one ends.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

# For fewer a second process costs more than it does.
ENOUGH = 60

Key = TypeVar("Key")
Made = TypeVar("Made")


def halved(make: Callable[[Key], Made], keys: Sequence[Key]) -> Iterator[Made]:
    """
    What `make` makes of each key, in the order of the keys; what is made can be pickled.

    What the second process could not make is made here.
    """
    yield from map(make, keys[:1])  # with what all others need as well
    rest = keys[1:]
    if len(rest) < ENOUGH or not two_processors():
        yield from map(make, rest)
        return
    helper, answers = second(make, rest[1::2])
    try:
        for place, key in enumerate(rest):
            yield make(key) if place % 2 == 0 or answers.closed else received(answers, make, key)
    finally:
        answers.close()
        helper.kill()
        helper.join()


def two_processors() -> bool:
    """Whether a second process may run beside this one."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def second(
    make: Callable[[Key], Made], keys: Sequence[Key]
) -> tuple[ForkProcess, Connection[None, Made]]:
    """A second process that makes something of each key, and where it is received."""
    from multiprocessing import get_context  # only for many

    fork = get_context("fork")
    answers, told = fork.Pipe(duplex=False)
    helper = fork.Process(target=tell, args=(make, keys, told, answers), daemon=True)
    helper.start()
    told.close()
    return helper, answers


def tell(
    make: Callable[[Key], Made],
    keys: Iterable[Key],
    told: Connection[Made, None],
    answers: Connection[None, Made],
) -> None:
    """
    Make something of each key and tell it, until nobody listens.

    An error ends it without a word: it is made again by the first process, and told there.
    """
    answers.close()  # as long as this one holds it too, it cannot see that the other is gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(Exception):
        for key in keys:
            told.send(make(key))


def received(answers: Connection[None, Made], make: Callable[[Key], Made], key: Key) -> Made:
    """What was made of a key; made here when the other ended."""
    try:
        return answers.recv()
    except (EOFError, OSError):  # it ended between two, or halfway one
        answers.close()
        return make(key)

"""A run of `remind` that nobody watches: to its channels, and remembered when it fails."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from talentregister.cli import channels
from talentregister.cli.reminder import reminder
from talentregister.cli.result import Result
from talentregister.cli.session import Session
from talentregister.errors import RegisterError
from talentregister.schedule import runs

if TYPE_CHECKING:
    from talentregister.cli.follow import Sought


def run(
    session: Session,
    sought: Sought,
    ahead: str,
    to: str,
    out: Sequence[Path],
    command: str,
    names: bool,
    *,
    watched: bool,
) -> Result:
    """Bring what is due where it was asked for; raises what goes wrong."""
    with remembered(session) if watched else _unwatched():
        chosen = channels.chosen(session, to, out, command, names)
        asked = sought.settled(session, session.read())

        def read() -> channels.Shown:
            records = session.read()
            result = reminder(records, session.today, asked, ahead)
            # The count of what comes is for who looks; the clock is for everybody.
            clock = [n for n in result.notices if n.code != "comes"]
            return channels.Shown(records, dataclasses.replace(result, notices=clock))

        return channels.deliver(session, chosen, asked, read)


def folder(config: Path) -> Path:
    """Where runs leave their marks: beside the key, without anybody's data."""
    return config / "runs"


@contextmanager
def remembered(session: Session) -> Iterator[None]:
    """Leave a mark that is taken away at a good end; any other end leaves why."""
    mark = runs.begin(folder(session.home.config), session.today)
    try:
        yield
    except RegisterError as error:
        runs.failed(mark, error.code)
        raise
    except (Exception, KeyboardInterrupt, SystemExit) as fault:
        runs.failed(mark, "fault" if isinstance(fault, Exception) else runs.STOPPED)
        raise
    runs.ended(mark)


@contextmanager
def _unwatched() -> Iterator[None]:
    yield

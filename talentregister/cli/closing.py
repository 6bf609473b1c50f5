"""What every command ends with: the pretended day, and one line when promises wait."""

from __future__ import annotations

import dataclasses
import sys

from talentregister.cli.result import Result
from talentregister.cli.session import Session
from talentregister.errors import RegisterError
from talentregister.register.outcome import Notice, notice

# Verbs that show what is due themselves, or have no register of their own.
SILENT = ("remind", "demo", "init", "config")


def closed(result: Result, session: Session, verb: str) -> Result:
    """`result` with what is said around it; nothing of that when `--quiet`."""
    if session.quiet:
        return dataclasses.replace(result, notices=())
    before = (notice("today_told", day=session.today),) if session.today_told else ()
    after = () if verb in SILENT else _waiting(session)
    return dataclasses.replace(result, notices=(*before, *result.notices, *after))


def _waiting(session: Session) -> tuple[Notice, ...]:
    """How many promises wait, for a person who is looking."""
    if not (session.asks and sys.stderr is not None and sys.stderr.isatty()):
        return ()
    from talentregister import agenda

    try:
        count = len(agenda.due(session.read(), session.today))
    except RegisterError:
        return ()
    return (notice("waiting", count=count),) if count else ()

"""What every command ends with: the pretended day, and one line when promises wait."""

from __future__ import annotations

import dataclasses
import sys

from talentregister.cli.result import Result
from talentregister.cli.session import Session
from talentregister.errors import RegisterError
from talentregister.register.outcome import Notice, notice

# Verbs that show what is due themselves, or have no register of their own.
SILENT = ("remind", "today", "demo", "init", "config", "key")


def closed(result: Result, session: Session, verb: str) -> Result:
    """`result` with what is said around it; nothing of that when `--quiet`."""
    if session.quiet:
        return dataclasses.replace(result, notices=())
    before = (notice("today_told", day=session.today),) if session.today_told else ()
    after = () if verb in SILENT else _waiting(session)
    missed = () if verb == "demo" else _missed(session)
    return dataclasses.replace(result, notices=(*before, *result.notices, *after, *missed))


def _waiting(session: Session) -> tuple[Notice, ...]:
    """How many promises wait, for a person who is looking."""
    if not _seen(session):
        return ()
    from talentregister import agenda, storage

    try:
        count = len(agenda.due(storage.read(session.home), session.today))
    except RegisterError:
        return ()
    return (notice("waiting", count=count),) if count else ()


def _missed(session: Session) -> tuple[Notice, ...]:
    """Scheduled runs that failed: said once, to a person who is looking."""
    folder = session.home.config / "runs"
    if not _seen(session) or not folder.is_dir():
        return ()
    from talentregister.cli.terms import failure
    from talentregister.schedule import runs

    failures = runs.failures(folder, session.today)
    if not failures:
        return ()
    runs.heard(failures)
    last = failures[-1]
    return (notice("runs_failed", count=len(failures), day=last.on, why=failure(last.code)),)


def _seen(session: Session) -> bool:
    return session.asks and sys.stderr is not None and sys.stderr.isatty()

"""`key`: whether the paper key is right, a new key when the laptop is gone, a lock on it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from talentregister import storage
from talentregister.cli.options import session_of
from talentregister.cli.result import Lines, Result
from talentregister.cli.session import Session
from talentregister.errors import Refused, Usage
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.register.outcome import Notice, notice


def key(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar=N_("check|recover|lock|unlock|on|off"), show_default=False)
    ] = "",
) -> Result:
    """Secrets are asked on the terminal or read from standard input, never from the words typed."""
    session = session_of(ctx)
    if what not in KEY_VERBS:
        raise Usage("choice_unknown", text=what, choices=", ".join(KEY_VERBS))
    return KEY_VERBS[what](session)


def secret(session: Session, question: str) -> str:
    """A secret, typed without showing it, or one line of standard input."""
    if session.asks:
        import getpass

        return getpass.getpass(f"{question} ", sys.stderr).strip()
    return sys.stdin.readline().strip() if sys.stdin is not None else ""


def _check(session: Session) -> Result:
    listed = storage.check_paper_key(session.home, secret(session, _("The paper key:")))
    said = notice("paper_key_opens" if listed else "paper_key_not_listed")
    return Result({"opens": True, "listed": listed}, notices=(said,))


def _recover(session: Session) -> Result:
    paper = secret(session, _("The paper key:"))
    made = storage.recover(session.home, session.today, paper)
    said = [notice("recovered", path=made.identity)]
    said += [notice("put_aside", path=path) for path in made.put_aside]
    said += [Notice(code, parameters) for code, parameters in made.warnings]
    return Result({"identity": str(made.identity)}, notices=said)


def _lock(session: Session) -> Result:
    first = secret(session, _("A passphrase, a few words long:"))
    if session.asks and first != secret(session, _("Once more:")):
        raise Refused("passphrases_differ")
    if not first:
        raise Refused("passphrase_empty")
    storage.lock_key(session.home, first)
    return Result({"locked": True}, notices=(notice("key_is_locked"),))


def _unlock(session: Session) -> Result:
    storage.unlock_key(session.home, secret(session, _("The passphrase:")))
    return Result({"locked": False}, notices=(notice("key_is_unlocked"),))


def _on(session: Session) -> Result:
    made = storage.encrypt_register(session.home, session.today)
    lines = [made.paper_key] if made.paper_key else []
    said = [notice("encrypted", path=made.register)]
    said += [notice("paper_key")] if made.paper_key else []
    data = {"register": str(made.register), "paper_key": made.paper_key}
    return Result(data, (Lines(lines),), said)


def _off(session: Session) -> Result:
    made = storage.decrypt_register(session.home, session.today)
    said = (notice("decrypted", path=made.register), notice("plain_register"))
    return Result({"register": str(made.register)}, notices=said)


KEY_VERBS: Mapping[str, Callable[[Session], Result]] = {
    "check": _check,
    "recover": _recover,
    "lock": _lock,
    "unlock": _unlock,
    "on": _on,
    "off": _off,
}

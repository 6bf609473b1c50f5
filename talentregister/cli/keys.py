"""`key`: whether the paper key is right, a new key when the laptop is gone, a lock on it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from talentregister import storage
from talentregister.cli import config
from talentregister.cli.options import session_of
from talentregister.cli.result import Lines, Result
from talentregister.cli.session import Session
from talentregister.errors import Refused, Usage
from talentregister.language import i18n
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.register.outcome import Notice, notice


def key(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar=N_("check|recover|lock|unlock|on|off"), show_default=False),
    ] = None,
) -> Result:
    """Secrets are asked on the terminal or read from standard input, never from the words typed."""
    session = session_of(ctx)
    what = DUTCH.get(words[0], words[0]) if words else ""
    # What is typed wrong here is not repeated: it may be a secret.
    if what not in KEY_VERBS:
        raise Usage("key_what", choices=", ".join(_verbs()))
    if words and words[1:]:
        raise Usage("secret_typed")
    return KEY_VERBS[what](session)


def secret(question: str) -> str:
    """A secret, typed without showing it, or one line of standard input."""
    if sys.stdin is None:
        return ""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    try:
        return getpass.getpass(f"{question} ", sys.stderr)
    except EOFError:
        return ""


def _verbs() -> Iterable[str]:
    """What can be done with the key, in the language spoken now."""
    return DUTCH if i18n.language() == "nl" else KEY_VERBS


def _check(session: Session) -> Result:
    listed = storage.check_paper_key(session.home, secret(_("The paper key:")))
    said = notice("paper_key_opens" if listed else "paper_key_not_listed")
    return Result({"opens": True, "listed": listed}, notices=(said,))


def _recover(session: Session) -> Result:
    made = storage.recover(session.home, session.today, secret(_("The paper key:")))
    said = [notice("recovered", path=made.identity)]
    said += [notice("put_aside", path=path) for path in made.put_aside]
    said += [Notice(code, parameters) for code, parameters in made.warnings]
    return Result({"identity": str(made.identity)}, notices=said)


def _lock(session: Session) -> Result:
    first = secret(_("A passphrase, a few words long:"))
    if sys.stdin is not None and sys.stdin.isatty() and first != secret(_("Once more:")):
        raise Refused("passphrases_differ")
    if not first:
        raise Refused("passphrase_empty")
    storage.lock_key(session.home, first)
    return Result({"locked": True}, notices=(notice("key_is_locked"),))


def _unlock(session: Session) -> Result:
    storage.unlock_key(session.home, secret(_("The passphrase of the key:")))
    return Result({"locked": False}, notices=(notice("key_is_unlocked"),))


def _on(session: Session) -> Result:
    made = storage.encrypt_register(session.home, session.today)
    lines = [made.paper_key] if made.paper_key else []
    said = [notice("encrypted", path=made.register), *_renamed(session, made.register)]
    said += [notice("paper_key")] if made.paper_key else []
    data = {"register": str(made.register), "paper_key": made.paper_key}
    return Result(data, (Lines(lines),), said)


def _off(session: Session) -> Result:
    made = storage.decrypt_register(session.home, session.today)
    said = [notice("decrypted", path=made.register), *_renamed(session, made.register)]
    return Result({"register": str(made.register)}, notices=[*said, notice("plain_register")])


def _renamed(session: Session, register: Path) -> tuple[Notice, ...]:
    """The file has another name now: whoever names it by the old one has to know."""
    old = session.home.register
    if register == old or not session.file_told:
        return ()
    told = config.read(session.home.config)["file"]
    if told and Path(told).expanduser() == old:
        config.write(session.home.config, "file", str(register))
        return (notice("setting_written", name="file", value=register),)
    return (notice("renamed", old=old, path=register),)


KEY_VERBS: Mapping[str, Callable[[Session], Result]] = {
    "check": _check,
    "recover": _recover,
    "lock": _lock,
    "unlock": _unlock,
    "on": _on,
    "off": _off,
}
DUTCH: Mapping[str, str] = {
    "controle": "check",
    "herstel": "recover",
    "op-slot": "lock",
    "van-slot": "unlock",
    "aan": "on",
    "uit": "off",
}

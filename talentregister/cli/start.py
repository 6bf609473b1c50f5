"""`init` and `config`: beginning, and making it one's own."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from talentregister.cli import config as settings
from talentregister.cli.ask import confirm
from talentregister.cli.knowledge import knowledge
from talentregister.cli.options import session_of
from talentregister.cli.output import show, tell
from talentregister.cli.result import Lines, Result, Table
from talentregister.cli.session import Session
from talentregister.errors import Refused, Unreadable, Usage
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.register.outcome import notice


def init(
    ctx: typer.Context,
    plain: Annotated[
        bool, typer.Option("--plain", "--onversleuteld", help=N_("do not encrypt the register"))
    ] = False,
) -> Result:
    """Encrypted from the first day; the paper key is shown once, on stdout."""
    return made(session_of(ctx), plain=plain)


def offer(session: Session) -> None:
    """Where there is no register yet, offer a person to make one. Raises Unreadable otherwise."""
    try:
        session.read()
    except Unreadable as error:
        if error.code != "no_register" or not session.asks:
            raise
        if not confirm(_("There is no register yet. Shall I make one?")):
            raise
        result = made(session)
        show(result.view, sys.stdout)
        tell(result.notices)


def made(session: Session, *, plain: bool = False) -> Result:
    """Make a register, and say what to do with the paper key."""
    from talentregister import storage

    home = session.home
    if plain and home.register.suffix == ".age" and not session.file_told:
        if home.register.exists():  # two in the usual place, and none can be read
            raise Refused("register_exists", path=home.register)
        home = storage.Home(home.register.with_suffix(".json"), home.config, home.identity)
    created = storage.create(home, session.today, plain=plain)
    said = [notice("register_made", path=created.register)]
    lines = []
    if created.paper_key:
        lines = [created.paper_key]
        said.append(notice("paper_key"))
    if plain:
        said.append(notice("plain_register"))
    data = {"register": str(created.register), "paper_key": created.paper_key}
    knowledge(session)  # some seconds, once: the first `match` need not wait
    return Result(data, (Lines(lines),), said)


def config(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar=N_("[NAME [VALUE]]"), show_default=False)
    ] = None,
) -> Result:
    """Without words: every setting. With a name and a value: set it; `""` takes it back."""
    directory = session_of(ctx).home.config
    values = settings.read(directory)
    if not words:
        rows = [(n, values[n], _(s.description)) for n, s in settings.SETTINGS.items()]
        return Result({"settings": values}, (Table((_("name"), _("value"), ""), rows),))
    name, *rest = words
    if name not in values:
        raise Usage("setting_unknown", name=name, known=", ".join(values))
    if not rest:
        return Result({"settings": {name: values[name]}}, (Lines([values[name]]),))
    value = " ".join(rest)
    settings.write(directory, name, value)
    said = notice("setting_written", name=name, value=value)
    return Result({"settings": {name: value}}, (), (said,))

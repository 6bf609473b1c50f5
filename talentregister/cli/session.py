"""
The circumstances of one command: which register, which day, which manners.

Settings come from options, then the environment, then `config.toml`, then the
defaults; below `cli/` they are arguments.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from talentregister.errors import Unreadable, Usage

# `--version` and `--help` open no register and read no date.
if TYPE_CHECKING:
    from talentregister.model.records import Records
    from talentregister.storage import Home

YEARS = range(1900, 2201)


@dataclass(frozen=True)
class Session:
    """What every command knows before it starts."""

    home: Home
    today: date
    json: bool = False
    yes: bool = False
    quiet: bool = False
    debug: bool = False
    today_told: bool = False
    file_told: bool = False

    @property
    def asks(self) -> bool:
        """Whether a person sits there who can answer a question."""
        return not self.json and sys.stdin is not None and sys.stdin.isatty()

    def read(self) -> Records:
        """The register as it is now; an erasure that was interrupted is finished first."""
        from talentregister import storage

        records = storage.read(self.home)
        if records.meta.unfinished:
            from talentregister.cli.output import tell
            from talentregister.register.care import finish_forgetting

            tell(finish_forgetting(self.home, self.today))
            records = storage.read(self.home)
        return records


def config_directory(environment: Mapping[str, str]) -> Path:
    """Where the key and the settings live: never beside the data."""
    if told := environment.get("TALENTREGISTER_CONFIG"):
        return Path(told)
    import platformdirs  # only when nothing was told

    return Path(platformdirs.user_config_dir("talentregister", appauthor=False))


def register_file(told: str, environment: Mapping[str, str], setting: str) -> Path:
    """
    The register's file: told, else from the environment, the settings, the default place.

    Raises Unreadable("two_registers") when the default place holds an
    encrypted and a plain one.
    """
    if place := told or environment.get("TALENTREGISTER_FILE", "") or setting:
        if "\0" in place:
            raise Usage("file_unreadable", file=place)
        return Path(place).expanduser()
    import platformdirs

    home = Path(platformdirs.user_data_dir("talentregister", appauthor=False))
    encrypted, plain = home / "register.age", home / "register.json"
    if encrypted.exists() and plain.exists():
        raise Unreadable("two_registers", hint="say_which", first=encrypted, second=plain)
    return plain if plain.exists() else encrypted


def day_of(told: str, environment: Mapping[str, str]) -> tuple[date, bool]:
    """Today, and whether somebody said so."""
    text = told or environment.get("TALENTREGISTER_TODAY", "")
    if not text:
        return date.today(), False
    from talentregister.language import dates

    day = dates.read(text, date.today(), "past").day
    if day.year not in YEARS:  # the calendar ends where a promise still has to fit
        raise dates.unreadable(text)
    return day, True


def _passphrase() -> str:
    """The passphrase of a locked key, asked where somebody sits."""
    import getpass

    from talentregister.language.i18n import gettext as _

    question = _("The passphrase of the key:")
    try:
        return getpass.getpass(f"{question} ", sys.stderr)
    except EOFError:
        return ""


def built(*, file: str, today: str, as_json: bool, yes: bool, quiet: bool, debug: bool) -> Session:
    """The session these global options ask for."""
    from talentregister.cli import config
    from talentregister.storage import Home

    config_home = config_directory(os.environ)
    settings = config.read(config_home)
    day, told = day_of(today, os.environ)
    identity = os.environ.get("TALENTREGISTER_IDENTITY")
    return Session(
        home=Home(
            register=register_file(file, os.environ, settings["file"]),
            config=config_home,
            identity=Path(identity) if identity else None,
            passphrase=_passphrase if sys.stdin is not None and sys.stdin.isatty() else None,
        ),
        today=day,
        json=as_json,
        yes=yes,
        quiet=quiet,
        debug=debug,
        today_told=told,
        file_told=bool(file or os.environ.get("TALENTREGISTER_FILE") or settings["file"]),
    )

"""
Settings: one table of name, default and description, kept in `config.toml`.

Nothing personal belongs here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from talentregister.errors import Refused, Usage
from talentregister.language.i18n import later as N_
from talentregister.register import texts


class Setting(NamedTuple):
    """One setting: its default, what it is for, and the values it may have (empty: any)."""

    default: str
    description: str
    choices: tuple[str, ...] = ()


SETTINGS: Mapping[str, Setting] = {
    "file": Setting("", N_("the register's file, when it is not in the usual place")),
    "lang": Setting("", N_("the language on screen"), ("nl", "en")),
    "name": Setting("", N_("your name under drafts")),
}
FILE = "config.toml"


def read(directory: Path) -> dict[str, str]:
    """Every setting's value. Raises Refused("config_unreadable") naming the file."""
    path = directory / FILE
    if not path.exists():
        return {name: setting.default for name, setting in SETTINGS.items()}
    import tomllib  # 5 ms that most people never need

    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise Refused("config_unreadable", file=path) from None
    return {name: str(stored.get(name, setting.default)) for name, setting in SETTINGS.items()}


def write(directory: Path, name: str, value: str) -> None:
    """
    Set one setting; an empty value takes it back to its default.

    Raises Usage("setting_unknown"), Usage("choice_unknown"), and Refused for what is no text.
    """
    setting = SETTINGS.get(name)
    if setting is None:
        raise Usage("setting_unknown", name=name, known=", ".join(SETTINGS))
    if value and setting.choices and value not in setting.choices:
        raise Usage("choice_unknown", text=value, choices=", ".join(setting.choices))
    values = {**read(directory), name: texts.name(value, name)}
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [f"{key} = {_quoted(text)}\n" for key, text in values.items() if text]
    path = directory / FILE
    temporary = path.with_suffix(".tmp")
    temporary.write_text("".join(lines), encoding="utf-8")
    temporary.replace(path)


def _quoted(text: str) -> str:
    """A TOML basic string: of JSON's escapes TOML knows all but the halves of a letter."""
    import json

    return json.dumps(text, ensure_ascii=False)

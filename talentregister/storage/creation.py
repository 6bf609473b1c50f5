"""Making a register: `init`, and nothing else, does that."""

from __future__ import annotations

import secrets
import string
from datetime import date
from pathlib import Path
from typing import NamedTuple

from talentregister.errors import Refused
from talentregister.storage import disk, keys, layout, seal
from talentregister.storage.backups import Warned
from talentregister.storage.home import Home

NAME_LENGTH = 6


class Created(NamedTuple):
    """
    The new register, and the paper key when one was made.

    The paper key is nowhere else: it is shown once, and then only on paper.
    """

    register: Path
    paper_key: str | None
    warnings: tuple[Warned, ...] = ()


def create(home: Home, today: date, *, plain: bool = False) -> Created:
    """
    Make an empty register, encrypted unless `plain`.

    An identity and recipients that exist are used, never overwritten. Raises
    Refused("register_exists"), Unreadable for a key that cannot be used, Unwritable.
    """
    if home.file.exists():
        raise Refused("register_exists", path=str(home.register))
    disk.make_directory(home.file.parent)
    paper_key = None if plain else keys.prepare(home, today)
    name = "".join(secrets.choice(string.ascii_lowercase) for _ in range(NAME_LENGTH))
    text = layout.encode(layout.empty(name, today))
    try:
        disk.create(home.file, text if plain else seal.sealed(text, home))
    except FileExistsError as error:
        raise Refused("register_exists", path=str(home.register)) from error
    return Created(home.register, paper_key)

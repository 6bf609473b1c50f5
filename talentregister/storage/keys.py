"""
The keys: an identity of the worker's own, and a second one on paper.

`identity.txt` holds the secret key in age's own form, for its owner only;
`recipients.txt` holds the public halves of both. Neither file is ever
overwritten. An identity may be locked with a passphrase: then the file is
itself an age file.
"""

from __future__ import annotations

import os
import stat
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talentregister.errors import Unreadable, Unwritable
from talentregister.storage import disk
from talentregister.storage.home import Home

if TYPE_CHECKING:
    from pyrage import x25519

SECRET = "AGE-SECRET-KEY-1"
PUBLIC = "age1"
LOCKED = b"age-encryption.org/v1\n"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Pair(NamedTuple):
    """A secret key and its public half."""

    secret: str
    public: str


def new_pair() -> Pair:
    """A key nobody has."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return Pair(str(identity), str(identity.to_public()))


def identity(home: Home) -> x25519.Identity:
    """The worker's secret key. Raises Unreadable: key_missing, key_readable, key_locked."""
    return parsed(secret(home), home.identity_file)


def public(home: Home) -> str:
    """The public half of the worker's key."""
    return str(identity(home).to_public())


def parsed(text: str, path: Path) -> x25519.Identity:
    """The secret key in an identity file's text. Raises Unreadable("key_damaged")."""
    from pyrage import IdentityError, x25519

    lines = [line.strip() for line in text.splitlines()]
    keys = [line for line in lines if line.upper().startswith(SECRET)]
    if len(keys) != 1:
        raise Unreadable("key_damaged", hint="key_recover", path=str(path))
    try:
        return x25519.Identity.from_str(keys[0].upper())
    except IdentityError as error:
        raise Unreadable("key_damaged", hint="key_recover", path=str(path)) from error


def secret(home: Home) -> str:
    """The text of the identity file, unlocked."""
    blob = read_private(home.identity_file)
    if not blob.startswith(LOCKED):
        return blob.decode("utf-8", "replace")
    if home.passphrase is None:
        raise Unreadable("key_locked", path=str(home.identity_file))
    return unlocked(blob, home.passphrase, str(home.identity_file))


# Opening a locked identity takes over a second by design: once a process is enough.
@lru_cache(maxsize=4)
def unlocked(blob: bytes, ask: object, path: str) -> str:
    """The text of a locked identity. Raises Unreadable("wrong_passphrase")."""
    import pyrage

    assert callable(ask)
    try:
        text: bytes = pyrage.passphrase.decrypt(blob, ask())
    except pyrage.DecryptError as error:
        raise Unreadable("wrong_passphrase", path=path) from error
    return text.decode()


def read_private(path: Path) -> bytes:
    """A file only its owner can read. Raises Unreadable: key_missing, key_readable."""
    try:
        mode = path.stat().st_mode
        blob = path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable("key_missing", hint="key_recover", path=str(path)) from error
    except OSError as error:
        raise Unreadable("not_allowed", path=str(path)) from error
    if os.name != "nt" and mode & OTHERS:
        raise Unreadable("key_readable", hint="chmod", path=str(path))
    return blob


def recipients(home: Home) -> tuple[str, ...]:
    """The public keys in `recipients.txt`; none when it is not there."""
    try:
        lines = home.recipients_file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise Unwritable("recipients_missing", path=str(home.recipients_file)) from error
    return tuple(line.strip() for line in lines if line.strip().startswith(PUBLIC))


def identity_text(pair: Pair, today: date) -> bytes:
    """An identity file, as `age-keygen` writes it."""
    text = f"# created: {today.isoformat()}\n# public key: {pair.public}\n{pair.secret}\n"
    return text.encode()


def recipients_text(own: str, paper: str) -> bytes:
    """A recipients file: both keys, each with a word on what it is."""
    text = f"# the key of this computer (identity.txt)\n{own}\n# the paper key\n{paper}\n"
    return text.encode()


def prepare(home: Home, today: date) -> str | None:
    """
    Make what is missing of identity and recipients; what is there is left alone.

    Returns the secret of a new paper key, the only time anybody sees it; None
    when the recipients were already there.
    """
    disk.make_directory(home.config)
    if recipients(home):
        if not home.identity_file.exists():
            raise Unreadable("key_missing", hint="key_recover", path=str(home.identity_file))
        return None
    own = own_public(home, today)
    paper = new_pair()
    disk.create(home.recipients_file, recipients_text(own, paper.public))
    return paper.secret


def own_public(home: Home, today: date) -> str:
    """The public half of the identity, which is made when there is none."""
    if not home.identity_file.exists():
        disk.create(home.identity_file, identity_text(new_pair(), today))
    return public(home)

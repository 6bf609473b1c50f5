"""
Care of the keys: proving the paper key, a lost computer, a passphrase, a change of mind.

Each step is atomic, and in an order in which an interruption leaves a register
that opens with the paper key, so that the step can be done again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talentregister.errors import Refused, RegisterError, Unreadable
from talentregister.storage import backups, disk, keys, layout, reading, seal, wordcache
from talentregister.storage.backups import Warned, Warnings
from talentregister.storage.creation import Created
from talentregister.storage.home import Home
from talentregister.storage.lock import locked

if TYPE_CHECKING:
    from pyrage import x25519


SEALED, PLAIN = ".age", ".json"


class Recovered(NamedTuple):
    """A new identity, and what of the old keys was put aside."""

    identity: Path
    put_aside: tuple[Path, ...]
    warnings: Warnings


def check_paper_key(home: Home, paper_key: str) -> bool:
    """
    Whether the paper key opens the register, proven by opening it.

    False: it does, but it is not among the recipients any more, so it will not
    open the next one. Raises Unreadable("paper_key_mistyped", "paper_key_wrong"),
    Refused("not_encrypted").
    """
    paper = from_paper(paper_key)
    open_with(home, home.file, paper)
    return str(paper.to_public()) in keys.recipients(home)


def from_paper(paper_key: str) -> x25519.Identity:
    """The key as typed from paper: spaces and capitals do not matter; a typing error shows."""
    from pyrage import IdentityError, x25519

    try:
        return x25519.Identity.from_str("".join(paper_key.split()).upper())
    except IdentityError as error:
        raise Unreadable("paper_key_mistyped") from error


def open_with(home: Home, path: Path, paper: x25519.Identity) -> bytes:
    """The text of an encrypted file, opened with the paper key."""
    blob = disk.read_bytes(path)
    if not seal.is_sealed(blob):
        raise Refused("not_encrypted", path=str(path))
    try:
        return seal.opened(blob, home, paper)
    except Unreadable as error:
        if error.code == "wrong_key":
            raise Unreadable("paper_key_wrong", path=str(path)) from error
        raise


def recover(home: Home, today: date, paper_key: str) -> Recovered:
    """
    Make a new identity for a register whose own is lost; the paper key opens it.

    Register and backups are encrypted to the new identity and the same paper
    key. An old identity or recipients file is put aside under a dated name.
    """
    paper = from_paper(paper_key)
    reading.must_exist(home)
    with locked(home):
        text = open_with(home, home.file, paper)
        disk.make_directory(home.config)
        aside = [put_aside(path, today) for path in (home.identity_file, home.recipients_file)]
        own = keys.new_pair()
        disk.create(home.identity_file, keys.identity_text(own, today))
        recipients = keys.recipients_text(own.public, str(paper.to_public()))
        disk.create(home.recipients_file, recipients)
        disk.replace(home.file, home.temporary, seal.sealed(text, home))
        wordcache.drop(home)
        warnings = reseal_backups(home, paper)
    return Recovered(home.identity_file, tuple(p for p in aside if p), warnings)


def put_aside(path: Path, today: date) -> Path | None:
    """Give a key file a dated name nobody has; None when it is not there."""
    if not path.exists():
        return None
    number = 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        aside = path.with_name(f"{path.stem}-{today.isoformat()}{ending}{path.suffix}")
        if not aside.exists():
            break
        number += 1
    with disk.saying(path):
        os.rename(path, aside)
        disk.sync_directory(path.parent)
    return aside


def reseal_backups(home: Home, opener: x25519.Identity | None = None) -> Warnings:
    """Encrypt every backup to the present recipients; what cannot be is a warning."""
    warnings: Warnings = []
    for backup in backups.list_backups(home):
        try:
            text = seal.opened(disk.read_bytes(backup.path), home, opener)
            target = backup.path.with_suffix(SEALED)
            disk.replace(target, target.with_name(f".{target.name}.new"), seal.sealed(text, home))
            if target != backup.path:
                os.unlink(backup.path)
        except (OSError, RegisterError) as error:
            warnings.append(Warned("backup_not_rewritten", backups.said(backup.path, error)))
    return warnings


def lock_key(home: Home, passphrase: str) -> None:
    """
    Put a passphrase on the identity; from here on every command asks for it.

    Raises Refused("already_locked", "passphrase_empty"), Unreadable, Unwritable.
    """
    import pyrage

    blob = keys.read_private(home.identity_file)
    if blob.startswith(keys.LOCKED):
        raise Refused("already_locked", path=str(home.identity_file))
    if not passphrase:
        raise Refused("passphrase_empty")
    keys.parsed(blob.decode("utf-8", "replace"), home.identity_file)
    locked_blob: bytes = pyrage.passphrase.encrypt(blob, passphrase)
    # Proven before the plain one goes: a lock that does not open is a lost register.
    if pyrage.passphrase.decrypt(locked_blob, passphrase) != blob:  # pragma: no cover
        raise Unreadable("key_damaged", path=str(home.identity_file))
    put_identity(home, locked_blob)


def unlock_key(home: Home, passphrase: str) -> None:
    """
    Take the passphrase off the identity.

    Raises Refused("not_locked"), Unreadable("wrong_passphrase"), Unwritable.
    """
    blob = keys.read_private(home.identity_file)
    if not blob.startswith(keys.LOCKED):
        raise Refused("not_locked", path=str(home.identity_file))
    text = keys.unlocked(blob, lambda: passphrase, str(home.identity_file))
    keys.parsed(text, home.identity_file)
    put_identity(home, text.encode())


def put_identity(home: Home, blob: bytes) -> None:
    """Replace the identity by another form of itself; the secret is the same."""
    file = Path(os.path.realpath(home.identity_file))
    disk.replace(file, file.with_name(f".{file.name}.new"), blob)


def encrypt_register(home: Home, today: date) -> Created:
    """
    Encrypt a plain register and its backups (`key on`); the file is called .age from here on.

    Raises Refused("already_encrypted", "register_exists"), Unreadable, Unwritable.
    """
    with reopened(home, today, sealed=False) as text:
        paper_key = keys.prepare(home, today)
        disk.replace(home.file, home.temporary, seal.sealed(text, home))
        warnings = reseal_backups(home)
        return Created(renamed(home, PLAIN, SEALED), paper_key, tuple(warnings))


def decrypt_register(home: Home, today: date) -> Created:
    """
    Write the register as plain JSON (`key off`); the file is called .json from here on.

    Keys and backups stay as they are. Raises Refused("not_encrypted",
    "register_exists"), Unreadable, Unwritable.
    """
    with reopened(home, today, sealed=True) as text:
        disk.replace(home.file, home.temporary, text)
        return Created(renamed(home, SEALED, PLAIN), None)


@contextmanager
def reopened(home: Home, today: date, *, sealed: bool) -> Iterator[bytes]:
    """The text of the register under the lock, backed up, in the envelope that is expected."""
    reading.must_exist(home)
    with locked(home):
        with reading.blaming(home):
            opened = reading.open_file(home)
        if opened.sealed is not sealed:
            code = "not_encrypted" if sealed else "already_encrypted"
            raise Refused(code, path=str(home.register))
        free_name(home, SEALED if sealed else PLAIN, PLAIN if sealed else SEALED)
        generation = layout.decode_records(opened.text).meta.generation
        backups.keep(home, home.backups / backups.name_of(home, generation, today, sealed=sealed))
        wordcache.drop(home)
        yield opened.text


def free_name(home: Home, was: str, becomes: str) -> Path | None:
    """The name with the other ending; None when this name says nothing of the kind."""
    if home.register.is_symlink() or home.register.suffix != was:
        return None
    target = home.register.with_suffix(becomes)
    if target.exists():
        raise Refused("register_exists", path=str(target))
    return target


def renamed(home: Home, was: str, becomes: str) -> Path:
    """
    Give the register the ending that goes with what is in it.

    After the content, not with it: a file is told by its first bytes, so in
    between it opens under the old name.
    """
    target = free_name(home, was, becomes)
    if target is None:
        return home.register
    with disk.saying(target):
        disk.rename(home.register, target)
        disk.sync_directory(target.parent)
    return target

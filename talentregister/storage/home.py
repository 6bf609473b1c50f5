"""Where a register and its keys are. Paths come in as arguments; nothing is looked up here."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """
    The register file, the directory of its keys, and (optionally) another identity.

    `passphrase` is called when the identity is locked; without it a locked
    identity is an error, because there is nobody to ask.
    """

    register: Path
    config: Path
    identity: Path | None = None
    passphrase: Callable[[], str] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def file(self) -> Path:
        """The file behind the name: replacing a symlink would destroy the link."""
        return Path(os.path.realpath(self.register))

    @property
    def temporary(self) -> Path:
        """The one temporary name, so that a crash leaves at most one file behind."""
        return self.file.with_name(f".{self.file.name}.new")

    @property
    def lock(self) -> Path:
        """The lock beside the register; it is never deleted."""
        return self.file.with_name(f"{self.file.name}.lock")

    @property
    def words(self) -> Path:
        """What was found of the words of the register (wordcache.py)."""
        return self.file.with_name(f".{self.file.name}.words")

    @property
    def backups(self) -> Path:
        """The directory of the backups."""
        return self.file.with_name("backups")

    @property
    def identity_file(self) -> Path:
        """The file with the secret key."""
        return self.identity or self.config / "identity.txt"

    @property
    def recipients_file(self) -> Path:
        """The file with the public keys every register is encrypted to."""
        return self.config / "recipients.txt"

    def owns(self, path: Path) -> bool:
        """Whether a path is the register itself, its lock, a key or a backup."""
        keys = (self.identity_file, self.recipients_file)
        ours = (self.file, self.lock, self.temporary, self.words, *keys)
        real = Path(os.path.realpath(path))
        return real in map(_real, ours) or _real(self.backups) in real.parents


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))

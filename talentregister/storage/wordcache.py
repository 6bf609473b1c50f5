"""
What was found of the words of a register, kept beside it: so it need not be found again.

It is made of what people said, so it lies in the same envelope as the register, for
its owner only. It is a convenience: what cannot be read is as if it were not there,
what cannot be written is left, and `forget`, `restore` and every change of keys
throw it away.
"""

from __future__ import annotations

from contextlib import suppress

from talentregister.errors import RegisterError
from talentregister.storage import disk, keys, seal
from talentregister.storage.home import Home


class WordCache:
    """The file with what was found of the words of a register."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._register = stamp(home)

    def read(self) -> bytes | None:
        """What was kept; None when nothing was that can be read."""
        with suppress(RegisterError, OSError):
            blob = disk.read_bytes(self._home.words)
            if seal.is_sealed(blob) is self._sealed():
                return seal.decrypted(blob, keys.identity(self._home)) if self._sealed() else blob
        return None

    def write(self, text: bytes) -> None:
        """
        Keep this for the next time.

        Not when the register was written meanwhile: somebody may have been forgotten.
        """
        with suppress(RegisterError, OSError):
            blob = seal.sealed(text, self._home) if self._sealed() else text
            if stamp(self._home) == self._register:
                disk.replace(self._home.words, self._home.words.with_suffix(".new"), blob)

    def _sealed(self) -> bool:
        with self._home.file.open("rb") as file:
            return seal.is_sealed(file.read(len(seal.AGE)))


def stamp(home: Home) -> tuple[int, int, int]:
    """What changes when the register is written."""
    seen = home.file.stat()
    return seen.st_mtime_ns, seen.st_ino, seen.st_size


def drop(home: Home) -> None:
    """Throw away what was kept."""
    disk.discard(home.words)

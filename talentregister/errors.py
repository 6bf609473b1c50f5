"""
What can go wrong, as values.

An error knows its exit code, a stable code for scripts, the parameters of its
sentence and the key of its hint. The sentences themselves live in `cli/`, in
every language; that is why an error can be raised anywhere and shown kindly in
one place. Parameters never hold personal data beyond what the worker just typed.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple


class Candidate(NamedTuple):
    """One record an ambiguous word may stand for; on screen with what tells it from others."""

    id: str
    name: str
    beside: str = ""

    @property
    def shown(self) -> str:
        """The name as a person tells it from another of that name."""
        return f"{self.name}, {self.beside}" if self.beside else self.name


class RegisterError(Exception):
    """
    The root of every error of our own making.

    `code` is the key of its sentence and what `--json` reports; `hint` is the
    key of the line to type next (empty: the sentence says enough).
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        code: str,
        /,
        *,
        hint: str = "",
        candidates: tuple[Candidate, ...] = (),
        **parameters: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.hint = hint
        self.candidates = candidates
        self.parameters = parameters


class Usage(RegisterError):
    """Wrong usage, an input file that is not there, an unreadable date."""

    exit_code = 2


class NotFound(RegisterError):
    """Nothing by that name or id; nothing to undo."""

    exit_code = 3


class Ambiguous(RegisterError):
    """More than one candidate and nobody to ask."""

    exit_code = 4


class Refused(RegisterError):
    """A rule of the register says no."""

    exit_code = 5


class Unreadable(RegisterError):
    """The register cannot be read; its file is left untouched."""

    exit_code = 6


class Unwritable(RegisterError):
    """The register could not be written; nothing was saved."""

    exit_code = 7

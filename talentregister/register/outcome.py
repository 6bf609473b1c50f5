"""What a verb gives back: what changed, and what is worth saying about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

# Notices are everywhere, also where no register is opened: `--version`, `--help`.
if TYPE_CHECKING:
    from talentregister.storage import Change, Touched, Warned


class Notice(NamedTuple):
    """Something worth saying, as a code and parameters; `cli/` has the sentence."""

    code: str
    parameters: dict[str, object]


def notice(code: str, /, **parameters: object) -> Notice:
    """A notice, written as it reads."""
    return Notice(code, parameters)


@dataclass(frozen=True)
class Outcome:
    """The records a verb touched, in the order it touched them, and its notices."""

    changed: tuple[Touched, ...] = ()
    notices: tuple[Notice, ...] = ()
    # Filled while the change is saved: a backup that failed is said, and blocks nothing.
    warnings: Sequence[Warned] = ()
    # The day the verb believed it was.
    today: date | None = None


def outcome(change: Change, *notices: Notice) -> Outcome:
    """What `change` holds so far, with what is worth saying."""
    return Outcome(tuple(change.changed), notices, change.warnings, change.today)

"""What a command gives back: data for scripts, blocks for people, and messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from talentregister.register.outcome import Notice

Status = Literal["success", "partial", "error"]


@dataclass(frozen=True)
class Lines:
    """Plain lines, printed as they are."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Table:
    """
    Rows under headings, with an optional title.

    A table on a terminal of up to 200 rows, plain padded lines elsewhere.
    `wide` names the column that may wrap.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    wide: int = -1


Block = Lines | Table


@dataclass(frozen=True)
class Result:
    """
    The outcome of a command.

    `data` is what `--json` carries, `view` what a person reads on stdout,
    `notices` what is said on stderr. `afterwards` is done when all that is on screen.
    """

    data: Mapping[str, object]
    view: Sequence[Block] = ()
    notices: Sequence[Notice] = field(default=())
    exit_code: int = 0
    status: Status = "success"
    afterwards: Callable[[], None] | None = None

"""What runs when: a command, a time of day, days of the week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from talentregister.errors import Refused

DAILY = tuple(range(7))
WORKDAYS = tuple(range(5))


@dataclass(frozen=True)
class Plan:
    """
    A command by its absolute path, with its words; days count from Monday, 0.

    Raises Refused("control_characters") for words that would break a line.
    """

    command: tuple[str, ...]
    hour: int = 8
    minute: int = 30
    days: tuple[int, ...] = WORKDAYS
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for word in (*self.command, *self.environment.values()):
            if not word.isprintable():
                raise Refused("control_characters", field="command")

    @property
    def at(self) -> str:
        """The time of day: 08:30."""
        return f"{self.hour:02}:{self.minute:02}"

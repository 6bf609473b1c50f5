"""A link: two parties brought together, from proposal to warm handover and after."""

from __future__ import annotations

from datetime import date
from typing import Literal

from talentregister.model.base import Id, Record, Text, Value
from talentregister.model.resident import Answer

State = Literal["proposed", "asked", "introduced", "running", "ended", "failed"]
Click = Literal["yes", "doubt", "no", "unknown"]

FORWARD: tuple[State, ...] = ("proposed", "asked", "introduced", "running")
CLOSED: tuple[State, ...] = ("ended", "failed")


class Side(Value, frozen=True, kw_only=True):
    """One party of a link: whether they may be named to the other, and the click."""

    who: Id
    share: Answer = "not_asked"
    click: Click = "unknown"


class Reached(Value, frozen=True, kw_only=True):
    """A state the link reached, and the day."""

    state: State
    on: date


class Ended(Value, frozen=True, kw_only=True):
    """How a link ended; one that did not become anything is a normal end."""

    on: date
    why: Text = ""
    fulfilled: bool = False


class Link(Record, frozen=True, kw_only=True):
    """
    A resident and an initiative, or residents among each other.

    `why` is the reason that was shown then. `ring` is whom the resident can
    ring, `company` who goes along the first time, `guide` the agreed short way in.
    """

    sides: tuple[Side, ...]
    statements: tuple[Id, ...] = ()
    why: Text = ""
    state: State = "proposed"
    history: tuple[Reached, ...] = ()
    company: Text = ""
    guide: Text = ""
    ring: Text = ""
    first_visit: date | None = None
    planned_end: date | None = None
    ended: Ended | None = None

    @property
    def between(self) -> tuple[str, ...]:
        """The ids of the parties."""
        return tuple(side.who for side in self.sides)

    @property
    def open(self) -> bool:
        """Whether it is still under way."""
        return self.state not in CLOSED

    @property
    def was_introduction(self) -> bool:
        """It ever was introduced, or ended fulfilled (invariant 5): what a report counts."""
        met = any(step.state == "introduced" for step in self.history)
        return met or (self.ended is not None and self.ended.fulfilled)


class Rejection(Record, frozen=True, kw_only=True):
    """The worker said no to a pair: for one ask, or (no `ask`) for all."""

    pair: tuple[Id, Id]
    ask: Id | None = None
    on: date | None = None
    why: Text = ""

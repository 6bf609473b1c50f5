"""An initiative: what neighbours do together, and what it asks of others."""

from __future__ import annotations

from datetime import date
from typing import Literal

from talentregister.model.base import Id, Record, Text, Title, Value, Words

Kind = Literal["residents", "association", "drop_in", "activity", "council", "partner"]
InHandsOf = Literal["worker", "shared", "residents"]
OpenTo = Literal["yes", "with_company", "no"]
State = Literal["idea", "exploring", "running", "resting", "stopped"]

# An idea is already worth proposing people for; what rests or stopped is not.
PROPOSED_IN: tuple[State, ...] = ("idea", "exploring", "running")
CARRIERS_NEEDED = 2


class InHands(Value, frozen=True, kw_only=True):
    """In whose hands an initiative is, and since when."""

    who: InHandsOf
    since: date | None = None


class Result(Value, frozen=True, kw_only=True):
    """What came of an initiative on a day, and for how many people."""

    on: date
    text: Words
    count: int | None = None


class Initiative(Record, frozen=True, kw_only=True):
    """Something in the neighbourhood that people can join or help."""

    name: Title
    description: Text = ""
    kind: Kind = "residents"
    area: Text = ""
    place: Text = ""
    schedule: Text = ""
    in_hands_of: InHands | None = None
    carriers: tuple[Id, ...] = ()
    contact: Text = ""
    open_to_newcomers: OpenTo | None = None
    grew_from: Id | None = None
    checked_on: date | None = None
    results: tuple[Result, ...] = ()
    state: State = "idea"
    ref: Text = ""
    extra: dict[str, str] = {}

    @property
    def spoken(self) -> str:
        """The name as it is said."""
        return self.name

    @property
    def may_be_proposed(self) -> bool:
        """Whether matches may name it."""
        return self.state in PROPOSED_IN

    def carriers_missing(self) -> int:
        """
        How many residents are still needed to leave the idea (invariant 6).

        Two carry an initiative of residents; other kinds need none.
        """
        if self.kind != "residents":
            return 0
        return max(0, CARRIERS_NEEDED - len(set(self.carriers)))

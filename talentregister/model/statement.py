"""A statement: what somebody loves, can, wants or has, in the words that were said."""

from __future__ import annotations

from datetime import date
from typing import Literal

from talentregister.model.availability import Availability
from talentregister.model.base import Id, Record, Text, Title, Words

Kind = Literal["loves", "can", "wants", "has"]
WillShow = Literal["yes", "maybe", "no", "not_asked"]
Size = Literal["short", "longer"]
State = Literal["open", "talking", "fulfilled", "expired", "withdrawn"]


class Statement(Record, frozen=True, kw_only=True):
    """
    Something a resident or an initiative loves, can, wants or has.

    `loves` is a passion, `can` a talent, `wants` a wish (of an initiative: an
    ask), `has` a thing or a place. The text is kept as typed. An initiative's
    offer is what it `has`.
    """

    owner: Id
    kind: Kind
    text: Words
    will_show: WillShow = "not_asked"
    needs: Text = ""
    size: Size | None = None
    own_network_tried: bool | None = None
    availability: Availability | None = None
    on: date | None = None
    state: State = "open"
    themes: tuple[Title, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it still speaks: neither fulfilled, expired nor withdrawn."""
        return self.state in ("open", "talking")


def separated(text: str) -> list[str]:
    """The statements in one text: `;` and a newline separate them (invariant 12)."""
    pieces = text.replace("\r", "\n").replace(";", "\n").split("\n")
    return [piece.strip() for piece in pieces if piece.strip()]

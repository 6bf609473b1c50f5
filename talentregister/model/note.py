"""Notes of talks, and rounds along the doors."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from talentregister.model.base import Id, Record, Text, Title, Words

Kind = Literal["talk", "advice", "story"]
StoryConsent = Literal["internal", "anonymous", "by_name"]
Count = Annotated[int, msgspec.Meta(ge=0)]


class Note(Record, frozen=True, kw_only=True):
    """
    What was said, about whom.

    A note without a day is no contact. A story carries its own consent: told
    inside only, anonymously, or by name.
    """

    about: tuple[Id, ...]
    text: Words
    on: date | None = None
    by: Text = ""
    occasion: Text = ""
    kind: Kind = "talk"
    consent: StoryConsent | None = None


class Round(Record, frozen=True, kw_only=True):
    """A round along the doors of one street: counts only, a shut door is nobody."""

    street: Title
    on: date
    doors: Count = 0
    opened: Count = 0
    willing: Count = 0

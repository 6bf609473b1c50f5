"""A follow-up: a promise that comes back on its day and stays until it is closed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from talentregister.language.dates import Precision
from talentregister.model.base import Id, Record, Text, Value

Kind = Literal["promise", "aftercare", "word_back", "access", "availability"]
State = Literal["open", "done", "dropped"]

# The worker's own duties towards people and the law; nobody's "leave me be" silences them.
NEVER_SILENCED: tuple[Kind, ...] = ("word_back", "access")


class Closed(Value, frozen=True, kw_only=True):
    """When a follow-up was closed, and what came of it."""

    on: date
    text: Text = ""


class FollowUp(Record, frozen=True, kw_only=True):
    """
    Come back to somebody on a day, with their own words as the reason.

    `on` is the day they said it. `due` has a precision: May 2027 is due on the
    first of May. A condition ("als hij met pensioen is") has a day too: the day
    to ask again. `moved` holds the earlier days, oldest first.
    """

    about: Id
    due: date
    on: date | None = None
    precision: Precision = "day"
    condition: Text = ""
    reason: Text = ""
    kind: Kind = "promise"
    state: State = "open"
    moved: tuple[date, ...] = ()
    closed: Closed | None = None

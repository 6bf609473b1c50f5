"""What an answer is made of: frozen values, with codes where a screen has sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from talentregister.model.availability import Availability

How = Literal[
    "same",
    "form",
    "compound",
    "repaired",
    "concept",
    "narrower",
    "broader",
    "related",
    "job",
    "role",
]
# Along which way somebody meets a need: by what is asked itself, by what lies above, below or
# beside it, as somebody who is named for it, by a job, by what such a person stands for, or
# because something alike was asked.
Way = Literal["itself", "narrower", "broader", "related", "named", "job", "general", "alike"]
Direction = Literal["wants", "offers", "shared", "guest"]
Band = Literal["strong", "possible", "maybe"]
PieceKind = Literal["can", "loves", "has", "wants", "note", "initiative", "words"]
CautionCode = Literal[
    "says_no", "wants_to_learn", "low_level", "will_show_maybe", "no_time", "not_yet",
    "own_network",
]  # fmt: skip

# The lowest score of each band; what lies below the last is not shown. Measured: the
# share of right answers per band is guarded by tests/benchmarks/matching.py and its test.
BANDS: tuple[tuple[float, Band], ...] = ((0.67, "strong"), (0.5, "possible"), (0.25, "maybe"))
FLOOR = BANDS[-1][0]


class Meets(NamedTuple):
    """
    How well one feature meets a need, and along which way.

    `item` is the place in `role` that says so; below zero when no role does.
    """

    value: float
    how: How
    role: int = -1
    item: int = -1
    way: Way = "itself"


class Suited(NamedTuple):
    """
    Who is called for a role, and how well each meets a need for it; and who only seems suited.

    By item (below zero) and by the concepts items stand for.
    """

    meets: Mapping[int | str, Meets]
    seems: frozenset[int | str]


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value."""


class Piece(Frozen, frozen=True, kw_only=True):
    """One text that takes part: a statement, a note, an initiative's own words."""

    id: str | None
    kind: PieceKind
    text: str


class Reason(Frozen, frozen=True, kw_only=True):
    """How the asker's words and the resident's own words meet; typing errors as they were read."""

    wants: str
    offers: str
    how: How
    concept: str = ""
    label_nl: str = ""
    label_en: str = ""
    read_as: str = ""
    wants_read_as: str = ""
    role_reason: str = ""
    alike: bool = False


class Caution(Frozen, frozen=True, kw_only=True):
    """Something to know before calling; with the day it was said, when that is long ago."""

    code: CautionCode
    text: str = ""
    on: date | None = None


class Match(Frozen, frozen=True, kw_only=True):
    """One proposal: who, for what, how sure, and why."""

    direction: Direction
    who: str
    score: float
    band: Band
    wants: Piece
    offers: Piece
    reasons: tuple[Reason, ...]
    cautions: tuple[Caution, ...] = ()
    availability: Availability | None = None
    fits: bool | None = None
    link: str | None = None


class AskResult(Frozen, frozen=True, kw_only=True):
    """One ask, and the places in the list of those who could answer it."""

    ask: Piece
    ranks: tuple[int, ...]


class Answer(Frozen, frozen=True, kw_only=True):
    """What `match` found for one resident, initiative or line of free words."""

    for_: str | None
    matches: tuple[Match, ...]
    asks: tuple[AskResult, ...] = ()


class Evidence(Frozen, frozen=True, kw_only=True):
    """One place in somebody's own words that meets a need."""

    offers: Piece
    words: str
    how: How
    concept: str
    meets: float
    weight: float
    source: str
    read_as: str = ""
    role_reason: str = ""


class NeedSum(Frozen, frozen=True, kw_only=True):
    """One need of an ask, what it weighs, and the best evidence for it."""

    words: str
    concept: str
    weight: float
    known_by: int
    source: str
    denied: float
    value: float
    evidence: tuple[Evidence, ...]


class AskSum(Frozen, frozen=True, kw_only=True):
    """The sum of one ask for one resident, and how sure each way along makes."""

    ask: Piece
    score: float
    ways: dict[Way, float]
    needs: tuple[NeedSum, ...]


class Explanation(Frozen, frozen=True, kw_only=True):
    """
    The whole sum between two parties, every ask of the one with all the other offers.

    `around` is how well what stands around the asks is met, `world` how near the worlds of
    both lie, from 0 to 1.
    """

    asker: str
    offerer: str
    total: float
    around: float
    world: float
    asks: tuple[AskSum, ...]


def band_of(score: float) -> Band | None:
    """The band of a score; None when it is too low to show."""
    for lowest, band in BANDS:
        if score >= lowest:
            return band
    return None

"""
Times of the week in the words people use: days, parts of days, how often.

A week has 21 slots, seven days times morning, afternoon and evening. Dutch
and English are read alike; nothing here guesses: what is unclear gives None.
The words stand in tables and not in the catalogues, because the reader needs
those of both languages at all times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from talentregister.language import dates
from talentregister.language.calendar_names import WEEKDAY_NAMES
from talentregister.language.i18n import Language

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")
SLOTS = tuple(f"{day}_{part}" for day in DAYS for part in PARTS)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = ("spring", "summer", "autumn", "winter")
HOLIDAYS = ("school_holidays", "summer_holidays", "christmas_holidays")
EXCEPTIONS = MONTHS + SEASONS + HOLIDAYS


# --- words -----------------------------------------------------------------

_Kind = Literal[
    "days", "parts", "always", "join", "comma", "range", "filler", "each",
    "not", "except", "every", "from", "until", "condition", "remark",
]  # fmt: skip
_Numbers = frozenset[int]
_EVERY_DAY: _Numbers = frozenset(range(7))
_WEEKDAYS: _Numbers = frozenset(range(5))
_WEEKEND: _Numbers = frozenset({5, 6})
_ALL_PARTS: _Numbers = frozenset(range(3))
_DAYTIME: _Numbers = frozenset({0, 1})
_NONE: _Numbers = frozenset()


class Piece(NamedTuple):
    """One thing said: a word or two of a clause."""

    kind: _Kind
    days: _Numbers = _NONE
    parts: _Numbers = _NONE
    text: str = ""
    day: date | None = None


def _rows(kind: _Kind, *rows: tuple[str, _Numbers, _Numbers]) -> dict[str, Piece]:
    """Return vocabulary of `a|b|c` phrases that mean the same days or parts."""
    return {
        phrase: Piece(kind, days, parts, phrase)
        for phrases, days, parts in rows
        for phrase in phrases.split("|")
    }


def _named(kind: _Kind, rows: Mapping[str, str]) -> dict[str, Piece]:
    """Return vocabulary of `a|b|c` phrases that stand for a token."""
    return {p: Piece(kind, text=token) for token, row in rows.items() for p in row.split("|")}


_FULL_DAYS = [name.lower() for names in WEEKDAY_NAMES.values() for name in names]
_DAY_WORDS: dict[str, _Numbers] = {
    **{word: frozenset({number}) for word, number in dates.WEEKDAYS.items()},
    **{
        name + ending: frozenset({dates.WEEKDAYS[name]})
        for name in _FULL_DAYS
        for ending in ("s", "en")
    },
    **dict.fromkeys(("weekend", "weekends", "weekenden", "weekeinde"), _WEEKEND),
    "woe": frozenset({2}),
    "zat": frozenset({5}),
}
# Between days this is one too: "ma/wo/vrij"; by itself it is free.
_AMONG_DAYS = {**_DAY_WORDS, "vrij": frozenset({4})}
VOCABULARY: dict[str, Piece] = {
    **_rows("days", *((word, days, _NONE) for word, days in _DAY_WORDS.items())),
    **_rows(
        "days",
        ("doordeweeks|doordeweekse|door de week|doordeweekse dagen", _WEEKDAYS, _NONE),
        ("werkdag|werkdagen|weekday|weekdays|week days|workdays", _WEEKDAYS, _NONE),
        ("elke dag|iedere dag|alle dagen|dagelijks|every day|daily", _EVERY_DAY, _NONE),
    ),
    **_rows(
        "parts",
        ("ochtend|ochtenden|ochtends|sochtends|morgens|smorgens|och", _NONE, frozenset({0})),
        ("morning|mornings", _NONE, frozenset({0})),
        ("middag|middagen|middags|smiddags|mid|afternoon|afternoons", _NONE, frozenset({1})),
        ("avond|avonden|avonds|savonds|av|evening|evenings", _NONE, frozenset({2})),
        ("overdag|daytime|during the day", _NONE, _DAYTIME),
        ("de hele dag|hele dag|hele dagen|all day|whole day", _NONE, _ALL_PARTS),
    ),
    **_rows("always", ("altijd|always|any time|anytime|maakt niet uit", _EVERY_DAY, _ALL_PARTS)),
    **_named("join", {"": "en|of|and|or|&|+|/"}),
    **_named("filler", {"": "op|in|het|de|'s|on|at|the|kan|can|alleen|only|beschikbaar|available"}),
    **_named("each", {"": "elke|elk|iedere|ieder|every|each"}),
    **_named("not", {"": "niet|behalve|uitgezonderd|buiten|not|except|excluding|outside"}),
    **_named("except", dict(zip(SEASONS, ("voorjaar|lente|spring", "zomer|summer",
                                          "najaar|herfst|autumn|fall", "winter"), strict=True))),
    **{word: Piece("except", text=MONTHS[month - 1]) for word, month in dates.MONTHS.items()},
    **_named("except", {
        "school_holidays": "schoolvakanties|schoolvakantie|school holidays|school holiday",
        "summer_holidays": "zomervakantie|grote vakantie|summer holidays|summer holiday",
        "christmas_holidays": "kerstvakantie|christmas holidays|christmas holiday",
    }),
    **_named("every", {
        "week": "elke week|iedere week|wekelijks|1x per week|1 keer per week|een keer per week|"
        "eens per week|every week|once a week|weekly",
        "two_weeks": "om de week|om de andere week|om de twee weken|elke twee weken|"
        "elke 2 weken|eens per twee weken|eens per 2 weken|een keer per twee weken|"
        "een keer per 2 weken|1x per 2 weken|1x per twee weken|1 keer per 2 weken|"
        "1 keer per twee weken|tweewekelijks|every other|every other week|every two weeks|"
        "every 2 weeks|once every two weeks|fortnightly",
        "month": "elke maand|iedere maand|maandelijks|1x per maand|1 x per maand|"
        "1 keer per maand|een keer per maand|eens per maand|eens in de maand|"
        "een keer in de maand|1x in de maand|every month|once a month|monthly",
    }),
}  # fmt: skip
_LONGEST = max(len(phrase.split()) for phrase in VOCABULARY)
# One such day part after a comma may belong to the days before it or to all.
_SINGULAR = frozenset(
    {"ochtend", "och", "middag", "mid", "avond", "av", "morning", "afternoon", "evening"}
)
_COMPOUND = r"(.*?)-?(ochtend|morgen|middag|avond)(?:en|s)?"
# A reader of words may pass "tot en met" as one word without its spaces.
RANGE = frozenset({"t/m", "tm", "totenmet", "to", "through", "thru", "-"})

# --- reading -----------------------------------------------------------------


def lookup(words: Sequence[str]) -> tuple[Piece, int] | None:
    """Return what the longest known phrase at the beginning means."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        if piece := VOCABULARY.get(" ".join(words[:length])):
            return piece, length
    word = words[0]
    if word.endswith("-") and word[:-1] in _DAY_WORDS:
        return Piece("days", _DAY_WORDS[word[:-1]], text=word), 1
    listed_days = re.split(r"[/+&]", word)
    if len(listed_days) > 1 and all(day in _AMONG_DAYS for day in listed_days):  # "ma/di"
        days = frozenset[int]().union(*(_AMONG_DAYS[day] for day in listed_days))
        return Piece("days", days, text=word), 1
    first, dash, last = word.partition("-")
    if dash and first in dates.WEEKDAYS and last in dates.WEEKDAYS:
        return Piece("days", _span(dates.WEEKDAYS[first], dates.WEEKDAYS[last]), text=word), 1
    found = re.fullmatch(_COMPOUND, word)
    if found and (found[1] in _DAY_WORDS or word.startswith("-")):
        part = VOCABULARY["morgens" if found[2] == "morgen" else found[2]].parts
        return Piece(
            "days" if found[1] else "parts", _DAY_WORDS.get(found[1], _NONE), part, word
        ), 1
    return None


# From these hours on it is morning, afternoon, evening; and where the day ends.
_BEGINS = (0, 12, 18, 24)


def parts_between(start: int, end: int) -> Piece:
    """Return the parts of the day that the hours from `start` up to `end` lie in."""
    told = (n for n in range(len(PARTS)) if start < _BEGINS[n + 1] and end > _BEGINS[n])
    return Piece("parts", _NONE, frozenset(told), "hours")


def _span(first: int, last: int) -> _Numbers:
    """Return the days from one weekday to another, over the weekend if need be."""
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def without_each(pieces: Sequence[Piece]) -> list[Piece] | None:
    """Make "elke maandag" weekly; "elke avond" says nothing more than "avonden"."""
    result: list[Piece] = []
    for piece, coming in zip(pieces, [*pieces, Piece("each")][1:], strict=True):
        if piece.kind != "each":
            result.append(piece)
        elif coming.kind not in ("days", "parts"):
            return None
        elif 0 < len(coming.days) <= len(_WEEKEND):
            result.append(Piece("every", text="week"))
    return result


def _with_ranges(pieces: Iterable[Piece]) -> list[Piece] | None:
    """Put "ma t/m vr" together; None when a range has no two ends."""
    result: list[Piece] = []
    pending = False
    for piece in pieces:
        if piece.kind == "range":
            pending = True
        elif pending:
            first, last = result.pop(), piece
            if len(first.days) != 1 or first.parts or len(last.days) != 1 or last.parts:
                return None
            days = _span(min(first.days), min(last.days))
            result.append(Piece("days", days, text=first.text + last.text))
            pending = False
        else:
            result.append(piece)
    return result


class _Group(NamedTuple):
    """Days and parts of days that belong together while reading."""

    days: _Numbers = _NONE
    parts: _Numbers = _NONE
    parts_first: bool = False
    hyphen: bool = False

    def plus(self, piece: Piece) -> _Group:
        """Return the group with one more piece."""
        return _Group(
            self.days | piece.days,
            self.parts | piece.parts,
            self.parts_first or bool(self.parts and not self.days),
            self.hyphen or piece.text.endswith("-"),
        )

    def slots(self) -> set[str]:
        """Return the slots; days alone are whole days, parts alone are daily."""
        if not (self.days or self.parts):
            return set()
        days, parts = self.days or _EVERY_DAY, self.parts or _ALL_PARTS
        return {SLOTS[day * len(PARTS) + part] for day in days for part in parts}

    def takes(self, piece: Piece, gap: _Kind | None) -> bool:
        """Tell whether the piece goes on where the group left off."""
        if not piece.days:  # "di en do avond" goes on, "weekend en avonden" are two things
            return bool(self.parts) or gap is None
        if piece.parts:  # "donderdagavond" takes "dinsdag-" with it, never "dinsdag"
            return self.hyphen and not self.parts
        if not self.days:  # "'s avonds op dinsdag" goes on, "avonden en weekend" are two
            return not self.parts or gap is None
        return not self.parts or self.parts_first

    def is_unclear(self, piece: Piece, gap: _Kind | None) -> bool:
        """Tell whether it is anybody's guess: "ma, di, avond", "di avond, ochtend"."""
        if piece.days or gap is None or not (self.days or self.parts):
            return False
        return gap == "comma" if self.parts else piece.text in _SINGULAR


def read_slots(pieces: Iterable[Piece]) -> tuple[str, ...] | None:
    """Return the slots, in order, that days and parts make; None when unclear."""
    ranged = _with_ranges(pieces)
    if ranged is None:
        return None
    slots: set[str] = set()
    group = _Group()
    gap: _Kind | None = None
    for piece in ranged:
        if piece.kind in ("join", "comma"):
            gap = "comma" if "comma" in (gap, piece.kind) else "join"
            continue
        if group.is_unclear(piece, gap) or (piece.kind == "always" and len(ranged) > 1):
            return None
        if not group.takes(piece, gap):
            slots |= group.slots()
            group = _Group()
        group, gap = group.plus(piece), None
    return in_order(slots | group.slots())


def in_order(slots: Iterable[str]) -> tuple[str, ...]:
    """Return slots from Monday morning on."""
    return tuple(sorted(slots, key=SLOTS.index))


# --- showing -----------------------------------------------------------------


_Sort = Literal["daily", "weekdays", "weekend", "span", "list"]


class Phrase(NamedTuple):
    """Slots in words, what their first days are, and what leads them after "once a month"."""

    text: str
    first: _Sort
    lead: str


class _Words(NamedTuple):
    """What a language needs to name slots."""

    conjunction: str
    always: str
    daily: str
    whole_day: str
    daytime: str
    span: str
    weekdays: str
    weekend: str
    parts: tuple[str, ...]
    parts_apart: tuple[str, ...]
    leads: Mapping[_Sort, str]


_SHOWN: Mapping[Language, _Words] = {
    "nl": _Words(
        "en", "altijd", "elke", "de hele dag", "overdag", "t/m", "doordeweeks", "in het weekend",
        ("ochtend", "middag", "avond"), ("'s ochtends", "'s middags", "'s avonds"),
        {"list": "op ", "span": "van "},
    ),
    "en": _Words(
        "and", "any time", "every", "all day", "during the day", "to", "weekdays", "weekends",
        ("morning", "afternoon", "evening"), ("morning", "afternoon", "evening"),
        {"list": "on ", "span": "from ", "weekdays": "on ", "weekend": "at "},
    ),
}  # fmt: skip


def show_slots(slots: Sequence[str], language: Language) -> Phrase:
    """Return slots, of which there is at least one, in words: equal days together."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for day in range(len(DAYS)):
        parts = tuple(part for part in range(len(PARTS)) if SLOTS[day * 3 + part] in slots)
        if parts:
            groups.setdefault(parts, []).append(day)
    shown = [_show_group(days, parts, language, len(groups)) for parts, days in groups.items()]
    first = _sort(next(iter(groups.values())))
    return Phrase(", ".join(shown), first, _SHOWN[language].leads.get(first, ""))


def _sort(days: Sequence[int]) -> _Sort:
    """Return how to name such days."""
    known: dict[tuple[int, ...], _Sort] = {
        tuple(_EVERY_DAY): "daily", tuple(_WEEKDAYS): "weekdays", tuple(_WEEKEND): "weekend",
    }  # fmt: skip
    spans = len(days) > len(_WEEKEND) and days[-1] - days[0] == len(days) - 1
    return known.get(tuple(days), "span" if spans else "list")


def _show_group(days: list[int], parts: tuple[int, ...], language: Language, groups: int) -> str:
    """Return days that have the same parts."""
    words, sort = _SHOWN[language], _sort(days)
    whole = len(parts) == len(PARTS)
    if sort == "daily":
        named = listed([words.parts[part] for part in parts], words.conjunction)
        return words.always if whole else f"{words.daily} {named}"
    shown = _show_days(days, language)
    if whole:
        return shown if groups == 1 else f"{shown} {words.whole_day}"
    if parts == (0, 1):
        return f"{shown} {words.daytime}"
    if language == "nl" and sort == "list" and len(parts) == 1:
        return _show_hyphened(days, words.parts[parts[0]])
    if language == "en" and sort in ("weekdays", "weekend"):
        plural = listed([words.parts[part] + "s" for part in parts], words.conjunction)
        return f"{shown.removesuffix('s')} {plural}"
    return f"{shown} {listed([words.parts_apart[part] for part in parts], words.conjunction)}"


def _show_days(days: Sequence[int], language: Language) -> str:
    """Return days by name."""
    words, sort = _SHOWN[language], _sort(days)
    names = [WEEKDAY_NAMES[language][day] for day in days]
    if sort == "weekdays":
        return words.weekdays
    if sort == "weekend":
        return words.weekend
    if sort == "span":
        return f"{names[0]} {words.span} {names[-1]}"
    return listed(names, words.conjunction)


def _show_hyphened(days: Sequence[int], part: str) -> str:
    """Return days and their part as Dutch joins them: "dinsdag- en donderdagavond"."""
    *others, last = [WEEKDAY_NAMES["nl"][day] for day in days]
    return listed([*(name + "-" for name in others), last + part], "en")


def listed(words: Sequence[str], conjunction: str) -> str:
    """Return words one after another: "a, b en c"."""
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last

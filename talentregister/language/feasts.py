"""
Feasts and school holidays: the day they begin, and the day on which they are over.

A school holiday begins when the first region of the Netherlands is free, and is over when
every region is back, whatever the year (spread as the ministry spreads them). Easter by
dateutil. The Islamic feasts by the tabular calendar (Reingold and Dershowitz, *Calendrical
Calculations*): the moon is seen on that day or the one beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

When = Literal["on", "after", "before"]
# The words in front of a feast, or of a season.
WHEN: Mapping[str, When] = {
    **dict.fromkeys(("na", "after", "pas na"), "after"),
    **dict.fromkeys(("voor", "before"), "before"),
    **dict.fromkeys(("met", "at", "in", "tijdens", "during"), "on"),
}
DayOfYear = tuple[int, int]


class Span(NamedTuple):
    """The first day of a feast, and the first day on which it is over."""

    first: date
    over: date


# The spans that begin in a year: of a feast by the moon there may be two, or none.
Spans = Callable[[int], list[Span]]
# "Voor kerst": a week is left.
AHEAD = timedelta(weeks=1)


def fixed(first: DayOfYear, over: DayOfYear) -> Spans:
    """A feast on the same day every year; it may be over in the next."""
    later = int(over < first)
    return lambda year: [Span(date(year, *first), date(year + later, *over))]


def by_easter(first: int, over: int) -> Spans:
    """A feast so many days from Easter."""

    def spans(year: int) -> list[Span]:
        from dateutil.easter import easter

        return [Span(easter(year) + timedelta(first), easter(year) + timedelta(over))]

    return spans


def by_moon(first: DayOfYear, over: DayOfYear) -> Spans:
    """A feast on a day of an Islamic month."""

    def spans(year: int) -> list[Span]:
        about = (year - 622) * 33 // 32
        found = (Span(_islamic(y, *first), _islamic(y, *over)) for y in range(about - 1, about + 3))
        return [span for span in found if span.first.year == year]

    return spans


def _islamic(year: int, month: int, day: int) -> date:
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + (month - 1) * 29 + month // 2 + day
    return date.fromordinal(days + 227_014)


FEASTS: Mapping[str, Spans] = {
    name: spans
    for names, spans in (
        ("nieuwjaar, new year", fixed((1, 1), (1, 2))),
        ("voorjaarsvakantie, krokusvakantie, spring holidays", fixed((2, 13), (3, 8))),
        ("koningsdag, kings day", fixed((4, 27), (4, 28))),
        ("meivakantie, may holidays", fixed((4, 24), (5, 10))),
        ("bevrijdingsdag", fixed((5, 5), (5, 6))),
        ("keti koti", fixed((7, 1), (7, 2))),
        (
            "zomervakantie, grote vakantie, summer holidays, summer holiday",
            fixed((7, 4), (9, 1)),
        ),
        ("herfstvakantie, autumn holidays", fixed((10, 10), (11, 1))),
        ("sint maarten, sint-maarten", fixed((11, 11), (11, 12))),
        ("sinterklaas", fixed((12, 5), (12, 6))),
        ("kerst, kerstmis, christmas", fixed((12, 25), (12, 27))),
        ("feestdagen, holiday season", fixed((12, 25), (1, 2))),
        ("kerstvakantie, christmas holidays, christmas holiday", fixed((12, 19), (1, 10))),
        ("oud en nieuw, new years eve", fixed((12, 31), (1, 2))),
        ("carnaval, carnival", by_easter(-49, -46)),
        ("goede vrijdag, good friday", by_easter(-2, 2)),
        ("pasen, easter", by_easter(0, 2)),
        ("hemelvaart, hemelvaartsdag, ascension day", by_easter(39, 43)),
        ("pinksteren, whitsun, pentecost", by_easter(49, 51)),
        ("ramadan", by_moon((9, 1), (10, 4))),
        ("suikerfeest, ramadanfeest, eid al-fitr, eid", by_moon((10, 1), (10, 4))),
        ("offerfeest, eid al-adha", by_moon((12, 10), (12, 14))),
    )
    for name in names.split(", ")
}


def day_of(
    name: str, when: When, today: date, *, past: bool = False, year: int | None = None
) -> date:
    """
    The day of a feast, the first after it, or one in time before it.

    The nearest from `today` in the direction asked for, or of the feast that begins in `year`.
    Raises ValueError when the calendar ends before there is one.
    """
    years = range(today.year - 2, today.year + 3) if year is None else (year,)
    spans = [span for each in years if 1 < each < 9998 for span in FEASTS[name](each)]
    if when == "after":
        return _nearest([span.over for span in spans], today, past=past, told=year is not None)
    first = _nearest([span.first for span in spans], today, past=past, told=year is not None)
    if when == "on":
        return first
    in_time = first - AHEAD
    return in_time if year is not None else ahead(in_time, first, today)


def ahead(in_time: date, first: date, today: date) -> date:
    """A day in time before `first`: tomorrow, when that day is past and `first` still comes."""
    return today + timedelta(1) if in_time <= today < first else in_time


def _nearest(days: list[date], today: date, *, past: bool, told: bool) -> date:
    """The nearest of some days; of a year that was told the first."""
    if told:
        return min(days)
    return max(d for d in days if d <= today) if past else min(d for d in days if d > today)

"""
Days and lengths of time in the words people use, Dutch and English alike.

Reading takes a text, the day it is today and a direction, and gives a day with
the precision of what was said. The rules are those of DESIGN.md (Agenda):

* the day stands before the month, always; a two-digit year is of this century;
* after a month name only a four-digit year is a year;
* a month, season or year means its first day; "eind mei" is its last day and
  "half mei" the fifteenth;
* without a year it is the nearest one in the direction asked for, and today
  counts as past;
* a length of time keeps the day of the month, clamped at the end of the month;
* nothing moves for a weekend, and a day that does not exist is unreadable.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from talentregister.errors import Usage
from talentregister.language import feasts, i18n
from talentregister.language.calendar_names import MONTH_NAMES, SEASON_NAMES, TODAY, WEEKDAY_NAMES
from talentregister.language.names import fold

Precision = Literal["day", "month", "season", "year"]
Towards = Literal["future", "past"]


class Reading(NamedTuple):
    """A day, and how precisely it was said."""

    day: date
    precision: Precision


class Period(NamedTuple):
    """A length of time; a year is twelve months, a week seven days."""

    months: int
    days: int


# --- words -----------------------------------------------------------------


def _words(*rows: str, start: int = 1) -> dict[str, int]:
    """Number rows of words that mean the same."""
    return {word: number for number, row in enumerate(rows, start) for word in row.split()}


MONTHS = _words(
    "januari january jan", "februari february feb febr", "maart march mrt mar",
    "april apr", "mei may", "juni june jun", "juli july jul", "augustus august aug",
    "september sep sept", "oktober october okt oct", "november nov", "december dec",
)  # fmt: skip
WEEKDAYS = _words(
    "maandag ma monday mon", "dinsdag di tuesday tue tues", "woensdag wo wednesday wed",
    "donderdag do thursday thu thur thurs", "vrijdag vr friday fri",
    "zaterdag za saturday sat", "zondag zo sunday sun", start=0,
)  # fmt: skip
# Seasons by their first month (meteorological: whole months).
SEASONS = {
    **dict.fromkeys(("voorjaar", "lente", "spring", "springtime"), 3),
    **dict.fromkeys(("zomer", "summer", "summertime"), 6),
    **dict.fromkeys(("najaar", "herfst", "autumn", "fall"), 9),
    **dict.fromkeys(("winter", "wintertime"), 12),
}
_NUMBERS = {"a": 1, "an": 1, "'n": 1, "n": 1} | _words(
    "een one", "twee two", "drie three", "vier four", "vijf five", "zes six", "zeven seven",
    "acht eight", "negen nine", "tien ten", "elf eleven", "twaalf twelve", "dertien thirteen",
    "veertien fourteen", "vijftien fifteen", "zestien sixteen", "zeventien seventeen",
    "achttien eighteen", "negentien nineteen", "twintig twenty",
)  # fmt: skip
_WEEKS = {"laatste": -1, "last": -1} | _words(
    "1e eerste first 1st", "2e tweede second 2nd", "3e derde third 3rd", "4e vierde fourth 4th",
)  # fmt: skip
_UNIT_LENGTHS = (
    Period(0, 1), Period(0, 7), Period(0, 14), Period(1, 0), Period(3, 0), Period(12, 0),
)  # fmt: skip
_UNITS = _words(
    "d dag dagen dgn day days",
    "w wk wkn week weken weeks",
    "fortnight fortnights",
    "m mnd mth mths maand maanden month months",
    "kwartaal kwartalen quarter quarters",
    "j jr jaar jaren y yr yrs year years",
    start=0,
)
_LENGTHS = {
    **dict.fromkeys(
        ("half jaar", "halfjaar", "een half jaar", "een halfjaar", "half year", "half a year",
         "a half year"), Period(6, 0),
    ),
    **dict.fromkeys(
        ("anderhalf jaar", "a year and a half", "one and a half years"), Period(18, 0)
    ),
    "kwartaal": Period(3, 0),
    "anderhalve maand": Period(1, 15), "anderhalve week": Period(0, 10),
}  # fmt: skip
# Words that are dates only when nothing else is on the line: "do mee", "zo snel
# mogelijk", "may want to help".
_COMMON_WORDS = frozenset({"do", "zo", "may", "march", "sun", "sat", "wed", "fall", "spring"})


# "the day before yesterday" and "vrijdag 1 mei van volgend jaar" are the longest.
_LONGEST = 10


def _any_of(words: Mapping[str, object]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


_NEXT = r"(?:volgende?|next|komende?|aanstaande?|as|coming)"
_THIS = r"(?:deze|dit|this)"
_LAST = r"(?:vorige?|afgelopen|laatste|last|past|previous)"
_THE = r"(?:(?:de|het|the|'t) )?"
_OF = rf"(?:(?:of|van) )?{_THE}"
_YEAR = rf"(?:in |van )?(?P<year>\d{{4}}|(?:{_NEXT}|{_THIS}|{_LAST}) (?:jaar|year))"
_MONTH = rf"(?P<month>{_any_of(MONTHS)})"
_WEEKDAY = rf"(?P<weekday>{_any_of(WEEKDAYS)})"
_SEASON = rf"(?P<season>{_any_of(SEASONS)})"
_WHEN = rf"(?:(?P<when>{_any_of(feasts.WHEN)}) )?"
_ORDINAL = r"(?:e|de|ste|st|nd|rd|th)?"
_PART = (
    r"(?P<part>begin|beginning|early|half|medio|midden|halverwege|mid|middle|eind|einde|end|late)"
)
_STEP = rf"(?P<step>{_NEXT}|{_THIS}|{_LAST})"


class _Frame(NamedTuple):
    """From where a text is read."""

    today: date
    towards: Towards

    def nearest(self, month: int, day: int) -> date:
        """Return the nearest such day; raises `ValueError` when no year has it."""
        ahead = self.towards == "future"
        # Nine years: 29 February may be eight years away (1896, 1904).
        for distance in range(9):
            found = _day_of(self.today.year + (distance if ahead else -distance), month, day)
            if found is not None and (found > self.today) == ahead:
                return found
        raise ValueError("no such day")

    def on(self, month: int, day: int, year: str | None) -> date:
        """Return a day in the year said, or else the nearest; raises `ValueError`."""
        if year is None:
            return self.nearest(month, day)
        found = _day_of(self.year(year), month, day)
        if found is None:
            raise ValueError("no such day")
        return found

    def year(self, text: str) -> int:
        """Return the year said."""
        return int(text) if text.isdigit() else self.today.year + _step(text)

    def weekday(self, wanted: int, *, today_too: bool) -> date:
        """Return the first such weekday after today, or the last one up to today."""
        if self.towards == "future":
            return self.today + timedelta((wanted - self.today.weekday() - 1) % 7 + 1)
        latest = self.today - timedelta(0 if today_too else 1)
        return latest - timedelta((latest.weekday() - wanted) % 7)


_LAST_DAY = -1


def _day_of(year: int, month: int, day: int) -> date | None:
    """Return that day, or None where that month has no such day."""
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return None
    return date(year, month, last if day == _LAST_DAY else day)


def _step(text: str) -> int:
    """Return 1 for next, 0 for this and -1 for last."""
    if re.match(_NEXT, text):
        return 1
    return -1 if re.match(_LAST, text) else 0


# --- the forms: each takes what its pattern found, ValueError is unreadable ---

_Reader = Callable[[re.Match[str], _Frame], Reading]


def _read_today(found: re.Match[str], frame: _Frame) -> Reading:
    return Reading(frame.today + timedelta(TODAY[found["word"]]), "day")


def _read_iso(found: re.Match[str], frame: _Frame) -> Reading:
    return Reading(date(int(found["year"]), int(found["month"]), int(found["day"])), "day")


def _read_numbers(found: re.Match[str], frame: _Frame) -> Reading:
    year = found["year"]
    if year is None and found["mark"] == ".":
        raise ValueError("a decimal fraction")
    if year and len(year) < len("2026"):
        year = f"{frame.today.year // 100}{year}"
    return _on_weekday(found, frame.on(int(found["month"]), int(found["day"]), year))


def _read_month_number(found: re.Match[str], frame: _Frame) -> Reading:
    return Reading(date(int(found["year"]), int(found["month"]), 1), "month")


def _read_day_and_month(found: re.Match[str], frame: _Frame) -> Reading:
    day = int(found["day"])
    return _on_weekday(found, frame.on(MONTHS[found["month"]], day, found["year"]))


def _on_weekday(found: re.Match[str], day: date) -> Reading:
    """Refuse a day that is not the weekday said with it: one of the two is wrong."""
    said = found["weekday"]
    if said and WEEKDAYS[said] != day.weekday():
        raise ValueError("another weekday")
    return Reading(day, "day")


def _read_month(found: re.Match[str], frame: _Frame) -> Reading:
    frame, year = _turned(found, frame)
    third = _third(found["part"])
    day = frame.on(MONTHS[found["month"]], (1, 15, _LAST_DAY)[third], year)
    return Reading(day, "day" if third else "month")


def _third(part: str | None) -> int:
    """Return 0 for the beginning or nothing, 1 for the middle and 2 for the end."""
    if part is None or part[:2] in ("be", "ea"):
        return 0
    return 1 if part[0] in "hm" else 2


def _turned(found: re.Match[str], frame: _Frame) -> tuple[_Frame, str | None]:
    """Let "last May" and "volgende zomer" say the direction, "deze zomer" the year."""
    step, year = found["step"], found["year"]
    if step is None:
        return frame, year
    if _step(step) == 0:
        return frame, year or str(frame.today.year)
    return frame._replace(towards="past" if _step(step) < 0 else "future"), year


def _read_season(found: re.Match[str], frame: _Frame) -> Reading:
    frame, year = _turned(found, frame)
    month = SEASONS[found["season"]]
    if feasts.WHEN.get(found["when"]) == "before":
        first = frame.on(month, 1, year)
        in_time = before(first, Period(1, 0))
        day = feasts.ahead(in_time, first, frame.today)
        return Reading(day, "month" if day == in_time else "day")
    if feasts.WHEN.get(found["when"]) != "after":
        return Reading(frame.on(month, 1, year), "season")
    if year is None:
        return Reading(frame.nearest((month + 2) % 12 + 1, 1), "season")
    return Reading(after(date(frame.year(year), month, 1), Period(3, 0)), "season")


def _read_feast(found: re.Match[str], frame: _Frame) -> Reading:
    when = feasts.WHEN.get(found["when"], "on")
    year = frame.year(found["year"]) if found["year"] else None
    past = frame.towards == "past"
    day = feasts.day_of(found["feast"], when, frame.today, past=past, year=year)
    over_the_summer = when == "after" and (day.month, day.day) == (9, 1)
    return Reading(day, "season" if over_the_summer else "day")


def _read_quarter(found: re.Match[str], frame: _Frame) -> Reading:
    return Reading(frame.on(3 * int(found["quarter"]) - 2, 1, found["year"]), "month")


def _read_week_of_month(found: re.Match[str], frame: _Frame) -> Reading:
    """Read the first, second … or last seven days of a month by their first day."""
    month, place = MONTHS[found["month"]], _WEEKS[found["nth"]]
    if place != _LAST_DAY:
        return Reading(frame.on(month, 7 * place - 6, found["year"]), "day")
    return Reading(frame.on(month, _LAST_DAY, found["year"]) - timedelta(6), "day")


def _read_around_feast(found: re.Match[str], frame: _Frame) -> Reading:
    """Read "twee weken voor kerst": so long before it, or after it is over."""
    later, past = feasts.WHEN[found["when"]] == "after", frame.towards == "past"
    when: feasts.When = "after" if later else "on"
    day = feasts.day_of(found["feast"], when, frame.today, past=past)
    asked = (after if later else before)(day, _length(found["length"]))
    return Reading(feasts.ahead(asked, day, frame.today), "day")


def _read_weekday_ahead(found: re.Match[str], frame: _Frame) -> Reading:
    """Read "dinsdag over een week": so long after the coming Tuesday."""
    day = frame.weekday(WEEKDAYS[found["weekday"]], today_too=False)
    return Reading(after(day, _length(found["length"])), "day")


def _read_year(found: re.Match[str], frame: _Frame) -> Reading:
    year = frame.year(found["year"])
    third = _third(found["part"])
    return Reading(date(year, *((1, 1), (7, 1), (12, 31))[third]), "day" if third else "year")


def _read_weekday(found: re.Match[str], frame: _Frame) -> Reading:
    """Read a weekday: "last Friday" on a Friday is a week ago, "Friday" may be today."""
    step = found["step"]
    if step and _step(step):
        frame = frame._replace(towards="past" if _step(step) < 0 else "future")
    return Reading(frame.weekday(WEEKDAYS[found["weekday"]], today_too=not step), "day")


def _read_week(found: re.Match[str], frame: _Frame) -> Reading:
    """Read a week by its Monday, or the day of that week that was said."""
    monday = frame.today - timedelta(frame.today.weekday())
    monday += timedelta(weeks=_step(found["step"]))
    said = found["weekday"] or found["weekday_after"]
    if said:
        return Reading(monday + timedelta(WEEKDAYS[said]), "day")
    return Reading(monday + timedelta(2 * _third(found["part"])), "day")


def _read_week_number(found: re.Match[str], frame: _Frame) -> Reading:
    """Read an ISO week, as Dutch diaries number them, by its Monday."""
    week = int(found["week"])
    if found["year"] is not None:
        return Reading(date.fromisocalendar(frame.year(found["year"]), week, 1), "day")
    year = frame.today.isocalendar().year
    ahead = frame.towards == "future"
    monday = date.fromisocalendar(year, week, 1)
    if (monday > frame.today) != ahead:
        monday = date.fromisocalendar(year + (1 if ahead else -1), week, 1)
    return Reading(monday, "day")


def _read_weekend(found: re.Match[str], frame: _Frame) -> Reading:
    """Read a weekend by its Saturday; after it comes Monday."""
    step = found["step"]
    if step and _step(step) < 0:
        frame = frame._replace(towards="past")
    return Reading(frame.weekday(0 if found["after"] else 5, today_too=not step), "day")


def _read_this_month(found: re.Match[str], frame: _Frame) -> Reading:
    first = after(frame.today.replace(day=1), Period(_step(found["step"]), 0))
    third = _third(found["part"])
    last = calendar.monthrange(first.year, first.month)[1]
    return Reading(first.replace(day=(1, 15, last)[third]), "day" if third else "month")


def _read_ahead(found: re.Match[str], frame: _Frame) -> Reading:
    return Reading(after(frame.today, _length(found["length"])), "day")


def _read_ago(found: re.Match[str], frame: _Frame) -> Reading:
    return Reading(before(frame.today, _length(found["length"])), "day")


def _read_length(found: re.Match[str], frame: _Frame) -> Reading:
    return (_read_ahead if frame.towards == "future" else _read_ago)(found, frame)


_AND_YEAR = rf"(?: {_YEAR})?"
# The first form that fits the whole text reads it; the order matters only where
# a form is looser than the ones above it.
_FORMS: tuple[tuple[str, _Reader], ...] = (
    (rf"(?:the )?(?P<word>{_any_of(TODAY)})", _read_today),
    (r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", _read_iso),
    (
        rf"(?:{_WEEKDAY} )?(?P<day>\d{{1,2}})(?P<mark>[-/.])(?P<month>\d{{1,2}})"
        rf"(?:(?P=mark)(?P<year>\d{{4}}|\d\d))?",
        _read_numbers,
    ),
    (r"(?P<month>\d{1,2})[-/](?P<year>\d{4})", _read_month_number),
    (r"(?P<year>\d{4})[-/](?P<month>\d{1,2})", _read_month_number),
    (
        rf"(?:{_WEEKDAY} )?{_THE}(?P<day>\d{{1,2}}){_ORDINAL} (?:of )?{_MONTH}{_AND_YEAR}",
        _read_day_and_month,
    ),
    (
        rf"(?:{_WEEKDAY} )?{_MONTH} (?:the )?(?P<day>\d{{1,2}}){_ORDINAL}{_AND_YEAR}",
        _read_day_and_month,
    ),
    (rf"(?:in )?(?:{_PART} {_OF})?(?:{_STEP} )?{_MONTH}{_AND_YEAR}", _read_month),
    (
        rf"(?:in |van )?{_WHEN}{_THE}(?:{_STEP} )?{_SEASON}{_AND_YEAR}",
        _read_season,
    ),
    (rf"{_WHEN}{_THE}(?P<feast>{_any_of(feasts.FEASTS)}){_AND_YEAR}", _read_feast),
    (
        rf"(?:in )?(?:{_PART} {_OF})?"
        rf"(?P<year>(?:19|20|21)\d\d|(?:{_NEXT}|{_THIS}|{_LAST}) (?:jaar|year))",
        _read_year,
    ),
    (r"(?P<part>eind|einde|end) (?:van het|of the) (?P<year>jaar|year)", _read_year),
    (rf"(?:{_STEP} )?{_WEEKDAY}", _read_weekday),
    (
        rf"(?:{_PART} {_OF})?(?:{_WEEKDAY} )?{_STEP} week"
        rf"(?: (?P<weekday_after>{_any_of(WEEKDAYS)}))?",
        _read_week,
    ),
    (rf"(?:in )?(?:week|wk) (?P<week>\d\d?){_AND_YEAR}", _read_week_number),
    (
        rf"(?:in )?(?:(?P<after>na|after) )?{_THE}"
        rf"(?:(?P<step>dit|this|komende?|coming|{_LAST}) )?weekend",
        _read_weekend,
    ),
    (rf"(?:in )?(?:{_PART} {_OF})?{_STEP} (?:maand|month)", _read_this_month),
    (r"(?P<part>eind|einde|end) (?:van de|of the) (?P<step>maand|month)", _read_this_month),
    (
        rf"(?:in )?{_THE}(?P<nth>{_any_of(_WEEKS)}) week (?:(?:in|van|of) )?{_MONTH}{_AND_YEAR}",
        _read_week_of_month,
    ),
    (rf"(?:in )?{_THE}(?:q|k|kwartaal |quarter )(?P<quarter>[1-4]){_AND_YEAR}", _read_quarter),
    (rf"(?:in )?{_THE}(?P<quarter>[1-4]){_ORDINAL} (?:kwartaal|quarter){_AND_YEAR}", _read_quarter),
    (rf"{_WEEKDAY} (?:over|in) (?P<length>\S+ we(?:ek|eks|ken))", _read_weekday_ahead),
    (
        rf"(?P<length>.+) (?P<when>na|after|voor|before) {_THE}(?P<feast>{_any_of(feasts.FEASTS)})",
        _read_around_feast,
    ),
    (r"(?:over|in) (?P<length>.+)", _read_ahead),
    (r"(?P<length>.+) (?:from now|hence)", _read_ahead),
    (r"(?P<length>.+) (?:geleden|terug|ago)", _read_ago),
    (r"(?P<length>.+)", _read_length),
)


# --- reading -----------------------------------------------------------------


def read(text: str, today: date, towards: Towards = "future") -> Reading:
    """
    Return the day `text` means, seen from `today`.

    Raises `Usage` ("date_unreadable") when it is no date or no existing day.
    """
    plain = _plain(text)
    frame = _Frame(today, towards)
    for pattern, reader in _FORMS:
        if found := re.fullmatch(pattern, plain):
            try:
                return reader(found, frame)
            except (ValueError, OverflowError):
                break
    raise unreadable(text)


def unreadable(text: str) -> Usage:
    """The error for what is no date; for what comes back each time there is a rhythm."""
    each_time = fold(text).startswith(("elke ", "iedere ", "om de ", "every "))
    return Usage("date_unreadable", hint="rhythm_instead" if each_time else "date_forms", text=text)


def leading(
    words: Sequence[str], today: date, towards: Towards = "future"
) -> tuple[Reading, int] | None:
    """
    Return the longest leading run of `words` that reads as a date, and its length.

    A word with a space in it was quoted: it may be a date by itself and is never
    joined with another. None when nothing at the beginning is surely a date.
    """
    quoted = next((at for at, word in enumerate(words) if " " in word.strip()), len(words))
    for length in range(min(max(quoted, 1), len(words), _LONGEST), 0, -1):
        if _reads_on(words, length):
            continue
        text = " ".join(words[:length])
        try:
            return read(text, today, towards), length
        except Usage:
            if _wrong_weekday(text):
                return None
    return None


def _wrong_weekday(text: str) -> bool:
    """Whether a day stands behind a weekday: "maandag 19 mei", a Tuesday, is no Monday."""
    plain = _plain(text)
    dated = (
        pattern for pattern, reader in _FORMS if reader in (_read_numbers, _read_day_and_month)
    )
    return plain.partition(" ")[0] in WEEKDAYS and any(re.fullmatch(p, plain) for p in dated)


def _reads_on(words: Sequence[str], length: int) -> bool:
    """Tell whether the run breaks off a phrase: "mei 3 | dagen", "do | mee"."""
    if length == len(words) or " " in words[length].strip():
        return False
    if length == 1:
        return _plain(words[0]) in _COMMON_WORDS
    return words[length - 1].isdigit() and fold(words[length]) in _UNITS


def period(text: str) -> Period:
    """Return the length of time; raises `Usage` ("period_unreadable")."""
    plain = re.sub(r"^(?:elke|elk|iedere|ieder|om de|every|each) ", "", _plain(text))
    try:
        return _length(f"1 {plain}" if plain in _UNITS else plain)  # "elke maand"
    except ValueError:
        raise Usage("period_unreadable", hint="period_forms", text=text) from None


def after(day: date, length: Period) -> date:
    """Return the day `length` after `day`, clamped at the end of the month."""
    months = day.year * 12 + day.month - 1 + length.months
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("outside the calendar")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(length.days)


def before(day: date, length: Period) -> date:
    """Return the day `length` before `day`, clamped at the end of the month."""
    return after(day, Period(-length.months, -length.days))


def _plain(text: str) -> str:
    """Return `text` with one spelling: no dots after letters, no commas, no "op"."""
    plain = re.sub(r"(?<=[a-z])\.|,(?= |$)", "", fold(text).strip(" ,.="))
    plain = re.sub(r"(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=\d)", " ", plain)
    plain = re.sub(r"^(?:op|on|per|rond|around|omstreeks) (?:de |het |the )?", "", plain)
    # "volgend jaar in mei" is "in mei volgend jaar"
    plain = re.sub(rf"^((?:{_NEXT}|{_THIS}|{_LAST}) (?:jaar|year)) (.+)$", r"\2 \1", plain)
    return plain.replace("king's day", "kings day").replace("year's eve", "years eve")


def _length(text: str) -> Period:
    """Return the length of time in plain words; `ValueError` when it is none."""
    text = re.sub(r"^(?:ongeveer|circa|ca|zo'n|about|around|roughly) |'? time$", "", text)
    text = re.sub(r"^een ([a-z]+) of (\S+)$", r"\2 \1", text)  # "een week of drie"
    text = re.sub(r"^(?:een paar|enkele|a few|a couple of) ", "3 ", text)
    if re.fullmatch(r"(?:\d{1,4} ?[dwmjy] ?)+", text):
        parts = re.findall(r"(\d+) ?([dwmjy])", text)
        return _sum([_times(int(count), unit) for count, unit in parts])
    if text in _LENGTHS:
        return _LENGTHS[text]
    return _sum([_one_length(part) for part in re.split(r" (?:en|and) ", text)])


def _one_length(text: str) -> Period:
    """Return the length of "3 maanden", "een half jaar" or "1,5 jaar"."""
    if text in _LENGTHS:
        return _LENGTHS[text]
    if found := re.fullmatch(r"(\d{1,3})[.,]5 (?:jaar|year|years)", text):
        return _sum([Period(int(found[1]) * 12 + 6, 0)])
    found = re.fullmatch(r"(\d{1,4}|[a-z']+) ?([a-z]+)", text)
    if found is None:
        raise ValueError("no length of time")
    number, unit = found[1], found[2]
    count = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
    return _times(count, unit)


def _times(count: int, unit: str) -> Period:
    """Return so many of a unit; none of them is no length of time."""
    if unit not in _UNITS or not count:
        raise ValueError("no length of time")
    months, days = _UNIT_LENGTHS[_UNITS[unit]]
    return Period(months * count, days * count)


def _sum(parts: Sequence[Period]) -> Period:
    """Add lengths up; a hundred years is the most anybody plans ahead."""
    total = Period(sum(part.months for part in parts), sum(part.days for part in parts))
    if total.months > 1200 or total.days > 36525:
        raise ValueError("too long")
    return total


# --- showing -----------------------------------------------------------------


def in_full(moment: Reading | date, precision: Precision = "day") -> str:
    """Return a day in the language spoken now, as precisely as it was said."""
    day, said = moment if isinstance(moment, Reading) else (moment, precision)
    language = i18n.language()
    if said == "year":
        return f"{day.year:04}"
    if said == "season":
        # January and February belong to the winter that began the year before.
        year = day.year - 1 if day.month < 3 else day.year
        return f"{SEASON_NAMES[language][(day.month - 3) % 12 // 3]} {year:04}"
    month = f"{MONTH_NAMES[language][day.month - 1]} {day.year:04}"
    if said == "month":
        return month
    return f"{WEEKDAY_NAMES[language][day.weekday()]} {day.day} {month}"


def short(day: date) -> str:
    """Return a day in figures: 21-11-2026."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"

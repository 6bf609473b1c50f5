"""Days and lengths of time in words, Dutch and English."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.errors import Usage
from talentregister.language import dates, feasts, i18n
from talentregister.language.dates import Period, Precision, Reading, Towards

TODAY = date(2026, 11, 21)  # a Saturday
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


FUTURE_DAYS = {
    # figures
    "14-4-26": "2026-04-14",
    "14-4-2026": "2026-04-14",
    "14-04-2026": "2026-04-14",
    "14/4/2026": "2026-04-14",
    "14/4/26": "2026-04-14",
    "14.4.26": "2026-04-14",
    "14.4.2026": "2026-04-14",
    "2026-04-14": "2026-04-14",
    "2026/4/14": "2026-04-14",
    "14-4": "2027-04-14",
    "1-8": "2027-08-01",
    "1/12": "2026-12-01",
    "21-11": "2027-11-21",
    "22-11": "2026-11-22",
    "20-11": "2027-11-20",
    "dinsdag 14-4-2026": "2026-04-14",
    "14-apr-2026": "2026-04-14",
    "29-2-2028": "2028-02-29",
    "31-12-99": "2099-12-31",
    "01-02-03": "2003-02-01",
    # a day and a month
    "14 apr": "2027-04-14",
    "14 apr.": "2027-04-14",
    "14 april 2027": "2027-04-14",
    "14 APRIL 2027": "2027-04-14",
    "1 mei": "2027-05-01",
    "op 1 mei": "2027-05-01",
    "op de 1e mei": "2027-05-01",
    "per 1 mei": "2027-05-01",
    "rond 1 mei": "2027-05-01",
    "1e mei": "2027-05-01",
    "1ste mei": "2027-05-01",
    "2de mei": "2027-05-02",
    "15 maart": "2027-03-15",
    "15 mrt": "2027-03-15",
    "3 febr": "2027-02-03",
    "7 okt.": "2027-10-07",
    "30 sept": "2027-09-30",
    "24 dec": "2026-12-24",
    "1 jan": "2027-01-01",
    "29 februari": "2028-02-29",
    "29 feb 2028": "2028-02-29",
    "21 november": "2027-11-21",
    "21 november 2026": "2026-11-21",
    "zaterdag 21 november 2026": "2026-11-21",
    "Saturday, 21 November 2026": "2026-11-21",
    "May 1": "2027-05-01",
    "May 1st": "2027-05-01",
    "May 1st, 2028": "2028-05-01",
    "1 May 2027": "2027-05-01",
    "on May 2nd": "2027-05-02",
    "on the 3rd of May": "2027-05-03",
    "the 4th of July": "2027-07-04",
    "1 mei volgend jaar": "2027-05-01",
    "volgend jaar 1 mei": "2027-05-01",
    "1 mei van dit jaar": "2026-05-01",
    "1 may last year": "2025-05-01",
    "mei 5": "2027-05-05",
    # days by name
    "vandaag": "2026-11-21",
    "Vandaag ": "2026-11-21",
    "morgen": "2026-11-22",
    "overmorgen": "2026-11-23",
    "gisteren": "2026-11-20",
    "eergisteren": "2026-11-19",
    "today": "2026-11-21",
    "tomorrow": "2026-11-22",
    "yesterday": "2026-11-20",
    "day after tomorrow": "2026-11-23",
    "the day after tomorrow": "2026-11-23",
    "the day before yesterday": "2026-11-19",
    "zondag": "2026-11-22",
    "dinsdag": "2026-11-24",
    "di": "2026-11-24",
    "op dinsdag": "2026-11-24",
    "do": "2026-11-26",
    "zo": "2026-11-22",
    "wed": "2026-11-25",
    "on friday": "2026-11-27",
    "zaterdag": "2026-11-28",
    "volgende dinsdag": "2026-11-24",
    "komende vrijdag": "2026-11-27",
    "a.s. vrijdag": "2026-11-27",
    "aanstaande woensdag": "2026-11-25",
    "deze vrijdag": "2026-11-27",
    "next tuesday": "2026-11-24",
    "this friday": "2026-11-27",
    "volgende zaterdag": "2026-11-28",
    "afgelopen vrijdag": "2026-11-20",
    "last friday": "2026-11-20",
    "afgelopen zaterdag": "2026-11-14",
    "vorige zondag": "2026-11-15",
    "volgende week": "2026-11-23",
    "next week": "2026-11-23",
    "volgende week dinsdag": "2026-11-24",
    "dinsdag volgende week": "2026-11-24",
    "tuesday next week": "2026-11-24",
    "vorige week vrijdag": "2026-11-13",
    "deze week donderdag": "2026-11-19",
    "vorige week": "2026-11-09",
    "begin volgende week": "2026-11-23",
    "midden volgende week": "2026-11-25",
    "eind volgende week": "2026-11-27",
    "end of next week": "2026-11-27",
    "weekend": "2026-11-28",
    "in het weekend": "2026-11-28",
    "komend weekend": "2026-11-28",
    "na het weekend": "2026-11-23",
    "after the weekend": "2026-11-23",
    "last weekend": "2026-11-14",
    "week 1": "2027-01-04",
    "week 50": "2026-12-07",
    "in week 23 2027": "2027-06-07",
    "week 53 2026": "2026-12-28",
    # lengths of time
    "over 3 maanden": "2027-02-21",
    "over drie maanden": "2027-02-21",
    "over een jaar": "2027-11-21",
    "over één jaar": "2027-11-21",
    "over drie weken": "2026-12-12",
    "over een week": "2026-11-28",
    "over 10 dagen": "2026-12-01",
    "over een half jaar": "2027-05-21",
    "over anderhalf jaar": "2028-05-21",
    "over 1,5 jaar": "2028-05-21",
    "over een week of drie": "2026-12-12",
    "over ongeveer twee maanden": "2027-01-21",
    "over zo'n twee maanden": "2027-01-21",
    "over een jaar en drie maanden": "2028-02-21",
    "over een kwartaal": "2027-02-21",
    "over twintig jaar": "2046-11-21",
    "in 3 months": "2027-02-21",
    "in a year": "2027-11-21",
    "in half a year": "2027-05-21",
    "in a year and a half": "2028-05-21",
    "in two weeks": "2026-12-05",
    "in 3 months' time": "2027-02-21",
    "in a fortnight": "2026-12-05",
    "in about 2 weeks": "2026-12-05",
    "2 weeks from now": "2026-12-05",
    "3 maanden": "2027-02-21",
    "2 weken": "2026-12-05",
    "2w": "2026-12-05",
    "3m": "2027-02-21",
    "10d": "2026-12-01",
    "1y": "2027-11-21",
    "1j": "2027-11-21",
    "1j 6m": "2028-05-21",
    "2w3d": "2026-12-08",
    "half jaar": "2027-05-21",
    "3 maanden geleden": "2026-08-21",
    "een week geleden": "2026-11-14",
    "twee jaar terug": "2024-11-21",
    "3 months ago": "2026-08-21",
    "a year ago": "2025-11-21",
    # middles, ends and feasts
    "half maart": "2027-03-15",
    "medio maart": "2027-03-15",
    "mid june": "2027-06-15",
    "half november": "2027-11-15",
    "eind mei": "2027-05-31",
    "eind februari": "2027-02-28",
    "eind februari 2028": "2028-02-29",
    "eind november": "2026-11-30",
    "einde van de maand": "2026-11-30",
    "end of the month": "2026-11-30",
    "eind volgende maand": "2026-12-31",
    "end of may": "2027-05-31",
    "late may 2028": "2028-05-31",
    "eind 2027": "2027-12-31",
    "einde van het jaar": "2026-12-31",
    "end of the year": "2026-12-31",
    "eind dit jaar": "2026-12-31",
    "half 2027": "2027-07-01",
    "kerst": "2026-12-25",
    "met kerst": "2026-12-25",
    "na de kerst": "2026-12-27",
    "na kerst": "2026-12-27",
    "after christmas": "2026-12-27",
    "after christmas 2027": "2027-12-27",
    "na oud en nieuw": "2027-01-02",
    "na oud en nieuw 2026": "2027-01-02",
    "na de feestdagen": "2027-01-02",
    "na de kerstvakantie": "2027-01-10",
    "na de meivakantie": "2027-05-10",
    "sinterklaas": "2026-12-05",
    "voor kerst": "2026-12-18",
    "voor de kerst": "2026-12-18",
    "voor sinterklaas": "2026-11-28",
    "before christmas": "2026-12-18",
    "twee weken voor kerst": "2026-12-11",
    "een week na Pasen": "2027-04-06",
    "na Pasen": "2027-03-30",
    "na pasen 2028": "2028-04-18",
    "voor Pasen": "2027-03-21",
    "na carnaval": "2027-02-10",
    "met pinksteren": "2027-05-16",
    "na hemelvaart": "2027-05-10",
    "tijdens de ramadan": "2027-02-08",
    "na de ramadan": "2027-03-13",
    "na het suikerfeest": "2027-03-13",
    "na het offerfeest": "2027-05-21",
    "in de herfstvakantie": "2027-10-10",
    "voor de zomervakantie": "2027-06-27",
    "na de kerstvakantie 2026": "2027-01-10",
    "voor de winter": "2026-11-22",
    "1e week januari": "2027-01-01",
    "tweede week van maart": "2027-03-08",
    "laatste week van januari": "2027-01-25",
    "dinsdag over een week": "2026-12-01",
    "vrijdag over 2 weken": "2026-12-11",
    "over anderhalve maand": "2027-01-05",
    "over anderhalve week": "2026-12-01",
    "over een paar weken": "2026-12-12",
    "over a few days": "2026-11-24",
    "vanavond": "2026-11-21",
    "morgenochtend": "2026-11-22",
}  # fmt: skip

FUTURE_SPANS: dict[str, tuple[str, Precision]] = {
    "mei": ("2027-05-01", "month"),
    "in mei": ("2027-05-01", "month"),
    "May": ("2027-05-01", "month"),
    "sept": ("2027-09-01", "month"),
    "okt.": ("2027-10-01", "month"),
    "jan": ("2027-01-01", "month"),
    "november": ("2027-11-01", "month"),
    "december": ("2026-12-01", "month"),
    "mei 2027": ("2027-05-01", "month"),
    "mei 2026": ("2026-05-01", "month"),
    "may 2028": ("2028-05-01", "month"),
    "mei volgend jaar": ("2027-05-01", "month"),
    "volgend jaar mei": ("2027-05-01", "month"),
    "volgend jaar in mei": ("2027-05-01", "month"),
    "next may": ("2027-05-01", "month"),
    "afgelopen mei": ("2026-05-01", "month"),
    "deze november": ("2026-11-01", "month"),
    "begin juni": ("2027-06-01", "month"),
    "early june": ("2027-06-01", "month"),
    "beginning of june": ("2027-06-01", "month"),
    "5-2027": ("2027-05-01", "month"),
    "2027-05": ("2027-05-01", "month"),
    "volgende maand": ("2026-12-01", "month"),
    "next month": ("2026-12-01", "month"),
    "vorige maand": ("2026-10-01", "month"),
    "begin volgende maand": ("2026-12-01", "month"),
    "zomer": ("2027-06-01", "season"),
    "in de zomer": ("2027-06-01", "season"),
    "van de zomer": ("2027-06-01", "season"),
    "zomer 2027": ("2027-06-01", "season"),
    "summer 2028": ("2028-06-01", "season"),
    "volgende zomer": ("2027-06-01", "season"),
    "afgelopen zomer": ("2026-06-01", "season"),
    "deze zomer": ("2026-06-01", "season"),
    "na de zomer": ("2027-09-01", "season"),
    "na de zomer van 2028": ("2028-09-01", "season"),
    "na de zomervakantie": ("2027-09-01", "season"),
    "after the summer": ("2027-09-01", "season"),
    "after the summer holidays": ("2027-09-01", "season"),
    "voorjaar 2027": ("2027-03-01", "season"),
    "lente 2027": ("2027-03-01", "season"),
    "in het voorjaar": ("2027-03-01", "season"),
    "spring": ("2027-03-01", "season"),
    "herfst": ("2027-09-01", "season"),
    "najaar": ("2027-09-01", "season"),
    "next autumn": ("2027-09-01", "season"),
    "winter": ("2026-12-01", "season"),
    "winter 2027": ("2027-12-01", "season"),
    "na de winter": ("2027-03-01", "season"),
    "na de winter 2027": ("2028-03-01", "season"),
    "2027": ("2027-01-01", "year"),
    "in 2028": ("2028-01-01", "year"),
    "volgend jaar": ("2027-01-01", "year"),
    "next year": ("2027-01-01", "year"),
    "begin volgend jaar": ("2027-01-01", "year"),
    "begin 2027": ("2027-01-01", "year"),
    "early next year": ("2027-01-01", "year"),
    "vorig jaar": ("2025-01-01", "year"),
    "last year": ("2025-01-01", "year"),
    "dit jaar": ("2026-01-01", "year"),
    "voor de zomer": ("2027-05-01", "month"),
    "before summer 2028": ("2028-05-01", "month"),
    "Q1": ("2027-01-01", "month"),
    "Q1 2028": ("2028-01-01", "month"),
    "1e kwartaal 2027": ("2027-01-01", "month"),
}

PAST: dict[str, tuple[str, Precision]] = {
    "vandaag": ("2026-11-21", "day"),
    "gisteren": ("2026-11-20", "day"),
    "zaterdag": ("2026-11-21", "day"),
    "zondag": ("2026-11-15", "day"),
    "vrijdag": ("2026-11-20", "day"),
    "afgelopen zaterdag": ("2026-11-14", "day"),
    "volgende dinsdag": ("2026-11-24", "day"),
    "21-11": ("2026-11-21", "day"),
    "22-11": ("2025-11-22", "day"),
    "14 apr": ("2026-04-14", "day"),
    "24 dec": ("2025-12-24", "day"),
    "29 februari": ("2024-02-29", "day"),
    "november": ("2026-11-01", "month"),
    "december": ("2025-12-01", "month"),
    "zomer": ("2026-06-01", "season"),
    "na de zomer": ("2026-09-01", "season"),
    "winter": ("2025-12-01", "season"),
    "eind november": ("2025-11-30", "day"),
    "eind oktober": ("2026-10-31", "day"),
    "kerst": ("2025-12-25", "day"),
    "na de ramadan": ("2026-03-23", "day"),
    "voor kerst": ("2025-12-18", "day"),
    "week 50": ("2025-12-08", "day"),
    "week 47": ("2026-11-16", "day"),
    "weekend": ("2026-11-21", "day"),
    "3 maanden": ("2026-08-21", "day"),
    "2w": ("2026-11-07", "day"),
    "over 3 maanden": ("2027-02-21", "day"),
    "vorige week": ("2026-11-09", "day"),
    "vorig jaar": ("2025-01-01", "year"),
}

UNREADABLE = [
    "", " ", "-", "?", "binnenkort", "ooit", "als hij met pensioen is", "volgende",
    "31-02", "31-2-2027", "29-02-2027", "29 feb 2027", "31 april", "30 februari", "0-1-2027",
    "12/31/2024", "1-13-2027", "2026-13-01", "2026-02-30", "14-4/26", "14-4-026", "14-4-20266",
    "14 apr 26", "14 apr '26", "mei 27 28", "32 mei", "maandag 14-4-2026",
    "zondag 21 november 2026", "13-2027", "0-2027", "1.5", "3,5", "0000", "1234", "2227",
    "over nul weken", "over 0 weken", "over weken", "over drie", "over 3 uur", "over 3",
    "over 9999 jaar", "9999y", "99999 dagen", "9999 w", "3 foos", "week 54", "week 0",
    "week 53 2027", "week 99", "mei mei", "dinsdag woensdag", "in in mei", "12:30", "7 uur",
    "nine", "jaar", "een", "1 2 3", "2026-W12", "NaN", "1 mei 0000", "\x00", "١٤",
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), FUTURE_DAYS.items())
def test_a_day_is_read_towards_the_future(text: str, day: str) -> None:
    assert dates.read(text, TODAY) == Reading(date.fromisoformat(day), "day")


@pytest.mark.parametrize(("text", "expected"), FUTURE_SPANS.items())
def test_a_month_season_or_year_means_its_first_day(
    text: str, expected: tuple[str, Precision]
) -> None:
    day, precision = expected
    assert dates.read(text, TODAY) == Reading(date.fromisoformat(day), precision)


@pytest.mark.parametrize(("text", "expected"), PAST.items())
def test_towards_the_past_the_last_one_counts(text: str, expected: tuple[str, Precision]) -> None:
    day, precision = expected
    assert dates.read(text, TODAY, "past") == Reading(date.fromisoformat(day), precision)


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("towards", ["future", "past"])
def test_what_is_no_existing_day_is_unreadable(text: str, towards: Towards) -> None:
    with pytest.raises(Usage) as refused:
        dates.read(text, TODAY, towards)
    assert refused.value.code == "date_unreadable"
    assert refused.value.hint == "date_forms"
    assert refused.value.parameters == {"text": text}


def test_the_table_is_long_enough_to_trust() -> None:
    assert len(FUTURE_DAYS) + len(FUTURE_SPANS) + len(PAST) >= 150


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("over een maand", "2027-01-31", "2027-02-28"),
        ("over een maand", "2028-01-31", "2028-02-29"),
        ("over een jaar", "2028-02-29", "2029-02-28"),
        ("over vier jaar", "2028-02-29", "2032-02-29"),
        ("een jaar geleden", "2028-02-29", "2027-02-28"),
        ("over 3 maanden", "2026-11-30", "2027-02-28"),
        ("over een maand", "2026-12-31", "2027-01-31"),
        ("over een week", "2026-12-31", "2027-01-07"),
        ("morgen", "2026-12-31", "2027-01-01"),
        ("morgen", "2028-02-28", "2028-02-29"),
        ("gisteren", "2027-01-01", "2026-12-31"),
        ("vorige maand", "2027-01-15", "2026-12-01"),
        ("volgende maand", "2026-12-31", "2027-01-01"),
        ("1 januari", "2026-12-31", "2027-01-01"),
        ("1 januari", "2027-01-01", "2028-01-01"),
        ("1 mei", "2027-04-30", "2027-05-01"),
        ("1 mei", "2027-05-01", "2028-05-01"),
        ("29 feb", "2096-03-01", "2104-02-29"),
        ("week 1", "2026-12-31", "2027-01-04"),
        ("week 53", "2026-11-21", "2026-12-28"),
        ("dinsdag", "2026-11-24", "2026-12-01"),
        ("volgende week dinsdag", "2026-11-24", "2026-12-01"),
        ("volgende week", "2026-12-31", "2027-01-04"),
        ("eind februari", "2027-02-28", "2028-02-29"),
    ],
)
def test_months_and_years_end_where_the_calendar_says(text: str, today: str, day: str) -> None:
    assert dates.read(text, date.fromisoformat(today)).day == date.fromisoformat(day)


def test_a_week_that_neither_year_has_is_unreadable() -> None:
    with pytest.raises(Usage):
        dates.read("week 53", date(2023, 5, 1))


def test_nothing_moves_for_a_weekend() -> None:
    assert dates.read("over een week", TODAY).day.weekday() == TODAY.weekday() == 5


def test_the_end_of_the_calendar_is_unreadable_not_a_fault() -> None:
    for text in ("over 3 maanden", "over 3 weken", "volgend jaar", "morgen", "volgende week"):
        with pytest.raises(Usage):
            dates.read(text, date.max)
    with pytest.raises(Usage):
        dates.read("een jaar geleden", date.min)


@given(DAYS)
def test_iso_and_short_forms_are_read_back(day: date) -> None:
    for text in (day.isoformat(), dates.short(day)):
        assert dates.read(text, TODAY) == Reading(day, "day")


@given(DAYS, st.sampled_from(["day", "month", "season", "year"]), st.sampled_from(["nl", "en"]))
def test_what_is_shown_in_full_is_read_back(
    day: date, precision: Precision, language: i18n.Language
) -> None:
    first = {
        "day": day,
        "month": day.replace(day=1),
        "season": date(day.year, (day.month - 1) // 3 * 3 + 3, 1),
        "year": date(day.year, 1, 1),
    }[precision]
    i18n.use(language)
    assert dates.read(dates.in_full(first, precision), TODAY) == Reading(first, precision)


@given(st.text(max_size=40), DAYS)
def test_any_text_is_read_or_unreadable(text: str, today: date) -> None:
    with contextlib.suppress(Usage):
        assert dates.read(text, today).precision in get_args(Precision)


@given(DAYS, st.sampled_from(list(FUTURE_DAYS) + list(FUTURE_SPANS)))
def test_every_expression_is_read_on_every_day(today: date, text: str) -> None:
    reading = dates.read(text, today)
    if text in dates.MONTHS | dates.SEASONS | dates.WEEKDAYS:
        assert reading.day > today


# --- the first words of a line -------------------------------------------------


@pytest.mark.parametrize(
    ("words", "day", "taken"),
    [
        (["over", "een", "jaar", "dan met pensioen"], "2027-11-21", 3),
        (["over", "een", "jaar"], "2027-11-21", 3),
        (["volgende", "week", "dinsdag", "bellen"], "2026-11-24", 3),
        (["volgende", "week", "bellen"], "2026-11-23", 2),
        (["mei", "wil klussen"], "2027-05-01", 1),
        (["mei", "3", "dagen", "weg"], "2027-05-01", 1),
        (["14", "apr", "26", "mensen"], "2027-04-14", 2),
        (["mei", "2027", "bellen"], "2027-05-01", 2),
        (["op", "1", "mei", "bellen"], "2027-05-01", 3),
        (["over een jaar", "met", "pensioen"], "2027-11-21", 1),
        (["na de zomer", "2028"], "2027-09-01", 1),
        (["3", "maanden", "rust"], "2027-02-21", 2),
        (["di", "bellen"], "2026-11-24", 1),
        (["do", "met pensioen"], "2026-11-26", 1),
        (["do"], "2026-11-26", 1),
        (["2027-01-31", "bellen"], "2027-01-31", 1),
        (["na", "de", "zomer", "van", "2028", "als", "het", "kan"], "2028-09-01", 5),
    ],
)
def test_the_longest_leading_run_that_is_a_date_is_taken(
    words: list[str], day: str, taken: int
) -> None:
    found = dates.leading(words, TODAY)
    assert found is not None
    assert (found[0].day, found[1]) == (date.fromisoformat(day), taken)


@pytest.mark.parametrize(
    "words",
    [
        [], ["bellen"], ["do", "mee", "met", "koor"], ["zo", "snel", "mogelijk"],
        ["may", "want", "to", "help"], ["als ik met pensioen ben"], ["Kees", "over", "een", "jaar"],
        ["over", "een jaar"], ["als over een jaar", "mei"],
    ],
)  # fmt: skip
def test_a_line_without_a_sure_date_gives_nothing(words: list[str]) -> None:
    assert dates.leading(words, TODAY) is None


def test_leading_words_look_back_when_asked() -> None:
    assert dates.leading(["zaterdag", "gesproken"], TODAY, "past") == (Reading(TODAY, "day"), 1)


# --- lengths of time ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2w", Period(0, 14)),
        ("2 weken", Period(0, 14)),
        ("3 months", Period(3, 0)),
        ("een half jaar", Period(6, 0)),
        ("half a year", Period(6, 0)),
        ("anderhalf jaar", Period(18, 0)),
        ("1.5 years", Period(18, 0)),
        ("1y 2m 3d", Period(14, 3)),
        ("6 mnd", Period(6, 0)),
        ("kwartaal", Period(3, 0)),
        ("een jaar en een half jaar", Period(18, 0)),
        ("two weeks and three days", Period(0, 17)),
        ("3 dgn", Period(0, 3)),
        ("100 jaar", Period(1200, 0)),
        ("elke maand", Period(1, 0)),
        ("om de 3 weken", Period(0, 21)),
        ("every quarter", Period(3, 0)),
    ],
)
def test_a_length_of_time_is_read(text: str, expected: Period) -> None:
    assert dates.period(text) == expected


@pytest.mark.parametrize("text", ["", "0", "3", "drie", "0 weken", "101 jaar", "over 3 weken", "x"])
def test_what_is_no_length_of_time_is_unreadable(text: str) -> None:
    with pytest.raises(Usage) as refused:
        dates.period(text)
    assert (refused.value.code, refused.value.hint) == ("period_unreadable", "period_forms")
    assert refused.value.parameters == {"text": text}


def test_a_length_before_and_after_a_day_is_clamped_at_the_end_of_the_month() -> None:
    assert dates.after(date(2027, 1, 31), Period(1, 1)) == date(2027, 3, 1)
    assert dates.before(date(2027, 3, 31), Period(1, 0)) == date(2027, 2, 28)
    assert dates.before(date(2027, 1, 1), Period(0, 1)) == date(2026, 12, 31)


@given(DAYS, st.integers(0, 1200))
def test_months_forward_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    later = dates.after(day, Period(months, 0))
    assert later.day == day.day or (later + timedelta(1)).day == 1
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months


# --- showing ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "precision", "expected"),
    [
        ("nl", "day", "zaterdag 1 mei 2027"),
        ("nl", "month", "mei 2027"),
        ("nl", "season", "voorjaar 2027"),
        ("nl", "year", "2027"),
        ("en", "day", "Saturday 1 May 2027"),
        ("en", "month", "May 2027"),
        ("en", "season", "spring 2027"),
        ("en", "year", "2027"),
    ],
)
def test_a_day_is_shown_in_full(
    language: i18n.Language, precision: Precision, expected: str
) -> None:
    i18n.use(language)
    assert dates.in_full(date(2027, 5, 1), precision) == expected
    assert dates.in_full(Reading(date(2027, 5, 1), precision)) == expected


def test_january_belongs_to_the_winter_before() -> None:
    assert dates.in_full(date(2027, 1, 10), "season") == "winter 2026"


def test_a_short_day_is_in_figures() -> None:
    assert dates.short(date(2026, 1, 2)) == "02-01-2026"


@pytest.mark.parametrize(
    ("year", "ramadan"), [(2024, "2024-03-11"), (2025, "2025-03-01"), (2026, "2026-02-18")]
)
def test_ramadan_begins_within_a_day_of_when_it_began(year: int, ramadan: str) -> None:
    (span,) = feasts.FEASTS["ramadan"](year)
    assert abs(span.first - date.fromisoformat(ramadan)) <= timedelta(1)


def test_a_year_may_have_two_ramadans_and_each_is_found() -> None:
    first, second = feasts.FEASTS["ramadan"](2030)
    assert feasts.day_of("ramadan", "on", first.first) == second.first


def test_what_is_to_be_done_before_a_feast_is_never_put_off_a_year() -> None:
    assert dates.read("voor kerst", date(2026, 12, 20)).day == date(2026, 12, 21)
    assert dates.read("voor de zomer", date(2027, 5, 20)).day == date(2027, 5, 21)
    assert dates.read("voor kerst", date(2026, 12, 26)).day == date(2027, 12, 18)


@pytest.mark.parametrize("name", sorted(feasts.FEASTS))
@given(day=st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_feast_comes_every_year_and_is_over_after_it_began(name: str, day: date) -> None:
    coming = feasts.day_of(name, "on", day)
    assert day < coming <= day + timedelta(400)
    assert day < feasts.day_of(name, "after", day) <= day + timedelta(400)
    assert feasts.day_of(name, "before", day) <= coming
    assert day - timedelta(400) <= feasts.day_of(name, "on", day, past=True) <= day


@pytest.mark.parametrize("text", ["elke maand", "om de 3 weken", "every week"])
def test_what_comes_back_each_time_is_sent_to_the_rhythm(text: str) -> None:
    with pytest.raises(Usage) as raised:
        dates.read(text, TODAY)
    assert raised.value.hint == "rhythm_instead"


def test_a_weekday_that_is_not_that_day_is_not_read_as_the_weekday_alone() -> None:
    said = "maandag 19 mei bellen".split()
    assert dates.leading(said, date(2026, 4, 2)) is None
    assert dates.leading(["dinsdag", *said[1:]], date(2026, 4, 2)) == (
        Reading(date(2026, 5, 19), "day"),
        3,
    )
    assert dates.leading("maandag 2 mensen bellen".split(), date(2026, 4, 2)) is not None

"""When somebody has time: what is understood, what goes to the note, what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.language import i18n
from talentregister.language.weeks import DAYS, EXCEPTIONS, PARTS, SLOTS, in_order
from talentregister.model.availability import Availability, Every, fits, read, show, starts_after

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


def on(days: str, parts: str = "morning afternoon evening") -> tuple[str, ...]:
    """Return the slots of some days."""
    return in_order(f"{day}_{part}" for day in days.split() for part in parts.split())


WEEK = "mon tue wed thu fri sat sun"
WORKDAYS = "mon tue wed thu fri"

SLOT_TEXTS = {
    "di do avond": on("tue thu", "evening"),
    "di, do avond": on("tue thu", "evening"),
    "di. en do. avond": on("tue thu", "evening"),
    "Di/Do avond": on("tue thu", "evening"),
    "dinsdag- en donderdagavond": on("tue thu", "evening"),
    "maandag-, dinsdag- en donderdagavond": on("mon tue thu", "evening"),
    "dinsdagavonden": on("tue", "evening"),
    "di av": on("tue", "evening"),
    "woe mid + zat": in_order(on("wed", "afternoon") + on("sat")),
    "ma/wo/vrij mid": on("mon wed fri", "afternoon"),
    "di-avond": on("tue", "evening"),
    "dinsdagmorgen": on("tue", "morning"),
    "'s avonds op dinsdag en donderdag": on("tue thu", "evening"),
    "dinsdagochtend en -avond": on("tue", "morning evening"),
    "dinsdag 's ochtends en 's avonds": on("tue", "morning evening"),
    "di avond do ochtend": in_order(on("tue", "evening") + on("thu", "morning")),
    "dinsdag en donderdagavond": in_order(on("tue") + on("thu", "evening")),
    "weekend": on("sat sun"),
    "in het weekend overdag": on("sat sun", "morning afternoon"),
    "doordeweeks": on(WORKDAYS),
    "door de week 's avonds": on(WORKDAYS, "evening"),
    "ma t/m vr": on(WORKDAYS),
    "ma-vr": on(WORKDAYS),
    "maandag tot en met woensdag": on("mon tue wed"),
    "van maandag t/m woensdag": on("mon tue wed"),
    "vr t/m ma": on("fri sat sun mon"),
    "overdag": on(WEEK, "morning afternoon"),
    "ochtenden": on(WEEK, "morning"),
    "ochtenden en avonden": on(WEEK, "morning evening"),
    "elke avond": on(WEEK, "evening"),
    "elke dag": on(WEEK),
    "elke werkdag": on(WORKDAYS),
    "avonden en weekend": in_order({*on(WEEK, "evening"), *on("sat sun")}),
    "weekend en avonden": in_order({*on(WEEK, "evening"), *on("sat sun")}),
    "weekend, avonden": in_order({*on(WEEK, "evening"), *on("sat sun")}),
    "altijd": SLOTS,
    "maakt niet uit": SLOTS,
    "alleen avonden": on(WEEK, "evening"),
    "beschikbaar op maandag": on("mon"),
    "do": on("thu"),
    "zo": on("sun"),
    "niet op maandag": on("tue wed thu fri sat sun"),
    "kan niet op ma": on("tue wed thu fri sat sun"),
    "doordeweeks, behalve vrijdag": on("mon tue wed thu"),
    "altijd, niet in het weekend": on(WORKDAYS),
    "tuesday evenings": on("tue", "evening"),
    "Tuesday and Thursday evening": on("tue thu", "evening"),
    "weekday mornings": on(WORKDAYS, "morning"),
    "weekend afternoons": on("sat sun", "afternoon"),
    "monday to friday": on(WORKDAYS),
    "from monday to wednesday": on("mon tue wed"),
    "mon-fri during the day": on(WORKDAYS, "morning afternoon"),
    "any time": SLOTS,
    "in the evening on mondays": on("mon", "evening"),
}


@pytest.mark.parametrize(("text", "slots"), SLOT_TEXTS.items())
def test_days_and_parts_of_days_are_read(text: str, slots: tuple[str, ...]) -> None:
    assert read(text, TODAY) == Availability(slots=slots)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Availability()),
        ("vanaf sept 2027", Availability(start=date(2027, 9, 1))),
        ("from sept 2027", Availability(start=date(2027, 9, 1))),
        ("per 1 mei", Availability(start=date(2027, 5, 1))),
        ("na 1 mei", Availability(start=date(2027, 5, 1))),
        ("na de zomer", Availability(start=date(2027, 9, 1))),
        ("over een jaar", Availability(start=date(2027, 11, 21))),
        ("volgend jaar", Availability(start=date(2027, 1, 1))),
        ("vanaf dinsdag 24 november 2026", Availability(start=date(2026, 11, 24))),
        ("tot 1 juli", Availability(until=date(2027, 7, 1))),
        ("tot en met 30 juni", Availability(until=date(2027, 6, 30))),
        ("until may 2028", Availability(until=date(2028, 5, 1))),
        ("om de week vrijdag", Availability(slots=on("fri"), every="two_weeks")),
        ("every other friday", Availability(slots=on("fri"), every="two_weeks")),
        ("elke maandagochtend", Availability(slots=on("mon", "morning"), every="week")),
        ("elke dinsdag en donderdag", Availability(slots=on("tue thu"), every="week")),
        ("elk weekend", Availability(slots=on("sat sun"), every="week")),
        ("1x per maand zaterdag", Availability(slots=on("sat"), every="month")),
        ("once a month on saturday", Availability(slots=on("sat"), every="month")),
        ("wekelijks", Availability(every="week")),
        ("niet in juli en augustus", Availability(except_=("jul", "aug"))),
        ("niet in juli, augustus en december", Availability(except_=("jul", "aug", "dec"))),
        ("behalve de zomer", Availability(except_=("summer",))),
        ("buiten de schoolvakanties", Availability(except_=("school_holidays",))),
        ("not in july", Availability(except_=("jul",))),
        ("altijd, behalve in juli", Availability(slots=SLOTS, except_=("jul",))),
        ("di avond niet in juli", Availability(slots=on("tue", "evening"), except_=("jul",))),
        ("niet in juli, di avond", Availability(slots=on("tue", "evening"), except_=("jul",))),
        ("di avond, maar niet in juli", Availability(slots=on("tue", "evening"), except_=("jul",))),
        ("na mijn pensioen", Availability(condition="na mijn pensioen")),
        ("Als ik met pensioen ben", Availability(condition="Als ik met pensioen ben")),
        ("when I retire", Availability(condition="when I retire")),
        ("once I retire, if asked", Availability(condition="once I retire, if asked")),
        (
            "als hij tot en met mei weg is",
            Availability(condition="als hij tot en met mei weg is"),
        ),
        (
            "vr ochtend als de kleinkinderen er niet zijn",
            Availability(slots=on("fri", "morning"), condition="als de kleinkinderen er niet zijn"),
        ),
        (
            "di do avond vanaf september tot 1 juli 2028",
            Availability(date(2027, 9, 1), date(2028, 7, 1), on("tue thu", "evening")),
        ),
    ],
)
def test_periods_rhythms_exceptions_and_conditions_are_read(
    text: str, expected: Availability
) -> None:
    assert read(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "agenda is vol maar ma niet", "agenda is vol, maar ma niet", "agenda is vol, ma niet",
        "vr altijd bij kleinkind", "vr, altijd bij kleinkind", "vrijdag, altijd bij kleinkind",
        "bij kleinkind vr, za", "ma 13-4", "ma 3-5", "vrij", "ma 13", "tijd zat", "zat tijd",
        "do the dishes", "zo snel mogelijk",
        "zo, tijd zat", "do mee", "in overleg", "ma niet", "niet", "niet vanaf mei", "druk, vr",
        "maar di", "net als dinsdag", "eerste vrijdag van de maand", "ma tot vr", "tot vrijdag",
        "vanaf ma avond", "vanaf maandag", "ma t/m", "t/m", "ma t/m weekend", "ma t/m vrijdagavond",
        "avond t/m vr", "ma, di, avond", "di avond, ochtend", "vr altijd", "mei", "in de zomer",
        "di avond in mei", "niet op maandag, dinsdag",
        "vanaf mei, vanaf juni", "elke", "elke vanaf mei", "om de week elke week",
        "vanaf 10-12 uur", "vanaf 7 uur", "2x per week", "de", "bel maar", "next tuesday",
        "ma : di", "niet ma t/m",
        "als (ooit) het kan", "di avond) (ma", "vanaf ooit", "van ma", "alsof maandag", "ma-vr-za",
        "niet ma altijd",
    ],
)  # fmt: skip
def test_what_is_not_surely_understood_stands_in_the_note_as_typed(text: str) -> None:
    assert read(f" {text} ", TODAY) == Availability(note=text)


@pytest.mark.parametrize(
    ("text", "slots", "note"),
    [
        ("di do avond, belt liever eerst", on("tue thu", "evening"), "belt liever eerst"),
        ("di do avond, liefst niet te laat", on("tue thu", "evening"), "liefst niet te laat"),
        ("di avond (niet te laat)", on("tue", "evening"), "niet te laat"),
        ("di avond (a (b) c)", on("tue", "evening"), "a (b) c"),
        ("di avond vanaf 7 uur", on("tue", "evening"), "vanaf 7 uur"),
        ("di avond na 19.30", on("tue", "evening"), "na 19.30"),
        ("ma 13-15", on("mon", "afternoon"), "13-15"),
        ("di en do 9.30 - 12 u", on("tue thu", "morning"), "9.30 - 12 u"),
        ("wo 10u", on("wed", "morning"), "10u"),
        ("vr 16 tot 21 uur", on("fri", "afternoon evening"), "16 tot 21 uur"),
        ("ma - vr 9-12", on("mon tue wed thu fri", "morning"), "9-12"),
        ("belt eerst; dinsdag", on("tue"), "belt eerst"),
        ("dinsdag. Belt eerst, vanuit huis", on("tue"), "Belt eerst, vanuit huis"),
        ("weekend, geen probleem (echt)", on("sat sun"), "geen probleem, echt"),
        ("dinsdag, volgens Joke", on("tue"), "volgens Joke"),
        ("(maandag)", (), "maandag"),
    ],
)
def test_what_is_left_over_is_never_lost(text: str, slots: tuple[str, ...], note: str) -> None:
    assert read(text, TODAY) == Availability(slots=slots, note=note)


SHOWN = [
    (
        Availability(slots=on("tue thu", "evening")),
        "dinsdag- en donderdagavond",
        "Tuesday and Thursday evening",
    ),
    (
        Availability(start=date(2027, 9, 1), slots=on("fri"), every="two_weeks"),
        "om de week op vrijdag, vanaf september 2027",
        "every other week on Friday, from September 2027",
    ),
    (
        Availability(slots=on("mon", "morning"), every="week"),
        "elke maandagochtend",
        "every Monday morning",
    ),
    (Availability(slots=on("sat sun"), every="week"), "elke week in het weekend",
     "every week at weekends"),
    (Availability(slots=on("mon tue wed"), every="month"),
     "één keer per maand van maandag t/m woensdag", "once a month from Monday to Wednesday"),
    (Availability(slots=on(WORKDAYS, "evening")), "doordeweeks 's avonds", "weekday evenings"),
    (Availability(slots=on("sat sun", "morning afternoon")), "in het weekend overdag",
     "weekends during the day"),
    (Availability(slots=on("tue", "morning evening")), "dinsdag 's ochtends en 's avonds",
     "Tuesday morning and evening"),
    (
        Availability(slots=in_order(on("tue") + on("thu", "evening"))),
        "dinsdag de hele dag, donderdagavond",
        "Tuesday all day, Thursday evening",
    ),
    (Availability(slots=on(WEEK, "evening")), "elke avond", "every evening"),
    (Availability(slots=SLOTS, except_=("jul", "aug")), "altijd, niet in juli en augustus",
     "any time, not in July and August"),
    (Availability(except_=("summer",)), "niet in de zomer", "not in the summer"),
    (Availability(every="month"), "één keer per maand", "once a month"),
    (Availability(start=date(2027, 9, 14), until=date(2028, 7, 1)),
     "vanaf 14 september 2027, tot 1 juli 2028", "from 14 September 2027, until 1 July 2028"),
    (Availability(slots=on("fri"), condition="als het kan", note="belt eerst"),
     "vrijdag, als het kan (belt eerst)", "Friday, als het kan (belt eerst)"),
    (Availability(note="tijd zat"), "tijd zat", "tijd zat"),
    (Availability(note="dinsdag"), "(dinsdag)", "(dinsdag)"),
    (Availability(), "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("availability", "dutch", "english"), SHOWN)
def test_it_is_shown_in_full_in_both_languages(
    availability: Availability, dutch: str, english: str
) -> None:
    i18n.use("nl")
    assert show(availability) == dutch
    i18n.use("en")
    assert show(availability) == english


DAYS_TO_COME = st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31))
CONDITIONS = st.sampled_from(["", "als ik met pensioen ben", "na mijn verhuizing", "if asked"])
NOTES = st.just("") | st.text(max_size=30).map(str.strip)
EVERY = st.sampled_from([None, "week", "two_weeks", "month"])


def some(tokens: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Return some of the tokens, in their order."""
    return st.sets(st.sampled_from(tokens)).map(
        lambda found: tuple(filter(found.__contains__, tokens))
    )


@given(
    st.builds(
        Availability,
        start=DAYS_TO_COME,
        until=DAYS_TO_COME,
        slots=some(SLOTS),
        every=EVERY,
        except_=some(EXCEPTIONS),
        condition=CONDITIONS,
        note=NOTES,
    ),
    st.sampled_from(["nl", "en"]),
)
def test_what_is_shown_is_read_back(availability: Availability, language: i18n.Language) -> None:
    i18n.use(language)
    assert read(show(availability), TODAY) == availability


@given(
    st.sets(st.sampled_from(DAYS), min_size=1),
    st.sets(st.sampled_from(PARTS), min_size=1),
    EVERY,
    st.sampled_from(["nl", "en"]),
)
def test_days_that_share_their_parts_are_read_back(
    days: set[str], parts: set[str], every: Every | None, language: i18n.Language
) -> None:
    availability = Availability(slots=on(" ".join(days), " ".join(parts)), every=every)
    i18n.use(language)
    assert read(show(availability), TODAY) == availability


WORDS = (
    "di do zo vrijdag avond ochtenden weekend niet maar , ; ( ) vanaf tot t/m mei 2027 juli "
    "1 elke altijd overdag als na mijn en of op om de week behalve 's avonds dinsdag- bel eerst "
    "7 uur"
)


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=10).map(" ".join),
    st.sampled_from(["nl", "en"]),
)
def test_whatever_was_read_is_shown_and_read_back_the_same(
    text: str, language: i18n.Language
) -> None:
    first = read(text, TODAY)
    i18n.use(language)
    assert read(show(first), TODAY) == first


@given(st.text(max_size=60))
def test_any_text_is_read_without_losing_it(text: str) -> None:
    availability = read(text, TODAY)
    assert availability == Availability() or show(availability)


def test_it_is_kept_under_the_words_of_the_sheet() -> None:
    availability = Availability(date(2027, 9, 1), except_=("jul",))
    kept = msgspec.json.encode(availability)
    assert kept == b'{"from":"2027-09-01","except":["jul"]}'
    assert msgspec.json.decode(kept, type=Availability) == availability


EVENING = Availability(slots=on("tue", "evening"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (EVENING, Availability(slots=on("tue")), True),
        (EVENING, Availability(slots=on("wed")), False),
        (EVENING, Availability(), None),
        (EVENING, Availability(note="tijd zat"), None),
        (EVENING, Availability(slots=on("tue"), condition="als het kan"), None),
        (EVENING, Availability(slots=on("wed"), condition="als het kan"), False),
        (Availability(until=date(2027, 1, 1)), Availability(start=date(2027, 1, 2)), False),
        (Availability(until=date(2027, 1, 2)), Availability(start=date(2027, 1, 2)), None),
    ],
)
def test_two_people_fit_clash_or_nobody_knows(
    one: Availability, other: Availability, expected: bool | None
) -> None:
    assert fits(one, other) is expected
    assert fits(other, one) is expected


def test_it_starts_after_a_day_before_its_first() -> None:
    availability = Availability(start=date(2027, 9, 1))
    assert starts_after(availability, date(2027, 8, 31))
    assert not starts_after(availability, date(2027, 9, 1))
    assert not starts_after(Availability(), TODAY)

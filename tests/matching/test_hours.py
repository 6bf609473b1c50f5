"""Hours said in passing: they add a caution and break ties, and hide nobody."""

from __future__ import annotations

from datetime import date

import pytest

from talentregister.language.weeks import SLOTS
from talentregister.matching import Caution, Knowledge, Match, match
from talentregister.matching.hours import against, busy, named, stated
from talentregister.model.availability import Availability
from tests.matching.town import TODAY, Town

TUESDAY = ("tue_morning", "tue_afternoon", "tue_evening")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Elke laatste donderdagavond een praatje", {"thu_evening"}),
        ("op woensdagmiddag en zaterdagochtend", {"wed_afternoon", "sat_morning"}),
        ("dinsdag en vrijdag 10-12 u", {*TUESDAY, "fri_morning", "fri_afternoon", "fri_evening"}),
        ("di en do middag in het buurthuis", {"tue_afternoon", "thu_afternoon"}),
        ("every Tuesday evening we sing", {"tue_evening"}),
        ("zaterdag smorgens op het veld", {"sat_morning"}),
        ("ma is ziek en do zingt zo mooi", set()),
        ("ma 10-12 en dinsdag 14-16", {"mon_morning", "mon_afternoon", "mon_evening", *TUESDAY}),
        ("open van maandag tot en met vrijdag", {s for s in SLOTS if s[0] != "s"}),
        ("maandag - vrijdag 10-16 u", {s for s in SLOTS if s[0] != "s"}),
        ("wie kan er koken", set()),
    ],
)
def test_the_times_of_the_week_that_a_text_names_are_heard(text: str, slots: set[str]) -> None:
    assert named(text) == slots


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("alleen zaterdags", {"sat_morning", "sat_afternoon", "sat_evening"}),
        ("kan alleen op dinsdag", {*TUESDAY}),
        ("only on Tuesday", {*TUESDAY}),
        ("zaterdag kan ze nooit", {slot for slot in SLOTS if not slot.startswith("sat")}),
        ("niet op dinsdag", {*SLOTS} - {*TUESDAY}),
        ("savonds gaat hij de deur niet uit", {s for s in SLOTS if not s.endswith("evening")}),
        ("works on Tuesday", {*SLOTS} - {"tue_morning", "tue_afternoon"}),
        ("werkt 's avonds", {slot for slot in SLOTS if not slot.endswith("evening")}),
        ("niet op ma, di en wo", {s for s in SLOTS if s[:3] not in ("mon", "tue", "wed")}),
        (
            "niet op maandag, dinsdag of woensdag",
            {s for s in SLOTS if s[0] in "sf" or s[:2] == "th"},
        ),
        (
            "werkt van maandag tot vrijdag",
            {s for s in SLOTS if s[0] == "s" or s.endswith("evening")},
        ),
        ("niet op di", {*SLOTS} - {*TUESDAY}),
        ("kan alleen op ma", {"mon_morning", "mon_afternoon", "mon_evening"}),
        ("wo niet", {s for s in SLOTS if not s.startswith("wed")}),
        ("can't do Tuesday", {*SLOTS} - {*TUESDAY}),
        ("niet op di do", {s for s in SLOTS if s[:3] not in ("tue", "thu")}),
        ("is alleen zondags vrij", {"sun_morning", "sun_afternoon", "sun_evening"}),
        ("isn't free on Tuesday", {*SLOTS} - {*TUESDAY}),
    ],
)
def test_a_clause_with_only_not_or_works_tells_what_is_left(text: str, left: set[str]) -> None:
    ((clause, free),) = stated(f"weduwe; {text}. Houdt van duiven")
    assert clause == text
    assert {*free} == left


@pytest.mark.parametrize(
    "text",
    [
        "dinsdag koor, vrijdag naar de moskee",
        "zit alleen, op dinsdag komt de thuiszorg",
        "niet alleen dinsdags maar ook zondags",
        "werkt niet op vrijdag",
        "niet gelovig maar zondag naar de kerk",
        "kan niet meer tillen",
        "op zaterdag ging hij vroeger met zijn vader en broers niet naar de kerk",
        "dinsdag geen probleem",
        "kan niet zo laat",
        "niet zo",
        "I can't do more",
        "dinsdag maakt niet uit",
        "hoeft dinsdag niet te werken",
        "doesn't work on Tuesday",
        "krijgt dinsdag nooit bezoek",
        "zit alleen op zaterdag",
        "is alleen in het weekend",
        "alleen de avonden duren lang",
        "gaat alleen zaterdag naar de markt",
        "was dinsdag niet thuis",
        "dinsdag gebeld geen gehoor",
        "het koor gaat dinsdag niet door",
        "weet niet of dinsdag kan",
        "niet 's avonds bellen",
        "haar man werkt op dinsdag",
        "zoekt werk op dinsdag",
        "kan niet elke dinsdag",
        "niet meer dan een avond per week",
        "werkt elke dag behalve dinsdag",
        "can't sit in the sun",
    ],
)
def test_what_somebody_does_on_a_day_is_no_hour_of_his(text: str) -> None:
    assert stated(text) == ()


def test_where_one_slot_is_left_nothing_stands_against_it() -> None:
    assert against(["niet op dinsdag"], ["mon_evening", "tue_evening"]) == ""
    assert against(["niet op dinsdag"], ["tue_evening"]) == "niet op dinsdag"
    assert against(["niet op dinsdag"], []) == ""


@pytest.mark.parametrize(
    "text",
    [
        "nu even niet bellen",
        "heeft het veel te druk",
        "zit in de ziektewet",
        "pas na de zomer",
        "pas over 2 jaar met pensioen",
        "draait nachtdiensten",
        "no time before May",
    ],
)
def test_who_has_no_time_now_is_told_with_those_words(text: str) -> None:
    assert busy(["houdt van duiven", f"weduwe, {text}. Kookt graag"]) == text


@pytest.mark.parametrize(
    "text",
    [
        "zaterdag geen tijd",
        "pas in Nederland",
        "drukker geweest",
        "heeft het niet druk",
        "nooit te druk voor een praatje",
        "burn-out gehad maar hersteld",
        "haar man is overspannen",
        "is niet meer overspannen",
        "heeft weinig tijd nodig",
        "wil nu niet alleen zitten",
        "niet bellen maar appen",
        "heeft alle tijd",
        "werkt in het ziekenhuis",
        "drukke baan gehad",
    ],
)
def test_who_has_time_is_not_called_busy(text: str) -> None:
    assert busy([text]) == ""


def asked_for(
    knowledge: Knowledge, ask: str, note: str, *, schedule: str = "", description: str = ""
) -> Match:
    """What is said of one cook with this note, asked by an initiative that tells its hours so."""
    town = Town()
    town.resident("An", can="koken", note=note)
    which = town.initiative("Eettafel", ask, schedule=schedule, description=description)
    (found,) = match(town.records(), which, TODAY, knowledge).matches
    return found


@pytest.mark.parametrize(
    ("ask", "about"),
    [
        ("koken op dinsdag", {}),
        ("koken", {"description": "Elke dinsdag eten we samen."}),
        ("koken", {"schedule": "dinsdag 17-20 u"}),
        ("koken", {"schedule": "dinsdag", "description": "Op zaterdag is er ook markt."}),
    ],
    ids=["in the ask", "in the description", "a schedule with a clock", "the schedule before it"],
)
def test_who_says_never_to_be_free_then_is_shown_with_those_words(
    knowledge: Knowledge, ask: str, about: dict[str, str]
) -> None:
    never = asked_for(knowledge, ask, "alleen zaterdags", **about)
    assert never.cautions == (Caution(code="says_no", text="alleen zaterdags"),)
    free = asked_for(knowledge, ask, "alleen dinsdags", **about)
    assert (free.cautions, free.score) == ((), never.score)


def test_the_hours_of_an_ask_go_before_those_of_its_initiative(knowledge: Knowledge) -> None:
    found = asked_for(knowledge, "koken op zaterdag", "alleen zaterdags", schedule="dinsdag")
    assert found.cautions == ()


def test_who_has_no_time_now_is_shown_with_a_caution_and_as_high(knowledge: Knowledge) -> None:
    busy_, free = (asked_for(knowledge, "koken", note) for note in ("heeft geen tijd", "woont ver"))
    assert busy_.cautions == (Caution(code="says_no", text="heeft geen tijd"),)
    assert (free.cautions, free.score) == ((), busy_.score)


def test_who_wrote_down_other_hours_is_shown_with_a_caution(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("An", can="koken", availability=Availability(slots=("sat_morning",)))
    which = town.initiative("Eettafel", "koken", schedule="dinsdag")
    (found,) = match(town.records(), which, TODAY, knowledge).matches
    assert (found.fits, found.cautions) == (False, (Caution(code="no_time"),))


def test_who_has_time_for_one_of_the_asks_he_could_answer_gets_no_caution(
    knowledge: Knowledge,
) -> None:
    town = Town()
    town.resident("An", can="koken, gitaar", availability=Availability(slots=("sat_morning",)))
    which = town.initiative("Feest", "koken op zaterdag", "gitaar op dinsdag")
    (found,) = match(town.records(), which, TODAY, knowledge).matches
    assert (found.fits, found.cautions) == (True, ())


def test_a_schedule_without_days_still_tells_from_when(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("An", can="koken", availability=Availability(until=date(2026, 12, 31)))
    schedule = "vanaf 1 mei 2027"
    for about in ("", "Elke dinsdag eten we samen."):
        which = town.initiative("Eettafel", "koken", schedule=schedule, description=about)
        (found,) = match(town.records(), which, TODAY, knowledge).matches
        assert found.fits is False


def test_the_day_of_a_wish_takes_nothing_from_when_somebody_has_time(knowledge: Knowledge) -> None:
    town = Town()
    who = town.resident("Bo", availability=Availability(start=date(2027, 5, 1)))
    town.say(who, "wants", "iemand die op dinsdag kookt")
    town.resident("An", can="koken", availability=Availability(until=date(2026, 12, 31)))
    answer = match(town.records(), who, TODAY, knowledge, directions=("wants",))
    assert [found.fits for found in answer.matches] == [False]


def test_where_the_hours_of_one_ask_are_not_known_nothing_stands_against_it(
    knowledge: Knowledge,
) -> None:
    town = Town()
    town.resident("An", can="koken, gitaar", note="niet op zaterdag")
    which = town.initiative("Feest", "koken op zaterdag", "gitaar", schedule="vanaf 1 mei 2027")
    (found,) = match(town.records(), which, TODAY, knowledge).matches
    assert found.cautions == ()

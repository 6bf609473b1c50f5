"""What is due and what sleeps: computed, every time, from the records and the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from talentregister import agenda
from talentregister.model.followup import Closed
from talentregister.model.initiative import InHands, Initiative
from tests.agenda.town import (
    LONG_AGO,
    followup,
    left_alone,
    link,
    note,
    records,
    resident,
    wish,
)

SATURDAY = date(2026, 11, 21)
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def ids(items: tuple[agenda.Item, ...]) -> list[str]:
    return [item.id or item.kind for item in items]


def test_a_promise_is_due_on_its_day_weekend_or_not() -> None:
    town = records(resident(), note(1, FRIDAY), followup(1, SATURDAY))
    assert ids(agenda.due(town, FRIDAY)) == []
    assert ids(agenda.due(town, SATURDAY)) == ["f1"]
    assert agenda.due(town, SATURDAY)[0].days_open == 0
    assert agenda.due(town, MONDAY)[0].days_open == 2


@pytest.mark.parametrize(
    ("today", "due", "new"),
    [
        (MONDAY, FRIDAY, False),
        (MONDAY, SATURDAY, True),
        (MONDAY, MONDAY, True),
        (SATURDAY, FRIDAY, False),
        (SATURDAY, SATURDAY, True),
        (MONDAY + timedelta(1), MONDAY, False),
    ],
)
def test_new_is_what_came_due_after_the_last_working_day(today: date, due: date, new: bool) -> None:
    town = records(resident(), note(1, FRIDAY), followup(1, due))
    assert agenda.due(town, today)[0].new is new


def test_what_is_about_one_person_stands_together() -> None:
    days = (date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3))
    town = records(
        resident(1), resident(2), note(1, FRIDAY, "r1", "r2"),
        followup(1, days[0], about="r1"),
        followup(2, days[1], about="r2"),
        followup(3, days[2], about="r1"),
    )  # fmt: skip
    assert ids(agenda.due(town, SATURDAY)) == ["f1", "f3", "f2"]


@pytest.mark.parametrize("kind", ["promise", "aftercare", "availability"])
def test_leave_me_be_silences_what_is_about_her(kind: str) -> None:
    alone = resident(1, consents=left_alone(FRIDAY))
    town = records(alone, note(1, FRIDAY), followup(1, FRIDAY, kind=kind))
    assert agenda.due(town, SATURDAY) == ()
    assert [f.id for f in agenda.sleeping(town, SATURDAY)] == ["f1"]


@pytest.mark.parametrize("kind", ["word_back", "access"])
@pytest.mark.parametrize("status", ["stopped", "frozen"])
def test_the_workers_own_duties_are_never_silenced(kind: str, status: str) -> None:
    town = records(resident(1, status=status), note(1, FRIDAY), followup(1, FRIDAY, kind=kind))
    assert ids(agenda.due(town, SATURDAY)) == ["f1"]


def test_a_link_is_silenced_with_either_side() -> None:
    town = records(
        resident(1), resident(2, status="stopped"), note(1, FRIDAY, "r1", "r2"),
        link(1, ("r1", "r2"), ("introduced", FRIDAY)), followup(1, FRIDAY, about="l1"),
    )  # fmt: skip
    assert agenda.due(town, SATURDAY) == ()


# --- rhythm


def test_a_rhythm_counts_from_the_last_contact() -> None:
    town = records(resident(rhythm=6), note(1, date(2026, 1, 31)), note(2, None))
    assert ids(agenda.due(town, date(2026, 7, 30))) == []
    assert ids(agenda.due(town, date(2026, 7, 31))) == ["rhythm"]


def test_a_step_of_a_link_is_contact_and_a_mere_proposal_is_not() -> None:
    person = resident(1, rhythm=6, created=date(2026, 1, 1))
    proposed = link(1, ("r1", "r2"), ("proposed", SATURDAY))
    met = link(1, ("r1", "r2"), ("proposed", FRIDAY), ("introduced", SATURDAY))
    assert ids(agenda.due(records(person, resident(2), note(1, SATURDAY, "r2"), proposed),
                          SATURDAY)) == ["rhythm"]  # fmt: skip
    assert agenda.due(records(person, resident(2), met), SATURDAY) == ()


def test_putting_a_rhythm_off_makes_a_promise_that_takes_its_place() -> None:
    person, spoke = resident(rhythm=6), note(1, date(2026, 1, 1))
    later = followup(1, date(2027, 2, 21), created=SATURDAY)
    assert agenda.due(records(person, spoke, later), SATURDAY) == ()
    assert ids(agenda.due(records(person, spoke, later), date(2027, 2, 21))) == ["f1"]


def test_a_promise_from_before_puts_nothing_off() -> None:
    old = followup(1, date(2027, 2, 21), created=date(2026, 1, 2), reason="na de verhuizing")
    town = records(resident(rhythm=6), note(1, date(2026, 1, 1)), old)
    assert ids(agenda.due(town, SATURDAY)) == ["rhythm"]


def test_a_far_promise_with_words_of_its_own_puts_nothing_off() -> None:
    far = followup(1, date(2032, 1, 1), created=SATURDAY, reason="dan met pensioen")
    town = records(resident(rhythm=6), note(1, date(2026, 1, 1)), far)
    assert ids(agenda.due(town, SATURDAY)) == ["rhythm"]


def test_a_rhythm_of_who_wants_to_be_left_in_peace_is_silent() -> None:
    town = records(resident(rhythm=1, status="stopped"), note(1, FRIDAY - timedelta(90)))
    assert agenda.due(town, SATURDAY) == ()


def test_an_absurd_rhythm_never_breaks_the_agenda() -> None:
    town = records(resident(rhythm=10**9), note(1, FRIDAY), followup(1, FRIDAY))
    assert ids(agenda.due(town, SATURDAY)) == ["f1"]


# --- in residents' hands


def group(**told: object) -> Initiative:
    fields = {"id": "i1", "name": "Wandelgroep", "created": LONG_AGO, "changed": LONG_AGO, **told}
    return Initiative(**fields)  # type: ignore[arg-type]


def test_what_is_in_residents_hands_is_looked_at_once_a_year() -> None:
    handed = group(in_hands_of=InHands(who="residents", since=SATURDAY))
    assert agenda.due(records(handed), date(2027, 11, 20)) == ()
    [item] = agenda.due(records(handed), date(2027, 11, 21))
    assert (item.kind, item.about, item.id) == ("rhythm", "i1", None)
    looked = note(1, date(2027, 11, 21), "i1")
    assert agenda.due(records(handed, looked), date(2028, 11, 20)) == ()
    assert agenda.due(records(handed), date(2030, 1, 1))[0].days_open > 700


def test_what_stopped_or_is_shared_is_not_looked_at() -> None:
    since = InHands(who="residents", since=LONG_AGO)
    shared = InHands(who="shared", since=LONG_AGO)
    assert agenda.due(records(group(in_hands_of=since, state="stopped")), SATURDAY) == ()
    assert agenda.due(records(group(in_hands_of=shared)), SATURDAY) == ()


# --- retention


def test_after_two_years_without_contact_the_time_to_keep_is_over() -> None:
    town = records(resident(created=date(2024, 2, 29)))
    assert agenda.due(town, date(2026, 2, 27)) == ()
    [item] = agenda.due(town, date(2026, 2, 28))
    assert (item.kind, item.id, item.about) == ("retention", None, "r1")


@pytest.mark.parametrize("status", ["active", "stopped", "frozen"])
def test_retention_is_never_silenced(status: str) -> None:
    assert ids(agenda.due(records(resident(status=status)), SATURDAY)) == ["retention"]


def test_a_promise_keeps_itself_alive() -> None:
    person = resident()
    town = records(person, followup(1, date(2027, 5, 1)))
    assert agenda.due(town, SATURDAY) == ()
    assert agenda.keep_until(town, person) == date(2029, 5, 1)
    closed = records(person, followup(1, date(2027, 5, 1), state="done"))
    assert ids(agenda.due(closed, SATURDAY)) == ["retention"]


def test_a_promise_about_a_link_keeps_both_sides_alive() -> None:
    one, other = resident(1), resident(2)
    steps = ("introduced", date(2021, 1, 1))
    aftercare = followup(1, date(2027, 1, 1), about="l1")
    town = records(one, other, link(1, ("r1", "r2"), steps), aftercare)
    assert agenda.keep_until(town, one) == agenda.keep_until(town, other) == date(2029, 1, 1)


def test_the_end_of_the_calendar_is_no_fault() -> None:
    town = records(resident(), followup(1, date.max))
    assert agenda.due(town, SATURDAY) == ()


@pytest.mark.parametrize("days", range(-5, 6))
def test_the_quick_look_at_retention_misses_nobody(days: int) -> None:
    spoke = date(2024, 2, 29) + timedelta(days)
    person = resident(created=spoke)
    town = records(person)
    for today in (date(2026, 2, 20) + timedelta(n) for n in range(20)):
        assert bool(agenda.due(town, today)) == (agenda.keep_until(town, person) <= today)


# --- ahead


def test_ahead_is_what_comes_within_the_time_soonest_first() -> None:
    town = records(
        resident(rhythm=6), note(1, date(2026, 5, 25)),
        followup(1, date(2026, 12, 1)), followup(2, SATURDAY), followup(3, date(2027, 5, 1)),
    )  # fmt: skip
    coming = agenda.ahead(town, SATURDAY, date(2026, 12, 5))
    assert ids(coming) == ["rhythm", "f1"]


# --- what lies about besides promises


def test_short_wishes_whose_own_network_was_not_tried_come_first() -> None:
    old = SATURDAY - timedelta(30)
    town = records(
        resident(),
        wish(1, old - timedelta(30)),
        wish(2, SATURDAY - timedelta(14), size="short"),
        wish(3, old, size="short", own_network_tried=True),
        wish(4, SATURDAY - timedelta(13), size="short"),
        wish(5, old, state="fulfilled"),
        wish(6, old, kind="can"),
        wish(7, old, owner="i1"),
    )
    assert [w.id for w in agenda.left_over(town, SATURDAY)] == ["s2", "s1", "s3"]


def test_a_wish_in_an_open_link_is_not_left_over() -> None:
    town = records(
        resident(), wish(1, LONG_AGO),
        link(1, ("r1", "r2"), ("asked", SATURDAY), statements=("s1",)),
    )  # fmt: skip
    assert agenda.left_over(town, SATURDAY) == ()


def test_a_link_without_a_promise_that_did_not_move_is_looked_after() -> None:
    people = (resident(1), resident(2))
    asked = link(1, ("r1", "r2"), ("asked", SATURDAY - timedelta(14)))
    runs = link(2, ("r1", "r2"), ("running", date(2026, 8, 22)))
    fresh = link(3, ("r1", "r2"), ("running", date(2026, 8, 1)), first_visit=date(2026, 9, 1))
    resting = agenda.neglected(records(*people, asked, runs, fresh), SATURDAY)
    assert [k.id for k, _ in resting] == ["l1"]
    old = link(2, ("r1", "r2"), ("running", date(2026, 8, 21)))
    assert [k.id for k, _ in agenda.neglected(records(*people, old), SATURDAY)] == ["l2"]
    promised = followup(1, date(2027, 1, 1), about="l2")
    assert agenda.neglected(records(*people, old, promised), SATURDAY) == ()
    kept = followup(1, FRIDAY, about="l2", state="done", closed=Closed(on=FRIDAY))
    assert agenda.neglected(records(*people, old, kept), SATURDAY) == ()


def test_a_closed_link_or_one_with_somebody_silent_is_left_alone() -> None:
    ended = link(1, ("r1", "r2"), ("ended", LONG_AGO))
    quiet = link(2, ("r1", "r3"), ("asked", LONG_AGO))
    town = records(resident(1), resident(2), resident(3, status="stopped"), ended, quiet)
    assert agenda.neglected(town, SATURDAY) == ()


def test_whom_nobody_spoke_to_for_half_a_year_the_longest_ago_first() -> None:
    town = records(
        *(resident(n) for n in range(1, 6)), resident(6, status="resting"),
        note(1, date(2026, 5, 21), "r1"), note(2, date(2026, 5, 22), "r2"),
        note(3, date(2025, 5, 22), "r3"), note(4, date(2025, 5, 22), "r4"),
        note(5, SATURDAY, "r5"), followup(1, date(2027, 1, 1), about="r4"),
    )  # fmt: skip
    assert [r.id for r, _ in agenda.unspoken(town, SATURDAY)] == ["r3", "r1"]

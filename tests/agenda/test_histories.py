"""
Whatever was promised, moved, closed, silenced or missed: open and not silenced
is shown, once, from its day on; and nothing else is (invariant 2).
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentregister import agenda, storage
from talentregister.language import dates
from talentregister.language.dates import Reading
from talentregister.model.followup import NEVER_SILENCED, Kind
from talentregister.model.records import Records
from talentregister.register import follow, gather, together
from talentregister.storage import Home
from tests.agenda.town import followup, left_alone, note, records, resident

FIRST = date(2026, 1, 1)
KINDS: tuple[Kind, ...] = ("promise", "aftercare", "word_back", "access", "availability")
# The nights on which clocks move, and every day around them.
DST = tuple(date(2026, m, d) + timedelta(n) for m, d in ((3, 29), (10, 25)) for n in (-1, 0, 1))

days = st.integers(0, 900).map(lambda n: FIRST + timedelta(n)) | st.sampled_from(DST)


def shown(town: Records, today: date) -> list[str]:
    return [item.id or f"{item.kind} {item.about}" for item in agenda.due(town, today)]


people = st.lists(
    st.fixed_dictionaries(
        {"rhythm": st.none() | st.integers(1, 24)},
        optional={
            "status": st.sampled_from(["active", "resting", "stopped", "frozen"]),
            "consents": st.just(left_alone(FIRST)),
            "created": days,
        },
    ),
    min_size=1, max_size=4,
)  # fmt: skip
promises = st.lists(
    st.tuples(
        days,
        st.integers(1, 4),
        st.sampled_from(KINDS),
        st.sampled_from(["open", "open", "done", "dropped"]),
        st.sampled_from(["", "wil klussen"]),
        days,
    ),
    max_size=12,
)
talks = st.lists(st.tuples(st.none() | days, st.integers(1, 4)), max_size=6)


@given(people, promises, talks, st.lists(days, min_size=1, max_size=8))
def test_open_and_not_silenced_is_shown_from_its_day_on_whatever_the_clock_does(
    who: list[dict[str, Any]],
    promised: list[Any],
    talked: list[tuple[date | None, int]],
    clock: list[date],
) -> None:
    residents = [resident(number, **told) for number, told in enumerate(who, 1)]
    here = {person.id: person for person in residents}
    rows = [
        followup(n, due, about=f"r{at}", kind=kind, state=state, reason=words, created=made)
        for n, (due, at, kind, state, words, made) in enumerate(promised, 1)
        if f"r{at}" in here
    ]
    notes = [note(n, on, f"r{at}") for n, (on, at) in enumerate(talked, 1) if f"r{at}" in here]
    town = records(*residents, *rows, *notes)
    for today in clock:  # in any order: backwards, too
        seen = shown(town, today)
        assert [key for key, times in Counter(seen).items() if times > 1] == []
        expected = {
            row.id
            for row in rows
            if row.state == "open" and row.due <= today
            and (row.kind in NEVER_SILENCED or not here[row.about].silent)
        }  # fmt: skip
        assert {key for key in seen if key.startswith("f")} == expected
        for person in residents:
            spoke = [n.on for n in notes if person.id in n.about and n.on]
            base = max(spoke, default=person.created)
            opened = [row for row in rows if row.about == person.id and row.state == "open"]
            over = dates.after(max([base, *(row.due for row in opened)]), dates.Period(24, 0))
            assert (f"retention {person.id}" in seen) == (over <= today)
            if person.rhythm is None or person.silent:
                assert f"rhythm {person.id}" not in seen
            else:
                again = dates.after(base, dates.Period(person.rhythm, 0))
                put_off = any(r.kind == "promise" and r.created >= again for r in opened)
                if not put_off:
                    assert (f"rhythm {person.id}" in seen) == (again <= today)
                elif f"rhythm {person.id}" in seen:
                    assert again <= today


@given(promises, days, days)
def test_every_open_promise_is_due_or_asleep_and_never_both(
    promised: list[Any], one: date, other: date
) -> None:
    residents = [resident(1), resident(2, status="stopped"), resident(3), resident(4)]
    rows = [
        followup(n, due, about=f"r{at}", kind=kind, state=state)
        for n, (due, at, kind, state, _words, _made) in enumerate(promised, 1)
    ]
    town = records(*residents, *rows)
    for today in (one, other):
        due = {item.id for item in agenda.due(town, today) if item.id}
        asleep = {row.id for row in agenda.sleeping(town, today)}
        assert due | asleep == {row.id for row in rows if row.state == "open"}
        assert due & asleep == set()


# --- through the verbs


@dataclass
class Known:
    """What the test knows of one promise, apart from the program."""

    who: str
    due: date
    kind: Kind
    open: bool = True
    before: list[date] = field(default_factory=list)


@contextmanager
def a_register() -> Iterator[Home]:
    with tempfile.TemporaryDirectory() as place:
        home = Home(Path(place) / "register.json", Path(place) / "config")
        storage.create(home, FIRST, plain=True)
        for name in ("Kees", "Joke"):
            gather.add_resident(home, FIRST, {"name": name})
        yield home


steps = st.lists(
    st.tuples(
        st.sampled_from(["later", "later", "move", "done", "next", "no", "yes", "note"]),
        st.integers(0, 30),
        st.integers(-40, 400),
        st.sampled_from(KINDS),
    ),
    min_size=3, max_size=14,
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(steps)
def test_nothing_is_lost_or_twice_in_any_history_of_verbs(history: list[Any]) -> None:
    lived(history)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(steps)
def test_nothing_is_lost_or_twice_in_many_histories_of_verbs(history: list[Any]) -> None:
    lived(history)


def lived(history: list[Any]) -> None:
    """Live a history with missed days and a clock that jumps; look after every step."""
    with a_register() as home:
        today, promised, silent = FIRST, dict[str, Known](), set[str]()
        for verb, chosen, jump, kind in history:
            today = max(FIRST, today + timedelta(jump // 4))
            who = f"r{chosen % 2 + 1}"
            before = ({k: _copy(v) for k, v in promised.items()}, set(silent))
            if _does(home, today, verb, who, chosen, jump, kind, promised, silent):
                _looks(home, today, promised, silent)
                if chosen % 7 == 0:  # taking a step back brings back what was
                    storage.undo(home, today, None)
                    promised, silent = before
                    _looks(home, today, promised, silent)


def _does(
    home: Home, today: date, verb: str, who: str, chosen: int, jump: int, kind: Kind,
    promised: dict[str, Known], silent: set[str],
) -> bool:  # fmt: skip
    """One verb, done by the program and by the test."""
    when = Reading(today + timedelta(abs(jump)), "day")
    opened = sorted(
        (key for key, known in promised.items() if known.open), key=lambda k: int(k[1:])
    )
    if verb == "later":
        made = follow.later(home, today, [who], when, "wil klussen", kind=kind)
        promised[made.changed[0].id] = Known(who, when.day, kind)
    elif verb in ("move", "done", "next") and opened:
        key = opened[chosen % len(opened)]
        known = promised[key]
        if verb == "move":
            follow.move(home, today, key, when)
            known.before.append(known.due)
            known.due = when.day
        else:
            onwards = when if verb == "next" else None
            made = follow.done(home, today, key, "gesproken", onwards=onwards)
            known.open = False
            added = [t.id for t in made.changed if t.change == "added" and t.id[0] == "f"]
            promised.update({new: Known(known.who, when.day, known.kind) for new in added})
    elif verb in ("no", "yes"):
        if (verb == "no") == (who in silent):
            return False
        together.consent(home, today, who, "approach", verb)
        silent.symmetric_difference_update({who})
    elif verb == "note":
        gather.note(home, today, [who], "koffie")
    else:
        return False
    return True


def _looks(home: Home, today: date, promised: dict[str, Known], silent: set[str]) -> None:
    town = storage.read(home)
    for day in (today, today - timedelta(30), today + timedelta(500), today):
        expected = sorted(
            key
            for key, known in promised.items()
            if known.open and known.due <= day
            and (known.kind in NEVER_SILENCED or known.who not in silent)
        )  # fmt: skip
        assert sorted(key for key in shown(town, day) if key.startswith("f")) == expected
    for key, known in promised.items():
        kept = town.followups[key]
        assert kept.reason.startswith(("wil klussen", "gesproken"))
        assert list(kept.moved) == known.before


def _copy(known: Known) -> Known:
    return Known(known.who, known.due, known.kind, known.open, list(known.before))

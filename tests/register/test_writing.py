"""The verbs below the terminal: whatever is done, nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentregister.errors import Refused, RegisterError, Usage
from talentregister.language.dates import Reading
from talentregister.model.initiative import Initiative
from talentregister.model.resident import Resident
from talentregister.register import fields, follow, gather, texts, together, who
from talentregister.storage import Home, create, read, undo
from tests.storage.looking import document, rewrite

TODAY = date(2026, 11, 21)


@contextmanager
def a_register() -> Iterator[Home]:
    with TemporaryDirectory() as place:
        home = Home(Path(place) / "data" / "register.json", Path(place) / "config")
        create(home, TODAY, plain=True)
        yield home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path / "data" / "register.json", tmp_path / "config")
    create(found, TODAY, plain=True)
    return found


@given(st.lists(st.integers(-400, 4000), min_size=1, max_size=6), st.text(max_size=20))
@settings(max_examples=20)
def test_moving_keeps_the_reason_and_every_day(days: list[int], reason: str) -> None:
    with a_register() as home:
        gather.add_resident(home, TODAY, {"name": "Kees"})
        try:
            texts.words(reason, "reason")
        except Refused:
            return
        follow.later(home, TODAY, ["r1"], Reading(TODAY, "day"), reason)
        expected = [TODAY, *(TODAY + timedelta(days=n) for n in days)]
        for day in expected[1:]:
            follow.move(home, TODAY, "f1", Reading(day, "day"))
        kept = read(home).followups["f1"]
        assert kept.reason == texts.words(reason, "reason")
        assert [*kept.moved, kept.due] == expected
        assert kept.state == "open"


EDITS: list[Any] = [
    lambda home: gather.edit(home, TODAY, "r1", {"area": "Zuid"}),
    lambda home: gather.edit(home, TODAY, "r1", {"area": ""}),
    lambda home: gather.edit(home, TODAY, "r1", {"met_on": "gisteren", "through": "de kapper"}),
    lambda home: gather.edit(home, TODAY, "r1", {"languages": "Turks, Fries (thuis)"}),
    lambda home: gather.edit(home, TODAY, "i1", {"carriers": "Kees,Joke"}),
    lambda home: gather.edit(home, TODAY, "i1", {"in_hands_of": "gedeeld"}),
    lambda home: together.consent(home, TODAY, "r1", "keep,share", "yes"),
    lambda home: together.consent(home, TODAY, "r1", "share", "no"),
    lambda home: follow.move(home, TODAY, "f1", Reading(date(2027, 5, 1), "month"), "meer"),
    lambda home: follow.done(home, TODAY, "f1", "gebeld", onwards=Reading(TODAY, "day")),
    lambda home: together.went(home, TODAY, "l1", "asked", share="yes", click="doubt"),
    lambda home: together.went(home, TODAY, "l1", "introduced", share="yes"),
    lambda home: together.went(home, TODAY, "l1", "ended", fulfilled=True),
    lambda home: undo(home, TODAY),
]


@given(st.lists(st.sampled_from(EDITS), max_size=8))
@settings(max_examples=25)
def test_keys_this_version_does_not_know_survive_any_sequence_of_edits(edits: list[Any]) -> None:
    with a_register() as home:
        gather.add_resident(home, TODAY, {"name": "Kees", "through": "een buurvrouw"})
        gather.add_resident(home, TODAY, {"name": "Joke"})
        gather.add_initiative(home, TODAY, {"name": "Leeskring"})
        follow.later(home, TODAY, ["r1"], Reading(TODAY, "day"), "bellen")
        together.link(home, TODAY, ["r1", "i1"])
        rewrite(home, _add_unknown)
        for edit in edits:
            try:
                edit(home)
            except RegisterError:
                continue
        stored = json.loads(json.dumps({t: document(home)[t] for t in _TABLES}))
        for table in (t for t in _TABLES if "1" in stored[t]):  # an undo may take it away
            assert stored[table]["1"]["horoscope"] == {"sign": "fish", "years": [1, 2]}, table
        read(home)


_TABLES = ("residents", "initiatives", "followups", "links")


def _add_unknown(stored: Any) -> None:
    for table in _TABLES:
        records = json.loads(json.dumps(stored[table]))
        records["1"]["horoscope"] = {"sign": "fish", "years": [1, 2]}
        stored[table] = records


@given(st.text(max_size=60))
def test_words_are_kept_as_typed_or_refused(typed: str) -> None:
    try:
        kept = texts.words(typed, "text", anyway=True)
    except Refused:
        return
    assert kept.split() == typed.split() or not typed.isascii()
    assert texts.words(kept, "text", anyway=True) == kept


@pytest.mark.parametrize("kind", [Resident, Initiative])
def test_every_field_a_person_may_tell_is_a_field_of_the_record(kind: Any) -> None:
    import msgspec

    known = {field.name for field in msgspec.structs.fields(kind)}
    for reading in fields.READINGS[kind].values():
        assert reading.field.partition(".")[0] in known


def test_a_rhythm_is_between_a_month_and_ten_years() -> None:
    context = fields.Context(TODAY)
    for typed, months in (("6", 6), ("half jaar", 6), ("1 jaar", 12), ("3 maanden", 3)):
        assert fields.RESIDENT["rhythm"].read(typed, context) == months
    for typed in ("0", "121", "99999", "2 weken", "9" * 5000, "-1", "1.5"):
        with pytest.raises((Usage, Refused)):
            fields.RESIDENT["rhythm"].read(typed, context)


def test_ids_are_a_letter_of_a_table_and_digits() -> None:
    assert all(map(who.is_id, ("r1", "i23", "f999")))
    assert not any(map(who.is_id, ("r", "R1", "q1", "r1a", "r٣", "", "r²", "jan1")))


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [("Marijke,Joke", ["Marijke", "Joke"]), ("Vries, An de", ["Vries, An de"]),
     ("Vries, An de,Joke", ["Vries, An de", "Joke"]), (",", []), ("a,,b", ["a", "b"])],
)  # fmt: skip
def test_a_comma_with_a_space_belongs_to_one_name(typed: str, pieces: list[str]) -> None:
    assert who.several(typed) == pieces


@given(st.lists(st.text(alphabet="abc de,'-", max_size=12), max_size=5))
def test_any_words_are_read_as_somebody_or_nobody(words: list[str]) -> None:
    with a_register() as home:
        gather.add_resident(home, TODAY, {"name": "ab cd"})
        records = read(home)
        taken = who.leading(records, words or ["x"])
        assert 1 <= taken <= max(1, len(words))
        for word in words:
            found = who.find(records, word)
            assert (found.level == 0) is (not found.parties)
            who.nearest(records, word)


def test_a_link_between_three_that_fails_is_a_no_to_each_of_the_helpers(home: Home) -> None:
    for name in ("Bep", "Piet", "Wim"):
        gather.add_resident(home, TODAY, {"name": name})
    together.link(home, TODAY, ["r1", "r2", "r3"])
    together.went(home, TODAY, "l1", "failed", why="verhuisd")
    pairs = {no.pair for no in read(home).rejections.values()}
    assert pairs == {("r1", "r2"), ("r1", "r3")}

"""The log of what left: kept through everything, and no operation."""

from __future__ import annotations

from datetime import date

import pytest

from talentregister import storage
from talentregister.errors import NotFound, Unreadable
from talentregister.model.resident import Resident
from talentregister.storage import Export, Home, list_exports, log_export
from talentregister.storage.layout import Document
from tests.storage.looking import document, rewrite


def add(home: Home, today: date, name: str = "Joke") -> None:
    with storage.transaction(home, "add", today) as change:
        change.add(Resident, name=name)


def leave(home: Home, today: date, people: int = 1) -> None:
    log_export(home, Export(on=today, ending=".csv", people=people, filters={"area": "Noord"}))


def test_everything_that_left_is_listed_oldest_first(home: Home, today: date) -> None:
    assert list_exports(home) == ()
    for people in range(1, 12):
        leave(home, today, people)
    assert [export.people for export in list_exports(home)] == list(range(1, 12))
    assert list_exports(home)[0].filters == {"area": "Noord"}


def test_what_left_is_no_operation_undo_goes_past_it(home: Home, today: date) -> None:
    add(home, today)
    leave(home, today)
    assert storage.undo(home, today).verb == "add"
    leave(home, today)
    assert storage.read(home).residents == {}
    assert len(list_exports(home)) == 2
    with pytest.raises(NotFound):
        storage.undo(home, today)
    assert storage.undo(home, today, "u2").operation == "u2"


def test_a_register_of_before_the_log_gets_one(home: Home, today: date) -> None:
    def older(stored: Document) -> None:
        del stored["exports"]

    rewrite(home, older)
    assert list_exports(home) == ()
    leave(home, today)
    assert [export.people for export in list_exports(home)] == [1]


def test_the_log_outlives_a_restore(home: Home, today: date) -> None:
    add(home, today)
    storage.back_up(home, today)
    leave(home, today, 7)
    add(home, today, "Kees")
    storage.restore(home, today, 1)
    assert len(storage.read(home).residents) == 1
    assert [export.people for export in list_exports(home)] == [7]


def test_forgetting_keeps_the_log_for_it_names_nobody(home: Home, today: date) -> None:
    add(home, today)
    leave(home, today)

    def eraser(_instructions: object) -> storage.Erase:
        return lambda stored: None if stored["id"] == "r1" else stored

    storage.forget(home, today, {}, eraser)
    assert [export.people for export in list_exports(home)] == [1]
    assert "Joke" not in str(document(home))


def test_a_damaged_register_says_so(home: Home) -> None:
    home.file.write_bytes(b"kapot")
    with pytest.raises(Unreadable):
        list_exports(home)

"""Formats: an older one is brought up to date, a stranger's data is carried along."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from talentregister.errors import Unreadable
from talentregister.model.resident import Resident
from talentregister.storage import Home, layout, list_backups, migrations, read, transaction
from talentregister.storage.layout import Document
from tests.storage.looking import document, rewrite


def add(home: Home, today: date, name: str = "Joke") -> None:
    with transaction(home, "add", today) as change:
        change.add(Resident, name=name)


def rename_area(old: Document) -> Document:
    """What a step could be: a field that gets another name."""
    for resident in old["residents"].values():
        resident["area"] = resident.pop("wijk", "")
    return old


@pytest.fixture
def old(home: Home, today: date, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A register of format 1, in a program that writes format 2."""
    add(home, today)

    def older(stored: Document) -> None:
        stored["residents"]["1"]["wijk"] = "Kerkenbosch"

    rewrite(home, older)
    monkeypatch.setattr(layout, "FORMAT", 2)
    monkeypatch.setattr(migrations, "STEPS", {1: rename_area})
    return home


def test_reading_an_older_format_changes_nothing(old: Home) -> None:
    before = old.file.read_bytes()
    assert read(old).residents["r1"].area == "Kerkenbosch"
    assert old.file.read_bytes() == before


def test_the_first_change_migrates_after_a_backup(old: Home, today: date) -> None:
    add(old, today)
    add(old, today, "Kees")
    assert document(old)["meta"]["format"] == 2
    assert read(old).residents["r1"].area == "Kerkenbosch"
    generations = [backup.generation for backup in list_backups(old)]
    assert generations == [1]


def test_a_program_of_before_refuses_what_was_migrated(
    old: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(old, today)
    monkeypatch.setattr(layout, "FORMAT", 1)
    with pytest.raises(Unreadable) as raised:
        read(old)
    assert raised.value.code == "newer"


def test_tables_and_keys_nobody_knows_are_carried_along(home: Home, today: date) -> None:
    def strange(stored: Document) -> None:
        stored["recipes"] = {"1": {"soup": ["peas", 2]}}
        stored["meta"]["colour"] = "green"

    rewrite(home, strange)
    add(home, today)
    assert document(home)["recipes"] == {"1": {"soup": ["peas", 2]}}
    assert document(home)["meta"]["colour"] == "green"


def test_a_record_that_cannot_be_read_stops_a_change_and_names_the_backup(
    home: Home, today: date
) -> None:
    def spoil(stored: Document) -> None:
        stored["residents"]["7"] = {"id": "r7", "name": 3}

    rewrite(home, spoil)
    with pytest.raises(Unreadable) as raised, transaction(home, "edit", today) as change:
        change.get("r7")
    assert raised.value.code == "damaged"
    assert raised.value.parameters["path"] == str(home.register)
    assert "backup_on" in raised.value.parameters


def test_a_record_of_no_kind_we_know_is_not_there(home: Home, today: date) -> None:
    with transaction(home, "edit", today) as change:
        assert change.get("q1") is None
        assert change.get("r99") is None


def test_two_changes_of_one_record_in_one_go_are_one(home: Home, today: date) -> None:
    add(home, today)
    with transaction(home, "edit", today) as change:
        resident = change.records.residents["r1"]
        first = change.put(msgspec.structs.replace(resident, area="Noord"))
        change.put(msgspec.structs.replace(first, phone="0612345678"))
        assert [(t.id, t.change) for t in change.changed] == [("r1", "changed")]
    assert read(home).residents["r1"].area == "Noord"
    assert document(home)["audit"]["2"]["fields"] == ["area", "phone"]

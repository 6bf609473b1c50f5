"""Restoring: a backup comes back as a change that can itself be undone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from talentregister.errors import NotFound, Refused
from talentregister.model.resident import Resident
from talentregister.storage import (
    Home,
    back_up_to,
    create,
    list_backups,
    plan_restore,
    read,
    restore,
    transaction,
    undo,
)


@pytest.fixture
def lived(home: Home, today: date) -> Home:
    """A register with three days of history: added, changed, removed."""
    with transaction(home, "add", today) as change:
        change.add(Resident, name="Joke")
        change.add(Resident, name="Kees")
    with transaction(home, "edit", today + timedelta(days=1)) as change:
        change.put(msgspec.structs.replace(change.records.residents["r1"], area="Noord"))
    with transaction(home, "edit", today + timedelta(days=2)) as change:
        change.remove("r2")
        change.add(Resident, name="Bo")
    return home


def names(home: Home) -> dict[str, str]:
    return {key: f"{r.name} {r.area}".strip() for key, r in read(home).residents.items()}


def test_the_plan_says_what_will_change_and_changes_nothing(lived: Home) -> None:
    before = lived.file.read_bytes()
    plan = plan_restore(lived, 2)
    assert (plan.added, plan.changed, plan.removed) == (("r2",), ("r1",), ("r3",))
    assert (plan.on, plan.residents, plan.damaged) == (date(2026, 11, 21), 2, False)
    assert lived.file.read_bytes() == before


def test_a_restore_brings_back_the_backup_and_can_be_undone(lived: Home, today: date) -> None:
    before = names(lived)
    restored = restore(lived, today, 2)
    assert names(lived) == {"r1": "Joke", "r2": "Kees"}
    assert restored.operation == "u4"
    undo(lived, today)
    assert names(lived) == before


def test_a_restore_keeps_what_was_there_as_a_backup(lived: Home, today: date) -> None:
    generation = read(lived).meta.generation
    restore(lived, today, 2)
    assert list_backups(lived)[0].generation == generation
    assert read(lived).meta.generation == generation + 1


def test_ids_are_not_used_again_after_a_restore(lived: Home, today: date) -> None:
    restore(lived, today, 2)
    with transaction(lived, "add", today) as change:
        assert change.add(Resident, name="Piet").id == "r4"


def test_a_backup_is_chosen_by_number_day_or_the_last_good_one(lived: Home, today: date) -> None:
    latest, older = list_backups(lived)
    assert plan_restore(lived).path == latest.path
    assert plan_restore(lived, 1).path == latest.path
    assert plan_restore(lived, today + timedelta(days=1)).path == older.path
    assert plan_restore(lived, today + timedelta(days=9)).path == latest.path
    for nothing in (0, 3, today - timedelta(days=1)):
        with pytest.raises(NotFound) as raised:
            plan_restore(lived, nothing)
        assert raised.value.code == "no_such_backup"


@pytest.mark.parametrize("damage", [b"", b"nonsense"])
def test_a_damaged_register_is_set_aside_and_the_backup_takes_its_place(
    lived: Home, today: date, damage: bytes
) -> None:
    lived.file.write_bytes(damage)
    plan = plan_restore(lived)
    assert plan.damaged
    restore(lived, today)
    assert names(lived) == {"r1": "Joke Noord", "r2": "Kees"}
    (aside,) = lived.backups.glob("*-damaged-*")
    assert aside.read_bytes() == damage
    assert read(lived).meta.generation > list_backups(lived)[0].generation


def test_a_register_that_is_gone_comes_back_from_a_copy(
    lived: Home, today: date, tmp_path: Path
) -> None:
    before = names(lived)
    (tmp_path / "stick").mkdir()
    copy = back_up_to(lived, tmp_path / "stick", today)
    elsewhere = Home(tmp_path / "new" / "register.age", lived.config)
    restore(elsewhere, today, copy.path)
    assert names(elsewhere) == before


def test_another_register_is_not_restored_over_this_one(
    lived: Home, today: date, tmp_path: Path
) -> None:
    other = Home(tmp_path / "other" / "register.age", lived.config)
    create(other, today, plain=True)
    with pytest.raises(Refused) as raised:
        restore(lived, today, other.file)
    assert raised.value.code == "other_register"


def test_undoing_an_older_operation_is_refused_after_a_restore(lived: Home, today: date) -> None:
    restore(lived, today, 2)
    with pytest.raises(Refused) as raised:
        undo(lived, today, "u2")
    assert raised.value.parameters["records"] == ("r1",)

"""Forgetting: gone from the register, its undo images and every backup."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from talentregister.errors import NotFound, Refused
from talentregister.model.note import Note
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement
from talentregister.storage import (
    Home,
    Instructions,
    back_up_to,
    check,
    finish,
    forget,
    lines,
    list_backups,
    operations,
    plan_restore,
    read,
    restore,
    transaction,
    undo,
)
from talentregister.storage import erasure as forgetting
from talentregister.storage.erasure import Erase
from talentregister.storage.layout import Document, Stored
from tests.storage.looking import document, text_of

GONE: Instructions = {"who": "r1", "name": "Aisha"}


def eraser(told: Instructions) -> Erase:
    """Take out a resident and what is his; rewrite his name elsewhere."""

    def erase(stored: Stored) -> Stored | None:
        if stored["id"] == told["who"] or stored.get("owner") == told["who"]:
            return None
        about = stored.get("about")
        if about == [told["who"]]:
            return None
        left: dict[str, Any] = {
            key: value.replace(told["name"], "[removed]") if isinstance(value, str) else value
            for key, value in stored.items()
        }
        if isinstance(about, list):
            left["about"] = [who for who in about if who != told["who"]]
        return left

    return erase


@pytest.fixture
def full(home: Home, today: date) -> Home:
    """Somebody to forget, in the register, in undo images and in backups."""
    with transaction(home, "import", today) as change:
        for name in ("Aisha", "Joke", "Kees"):
            change.add(Resident, name=name)
        change.add(Statement, owner="r1", kind="can", text="bakken")
        change.add(Statement, owner="r2", kind="loves", text="koken met Aisha")
        change.add(Note, about=("r1", "r2"), text="Aisha en Joke dronken koffie", on=today)
        change.add(Note, about=("r1",), text="wil rust", on=today)
    for number in range(1, 4):
        with transaction(home, "edit", today + timedelta(days=number)) as change:
            resident = change.records.residents["r1"]
            change.put(msgspec.structs.replace(resident, area=f"wijk {number}"))
            other = change.records.residents["r3"]
            change.put(msgspec.structs.replace(other, area=f"bij Aisha {number}"))
    return home


def places(home: Home) -> list[str]:
    """Where the name still stands."""
    files = [home.file, *(backup.path for backup in list_backups(home))]
    return [path.name for path in files if b"Aisha" in text_of(home, path)]


def test_the_name_is_gone_everywhere(full: Home, today: date) -> None:
    assert len(places(full)) == 4
    done = forget(full, today, GONE, eraser)
    assert places(full) == []
    assert set(done.removed) == {"r1", "s1", "n2"}
    assert set(done.rewritten) == {"s2", "n1", "r3"}
    assert list(read(full).residents) == ["r2", "r3"]
    assert read(full).meta.unfinished == 0
    assert check(full, today + timedelta(days=3)).damaged is False


def test_the_rest_of_an_import_can_still_be_undone(full: Home, today: date) -> None:
    forget(full, today, GONE, eraser)
    for _ in range(3):
        undo(full, today)
    assert read(full).residents["r3"].area == ""
    undone = undo(full, today)
    assert {t.id for t in undone.changed} == {"r2", "r3", "s2", "n1"}
    with pytest.raises(NotFound):
        undo(full, today)


def test_an_erasure_is_no_operation_and_is_not_undone(full: Home, today: date) -> None:
    before = [operation.id for operation in operations(full)]
    forget(full, today, GONE, eraser)
    assert [operation.id for operation in operations(full)] == before
    assert lines(full)[-1].verb == "forget"
    assert not any(line.touches("r1") for line in lines(full))


def test_the_tombstone_keeps_a_number_a_day_and_tallies(full: Home, today: date) -> None:
    done = forget(full, today, GONE, eraser, {"2026": {"residents": 1}})
    (stone,) = document(full)["erased"].values()
    assert stone["number"] == done.number
    assert stone["on"] == today.isoformat()
    assert stone["tallies"] == {"2026": {"residents": 1}}
    assert set(stone) == {"number", "on", "tallies", "marks"}
    assert "r1" not in str(stone)


def test_an_edit_that_was_open_does_not_bring_the_name_back(full: Home, today: date) -> None:
    open_edit = read(full).residents["r3"]
    forget(full, today, GONE, eraser)
    with pytest.raises(Refused), transaction(full, "edit", today) as change:
        change.put(msgspec.structs.replace(open_edit, phone="0612345678"))


def test_an_interrupted_erasure_is_finished_the_next_time(
    full: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = forgetting.rewrite
    calls: list[Path] = []

    def dies_at_the_second(home: Home, path: Path, erase: Erase, stone: Stored) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise KeyboardInterrupt
        original(home, path, erase, stone)

    monkeypatch.setattr(forgetting, "rewrite", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        forget(full, today, GONE, eraser)
    monkeypatch.undo()
    assert read(full).meta.unfinished == 1
    assert places(full) != []
    assert finish(full, today, eraser) == ()
    assert read(full).meta.unfinished == 0
    assert places(full) == []
    assert b"Aisha" not in text_of(full, full.file)


def test_a_backup_that_cannot_be_rewritten_is_said_and_tried_again(full: Home, today: date) -> None:
    broken = list_backups(full)[1].path
    broken.write_bytes(b"broken")
    done = forget(full, today, GONE, eraser)
    assert [(w.code, w.parameters["path"]) for w in done.warnings] == [
        ("backup_not_rewritten", str(broken))
    ]
    assert read(full).meta.unfinished == 1
    broken.unlink()
    assert finish(full, today, eraser) == ()
    assert read(full).meta.unfinished == 0


def test_nothing_to_forget_is_said(full: Home, today: date) -> None:
    with pytest.raises(Refused) as raised:
        forget(full, today, {"who": "r99", "name": "Niemand"}, eraser)
    assert raised.value.code == "nothing_to_forget"


def test_what_is_left_may_not_point_at_what_is_gone(full: Home, today: date) -> None:
    def careless(told: Instructions) -> Erase:
        return lambda stored: None if stored["id"] == told["who"] else stored

    with pytest.raises(Refused) as raised:
        forget(full, today, GONE, careless)
    assert raised.value.code == "broken_reference"
    assert len(places(full)) == 4


def test_files_the_program_keeps_are_removed(full: Home, today: date, tmp_path: Path) -> None:
    feed = tmp_path / "feed.ics"
    feed.write_text("Aisha")
    with transaction(full, "schedule", today) as change:
        change.keep_file(feed)
    assert read(full).meta.kept == [str(feed)]
    forget(full, today, GONE, eraser)
    assert not feed.exists()


def test_restoring_an_older_copy_forgets_again(full: Home, today: date, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    copy = back_up_to(full, tmp_path / "stick", today)
    forget(full, today, GONE, eraser)

    def again(document: Document, gone: frozenset[str]) -> Erase:
        assert gone == {"r1", "s1", "n2"}
        return eraser({"who": "r1", "name": document["residents"]["1"]["name"]})

    plan = plan_restore(full, copy.path, again)
    assert set(plan.forgotten) == {"r1", "s1", "n2"}
    restored = restore(full, today, copy.path, again)
    assert restored.plan == plan
    assert list(read(full).residents) == ["r2", "r3"]
    assert places(full) == []


def test_without_further_instructions_the_records_stay_away(
    full: Home, today: date, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    copy = back_up_to(full, tmp_path / "stick", today)
    forget(full, today, GONE, eraser)
    with transaction(full, "edit", today) as change:
        change.remove("n1")
    with pytest.raises(Refused):
        # The note about both would point at nobody: rewriting it takes instructions.
        restore(full, today, copy.path)
    assert list(read(full).residents) == ["r2", "r3"]


def test_what_an_interrupted_rewriting_left_behind_is_swept(full: Home, today: date) -> None:
    left = full.backups / ".register-000001-2026-11-22.age.new"
    left.write_text("Aisha")
    assert [f.code for f in check(full, today + timedelta(days=3)).findings] == ["leftover"]
    forget(full, today, GONE, eraser)
    assert not left.exists()


def test_no_backup_holds_the_instructions_of_an_erasure(
    full: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = today + timedelta(days=30)
    monkeypatch.setattr("talentregister.storage.backups.keep", no_room)
    done = forget(full, later, GONE, eraser)
    assert [warned.code for warned in done.warnings] == ["backup_failed"]
    monkeypatch.undo()
    with transaction(full, "add", later) as change:
        change.add(Resident, name="Bo")
    assert places(full) == []


def no_room(*_: object) -> None:
    raise OSError(28, "no room")

"""Backups: made in time, kept in measure, never in the way of a save."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from talentregister.errors import Refused, Unreadable, Unwritable
from talentregister.model.resident import Resident
from talentregister.storage import Home, back_up, back_up_to, list_backups, read, transaction
from talentregister.storage.backups import Backup, retained


def add(home: Home, today: date, name: str = "Joke") -> list[str]:
    with transaction(home, "add", today) as change:
        change.add(Resident, name=name)
    return [warned.code for warned in change.warnings]


def test_the_first_change_of_a_day_keeps_what_was(home: Home, today: date) -> None:
    add(home, today)
    before = home.file.read_bytes()
    tomorrow = today + timedelta(days=1)
    add(home, tomorrow)
    add(home, tomorrow)
    (backup,) = list_backups(home)
    assert (backup.generation, backup.on) == (1, tomorrow)
    assert backup.path.read_bytes() == before


def test_a_backup_is_a_link_and_costs_nothing(home: Home, today: date) -> None:
    add(home, today)
    backup = back_up(home, today)
    assert os.path.samefile(backup.path, home.file)
    assert home.backups.stat().st_mode & 0o777 == 0o700


def test_a_change_may_ask_for_a_backup_first(home: Home, today: date) -> None:
    add(home, today)
    add(home, today)
    with transaction(home, "import", today) as change:
        change.back_up_first()
        change.add(Resident, name="Kees")
    assert [b.generation for b in list_backups(home)] == [2, 1]


def test_seven_days_four_weeks_and_three_months_are_kept(tmp_path: Path) -> None:
    start = date(2026, 1, 1)
    found = [
        Backup(number, start + timedelta(days=number), tmp_path / str(number))
        for number in range(200)
    ]
    kept = sorted(b.generation for b in retained(found))
    assert kept[-7:] == list(range(193, 200))
    assert len(kept) <= 7 + 4 + 3
    assert {b.on.month for b in retained(found)} >= {5, 6, 7}


def test_the_latest_backups_of_a_busy_day_and_its_first_are_kept(tmp_path: Path) -> None:
    found = [Backup(number, date(2026, 11, 21), tmp_path / str(number)) for number in range(9)]
    assert sorted(b.generation for b in retained(found)) == [0, 6, 7, 8]


def test_retention_goes_by_generation_when_the_clock_jumps(tmp_path: Path) -> None:
    days = [date(2036, 1, 1), date(2026, 1, 1), date(2026, 1, 2)]
    found = [Backup(number, day, tmp_path / str(number)) for number, day in enumerate(days)]
    assert [b.generation for b in sorted(retained(found), reverse=True)] == [2, 1, 0]


def test_old_backups_go_by_themselves(home: Home, today: date) -> None:
    for number in range(40):
        add(home, today + timedelta(days=number))
    assert len(list_backups(home)) <= 7 + 4 + 3


def test_where_links_are_not_possible_the_file_is_copied(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(home, today)

    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    backup = back_up(home, today)
    assert not os.path.samefile(backup.path, home.file)
    assert backup.path.read_bytes() == home.file.read_bytes()
    assert backup.path.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_fails_is_a_warning_and_the_save_goes_on(home: Home, today: date) -> None:
    add(home, today)
    home.backups.write_text("a file where the directory should be")
    assert add(home, today) == ["backup_failed"]
    assert len(read(home).residents) == 2


def test_a_copy_elsewhere_is_read_back(home: Home, today: date, tmp_path: Path) -> None:
    add(home, today)
    (tmp_path / "stick").mkdir()
    good = back_up_to(home, tmp_path / "stick", today)
    assert (good.on, good.residents) == (today, 1)
    assert back_up_to(home, tmp_path / "stick", today) == good
    good.path.write_bytes(b"other")
    with pytest.raises(Refused) as raised:
        back_up_to(home, tmp_path / "stick", today)
    assert raised.value.code == "target_exists"


def test_a_copy_to_a_stick_that_is_not_there_is_refused(
    home: Home, today: date, tmp_path: Path
) -> None:
    with pytest.raises(Unwritable) as raised:
        back_up_to(home, tmp_path / "stick", today)
    assert raised.value.code == "no_directory"


def test_damage_names_the_last_backup_that_is_whole(home: Home, today: date) -> None:
    add(home, today)
    add(home, today + timedelta(days=1))
    add(home, today + timedelta(days=2))
    latest = list_backups(home)[0].path
    latest.write_bytes(latest.read_bytes()[:-1])
    home.file.write_bytes(b"")
    with pytest.raises(Unreadable) as raised:
        read(home)
    assert raised.value.code == "empty_file"
    assert raised.value.hint == "restore"
    assert raised.value.parameters == {
        "path": str(home.register),
        "backup_on": today,
        "backup_residents": 1,
    }


def test_damage_without_a_backup_says_so(home: Home) -> None:
    home.file.write_bytes(b"")
    with pytest.raises(Unreadable) as raised:
        read(home)
    assert raised.value.hint == "no_backup"
    assert raised.value.parameters["backup_on"] is None


def test_other_files_among_the_backups_are_left_alone(home: Home, today: date) -> None:
    add(home, today)
    back_up(home, today)
    for name in ("notes.txt", "register-000001-2026-13-45.age", "other-000001-2026-11-21.age"):
        (home.backups / name).write_text("mine")
    assert len(list_backups(home)) == 1


def test_the_same_backup_twice_is_one(home: Home, today: date) -> None:
    add(home, today)
    assert back_up(home, today) == back_up(home, today)


def test_a_backup_that_will_not_go_is_a_warning(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        add(home, today + timedelta(days=number))
    original = os.unlink

    def stuck(path: Path) -> None:
        if "-2026-" in str(path):
            raise PermissionError(13, "stuck")
        original(path)

    monkeypatch.setattr(os, "unlink", stuck)
    assert "backup_not_removed" in add(home, today + timedelta(days=12))


def test_a_copy_that_is_not_what_was_written_is_said(
    home: Home, today: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(home, today)
    original = os.write
    monkeypatch.setattr(os, "write", lambda fd, blob: original(fd, b"x" * len(blob)))
    with pytest.raises(Unwritable) as raised:
        back_up_to(home, tmp_path, today)
    assert raised.value.code == "copy_damaged"

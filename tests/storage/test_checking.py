"""Checking: what is wrong, what is unsafe, and that a check changes nothing."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from talentregister.errors import Unreadable
from talentregister.model.resident import Resident
from talentregister.storage import Home, check, create, keys, list_backups, transaction
from talentregister.storage import disk as writing
from talentregister.storage.layout import Document
from tests.storage.looking import rewrite


@pytest.fixture
def lived(home: Home, today: date) -> Home:
    """A register with a backup."""
    for number in range(2):
        with transaction(home, "add", today + timedelta(days=number)) as change:
            change.add(Resident, name="Joke")
    return home


TOMORROW = date(2026, 11, 22)


def codes(home: Home, today: date = TOMORROW) -> list[str]:
    return [finding.code for finding in check(home, today).findings]


def test_a_healthy_register_has_no_findings(lived: Home) -> None:
    before = {path: path.read_bytes() for path in lived.file.parent.rglob("*") if path.is_file()}
    report = check(lived, TOMORROW)
    assert report.findings == ()
    assert not report.damaged
    assert (report.residents, report.generation) == (2, 2)
    assert [(c.backup.generation, c.residents) for c in report.backups] == [(1, 1)]
    after = {path: path.read_bytes() for path in lived.file.parent.rglob("*") if path.is_file()}
    assert after == before


def test_a_damaged_register_is_damage(lived: Home) -> None:
    lived.file.write_bytes(b"")
    report = check(lived, TOMORROW)
    assert report.damaged
    assert report.residents is None
    assert report.findings[0].code == "empty_file"
    assert report.findings[0].parameters["backup_residents"] == 1


def test_a_damaged_backup_is_damage(lived: Home) -> None:
    list_backups(lived)[0].path.write_bytes(b"x")
    report = check(lived, TOMORROW)
    assert report.damaged
    assert [c.residents for c in report.backups] == [None]
    assert report.findings[0].code == "backup_damaged"


def test_a_register_without_backups_is_said(home: Home, today: date) -> None:
    assert codes(home, today) == ["no_backup"]


def test_a_loose_end_in_the_records_is_found(lived: Home) -> None:
    def loosen(stored: Document) -> None:
        stored["statements"]["1"] = {
            "id": "s1", "created": "2026-11-21", "changed": "2026-11-21", "rev": 1,
            "owner": "r99", "kind": "can", "text": "bakken",
        }  # fmt: skip

    rewrite(lived, loosen)
    (finding,) = check(lived, TOMORROW).findings
    assert (finding.code, finding.parameters) == ("broken_reference", {"records": ("s1",)})


def test_files_that_others_can_read_are_named(lived: Home) -> None:
    lived.file.chmod(0o644)
    (finding,) = check(lived, TOMORROW).findings
    assert finding == ("loose_permissions", {"path": str(lived.file)}, False)


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Gemeente", "Nextcloud"])
def test_a_folder_that_is_synchronised_is_warned_about(
    tmp_path: Path, today: date, folder: str
) -> None:
    home = Home(tmp_path / folder / "register.json", tmp_path / "config")
    create(home, today, plain=True)
    assert "sync_folder" in codes(home)


def test_a_copy_made_by_a_conflict_is_warned_about(lived: Home) -> None:
    copy = lived.file.with_name("register (conflicted copy 2026-11-21).age")
    copy.write_bytes(b"")
    assert codes(lived) == ["conflicted_copy"]


def test_a_leftover_of_a_crash_is_named_and_swept_at_the_next_change(
    lived: Home, today: date
) -> None:
    lived.temporary.write_bytes(b"half")
    assert codes(lived) == ["leftover"]
    with transaction(lived, "add", TOMORROW) as change:
        change.add(Resident, name="Kees")
    assert codes(lived) == []


def test_a_full_disk_is_warned_about(lived: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = SimpleNamespace(free=10**6)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    (finding,) = check(lived, TOMORROW).findings
    assert finding.code == "disk_nearly_full"
    assert finding.parameters["free_mb"] == 1


def test_a_disk_that_cannot_sync_a_directory_is_warned_about(
    lived: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(_: int) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "fsync", unable)
    assert codes(lived) == ["no_directory_sync"]
    monkeypatch.setattr(writing, "can_sync_directories", lambda: False)
    assert codes(lived) == []


def test_a_clock_that_is_behind_is_warned_about(lived: Home) -> None:
    assert codes(lived, date(2020, 1, 1)) == ["clock_behind"]


def test_a_very_large_register_is_warned_about(
    lived: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talentregister.storage.engine.MANY", 1)
    assert codes(lived) == ["many_residents"]
    with transaction(lived, "add", today) as change:
        change.add(Resident, name="Kees")
    assert change.warnings[0].code == "many_residents"
    assert change.warnings[0].parameters == {"count": 3, "limit": 1}


def test_recipients_that_lock_us_out_are_damage(sealed: Home, today: date) -> None:
    sealed.recipients_file.write_text(keys.new_pair().public)
    report = check(sealed, today)
    assert report.damaged
    assert [f.code for f in report.findings] == [
        "no_backup", "no_paper_key", "recipients_without_identity",
    ]  # fmt: skip


def test_a_plain_backup_of_an_encrypted_register_is_warned_about(lived: Home, today: date) -> None:
    backup = list_backups(lived)[0].path
    if lived.file.read_bytes().startswith(b"{"):
        return
    backup.rename(backup.with_suffix(".json"))
    assert codes(lived) == ["plain_backup"]


def test_a_register_that_was_put_aside_is_named(lived: Home) -> None:
    (lived.backups / "register-damaged-2026-11-21.age").write_bytes(b"")
    assert codes(lived) == ["set_aside"]


def test_a_key_that_cannot_be_used_is_said_once(sealed: Home, today: date) -> None:
    sealed.identity_file.chmod(0o644)
    report = check(sealed, today)
    assert [f.code for f in report.findings] == ["key_readable", "no_backup", "loose_permissions"]


def test_an_unfinished_erasure_is_named(lived: Home) -> None:
    def leave(stored: Document) -> None:
        stored["meta"]["unfinished"] = 1

    rewrite(lived, leave)
    assert codes(lived) == ["erasure_unfinished"]


def test_a_register_that_is_not_there_cannot_be_checked(empty_home: Home, today: date) -> None:
    with pytest.raises(Unreadable) as raised:
        check(empty_home, today)
    assert raised.value.code == "no_register"

"""When the system says no: nothing is half written, and it is said what happened."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from talentregister.errors import Refused, Unreadable, Unwritable
from talentregister.model.resident import Resident
from talentregister.storage import Home, create, disk, layout, read, transaction


def add(home: Home, today: date) -> None:
    with transaction(home, "add", today) as change:
        change.add(Resident, name="Joke")


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EFBIG, "disk_full"),
        (errno.EACCES, "no_permission"),
        (errno.EROFS, "no_permission"),
        (errno.EIO, "write_failed"),
    ],
)
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_an_error_of_the_system_saves_nothing_and_leaves_nothing(
    home: Home,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    code: str,
    call: str,
) -> None:
    monkeypatch.setattr(disk, "PAUSE", 0)
    add(home, today)
    before = home.file.read_bytes()
    monkeypatch.setattr(os, call, failing(number))
    with pytest.raises(Unwritable) as raised:
        add(home, today)
    monkeypatch.undo()
    assert raised.value.code == code
    assert home.file.read_bytes() == before
    assert not home.temporary.exists()
    add(home, today)
    assert len(read(home).residents) == 2


def test_a_full_disk_says_how_much_room_is_needed(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", failing(errno.ENOSPC))
    with pytest.raises(Unwritable) as raised:
        add(home, today)
    assert raised.value.parameters == {"path": str(home.file), "needed_mb": 1}


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_sync_directories_is_tolerated(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "fsync", on_directories(number))
    add(home, today)
    assert len(read(home).residents) == 1


def test_an_error_of_the_disk_on_the_directory_is_never_acknowledged(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", on_directories(errno.EIO))
    with pytest.raises(Unwritable) as raised:
        add(home, today)
    assert raised.value.code == "not_certain"
    assert raised.value.parameters["error"] == "EIO"
    monkeypatch.undo()
    assert len(read(home).residents) == 1


def on_directories(number: int) -> Callable[[int], None]:
    original = os.fsync

    def fsync(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):
            raise OSError(number, os.strerror(number))
        original(descriptor)

    return fsync


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", held(os.replace, times=3))
    monkeypatch.setattr(disk, "PAUSE", 0.001)
    add(home, today)
    assert len(read(home).residents) == 1


def test_a_file_that_stays_held_is_left_as_it_is(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = home.file.read_bytes()
    monkeypatch.setattr(os, "replace", held(os.replace, times=disk.ATTEMPTS))
    monkeypatch.setattr(disk, "PAUSE", 0.001)
    with pytest.raises(Unwritable) as raised:
        add(home, today)
    assert raised.value.code == "no_permission"
    assert home.file.read_bytes() == before
    assert not home.temporary.exists()


def held(original: Callable[..., None], *, times: int) -> Callable[..., None]:
    calls = 0

    def replace(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls <= times:
            raise PermissionError(errno.EACCES, "held")
        original(source, target)

    return replace


def test_an_interruption_leaves_no_file_behind(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = home.file.read_bytes()
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        add(home, today)
    assert home.file.read_bytes() == before
    assert not home.temporary.exists()


def test_a_temporary_file_that_is_a_link_is_not_followed(
    home: Home, today: date, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    home.temporary.symlink_to(victim)
    add(home, today)
    assert victim.read_text() == "mine"
    assert len(read(home).residents) == 1


def test_writing_outside_a_transaction_is_an_error(home: Home) -> None:
    from tinydb import TinyDB

    from talentregister.storage.engine import RegisterStorage

    with pytest.raises(RuntimeError, match="inside a transaction"):
        TinyDB(storage=lambda: RegisterStorage(home)).insert({"name": "Joke"})
    assert not read(home).residents


def test_what_json_cannot_hold_is_refused_before_anything_is_written(
    home: Home, today: date
) -> None:
    from talentregister.storage.engine import RegisterStorage

    before = home.file.read_bytes()
    with pytest.raises(TypeError), RegisterStorage(home).transaction(today) as session:
        session.database.insert({"name": object()})
    assert home.file.read_bytes() == before


def test_tables_are_whole_for_whoever_uses_tinydb(home: Home, today: date) -> None:
    from tinydb import where

    from talentregister.storage.engine import RegisterStorage

    add(home, today)
    with RegisterStorage(home).transaction(today) as session:
        table = session.database.table("residents")
        assert table.search(where("name") == "Joke")[0].doc_id == 1
        table.update({"area": "Noord"}, where("name") == "Joke")
    assert read(home).residents["r1"].area == "Noord"


def test_a_disk_that_cannot_be_read_says_so(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EIO))
    with pytest.raises(Unreadable) as raised:
        read(home)
    assert (raised.value.code, raised.value.parameters["error"]) == ("disk_error", "EIO")
    monkeypatch.setattr(os, "open", failing(errno.EACCES))
    with pytest.raises(Unreadable) as raised:
        read(home)
    assert raised.value.code == "not_allowed"


def test_two_who_make_the_same_register_make_one(
    empty_home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = layout.encode

    def meanwhile(document: layout.Document) -> bytes:
        empty_home.file.write_bytes(b"somebody else was first")
        return original(document)

    monkeypatch.setattr(layout, "encode", meanwhile)
    with pytest.raises(Refused) as raised:
        create(empty_home, today, plain=True)
    assert raised.value.code == "register_exists"
    assert empty_home.file.read_bytes() == b"somebody else was first"


def test_without_links_a_file_is_still_never_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    target = tmp_path / "key.txt"
    disk.create(target, b"first")
    with pytest.raises(FileExistsError):
        disk.create(target, b"second")
    assert target.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [target]

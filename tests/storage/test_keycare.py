"""The keys: proven, recovered, locked, and never overwritten."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from talentregister.errors import Refused, RegisterError, Unreadable
from talentregister.model.resident import Resident
from talentregister.storage import (
    Home,
    check_paper_key,
    create,
    decrypt_register,
    disk,
    encrypt_register,
    keys,
    list_backups,
    lock_key,
    read,
    recover,
    transaction,
    unlock_key,
)
from tests.storage.looking import text_of


@pytest.fixture
def paper(empty_home: Home, today: date) -> str:
    """The paper key of an encrypted register with some history."""
    key = create(empty_home, today).paper_key
    assert key is not None
    for number in range(3):
        add(empty_home, today + timedelta(days=number), f"Buur {number}")
    return key


def add(home: Home, today: date, name: str = "Joke") -> None:
    with transaction(home, "add", today) as change:
        change.add(Resident, name=name)


def test_the_paper_key_is_proven_by_opening_the_register(empty_home: Home, paper: str) -> None:
    assert check_paper_key(empty_home, paper)
    assert check_paper_key(empty_home, f"  {paper[:20].lower()} {paper[20:].lower()}\n")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("AGE-SECRET-KEY-1NONSENSE", "paper_key_mistyped"), ("", "paper_key_mistyped")],
)
def test_a_typing_error_in_the_paper_key_shows(
    empty_home: Home, paper: str, typed: str, code: str
) -> None:
    with pytest.raises(Unreadable) as raised:
        check_paper_key(empty_home, typed)
    assert raised.value.code == code
    assert paper not in str(raised.value.parameters)


def test_another_paper_key_is_wrong(empty_home: Home, paper: str) -> None:
    with pytest.raises(Unreadable) as raised:
        check_paper_key(empty_home, keys.new_pair().secret)
    assert raised.value.code == "paper_key_wrong"


def test_a_paper_key_that_will_not_open_the_next_file_is_said(
    empty_home: Home, paper: str, today: date
) -> None:
    own = keys.public(empty_home)
    empty_home.recipients_file.write_bytes(keys.recipients_text(own, keys.new_pair().public))
    assert check_paper_key(empty_home, paper) is False


def test_a_lost_computer_is_recovered_with_the_paper_key(
    empty_home: Home, paper: str, today: date
) -> None:
    before = read(empty_home).residents
    shutil.rmtree(empty_home.config)
    recovered = recover(empty_home, today, paper)
    assert recovered.put_aside == ()
    assert read(empty_home).residents == before
    for backup in list_backups(empty_home):
        assert text_of(empty_home, backup.path)
    assert check_paper_key(empty_home, paper)
    add(empty_home, today)


def test_recovering_puts_old_keys_aside(empty_home: Home, paper: str, today: date) -> None:
    old = (empty_home.identity_file.read_bytes(), empty_home.recipients_file.read_bytes())
    recovered = recover(empty_home, today, paper)
    assert tuple(path.read_bytes() for path in recovered.put_aside) == old
    assert empty_home.identity_file.read_bytes() != old[0]
    again = recover(empty_home, today, paper)
    assert len({*recovered.put_aside, *again.put_aside}) == 4


def test_an_interrupted_recovery_can_be_done_again(
    empty_home: Home, paper: str, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(empty_home).residents
    for name in ("make_directory", "create", "replace", "rename"):
        with monkeypatch.context() as patch:
            patch.setattr(disk, name, interrupted)
            with contextlib.suppress(KeyboardInterrupt):
                recover(empty_home, today, paper)
    recover(empty_home, today, paper)
    assert read(empty_home).residents == before
    assert check_paper_key(empty_home, paper)


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_wrong_paper_key_recovers_nothing(empty_home: Home, paper: str, today: date) -> None:
    before = empty_home.identity_file.read_bytes()
    with pytest.raises(Unreadable):
        recover(empty_home, today, keys.new_pair().secret)
    assert empty_home.identity_file.read_bytes() == before


@pytest.mark.slow
def test_a_passphrase_on_the_identity_is_asked_for(empty_home: Home, paper: str) -> None:
    lock_key(empty_home, "wijkgebouw")
    with pytest.raises(Unreadable) as raised:
        read(empty_home)
    assert raised.value.code == "key_locked"
    asked: list[str] = []

    def answer() -> str:
        asked.append("passphrase")
        return "wijkgebouw"

    asking = Home(empty_home.register, empty_home.config, None, answer)
    assert len(read(asking).residents) == 3
    add(asking, date(2026, 12, 1))
    assert asked == ["passphrase"]
    with pytest.raises(Refused) as again:
        lock_key(empty_home, "nog eens")
    assert again.value.code == "already_locked"
    with pytest.raises(Unreadable) as wrong:
        unlock_key(empty_home, "iets anders")
    assert wrong.value.code == "wrong_passphrase"
    unlock_key(empty_home, "wijkgebouw")
    assert len(read(empty_home).residents) == 4
    assert empty_home.identity_file.stat().st_mode & 0o777 == 0o600


def test_a_lock_needs_a_passphrase_and_an_unlock_a_lock(empty_home: Home, paper: str) -> None:
    with pytest.raises(Refused) as raised:
        lock_key(empty_home, "")
    assert raised.value.code == "passphrase_empty"
    with pytest.raises(Refused) as raised:
        unlock_key(empty_home, "x")
    assert raised.value.code == "not_locked"


def test_encryption_can_be_taken_off_and_put_on_again(
    empty_home: Home, paper: str, today: date
) -> None:
    before = read(empty_home).residents
    taken_off = decrypt_register(empty_home, today)
    plain = Home(taken_off.register, empty_home.config)
    assert plain.register.name == "register.json"
    assert not empty_home.register.exists()
    assert plain.file.read_bytes().startswith(b'{"meta"')
    assert read(plain).residents == before
    add(plain, today + timedelta(days=9))
    add(plain, today + timedelta(days=10))
    put_on = encrypt_register(plain, today)
    assert put_on.paper_key is None
    assert put_on.register == empty_home.register
    assert len(read(empty_home).residents) == 5
    assert {b.path.suffix for b in list_backups(empty_home)} == {".age"}
    assert check_paper_key(empty_home, paper)


def test_a_plain_register_gets_a_paper_key_when_it_is_encrypted(plain: Home, today: date) -> None:
    add(plain, today)
    created = encrypt_register(plain, today)
    assert created.paper_key is not None
    assert created.register == plain.register
    assert plain.file.read_bytes().startswith(b"age-encryption.org/v1\n")


def test_changing_to_what_it_is_already_is_refused(
    empty_home: Home, paper: str, today: date
) -> None:
    with pytest.raises(Refused) as raised:
        encrypt_register(empty_home, today)
    assert raised.value.code == "already_encrypted"
    plain = Home(decrypt_register(empty_home, today).register, empty_home.config)
    with pytest.raises(Refused) as raised:
        decrypt_register(plain, today)
    assert raised.value.code == "not_encrypted"


def test_a_file_that_has_the_name_already_is_not_overwritten(
    empty_home: Home, paper: str, today: date
) -> None:
    other = empty_home.register.with_suffix(".json")
    other.write_text("mine")
    with pytest.raises(Refused) as raised:
        decrypt_register(empty_home, today)
    assert raised.value.code == "register_exists"
    assert other.read_text() == "mine"
    assert len(read(empty_home).residents) == 3


needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="needs Debian's age")


def run(*arguments: str | Path) -> bytes:
    return subprocess.run([*map(str, arguments)], capture_output=True, check=True).stdout


@needs_age
def test_the_register_opens_without_us(empty_home: Home, paper: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    identity = empty_home.identity_file
    copy.write_bytes(run("age", "-d", "-i", identity, empty_home.file))
    assert b'"name": "Buur 0"' in run(sys.executable, "-m", "json.tool", copy)
    assert len(read(Home(copy, empty_home.config)).residents) == 3
    on_paper = tmp_path / "paper.txt"
    on_paper.write_text(paper)
    assert run("age", "-d", "-i", on_paper, empty_home.file) == copy.read_bytes()


@needs_age
def test_a_file_that_age_made_for_our_recipients_is_a_register(
    empty_home: Home, paper: str, tmp_path: Path
) -> None:
    text = tmp_path / "text"
    text.write_bytes(text_of(empty_home, empty_home.file))
    by_age = tmp_path / "by-age.age"
    run("age", "-R", empty_home.recipients_file, "-o", by_age, text)
    assert len(read(Home(by_age, empty_home.config)).residents) == 3


def test_recovering_a_register_that_is_not_there_is_an_error(empty_home: Home, today: date) -> None:
    with pytest.raises(RegisterError) as raised:
        recover(empty_home, today, keys.new_pair().secret)
    assert raised.value.code == "no_register"


def test_a_plain_register_has_no_paper_key(plain: Home) -> None:
    with pytest.raises(Refused) as raised:
        check_paper_key(plain, keys.new_pair().secret)
    assert raised.value.code == "not_encrypted"


def test_damage_is_not_blamed_on_the_paper_key(empty_home: Home, paper: str) -> None:
    empty_home.file.write_bytes(empty_home.file.read_bytes()[:-1])
    with pytest.raises(Unreadable) as raised:
        check_paper_key(empty_home, paper)
    assert raised.value.code == "truncated"


def test_a_backup_that_does_not_open_does_not_stop_a_recovery(
    empty_home: Home, paper: str, today: date
) -> None:
    broken = list_backups(empty_home)[0].path
    broken.write_bytes(b"broken")
    recovered = recover(empty_home, today, paper)
    assert [(w.code, w.parameters["path"]) for w in recovered.warnings] == [
        ("backup_not_rewritten", str(broken))
    ]
    assert len(read(empty_home).residents) == 3


def test_keys_that_cannot_be_read_are_said(empty_home: Home, paper: str) -> None:
    empty_home.recipients_file.write_bytes(b"\xff\xfe")
    with pytest.raises(RegisterError) as raised:
        add(empty_home, date(2026, 12, 1))
    assert raised.value.code == "recipients_missing"
    empty_home.identity_file.unlink()
    empty_home.identity_file.mkdir()
    with pytest.raises(Unreadable) as unreadable:
        read(empty_home)
    assert unreadable.value.code == "not_allowed"

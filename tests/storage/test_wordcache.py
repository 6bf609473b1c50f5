"""What was found of words lies beside the register, in its envelope, and never in the way."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

from talentregister import storage
from talentregister.model.resident import Resident
from talentregister.storage import Home, WordCache

SAID = b"what somebody said"


def add(home: Home, today: date) -> None:
    with storage.transaction(home, "add", today) as change:
        change.add(Resident, name="Joke")


def test_what_is_kept_is_read_again_by_its_owner_only(home: Home) -> None:
    assert WordCache(home).read() is None
    WordCache(home).write(SAID)
    assert WordCache(home).read() == SAID
    assert not home.words.with_suffix(".new").exists()
    if os.name != "nt":
        assert stat.S_IMODE(home.words.stat().st_mode) == 0o600


def test_beside_an_encrypted_register_it_is_encrypted(sealed: Home) -> None:
    WordCache(sealed).write(SAID)
    assert SAID not in sealed.words.read_bytes()


def test_what_lies_there_unencrypted_is_not_believed(sealed: Home) -> None:
    sealed.words.write_bytes(SAID)
    assert WordCache(sealed).read() is None


def test_what_is_damaged_or_of_another_key_is_as_if_it_were_not_there(
    sealed: Home, tmp_path: Path, today: date
) -> None:
    WordCache(sealed).write(SAID)
    whole = sealed.words.read_bytes()
    sealed.words.write_bytes(whole[:-3])
    assert WordCache(sealed).read() is None
    other = Home(tmp_path / "other" / "register.age", tmp_path / "other" / "config")
    other.file.parent.mkdir()
    storage.create(other, today)
    other.words.write_bytes(whole)
    assert WordCache(other).read() is None


def test_what_was_found_before_the_register_changed_is_not_kept(home: Home, today: date) -> None:
    before = WordCache(home)
    add(home, today)
    before.write(SAID)
    assert not home.words.exists()


def test_a_place_that_cannot_be_written_is_no_error(home: Home) -> None:
    home.words.mkdir()
    WordCache(home).write(SAID)
    assert WordCache(home).read() is None


def test_a_register_that_went_away_is_no_error(home: Home) -> None:
    cache = WordCache(home)
    cache.write(SAID)
    home.file.unlink()
    assert cache.read() is None
    cache.write(SAID)


def test_restore_throws_it_away(home: Home, tmp_path: Path, today: date) -> None:
    saved = tmp_path / "saved"
    saved.write_bytes(home.file.read_bytes())
    add(home, today)
    WordCache(home).write(SAID)
    storage.restore(home, today, saved)
    assert not home.words.exists()
    WordCache(home).write(SAID)
    home.file.unlink()
    storage.restore(home, today, saved)
    assert not home.words.exists()


def test_every_change_of_keys_throws_it_away(plain: Home, today: date) -> None:
    WordCache(plain).write(SAID)
    now = Home(storage.encrypt_register(plain, today).register, plain.config)
    assert not plain.words.exists()
    WordCache(now).write(SAID)
    storage.decrypt_register(now, today)
    assert not now.words.exists()

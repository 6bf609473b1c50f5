"""What cannot be read is said in its own words, and left alone."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from talentregister.errors import Unreadable, Unwritable
from talentregister.model.resident import Resident
from talentregister.storage import Home, create, keys, layout, read, transaction
from talentregister.storage.layout import Document
from tests.storage.looking import document, rewrite


def add(home: Home, today: date, name: str = "Joke") -> None:
    with transaction(home, "add", today) as change:
        change.add(Resident, name=name)


def said(home: Home) -> str:
    """The code of the error that reading gives, reading twice and writing once."""
    before = home.file.read_bytes() if home.file.is_file() else b""
    with pytest.raises(Unreadable) as raised:
        read(home)
    with pytest.raises(Unreadable) as on_write, transaction(home, "add", date(2026, 1, 1)):
        pass
    assert on_write.value.code == raised.value.code
    if home.file.is_file():
        assert home.file.read_bytes() == before
    return raised.value.code


def test_a_mistyped_path_is_an_error_and_makes_nothing(home: Home, tmp_path: Path) -> None:
    elsewhere = Home(tmp_path / "nowhere" / "register.age", home.config)
    assert said(elsewhere) == "no_register"
    beside = Home(home.register.with_name("registre.age"), home.config)
    assert said(beside) == "no_register"
    assert not list(home.register.parent.glob("registre*"))


def test_an_empty_file_is_damage(home: Home) -> None:
    home.file.write_bytes(b"")
    assert said(home) == "empty_file"


@pytest.mark.parametrize("part", [0.01, 0.3, 0.5, 0.99])
def test_a_file_that_was_cut_short_is_said_to_be(home: Home, today: date, part: float) -> None:
    with transaction(home, "import", today) as change:
        for number in range(40):
            change.add(Resident, name=f"Buur {number}")
    blob = home.file.read_bytes()
    home.file.write_bytes(blob[: int(len(blob) * part)])
    assert said(home) == "truncated"


def test_a_file_with_something_added_is_refused(home: Home, today: date) -> None:
    add(home, today)
    home.file.write_bytes(home.file.read_bytes() + b"x")
    assert said(home) == "truncated"


def test_a_flipped_bit_is_damage(home: Home, today: date) -> None:
    add(home, today)
    blob = bytearray(home.file.read_bytes())
    blob[-100] ^= 4
    home.file.write_bytes(bytes(blob))
    assert said(home) == "damaged"


def test_a_flipped_bit_in_the_first_word_is_damage_too(home: Home, today: date) -> None:
    add(home, today)
    blob = bytearray(home.file.read_bytes())
    blob[3] ^= 1
    home.file.write_bytes(bytes(blob))
    assert said(home) == "damaged"


def test_a_file_of_zeros_is_damage(home: Home) -> None:
    home.file.write_bytes(b"\0" * 8192)
    assert said(home) == "damaged"


@pytest.mark.parametrize(
    "blob",
    [
        b"%PDF-1.7 something else",
        b'{"_default": {"1": {"name": "another TinyDB"}}}',
        b"naam;telefoon\nJoke;06",
        b"[]",
        b"null",
        b"PK\x03\x04",
        "Zoë".encode("utf-16"),
    ],
)
def test_another_kind_of_file_is_foreign(home: Home, blob: bytes) -> None:
    home.file.write_bytes(blob)
    assert said(home) == "foreign"


def test_a_database_is_foreign(home: Home) -> None:
    home.file.unlink()
    with sqlite3.connect(home.file) as database:
        database.execute("create table people (name)")
    database.close()
    assert said(home) == "foreign"


def test_a_directory_and_a_pipe_are_foreign(home: Home) -> None:
    home.file.unlink()
    home.file.mkdir()
    assert said(home) == "foreign"
    home.file.rmdir()
    os.mkfifo(home.file)
    assert said(home) == "foreign"


# The head of a file that age sealed with a passphrase: making one takes a second.
BY_PASSPHRASE = b"""\
age-encryption.org/v1
-> scrypt zg+RWif7r0N4OTBsXpyYtg 18
vMP5S1o05nOrPPnOUaJBBtXj4qpySeHrgl8L7LnHqek
--- xyavo1rCzY4hWidsWgGlnbpGYG7HzdhU2uur+8LS908
"""


def test_an_age_file_with_something_else_in_it_is_foreign(sealed: Home) -> None:
    import pyrage

    recipients = [pyrage.x25519.Recipient.from_str(key) for key in keys.recipients(sealed)]
    sealed.file.write_bytes(pyrage.encrypt(b"x" * layout.BLOCK, recipients))
    assert said(sealed) == "foreign"
    sealed.file.write_bytes(BY_PASSPHRASE + bytes(16 + layout.BLOCK + 16))
    assert said(sealed) == "foreign"


def test_a_newer_format_is_refused_with_its_version(home: Home) -> None:
    def newer(stored: Document) -> None:
        stored["meta"].update(format=2, version="3.1.4")
        stored["residents"]["1"] = {"shape": "unknown"}

    rewrite(home, newer)
    with pytest.raises(Unreadable) as raised:
        read(home)
    assert raised.value.code == "newer"
    assert raised.value.parameters["format"] == 2
    assert raised.value.parameters["version"] == "3.1.4"
    with pytest.raises(Unreadable) as on_write, transaction(home, "add", date(2026, 1, 1)):
        pass
    assert on_write.value.code == "newer"


def test_a_record_that_is_no_record_is_damage_and_its_value_is_not_told(home: Home) -> None:
    def break_it(stored: Document) -> None:
        stored["residents"]["1"] = {"id": "r1", "name": ["geheim"]}

    rewrite(home, break_it)
    with pytest.raises(Unreadable) as raised:
        read(home)
    assert raised.value.code == "damaged"
    assert raised.value.parameters["where"] == "$.residents[...].name"
    assert "geheim" not in str(raised.value.parameters)


def test_a_register_without_its_head_is_damage(plain: Home) -> None:
    stored = json.loads(plain.file.read_bytes())
    plain.file.write_text(json.dumps(stored, indent=1))
    assert said(plain) == "damaged"
    plain.file.write_bytes(layout.HEAD[:9])
    assert said(plain) == "truncated"


def test_a_text_that_is_whole_and_no_register_is_foreign(plain: Home) -> None:
    text = b'{"meta":{"checksum":"' + layout.BLANK + b'"},"residents":{}}'
    text += b" " * (-len(text) % layout.BLOCK)
    digits = layout.checksum(text)
    plain.file.write_bytes(text.replace(layout.BLANK, digits, 1))
    assert said(plain) == "foreign"


def test_a_key_of_somebody_else_does_not_fit(sealed: Home, tmp_path: Path, today: date) -> None:
    other = Home(tmp_path / "other.age", tmp_path / "other")
    create(other, today)
    assert said(Home(sealed.register, other.config)) == "wrong_key"


def test_a_missing_key_is_said(sealed: Home) -> None:
    sealed.identity_file.unlink()
    assert said(sealed) == "key_missing"


def test_a_key_that_others_can_read_is_refused(sealed: Home) -> None:
    sealed.identity_file.chmod(0o644)
    assert said(sealed) == "key_readable"


def test_a_key_that_is_no_key_is_said(sealed: Home) -> None:
    sealed.identity_file.write_text("AGE-SECRET-KEY-1NONSENSE")
    assert said(sealed) == "key_damaged"
    sealed.identity_file.write_text("nothing of the kind")
    assert said(sealed) == "key_damaged"


def test_another_identity_file_may_be_named(sealed: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "key.txt"
    sealed.identity_file.rename(elsewhere)
    assert read(Home(sealed.register, sealed.config, elsewhere)).meta.generation == 0


def test_nobody_locks_herself_out(sealed: Home, tmp_path: Path, today: date) -> None:
    before = sealed.file.read_bytes()
    sealed.recipients_file.rename(tmp_path / "kept")
    with pytest.raises(Unwritable) as raised:
        add(sealed, today)
    assert raised.value.code == "recipients_missing"
    sealed.recipients_file.write_text(keys.new_pair().public)
    with pytest.raises(Unwritable) as raised:
        add(sealed, today)
    assert raised.value.code == "recipients_without_identity"
    assert sealed.file.read_bytes() == before


def test_whether_a_file_is_encrypted_is_read_from_its_first_bytes(
    sealed: Home, tmp_path: Path, today: date
) -> None:
    add(sealed, today)
    other_name = Home(tmp_path / "people.json", sealed.config)
    sealed.file.rename(other_name.register)
    add(other_name, today)
    assert other_name.file.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert len(read(other_name).residents) == 2


def test_the_plain_file_is_json_that_begins_with_its_checksum(plain: Home, today: date) -> None:
    add(plain, today, "Zoë")
    blob = plain.file.read_bytes()
    stored = json.loads(blob)
    assert stored["residents"]["1"]["name"] == "Zoë"
    assert blob.startswith(b'{"meta":{"checksum":"' + stored["meta"]["checksum"].encode())
    assert len(blob) % 4096 == 0


def test_the_length_of_a_file_does_not_tell_what_was_added(sealed: Home, today: date) -> None:
    add(sealed, today, "Bo")
    add(sealed, today, "Wilhelmina van der Berg-Oudenaarden")
    one = len(document(sealed)["audit"])
    assert one == 2
    assert len(layout.encode(document(sealed))) % 4096 == 0


def test_a_register_in_a_directory_that_cannot_be_written_is_read(home: Home) -> None:
    home.file.parent.chmod(0o500)
    try:
        assert read(home).meta.generation == 0
    finally:
        home.file.parent.chmod(0o700)


def test_files_and_directories_are_for_their_owner_only(home: Home, today: date) -> None:
    add(home, today)
    add(home, date(2026, 11, 22))
    for path in home.file.parent.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
    if home.config.exists():
        assert home.config.stat().st_mode & 0o777 == 0o700
        assert home.identity_file.stat().st_mode & 0o777 == 0o600
    assert home.file.parent.stat().st_mode & 0o777 == 0o700


def test_a_symlinked_register_stays_a_symlink(home: Home, tmp_path: Path, today: date) -> None:
    link = tmp_path / "register"
    link.symlink_to(home.register)
    through = Home(link, home.config)
    add(through, today)
    assert link.is_symlink()
    assert list(read(home).residents) == ["r1"]
    assert through.lock == home.lock


def test_a_reader_imports_neither_tinydb_nor_filelock(sealed: Home) -> None:
    program = """
import sys
from pathlib import Path
from talentregister.storage import Home, read
read(Home(Path(sys.argv[1]), Path(sys.argv[2])))
print(*sorted(m for m in ("tinydb", "filelock", "asyncio", "sqlite3") if m in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(sealed.register), str(sealed.config)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""
    assert done.stderr == ""


def test_an_existing_key_is_used_again_and_never_overwritten(
    sealed: Home, tmp_path: Path, today: date
) -> None:
    before = (sealed.identity_file.read_bytes(), sealed.recipients_file.read_bytes())
    second = Home(tmp_path / "second" / "register.age", sealed.config)
    created = create(second, today)
    assert created.paper_key is None
    assert (sealed.identity_file.read_bytes(), sealed.recipients_file.read_bytes()) == before
    assert read(second).meta.generation == 0


def test_recipients_without_an_identity_make_no_register(sealed: Home, today: date) -> None:
    sealed.identity_file.unlink()
    second = Home(sealed.register.with_name("second.age"), sealed.config)
    with pytest.raises(Unreadable) as raised:
        create(second, today)
    assert raised.value.code == "key_missing"
    assert not second.file.exists()


def test_the_paper_key_opens_the_register_and_stands_nowhere(
    empty_home: Home, tmp_path: Path, today: date
) -> None:
    paper = create(empty_home, today).paper_key
    assert paper is not None
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or paper.encode() not in path.read_bytes()
    key = tmp_path / "paper.txt"
    key.write_text(paper)
    key.chmod(0o600)
    assert read(Home(empty_home.register, empty_home.config, key)).meta.generation == 0


def test_a_register_has_a_name_of_six_letters(home: Home) -> None:
    name = read(home).meta.register
    assert len(name) == 6
    assert name.isalpha()


def test_a_format_one_file_opens_for_ever(tmp_path: Path) -> None:
    kept = Path(__file__).with_name("format-1.json")
    records = read(Home(kept, tmp_path))
    assert [r.name for r in records.residents.values()] == ["Vincent van Gogh", "Zoë Yılmaz"]
    assert records.statements["s1"].text == "zonnebloemen schilderen"

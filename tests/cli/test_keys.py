"""`key`: secrets never shown, a lost laptop, a lock on the key, a change of mind."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from talentregister import storage
from talentregister.model.followup import FollowUp
from talentregister.model.resident import Resident
from talentregister.storage import Home, keys, list_backups
from tests.running import THE_DAY, Process, Talent
from tests.terminals import CTRL_C, CTRL_D, Terminal

AGE = "AGE-SECRET-KEY-1"
JUDGED = os.environ.get("TALENTREGISTER_JUDGES") == "required"
PASSPHRASE = "drie rode fietsen"
QUESTION = "The passphrase of the key:"


class Kept:
    """An encrypted register, its keys, and the paper key on paper."""

    def __init__(self, talent: Talent, paper: str) -> None:
        self.talent = talent
        self.config = talent.register.parents[1] / "config"
        self.identity = self.config / "identity.txt"
        self.recipients = self.config / "recipients.txt"
        self.paper = paper

    @property
    def home(self) -> Home:
        return Home(self.talent.register, self.config)

    def key(self, *words: str, stdin: str = "") -> str:
        """A `key` command that has to succeed; what it said."""
        ran = self.talent("key", *words, stdin=stdin)
        assert ran.code == 0, ran
        assert self.paper not in ran.screen
        return ran.err


@pytest.fixture
def kept(nowhere: Talent) -> Kept:
    """With two people in it, and two backups."""
    made = Kept(nowhere, nowhere.json("init", today="1-1-2026")["data"]["paper_key"])
    for day in ("2-1-2026", "3-1-2026"):
        nowhere.ok("add", f"Ahmet {day}", today=day)
    return made


def test_the_paper_key_from_a_pipe_is_proven_right(kept: Kept) -> None:
    assert "it opens the register" in kept.key("check", stdin=f"{kept.paper}\n")
    loose = f" {kept.paper[:30].lower()} {kept.paper[30:].lower()} \r\n"
    assert "it opens the register" in kept.key("check", stdin=loose)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "not a whole paper key"),
        ("AGE-SECRET-KEY-1QQQ", "not a whole paper key"),
        ("wachtwoord", "not a whole paper key"),
    ],
)
def test_a_mistyped_paper_key_is_said_and_not_repeated(kept: Kept, typed: str, says: str) -> None:
    ran = kept.talent("key", "check", stdin=f"{typed}\n")
    assert (ran.code, ran.out) == (6, "")
    assert says in ran.err
    assert not typed or typed not in ran.err


def test_the_paper_key_of_another_register_is_said(kept: Kept) -> None:
    import pyrage

    other = str(pyrage.x25519.Identity.generate())
    ran = kept.talent("key", "check", stdin=other)
    assert ran.code == 6
    assert "does not open" in ran.err
    assert str(kept.talent.register) in ran.err
    assert other not in ran.screen


def test_a_paper_key_that_is_not_asked_for_any_more_is_said(kept: Kept) -> None:
    public = [line for line in kept.recipients.read_text().splitlines() if line.startswith("age1")]
    kept.recipients.write_text(f"{public[0]}\n")
    assert "not what is saved next" in kept.key("check", stdin=kept.paper)


def test_without_a_word_it_says_what_there_is(kept: Kept) -> None:
    ran = kept.talent("key")
    assert ran.code == 2
    assert "check, recover, lock, unlock, on, off" in ran.err
    assert kept.talent("key", "chekc").code == 2
    assert kept.talent("key", kept.paper).code == 2
    assert kept.paper not in kept.talent("key", kept.paper).screen


def test_in_dutch_the_words_of_the_key_are_dutch_too(kept: Kept) -> None:
    ran = kept.talent("sleutel", "controle", "--lang", "nl", stdin=kept.paper)
    assert ran.code == 0, ran
    said = kept.talent("sleutel", "--lang", "nl").err
    assert "controle, herstel, op-slot, van-slot, aan, uit" in said


@pytest.mark.parametrize("verb", ["check", "recover", "lock", "unlock"])
def test_a_secret_among_the_words_is_refused(kept: Kept, verb: str) -> None:
    ran = kept.talent("key", verb, kept.paper)
    assert ran.code == 2
    assert kept.paper not in ran.screen


def test_on_a_terminal_the_paper_key_is_asked_and_never_shown(
    kept: Kept, terminal: Terminal
) -> None:
    ran = terminal("key", "check", answers=[("The paper key:", kept.paper)])
    assert ran.code == 0, ran
    assert AGE not in ran.screen


def test_with_json_on_a_terminal_the_paper_key_is_not_shown_either(
    kept: Kept, terminal: Terminal
) -> None:
    ran = terminal("key", "check", "--json", answers=[("The paper key:", kept.paper)])
    assert ran.code == 0, ran
    assert AGE not in ran.screen


@pytest.mark.parametrize(("keys", "code"), [(CTRL_C, 130), (CTRL_D, 6)])
def test_who_thinks_better_of_it_gets_no_traceback(
    kept: Kept, terminal: Terminal, keys: str, code: int
) -> None:
    screen = terminal.start("key", "recover")
    screen.expect("The paper key:")
    screen.type(keys)
    ran = screen.end()
    assert ran.code == code, ran
    assert "Traceback" not in ran.screen
    assert kept.talent("list").code == 0


# --- the laptop is gone --------------------------------------------------------


def test_without_its_key_the_register_says_how_to_get_one(kept: Kept) -> None:
    shutil.rmtree(kept.config)
    for words in (("list",), ("remind",), ("check",), ("add", "Joke"), ("forget", "r1", "--yes")):
        ran = kept.talent(*words)
        assert (ran.code, ran.out) == (6, ""), ran
        assert f"The key {kept.identity} is not there." in ran.err
        assert "talent key recover" in ran.err
        assert "damaged" not in ran.err


def test_a_lost_laptop_is_recovered_and_everything_opens_with_both_keys(kept: Kept) -> None:
    before = kept.talent.ok("list").out
    shutil.rmtree(kept.config)
    assert "The paper key stays the same." in kept.key("recover", stdin=kept.paper)
    assert kept.talent.ok("list").out == before
    assert stat.S_IMODE(kept.identity.stat().st_mode) == 0o600
    kept.talent.ok("add", "Joke")
    kept.talent.ok("undo")
    assert kept.talent("check").code == 0
    assert "it opens the register" in kept.key("check", stdin=kept.paper)
    kept.talent.ok("restore", "1", "--yes")


def test_recovering_with_the_wrong_paper_key_changes_nothing(kept: Kept) -> None:
    shutil.rmtree(kept.config)
    before = kept.talent.register.read_bytes()
    assert kept.talent("key", "recover", stdin=f"{AGE}QQQ").code == 6
    assert kept.talent.register.read_bytes() == before
    assert not kept.identity.exists()


def test_recovering_puts_the_old_key_aside_and_says_where(kept: Kept) -> None:
    old = kept.identity.read_bytes()
    said = kept.key("recover", stdin=kept.paper)
    [aside] = kept.config.glob("identity-*.txt")
    assert str(aside) in said
    assert aside.read_bytes() == old


def test_a_backup_that_cannot_be_recovered_is_said(kept: Kept) -> None:
    broken = list_backups(kept.home)[0].path
    broken.write_bytes(b"")
    assert f"The backup {broken} could not be rewritten" in kept.key("recover", stdin=kept.paper)


def test_a_key_that_others_can_read_is_refused_with_the_line_to_type(kept: Kept) -> None:
    kept.identity.chmod(0o644)
    for words in (("list",), ("remind",), ("check",)):
        ran = kept.talent(*words)
        assert ran.code == 6
        assert f"Type: chmod 600 {kept.identity}" in ran.err
    kept.identity.chmod(0o600)
    kept.talent.ok("list")


def test_a_path_with_a_space_is_quoted_in_the_line_to_type(
    nowhere: Talent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALENTREGISTER_CONFIG", str(tmp_path / "my keys"))
    nowhere.ok("init")
    (tmp_path / "my keys" / "identity.txt").chmod(0o640)
    assert f"chmod 600 '{tmp_path}/my keys/identity.txt'" in nowhere("list").err


def test_a_damaged_key_says_how_to_get_a_new_one(kept: Kept) -> None:
    kept.identity.write_text("AGE-SECRET-KEY-1NONSENSE\n")
    ran = kept.talent("list")
    assert ran.code == 6
    assert "is damaged" in ran.err
    assert "talent key recover" in ran.err
    assert "NONSENSE" not in ran.err


def test_a_key_of_another_register_says_that_it_does_not_open_this_one(kept: Kept) -> None:
    import pyrage

    kept.identity.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    ran = kept.talent("list")
    assert ran.code == 6
    assert f"The key does not open {kept.talent.register}." in ran.err
    assert "talent key recover" in ran.err


# --- a lock on the key --------------------------------------------------------


@pytest.fixture(scope="session")
def _locked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A register with a locked key, made once: a passphrase takes over a second by design."""
    place = tmp_path_factory.mktemp("locked")
    home = Home(place / "work" / "register.json", place / "config")
    paper = storage.create(home, THE_DAY).paper_key
    assert paper is not None
    with storage.transaction(home, "later", THE_DAY) as change:
        ahmet = change.add(Resident, name="Ahmet")
        change.add(FollowUp, about=ahmet.id, due=THE_DAY, reason="bellen")
    storage.lock_key(home, PASSPHRASE)
    return place, paper


@pytest.fixture
def locked(nowhere: Talent, _locked: tuple[Path, str]) -> Kept:
    """Somebody to ring, in a register with a locked key."""
    place, paper = _locked
    shutil.copytree(place, nowhere.register.parents[1], dirs_exist_ok=True)
    return Kept(nowhere, paper)


@pytest.fixture
def shut(kept: Kept) -> Kept:
    """A key that looks locked, for who never opens it: a real lock takes seconds."""
    kept.talent.ok("later", "r1", "21-11-2026", "bellen")
    kept.identity.write_bytes(keys.LOCKED + b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\n")
    return kept


def test_a_locked_key_stops_a_scheduled_run_with_one_sentence(shut: Kept, process: Process) -> None:
    ran = process("remind")
    assert (ran.code, ran.out) == (6, "")
    [sentence] = ran.err.splitlines()
    assert sentence.startswith(f"The key {shut.identity} is locked")


@pytest.mark.slow
def test_a_locked_key_is_unlocked_from_a_pipe(locked: Kept) -> None:
    locked.key("unlock", stdin=f"{PASSPHRASE}\n")
    assert "bellen" in locked.talent.ok("remind").out
    again = locked.talent("key", "unlock", stdin=f"{PASSPHRASE}\n")
    assert (again.code, "is not locked" in again.err) == (5, True)


@pytest.mark.slow
def test_a_wrong_passphrase_from_a_pipe_unlocks_nothing(locked: Kept) -> None:
    wrong = locked.talent("key", "unlock", stdin="drie rode auto's\n")
    assert wrong.code == 6
    assert "does not open the key" in wrong.err
    assert "rode" not in wrong.screen


@pytest.mark.slow
def test_a_locked_key_is_asked_for_once_on_a_terminal_and_not_shown(
    locked: Kept, terminal: Terminal
) -> None:
    ran = terminal("check", answers=[(QUESTION, PASSPHRASE)])
    assert ran.code == 0, ran
    assert ran.err.count(QUESTION) == 1
    assert "fietsen" not in ran.screen


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["mis", CTRL_D])
def test_a_wrong_passphrase_is_asked_for_once(locked: Kept, terminal: Terminal, typed: str) -> None:
    ran = terminal("check", answers=[(QUESTION, typed)])
    assert ran.code == 6, ran
    assert ran.err.count(QUESTION) == 1
    assert "does not open the key" in ran.err


def test_two_different_passphrases_lock_nothing(kept: Kept, terminal: Terminal) -> None:
    before = kept.identity.read_bytes()
    ran = terminal("key", "lock", answers=[("A passphrase", "een"), ("Once more:", "twee")])
    assert ran.code == 5, ran
    assert "The two passphrases differ" in ran.err
    assert kept.identity.read_bytes() == before


@pytest.mark.slow
def test_a_key_is_locked_on_a_terminal_and_asked_for_from_then_on(
    kept: Kept, terminal: Terminal
) -> None:
    words = " twee  woorden "
    ran = terminal("key", "lock", answers=[("A passphrase", words), ("Once more:", words)])
    assert ran.code == 0, ran
    assert QUESTION not in ran.err
    assert "woorden" not in ran.screen
    assert kept.talent("list").code == 6
    assert terminal("list", answers=[(QUESTION, words)]).code == 0
    assert terminal("list", answers=[(QUESTION, words.strip())]).code == 6


def test_an_empty_passphrase_locks_nothing(kept: Kept) -> None:
    before = kept.identity.read_bytes()
    ran = kept.talent("key", "lock", stdin="\n")
    assert ran.code == 5
    assert kept.identity.read_bytes() == before


def test_what_is_locked_already_is_said(shut: Kept) -> None:
    ran = shut.talent("key", "lock", stdin="nog een\n")
    assert (ran.code, "is locked already" in ran.err) == (5, True)


def test_a_passphrase_that_was_forgotten_is_no_loss_with_the_paper_key(shut: Kept) -> None:
    shut.key("recover", stdin=shut.paper)
    assert "bellen" in shut.talent.ok("remind").out


# --- a change of mind ----------------------------------------------------------


def test_off_and_on_again_keep_the_people_and_the_paper_key(kept: Kept) -> None:
    encrypted, plain = kept.talent.register, kept.talent.register.with_suffix(".json")
    # The fixture calls it .json whatever is in it; here the names go with the content.
    encrypted.rename(encrypted.with_suffix(".age"))
    encrypted = encrypted.with_suffix(".age")
    before = kept.talent.ok("list", "--file", str(encrypted)).out
    ran = kept.talent("key", "off", "--file", str(encrypted))
    assert ran.code == 0, ran
    assert "This register is not encrypted" in ran.err
    assert f"The register is called {plain} from now on" in ran.err
    assert b"Ahmet" in plain.read_bytes()
    ran = kept.talent("key", "on", "--file", str(plain))
    assert (ran.code, ran.out) == (0, ""), ran
    assert kept.talent.ok("list", "--file", str(encrypted)).out == before
    assert not plain.exists()
    assert "it opens" in kept.talent("key", "check", "--file", str(encrypted), stdin=kept.paper).err


def test_a_setting_that_names_the_file_goes_along(
    nowhere: Talent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TALENTREGISTER_FILE")
    nowhere.ok("config", "file", str(nowhere.register))
    nowhere.ok("init", "--plain")
    nowhere.ok("add", "Ahmet")
    ran = nowhere.ok("key", "on")
    assert ran.out.startswith(AGE)
    assert "Ahmet" in nowhere.ok("list").out
    assert not nowhere.register.exists()


def test_a_plain_register_that_is_encrypted_shows_its_paper_key_once(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    data = talent.json("key", "on")["data"]
    assert data["paper_key"].startswith(AGE)
    encrypted = ("--file", data["register"])
    assert b"Ahmet" not in Path(data["register"]).read_bytes()
    ran = talent("key", "check", *encrypted, stdin=data["paper_key"])
    assert ran.code == 0, ran
    assert talent("key", "on", *encrypted).code == 5
    assert [f for f in talent.json("check", *encrypted)["data"]["findings"] if f["damage"]] == []


def test_on_for_an_encrypted_register_is_refused(kept: Kept) -> None:
    ran = kept.talent("key", "on")
    assert (ran.code, "is encrypted already" in ran.err) == (5, True)


def test_off_on_a_plain_register_is_refused(talent: Talent) -> None:
    ran = talent("key", "off")
    assert (ran.code, "is not encrypted" in ran.err) == (5, True)


# --- judged by the age command ------------------------------------------------


@pytest.fixture
def age(tmp_path: Path) -> str:
    """The standard `age` command; Debian: apt-get install age."""
    found = shutil.which("age")
    if found is None and not JUDGED:
        pytest.skip("the judge `age` is not installed")
    assert found is not None, "the judge `age` is missing"
    return found


@pytest.mark.slow
def test_a_recovered_register_opens_with_both_keys_in_the_age_command(
    kept: Kept, age: str, tmp_path: Path
) -> None:
    shutil.rmtree(kept.config)
    kept.key("recover", stdin=kept.paper)
    kept.talent.ok("add", "Joke")
    paper = tmp_path / "paper.txt"
    paper.write_text(f"{kept.paper}\n")
    paper.chmod(0o600)
    files = [kept.talent.register, *(backup.path for backup in list_backups(kept.home))]
    assert len(files) > 1
    for key in (kept.identity, paper):
        for file in files:
            opened = subprocess.run(
                [age, "--decrypt", "--identity", str(key), str(file)],
                capture_output=True,
                check=True,
            )
            assert opened.stdout.startswith(b'{"meta":')


@pytest.mark.slow
def test_nothing_of_a_forgotten_person_is_found_by_the_age_command(kept: Kept, age: str) -> None:
    kept.talent.ok("note", "r2", "koffie met Ahmet 2-1-2026", today="4-1-2026")
    kept.talent.ok("add", "Joke", today="5-1-2026")
    kept.talent.ok("forget", "r1", "--yes", today="6-1-2026")
    files = [kept.talent.register, *(backup.path for backup in list_backups(kept.home))]
    assert len(files) > 3
    for file in files:
        opened = subprocess.run(
            [age, "--decrypt", "--identity", str(kept.identity), str(file)],
            capture_output=True,
            check=True,
        )
        assert b"Ahmet 2-1-2026" not in opened.stdout
        assert b"meta" in opened.stdout

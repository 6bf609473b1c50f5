"""`undo`, `check`, `backup`, `restore`: what is found is said, what would change is shown first."""

from __future__ import annotations

import ast
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talentregister import storage
from talentregister.cli import sentences
from talentregister.register.outcome import Notice
from talentregister.storage import Finding, Home, keys, list_backups
from tests.running import THE_DAY, Person, Talent, in_process
from tests.terminals import CTRL_C, Terminal

STORAGE = Path(storage.__file__).parent
SEALINGS = pytest.mark.parametrize("sealing", ["plain", "sealed"], indirect=True)


def home_of(talent: Talent) -> Home:
    """The register and keys of a test."""
    return Home(talent.register, talent.register.parents[1] / "config")


@pytest.fixture
def lived(talent: Talent) -> Talent:
    """Three days: two residents, then a third, then one who moved and one wish."""
    talent.ok("add", "Joke", "Bakker", today="18-11-2026")
    talent.ok("add", "Kees", "Blok", today="18-11-2026")
    talent.ok("add", "Elif", "Kaya", today="19-11-2026")
    talent.ok("edit", "Joke", "--area", "Zuid", today="20-11-2026")
    talent.ok("wants", "Kees", "taalles", today="20-11-2026")
    return talent


# --- check ------------------------------------------------------------------


@SEALINGS
def test_a_healthy_register_is_whole_and_lists_its_backups_by_number(lived: Talent) -> None:
    ran = lived.ok("check")
    assert "The register is whole (residents: 3)." in ran.out
    assert "1  20-11-2026  3  register-000003-2026-11-20" in ran.out
    assert "3  18-11-2026  0  register-000000" in ran.out or "2  19-11-2026" in ran.out
    assert "damaged" not in ran.screen
    assert lived.json("check")["data"]["backups"][0]["residents"] == 3


def test_a_check_changes_nothing(lived: Talent) -> None:
    folder = lived.register.parent
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    lived.ok("check")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def codes_in_storage() -> set[str]:
    """Every code the store raises, finds or warns with, as it stands in the code."""
    names = ("Unreadable", "Unwritable", "Refused", "NotFound", "Finding", "Warned")
    found: set[str] = set()
    for path in STORAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                found.update(constants(node.args[0]) if name in names else ())
    return found


def constants(node: ast.expr) -> list[str]:
    return [str(node.value)] if isinstance(node, ast.Constant) else []


def test_everything_the_store_can_say_is_a_sentence_without_gaps() -> None:
    codes = codes_in_storage() - {"broken_reference"}
    assert len(codes) > 50
    names = (
        "path error pid needed_mb records count limit id operation by format version where "
        "written today folder free_mb which verb"
    )
    told: dict[str, object] = dict.fromkeys(names.split(), "X")
    known = {**sentences.ERRORS, **sentences.NOTICES}
    for code in codes:
        assert code in known, code
        said = sentences.sentence(Notice(code, told))
        assert not [gap for gap in ("{", "  ", " .", "()", "“”") if gap in said], said


def findings(talent: Talent) -> tuple[int, list[str], str]:
    """The exit code of a check, the codes it found, and what it said."""
    ran = talent("check", "--json", "--today", "")
    codes = [finding["code"] for finding in ran.json["data"]["findings"]]
    return ran.code, codes, " ".join(message["text"] for message in ran.json["messages"])


def loosen(talent: Talent) -> str:
    talent.register.chmod(0o644)
    return f"chmod go-rwx {talent.register}"


def loosen_backups(talent: Talent) -> str:
    home_of(talent).backups.chmod(0o755)
    return f"chmod go-rwx {home_of(talent).backups}"


def conflict(talent: Talent) -> str:
    copy = talent.register.with_name(f"{talent.register.stem} (conflicted copy).json")
    shutil.copy(talent.register, copy)
    return f"the other one is {copy}"


def leave_over(talent: Talent) -> str:
    home_of(talent).temporary.touch()
    return "A save was interrupted"


def lose_the_backups(talent: Talent) -> str:
    shutil.rmtree(home_of(talent).backups)
    return "There is no backup yet."


def go_back(talent: Talent) -> str:
    talent.today = "1-1-2020"
    return "look at the clock"


LOOSE_ENDS: dict[str, Callable[[Talent], str]] = {
    "loose_permissions": loosen,
    "conflicted_copy": conflict,
    "leftover": leave_over,
    "no_backup": lose_the_backups,
}


@pytest.mark.parametrize("code", LOOSE_ENDS)
def test_what_is_unsafe_is_said_and_is_no_damage(lived: Talent, code: str) -> None:
    says = LOOSE_ENDS[code](lived)
    exit_code, codes, said = findings(lived)
    assert (exit_code, code in codes, says in said) == (0, True, True), said


def test_a_folder_that_others_can_read_is_closed_by_the_line_that_is_said(lived: Talent) -> None:
    says = loosen_backups(lived)
    _, codes, said = findings(lived)
    assert ("loose_permissions" in codes, says in said) == (True, True)
    assert os.system(says) == 0
    assert "loose_permissions" not in findings(lived)[1]


def test_a_clock_that_went_back_is_said(lived: Talent) -> None:
    assert "look at the clock" in lived.ok("check", today="1-1-2020").err


def test_a_register_in_a_folder_that_is_copied_elsewhere_is_said(
    lived: Talent, tmp_path: Path
) -> None:
    (tmp_path / "Dropbox").mkdir()
    copy = shutil.copytree(lived.register.parent, tmp_path / "Dropbox" / "werk")
    assert (
        "two computers at once" in lived.ok("check", "--file", str(copy / lived.register.name)).err
    )


def test_one_key_only_is_said(nowhere: Talent) -> None:
    nowhere.ok("init")
    file = home_of(nowhere).recipients_file
    lines = [line for line in file.read_text().splitlines() if line.startswith("age1")]
    file.write_text(f"{lines[0]}\n")
    assert "No paper key opens this register" in nowhere.ok("check").err
    file.write_text(f"{keys.new_pair().public}\n{lines[1]}\n")
    ran = nowhere("check")
    assert ran.code == 6
    assert f"The key of this computer is not in {file}" in ran.err
    assert nowhere("add", "Joke").code == 7


def test_an_erasure_that_is_not_done_everywhere_is_said(lived: Talent) -> None:
    list_backups(home_of(lived))[0].path.write_bytes(b"")
    lived.ok("forget", "Joke", "--yes")
    ran = lived("check")
    assert "is out of every backup yet (erasures: 1)" in ran.err
    assert ran.code == 6


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty_file": (lambda whole: b"", "the file is empty"),
    "truncated": (lambda whole: whole[: len(whole) // 2 - 7], "its end is missing"),
    "damaged": (
        lambda whole: whole[:400] + bytes([whole[400] ^ 1]) + whole[401:],
        "The register is damaged.",
    ),
    "foreign": (lambda whole: b"%PDF-1.7 een heel ander bestand", "not a talentregister register"),
}
LAST_GOOD = "The last good backup is of Thursday 19 November 2026 (residents: 3)"


@SEALINGS
@pytest.mark.parametrize("code", DAMAGE)
def test_a_damaged_register_names_the_last_good_backup_and_the_way_back(
    lived: Talent, code: str
) -> None:
    spoil, says = DAMAGE[code]
    lived.register.write_bytes(spoil(lived.register.read_bytes()))
    for words in (("list",), ("remind",), ("add", "Piet"), ("forget", "Joke", "--yes")):
        ran = lived(*words)
        assert (ran.code, ran.out) == (6, ""), ran
        assert says in ran.err
        assert f"{LAST_GOOD}. Put it back: talent restore" in ran.err
    ran = lived("check")
    assert ran.code == 6
    assert says in ran.err
    assert LAST_GOOD in ran.err
    assert ran.err.count("talent restore") == 1
    assert lived("restore", "--yes").code == 0
    assert len(lived.json("list")["data"]["rows"]) == 3


def test_a_damaged_register_without_a_backup_says_where_else_to_look(talent: Talent) -> None:
    talent.register.write_bytes(b"")
    ran = talent("list")
    assert ran.code == 6
    assert "talent restore FILE" in ran.err
    assert talent("restore", "--yes").code == 3


def test_with_json_a_damaged_check_is_an_error_with_its_findings(lived: Talent) -> None:
    lived.register.write_bytes(b"")
    envelope = lived("check", "--json").json
    assert (envelope["status"], envelope["exit_code"]) == ("error", 6)
    [finding] = [f for f in envelope["data"]["findings"] if f["damage"]]
    assert finding["code"] == "empty_file"
    assert finding["parameters"]["backup_residents"] == 3


def test_a_damaged_backup_is_said_and_the_register_is_still_whole(lived: Talent) -> None:
    path = list_backups(home_of(lived))[1].path
    path.write_bytes(b"#")
    ran = lived("check")
    assert ran.code == 6
    assert "The register is whole" in ran.out
    assert f"The backup {path} cannot be read." in ran.err
    assert "cannot be read" in ran.out


def test_records_that_point_at_nothing_are_named(
    lived: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = storage.check(home_of(lived), THE_DAY)
    loose = (Finding("broken_reference", {"records": ("s1", "f2")}, damage=True),)
    fields: dict[str, Any] = {**vars(report), "findings": loose}
    monkeypatch.setattr(storage, "check", lambda *told: type(report)(**fields), raising=False)
    ran = lived("check")
    assert ran.code == 6
    assert "These point at records that are not there: s1, f2." in ran.err


# --- backup -------------------------------------------------------------------


@SEALINGS
def test_a_backup_to_a_stick_is_read_back_and_can_be_put_back(
    lived: Talent, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    ran = lived.ok("backup", "--to", str(tmp_path / "stick"))
    [copy] = (tmp_path / "stick").iterdir()
    assert f"Copied and read back: {copy} (residents: 3)." in ran.err
    assert ("This register is not encrypted" in ran.err) is (copy.suffix == ".json")
    lived.ok("add", "Piet")
    lived.ok("restore", str(copy), "--yes")
    assert "Piet" not in lived.ok("list").out
    assert lived.json("backup", "--to", str(tmp_path / "stick"))["data"]["residents"] == 3


def test_a_stick_that_is_not_in_is_said(lived: Talent, tmp_path: Path) -> None:
    ran = lived("backup", "--to", str(tmp_path / "stick"))
    assert ran.code == 7
    assert f"There is no folder {tmp_path / 'stick'}; is the stick in?" in ran.err
    assert not (tmp_path / "stick").exists()


def test_a_file_of_that_name_on_the_stick_is_not_written_over(
    lived: Talent, tmp_path: Path
) -> None:
    lived.ok("backup", "--to", str(tmp_path))
    [copy] = tmp_path.glob("register-*.json")
    copy.write_bytes(b"iets anders")
    ran = lived("backup", "--to", str(tmp_path))
    assert ran.code == 5
    assert f"{copy} exists already." in ran.err
    assert copy.read_bytes() == b"iets anders"


def test_a_full_stick_is_said_and_holds_no_half_copy(
    lived: Talent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, blob: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "stick").mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        ran = lived("backup", "--to", str(tmp_path / "stick"))
    assert ran.code == 7
    assert "The disk is full" in ran.err
    assert list((tmp_path / "stick").glob("register-*")) == []


def test_a_backup_now_is_made_where_check_finds_it(lived: Talent) -> None:
    data = lived.json("backup")["data"]
    assert data["path"] in [b["path"] for b in lived.json("check")["data"]["backups"]]
    assert f"Backup made: {data['path']}" in lived.ok("backup").err


def test_a_backup_that_fails_does_not_stop_a_save_and_is_said(
    lived: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(home_of(lived).backups)
    home_of(lived).backups.write_text("in de weg")
    ran = lived.ok("add", "Piet")
    assert "Saved, but no backup could be made" in ran.err
    assert "Piet" in lived.ok("list").out


# --- restore ------------------------------------------------------------------


def test_without_a_yes_nothing_is_put_back_and_what_would_change_is_shown(lived: Talent) -> None:
    before = lived.register.read_bytes()
    ran = lived("restore", "2")
    assert (ran.code, ran.out) == (5, "")
    assert "last written on Wednesday 18 November 2026 (residents: 2)" in ran.err
    assert "Changes: Joke Bakker (r1)" in ran.err
    assert "Goes: Elif Kaya (r3) and 1 more" in ran.err
    assert "Nothing was put back." in ran.err
    assert "--yes" in ran.err
    assert lived.register.read_bytes() == before


@SEALINGS
def test_yes_puts_back_says_who_and_can_be_taken_back(lived: Talent) -> None:
    before = lived.ok("list").out
    ran = lived.ok("restore", "2", "--yes")
    assert "Goes: Elif Kaya (r3)" in ran.out
    assert "To take it back: talent undo" in ran.err
    assert "Elif" not in lived.ok("list").out
    lived.ok("undo")
    assert lived.ok("list").out == before


def test_the_data_of_a_restore_names_what_changed(lived: Talent) -> None:
    changed = lived.json("restore", "2", "--yes")["data"]["changed"]
    assert {"id": "r3", "name": "Elif Kaya", "change": "removed"} in changed
    assert {"id": "s1", "name": "Kees Blok", "change": "removed"} in changed
    assert {"id": "r1", "name": "Joke Bakker", "change": "changed"} in changed


def test_who_comes_back_is_named_from_the_backup(lived: Talent) -> None:
    lived.ok("restore", "2", "--yes")
    ran = lived("restore", "1")
    assert "Comes back: Elif Kaya (r3)" in ran.err


def test_many_are_counted_not_named(talent: Talent) -> None:
    talent.ok("add", "Joke", today="18-11-2026")
    for number in range(12):
        talent.ok("add", f"Buur {number}", today="19-11-2026")
    said = talent("restore", "1").err
    assert said.count("Buur") == 8
    assert "and 4 more" in said


@pytest.mark.parametrize(
    ("which", "residents"), [("1", 3), ("2", 2), ("19-11-2026", 2), ("20-11-2026", 3), ("", 3)]
)
def test_a_backup_is_chosen_by_number_by_day_or_the_last_good_one(
    lived: Talent, which: str, residents: int
) -> None:
    ran = lived("restore", *([which] if which else []))
    assert f"(residents: {residents})" in ran.err


def test_a_backup_is_chosen_by_the_name_that_check_prints(lived: Talent) -> None:
    name = lived.ok("check").out.split()[-1]
    assert lived("restore", name).code == 5


@pytest.mark.parametrize(
    ("which", "code", "says"),
    [
        ("99", 3, "There is no such backup."),
        ("niets", 3, "talent check"),
        ("1-1-2020", 3, "There is no such backup."),
        ("/nowhere/x.age", 2, "There is no file /nowhere/x.age."),
    ],
)
def test_a_backup_that_is_not_there_is_said(
    lived: Talent, which: str, code: int, says: str
) -> None:
    ran = lived("restore", which, "--yes")
    assert (ran.code, says in ran.err) == (code, True), ran


def test_a_backup_of_another_register_is_refused(
    lived: Talent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.json"
    in_process(["init", "--plain", "--file", str(other), "--today", "1-1-2026"])
    before = lived.register.read_bytes()
    ran = lived("restore", str(other), "--yes")
    assert ran.code == 5
    assert f"{other} is a backup of another register." in ran.err
    assert lived.register.read_bytes() == before


@SEALINGS
def test_a_damaged_backup_is_not_put_back(lived: Talent) -> None:
    path = list_backups(home_of(lived))[0].path
    path.write_bytes(path.read_bytes()[:-9])
    before = lived.register.read_bytes()
    for which in ("1", str(path)):
        ran = lived("restore", which, "--yes")
        assert ran.code == 6
        assert f"The backup {path} cannot be read." in ran.err
        assert "The register is damaged" not in ran.err
    assert lived.register.read_bytes() == before


def test_something_else_altogether_is_not_put_back(lived: Talent, tmp_path: Path) -> None:
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7 een brief")
    ran = lived("restore", str(tmp_path / "brief.pdf"), "--yes")
    assert ran.code == 6
    assert "not a talentregister register" in ran.err


def test_a_register_that_is_gone_comes_back(lived: Talent) -> None:
    lived.register.unlink()
    assert "talent init" in lived("list").err
    ran = lived.ok("restore", "--yes")
    assert "Comes back: Joke Bakker (r1)" in ran.out
    assert "talent undo does not go back behind this" in ran.err
    assert len(lived.json("list")["data"]["rows"]) == 3


def test_it_is_shown_and_asked(lived: Talent, person: Person) -> None:
    before = lived.register.read_bytes()
    for typed in ("", "n"):
        ran = person("restore", "2", answers=[("Goes: Elif Kaya (r3)", typed)])
        assert "Do it?" in ran.err
        assert ran.code == 5
    assert lived.register.read_bytes() == before
    assert person("restore", "2", answers=[("Do it?", "ja")]).code == 0
    assert len(lived.json("list")["data"]["rows"]) == 2


def test_ctrl_c_at_the_question_brings_nothing_back(lived: Talent, terminal: Terminal) -> None:
    before = lived.register.read_bytes()
    screen = terminal.start("restore", "2")
    screen.expect("Do it?")
    screen.type(CTRL_C)
    assert screen.end().code == 130
    assert lived.register.read_bytes() == before


def test_who_was_forgotten_stays_forgotten_and_that_is_said(lived: Talent, tmp_path: Path) -> None:
    lived.ok("backup", "--to", str(tmp_path))
    [copy] = tmp_path.glob("register-*.json")
    lived.ok("forget", "Kees", "--yes")
    ran = lived.ok("restore", str(copy), "--yes")
    assert "Who was forgotten stays forgotten." in ran.out
    assert "Kees Blok" not in ran.screen
    assert "Kees Blok" not in lived.register.read_text()
    assert len(lived.json("list")["data"]["rows"]) == 2


# --- undo ---------------------------------------------------------------------


def test_what_can_be_taken_back_is_listed_in_the_language_spoken(lived: Talent) -> None:
    assert "wants" in lived.ok("undo", "--list").out
    dutch = lived.ok("herstel", "--lijst", "--lang", "nl").out
    assert "wil" in dutch
    assert "wants" not in dutch
    assert "erbij" in dutch


def test_in_dutch_what_was_taken_back_has_its_dutch_name(lived: Talent) -> None:
    assert "wants" not in lived.ok("herstel", "--lang", "nl").err


def test_every_verb_of_care_speaks_dutch(lived: Talent, tmp_path: Path) -> None:
    for words in (
        ("controle",), ("reservekopie",), ("reservekopie", "--naar", str(tmp_path)),
        ("terugzetten", "1"), ("herstel", "--lijst"), ("sleutel",),
    ):  # fmt: skip
        english = ("The register", "Nothing was", "Backup made", "Say what", "Copied", "There is")
        ran = lived(*words, "--lang", "nl")
        assert not [said for said in english if said in ran.screen], ran

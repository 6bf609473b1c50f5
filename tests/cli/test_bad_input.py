"""Bad input: an exit code, a sentence, the line to type next, and nothing written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from talentregister.cli.verbs import EXAMPLES
from tests.running import Talent, everyday

VERBS = [
    ("can", "Kees", "koken"),
    ("list",),
    ("show", "Kees"),
    ("remind",),
    ("match", "Kees"),
    ("undo",),
    ("export", "x.csv"),
]


def test_an_unknown_name_is_exit_3_with_the_nearest_names(street: Talent) -> None:
    ran = street("can", "Marijcke de With", "koken", "--json")
    assert ran.code == 3
    assert {"id": "r2", "name": "Marijke de Wit"} in ran.json["errors"][0]["candidates"]
    assert "Marijke de Wit" in ran.err


def test_two_candidates_without_a_terminal_are_exit_4_with_both(street: Talent) -> None:
    street.ok("add", "Marijke Jansen")
    ran = street("can", "Marijke", "koken")
    assert ran.code == 4
    assert "r2  Marijke de Wit" in ran.err
    assert "r6  Marijke Jansen" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("later", "Kees", "sint", "juttemis", "iets"),
        ("note", "Kees", "iets", "--on", "ooit"),
        ("done", "f1", "--next", "ooit"),
        ("add", "Piet", "--met", "31-2-2026"),
        ("went", "l1", "--visited", "ooit"),
        ("consent", "Kees", "keep", "yes", "--on", "ooit"),
        ("can", "Kees", "koken", "--on", "ooit"),
        ("list", "--today", "ooit"),
    ],
    ids=" ".join,
)
def test_a_date_that_cannot_be_read_is_exit_2_with_the_forms_that_can(
    street: Talent, words: tuple[str, ...]
) -> None:
    before = street.register.read_bytes()
    ran = street(*words)
    assert ran.code == 2, ran
    assert "14-4-26" in ran.err
    assert "mei 2027" in ran.err
    assert street.register.read_bytes() == before


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_no_register_is_exit_6_with_the_init_line(nowhere: Talent, words: tuple[str, ...]) -> None:
    ran = nowhere(*words)
    assert ran.code == 6
    assert str(nowhere.register) in ran.err
    assert "talent init" in ran.err
    assert not nowhere.register.parent.exists() or not list(nowhere.register.parent.iterdir())


@pytest.mark.parametrize("words", everyday(VERBS, 2), ids=" ".join)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{}",
        b"[]",
        b"null",
        b"naam;telefoon\r\nKees;0612345678\r\n",
        b"\x00" * 100,
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"age-encryption.org/v1\n-> X25519 abc\n",
        b'{"meta": {}}',
    ],
    ids=repr,
)
def test_a_damaged_or_foreign_file_is_exit_6_and_untouched(
    nowhere: Talent, words: tuple[str, ...], content: bytes
) -> None:
    nowhere.register.parent.mkdir()
    nowhere.register.write_bytes(content)
    ran = nowhere(*words)
    assert ran.code == 6, ran
    assert nowhere.register.read_bytes() == content
    assert ran.err.strip()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_register_that_was_cut_or_flipped_is_exit_6(street: Talent, place: float) -> None:
    whole = street.register.read_bytes()
    at = int(len(whole) * place)
    for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
        street.register.write_bytes(broken)
        ran = street("can", "Kees", "koken")
        assert ran.code == 6, ran
        assert street.register.read_bytes() == broken


@pytest.mark.parametrize("sealing", ["sealed"], indirect=True)
def test_a_register_without_its_key_is_exit_6(talent: Talent, tmp_path: Path) -> None:
    (tmp_path / "config" / "identity.txt").rename(tmp_path / "elsewhere")
    ran = talent("list")
    assert ran.code == 6
    assert "identity.txt" in ran.err


def test_a_directory_is_no_register(nowhere: Talent) -> None:
    nowhere.register.mkdir(parents=True)
    for words in VERBS:
        ran = nowhere(*words)
        assert ran.code == 6, ran
        assert "Traceback" not in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_register_that_may_not_be_read_is_exit_6(street: Talent) -> None:
    street.register.chmod(0)
    try:
        assert street("list").code == 6
    finally:
        street.register.chmod(0o600)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_that_may_not_be_written_is_exit_7(street: Talent) -> None:
    street.register.parent.chmod(0o500)
    try:
        ran = street("can", "Kees", "koken")
        assert ran.code == 7
        assert "nothing was saved" in ran.err
    finally:
        street.register.parent.chmod(0o700)


def test_another_process_that_is_busy_is_exit_7(
    street: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    from talentregister.storage import Home, lock

    for name in ("PATIENCE", "TIMEOUT", "WAIT", "SECONDS"):
        if hasattr(lock, name):
            monkeypatch.setattr(lock, name, 0.05)
    before = street.register.read_bytes()
    with lock.locked(Home(street.register, street.register.parents[1] / "config")):
        ran = street("can", "Kees", "koken")
        assert street("list").code == 0, "a reader never waits"
    assert ran.code == 7, ran
    assert "busy" in ran.err
    assert street.register.read_bytes() == before


def test_there_is_a_register_already_is_exit_5_and_untouched(street: Talent) -> None:
    before = street.register.read_bytes()
    for words in (("init",), ("init", "--plain")):
        ran = street(*words)
        assert ran.code == 5
        assert str(street.register) in ran.err
    assert street.register.read_bytes() == before


@pytest.mark.parametrize("headings", ["aap;noot;mies", "1;2;3", "x"])
def test_a_sheet_without_a_known_heading_is_exit_5_and_lists_them(
    street: Talent, tmp_path: Path, headings: str
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"{headings}\n1;2;3\n", encoding="utf-8")
    ran = street("import", str(sheet))
    assert ran.code == 5, ran
    assert headings.split(";")[0] in ran.err
    assert "Name" in ran.err


def test_a_sheet_that_is_not_there_is_exit_2(street: Talent, tmp_path: Path) -> None:
    ran = street("import", str(tmp_path / "nowhere.csv"))
    assert ran.code == 2
    assert "nowhere.csv" in ran.err


def test_a_day_far_away_breaks_nothing(street: Talent) -> None:
    street.ok("edit", "Kees", "--rhythm", "6")
    for day in ("31-12-9999", "31-12-2200", "1-1-0001", "29-2-2028"):
        for words in (("remind",), ("remind", "--ahead", "9000 jaar"), ("list", "later"),
                      ("show", "Kees"), ("match", "Kees"), ("later", "Kees", "over 9000 jaar", "x"),
                      ("later", "Kees", "als het kan", "x"), ("later", "Kees", "3m", "x"),
                      ("consent", "Kees", "keep", "yes"), ("check",), ("undo",),
                      ("went", "l1", "asked", "--click", "doubt")):  # fmt: skip
            ran = street(*words, today=day)
            assert ran.code in (0, 2, 3, 5), (day, words, ran)


@pytest.mark.parametrize("words", [("later", "Kees", "123456782 bellen"), ("show", "123456782"),
                                   ("match", "123456782"), ("edit", "Kees", "--size", "123456782"),
                                   ("note", "Kees", "x", "--on", "123456782"),
                                   ("list", "123456782"), ("can", "Kees", "x", "--123456782")],
                         ids=" ".join)  # fmt: skip
def test_no_error_reads_a_citizen_service_number_out_loud(
    street: Talent, words: tuple[str, ...]
) -> None:
    for more in ((), ("--json",)):
        ran = street(*words, *more)
        heard = ran.err + str(ran.json["messages"]) if more else ran.screen
        assert "123456782" not in heard, ran


# `list` and `themes` need no words; who does not know the link is shown where they stand.
@pytest.mark.parametrize("verb", sorted(set(EXAMPLES) - {"list", "themes", "went"}))
def test_a_verb_without_its_words_shows_a_line_of_its_own(street: Talent, verb: str) -> None:
    ran = street(verb)
    assert ran.code == 2
    assert f"For example: talent {verb} " in ran.err

"""Nasty input, rows 37 to 42 and 45 to 50: files, and the terminal they are told on."""

from __future__ import annotations

import io
import os
import signal
import stat
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.exchange import books
from tests.exchange.nasty import BOOK, book, names, problems, put, seen, taken, unread
from tests.running import CTRL_C, Person, Process, Ran, Talent, everyday, text_of
from tests.terminals import Terminal

pytestmark = pytest.mark.usefixtures("work")

ABOVE = ["Naam", "Kan"]
AN = ["An Voorbeeld", "breien"]


# --- spreadsheets that are none ----------------------------------------------


def test_37_a_bomb_is_refused_before_it_unfolds(talent: Talent) -> None:
    with zipfile.ZipFile(BOOK, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", "<a/>")
        bomb.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))
    began = time.perf_counter()
    talent("import", BOOK)
    assert time.perf_counter() - began < 1
    unread(talent, BOOK, "sheet_unfolds", "larger than 200 MB")


def test_38_one_cell_far_away_costs_nothing(talent: Talent) -> None:
    def far(_: Any, sheet: Any) -> None:
        sheet.write(1_048_575, 16_383, "Ver Weg")

    file = book(ABOVE, AN, more=far)
    began = time.perf_counter()
    ran = talent.ok("import", file, "--json")
    assert time.perf_counter() - began < 5
    assert [(r["line"], r["verdict"]) for r in ran.data["rows"]] == [
        (2, "new"),
        (1_048_576, "refused"),
    ]
    claims = book(ABOVE, AN)
    books.changed(Path(claims), books.FIRST_SHEET, lambda t: t.replace(b"A1:B2", b"A1:XFD1048576"))
    assert [row["name"] for row in taken(talent, claims)] == ["An Voorbeeld"]


def test_39_a_file_is_what_is_in_it_whatever_it_is_called(talent: Talent) -> None:
    put("Naam;Kan\nAn;x\n", "tekst.xlsx")
    Path(book(ABOVE, ["Bep", "x"])).rename("boek.csv")
    Path("oud.csv").write_bytes((books.DATA / "bewoners.xls").read_bytes())
    Path("open.xlsx").write_bytes((books.DATA / "bewoners.ods").read_bytes())
    for name, form in (
        ("tekst.xlsx", "UTF-8"), ("boek.csv", "xlsx"), ("oud.csv", "xls"), ("open.xlsx", "ods"),
    ):  # fmt: skip
        assert form in talent.ok("import", name).err
    for name in ("tekst.xlsx", "boek.csv"):
        taken(talent, name)
    assert names(talent) == ["An", "Bep"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "sheet_unreadable"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "sheet_unreadable"),
        (b"\x1f\x8b\x08\0\0\0", "sheet_unreadable"),
        (b"PK\x03\x04 half", "sheet_damaged"),
    ],
)
def test_39_what_is_no_sheet_is_refused_in_one_sentence(
    talent: Talent, content: bytes, code: str
) -> None:
    unread(talent, put(content, "blad.xlsx"), code, "blad.xlsx", exit_code=2)


def test_39_half_a_workbook_is_damaged(talent: Talent) -> None:
    whole = Path(book(ABOVE, AN)).read_bytes()
    for name, content in (
        ("half.xlsx", whole[: len(whole) // 2]),
        ("half.xls", (books.DATA / "bewoners.xls").read_bytes()[:3000]),
        ("half.ods", (books.DATA / "bewoners.ods").read_bytes()[:3000]),
    ):
        unread(talent, put(content, name), "sheet_damaged", f"{name} is damaged", exit_code=2)


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>"""


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", books.FIRST_SHEET])
def test_40_a_workbook_that_names_other_files_is_not_read(talent: Talent, part: str) -> None:
    def entity(content: bytes) -> bytes:
        _, _, rest = content.partition(b"?>")
        return ENTITIES + rest.replace(b"An Voorbeeld", b"&x;")

    books.changed(Path(book(ABOVE, AN)), part, entity)
    unread(talent, BOOK, "sheet_entities", "instructions that no sheet needs")


# --- where it goes -----------------------------------------------------------


def test_41_a_file_goes_where_she_says_and_never_over_another(talent: Talent, work: Path) -> None:
    talent.ok("add", "An")
    (work / "diep" / "dieper").mkdir(parents=True)
    os.chdir(work / "diep" / "dieper")
    talent.ok("export", "../../daar.csv")
    assert stat.S_IMODE((work / "daar.csv").stat().st_mode) == 0o600
    for name, code in ((str(work / "diep"), 2), ("/dev/stdout", 2), ("/dev/null", 2)):
        ran = talent("export", name)
        assert (ran.code, ran.out) == (code, ""), ran
    (work / "map.csv").mkdir()
    assert talent("export", str(work / "map.csv"), "--force").code == 2
    (work / "bashrc.csv").write_text("mijn eigen")
    (work / "link.csv").symlink_to(work / "bashrc.csv")
    for name in ("bashrc.csv", "link.csv"):
        ran = talent("export", str(work / name))
        assert (ran.code, ran.out) == (5, "")
        assert "--force" in ran.err
        assert (work / "bashrc.csv").read_text() == "mijn eigen"
    talent.ok("export", str(work / "link.csv"), "--force")
    assert (work / "link.csv").is_symlink()
    assert (work / "bashrc.csv").read_bytes().startswith(b"\xef\xbb\xbf")


EVIL = ["../../etc/passwd", "CON", "/tmp/x", "a" * 200, ".bashrc", "-rf", "$(id)", "C:\\x"]


def test_42_a_name_is_a_plain_name_and_never_that_of_a_file(talent: Talent, work: Path) -> None:
    file = put("Naam;Terugbellen op\n" + "".join(f"{name};1-12-2026\n" for name in EVIL))
    assert [row["verdict"] for row in taken(talent, file)] == ["new"] * len(EVIL)
    too_long = talent.ok("import", put(f"Naam\n{'b' * 300}\n", "lang.csv"), "--json")
    assert problems(too_long) == [(2, "Naam", "too_long")]
    before = {path.name for path in work.iterdir()}
    for name in ("uit.csv", "uit.xlsx", "uit.json", "uit.ics"):
        talent.ok("export", name)
    talent.ok("show", "r1")
    assert {path.name for path in work.iterdir()} - before == {
        "uit.csv", "uit.xlsx", "uit.json", "uit.ics",
    }  # fmt: skip
    assert not Path("/tmp/x").exists()
    for name in ("uit.csv", "uit.xlsx"):
        assert {row["verdict"] for row in taken(talent, name)} == {"same"}


# --- registers as JSON -------------------------------------------------------


@pytest.fixture
def exported(talent: Talent) -> str:
    """The register of An as a file, for hands that spoil it."""
    talent.ok("add", "An de Vries", "--area", "Noord")
    talent.ok("export", "heel.json")
    return Path("heel.json").read_text("utf-8")


NAME = '"name": "An de Vries"'


@pytest.mark.parametrize("number", ["NaN", "-Infinity", str(2**70), "7" * 5000, "1e999"])
def test_45_a_number_that_is_none_is_refused_with_its_place(
    talent: Talent, exported: str, number: str
) -> None:
    file = put(exported.replace(NAME, f'{NAME}, "rhythm": {number}'), "x.json")
    unread(talent, file, "json_number", "residents.1.rhythm", exit_code=2)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (NAME, f"{NAME}, {NAME}", "residents.1.name"),
        ('"residents": {', '"residents": {}, "residents": {', "residents"),
    ],
)
def test_46_a_key_that_stands_there_twice_is_refused_with_its_place(
    talent: Talent, exported: str, old: str, new: str, place: str
) -> None:
    file = put(exported.replace(old, new), "x.json")
    unread(talent, file, "json_twice", f"{place} stands there twice", exit_code=2)


def test_47_a_nest_without_end_is_refused(talent: Talent, exported: str) -> None:
    for deep in ("[" * 5000 + "]" * 5000, '{"a":' * 5000 + "1" + "}" * 5000, "[" * 100_000):
        file = put(exported.replace(NAME, f'{NAME}, "mood": {deep}'), "x.json")
        unread(talent, file, "json_deep", "nested deeper", exit_code=2)


# --- the terminal ------------------------------------------------------------

WIDE = (
    "Naam;Wijk;Tel;Kan;Opmerking\nAnnemarie van der Zonnebloem-Üçgün;Noord;612345678;Zürich 🎻;x\n"
)


def test_49_on_twenty_columns_every_word_can_be_read(talent: Talent, person: Person) -> None:
    ran = person("import", put(WIDE), columns=20)
    assert ran.code == 0
    lines = ran.err.splitlines()
    assert "name: Annemarie van der Zonnebloem-Üçgün" in lines
    assert "what: Talents 1; Tel: The zero was put back: 06-12 34 56 78." in lines
    taken(talent, "blad.csv")
    shown = person("list", columns=20)
    assert "Zonnebloem-Üçgün, Annemarie van der" in shown.err


ASCII = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
         "PYTHONIOENCODING": "ascii"}  # fmt: skip


@pytest.mark.parametrize("more", everyday([{}, {"PYTHONIOENCODING": "cp1252"}], 1))
def test_49_without_utf_8_letters_are_written_out_and_kept(
    talent: Talent, process: Process, more: dict[str, str]
) -> None:
    ran = process("import", put(WIDE), "--go", env={**ASCII, **more})
    assert ran.code == 0, ran
    assert "Traceback" not in ran.screen
    assert names(talent) == ["Annemarie van der Zonnebloem-Üçgün"]
    shown = process("show", "r1", env={**ASCII, **more})
    assert shown.code == 0
    assert "\\U0001f3bb" in shown.out
    process("export", "uit.csv", env={**ASCII, **more})
    assert "Zürich 🎻" in Path("uit.csv").read_text("utf-8-sig")


def many(count: int) -> str:
    return "Naam;Kan\n" + "".join(f"Naam{n};koken\n" for n in range(count))


def test_50_a_closed_pipe_is_no_error(talent: Talent, process: Process) -> None:
    ran = process("import", put(many(3000)), shell='| head -1; echo "${PIPESTATUS[0]}"')
    assert ran.out.splitlines()[1] in ("0", "141")
    assert ran.out.startswith("3000 new")
    assert "Traceback" not in ran.err
    assert "Broken pipe" not in ran.err


def test_50_ctrl_c_at_a_question_of_an_import_saves_nothing(
    talent: Talent, terminal: Terminal
) -> None:
    talent.ok("add", "Geesje Wolthuis", "--phone", "0612000140")
    before = talent.register.read_bytes()
    file = put("Naam;Tel\nAn;0612345678\nWolthuis-Pol, G.;0612000140\n")
    screen = terminal.start("import", file, "--go")
    screen.expect("Who is it?")
    screen.type(CTRL_C)
    assert screen.end().code == 130
    assert talent.register.read_bytes() == before
    assert [path.name for path in Path().iterdir()] == [file]


def test_50_ctrl_c_while_a_sheet_is_read_saves_nothing(talent: Talent, process: Process) -> None:
    before = talent.register.read_bytes()
    os.mkfifo("traag.csv")
    running = process.start("import", "traag.csv", "--go")
    with open("traag.csv", "wb", buffering=0) as slow:  # opens when the program reads
        slow.write(b"Naam;Kan\nAn;koken\n")
        time.sleep(0.5)  # until it waits for more
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    ran = Ran(running.returncode, text_of(out), text_of(err))
    assert (ran.code, ran.out) == (130, "")
    assert "Traceback" not in ran.err
    assert talent.register.read_bytes() == before


def test_50_ctrl_c_while_it_is_written_saves_nothing_and_leaves_nothing(
    talent: Talent, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from talentregister.storage import disk

    def struck(*_: object) -> None:
        raise KeyboardInterrupt

    before = talent.register.read_bytes()
    file = put("Naam;Tel\nAn;0612345678\nBep;06-12\n")
    monkeypatch.setattr(disk, "rename", struck)
    ran = talent("import", file, "--go", "--skip-refused")
    assert ran.code == 130, ran
    assert talent.register.read_bytes() == before
    assert [path.name for path in work.iterdir()] == [file]


# --- long and heavy ----------------------------------------------------------


@pytest.mark.slow
def test_23_more_than_a_million_rows_are_refused_within_500_mb(
    talent: Talent, process: Process
) -> None:
    before = talent.register.read_bytes()
    put(b"Naam;Kan\n" + b"An;koken en bakken\n" * 1_000_001, "lang.csv")
    for content, said in ((None, "more than 1000000 rows"), (b"x" * 100_000_001, "100 MB")):
        if content is not None:
            put(content, "lang.csv")
        ran, kilobytes = process.weighed("import", "lang.csv", "--go")
        assert ran.code == 5
        assert said in ran.err
        assert kilobytes < 500_000
    assert talent.register.read_bytes() == before


@pytest.mark.slow
def test_37_a_bomb_is_refused_within_100_mb_more(talent: Talent, process: Process) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(324_000_000))
    put(made.getvalue(), BOOK)
    (_, bomb), (_, sheet) = (
        process.weighed("import", name) for name in (BOOK, put("Naam;Kan\nAn;x\n"))
    )
    assert bomb - sheet < 100_000
    seen(talent("import", BOOK))

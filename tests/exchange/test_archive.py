"""Archives: what is too large, damaged, locked or no sheet is refused before it is unfolded."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from talentregister.errors import Refused, RegisterError, Usage
from talentregister.exchange import archive, headings, spreadsheet
from tests.exchange import books

PEOPLE = [["Naam", "Telefoon"], ["An Voorbeeld", "0612345678"]]


def code_of(content: bytes) -> str:
    with pytest.raises(RegisterError) as caught:
        spreadsheet.read(content, "x.xlsx", headings.known)
    return caught.value.code


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def test_a_bomb_is_refused_from_the_directory_without_unfolding_it() -> None:
    content = packed(xl__workbook_xml=b"<a/>", xl__worksheets__sheet1_xml=b" " * 150_000_000)
    tracemalloc.start()
    began = time.perf_counter()
    assert code_of(content) == "sheet_unfolds"
    assert time.perf_counter() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_what_is_no_bomb_by_its_ratio_may_still_be_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noise = random.Random(1).randbytes(20_000)
    monkeypatch.setattr(archive, "LARGEST_UNFOLDED", 10_000)
    assert code_of(packed(xl__workbook_xml=b"<a/>", noise=noise)) == "sheet_unfolds"


def test_a_directory_of_a_hundred_thousand_parts_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "_LONGEST_DIRECTORY", 50)
    assert code_of(packed(xl__workbook_xml=b"<a/>")) == "sheet_unfolds"


def test_the_limits_are_those_that_were_promised() -> None:
    assert (archive.LARGEST_UNFOLDED, archive.MOST_FOLDED) == (200_000_000, 100)


def test_every_half_of_a_workbook_is_damaged_and_never_a_fault(tmp_path: Path) -> None:
    content = books.xlsx(tmp_path / "a.xlsx", PEOPLE).read_bytes()
    for length in range(4, len(content) - 1, len(content) // 60):
        assert code_of(content[:length]) == "sheet_damaged"


def test_a_flipped_bit_is_found_or_harmless(tmp_path: Path) -> None:
    content = books.xlsx(tmp_path / "a.xlsx", PEOPLE).read_bytes()
    chance = random.Random(7)
    for _ in range(200):
        spoilt = bytearray(content)
        spoilt[chance.randrange(4, len(spoilt))] ^= 1 << chance.randrange(8)
        try:
            found = spreadsheet.read(bytes(spoilt), "x.xlsx", headings.known)
        except RegisterError:
            continue
        assert found.lines[0].cells == ("An Voorbeeld", "0612345678")


@pytest.mark.parametrize(
    "content",
    [
        packed(word__document_xml=b"<a/>"),
        packed(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<a/>"),
        packed(readme=b"hello"),
    ],
)
def test_a_letter_or_any_other_archive_is_no_sheet(content: bytes) -> None:
    with pytest.raises(Usage) as caught:
        spreadsheet.read(content, "x.xlsx", headings.known)
    assert (caught.value.code, caught.value.hint) == ("sheet_unreadable", "sheet_save")


def test_a_locked_workbook_is_said_to_be_locked(tmp_path: Path) -> None:
    old = (books.DATA / "bewoners.xls").read_bytes()
    assert code_of(books.sealed_xls(old)) == "sheet_password"
    locked = books.ods(tmp_path / "a.ods", books.table(), manifest="<m><encryption-data/></m>")
    assert code_of(locked.read_bytes()) == "sheet_password"
    content = bytearray(books.xlsx(tmp_path / "a.xlsx", PEOPLE).read_bytes())
    content[content.rindex(b"PK\1\2") + 8] |= 1  # the last part needs a password
    assert code_of(bytes(content)) == "sheet_password"


DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/workbook.xml", books.FIRST_SHEET])
def test_entities_are_refused_in_every_part(tmp_path: Path, part: str) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", PEOPLE)
    books.changed(path, part, lambda text: text.replace(b"?>", b"?>" + DOCTYPE, 1))
    with pytest.raises(Refused) as caught:
        spreadsheet.read(path.read_bytes(), "x.xlsx", headings.known)
    assert caught.value.code == "sheet_entities"


def test_entities_are_refused_in_an_ods(tmp_path: Path) -> None:
    path = books.ods(tmp_path / "a.ods", books.table(books.said("Naam")))
    books.changed(path, "content.xml", lambda text: text.replace(b"?>", b"?>" + DOCTYPE, 1))
    assert code_of(path.read_bytes()) == "sheet_entities"


def test_a_workbook_without_the_part_it_names_is_damaged(tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", PEOPLE)
    rels = "xl/_rels/workbook.xml.rels"
    books.changed(path, rels, lambda text: text.replace(b"sheet1.xml", b"sheet9.xml"))
    assert code_of(path.read_bytes()) == "sheet_damaged"

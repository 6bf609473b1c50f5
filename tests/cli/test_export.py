"""`export` by ending: what is written, what is said, and the log of what left."""

from __future__ import annotations

import io
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from talentregister import storage
from talentregister.errors import Unwritable
from talentregister.exchange import writing
from tests.running import Process, Talent


def sheets(path: str) -> dict[str, list[list[Any]]]:
    """The sheets of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(Path(path).read_bytes()))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def log(talent: Talent) -> list[dict[str, Any]]:
    """What left, as scripts see it."""
    rows: list[dict[str, Any]] = talent.json("list", "exports")["data"]["rows"]
    return rows


def test_a_workbook_holds_everything_in_the_language_spoken(street: Talent, work: Path) -> None:
    ran = street.ok("export", "buurt.xlsx", "--lang", "nl")
    assert ran.out == ""
    assert ran.err.splitlines()[1:] == [
        "Geschreven: buurt.xlsx (7 regels).",
        "Er staan 5 mensen in en het is niet versleuteld: gooi het weg als je klaar bent.",
        "Om in Excel te bekijken of bij te werken; talent importeer leest het weer in.",
        "Je 2 aantekeningen staan erin zoals je ze typte: "
        "kijk even voor het naar een collega gaat.",
    ]
    assert stat.S_IMODE(Path("buurt.xlsx").stat().st_mode) == 0o600
    found = sheets("buurt.xlsx")
    assert next(iter(found)) == "Bewoners"
    assert [len(rows) - 1 for rows in found.values()] == [5, 2, 8, 2, 1, 0]
    assert "06-12 34 56 78" in found["Bewoners"][1]


def test_the_filter_of_list_holds_for_every_kind_of_file(street: Talent, work: Path) -> None:
    for file in ("zuid.csv", "zuid.xlsx"):
        assert street.json("export", file, "--wijk", "zuid")["data"]["people"] == 2
    found = sheets("zuid.xlsx")
    assert "Ahmet" not in str(found)
    # Marijke is not of Zuid: the link between her and Leeskring would name her.
    assert [len(rows) - 1 for rows in found.values()] == [2, 1, 4, 2, 0, 0]
    street.ok("export", "thema.csv", "--theme", "sport", "--area", "kerk")
    assert "Ahmet" in Path("thema.csv").read_text("utf-8-sig")
    assert "Marijke" not in Path("thema.csv").read_text("utf-8-sig")
    assert log(street)[-1]["filters"] == {"area": "kerk", "theme": "sport"}
    street.ok("export", "zuid.ics", "--area", "zuid", "--names")
    assert Path("zuid.ics").read_text().count("BEGIN:VEVENT") == 2
    street.ok("export", "noord.ics", "--area", "noord", "--names")
    assert "VEVENT" not in Path("noord.ics").read_text()


def test_a_calendar_names_nobody_unless_that_was_asked(street: Talent, work: Path) -> None:
    ran = street.ok("export", "later.ics")
    assert ran.err.splitlines()[1:] == ["Written: later.ics (2 days)."]
    text = Path("later.ics").read_text()
    assert "SUMMARY:Come back to f1" in text
    assert "Kees" not in text
    assert log(street) == []
    ran = street.ok("export", "namen.ics", "--met-namen")
    assert "2 people are in it" in ran.err
    assert "Kees Blok" in Path("namen.ics").read_text()
    assert [(row["ending"], row["people"]) for row in log(street)] == [(".ics", 2)]


def test_every_file_with_people_in_it_is_written_down(street: Talent, work: Path) -> None:
    street.ok("export", "An-de-Vries.csv", "--area", "Kerkenbosch", today="3-4-2027")
    street.ok("export", "alles.xlsx", today="12-5-2027")
    street.ok("edit", "i2", "--carriers", "r2,r3")
    street.ok("export", "koren.csv", "--als", "initiatieven", today="13-5-2027")
    assert log(street) == [
        {"on": "2027-04-03", "ending": ".csv", "what": "residents", "people": 2,
         "filters": {"area": "Kerkenbosch"}},
        {"on": "2027-05-12", "ending": ".xlsx", "what": "all", "people": 5, "filters": {}},
        {"on": "2027-05-13", "ending": ".csv", "what": "initiatives", "people": 2, "filters": {}},
    ]  # fmt: skip
    assert "An-de-Vries" not in street.register.read_text()
    lines = street.ok("lijst", "exports", "--lang", "nl").out.splitlines()
    assert lines[0].split() == ["03-04-2027", ".csv", "bewoners", "2", "Kerkenbosch"]
    assert street("list", "exports", "--json").code == 0
    assert "exports" in street("list", "onzin").err


def test_nothing_left_yet_says_so(talent: Talent) -> None:
    ran = talent.ok("list", "exports")
    assert ran.out == ""
    assert ran.err.endswith("Nothing found.\n")


def test_undo_goes_past_what_left(street: Talent, work: Path) -> None:
    street.ok("can", "An", "fietsen maken")
    street.ok("export", "uit.csv")
    assert "fietsen" in street.ok("undo").out
    assert Path("uit.csv").exists()
    assert len(log(street)) == 1


def test_what_cannot_be_written_down_does_not_leave(
    street: Talent, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Unwritable("disk_full", path="x", needed_mb=1)

    Path("oud.xlsx").write_text("oud")
    monkeypatch.setattr(storage, "log_export", full)
    for words in (("uit.csv",), ("uit.xlsx",), ("oud.xlsx", "--force"), ("uit.ics", "--names")):
        assert street("export", *words).code == 7
    assert os.listdir(work) == ["oud.xlsx"]
    assert Path("oud.xlsx").read_text() == "oud"


def test_what_cannot_be_put_down_is_not_written_down(street: Talent, work: Path) -> None:
    Path("uit.csv").write_text("mijn lijst")
    before = street.register.read_bytes()
    assert street("export", "uit.csv").code == 5
    assert street("export", "nergens/uit.xlsx").code == 7
    assert street.register.read_bytes() == before
    assert os.listdir(work) == ["uit.csv"]


def test_a_file_that_came_meanwhile_is_never_written_over(work: Path) -> None:
    from talentregister.errors import Refused

    def meanwhile() -> None:
        with writing.saving(Path("uit.csv"), b"ons"):
            Path("uit.csv").write_bytes(b"van een ander")

    with pytest.raises(Refused) as error:
        meanwhile()
    assert error.value.code == "target_exists"
    assert os.listdir(work) == ["uit.csv"]
    assert Path("uit.csv").read_bytes() == b"van een ander"


@pytest.mark.parametrize("place", ["{register}", "{folder}/backups/uit.csv", "link.csv"])
def test_the_register_and_its_backups_are_never_written_over(
    street: Talent, work: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = street.register.with_name("register.csv")
    street.register.rename(renamed)
    monkeypatch.setenv("TALENTREGISTER_FILE", str(renamed))
    Path("link.csv").symlink_to(renamed)
    before = renamed.read_bytes()
    ran = street("export", place.format(register=renamed, folder=renamed.parent), "--force")
    assert ran.code == 5
    assert "belongs to the register itself" in ran.err
    assert renamed.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("uit.xlsx", "--plain"),
        ("uit.xlsx", "--as", "initiatives"),
        ("uit.csv", "--names"),
        ("uit.ics", "--kaal"),
    ],
)
def test_an_option_that_means_nothing_for_a_file_is_said(
    street: Talent, work: Path, words: tuple[str, ...]
) -> None:
    ran = street("export", *words)
    assert ran.code == 2
    assert f"means nothing for {words[0]}" in ran.err
    assert os.listdir(work) == []


def test_another_ending_is_answered_with_those_there_are(street: Talent, work: Path) -> None:
    ran = street("export", "uit.pdf", "--json")
    assert (ran.code, ran.json["errors"][0]["code"]) == (2, "export_ending")
    assert ".xlsx" in street("export", "uit").err
    street.ok("export", "UIT.XLSX")


def test_a_csv_says_how_many_in_it_do_not_want_to_be_approached(street: Talent, work: Path) -> None:
    street.ok("consent", "Kees", "approach", "no")
    assert "1 of them does not want to be approached" in street.ok("export", "uit.csv").err
    assert "approached" not in street.ok("export", "uit.xlsx").err
    assert "approached" not in street.ok("export", "i.csv", "--as", "initiatives").err
    assert sheets("uit.xlsx")["Consent"][1][1:4] == ["Kees Blok", "approach", "no"]


@pytest.mark.parametrize("sealing", ["sealed"], indirect=True)
def test_from_an_encrypted_register_in_a_process_of_its_own(
    talent: Talent, work: Path, process: Process
) -> None:
    talent.ok("add", "An de Vries")
    ran = process("export", "uit.xlsx", shell="| cat")
    assert (ran.code, ran.out) == (0, "")
    assert sheets("uit.xlsx")["Residents"][1][1] == "An de Vries"
    assert [row["people"] for row in log(talent)] == [1]


def test_who_is_forgotten_is_still_in_the_files_that_left(street: Talent, work: Path) -> None:
    street.ok("export", "uit.csv", today="1-10-2026")
    assert "left since" not in street.ok("forget", "r1", "--yes").err
    street.ok("export", "uit.xlsx", today="3-4-2027")
    ran = street.ok("forget", "r2", "--yes", "--lang", "nl", today="5-4-2027")
    assert "is 1 bestand met mensen weggegeven" in ran.err
    assert "3 april 2027" in ran.err


def test_a_backup_that_fails_beside_an_export_is_said(street: Talent, work: Path) -> None:
    backups = street.register.with_name("backups")
    shutil.rmtree(backups, ignore_errors=True)
    backups.write_text("geen map")
    assert "backup" in street.ok("export", "uit.csv").err
    assert Path("uit.csv").exists()


def test_a_file_with_nobody_in_it_is_not_written_down(talent: Talent, work: Path) -> None:
    for name in ("leeg.csv", "leeg.xlsx", "leeg.json"):
        assert "(0 rows)" in talent.ok("export", name).err
    assert "in it" not in talent.ok("export", "weer.csv").err
    assert log(talent) == []
    talent.ok("add", "An")
    assert "(1 row)" in talent.ok("export", "een.csv").err
    assert [row["people"] for row in log(talent)] == [1]


@pytest.mark.parametrize("file", ["all.xlsx", "initiatives.csv"])
def test_what_an_initiative_loves_or_can_leaves_as_what_it_offers(
    talent: Talent, tmp_path: Path, file: str
) -> None:
    talent.ok("add", "--initiative", "Wandelclub")
    talent.ok("loves", "Wandelclub", "wandelen")
    talent.ok("can", "Wandelclub", "gidsen")
    talent.ok("note", "Wandelclub", "liepen om de plas")
    told = () if file.endswith("xlsx") else ("--as", "initiatives")
    talent.ok("export", str(tmp_path / file), *told)
    if file.endswith("csv"):
        assert "wandelen; gidsen" in (tmp_path / file).read_text("utf-8-sig")


@pytest.mark.parametrize("file", ["all.xlsx", "residents.csv"])
def test_what_is_private_in_a_sheet_is_said_when_it_leaves(
    talent: Talent, tmp_path: Path, file: str
) -> None:
    talent.ok("add", "Jan de Boer")
    plain = talent.ok("export", str(tmp_path / f"before-{file}")).err
    assert "note" not in plain
    talent.ok("note", "Jan", "wil", "niet", "gebeld")
    talent.ok("consent", "Jan", "share", "no")
    said = talent.ok("export", str(tmp_path / file)).err
    assert "Your note is in it" in said
    assert "1 of them does not want to be named to others" in said

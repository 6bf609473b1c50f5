"""`import` of spreadsheets as it is typed: which sheet, what is said, what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.exchange import books
from tests.exchange.books import Cell
from tests.running import Process, Ran, Talent

ABOVE: Sequence[Cell] = ["Naam", "Telefoon", "Ontmoet op", "Kan"]
AN: Sequence[Cell] = ["An Voorbeeld", 612345678, date(2024, 12, 31), "breien\nkoken"]


def book(*rows: Sequence[Cell], name: str = "lijst.xlsx", more: Any = None) -> str:
    books.xlsx(Path(name), [ABOVE, *rows], **({"more": more} if more else {}))
    return name


def problems(ran: Ran) -> list[tuple[int, str, str]]:
    return [
        (row["line"], problem["column"], problem["code"])
        for row in ran.data["rows"]
        for problem in row["problems"]
    ]


def test_a_workbook_comes_in_as_a_sheet_of_text_does(talent: Talent, work: Path) -> None:
    ran = talent.ok("import", book(AN), "--lang", "nl")
    assert "lijst.xlsx: blad Bewoners, xlsx, 1 rij." in ran.err
    assert "De nul staat er weer voor: 06-12 34 56 78" in ran.out
    talent.ok("import", "lijst.xlsx", "--go")
    shown = talent.json("show", "An Voorbeeld")["data"]
    assert shown["record"]["phone"] == "0612345678"
    assert shown["record"]["met"]["on"] == "2024-12-31"
    before = talent.register.read_bytes()
    again = talent.json("import", "lijst.xlsx", "--go")["data"]["plan"]
    assert again == {"new": 0, "changed": 0, "same": 1, "doubtful": 0, "refused": 0}
    assert talent.register.read_bytes() == before


@pytest.mark.parametrize("name", ["bewoners.xls", "bewoners.ods"])
def test_xls_and_ods_come_in_and_say_what_is_hidden_and_what_was_not_read(
    talent: Talent, work: Path, name: str
) -> None:
    shutil.copy(books.DATA / name, name)
    ran = talent("import", name, "--go", "--skip-refused", "--json")
    assert ran.code == 0
    assert ran.data["plan"] == {"new": 3, "changed": 0, "same": 0, "doubtful": 0, "refused": 2}
    assert problems(ran) == [(4, "Ontmoet op", "cell_error"), (6, "Naam", "cells_merged")]
    plain = talent.ok("import", name)
    for said in ("1 row is hidden", "Not read: Initiatieven", "Hidden sheets, not read: Oud"):
        assert said in plain.err


def test_what_was_refused_lies_beside_it_and_can_be_mended(talent: Talent, work: Path) -> None:
    def wrong(_: Any, sheet: Any) -> None:
        sheet.write(2, 0, "Bep Verzonnen")
        sheet.write_formula(2, 2, "=NA()", None, "#N/A")
        sheet.write_formula(2, 3, "=A1", None, "")

    file = book(AN, more=wrong)
    books.changed(Path(file), books.FIRST_SHEET, lambda t: t.replace(b't="str"><f>A1', b"><f>A1"))
    refused = talent("import", file, "--go", "--json")
    assert (refused.code, refused.json["errors"][0]["code"]) == (5, "rows_open")
    ran = talent("import", file, "--lang", "nl")
    assert "In cel C3 staat #N/A" in ran.out
    assert "In cel D3 staat een formule zonder uitkomst" in ran.out
    talent.ok("import", file, "--go", "--skip-refused")
    left = Path("lijst-left-out.csv")
    text = left.read_text("utf-8-sig")
    assert "Bep Verzonnen;;#N/A;#N/A;" in text
    again = talent("import", str(left), "--json")
    assert problems(again) == [
        (2, "Ontmoet op", "formula_error"),
        (2, "Kan", "formula_error"),
    ]
    left.write_text(text.replace("#N/A;#N/A", "1-2-2025;zingen"), "utf-8")
    assert talent.json("import", str(left), "--go")["data"]["plan"]["new"] == 1


def test_phones_and_days_that_a_spreadsheet_spoilt_are_refused_with_their_row(
    talent: Talent, work: Path
) -> None:
    rows: list[Sequence[Cell]] = [
        ["Bep", "6,12E+08"],
        ["Cor", 6.12e20],
        ["Dien", 612345678.5],
        ["Eef", None, 45657],
        ["x" * 20_001],
        ["Fien", None, None, "y" * 20_001],
    ]
    ran = talent("import", book(*rows), "--json")
    assert problems(ran) == [
        (2, "Telefoon", "phone_unreadable"),
        (3, "Telefoon", "phone_unreadable"),
        (4, "Telefoon", "phone_unreadable"),
        (5, "Ontmoet op", "date_unreadable"),
        (6, "Naam", "too_long"),
        (7, "Kan", "too_long"),
    ]


def test_a_bare_day_number_is_no_availability(talent: Talent, work: Path) -> None:
    books.xlsx(Path("a.xlsx"), [["Naam", "Beschikbaar vanaf"], ["An", 45657], ["Bep", "na 9"]])
    assert problems(talent("import", "a.xlsx", "--json")) == [
        (2, "Beschikbaar vanaf", "date_unreadable")
    ]


def test_another_sheet_is_chosen_by_name_or_number(talent: Talent, work: Path) -> None:
    def more(workbook: Any, _: Any) -> None:
        rows = [["Titel", "Soort", "Vraagt"], ["Koor", "vereniging", "zangers"]]
        books.fill(workbook, workbook.add_worksheet("Initiatieven"), rows)

    file = book(AN, more=more)
    for words in (["--sheet", "initiatieven"], ["--blad", "2"], ["--as", "initiatives"]):
        ran = talent("import", file, *words, "--json")
        assert (ran.data["as"], ran.data["rows"][0]["name"]) == ("initiatives", "Koor")
    talent.ok("import", file, "--as", "initiatieven", "--go")
    assert talent.json("list", "initiatives")["data"]["rows"][0]["name"] == "Koor"
    ran = talent("import", file, "--blad", "Bewonres", "--lang", "nl")
    assert ran.code == 2
    assert "wel: Bewoners, Initiatieven" in ran.err


def test_a_sheet_of_text_has_no_other(talent: Talent, work: Path) -> None:
    Path("a.csv").write_text("Naam\nAn\n")
    ran = talent("import", "a.csv", "--sheet", "2")
    assert (ran.code, "only one sheet" in ran.err) == (2, True)


def test_a_formula_error_in_a_sheet_of_text_is_refused_too(talent: Talent, work: Path) -> None:
    Path("a.csv").write_text("Naam;Kan\nAn;#VERW!\nBep;#zingen\n")
    assert problems(talent("import", "a.csv", "--json")) == [(2, "Kan", "formula_error")]


def test_half_a_workbook_is_one_kind_sentence_and_writes_nothing(
    talent: Talent, work: Path, process: Process
) -> None:
    content = Path(book(AN)).read_bytes()
    old = (books.DATA / "bewoners.xls").read_bytes()
    before = talent.register.read_bytes()
    for name, half in (("half.xlsx", content[:2000]), ("half.xls", old[:3000])):
        Path(name).write_bytes(half)
        ran = process("import", name, "--go")
        assert (ran.code, ran.out) == (2, "")
        said = [line for line in ran.err.splitlines() if "21 November" not in line]
        assert said == [
            f"{name} is damaged, or only half of it is there.",
            "Open it in Excel, save it anew, and try again.",
        ]
    assert talent.register.read_bytes() == before


def test_a_row_with_the_cells_of_a_flawed_one_is_read_for_itself(
    talent: Talent, work: Path
) -> None:
    """Merged cells make a row impossible, not another row that says the same in clean cells."""

    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range("B2:C2", "")

    rows: list[Sequence[Cell]] = [["Bep", None, None, "zingen"]] * 3
    ran = talent("import", book(*rows, more=merge), "--json")
    assert [(r["line"], r["verdict"]) for r in ran.data["rows"]] == [
        (2, "refused"),
        (3, "new"),
        (4, "same"),
    ]


def test_a_formula_without_a_value_is_no_statement_of_whom_the_row_above_names(
    talent: Talent, work: Path
) -> None:
    def wrong(_: Any, sheet: Any) -> None:
        sheet.write_formula(2, 2, "=A1", None, "")

    rows: list[Sequence[Cell]] = [["Naam", "Soort", "Wat"], ["Bep", "kan", "zingen"], [None, "kan"]]
    books.xlsx(Path("a.xlsx"), rows, more=wrong)
    books.changed(
        Path("a.xlsx"), books.FIRST_SHEET, lambda t: t.replace(b't="str"><f>A1', b"><f>A1")
    )
    assert problems(talent("import", "a.xlsx", "--json")) == [(3, "Wat", "cell_without_value")]


# --- what a trial run and a mistake advise -------------------------------------------


@pytest.mark.parametrize(
    ("rows", "words", "said"),
    [
        ([AN], (), "Echt doen: zet er --go bij."),
        ([AN, ["", 612345679]], (), "zet er --go --sla-over bij."),
        ([AN, ["", 612345679]], ("--sla-over",), "Echt doen: zet er --go bij."),
        ([["", 612345679]], (), "er valt niets te schrijven."),
    ],
)
def test_a_trial_run_ends_with_words_that_do_it(
    talent: Talent, work: Path, rows: list[Sequence[Cell]], words: Sequence[str], said: str
) -> None:
    ran = talent.ok("importeer", book(*rows), *words, "--lang", "nl")
    assert ran.err.splitlines()[-1].startswith("Dit was op proef")
    assert ran.err.splitlines()[-1].endswith(said)


def test_a_trial_run_of_what_is_here_already_has_nothing_to_write(
    talent: Talent, work: Path
) -> None:
    talent.ok("import", book(AN), "--go")
    assert "there is nothing to write" in talent.ok("import", "lijst.xlsx").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--sla-over bij; bij twijfel ook --twijfel nieuw, overslaan of zelfde."),
        (("--sla-over",), "Zeg wat de twijfelrijen zijn: --twijfel nieuw, overslaan of zelfde."),
        (("--twijfel", "nieuw"), "Herstel ze, of zet er --sla-over bij."),
    ],
)
def test_only_the_option_that_is_missing_is_advised_in_dutch(
    talent: Talent, work: Path, words: Sequence[str], said: str
) -> None:
    talent.ok("import", book(AN), "--go")
    again: list[Cell] = ["Voorbeeld, Ann", 612345678]
    file = book(again, ["", 612345679], name="later.xlsx")
    ran = talent("importeer", file, "--go", *words, "--lang", "nl")
    assert ran.code == 5
    assert ran.err.splitlines()[-1].endswith(said)


def test_an_option_and_its_choices_are_said_in_dutch(talent: Talent, work: Path) -> None:
    file = book(AN)
    for words, said in (
        (("importeer", file, "--twijfel", "x"), "kies uit: nieuw, zelfde, overslaan."),
        (("importeer", file, "--als", "x"), "kies uit: bewoners, initiatieven."),
        (("importeer",), "talent importeer sprokkel.csv"),
        (("exporteer", "uit.ics", "--als", "bewoners"), "--als betekent niets bij uit.ics."),
        (("exporteer", "weg/uit.csv"), "Er is geen map"),
        (("lijst", "x"), "wel: bewoners, initiatieven, wensen"),
    ):
        ran = talent(*words, "--lang", "nl")
        assert ran.code in (2, 7)
        assert said in ran.err


def test_explain_says_how_a_column_gets_a_place(talent: Talent, work: Path) -> None:
    Path("blad.csv").write_text("Naam;Schoenmaat\nAn;38\n")
    ran = talent.ok("importeer", "blad.csv", "--uitleg", "--lang", "nl")
    assert '--koppel "Schoenmaat=PLEK"' in ran.err

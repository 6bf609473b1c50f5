"""A sheet as a colleague sends it: a title on top, a total below."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange import books
from tests.running import Talent

ROWS = [
    ["Overzicht bewoners Bloemenbuurt", "", ""],
    ["bijgewerkt 3 november", "", ""],
    ["", "", ""],
    ["Naam", "Wijk", "Talenten"],
    ["An de Vries", "Bloemenbuurt", "naaien"],
    ["Wim Kok", "Bloemenbuurt", "klaverjassen"],
    ["Totaal", "2", ""],
]


@pytest.fixture(params=["csv", "xlsx"])
def sheet(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The sheet as text, and as a workbook with another tab behind it."""
    path = tmp_path / f"lijst.{request.param}"
    if request.param == "csv":
        path.write_text("\n".join(";".join(row) for row in ROWS), encoding="utf-8")
        return path
    others = [["Naam", "Omschrijving", "Vraagt"], ["Kookclub", "samen eten", "koks"]]
    return books.xlsx(
        path, ROWS, more=lambda book, _: books.fill(book, book.add_worksheet("Clubs"), others)
    )


def test_a_title_above_the_headings_is_said_and_left_out(talent: Talent, sheet: Path) -> None:
    ran = talent.ok("import", str(sheet), "--go", "--skip-refused", "--json")
    names = [row["name"] for row in ran.data["rows"] if row["verdict"] == "new"]
    assert names == ["An de Vries", "Wim Kok"]
    said = {message["code"]: message["text"] for message in ran.json["messages"]}
    assert said["above_headings"] == (
        "Left out, above the headings: Overzicht bewoners Bloemenbuurt / bijgewerkt 3 november"
    )


def test_the_line_with_the_total_is_nobody(talent: Talent, sheet: Path) -> None:
    rows = talent.json("import", str(sheet))["data"]["rows"]
    (refused,) = (row for row in rows if row["verdict"] == "refused")
    assert (refused["line"], refused["problems"][0]["code"]) == (7, "name_total")


def test_a_line_of_words_that_are_headings_too_is_no_title_below_headings(
    talent: Talent, tmp_path: Path
) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("Naam;Talenten\nAn;Wijk\nWijk;Naam\n", encoding="utf-8")
    rows = talent.json("import", str(path))["data"]["rows"]
    assert [row["name"] for row in rows] == ["An", "Wijk"]

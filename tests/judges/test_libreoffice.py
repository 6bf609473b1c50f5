"""LibreOffice opens what `export` writes, and what it saves itself comes in right."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from pathlib import Path

import pytest

from talentregister.exchange import headings, reading
from tests.exchange.nasty import NAUGHTY
from tests.exchange.test_round_trip import as_workbook
from tests.judges import SAID, needs
from tests.running import Talent

pytestmark = pytest.mark.slow

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
# Semicolons, double quotes, UTF-8, from the first row on, Dutch, and days are days.
DUTCH = "--infilter=CSV:59,34,76,1,,1043,false,true"
# Every sheet into a file of its own, each cell as it is shown.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"


def saved(form: str, *files: Path, reading_as: str = "") -> list[Path]:
    """The files as LibreOffice saves them in another form."""
    needs("soffice")
    folder = files[0].parent / "saved"
    profile = f"-env:UserInstallation={(files[0].parent / 'profile').as_uri()}"
    words = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
    how = [reading_as] if reading_as else []
    ran = subprocess.run(
        [*words, *how, *map(str, files)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran
    ending = form.partition(":")[0]
    found = [p for f in files for p in sorted(folder.glob(f"{f.stem}*.{ending}"))]
    assert found, ran
    return found


def formulas(file: Path, reading_as: str = "") -> int:
    """How many cells would run."""
    (flat,) = saved("fods", file, reading_as=reading_as)
    return len(re.findall(r"table:formula=", flat.read_text("utf-8")))


def shown(file: Path, reading_as: str = "") -> list[list[dict[str, str]]]:
    """The rows of every sheet, as LibreOffice shows them."""
    texts = [path.read_text("utf-8") for path in saved(AS_SHOWN, file, reading_as=reading_as)]
    return [list(csv.DictReader(io.StringIO(text), delimiter=";")) for text in texts]


@pytest.mark.parametrize("name", ["buurt.csv", "buurt.xlsx"])
def test_nothing_runs_in_what_we_write(full: Talent, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    full.ok("export", str(file), "--lang", "nl")
    assert formulas(file, DUTCH if name.endswith("csv") else "") == 0


def test_a_formula_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "gevaar.csv"
    file.write_text("Naam;Kan\nAn;=1+1\n")
    assert formulas(file, DUTCH) == 1


@pytest.mark.parametrize("name", ["buurt.csv", "buurt.xlsx"])
def test_zeros_accents_and_days_are_there_as_she_typed_them(
    full: Talent, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    full.ok("export", str(file), "--lang", "nl")
    sheets = shown(file, DUTCH if name.endswith("csv") else "")
    who = next(rows for rows in sheets if rows and "Telefoon" in rows[0])[0]
    assert (who["Naam"], who["Telefoon"], who["Postcode"]) == (
        "Zoë Yılmaz", "06-12 34 56 78", "7811 AB",
    )  # fmt: skip
    (flat,) = saved("fods", file, reading_as=DUTCH if name.endswith("csv") else "")
    days = re.findall(r'table:table-cell[^>]*office:date-value="([^"]+)"', flat.read_text("utf-8"))
    assert {"2026-02-01", "2027-04-03"} <= set(days)
    assert who["Reden"].lstrip("'") == "=2+2"
    assert "café ☕" in who["Talenten"]
    if name.endswith("xlsx"):
        said = next(rows for rows in sheets if rows and "Tekst" in rows[0])
        assert [row["Tekst"] for row in said] == list(SAID)


HER_SHEET = """Naam;Tel;Postcode;Ontmoet op;Terugbellen op;Reden;Kan
Zoë Yılmaz;0612345678;7811 AB;31-12-2024;1-9-2027;na de zomer;"koken
breien, 's avonds"
Vries, de, An;0591-123456;7812ab;5-6-2025;mei 2027;;'s-Gravenhage kennen
José €;+31612345679;;;;;café ☕
"""


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_what_it_saves_of_her_sheet_comes_in_as_the_sheet_does(
    talent: Talent, tmp_path: Path, form: str
) -> None:
    sheet = tmp_path / "lijst.csv"
    sheet.write_text(HER_SHEET, "utf-8")
    talent.ok("import", str(sheet), "--go")
    before = talent.register.read_bytes()
    (file,) = saved(form, sheet, reading_as=DUTCH)
    ran = talent.ok("import", str(file), "--go", "--json")
    assert ran.data["plan"] == {"new": 0, "changed": 0, "same": 3, "doubtful": 0, "refused": 0}
    assert talent.register.read_bytes() == before
    assert form in talent.ok("import", str(file)).err


def test_mixed_line_ends_make_as_many_rows_as_there(tmp_path: Path) -> None:
    file = tmp_path / "regels.csv"
    file.write_bytes(b"Naam;Wijk\r\nAn;a\nBep;b\rCor;c\r\n\r\nDien;d")
    theirs = [row["Naam"] for row in shown(file, DUTCH)[0] if row["Naam"]]
    ours = [line.cells[0] for line in reading.read(file, headings.known).lines]
    assert ours == theirs == ["An", "Bep", "Cor", "Dien"]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_naughty_strings_come_back_from_it(tmp_path: Path, form: str) -> None:
    # XML has no control characters; only xlsx has a way to write them all the same.
    known = NAUGHTY if form == "xlsx" else [CONTROL.sub("", text) for text in NAUGHTY]
    table = [[f"Nr {n}", text] for n, text in enumerate(known)]
    typed = [[f"Nr {n}", text] for n, text in enumerate(NAUGHTY)]
    file = tmp_path / "lastig.xlsx"
    file.write_bytes(as_workbook([["Naam", "Opmerking"], *typed]))
    (again,) = saved(form, file)
    found = [list(line.cells) for line in reading.read(again, headings.known).lines]
    assert found == table

"""Gnumeric opens what `export` writes, and finds in it what she typed; nothing runs."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path

import pytest

from tests.judges import SAID, needs
from tests.running import Talent

pytestmark = pytest.mark.slow


def converted(file: Path, folder: Path) -> list[list[dict[str, str]]]:
    """The rows of every sheet, as Gnumeric shows them."""
    needs("ssconvert")
    form = ["--export-type=Gnumeric_stf:stf_assistant", "-O", "separator=; format=preserve"]
    words = ["ssconvert", "-S", *form, str(file), str(folder / "blad")]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("blad.*"))]
    return [list(csv.DictReader(io.StringIO(text), delimiter=";")) for text in texts]


def formulas(file: Path, folder: Path) -> int:
    """How many cells would run, by Gnumeric's own XML."""
    needs("ssconvert")
    out = folder / "uit.xml"
    words = ["ssconvert", "--export-type=Gnumeric_XmlIO:sax:0", str(file), str(out)]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0
    # Of a cell without ValueType the content is an expression.
    cells = [line for line in out.read_text("utf-8").splitlines() if "<gnm:Cell " in line]
    return sum("ValueType=" not in line for line in cells)


def test_the_workbook_shows_zeros_accents_and_days_and_runs_nothing(
    full: Talent, tmp_path: Path
) -> None:
    file = tmp_path / "buurt.xlsx"
    full.ok("export", str(file), "--lang", "nl")
    sheets = converted(file, tmp_path)
    who = sheets[0][0]
    assert (who["Naam"], who["Telefoon"], who["Postcode"]) == (
        "Zoë Yılmaz", "06-12 34 56 78", "7811 AB",
    )  # fmt: skip
    assert (who["Ontmoet op"], who["Terugbellen op"]) == ("01-02-2026", "03-04-2027")
    assert who["Reden"] == "=2+2"
    assert [row["Tekst"] for row in sheets[2]] == list(SAID)
    assert formulas(file, tmp_path) == 0


def test_a_formula_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "gevaar.csv"
    file.write_text("Naam,Kan\nAn,=1+1\n")
    assert formulas(file, tmp_path) == 1


def test_the_csv_runs_nothing(full: Talent, tmp_path: Path) -> None:
    file = tmp_path / "buurt.csv"
    full.ok("export", str(file), "--plain", "--lang", "nl")
    assert formulas(file, tmp_path) == 0
    who = converted(file, tmp_path)[0][0]
    assert (who["Naam"], who["Telefoon"]) == ("Zoë Yılmaz", "06-12 34 56 78")

"""csv-spectrum and the Big List of Naughty Strings: read, written, and shown on a screen."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talentregister.exchange import delimited, headings, reading
from talentregister.exchange.sheet import Sheet
from talentregister.language.names import fold
from talentregister.model.statement import separated
from tests.exchange.nasty import NAUGHTY, book, put, seen
from tests.exchange.test_round_trip import WRITERS, as_workbook
from tests.running import Talent

DATA = Path(__file__).parent / "data"
SPECTRUM = sorted((DATA / "csv-spectrum" / "csvs").glob("*.csv"))

Table = list[list[str]]
BOTH = {**WRITERS, "xlsx": as_workbook}


def read(path: Path) -> Sheet:
    return reading.read(path, headings.known)


def told(path: Path) -> list[dict[str, str]]:
    """What csv-spectrum says stands in a file of it."""
    found = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text("utf-8"))
    if isinstance(found, dict):  # one row; and of another phone number than its CSV
        found = [{**found, "Contact Phone Number": "2095257564"}]
    rows: list[dict[str, str]] = found
    return rows


def cells(found: Sheet) -> list[dict[str, str]]:
    return [dict(zip(found.headings, line.cells, strict=True)) for line in found.lines]


def test_nothing_of_either_is_left_out() -> None:
    assert len(SPECTRUM) == 12
    assert len(NAUGHTY) == 485


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_every_file_of_the_spectrum_says_what_its_json_says(path: Path) -> None:
    assert cells(read(path)) == told(path)


@pytest.mark.parametrize("writer", BOTH.values(), ids=BOTH)
@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_every_file_of_the_spectrum_is_written_and_read_back(
    path: Path, writer: Callable[[Table], bytes], tmp_path: Path
) -> None:
    expected = told(path)
    table = [[*expected[0]], *([*row.values()] for row in expected)]
    again = tmp_path / "blad"
    again.write_bytes(writer(table))
    assert cells(read(again)) == expected


@pytest.mark.parametrize("writer", BOTH.values(), ids=BOTH)
def test_every_naughty_string_comes_back_as_a_cell(
    writer: Callable[[Table], bytes], tmp_path: Path
) -> None:
    table = [[f"Nr {n}", text] for n, text in enumerate(NAUGHTY)]
    path = tmp_path / "blad"
    path.write_bytes(writer([["Naam", "Opmerking"], *table]))
    assert [list(line.cells) for line in read(path).lines] == table


# --- in the register ---------------------------------------------------------

Filled = Callable[[Table], str]


def as_csv(table: Table) -> str:
    return put(delimited.written(table))


def as_xlsx(table: Table) -> str:
    return book(*table)


def kept(text: str) -> str:
    """A text as the register keeps it."""
    return unicodedata.normalize("NFC", text).strip()


def refused(talent: Talent, file: str) -> dict[str, str]:
    """What was refused of a sheet and why, after the rest of it came in."""
    seen(talent.ok("import", file, "--anyway"))
    rows = talent.json("import", file, "--go", "--anyway", "--skip-refused")["data"]["rows"]
    return {
        row["name"]: problem["code"]
        for row in rows
        if row["verdict"] == "refused"
        for problem in row["problems"]
    }


def records(talent: Talent, table: str) -> list[dict[str, Any]]:
    """The records of a kind, as they stand in the register."""
    found = json.loads(talent.register.read_bytes())[table]
    return [*found.values()]


def exported_same(talent: Talent) -> None:
    """Our own sheets hold what the register holds: reading them back changes nothing."""
    before = talent.register.read_bytes()
    for words in (["uit.csv"], ["kaal.csv", "--plain"], ["uit.xlsx"]):
        talent.ok("export", *words)
        talent.register.write_bytes(before)
        ran = talent.ok("import", words[0], "--go", "--anyway", "--json")
        assert {row["verdict"] for row in ran.data["rows"]} == {"same"}, words
    assert talent.register.read_bytes() == before


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("filled", [as_csv, pytest.param(as_xlsx, marks=pytest.mark.slow)])
def test_every_naughty_string_is_kept_as_a_text_or_refused_with_a_reason(
    talent: Talent, filled: Filled
) -> None:
    known = {f"Nr {n}": text for n, text in enumerate(NAUGHTY)}
    above = ["Naam", "Kan", "Opmerking", "Kleur"]
    file = filled([above, *([name, text, text, text] for name, text in known.items())])
    out = refused(talent, file)
    assert {known[name][:9] for name in out} == {"Roses are", "But now..", "The quic\x08"}
    assert set(out.values()) == {"control_in_text"}
    people = {each["id"]: each for each in records(talent, "residents")}
    full = {name: kept(text) for name, text in known.items() if name not in out}
    full = {name: text for name, text in full.items() if text}
    assert {
        each["name"]: each["extra"]["Kleur"] for each in people.values() if each.get("extra")
    } == full
    said = {people[each["about"][0]]["name"]: each["text"] for each in records(talent, "notes")}
    assert said == full
    can = [(people[s["owner"]]["name"], fold(s["text"])) for s in records(talent, "statements")]
    pieces = [(name, fold(piece)) for name, text in full.items() for piece in separated(text)]
    assert can == [*dict.fromkeys(pieces)], "what stands there twice is said once"
    seen(talent.ok("list", "talents"), *(talent.ok("show", who) for who in [*people][:480:40]))
    exported_same(talent)


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("filled", [as_csv, pytest.param(as_xlsx, marks=pytest.mark.slow)])
def test_every_naughty_string_is_a_name_or_refused_with_a_reason(
    talent: Talent, filled: Filled
) -> None:
    table = [[text, f"b{n}", f"06{n:08}"] for n, text in enumerate(NAUGHTY)]
    file = filled([["Naam", "Sleutel", "Tel"], *table])
    ran = talent.ok("import", file, "--go", "--skip-refused", "--doubtful", "new", "--json")
    rows = ran.data["rows"]
    codes = {row["problems"][0]["code"] for row in rows if row["verdict"] == "refused"}
    assert codes <= {"control_characters", "name_missing", "too_long"}
    names = {each["ref"]: each["name"] for each in records(talent, "residents")}
    assert len(names) == sum(row["verdict"] != "refused" for row in rows) > 430
    for text, key, _phone in table:
        assert names.get(key, kept(text)) in (kept(text), " ".join(kept(text).split()))
    seen(ran, talent.ok("list"), talent.ok("import", file))
    exported_same(talent)

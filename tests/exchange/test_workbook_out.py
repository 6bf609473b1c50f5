"""The workbook that goes out: cells that are what they look like, and what only it can say."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from talentregister import storage
from talentregister.cli.terms import term
from talentregister.errors import Refused
from talentregister.exchange import workbook, writing
from talentregister.exchange.headings import Kind
from talentregister.exchange.selection import Selection
from talentregister.exchange.workbook import Page
from talentregister.exchange.writing import Cell, Written
from talentregister.language import i18n
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Ended, Link, Side
from talentregister.model.note import Note
from talentregister.model.resident import Consent, Met, Resident
from talentregister.model.statement import Statement
from tests.exchange.desks import TODAY
from tests.exchange.helping import Desk, codes, verdicts
from tests.exchange.test_round_trip import NASTY

Sheets = dict[str, list[list[Any]]]


def opened(content: bytes) -> Sheets:
    """Every sheet of a workbook, as an independent reader sees it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = book.sheet_names
    return {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in names}


def part(content: bytes, name: str) -> str:
    """One of the XML files a workbook is made of."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def one(*rows: Sequence[Cell], above: Sequence[str] = ("Naam", "Wat")) -> bytes:
    """A workbook of one sheet with these rows."""
    return workbook.file_of([Page("Blad", Written(above, rows))], TODAY)


def all_of(desk: Desk) -> Sheets:
    """The workbook of the whole register."""
    pages = workbook.pages(Selection(desk.records), term)
    return opened(workbook.file_of(pages, desk.today))


@pytest.fixture
def furnished(desk: Desk) -> Desk:
    """Two residents, an initiative, and everything a sheet of people cannot say of them."""
    with storage.transaction(desk.home, "add", TODAY) as change:
        an = change.add(
            Resident,
            name="An de Vries",
            phone="0612345678",
            postcode="7811 AB",
            met=Met(on=date(2025, 9, 1)),
            consents=(
                Consent(purpose="share", given=True, on=date(2025, 9, 1), how="oral"),
                Consent(
                    purpose="approach",
                    given=True,
                    on=date(2025, 9, 1),
                    withdrawn=date(2026, 1, 2),
                ),
            ),
        )
        koor = change.add(Initiative, name="Koor", carriers=(an.id,))
        change.add(
            Statement, owner=an.id, kind="loves", text="=zingen", will_show="maybe",
            on=date(2025, 9, 1),
        )  # fmt: skip
        change.add(
            Statement, owner=an.id, kind="wants", text="een bed", size="short",
            own_network_tried=False, state="fulfilled",
        )  # fmt: skip
        link = change.add(
            Link,
            sides=(Side(who=an.id, share="yes"), Side(who=koor.id)),
            state="ended",
            why="zingt",
            ended=Ended(on=date(2026, 2, 3), why="verhuisd"),
        )
        change.add(
            FollowUp, about=an.id, due=date(2027, 5, 1), precision="month", reason="pensioen"
        )
        change.add(FollowUp, about=link.id, due=date(2026, 12, 5), kind="aftercare")
    return desk


# --- cells -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["0612345678", "7811 AB", "=1+1", "+31 6", "-5", "@x", "1,5", "01-02", "https://x.nl"]
)
def test_what_was_typed_is_text_and_nothing_else(text: str) -> None:
    content = one([text, "x"])
    assert opened(content)["Blad"][1] == [text, "x"]
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert sheet.count('t="s"') == 4


def test_no_text_carries_the_apostrophe_that_a_csv_needs() -> None:
    assert opened(one(["=1", "'=1"]))["Blad"][1] == ["=1", "'=1"]


@given(st.lists(st.tuples(NASTY, NASTY), max_size=5))
def test_any_table_of_nasty_strings_is_in_the_workbook_as_it_was(
    rows: list[tuple[str, str]],
) -> None:
    table = [[f"n{number}", *row] for number, row in enumerate(rows)]
    found = opened(one(*table, above=("Naam", "Kan", "Koekje")))["Blad"]
    assert found == [["Naam", "Kan", "Koekje"], *table]


def test_a_day_is_a_day_and_a_month_is_said_in_words() -> None:
    content = one([date(2027, 5, 1), "mei 2028"], [date(1900, 3, 1), date(1900, 2, 28)])
    found = opened(content)["Blad"]
    assert found[1] == [date(2027, 5, 1), "mei 2028"]
    # Excel counts a 29 February 1900 that never was.
    assert found[2] == [date(1900, 3, 1), "28-02-1900"]
    assert 'formatCode="dd-mm-yyyy"' in part(content, "xl/styles.xml")


def test_the_heading_stays_in_sight_above_filters_and_columns_that_fit() -> None:
    sheet = part(one(["An", "x" * 500], ["Bep", "y\nzz"]), "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1"' in sheet
    assert '<autoFilter ref="A1:B3"/>' in sheet
    narrow, wide = (float(found) for found in re.findall(r'<col [^>]*width="([\d.]+)"', sheet))
    assert 8 <= narrow < 10
    assert 45 <= wide < 46
    assert "<b/>" in part(one(), "xl/styles.xml")


@pytest.mark.parametrize("text", ["x" * 32_768, "😀" * 16_384])
def test_a_text_that_no_cell_of_excel_holds_is_refused_by_its_column(text: str) -> None:
    with pytest.raises(Refused) as error:
        one(["An", text])
    assert (error.value.code, error.value.parameters["column"]) == ("cell_too_long", "Wat")
    fits = text[: len(text) // 2]
    assert opened(one(["An", fits]))["Blad"][1][1] == fits


@pytest.mark.parametrize("text", ["half \ud83d", "_x0041_x0042_"])
def test_a_text_that_would_come_back_as_another_is_refused_by_its_column(text: str) -> None:
    with pytest.raises(Refused) as error:
        one(["An", text])
    assert (error.value.code, error.value.parameters) == ("cell_impossible", {"column": "Wat"})


def test_people_lie_in_no_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("mkstemp", "TemporaryFile", "NamedTemporaryFile", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, stopped)
    assert one(["An", "x"]) == one(["An", "x"])


# --- sheets ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("nl", ["Bewoners", "Initiatieven", "Gezegd", "Terugbellen", "Verbindingen", "Akkoord"]),
        ("en", ["Residents", "Initiatives", "Statements", "Follow-ups", "Links", "Consent"]),
    ],
)
def test_residents_come_first_and_every_sheet_has_a_name_she_knows(
    furnished: Desk, language: i18n.Language, names: list[str]
) -> None:
    i18n.use(language)
    assert list(all_of(furnished)) == names


@pytest.mark.parametrize(("kind", "name"), [("residents", "Bewoners"), ("initiatives", None)])
def test_people_have_the_columns_of_the_csv(furnished: Desk, kind: Kind, name: str | None) -> None:
    i18n.use("nl")
    written = writing.sheet(Selection(furnished.records), kind)
    found = all_of(furnished)[name or "Initiatieven"]
    assert found[0] == list(written.headings)
    assert found[1:] == [list(row) for row in written.rows]


def test_the_workbook_says_what_a_csv_cannot(furnished: Desk) -> None:
    i18n.use("nl")
    found = all_of(furnished)
    key = f"{furnished.records.meta.register}-r1"
    loves, wants = ([cell for cell in row if cell] for row in found["Gezegd"][1:])
    assert loves == [
        key, "An de Vries", "houdt van", "=zingen", "misschien", date(2025, 9, 1), "open",
    ]  # fmt: skip
    assert wants == [key, "An de Vries", "wil", "een bed", "kort", "nee", "vervuld"]
    after, promise = ([cell for cell in row if cell] for row in found["Terugbellen"][1:])
    assert after == [
        key, "An de Vries ↔ Koor", "hoe gaat het nu?", date(2026, 12, 5), "open",
    ]  # fmt: skip
    assert promise == [key, "An de Vries", "belofte", "mei 2027", "pensioen", "open"]
    link = [cell for cell in found["Verbindingen"][1] if cell]
    assert link == [
        key, "An de Vries", "Koor", "afgesloten", "zingt", "An de Vries: ja", date(2026, 2, 3),
        "verhuisd",
    ]  # fmt: skip
    share, approach = ([cell for cell in row if cell] for row in found["Akkoord"][1:])
    assert share == [key, "An de Vries", "delen", "ja", date(2025, 9, 1), "mondeling"]
    assert approach == [
        key, "An de Vries", "benaderen", "nee", date(2025, 9, 1), date(2026, 1, 2),
    ]  # fmt: skip


def test_nobody_who_is_frozen_goes_out_nor_what_names_them(desk: Desk) -> None:
    with storage.transaction(desk.home, "add", TODAY) as change:
        an = change.add(Resident, name="An")
        cor = change.add(Resident, name="Cor", status="frozen")
        koor = change.add(Initiative, name="Koor", carriers=(an.id, cor.id))
        for other in (koor.id, an.id):
            link = change.add(Link, sides=(Side(who=cor.id), Side(who=other)))
            change.add(FollowUp, about=link.id, due=TODAY, reason="Cor vragen")
        change.add(Statement, owner=cor.id, kind="can", text="Cor kan koken")
        change.add(Link, sides=(Side(who=an.id), Side(who=koor.id)))
    assert "Cor" not in str(all_of(desk))
    chosen = Selection(desk.records, lambda party: party.name == "An")
    assert [link.between for link in chosen.links] == [(an.id, koor.id)]
    assert (chosen.people("residents"), chosen.people("initiatives")) == (1, 0)


def test_notes_that_fill_a_cell_go_on_in_a_next_column_and_come_back(desk: Desk) -> None:
    long = "koffie " * 2000
    with storage.transaction(desk.home, "add", TODAY) as change:
        who = change.add(Resident, name="An")
        for number in range(5):
            change.add(Note, about=(who.id,), text=f"{number} {long}".strip(), on=TODAY)
        change.add(FollowUp, about=who.id, due=TODAY, reason="een")
        change.add(FollowUp, about=who.id, due=date(2027, 1, 2), reason="twee")
    i18n.use("nl")
    written = writing.sheet(Selection(desk.records), "residents")
    assert max(len(cell) for cell in written.rows[0] if isinstance(cell, str)) <= 20_000
    assert list(written.headings)[-5:] == [f"Opmerkingen{n}" for n in ("", " 2", " 3", " 4", " 5")]
    due = list(written.headings).index("Terugbellen op")
    assert list(written.headings)[due : due + 4] == [
        "Terugbellen op", "Reden", "Terugbellen op 2", "Reden 2",
    ]  # fmt: skip
    plan = desk.plan_of(desk.give())
    assert verdicts(plan) == ["same"], codes(plan)

"""What goes out comes in again the same: cells, sheets, registers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from talentregister import storage
from talentregister.errors import Refused
from talentregister.exchange import delimited, headings, reading, workbook, writing
from talentregister.exchange.cells import ALSO, STATEMENTS, day_written, told
from talentregister.language import i18n
from talentregister.model import availability
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.note import Note
from talentregister.model.resident import Met, Referrer, Resident, Spoken
from talentregister.model.statement import Statement
from talentregister.register.texts import name, words
from tests.exchange.desks import TODAY
from tests.exchange.helping import Desk, codes, verdicts
from tests.exchange.nasty import NAUGHTY
from tests.exchange.registers import costly

LIVE = ("=1+1", "+1", "-5 graden", "@x", "\t=1", "\r=1", "＝1", "'=1", "''=1", "'＋")
WORDS = ("'s-Gravenhage", "'t Hooft", "O'Brien", "'", "''", "'a=1", "0612345678", "a;b", 'a"b')
NASTY = st.one_of(
    st.sampled_from([*LIVE, *WORDS, "sep=;", "a\nb", "a\r\nb", "a\rb", "NULL", "1,5", "01-02"]),
    st.sampled_from(NAUGHTY),
    st.sampled_from(["1-2-2026: koffie", "als het regent", "a;;b", "x\n\ny", "\u200b", "\u202ea"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
)


# --- cells -------------------------------------------------------------------


@given(NASTY)
def test_the_guard_is_taken_off_exactly_once(cell: str) -> None:
    assert delimited.unguarded(delimited.guarded(cell)) == cell


@pytest.mark.parametrize("cell", [*LIVE, "-trainer", "+31 6 12345678"])
def test_no_cell_that_a_spreadsheet_runs_goes_out_bare(cell: str) -> None:
    assert delimited.guarded(cell).startswith("'")


@pytest.mark.parametrize("cell", WORDS)
def test_an_apostrophe_that_belongs_to_the_word_is_left_alone(cell: str) -> None:
    assert delimited.guarded(cell) == cell == delimited.unguarded(cell)


def as_workbook(table: list[list[str]]) -> bytes:
    """A workbook of one sheet with this table."""
    above, *rows = table
    return workbook.file_of([workbook.Page("Blad", writing.Written(above, rows))], TODAY)


WRITERS = {"excel": delimited.written, "plain": partial(delimited.written, plain=True)}


@pytest.mark.parametrize("writer", [*WRITERS.values(), as_workbook], ids=[*WRITERS, "xlsx"])
@given(st.lists(st.lists(NASTY, min_size=3, max_size=3), max_size=5))
@example([["=1", "'=1", "''=1"], ["", "x\r\ny", "\ufeff"]])
@example([["0612345678", "1e5", "01-02-2026"], ["TRUE", "1,5", "  x "]])
def test_any_table_of_nasty_strings_comes_back_as_it_was(
    writer: Callable[[list[list[str]]], bytes], table: list[list[str]]
) -> None:
    # A name is never empty: without it a line may be blank, and blank lines are skipped.
    rows = [[f"n{number}", *row] for number, row in enumerate(table)]
    above = ["Naam", "Opmerking", "Kan", "Koekje"]
    with folder() as place:
        path = place / "blad"  # judged by what is in it
        path.write_bytes(writer([above, *rows]))
        found = reading.read(path, headings.known)
    assert list(found.headings) == above
    assert [list(line.cells) for line in found.lines] == rows


def test_a_sheet_of_ours_opens_in_a_dutch_excel() -> None:
    written = delimited.written([["Naam", "Kan"], ["Zoë", "a;b"]])
    assert written == '\ufeffNaam;Kan\r\nZoë;"a;b"\r\n'.encode()
    assert delimited.written([["Naam", "Kan"]], plain=True) == b"Naam,Kan\r\n"


@pytest.mark.parametrize("language", ["nl", "en"])
@given(
    day=st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    precision=st.sampled_from(["day", "month", "season", "year"]),
)
def test_the_day_of_a_promise_survives_its_cell(
    language: i18n.Language, day: date, precision: str
) -> None:
    i18n.use(language)
    from talentregister.language import dates

    followup = FollowUp(id="f1", created=day, changed=day, about="r1", due=day, precision=precision)  # type: ignore[arg-type]
    assert dates.read(told(day_written(followup)), date(2026, 11, 21)).day == day


# --- registers ---------------------------------------------------------------


def kept(text: str) -> str:
    """A text as the register would keep it; empty when it would not."""
    try:
        return words(text, "text", anyway=True)
    except Refused:
        return ""


def called(text: str) -> str:
    """A single line as the register would keep it; empty when it would not."""
    try:
        return name(text, "text")
    except Refused:
        return ""


TEXTS = NASTY.map(kept)
FULL = TEXTS.filter(bool)
LINES = NASTY.map(called).filter(bool)
TIMES = st.sampled_from(["di do avond", "vanaf 1 mei 2027", "niet op zondag", "=1+1", "na 9"])
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
PLAIN = ["An de Vries", "Vries, de, An", "Noor", "'t Hooft, Bep", "=Kees", "Zoë", "An de Vreis",
         "noor"]  # fmt: skip
# Married, shortened, written otherwise, turned round.
ALIKE = ["Geesje Wolthuis", "Wolthuis-Pol, G.", "Geesje Pol", "Mohammed Yılmaz", "Muhammed Yilmaz",
         "Yılmaz Mohammed", "An; Bep"]  # fmt: skip
NAMES = st.sampled_from([*PLAIN, *ALIKE])


# Made once: making a strategy takes longer than drawing from it.
KNOWN: dict[str, st.SearchStrategy[object]] = {
    "address": LINES,
    "area": LINES,
    "availability": TIMES.map(lambda text: availability.read(text, TODAY)),
    "contact_by": st.just("visit"),
    "email": st.sampled_from(["an@example.org", "bep@example.org"]),
    "extra": st.dictionaries(LINES, FULL, max_size=2)
    | st.fixed_dictionaries({ALSO: st.just("Geesje Pol\nG. Wolthuis-Pol")}),
    "given": LINES,
    "languages": st.just((Spoken(name="Frans", level="B1"), Spoken(name="Fries"))),
    "met": st.builds(Met, on=DAYS, occasion=TEXTS, through=TEXTS),
    "nickname": LINES,
    "phone": st.sampled_from(["0612345678", "+32470123456", "0591123456"]),
    "postcode": st.just("7811 AB"),
    "ref": st.sampled_from(["A1", "A2", "abcdef-r1"]),
    "referrer": st.builds(Referrer, organisation=LINES, talks=st.integers(0, 3)),
    "rhythm": st.integers(1, 24),
    "status": st.sampled_from(["active", "stopped", "resting"]),
    "surname": LINES,
}
CHOSEN = st.sets(st.sampled_from(sorted(KNOWN)), max_size=6)


@st.composite
def residents(draw: st.DrawFn) -> dict[str, object]:
    """What may be known of somebody."""
    return {"name": draw(NAMES), **{key: draw(KNOWN[key]) for key in sorted(draw(CHOSEN))}}


@contextmanager
def folder() -> Iterator[Path]:
    """A directory for one example."""
    place = Path(tempfile.mkdtemp())
    try:
        yield place
    finally:
        shutil.rmtree(place)


@costly
@pytest.mark.parametrize("language", ["nl", "en"])
@given(people=st.lists(residents(), min_size=1, max_size=4), data=st.data())
def test_our_own_sheet_changes_nothing(
    language: i18n.Language, people: list[dict[str, object]], data: st.DataObject
) -> None:
    i18n.use(language)
    with folder() as place:
        desk = Desk(place)
        with storage.transaction(desk.home, "add", desk.today) as change:
            ids = [change.add(Resident, **person).id for person in people]
            for owner in ids:
                for kind in data.draw(st.lists(st.sampled_from(STATEMENTS), max_size=3)):
                    change.add(Statement, owner=owner, kind=kind, text=data.draw(FULL))
                for text in data.draw(st.lists(FULL, max_size=2)):
                    on = data.draw(st.none() | DAYS)
                    change.add(Note, about=(owner,), text=text, on=on)
                for reason in data.draw(st.lists(TEXTS, max_size=2)):
                    how = st.sampled_from(["day", "month", "season", "year"])
                    told = {
                        "due": data.draw(DAYS),
                        "precision": data.draw(how),
                        "condition": data.draw(st.just("") | FULL),
                        "state": data.draw(st.sampled_from(["open", "open", "done"])),
                    }
                    change.add(FollowUp, about=owner, reason=reason, **told)
        before = desk.bytes
        for file in (desk.give(plain=data.draw(st.booleans())), desk.give_workbook()):
            plan = desk.plan_of(file)
            assert set(verdicts(plan)) <= {"same"}, codes(plan)
            assert not plan.touched
        assert desk.bytes == before


@costly
@given(
    carriers=st.lists(st.sampled_from([0, 1, 2]), unique=True),
    fields=st.fixed_dictionaries(
        {
            "name": LINES.filter(lambda name: len(name) < 200),
            "description": TEXTS,
            "kind": st.sampled_from(["residents", "association", "drop_in", "partner"]),
            "state": st.sampled_from(["idea", "exploring", "running", "stopped"]),
            "place": LINES,
            "contact": LINES,
        }
    ),
)
def test_our_own_sheet_of_initiatives_changes_nothing(
    carriers: list[int], fields: dict[str, object]
) -> None:
    with folder() as place:
        desk = Desk(place)
        with storage.transaction(desk.home, "add", desk.today) as change:
            ids = [change.add(Resident, name=name).id for name in ("An", "An", "Bep; Bakker")]
            who = tuple(ids[number] for number in carriers)
            change.add(Initiative, carriers=who, **fields)
        for file in (desk.give("initiatives"), desk.give_workbook()):
            plan = desk.plan_of(file, kind="initiatives")
            assert verdicts(plan) == ["same"], codes(plan)


CELLS = st.lists(
    st.tuples(
        st.sampled_from(PLAIN),
        st.sampled_from(["", "0612345678", "612345678", "0591 123456", "x"]),
        st.sampled_from(["", "Dorpsstraat 1", "Dorpsstr. 1", "Plein 2"]),
        st.sampled_from(["", "naaien", "Naaien; koken", "koken\nbreien"]),
        st.sampled_from(["", "mei 2027", "volgend jaar", "1-9-2025"]),
        st.sampled_from(["", "tuin", "fiets; tuin"]),
        st.sampled_from(["", "hond", "1-1-2026: koffie"]),
    ),
    max_size=6,
)


# Rows that are skipped were not imported: the next time more may be known of them.
@costly
@pytest.mark.parametrize("choice", ["new", "same"])
@given(rows=CELLS)
def test_importing_twice_is_importing_once(choice: str, rows: list[tuple[str, ...]]) -> None:
    from talentregister.exchange.planning import Answer

    answer = Answer(choice)  # type: ignore[arg-type]
    above = ("Naam", "Tel", "Straat", "Kan", "Terugbellen op", "Reden", "Opmerking")
    lines = ["|".join(row) for row in (above, *rows)]
    with folder() as place:
        desk = Desk(place)
        desk.take(*lines, doubtful=answer)
        before = desk.bytes
        desk.today = date(2027, 12, 1)
        plan = desk.take(*lines, doubtful=answer)
        assert not {"new", "changed"} & set(verdicts(plan))
        assert desk.bytes == before

"""Forgetting, as values: what goes, what is rewritten, what is asked, what is still counted."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import inspect

from talentregister.language.names import fold
from talentregister.model.availability import Availability
from talentregister.model.base import Record
from talentregister.model.followup import Closed, FollowUp
from talentregister.model.initiative import Initiative, Result
from talentregister.model.link import Ended, Link, Reached, Rejection, Side
from talentregister.model.note import Note, Round
from talentregister.model.records import KINDS, TABLES, Records, Register
from talentregister.model.resident import Met, Referrer, Resident, Spoken
from talentregister.model.statement import Statement
from talentregister.privacy import erasure
from talentregister.privacy.erasure import Stored, again, eraser, instructions, mentions, tallies
from talentregister.privacy.naming import REMOVED, words_for
from tests.privacy.people import META, TODAY, made, records_of, resident

PHONE, MAIL, DOOR = "0612345678", "ahmet@example.org", "Dorpsstraat 1"
AHMET = resident(1, "Ahmet Yılmaz", phone=PHONE, email=MAIL, address=DOOR)
JOKE = resident(2, "Joke Bakker")


def told(records: Records, **more: Any) -> dict[str, Any]:
    """How to forget the first resident."""
    gone = records.residents["r1"]
    return instructions(gone, words_for(records, gone), **more)


def after(*records: Record, **more: Any) -> dict[str, Stored]:
    """What is left of a register without its first resident."""
    kept = records_of(AHMET, *records)
    erase = eraser(told(kept, **more))
    everything = (r for name in TABLES.values() for r in getattr(kept, name).values())
    left = (erase(msgspec.to_builtins(record)) for record in everything)
    return {stored["id"]: stored for stored in left if stored is not None}


def test_a_resident_goes_with_everything_that_is_theirs() -> None:
    left = after(
        JOKE,
        made(Statement, 1, owner="r1", kind="can", text="voetbal"),
        made(Note, 1, about=("r1",), text="wil rust"),
        made(FollowUp, 1, about="r1", due=TODAY, reason="bellen"),
        made(Rejection, 1, pair=("r2", "r1")),
    )
    assert list(left) == ["r2"]


def test_links_go_with_what_was_promised_about_them() -> None:
    left = after(
        JOKE,
        made(Initiative, 1, name="Leeskring"),
        made(Link, 1, sides=(Side(who="r1"), Side(who="r2"))),
        made(Link, 2, sides=(Side(who="r2"), Side(who="i1"))),
        made(FollowUp, 1, about="l1", due=TODAY, kind="aftercare"),
        made(FollowUp, 2, about="l2", due=TODAY, kind="aftercare"),
    )
    assert list(left) == ["r2", "i1", "l2", "f2"]


def test_a_note_about_several_keeps_the_others() -> None:
    left = after(JOKE, made(Note, 1, about=("r1", "r2"), text="samen koffie"))
    assert left["n1"]["about"] == ["r2"]
    assert left["n1"]["text"] == "samen koffie"


def test_an_initiative_loses_its_carrier() -> None:
    left = after(JOKE, made(Initiative, 1, name="Tuin", carriers=("r1", "r2")))
    assert left["i1"]["carriers"] == ["r2"]


def test_what_points_at_their_words_does_not_dangle() -> None:
    left = after(
        JOKE,
        made(Initiative, 1, name="Tuin"),
        made(Statement, 1, owner="r1", kind="can", text="snoeien"),
        made(Statement, 2, owner="r2", kind="can", text="zaaien"),
        made(Link, 1, sides=(Side(who="r2"), Side(who="i1")), statements=("s1", "s2")),
        made(Rejection, 1, pair=("r2", "i1"), ask="s1"),
        made(Rejection, 2, pair=("r2", "i1"), ask="s2"),
    )
    assert left["l1"]["statements"] == ["s2"]
    assert [key for key in left if key.startswith("x")] == ["x2"]


SAYS = f"Ahmet Yılmaz, {PHONE}, {MAIL}, {DOOR}, AHMET YILMAZ"
CUT = ", ".join([REMOVED] * 5)
EVERYWHERE: tuple[Record, ...] = (
    resident(
        2, "Joke Bakker", area=SAYS, postcode=SAYS, ref=SAYS,
        languages=(Spoken(name="Turks", level=SAYS),),
        met=Met(occasion=SAYS, through=SAYS), referrer=Referrer(organisation=SAYS),
        availability=Availability(condition=SAYS, note=SAYS), extra={"who": SAYS, "kind": SAYS},
    ),
    made(
        Initiative, 1, name=SAYS, description=SAYS, area=SAYS, place=SAYS, schedule=SAYS,
        contact=SAYS, results=(Result(on=TODAY, text=SAYS),), ref=SAYS,
        extra={"about": SAYS, "id": SAYS},
    ),
    made(
        Statement, 1, owner="r2", kind="can", text=SAYS, needs=SAYS, themes=(SAYS,),
        availability=Availability(condition=SAYS, note=SAYS),
    ),
    made(Note, 1, about=("r2",), text=SAYS, by=SAYS, occasion=SAYS),
    made(Round, 1, street=SAYS, on=TODAY),
    made(
        Link, 1, sides=(Side(who="r2"), Side(who="i1")), why=SAYS, company=SAYS, guide=SAYS,
        ring=SAYS, ended=Ended(on=TODAY, why=SAYS),
    ),
    made(
        FollowUp, 1, about="r2", due=TODAY, condition=SAYS, reason=SAYS,
        closed=Closed(on=TODAY, text=SAYS),
    ),
    made(Rejection, 1, pair=("r2", "i1"), why=SAYS),
)  # fmt: skip


def words_in(kind: inspect.Type) -> int:
    """How many texts the model has room for in a value of this type."""
    match kind:
        case inspect.UnionType():
            return max(words_in(one) for one in kind.types)
        case inspect.StructType():
            fields = erasure.fields_of(kind.cls).values()
            return sum(words_in(one) for one in fields)
        case inspect.VarTupleType():
            return words_in(kind.item_type)
        case inspect.DictType():
            return 2
        case inspect.StrType():
            return int(kind != erasure.ID)
    return 0


@pytest.mark.parametrize("record", EVERYWHERE, ids=lambda record: type(record).__name__)
def test_every_text_of_the_model_is_rewritten(record: Record) -> None:
    left = after(JOKE, *EVERYWHERE)[record.id]
    stored = json.dumps(left, ensure_ascii=False)
    assert PHONE not in stored
    assert "lmaz" not in stored.casefold()
    own = len(erasure.OWN) + 1 if isinstance(record, Resident) else 0  # and the language
    rooms = words_in(inspect.type_info(type(record))) - own
    assert stored.count(CUT) == rooms
    msgspec.convert(left, type(record))


def test_there_is_a_record_of_every_kind_above() -> None:
    assert {type(record) for record in EVERYWHERE} == {*KINDS.values()}


def test_what_the_model_does_not_know_is_taken_for_words() -> None:
    erase = eraser(told(records_of(AHMET)))
    stored = {"id": "n1", "about": ["r2"], "text": "koffie", "later": [{"Ahmet Yılmaz": [SAYS, 3]}]}
    assert erase(stored) == {**stored, "later": [{REMOVED: [CUT, 3]}]}


def test_headings_that_become_alike_are_both_kept() -> None:
    extra = {"Ahmet Yılmaz": "ja", PHONE: "nee", "Ahmet Yilmaz": "soms"}
    left = after(resident(2, "Joke", extra=extra))["r2"]["extra"]
    assert left == {REMOVED: "ja", f"{REMOVED} 2": "nee", f"{REMOVED} 3": "soms"}


def test_tokens_are_never_words() -> None:
    gone = resident(1, "Story Yes", nickname="Week")
    kept = (
        made(Note, 1, about=("r2",), text="x", kind="story", consent="by_name"),
        resident(2, "Joke", availability=Availability(slots=("mon_morning",), every="week")),
    )
    records = records_of(gone, *kept)
    every = told(records, also=[(r.id, f) for r in kept for f in ("kind", "availability")])
    erase = eraser({**every, "sure": ["story", "week", "mon_morning", "by_name", "r2"]})
    for record in kept:
        left = erase(msgspec.to_builtins(record))
        assert msgspec.convert(left, type(record)) == record


def test_somebodys_own_particulars_stay() -> None:
    housemate = resident(2, "Elif Yılmaz", phone=PHONE, email=MAIL, address=DOOR, nickname="Ahmet")
    namesake = resident(3, "Ahmet Yılmaz", phone="0698765432")
    assert after(housemate)["r2"] == msgspec.to_builtins(housemate)
    assert after(namesake)["r3"] == msgspec.to_builtins(namesake)


def test_a_text_that_grows_beyond_what_fits_stays_readable() -> None:
    full = ("Bo de Wit " * 2000)[:20_000]
    title = ("Bo de Wit " * 20)[:200]
    bo = records_of(
        resident(1, "Bo de Wit"),
        made(Note, 1, about=("r2",), text=full),
        made(Initiative, 1, name=title),
    )
    erase = eraser({**told(bo), "sure": ["Bo", "de Wit"]})
    for record in (bo.notes["n1"], bo.initiatives["i1"]):
        left = erase(msgspec.to_builtins(record))
        msgspec.convert(left, type(record))
        assert "Bo" not in str(left)


def said(records: Records) -> tuple[list[str], list[str]]:
    found = mentions(records, told(records))
    return [f"{m.record} {m.field}" for m in found.sure], [
        f"{m.record} {m.field}" for m in found.doubtful
    ]


def test_what_becomes_removed_and_what_has_to_be_asked_are_told_apart() -> None:
    records = records_of(
        AHMET, JOKE,
        made(Note, 1, about=("r2",), text="koffie met Ahmet Yılmaz"),
        made(Note, 2, about=("r2",), text="koffie met Ahmet"),
        made(Note, 3, about=("r2",), text="Ahmet Yılmaz en nog een keer Ahmet", by="mw. Yilmaz"),
        made(Note, 4, about=("r2",), text="koffie"),
        made(Note, 5, about=("r1",), text="Ahmet zelf"),
    )  # fmt: skip
    sure, doubtful = said(records)
    assert sure == ["n1 text", "n3 text", "n3 by"]
    assert doubtful == ["n2 text", "n3 text"]


def test_a_surname_that_is_a_word_is_asked_but_an_area_of_that_name_is_not() -> None:
    records = records_of(
        resident(1, "Piet Bakker"),
        resident(2, "Elif", area="Bakker"),
        made(Round, 1, street="Bakker", on=TODAY),
        made(Note, 1, about=("r2",), text="brood van de bakker"),
    )
    assert said(records) == ([], ["n1 text"])


def test_a_name_that_somebody_else_is_called_by_is_asked() -> None:
    records = records_of(AHMET, resident(2, "moeder van Ahmet Yılmaz"))
    assert said(records) == ([], ["r2 name"])
    left = after(resident(2, "moeder van Ahmet Yılmaz"), also=[("r2", "name")])
    assert left["r2"]["name"] == f"moeder van {REMOVED}"
    assert after(resident(2, "moeder van Ahmet Yılmaz"))["r2"]["name"] == "moeder van Ahmet Yılmaz"


def test_an_agreed_mention_goes_in_that_field_of_that_record_only() -> None:
    notes = [made(Note, n, about=("r2",), text="Ahmet en AHMET belden", by="Ahmet") for n in (1, 2)]
    left = after(JOKE, *notes, also=[("n1", "text")])
    assert left["n1"]["text"] == f"{REMOVED} en {REMOVED} belden"
    assert left["n1"]["by"] == "Ahmet"
    assert left["n2"]["text"] == "Ahmet en AHMET belden"


def test_a_mention_shows_the_words_around_it_once_a_field() -> None:
    elif_ = resident(2, "Elif", extra={"a": "met Ahmet", "b": "zonder Ahmet", "c": "niemand"})
    found = mentions(records_of(AHMET, elif_), told(records_of(AHMET, elif_)))
    [mention] = found.doubtful
    assert mention == ("r2", "extra", "met Ahmet / zonder Ahmet")


def test_instructions_are_plain_json() -> None:
    made_ = told(records_of(AHMET, JOKE), also=[("n1", "text"), ("n1", "by")])
    assert json.loads(json.dumps(made_)) == made_
    assert made_["also"] == {"n1": ["text", "by"]}


def test_forgetting_again_takes_the_names_from_the_backup() -> None:
    records = records_of(AHMET, JOKE, made(Note, 1, about=("r1", "r2"), text=SAYS))
    tables: dict[str, Any] = {
        name: {r.id[1:]: msgspec.to_builtins(r) for r in getattr(records, name).values()}
        for name in TABLES.values()
    }
    document = {"meta": msgspec.to_builtins(META), **tables, "undo": {}}
    erase = again(document, frozenset({"r1", "s9"}))
    assert erase(msgspec.to_builtins(AHMET)) is None
    left = erase(msgspec.to_builtins(records.notes["n1"]))
    assert left is not None
    assert (left["about"], left["text"]) == (["r2"], CUT)
    assert erase({"id": "s9", "owner": "r2", "kind": "can", "text": "x"}) is None


def test_the_tallies_keep_what_the_year_counted() -> None:
    then = date(2025, 3, 1)
    records = records_of(
        resident(1, "Ahmet", met=Met(on=date(2024, 5, 1))), JOKE,
        made(Note, 1, about=("r1",), text="a", on=then),
        made(Note, 2, about=("r1",), text="b", on=TODAY, kind="story"),
        made(Note, 3, about=("r1",), text="c"),
        made(Note, 4, about=("r1", "r2"), text="d", on=TODAY),
        made(Link, 1, sides=(Side(who="r1"), Side(who="r2")), history=(
            Reached(state="introduced", on=then), Reached(state="running", on=TODAY))),
        made(Link, 2, sides=(Side(who="r1"), Side(who="r2")),
             ended=Ended(on=then, fulfilled=True)),
        made(Link, 3, sides=(Side(who="r1"), Side(who="r2"))),
    )  # fmt: skip
    assert tallies(records, records.residents["r1"]) == {
        "2024": {"residents": 1},
        "2025": {"contacts": 1, "introductions": 2},
        "2026": {"contacts": 1, "stories": 1},
    }


def test_who_was_never_met_counts_in_the_year_of_writing_down() -> None:
    assert tallies(records_of(AHMET), AHMET) == {"2026": {"residents": 1}}


GIVEN_NAMES = st.sampled_from(["Ahmet", "Zoë", "Jan Willem", "Mei-Ling", "Łucja", "Wil", "Ngọc"])
SURNAMES = st.sampled_from(
    [
        "Yılmaz",
        "van Gogh",
        "de Boer",
        "Bakker",
        "el Idrissi",
        "Çelik",
        "'t Hooft",
        "Hoekstra-de Boer",
    ]
)
PHONES = st.from_regex(r"06[1-9]\d{7}", fullmatch=True)
WRITTEN = st.sampled_from(["{}", "NFD", "upper", "bare", "turned"])


def written(name: str, surname: str, given: str, how: str) -> str:
    """A whole name as somebody may write it."""
    ways = {
        "NFD": unicodedata.normalize("NFD", name),
        "upper": name.upper(),
        "bare": fold(name),
        "turned": f"{surname}, {given}",
    }
    return ways.get(how, name)


@st.composite
def registers(draw: st.DrawFn) -> tuple[Register, str, str]:
    """A register in which somebody is named all over, with the name and the phone."""
    given_name, surname, phone = draw(GIVEN_NAMES), draw(SURNAMES), draw(PHONES)
    name = f"{given_name} {surname}"
    others = [
        resident(n, f"{draw(GIVEN_NAMES)} {draw(SURNAMES)}", extra={"a": draw(st.text(max_size=5))})
        for n in range(2, 5)
    ]
    people = [resident(1, name, phone=phone), *(o for o in others if o.name != name)]

    def words() -> str:
        named = written(name, surname, given_name, draw(WRITTEN))
        pieces = [draw(st.text(max_size=8)), named, phone, draw(st.text(max_size=8))]
        return " ".join(draw(st.permutations(pieces)))

    about = tuple(r.id for r in people)
    records = records_of(
        *people,
        made(Initiative, 1, name="Tuin", description=words(), carriers=about),
        made(Statement, 1, owner=people[-1].id, kind="can", text=words() or "x"),
        made(Note, 1, about=about, text=words(), occasion=words()),
        made(Link, 1, sides=(Side(who="r1"), Side(who="i1")), why=words()),
        made(FollowUp, 1, about="l1", due=TODAY, reason=words()),
        made(FollowUp, 2, about=people[-1].id, due=TODAY, closed=Closed(on=TODAY, text=words())),
    )
    return records._register, name, phone


@given(registers())
def test_no_whole_name_and_no_phone_survives_in_any_register(
    made_up: tuple[Register, str, str],
) -> None:
    register, name, phone = made_up
    records = Records(register)
    erase = eraser(told(records))
    left: list[Stored] = []
    for table in TABLES.values():
        for record in getattr(records, table).values():
            if (stored := erase(msgspec.to_builtins(record))) is not None:
                assert msgspec.convert(stored, KINDS[record.id[0]]).id == record.id
                left.append(stored)
    text = fold(json.dumps(left, ensure_ascii=False))
    assert fold(name) not in text
    assert phone not in text
    assert '"r1"' not in text
    assert '"l1"' not in text
    once_more = [erase(stored) for stored in left]
    assert once_more == left

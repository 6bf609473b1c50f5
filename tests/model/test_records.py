"""The records themselves: what they know of each other, and what survives a round trip."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.errors import Usage
from talentregister.language import i18n
from talentregister.model import tokens
from talentregister.model.base import validated
from talentregister.model.followup import Closed, FollowUp
from talentregister.model.initiative import InHands, Initiative, Result
from talentregister.model.link import Ended, Link, Reached, Rejection, Side
from talentregister.model.note import Note, Round
from talentregister.model.records import KINDS, LETTERS, TABLES, Meta, Records, Register
from talentregister.model.resident import Consent, Met, Referrer, Resident, Spoken
from talentregister.model.rules import missing_for
from talentregister.model.statement import Statement, separated

DAY = date(2026, 11, 21)
BASE: dict[str, Any] = {"created": DAY, "changed": DAY}
META = Meta(format=1, version="0", register="abcdef", generation=1, written=DAY)

text = st.text(max_size=40)
title = st.text(min_size=1, max_size=40)
words = st.text(min_size=1, max_size=40)
day = st.dates(min_value=date(1900, 1, 1))
answers = st.sampled_from(["yes", "no", "not_asked"])


def numbered(letter: str) -> st.SearchStrategy[str]:
    return st.integers(1, 99_999).map(lambda n: f"{letter}{n}")


def base(letter: str) -> dict[str, st.SearchStrategy[Any]]:
    return {"id": numbered(letter), "created": day, "changed": day, "rev": st.integers(0, 9999)}


residents = st.builds(
    Resident,
    **base("r"),
    name=title, nickname=text, area=text, phone=text, ref=text,
    contact_by=st.none() | st.sampled_from(["phone", "email", "visit", "app"]),
    languages=st.lists(st.builds(Spoken, name=title, level=text), max_size=2).map(tuple),
    met=st.none() | st.builds(Met, on=st.none() | day, occasion=text, through=text),
    referrer=st.none() | st.builds(Referrer, organisation=title, talks=st.integers(0, 3)),
    rhythm=st.none() | st.integers(1, 120),
    consents=st.lists(
        st.builds(
            Consent, purpose=st.sampled_from(["keep", "approach", "share", "story"]),
            given=st.booleans(), on=day, withdrawn=st.none() | day,
        ),
        max_size=3,
    ).map(tuple),
    status=st.sampled_from(["active", "resting", "stopped", "frozen"]),
    extra=st.dictionaries(text, text, max_size=2),
)  # fmt: skip
initiatives = st.builds(
    Initiative,
    **base("i"),
    name=title, description=text, carriers=st.lists(numbered("r"), max_size=3).map(tuple),
    in_hands_of=st.none()
    | st.builds(InHands, who=st.sampled_from(["worker", "shared", "residents"]), since=day),
    results=st.lists(st.builds(Result, on=day, text=words), max_size=2).map(tuple),
    state=st.sampled_from(["idea", "exploring", "running", "resting", "stopped"]),
)  # fmt: skip
statements = st.builds(
    Statement,
    **base("s"),
    owner=numbered("r"), kind=st.sampled_from(["loves", "can", "wants", "has"]), text=words,
    size=st.none() | st.sampled_from(["short", "longer"]), on=st.none() | day,
    state=st.sampled_from(["open", "talking", "fulfilled", "expired", "withdrawn"]),
    themes=st.lists(title, max_size=2).map(tuple),
)  # fmt: skip
followups = st.builds(
    FollowUp,
    **base("f"),
    about=numbered("r"), due=day, on=st.none() | day, reason=text, condition=text,
    precision=st.sampled_from(["day", "month", "season", "year"]),
    moved=st.lists(day, max_size=3).map(tuple),
    closed=st.none() | st.builds(Closed, on=day, text=text),
    state=st.sampled_from(["open", "done", "dropped"]),
)  # fmt: skip
links = st.builds(
    Link,
    **base("l"),
    sides=st.lists(
        st.builds(
            Side, who=numbered("r"), share=answers,
            click=st.sampled_from(["yes", "doubt", "no", "unknown"]),
        ),
        min_size=2, max_size=3,
    ).map(tuple),
    why=text, ring=text, first_visit=st.none() | day,
    history=st.lists(
        st.builds(Reached, state=st.sampled_from(["proposed", "introduced"]), on=day), max_size=2
    ).map(tuple),
    ended=st.none() | st.builds(Ended, on=day, why=text, fulfilled=st.booleans()),
)  # fmt: skip
everything = st.one_of(
    residents, initiatives, statements, followups, links,
    st.builds(Note, **base("n"), about=st.lists(numbered("r"), max_size=3).map(tuple), text=words,
              on=st.none() | day),
    st.builds(Round, **base("o"), street=title, on=day, doors=st.integers(0, 99)),
    st.builds(Rejection, **base("x"), pair=st.tuples(numbered("r"), numbered("i")), why=text),
)  # fmt: skip


@given(everything)
def test_a_record_survives_json_and_validation(record: Any) -> None:
    kind = type(record)
    assert msgspec.json.decode(msgspec.json.encode(record), type=kind) == record
    assert msgspec.convert(msgspec.to_builtins(record), kind) == record
    assert validated(record) == record


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": "x" * 201}, {"status": "gone"},
        {"area": "x" * 20_001}, {"rhythm": "6"}, {"consents": [{"purpose": "sell"}]},
    ],
    ids=str,
)  # fmt: skip
def test_what_does_not_fit_the_model_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        validated(Resident(**{"id": "r1", "name": "Kees", **BASE, **wrong}))


def test_every_table_has_a_letter_and_a_kind() -> None:
    assert set(TABLES) == set(KINDS) == set(LETTERS.values())
    assert set(TABLES.values()) == {
        field.name for field in msgspec.structs.fields(Register) if field.name != "meta"
    }


def register(**tables: dict[str, Any]) -> Records:
    return Records(Register(meta=META, **tables))


@pytest.fixture
def small() -> Records:
    return register(
        residents={
            "1": Resident(id="r1", name="Joke Bakker", nickname="Jo", ref="B-1", **BASE),
            "2": Resident(id="r2", name="jo", **BASE),
        },
        initiatives={"1": Initiative(id="i1", name="Joke Bakker", ref="B-1", **BASE)},
        statements={"1": Statement(id="s1", owner="r1", kind="can", text="x", **BASE)},
        notes={
            "1": Note(id="n1", about=("r1", "r2"), text="x", on=date(2026, 1, 1), **BASE),
            "2": Note(id="n2", about=("r1", "r1"), text="y", **BASE),
        },
        followups={
            "1": FollowUp(id="f1", about="r1", due=date(2027, 1, 1), **BASE),
            "2": FollowUp(id="f2", about="r1", due=date(2026, 1, 1), **BASE),
        },
        links={
            "1": Link(
                id="l1", sides=(Side(who="r1"), Side(who="i1")),
                history=(Reached(state="proposed", on=date(2026, 9, 1)),
                         Reached(state="asked", on=date(2026, 5, 1))), **BASE,
            )
        },
    )  # fmt: skip


def test_records_are_found_by_id_of_any_kind(small: Records) -> None:
    for key in ("r1", "i1", "s1", "n1", "f1", "l1"):
        found = small.get(key)
        assert found is not None
        assert found.id == key
    for key in ("r9", "z1", "", "Joke"):
        assert small.get(key) is None
    assert small.party("i1").name == "Joke Bakker"
    with pytest.raises(KeyError):
        small.party("r9")


def test_a_name_and_a_nickname_are_found_folded_and_once(small: Records) -> None:
    assert [p.id for p in small.named("JÓKE  bakker")] == ["r1", "i1"]
    assert sorted(p.id for p in small.named("Jo")) == ["r1", "r2"]
    assert [p.id for p in small.with_ref("B-1")] == ["r1", "i1"]
    assert small.named("nobody") == ()


def test_whose_nickname_is_also_his_name_is_named_once() -> None:
    both = [Resident(id=id_, name="Jo", nickname="Jo", **BASE) for id_ in ("r1", "r2")]
    register = Register(meta=META, residents={r.id: r for r in both})
    assert [p.id for p in Records(register).named("jo")] == ["r1", "r2"]


def test_what_is_of_whom_is_in_the_order_it_was_written(small: Records) -> None:
    assert [s.id for s in small.statements_of("r1")] == ["s1"]
    assert [n.id for n in small.notes_about("r1")] == ["n1", "n2"]
    assert [f.id for f in small.followups_about("r1")] == ["f2", "f1"], "oldest day first"
    assert [link.id for link in small.links_of("i1")] == ["l1"]
    assert small.statements_of("r2") == ()


def test_the_last_contact_is_a_dated_note_or_a_step_that_is_more_than_a_proposal(
    small: Records,
) -> None:
    assert small.last_contact("r1") == date(2026, 5, 1)
    assert small.last_contact("r2") == date(2026, 1, 1)
    assert small.last_contact("r9") is None


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=4))
def test_the_last_word_about_a_purpose_counts(said: list[tuple[bool, bool]]) -> None:
    consents = tuple(
        Consent(purpose="approach", given=given, on=DAY, withdrawn=DAY if withdrawn else None)
        for given, withdrawn in said
    )
    resident = Resident(id="r1", name="x", consents=consents, **BASE)
    expected = "not_asked"
    if said:
        expected = "yes" if said[-1] == (True, False) else "no"
    assert resident.consent("approach") == expected
    assert resident.consent("share") == "not_asked"
    assert resident.silent is (expected == "no")


@pytest.mark.parametrize(
    ("kind", "carriers", "missing"),
    [("residents", (), 2), ("residents", ("r1",), 1), ("residents", ("r1", "r1"), 1),
     ("residents", ("r1", "r2"), 0), ("residents", ("r1", "r2", "r3"), 0), ("council", (), 0)],
)  # fmt: skip
def test_two_different_residents_carry_an_initiative(
    kind: Any, carriers: tuple[str, ...], missing: int
) -> None:
    found = Initiative(id="i1", name="x", kind=kind, carriers=carriers, **BASE)
    assert found.carriers_missing() == missing


def test_a_link_is_an_introduction_when_it_ever_was_one_or_ended_fulfilled() -> None:
    sides = (Side(who="r1"), Side(who="r2"))
    plain = Link(id="l1", sides=sides, **BASE)
    met = Link(id="l1", sides=sides, history=(Reached(state="introduced", on=DAY),), **BASE)
    helped = Link(id="l1", sides=sides, ended=Ended(on=DAY, fulfilled=True), **BASE)
    failed = Link(id="l1", sides=sides, state="failed", ended=Ended(on=DAY), **BASE)
    assert [link.was_introduction for link in (plain, met, helped, failed)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert not failed.open


SHARES = [("yes", "not_asked", True), ("not_asked", "yes", True), ("no", "yes", False),
          ("not_asked", "not_asked", False), ("not_asked", "no", False),
          ("yes", "no", True)]  # fmt: skip


@pytest.mark.parametrize(("said", "standing", "agrees"), SHARES)
def test_a_yes_on_the_link_or_a_standing_one_that_was_not_refused_there(
    said: Any, standing: str, agrees: bool
) -> None:
    consents = ()
    if standing != "not_asked":
        consents = (Consent(purpose="share", given=standing == "yes", on=DAY),)  # type: ignore[assignment]
    records = register(residents={"1": Resident(id="r1", name="x", consents=consents, **BASE)})
    link = Link(id="l1", sides=(Side(who="r1", share=said), Side(who="i1")), **BASE)
    missing = missing_for(link, "introduced", records)
    assert (missing == ()) is agrees
    assert missing_for(link, "asked", records) == ()
    assert missing_for(link, "ended", records) == ()


@given(st.text(max_size=60))
def test_separating_keeps_every_word_but_the_separators(typed: str) -> None:
    pieces = separated(typed)
    assert all(piece == piece.strip() and piece for piece in pieces)
    assert all(not set(piece) & set(";\n\r") for piece in pieces)
    left = typed.replace(";", " ").split()
    assert " ".join(pieces).split() == left


@pytest.mark.parametrize("enumeration", tokens.WORDS)
def test_every_token_is_read_as_itself_and_no_word_means_two(enumeration: str) -> None:
    heard: dict[str, str] = {}
    for token, others in tokens.WORDS[enumeration].items():
        for word in (token, token.replace("_", " "), token.upper(), *others):
            assert tokens.read(enumeration, word) == token, word
            assert heard.setdefault(word.casefold(), token) == token
    with pytest.raises(Usage) as refused:
        tokens.read(enumeration, "xyzzy")
    assert refused.value.code == "choice_unknown"


SHOWN_AND_TYPED = {"link_state": "state", "initiative_state": "state", "statement_state": "state",
                   "status": "state", "initiative_kind": "kind", "statement_kind": "kind",
                   "purpose": "purpose", "in_hands_of": "hands", "contact_by": "contact",
                   "answer": "answer", "click": "answer", "will_show": "answer",
                   "yes_no": "answer"}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("enumeration", SHOWN_AND_TYPED)
def test_what_is_shown_on_screen_can_be_typed_back(enumeration: str, language: Any) -> None:
    from talentregister.cli.terms import term

    i18n.use(language)
    for token in tokens.WORDS[enumeration]:
        shown = term(SHOWN_AND_TYPED[enumeration], token)
        assert tokens.read(enumeration, shown) == token, shown


def test_a_list_of_words_is_read_one_by_one() -> None:
    assert tokens.read_several("purpose", "bewaren, delen,") == ("keep", "share")
    assert tokens.read_several("purpose", " , ") == ()

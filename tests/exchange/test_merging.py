"""Two registers become one: who is whom, what comes along, whose word counts."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister import storage
from talentregister.errors import Refused
from talentregister.exchange import bringing, whole
from talentregister.exchange.merging import Merging
from talentregister.model.availability import Availability
from talentregister.model.base import Record
from talentregister.model.followup import Closed, FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Ended, Link, Reached, Rejection, Side
from talentregister.model.note import Note, Round
from talentregister.model.resident import Consent, Met, Resident, Spoken
from talentregister.model.statement import Statement
from talentregister.register import care
from talentregister.storage.erasure import CAME_FROM
from talentregister.storage.invariants import references
from tests.exchange.desks import TODAY
from tests.exchange.registers import Desk, costly, everything, fill, verdicts
from tests.exchange.test_round_trip import folder
from tests.storage.looking import rewrite

BEFORE, LATER = date(2026, 11, 1), date(2026, 12, 1)


class Pair(NamedTuple):
    """Her own register, in which somebody was before, and a colleague's."""

    ours: Desk
    theirs: Desk

    def take(self, answer: str = "", *, anyway: bool = True) -> Merging:
        """The colleague's register comes in."""
        return self.ours.take(self.theirs.export(), answer, anyway=anyway)

    def plan(self, answer: str = "", *, anyway: bool = True) -> Merging:
        """What that would do."""
        return self.ours.plan(self.theirs.export(), answer, anyway=anyway)


@pytest.fixture
def two(tmp_path: Path) -> Pair:
    """Two registers that know nothing of each other; one name here was given out already."""
    pair = Pair(Desk(tmp_path, "ours"), Desk(tmp_path, "theirs"))
    pair.ours.add(Resident, name="Wie Er Al Was", phone="0699999999")
    return pair


def of(desk: Desk, kind: type[Record]) -> list[Any]:
    """Every record of a kind."""
    records = desk.records
    return [r for key in everything(desk.home) if isinstance(r := records.get(key), kind)]


def named(desk: Desk, name: str) -> Resident:
    """The one resident of a name."""
    (found,) = [r for r in desk.records.residents.values() if r.name == name]
    return found


def everybody_finds_everybody(desk: Desk) -> None:
    records = desk.records
    for key in everything(desk.home):
        record = records.get(key)
        assert record is not None
        assert all(records.get(pointed) is not None for pointed in references(record))


# --- who is whom ---------------------------------------------------------------


def test_everything_of_somebody_new_comes_along_with_new_ids_that_point_right(two: Pair) -> None:
    theirs = two.theirs
    an = theirs.add(Resident, name="An de Vries", phone="0612345678")
    bep = theirs.add(Resident, name="Bep Smit")
    garden = theirs.add(Initiative, name="Tuin", carriers=(an, bep))
    club = theirs.add(Initiative, name="Club", grew_from=garden)
    wish = theirs.add(Statement, owner=bep, kind="wants", text="een tuin")
    can = theirs.add(Statement, owner=an, kind="can", text="snoeien")
    theirs.add(Note, about=(an, bep, club), text="samen koffie", on=BEFORE)
    theirs.add(Round, street="Irenestraat", on=BEFORE, doors=14, opened=6)
    link = theirs.add(Link, sides=(Side(who=bep), Side(who=an)), statements=(wish, can))
    theirs.add(FollowUp, about=link, due=LATER, kind="aftercare", reason="hoe gaat het")
    theirs.add(FollowUp, about=bep, due=LATER, reason="na de verhuizing")
    theirs.add(Rejection, pair=(an, garden), ask=wish, on=BEFORE)
    plan = two.take()
    assert plan.counts["new"] == 4
    found_an, found_bep = named(two.ours, "An de Vries"), named(two.ours, "Bep Smit")
    assert (found_an.id, found_bep.id) == ("r2", "r3")
    assert found_an.ref == f"{theirs.records.meta.register}-r1"
    (found_garden, found_club) = of(two.ours, Initiative)
    assert found_garden.carriers == ("r2", "r3")
    assert found_club.grew_from == found_garden.id
    (found_link,) = of(two.ours, Link)
    assert found_link.between == ("r3", "r2")
    texts = {s.id: (s.owner, s.text) for s in of(two.ours, Statement)}
    assert [texts[key] for key in found_link.statements] == [("r3", "een tuin"), ("r2", "snoeien")]
    assert [n.about for n in of(two.ours, Note)] == [("r2", "r3", found_club.id)]
    assert {f.about for f in of(two.ours, FollowUp)} == {found_link.id, "r3"}
    (no,) = of(two.ours, Rejection)
    assert (set(no.pair), texts[no.ask]) == ({"r2", found_garden.id}, ("r3", "een tuin"))
    assert of(two.ours, Round)[0].doors == 14
    everybody_finds_everybody(two.ours)


@costly
@pytest.mark.parametrize("answer", ["new", "same"])
@given(st.data())
def test_importing_twice_is_importing_once(answer: str, data: st.DataObject) -> None:
    with folder() as place:
        two = Pair(Desk(place, "ours"), Desk(place, "theirs"))
        two.ours.add(Resident, name="Wie Er Al Was")
        fill(two.ours, data)
        fill(two.theirs, data, unknown=True)
        held = _answered(two, answer)
        everybody_finds_everybody(two.ours)
        before = two.ours.bytes
        two.ours.today = LATER
        again = _answered(two, answer)
        assert two.ours.bytes == before
        assert again.counts["new"] == again.counts["changed"] == 0
        # Who was refused is refused again, and nobody else.
        assert again.counts["refused"] == held.counts["refused"]


def _answered(two: Pair, answer: str) -> Merging:
    """Their register in ours; those who are refused are left out."""
    return two.take(answer)


@costly
@given(st.data())
def test_nothing_of_ours_is_lost_and_no_refusal_gets_lighter(data: st.DataObject) -> None:
    with folder() as place:
        two = Pair(Desk(place, "ours"), Desk(place, "theirs"))
        two.ours.add(Resident, name="Wie Er Al Was")
        fill(two.ours, data)
        fill(two.theirs, data)
        before = two.ours.records
        kept = everything(two.ours.home)
        two.take("same")
        after = two.ours.records
        assert kept.keys() <= everything(two.ours.home).keys()
        for resident in before.residents.values():
            now = after.residents[resident.id]
            assert now.silent or not resident.silent
            for purpose in ("keep", "approach", "share", "story"):
                if resident.consent(purpose) == "no":
                    assert now.consent(purpose) == "no"


def test_an_undo_takes_all_of_it_back(two: Pair) -> None:
    an = two.ours.add(Resident, name="An de Vries", phone="0612345678")
    there = two.theirs.add(Resident, name="An de Vries", phone="0612345678", area="Zuid")
    two.theirs.add(Statement, owner=there, kind="can", text="naaien")
    before = everything(two.ours.home)
    two.take()
    assert two.ours.records.residents[an].area == "Zuid"
    storage.undo(two.ours.home, TODAY)
    assert everything(two.ours.home) == before


def test_who_is_known_by_name_and_phone_is_one_and_keeps_where_they_came_from(two: Pair) -> None:
    mine = two.ours.add(Resident, name="An de Vries", phone="0612345678", ref="A1")
    two.theirs.add(Resident, name="Vries, de, An", phone="0612345678", ref="B7", area="Zuid")
    assert verdicts(two.take()) == ["changed"]
    found = two.ours.records.residents[mine]
    assert (found.area, found.ref) == ("Zuid", "A1")
    assert found.extra[CAME_FROM] == f"{two.theirs.records.meta.register}-r1"
    # From now on the key is enough, whatever else becomes of them.
    two.theirs.today = LATER
    two.theirs.put("r1", name="Anna Bakker", phone="0611111111")
    assert verdicts(two.take()) == ["changed"]
    found = two.ours.records.residents[mine]
    assert (found.name, found.phone) == ("Anna Bakker", "0611111111")
    assert found.extra["also known as"] == "An de Vries"


def test_who_came_from_here_is_known_when_they_come_back(two: Pair) -> None:
    an = two.ours.add(Resident, name="An de Vries")
    two.theirs.add(Resident, name="Iemand Anders", phone="0688888888")
    two.theirs.take(two.ours.export())
    (there,) = [r for r in two.theirs.records.residents.values() if r.name == "An de Vries"]
    assert there.ref == f"{two.ours.records.meta.register}-{an}"
    two.theirs.today = LATER
    two.theirs.put(there.id, name="An Bakker", area="Zuid")
    plan = two.take()
    assert [(a.party.name, a.verdict) for a in plan.rows] == [
        ("Iemand Anders", "new"),
        ("Wie Er Al Was", "same"),
        ("An Bakker", "changed"),
    ]
    assert two.ours.records.residents[an].area == "Zuid"


def test_a_key_of_a_sheet_that_is_anothers_here_makes_nobody_the_same(two: Pair) -> None:
    two.ours.add(Resident, name="Kees Blok", ref="1", phone="0612345678")
    two.theirs.add(Resident, name="Fatima el Hadri", ref="1", phone="0687654321")
    assert verdicts(two.plan()) == ["new"]


def test_two_who_are_two_there_never_become_one_by_being_alike(two: Pair) -> None:
    two.ours.add(Resident, name="An de Vries", phone="0612345678")
    for _ in range(2):
        two.theirs.add(Resident, name="An de Vries", phone="0612345678")
    plan = two.take()
    assert verdicts(plan) == ["changed", "doubtful"]
    assert plan.rows[1].doubts[0].code == "doubt_taken"
    assert verdicts(two.take("new")) == ["same", "new"]
    assert verdicts(two.take()) == ["same", "same"]
    assert len(two.ours.records.residents) == 3


def test_two_who_are_two_there_and_nobody_here_are_two(two: Pair) -> None:
    for _ in range(2):
        two.theirs.add(Resident, name="An de Vries", phone="0612345678")
    assert verdicts(two.take()) == ["new", "new"]


def test_what_belongs_to_somebody_doubtful_stays_behind_and_is_counted(two: Pair) -> None:
    two.ours.add(Resident, name="An de Vries", phone="0612345678")
    an = two.theirs.add(Resident, name="An de Vries", phone="0687654321")
    bep = two.theirs.add(Resident, name="Bep Smit")
    two.theirs.add(Statement, owner=an, kind="can", text="naaien")
    two.theirs.add(Note, about=(an, bep), text="samen koffie", on=BEFORE)
    link = two.theirs.add(Link, sides=(Side(who=an), Side(who=bep)))
    two.theirs.add(FollowUp, about=link, due=LATER)
    two.theirs.add(Rejection, pair=(an, bep))
    plan = two.take("skip")
    assert verdicts(plan) == ["doubtful", "new"]
    assert plan.settled.left == 4
    assert not of(two.ours, Statement) + of(two.ours, Link) + of(two.ours, FollowUp)
    assert [note.about for note in of(two.ours, Note)] == [("r3",)]
    # The second time it is known who it is, and all of it follows; the note gets both.
    two.take("new")
    assert [note.about for note in of(two.ours, Note)] == [("r3", "r4")]
    assert (
        len(of(two.ours, Link)) == len(of(two.ours, FollowUp)) == len(of(two.ours, Rejection)) == 1
    )
    everybody_finds_everybody(two.ours)


def test_who_is_said_to_be_the_same_is_known_under_both_names(two: Pair) -> None:
    mine = two.ours.add(Resident, name="Gerda Wolthuis", phone="0612345678")
    two.theirs.add(Resident, name="Gerda Wolthuis-Pol", phone="0612345678")
    assert verdicts(two.plan()) == ["doubtful"]
    assert verdicts(two.take("same")) == ["changed"]
    found = two.ours.records.residents[mine]
    assert found.name == "Gerda Wolthuis"
    assert found.extra["also known as"] == "Gerda Wolthuis-Pol"
    assert verdicts(two.take()) == ["same"]


def test_initiatives_of_one_name_are_one_and_get_the_carriers_of_both(two: Pair) -> None:
    mine = two.ours.add(Resident, name="Kees Blok")
    two.ours.add(Initiative, name="Tuin", carriers=(mine,))
    an = two.theirs.add(Resident, name="An de Vries")
    two.theirs.add(Initiative, name="tuin", carriers=(an,), place="plein")
    assert verdicts(two.take()) == ["new", "changed"]
    (garden,) = of(two.ours, Initiative)
    assert garden.carriers == (mine, named(two.ours, "An de Vries").id)
    assert garden.place == "plein"
    assert verdicts(two.take()) == ["same", "same"]


def test_two_of_theirs_who_are_one_of_ours_say_it_once(two: Pair) -> None:
    two.ours.add(Resident, name="An de Vries", phone="0612345678")
    for _ in range(2):
        an = two.theirs.add(Resident, name="An de Vries", phone="0612345678")
        two.theirs.add(Statement, owner=an, kind="can", text="naaien")
        two.theirs.add(FollowUp, about=an, due=LATER, reason="bellen")
    two.theirs.add(Link, sides=(Side(who="r1"), Side(who="r2")))
    two.theirs.add(Rejection, pair=("r1", "r2"))
    plan = two.take("same")
    assert len(of(two.ours, Statement)) == len(of(two.ours, FollowUp)) == 1
    # Nobody is brought together with themselves.
    assert not of(two.ours, Link)
    assert plan.settled.left == 2
    before = two.ours.bytes
    assert verdicts(two.take("same")) == ["same", "same"]
    assert two.ours.bytes == before


# --- what is the same ------------------------------------------------------------


@pytest.fixture
def friends(two: Pair, made_once: dict[str, bytes]) -> Pair:
    """An and Bep are in both registers; in both they were linked. Made once, then copied."""
    for place, desk in enumerate(two):
        if f"friends {place}" in made_once:
            desk.home.register.write_bytes(made_once[f"friends {place}"])
        else:
            befriend(desk)
    if "friends 0" not in made_once:
        two.take()
        for place, desk in enumerate(two):
            made_once[f"friends {place}"] = desk.bytes
    return two


def befriend(desk: Desk) -> None:
    """An and Bep, and everything that can be between them."""
    an = desk.add(Resident, name="An de Vries", phone="0612345678")
    bep = desk.add(Resident, name="Bep Smit", phone="0687654321")
    said = desk.add(Statement, owner=an, kind="can", text="naaien")
    desk.add(Link, sides=(Side(who=an), Side(who=bep)), statements=(said,))
    desk.add(Rejection, pair=(an, bep), why="te ver")
    desk.add(FollowUp, about=an, due=LATER, reason="na de verhuizing")
    desk.add(FollowUp, about=an, due=LATER, condition="met pensioen")
    desk.add(Note, about=(an,), text="samen koffie", on=BEFORE)
    desk.add(Round, street="Irenestraat", on=BEFORE, doors=3)


def ours(desk: Desk, kind: type[Record]) -> Any:
    """The one record of a kind."""
    (found,) = of(desk, kind)
    return found


def test_what_both_say_is_there_once(friends: Pair) -> None:
    counted = Counter(key[0] for key in everything(friends.ours.home))
    assert counted == {"r": 3, "s": 1, "l": 1, "x": 1, "f": 2, "n": 1, "o": 1}
    assert verdicts(friends.plan()) == ["same", "same"]


def test_capitals_are_no_other_statement_and_another_day_is_another_talk(friends: Pair) -> None:
    friends.theirs.put("s1", text="Naaien")
    friends.theirs.add(Note, about=("r1",), text="samen koffie", on=TODAY)
    plan = friends.take()
    assert plan.rows[0].brings == {"notes": 1}
    assert len(of(friends.ours, Note)) == 2


def test_who_was_brought_together_twice_was(friends: Pair) -> None:
    friends.theirs.add(Link, sides=(Side(who="r1"), Side(who="r2")), statements=("s1",))
    friends.take()
    assert len(of(friends.ours, Link)) == 2
    assert verdicts(friends.take()) == ["same", "same"]
    assert len(of(friends.ours, Link)) == 2


def test_a_no_to_the_pair_holds_for_every_ask(friends: Pair) -> None:
    friends.theirs.add(Rejection, pair=("r1", "r2"), ask="s1")
    friends.take()
    assert len(of(friends.ours, Rejection)) == 1


def test_a_promise_that_was_moved_there_is_moved_here_and_keeps_its_day(friends: Pair) -> None:
    friends.theirs.today = LATER
    moved = date(2027, 5, 1)
    friends.theirs.put("f1", due=moved, moved=(LATER,))
    friends.take()
    found = friends.ours.records.followups["f1"]
    assert (found.due, found.moved, found.reason) == (moved, (LATER,), "na de verhuizing")
    assert verdicts(friends.take()) == ["same", "same"]


def test_moved_here_and_there_it_keeps_every_day(friends: Pair) -> None:
    here, there = date(2027, 2, 1), date(2027, 3, 1)
    friends.ours.put("f1", due=here, moved=(LATER,))
    friends.theirs.today = LATER
    friends.theirs.put("f1", due=there, moved=(LATER,))
    friends.take()
    found = friends.ours.records.followups["f1"]
    assert (found.due, found.moved) == (there, (LATER, here))


def test_what_waits_for_something_is_the_same_on_whatever_day_it_is_asked(friends: Pair) -> None:
    friends.theirs.put("f2", due=date(2028, 1, 1), moved=())
    friends.take()
    assert len(of(friends.ours, FollowUp)) == 2


@pytest.mark.parametrize("newer", [True, False])
def test_who_wrote_last_has_the_word_and_what_stays_is_said(friends: Pair, newer: bool) -> None:
    desk = friends.theirs if newer else friends.ours
    friends.ours.put("r2", area="Noord")
    friends.theirs.put("r1", area="Zuid")
    desk.today = LATER
    desk.put("r1" if newer else "r2", rhythm=3)
    plan = friends.take()
    found = friends.ours.records.residents["r2"]
    assert found.area == ("Zuid" if newer else "Noord")
    assert plan.rows[0].verdict == ("changed" if newer else "same")
    assert plan.rows[0].stays == ({} if newer else {"r2": ("area",)})


def test_a_link_and_a_promise_go_on_as_they_went_on_there(friends: Pair) -> None:
    friends.theirs.today = LATER
    history = (Reached(state="introduced", on=LATER),)
    ended = Ended(on=LATER, why="gelukt", fulfilled=True)
    friends.theirs.put("l1", state="ended", history=history, ended=ended)
    friends.theirs.put("f1", state="done", closed=Closed(on=LATER, text="gebeld"))
    plan = friends.take()
    link = ours(friends.ours, Link)
    assert (link.state, link.history, link.ended) == ("ended", history, ended)
    assert friends.ours.records.followups["f1"].closed == Closed(on=LATER, text="gebeld")
    assert set(plan.rows[0].joins) == {"l1", "f1"}


def test_what_was_closed_here_is_not_opened_by_an_older_file(friends: Pair) -> None:
    friends.theirs.put("f1", reason="Na de verhuizing")
    friends.ours.today = LATER
    friends.ours.put("f1", state="done", closed=Closed(on=LATER))
    plan = friends.take()
    assert friends.ours.records.followups["f1"].state == "done"
    assert plan.rows[0].stays == {"f1": ("state",)}


def test_a_promise_opened_again_there_is_not_closed_any_more(friends: Pair) -> None:
    friends.ours.put("f1", state="done", closed=Closed(on=TODAY))
    friends.theirs.today = LATER
    friends.theirs.put("f1", precision="month")
    friends.take()
    found = friends.ours.records.followups["f1"]
    assert (found.state, found.closed) == ("open", None)


def test_what_is_blank_here_is_filled_and_what_is_blank_there_empties_nothing(
    friends: Pair,
) -> None:
    friends.ours.put(
        "r2", met=Met(on=BEFORE), languages=(Spoken(name="Frans"), Spoken(name="Fries"))
    )
    friends.ours.put("s1", availability=Availability(note="di"), themes=("kleding",))
    friends.theirs.put(
        "r1",
        met=Met(occasion="inloop"),
        languages=(Spoken(name="frans", level="B1"), Spoken(name="Turks")),
        extra={"Hond": "Bello"},
        given="An",
        surname="Vries",
    )
    friends.theirs.put("s1", needs="een machine", will_show="yes", themes=("textiel",))
    friends.take()
    an = friends.ours.records.residents["r2"]
    assert an.met == Met(on=BEFORE, occasion="inloop")
    assert [(s.name, s.level) for s in an.languages] == [
        ("frans", "B1"),
        ("Fries", ""),
        ("Turks", ""),
    ]
    assert an.extra == {"Hond": "Bello"}
    assert (an.given, an.surname) == ("An", "Vries")
    said = friends.ours.records.statements["s1"]
    assert (said.needs, said.will_show, said.themes) == (
        "een machine",
        "yes",
        ("kleding", "textiel"),
    )
    assert said.availability == Availability(note="di")
    assert verdicts(friends.take()) == ["same", "same"]


# --- a no ------------------------------------------------------------------------

YES = Consent(purpose="approach", given=True, on=BEFORE)
NO = Consent(purpose="approach", given=False, on=BEFORE)
WITHDRAWN = Consent(purpose="approach", given=True, on=BEFORE, withdrawn=TODAY)


@pytest.mark.parametrize(
    ("here", "there", "becomes"),
    [
        ((), (), "not_asked"),
        ((YES,), (), "yes"),
        ((), (YES,), "yes"),
        ((), (NO,), "no"),
        ((YES,), (NO,), "no"),
        ((NO,), (YES,), "no"),
        ((YES,), (WITHDRAWN,), "no"),
        ((WITHDRAWN,), (YES,), "no"),
        ((NO,), (WITHDRAWN,), "no"),
    ],
)
@pytest.mark.parametrize("newer", [True, False])
def test_a_no_on_either_side_is_a_no(
    friends: Pair, here: Any, there: Any, becomes: str, newer: bool
) -> None:
    (friends.theirs if newer else friends.ours).today = LATER
    friends.ours.put("r2", consents=here, rhythm=2)
    friends.theirs.put("r1", consents=there, rhythm=2)
    friends.take()
    assert friends.ours.records.residents["r2"].consent("approach") == becomes
    assert verdicts(friends.take()) == ["same", "same"]


@pytest.mark.parametrize(
    ("here", "there", "becomes"),
    [
        ("active", "stopped", "stopped"),
        ("stopped", "active", "stopped"),
        ("resting", "active", "resting"),
        ("stopped", "resting", "stopped"),
        ("stopped", "frozen", "frozen"),
    ],
)
def test_who_wants_to_be_left_alone_is_left_alone(
    friends: Pair, here: str, there: str, becomes: str
) -> None:
    friends.ours.put("r2", status=here)
    friends.theirs.put("r1", status=there)
    friends.take()
    assert friends.ours.records.residents["r2"].status == becomes


def test_who_is_frozen_there_is_frozen_here_and_nothing_else_is_used(friends: Pair) -> None:
    friends.theirs.put("r1", status="frozen", area="Zuid")
    friends.theirs.add(Statement, owner="r1", kind="can", text="koken")
    plan = friends.take()
    found = friends.ours.records.residents["r2"]
    assert (found.status, found.area) == ("frozen", "")
    assert len(of(friends.ours, Statement)) == 1
    assert list(plan.rows[0].changes) == ["status"]
    assert verdicts(friends.take()) == ["same", "same"]


def test_who_is_frozen_here_is_not_changed(friends: Pair) -> None:
    friends.ours.put("r2", status="frozen")
    assert verdicts(friends.plan()) == ["same", "same"]
    friends.theirs.add(Statement, owner="r1", kind="can", text="koken")
    before = friends.ours.bytes
    plan = friends.take()
    assert verdicts(plan) == ["refused", "same"]
    assert [problem.code for problem in plan.rows[0].problems] == ["frozen"]
    assert friends.ours.bytes == before


def test_somebody_frozen_whom_nobody_knows_comes_along_frozen(two: Pair) -> None:
    an = two.theirs.add(Resident, name="An de Vries", status="frozen")
    two.theirs.add(Statement, owner=an, kind="can", text="naaien")
    assert verdicts(two.take()) == ["new"]
    assert named(two.ours, "An de Vries").status == "frozen"
    assert verdicts(two.take()) == ["same"]


def test_a_refusal_about_less_than_everything_holds_too(friends: Pair) -> None:
    friends.ours.today = LATER
    friends.ours.put("s1", will_show="yes", size="short")
    friends.ours.put("n1", kind="story", consent="by_name")
    friends.ours.put("l1", sides=(Side(who="r2", share="yes"), Side(who="r3", share="no")))
    friends.theirs.put("s1", will_show="no", state="withdrawn")
    friends.theirs.put("n1", kind="story", consent="internal")
    friends.theirs.put("l1", sides=(Side(who="r1", share="no"), Side(who="r2", share="yes")))
    friends.take()
    said = ours(friends.ours, Statement)
    assert (said.will_show, said.state) == ("no", "withdrawn")
    assert ours(friends.ours, Note).consent == "internal"
    assert [side.share for side in ours(friends.ours, Link).sides] == ["no", "no"]
    # And what is withdrawn here is not opened by a newer yes.
    friends.theirs.today = date(2027, 1, 1)
    friends.theirs.put("s1", will_show="yes", state="open")
    friends.take()
    assert ours(friends.ours, Statement).state == "withdrawn"


# --- who was forgotten -------------------------------------------------------------


def forget(desk: Desk, resident_id: str) -> None:
    """Somebody is forgotten."""
    records = desk.records
    care.forget(desk.home, desk.today, care.to_forget(records, records.residents[resident_id]))


def test_who_came_from_there_and_was_forgotten_here_stays_away(friends: Pair) -> None:
    friends.theirs.add(Note, about=("r2",), text="sprak An de Vries", on=TODAY)
    forget(friends.ours, "r2")
    plan = friends.take()
    assert plan.forgotten == 1
    assert "An de Vries" not in [r.name for r in friends.ours.records.residents.values()]
    assert b"An de Vries" not in friends.ours.bytes
    assert [note.text for note in of(friends.ours, Note)] == ["sprak [removed]"]


def test_who_went_there_from_here_and_was_forgotten_here_stays_away(two: Pair) -> None:
    an = two.ours.add(Resident, name="An de Vries")
    two.theirs.add(Resident, name="Iemand Anders")
    two.theirs.take(two.ours.export())
    forget(two.ours, an)
    assert two.take().forgotten == 1
    assert b"An de Vries" not in two.ours.bytes


def test_an_older_export_brings_nobody_back_who_was_forgotten(friends: Pair) -> None:
    older = friends.ours.export()
    forget(friends.ours, "r2")
    before = friends.ours.bytes
    plan = friends.ours.take(older)
    assert plan.forgotten == 1
    assert set(verdicts(plan)) == {"same"}
    assert friends.ours.bytes == before


def test_who_was_forgotten_in_the_other_copy_is_named_by_id(friends: Pair, tmp_path: Path) -> None:
    copy = Desk(tmp_path, "copy")
    copy.take(friends.ours.export())
    forget(copy, "r2")
    plan = friends.ours.plan(copy.export())
    assert plan.gone_there == ("r2",)


# --- copies of one register ----------------------------------------------------------


@pytest.fixture
def copies(friends: Pair, tmp_path: Path) -> Pair:
    """The same register twice, each gone on with for itself."""
    copy = Desk(tmp_path, "copy")
    copy.take(friends.ours.export())
    return Pair(friends.ours, copy)


def test_a_copy_keeps_its_numbers_where_they_are_free(copies: Pair) -> None:
    there = copies.theirs.add(Resident, name="Noor Kaya", phone="0611112222")
    copies.theirs.add(Statement, owner=there, kind="can", text="zingen")
    copies.take()
    assert copies.ours.records.residents[there].name == "Noor Kaya"
    assert undated(copies.ours) == undated(copies.theirs)


def test_numbers_that_both_gave_out_are_not_mixed_up(copies: Pair) -> None:
    here = copies.ours.add(Resident, name="Daan Bos", phone="0611112222")
    copies.theirs.today = LATER
    there = copies.theirs.add(Resident, name="Noor Kaya", phone="0633334444")
    assert here == there
    said_here = copies.ours.add(Statement, owner="r2", kind="can", text="koken")
    said_there = copies.theirs.add(Statement, owner="r2", kind="can", text="zingen")
    assert said_here == said_there
    plan = copies.take()
    assert plan.counts["new"] == 1
    noor = named(copies.ours, "Noor Kaya")
    assert noor.id not in (here, "")
    assert copies.ours.records.residents[here].name == "Daan Bos"
    assert [s.text for s in copies.ours.records.statements_of("r2")] == [
        "naaien",
        "koken",
        "zingen",
    ]
    assert "same" in verdicts(copies.plan())
    before = copies.ours.bytes
    copies.take("new")
    assert [s.text for s in copies.ours.records.statements_of("r2")] == [
        "naaien",
        "koken",
        "zingen",
    ]
    assert len(copies.ours.records.residents) == 5
    assert before == copies.ours.bytes


def test_the_same_number_of_the_same_day_under_another_name_is_asked(copies: Pair) -> None:
    copies.ours.add(Resident, name="Daan Bos")
    copies.theirs.add(Resident, name="Noor Kaya")
    plan = copies.plan()
    assert plan.counts["doubtful"] == 1
    assert [d.code for row in plan.rows for d in row.doubts] == ["doubt_number"]


def test_what_was_edited_in_the_copy_is_edited_and_not_there_twice(copies: Pair) -> None:
    copies.theirs.today = LATER
    copies.theirs.put("s1", text="kleding maken")
    copies.theirs.put("n1", text="samen thee")
    copies.theirs.put("f1", reason="na de zomer")
    copies.theirs.put("l1", why="allebei dol op naaien")
    copies.theirs.put("x1", ask="s1")
    copies.theirs.put("o1", doors=9)
    copies.take()
    assert undated(copies.ours) == undated(copies.theirs)


def undated(desk: Desk) -> Any:
    """Every record, but for when it was written."""
    found = everything(desk.home).values()
    apart = ("changed", "rev")
    return [{k: value for k, value in stored.items() if k not in apart} for stored in found]


# --- what may not be kept ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "code", "column"),
    [
        ({"name": "An 111222333"}, "bsn", "Name"),
        ({"extra": {"nr": "111222333"}}, "bsn", "nr"),
        ({"nickname": "An\u202e"}, "control_characters", "Nickname"),
        ({"area": "Zuid\x1b[31m"}, "control_characters", "Area"),
        ({"met": Met(occasion="depressie")}, "sensitive", "Met at"),
    ],
)
def test_43_what_may_not_be_kept_is_refused_of_whom_it_is(
    two: Pair, fields: dict[str, Any], code: str, column: str
) -> None:
    two.theirs.add(Resident, name="Bep Smit")
    two.theirs.add(Resident, **{"name": "An", **fields})
    two.theirs.add(Note, about=("r2",), text="koffie")
    plan = two.take(anyway=False)
    assert verdicts(plan) == ["new", "refused"]
    assert [(p.code, p.column) for p in plan.rows[1].problems] == [(code, column)]
    assert plan.settled.left == 1
    assert "111222333" not in repr(plan.rows[1].problems)


@pytest.mark.parametrize(
    ("kind", "fields", "column"),
    [
        (Statement, {"owner": "r1", "kind": "can", "text": "heeft een depressie"}, "Talents"),
        (Note, {"about": ("r1",), "text": "heeft een depressie"}, "Notes"),
        (FollowUp, {"about": "l1", "due": LATER, "reason": "depressie over?"}, "Reason"),
    ],
)
def test_a_delicate_word_is_refused_unless_it_must_be(
    friends: Pair, kind: type[Record], fields: dict[str, Any], column: str
) -> None:
    friends.theirs.add(kind, **fields)
    plan = friends.plan(anyway=False)
    assert verdicts(plan) == ["refused", "same"]
    (problem,) = plan.rows[0].problems
    assert (problem.code, problem.parameters) == ("sensitive", {"words": "depressie"})
    assert problem.column.casefold() == column.casefold()
    assert verdicts(friends.take(anyway=True)) == ["changed", "same"]
    # What is here already is not looked at again.
    assert verdicts(friends.plan(anyway=False)) == ["same", "same"]


def test_a_phone_number_is_no_citizen_service_number(two: Pair) -> None:
    two.theirs.add(Resident, name="An", phone="111222333")
    assert verdicts(two.plan(anyway=False)) == ["new"]


def test_nobodys_round_is_refused_for_all(two: Pair) -> None:
    two.theirs.add(Round, street="Irenestraat 111222333", on=TODAY)
    with pytest.raises(Refused, match="round_refused"):
        two.plan()


# --- writing it down ---------------------------------------------------------------------


def test_a_register_that_was_written_meanwhile_stays_as_it_is(two: Pair) -> None:
    two.theirs.add(Resident, name="An de Vries")
    plan = two.plan()
    two.ours.add(Resident, name="Noor Kaya")
    before = two.ours.bytes
    with pytest.raises(Refused, match="register_changed"):
        bringing.bring(two.ours.home, TODAY, plan)
    assert two.ours.bytes == before


def test_numbers_the_other_file_forgot_to_count_are_not_given_out_again(
    two: Pair, tmp_path: Path
) -> None:
    two.theirs.add(Resident, name="An de Vries")
    rewrite(two.theirs.home, lambda d: d["meta"].update(next={}))
    new = Desk(tmp_path, "new")
    new.take(two.theirs.export())
    assert new.add(Resident, name="Bep Smit") == "r2"


def test_keys_no_record_knows_come_along_with_new_ids(two: Pair) -> None:
    two.theirs.add(Resident, name="An de Vries")
    rewrite(two.theirs.home, lambda d: d["residents"]["1"].update(mood="sunny"))
    two.take()
    assert everything(two.ours.home)["r2"]["mood"] == "sunny"


def test_a_key_of_ours_that_nobody_has_any_more_is_replaced(two: Pair) -> None:
    own = f"{two.ours.records.meta.register}-r77"
    two.theirs.add(Resident, name="An de Vries", ref=own)
    two.take()
    assert named(two.ours, "An de Vries").ref == f"{two.theirs.records.meta.register}-r1"


def test_the_file_is_only_read(two: Pair) -> None:
    two.theirs.add(Resident, name="An de Vries")
    before = two.theirs.bytes
    two.ours.take(two.theirs.home.register)
    assert two.theirs.bytes == before
    assert whole.read(two.theirs.home.register, two.ours.home).register


def test_what_the_plan_says_of_a_change_is_what_it_was_and_becomes(two: Pair) -> None:
    two.ours.add(Resident, name="An de Vries", phone="0612345678", area="Noord")
    two.theirs.add(Resident, name="An de Vries", phone="0612345678", area="Zuid", rhythm=3)
    changes = two.plan().rows[0].changes
    assert {key: tuple(change) for key, change in changes.items() if key != "ref"} == {
        "area": ("Noord", "Zuid"),
        "rhythm": (None, 3),
    }
    assert msgspec.structs.asdict(two.plan().rows[0].party)["name"] == "An de Vries"

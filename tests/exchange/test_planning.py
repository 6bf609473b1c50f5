"""The plan: who is new, who is known, who may be; and what a row would change."""

from __future__ import annotations

from datetime import date

import pytest

from talentregister import storage
from talentregister.exchange.planning import Answer
from talentregister.exchange.recognition import alike
from talentregister.model.followup import FollowUp
from talentregister.model.statement import Statement
from talentregister.register import follow, gather, together
from tests.exchange.helping import Desk, codes, verdicts

ABOVE = "Naam|Tel|Straat|Wijk|Kan"
AN = "An de Vries|0612345678|Dorpsstraat 1|Noord|naaien"


# --- recognition -------------------------------------------------------------


def test_a_sheet_taken_twice_is_taken_once(desk: Desk) -> None:
    lines = (ABOVE, AN, "Bep||||", "Kees|0687654321|||klussen; timmeren")
    assert verdicts(desk.take(*lines)) == ["new", "new", "new"]
    before = desk.bytes
    assert verdicts(desk.take(*lines)) == ["same", "same", "same"]
    assert desk.bytes == before


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ("Vries, de, An|0612345678|||", "same"),  # the name in another order, the same phone
        ("an de vries||Dorpsstr. 1||", "changed"),  # the same address
        ("An de Vries||||breien", "changed"),  # alone of that name on both sides
        ("An de Vries|0687654321|||", "doubtful"),  # another phone
        ("An de Vreis||||", "doubtful"),  # a typing error, nothing against it
        ("An de Vreis|0687654321|||", "new"),
        ("Vries, A. de|0612345678|||", "doubtful"),  # names alike, the same phone
        ("Piet Bakker|0612345678|||", "new"),  # a house with one telephone
        ("An de Vries|612345678|||", "same"),
        ("An de Vries|||noord|", "changed"),
    ],
)
def test_the_first_rule_that_holds_recognises(desk: Desk, cells: str, verdict: str) -> None:
    desk.take(ABOVE, AN)
    assert verdicts(desk.plan(ABOVE, cells)) == [verdict]


def test_several_of_one_name_are_doubtful_and_all_are_named(desk: Desk) -> None:
    desk.take(ABOVE, "Jan Jansen|0611111111|||", "Jan Jansen|0622222222|||")
    (planned,) = desk.plan("Naam|Kan", "Jan Jansen|koken").rows
    assert planned.verdict == "doubtful"
    assert [doubt.standing.id for doubt in planned.doubts] == ["r1", "r2"]


def test_two_rows_of_one_name_with_other_phones_are_two_people(desk: Desk) -> None:
    plan = desk.take(ABOVE, "Jan Jansen|0611111111|||", "Jan Jansen|0622222222|||")
    assert verdicts(plan) == ["new", "new"]


def test_two_rows_of_one_name_and_nothing_to_tell_them_apart_are_doubtful(desk: Desk) -> None:
    assert verdicts(desk.plan(ABOVE, "Jan|0611111111|||", "Jan||||koken")) == ["new", "doubtful"]


def test_the_same_row_twice_is_said_once(desk: Desk) -> None:
    plan = desk.take(ABOVE, AN, AN)
    assert verdicts(plan) == ["new", "same"]
    assert codes(plan) == ["row_twice"]
    assert len(desk.records.residents) == 1


def test_two_rows_of_one_person_are_one_and_the_first_has_the_word(desk: Desk) -> None:
    lines = (ABOVE, AN, "An de Vries|0612345678||Zuid|breien")
    plan = desk.take(*lines)
    assert verdicts(plan) == ["new", "changed"]
    assert codes(plan) == ["row_contradicts"]
    (resident,) = desk.records.residents.values()
    assert resident.area == "Noord"
    assert [s.text for s in desk.records.statements_of("r1")] == ["naaien", "breien"]
    assert verdicts(desk.take(*lines)) == ["same", "same"]


def test_a_key_of_this_register_finds_its_record_whatever_the_name(desk: Desk) -> None:
    desk.take(ABOVE, AN)
    key = f"{desk.records.meta.register}-r1"
    (planned,) = desk.take("Sleutel|Naam", f"{key}|An Bakker").rows
    assert (planned.verdict, planned.standing and planned.standing.id) == ("changed", "r1")
    resident = desk.records.residents["r1"]
    assert (resident.name, resident.ref) == ("An Bakker", "")


def test_a_key_of_somebody_who_is_gone_is_refused(desk: Desk) -> None:
    key = f"{desk.records.meta.register}-r9"
    assert codes(desk.plan("Sleutel|Naam", f"{key}|An")) == ["key_gone"]


def test_a_key_of_another_register_becomes_the_ref_and_finds_the_record(desk: Desk) -> None:
    desk.take("id|Naam|Tel", "zzzzzz-r4|An|0612345678")
    assert desk.records.residents["r1"].ref == "zzzzzz-r4"
    assert verdicts(desk.plan("id|Naam|Tel", "zzzzzz-r4|Anna|0687654321")) == ["changed"]


def test_one_key_for_two_names_is_refused(desk: Desk) -> None:
    plan = desk.plan("id|Naam", "1|An de Vries", "1|Kees Blok")
    assert verdicts(plan) == ["new", "refused"]
    assert codes(plan) == ["key_twice"]


def test_another_key_for_the_same_name_is_doubtful(desk: Desk) -> None:
    desk.take("id|Naam|Tel", "1|An|0612345678")
    assert verdicts(desk.plan("id|Naam|Tel", "2|An|0612345678")) == ["doubtful"]


# --- answers -----------------------------------------------------------------


def test_a_doubtful_row_said_to_be_the_same_is_known_by_that_name_from_then_on(desk: Desk) -> None:
    desk.take(ABOVE, "Geesje Wolthuis|0612000140|||breien")
    lines = (ABOVE, "Wolthuis-Pol, G.|0612000140|||sokjes")
    assert verdicts(desk.plan(*lines)) == ["doubtful"]
    assert verdicts(desk.take(*lines, doubtful=Answer("same"))) == ["changed"]
    assert desk.records.residents["r1"].name == "Geesje Wolthuis"
    assert verdicts(desk.plan(*lines)) == ["same"]


def test_a_doubtful_row_said_to_be_new_is_the_same_the_next_time(desk: Desk) -> None:
    desk.take(ABOVE, "Geesje Wolthuis|0612000140|||breien")
    lines = (ABOVE, "Wolthuis-Pol, G.|0612000140|||sokjes")
    assert verdicts(desk.take(*lines, doubtful=Answer("new"))) == ["new"]
    assert verdicts(desk.plan(*lines)) == ["same"]


def test_a_doubtful_row_that_is_skipped_is_left_out(desk: Desk) -> None:
    desk.take(ABOVE, AN)
    plan = desk.take(ABOVE, "An de Vries|0687654321|||", doubtful=Answer("skip"))
    assert len(plan.left_out) == 1
    assert len(desk.records.residents) == 1


# --- cells -------------------------------------------------------------------


def test_a_cell_adds_what_is_not_there_and_takes_nothing_away(desk: Desk) -> None:
    desk.take(ABOVE, AN)
    plan = desk.take(ABOVE, "An de Vries|0612345678|||Naaien; breien")
    assert plan.rows[0].difference is not None
    assert plan.rows[0].difference.statements == (("can", "breien"),)
    resident = desk.records.residents["r1"]
    assert (resident.address, resident.area) == ("Dorpsstraat 1", "Noord")


def test_a_changed_cell_shows_what_it_was_and_what_it_becomes(desk: Desk) -> None:
    desk.take(ABOVE, AN)
    plan = desk.plan(ABOVE, "An de Vries|0687654321|Dorpsstraat 1|Zuid|")
    assert plan.rows[0].difference is not None
    shown = {k: c.shown(k) for k, c in plan.rows[0].difference.changes.items()}
    assert shown == {
        "phone": ("06-12 34 56 78", "06-87 65 43 21"),
        "area": ("Noord", "Zuid"),
    }


def test_what_vanished_from_a_cell_is_listed_and_stays(desk: Desk) -> None:
    desk.take(f"{ABOVE}|Terugbellen op|Reden", f"{AN}; breien|1-5-2027|tuin")
    plan = desk.take(f"{ABOVE}|Terugbellen op|Reden", f"{AN}|1-6-2027|tuin")
    assert [gone.text for gone in plan.gone] == ["breien", "tuin"]
    assert len(desk.records.statements_of("r1")) == 2
    assert len(desk.records.followups) == 2
    assert desk.plan("Naam|Kan", "An de Vries|").gone == ()


def test_a_statement_that_was_fulfilled_is_not_brought_back(desk: Desk) -> None:
    desk.take("Naam|Wil", "An|een fiets")
    follow.fulfil(desk.home, desk.today, "s1")
    assert verdicts(desk.plan("Naam|Wil", "An|Een fiets")) == ["same"]


def test_a_promise_that_was_kept_or_moved_is_not_brought_back(desk: Desk) -> None:
    lines = ("Naam|Terugbellen op|Reden", "An|21-11-2026|tuin", "Bep|1-5-2027|fiets")
    desk.take(*lines)
    follow.done(desk.home, desk.today, "f1", "gedaan")
    from talentregister.language.dates import read

    follow.move(desk.home, desk.today, "f2", read("1-6-2027", desk.today))
    assert verdicts(desk.plan(*lines)) == ["same", "same"]


def test_words_for_a_day_mean_what_they_meant_when_they_were_written(desk: Desk) -> None:
    lines = (
        "Naam|Ontmoet op|Terugbellen op|Reden|Beschikbaar",
        "An|14 okt|volgend jaar|tuin|vanaf maart",
        "Bep||over 3 maanden|fiets|",
    )
    desk.take(*lines)
    desk.today = desk.today.replace(year=2027)
    assert verdicts(desk.plan(*lines)) == ["same", "same"]


def test_a_promise_of_the_past_is_due_and_says_when_it_was_said(desk: Desk) -> None:
    desk.take("Naam|Ontmoet op|Terugbellen op|Reden", "Kees|1-9-2025|12-10-2026|klussen")
    (followup,) = desk.records.followups.values()
    assert (followup.due.isoformat(), followup.on and followup.on.isoformat()) == (
        "2026-10-12",
        "2025-09-01",
    )


def test_a_note_without_a_day_is_no_contact(desk: Desk) -> None:
    desk.take("Naam|Opmerking", "An|heeft een hond", "Bep|05-11-2026: koffie")
    assert desk.records.last_contact("r1") is None
    assert str(desk.records.last_contact("r2")) == "2026-11-05"


def test_an_unknown_column_is_kept_with_the_person(desk: Desk) -> None:
    desk.take("Naam|Koekje", "An|dropje")
    assert desk.records.residents["r1"].extra == {"Koekje": "dropje"}


def test_a_delicate_word_is_refused_once_and_not_when_it_was_kept_before(desk: Desk) -> None:
    lines = ("Naam|Opmerking", "An|heeft een diagnose")
    plan = desk.plan(*lines)
    assert verdicts(plan) == ["refused"]
    assert codes(plan) == ["sensitive"]
    gather.add_resident(desk.home, desk.today, {"name": "An"})
    gather.note(desk.home, desk.today, ["r1"], "heeft een diagnose", anyway=True)
    assert verdicts(desk.plan(*lines)) == ["same"]


def test_of_who_is_frozen_nothing_is_changed(desk: Desk) -> None:
    desk.take(ABOVE, AN)
    gather.edit(desk.home, desk.today, "r1", {"status": "frozen"})
    assert verdicts(desk.plan(ABOVE, AN)) == ["same"]
    assert codes(desk.plan(ABOVE, f"{AN}; breien")) == ["frozen"]


def test_what_a_cell_cannot_tell_of_a_field_stays(desk: Desk) -> None:
    gather.add_resident(desk.home, desk.today, {"name": "An", "languages": "Arabisch (B1), Frans"})
    desk.take("Naam|Talen|Verwijzer", "An|arabisch, Nederlands (A2)|huisarts")
    spoken = desk.records.residents["r1"].languages
    assert [(s.name, s.level) for s in spoken] == [
        ("Arabisch", "B1"),
        ("Frans", ""),
        ("Nederlands", "A2"),
    ]
    assert verdicts(desk.plan("Naam|Talen|Verwijzer", "An|Frans|Huisarts")) == ["same"]


def test_who_referred_somebody_is_owed_word_back_once(desk: Desk) -> None:
    lines = ("Naam|Verwijzer|Kan|Terugbellen op|Reden", "An|huisarts|naaien|1-5-2027|tuin")
    plan = desk.take(*lines)
    assert plan.rows[0].difference is not None
    assert plan.rows[0].difference.word_back == date(2026, 12, 5)
    owed, promise = sorted(desk.records.followups.values(), key=lambda f: f.due)
    assert (owed.kind, owed.reason, str(owed.due)) == ("word_back", "huisarts", "2026-12-05")
    assert promise.kind == "promise"
    referrer = desk.records.residents["r1"].referrer
    assert referrer is not None
    assert referrer.word_back_owed == desk.today
    before = desk.bytes
    again = desk.take(*lines)
    assert verdicts(again) == ["same"]
    assert again.gone == ()  # word back never stood in the sheet
    assert desk.bytes == before


def test_word_back_that_was_given_is_not_owed_anew(desk: Desk) -> None:
    lines = ("Naam|Verwijzer", "An|huisarts")
    desk.take(*lines)
    follow.done(desk.home, desk.today, "f1", "gebeld")
    assert verdicts(desk.take(*lines)) == ["same"]
    desk.take("Naam|Verwijzer", "An|wijkteam")
    assert [f.reason for f in desk.records.followups.values() if f.state == "open"] == ["wijkteam"]
    plan = desk.plan("Naam|Verwijzer|Wijk", "An|WIJKTEAM|Noord")
    assert plan.rows[0].difference is not None
    assert plan.rows[0].difference.word_back is None


def test_our_own_sheet_does_not_owe_word_back_again(desk: Desk) -> None:
    desk.take("Naam|Verwijzer", "An|huisarts")
    before = desk.bytes
    assert verdicts(desk.plan_of(desk.give())) == ["same"]
    assert desk.bytes == before


def test_a_condition_is_asked_again_on_the_day_later_would_ask(desk: Desk) -> None:
    desk.take("Naam|Voorwaarde", "An|als het regent")
    follow.later(desk.home, desk.today, ["r1"], None, "", condition="als het sneeuwt")
    follow.later(desk.home, desk.today, ["r1"], None, "", condition="als het dooit")
    follow.move(desk.home, desk.today, "f3", None, condition="als het vriest")
    assert len({f.due for f in desk.records.followups.values()}) == 1


# --- initiatives ---------------------------------------------------------------


def test_a_sheet_without_a_kind_makes_running_activities(desk: Desk) -> None:
    desk.take("Titel|Vraagt|Biedt", "Koor|zangers|koffie")
    (initiative,) = desk.records.initiatives.values()
    assert (initiative.kind, initiative.state) == ("activity", "running")
    assert [s.kind for s in desk.records.statements_of("i1")] == ["wants", "has"]


def test_carriers_are_residents_by_their_whole_name(desk: Desk) -> None:
    desk.take("Naam", "Vries, de, An", "Bep Bakker", "Jan", "Jan Jansen")
    above = "Titel|Soort|Staat|Trekkers"
    plan = desk.take(above, "Koor|bewoners|loopt|An de Vries; Bep Bakker", "Park|bewoners|idee|Wim")
    assert verdicts(plan) == ["new", "refused"]
    assert [(p.code, p.column) for p in plan.rows[1].problems] == [("who_unknown", "Carriers")]
    assert desk.records.initiatives["i1"].carriers == ("r1", "r2")


def test_carriers_are_known_by_their_given_name_and_two_in_a_cell_are_two(desk: Desk) -> None:
    desk.take("Naam", "Fatima Amrani", "Bep Bakker", "Bep Jansen", "Riet en Joop Smit", "Wim Kok")
    above = "Titel|Soort|Staat|Wie trekt het"
    plan = desk.take(
        above,
        "Koor|bewoners|idee|Fatima en Wim",
        "Park|bewoners|idee|Bep",
        "Tuin|bewoners|idee|Riet en Joop Smit; Wim Kok",
    )
    assert verdicts(plan) == ["new", "refused", "new"]
    assert [p.code for p in plan.rows[1].problems] == ["who_ambiguous"]
    assert desk.records.initiatives["i1"].carriers == ("r1", "r5")


def test_too_few_carriers_are_said_and_the_row_stays_as_it_is(desk: Desk) -> None:
    desk.take("Naam", "An", "Bep")
    above = "Titel|Soort|Staat|Trekkers"
    plan = desk.take(above, "Koor|bewoners|loopt|An", "Park|bewoners|idee|")
    assert codes(plan) == ["carriers_few", "carriers_few"]
    assert desk.records.initiatives["i1"].state == "running"
    assert codes(desk.plan(above, "Park|bewoners|loopt|An")) == ["carriers_missing"]
    assert verdicts(desk.plan(above, "Park|bewoners|loopt|An; Bep")) == ["changed"]


def test_since_when_is_told_by_nobody_but_the_worker(desk: Desk) -> None:
    desk.take("Titel|In handen van", "Koor|bewoners")
    hands = desk.records.initiatives["i1"].in_hands_of
    assert hands is not None
    assert hands.since is None
    desk.take("Titel|In handen van", "Koor|gedeeld")
    hands = desk.records.initiatives["i1"].in_hands_of
    assert hands is not None
    assert hands.since == desk.today


# --- one change ------------------------------------------------------------------


def test_everything_is_one_operation_that_is_taken_back_at_once(desk: Desk) -> None:
    desk.take("Naam", "An")
    desk.take(f"{ABOVE}|Opmerking", f"{AN}|hond", "Bep||||koken|kat", "An||||naaien|")
    storage.undo(desk.home, desk.today, None)
    records = desk.records
    assert [r.name for r in records.residents.values()] == ["An"]
    assert not records.statements
    assert not records.notes


def test_a_register_that_was_changed_meanwhile_is_not_written(desk: Desk) -> None:
    from talentregister.errors import Refused
    from talentregister.exchange import apply

    plan = desk.plan("Naam", "An")
    gather.add_resident(desk.home, desk.today, {"name": "Bep"})
    before = desk.bytes
    with pytest.raises(Refused) as caught:
        apply.apply(desk.home, desk.today, plan)
    assert caught.value.code == "register_changed"
    assert desk.bytes == before


def test_what_was_told_with_a_statement_is_no_matter_of_the_sheet(desk: Desk) -> None:
    desk.take("Naam|Kan", "An|naaien")
    with storage.transaction(desk.home, "edit", desk.today) as change:
        statement = change.get("s1")
        assert isinstance(statement, Statement)
        change.add(FollowUp, about="r1", due=desk.today, reason="; los", on=None)
    together.consent(desk.home, desk.today, "r1", "keep,share", "yes")
    assert verdicts(desk.plan("Naam|Kan", "An|naaien")) == ["same"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Wolthuis-Pol, G.", "Geesje Wolthuis", True),
        ("An de Vries", "Vries, A. de", True),
        ("mevr. Hagedoorn", "Truus Hagedoorn", True),
        ("Noor", "Noor Bakker", True),
        ("Vries An", "An Vries", True),
        ("Mohamed Yılmaz", "Mohammed Yilmaz", True),
        ("Jan Bakker", "Marie Bakker", False),
        ("Jan Bakker", "Jan Smit", False),
        ("Kees", "Truus", False),
    ],
)
def test_names_alike_may_be_one_person_s(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected
    assert alike(other, one) is expected

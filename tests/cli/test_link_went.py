"""`link` and `went`: the whole table of states, and what each needs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.running import Furnish, Person, Talent

FORWARD = ("proposed", "asked", "introduced", "running")
CLOSED = ("ended", "failed")


def filled(talent: Talent) -> None:
    for name in ("Ahmet", "Joke", "Kees"):
        talent.ok("add", name)
    talent.ok("add", "--initiative", "Club", "--kind", "association")
    talent.ok(
        "add", "--initiative", "Werkplaats", "--kind", "activity", "--open-to", "met begeleiding"
    )


@pytest.fixture
def pair(furnish: Furnish) -> Talent:
    """Ahmet (r1), Joke (r2), Kees (r3), a club (i1) and one that welcomes with company (i2)."""
    return furnish("test_link_went", filled)


def record(talent: Talent, record_id: str = "l1") -> Any:
    return talent.json("show", record_id)["data"]["record"]


def open_checks(talent: Talent) -> list[str]:
    found = talent.json("show", "l1")["data"]["followups"]
    return [f["due"] for f in found if f.get("state", "open") == "open"]


def brought_to(talent: Talent, state: str) -> None:
    """A link of Ahmet and the club, in a state."""
    talent.ok("link", "Ahmet", "Club")
    if state != "proposed":
        talent.ok("went", "l1", state, "--share", "yes", "--visited", "20-11-2026")


def test_a_link_starts_proposed_with_its_reason(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Club", "--why", "voetbal", "--company", "Joke", "--guide", "om 7 uur")
    kept = record(pair)
    assert kept.get("state", "proposed") == "proposed"
    assert (kept["why"], kept["company"], kept["guide"]) == ("voetbal", "Joke", "om 7 uur")
    assert [side["who"] for side in kept["sides"]] == ["r1", "i1"]


@pytest.mark.parametrize("here", [*FORWARD, *CLOSED])
@pytest.mark.parametrize("there", [*FORWARD, *CLOSED])
def test_a_link_goes_forward_or_ends_and_never_back(pair: Talent, here: str, there: str) -> None:
    brought_to(pair, here)
    before = pair.register.read_bytes()
    ran = pair("went", "l1", there)
    order = (*FORWARD, *CLOSED)
    if here in CLOSED:
        allowed = False
    else:
        allowed = there in CLOSED or order.index(there) >= order.index(here)
    if there in ("introduced", "running") and here in ("proposed",):
        allowed = False  # nobody agreed yet
    if allowed:
        assert ran.code == 0, ran
        assert record(pair).get("state", "proposed") == there
    else:
        assert ran.code == 5, ran
        assert pair.register.read_bytes() == before


def test_states_that_are_passed_are_reached_too(pair: Talent) -> None:
    brought_to(pair, "running")
    assert [step["state"] for step in record(pair)["history"]] == list(FORWARD)


@pytest.mark.parametrize("typed", ["gevraagd", "Gevraagd", "asked"])
def test_a_state_may_be_said_in_dutch(pair: Talent, typed: str) -> None:
    pair.ok("link", "Ahmet", "Club")
    pair.ok("went", "l1", typed)
    assert record(pair)["state"] == "asked"


def test_an_unknown_state_is_refused_with_the_states(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Club")
    ran = pair("went", "l1", "verliefd")
    assert ran.code == 2
    assert "introduced" in ran.err


def test_introduced_names_whose_yes_is_missing_and_how_to_say_it(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Joke")
    ran = pair("went", "l1", "introduced")
    assert ran.code == 5
    assert "r1 has not agreed" in ran.err
    assert "r2 has not agreed" in ran.err
    hint = ran.err.splitlines()[-1]
    assert hint.endswith("talent went l1 introduced --share yes,yes")


@pytest.mark.parametrize(("said", "who"), [("yes,no", "r2"), ("yes", "r2"), ("no,yes", "r1")])
def test_the_line_to_type_next_would_do_it(pair: Talent, said: str, who: str) -> None:
    pair.ok("link", "Ahmet", "Joke")
    ran = pair("went", "l1", "introduced", "--share", said)
    assert ran.code == 5
    assert f"{who} has not agreed" in ran.err
    typed = ran.err.splitlines()[-1].partition("talent ")[2].split()
    pair.ok(*typed)
    assert record(pair)["state"] == "introduced"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_line_to_type_next_can_be_typed_in_either_language(pair: Talent, language: str) -> None:
    pair.ok("link", "Ahmet", "Werkplaats")
    ran = pair("went", "l1", "running", "--lang", language)
    typed = ran.err.splitlines()[-1].partition("talent ")[2]
    assert ("NAME" in typed) is (language == "en"), typed
    words = typed.replace("NAME", "Frank").replace("NAAM", "Frank").split()
    pair.ok(*words)
    assert record(pair)["state"] == "running"


def test_a_standing_yes_to_share_is_enough_unless_refused_on_the_link(pair: Talent) -> None:
    for name in ("Ahmet", "Joke", "Kees"):
        pair.ok("consent", name, "share", "yes")
    pair.ok("link", "Ahmet", "Joke")
    pair.ok("went", "l1", "introduced")
    pair.ok("link", "Ahmet", "Kees")
    assert pair("went", "l2", "introduced", "--share", "yes,no").code == 5


def test_an_initiative_has_nothing_to_share(pair: Talent) -> None:
    pair.ok("link", "Club", "Ahmet")
    pair.ok("went", "l1", "introduced", "--share", "yes")
    assert record(pair)["sides"][1]["share"] == "yes"


def test_more_answers_than_people_are_refused(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Club")
    for option in ("--share", "--click"):
        ran = pair("went", "l1", option, "yes,yes")
        assert ran.code == 2
        assert "more people" in ran.err


def test_company_or_a_name_to_ring_is_enough_for_a_warm_handover(pair: Talent) -> None:
    for extra in (("--company", "Joke"), ("--ring", "Frank 0612345678")):
        link = pair.id("link", "Ahmet", "i2")
        assert pair("went", link, "introduced", "--share", "yes").code == 5
        pair.ok("went", link, "introduced", "--share", "yes", *extra)
        pair.ok("went", link, "ended")


def test_an_initiative_open_to_all_needs_no_company(pair: Talent) -> None:
    pair.ok("edit", "i2", "--open-to", "ja")
    pair.ok("link", "Ahmet", "i2")
    pair.ok("went", "l1", "introduced", "--share", "yes")


def test_running_needs_a_first_visit(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Club")
    ran = pair("went", "l1", "running", "--share", "yes")
    assert ran.code == 5
    assert "no first visit" in ran.err
    assert "--visited" in ran.err
    pair.ok("went", "l1", "running", "--share", "yes", "--visited", "gisteren")
    assert record(pair)["first_visit"] == "2026-11-20"


def test_introduced_and_running_make_aftercare_once_a_date(pair: Talent) -> None:
    brought_to(pair, "introduced")
    assert open_checks(pair) == ["2026-12-05", "2027-02-21"]
    pair.ok("went", "l1", "running")
    assert open_checks(pair) == ["2026-12-05", "2027-02-21"]
    assert all(f["kind"] == "aftercare" for f in pair.json("show", "l1")["data"]["followups"])


def test_running_on_another_day_makes_aftercare_of_its_own(pair: Talent) -> None:
    brought_to(pair, "introduced")
    pair.ok("went", "l1", "running", today="1-12-2026")
    assert open_checks(pair) == ["2026-12-05", "2026-12-15", "2027-02-21", "2027-03-01"]


def test_saying_a_state_twice_changes_nothing(pair: Talent) -> None:
    brought_to(pair, "introduced")
    before = pair.register.read_bytes()
    ran = pair.ok("went", "l1", "introduced")
    assert pair.register.read_bytes() == before
    assert "stood there like that already" in ran.err


@pytest.mark.parametrize("click", ["doubt", "twijfel"])
def test_doubt_on_one_side_proposes_a_check_within_a_week(pair: Talent, click: str) -> None:
    pair.ok("link", "Ahmet", "Joke")
    pair.ok("went", "l1", "asked", "--click", f"yes,{click}")
    assert open_checks(pair) == ["2026-11-28"]
    pair.ok("went", "l1", "--click", "doubt,yes", today="22-11-2026")
    assert open_checks(pair) == ["2026-11-28", "2026-11-29"]


@pytest.mark.parametrize("click", ["yes,yes", "no,yes", "unknown,yes", "ja,nee"])
def test_other_clicks_propose_nothing(pair: Talent, click: str) -> None:
    pair.ok("link", "Ahmet", "Joke")
    pair.ok("went", "l1", "--click", click)
    assert open_checks(pair) == []


def test_a_closed_link_asks_nothing_more(pair: Talent) -> None:
    brought_to(pair, "introduced")
    pair.ok("went", "l1", "ended", "--why", "verhuisd")
    assert open_checks(pair) == []
    assert record(pair)["ended"]["why"] == "verhuisd"
    assert pair("went", "l1", "--click", "yes").code == 5


def test_failed_is_a_lasting_no_and_ended_is_not(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Joke")
    assert "never" not in pair.ok("went", "l1", "ended").err
    pair.ok("link", "Ahmet", "Joke")
    said = pair.ok("went", "l2", "mislukt", "--why", "geen klik")
    assert "not be proposed again" in said.err
    assert "geen klik" in said.out


def test_fulfilled_without_a_state_ends_the_link(pair: Talent) -> None:
    """What was told is never dropped in silence."""
    pair.ok("link", "Ahmet", "Joke")
    pair.ok("went", "l1", "--fulfilled")
    kept = record(pair)
    assert kept["state"] == "ended"
    assert kept["ended"]["fulfilled"] is True


def test_a_why_on_the_way_is_kept(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Joke", "--why", "houden van lezen")
    pair.ok("went", "l1", "asked", "--why", "Ahmet belt zelf")
    assert "Ahmet belt zelf" in pair.ok("show", "l1").out
    assert "houden van lezen" in pair.ok("show", "l1").out


def test_one_link_at_a_time_between_the_same_two(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Club")
    for words in (("Ahmet", "Club"), ("Club", "Ahmet")):
        ran = pair("link", *words)
        assert ran.code == 5
        assert "l1" in ran.err
    pair.ok("went", "l1", "ended")
    pair.ok("link", "Ahmet", "Club")


@pytest.mark.parametrize("words", [("Ahmet", "Ahmet"), ("Ahmet", "r1"), ("Ahmet,r1", "Ahmet")])
def test_a_link_needs_two(pair: Talent, words: tuple[str, ...]) -> None:
    assert pair("link", *words).code == 5


def test_two_initiatives_are_not_linked(pair: Talent) -> None:
    """A link is between a resident and an initiative, or residents."""
    ran = pair("link", "Club", "Werkplaats")
    assert ran.code == 5
    assert ran.err


def test_who_asked_to_be_left_in_peace_is_not_linked(pair: Talent) -> None:
    pair.ok("consent", "Joke", "approach", "no")
    ran = pair("link", "Ahmet", "Joke")
    assert ran.code == 5
    assert "r2" in ran.err


def test_words_after_the_second_party_are_not_lost(pair: Talent) -> None:
    ran = pair("link", "Ahmet", "Club", "want", "voetbal")
    if ran.code == 0:
        assert record(pair)["why"] == "want voetbal"
    else:
        assert ran.code == 2


def test_went_by_the_name_of_somebody_is_refused_kindly(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Club")
    ran = pair("went", "Ahmet", "asked")
    assert ran.code in (2, 3)
    assert "talent list links" in ran.err


def test_went_of_an_id_that_is_no_link_is_not_found(pair: Talent) -> None:
    assert pair("went", "r1", "asked").code == 3
    assert pair("went", "l9", "asked").code == 3


def test_went_without_anything_to_say_is_asked_for(pair: Talent) -> None:
    pair.ok("link", "Ahmet", "Club")
    assert pair("went", "l1").code == 2


def test_a_line_needs_ids_where_nobody_can_confirm(pair: Talent) -> None:
    pair.ok("wants", "Joke", "tekeningen voor mijn boek")
    pair.ok("can", "Kees", "goed tekenen")
    before = pair.register.read_bytes()
    for words in (("link", "Joke", "1"), ("match", "Joke", "--no", "1")):
        ran = pair(*words, "--json")
        assert ran.code == 4
        assert [c["id"] for c in ran.json["errors"][0]["candidates"]] == ["r2", "r3"]
    assert pair.register.read_bytes() == before
    for words in (("link", "Joke", "9"), ("match", "Joke", "--no", "0")):
        assert pair(*words).code == 3


def test_on_a_terminal_a_line_is_confirmed_with_both_names(pair: Talent, person: Person) -> None:
    pair.ok("wants", "Joke", "tekeningen voor mijn boek")
    pair.ok("can", "Kees", "goed tekenen")
    before = pair.register.read_bytes()
    question = "Bring Joke (r2) and Kees (r3) together?"
    refused = person("link", "Joke", "1", answers=[(question, "")])
    assert refused.code == 5
    assert "Nothing was written down." in refused.err
    assert pair.register.read_bytes() == before
    ran = person("link", "Joke", "1", answers=[(question, "ja")])
    assert ran.code == 0, ran
    kept = record(pair)
    assert kept["statements"] == ["s1"]
    assert "tekenen" in kept["why"]


def test_on_a_terminal_a_no_to_a_line_is_remembered(pair: Talent, person: Person) -> None:
    pair.ok("wants", "Joke", "tekeningen voor mijn boek")
    pair.ok("can", "Kees", "goed tekenen")
    ran = person(
        "match",
        "Joke",
        "--no",
        "1",
        "te ver",
        answers=[("Never propose Joke (r2) and Kees (r3)", "y")],
    )
    assert ran.code == 0, ran
    assert pair.json("match", "Joke")["data"]["matches"] == []
    pair.ok("undo")
    assert len(pair.json("match", "Joke")["data"]["matches"]) == 1


def test_a_linked_pair_keeps_its_line_with_the_id_of_the_link(pair: Talent) -> None:
    pair.ok("wants", "Joke", "tekeningen voor mijn boek")
    pair.ok("can", "Kees", "goed tekenen")
    pair.ok("link", "Joke", "Kees")
    [match] = pair.json("match", "Joke")["data"]["matches"]
    assert match["link"] == "l1"
    assert "[l1]" in pair.ok("match", "Joke").out


def test_who_said_no_is_asked_again_before_a_yes_is_typed_over_it(talent: Talent) -> None:
    talent.ok("add", "Fatima Amrani")
    talent.ok("add", "Jan Pot")
    talent.ok("link", "Fatima", "Jan")
    talent.ok("consent", "Fatima", "share", "yes")
    talent.ok("consent", "Jan", "share", "no")
    ran = talent("went", "l1", "introduced")
    assert ran.code == 5
    assert "r2 said no to being named to the other" in ran.err
    assert "--share" not in ran.err
    talent.ok("consent", "Jan", "share", "yes")
    talent.ok("went", "l1", "introduced")

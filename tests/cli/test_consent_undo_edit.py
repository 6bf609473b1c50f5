"""`consent`, `undo`, `edit`: what was agreed, taken back, and put right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.running import Talent


def record(talent: Talent, record_id: str) -> Any:
    return talent.json("show", record_id)["data"]["record"]


def said(value: Any) -> Any:
    """What a value says, without the keys that say nothing."""
    if isinstance(value, dict):
        return {key: said(item) for key, item in value.items() if item not in (None, "", [], {})}
    return [said(item) for item in value] if isinstance(value, list) else value


# --- consent


def test_consent_is_kept_per_purpose_with_the_day_and_how(street: Talent) -> None:
    street.ok("consent", "Marijke", "keep,share", "yes", "--how", "oral", "--on", "gisteren")
    assert said(record(street, "r2")["consents"]) == [
        {"purpose": "keep", "given": True, "on": "2026-11-20", "how": "oral"},
        {"purpose": "share", "given": True, "on": "2026-11-20", "how": "oral"},
    ]
    assert "agreed" in street.ok("show", "Marijke").out


def test_consent_is_withdrawn_as_easily_and_keeps_the_day_it_was_given(street: Talent) -> None:
    street.ok("consent", "Marijke", "share", "yes", today="1-10-2026")
    street.ok("consent", "Marijke", "share", "no")
    [kept] = record(street, "r2")["consents"]
    assert (kept["on"], kept["withdrawn"]) == ("2026-10-01", "2026-11-21")
    street.ok("consent", "Marijke", "share", "ja")
    assert record(street, "r2")["consents"][0]["withdrawn"] is None


def test_a_second_no_keeps_the_day_of_the_withdrawal(street: Talent) -> None:
    street.ok("consent", "Marijke", "share", "yes", today="1-10-2026")
    street.ok("consent", "Marijke", "share", "no", today="1-11-2026")
    street.ok("consent", "Marijke", "share", "no")
    [kept] = record(street, "r2")["consents"]
    assert (kept["on"], kept["withdrawn"]) == ("2026-10-01", "2026-11-01")


@pytest.mark.parametrize(
    "words",
    [
        ("keep,share", "yes"),
        ("keep,", "share", "yes"),
        ("keep", "share", "yes"),
        ("bewaren,delen", "ja"),
        ("Bewaren, Delen", "Ja"),
    ],
    ids=" ".join,
)
def test_purposes_may_be_typed_as_they_come(street: Talent, words: tuple[str, ...]) -> None:
    street.ok("consent", "Marijke", *words)
    assert [c["purpose"] for c in record(street, "r2")["consents"]] == ["keep", "share"]


@pytest.mark.parametrize(
    "words", [(), ("share",), ("yes",), ("everything", "yes"), ("share", "perhaps"), (",", "yes")]
)
def test_consent_that_cannot_be_read_changes_nothing(
    street: Talent, words: tuple[str, ...]
) -> None:
    before = street.register.read_bytes()
    assert street("consent", "Marijke", *words).code == 2
    assert street.register.read_bytes() == before


def test_an_initiative_agrees_to_nothing(street: Talent) -> None:
    assert street("consent", "Leeskring", "share", "yes").code == 3


# --- undo


def test_undo_goes_back_one_step_at_a_time_to_the_beginning(talent: Talent) -> None:
    def state() -> Any:
        return [talent.json("list", what)["data"]["rows"] for what in ("residents", "talents")]

    states = [state()]
    for words in (("add", "Kees"), ("can", "Kees", "koken"), ("edit", "Kees", "--area", "Zuid")):
        talent.ok(*words)
        states.append(state())
    for expected in reversed(states[:-1]):
        talent.ok("undo")
        assert state() == expected
    ran = talent("undo")
    assert ran.code == 3
    assert "nothing to take back" in ran.err


def test_undo_says_what_it_took_back_and_when_that_was(street: Talent) -> None:
    street.ok("can", "Kees", "koken", today="20-11-2026")
    ran = street.ok("undo")
    assert "can" in ran.err
    assert "20 November 2026" in ran.err
    assert "koken" in ran.out
    assert "removed" in ran.out


def test_naming_an_undo_redoes(street: Talent) -> None:
    street.ok("can", "Kees", "koken")
    street.ok("undo")
    undone = street.json("undo", "--list")["data"]["operations"][0]
    assert undone["verb"] == "undo"
    street.ok("undo", undone["id"])
    assert "koken" in street.ok("show", "Kees").out


def test_an_undo_is_refused_when_something_was_changed_since(street: Talent) -> None:
    street.ok("edit", "Kees", "--area", "Noord")
    first = street.json("undo", "--list")["data"]["operations"][0]["id"]
    street.ok("edit", "Kees", "--area", "West")
    before = street.register.read_bytes()
    ran = street("undo", first)
    assert ran.code == 5
    assert "r4" in ran.err
    assert street.register.read_bytes() == before


def test_taking_back_somebody_others_point_at_is_refused(talent: Talent) -> None:
    talent.ok("add", "Kees")
    talent.ok("can", "Kees", "koken")
    ran = talent("undo", "u1")
    assert ran.code == 5
    assert "Kees" in talent.ok("show", "Kees").out


def test_ids_are_never_given_again(talent: Talent) -> None:
    assert talent.id("add", "Kees") == "r1"
    talent.ok("undo")
    assert talent.id("add", "Joke") == "r2"


def test_the_list_of_what_can_be_taken_back_reads_well(street: Talent) -> None:
    street.ok("undo")
    lines = street.ok("undo", "--list").out.splitlines()
    assert "undo" in lines[0]
    assert "taken back" in lines[1]
    assert "note" in lines[1]
    assert any("loves" in line and " loves: " in line for line in lines)


def test_with_nothing_done_the_list_is_empty_and_exit_3(talent: Talent) -> None:
    assert talent("undo", "--list").code == 3


def test_a_promise_that_was_moved_goes_back_to_its_day(street: Talent) -> None:
    street.ok("later", "f1", "mei")
    assert street.ok("remind").out == ""
    street.ok("undo")
    assert "Kees" in street.ok("remind").out


def test_undo_takes_a_closed_link_back_with_all_that_followed(street: Talent) -> None:
    street.ok("went", "l1", "introduced", "--share", "yes")
    before = street.json("show", "l1")["data"]
    street.ok("went", "l1", "failed")
    street.ok("undo")
    assert street.json("show", "l1")["data"] == before


# --- edit


FIELDS = [
    ("r1", "--name", "Ahmet Y.", "name", "Ahmet Y."),
    ("r1", "--naam", "Ahmet Y.", "name", "Ahmet Y."),
    ("r1", "--nickname", "Appie", "nickname", "Appie"),
    ("r1", "--wijk", "Zuid", "area", "Zuid"),
    ("r1", "--adres", "Dorpsstraat 1", "address", "Dorpsstraat 1"),
    ("r1", "--postcode", "1234ab", "postcode", "1234 AB"),
    ("r1", "--telefoon", "+31 6 12345679", "phone", "0612345679"),
    ("r1", "--mail", "a@example.org", "email", "a@example.org"),
    ("r1", "--bereik", "bellen", "contact_by", "phone"),
    ("r1", "--aanspreken", "u", "address_form", "u"),
    ("r1", "--talen", "Turks, Nederlands (B1)", "languages",
     [{"name": "Turks"}, {"name": "Nederlands", "level": "B1"}]),
    ("r1", "--ontmoet", "1-9-2025", "met", {"on": "2025-09-01"}),
    ("r1", "--via", "de kapper", "met", {"through": "de kapper"}),
    ("r1", "--gelegenheid", "inloop", "met", {"occasion": "inloop"}),
    ("r1", "--verwijzer", "De Brink", "referrer",
     {"organisation": "De Brink", "talks": 0, "word_back_owed": "2026-11-21"}),
    ("r1", "--ritme", "half jaar", "rhythm", 6),
    ("r1", "--rhythm", "3", "rhythm", 3),
    ("r1", "--status", "rust", "status", "resting"),
    ("r1", "--sleutel", "B-12", "ref", "B-12"),
    ("i1", "--omschrijving", "voetbal", "description", "voetbal"),
    ("i1", "--soort", "inloop", "kind", "drop_in"),
    ("i1", "--plek", "sportpark", "place", "sportpark"),
    ("i1", "--wanneer", "wo avond", "schedule", "wo avond"),
    ("i1", "--contact", "Frank", "contact", "Frank"),
    ("i1", "--in-handen-van", "bewoners", "in_hands_of",
     {"who": "residents", "since": "2026-11-21"}),
    ("i1", "--welkom", "met begeleiding", "open_to_newcomers", "with_company"),
    ("i1", "--staat", "loopt", "state", "running"),
    ("i1", "--trekkers", "Ahmet,Joke", "carriers", ["r1", "r3"]),
    ("s1", "--tekst", "jeugdtrainer", "text", "jeugdtrainer"),
    ("s1", "--tonen", "misschien", "will_show", "maybe"),
    ("s1", "--nodig", "een bal", "needs", "een bal"),
    ("s2", "--duur", "kort", "size", "short"),
    ("s2", "--eigen-kring", "ja", "own_network_tried", True),
    ("s2", "--staat", "in gesprek", "state", "talking"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "option", "typed", "field", "kept"), FIELDS)
def test_a_field_is_changed_and_taken_back(
    street: Talent, who: str, option: str, typed: str, field: str, kept: object
) -> None:
    before = record(street, who).get(field)
    ran = street.ok("edit", who, option, typed)
    assert said(record(street, who)[field]) == kept
    assert who in ran.out
    street.ok("undo")
    assert record(street, who).get(field) == before


CLEARED = [
    (who, option, typed, field)
    for who, option, typed, field, _kept in FIELDS
    if option not in ("--name", "--naam", "--tekst", "--staat", "--status", "--soort", "--tonen")
]


@pytest.mark.parametrize(("who", "option", "typed", "field"), CLEARED)
def test_an_empty_text_clears_a_field(
    street: Talent, who: str, option: str, typed: str, field: str
) -> None:
    street.ok("edit", who, option, typed)
    street.ok("edit", who, option, "")
    assert record(street, who).get(field) in (None, [], "")


@pytest.mark.parametrize(
    ("who", "option"),
    [("r1", "--name"), ("i1", "--name"), ("s1", "--text"), ("r1", "--name=  ")],
)
def test_what_a_record_cannot_do_without_is_not_cleared(
    street: Talent, who: str, option: str
) -> None:
    before = street.register.read_bytes()
    words = ("edit", who, option) if "=" in option else ("edit", who, option, "")
    ran = street(*words)
    assert ran.code == 2, ran
    assert street.register.read_bytes() == before


def test_a_met_day_keeps_through_whom(street: Talent) -> None:
    street.ok("edit", "r1", "--via", "de kapper")
    street.ok("edit", "r1", "--met", "1-9-2025")
    assert said(record(street, "r1")["met"]) == {"on": "2025-09-01", "through": "de kapper"}
    street.ok("edit", "r1", "--met", "")
    assert said(record(street, "r1")["met"]) == {"through": "de kapper"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("r1", "--state", "running"), 2),
        (("r1", "--carriers", "Joke"), 2),
        (("s1", "--phone", "0612345678"), 2),
        (("i1", "--rhythm", "6"), 2),
        (("f1", "--text", "anders"), 2),
        (("r1", "--phone", "12"), 5),
        (("r1", "--email", "geen mail"), 5),
        (("r1", "--postcode", "7811"), 5),
        (("r1", "--status", "verdwenen"), 2),
        (("r1", "--rhythm", "nooit"), 2),
        (("r1", "--rhythm", "0"), 2),
        (("r1", "--rhythm", "99999999"), 2),
        (("r1", "--rhythm", "2 weken"), 2),
        (("i2", "--carriers", "Zacharias"), 3),
        (("i2", "--carriers", "VV Kerkenbosch"), 3),
        (("i2", "--carriers", "Ahmed"), 3),
        (("i1", "--state", "weg"), 2),
        (("r1",), 2),
        ((), 2),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_changes_nothing(
    street: Talent, words: tuple[str, ...], code: int
) -> None:
    before = street.register.read_bytes()
    ran = street("edit", *words)
    assert ran.code == code, ran
    assert ran.err
    assert street.register.read_bytes() == before


def test_an_edit_of_nothing_shows_no_data_in_the_error(street: Talent) -> None:
    ran = street("edit", "r1", "--json")
    assert ran.code == 2
    assert "12 34 56 78" not in ran.screen


def test_carriers_are_shown_by_name(street: Talent) -> None:
    street.ok("edit", "i2", "--carriers", "Ahmet,Joke")
    shown = street.ok("show", "i2").out
    assert "Ahmet Yılmaz" in shown
    assert "Joke Bakker" in shown


def test_an_idea_that_is_stopped_needs_no_carriers(street: Talent) -> None:
    street.ok("edit", "i2", "--state", "stopped")


def test_an_association_runs_without_carriers(street: Talent) -> None:
    street.ok("edit", "i1", "--state", "running")


def test_falling_below_two_carriers_is_reported_and_not_forced(street: Talent) -> None:
    street.ok("edit", "i2", "--carriers", "Ahmet,Joke", "--state", "running")
    ran = street.ok("edit", "i2", "--carriers", "Ahmet")
    assert record(street, "i2")["state"] == "running"
    assert "one more resident" in ran.err


@pytest.mark.parametrize("gone", ["s1", "n1", "f2", "l1"])
def test_a_statement_note_promise_or_link_is_taken_away(street: Talent, gone: str) -> None:
    ran = street.ok("edit", gone, "--remove")
    assert "(removed)" in ran.out
    assert street("show", gone).code == 3
    street.ok("undo")
    assert record(street, gone)["id"] == gone


@pytest.mark.parametrize("who", ["r1", "i1", "Ahmet"])
def test_residents_and_initiatives_are_not_simply_removed(street: Talent, who: str) -> None:
    ran = street("edit", who, "--remove")
    assert ran.code == 5
    assert "--status stopped" in ran.err or "--state stopped" in ran.err
    typed = ran.err.splitlines()[-1].partition("talent ")[2].split()
    street.ok(*typed)


def test_a_link_with_aftercare_is_not_removed_from_under_it(street: Talent) -> None:
    street.ok("went", "l1", "introduced", "--share", "yes")
    before = street.register.read_bytes()
    ran = street("edit", "l1", "--remove")
    assert ran.code == 5
    assert street.register.read_bytes() == before


def test_a_round_is_taken_away(street: Talent) -> None:
    street.ok("note", "--round", "Kerkstraat", "--doors", "3")
    street.ok("edit", "o1", "--remove")
    assert street.json("list", "rounds")["data"]["rows"] == []


def test_keys_this_version_does_not_know_survive_every_edit(street: Talent) -> None:
    from talentregister.storage import Home
    from tests.storage.looking import document, rewrite

    home = Home(street.register, street.register.parents[1] / "config")

    def add_unknown(stored: Any) -> None:
        stored["residents"] = json.loads(json.dumps(stored["residents"]))
        stored["residents"]["1"]["horoscope"] = {"sign": "fish"}

    rewrite(home, add_unknown)
    street.ok("edit", "Ahmet", "--area", "Noord")
    street.ok("consent", "Ahmet", "share", "yes")
    assert document(home)["residents"]["1"]["horoscope"] == {"sign": "fish"}


def test_who_does_not_want_to_be_kept_is_not_proposed_and_is_to_be_taken_out(
    talent: Talent,
) -> None:
    talent.ok("add", "Piet")
    talent.ok("can", "Piet", "timmeren")
    assert talent.json("match", "timmeren")["data"]["matches"]
    said = talent.ok("consent", "Piet", "keep", "no").err
    assert "To take them out: talent forget r1" in said
    assert talent.json("match", "timmeren")["data"]["matches"] == []
    assert "talent forget" not in talent.ok("consent", "Piet", "keep", "yes").err
    assert talent.json("match", "timmeren")["data"]["matches"]

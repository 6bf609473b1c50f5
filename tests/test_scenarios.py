"""The acceptance scenarios of the practice, through the command line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.running import Person, Talent
from tests.terminals import Terminal

# The sheets' scenarios (21, 22) stand with the sheets: tests/cli/test_sheets.py; the bundle (13)
# in tests/cli/test_bundle.py.


def names(envelope: Any, direction: str = "") -> list[str]:
    """Who is proposed, in order."""
    found = envelope["data"]["matches"]
    return [m["who"]["name"] for m in found if direction in ("", m["direction"])]


def test_1_a_newcomer_who_coached_football_gets_the_club_first_and_the_shared_word(
    talent: Talent,
) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("add", "--initiative", "VV Kerkenbosch", "--kind", "association")
    talent.ok("add", "--initiative", "Koffieochtend", "--kind", "drop_in")
    talent.ok("can", "Ahmet", "voetbaltrainer", "geweest,", "jeugd", "--available", "di do avond")
    talent.ok("wants", "Koffieochtend", "iemand die taart bakt")
    talent.ok("wants", "VV Kerkenbosch", "trainers", "voor", "de", "jeugd")
    matches = talent.json("match", "Ahmet")["data"]["matches"]
    assert matches[0]["who"]["name"] == "VV Kerkenbosch"
    assert matches[0]["wants"]["text"] == "trainers voor de jeugd"
    said = " ".join(reason["text"] for reason in matches[0]["reasons"])
    assert "jeugd" in said
    assert "trainer" in said
    assert "“" in talent.ok("match", "Ahmet").out


def test_1_no_field_asks_why_somebody_was_referred(talent: Talent) -> None:
    talent.ok("add", "Ahmet", "--referrer", "huisartsenpraktijk De Brink")
    shown = talent.json("show", "Ahmet")["data"]["record"]
    assert shown["referrer"]["organisation"] == "huisartsenpraktijk De Brink"
    assert set(shown["referrer"]) == {"organisation", "talks", "word_back_owed"}
    assert "reason" not in talent.ok("add", "--help").out


def test_2_a_note_with_a_diagnosis_is_not_kept_without_anyway(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    before = talent.register.read_bytes()
    refused = talent("note", "Ahmet", "is somber, depressie zegt de dokter")
    assert refused.code == 5
    assert "“depressie”" in refused.err
    assert "--anyway" in refused.err
    assert talent.register.read_bytes() == before
    talent.ok("note", "Ahmet", "is somber, depressie zegt de dokter", "--anyway")
    assert "somber" in talent.ok("show", "Ahmet").out


def test_3_a_lover_of_art_history_is_found_for_a_room_that_wants_speakers(talent: Talent) -> None:
    talent.ok("add", "Marijke")
    talent.ok("add", "Joke")
    talent.ok("loves", "Marijke", "kunstgeschiedenis", "--show", "yes")
    talent.ok("loves", "Joke", "tuinieren")
    talent.ok("add", "--initiative", "De Brink", "--kind", "drop_in")
    talent.ok("wants", "De Brink", "sprekers voor een lezing")
    found = talent.json("match", "De Brink")
    assert names(found)[0] == "Marijke"
    assert found["data"]["matches"][0]["offers"]["text"] == "kunstgeschiedenis"
    assert found["data"]["matches"][0]["reasons"]


@pytest.fixture
def kees(talent: Talent) -> Talent:
    """Kees, who has no time until he retires in a year."""
    talent.ok("add", "Kees Blok", "--email", "kees@example.org", today="21-11-2025")
    echoed = talent.ok(
        "later", "Kees", "over", "een", "jaar", "dan met pensioen, wil klussen", today="21-11-2025"
    )
    assert "Saturday 21 November 2026" in echoed.err
    return talent


def test_4_a_promise_for_after_retirement_comes_back_a_year_later_to_the_day(kees: Talent) -> None:
    before = kees.ok("remind", today="20-11-2026")
    assert before.out == ""
    shown = kees.ok("remind", today="21-11-2026")
    assert "“dan met pensioen, wil klussen”" in shown.out
    assert "Kees Blok" in shown.out


def test_4_the_draft_recalls_his_words_and_the_day(kees: Talent) -> None:
    letter = kees.ok("remind", "--draft", "f1", "--lang", "nl", today="21-11-2026").out
    assert "dan met pensioen, wil klussen" in letter
    assert "21 november 2025" in letter
    assert "kees@example.org" in letter
    assert kees.ok("remind", today="21-11-2026").out != "", "a draft closes nothing"


def test_5_after_a_month_without_the_laptop_kees_is_shown_once_and_again_the_next_day(
    kees: Talent,
) -> None:
    for day, open_for in (("15-12-2026", 24), ("16-12-2026", 25)):
        due = kees.json("remind", today=day)["data"]["due"]
        assert [(item["about"]["name"], item["days_open"]) for item in due] == [
            ("Kees Blok", open_for)
        ]
        assert kees.ok("remind", today=day).out.count("Kees") == 1


def test_6_a_chat_last_week_counts_for_the_rhythm(talent: Talent) -> None:
    talent.ok("add", "Joke", today="1-2-2026")
    talent.ok("edit", "Joke", "--rhythm", "6", today="1-2-2026")
    assert "Joke" in talent.ok("remind").out
    talent.ok("note", "Joke", "gesproken in de gang", "--on", "14-11-2026")
    assert talent.ok("remind").out == ""
    assert talent.ok("remind", today="13-5-2027").out == ""
    assert "Joke" in talent.ok("remind", today="14-5-2027").out


def test_7_an_illustrator_and_a_writer_are_proposed_and_a_check_stands_under_both(
    talent: Talent,
) -> None:
    talent.ok("add", "Sam")
    talent.ok("add", "Lidia")
    talent.ok("can", "Sam", "goed tekenen")
    talent.ok("wants", "Lidia", "tekeningen voor mijn boek")
    assert names(talent.json("match", "Lidia"), "wants") == ["Sam"]
    assert names(talent.json("match", "Sam"), "offers") == ["Lidia"]
    link = talent.id("link", "Lidia", "Sam")
    changed = talent.ok("went", link, "introduced", "--share", "yes,yes")
    assert "5 December 2026" in changed.err
    for name in ("Sam", "Lidia"):
        due = [f["due"] for f in talent.json("show", name)["data"]["followups"]]
        assert due == ["2026-12-05", "2027-02-21"]
    shown = talent.ok("remind", today="5-12-2026").out
    assert "Lidia ↔ Sam" in shown


def test_8_several_helpers_and_a_bed_are_one_introduction_closed_the_same_day(
    talent: Talent,
) -> None:
    for name in ("Oma Bep", "Piet", "Klaas", "Wim"):
        talent.ok("add", name)
    talent.ok("wants", "Oma Bep", "iemand die mijn bed verschuift", "--size", "short")
    for name in ("Piet", "Klaas", "Wim"):
        talent.ok("can", name, "sterk, kan sjouwen")
    assert sorted(names(talent.json("match", "Oma Bep"), "wants")) == ["Klaas", "Piet", "Wim"]
    link = talent.id("link", "Oma Bep", "Piet,Klaas")
    talent.ok("went", link, "ended", "--fulfilled")
    [kept] = talent.json("show", "Oma Bep")["data"]["links"]
    assert kept["ended"]["fulfilled"] is True
    assert kept["ended"]["on"] == "2026-11-21"
    assert len(kept["sides"]) == 3
    assert talent.ok("remind", today="1-6-2027").out == ""


def test_8_a_wish_that_was_linked_by_its_line_is_fulfilled_with_the_link(
    talent: Talent, person: Person
) -> None:
    talent.ok("add", "Oma Bep")
    talent.ok("add", "Piet")
    talent.ok("wants", "Oma Bep", "iemand die mijn bed verschuift", "--size", "short")
    talent.ok("can", "Piet", "bedden verschuiven")
    linked = person("link", "Oma Bep", "1", answers=[("Piet (r2)", "y")])
    assert linked.code == 0, linked
    talent.ok("went", "l1", "ended", "--fulfilled")
    [wish] = talent.json("show", "Oma Bep")["data"]["statements"]
    assert wish["state"] == "fulfilled"


def test_9_a_link_shows_whom_she_can_ring_and_nothing_of_the_neighbour(talent: Talent) -> None:
    talent.ok("add", "Riet")
    talent.ok("add", "--initiative", "Koffieochtend", "--kind", "drop_in")
    talent.ok("wants", "Riet", "iets nuttigs doen")
    talent.ok("wants", "Koffieochtend", "iemand die koffie schenkt")
    talent.ok("link", "Riet", "Koffieochtend", "--ring", "Truus 06-12345678")
    shown = talent.ok("show", "Riet").out
    assert "☎ Truus 06-12345678" in shown
    assert "Truus" in talent.ok("list", "links").out
    assert [r["name"] for r in talent.json("list")["data"]["rows"]] == ["Riet"]


def test_12_the_three_questions_land_as_a_note_a_wish_and_a_talent(
    talent: Talent, person: Person
) -> None:
    ran = person(
        "add",
        "Fatima",
        answers=[
            ("live well here?", "ja, alleen de stoep is scheef"),
            ("wish?", "een naaimachine lenen; taalles"),
            ("somebody else?", "goed koken"),
        ],
    )
    assert ran.code == 0, ran
    shown = talent.json("show", "Fatima")["data"]
    assert [n["text"] for n in shown["notes"]] == ["ja, alleen de stoep is scheef"]
    assert [(s["kind"], s["text"]) for s in shown["statements"]] == [
        ("wants", "een naaimachine lenen"),
        ("wants", "taalles"),
        ("can", "goed koken"),
    ]


def test_12_skipping_all_three_questions_still_saves_fatima(
    talent: Talent, terminal: Terminal
) -> None:
    ran = terminal("add", "Fatima", answers=[("here?", ""), ("wish?", ""), ("else?", "")])
    assert ran.code == 0, ran
    shown = talent.json("show", "Fatima")["data"]
    assert (shown["notes"], shown["statements"]) == ([], [])


def test_14_an_idea_runs_only_when_two_residents_carry_it(talent: Talent) -> None:
    for name in ("Marijke", "Joke"):
        talent.ok("add", name)
    talent.ok("add", "--initiative", "Leeskring")
    talent.ok("edit", "i1", "--carriers", "Marijke")
    refused = talent("edit", "i1", "--state", "running")
    assert refused.code == 5
    assert "one more resident is needed" in refused.err
    assert "--carriers" in refused.err
    assert talent.json("show", "i1")["data"]["record"].get("state", "idea") == "idea"
    talent.ok("edit", "i1", "--state", "running", "--carriers", "Marijke,Joke")
    assert talent.json("show", "i1")["data"]["record"]["state"] == "running"


def test_15_a_warm_handover_needs_company_or_a_name_and_a_first_visit(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("add", "--initiative", "Werkplaats", "--kind", "activity",
              "--open-to", "with company")  # fmt: skip
    link = talent.id("link", "Ahmet", "Werkplaats")
    talent.ok("went", link, "asked")
    refused = talent("went", link, "introduced", "--share", "yes")
    assert refused.code == 5
    assert "company, or somebody to ring" in refused.err
    assert "--ring" in refused.err
    assert talent.json("show", link)["data"]["record"]["state"] == "asked"
    talent.ok("went", link, "introduced", "--share", "yes", "--ring", "Frank 06-12345678")
    refused = talent("went", link, "running")
    assert refused.code == 5
    assert "no first visit" in refused.err
    talent.ok("went", link, "running", "--visited", "20-11-2026")
    assert talent.json("show", link)["data"]["record"]["state"] == "running"


def test_16_doubt_proposes_a_check_and_a_failed_pair_is_never_proposed_again(
    talent: Talent,
) -> None:
    for name in ("Lidia", "Sam", "Noor"):
        talent.ok("add", name)
    talent.ok("wants", "Lidia", "tekeningen voor mijn boek")
    for name in ("Sam", "Noor"):
        talent.ok("can", name, "goed tekenen")
    link = talent.id("link", "Lidia", "Sam")
    talent.ok("went", link, "introduced", "--share", "yes,yes")
    doubted = talent.ok("went", link, "--click", "yes,doubt")
    assert "28 November 2026" in doubted.err
    talent.ok("went", link, "failed", "--why", "geen klik")
    assert names(talent.json("match", "Lidia")) == ["Noor"]
    assert names(talent.json("match", "Sam")) == []
    talent.ok("wants", "Noor", "een portret laten tekenen")
    assert "Sam" in names(talent.json("match", "Noor")), "both are free for others"
    assert talent.ok("remind", today="1-6-2027").out == ""


def test_20_sewing_is_not_sowing(talent: Talent) -> None:
    talent.ok("add", "An")
    talent.ok("add", "Bep")
    talent.ok("loves", "An", "zaaien")
    talent.ok("wants", "Bep", "iemand die kan naaien")
    assert names(talent.json("match", "Bep")) == []
    assert names(talent.json("match", "naaien")) == []


def test_20_a_no_to_a_false_friend_is_for_good(talent: Talent) -> None:
    talent.ok("add", "Henk")
    talent.ok("add", "--initiative", "Buurtbus", "--kind", "association")
    talent.ok("can", "Henk", "bestuur van de voetbalclub")
    talent.ok("wants", "Buurtbus", "iemand die de bus kan besturen")
    talent.ok("match", "Buurtbus", "--no", "r1", "dat is een ander besturen")
    assert names(talent.json("match", "Buurtbus")) == []
    assert names(talent.json("match", "Henk")) == []
    assert talent.json("match", "--all")["data"]["all"] == [] or all(
        not entry["matches"] for entry in talent.json("match", "--all")["data"]["all"]
    )


@pytest.mark.parametrize(
    "words",
    [
        ("note", "Ahmet", "nummer 123456782 doorgegeven"),
        ("can", "Ahmet", "koken 123456782"),
        ("add", "Piet 123456782"),
        ("edit", "Ahmet", "--area", "123456782"),
        ("later", "Ahmet", "mei 2027", "bel over 1234.56.782"),
        ("done", "f1", "bsn is 123 456 782"),
        ("link", "Ahmet", "Joke", "--why", "123456782"),
        ("went", "l1", "--ring", "123456782"),
        ("match", "Ahmet", "--no", "Joke", "123456782"),
        ("note", "--round", "123456782"),
    ],
    ids=lambda words: words[0],
)
def test_23_a_citizen_service_number_is_refused_without_being_echoed(
    street: Talent, words: tuple[str, ...]
) -> None:
    before = street.register.read_bytes()
    ran = street(*words)
    assert ran.code == 5, ran
    assert "Nine digits" in ran.err
    assert "782" not in ran.screen
    assert street.register.read_bytes() == before


def test_25_leave_me_be_silences_promises_and_matches(talent: Talent) -> None:
    for name in ("Marijke", "Lidia"):
        talent.ok("add", name)
    talent.ok("can", "Marijke", "goed tekenen")
    talent.ok("wants", "Lidia", "tekeningen voor mijn boek")
    talent.ok("later", "Marijke", "1-11-2026", "bellen over de tuin", "--on", "1-10-2026")
    talent.ok("later", "Marijke", "20-11-2026", "koffie", "--on", "1-10-2026")
    assert len(talent.json("remind")["data"]["due"]) == 2
    assert names(talent.json("match", "Lidia")) == ["Marijke"]
    talent.ok("consent", "Marijke", "approach", "yes", "--how", "oral")
    withdrawn = talent.ok("consent", "Marijke", "approach", "no")
    assert "2 open promises" in withdrawn.err
    assert talent.ok("remind").out == ""
    assert names(talent.json("match", "Lidia")) == []
    assert len(talent.json("list", "later")["data"]["rows"]) == 2
    assert "bellen over de tuin" in talent.ok("show", "Marijke").out
    talent.ok("consent", "Marijke", "approach", "yes")
    assert len(talent.json("remind")["data"]["due"]) == 2


def test_11_a_round_along_fourteen_doors_keeps_counts_and_no_names(talent: Talent) -> None:
    talent.ok("note", "--round", "Irenestraat", "--doors", "14", "--opened", "6", "--willing", "3")
    for name in ("Truus", "Ali", "Bea"):
        talent.ok("add", name, "--area", "Irenestraat", "--occasion", "deurbelronde")
        talent.ok("consent", name, "keep", "yes", "--how", "oral")
    [walked] = talent.json("list", "rounds")["data"]["rows"]
    assert (walked["doors"], walked["opened"], walked["willing"]) == (14, 6, 3)
    assert len(talent.json("list")["data"]["rows"]) == 3
    assert "14" in talent.ok("list", "rounds").out


def test_10_a_former_security_guard_is_found_by_the_word_safe(talent: Talent) -> None:
    talent.ok("add", "Bram")
    talent.ok("add", "Noor")
    talent.ok("can", "Bram", "beveiliger geweest")
    talent.ok("can", "Noor", "taarten bakken")
    assert names(talent.json("match", "veilig")) == ["Bram"]

"""The follow-up verbs through the command line: filters, kinds, rhythm, picking, the day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.running import Person, Talent
from tests.terminals import Terminal


def due(talent: Talent, *words: str, today: str | None = None) -> list[Any]:
    found: list[Any] = talent.json("remind", *words, today=today)["data"]["due"]
    return found


def kinds(talent: Talent, *words: str, today: str | None = None) -> list[str]:
    return [item["kind"] for item in due(talent, *words, today=today)]


@pytest.fixture
def two(talent: Talent) -> Talent:
    """Kees in Zuid and Joke in Noord, each with something due."""
    talent.ok("add", "Kees Blok", "--area", "Zuid", "--phone", "0612345678")
    talent.ok("add", "Joke Bakker", "--area", "Noord", "--email", "joke@example.org")
    talent.ok("later", "Kees", "20-11-2026", "wil klussen", "--on", "20-11-2025")
    talent.ok("later", "Joke", "19-11-2026", "koffie")
    talent.ok("later", "Kees", "vandaag", "--kind", "aftercare", "bevalt het")
    return talent


# --- remind


def test_filters_by_area_kind_and_who(two: Talent) -> None:
    assert len(due(two)) == 3
    assert [i["id"] for i in due(two, "--area", "zuid")] == ["f3", "f1"]
    assert [i["id"] for i in due(two, "--kind", "nazorg")] == ["f3"]
    assert [i["id"] for i in due(two, "--kind", "promise,aftercare")] == ["f3", "f2", "f1"]
    assert [i["id"] for i in due(two, "--who", "Joke")] == ["f2"]
    assert [i["id"] for i in due(two, "--wie", "joke,r1")] == ["f3", "f2", "f1"]
    assert due(two, "--who", "Joke", "--area", "Zuid") == []


def test_a_filter_nobody_knows_is_said(two: Talent) -> None:
    assert two("remind", "--kind", "verjaardag").code == 2
    assert two("remind", "--who", "Zebedeus").code == 3


def test_a_link_is_in_the_area_of_either_side(two: Talent) -> None:
    two.ok("link", "Kees", "Joke", today="1-9-2026")
    two.ok("went", "l1", "introduced", "--share", "yes,yes", today="1-9-2026")
    for area in ("Zuid", "Noord"):
        assert "l1" in [i["about"]["id"] for i in due(two, "--area", area)]
    assert "l1" in [i["about"]["id"] for i in due(two, "--who", "Joke")]


def test_what_comes_is_counted_and_shown_when_asked(two: Talent) -> None:
    two.ok("later", "Joke", "1-12-2026", "straks")
    assert "1 more within 2w" in two.ok("remind").err
    assert "more within" not in two.ok("remind", "--ahead", "2w").err
    assert "straks" in two.ok("remind", "--ahead", "2w").out


def test_nothing_due_says_nothing_on_either_stream(talent: Talent) -> None:
    talent.ok("add", "Kees")
    talent.ok("later", "Kees", "1-12-2026", "straks")
    ran = talent("remind", today="")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


# --- kinds


def test_access_word_back_and_aftercare_know_their_own_day(two: Talent) -> None:
    for kind, day in (("inzage", "2026-12-21"), ("word_back", "2026-12-05")):
        made = two.id("later", "Kees", "--kind", kind)
        assert two.json("show", made)["data"]["record"]["due"] == day


def test_a_promise_needs_a_day_and_a_rhythm_is_no_promise(two: Talent) -> None:
    assert two("later", "Kees").code == 2
    assert two("later", "Kees", "mei", "--kind", "rhythm").code == 2


def test_17_a_referral_is_answered_in_two_weeks_and_says_only_that_nobody_came(
    talent: Talent,
) -> None:
    talent.ok("add", "Kees Blok", "--referrer", "huisartsenpraktijk De Brink", today="7-11-2026")
    assert due(talent, today="20-11-2026") == []
    [item] = due(talent)
    assert item["kind"] == "word_back"
    letter = talent.ok("remind", "--draft", item["id"]).out
    assert "To: huisartsenpraktijk De Brink" in letter
    assert "No visit has taken place yet" in letter
    assert "Kees" not in letter
    talent.ok("note", "Kees", "kennisgemaakt")
    assert "A first talk has taken place" in talent.ok("remind", "--draft", item["id"]).out
    record = talent.json("show", "Kees")["data"]["record"]
    assert record["referrer"]["word_back_owed"] == "2026-11-07"
    talent.ok("done", item["id"], "gebeld")
    assert talent.json("show", "Kees")["data"]["record"]["referrer"]["word_back_owed"] is None
    notes = talent.json("show", "Kees")["data"]["notes"]
    assert notes[-1]["on"] is None, "a talk with the practice is no contact with Kees"


def test_word_back_is_owed_for_a_new_referrer_and_not_for_the_same(talent: Talent) -> None:
    talent.ok("add", "Kees")
    talent.ok("edit", "Kees", "--referrer", "De Brink")
    talent.ok("edit", "Kees", "--referrer", "De Brink")
    talent.ok("edit", "Kees", "--area", "Zuid")
    assert len(talent.json("list", "later")["data"]["rows"]) == 1
    talent.ok("edit", "Kees", "--referrer", "De Kade")
    assert len(talent.json("list", "later")["data"]["rows"]) == 2


def test_word_back_is_drafted_for_who_wants_to_be_left_in_peace_too(talent: Talent) -> None:
    talent.ok("add", "Kees", "--referrer", "De Brink", today="1-11-2026")
    talent.ok("consent", "Kees", "approach", "no")
    assert kinds(talent) == ["word_back"]
    assert "De Brink" in talent.ok("remind", "--draft", "Kees").out


def test_19_handing_over_ends_the_workers_promises_but_a_yearly_look(talent: Talent) -> None:
    talent.ok("add", "--initiative", "Wandelgroep")
    talent.ok("later", "Wandelgroep", "vandaag", "hoe gaat het")
    said = talent.ok("edit", "Wandelgroep", "--in-hands-of", "residents").err
    assert "21 November 2027" in said
    assert due(talent) == []
    [item] = due(talent, today="21-11-2027")
    assert (item["id"], item["kind"], item["about"]["id"]) == (None, "rhythm", "i1")
    assert "in residents' hands" in talent.ok("remind", today="21-11-2027").out
    talent.ok("done", "Wandelgroep", "loopt als een trein", today="21-11-2027")
    assert due(talent, today="20-11-2028") == []
    talent.ok("later", "Wandelgroep", "vandaag", "de zaal", today="21-11-2027")
    assert kinds(talent, today="21-11-2027") == ["promise"], "a new promise counts"


def test_handing_over_is_taken_back_with_undo(talent: Talent) -> None:
    talent.ok("add", "--initiative", "Wandelgroep")
    talent.ok("later", "Wandelgroep", "vandaag", "hoe gaat het")
    talent.ok("edit", "Wandelgroep", "--in-hands-of", "residents")
    talent.ok("undo")
    assert [i["id"] for i in due(talent)] == ["f1"]


# --- rhythm and retention: by name


@pytest.fixture
def joke(talent: Talent) -> Talent:
    """Joke, with whom a half-yearly talk is due."""
    talent.ok("add", "Joke Bakker", today="1-1-2026")
    talent.ok("rhythm", "Joke", "6", "months", today="1-1-2026")
    return talent


def test_a_rhythm_is_set_shown_and_ended(joke: Talent) -> None:
    assert "every 6 months" in joke.ok("rhythm", "Joke").out
    joke.ok("ritme", "Joke", "een", "half", "jaar")
    assert joke.json("rhythm", "Joke")["data"]["rhythm"]["months"] == 6
    joke.ok("rhythm", "Joke", "geen")
    assert joke.json("rhythm", "Joke")["data"]["rhythm"]["months"] is None
    assert due(joke) == []
    assert joke("rhythm", "Joke", "vaak").code == 2
    joke.ok("add", "--initiative", "Leeskring")
    assert joke("rhythm", "Leeskring", "3").code == 3


def test_a_rhythm_is_done_by_name_without_a_word(joke: Talent) -> None:
    assert kinds(joke) == ["rhythm"]
    said = joke.ok("done", "Joke").err
    assert "21 May 2027" in said
    assert due(joke) == []
    assert kinds(joke, today="21-5-2027") == ["rhythm"]


def test_a_rhythm_is_put_off_by_name(joke: Talent) -> None:
    joke.ok("later", "Joke", "3m")
    assert due(joke) == []
    [item] = due(joke, today="21-2-2027")
    assert (item["id"], item["kind"]) == ("f1", "promise")
    joke.ok("done", "f1", "bijgepraat", today="21-2-2027")
    assert due(joke, today="21-2-2027") == []
    assert kinds(joke, today="21-8-2027") == ["rhythm"]


def test_a_promise_and_a_rhythm_of_one_person_are_answered_by_one_done(joke: Talent) -> None:
    joke.ok("later", "Joke", "vandaag", "de verhuizing", today="2-1-2026")
    joke.ok("later", "Joke", "20-11-2026", "de verhuizing", today="2-1-2026")
    assert sorted(kinds(joke)) == ["promise", "promise", "rhythm"]
    joke.ok("done", "f1", "alles gaat goed")
    assert kinds(joke) == ["promise"]


def test_retention_is_shown_asked_about_and_answered_by_name(talent: Talent) -> None:
    talent.ok("add", "Joke Bakker", today="1-1-2024")
    assert due(talent, today="31-12-2025") == []
    assert kinds(talent, today="1-1-2026") == ["retention"]
    assert "May I keep" in talent.ok("remind", "--draft", "Joke").out
    talent.ok("done", "Joke", "het mag blijven staan")
    assert due(talent) == []
    assert kinds(talent, today="21-11-2028") == ["retention"]


def test_retention_and_rhythm_together_are_one_answer(joke: Talent) -> None:
    assert sorted(kinds(joke, today="1-1-2029")) == ["retention", "rhythm"]
    joke.ok("done", "Joke", "gebeld", today="1-1-2029")
    assert due(joke, today="1-1-2029") == []


def test_putting_retention_off_keeps_the_promise_alive(talent: Talent) -> None:
    talent.ok("add", "Joke Bakker", today="1-1-2024")
    talent.ok("later", "Joke", "3m")
    assert due(talent) == []
    assert kinds(talent, today="21-2-2027") == ["promise"]


# --- conditions


def test_a_condition_waits_and_is_listed_apart(two: Talent) -> None:
    said = two.ok("later", "Kees", "als hij met pensioen is", "wil klussen").err
    assert "Waiting for “als hij met pensioen is”" in said
    out = two.ok("list", "later").out
    assert out.index("Waiting for") < out.index("als hij met pensioen is")


def test_a_follow_up_can_be_moved_to_a_condition(two: Talent) -> None:
    two.ok("later", "f1", "zodra de kinderen uit huis zijn")
    kept = two.json("show", "f1")["data"]["record"]
    assert kept["condition"] == "zodra de kinderen uit huis zijn"
    assert (kept["due"], kept["moved"]) == ("2027-02-21", ["2026-11-20"])
    assert kept["reason"] == "wil klussen"


def test_list_later_shows_rhythms_and_who_is_left_in_peace(joke: Talent) -> None:
    joke.ok("note", "Joke", "koffie")
    assert "21 May 2027" in joke.ok("list", "later").out
    joke.ok("later", "Joke", "mei", "tuin")
    joke.ok("consent", "Joke", "approach", "no")
    shown = joke.ok("list", "later")
    assert "leave me be" in shown.out
    [row] = joke.json("list", "later")["data"]["rows"]
    assert row["silenced"] is True
    assert joke.json("list", "later", "--area", "Zuid")["data"]["rows"] == []


# --- today


def test_today_is_one_screen_whatever_the_register(talent: Talent) -> None:
    for number in range(12):
        name = f"Bewoner{number} van de lange naam"
        talent.ok("add", name, "--phone", f"06123456{number:02}", today="1-1-2026")
        talent.ok("wants", f"r{number + 1}", f"wens {number}", "--size", "short", today="1-1-2026")
        if number % 2:
            talent.ok("later", f"r{number + 1}", "1-2-2026", "iets", today="1-1-2026")
    for number in range(1, 11, 2):
        talent.ok("link", f"r{number}", f"r{number + 1}", today="2-1-2026")
    ran = talent.ok("today")
    assert len(ran.out.splitlines()) == 25
    for heading in ("To do (6)", "Wishes left over (12", "Links to look after (5", "for long (6"):
        assert heading in ran.out
    assert "own network asked?" in ran.out
    data = talent.json("vandaag")["data"]
    assert [len(data[key]) for key in ("due", "wishes", "links", "unspoken")] == [6, 12, 5, 6]


def test_today_with_nothing_says_so(talent: Talent) -> None:
    assert "Nothing is waiting." in talent.ok("today").out


def test_today_on_a_narrow_terminal_stays_one_screen(two: Talent, terminal: Terminal) -> None:
    two.ok("later", "Joke", "vandaag", "een heel lang verhaal " * 20)
    ran = terminal("today", COLUMNS="40")
    lines = [line for line in ran.screen.splitlines() if "As if today" not in line]
    assert max(map(len, lines)) <= 40
    assert len(lines) <= 25


# --- picking


def test_pick_walks_through_the_list_one_by_one(two: Talent, terminal: Terminal) -> None:
    screen = terminal.start("remind", "--pick")
    for wait, answer in (
        ("1/3", "bel"), ("06-12 34 56 78", "klaar"),
        ("What came of it?", "bevalt prima"), ("When to come back?", "mei"),
        ("2/3", "3"), ("When to come back?", "sint juttemis"), ("cannot be read", "later"),
        ("When to come back?", "over een week"),
        ("3/3", "wat"), ("0 stop:", "brief"), ("Dear Kees", ""),
    ):  # fmt: skip
        screen.expect(wait)
        if wait not in ("What came of it?", "When to come back?"):
            screen.expect("0 stop:") if "stop" not in wait else None
        screen.type(answer)
    ran = screen.end()
    assert ran.code == 0, ran
    assert "That was all of today" in ran.screen
    assert [i["id"] for i in due(two)] == ["f1"]
    kept = two.json("show", "f2")["data"]["record"]
    assert (kept["due"], kept["moved"]) == ("2026-11-28", ["2026-11-19"])
    assert two.json("show", "f3")["data"]["record"]["closed"]["text"] == "bevalt prima"
    assert two.json("show", "f4")["data"]["record"]["due"] == "2027-05-01"


def test_stopping_halfway_keeps_what_was_done(two: Talent, terminal: Terminal) -> None:
    ran = terminal(
        "remind", "--langslopen",
        answers=[("stop:", "2"), ("came of it?", "ja"), ("come back?", ""), ("stop:", "0")],
    )  # fmt: skip
    assert ran.code == 0
    assert [i["id"] for i in due(two)] == ["f2", "f1"]


def test_pick_of_a_rhythm_goes_by_name(joke: Talent, terminal: Terminal) -> None:
    ran = terminal("remind", "--pick", answers=[("stop:", "done"), ("came of it?", "")])
    assert ran.code == 0
    assert due(joke) == []
    ran = terminal(
        "remind", "--pick", "--today", "1-1-2029",
        answers=[("stop:", "later"), ("come back?", ""), ("stop:", "later"), ("come back?", "3m")],
    )  # fmt: skip
    assert due(joke, today="1-1-2029") == []


def test_without_a_terminal_pick_is_the_list(two: Talent) -> None:
    assert two.ok("remind", "--pick").out == two.ok("remind").out


def test_on_a_terminal_a_missing_day_is_asked(two: Talent, terminal: Terminal) -> None:
    ran = terminal("later", "Kees", answers=[("When to come back?", "mei 2027")])
    assert ran.code == 0, ran
    assert two.json("show", "f4")["data"]["record"]["due"] == "2027-05-01"
    assert terminal("later", "Kees", answers=[("When to come back?", "")]).code == 2


# --- the closing line


def test_every_command_of_a_person_ends_with_how_many_wait(
    two: Talent, person: Person, terminal: Terminal
) -> None:
    assert terminal("list").screen.count("3 promises wait for you") == 1
    for words in (("can", "Kees", "koken"), ("show", "Kees"), ("rhythm", "Kees")):
        assert person(*words).screen.count("3 promises wait for you") == 1, words
    for verb in ("remind", "today"):
        assert "promises wait" not in person(verb).screen


def test_a_backlog_hides_no_promise_that_comes_due_today(talent: Talent) -> None:
    for number in range(12):
        talent.ok("add", f"Fatima {number}", today="1-2-2026")
        talent.ok("later", f"Fatima {number}", "2-3-26", "bellen", today="1-2-2026")
    talent.ok("add", "Piet Mol", today="1-2-2026")
    talent.ok("later", "Piet", "6-10-26", "pensioen", today="1-2-2026")
    lines = talent.ok("today", today="7-10-2026").out.splitlines()
    assert "Piet Mol" in lines[3]
    assert "pensioen" in lines[3]
    assert "(02-03-2026)" in lines[4]
    assert len(lines) <= 25

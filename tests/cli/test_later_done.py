"""`later`, `remind`, `done`: a promise is written down, moved, shown and closed."""

from __future__ import annotations

import pytest

from tests.running import Person, Talent


@pytest.fixture
def kees(talent: Talent) -> Talent:
    talent.ok("add", "Kees Blok", "--phone", "0612345678")
    return talent


def followup(talent: Talent, record_id: str = "f1") -> dict[str, object]:
    found: dict[str, object] = talent.json("show", record_id)["data"]["record"]
    return found


def test_a_day_that_is_past_is_said_to_be_due_at_once(kees: Talent) -> None:
    ran = kees.ok("later", "Kees", "gisteren", "bellen")
    assert "is past: it is on the list of today at once" in ran.err
    assert "Kees" in kees.ok("today").out


@pytest.mark.parametrize(
    ("today", "said", "far"),
    [
        ("2-3-2026", "maart", True),
        ("2-3-2026", "voorjaar", True),
        ("20-5-2026", "voorjaar", True),
        ("2-3-2026", "april", False),
        ("2-3-2026", "zomer", False),
        ("2-3-2026", "deze maand", False),
        ("2-3-2026", "3 maart 2027", False),
    ],
)
def test_a_month_that_is_running_is_told_to_be_nearly_a_year_away(
    kees: Talent, today: str, said: str, far: bool
) -> None:
    ran = kees.ok("later", "Kees", said, "--today", today)
    assert ("nearly a year away" in ran.err) is far


def test_what_comes_back_each_time_is_told_of_the_rhythm(kees: Talent) -> None:
    ran = kees("later", "Kees", "elke maand", "bellen")
    assert ran.code == 2
    assert "talent rhythm" in ran.err


@pytest.mark.parametrize(
    ("words", "due", "precision", "reason"),
    [
        (["over", "een", "jaar", "dan met pensioen"], "2027-11-21", "day", "dan met pensioen"),
        (["over een jaar", "dan met pensioen"], "2027-11-21", "day", "dan met pensioen"),
        (["mei", "bellen", "over", "de", "tuin"], "2027-05-01", "month", "bellen over de tuin"),
        (["mei", "2027", "bellen"], "2027-05-01", "month", "bellen"),
        (["1", "mei", "bellen"], "2027-05-01", "day", "bellen"),
        (["1-5", "bellen"], "2027-05-01", "day", "bellen"),
        (["zomer", "2027", "bellen"], "2027-06-01", "season", "bellen"),
        (["na de zomer", "bellen"], "2027-09-01", "season", "bellen"),
        (["volgend", "jaar", "bellen"], "2027-01-01", "year", "bellen"),
        (["next", "year", "ring"], "2027-01-01", "year", "ring"),
        (["3m", "bellen"], "2027-02-21", "day", "bellen"),
        (["morgen", "bellen"], "2026-11-22", "day", "bellen"),
        (["mei"], "2027-05-01", "month", ""),
        (["mei", "4 dozen brengen"], "2027-05-01", "month", "4 dozen brengen"),
    ],
    ids=" ".join,
)
def test_the_longest_leading_run_that_reads_as_a_day_is_the_day(
    kees: Talent, words: list[str], due: str, precision: str, reason: str
) -> None:
    kees.ok("later", "Kees", *words)
    kept = followup(kees)
    assert kept["due"] == due
    assert kept.get("precision", "day") == precision
    assert kept.get("reason", "") == reason


def test_a_quoted_argument_is_never_split(kees: Talent) -> None:
    kees.ok("later", "Kees", "mei", "2027 wordt alles anders")
    assert followup(kees)["due"] == "2027-05-01"
    assert followup(kees)["reason"] == "2027 wordt alles anders"


def test_the_day_is_echoed_in_full_with_its_weekday(kees: Talent) -> None:
    assert "Saturday 1 May 2027" in kees.ok("later", "Kees", "1 mei", "bellen").err
    dutch = kees.ok("later", "Kees", "1 mei", "nog eens", "--lang", "nl").err
    assert "zaterdag 1 mei 2027" in dutch


def test_the_words_are_kept_as_typed_with_the_day_they_were_said(kees: Talent) -> None:
    kees.ok("later", "Kees", "mei", "  dan  mét pensioen ", "--on", "gisteren")
    assert followup(kees)["reason"] == "dan  mét pensioen"
    assert followup(kees)["on"] == "2026-11-20"


@pytest.mark.parametrize(
    "condition", ["als hij met pensioen is", "when he retires", "zodra het kan", "Als ze beter is"]
)
def test_a_quoted_condition_is_asked_again_after_three_months(kees: Talent, condition: str) -> None:
    said = kees.ok("later", "Kees", condition, "wil klussen")
    kept = followup(kees)
    assert (kept["condition"], kept["reason"]) == (condition, "wil klussen")
    assert kept["due"] == "2027-02-21"
    assert "21 February 2027" in said.err


def test_a_condition_with_a_day_keeps_both(kees: Talent) -> None:
    kees.ok("later", "Kees", "mei", "als hij met pensioen is", "wil klussen")
    kept = followup(kees)
    assert kept["due"] == "2027-05-01"
    assert (kept["condition"], kept["reason"]) == ("als hij met pensioen is", "wil klussen")


def test_a_condition_stands_in_the_reminder(kees: Talent) -> None:
    kees.ok("later", "Kees", "als hij met pensioen is", "wil klussen")
    shown = kees.ok("remind", today="21-2-2027").out
    assert "als hij met pensioen is" in shown
    assert "wil klussen" in shown


def test_an_unquoted_als_is_no_condition(kees: Talent) -> None:
    ran = kees("later", "Kees", "als", "hij", "met", "pensioen", "is")
    assert ran.code == 2
    assert 'talent later Kees "als hij met pensioen is"' in ran.err


@pytest.mark.parametrize("words", [["sint juttemis"], ["31-2-2027", "bellen"], ["ooit", "eens"]])
def test_a_day_that_cannot_be_read_is_exit_2_with_the_forms(kees: Talent, words: list[str]) -> None:
    ran = kees("later", "Kees", *words)
    assert ran.code == 2
    assert words[0] in ran.err
    assert "over 3 maanden" in ran.err


def test_no_day_at_all_is_asked_for_in_words(kees: Talent) -> None:
    ran = kees("later", "Kees")
    assert ran.code == 2
    assert "“”" not in ran.err
    assert "over 3 maanden" in ran.err


def test_what_is_already_open_is_named_and_stays(kees: Talent) -> None:
    kees.ok("later", "Kees", "mei", "klussen")
    said = kees.ok("later", "Kees", "juni", "tuin")
    assert "f1" in said.err
    assert "klussen" in said.err
    assert len(kees.json("list", "later")["data"]["rows"]) == 2


def test_moving_keeps_the_reason_and_every_earlier_day(kees: Talent) -> None:
    kees.ok("later", "Kees", "1-12-2026", "klussen")
    kees.ok("later", "f1", "mei")
    kees.ok("later", "f1", "1 juni 2027", "na de verhuizing")
    kept = followup(kees)
    assert kept["due"] == "2027-06-01"
    assert kept["moved"] == ["2026-12-01", "2027-05-01"]
    assert str(kept["reason"]).startswith("klussen")
    assert "na de verhuizing" in str(kept["reason"])


def test_a_closed_promise_is_not_moved(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    kees.ok("done", "f1", "gedaan")
    ran = kees("later", "f1", "mei")
    assert ran.code == 5
    assert "f1 was closed already" in ran.err


def test_what_is_due_stays_until_it_is_done(kees: Talent) -> None:
    kees.ok("later", "Kees", "23-11-2026", "klussen")
    assert kees.ok("remind").out == ""
    for day in ("23-11-2026", "24-11-2026", "1-6-2028"):
        assert "klussen" in kees.ok("remind", today=day).out
    kees.ok("done", "f1", today="1-6-2028")
    assert kees.ok("remind", today="2-6-2028").out == ""


def test_a_reminder_shows_the_words_how_to_reach_and_the_id(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    [line] = kees.ok("remind").out.splitlines()
    for part in ("Kees Blok", "“klussen”", "06-12 34 56 78", "f1"):
        assert part in line


def test_new_ones_come_first_then_the_oldest(kees: Talent) -> None:
    for day, why in (("2-11-2026", "oud"), ("10-11-2026", "ouder"), ("20-11-2026", "vers")):
        kees.ok("later", "Kees", day, why, today="1-11-2026")
    # Saturday: the last working day was yesterday, so nothing is new; on Friday it is.
    assert [i["reason"] for i in kees.json("remind", today="20-11-2026")["data"]["due"]] == [
        "vers",
        "oud",
        "ouder",
    ]
    assert [i["new"] for i in kees.json("remind", today="20-11-2026")["data"]["due"]] == [
        True,
        False,
        False,
    ]


def test_what_fell_due_in_the_weekend_is_new_on_monday(kees: Talent) -> None:
    kees.ok("later", "Kees", "21-11-2026", "zaterdag", today="1-11-2026")
    assert kees.json("remind", today="23-11-2026")["data"]["due"][0]["new"] is True
    assert kees.json("remind", today="24-11-2026")["data"]["due"][0]["new"] is False


def test_ahead_shows_what_comes_apart_from_what_is_due(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "nu")
    kees.ok("later", "Kees", "1-12-2026", "straks")
    kees.ok("later", "Kees", "mei", "ver weg")
    data = kees.json("remind", "--ahead", "2w")["data"]
    assert [i["reason"] for i in data["due"]] == ["nu"]
    assert [i["reason"] for i in data["ahead"]] == ["straks"]
    shown = kees.ok("remind", "--vooruit", "twee weken").out
    assert shown.index("nu") < shown.index("Coming") < shown.index("straks")
    assert "ver weg" not in shown


def test_exit_code_ten_only_when_asked_and_when_something_is_due(kees: Talent) -> None:
    assert kees("remind", "--exit-code").code == 0
    kees.ok("later", "Kees", "vandaag", "nu")
    assert kees("remind").code == 0
    ran = kees("remind", "--exit-code", "--json")
    assert ran.code == ran.json["exit_code"] == 10
    assert ran.json["status"] == "success"
    assert kees("remind", "--exit-code", "--ahead", "1w", today="20-11-2026").code == 0


def test_remind_changes_nothing(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "nu")
    before = kees.register.read_bytes()
    for words in (("remind",), ("remind", "--draft", "f1"), ("remind", "--ahead", "1j")):
        kees.ok(*words)
    assert kees.register.read_bytes() == before


def test_a_clock_that_went_back_is_said_by_remind_and_every_writing_verb(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "nu", today="1-12-2026")
    for words in (
        ("remind",),
        ("can", "Kees", "koken"),
        ("loves", "Kees", "tuinieren"),
        ("add", "Joke"),
        ("add", "--initiative", "Leeskring"),
        ("note", "Kees", "koffie"),
        ("edit", "Kees", "--area", "Zuid"),
        ("later", "Kees", "mei", "x"),
        ("done", "f1"),
        ("link", "Kees", "Joke"),
        ("went", "l1", "asked"),
        ("consent", "Kees", "keep", "yes"),
        ("match", "Kees", "--no", "Joke"),
        ("undo",),
    ):
        assert kees.ok(*words).err.count("The clock says") == 1, words
    for words in (("show", "Kees"), ("list",)):
        assert "The clock says" not in kees.ok(*words).err


# --- done


def test_done_closes_with_the_words_and_makes_them_a_note_of_today(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    kees.ok("done", "f1", "wil", "in", "mei", "beginnen")
    shown = kees.json("show", "Kees")["data"]
    [kept] = shown["followups"]
    assert kept["state"] == "done"
    assert kept["closed"] == {"on": "2026-11-21", "text": "wil in mei beginnen"}
    assert [(n["text"], n["on"]) for n in shown["notes"]] == [("wil in mei beginnen", "2026-11-21")]


def test_done_without_words_writes_no_note(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    kees.ok("done", "f1")
    assert kees.json("show", "Kees")["data"]["notes"] == []


def test_next_makes_the_next_promise_from_what_was_said(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    said = kees.ok("done", "f1", "wil in mei beginnen", "--next", "mei")
    assert "May 2027" in said.err
    kept = followup(kees, "f2")
    assert (kept["due"], kept["precision"]) == ("2027-05-01", "month")
    assert kept["reason"] == "wil in mei beginnen"


def test_a_next_day_that_cannot_be_read_closes_nothing(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    before = kees.register.read_bytes()
    ran = kees("done", "f1", "gedaan", "--next", "sint juttemis")
    assert ran.code == 2
    assert kees.register.read_bytes() == before


def test_done_by_name_closes_the_only_due_item(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    kees.ok("later", "Kees", "mei", "tuin")
    kees.ok("done", "Kees", "gebeld")
    assert followup(kees, "f1")["state"] == "done"
    assert followup(kees, "f2")["state"] == "open"


def test_done_by_name_with_several_due_lists_them(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    kees.ok("later", "Kees", "vandaag", "tuin")
    before = kees.register.read_bytes()
    ran = kees("done", "Kees", "gebeld", "--json")
    assert ran.code == 4
    [error] = ran.json["errors"]
    assert [c["id"] for c in error["candidates"]] == ["f1", "f2"]
    assert "klussen" in error["candidates"][0]["name"]
    assert "done f" in error["hint"]
    assert kees.register.read_bytes() == before


def test_done_by_name_of_an_initiative(kees: Talent) -> None:
    kees.ok("add", "--initiative", "Leeskring")
    kees.ok("later", "Leeskring", "vandaag", "vraag naar de zaal")
    kees.ok("done", "Leeskring", "mag gratis")
    assert kees.json("show", "Leeskring")["data"]["notes"][0]["text"] == "mag gratis"


def test_done_of_somebody_with_nothing_due_says_so(kees: Talent) -> None:
    kees.ok("later", "Kees", "mei", "tuin")
    ran = kees("done", "Kees")
    assert ran.code == 3
    assert "Nothing is due for “Kees Blok”" in ran.err


def test_done_of_a_rhythm_goes_by_name_and_is_contact(kees: Talent) -> None:
    kees.ok("edit", "Kees", "--rhythm", "6", today="1-1-2026")
    kees.ok("note", "Kees", "gesproken", "--on", "1-1-2026")
    assert kees.json("remind")["data"]["due"][0]["kind"] == "rhythm"
    kees.ok("done", "Kees", "koffie gedronken")
    assert kees.ok("remind").out == ""
    assert kees.json("show", "Kees")["data"]["notes"][-1]["text"] == "koffie gedronken"


def test_done_twice_is_refused(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    kees.ok("done", "f1")
    assert kees("done", "f1").code == 5


def test_done_of_a_wish_fulfils_it(kees: Talent) -> None:
    kees.ok("wants", "Kees", "een ladder")
    kees.ok("done", "s1")
    assert kees.json("show", "s1")["data"]["record"]["state"] == "fulfilled"
    assert kees.json("list", "wishes")["data"]["rows"] == []


def test_done_of_a_wish_keeps_what_was_said(kees: Talent) -> None:
    """Words that were typed are never dropped in silence."""
    kees.ok("wants", "Kees", "een ladder")
    kees.ok("done", "s1", "van de buurman gekregen")
    notes = kees.json("show", "Kees")["data"]["notes"]
    assert [note["text"] for note in notes] == ["van de buurman gekregen"]


def test_done_of_a_talent_is_refused(kees: Talent) -> None:
    kees.ok("can", "Kees", "klussen")
    assert kees("done", "s1").code == 5


def test_done_of_aftercare_is_a_note_about_both(kees: Talent) -> None:
    kees.ok("add", "Joke")
    kees.ok("link", "Kees", "Joke")
    kees.ok("went", "l1", "introduced", "--share", "yes,yes")
    kees.ok("done", "Kees", "gaat goed", today="5-12-2026")
    assert kees.json("show", "Joke")["data"]["notes"][0]["text"] == "gaat goed"


def test_a_promise_about_a_link_names_both(kees: Talent) -> None:
    kees.ok("add", "Joke")
    kees.ok("link", "Kees", "Joke", "--why", "samen wandelen")
    kees.ok("went", "l1", "introduced", "--share", "yes,yes")
    assert "Kees Blok ↔ Joke" in kees.ok("remind", today="5-12-2026").out


# --- drafts


def test_a_draft_is_written_for_what_is_not_due_yet(kees: Talent) -> None:
    kees.ok("later", "Kees", "mei", "wil klussen")
    assert "wil klussen" in kees.ok("remind", "--draft", "f1").out


def test_a_draft_by_name_takes_the_only_due_item(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "wil klussen")
    ran = kees.ok("remind", "--draft", "Kees")
    assert "To: Kees Blok" in ran.out
    assert "nothing was sent" in ran.err
    assert kees.json("remind", "--draft", "Kees")["data"]["drafts"][0]["to"] == "Kees Blok"


def test_a_draft_for_a_rhythm_goes_by_name(kees: Talent) -> None:
    kees.ok("edit", "Kees", "--rhythm", "6", today="1-1-2026")
    kees.ok("note", "Kees", "gesproken", "--on", "1-1-2026")
    assert "Shall we" in kees.ok("remind", "--draft", "Kees").out


def test_a_draft_says_je_or_u(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "wil klussen")
    assert "Je mag me" in kees.ok("remind", "--draft", "f1", "--lang", "nl").out
    kees.ok("edit", "Kees", "--address-form", "u")
    letter = kees.ok("remind", "--draft", "f1", "--lang", "nl").out
    assert "U kunt me" in letter
    assert "Beste Kees Blok" in letter


def test_no_draft_for_who_wants_to_be_left_in_peace(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "wil klussen")
    kees.ok("consent", "Kees", "approach", "no")
    ran = kees("remind", "--draft", "f1")
    assert ran.code == 5
    assert "left in peace" in ran.err


def test_no_draft_for_what_was_closed(kees: Talent) -> None:
    kees.ok("later", "Kees", "vandaag", "wil klussen")
    kees.ok("done", "f1")
    ran = kees("remind", "--draft", "f1")
    assert ran.code == 5
    assert "f1 was closed already" in ran.err


def test_no_draft_about_an_initiative(kees: Talent) -> None:
    kees.ok("add", "--initiative", "Leeskring")
    kees.ok("later", "Leeskring", "vandaag", "zaal")
    assert kees("remind", "--draft", "f1").code == 5


def test_a_draft_to_both_sides_never_names_the_neighbour(kees: Talent) -> None:
    kees.ok("add", "Joke Bakker")
    kees.ok("link", "Kees", "Joke")
    kees.ok("went", "l1", "introduced", "--share", "yes,yes")
    drafts = kees.json("remind", "--draft", "f1")["data"]["drafts"]
    assert [d["to"] for d in drafts] == ["Kees Blok", "Joke Bakker"]
    assert "Joke" not in drafts[0]["body"]
    assert "Kees" not in drafts[1]["body"]


# --- on a terminal


def test_on_a_terminal_done_asks_when_to_come_back(kees: Talent, person: Person) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    ran = person("done", "f1", "gebeld", answers=[("When to come back?", "mei 2027")])
    assert ran.code == 0, ran
    assert followup(kees, "f2")["due"] == "2027-05-01"


def test_on_a_terminal_a_next_day_that_cannot_be_read_is_said_and_asked_again(
    kees: Talent, person: Person
) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    ran = person(
        "done",
        "f1",
        answers=[
            ("When to come back?", "sint juttemis"),
            ("cannot be read as a date", ""),
        ],
    )
    assert ran.code == 0, ran
    assert followup(kees, "f1")["state"] == "done"


def test_on_a_terminal_an_unknown_id_is_said_before_anything_is_asked(
    kees: Talent, person: Person
) -> None:
    ran = person("done", "f99")
    assert ran.code == 3
    assert "When to come back" not in ran.screen


def test_on_a_terminal_done_by_name_asks_which(kees: Talent, person: Person) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    kees.ok("later", "Kees", "vandaag", "tuin")
    ran = person("done", "Kees", answers=[("Which one?", "2"), ("When to come back?", "")])
    assert ran.code == 0, ran
    assert followup(kees, "f2")["state"] == "done"


def test_on_a_terminal_one_line_says_how_many_promises_wait(kees: Talent, person: Person) -> None:
    kees.ok("later", "Kees", "vandaag", "klussen")
    kees.ok("later", "Kees", "vandaag", "tuin")
    ran = person("show", "Kees", piped=True)
    assert "2 promises wait for you" in ran.err
    assert "promises" not in ran.out
    assert "promises" not in person("show", "Kees", "--quiet").screen
    assert "promises" not in person("remind").screen

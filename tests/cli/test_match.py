"""`match`: how its argument is read, and what it puts in front of a person."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from tests.running import Furnish, Talent


def filled(talent: Talent) -> None:
    for name in ("Lidia", "Sam", "Noor", "Joke Bakker", "Joke Smit"):
        talent.ok("add", name)
    talent.ok("add", "--initiative", "Buurtsoep", "--kind", "activity")
    talent.ok("wants", "Lidia", "tekeningen voor mijn boek")
    talent.ok("can", "Sam", "goed tekenen", "--available", "di avond")
    talent.ok("can", "Noor", "portretten tekenen")
    talent.ok("loves", "Joke Bakker", "wandelen")
    talent.ok("loves", "Joke Smit", "wandelen")


@pytest.fixture
def people(furnish: Furnish) -> Talent:
    return furnish("test_match", filled)


def data(talent: Talent, *words: str) -> Any:
    return talent.json("match", *words)["data"]


@pytest.mark.parametrize("typed", ["r1", "R1", "Lidia", "lidia", "LÍDIA"])
def test_a_whole_name_or_id_is_a_resident(people: Talent, typed: str) -> None:
    found = data(people, typed)
    assert found["for"] == {"id": "r1", "ref": "", "name": "Lidia", "kind": "resident"}
    assert "Matches for Lidia (r1)" in people.ok("match", typed).err


def test_a_whole_name_may_be_an_initiative_and_then_the_asks_are_listed(people: Talent) -> None:
    people.ok("wants", "Buurtsoep", "iemand die leert tekenen")
    found = data(people, "buurtsoep")
    assert found["for"]["kind"] == "initiative"
    [ask] = found["asks"]
    assert ask["ask"]["text"] == "iemand die leert tekenen"
    assert ask["ranks"] == [
        m["rank"] for m in found["matches"] if m["wants"]["id"] == ask["ask"]["id"]
    ]


@pytest.mark.parametrize("typed", [(), ("",), (" ", "")])
def test_nothing_to_look_for_is_asked_for(people: Talent, typed: tuple[str, ...]) -> None:
    assert people("match", *typed).code == 2


def test_of_several_asks_each_has_a_short_list_above_the_whole(people: Talent) -> None:
    people.ok("wants", "Buurtsoep", "iemand die tekent, boekbinder")
    out = people.ok("match", "Buurtsoep").out
    short, _whole = out.split("could help")
    assert short.splitlines() == [
        "for each ask",
        "iemand die tekent  1 Sam, 2 Noor",
        "boekbinder         nobody yet",
    ]
    people.ok("wants", "Lidia", "iemand om mee te wandelen")
    assert "for each wish\n" in people.ok("match", "Lidia").out
    assert "for each" not in people.ok("match", "Sam").out


@pytest.mark.parametrize(
    "words",
    [("Lidi",), ("Lidai",), ("Bakker",), ("wie kan er tekenen",), ("Lidia", "tekenen"), ("teken",)],
    ids=" ".join,
)
def test_anything_else_is_free_words(people: Talent, words: tuple[str, ...]) -> None:
    found = data(people, *words)
    assert found["for"] == {"id": None, "ref": "", "name": " ".join(words), "kind": "words"}
    assert "asks" not in found
    assert {m["direction"] for m in found["matches"]} <= {"wants"}
    assert f"“{' '.join(words)}”" in people.ok("match", *words).err


def test_words_forces_the_other_reading(people: Talent) -> None:
    assert data(people, "Lidia", "--words")["for"]["kind"] == "words"
    assert data(people, "Lidia", "--woorden")["for"]["kind"] == "words"


def test_a_name_that_several_have_is_asked_about(people: Talent) -> None:
    ran = people("match", "Joke", "--json")
    assert ran.code == 4, ran.out
    assert [c["id"] for c in ran.json["errors"][0]["candidates"]] == ["r4", "r5"]
    assert data(people, "Joke", "--words")["for"]["kind"] == "words"


def test_free_words_that_find_nothing_are_an_empty_list_and_exit_0(people: Talent) -> None:
    ran = people.ok("match", "xyzzy")
    assert ran.out == ""
    assert "Nobody suitable" in ran.err
    assert data(people, "xyzzy")["matches"] == []


def test_a_name_typed_wrong_that_finds_nothing_says_who_was_perhaps_meant(people: Talent) -> None:
    ran = people.ok("match", "Lidai")
    assert (ran.out, ran.err.splitlines()[-1]) == ("", "Did you mean Lidia (r1)?")
    assert "Did you mean" not in people.ok("match", "xyzzy").err


def test_an_id_that_nobody_has_is_not_looked_for_as_a_word(people: Talent) -> None:
    ran = people("match", "r999")
    assert (ran.code, ran.out) == (3, "")
    assert "r999" in ran.err


def test_a_direction_that_goes_with_a_name_is_not_passed_over_in_silence(people: Talent) -> None:
    ran = people("match", "tekenen", "--aanbod", "--lang", "nl")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--aanbod gaat met een hele naam, niet met losse woorden.")
    assert data(people, "tekenen", "--wants")["for"]["kind"] == "words"


def test_an_option_is_called_by_its_name_in_the_language_spoken(people: Talent) -> None:
    ran = people("match", "Lidia", "--hoogstens", "veel", "--lang", "nl")
    assert ran.err == "“veel” past niet bij --hoogstens.\n"
    ran = people("match", "Lidia", "--hoogstens", "veel")
    assert ran.err == "“veel” does not fit --limit.\n"


def test_a_match_has_the_keys_that_scripts_rely_on(people: Talent) -> None:
    match = data(people, "Lidia")["matches"][0]
    assert set(match) >= {
        "rank", "score", "band", "direction", "who", "wants", "offers", "reasons", "when",
        "cautions", "link",
    }  # fmt: skip
    assert set(match["who"]) == {"id", "ref", "name", "kind"}
    assert set(match["wants"]) == {"id", "text"}
    assert set(match["offers"]) == {"id", "kind", "text"}
    assert set(match["reasons"][0]) == {"wants", "offers", "how", "text"}
    assert match["band"] in ("strong", "possible", "maybe")
    assert 0 <= match["score"] <= 1


def test_ranks_run_over_the_whole_list(people: Talent) -> None:
    people.ok("can", "Lidia", "taart bakken")
    people.ok("wants", "Sam", "een taart voor mijn verjaardag")
    found = data(people, "Lidia")["matches"]
    assert [m["rank"] for m in found] == list(range(1, len(found) + 1))
    order = ["wants", "offers", "shared", "guest"]
    directions = [order.index(m["direction"]) for m in found]
    assert directions == sorted(directions)


@pytest.mark.parametrize(
    ("option", "direction"),
    [("--wants", "wants"), ("--wensen", "wants"), ("--offers", "offers"), ("--aanbod", "offers"),
     ("--shared", "shared"), ("--gedeeld", "shared"), ("--guest", "guest"), ("--gast", "guest")],
)  # fmt: skip
def test_one_direction_can_be_asked_for(people: Talent, option: str, direction: str) -> None:
    people.ok("can", "Lidia", "taart bakken")
    people.ok("wants", "Sam", "een taart voor mijn verjaardag")
    found = data(people, "Lidia", option)["matches"]
    assert {m["direction"] for m in found} <= {direction}


def test_a_shared_passion_is_shown_for_both(people: Talent) -> None:
    [match] = data(people, "Joke Bakker")["matches"]
    assert (match["direction"], match["who"]["name"]) == ("shared", "Joke Smit")


def test_limit_holds_each_way(people: Talent) -> None:
    assert len(data(people, "Lidia", "--limit", "1")["matches"]) == 1
    assert len(data(people, "wie kan er tekenen", "--limit", "1")["matches"]) == 1
    for typed in ("veel", "-1", "1.5", "9" * 5000):
        assert people("match", "Lidia", f"--limit={typed}").code == 2


def test_availability_is_shown_and_never_filters(people: Talent) -> None:
    people.ok("edit", "s1", "--available", "ma ochtend")
    found = {m["who"]["name"]: m["when"] for m in data(people, "Lidia")["matches"]}
    assert set(found) == {"Sam", "Noor"}
    assert found["Sam"]


def test_all_goes_along_every_open_ask(people: Talent) -> None:
    people.ok("wants", "Sam", "een taart")
    found = data(people, "--all")["all"]
    assert [entry["for"]["name"] for entry in found if entry["matches"]] == ["Lidia"]
    assert all(set(entry) >= {"for", "matches"} for entry in found)
    shown = people.ok("match", "--alles").out
    assert "Lidia" in shown
    assert "Sam" in shown


def test_a_fulfilled_wish_is_matched_no_more(people: Talent) -> None:
    people.ok("done", "s1")
    assert data(people, "Lidia")["matches"] == []


def test_who_rests_or_stopped_is_not_proposed(people: Talent) -> None:
    for number, status in enumerate(("resting", "stopped", "frozen"), 1):
        people.ok("edit", "Sam", "--status", status)
        assert [m["who"]["name"] for m in data(people, "Lidia")["matches"]] == ["Noor"], number
    people.ok("edit", "Sam", "--status", "active")
    assert len(data(people, "Lidia")["matches"]) == 2


def test_the_same_question_has_the_same_answer(people: Talent) -> None:
    assert people.ok("match", "Lidia").out == people.ok("match", "Lidia").out


def test_a_no_by_id_keeps_the_reason_and_is_said(people: Talent) -> None:
    ran = people.ok("match", "Lidia", "--no", "r2", "te ver")
    assert "Lidia and Sam will not be proposed again" in ran.err
    assert "te ver" in ran.out
    assert [m["who"]["name"] for m in data(people, "Lidia")["matches"]] == ["Noor"]
    assert "Sam" in [m["who"]["name"] for m in data(people, "wie kan er tekenen")["matches"]]


def test_a_no_is_shown_with_both_and_can_be_taken_back(people: Talent) -> None:
    ran = people.ok("match", "Lidia", "--no", "Sam", "te ver")
    assert "To take it back: talent edit x1 --remove" in ran.err
    for who in ("Lidia", "Sam"):
        shown = people.ok("show", who).out
        assert "Said no to" in shown
        assert "x1" in shown
        assert "te ver" in shown
    people.ok("edit", "x1", "--remove")
    assert "Sam" in [m["who"]["name"] for m in data(people, "Lidia")["matches"]]
    assert "Said no to" not in people.ok("show", "Lidia").out


def test_a_no_said_twice_is_kept_once(people: Talent) -> None:
    people.ok("match", "Lidia", "--no", "Sam")
    before = people.register.read_bytes()
    ran = people.ok("match", "Sam", "--no", "Lidia")
    assert people.register.read_bytes() == before
    assert "already" in ran.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--no", "r2"), 2),
        (("Zacharias", "--no", "r2"), 3),
        (("Lidia", "--no", "r99"), 3),
        (("Lidia", "--no", "Zacharias"), 3),
        (("Lidia", "--no", "Lidia"), 5),
        (("Lidia", "--no", "99"), 3),
        ((), 2),
    ],
)
def test_a_no_that_names_no_pair_changes_nothing(
    people: Talent, words: tuple[str, ...], code: int
) -> None:
    before = people.register.read_bytes()
    ran = people("match", *words)
    assert ran.code == code, ran
    assert people.register.read_bytes() == before


def test_every_reason_is_a_sentence_with_both_their_words(people: Talent) -> None:
    for match in data(people, "Lidia")["matches"]:
        for reason in match["reasons"]:
            assert reason["wants"] in reason["text"]
            assert reason["offers"] in reason["text"]


def test_a_pair_is_explained(people: Talent) -> None:
    ran = people.ok("match", "r1", "r2", "--why")
    assert "Sam" in ran.screen
    assert people.ok("match", "Lidia", "Sam", "--waarom").code == 0


@pytest.mark.parametrize("words", [("r1",), ("r1", "r99"), ("r1", "r2", "r3"), ()])
def test_an_explanation_needs_exactly_two(people: Talent, words: tuple[str, ...]) -> None:
    assert people("match", *words, "--why").code in (2, 3)


def test_what_was_found_of_words_is_kept_used_and_forgotten(people: Talent) -> None:
    register = Path(os.environ["TALENTREGISTER_FILE"])
    kept = register.with_name(f".{register.name}.words")
    first = data(people, "Lidia")
    assert not kept.exists()
    chance = random.Random(4)
    for _ in range(8):
        words = ("".join(chance.choices("abdegiklnoprst", k=8)) for _ in range(50))
        people.ok("can", "Joke Smit", " ".join(words))
    assert data(people, "Lidia") == first
    whole = kept.read_bytes()
    assert data(people, "Lidia") == first
    assert kept.read_bytes() == whole
    kept.write_bytes(b"torn")
    assert data(people, "Lidia") == first
    assert kept.stat().st_size > 1000
    people.ok("forget", "Joke Smit", "--yes")
    assert not kept.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--all", "--offers"), "--all and --offers do not go together."),
        (("--bundle", "--shared"), "--bundle and --shared do not go together."),
        (("Lidia", "--all", "--bundle"), "--all and --bundle do not go together."),
        (("Lidia", "Sam", "--why", "--wants"), "--why and --wants do not go together."),
        (("Lidia", "--no", "r2", "--limit", "3"), "--no and --limit do not go together."),
        (("Lidia", "--all"), "It is not clear what to do with “Lidia”."),
        (("Lidia", "--for-all"), "--for-all says something only with --no."),
    ],
    ids=" ".join,
)
def test_an_option_that_would_say_nothing_is_refused(
    people: Talent, words: tuple[str, ...], said: str
) -> None:
    ran = people("match", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_part_of_the_list_keeps_the_numbers_of_the_whole(people: Talent) -> None:
    """So that `link Sam 2` and `match Sam --no 2` mean who stands there."""
    people.ok("wants", "Sam", "iemand om mee te wandelen")
    numbers = {
        line.split("(")[1][:2]: line.split()[0]
        for line in people.ok("match", "Sam").out.splitlines()
        if "(" in line
    }
    parts = people.ok("match", "Sam", "--offers").out, people.ok("match", "Sam", "--limit", "1").out
    for part in parts:
        shown = [line for line in part.splitlines() if "(" in line]
        assert shown
        assert all(numbers[line.split("(")[1][:2]] == line.split()[0] for line in shown)
    assert numbers["r1"] in parts[0]
    assert int(numbers["r1"]) > 1


def test_the_column_of_hours_is_there_only_when_some_were_told(people: Talent) -> None:
    assert "Tuesday evening" in people.ok("match", "Lidia").out
    assert not any(line.endswith(" ") for line in people.ok("match", "Sam").out.splitlines())


def test_of_many_who_perhaps_suit_three_are_shown_and_the_others_counted(talent: Talent) -> None:
    for name in ("An", "Bo", "Cor", "Dirk", "Els"):
        talent.ok("add", name)
        talent.ok("can", name, "honden uitlaten")
    ran = talent.ok("match", "kat eten geven")
    found = data(talent, "kat eten geven")["matches"]
    assert {match["band"] for match in found} == {"maybe"}
    assert len(found) == 5
    assert ran.out.count("maybe") == 3
    assert "2 more perhaps suit: see them with --limit 10." in ran.err
    told = talent.ok("match", "kat eten geven", "--limit", "10")
    assert told.out.count("maybe") == 5
    assert "perhaps suit" not in told.err


def test_a_name_without_its_small_words_says_who_was_perhaps_meant(people: Talent) -> None:
    people.ok("add", "Dijk, Willem van")
    people.ok("can", "r6", "dijken bouwen")
    assert "Did you mean Willem van Dijk (r6)?" in people.ok("match", "Willem", "Dijk").err
    assert "Did you mean" not in people.ok("match", "wandelen", "Smit").err

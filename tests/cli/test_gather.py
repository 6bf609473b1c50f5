"""`add`, `loves`, `can`, `wants`, `has`, `note`: written down as it was said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.running import Person, Talent
from tests.terminals import CTRL_D, Terminal


def record(talent: Talent, record_id: str) -> Any:
    return talent.json("show", record_id)["data"]["record"]


def test_all_words_of_add_are_the_name(talent: Talent) -> None:
    talent.ok("add", "Vincent", "van", "Gogh", "--area", "Kerkenbosch", "--phone", "0612345678",
              "--through", "huisartsenpraktijk")  # fmt: skip
    kept = record(talent, "r1")
    assert kept["name"] == "Vincent van Gogh"
    assert kept["phone"] == "0612345678"
    assert kept["met"]["through"] == "huisartsenpraktijk"
    assert "Gogh, Vincent van" in talent.ok("list").out


@pytest.mark.parametrize("name", ["Fatima", "  An   de  Vries ", "O'Brien", "陳大文", "Ö", "7"])
def test_any_name_will_do(talent: Talent, name: str) -> None:
    talent.ok("add", name)
    assert record(talent, "r1")["name"] == " ".join(name.split())


@pytest.mark.parametrize("name", ["", " ", "\t", "\u200b"])
def test_no_name_is_no_resident(talent: Talent, name: str) -> None:
    ran = talent("add", name)
    assert ran.code in (2, 5), ran
    assert talent.json("list")["data"]["rows"] == []


@pytest.mark.parametrize(
    "row",
    [
        "mevr Tineke Bos, Rozenhof 5",
        "Tineke Bos 06-12 34 56 78",
        "Tineke Bos 0612345678",
        "Tineke tineke@example.org",
    ],
)
def test_a_row_typed_as_a_name_is_told_where_its_parts_belong(talent: Talent, row: str) -> None:
    ran = talent("add", row)
    assert ran.code == 2
    assert "--address" in ran.err
    assert "Tineke Bos, Rozenhof" not in ran.err
    assert talent.json("list")["data"]["rows"] == []


@pytest.mark.parametrize("name", ["Bos, Tineke", "Jan 2", "Bos, Tineke de", "Flat 12 de man van"])
def test_a_name_turned_or_with_a_number_is_a_name(talent: Talent, name: str) -> None:
    talent.ok("add", name)


def test_an_initiative_may_be_called_after_its_room(talent: Talent) -> None:
    talent.ok("add", "--initiative", "eettafel, zaal 2")


@pytest.mark.parametrize(("first", "then"), [("Tineke Bos", "Bos, Tineke"),
                                             ("Bos, Tineke", "Tineke Bos"),
                                             ("An de Vries", "Vries, de, An")])  # fmt: skip
def test_a_name_turned_is_the_same_name(talent: Talent, first: str, then: str) -> None:
    talent.ok("add", first)
    ran = talent("add", then)
    assert ran.code == 4
    assert "r1" in ran.err


def test_a_name_of_three_hundred_letters_is_refused_in_words(talent: Talent) -> None:
    for words in (("add", "x" * 300), ("add", "--initiative", "x" * 300),
                  ("note", "--round", "x" * 300), ("add", "Kees", "--languages", "x" * 300),
                  ("add", "Kees", "--referrer", "x" * 300)):  # fmt: skip
        ran = talent(*words)
        assert ran.code == 5, (words[0], ran.err)
        assert "300" in ran.err
        assert "200" in ran.err


def test_an_initiative_of_residents_starts_as_an_idea(talent: Talent) -> None:
    talent.ok("add", "--initiative", "Buurtsoep")
    kept = record(talent, "i1")
    assert (kept.get("kind", "residents"), kept.get("state", "idea")) == ("residents", "idea")


def test_an_initiative_keeps_all_it_was_told(talent: Talent) -> None:
    talent.ok(
        "add", "--initiatief", "VV Kerkenbosch", "--soort", "vereniging", "--omschrijving", "club",
        "--wijk", "Noord", "--plek", "sportpark", "--wanneer", "wo avond", "--contact", "Frank",
        "--in-handen-van", "bewoners", "--welkom", "ja",
    )  # fmt: skip
    kept = record(talent, "i1")
    assert kept["kind"] == "association"
    assert kept["open_to_newcomers"] == "yes"
    assert kept["in_hands_of"] == {"who": "residents", "since": "2026-11-21"}


@pytest.mark.parametrize(
    "words",
    [
        ("--initiative", "Buurtsoep", "--phone", "0612345678"),
        ("--initiative", "Buurtsoep", "--nickname", "soep"),
        ("Kees", "--kind", "association"),
        ("Kees", "--place", "sportpark"),
    ],
    ids=" ".join,
)
def test_an_option_of_the_other_kind_is_not_dropped_in_silence(
    talent: Talent, words: tuple[str, ...]
) -> None:
    assert talent("add", *words).code == 2


@pytest.mark.parametrize("verb", ["loves", "can", "wants", "has"])
def test_a_statement_is_kept_as_typed(talent: Talent, verb: str) -> None:
    talent.ok("add", "Ahmet")
    talent.ok(verb, "Ahmet", "foto’s  én", "vogels;", "-trainer", "geweest")
    texts = [s["text"] for s in talent.json("show", "Ahmet")["data"]["statements"]]
    assert texts == ["foto’s  én vogels", "-trainer geweest"]


def test_a_newline_and_a_semicolon_separate_statements(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("can", "Ahmet", "koken\nbakken; braden\r\n;; ;")
    texts = [s["text"] for s in talent.json("show", "Ahmet")["data"]["statements"]]
    assert texts == ["koken", "bakken", "braden"]
    talent.ok("undo")
    assert talent.json("show", "Ahmet")["data"]["statements"] == []


@pytest.mark.parametrize("words", [(), ("",), (" ",), (";",), ("; ;",), ("\n",)])
def test_nothing_to_write_down_is_a_mistake(talent: Talent, words: tuple[str, ...]) -> None:
    talent.ok("add", "Ahmet")
    for verb in ("can", "note"):
        if verb == "note" and ";" in "".join(words):
            continue
        ran = talent(verb, "Ahmet", *words)
        assert ran.code == 2, ran
        assert "nothing to write down" in ran.err


def test_what_goes_with_a_statement_goes_with_each(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("can", "Ahmet", "koken; bakken", "--beschikbaar", "di do avond", "--nodig", "oven",
              "--tonen", "ja", "--op", "gisteren")  # fmt: skip
    for s in ("s1", "s2"):
        kept = record(talent, s)
        assert (
            kept["availability"]["slots"] == ["tue_evening", "thu_evening"] or kept["availability"]
        )
        assert (kept["needs"], kept["will_show"], kept["on"]) == ("oven", "yes", "2026-11-20")


def test_availability_is_read_and_said_back_in_full(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    said = talent.ok("can", "Ahmet", "koken", "--available", "di do avond", "--lang", "nl")
    assert "dinsdag" in said.err
    assert "avond" in said.err


def test_a_wish_that_waits_comes_back_on_its_first_day(talent: Talent) -> None:
    talent.ok("add", "--initiative", "VV", "--kind", "association")
    talent.ok("wants", "VV", "trainers voor de jeugd", "--from", "1-8")
    assert talent.ok("remind", today="31-7-2027").out == ""
    shown = talent.ok("remind", today="1-8-2027").out
    assert "trainers voor de jeugd" in shown


def test_from_and_until_are_joined_with_available(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("can", "Ahmet", "koken", "--available", "di", "--from", "1-1-2027", "--until",
              "1-3-2027")  # fmt: skip
    when = record(talent, "s1")["availability"]
    assert (when["from"], when["until"]) == ("2027-01-01", "2027-03-01")


def test_a_note_is_dated_today_unless_told(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("note", "Ahmet", "koffie")
    talent.ok("note", "Ahmet", "thee", "--on", "gisteren", "--occasion", "inloop")
    assert record(talent, "n1")["on"] == "2026-11-21"
    assert (record(talent, "n2")["on"], record(talent, "n2")["occasion"]) == (
        "2026-11-20",
        "inloop",
    )


def test_a_story_carries_its_own_consent(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("note", "Ahmet", "naar buiten", "--soort", "verhaal", "--akkoord", "anoniem")
    kept = record(talent, "n1")
    assert (kept["kind"], kept["consent"]) == ("story", "anonymous")


def test_a_round_is_counts_and_who_is_not_asked_for(talent: Talent) -> None:
    talent.ok("note", "--ronde", "Irenestraat", "--deuren", "14", "--open", "6", "--bereid", "3",
              "--on", "gisteren")  # fmt: skip
    [walked] = talent.json("list", "rounds")["data"]["rows"]
    assert (walked["street"], walked["on"]) == ("Irenestraat", "2026-11-20")


@pytest.mark.parametrize(
    "counts",
    [("14", "15", "3"), ("14", "6", "7"), ("-1", "0", "0"), ("veel", "1", "1"), ("1.5", "1", "1"),
     ("9" * 5000, "1", "1")],
    ids=lambda counts: counts[0][:5],
)  # fmt: skip
def test_counts_that_cannot_be_are_refused(talent: Talent, counts: tuple[str, ...]) -> None:
    doors, opened, willing = counts
    ran = talent(
        "note", "--round", "Kerkstraat", f"--doors={doors}", "--opened", opened,
        "--willing", willing,
    )  # fmt: skip
    assert ran.code in (2, 5), ran
    assert talent.json("list", "rounds")["data"]["rows"] == []


def test_words_beside_a_round_are_not_dropped_in_silence(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    assert talent("note", "Ahmet", "gesproken", "--round", "Kerkstraat").code == 2


def test_a_delicate_word_is_named_and_kept_only_with_anyway(street: Talent) -> None:
    for words in (
        ("can", "Ahmet", "diabetes verpleging"),
        ("later", "Ahmet", "mei", "na zijn chemo"),
        ("done", "f1", "heeft een depressie"),
        ("edit", "s1", "--text", "autisme uitleggen"),
        ("edit", "i1", "--description", "voor verslaafden"),
        ("add", "--initiative", "Inloop", "--description", "voor verslaafden"),
        ("add", "Piet", "--through", "de psychiater"),
    ):
        before = street.register.read_bytes()
        ran = street(*words)
        assert ran.code == 5, words
        assert "--anyway" in ran.err
        assert street.register.read_bytes() == before
        street.ok(*words, "--anyway")


@pytest.mark.parametrize(
    ("option", "typed", "code"),
    [
        ("--phone", "bel de buren", 5),
        ("--postcode", "thuis", 5),
        ("--email", "geen", 5),
        ("--met", "ooit", 2),
        ("--contact-by", "postduif", 2),
        ("--address-form", "gij", 2),
    ],
)
def test_a_field_that_cannot_be_read_saves_nothing_and_says_what_can(
    talent: Talent, option: str, typed: str, code: int
) -> None:
    ran = talent("add", "Kees", option, typed)
    assert ran.code == code
    assert len(ran.err.splitlines()) == 2 or "one of" in ran.err
    assert talent.json("list")["data"]["rows"] == []


def test_a_phone_that_lost_its_zero_is_mended_and_said(talent: Talent) -> None:
    ran = talent.ok("add", "Kees", "--phone", "612345678")
    assert "The zero was put back: 06-12 34 56 78." in ran.err
    assert record(talent, "r1")["phone"] == "0612345678"


# --- on a terminal


def test_a_verb_without_words_asks_for_them(street: Talent, person: Person) -> None:
    for verb, question in (
        ("can", "What can they do?"),
        ("loves", "What do they love?"),
        ("wants", "What do they wish?"),
        ("has", "What do they have?"),
        ("note", "What was said?"),
    ):
        ran = person(verb, "An", answers=[(question, "foto's en baby's verzorgen")])
        assert ran.code == 0, ran
    texts = [s["text"] for s in street.json("show", "An")["data"]["statements"]]
    assert texts[1:] == ["foto's en baby's verzorgen"] * 4


def test_a_verb_without_words_and_without_an_answer_saves_nothing(
    street: Talent, person: Person
) -> None:
    before = street.register.read_bytes()
    assert person("can", "An", answers=[("What can they do?", "")]).code == 2
    assert person("can", "An", answers=[("What can they do?", CTRL_D)]).code == 2
    assert street.register.read_bytes() == before


def test_a_verb_without_who_asks_who(street: Talent, person: Person) -> None:
    ran = person("can", answers=[("?", "An de Vries"), ("What can they do?", "zingen")])
    assert ran.code == 0, ran
    assert "zingen" in street.ok("show", "An").out


def test_add_without_a_name_asks_for_it(talent: Talent, person: Person) -> None:
    ran = person(
        "add",
        answers=[("What is the name?", "Fatima"), ("here?", ""), ("wish?", ""), ("else?", "")],
    )
    assert ran.code == 0, ran
    assert record(talent, "r1")["name"] == "Fatima"


def test_add_with_any_option_asks_nothing(talent: Talent, person: Person) -> None:
    ran = person("add", "Fatima", "--area", "Zuid")
    assert ran.code == 0, ran
    assert "?" not in ran.err


def test_the_questions_stop_at_the_end_of_the_input(talent: Talent, person: Person) -> None:
    answers = [("here?", "prima"), ("wish?", CTRL_D), ("else?", CTRL_D)]
    ran = person("add", "Fatima", answers=answers)
    assert ran.code == 0, ran
    assert record(talent, "n1")["text"] == "prima"


def test_a_known_name_is_asked_about_before_the_three_questions(
    street: Talent, person: Person
) -> None:
    """What she typed would be lost if she was told afterwards."""
    ran = person("add", "Kees", "Blok", answers=[("Is this another one?", "")])
    assert ran.code == 4
    assert "live well" not in ran.screen
    ran = person(
        "add", "Kees", "Blok",
        answers=[("another one?", "j"), ("here?", ""), ("wish?", "taal"), ("else?", "")],
    )  # fmt: skip
    assert ran.code == 0, ran
    assert record(street, "r6")["name"] == "Kees Blok"


def test_add_offers_to_make_a_register(nowhere: Talent, person: Person) -> None:
    ran = person("add", "Fatima", "--area", "Zuid", answers=[("Shall I make one?", "")])
    assert ran.code == 6
    assert not nowhere.register.exists()
    ran = person("add", "Fatima", "--area", "Zuid", answers=[("Shall I make one?", "ja")])
    assert ran.code == 0, ran
    assert "paper key" in ran.screen
    assert record(nowhere, "r1")["name"] == "Fatima"


def test_without_a_terminal_nothing_is_offered(nowhere: Talent) -> None:
    ran = nowhere("add", "Fatima")
    assert ran.code == 6
    assert "talent init" in ran.err
    assert not nowhere.register.exists()


def test_without_a_terminal_stdin_is_never_read(talent: Talent) -> None:
    ran = talent("add", "Fatima", stdin="prima\ntaalles\nkoken\n")
    assert ran.code == 0
    assert talent.json("show", "Fatima")["data"]["statements"] == []


def test_with_json_nothing_is_asked_on_a_terminal_either(talent: Talent, person: Person) -> None:
    ran = person("add", "Fatima", "--json", piped=True)
    assert ran.code == 0
    assert ran.json["data"]["changed"][0]["name"] == "Fatima"
    assert ran.err == ""


def test_a_question_goes_to_stderr_so_that_a_pipe_stays_clean(
    talent: Talent, person: Person
) -> None:
    ran = person("add", "Fatima", answers=[("here?", ""), ("wish?", ""), ("else?", "")], piped=True)
    assert ran.out == "r1    Fatima\n"


def test_letters_that_are_no_letters_are_refused_in_words(
    street: Talent, terminal: Terminal
) -> None:
    screen = terminal.start("can", "An")
    screen.expect("What can they do?")
    screen.type(b"ko\xffken")
    ran = screen.end()
    assert ran.code == 5, ran
    assert "invisible characters" in ran.err

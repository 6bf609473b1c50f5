"""Who is meant: four levels, and the first with a hit decides."""

from __future__ import annotations

import pytest

from tests.running import Furnish, Person, Talent


def filled(talent: Talent) -> None:
    for name in (
        "Marijke de Wit",  # r1
        "Marijke Jansen",  # r2
        "Joke Bakker",  # r3
        "Jan van den Berg",  # r4
        "Ahmet Yılmaz",  # r5
        "Vries, An de",  # r6
    ):
        talent.ok("add", name)
    talent.ok("edit", "Joke", "--nickname", "Bakkertje")
    talent.ok("edit", "r4", "--ref", "B-17")
    talent.ok("add", "--initiative", "Buurtkamer De Brink")  # i1


@pytest.fixture
def people(furnish: Furnish) -> Talent:
    """Names that are alike, in all the ways names are."""
    return furnish("test_who", filled)


LEVELS = [
    ("r3", "r3"),
    ("R3", "r3"),
    ("i1", "i1"),
    ("I1", "i1"),
    ("B-17", "r4"),
    ("joke bakker", "r3"),
    ("JOKE", "r3"),
    ("bakkertje", "r3"),
    ("ahmet yilmaz", "r5"),
    ("AHMET YILMAZ", "r5"),
    ("Vries, An de", "r6"),
    ("An", "r6"),
    ("Jan", "r4"),
    ("Berg", "r4"),
    ("Yıl", "r5"),
    ("Brink", "i1"),
    ("buurtkamer de b", "i1"),
    ("Bakkertj", "r3"),
]


@pytest.mark.parametrize(("typed", "meant"), LEVELS)
def test_a_reading_verb_finds_who_is_meant(people: Talent, typed: str, meant: str) -> None:
    assert people.json("show", typed)["data"]["record"]["id"] == meant


def test_a_key_of_a_sheet_that_is_written_like_an_id_goes_before_that_id(people: Talent) -> None:
    people.ok("edit", "r4", "--ref", "R3")
    assert people.json("show", "R3")["data"]["record"]["id"] == "r4"
    assert people.json("show", "r3")["data"]["record"]["id"] == "r3"


@pytest.mark.parametrize(("typed", "meant"), LEVELS)
def test_a_writing_verb_finds_the_same(people: Talent, typed: str, meant: str) -> None:
    people.ok("has", typed, "een ladder")
    owners = [s["owner"] for s in people.json("show", "s1")["data"].values() if "owner" in s]
    assert owners == [meant]


def test_an_id_is_never_a_name(people: Talent) -> None:
    people.ok("add", "R3 Robot")
    assert people.json("show", "r3")["data"]["record"]["name"] == "Joke Bakker"


def test_an_unknown_id_is_not_taken_for_a_new_name(people: Talent) -> None:
    for words in (("show", "r99"), ("can", "r99", "koken"), ("link", "r1", "i99"),
                  ("match", "r1", "--no", "r98"), ("consent", "r99", "keep", "yes"),
                  ("note", "r1,r99", "koffie"), ("done", "f99"), ("later", "f99", "mei"),
                  ("remind", "--draft", "f99"), ("went", "l99", "asked"),
                  ("edit", "s99", "--remove")):  # fmt: skip
        ran = people(*words)
        assert ran.code == 3, (words, ran)
        assert "There is no " in ran.err, (words, ran)
        assert "talent add" not in ran.err


def test_several_hits_on_one_level_are_listed_and_nothing_happens(people: Talent) -> None:
    before = people.register.read_bytes()
    for words in (("show", "Marijke"), ("can", "Marijke", "zingen"), ("show", "Mar")):
        ran = people(*words, "--json")
        assert ran.code == 4
        [error] = ran.json["errors"]
        assert error["candidates"] == [
            {"id": "r1", "name": "Marijke de Wit"},
            {"id": "r2", "name": "Marijke Jansen"},
        ]
        assert "r1  Marijke de Wit" in ran.err
    assert people.register.read_bytes() == before


def test_a_whole_name_decides_among_given_names(people: Talent) -> None:
    assert people.json("show", "Marijke", "Jansen")["data"]["record"]["id"] == "r2"


def test_a_whole_name_and_a_given_name_are_one_level_so_both_are_listed(people: Talent) -> None:
    people.ok("add", "Joke")
    ran = people("can", "Joke", "zingen", "--json")
    assert ran.code == 4
    assert [c["id"] for c in ran.json["errors"][0]["candidates"]] == ["r7", "r3"]


def test_a_nickname_and_a_given_name_are_one_level_so_both_are_listed(people: Talent) -> None:
    people.ok("edit", "r2", "--nickname", "Joke")
    ran = people("show", "Joke")
    assert ran.code == 4


def test_a_given_name_goes_before_the_beginning_of_another(people: Talent) -> None:
    people.ok("add", "Janneke Smit")
    assert people.json("show", "Jan")["data"]["record"]["id"] == "r4"


def test_a_typing_error_is_read_by_a_reading_verb_that_says_so(people: Talent) -> None:
    ran = people.ok("show", "Bakkr")
    assert "Joke Bakker" in ran.out
    assert "Read as Joke Bakker (r3)." in ran.err


def test_a_typing_error_is_refused_by_a_writing_verb_with_the_nearest_names(
    people: Talent,
) -> None:
    before = people.register.read_bytes()
    ran = people("can", "Bakkr", "brood bakken", "--json")
    assert ran.code == 3
    [error] = ran.json["errors"]
    assert error["candidates"][0] == {"id": "r3", "name": "Joke Bakker"}
    assert people.register.read_bytes() == before


@pytest.mark.parametrize("typed", ["Zarijke", "Jk", "Bkr"])
def test_another_first_letter_or_three_letters_are_no_typing_error(
    people: Talent, typed: str
) -> None:
    assert people("show", typed).code == 3


def test_nobody_at_all_is_exit_3_with_the_line_that_adds_them(people: Talent) -> None:
    ran = people("can", "Zacharias", "zingen")
    assert ran.code == 3
    assert "Nobody is called “Zacharias” here." in ran.err
    assert "talent add" in ran.err
    assert "Zacharias" in ran.err.splitlines()[-1]


def test_the_line_to_type_can_be_typed(people: Talent) -> None:
    """Curly quotes would become part of the name."""
    ran = people("can", "Zacharias", "zingen")
    assert not set("“”") & set(ran.err.splitlines()[-1])


def test_the_longest_run_of_words_that_is_somebody_is_who(people: Talent) -> None:
    people.ok("add", "Jan")
    people.ok("can", "Jan", "van", "den", "Berg", "timmeren")
    assert [s["text"] for s in people.json("show", "r4")["data"]["statements"]] == ["timmeren"]


def test_without_an_exact_run_the_first_word_is_who(people: Talent) -> None:
    people.ok("can", "Bakker", "van", "brood")
    assert [s["text"] for s in people.json("show", "r3")["data"]["statements"]] == ["van brood"]


def test_a_quoted_name_is_one_argument(people: Talent) -> None:
    people.ok("can", "Jan van den Berg", "timmeren")
    assert people.json("show", "r4")["data"]["statements"][0]["text"] == "timmeren"


def test_several_are_joined_by_a_comma_without_a_space(people: Talent) -> None:
    people.ok("note", "Joke,Ahmet", "samen", "koffie")
    [note] = people.json("show", "Joke")["data"]["notes"]
    assert (note["about"], note["text"]) == (["r3", "r5"], "samen koffie")


def test_several_whole_names_are_joined_as_well(people: Talent) -> None:
    people.ok("note", "Marijke", "Jansen,Joke", "Bakker", "samen koffie")
    assert people.json("show", "n1")["data"]["record"]["about"] == ["r2", "r3"]


def test_somebody_named_twice_is_meant_once(people: Talent) -> None:
    people.ok("note", "Joke,r3,Bakkertje", "koffie")
    assert people.json("show", "n1")["data"]["record"]["about"] == ["r3"]


def test_when_one_of_several_is_unknown_nothing_is_written(people: Talent) -> None:
    before = people.register.read_bytes()
    assert people("note", "Joke,Zacharias", "koffie").code == 3
    assert people.register.read_bytes() == before


@pytest.mark.parametrize("verb", ["loves", "can", "wants", "has"])
def test_what_several_say_is_written_down_for_each(people: Talent, verb: str) -> None:
    people.ok(verb, "Joke,Ahmet", "koken")
    for name in ("Joke", "Ahmet"):
        assert [s["text"] for s in people.json("show", name)["data"]["statements"]] == ["koken"]
    people.ok("undo")
    assert people.json("show", "Ahmet")["data"]["statements"] == []
    assert people.json("show", "Joke")["data"]["statements"] == []


def test_later_comes_back_to_each_of_several(people: Talent) -> None:
    people.ok("later", "Joke,Ahmet", "mei", "bellen")
    assert len(people.json("list", "later")["data"]["rows"]) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("show", "Joke,Ahmet"),
        ("edit", "Joke,Ahmet", "--area", "Zuid"),
        ("done", "Joke,Ahmet", "gedaan"),
        ("consent", "Joke,Ahmet", "share", "yes"),
    ],
    ids=lambda words: words[0],
)
def test_a_verb_about_one_never_silently_takes_the_first_of_several(
    people: Talent, words: tuple[str, ...]
) -> None:
    before = people.register.read_bytes()
    ran = people(*words)
    if words[0] == "consent" and ran.code == 0:  # said of both is fine as well
        assert all("share" in people.ok("show", name).out for name in ("Joke", "Ahmet"))
        return
    assert ran.code == 2, ran
    assert people.register.read_bytes() == before


def test_on_a_terminal_several_are_a_question(people: Talent, person: Person) -> None:
    ran = person("can", "Marijke", "zingen", answers=[("Which one?", "2")])
    assert ran.code == 0, ran
    assert "1  Marijke de Wit (r1)" in ran.err
    assert people.json("show", "r2")["data"]["statements"][0]["text"] == "zingen"


def test_on_a_terminal_an_id_answers_the_question_too(people: Talent, person: Person) -> None:
    assert person("can", "Marijke", "zingen", answers=[("Which one?", "r1")]).code == 0
    assert people.json("show", "r1")["data"]["statements"]


@pytest.mark.parametrize("answer", ["", "3", "nobody", "0", "-1"])
def test_on_a_terminal_no_choice_writes_nothing(
    people: Talent, person: Person, answer: str
) -> None:
    before = people.register.read_bytes()
    assert person("can", "Marijke", "zingen", answers=[("Which one?", answer)]).code == 4
    assert people.register.read_bytes() == before


def test_on_a_terminal_a_typing_error_is_asked_before_writing(
    people: Talent, person: Person
) -> None:
    question = "Did you mean Joke Bakker (r3)?"
    assert person("can", "Bakkr", "bakken", answers=[(question, "y")]).code == 0
    assert people.json("show", "r3")["data"]["statements"]
    before = people.register.read_bytes()
    assert person("can", "Bakkr", "zingen", answers=[(question, "")]).code == 3
    assert people.register.read_bytes() == before


def test_adding_a_known_name_is_refused_with_who_it_is(people: Talent) -> None:
    ran = people("add", "joke", "bakker", "--json")
    assert ran.code == 4
    assert ran.json["errors"][0]["candidates"] == [{"id": "r3", "name": "Joke Bakker"}]
    assert "--yes" in ran.err
    assert people("add", "Joke Bakker", "--yes").code == 0
    assert people("show", "Joke Bakker").code == 4


def test_an_initiative_may_be_called_after_a_resident(people: Talent) -> None:
    people.ok("add", "--initiative", "Joke Bakker")
    assert people("show", "Joke Bakker").code == 4


def test_adding_a_known_initiative_is_refused_as_well(people: Talent) -> None:
    assert people("add", "--initiative", "buurtkamer de brink").code == 4


def test_two_of_one_name_are_told_apart_by_their_area(talent: Talent, person: Person) -> None:
    talent.ok("add", "Tineke Bos", "--area", "Noord")
    talent.ok("add", "Tineke Bos", "--area", "Zuid", "--yes")
    ran = talent("can", "Tineke", "naaien")
    assert ran.code == 4
    assert "r1  Tineke Bos, Noord" in ran.err
    assert "r2  Tineke Bos, Zuid" in ran.err
    assert talent("can", "Tineke", "naaien", "--json").json["errors"][0]["candidates"] == [
        {"id": "r1", "name": "Tineke Bos"},
        {"id": "r2", "name": "Tineke Bos"},
    ]
    chosen = person("can", "Tineke", "naaien", answers=[("Which one", "2")])
    assert "2  Tineke Bos, Zuid (r2)" in chosen.err


def test_a_title_is_nobodys_given_name(talent: Talent) -> None:
    talent.ok("add", "Mevrouw Tan")
    talent.ok("add", "Mw. Visser")
    talent.ok("add", "Jan van den Berg")
    talent.ok("note", "Mevrouw", "Visser", "is gevallen")
    talent.ok("note", "meneer", "van", "den", "Berg", "belde")
    assert talent.json("show", "n1")["data"]["record"]["about"] == ["r2"]
    assert talent.json("show", "n2")["data"]["record"]["about"] == ["r3"]
    assert talent.json("show", "n2")["data"]["record"]["text"] == "belde"
    ran = talent("note", "Mevrouw", "Jansen", "is gevallen")
    assert ran.code == 3
    assert "Mevrouw Jansen" in ran.err


def test_another_surname_is_nobody_we_know(talent: Talent) -> None:
    talent.ok("add", "Els Postma")
    ran = talent("show", "Els", "Dijkstra")
    assert ran.code == 2
    assert "Dijkstra" in ran.err
    assert "Postma" not in ran.out


def test_an_initiative_is_known_without_its_article(talent: Talent) -> None:
    talent.ok("add", "--initiative", "De Soeppan", "--yes")
    talent.ok("wants", "Soeppan", "kok")
    assert "De Soeppan" in talent.ok("show", "soeppan").out
    assert talent.json("match", "Soeppan")["data"]["for"]["id"] == "i1"


def test_another_surname_behind_a_given_name_is_said_aloud(talent: Talent) -> None:
    talent.ok("add", "Jan de Boer")
    ran = talent.ok("note", "Jan", "Jansen", "wil", "helpen")
    assert "This is about Jan de Boer (r1)" in ran.err
    assert "“Jan Jansen”" in ran.err
    for words in (
        ("Jan", "wil", "helpen"),
        ("jan", "Jansen", "wil"),
        ("Jan de Boer", "Ajax", "gezien"),
    ):
        assert "This is about" not in talent.ok("note", *words).err

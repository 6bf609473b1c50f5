"""`themes`: what the neighbourhood talks about, and teaching the program its words."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.running import Person, Talent, plain


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder with her own words."""
    return tmp_path / "config" / "words"


def test_themes_lists_how_many_bring_and_ask(street: Talent) -> None:
    rows = {row["id"]: row for row in street.json("themes")["data"]["rows"]}
    assert (rows["voetbal"]["brought"], rows["voetbal"]["asked"]) == (1, 0)
    assert rows["sport"]["brought"] == 1  # who trained at football has to do with sport


def test_an_empty_register_has_no_themes_yet_and_says_how_to_begin(talent: Talent) -> None:
    assert "To begin: talent add NAME" in talent.ok("themes").err
    ran = talent.ok("themas", "--lang", "nl")
    assert ran.out == ""
    assert "Niets gevonden" not in ran.err
    assert ran.err.splitlines()[-1] == (
        "Er staat nog niemand in het register. Begin met: talent erbij NAAM"
    )


def test_where_somebody_is_but_no_theme_nothing_is_found(talent: Talent) -> None:
    talent.ok("add", "Ahmet")
    ran = talent.ok("themes")
    assert (ran.out, ran.err.splitlines()[-1]) == ("", "Nothing found.")


@pytest.fixture
def shared(street: Talent) -> Talent:
    """The street, where reading has three voices, dancing two, and the rest one."""
    street.ok("loves", "Ahmet", "lezen")
    street.ok("can", "Kees", "dansen")
    street.ok("wants", "Marijke", "leren dansen")
    return street


def test_on_a_terminal_the_themes_with_two_voices_come_and_the_others_are_counted(
    shared: Talent, person: Person
) -> None:
    rows = shared.json("themes")["data"]["rows"]
    alone = [row["name"] for row in rows if row["brought"] + row["asked"] == 1]
    several = [row["name"] for row in rows if row["name"] not in alone]
    assert several[0] == "books and reading"
    assert "dancing" in several
    assert len(alone) > 1
    shown = plain(person("themes").err)
    listed = [line.split("  ")[0].strip() for line in shown.splitlines()]
    assert [name for name in listed if name in (*several, *alone)] == several
    assert f"{len(alone)} more themes have one voice; to see all: talent themes | more" in shown
    dutch = plain(person("themas", "--lang", "nl").err)
    assert f"Nog {len(alone)} thema's met één stem; alles zien: talent themas | more" in dutch


def test_in_a_pipe_and_as_json_every_theme_comes(shared: Talent, person: Person) -> None:
    rows = shared.json("themes")["data"]["rows"]
    piped = person("themes", piped=True)
    assert len(piped.out.splitlines()) == len(rows)
    assert "talent themes" not in piped.err
    carried = json.loads(person("themes", "--json").screen)
    assert carried["data"]["rows"] == rows
    assert [message["code"] for message in carried["messages"]] == ["today_told"]


def test_where_no_theme_has_two_voices_all_are_shown(talent: Talent, person: Person) -> None:
    talent.ok("add", "Ahmet")
    talent.ok("can", "Ahmet", "voetbaltrainer geweest")
    shown = plain(person("themes").err)
    names = [row["name"] for row in talent.json("themes")["data"]["rows"]]
    assert all(name in shown for name in names)
    assert "talent themes" not in shown


def test_a_word_of_her_own_is_found_from_then_on(street: Talent) -> None:
    street.ok("can", "Kees", "harirazo")
    assert "Kees Blok" not in street.ok("match", "koken").out
    ran = street.ok("themes", "add", "harirazo", "koken", "--lang", "nl")
    assert "“harirazo” hoort voortaan bij koken." in ran.err
    assert "Toch niet? talent themas weg harirazo koken" in ran.err
    assert "Kees Blok" in street.ok("match", "koken").out
    street.ok("wants", "Joke", "leren koken")
    assert "own.txt:1 harirazo" in street.ok("match", "Joke", "r4", "--why").out


def test_themes_says_where_her_own_words_stand_once_there_are_some(
    street: Talent, own: Path
) -> None:
    assert str(own) not in street.ok("themes").err
    street.ok("themes", "add", "harira", "koken")
    assert street.ok("themes").err.splitlines()[-1] == f"Your own words stand in {own}"


def test_a_word_may_be_taught_by_any_name_of_its_theme(street: Talent, own: Path) -> None:
    for number, theme in enumerate(("cooking", "koken", "kok")):
        street.ok("themes", "add", f"blubbie{number}", theme)
    assert (own / "own.txt").read_text() == "koken |  | blubbie0, blubbie1, blubbie2\n"
    assert stat.S_IMODE((own / "own.txt").stat().st_mode) == 0o600


def test_teaching_a_word_twice_changes_nothing_and_says_so(street: Talent, own: Path) -> None:
    street.ok("themes", "add", "blubbie", "koken")
    ran = street.ok("themes", "add", "blubbie", "koken")
    assert "belonged to koken already" in ran.err or "belonged to cooking already" in ran.err
    assert (own / "own.txt").read_text() == "koken |  | blubbie\n"


def test_what_was_taught_can_be_taken_back_and_leaves_nothing(street: Talent, own: Path) -> None:
    street.ok("themes", "add", "blubbie", "koken")
    street.ok("themes", "remove", "blubbie", "koken")
    assert (own / "own.txt").read_text().strip() == ""
    assert street.ok("match", "blubbie").out == ""


@pytest.mark.parametrize(
    ("taught", "taken"), [("Harirazo", "harirazo"), ("crème-zo", "creme-zo"), ("zo’s", "zo's")]
)
def test_a_word_is_taken_back_however_it_is_spelled(
    street: Talent, own: Path, taught: str, taken: str
) -> None:
    street.ok("themes", "add", taught, "koken")
    street.ok("themes", "remove", taken, "koken")
    assert (own / "own.txt").read_text().strip() == ""
    assert not (own / "gone.txt").exists()
    assert "from now on" in street.ok("themes", "add", taken, "koken").err
    assert (own / "own.txt").read_text() == f"koken |  | {taken}\n"


def test_what_she_wrote_around_her_words_stays(street: Talent, own: Path) -> None:
    own.mkdir(parents=True)
    (own / "own.txt").write_text("# van de markt\n\nkoken |  | zoblie\n\n# rest\n", "utf-8")
    street.ok("themes", "add", "blubbie", "koken")
    street.ok("themes", "remove", "zoblie", "koken")
    assert (own / "own.txt").read_text() == "# van de markt\n\nkoken |  | blubbie\n\n# rest\n"
    street.ok("themes", "remove", "blubbie", "koken")
    assert (own / "own.txt").read_text() == "# van de markt\n\n\n# rest\n"


@pytest.mark.slow
def test_a_word_in_another_file_of_hers_is_taken_away_too(street: Talent, own: Path) -> None:
    own.mkdir(parents=True)
    (own / "mijn.txt").write_text("koken | | harirazo\n", encoding="utf-8")
    street.ok("can", "Kees", "harirazo")
    assert "Kees Blok" in street.ok("match", "koken").out
    street.ok("themes", "remove", "harirazo", "koken")
    assert "Kees Blok" not in street.ok("match", "koken").out
    street.ok("themes", "add", "harirazo", "koken")
    assert "Kees Blok" in street.ok("match", "koken").out


def test_a_wrong_link_of_ours_can_be_removed(street: Talent) -> None:
    street.ok("can", "An", "fluitketelen")
    street.ok("wants", "Joke", "iets met sport")
    street.ok("themes", "add", "fluitketelen", "sport")
    assert "An de Vries" in street.ok("match", "Joke").out
    street.ok("themes", "remove", "fluitketelen", "sport")
    assert "An de Vries" not in street.ok("match", "Joke").out


@pytest.mark.slow
def test_a_word_of_ours_that_is_taken_away_stands_apart_and_can_be_put_back(
    street: Talent, own: Path
) -> None:
    street.ok("themes", "remove", "breien", "breien")
    assert (own / "gone.txt").read_text() == "breien |  | -breien\n"
    assert not (own / "own.txt").exists()
    street.ok("themes", "add", "breien", "breien")
    assert (own / "gone.txt").read_text().strip() == ""


@pytest.mark.slow
def test_what_a_role_says_can_be_removed_by_the_name_that_why_prints(street: Talent) -> None:
    street.ok("can", "An", "installateur geweest")
    street.ok("wants", "Joke", "een loodgieter")
    assert "loodgieter: installateur" in street.ok("match", "Joke", "An", "--why").out
    street.ok("themes", "remove", "installateur", "loodgieter")
    assert "loodgieter: installateur" not in street.ok("match", "Joke", "An", "--why").out


@pytest.mark.parametrize("word", ["de", "xy", "12", "a|b", "een, twee", "soep~", "so\u2028ep"])
def test_a_word_that_would_be_found_everywhere_is_refused(
    street: Talent, own: Path, word: str
) -> None:
    ran = street("themes", "add", word, "koken")
    assert ran.code == 5
    assert "take a word that says more" in ran.err
    assert not own.exists()


def test_an_unknown_theme_names_the_nearest(street: Talent, own: Path) -> None:
    ran = street("themes", "add", "bal", "zqvoleybalq")
    assert ran.code == 3
    assert "volleybal" in ran.err
    assert not own.exists()


def test_a_word_that_stands_nowhere_cannot_be_removed(street: Talent) -> None:
    ran = street("themes", "remove", "blubbie", "koken")
    assert ran.code == 3
    assert "does not stand under koken" in ran.err


@pytest.mark.parametrize("words", [("dans",), ("add",), ("add", "harira"), ("remove", "x")])
def test_an_incomplete_line_says_what_can_be_typed(street: Talent, words: tuple[str, ...]) -> None:
    ran = street("themes", *words, "--lang", "nl")
    assert ran.code == 2
    assert "erbij, weg, onbekend" in ran.err
    assert "talent themas erbij harira koken" in ran.err


def test_unknown_lists_the_words_without_a_theme_and_the_asks_without_an_answer(
    street: Talent,
) -> None:
    street.ok("can", "Kees", "sproebelen")
    street.ok("can", "An", "sproebelen met Piet")
    street.ok("wants", "Ahmet", "een kwibbelaar")
    data = street.json("themes", "unknown")["data"]
    words = {row["word"]: row["often"] for row in data["words"]}
    assert words["sproebelen"] == 2
    assert "piet" not in words  # a name
    assert "voetbaltrainer" not in words
    assert "een kwibbelaar" in [row["text"] for row in data["asks"]]
    shown = street.ok("themas", "onbekend", "--lang", "nl")
    assert "woorden waar nog geen thema bij hoort" in shown.out
    assert "talent themas erbij WOORD THEMA" in shown.err


def test_a_list_may_be_held_to_a_theme(street: Talent) -> None:
    rows = street.json("list", "residents", "--theme", "sport")["data"]["rows"]
    assert [row["name"] for row in rows] == ["Ahmet Yılmaz"]
    rows = street.json("lijst", "wensen", "--thema", "voetbal")["data"]["rows"]
    assert rows == []
    assert street("list", "--theme", "zwoefel").code == 3


@pytest.mark.parametrize(
    "content",
    ["koken | | crème brûlée".encode("latin-1"), "koken | | soep".encode("utf-16")],
    ids=["Latin-1", "UTF-16"],
)
def test_a_file_of_words_in_other_letters_is_named_and_how_to_save_it(
    street: Talent, own: Path, content: bytes
) -> None:
    own.mkdir(parents=True)
    (own / "keuken.txt").write_bytes(content)
    for words in (["themes"], ["themes", "add", "harira", "koken"], ["match", "soep"]):
        ran = street(*words)
        assert (ran.code, ran.out) == (2, "")
        assert f"{own / 'keuken.txt'} is no plain text in UTF-8." in ran.err
        assert "save it as UTF-8" in ran.err


def test_a_folder_among_her_files_of_words_is_named(street: Talent, own: Path) -> None:
    (own / "keuken.txt").mkdir(parents=True)
    ran = street("match", "soep")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        f"{own / 'keuken.txt'} cannot be read.",
        "Take it out of there, or keep its words in a plain text file.",
    ]


@pytest.mark.parametrize("folder", ["", "roles", "calls", "jobs", "leads"])
def test_a_line_of_words_without_a_name_says_nothing(
    street: Talent, own: Path, folder: str
) -> None:
    before = street.ok("match", "soep").out
    (own / folder).mkdir(parents=True)
    (own / folder / "own.txt").write_text("| koken | soep\n")
    assert street.ok("match", "soep").out == before


def test_themes_names_the_lines_of_her_own_words_that_say_nothing(
    street: Talent, own: Path
) -> None:
    own.mkdir(parents=True)
    lines = ["# mijn woorden", "| a | b", "koken", "koken | | harira", "a | b | c | d | e | f", ""]
    (own / "mijn.txt").write_text("\n".join(lines))
    assert "mijn.txt says nothing in line 2, 3, 5: write “theme | wider" in street.ok("themes").err
    (own / "mijn.txt").write_text("koken | | harira")
    assert "says nothing" not in street.ok("themes").err


def test_a_word_is_taken_back_by_the_name_it_was_taught_by_though_a_role_is_called_so(
    street: Talent, own: Path
) -> None:
    street.ok("themes", "add", "skriebelen", "avondvierdaagse")
    street.ok("themes", "remove", "skriebelen", "avondvierdaagse")
    assert (own / "own.txt").read_text().strip() == ""

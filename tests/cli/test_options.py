"""Options: anywhere on the line, in both languages, and a mistake is a mistake."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from talentregister.cli.verbs import VERBS
from tests.running import Talent

CLI = Path(__file__).parents[2] / "talentregister" / "cli"


@pytest.mark.parametrize(
    "place",
    [
        lambda f: ["--file", f, "list"],
        lambda f: ["list", "--file", f],
        lambda f: [f"--file={f}", "list"],
        lambda f: ["list", f"--file={f}"],
        lambda f: ["list", "--file", f, "residents"],
        lambda f: ["--file", "nowhere.json", "list", "--file", f],
    ],
)
def test_a_global_option_stands_before_or_after_the_verb(
    street: Talent, monkeypatch: pytest.MonkeyPatch, place: object
) -> None:
    monkeypatch.setenv("TALENTREGISTER_FILE", "elsewhere.json")
    assert callable(place)
    assert "Kees" in street.ok(*place(str(street.register))).out


@pytest.mark.parametrize(
    "words",
    [("--json", "list"), ("list", "--json"), ("list", "residents", "--json"), ("--json", "lijst")],
    ids=" ".join,
)
def test_json_stands_anywhere(street: Talent, words: tuple[str, ...]) -> None:
    assert street.ok(*words).json["command"] == "list"


def test_the_value_of_an_option_is_never_taken_for_the_verb(
    street: Talent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "show").write_bytes(street.register.read_bytes())
    envelope = street.json("--file", "show", "list")
    assert envelope["command"] == "list"
    assert len(envelope["data"]["rows"]) == 5


def test_behind_two_dashes_everything_is_a_word(street: Talent) -> None:
    street.ok("can", "Ahmet", "--", "--json", "is", "geen", "--optie")
    assert street.json("show", "Ahmet")["data"]["statements"][-1]["text"] == (
        "--json is geen --optie"
    )


def test_behind_two_dashes_a_file_is_a_word_too(street: Talent) -> None:
    street.ok("can", "Ahmet", "--", "--file", "x", "--lang=nl")
    assert street.json("show", "Ahmet")["data"]["statements"][-1]["text"] == "--file x --lang=nl"


@pytest.mark.parametrize("word", ["-trainer", "-", "—", "-1", "-j", "--", "-?"])
def test_a_word_may_begin_with_one_dash(street: Talent, word: str) -> None:
    street.ok("can", "Ahmet", "jeugd", word, "geweest")
    text = street.json("show", "Ahmet")["data"]["statements"][-1]["text"]
    assert text == ("jeugd geweest" if word == "--" else f"jeugd {word} geweest")


def test_there_are_no_short_options(street: Talent) -> None:
    for short in ("-h", "-f", "-j", "-v", "-y"):
        ran = street(short)
        assert ran.code == 2, ran
        assert "Traceback" not in ran.err
    assert "Usage" not in street.ok("can", "Ahmet", "-h").out


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("--availble", "--available"), ("--beschikbar", "--beschikbaar"), ("--jason", "--json"),
     ("--availble=di", "--available")],
)  # fmt: skip
def test_an_unknown_option_is_a_mistake_with_its_nearest_name(
    street: Talent, typed: str, nearest: str
) -> None:
    before = street.register.read_bytes()
    ran = street("can", "Ahmet", "koken", typed, "di")
    assert ran.code == 2
    assert f"Did you mean {nearest}" in ran.err
    assert street.register.read_bytes() == before


def test_an_unknown_option_before_the_verb_is_a_mistake_too(street: Talent) -> None:
    ran = street("--jason", "list")
    assert ran.code == 2
    assert "--json" in ran.err


@pytest.mark.parametrize(
    ("typed", "nearest"), [("kann", "kan"), ("shwo", "show"), ("herriner", "herinner")]
)
def test_an_unknown_verb_is_a_mistake_with_its_nearest_name(
    street: Talent, typed: str, nearest: str
) -> None:
    ran = street(typed, "Ahmet")
    assert ran.code == 2
    assert nearest in ran.err


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("-x",),
        ("can", "Ahmet", "koken", "--available"),
        ("can", "Ahmet", "koken", "--anyway=yes"),
        ("list", "--file"),
        ("list", "--json=1"),
        ("init", "iets"),
        ("undo", "u1", "u2"),
        ("demo", "nu"),
        ("kann",),
        ("list", "--nope"),
        ("list", "--lang", "fr"),
        ("list", "--lang"),
        ("list", "--today", "ooit"),
    ],
    ids=" ".join,
)
def test_a_mistake_on_the_line_is_said_in_the_language_spoken(
    street: Talent, words: tuple[str, ...], language: str
) -> None:
    spoken = () if "--lang" in words else ("--lang", language)
    ran = street(*words, *spoken) if "--file" not in words else street(*spoken, *words)
    assert ran.code == 2, ran
    assert ran.err.strip()
    if language == "nl":
        for english in ("No such", "Option", "requires", "unexpected", "argument", "does not"):
            if "--lang" not in words:
                assert english not in ran.err


@pytest.mark.parametrize("verb", list(VERBS))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_verb_has_help_in_both_languages(nowhere: Talent, verb: str, language: str) -> None:
    name = VERBS[verb].dutch if language == "nl" else verb
    ran = nowhere.ok(name, "--help", "--lang", language)
    assert ran.out.startswith(f"talent {name}")
    assert ran.err == ""
    if language == "nl":
        assert "Options" not in ran.out
        assert "Usage" not in ran.out
        assert VERBS[verb].summary not in ran.out


def test_help_ends_with_a_line_to_type(nowhere: Talent) -> None:
    out = nowhere.ok("themas", "--help", "--lang", "nl").out
    assert out.splitlines()[-1] == "Bijvoorbeeld: talent themas erbij harira koken"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_help_names_every_verb_in_the_language_spoken(nowhere: Talent, language: str) -> None:
    out = nowhere.ok("--help", "--lang", language).out
    for verb, entry in VERBS.items():
        assert f" {entry.dutch if language == 'nl' else verb} " in out
    assert nowhere.ok("--lang", language).out == out, "nothing typed shows the same"


def test_the_version_is_one_line(nowhere: Talent) -> None:
    assert nowhere.ok("--version").out.startswith("talentregister ")


@pytest.mark.parametrize(
    ("environment", "dutch"),
    [
        ({"LANG": "nl_NL.UTF-8"}, True),
        ({"LC_ALL": "nl_BE"}, True),
        ({"LC_MESSAGES": "nl", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_ALL": "en_GB", "LANG": "nl_NL.UTF-8"}, False),
        ({"TALENTREGISTER_LANG": "nl"}, True),
        ({"TALENTREGISTER_LANG": "en", "LANG": "nl_NL.UTF-8"}, False),
        ({}, False),
    ],
    ids=str,
)
def test_the_locale_says_which_language_is_spoken(
    talent: Talent, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], dutch: bool
) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("Er is geen" in talent("show", "r9").err or "niet" in talent("show", "r9").err) is dutch


def test_the_setting_says_which_language_is_spoken(talent: Talent) -> None:
    talent.ok("config", "lang", "nl")
    assert "Bewoners" not in talent.ok("--help", "--lang", "en").out
    assert "talent lijst" in talent.ok("lijst", "--help").out
    assert "Opties" in talent.ok("lijst", "--help").out


def test_days_and_yes_and_no_are_understood_in_both_languages(street: Talent) -> None:
    for language in ("nl", "en"):
        street.ok("later", "Kees", "over 3 maanden", "x", "--lang", language)
        street.ok("later", "Kees", "in 3 months", "x", "--lang", language)
        street.ok("consent", "Kees", "keep", "ja", "--lang", language)
        street.ok("consent", "Kees", "bewaren", "no", "--lang", language)


def test_daily_options_have_a_dutch_name_too() -> None:
    """One name is enough for words that are the same in Dutch, or that only scripts type."""
    same = {
        "--postcode", "--contact", "--status", "--file", "--lang", "--today", "--json", "--yes",
        "--quiet", "--debug", "--version", "--exit-code", "--as", "--print", "--go",
    }  # fmt: skip
    single = set()
    for path in CLI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "Option":
                names = [a.value for a in node.args if isinstance(a, ast.Constant)]
                options = [n for n in names if isinstance(n, str) and n.startswith("--")]
                if len(options) == 1:
                    single.add(options[0])
    assert single - same == set()


def test_the_last_of_two_wins(street: Talent) -> None:
    street.ok("edit", "Ahmet", "--area", "Zuid", "--area", "Noord")
    assert street.json("show", "Ahmet")["data"]["record"]["area"] == "Noord"
    street.ok("edit", "Ahmet", "--area", "Zuid", "--wijk", "West")
    assert street.json("show", "Ahmet")["data"]["record"]["area"] == "West"


def test_an_overridden_day_is_said(street: Talent, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "As if today were Saturday 21 November 2026" in street.ok("list").err
    monkeypatch.setenv("TALENTREGISTER_TODAY", "2026-11-22")
    assert "Sunday 22 November 2026" in street.ok("list", today="").err
    assert "Saturday 21 November 2026" in street.ok("list").err, "the option goes first"


def test_settings_are_kept_and_taken_back(talent: Talent) -> None:
    talent.ok("config", "name", "Anna de Boer 😀 “q” \\", "é")
    assert talent.json("config", "name")["data"]["settings"]["name"] == ("Anna de Boer 😀 “q” \\ é")
    assert set(talent.json("config")["data"]["settings"]) >= {"file", "lang", "name"}
    talent.ok("config", "name", "")
    assert talent.json("config", "name")["data"]["settings"]["name"] == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [(("lang", "fr"), 2), (("colour", "red"), 2), (("colour",), 2), (("name", "A\x7f"), 5),
     (("name", "A\udcff"), 5)],
)  # fmt: skip
def test_a_setting_that_does_not_fit_is_refused(
    talent: Talent, words: tuple[str, ...], code: int
) -> None:
    assert talent("config", *words).code == code


def test_the_register_may_be_a_setting(talent: Talent, monkeypatch: pytest.MonkeyPatch) -> None:
    talent.ok("add", "Kees")
    talent.ok("config", "file", str(talent.register))
    monkeypatch.delenv("TALENTREGISTER_FILE")
    assert "Kees" in talent.ok("list").out


def test_settings_that_cannot_be_read_name_the_file(talent: Talent, tmp_path: Path) -> None:
    (tmp_path / "config" / "config.toml").parent.mkdir(exist_ok=True)
    (tmp_path / "config" / "config.toml").write_text("name = ", encoding="utf-8")
    ran = talent("list")
    assert ran.code == 5
    assert "config.toml" in ran.err


def test_the_usual_place_is_used_without_being_told(
    nowhere: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TALENTREGISTER_FILE")
    made = nowhere.json("init", "--plain")["data"]["register"]
    assert made.endswith("talentregister/register.json")
    nowhere.ok("add", "Kees")
    assert "Kees" in nowhere.ok("list").out


def test_a_plain_register_is_never_made_beside_an_encrypted_one(
    nowhere: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TALENTREGISTER_FILE")
    nowhere.ok("init")
    assert nowhere("init", "--plain").code == 5
    assert nowhere("init").code == 5
    nowhere.ok("list")


def test_two_registers_in_the_usual_place_are_both_named(
    nowhere: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TALENTREGISTER_FILE")
    made = Path(nowhere.json("init")["data"]["register"])
    made.with_suffix(".json").write_bytes(b"{}")
    ran = nowhere("list")
    assert ran.code == 6
    assert "register.age" in ran.err
    assert "register.json" in ran.err

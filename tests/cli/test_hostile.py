"""Hostile text: shown, never obeyed, and never a traceback."""

from __future__ import annotations

import json
from typing import Any

import pytest

from talentregister.cli import output
from talentregister.storage import Home
from tests.running import Person, Talent, everyday, plain
from tests.storage.looking import rewrite
from tests.terminals import Terminal

MARKUP = [
    "[red]x[/red] [/bold] [bold",
    ":smile: [link=http://x]y[/link] <b>x</b>",
    "{0}{name}{{ %s%d%(x)s {{ 7*7 }} {% if x %}",
    "$HOME `ls` \\n\\t",
]
CONTROL = [
    "\x1b[31mrood\x07\x9b31m",
    "\u202egnirts\u2066x\u200f\ufeff",
    "a\rb\x7f\x00",
]
# What breaks a reader: nothing, too much, half a letter, digits that are no digits.
ODD = [*CONTROL, "[/bold]", "\udcff", "", " ", "x" * 3000, "9" * 5000, "-", "\u0660"]
WRITING = [
    ("add", "{}"),
    ("add", "--initiative", "{}"),
    ("add", "Piet", "--area", "{}"),
    ("add", "Piet", "--through", "{}"),
    ("can", "Ahmet", "{}"),
    ("note", "Ahmet", "{}"),
    ("later", "Ahmet", "mei 2027", "{}"),
    ("later", "Ahmet", "als {} het kan"),
    ("done", "f1", "{}"),
    ("edit", "r1", "--name", "{}"),
    ("edit", "r1", "--ref", "{}"),
    ("edit", "s1", "--text", "{}"),
    ("link", "Ahmet", "Kees", "--why", "{}"),
    ("went", "l1", "asked", "--ring", "{}"),
    ("note", "--round", "{}"),
    ("config", "name", "{}"),
]
# What these write is kept, and shown by `show`.
UNSEEN = ("--area", "--through", "--ref", "--why", "name")
READING = [
    ("show", "{}"), ("match", "{}"), ("list", "{}"), ("later", "Ahmet", "{}"), ("undo", "{}"),
    ("{}",), ("list", "--{}"), ("edit", "Ahmet", "--phone", "{}"), ("can", "{}", "koken"),
    ("edit", "Ahmet", "--status", "{}"), ("consent", "Kees", "{}", "yes"), ("list", "--area", "{}"),
    ("remind", "--ahead", "{}"), ("remind", "--draft", "{}"), ("config", "{}"), ("went", "{}", "x"),
    ("list", "--today", "{}"), ("list", "--lang", "{}"), ("match", "--limit", "{}", "Ahmet"),
    ("edit", "Ahmet", "--rhythm", "{}"), ("add", "Piet", "--available", "{}"), ("import", "{}"),
    ("export", "{}"), ("list", "--file", "{}"), ("key", "{}"), ("restore", "{}"),
    ("edit", "i1", "--carriers", "{}"), ("match", "Ahmet", "--no", "{}"), ("forget", "{}"),
]  # fmt: skip


def typed(words: tuple[str, ...], text: str) -> list[str]:
    return [word.replace("{}", text) for word in words]


@pytest.mark.parametrize("words", everyday(WRITING, 6), ids=" ".join)
def test_markup_is_kept_and_shown_as_it_was_typed(street: Talent, words: tuple[str, ...]) -> None:
    for text in MARKUP:
        if words[0] == "add":
            text = f"{text} {len(text)}"
        ran = street(*typed(words, text), "--yes")
        assert ran.code in (0, 5), (words, ran)
        if ran.code == 0 and words[-2] not in UNSEEN:
            assert " ".join(text.split()) in " ".join(ran.screen.split()), (words, ran)
        if words[0] in ("done", "link"):
            street.ok("undo")


@pytest.mark.parametrize("words", everyday(WRITING, 6), ids=" ".join)
def test_control_and_bidi_characters_are_refused_or_shown_and_never_sent(
    street: Talent, words: tuple[str, ...]
) -> None:
    for number, text in enumerate(CONTROL):
        for more in (((), ("--json",))[number % 2],):
            ran = street(*typed(words, text), "--yes", *more)
            assert ran.code in (0, 2, 3, 4, 5), (words, text, ran)
            assert not set(ran.screen) & {"\x1b", "\x00", "\x07", "\x9b", "\u202e", "\u2066", "\r"}
            if ran.code == 0 and words[0] in ("done", "link"):
                street.ok("undo")


@pytest.mark.parametrize("words", everyday(READING, 8), ids=" ".join)
def test_an_error_never_obeys_what_was_typed(street: Talent, words: tuple[str, ...]) -> None:
    before = street.register.read_bytes()
    for number, text in enumerate(ODD):
        for more in (((), ("--json",))[number % 2],):
            ran = street(*more, *typed(words, text))
            assert ran.code in (0, 2, 3, 4, 5, 6), (words, text[:20], ran)
            assert ran.code == 0 or street.register.read_bytes() == before
            street.register.write_bytes(before)
            assert not set(ran.screen) & {"\x1b", "\x00", "\x07", "\x9b", "\u202e", "\u2066", "\r"}
            assert "Traceback" not in ran.screen
            if more:
                json.loads(ran.out)


@pytest.mark.parametrize("words", everyday(WRITING, 6), ids=" ".join)
def test_half_a_letter_is_refused_in_words(street: Talent, words: tuple[str, ...]) -> None:
    before = street.register.read_bytes()
    for more in ((), ("--json",)):
        ran = street(*typed(words, "half \udcff letter"), "--yes", *more)
        assert ran.code == 5, (words, ran)
        assert "invisible characters" in ran.err
    assert street.register.read_bytes() == before


@pytest.mark.parametrize("words", everyday(WRITING, 6), ids=" ".join)
def test_a_pasted_book_is_refused_in_words(street: Talent, words: tuple[str, ...]) -> None:
    before = street.register.read_bytes()
    ran = street(*typed(words, "x" * 20_001), "--yes")
    assert ran.code in (2, 5), (words, ran.err[:200])
    assert street.register.read_bytes() == before
    assert len(ran.err) < 1000, "the book is not read out loud"


def test_twenty_thousand_letters_are_kept(street: Talent) -> None:
    street.ok("note", "Ahmet", "x" * 20_000)
    street.ok("can", "Ahmet", "y" * 20_000)
    assert "x" * 20_000 in street.ok("show", "Ahmet").out
    street.ok("match", "Ahmet")


def hostile_register(talent: Talent, text: str) -> None:
    """A register somebody else wrote: hostile text in every place a text can be."""

    def poison(stored: Any) -> None:
        for table in ("residents", "initiatives", "statements", "notes", "followups", "links"):
            records = json.loads(json.dumps(stored[table]))
            for record in records.values():
                for key in ("name", "area", "text", "reason", "why", "ring", "nickname", "place"):
                    if key in record or key in ("area", "ring"):
                        record[key] = text
                if table == "residents":
                    record["extra"] = {text: text}
            stored[table] = records

    rewrite(Home(talent.register, talent.register.parents[1] / "config"), poison)


@pytest.mark.parametrize(
    "text", ["\x1b[2J\x07", "\u202egnirts", "[red]x[/red]", "[/]", "a\r\nb\tc"]
)
def test_what_stands_in_a_register_is_shown_never_obeyed(
    street: Talent, person: Person, text: str
) -> None:
    hostile_register(street, text)
    for words in (
        ("list",), ("list", "initiatives"), ("list", "talents"), ("list", "wishes"),
        ("list", "links"), ("list", "later"), ("show", "r1"), ("show", "i1"), ("show", "s1"),
        ("show", "l1"), ("show", "n1"), ("remind",), ("remind", "--draft", "f1"),
        ("match", "r1"), ("match", "--all"), ("undo", "--list"), ("edit", "r1", "--postcode", ""),
    ):  # fmt: skip
        for more in ((), ("--json",)):
            ran = street(*words, *more)
            assert ran.code == 0, (words, ran)
            assert not set(ran.screen) & {"\x1b", "\x07", "\u202e", "\r"}, (words, ran)
    shown = person("list", columns=200)
    assert shown.code == 0
    assert "\x1b[2J" not in shown.screen
    assert "\x07" not in shown.screen
    assert "\u202e" not in shown.screen
    if text.startswith("["):
        assert text in plain(shown.screen)


def test_a_cell_is_one_line_in_a_pipe(street: Talent) -> None:
    hostile_register(street, "een\ntwee\rdrie\tvier\vvijf\u2028zes\x85zeven")
    rows = street.ok("list").out.split("\n")
    assert len(rows) == 5 + 1
    assert len(street.ok("list").out.splitlines()) == 5


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, *range(0x80, 0xA0)])
def test_every_control_character_is_written_out(code: int) -> None:
    shown = output.safe(f"a{chr(code)}b")
    assert chr(code) not in shown or chr(code) in "\n\t"


def test_emoji_and_persian_keep_their_joiners() -> None:
    for text in ("👩\u200d🌾", "می\u200cخواهم", "Ömür", "ʼt", "陳"):
        assert output.safe(text) == text


def test_piped_output_is_never_cut(street: Talent) -> None:
    street.ok("can", "Kees", "z" * 500)
    assert "z" * 500 in street.ok("list", "talents").out
    assert "z" * 500 in street.ok("match", "z" * 500).screen


def test_a_wide_table_on_a_narrow_terminal_loses_no_words(
    street: Talent, terminal: Terminal
) -> None:
    street.ok("can", "Kees", "een twee drie vier vijf zes zeven acht negen tien elf twaalf")
    screen = terminal.start("list", "talents", columns=40)
    ran = screen.end()
    assert ran.code == 0
    assert "…" not in ran.screen
    squeezed = "".join(plain(ran.screen).split())
    for word in ("zeven", "twaalf"):
        assert word in squeezed or all(letter in squeezed for letter in word)


def test_more_than_two_hundred_rows_are_plain_lines_on_a_person(
    talent: Talent, person: Person
) -> None:
    def many(stored: Any) -> None:
        stored["residents"] = {
            str(n): {"id": f"r{n}", "name": f"Bewoner {n}", "created": "2026-01-01",
                     "changed": "2026-01-01", "rev": 1}
            for n in range(1, 202)
        }  # fmt: skip
        stored["meta"]["next"]["r"] = 202

    rewrite(Home(talent.register, talent.register.parents[1] / "config"), many)
    screen = person("list").screen
    assert "─" not in screen
    assert "Bewoner" in screen

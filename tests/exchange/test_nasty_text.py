"""Nasty input, rows 1 to 26: text as files hold it. Every row through the command line."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from tests.exchange.nasty import (
    book,
    names,
    notes,
    problems,
    put,
    refused,
    said,
    seen,
    taken,
    unread,
)
from tests.running import Process, Talent

pytestmark = pytest.mark.usefixtures("work")

ACCENTED = "Naam;Kan\r\nJosé Žagar;thee zetten\r\n"


# --- encodings ---------------------------------------------------------------


def test_01_a_byte_order_mark_is_no_part_of_a_heading_and_excel_gets_one(talent: Talent) -> None:
    file = put("\ufeff" + ACCENTED)
    assert [row["name"] for row in taken(talent, file)] == ["José Žagar"]
    assert "UTF-8, separated by ;, 1 row." in talent.ok("import", file).err
    talent.ok("export", "uit.csv")
    assert Path("uit.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert taken(talent, "uit.csv")[0]["verdict"] == "same"


@pytest.mark.parametrize(
    ("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_02_utf_16_with_its_mark_is_read(talent: Talent, mark: bytes, codec: str) -> None:
    file = put(mark + ACCENTED.encode(codec))
    assert "UTF-16" in talent.ok("import", file).err
    assert taken(talent, file)[0]["name"] == "José Žagar"


@pytest.mark.parametrize(
    "content", [ACCENTED.encode("utf-16-le"), ACCENTED.encode("utf-16-be"), b"\0\0\0Naam;Kan\n"]
)
def test_03_utf_16_without_its_mark_is_refused_with_what_to_do(
    talent: Talent, content: bytes
) -> None:
    unread(talent, put(content), "sheet_unreadable", "CSV UTF-8", exit_code=2)


def test_04_cp1252_is_said_and_shown_with_a_sample(talent: Talent) -> None:
    ran = talent.ok("import", put("Naam;Kan\nJan;tellen\nJosé;rekenen tot 10 €\n".encode("cp1252")))
    assert "cp1252" in ran.err
    assert "A sample of how it was read: José" in ran.err
    assert taken(talent, "blad.csv")[1]["name"] == "José"
    assert said(talent, "José") == ["rekenen tot 10 €"]


@pytest.mark.parametrize(("codec", "name"), [("cp850", "Jürgen"), ("mac_roman", "Åsa")])
def test_05_a_letter_no_encoding_of_ours_has_is_refused_with_its_line(
    talent: Talent, codec: str, name: str
) -> None:
    file = put(f"Naam;Kan\nJan;koken\n{name};x\n".encode(codec))
    unread(talent, file, "sheet_letters", "blad.csv: in line 3", "CSV UTF-8", exit_code=2)


def test_05_what_cp1252_reads_of_another_encoding_is_caught_by_the_sample(talent: Talent) -> None:
    ran = talent.ok("import", put("Naam;Kan\nZoë;x\n".encode("cp850")))
    assert "A sample of how it was read: Zo‰" in ran.err


def test_06_letters_read_wrongly_before_are_said_with_a_reading_and_stay(talent: Talent) -> None:
    ran = talent.ok("import", put("Naam;Kan\nAn;koken\nJosÃ©;zingen\n"))
    line = next(text for text in ran.out.splitlines() if text.startswith("3"))
    assert "“JosÃ©” may have been read wrongly once: “José”?" in line
    taken(talent, "blad.csv")
    assert names(talent) == ["An", "JosÃ©"]


# --- lines and cells ---------------------------------------------------------


@pytest.mark.parametrize("sign", [";", ",", "|"])
def test_07_a_sep_line_is_honoured_and_no_heading(talent: Talent, sign: str) -> None:
    rows = taken(talent, put(f"sep={sign}\r\nNaam{sign}Kan\r\nAn{sign}koken\r\n"))
    assert [(row["line"], row["name"]) for row in rows] == [(3, "An")]
    assert said(talent, "An") == ["koken"]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_08_the_known_headings_tell_what_stands_between_the_cells(
    talent: Talent, sign: str
) -> None:
    other = "," if sign == ";" else ";"
    cells = f"Naam{sign}Kan{sign}a{other}b{other}c{other}d"
    taken(talent, put(f"{cells}\nAn{sign}koken{sign}x\n"))
    assert (names(talent), said(talent, "An")) == (["An"], ["koken"])


def test_08_a_tie_is_decided_aloud_and_nothing_is_lost(talent: Talent) -> None:
    ran = talent.ok("import", put("Naam;Kan,Wijk\nAn;koken,Noord\n"), "--go")
    assert "separated by ;" in ran.err
    assert "without a place of their own: Kan,Wijk" in ran.err
    assert talent.json("show", "An")["data"]["record"]["extra"] == {"Kan,Wijk": "koken,Noord"}


def test_09_mixed_line_ends_make_one_row_a_line(talent: Talent) -> None:
    rows = taken(talent, put("Naam;Wijk\r\nAn;a\nBep;b\rCor;c\r\n\r\nDien;d"))
    assert [(row["line"], row["name"]) for row in rows] == [
        (2, "An"), (3, "Bep"), (4, "Cor"), (6, "Dien"),
    ]  # fmt: skip


def test_10_a_quote_that_is_never_closed_is_refused_with_its_line(talent: Talent) -> None:
    file = put('Naam;Kan\nJan;x\nPiet;"koken\nAn;y\n')
    unread(talent, file, "sheet_quote", "A quote that opens in line 3 is never closed")


def test_11_a_stray_quote_is_refused_with_its_line_and_column(talent: Talent) -> None:
    file = put('Naam;Kan\nAn;x\nKees;"ja\nnee"\nBep;"Jan" x\n')
    unread(talent, file, "sheet_quote_stray", "Line 5, column 2")


def test_12_a_line_break_is_kept_in_a_note_and_refused_in_a_name(talent: Talent) -> None:
    file = put('Naam;Opmerking\nKees;"koffie\nen thee"\n"An\nBep";x\n')
    refused(talent, file, (4, "Naam", "line_break"))
    talent.ok("import", file, "--go", "--skip-refused")
    assert notes(talent, "Kees") == ["koffie\nen thee"]


def test_13_a_heading_that_stands_there_twice_is_refused_with_both_columns(talent: Talent) -> None:
    file = put("Naam;Kan;naam\nAn;x;Bep\n")
    unread(talent, file, "sheet_heading_twice", "“naam”", "1, 3")


def test_14_a_heading_without_a_place_is_kept_and_listed_with_what_it_looks_like(
    talent: Talent,
) -> None:
    ran = talent.ok("import", put("Naam;;Telefon;Lievelingskleur\nAn;iets;0612345678;rood\n"))
    assert "without a place of their own: #2, Telefon, Lievelingskleur" in ran.err
    assert '--map "Telefon=Phone"' in ran.err
    taken(talent, "blad.csv")
    record = talent.json("show", "An")["data"]["record"]
    assert record["extra"] == {"#2": "iets", "Telefon": "0612345678", "Lievelingskleur": "rood"}


def test_15_a_row_too_short_or_too_long_is_refused_with_both_counts(talent: Talent) -> None:
    file = put("Naam;Kan;Wijk\nAn;koken\nBep;a;b;c\nCor;x;Zuid\n")
    shown = refused(talent, file, (2, "", "row_ragged"), (3, "", "row_ragged"))
    for count in (2, 4):
        assert f"This row has {count} cells, the headings are 3." in shown.out
    talent.ok("import", file, "--go", "--skip-refused")
    assert names(talent) == ["Cor"]


def test_16_blank_lines_are_skipped_and_headings_alone_are_nobody(talent: Talent) -> None:
    taken(talent, put("\n;\nNaam;Kan\n\n ; \nAn;x\n;\n"))
    assert names(talent) == ["An"]
    before = talent.register.read_bytes()
    ran = talent.ok("import", put("Naam;Kan\n", "leeg.csv"), "--go")
    assert ran.out == "0 new, 0 changed, 0 same, 0 doubtful, 0 refused\n"
    assert talent.register.read_bytes() == before
    for content in ("", "\n\n", "\ufeff"):
        unread(talent, put(content), "sheet_empty", "blad.csv is empty")


# --- what cannot be seen -----------------------------------------------------


def test_17_a_nul_in_a_cell_is_refused_with_its_place(talent: Talent) -> None:
    file = put("Naam;Kan\nAn;a\0b\nB\0ep;x\n")
    refused(talent, file, (2, "Kan", "control_in_text"), (3, "Naam", "control_characters"))


CONTROL = "Naam;Opmerking\nJ\x1b[31man;a\nBep;titel \x1b]0;x\nCor;een\x0btwee \x9b1m\nDien;\x07\n"


def test_18_a_control_character_is_refused_and_never_sent_to_the_screen(talent: Talent) -> None:
    file = put(CONTROL.replace("]0;", "]0"))
    shown = refused(
        talent,
        file,
        (2, "Naam", "control_characters"),
        (3, "Opmerking", "control_in_text"),
        (4, "Opmerking", "control_in_text"),
        (5, "Opmerking", "control_in_text"),
    )
    assert "--strip-control takes them out" in shown.out
    assert "\\x9b" in shown.err, "the sample is shown, not obeyed"


def test_18_control_characters_are_taken_out_of_texts_when_that_was_asked(talent: Talent) -> None:
    file = put(CONTROL.replace("]0;", "]0"))
    ran = talent("import", file, "--strip-control", "--go", "--skip-refused", "--json")
    assert problems(ran) == [(2, "Naam", "control_characters")]
    assert [row["remarks"][0]["code"] for row in ran.data["rows"][1:]] == ["control_stripped"] * 3
    assert notes(talent, "Bep") == ["titel ]0x"]
    assert notes(talent, "Cor") == ["een\ntwee 1m"]
    assert notes(talent, "Dien") == []
    seen(talent.ok("show", "Bep"), talent.ok("import", file, "--strip-control"))
    shown = talent.ok("import", book(["Naam", "Kan"], ["Eef", "a\x1b[31m"]), "--strip-control")
    assert "Invisible characters were taken out" in shown.out
    bsn = put("Naam;Kan\nAn;1234\x0056782\n", "bsn.csv")
    assert problems(talent("import", bsn, "--strip-control", "--json")) == [(2, "Kan", "bsn")]


def test_19_what_turns_or_hides_text_is_refused_in_names_and_shown_in_notes(
    talent: Talent,
) -> None:
    family, persian = "👨\u200d👩\u200d👧 Fam", "نمی\u200cخواهم"
    file = put(
        f"Naam;Opmerking\nJ\u202ean;a\nZ\u200bed;b\nBep;a\u202eb\u200b\n{family};{persian}\n"
    )
    refused(talent, file, *((n, "Naam", "control_characters") for n in (2, 3)))
    talent.ok("import", file, "--go", "--skip-refused")
    assert notes(talent, "Bep") == ["a\u202eb\u200b"]
    ran = talent.ok("show", "Bep")
    assert "a\\u202eb\\u200b" in ran.out
    assert notes(talent, family) == [persian]
    assert persian in talent.ok("show", family).out


MARKUP = "[red]x[/red] [/bold] :smile: [link=http://x]"


def test_20_markup_is_shown_as_it_was_typed_everywhere(talent: Talent) -> None:
    file = put(f"Naam;Kan;Opmerking;Kleur\nAn {MARKUP};{MARKUP};{MARKUP};{MARKUP}\n")
    assert f"An {MARKUP}" in talent.ok("import", file).out
    talent.ok("import", file, "--go")
    for words in (["show", "r1"], ["list", "talents"]):
        assert MARKUP in talent.ok(*words).out
    assert "[link=http://x], An [red]x[/red] [/bold] :smile:" in talent.ok("list").out
    talent.ok("export", "uit.csv", "--plain")
    assert Path("uit.csv").read_text("utf-8").count(MARKUP) == 4


def test_21_half_a_character_is_refused_wherever_it_comes_from(
    talent: Talent, process: Process
) -> None:
    talent.ok("add", "An de Vries")
    talent.ok("export", "heel.json")
    before = talent.register.read_bytes()
    text = Path("heel.json").read_text("utf-8").replace("An de Vries", "An \\ud800")
    place = "residents.1.name stands half a character"
    unread(talent, put(text, "half.json"), "json_half", place, exit_code=2)
    ran = process("add", "Zo", shell="$'x\\xeby'")
    assert (ran.code, ran.out) == (5, "")
    assert "invisible characters" in ran.err
    assert talent.register.read_bytes() == before


# --- too much ----------------------------------------------------------------


def test_22_a_cell_that_is_too_long_is_refused_with_its_length(talent: Talent) -> None:
    file = put(f"Naam;Opmerking\nAn;{'x' * 20_000}\nBep;{'x' * 200_000}\n{'y' * 300};z\n")
    shown = refused(talent, file, (3, "Opmerking", "too_long"), (4, "Naam", "too_long"))
    assert "200000 characters is too long" in shown.out
    assert "xxx" not in shown.screen
    talent.ok("import", file, "--go", "--skip-refused")
    assert [len(text) for text in notes(talent, "An")] == [20_000]


def test_23_more_than_a_hundred_megabytes_is_refused_unread(talent: Talent) -> None:
    with open("groot.csv", "wb") as file:
        file.write(b"Naam;Kan\n")
        file.truncate(100_000_001)
    unread(talent, "groot.csv", "sheet_too_large", "larger than 100 MB")


# --- formulas ----------------------------------------------------------------

LIVE = ["=HYPERLINK(1)", "+1", "-1", "@x", "＝1+1", "-trainer"]


def test_24_what_a_spreadsheet_would_run_is_text_and_goes_out_as_text(talent: Talent) -> None:
    rows = "".join(f'Nr {n};{text};"\t{text}";"{text}"\n' for n, text in enumerate(LIVE))
    taken(talent, put(f"Naam;Kan;Opmerking;Kleur\n{rows}"))
    for number, text in enumerate(LIVE):
        assert said(talent, f"Nr {number}") == [text]
        assert talent.json("show", f"Nr {number}")["data"]["record"]["extra"] == {"Kleur": text}
    before = talent.register.read_bytes()
    for language in ("nl", "en"):
        name = f"uit-{language}.csv"
        talent.ok("export", name, "--lang", language)
        cells = re.split(r"[;\n]", Path(name).read_text("utf-8-sig"))
        assert [cell for cell in cells if cell.strip('"')[:1] in "=+-@\t\r＝" and cell] == []
        assert cells.count("'-trainer") == 3
    talent.ok("export", "uit.xlsx")
    for file in ("uit-nl.csv", "uit-en.csv", "uit.xlsx"):
        talent.register.write_bytes(before)
        assert {row["verdict"] for row in taken(talent, file)} == {"same"}


# Row 25 stands in tests/cli/test_sheets.py: our own export imported again changes nothing.

WORDS = ["'s-Gravenhage", "'t Hooft", "-5 graden", "O'Brien", "''", "'=1", "'"]


def test_26_an_apostrophe_that_belongs_to_the_word_stays_on_the_whole_round_trip(
    talent: Talent,
) -> None:
    file = book(
        ["Naam", "Bijnaam", "Kan", "Kleur"], *([f"A{text}", text, text, text] for text in WORDS)
    )
    taken(talent, file)
    before = talent.register.read_bytes()
    for words in (["uit.csv"], ["kaal.csv", "--plain"], ["uit.xlsx"]):
        talent.ok("export", *words)
        talent.register.write_bytes(before)
        assert {row["verdict"] for row in taken(talent, words[0])} == {"same"}
    records = [talent.json("show", f"r{n}")["data"]["record"] for n in range(1, len(WORDS) + 1)]
    assert [(r["name"], r["nickname"], r["extra"]["Kleur"]) for r in records] == [
        (f"A{text}", text, text) for text in WORDS
    ]


def test_48_a_letter_in_two_parts_is_one_and_is_found_either_way(talent: Talent) -> None:
    apart = unicodedata.normalize("NFD", "Zoë Ångström")
    assert apart != "Zoë Ångström"
    rows = taken(talent, put(f"Naam;Kan\n{apart};crêpes\nZoë Ångström;crêpes\n"))
    assert [row["verdict"] for row in rows] == ["new", "same"]
    assert names(talent) == ["Zoë Ångström"]
    for typed in (apart, "Zoë Ångström", "zoe"):
        assert talent.json("show", typed)["data"]["record"]["id"] == "r1"

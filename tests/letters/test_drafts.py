"""Drafts: in four forms, from templates of hers, never sent."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from talentregister.cli.config import write as set_
from talentregister.letters import templates
from tests.running import Talent

KINDS = ("promise", "aftercare", "availability", "access", "word_back", "rhythm", "retention")


@pytest.fixture
def kees(talent: Talent) -> Talent:
    talent.ok("add", "Zoë Blok", "--email", "zoe@example.org", "--phone", "0612345678")
    talent.ok("later", "Zoë", "vandaag", "dan “écht” klussen", "--on", "21-11-2025")
    return talent


def draft(talent: Talent, *words: str) -> str:
    return talent.ok("remind", "--draft", "f1", *words).out


# --- forms


def test_a_mail_opens_unsent_with_to_subject_and_words(kees: Talent, tmp_path: Path) -> None:
    place = tmp_path / "zoe.eml"
    said = kees.ok("remind", "--draft", "f1", "--as", "eml", "--out", str(place), "--lang", "nl")
    assert said.out == ""
    assert str(place) in said.err
    message = email.message_from_bytes(place.read_bytes(), policy=email.policy.default)
    assert message["To"] == "Zoë Blok <zoe@example.org>"
    assert message["Subject"] == "Weet je nog?"
    assert (message["X-Unsent"], message["From"], message["Date"]) == ("1", None, None)
    body = message.get_content()
    assert "dan “écht” klussen" in body
    assert "vrijdag 21 november 2025" in body
    assert place.stat().st_mode & 0o777 == 0o600


def test_a_mail_to_somebody_without_an_address_has_no_to(kees: Talent) -> None:
    kees.ok("edit", "Zoë", "--email", "")
    message = email.message_from_string(draft(kees, "--as", "eml"), policy=email.policy.default)
    assert message["To"] is None


def test_a_file_that_is_there_is_left_as_it_is(kees: Talent, tmp_path: Path) -> None:
    place = tmp_path / "brief.txt"
    place.write_text("van mij")
    assert kees("remind", "--draft", "f1", "--out", str(place)).code == 5
    assert place.read_text() == "van mij"


def test_a_link_to_click_holds_the_whole_letter(kees: Talent) -> None:
    line = draft(kees, "--als", "mailto").strip()
    assert "\n" not in line
    parts = urlsplit(line)
    told = parse_qs(parts.query)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "zoe@example.org")
    assert told["subject"] == ["Do you remember?"]
    assert "dan “écht” klussen" in told["body"][0]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_short_message_fits_in_a_telephone(kees: Talent, lang: str) -> None:
    out = draft(kees, "--as", "sms", "--lang", lang)
    first, _, text = out.partition("\n\n")
    assert "06-12 34 56 78" in first
    assert len(text) < 320
    assert "dan “écht” klussen" in text
    assert "2025" in text


def test_a_form_nobody_knows_is_said(kees: Talent) -> None:
    assert kees("remind", "--draft", "f1", "--as", "telegram").code == 2


def test_scripts_get_every_part(kees: Talent) -> None:
    [data] = kees.json("remind", "--draft", "f1", "--as", "sms")["data"]["drafts"]
    assert data["form"] == "sms"
    assert data["phone"] == "+31612345678" or data["phone"].endswith("612345678")
    assert data["short"] in data["text"]


def test_a_draft_for_two_people_as_a_mail_asks_for_whom(kees: Talent) -> None:
    kees.ok("add", "Joke Bakker")
    kees.ok("link", "Zoë", "Joke")
    kees.ok("went", "l1", "introduced", "--share", "yes,yes")
    ran = kees("remind", "--draft", "f2", "--as", "eml")
    assert ran.code == 4
    assert "--who r1" in ran.err
    assert "Dear Joke" in kees.ok("remind", "--draft", "f2", "--as", "eml", "--who", "Joke").out


def test_a_promise_without_words_is_a_letter_all_the_same(kees: Talent) -> None:
    kees.ok("later", "Zoë", "vandaag")
    for lang in ("nl", "en"):
        for form in ("letter", "sms"):
            out = kees.ok("remind", "--draft", "f2", "--as", form, "--lang", lang).out
            assert "“" not in out
            assert "Zoë" in out


def test_her_name_stands_under_it(kees: Talent) -> None:
    kees.ok("config", "name", "Sanne de Boer")
    assert draft(kees).rstrip().endswith("Kind regards,\nSanne de Boer")
    assert "Sanne de Boer" in draft(kees, "--as", "sms")


# --- kinds


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("je", [True, False])
def test_every_kind_has_a_letter_and_a_short_message_in_both_languages(
    kind: str, lang: str, je: bool
) -> None:
    text = templates.filled(
        kind, lang, None, given="Zoë", name="Zoë Blok", je=je, words="klussen",
        said_on="vrijdag 1 mei 2026", others="", visited=False, signed="Sanne",
    )  # fmt: skip
    subject, body, short = templates.parts(text)
    assert subject
    assert body.startswith(("Beste", "Dear"))
    assert "Sanne" in body
    assert len(short) < 320
    assert "\n" not in short
    assert "{" not in text
    if lang == "nl" and not je:
        assert not {"je", "jou", "jouw"} & set(text.casefold().split())


# --- templates of hers


@pytest.fixture
def own(kees: Talent, tmp_path: Path) -> Path:
    folder = tmp_path / "config" / "templates" / "en"
    folder.mkdir(parents=True)
    return folder / "promise.txt"


def test_a_template_of_hers_goes_first(kees: Talent, own: Path) -> None:
    own.write_text("Hoi!\nLieve {{ given }}, je zei: {{ words }}\n---\nKort: {{ words }}\n")
    assert "Subject: Hoi!" in draft(kees)
    assert "Lieve Zoë" in draft(kees)
    assert "Kort: dan" in draft(kees, "--as", "sms")


def test_a_template_without_a_short_part_is_short_as_a_whole(kees: Talent, own: Path) -> None:
    own.write_text("Hoi!\n{{ given }},\n\nkom je?\n")
    assert draft(kees, "--as", "sms").endswith("\n\nZoë, kom je?\n")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("Café {{ given }}\nx".encode("cp1252"), "Café Zoë"),
     ("\ufeffCafé {{ given }}\r\nx".encode(), "Café Zoë")],
)  # fmt: skip
def test_a_template_from_any_editor_is_read(
    kees: Talent, own: Path, raw: bytes, expected: str
) -> None:
    own.write_bytes(raw)
    assert expected in draft(kees)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Hoi\n{{ given }\n", 2),
        ("Hoi\n\n{{ naam }}\n", 3),
        ("Hoi\n{% if je %}\nx\n", 3),
        ("Hoi\n\n\n{{ given / 2 }}\n", 4),
    ],
)
def test_a_mistake_in_a_template_names_file_and_line(
    kees: Talent, own: Path, text: str, line: int
) -> None:
    own.write_text(text)
    ran = kees("remind", "--draft", "f1")
    assert ran.code == 2
    assert str(own) in ran.err
    assert f"line {line}" in ran.err
    assert "Traceback" not in ran.err


def test_nothing_about_a_draft_changes_the_register(kees: Talent, tmp_path: Path) -> None:
    before = kees.register.read_bytes()
    set_(tmp_path / "config", "name", "Sanne")
    for form in ("letter", "eml", "mailto", "sms"):
        draft(kees, "--as", form)
    assert kees.register.read_bytes() == before
    assert kees.ok("remind").out != ""

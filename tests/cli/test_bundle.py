"""`match --bundle`: like wishes, who could carry them, and the line that makes it an initiative."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from tests.running import Furnish, Process, Ran, Talent

# Four residents in two months, in different words (scenario 13): r1 to r4, s1 to s4; i1, i2.
ASKED = (
    ("Fatima Kaya", "huurtoeslag aanvragen", "25-9-2026"),
    ("Kees Blok", "hulp bij toeslagen", "8-10-2026"),
    ("Joke Bakker", "weten of ze recht heeft op huursubsidie", "30-10-2026"),
    ("An de Vries", "de blauwe envelop van de huur", "20-11-2026"),
)


def fill(talent: Talent) -> None:
    """Who asked what, somebody who asks something else, and two initiatives."""
    for name, wish, day in ASKED:
        talent.ok("add", name, today=day)
        talent.ok("wants", name, wish, today=day)
    talent.ok("add", "Piet Smit", today="20-11-2026")
    talent.ok("wants", "Piet", "leren breien", today="20-11-2026")
    for name, kind in (("Spreekuur toeslagen", "partner"), ("Tuingroep", "activity")):
        talent.ok("add", "--initiative", name, "--kind", kind, today="20-11-2026")


@pytest.fixture
def rent(furnish: Furnish) -> Talent:
    """The program with four who ask after rent allowance."""
    return furnish("rent", fill)


def bundles(talent: Talent) -> list[Any]:
    """The bundles of today."""
    found: list[Any] = talent.json("match", "--bundle")["data"]["bundles"]
    return found


def pasted(talent: Talent, line: str) -> Ran:
    """A line as it was printed, typed as it stands."""
    program, *words = shlex.split(line)
    assert program == "talent"
    return talent.ok(*words)


def test_13_four_who_ask_after_rent_allowance_are_one_bundle_with_who_could_carry_it(
    rent: Talent,
) -> None:
    (bundle,) = bundles(rent)
    assert bundle["concept"] == {"id": "toeslagen", "name": "allowances"}
    assert bundle["people"] == 4
    assert [(w["id"], w["text"], w["who"]["name"]) for w in bundle["wishes"]] == [
        (f"s{number}", wish, name) for number, (name, wish, _) in enumerate(ASKED, 1)
    ]
    (carrier,) = bundle["carriers"]
    assert (carrier["id"], carrier["name"], carrier["kind"]) == (
        "i1", "Spreekuur toeslagen", "partner",
    )  # fmt: skip
    assert carrier["reason"].startswith("“Spreekuur toeslagen” for “allowances”")
    assert bundle["initiative"] is None


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_13_the_printed_line_makes_it_an_initiative_with_its_wishes(
    rent: Talent, lang: str
) -> None:
    rent.options = ["--lang", lang]
    shown = rent.ok("match", "--bundle").out.splitlines()
    (line,) = [row for row in shown if row.startswith("talent ")]
    pasted(rent, line)
    (made,) = [row for row in rent.json("list", "initiatives")["data"]["rows"] if row["id"] == "i3"]
    assert made["name"] == {"nl": "Toeslagen", "en": "Allowances"}[lang]
    links = rent.json("list", "links")["data"]["rows"]
    assert [(link["statements"], link["why"]) for link in links] == [
        ([f"s{number}"], wish) for number, (_, wish, _) in enumerate(ASKED, 1)
    ]
    assert {link["state"] for link in links} == {"proposed"}


def test_what_became_an_initiative_says_what_to_type_next(rent: Talent) -> None:
    words = ("add", "--initiative", "Huur op orde", "--wishes", "s1,s2")
    ran = rent.ok(*words)
    assert ran.err.splitlines()[-1] == (
        "What does Huur op orde need? Type: talent wants i3 WORDS; and who could help:"
        " talent match i3 --wants"
    )
    rent.ok("undo")
    dutch = rent.ok(*words, "--lang", "nl").err
    assert "talent wil i4 WOORDEN" in dutch
    assert dutch.endswith("talent zoek i4 --wensen\n")
    assert "talent" not in rent.ok("add", "--initiative", "Buurtontbijt").err


def test_13_what_became_an_initiative_is_carried_and_no_longer_proposed(rent: Talent) -> None:
    pasted(rent, bundles(rent)[0]["line"])
    (bundle,) = bundles(rent)
    assert bundle["initiative"] == {"id": "i3", "name": "Allowances"}
    assert all(wish["linked"] for wish in bundle["wishes"])
    assert (bundle["carriers"], bundle["line"]) == ([], "")
    shown = rent.ok("zoek", "--bundel", "--lang", "nl").out
    assert "Wordt opgepakt door Allowances (i3)." in shown
    assert "talent" not in shown


def test_one_undo_takes_the_initiative_and_its_links_back(rent: Talent) -> None:
    before = bundles(rent)
    pasted(rent, before[0]["line"])
    rent.ok("undo")
    assert bundles(rent) == before
    assert rent.json("list", "links")["data"]["rows"] == []


def test_who_asks_later_is_taken_on_by_the_initiative_that_is_there(rent: Talent) -> None:
    pasted(rent, bundles(rent)[0]["line"])
    rent.ok("wants", "Piet", "zorgtoeslag")
    (bundle,) = bundles(rent)
    assert bundle["line"] == "talent edit i3 --wishes s6"
    pasted(rent, bundle["line"])
    assert bundles(rent)[0]["line"] == ""


def test_a_second_wish_of_somebody_goes_along_with_the_link_that_is_there(rent: Talent) -> None:
    other = rent.id("link", "Fatima", "i2")
    rent.ok("edit", "i1", "--wishes", "s1")
    second = rent.id("wants", "Fatima", "zorgtoeslag")
    rent.ok("wijzig", "i1", "--wensen", f"{second}, s1", "--lang", "nl")
    rent.ok("edit", "i1", "--wishes", second, "--schedule", "dinsdag")
    links = {row["id"]: row["statements"] for row in rent.json("list", "links")["data"]["rows"]}
    assert links == {other: [], "l2": ["s1", second]}
    again = rent.ok("edit", "i1", "--wishes", second)
    assert "already" in again.err


def test_an_initiative_that_is_called_so_already_takes_them_on(rent: Talent) -> None:
    rent.ok("add", "--initiative", "allowances")
    assert bundles(rent)[0]["line"] == "talent edit i3 --wishes s1,s2,s3,s4"
    rent.ok("edit", "i3", "--state", "stopped")
    line = bundles(rent)[0]["line"]
    assert line == 'talent add --initiative "Allowances 2" --wishes s1,s2,s3,s4'
    pasted(rent, line)
    assert bundles(rent)[0]["initiative"]["id"] == "i4"


def test_it_is_shown_short_and_readable(rent: Talent, process: Process) -> None:
    shown = process("match", "--bundle", "--lang", "nl", "--today", "21-11-2026").out.splitlines()
    assert shown == [
        "toeslagen: 4 bewoners",
        "s1  Fatima Kaya (r1)  huurtoeslag aanvragen",
        "s2  Kees Blok (r2)    hulp bij toeslagen",
        "s3  Joke Bakker (r3)  weten of ze recht heeft op huursubsidie",
        "s4  An de Vries (r4)  de blauwe envelop van de huur  (dichtbij: belasting)",
        "zou dit kunnen oppakken",
        "Spreekuur toeslagen (i1)  “Spreekuur toeslagen” bij “toeslagen”: hoort allebei bij"
        " toeslagen",
        'talent erbij --initiatief "Toeslagen" --wensen s1,s2,s3,s4',
        "",
    ]


def test_an_organisation_that_does_the_work_is_not_told_it_once_did(rent: Talent) -> None:
    rent.ok("add", "--initiative", "Formulierenbrigade", "--kind", "partner")
    reasons = {c["name"]: c["reason"] for c in bundles(rent)[0]["carriers"]}
    assert "both belong to" in reasons["Formulierenbrigade"]


def test_a_word_no_theme_covers_names_a_bundle_too(talent: Talent) -> None:
    for name in ("An", "Bo", "Cor"):
        talent.ok("add", name)
        talent.ok("wants", name, "samen glimtrixen")
    (bundle,) = bundles(talent)
    assert bundle["concept"] == {"id": None, "name": "glimtrixen"}
    assert bundle["line"] == 'talent add --initiative "Glimtrixen" --wishes s1,s2,s3'


def test_nothing_found_is_an_answer(talent: Talent) -> None:
    ran = talent.ok("zoek", "--bundel", "--lang", "nl")
    assert ran.out == ""
    assert "Geen drie bewoners vragen om hetzelfde" in ran.err


def test_no_more_are_shown_than_was_asked_for(rent: Talent) -> None:
    for name in ("Bo", "Cor", "Dirk"):
        rent.ok("add", name)
        rent.ok("wants", name, "pianoles")
    assert len(bundles(rent)) == 2
    rows = rent.json("match", "--bundle", "--limit", "1")["data"]["bundles"]
    assert [row["concept"]["id"] for row in rows] == ["toeslagen"]
    assert rent("match", "--bundle", "--limit", "0").code == 2


def test_words_beside_it_are_a_mistake(rent: Talent) -> None:
    ran = rent("match", "--bundle", "Fatima")
    assert ran.code == 2
    assert "talent match --bundle" in ran.err


# s5 is a wish; s6 an ask of an initiative, s7 a talent, s8 a wish of somebody left in peace.
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("edit", "i1", "--wishes", "s1,s99"), 3, "There is no s99"),
        (("edit", "i1", "--wishes", "s1,Kees"), 5, "Kees is no open wish"),
        (("edit", "i1", "--wishes", "s1,r2"), 5, "r2 is no open wish"),
        (("edit", "i1", "--wishes", "s1,s6"), 5, "s6 is no open wish"),
        (("edit", "i1", "--wishes", "s1,s7"), 5, "s7 is no open wish"),
        (("edit", "i1", "--wishes", "s1,s8"), 5, "asked to be left in peace"),
        (("edit", "i1", "--wishes", "s1,s9"), 5, "s9 is no open wish"),
        (("edit", "r1", "--wishes", "s1"), 2, "goes with an initiative"),
        (("add", "Jan", "--wishes", "s1"), 2, "goes with an initiative"),
        (("add", "--initiative", "Nieuw", "--wishes", "s1,s99"), 3, "There is no s99"),
    ],
)
def test_what_is_no_open_wish_of_somebody_who_may_be_asked_is_refused_and_nothing_is_kept(
    rent: Talent, words: tuple[str, ...], code: int, said: str
) -> None:
    rent.ok("wants", "i2", "iemand die schoffelt")
    rent.ok("can", "Kees", "klussen")
    rent.ok("add", "Stil")
    rent.ok("wants", "Stil", "rust")
    rent.ok("consent", "Stil", "approach", "no")
    rent.ok("wants", "Piet", "een trui")
    rent.ok("done", "s9")
    before = rent.register.read_bytes()
    ran = rent(*words)
    assert ran.code == code
    assert said in ran.err
    assert rent.register.read_bytes() == before

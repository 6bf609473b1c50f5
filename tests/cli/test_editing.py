"""`edit WHO` on a terminal: a question a field, and nobody's change is lost meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from talentregister.cli.ask import ask as really_ask
from tests.running import Person, Talent

KEEP = ""
FIELDS = ("name", "area", "address", "postcode", "phone", "email", "available")


def answers(**told: str) -> list[tuple[str, str]]:
    """An answer for every field: what was told, and Enter for the others."""
    return [(field, told.get(field, KEEP)) for field in FIELDS]


def meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Somebody else changes the register while the first question is answered."""
    left = [change]

    def ask(question: str) -> str:
        if left:
            left.pop()()
        return really_ask(question)

    monkeypatch.setattr("talentregister.cli.editing.ask", ask)


def test_edit_without_fields_asks_them_one_by_one(street: Talent, person: Person) -> None:
    ran = person("edit", "Ahmet", answers=answers(area="Zuid", phone="0687654321"))
    assert ran.code == 0
    assert "area [Kerkenbosch]:" in ran.err
    record = street("show", "Ahmet", "--json").data["record"]
    assert (record["area"], record["phone"]) == ("Zuid", "0687654321")
    assert record["name"] == "Ahmet Yılmaz"


def test_a_dash_clears_a_field(street: Talent, person: Person) -> None:
    assert person("edit", "Ahmet", answers=answers(phone="-")).code == 0
    assert street("show", "Ahmet", "--json").data["record"]["phone"] == ""


def test_keeping_everything_changes_nothing(street: Talent, person: Person) -> None:
    before = street.register.read_bytes()
    assert person("edit", "Ahmet", answers=answers()).code == 2
    assert street.register.read_bytes() == before


def test_a_statement_is_asked_for_its_words(street: Talent, person: Person) -> None:
    ran = person("edit", "s1", answers=[("the words", "coach geweest"), ("available", KEEP)])
    assert ran.code == 0
    assert street("show", "s1", "--json").data["record"]["text"] == "coach geweest"


def test_a_change_by_another_meanwhile_is_shown_beside_ones_own_and_asked(
    street: Talent, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: street.ok("edit", "Ahmet", "--area", "Noord"))
    asked = [*answers(area="Zuid"), ("Save yours all the same?", "y")]
    ran = person("edit", "Ahmet", answers=asked)
    assert ran.code == 0
    shown = next(line for line in ran.err.splitlines() if "Noord" in line)
    assert "Zuid" in shown
    assert street("show", "Ahmet", "--json").data["record"]["area"] == "Zuid"


def test_a_no_keeps_what_the_other_saved(
    street: Talent, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: street.ok("edit", "Ahmet", "--area", "Noord"))
    asked = [*answers(area="Zuid"), ("Save yours all the same?", "n")]
    ran = person("edit", "Ahmet", answers=asked)
    assert ran.code == 5
    assert "changed by somebody else meanwhile" in ran.err
    assert street("show", "Ahmet", "--json").data["record"]["area"] == "Noord"


def test_another_record_changed_meanwhile_disturbs_nobody(
    street: Talent, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: street.ok("edit", "Joke", "--area", "Noord"))
    assert person("edit", "Ahmet", answers=answers(area="Zuid")).code == 0
    assert street("show", "Joke", "--json").data["record"]["area"] == "Noord"

"""Undo: what was done can be taken back, to the letter of DESIGN.md."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from talentregister.errors import NotFound, Refused
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link, Side
from talentregister.model.resident import Consent, Resident
from talentregister.model.statement import Statement
from talentregister.storage import Home, operations, read, transaction, undo
from talentregister.storage import history as undoing
from talentregister.storage.layout import Document
from tests.storage.looking import document, rewrite


def add(home: Home, today: date, *names: str) -> None:
    with transaction(home, "add", today) as change:
        for name in names:
            change.add(Resident, name=name)


def edit(home: Home, today: date, area: str, record_id: str = "r1") -> None:
    with transaction(home, "edit", today) as change:
        resident = change.records.residents[record_id]
        change.put(msgspec.structs.replace(resident, area=area))


def area(home: Home) -> str:
    return read(home).residents["r1"].area


def test_undo_takes_back_an_addition(home: Home, today: date) -> None:
    add(home, today, "Joke")
    undone = undo(home, today)
    assert (undone.operation, undone.verb, undone.on, undone.by) == ("u1", "add", today, "u2")
    assert [(t.id, t.change) for t in undone.changed] == [("r1", "removed")]
    assert not read(home).residents


def test_undo_puts_back_what_was_changed_and_removed(home: Home, today: date) -> None:
    add(home, today, "Joke")
    edit(home, today, "Noord")
    before = document(home)["residents"]
    with transaction(home, "edit", today) as change:
        change.remove("r1")
    undo(home, today)
    assert document(home)["residents"] == before
    undo(home, today)
    assert area(home) == ""


def test_a_second_undo_goes_one_further_back(home: Home, today: date) -> None:
    add(home, today, "Joke")
    for name in ("Noord", "Zuid"):
        edit(home, today, name)
    assert undo(home, today).operation == "u3"
    assert area(home) == "Noord"
    assert undo(home, today).operation == "u2"
    assert area(home) == ""
    assert undo(home, today).operation == "u1"
    with pytest.raises(NotFound) as raised:
        undo(home, today)
    assert raised.value.code == "nothing_to_undo"


def test_naming_an_undo_redoes(home: Home, today: date) -> None:
    add(home, today, "Joke")
    edit(home, today, "Noord")
    by = undo(home, today).by
    redone = undo(home, today, by)
    assert area(home) == "Noord"
    assert [o.id for o in operations(home) if o.undone] == [by]
    assert undo(home, today, redone.by).changed
    assert area(home) == ""
    assert {o.id: o.undone for o in operations(home)} == {
        "u1": False, "u2": True, "u3": False, "u4": True, "u5": False,
    }  # fmt: skip
    assert undo(home, today).operation == "u1"


def test_an_operation_that_was_redone_can_be_undone_again(home: Home, today: date) -> None:
    add(home, today, "Joke")
    undo(home, today, undo(home, today).by)
    assert list(read(home).residents) == ["r1"]
    assert undo(home, today).operation == "u1"
    assert not read(home).residents


def test_an_undone_operation_is_not_undone_twice(home: Home, today: date) -> None:
    add(home, today, "Joke")
    undo(home, today, "u1")
    with pytest.raises(Refused) as raised:
        undo(home, today, "u1")
    assert raised.value.code == "already_undone"
    assert raised.value.parameters == {"operation": "u1", "by": "u2"}


def test_an_older_operation_is_undone_by_name(home: Home, today: date) -> None:
    add(home, today, "Joke")
    add(home, today, "Kees")
    assert undo(home, today, "u1").operation == "u1"
    assert list(read(home).residents) == ["r2"]


def test_undo_is_refused_when_a_record_was_changed_since(home: Home, today: date) -> None:
    add(home, today, "Joke", "Kees")
    edit(home, today, "Noord")
    before = home.file.read_bytes()
    with pytest.raises(Refused) as raised:
        undo(home, today, "u1")
    assert raised.value.code == "undo_refused"
    assert raised.value.parameters == {"operation": "u1", "verb": "add", "records": ("r1",)}
    assert home.file.read_bytes() == before


def test_a_change_there_and_back_is_a_change_since(home: Home, today: date) -> None:
    add(home, today, "Joke")
    edit(home, today, "Noord")
    edit(home, today, "Zuid")
    edit(home, today, "Noord")
    with pytest.raises(Refused):
        undo(home, today, "u2")


def test_undo_is_refused_when_something_points_at_it_by_now(home: Home, today: date) -> None:
    add(home, today, "Joke")
    with transaction(home, "can", today) as change:
        change.add(Statement, owner="r1", kind="can", text="bakken")
    with pytest.raises(Refused) as raised:
        undo(home, today, "u1")
    assert raised.value.parameters["records"] == ("s1",)
    assert list(read(home).statements) == ["s1"]


def test_undo_is_refused_when_it_would_bring_back_a_loose_end(home: Home, today: date) -> None:
    add(home, today, "Joke")
    with transaction(home, "can", today) as change:
        change.add(Statement, owner="r1", kind="can", text="bakken")
    with transaction(home, "edit", today) as change:
        change.remove("s1")
    with transaction(home, "edit", today) as change:
        change.remove("r1")
    with pytest.raises(Refused) as raised:
        undo(home, today, "u3")
    assert raised.value.parameters["records"] == ("s1",)


def test_an_import_is_one_operation(home: Home, today: date) -> None:
    add(home, today, "Joke")
    with transaction(home, "import", today) as change:
        change.put(msgspec.structs.replace(change.records.residents["r1"], area="Zuid"))
        for number in range(300):
            change.add(Resident, name=f"Buur {number}")
    stored = document(home)["undo"]["2"]
    assert stored["added"] == ["r2-r301"]
    assert len(str(stored)) < 1000
    assert operations(home)[0].records == 301
    assert len(undo(home, today).changed) == 301
    assert area(home) == ""
    undo(home, today, "u3")
    assert len(read(home).residents) == 301


def test_unknown_keys_come_back_with_an_undo(home: Home, today: date) -> None:
    add(home, today, "Joke")

    def unknown(stored: Document) -> None:
        stored["residents"]["1"]["shoe"] = 42

    rewrite(home, unknown)
    edit(home, today, "Noord")
    with transaction(home, "edit", today) as change:
        change.remove("r1")
    undo(home, today)
    undo(home, today)
    assert document(home)["residents"]["1"]["shoe"] == 42


def test_ids_are_not_used_again_after_an_undo(home: Home, today: date) -> None:
    add(home, today, "Joke")
    undo(home, today)
    add(home, today, "Kees")
    assert list(read(home).residents) == ["r2"]


def test_the_list_names_operations_latest_first(home: Home, today: date) -> None:
    add(home, today, "Joke")
    edit(home, today, "Noord")
    undo(home, today)
    listed = operations(home)
    assert [(o.id, o.verb, o.generation, o.records, o.undone, o.undoes) for o in listed] == [
        ("u3", "undo", 3, 1, False, "u2"),
        ("u2", "edit", 2, 1, True, None),
        ("u1", "add", 1, 1, False, None),
    ]


def test_an_unknown_operation_is_not_found(home: Home, today: date) -> None:
    with pytest.raises(NotFound) as raised:
        undo(home, today, "u9")
    assert raised.value.code == "no_such_operation"


def test_fifty_operations_are_kept(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "OPERATIONS", 3)
    for number in range(5):
        add(home, today, f"Buur {number}")
    assert [o.id for o in operations(home)] == ["u5", "u4", "u3"]


def test_operations_older_than_thirty_days_go_but_never_the_latest(home: Home, today: date) -> None:
    add(home, today, "Joke")
    edit(home, today + timedelta(days=30), "Noord")
    assert len(operations(home)) == 2
    edit(home, today + timedelta(days=90), "Zuid")
    assert [o.id for o in operations(home)] == ["u3"]


def test_a_clock_that_ran_ahead_does_not_forget_what_comes_after(home: Home, today: date) -> None:
    add(home, date(2036, 1, 1), "Joke")
    edit(home, today, "Noord")
    edit(home, today, "Zuid")
    assert len(operations(home)) == 3


def test_big_images_push_the_oldest_out_and_the_latest_stays(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "ALWAYS_ALLOWED", 1000)
    add(home, today, "Joke")
    for letter in "abc":
        edit(home, today, letter * 900)
    assert [o.id for o in operations(home)] == ["u4"]
    assert undo(home, today).operation == "u4"


def test_undo_is_refused_when_people_would_be_introduced_without_their_yes(
    home: Home, today: date
) -> None:
    with transaction(home, "add", today) as change:
        one = change.add(Resident, name="Joke")
        change.add(Initiative, name="Leeskring", state="running", carriers=(one.id,))
    with transaction(home, "consent", today) as change:
        yes = Consent(purpose="share", given=True, on=today)
        change.put(msgspec.structs.replace(one, consents=(yes,)))
    with transaction(home, "went", today) as change:
        sides = (Side(who="r1"), Side(who="i1"))
        change.add(Link, sides=sides, state="introduced")
    with pytest.raises(Refused) as raised:
        undo(home, today, "u2")
    assert raised.value.parameters["records"] == ("l1",)
    undo(home, today)
    assert undo(home, today, "u2").operation == "u2"

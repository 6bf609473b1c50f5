"""Changing a register: added, put, removed, saved together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import msgspec
import pytest

from talentregister.errors import NotFound, Refused, Unwritable
from talentregister.model.link import Rejection
from talentregister.model.resident import Met, Resident, Spoken
from talentregister.model.statement import Statement
from talentregister.storage import Change, Home, create, lines, read, transaction
from talentregister.storage.layout import Document
from tests.storage.looking import document, rewrite


def add(home: Home, today: date, name: str = "Vincent van Gogh") -> Resident:
    with transaction(home, "add", today) as change:
        return change.add(Resident, name=name)


def test_a_new_register_is_empty_and_reads_back(home: Home, today: date) -> None:
    records = read(home)
    assert not records.residents
    assert records.meta.generation == 0
    assert records.meta.written == today


def test_an_added_record_gets_an_id_a_day_and_a_revision(home: Home, today: date) -> None:
    resident = add(home, today)
    assert resident.id == "r1"
    assert (resident.created, resident.changed, resident.rev) == (today, today, 1)
    assert read(home).residents["r1"] == resident
    assert read(home).meta.generation == 1


def test_a_record_is_visible_at_once_inside_its_change(home: Home, today: date) -> None:
    with transaction(home, "add", today) as change:
        resident = change.add(Resident, name="Joke")
        assert change.get(resident.id) == resident
        assert not change.records.residents
        assert [(t.id, t.change) for t in change.changed] == [("r1", "added")]


def test_put_gives_the_record_a_new_day_and_revision(home: Home, today: date) -> None:
    resident = add(home, today)
    tomorrow = today + timedelta(days=1)
    with transaction(home, "edit", tomorrow) as change:
        new = change.put(msgspec.structs.replace(resident, area="Kerkenbosch"))
        assert change.get("r1") == new
    assert (new.changed, new.rev, new.created) == (tomorrow, 2, today)
    assert read(home).residents["r1"] == new


def test_putting_an_identical_record_changes_nothing(home: Home, today: date) -> None:
    resident = add(home, today)
    before = home.file.read_bytes()
    with transaction(home, "edit", today) as change:
        assert change.put(resident) is resident
        assert change.changed == []
    assert home.file.read_bytes() == before


def test_putting_back_what_was_there_changes_nothing(home: Home, today: date) -> None:
    resident = add(home, today)
    with transaction(home, "edit", today) as change:
        other = change.put(msgspec.structs.replace(resident, area="Noord"))
        change.put(msgspec.structs.replace(other, area=""))
    assert read(home).meta.generation == 1


def test_a_record_somebody_else_changed_is_refused(home: Home, today: date) -> None:
    mine = add(home, today)
    with transaction(home, "edit", today) as change:
        change.put(msgspec.structs.replace(mine, area="Noord"))
    with pytest.raises(Refused) as raised, transaction(home, "edit", today) as change:
        change.put(msgspec.structs.replace(mine, area="Zuid"))
    assert raised.value.code == "changed_meanwhile"
    assert raised.value.parameters == {"id": "r1"}
    assert read(home).residents["r1"].area == "Noord"


def test_a_record_that_is_gone_cannot_be_put_or_removed(home: Home, today: date) -> None:
    resident = add(home, today)
    with transaction(home, "edit", today) as change:
        change.remove("r1")
        assert change.get("r1") is None
        with pytest.raises(NotFound):
            change.put(resident)
        with pytest.raises(NotFound):
            change.remove("r1")
    assert not read(home).residents


def test_removing_what_was_just_added_leaves_nothing(home: Home, today: date) -> None:
    with transaction(home, "add", today) as change:
        change.remove(change.add(Resident, name="Joke").id)
    assert read(home).meta.generation == 0


def test_an_exception_inside_a_change_writes_nothing(home: Home, today: date) -> None:
    before = home.file.read_bytes()
    with pytest.raises(ZeroDivisionError), transaction(home, "add", today) as change:
        change.add(Resident, name="Joke", step=change.generation // 0)
    assert home.file.read_bytes() == before
    assert not home.temporary.exists()


def test_a_value_that_is_not_of_its_type_is_refused_by_name(home: Home, today: date) -> None:
    with (
        pytest.raises(msgspec.ValidationError, match="name"),
        transaction(home, "add", today) as change,
    ):
        change.add(Resident, name="")
    assert read(home).meta.generation == 0


def test_text_that_no_file_can_hold_is_refused(home: Home, today: date) -> None:
    with pytest.raises(Refused) as raised:
        add(home, today, "Jos\udce9")
    assert raised.value.code == "not_text"
    assert read(home).meta.generation == 0


def test_an_id_is_never_used_twice(home: Home, today: date) -> None:
    add(home, today)
    with transaction(home, "edit", today) as change:
        change.remove("r1")
    assert add(home, today).id == "r2"


def test_keys_a_record_does_not_know_survive_an_edit(home: Home, today: date) -> None:
    with transaction(home, "add", today) as change:
        resident = change.add(Resident, name="Joke", met=Met(occasion="koffie"))

    def unknown(stored: Document) -> None:
        kept = stored["residents"]["1"]
        kept["shoe"] = 42
        met = kept["met"]
        assert isinstance(met, dict)
        met["weather"] = "regen"

    rewrite(home, unknown)
    with transaction(home, "edit", today) as change:
        change.put(msgspec.structs.replace(resident, met=Met(occasion="thee"), area="Noord"))
    stored = document(home)["residents"]["1"]
    assert stored["shoe"] == 42
    assert stored["met"] == {"occasion": "thee", "weather": "regen"}


def test_a_statement_must_belong_to_somebody(home: Home, today: date) -> None:
    with pytest.raises(Refused) as raised, transaction(home, "can", today) as change:
        change.add(Statement, owner="r7", kind="can", text="fietsen maken")
    assert raised.value.code == "broken_reference"
    assert raised.value.parameters == {"records": ("s1",)}


def test_somebody_with_statements_is_not_removed_alone(home: Home, today: date) -> None:
    with transaction(home, "add", today) as change:
        resident = change.add(Resident, name="Joke")
        change.add(Statement, owner=resident.id, kind="can", text="fietsen maken")
    with pytest.raises(Refused), transaction(home, "edit", today) as change:
        change.remove("r1")
    with transaction(home, "edit", today) as change:
        change.remove("r1")
        change.remove("s1")
    assert not read(home).statements


def test_every_record_stands_in_the_file_with_its_own_id(home: Home, today: date) -> None:
    add(home, today)
    assert document(home)["residents"]["1"]["id"] == "r1"


def test_the_written_day_never_goes_back(home: Home, today: date) -> None:
    add(home, date(2020, 1, 1))
    assert read(home).meta.written == today
    assert read(home).meta.generation == 1


def test_the_audit_holds_ids_and_field_names_and_no_values(home: Home, today: date) -> None:
    resident = add(home, today, "Geheim")
    with transaction(home, "edit", today) as change:
        change.put(msgspec.structs.replace(resident, area="Verborgen"))
    first, second = lines(home)
    assert (first.verb, first.ids, first.fields) == ("add", ["r1"], ["name"])
    assert (second.verb, second.ids, second.fields) == ("edit", ["r1"], ["area"])
    assert (second.generation, second.on) == (2, today)
    assert "Verborgen" not in str(document(home)["audit"])


def test_a_table_is_written_in_one_stroke(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tinydb.table import Table

    calls: list[str] = []

    def counting(name: str, original: Callable[..., object]) -> Callable[..., object]:
        def counted(self: Table, *args: object, **more: object) -> object:
            calls.append(f"{name} {self.name}")
            return original(self, *args, **more)

        return counted

    for name in ("insert", "insert_multiple", "update", "remove", "upsert"):
        monkeypatch.setattr(Table, name, counting(name, getattr(Table, name)))
    with transaction(home, "add", today) as change:
        for number in range(20):
            change.add(Resident, name=f"Buur {number}")
    assert calls == ["insert_multiple residents", "insert_multiple undo", "insert_multiple audit"]


def test_a_busy_register_says_who_is_busy(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    monkeypatch.setattr("talentregister.storage.lock.PATIENCE", 0.05)
    with transaction(home, "add", today), pytest.raises(Unwritable) as raised:
        add(home, today)
    assert raised.value.code == "busy"
    assert raised.value.parameters["pid"] == os.getpid()


def test_a_register_that_exists_is_not_made_again(home: Home, today: date) -> None:
    before = home.file.read_bytes()
    with pytest.raises(Refused) as raised:
        create(home, today)
    assert raised.value.code == "register_exists"
    assert home.file.read_bytes() == before


def test_changes_are_made_on_the_snapshot_that_was_locked(home: Home, today: date) -> None:
    add(home, today)
    seen: list[Change] = []
    with transaction(home, "edit", today) as change:
        seen.append(change)
        change.put(msgspec.structs.replace(change.records.residents["r1"], area="Zuid"))
    assert seen[0].records.residents["r1"].area == ""


def test_the_audit_is_a_ring(home: Home, today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talentregister.storage.audit.LINES", 3)
    for _ in range(5):
        add(home, today)
    assert [line.generation for line in lines(home)] == [3, 4, 5]


def test_what_is_unknown_in_a_list_survives_beside_what_is_new(home: Home, today: date) -> None:
    with transaction(home, "add", today) as change:
        resident = change.add(Resident, name="Joke", languages=(Spoken(name="Nederlands"),))

    def unknown(stored: Document) -> None:
        stored["residents"]["1"]["languages"][0]["dialect"] = "Drents"

    rewrite(home, unknown)
    spoken = (Spoken(name="Turks"), *resident.languages)
    with transaction(home, "edit", today) as change:
        change.put(msgspec.structs.replace(resident, languages=spoken))
    assert document(home)["residents"]["1"]["languages"] == [
        {"name": "Turks"},
        {"name": "Nederlands", "dialect": "Drents"},
    ]
    with transaction(home, "edit", today) as change:
        change.put(msgspec.structs.replace(change.records.residents["r1"], languages=()))
    assert "languages" not in document(home)["residents"]["1"]


def test_a_rejection_keeps_its_pair_in_place(home: Home, today: date) -> None:
    with transaction(home, "add", today) as change:
        change.add(Resident, name="Joke")
        change.add(Resident, name="Kees")
        change.add(Statement, owner="r2", kind="wants", text="tekenles")
        change.add(Rejection, pair=("r1", "r2"), ask="s1")
    with pytest.raises(Refused) as raised, transaction(home, "edit", today) as change:
        change.remove("s1")
    assert raised.value.parameters == {"records": ("x1",)}


def test_a_lock_that_says_nothing_of_its_holder_is_still_a_lock(
    home: Home, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talentregister.storage.lock.PATIENCE", 0.02)
    with transaction(home, "add", today):
        home.lock.write_text("")
        with pytest.raises(Unwritable) as raised:
            add(home, today)
    assert raised.value.parameters["pid"] is None

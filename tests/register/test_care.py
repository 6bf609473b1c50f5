"""Forgetting and putting back, on registers with a history, decrypted to the last file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentregister import storage
from talentregister.errors import NotFound, Refused, RegisterError, Unreadable, Usage
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link, Reached, Side
from talentregister.model.note import Note
from talentregister.model.records import Records
from talentregister.model.resident import Met, Resident
from talentregister.model.statement import Statement
from talentregister.privacy import erasure
from talentregister.register import care
from talentregister.storage import Home, layout, reading, transaction
from tests.opened import places, readable

TODAY = date(2026, 11, 21)
NAME, PHONE, MAIL, DOOR = "Ahmet Yılmaz", "0612345678", "ahmet@example.org", "Dorpsstraat 1"
SPOKEN = "koffie met AHMET YILMAZ, bel 06-12 34 56 78 of Ahmet@Example.org, dorpsstraat 1"
TRACES = (NAME, PHONE, "06-12 34 56 78", MAIL, DOOR)


@pytest.fixture(params=["plain", "sealed"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """A register in which Ahmet is all over, with backups of three days."""
    made = Home(tmp_path / "data" / "register.age", tmp_path / "config")
    storage.create(made, TODAY - timedelta(days=4), plain=request.param == "plain")
    lived(made)
    return made


def lived(home: Home) -> None:
    """Four days in which Ahmet is met, linked, edited and written about."""
    day = TODAY - timedelta(days=4)
    with transaction(home, "import", day) as change:
        change.add(Resident, name=NAME, phone=PHONE, email=MAIL, address=DOOR)
        for name in ("Joke Bakker", "Elif Kaya"):
            change.add(Resident, name=name, met=Met(on=day, through=SPOKEN), extra={"wie": SPOKEN})
        change.add(Initiative, name="Tuin", carriers=("r1", "r2"), state="running", contact=SPOKEN)
        change.add(Statement, owner="r1", kind="can", text="voetbal")
        change.add(Statement, owner="r2", kind="wants", text=SPOKEN)
        change.add(Note, about=("r1",), text="wil rust", on=date(2025, 3, 1))
        change.add(Note, about=("r1", "r2"), text=SPOKEN, on=day)
        change.add(Note, about=("r2",), text="Ahmet was er ook", on=day)
        link = change.add(
            Link,
            sides=(Side(who="r1"), Side(who="i1")),
            history=(Reached(state="introduced", on=date(2025, 4, 1)),),
        )
        change.add(FollowUp, about=link.id, due=TODAY, kind="aftercare", reason="hoe gaat het")
        change.add(FollowUp, about="r2", due=TODAY, reason=SPOKEN)
    for number in range(3):
        with transaction(home, "edit", day + timedelta(days=number + 1)) as change:
            elif_, note = change.records.residents["r3"], change.records.notes["n2"]
            change.put(msgspec.structs.replace(elif_, area=f"{SPOKEN} {number}"))
            change.put(msgspec.structs.replace(note, by=f"{SPOKEN} {number}"))


def forgotten(home: Home, *, also: bool = False) -> storage.Forgotten:
    """Ahmet, forgotten; with `also` every doubtful mention too."""
    records = storage.read(home)
    plan = care.to_forget(records, records.residents["r1"])
    return care.forget(home, TODAY, plan, plan.doubtful if also else ())


def test_no_file_holds_the_name_the_phone_the_mail_or_the_address(home: Home) -> None:
    assert len(places(home, *TRACES)) == 4
    done = forgotten(home)
    assert done.warnings == ()
    assert places(home, *TRACES) == []
    assert storage.check(home, TODAY).damaged is False


def test_the_doubtful_stays_unless_it_was_agreed_to(home: Home) -> None:
    forgotten(home)
    assert storage.read(home).notes["n3"].text == "Ahmet was er ook"


def test_what_was_agreed_to_goes_from_every_backup_too(home: Home) -> None:
    forgotten(home, also=True)
    assert places(home, "Ahmet") == []
    assert storage.read(home).notes["n3"].text == "[removed] was er ook"


def test_the_plan_names_what_goes_what_changes_and_what_is_asked(home: Home) -> None:
    records = storage.read(home)
    plan = care.to_forget(records, records.residents["r1"])
    assert [record.id for record in plan.records] == ["s1", "n1", "l1", "f1"]
    assert {m.record for m in plan.mentions} == {"r2", "r3", "i1", "s2", "n2", "f2"}
    assert [(m.record, m.text) for m in plan.doubtful] == [("n3", "Ahmet was er ook")]


def test_the_plan_says_exactly_what_will_be_done(home: Home) -> None:
    before = storage.read(home)
    plan = care.to_forget(before, before.residents["r1"])
    done = care.forget(home, TODAY, plan)
    assert {*done.removed} == {"r1", *(record.id for record in plan.records)}
    assert {*done.rewritten} == {*(m.record for m in plan.mentions)}


def test_others_are_left_as_they_were(home: Home) -> None:
    forgotten(home)
    records = storage.read(home)
    assert [r.name for r in records.residents.values()] == ["Joke Bakker", "Elif Kaya"]
    assert records.notes["n2"].about == ("r2",)
    assert records.initiatives["i1"].carriers == ("r2",)
    assert list(records.links) == []
    assert list(records.followups) == ["f2"]


def test_an_initiative_that_is_left_with_one_carrier_is_reported(home: Home) -> None:
    [said] = care.fallen_short(storage.read(home), "r1")
    assert (said.code, said.parameters) == ("carriers_few", {"id": "i1", "count": 1})
    assert care.fallen_short(storage.read(home), "r3") == ()


def test_the_counts_of_other_years_survive_as_tallies(home: Home) -> None:
    forgotten(home)
    document = layout.decode(reading.open_file(home).text)
    [stone] = document["erased"].values()
    assert stone["tallies"] == {
        "2025": {"contacts": 1, "introductions": 1},
        "2026": {"residents": 1},
    }
    assert set(stone) == {"number", "on", "tallies", "marks"}


def test_the_audit_holds_no_values_and_not_his_number(home: Home) -> None:
    forgotten(home)
    lines = storage.lines(home)
    assert not any(line.touches("r1") or line.touches("l1") for line in lines)
    audit = str(layout.decode(reading.open_file(home).text)["audit"])
    assert "koffie" not in audit
    assert "Tuin" not in audit


def undone_all(home: Home, today: date) -> None:
    """Everything that can be taken back, taken back."""
    for _ in range(60):
        try:
            storage.undo(home, today)
        except (NotFound, Refused):
            return
    raise AssertionError("there is no end to it")


def test_no_undo_brings_anything_back(home: Home) -> None:
    forgotten(home)
    undone_all(home, TODAY)
    assert places(home, *TRACES) == []
    assert "r1" not in storage.read(home).residents
    for operation in storage.operations(home):
        if operation.undoes is not None and not operation.undone:
            storage.undo(home, TODAY, operation.id)
    assert places(home, *TRACES) == []
    assert "r1" not in storage.read(home).residents


def test_a_link_that_was_undone_leaves_nothing_in_the_history(home: Home) -> None:
    with transaction(home, "link", TODAY) as change:
        link = change.add(Link, sides=(Side(who="r1"), Side(who="r2")), why=f"met {NAME}")
        change.add(FollowUp, about=link.id, due=TODAY, reason="hoe gaat het tussen hen")
    storage.undo(home, TODAY)
    forgotten(home)
    stored = readable(reading.open_file(home).text)
    assert "hoe gaat het tussen hen" not in stored
    assert f'"{link.id}"' not in stored
    assert places(home, NAME) == []


def test_undo_goes_on_behind_a_link_with_them_that_was_removed(home: Home) -> None:
    with transaction(home, "link", TODAY) as change:
        link = change.add(Link, sides=(Side(who="r1"), Side(who="r2")))
        followup = change.add(FollowUp, about=link.id, due=TODAY)
    with transaction(home, "edit", TODAY) as change:
        change.remove(followup.id)
        change.remove(link.id)
    forgotten(home)
    storage.undo(home, TODAY)
    assert storage.operations(home)[0].verb == "undo"


def test_somebody_who_was_forgotten_is_not_there_to_be_forgotten_twice(home: Home) -> None:
    records = storage.read(home)
    plan = care.to_forget(records, records.residents["r1"])
    care.forget(home, TODAY, plan)
    with pytest.raises(NotFound) as raised:
        care.forget(home, TODAY, plan)
    assert raised.value.code == "id_unknown"


def test_who_was_changed_since_the_plan_was_shown_is_not_forgotten(home: Home) -> None:
    records = storage.read(home)
    plan = care.to_forget(records, records.residents["r1"])
    with transaction(home, "edit", TODAY) as change:
        change.put(msgspec.structs.replace(records.residents["r1"], phone="0687654321"))
    with pytest.raises(Refused) as raised:
        care.forget(home, TODAY, plan)
    assert raised.value.code == "changed_meanwhile"
    assert "r1" in storage.read(home).residents


def test_an_initiative_is_not_forgotten(home: Home) -> None:
    records = storage.read(home)
    with pytest.raises(Refused) as raised:
        care.to_forget(records, records.initiatives["i1"])
    assert raised.value.code == "forget_resident_only"


def test_who_is_frozen_is_not_forgotten_while_the_dispute_lasts(home: Home) -> None:
    frozen = msgspec.structs.replace(storage.read(home).residents["r1"], status="frozen")
    with pytest.raises(Refused) as raised:
        care.to_forget(storage.read(home), frozen)
    assert raised.value.code == "frozen"


def test_a_backup_that_cannot_be_read_is_said_and_tried_again(home: Home) -> None:
    broken = storage.list_backups(home)[1].path
    whole = broken.read_bytes()
    broken.write_bytes(b"\0" * 100)
    done = forgotten(home)
    assert [(w.code, w.parameters["path"]) for w in done.warnings] == [
        ("backup_not_rewritten", str(broken))
    ]
    assert storage.read(home).meta.unfinished == 1
    [said] = care.finish_forgetting(home, TODAY)
    assert said.code == "backup_not_rewritten"
    broken.write_bytes(whole)
    assert care.finish_forgetting(home, TODAY) == ()
    assert storage.read(home).meta.unfinished == 0
    assert places(home, *TRACES) == []


def test_an_older_copy_forgets_again_when_it_is_put_back(home: Home, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    copy = storage.back_up_to(home, tmp_path / "stick", TODAY)
    forgotten(home)
    found = care.to_restore(home, copy.path)
    assert found.plan.forgotten
    assert not {"r1", "l1", "f1"} & {*found.plan.added}
    care.restore(home, TODAY, found.plan)
    assert places(home, *TRACES) == []
    assert [r.name for r in storage.read(home).residents.values()] == ["Joke Bakker", "Elif Kaya"]


def test_a_backup_is_named_by_number_day_name_or_path(home: Home, tmp_path: Path) -> None:
    listed = storage.list_backups(home)
    assert care.chosen(home, TODAY, "") is None
    assert care.chosen(home, TODAY, "1") == listed[0].path
    assert care.chosen(home, TODAY, "2") == listed[1].path
    assert care.chosen(home, TODAY, listed[1].path.name) == listed[1].path
    assert care.chosen(home, TODAY, str(listed[1].path)) == listed[1].path
    assert care.chosen(home, TODAY, "18-11-2026") == listed[-1].path
    assert care.chosen(home, TODAY, "vandaag") == listed[0].path


@pytest.mark.parametrize("which", ["0", "99", "1-1-2020", "niets", "-1"])
def test_a_backup_that_is_not_there_is_not_found(home: Home, which: str) -> None:
    with pytest.raises(NotFound) as raised:
        care.chosen(home, TODAY, which)
    assert (raised.value.code, raised.value.hint) == ("no_such_backup", "backups")


@pytest.mark.parametrize("which", ["/nowhere/register.age", "register-000009-2026-11-21.age"])
def test_a_file_that_is_not_there_is_missing(home: Home, which: str) -> None:
    with pytest.raises(Usage) as raised:
        care.chosen(home, TODAY, which)
    assert raised.value.code == "file_missing"


def test_without_any_backup_there_is_nothing_to_put_back(tmp_path: Path) -> None:
    empty = Home(tmp_path / "data" / "register.json", tmp_path / "config")
    storage.create(empty, TODAY, plain=True)
    with pytest.raises(NotFound) as raised:
        care.to_restore(empty, None)
    assert raised.value.code == "no_backup"


@pytest.mark.parametrize("damage", [b"", b"\0" * 4096, b"half"])
def test_a_damaged_backup_is_not_called_a_damaged_register(home: Home, damage: bytes) -> None:
    path = storage.list_backups(home)[0].path
    whole = path.read_bytes()
    path.write_bytes(damage if damage != b"half" else whole[: len(whole) // 2 - 3])
    with pytest.raises(Unreadable) as raised:
        care.to_restore(home, path)
    assert raised.value.code == "backup_damaged"
    assert raised.value.parameters["path"] == str(path)


def test_what_comes_back_has_its_name_from_the_backup(home: Home) -> None:
    with transaction(home, "edit", TODAY) as change:
        change.add(Resident, name="Nieuw")
        change.put(msgspec.structs.replace(change.records.residents["r3"], area="Noord"))
        for gone in ("f2", "n3"):
            change.remove(gone)
    found = care.to_restore(home, storage.list_backups(home)[0].path)
    added, removed = found.records_of("added"), found.records_of("removed")
    assert {"f2", "n3"} == {*found.plan.added}
    assert added.get("f2") is not None
    assert removed.residents["r4"].name == "Nieuw"
    home.file.write_bytes(b"")
    assert care.to_restore(home, None).records_of("removed") is not None


# --- histories nobody thought of --------------------------------------------

Step = Callable[[Home, date, Records, Any], None]
PIECES = st.lists(
    st.sampled_from(
        [NAME, NAME.upper(), "Yılmaz, Ahmet", "06 12345678", "+31612345678", MAIL.upper(),
         "dorpsstraat  1", "Ahmet", "koffie", "é́", "\n", "“"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)  # fmt: skip


def note(home: Home, day: date, records: Records, words: str) -> None:
    with transaction(home, "note", day) as change:
        about = tuple(list(records.residents)[:2]) or ("i1",)
        change.add(Note, about=about, text=words, on=day)


def edit(home: Home, day: date, records: Records, words: str) -> None:
    with transaction(home, "edit", day) as change:
        for resident in list(change.records.residents.values())[1:3]:
            change.put(msgspec.structs.replace(resident, area=words, extra={words: words}))


def link(home: Home, day: date, records: Records, words: str) -> None:
    with transaction(home, "link", day) as change:
        made = change.add(Link, sides=(Side(who="r1"), Side(who="r2")), why=words)
        change.add(FollowUp, about=made.id, due=day, reason=words)


def unlink(home: Home, day: date, records: Records, words: str) -> None:
    with transaction(home, "edit", day) as change:
        for found in (*change.records.followups.values(), *change.records.links.values()):
            change.remove(found.id)


def undo(home: Home, day: date, records: Records, words: str) -> None:
    storage.undo(home, day)


def redo(home: Home, day: date, records: Records, words: str) -> None:
    storage.undo(home, day, next(o.id for o in storage.operations(home) if o.undoes))


STEPS: list[Step] = [note, edit, link, unlink, undo, redo]


@settings(max_examples=max(12, settings().max_examples // 5), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), PIECES, st.booleans()), max_size=8))
def test_after_any_history_nothing_of_a_forgotten_person_is_found(
    history: list[tuple[Step, str, bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "data" / "register.json", Path(folder) / "config")
        day = TODAY
        storage.create(home, day, plain=True)
        with transaction(home, "import", day) as change:
            change.add(Resident, name=NAME, phone=PHONE, email=MAIL, address=DOOR)
            change.add(Resident, name="Joke Bakker")
            change.add(Resident, name="Elif Kaya")
            change.add(Initiative, name="Tuin", carriers=("r1",))
        for step, words, next_day in history:
            day += timedelta(days=next_day)
            try:
                step(home, day, storage.read(home), words)
            except (RegisterError, StopIteration, KeyError):
                continue
        records = storage.read(home)
        if "r1" not in records.residents:
            return
        plan = care.to_forget(records, records.residents["r1"])
        assert care.forget(home, day, plan).warnings == ()
        assert places(home, NAME, PHONE, MAIL, "dorpsstraat 1", '"r1"') == []
        assert storage.check(home, day).damaged is False
        again = erasure.mentions(storage.read(home), plan.told)
        assert again.sure == ()
        before = storage.read(home).residents
        undone_all(home, day)
        assert places(home, NAME, PHONE, MAIL, '"r1"') == []
        assert "r1" not in before

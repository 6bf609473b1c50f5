"""The whole register out and in again: nothing lost, nothing believed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister import storage
from talentregister.errors import Refused, RegisterError, Unreadable, Usage
from talentregister.exchange import sheet, whole
from talentregister.model.followup import FollowUp
from talentregister.model.link import Link, Side
from talentregister.model.note import Note
from talentregister.model.resident import Resident
from talentregister.model.statement import Statement
from talentregister.storage import Home, keys, reading
from tests.exchange.desks import TODAY
from tests.exchange.registers import Desk, costly, everything, fill, verdicts
from tests.exchange.test_round_trip import folder
from tests.storage.looking import rewrite


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A register with two people, and everything that can be between them."""
    made = Desk(tmp_path)
    an = made.add(Resident, name="An de Vries", extra={"Hond": "Bello"})
    bep = made.add(Resident, name="Bep Smit")
    said = made.add(Statement, owner=an, kind="can", text="naaien")
    made.add(Note, about=(an, bep), text="samen koffie", on=TODAY)
    link = made.add(Link, sides=(Side(who=an), Side(who=bep)), statements=(said,))
    made.add(FollowUp, about=link, due=TODAY, reason="hoe gaat het")
    return made


@costly
@given(st.data())
def test_any_register_goes_out_and_comes_in_the_same(data: st.DataObject) -> None:
    with folder() as place:
        old = Desk(place, "old")
        fill(old, data, unknown=True)
        new = Desk(place, "new")
        plan = new.take(old.export())
        assert set(verdicts(plan)) <= {"new"}
        assert everything(new.home) == everything(old.home)
        assert new.records.meta.register == old.records.meta.register or not plan.rows
        for letter, number in old.records.meta.next.items():
            assert new.records.meta.next.get(letter, 1) >= number or not plan.settled.coming
        before = new.bytes
        assert set(verdicts(new.take(old.export()))) <= {"same"}
        assert new.bytes == before
        before = old.bytes
        assert set(verdicts(old.take(new.export()))) <= {"same"}
        assert old.bytes == before


def test_a_person_can_read_it_one_record_a_line(desk: Desk) -> None:
    lines = desk.export().read_text("utf-8").splitlines()
    assert lines[:2] == [
        "{",
        '"talentregister": "a whole register; bring it in with: talent import",',
    ]
    assert re.match(r'"meta": \{"format": 1, .*"register": "[a-z]{6}"', lines[2])
    assert sum('"name"' in line and '"id": "r' in line for line in lines) == 2
    # Whoever compares two of them sees the one line that changed.
    desk.put("r2", area="Zuid")
    changed = [line for line in desk.export().read_text("utf-8").splitlines() if line not in lines]
    assert sum("Zuid" in line for line in changed) == 1
    assert json.loads(desk.export().read_bytes())["residents"]["2"]["area"] == "Zuid"


def test_a_record_without_a_revision_gets_one(desk: Desk, tmp_path: Path) -> None:
    path = told(
        desk, lambda d: [d["residents"]["1"].pop("rev"), d["residents"]["2"].update(rev=99)]
    )
    new = Desk(tmp_path, "new")
    new.take(path)
    generation = new.records.meta.generation
    assert [r.rev for r in new.records.residents.values()] == [generation, generation]
    storage.undo(new.home, TODAY)
    assert not everything(new.home)


def test_what_was_taken_away_and_what_only_concerns_this_computer_stays_here(desk: Desk) -> None:
    desk.put("n1", text="iets heel anders")
    with storage.transaction(desk.home, "schedule", TODAY) as change:
        change.keep_file(Path("/home/an/agenda.ics"))
    text = desk.export().read_text("utf-8")
    assert "samen koffie" not in text
    assert "agenda.ics" not in text
    assert "checksum" not in text


def test_an_erasure_that_is_not_finished_tells_no_names(desk: Desk) -> None:
    def half_forgotten(document: Any) -> None:
        stone = {
            "number": 5,
            "on": "2026-11-21",
            "tallies": {"2026": {"residents": 1}},
            "marks": [],
        }
        told = {"pending": True, "instructions": {"sure": ["Kees Blok"]}}
        document["erased"]["5"] = {**stone, **told}

    rewrite(desk.home, half_forgotten)
    text = desk.export().read_text("utf-8")
    assert "Kees Blok" not in text
    assert '"residents": 1' in text


def test_the_tallies_of_the_forgotten_and_the_log_come_along_into_a_new_register(
    desk: Desk, tmp_path: Path
) -> None:
    rewrite(
        desk.home,
        lambda d: d["erased"].update({"5": {"number": 5, "marks": [], "on": "2026-01-01"}}),
    )
    new = Desk(tmp_path, "new")
    new.take(desk.export())
    document = reading.document(new.home)
    assert document["erased"]["5"]["number"] == 5
    assert len(document["audit"]) == len(reading.document(desk.home)["audit"]) + 1
    assert new.records.meta.generation > desk.records.meta.generation


# --- what is refused ---------------------------------------------------------

Change = Callable[[dict[str, Any]], object]


def told(desk: Desk, change: Change) -> Path:
    """An export in which something was changed by hand."""
    document = json.loads(desk.export().read_bytes())
    change(document)
    path = desk.folder / "hand.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def written(desk: Desk, old: str, new: str) -> Path:
    """An export in which a text was replaced by hand."""
    text = desk.export().read_text("utf-8")
    assert text.count(old) >= 1
    path = desk.folder / "hand.json"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def refused(desk: Desk, path: Path) -> RegisterError:
    """The error; the register stays as it is, to the byte, and nothing of anybody is told."""
    before = desk.bytes
    with pytest.raises(RegisterError) as caught:
        desk.plan(path)
    assert desk.bytes == before
    assert "An" not in str(caught.value.parameters.get("where", ""))
    assert caught.value.__cause__ is None
    return caught.value


NAME = '"name": "An de Vries"'


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        (NAME, '"name": NaN', "json_number", "residents.1.name"),
        (NAME, f'{NAME}, "rhythm": Infinity', "json_number", "residents.1.rhythm"),
        (NAME, f'{NAME}, "rhythm": -Infinity', "json_number", "residents.1.rhythm"),
        (NAME, f'{NAME}, "rhythm": {2**70}', "json_number", "residents.1.rhythm"),
        (NAME, f'{NAME}, "rhythm": {"7" * 5000}', "json_number", "residents.1.rhythm"),
        (NAME, f'{NAME}, "rhythm": 1e999', "json_number", "residents.1.rhythm"),
        (NAME, f'{NAME}, "An": 1e999', "json_number", "residents.1.…"),
        (NAME, f'{NAME}, "rhythm": 1.5', "json_wrong", "residents.1.rhythm"),
        (NAME, f'{NAME}, "rhythm": true', "json_wrong", "residents.1.rhythm"),
        (NAME, '"name": ""', "json_wrong", "residents.1.name"),
        (NAME, '"name": ["An"]', "json_wrong", "residents.1.name"),
        (NAME, f"{NAME}, {NAME}", "json_twice", "residents.1.name"),
        ('"residents": {', '"residents": {}, "residents": {', "json_twice", "residents"),
        ('"2": {"id": "r2"', '"1": {"id": "r2"', "json_twice", "residents.1"),
        ('"Hond": "Bello"', '"Hond": "Bello", "Hond": "x"', "json_twice", "residents.1.extra.…"),
        (NAME, '"name": "An \\ud800"', "json_half", "residents.1.name"),
        ('"Hond": "Bello"', '"An\\udfff": "x"', "json_half", "residents.1.extra"),
        (NAME, f'{NAME}, "status": "happy"', "json_wrong", "residents.1.status"),
        (NAME, f'{NAME}, "met": {{"on": "gisteren"}}', "json_wrong", "residents.1.met.on"),
        ('{"id": "r1"', '{"id": "r7"', "json_wrong", "residents.1.id"),
        ('"1": {"id": "r1"', '"01": {"id": "r1"', "json_wrong", "residents"),
        ('"1": {"id": "r1"', '"An": {"id": "r1"', "json_wrong", "residents"),
        ('"owner": "r1"', '"owner": "r9"', "json_loose", "statements.1.owner"),
        ('"owner": "r1"', '"owner": "n1"', "json_loose", "statements.1.owner"),
        ('"about": ["r1", "r2"]', '"about": ["r1", "r3"]', "json_loose", "notes.1.about"),
        ('"about": "l1"', '"about": "l2"', "json_loose", "followups.1.about"),
        ('[{"who": "r1"}, {"who": "r2"}]', '[{"who": "r1"}]', "json_wrong", "links.1"),
        ('{"who": "r1"}', '{"who": 1}', "json_wrong", "links.1.sides[0].who"),
        ('"statements": ["s1"]', '"statements": ["s2"]', "json_loose", "links.1.statements"),
        ('"rounds": {}', '"rounds": []', "json_wrong", "rounds"),
        ('"erased": {}', '"erased": {"1": 1}', "json_wrong", "erased"),
        ('"register": "', '"register": "X', "json_wrong", "meta"),
        ('"next": {', '"next": {"r": 0, "q": ', None, None),
        ('"generation": ', '"generation": "x', None, None),
    ],
)  # fmt: skip
def test_45_46_47_what_is_no_register_is_refused_with_its_place(
    desk: Desk, old: str, new: str, code: str | None, where: str | None
) -> None:
    error = refused(desk, written(desk, old, new))
    if code is None:
        assert error.code in ("json_wrong", "json_broken")
        return
    assert (error.code, error.parameters.get("where")) == (code, where)
    assert error.exit_code == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["meta"].update(format=2, version="9.0"), "newer"),
        (lambda d: d["meta"].update(format=2, version="x" * 99), "newer"),
        (lambda d: d["meta"].update(format="1"), "not_an_export"),
        (lambda d: d.pop("meta"), "not_an_export"),
        (lambda d: d["meta"].pop("register"), "not_an_export"),
        (lambda d: d["meta"].update(generation=-1), "json_wrong"),
        (lambda d: d["meta"].update(written=None), "json_wrong"),
        (lambda d: d["meta"].update(next={"r": -3}), "json_wrong"),
        (lambda d: d["residents"]["1"].update(rev=10**14 * 99), "json_number"),
        (lambda d: d["residents"]["1"].update(created="0001-01-01"), "json_wrong"),
    ],
)
def test_a_head_that_is_not_ours_or_too_new_is_refused(
    desk: Desk, change: Change, code: str
) -> None:
    assert refused(desk, told(desk, change)).code == code


@pytest.mark.parametrize("depth", [30, 900, 5_000, 100_000])
def test_47_a_nest_without_end_is_refused(desk: Desk, depth: int) -> None:
    nest = "[" * depth + "]" * depth
    error = refused(desk, written(desk, NAME, f'{NAME}, "mood": {nest}'))
    assert error.code == "json_deep"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"a": 1}', "not_an_export"),
        (b"{}", "not_an_export"),
        (b'{"meta": []}', "not_an_export"),
        (b'{"talentregister": "x"', "json_broken"),
        (b'{\n"a": 1,\n"b": }', "json_broken"),
        (b'{"a": "\xe9"}', "json_encoding"),
    ],
)
def test_other_json_is_refused_in_a_sentence(desk: Desk, content: bytes, code: str) -> None:
    path = desk.folder / "hand.json"
    path.write_bytes(content)
    assert whole.is_whole(path)
    assert refused(desk, path).code == code


def test_what_an_editor_makes_of_it_is_read_all_the_same(desk: Desk, tmp_path: Path) -> None:
    document = json.loads(desk.export().read_bytes())
    path = tmp_path / "edited.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(document, indent=4).encode())
    assert whole.is_whole(path)
    assert set(verdicts(desk.plan(path))) == {"same"}


def test_an_emoji_that_was_written_as_two_halves_is_whole(desk: Desk) -> None:
    path = written(desk, NAME, '"name": "An \\ud83c\\udfbb"')
    assert whole.read(path, desk.home).records.residents["r1"].name == "An 🎻"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "LARGEST", 100)
    with pytest.raises(Refused, match="sheet_too_large"):
        whole.read(desk.export(), desk.home)
    assert sheet.LARGEST > 100


# --- a register itself ---------------------------------------------------------


def test_a_colleagues_register_opens_when_the_key_is_ours_and_is_only_read(tmp_path: Path) -> None:
    other = Home(tmp_path / "other.age", tmp_path / "config")
    storage.create(other, TODAY)
    with storage.transaction(other, "add", TODAY) as change:
        change.add(Resident, name="Bep Smit")
    before = other.register.read_bytes()
    desk = Desk(tmp_path)
    assert whole.is_whole(other.register)
    plan = desk.take(other.register)
    assert verdicts(plan) == ["new"]
    assert [r.name for r in desk.records.residents.values()] == ["Bep Smit"]
    assert other.register.read_bytes() == before


def test_a_register_locked_to_another_key_says_what_to_ask_for(tmp_path: Path) -> None:
    other = Home(tmp_path / "other.age", tmp_path / "her config")
    storage.create(other, TODAY)
    desk = Desk(tmp_path)
    storage.create(Home(tmp_path / "mine.age", tmp_path / "config"), TODAY)
    with pytest.raises(Usage, match="other_locked") as caught:
        whole.read(other.register, desk.home)
    assert caught.value.hint == "ask_json"


def test_damage_of_another_register_is_not_blamed_on_ours(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_bytes(desk.bytes[:4096] + b"x" + desk.bytes[4097:])
    with pytest.raises(Usage, match="other_damaged"):
        whole.read(broken, desk.home)
    short = tmp_path / "short.json"
    short.write_bytes(desk.bytes[:-1])
    with pytest.raises(Usage, match="other_damaged"):
        whole.read(short, desk.home)


def test_a_key_that_is_not_there_is_our_own_trouble(tmp_path: Path) -> None:
    other = Home(tmp_path / "other.age", tmp_path / "her config")
    storage.create(other, TODAY)
    with pytest.raises(Unreadable, match="key_missing"):
        whole.read(other.register, Home(tmp_path / "x.json", tmp_path / "nowhere"))


def test_another_file_of_age_is_no_register(tmp_path: Path) -> None:
    import pyrage

    home = Home(tmp_path / "mine.age", tmp_path / "config")
    storage.create(home, TODAY)
    identity = keys.identity(home)
    path = tmp_path / "letter.age"
    path.write_bytes(pyrage.encrypt(b"Lieve An", [identity.to_public()]))
    with pytest.raises(Usage, match="sheet_unreadable"):
        whole.read(path, home)


@pytest.mark.parametrize("content", [b"Naam;Kan\r\n", b"", b"[1]", b"PK\x03\x04", b"{x}"])
def test_a_sheet_is_no_register(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "blad.json"
    path.write_bytes(content)
    assert not whole.is_whole(path)
    assert not whole.is_whole(tmp_path)
    assert not whole.is_whole(tmp_path / "nergens")
    assert not whole.is_whole(Path("\0"))


def test_what_vanishes_between_looking_and_reading_is_said(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="file_unreadable"):
        whole.read(tmp_path / "weg.json", Home(tmp_path / "x.json", tmp_path))

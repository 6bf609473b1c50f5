"""Installing: only our own, and twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest

from talentregister.errors import Refused, Unwritable
from talentregister.schedule import texts
from talentregister.schedule.plan import Plan
from talentregister.schedule.ways import Cron, Launchd, Systemd, Windows, ways
from tests.schedule.fakes import Fakes

PLAN = Plan(("/opt/talent", "remind"))
OTHER = Plan(("/opt/talent", "remind"), hour=7)
FOREIGN = "# mijn eigen\nMAILTO=jij@example.org\n\n0 1 * * * backup \udce9 100\\%\n"


@pytest.mark.parametrize("text", [None, "", "0 1 * * * backup", FOREIGN])
def test_a_crontab_keeps_every_byte_that_is_not_ours(fakes: Fakes, text: str | None) -> None:
    store = fakes.crontab(text)
    before = store.read_bytes() if text else b""
    Cron().install(PLAN)
    assert Cron().installed() == texts.crontab_line(PLAN)
    assert store.read_bytes().startswith(before)
    once = store.read_bytes()
    Cron().install(PLAN)
    assert store.read_bytes() == once
    Cron().install(OTHER)
    assert store.read_text(errors="replace").count(texts.MARK) == 1
    Cron().remove()
    assert Cron().installed() == ""
    assert store.read_bytes().rstrip(b"\n") == before.rstrip(b"\n")


def test_our_line_keeps_its_place(fakes: Fakes) -> None:
    store = fakes.crontab(f"1 1 * * * a\n{texts.crontab_line(OTHER)}\n2 2 * * * b\n")
    Cron().install(PLAN)
    assert store.read_text().splitlines() == [
        "1 1 * * * a",
        texts.crontab_line(PLAN),
        "2 2 * * * b",
    ]


def test_twice_the_same_line_writes_once(fakes: Fakes) -> None:
    fakes.crontab()
    Cron().install(PLAN)
    Cron().install(PLAN)
    assert fakes.calls.count("crontab -") == 1


def test_lines_that_look_like_ours_twice_become_one(fakes: Fakes) -> None:
    line = texts.crontab_line(PLAN)
    store = fakes.crontab(f"{line}\n{line}\n")
    Cron().install(PLAN)
    assert store.read_text() == f"{line}\n"


def test_a_crontab_that_cannot_be_read_is_not_written(fakes: Fakes) -> None:
    fakes.add("crontab", "echo kapot >&2", code=1)
    with pytest.raises(Unwritable) as raised:
        Cron().install(PLAN)
    assert raised.value.parameters["said"] == "kapot"
    assert "crontab -" not in fakes.calls


def test_a_crontab_that_is_refused_is_an_error(fakes: Fakes) -> None:
    fakes.add("crontab", '[ "$1" = -l ] && exit 0; echo mag niet >&2; exit 1')
    with pytest.raises(Unwritable):
        Cron().install(PLAN)


# --- systemd


def test_a_timer_is_written_enabled_and_taken_away(fakes: Fakes, tmp_path: Path) -> None:
    fakes.add("systemctl")
    way = Systemd(tmp_path / "config")
    assert way.works()
    way.install(PLAN)
    assert way.timer.read_text() == texts.timer(PLAN)
    assert "systemctl --user enable --now talentregister-remind.timer" in fakes.calls
    stamp = way.service.stat().st_mtime_ns
    way.install(PLAN)
    assert way.service.stat().st_mtime_ns == stamp
    assert "OnCalendar=Mon..Fri" in way.installed()
    assert "ExecStart=/opt/talent remind" in way.installed()
    way.remove()
    assert "systemctl --user disable --now talentregister-remind.timer" in fakes.calls
    assert list(way.folder.iterdir()) == []
    way.remove()


def test_a_timer_is_taken_away_where_systemd_does_not_answer(fakes: Fakes, tmp_path: Path) -> None:
    way = Systemd(tmp_path / "config")
    fakes.add("systemctl")
    way.install(PLAN)
    wants = way.folder / "timers.target.wants"
    wants.mkdir()
    (wants / way.timer.name).symlink_to(way.timer)
    fakes.add("systemctl", code=1)
    way.remove()
    assert list(wants.iterdir()) == []
    assert not way.timer.exists()


def test_a_unit_of_somebody_else_is_left_as_it_is(fakes: Fakes, tmp_path: Path) -> None:
    fakes.add("systemctl")
    way = Systemd(tmp_path / "config")
    way.folder.mkdir(parents=True)
    way.service.write_text("[Unit]\n")
    with pytest.raises(Refused):
        way.install(PLAN)
    way.remove()
    assert way.service.read_text() == "[Unit]\n"
    assert not way.timer.exists()


def test_a_timer_that_systemd_refuses_is_an_error(fakes: Fakes, tmp_path: Path) -> None:
    fakes.add("systemctl", '[ "$2" = enable ] && { echo nee >&2; exit 1; }; exit 0')
    with pytest.raises(Unwritable):
        Systemd(tmp_path / "config").install(PLAN)


def test_a_place_that_cannot_be_written_is_an_error(fakes: Fakes, tmp_path: Path) -> None:
    fakes.add("systemctl")
    (tmp_path / "config").write_text("een bestand")
    with pytest.raises(Unwritable):
        Systemd(tmp_path / "config").install(PLAN)


# --- launchd and Windows: their form, and what they are asked


def test_an_agent_is_loaded_and_unloaded(fakes: Fakes, tmp_path: Path) -> None:
    fakes.add("launchctl")
    way = Launchd(tmp_path)
    assert way.installed() == ""
    way.install(PLAN)
    way.install(OTHER)
    assert way.path.read_bytes() == texts.property_list(OTHER)
    assert way.installed() == f"{texts.LABEL} /opt/talent remind"
    way.remove()
    way.remove()
    assert not way.path.exists()
    loads = [call.split()[1] for call in fakes.calls]
    assert loads == ["load", "unload", "load", "unload"]


def test_an_agent_that_is_damaged_is_still_seen(fakes: Fakes, tmp_path: Path) -> None:
    way = Launchd(tmp_path)
    way.path.parent.mkdir(parents=True)
    way.path.write_text("kapot")
    assert way.installed() == str(way.path)


def test_a_task_is_made_and_deleted(fakes: Fakes) -> None:
    store = fakes.schtasks()
    Windows().install(PLAN)
    assert store.read_bytes().decode("utf-16") == texts.task(PLAN)
    assert "talentregister remind" in Windows().installed()
    Windows().remove()
    Windows().remove()
    assert Windows().installed() == ""


# --- which


def test_the_first_way_that_answers_is_tried_first(fakes: Fakes, tmp_path: Path) -> None:
    def working() -> list[str]:
        return [way.name for way in ways(tmp_path, tmp_path) if way.works()]

    assert working() == []
    fakes.crontab()
    fakes.add("systemctl", code=1)
    assert working() == ["cron"]
    fakes.add("systemctl")
    assert working() == ["systemd", "cron"]


def test_a_program_that_hangs_is_given_up(fakes: Fakes, monkeypatch: pytest.MonkeyPatch) -> None:
    from talentregister.schedule import commands

    monkeypatch.setattr(commands, "PATIENCE", 0.1)
    fakes.add("crontab", "exec sleep 5")
    with pytest.raises(Unwritable):
        Cron().install(PLAN)

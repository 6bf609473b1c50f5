"""`schedule`: put in place, shown, taken away."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from talentregister.cli.channels import FOOT
from tests.running import Process, Talent
from tests.schedule.fakes import Fakes


@pytest.fixture
def kees(talent: Talent) -> Talent:
    talent.ok("add", "Kees Blok")
    talent.ok("later", "Kees", "vandaag", "wil klussen")
    return talent


def line(fakes: Fakes) -> str:
    text: str = (fakes.folder / "crontab.txt").read_text()
    return text


def test_on_status_off_by_cron(kees: Talent, fakes: Fakes) -> None:
    fakes.crontab("1 1 * * * a\n")
    said = kees.ok("schedule", "on")
    assert "Runs on working days at 08:30, by cron." in said.err
    assert "30 8 * * 1-5" in said.out
    assert "30 8 * * 1-5" in kees.ok("schedule").out
    assert "30 8 * * 1-5" in kees.ok("rooster", "stand").out
    kees.ok("schedule", "aan", "--om", "7.05", "--dagen", "ma,wo,vr")
    assert line(fakes).startswith("1 1 * * * a\n5 7 * * 1,3,5 ")
    assert "No run is scheduled any more." in kees.ok("schedule", "off").err
    assert line(fakes) == "1 1 * * * a\n"
    assert "To begin: talent schedule on" in kees.ok("schedule", "off").err
    assert "To begin: talent schedule on" in kees.ok("schedule").err


def test_the_line_that_is_installed_runs_by_itself_without_anything_of_hers(
    kees: Talent, fakes: Fakes, process: Process, tmp_path: Path
) -> None:
    fakes.crontab()
    out = tmp_path / "mijn 100% map" / "vandaag.txt"
    out.parent.mkdir()
    kees.ok("schedule", "on", "--to", "file", "--out", str(out), "--lang", "nl")
    command = line(fakes).split(" ", 5)[5].replace(r"\%", "%")
    environment = {"HOME": os.environ["HOME"], "PATH": "/usr/bin:/bin"}
    words = shlex.split(command, comments=True)
    told = dict(word.split("=", 1) for word in words if "=" in word.split("/")[0])
    program = words[len(told) :]
    assert os.path.isabs(program[0])
    ran = subprocess.run(
        program, env={**environment, **told}, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, ""), ran
    assert out.read_text().endswith(f"{FOOT}\n")


def test_systemd_goes_first_and_leaves_no_second_run(kees: Talent, fakes: Fakes) -> None:
    fakes.crontab()
    kees.ok("schedule", "on")
    fakes.add("systemctl")
    said = kees.ok("schedule", "on", "--days", "daily")
    assert "every day at 08:30, by systemd" in said.err
    assert line(fakes) == ""
    assert [i["by"] for i in kees.json("schedule")["data"]["installed"]] == ["systemd"]
    kees.ok("schedule", "on", "--by", "cron")
    assert [i["by"] for i in kees.json("schedule")["data"]["installed"]] == ["cron"]


def test_by_itself_names_never_go_to_a_log(kees: Talent, fakes: Fakes) -> None:
    fakes.add("systemctl")
    assert "--to desktop" in kees.ok("schedule", "on").out
    assert "--to screen" in kees.ok("schedule", "on", "--to", "screen").out
    assert "journal" in kees.ok("schedule", "on", "--to", "screen").err


@pytest.mark.parametrize("by", ["systemd", "cron", "launchd", "windows"])
def test_print_writes_nothing_anywhere(kees: Talent, fakes: Fakes, by: str, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    shown = kees.ok("schedule", "--print", "--by", by)
    assert "remind" in shown.out
    assert "--scheduled" in shown.out or "<string>--scheduled" in shown.out
    assert kees.json("schedule", "--print", "--by", by)["data"]["by"] == by
    assert sorted(tmp_path.rglob("*")) == before
    assert fakes.calls == []


def test_where_nothing_can_run_it_says_so(kees: Talent, fakes: Fakes) -> None:
    ran = kees("schedule", "on")
    assert ran.code == 5
    assert "schedule --print" in ran.err
    assert "# " in kees.ok("schedule", "--print").out


@pytest.mark.parametrize(
    "words",
    [
        ("straks",),
        ("on", "--at", "25:00"),
        ("on", "--at", "half negen"),
        ("on", "--days", "soms"),
        ("on", "--days", "ma,soms"),
        ("on", "--by", "toeval"),
        ("on", "--to", "duif"),
        ("on", "--to", "command"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_exit_2(kees: Talent, fakes: Fakes, words: tuple[str, ...]) -> None:
    fakes.crontab()
    assert kees("schedule", *words).code == 2
    assert not [call for call in fakes.calls if call == "crontab -"]


@pytest.mark.parametrize(
    ("at", "fields"), [("8", "0 8"), ("08:30", "30 8"), ("9u", "0 9"), ("17.45 uur", "45 17")]
)
def test_a_time_as_people_say_it(kees: Talent, fakes: Fakes, at: str, fields: str) -> None:
    fakes.crontab()
    kees.ok("schedule", "on", "--at", at)
    assert line(fakes).startswith(fields + " * *")


def test_a_crontab_that_is_refused_is_exit_7(kees: Talent, fakes: Fakes) -> None:
    fakes.add("crontab", '[ "$1" = -l ] && exit 0; echo mag niet >&2; exit 1')
    ran = kees("schedule", "on")
    assert ran.code == 7
    assert "mag niet" in ran.err


def test_without_a_register_nothing_is_scheduled(nowhere: Talent, fakes: Fakes) -> None:
    fakes.crontab()
    assert nowhere("schedule", "on").code == 6
    assert not [call for call in fakes.calls if call == "crontab -"]


@pytest.mark.parametrize("sealing", ["sealed"], indirect=True)
def test_a_locked_key_is_said_when_a_run_is_scheduled(
    kees: Talent, fakes: Fakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from talentregister.storage import Home, keys

    identity = Home(kees.register, kees.register.parents[1] / "config").identity_file
    assert identity.exists()
    # It looks locked, and is never opened: a real lock takes seconds.
    identity.write_bytes(keys.LOCKED + b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\n")
    fakes.crontab()
    assert "nobody can be asked" in kees.ok("schedule", "on").err
    ran = kees("remind", "--scheduled")
    assert (ran.code, ran.out) == (6, "")
    assert len(ran.err.splitlines()) == 1
    assert "is locked" in ran.err
    failed = kees.json("schedule", "status")["data"]["failed"]
    assert failed == [{"on": "2026-11-21", "code": "key_locked"}]
    assert "the key is locked" in kees.ok("schedule", "status").out

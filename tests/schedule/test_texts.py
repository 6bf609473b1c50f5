"""What is written for each system, read back by what reads it; names as nasty as they come."""

from __future__ import annotations

import plistlib
import shlex
import subprocess
import xml.etree.ElementTree as ET

import pytest

from talentregister.errors import Refused
from talentregister.schedule import texts
from talentregister.schedule.plan import DAILY, Plan

PATH = '/home/zoë/100% "echt" mijn $HOME/it\'s'
WORDS = ("/opt/a b/talent", "remind", "--scheduled", "--out", PATH, "--lang", "nl", "")
PLAN = Plan(WORDS, 8, 5, (0, 2, 6), {"TALENTREGISTER_CONFIG": "/x y/100%"})


def test_a_crontab_line_is_one_line_that_the_shell_takes_apart_as_it_was() -> None:
    line = texts.crontab_line(PLAN)
    assert "\n" not in line
    assert line.startswith("5 8 * * 0,1,3 ")
    assert line.endswith(texts.MARK)
    # cron takes the backslash before a percent sign away, and stops at a bare one.
    command = line.split(" ", 5)[5]
    assert "%" not in command.replace(r"\%", "")
    words = shlex.split(command.replace(r"\%", "%"), comments=True)
    assert words == ["TALENTREGISTER_CONFIG=/x y/100%", *WORDS]


def test_the_shell_runs_a_crontab_line_as_it_was_meant() -> None:
    told = ("/usr/bin/printf", "%s\\n", PATH, "a'b")
    command = texts.crontab_line(Plan(told)).split(" ", 5)[5].replace(r"\%", "%")
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == [PATH, "a'b"]


@pytest.mark.parametrize(
    ("days", "cron", "systemd"),
    [
        ((0, 1, 2, 3, 4), "1-5", "Mon..Fri *-*-* 08:30:00"),
        (DAILY, "*", "*-*-* 08:30:00"),
        ((5,), "6", "Sat *-*-* 08:30:00"),
        ((0, 6), "0,1", "Mon,Sun *-*-* 08:30:00"),
    ],
)
def test_days_are_said_as_each_system_says_them(
    days: tuple[int, ...], cron: str, systemd: str
) -> None:
    plan = Plan(("/bin/true",), days=days)
    assert texts.crontab_line(plan).split()[:5] == ["30", "8", "*", "*", cron]
    assert texts.calendar(plan) == systemd


def test_a_unit_escapes_what_systemd_would_read_otherwise() -> None:
    unit = texts.service(PLAN)
    line = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    assert "100%% " in line
    assert "$$HOME" in line
    assert '\\"echt\\"' in line
    assert 'Environment="TALENTREGISTER_CONFIG=/x y/100%%"' in unit
    assert "UMask=0077" in unit
    assert "Persistent=true" in texts.timer(PLAN)


def test_a_property_list_is_read_back_as_it_was() -> None:
    agent = plistlib.loads(texts.property_list(PLAN))
    assert agent["ProgramArguments"] == list(WORDS)
    assert agent["EnvironmentVariables"] == dict(PLAN.environment)
    assert [m["Weekday"] for m in agent["StartCalendarInterval"]] == [1, 3, 0]
    assert {(m["Hour"], m["Minute"]) for m in agent["StartCalendarInterval"]} == {(8, 5)}


@pytest.mark.parametrize("environment", [{}, {"TALENTREGISTER_CONFIG": "C:\\a & b"}])
def test_a_task_is_xml_that_says_when_and_what(environment: dict[str, str]) -> None:
    plan = Plan(("C:\\Program Files\\t&t\\talent.exe", "remind", "a b"), 8, 5, (0, 6), environment)
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    root = ET.fromstring(texts.task(plan).encode("utf-16"))
    days = root.findall(".//t:DaysOfWeek/*", space)
    assert [day.tag.rpartition("}")[2] for day in days] == ["Monday", "Sunday"]
    assert root.findtext(".//t:StartBoundary", "", space).endswith("T08:05:00")
    assert root.findtext(".//t:StartWhenAvailable", "", space) == "true"
    arguments = root.findtext(".//t:Arguments", "", space)
    assert arguments.endswith('remind "a b"')
    if environment:
        assert 'set "TALENTREGISTER_CONFIG=C:\\a & b"&& ' in arguments
    else:
        assert root.findtext(".//t:Command", "", space) == plan.command[0]


@pytest.mark.parametrize("word", ["a\nb", "a\x00b", "\u202e"])
def test_a_word_that_would_break_a_line_is_refused(word: str) -> None:
    with pytest.raises(Refused):
        Plan(("/bin/true", word))

"""khal imports the feed and lists the same days, once however often it is imported."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.judges import needs
from tests.running import Talent

pytestmark = pytest.mark.slow

CONFIG = """
[calendars]
[[ours]]
path = {place}/calendar
type = calendar
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
timeformat = %H:%M
local_timezone = Europe/Amsterdam
default_timezone = Europe/Amsterdam
[sqlite]
path = {place}/khal.db
[default]
default_calendar = ours
"""


@pytest.fixture
def khal(tmp_path: Path) -> Callable[..., str]:
    needs("khal")
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(CONFIG.format(place=tmp_path))

    def run(*words: str) -> str:
        ran = subprocess.run(
            ["khal", "-c", str(config), *words],
            env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran
        return ran.stdout

    return run


def listed(text: str) -> dict[str, list[str]]:
    """Which days carry which ids."""
    days: dict[str, list[str]] = {}
    day = ""
    for row in text.splitlines():
        if found := re.search(r"\d{4}-\d\d-\d\d", row):
            day = found.group()
        elif found := re.search(r"\b([fr]\d+)\b", row):
            days.setdefault(day, []).append(found.group())
    return days


def test_khal_lists_every_promise_on_its_day(
    talent: Talent, khal: Callable[..., str], tmp_path: Path
) -> None:
    talent.ok("add", "Kees Blok")
    for day in ("20-11-2026", "23-11-2026", "23-11-2026", "28-2-2027", "mei 2027"):
        talent.ok("later", "Kees", day, "wil, klussen; “echt” " + "lang " * 40)
    place = tmp_path / "agenda.ics"
    talent.ok("remind", "--out", str(place))
    for _ in range(2):
        khal("import", "--batch", str(place))
    found = listed(khal("list", "--day-format", "{date-long}", "--format", "{title}",
                        "2026-11-15", "2027-05-31"))  # fmt: skip
    assert {day: sorted(ids) for day, ids in found.items()} == {
        "2026-11-20": ["f1"],  # overdue, so through today
        "2026-11-21": ["f1"],
        "2026-11-23": ["f2", "f3"],
        "2027-02-28": ["f4"],
        "2027-05-01": ["f5"],
    }


def test_khal_reads_names_and_words_back_as_they_were(
    talent: Talent, khal: Callable[..., str], tmp_path: Path
) -> None:
    talent.ok("add", "Zoë Yılmaz")
    words = "wil, klussen; \\ “echt” " + "heel lang " * 20 + "einde"
    talent.ok("later", "Zoë", "1-12-2026", words)
    place = tmp_path / "agenda.ics"
    talent.ok("remind", "--out", str(place), "--names")
    khal("import", "--batch", str(place))
    shown = khal("list", "--format", "{title}", "2026-12-01", "2026-12-02")
    assert f"Zoë Yılmaz: “{words}”" in shown


def test_khal_reads_the_calendar_that_export_writes_and_it_names_nobody(
    talent: Talent, khal: Callable[..., str], tmp_path: Path
) -> None:
    talent.ok("add", "Zoë Yılmaz", "--area", "Noord")
    talent.ok("add", "Kees Blok", "--area", "Zuid")
    for who, day in (("Zoë", "1-12-2026"), ("Kees", "2-12-2026")):
        talent.ok("later", who, day, "thee")
    place = tmp_path / "agenda.ics"
    talent.ok("export", str(place), "--area", "noord")
    khal("import", "--batch", str(place))
    shown = khal("list", "--day-format", "{date-long}", "--format", "{title}",
                 "2026-11-15", "2026-12-31")  # fmt: skip
    assert listed(shown) == {"2026-12-01": ["f1"]}
    assert "Zoë" not in shown

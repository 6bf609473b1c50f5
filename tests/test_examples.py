"""The examples do what they say: the demo, its picture, the script and the crontab line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import picture
from tests.running import Talent

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home, which is the temporary place too."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def demo(home: Path, cache_home: Path) -> subprocess.CompletedProcess[str]:
    """The demo in a process of its own."""
    places = {"HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(cache_home)}
    return subprocess.run(
        [sys.executable, "-m", "talentregister", "demo", "--lang", "nl"],
        env={"PATH": os.environ["PATH"], **places},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_demo_does_the_whole_job(demo: subprocess.CompletedProcess[str]) -> None:
    assert demo.returncode == 0, demo.stderr
    for said in (
        "60 nieuw",
        "Ahmet Yilmaz",
        "Sjoerd Wiersema",
        "messenslijperij",
        "kerkenbosch.csv",
    ):
        assert said in demo.stdout + demo.stderr


def test_the_demo_brings_the_promise_of_kees_back_on_its_day(
    demo: subprocess.CompletedProcess[str],
) -> None:
    remind = demo.stdout.partition("$ talent remind --today 21-11-2026")[2]
    first = next(line for line in remind.splitlines() if line.strip())
    assert "Kees Dijkstra" in first
    assert "volgend jaar met pensioen" in first
    assert "Op vrijdag 21 november 2025 spraken we elkaar" in demo.stdout


def test_the_demo_says_where_to_go_next(demo: subprocess.CompletedProcess[str]) -> None:
    assert "talent init" in demo.stdout.splitlines()[-2]
    assert "talent importeer" in demo.stdout.splitlines()[-1]


def test_the_demo_leaves_nothing_behind_but_the_words_of_the_program(
    demo: subprocess.CompletedProcess[str], home: Path, cache_home: Path
) -> None:
    assert demo.returncode == 0
    assert list(home.rglob("*")) == []
    words = cache_home / "talentregister"
    kept = {path.name.partition("-")[0] for path in words.iterdir()}
    assert kept == {"words", "dictionary"}


def test_the_pictures_of_the_readme_show_what_the_program_shows() -> None:
    stored = {name: (picture.EXAMPLES / name).read_text("utf-8") for name in picture.PICTURES}
    assert stored == picture.drawn(), "look at them, and then: python -m tests.picture"


def test_the_script_on_json_names_whom_to_call(street: Talent) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    ran = subprocess.run(
        [sys.executable, str(EXAMPLES / "today.py"), "--today", "21-11-2026"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == "Kees Blok (?): dan met pensioen, wil klussen\n0 more within two weeks\n"
    assert ran.returncode == 0


def test_the_crontab_line_runs_remind_and_is_quiet_when_nothing_is_due(talent: Talent) -> None:
    line = (EXAMPLES / "crontab.txt").read_text(encoding="utf-8").splitlines()[-1]
    *when, command, verb = line.split()
    assert when == ["30", "8", "*", "*", "1-5"]
    assert command == "$HOME/talentregister/.venv/bin/talent"
    ran = subprocess.run(
        [sys.executable, "-m", "talentregister", verb],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")

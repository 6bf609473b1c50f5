"""No room, no right, a failing disk: nothing is saved, nothing is lost, and it is said."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from talentregister.errors import RegisterError, Unwritable
from talentregister.model.resident import Resident
from talentregister.storage import Home, create, read, transaction
from tests.faults.judges import ROOT, missing, needs, needs_root
from tests.faults.life import TODAY, born

pytestmark = pytest.mark.slow


def fill(home: Home) -> tuple[int, str]:
    """Add residents until it is refused: how many were acknowledged, and the code."""
    acknowledged = 0
    while acknowledged < 100_000:
        try:
            with transaction(home, "add", TODAY) as change:
                change.add(Resident, name="Buur" * 40, address="straat " * 500)
        except Unwritable as error:
            return acknowledged, error.code
        acknowledged += 1
    raise AssertionError("never full")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    needs_root()
    needs("mount")
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)]
    if subprocess.run(command, capture_output=True).returncode:
        missing("may not mount: a full disk was tried with RLIMIT_FSIZE only")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    home = Home(small_disk / "register.age", tmp_path / "config")
    create(home, TODAY)
    acknowledged, code = fill(home)
    assert code == "disk_full"
    assert acknowledged > 20
    assert len(read(home).residents) == acknowledged
    assert not home.temporary.exists()


def test_a_limit_on_the_size_of_files_loses_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path / "register.age", tmp_path / "config")
    create(home, TODAY)

    def limited(say: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        acknowledged, code = fill(home)
        assert callable(say)
        say(code, {"acknowledged": str(acknowledged)})

    child = born(limited)
    (word,) = child.words()
    assert os.waitstatus_to_exitcode(os.waitpid(child.process, 0)[1]) == 0
    assert b"disk_full" in word
    assert f'"acknowledged": "{len(read(home).residents)}"'.encode() in word
    assert not home.temporary.exists()


PROGRAM = """
import sys
from pathlib import Path
from talentregister.errors import RegisterError, Unwritable
from talentregister.model.resident import Resident
from talentregister.storage import Home, read, transaction
from tests.faults.life import TODAY
home = Home(Path(sys.argv[1]), Path(sys.argv[2]))
print(len(read(home).residents))
try:
    with transaction(home, "add", TODAY) as change:
        change.add(Resident, name="Kees")
except RegisterError as error:
    print(error.exit_code, error.code, error.parameters.get("path"))
"""


@pytest.fixture
def readable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory that another user can reach."""
    place = Path("/var/tmp") / f"talentregister-{os.getpid()}"
    place.mkdir(mode=0o755)
    yield place
    shutil.rmtree(place)


def test_another_user_may_read_what_he_may_and_writes_nothing(readable: Path) -> None:
    needs_root()
    needs("setpriv")
    home = Home(readable / "data" / "register.json", readable / "config")
    create(home, TODAY, plain=True)
    with transaction(home, "add", TODAY) as change:
        change.add(Resident, name="Joke")
    home.file.parent.chmod(0o755)
    home.file.chmod(0o644)
    before = home.file.read_bytes()
    told = as_nobody(home)
    assert told == ["1", f"7 no_permission {home.lock}"]
    assert home.file.read_bytes() == before
    home.file.chmod(0o600)
    assert as_nobody(home)[-1].endswith("not_allowed")


def as_nobody(home: Home) -> list[str]:
    """The program run by a user without rights; the last line of an error when it fails."""
    python = shutil.which("python3", path="/usr/bin:/bin") or sys.executable
    paths = os.pathsep.join([str(ROOT), *(p for p in sys.path if "site-packages" in p)])
    done = subprocess.run(
        [
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
            sys.executable if os.access(sys.executable, os.X_OK) else python,
            "-c", PROGRAM, str(home.register), str(home.config),
        ],
        env={"PYTHONPATH": paths, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        cwd="/",
    )  # fmt: skip
    if done.returncode == 0:
        return done.stdout.splitlines()
    last = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""
    if "RegisterError" not in last and "Unreadable" not in last:
        missing(f"another user cannot run this Python: {last}")
    return [last]


def test_a_read_only_disk_is_read_and_not_written(tmp_path: Path) -> None:
    needs_root()
    needs("mount")
    home = Home(tmp_path / "disk" / "register.age", tmp_path / "config")
    create(home, TODAY)
    place = str(home.file.parent)
    if subprocess.run(["mount", "--bind", place, place], capture_output=True).returncode:
        missing("may not mount: a read-only disk was not tried")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", place], check=True)
        assert len(read(home).residents) == 0
        with pytest.raises(RegisterError) as raised, transaction(home, "add", TODAY) as change:
            change.add(Resident, name="Joke")
        assert (raised.value.exit_code, raised.value.code) == (7, "no_permission")
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [("fsync", "EIO", "write_failed"), ("fsync", "ENOSPC", "disk_full")],
)
def test_a_disk_that_fails_a_real_call_is_never_believed(
    tmp_path: Path, call: str, error: str, code: str
) -> None:
    needs("strace")
    home = Home(tmp_path / "register.age", tmp_path / "config")
    create(home, TODAY)
    before = home.file.read_bytes()
    done = subprocess.run(
        [
            "strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
            "-e", f"inject={call}:error={error}:when=1",
            sys.executable, "-c", PROGRAM, str(home.register), str(home.config),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )  # fmt: skip
    if "ptrace" in done.stderr:
        missing("strace may not trace here: a failing disk was tried by monkeypatch only")
    assert done.stdout.splitlines()[-1] == f"7 {code} {home.file}", done.stderr
    assert home.file.read_bytes() == before
    assert not home.temporary.exists()
    assert not read(home).residents

"""TinyDB's own test suite, from the pinned source, on our storage."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.faults.judges import ROOT, missing

pytestmark = pytest.mark.slow

PINNED = "tinydb==4.9.0"
SHA256 = "6928b1fa785186bda7952a0ba05aaeedc883ede565ca9c7d608de44e5e75de70"
# It asserts the class names of TinyDB's own two storages.
DESELECTED = "tests/test_tables.py::test_table_repr"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """TinyDB's tests with our fixtures in place of theirs."""
    done = subprocess.run(
        [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--no-binary", ":all:", "--no-deps", "--dest", str(tmp_path), PINNED,
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )  # fmt: skip
    archives = list(tmp_path.glob("*.tar.gz"))
    if not archives:
        missing(f"needs the source of {PINNED}: {done.stderr.strip()[-200:]}")
    assert hashlib.sha256(archives[0].read_bytes()).hexdigest() == SHA256
    with tarfile.open(archives[0]) as archive:
        archive.extractall(tmp_path, filter="data")
    place = tmp_path / "suite"
    shutil.copytree(tmp_path / "tinydb-4.9.0" / "tests", place / "tests")
    shutil.copy(Path(__file__).with_name("tinydb_fixtures.py"), place / "tests" / "conftest.py")
    (place / "pytest.ini").write_text("[pytest]\n")
    return place


def test_the_suite_of_tinydb_passes_on_our_storage(suite: Path) -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
            "-p", "no:pytest_socket", "--deselect", DESELECTED, "tests",
        ],
        capture_output=True,
        text=True,
        cwd=suite,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    passed = re.search(r"(\d+) passed(?:, \d+ skipped)?, 4 deselected", done.stdout)
    assert passed is not None, done.stdout[-500:]
    assert int(passed[1]) > 300

"""Programs of the system that only write down what they were asked."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

# A crontab that keeps its text in a file, and says of an empty one what Debian's says.
CRONTAB = """
store={store}
case "$1" in
-l) [ -e "$store" ] && cat "$store" || {{ echo "no crontab for $USER" >&2; exit 1; }} ;;
-) cat > "$store" ;;
esac
"""
SCHTASKS = """
case "$1" in
/Create) cp "$5" {store} ;;
/Delete) rm {store} ;;
/Query) [ -e {store} ] && echo "TaskName: talentregister remind" || exit 1 ;;
esac
"""


class Fakes:
    """A directory that is the whole PATH; every call stands in `calls`."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.folder.mkdir()
        self.log = folder / "log"
        for tool in ("cat", "cp", "rm", "sh", "sleep"):
            os.symlink(f"/bin/{tool}", folder / tool)
        monkeypatch.setenv("PATH", str(folder))

    def add(self, program: str, script: str = "", code: int = 0) -> None:
        path = self.folder / program
        log = shlex.quote(str(self.log))
        path.write_text(
            f'#!/bin/sh\necho {program} "$@" >> {log}\n{script}\nexit {code if code else "$?"}\n'
        )
        path.chmod(0o755)

    def crontab(self, text: str | None = None) -> Path:
        store = self.folder / "crontab.txt"
        if text is not None:
            store.write_bytes(text.encode("utf-8", "surrogateescape"))
        self.add("crontab", CRONTAB.format(store=shlex.quote(str(store))))
        return store

    def schtasks(self) -> Path:
        store = self.folder / "task.xml"
        self.add("schtasks", SCHTASKS.format(store=shlex.quote(str(store))))
        return store

    def remove(self, program: str) -> None:
        (self.folder / program).unlink()

    @property
    def calls(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

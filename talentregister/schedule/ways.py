"""
The systems that can run something every day, each behind the same five words.

Each touches only what carries our mark, and doing a thing twice is doing it
once. They are tried in the order of `ways`: a systemd timer first, because it
catches up after the laptop was off; cron last.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from talentregister.errors import Refused, Unwritable
from talentregister.schedule import texts
from talentregister.schedule.commands import asked, failed, here, told
from talentregister.schedule.plan import Plan


class Way(Protocol):
    """A system that can run something every day."""

    name: str

    def works(self) -> bool:
        """Whether this system is here and answers."""

    def writes(self, plan: Plan) -> Mapping[str, str]:
        """What would be written, by its place."""

    def install(self, plan: Plan) -> None:
        """Run the plan from now on, instead of any plan before. Raises Unwritable, Refused."""

    def remove(self) -> None:
        """Run nothing of ours any more. Raises Unwritable."""

    def installed(self) -> str:
        """What of ours is there now, in this system's own words; empty when nothing is."""


def ways(config: Path, home: Path) -> tuple[Way, ...]:
    """Every way, the best first; `config` is the user's configuration directory."""
    return (Systemd(config), Launchd(home), Windows(), Cron())


class Systemd:
    """A timer of the user's own systemd."""

    name = "systemd"

    def __init__(self, config: Path) -> None:
        self.folder = config / "systemd" / "user"
        self.service = self.folder / f"{texts.NAME}.service"
        self.timer = self.folder / f"{texts.NAME}.timer"

    def works(self) -> bool:
        return here("systemctl") and asked("systemctl", "--user", "show-environment").code == 0

    def writes(self, plan: Plan) -> Mapping[str, str]:
        return {str(self.service): texts.service(plan), str(self.timer): texts.timer(plan)}

    def install(self, plan: Plan) -> None:
        for path in (self.service, self.timer):
            must_be_ours(path)
        for name, text in self.writes(plan).items():
            put(Path(name), text.encode())
        told("systemctl", "--user", "daemon-reload")
        told("systemctl", "--user", "enable", "--now", self.timer.name)
        # A timer that runs already keeps its old time until it is started anew.
        told("systemctl", "--user", "restart", self.timer.name)

    def remove(self) -> None:
        if not self.installed():
            return
        if self.works():
            told("systemctl", "--user", "disable", "--now", self.timer.name)
        for path in (self.service, self.timer, *self.folder.glob(f"*.wants/{self.timer.name}")):
            discard(path)
        if self.works():
            asked("systemctl", "--user", "daemon-reload")

    def installed(self) -> str:
        return "" if not ours(self.timer) else _settings(self.timer, self.service)


class Cron:
    """A line in the user's crontab; a run that is missed is not made up for."""

    name = "cron"

    def works(self) -> bool:
        return here("crontab")

    def writes(self, plan: Plan) -> Mapping[str, str]:
        return {"crontab": texts.crontab_line(plan) + "\n"}

    def install(self, plan: Plan) -> None:
        line = texts.crontab_line(plan)
        lines = self._lines()
        mine = [place for place, there in enumerate(lines) if _marked(there)]
        if mine and [lines[place] for place in mine] == [line]:
            return
        others = [there for there in lines if not _marked(there)]
        at = mine[0] if mine else len(others)
        self._write([*others[:at], line, *others[at:]])

    def remove(self) -> None:
        if self.installed():
            self._write([line for line in self._lines() if not _marked(line)])

    def installed(self) -> str:
        return "\n".join(filter(_marked, self._lines())) if self.works() else ""

    def _lines(self) -> list[str]:
        answer = asked("crontab", "-l")
        if answer.code == 0:
            return answer.out.removesuffix("\n").split("\n") if answer.out else []
        if "no crontab" in answer.err.casefold():
            return []
        # Whatever else it is: a crontab that was not read is not written.
        raise failed("crontab", answer)

    def _write(self, lines: list[str]) -> None:
        told("crontab", "-", stdin="".join(f"{line}\n" for line in lines))


class Launchd:
    """An agent of the user on macOS."""

    name = "launchd"

    def __init__(self, home: Path) -> None:
        self.path = home / "Library" / "LaunchAgents" / f"{texts.LABEL}.plist"

    def works(self) -> bool:
        return here("launchctl")

    def writes(self, plan: Plan) -> Mapping[str, str]:
        return {str(self.path): texts.property_list(plan).decode()}

    def install(self, plan: Plan) -> None:
        # launchd keeps what it loaded, so what was there is taken out first.
        if self.path.exists():
            asked("launchctl", "unload", "-w", str(self.path))
        put(self.path, texts.property_list(plan))
        told("launchctl", "load", "-w", str(self.path))

    def remove(self) -> None:
        if self.path.exists():
            if self.works():
                asked("launchctl", "unload", "-w", str(self.path))
            discard(self.path)

    def installed(self) -> str:
        if not self.path.exists():
            return ""
        import plistlib  # one verb on one system

        try:
            agent = plistlib.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return str(self.path)
        return " ".join([texts.LABEL, *map(str, agent.get("ProgramArguments", ()))])


class Windows:
    """A task of the Task Scheduler."""

    name = "windows"
    task = "talentregister remind"

    def works(self) -> bool:
        return here("schtasks")

    def writes(self, plan: Plan) -> Mapping[str, str]:
        return {self.task: texts.task(plan)}

    def install(self, plan: Plan) -> None:
        import tempfile

        descriptor, name = tempfile.mkstemp(suffix=".xml")
        os.close(descriptor)
        try:
            Path(name).write_text(texts.task(plan), encoding="utf-16")
            told("schtasks", "/Create", "/TN", self.task, "/XML", name, "/F")
        finally:
            discard(Path(name))

    def remove(self) -> None:
        if self.installed():
            told("schtasks", "/Delete", "/TN", self.task, "/F")

    def installed(self) -> str:
        if not self.works():
            return ""
        answer = asked("schtasks", "/Query", "/TN", self.task, "/FO", "LIST")
        return "" if answer.code else answer.out.strip()


def _marked(line: str) -> bool:
    return line.endswith(texts.MARK)


def _settings(*paths: Path) -> str:
    """What a unit says of when and what."""
    wanted = ("OnCalendar=", "ExecStart=")
    lines = [line for path in paths if ours(path) for line in path.read_text().splitlines()]
    return "\n".join(line for line in lines if line.startswith(wanted))


def ours(path: Path) -> bool:
    """Whether a file is there and carries our mark."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").startswith(texts.MARK)
    except OSError:
        return False


def must_be_ours(path: Path) -> None:
    """Raise Refused("schedule_not_ours") when somebody else's file has our name."""
    if path.exists() and not ours(path):
        raise Refused("schedule_not_ours", path=str(path))


def put(path: Path, text: bytes) -> None:
    """Write a file whole, unless it says that already. Raises Unwritable("write_failed")."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() == text:
            return
        temporary.write_bytes(text)
        os.replace(temporary, path)
    except OSError as error:
        discard(temporary)
        raise Unwritable("write_failed", path=str(path), error=type(error).__name__) from error


def discard(path: Path) -> None:
    """Take a file away that may be there."""
    with suppress(OSError):
        path.unlink()

"""`schedule`: what is due comes by itself, every day."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from talentregister.cli import channels, options
from talentregister.cli.options import session_of
from talentregister.cli.result import Lines, Result
from talentregister.cli.scheduled import folder
from talentregister.cli.session import Session
from talentregister.cli.terms import failure
from talentregister.errors import Refused, Unreadable, Usage
from talentregister.language import dates, i18n
from talentregister.language.calendar_names import WEEKDAY_NAMES
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.language.names import fold
from talentregister.model import tokens
from talentregister.register.outcome import Notice, notice
from talentregister.schedule import plan as plans
from talentregister.schedule import runs, ways
from talentregister.schedule.plan import Plan
from talentregister.schedule.ways import Way

_WORKDAYS = ("workdays", "werkdagen", "doordeweeks", "weekdays", "")
_DAILY = ("daily", "dagelijks", "elke dag", "iedere dag", "every day", "alle dagen")
# What a run is told of its surroundings: cron knows nothing of hers.
_VARIABLES = ("TALENTREGISTER_CONFIG", "TALENTREGISTER_IDENTITY")


def schedule(
    ctx: typer.Context,
    word: Annotated[
        str | None, typer.Argument(metavar=N_("[on|off|status]"), show_default=False)
    ] = None,
    at: Annotated[str, typer.Option("--at", "--om", help=N_("the time: 8:30"))] = "8:30",
    days: Annotated[
        str, typer.Option("--days", "--dagen", help=N_("workdays, daily, or mon,wed,fri"))
    ] = "workdays",
    to: options.To = "",
    out: options.Out = None,
    command: options.ToCommand = "",
    names: options.WithNames = False,
    by: Annotated[
        str, typer.Option("--by", "--via", help=N_("systemd, launchd, windows or cron"))
    ] = "",
    print_: Annotated[
        bool,
        typer.Option(
            "--print", "--voorbeeld", help=N_("show what would be written, and write nothing")
        ),
    ] = False,
) -> Result:
    """`schedule on` puts a daily run in place; `schedule off` takes it away again."""
    session = session_of(ctx)
    wanted = tokens.read("schedule", word) if word else "on" if print_ else "status"
    every = ways.ways(*_places(os.environ))
    if wanted == "status":
        return _status(session, every)
    if wanted == "off":
        return _off(every)
    way = _chosen(every, by, anyway=print_)
    words = _words(session, way, to, out or (), command, names)
    planned = Plan(words, *_time(at), _days(days), _environment(os.environ))
    if print_:
        return _printed(way, planned)
    return _on(session, every, way, planned)


def _on(session: Session, every: Sequence[Way], way: Way, planned: Plan) -> Result:
    said = _warned(session, way, planned)
    way.install(planned)
    for other in every:
        if other.name != way.name:
            other.remove()
    shown = _shown_days(planned.days)
    done = notice("scheduled", days=shown, at=planned.at, by=way.name)
    data = {"by": way.name, "at": planned.at, "days": planned.days, "command": planned.command}
    return Result({"schedule": data}, (Lines(way.installed().splitlines()),), (done, *said))


def _off(every: Sequence[Way]) -> Result:
    there = [way for way in every if way.installed()]
    for way in there:
        way.remove()
    said = notice("unscheduled") if there else notice("not_scheduled")
    return Result({"removed": [way.name for way in there]}, (), (said,))


def _status(session: Session, every: Sequence[Way]) -> Result:
    there = {way.name: text for way in every if (text := way.installed())}
    failed = runs.failures(folder(session.home.config), session.today)
    lines = [line for name, text in there.items() for line in (f"{name}:", text)]
    lines += [f"{dates.in_full(one.on)}: {failure(one.code)}" for one in failed]
    data = {
        "installed": [{"by": name, "text": text} for name, text in there.items()],
        "failed": [{"on": one.on, "code": one.code} for one in failed],
    }
    said = () if there else (notice("not_scheduled"),)
    return Result(data, (Lines("\n".join(lines).splitlines()),), said)


def _printed(way: Way, planned: Plan) -> Result:
    files = way.writes(planned)
    lines = [line for name, text in files.items() for line in (f"# {name}", text.rstrip(), "")]
    data = {"by": way.name, "files": [{"path": p, "text": text} for p, text in files.items()]}
    return Result(data, (Lines("\n".join(lines[:-1]).splitlines()),))


def _chosen(every: Sequence[Way], by: str, *, anyway: bool) -> Way:
    """The way that was told, else the first that works. Raises Refused("no_scheduler")."""
    names = [way.name for way in every]
    if by and by not in names:
        raise Usage("choice_unknown", text=by, choices=", ".join(names))
    told = [way for way in every if not by or way.name == by]
    working = [way for way in told if way.works()]
    if working:
        return working[0]
    if anyway:
        return told[0]
    raise Refused("no_scheduler", hint="schedule_print", by=", ".join(way.name for way in told))


def _words(
    session: Session, way: Way, to: str, out: Sequence[Path], command: str, names: bool
) -> tuple[str, ...]:
    """The command of a run, with everything it would otherwise have to guess."""
    # The screen of cron is a mail; that of the others is a log, where no names belong.
    usual = "screen" if way.name == "cron" else "file" if way.name == "windows" else "desktop"
    chosen = channels.chosen(session, to or ("" if out else usual), out, command, names)
    words = [*program(sys.argv[0]), "remind", "--scheduled", "--to", ",".join(chosen.kinds)]
    for path in chosen.files.values():
        words += ["--out", str(path)]
    if chosen.command:
        words += ["--command", command]
    if session.file_told or "XDG_DATA_HOME" in os.environ:
        words += ["--file", os.path.abspath(session.home.register)]
    return (*words, *(["--names"] if names else []), "--lang", i18n.language())


def program(called: str) -> tuple[str, ...]:
    """The absolute path of this program: as it was called, else beside this Python."""
    for found in (Path(called), Path(sys.executable).with_name("talentregister")):
        ours = found.stem in ("talent", "talentregister") and found.is_file()
        if ours and os.access(found, os.X_OK):
            return (os.path.abspath(found),)
    return (sys.executable, "-m", "talentregister")


def _warned(session: Session, way: Way, planned: Plan) -> tuple[Notice, ...]:
    """What she should know before she leans on it."""
    said = []
    screen = "screen" in planned.command[planned.command.index("--to") + 1].split(",")
    if screen and way.name != "cron":
        said.append(notice("screen_is_journal", by=way.name))
    try:
        session.read()
    except Unreadable as error:
        if error.code != "key_locked":
            raise
        said.append(notice("schedule_locked"))
    return tuple(said)


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    told = {k: os.path.abspath(environment[k]) for k in _VARIABLES if environment.get(k)}
    for name in ("XDG_CONFIG_HOME",):
        if "TALENTREGISTER_CONFIG" not in told and environment.get(name):
            told[name] = os.path.abspath(environment[name])
    return told


def _places(environment: Mapping[str, str]) -> tuple[Path, Path]:
    """Her configuration directory as systemd knows it, and her home."""
    home = Path.home()
    return Path(environment.get("XDG_CONFIG_HOME") or home / ".config"), home


def _time(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,2})(?:[:.u](\d\d)?)?(?: ?uur)?", text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise Usage("time_unreadable", hint="time_forms", text=text)
    return hour, minute


def _days(text: str) -> tuple[int, ...]:
    plain = fold(text)
    if plain in _WORKDAYS:
        return plans.WORKDAYS
    if plain in _DAILY:
        return plans.DAILY
    pieces = [piece for piece in re.split(r"[\s,]+", plain) if piece]
    known = {dates.WEEKDAYS.get(piece) for piece in pieces}
    numbers = tuple(sorted(day for day in known if day is not None))
    if not numbers or None in known:
        raise Usage("days_unreadable", hint="days_forms", text=text)
    return numbers


def _shown_days(days: tuple[int, ...]) -> str:
    if days == plans.WORKDAYS:
        return _("on working days")
    if days == plans.DAILY:
        return _("every day")
    return ", ".join(WEEKDAY_NAMES[i18n.language()][day] for day in days)

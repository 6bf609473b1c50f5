"""
Where a reminder goes: the screen, a text file, a calendar feed, the desktop, a command.

Nothing is marked as delivered, wherever it went: the next run shows everything
again. Files are written under the register's lock, from the register as it is
then, so that of two runs at once the last one always has the newest word.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from talentregister import agenda
from talentregister.cli import output
from talentregister.cli.reminder import Filters, said
from talentregister.cli.result import Result
from talentregister.cli.sentences import sentence
from talentregister.cli.session import Session
from talentregister.errors import Refused, RegisterError, Unwritable, Usage
from talentregister.language import dates
from talentregister.language.i18n import gettext as _
from talentregister.model import tokens
from talentregister.model.records import Records
from talentregister.register.outcome import notice

PATIENCE = 60.0
# The last line of a text file, by which it is known as ours.
FOOT = "— talentregister, talent remind"


class Shown(NamedTuple):
    """The register as it was read, and what it gave."""

    records: Records
    result: Result


@dataclass(frozen=True)
class Channels:
    """Where to: kinds in order, the files of those that have one, and a command of hers."""

    kinds: tuple[str, ...]
    files: dict[str, Path] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    names: bool = False


def chosen(session: Session, to: str, out: Sequence[Path], command: str, names: bool) -> Channels:
    """
    What was told. A path that ends in `.ics` is a feed, any other a text.

    Raises Usage("choice_unknown", "command_missing").
    """
    import shlex

    kinds = list(tokens.read_several("channel", to)) or ([] if out else ["screen"])
    told = {"feed" if path.suffix.casefold() == ".ics" else "file": path for path in out}
    if told and "file" not in told:
        kinds = [kind for kind in kinds if kind != "file"]
    kinds += told
    beside = session.home.file.parent
    usual = {"file": beside / "remind.txt", "feed": beside / "remind.ics"}
    files = {k: told.get(k, usual[k]).expanduser().resolve() for k in kinds if k in usual}
    if "command" in kinds and not command.strip():
        raise Usage("command_missing", hint="command_example")
    return Channels(tuple(dict.fromkeys(kinds)), files, tuple(shlex.split(command)), names)


def deliver(
    session: Session, channels: Channels, asked: Filters, read: Callable[[], Shown]
) -> Result:
    """
    What `read` gives, brought where it was asked for.

    One channel that fails does not keep the others from their turn; then it is
    raised: Unwritable("channel_failed", …), Refused("not_kept").
    """
    failed: RegisterError | None = None
    try:
        shown = _filed(session, channels, asked, read) if channels.files else read()
    except RegisterError as error:
        failed, shown = error, read()
    due = asked.let(shown.records, agenda.due(shown.records, session.today))
    people = len({agenda.person_of(shown.records, item.about) for item in due})
    for kind, bring in (("command", _fed), ("desktop", _notified)):
        if kind in channels.kinds and due:
            try:
                bring(channels, shown.result, people)
            except RegisterError as error:
                failed = failed or error
    view = shown.result.view if "screen" in channels.kinds else ()
    if failed is not None:
        output.show(view, sys.stdout)
        raise failed
    kept = tuple(notice("kept_up", path=path) for path in channels.files.values())
    heard = kept if session.asks else ()
    return Result(shown.result.data, view, (*shown.result.notices, *heard), shown.result.exit_code)


def _filed(
    session: Session, channels: Channels, asked: Filters, read: Callable[[], Shown]
) -> Shown:
    """Every file written from one reading of the register, under its lock."""
    from talentregister.register.duties import keep_files
    from talentregister.storage.lock import locked

    paths = tuple(channels.files.values())
    known = read().records.meta.kept
    for path in paths:
        _must_be_ours(session, path, known)
    if missing := [path for path in paths if str(path) not in known]:
        keep_files(session.home, session.today, missing)
    with locked(session.home):
        shown = read()
        for kind, path in channels.files.items():
            text = _feed if kind == "feed" else _text
            _put(path, text(session, channels, asked, shown))
    return shown


def _text(session: Session, _channels: Channels, _asked: Filters, shown: Shown) -> bytes:
    stream = io.StringIO()
    stream.write(dates.in_full(session.today) + "\n\n")
    output.show(shown.result.view, stream)
    if not shown.result.view:
        stream.write(_("Nothing is due.") + "\n")
    stream.write(f"\n{FOOT}\n")
    return stream.getvalue().encode()


def _feed(session: Session, channels: Channels, asked: Filters, shown: Shown) -> bytes:
    from talentregister.cli.feed import feed

    return feed(shown.records, session.today, asked, named=channels.names).content


def _put(path: Path, text: bytes) -> None:
    """Replace a file, unless it says that already."""
    from talentregister.storage import disk

    try:
        if path.read_bytes() == text:
            return
    except OSError:
        disk.make_directory(path.parent)
    disk.replace(path, path.with_name(f".{path.name}.new"), text)


def _must_be_ours(session: Session, path: Path, known: Sequence[str]) -> None:
    """Refuse to replace a file this program did not make."""
    if session.home.owns(path):
        raise Refused("not_kept", hint="another_name", path=path)
    if str(path) in known:
        return
    try:
        there = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError:
        raise Refused("not_kept", hint="another_name", path=path) from None
    from talentregister.exchange.calendar import MAKER

    if not (there.endswith(f"{FOOT}\n".encode()) or MAKER.encode() in there[:500]):
        raise Refused("not_kept", hint="another_name", path=path)


def _fed(channels: Channels, result: Result, _people: int) -> None:
    """A command of hers, with the text on its stdin."""
    stream = io.StringIO()
    output.show(result.view, stream)
    _run(channels.command, stream.getvalue())


def _notified(_channels: Channels, _result: Result, people: int) -> None:
    """The desktop, by a number only: names do not belong in a log of notifications."""
    import shutil

    words = sentence(said(people))
    if sys.platform == "darwin" and shutil.which("notify-send") is None:
        script = f'display notification "{words}" with title "talentregister"'
        _run(("osascript", "-e", script))
    else:
        _run(("notify-send", "--app-name=talentregister", "talentregister", words))


def _run(command: Sequence[str], text: str = "") -> None:
    """Raises Unwritable("channel_failed"); what the command says may be people's data."""
    import subprocess

    try:
        ran = subprocess.run(
            command, input=text.encode("utf-8", "replace"), timeout=PATIENCE, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unwritable("channel_failed", command=command[0], said=type(error).__name__) from None
    if ran.returncode:
        raise Unwritable("channel_failed", command=command[0], said=f"exit {ran.returncode}")

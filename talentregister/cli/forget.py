"""`forget`: out of the register, its history and every backup. It cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from talentregister import storage
from talentregister.cli import options
from talentregister.cli.ask import ask, confirm
from talentregister.cli.describe import Names, line
from talentregister.cli.options import session_of
from talentregister.cli.output import say
from talentregister.cli.result import Lines, Result
from talentregister.cli.session import Session
from talentregister.cli.who import settle
from talentregister.errors import Refused
from talentregister.language.i18n import gettext as _
from talentregister.model.records import Records
from talentregister.model.resident import Resident
from talentregister.privacy.erasure import Mention
from talentregister.register import care
from talentregister.register.care import ToForget
from talentregister.register.outcome import Notice, notice
from talentregister.storage import Forgotten

# What more than this goes is counted.
MOST = 40


def forget(ctx: typer.Context, words: options.Who = None) -> Result:
    """Shows what goes; the number of the resident has to be typed, or `--yes` given."""
    session = session_of(ctx)
    records = session.read()
    settled = settle(session, records, words, writes=True)
    plan = care.to_forget(records, settled.alone)
    shown = _shown(records, plan)
    also = _confirmed(session, plan, shown)
    done = care.forget(session.home, session.today, plan, also)
    left = [mention for mention in plan.doubtful if mention not in also]
    data = {
        "changed": [*_changed(records, done.removed, "removed"),
                    *_changed(records, done.rewritten, "changed")],
        "left": [{"id": m.record, "field": m.field, "text": m.text} for m in left],
    }  # fmt: skip
    told = _to_tell(session, plan.resident)
    said = (*settled.notices, *_said(records, plan, done, left), *told)
    view = (Lines(shown),) if session.yes or not session.asks else ()
    whole = not done.warnings
    return Result(data, view, said, status="success" if whole else "partial")


def _confirmed(session: Session, plan: ToForget, shown: Sequence[str]) -> list[Mention]:
    """The doubtful mentions to remove too. Raises Refused("forget_unconfirmed")."""
    if session.yes:
        return []
    for text in () if session.json else shown:
        say(text)
    also = [mention for mention in plan.doubtful if session.asks and _agreed(mention)]
    number = plan.resident.id
    question = _("This cannot be taken back. Type {id} to forget:").format(id=number)
    if not session.asks or ask(question).casefold() != number:
        raise Refused("forget_unconfirmed", hint="forget_yes", id=number)
    return also


def _agreed(mention: Mention) -> bool:
    question = _("Remove it here too? {id}: {text}")
    return confirm(question.format(id=mention.record, text=mention.text))


def _shown(records: Records, plan: ToForget) -> list[str]:
    """Everything that goes, becomes `[removed]` or has to be asked."""
    names = Names(records)
    lines = [line(plan.resident, names), *(line(record, names) for record in plan.records)]
    lines = [_("Goes:"), *_first(lines)]
    for title, found in (
        (_("Becomes [removed]:"), plan.mentions),
        (_("Perhaps the same person:"), plan.doubtful),
    ):
        said = [f"{m.record:<5} {_whose(records, names, m)}: {m.text}" for m in found]
        lines += [title, *_first(said)] if found else []
    return lines


def _first(lines: Sequence[str]) -> list[str]:
    more = len(lines) - MOST
    return [*lines[:MOST], *([_("… and {count} more").format(count=more)] if more > 0 else [])]


def _whose(records: Records, names: Names, mention: Mention) -> str:
    record = records.get(mention.record)
    return names.about(record) if record is not None else mention.record


def _changed(records: Records, ids: Sequence[str], change: str) -> list[dict[str, str]]:
    names = Names(records)
    found = [record for record_id in ids if (record := records.get(record_id)) is not None]
    return [{"id": r.id, "name": names.about(r), "change": change} for r in found]


def _said(
    records: Records, plan: ToForget, done: Forgotten, left: Sequence[Mention]
) -> list[Notice]:
    code = "forgotten_here" if done.warnings else "forgotten"
    said = [notice(code, count=len(done.removed), mentions=len(done.rewritten))]
    said += [notice("mentions_left", count=len(left))] if left else []
    said += care.fallen_short(records, plan.resident.id)
    said += [Notice(warned.code, warned.parameters) for warned in done.warnings]
    return [*said, notice("copies_elsewhere")]


def _to_tell(session: Session, resident: Resident) -> list[Notice]:
    """The files that left while the resident was here: who got one has to hear of this."""
    left = [e for e in storage.list_exports(session.home) if e.on >= resident.created]
    return [notice("exports_to_tell", count=len(left), day=left[0].on)] if left else []

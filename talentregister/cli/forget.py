"""`forget`: out of the register, its history and every backup. It cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from talentregister.cli import options
from talentregister.cli.ask import ask, confirm
from talentregister.cli.describe import Names
from talentregister.cli.options import session_of
from talentregister.cli.output import safe, say
from talentregister.cli.result import Lines, Result
from talentregister.cli.session import Session
from talentregister.cli.who import settle
from talentregister.errors import Refused
from talentregister.language.i18n import gettext as _
from talentregister.model.records import Records
from talentregister.privacy.erasure import Mention
from talentregister.register import care
from talentregister.register.care import ToForget
from talentregister.register.outcome import Notice, notice


def forget(ctx: typer.Context, words: options.Who = None) -> Result:
    """Shows what goes; the number of the resident has to be typed, or `--yes` given."""
    session = session_of(ctx)
    records = session.read()
    settled = settle(session, records, words, writes=True)
    plan = care.to_forget(records, settled.party.id)
    shown = _shown(records, plan)
    also = _confirmed(session, plan, shown)
    done = care.forget(session.home, session.today, records, settled.party.id, also)
    left = [mention for mention in plan.doubtful if mention not in also]
    data = {
        "removed": list(done.removed),
        "rewritten": list(done.rewritten),
        "left": [{"id": m.record, "field": m.field} for m in left],
    }
    said = [notice("forgotten", count=len(done.removed), mentions=len(done.rewritten))]
    said += [notice("mention_left", id=m.record, field=m.field) for m in left]
    said += [Notice(w.code, w.parameters) for w in done.warnings]
    return Result(data, () if session.asks else (Lines(shown),), said)


def _confirmed(session: Session, plan: ToForget, shown: Sequence[str]) -> list[Mention]:
    """The doubtful mentions to remove too. Raises Refused("forget_unconfirmed")."""
    if session.yes:
        return []
    if not session.asks:
        raise Refused("forget_unconfirmed", hint="forget_yes", id=plan.resident.id)
    for line in shown:
        say(line)
    also = [
        mention
        for mention in plan.doubtful
        if confirm(
            _("Remove it here too? {id}: {text}").format(id=mention.record, text=safe(mention.text))
        )
    ]
    if (
        ask(_("This cannot be taken back. Type {id} to forget:").format(id=plan.resident.id))
        != plan.resident.id
    ):
        raise Refused("forget_unconfirmed", hint="forget_yes", id=plan.resident.id)
    return also


def _whose(records: Records, names: Names, mention: Mention) -> str:
    record = records.get(mention.record)
    return names.about(record) if record is not None else mention.record


def _shown(records: Records, plan: ToForget) -> list[str]:
    names = Names(records)
    lines = [f"{plan.resident.id}  {plan.resident.name}"]
    lines.append(_("goes: {records}").format(records=", ".join(plan.records) or "–"))
    for title, found in ((_("becomes [removed]:"), plan.mentions), (_("perhaps:"), plan.doubtful)):
        lines += [f"{title} {m.record} ({_whose(records, names, m)}) {m.text}" for m in found]
    return lines

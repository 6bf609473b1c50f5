"""Who somebody doubtful is: asked one by one, of a sheet as of another register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from talentregister.cli.ask import ask
from talentregister.cli.output import say
from talentregister.cli.plan import doubt_sentence
from talentregister.cli.session import Session
from talentregister.errors import Refused
from talentregister.exchange.merging import Arrival
from talentregister.exchange.planning import Answer, Planned, Verdict
from talentregister.exchange.recognition import Doubt
from talentregister.language.i18n import gettext as _
from talentregister.language.names import fold
from talentregister.register.outcome import Notice, notice


def trial(counts: Mapping[Verdict, int], *, idle: bool, skip_refused: bool) -> Notice:
    """What a trial run ends with: the words that do it, if there is anything to do."""
    if idle and not counts["doubtful"]:
        return notice("trial_idle")
    return notice("trial_refused" if counts["refused"] and not skip_refused else "trial_run")


def delicate(rows: Iterable[Planned | Arrival]) -> Iterator[Notice]:
    """How the rows come in that only words about health and the like keep out."""
    codes = ({problem.code for problem in row.problems} for row in rows)
    if count := sum(found == {"sensitive"} for found in codes):
        yield notice("rows_delicate", count=count)


def to_ask(
    session: Session, counts: Mapping[Verdict, int], *, skip_refused: bool, answered: bool
) -> bool:
    """
    Whether somebody has to be asked about the doubtful rows before it is done.

    Raises Refused("rows_open") with the options that are still missing.
    """
    refused = counts["refused"] > 0 and not skip_refused
    doubtful = counts["doubtful"] > 0 and not answered
    if not refused and (session.asks or not doubtful):
        return doubtful
    hint = "doubtful"
    if refused:
        hint = "skip_and_doubtful" if doubtful else "skip_refused"
    raise Refused("rows_open", hint=hint, refused=counts["refused"], doubtful=counts["doubtful"])


def ask_who(title: str, doubts: Sequence[Doubt]) -> Answer:
    """What a person says; Enter leaves it out."""
    say(title)
    for number, doubt in enumerate(doubts, 1):
        say(f"  {number}  {doubt_sentence(doubt)}")
    say("  n  " + _("somebody new"))
    answer = fold(ask(_("Who is it? A number, n, or Enter to leave the row out.")))
    if answer in ("n", "new", "nieuw"):
        return Answer("new")
    if answer.isdecimal() and 0 < int(answer) <= len(doubts):
        return Answer("same", int(answer) - 1)
    return Answer("skip")

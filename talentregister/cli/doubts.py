"""Who somebody doubtful is: asked one by one, of a sheet as of another register."""

from __future__ import annotations

from collections.abc import Sequence

from talentregister.cli.ask import ask
from talentregister.cli.output import say
from talentregister.cli.plan import doubt_sentence
from talentregister.exchange.planning import Answer
from talentregister.exchange.recognition import Doubt
from talentregister.language.i18n import gettext as _
from talentregister.language.names import fold


def ask_who(title: str, doubts: Sequence[Doubt]) -> Answer:
    """What a person says; Enter leaves it out."""
    say(title)
    for number, doubt in enumerate(doubts, 1):
        say(f"  {number}  {doubt_sentence(doubt)}")
    say(f"  n  {_('somebody new')}")
    answer = fold(ask(_("Who is it? A number, n, or Enter to leave the row out.")))
    if answer in ("n", "new", "nieuw"):
        return Answer("new")
    if answer.isdecimal() and 0 < int(answer) <= len(doubts):
        return Answer("same", int(answer) - 1)
    return Answer("skip")

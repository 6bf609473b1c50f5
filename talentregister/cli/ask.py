"""
Questions: asked on stderr, answered on stdin, and only when somebody sits there.

Enter skips a question; the end of the input skips the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from talentregister.cli.output import fitted, safe
from talentregister.errors import Candidate
from talentregister.language.i18n import gettext as _
from talentregister.model import tokens


def ask(question: str) -> str:
    """The answer to `question`, trimmed; empty when it was skipped."""
    sys.stderr.write(f"{fitted(question)} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def confirm(question: str) -> bool:
    """Whether the answer is a yes; Enter is a no."""
    answer = ask(question + " " + _("[y/N]"))
    return bool(answer) and answer.casefold() in ("y", "j", *tokens.WORDS["yes_no"]["yes"], "yes")


def choose(question: str, candidates: Sequence[Candidate]) -> int | None:
    """The place of the candidate that was chosen by number or id; None when none was."""
    sys.stderr.write(f"{fitted(question)}\n")
    for number, candidate in enumerate(candidates, 1):
        sys.stderr.write(f"  {number}  {safe(candidate.shown)} ({candidate.id})\n")
    answer = ask(_("Which one? Enter: none."))
    for place, candidate in enumerate(candidates):
        if answer in (str(place + 1), candidate.id):
            return place
    return None

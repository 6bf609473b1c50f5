"""What an initiative asks in one breath, taken apart: "kok, gastvrouw, iemand die ophaalt"."""

from __future__ import annotations

import re

from talentregister.matching.hours import clauses_of, runs
from talentregister.matching.rules import rules, wishing

# A comma between two asks; not the one in "2,5 uur", nor one between brackets.
COMMA = re.compile(r"(?:(?<!\d),\s*|,\s+)(?![^()]*\))")
# "Naaimachine. Ook iemand achter de koffie": what begins anew is asked anew.
SENTENCE = re.compile(r"(?<=\w{3})[.!?]\s+(?=[A-Z])")


def asks_in(text: str) -> list[str]:
    """
    The asks of every sentence, and those that stand between commas.

    What only adds to the one before it in the sentence stays with it.
    """
    return [ask for sentence in SENTENCE.split(text) for ask in between_commas(sentence)]


def between_commas(sentence: str) -> list[str]:
    """The asks of one sentence."""
    asks: list[str] = []
    for part in COMMA.split(sentence):
        if asks and adds(part):
            asks[-1] = f"{asks[-1]}, {part}"
        elif part.strip():
            asks.append(part)
    return asks


def adds(part: str) -> bool:
    """Whether a part says more of the ask before it: "liefst Turks", "di en do", "2 uur"."""
    words = next((words for _, words in clauses_of(part)), [])
    if not words or words[0][0].isdigit():
        return True
    a_time = any(run.start == 0 for run in runs(words))
    if a_time or words[0] in wishing().adding or wishing().being.issuperset(words):
        return True
    return not rules().either.isdisjoint(words)

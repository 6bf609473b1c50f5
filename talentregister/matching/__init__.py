"""
Who suits what, and why: pure functions of the records and a day.

`Knowledge` is what the program knows of words (thesaurus, roles, a dictionary);
`match`, `match_words` and `match_all` answer from it, `explain` shows the sum.
Reasons leave as codes and parameters; whoever shows them makes the sentence.
"""

from talentregister.matching.answers import (
    DIRECTIONS,
    explain,
    match,
    match_all,
    match_words,
)
from talentregister.matching.knowledge import Knowledge
from talentregister.matching.values import (
    Answer,
    AskResult,
    AskSum,
    Band,
    Caution,
    Direction,
    Evidence,
    Explanation,
    How,
    Match,
    NeedSum,
    Piece,
    Reason,
)

__all__ = [
    "DIRECTIONS",
    "Answer",
    "AskResult",
    "AskSum",
    "Band",
    "Caution",
    "Direction",
    "Evidence",
    "Explanation",
    "How",
    "Knowledge",
    "Match",
    "NeedSum",
    "Piece",
    "Reason",
    "explain",
    "match",
    "match_all",
    "match_words",
]

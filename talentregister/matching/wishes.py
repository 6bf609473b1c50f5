"""A wish parted into what somebody would give and what he would receive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from talentregister.matching.rules import Wishing, rules, wishing
from talentregister.matching.words import tokens

# A full stop that ends a sentence, not one inside "v.d." or "20.000".
SENTENCE = re.compile(r"(?<=\w{3})[.](?=\s|$)|[!?\n]")
GIVES = "geven"
# So far behind "voor" may those stand for whom it is: "voor oude zieke mensen".
REACH = 3
# "De kinderen" of whoever speaks are his own.
OWN = frozenset({("de", "kinderen"), ("de", "kids"), ("the", "kids"), ("the", "children")})


class Wished(NamedTuple):
    """A wish: what one would give, would receive, and would be rid of; each may be empty."""

    give: str
    receive: str
    rid: str


def wished(text: str) -> Wished:
    """
    Part a wish, sentence by sentence; what is not clearly giving is receiving.

    What only seems to be giving is both: somebody may do it with her, or for her. Of what
    somebody would be rid of ("wil van het koken af") it is neither.
    """
    rule, give, receive, rid = wishing(), [], [], []
    for sentence in SENTENCE.split(text):
        keys = [token.key for token in tokens(sentence)]
        plain = rules().plain(keys)
        if rule.rid.places(plain) and not rules().yes.places(plain):  # but "stoppen met roken"
            rid.append(sentence.strip())
            continue
        if not keys:
            continue
        asks = bool(rule.receive.places(keys))
        gives = bool(rule.give.places(keys)) and not asks
        seems = not gives and not asks and seems_given(keys, rule)
        both = seems or bool(rule.both.places(keys))
        if gives or both:
            give.append(sentence.strip())
        if not gives or both:
            receive.append(sentence.strip())
    return Wished(". ".join(give), ". ".join(receive), ". ".join(rid))


def seems_given(keys: Sequence[str], rule: Wishing) -> bool:
    """Whether it seems to be something to do, for others or where many come."""
    sought = () if GIVES in keys else rule.sought
    if any(reaches(keys, words, others, sought) for words, others in rule.towards):
        return True
    return bool(rule.might.places(rules().plain(keys)))


def reaches(
    keys: Sequence[str], words: frozenset[str], others: frozenset[str], sought: tuple[str, ...]
) -> bool:
    """
    Whether one of `others` stands shortly behind one of `words`, and is not one's own.

    Right behind what is `sought` it says for whom that is to be.
    """
    for at, key in enumerate(keys):
        if key in words and not (at and keys[at - 1].endswith(sought)):
            for before, behind in pairwise(keys[at : at + 1 + REACH]):
                if behind in rules().whose or (before, behind) in OWN:
                    break
                if behind in others:
                    return True
    return False

"""
How well those of whom a role makes one think meet a need for it.

Found when the words are compiled: taking a role apart costs more than all else that is asked
about it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from talentregister.matching.compiled import Concept, Item, Named, Role
from talentregister.matching.roles import Tier
from talentregister.matching.values import How, Meets, Suited, Way

# Whom an experienced worker calls first, whom she might; and what a concept that an
# item of a role names adds for others of that concept.
TIER_MEETS: Mapping[Tier, float] = {"first": 0.8, "maybe": 0.4}
JOB_MEETS: Mapping[Tier, float] = {"first": 0.75, "maybe": 0.5}
LEAD_MEETS: Mapping[Tier, float] = {"first": 0.6, "maybe": 0.4}
GENERAL = 0.9
CALL_MEETS: Mapping[Tier, float] = {"first": 0.65, "maybe": 0.3}
CALL_GENERAL = 0.7
# Who is named for everything (a teacher, a grandmother) says less about each.
COMMON_FROM, COMMON_SHARE = 3, 0.1


def suited(number: int, role: Role, concepts: Sequence[Concept], items: Sequence[Named]) -> Suited:
    """Who meets a need for a role, and who only seems to."""
    features: dict[int | str, Meets] = {}
    seems: list[int | str] = []
    for place, item in enumerate(role.items):
        if item.tier == "seems":
            seems.append(-1 - item.item)
            continue
        named = items[item.item]
        value = worth(item, role)[item.tier] * spread(named.often)
        job = item.sort == "job"
        how: How = "job" if job and role.call else "role"
        features[-1 - item.item] = Meets(value, how, number, place, "job" if job else "named")
        way: Way = "job" if job else "general"
        for concept, weight in named.concepts:
            if not generalises(item, role, concepts[concept]):
                continue
            general = Meets(value * weight * generality(item, role), "role", number, place, way)
            if concept not in features or features[concept].value < general.value:
                features[concept] = general
    return Suited(features, frozenset(seems))


def worth(item: Item, role: Role) -> Mapping[Tier, float]:
    """How well somebody meets a need, by where and how surely it is written."""
    if item.sort != "person":
        return JOB_MEETS if item.sort == "job" else LEAD_MEETS
    return CALL_MEETS if role.call else TIER_MEETS


def spread(often: int) -> float:
    """What an item keeps that is named in so many roles."""
    return 1.0 - COMMON_SHARE * math.log(max(often, COMMON_FROM) / COMMON_FROM)


def generality(item: Item, role: Role) -> float:
    """What others of a concept are worth that an item names."""
    if item.sort == "lead":
        return 1.0
    return CALL_GENERAL if role.call else GENERAL


def generalises(item: Item, role: Role, concept: Concept) -> bool:
    """
    Whether an item of a role that names a concept stands for all of that concept.

    Somebody called for a concept brings no manner along: not everybody who is
    patient teaches swimming.
    """
    return not (concept.soft and role.call and item.sort != "lead")

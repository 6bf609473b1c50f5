"""From the sum to what is said: reasons, cautions, and the whole account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from talentregister.matching.compiled import Compiled
from talentregister.matching.needs import READABLE, Need
from talentregister.matching.reading import Feature
from talentregister.matching.rules import private
from talentregister.matching.score import Met, Sum, overlap
from talentregister.matching.supply import Profile, Said
from talentregister.matching.values import (
    AskSum,
    Caution,
    Evidence,
    How,
    Meets,
    NeedSum,
    Piece,
    Reason,
)
from talentregister.matching.words import keys

MOST = 3
# What is so much weaker than the strongest reason is left to `--why`: read aloud, it makes one
# doubt the strong one too.
TOLD = 0.5
ORDER: dict[How, int] = {"same": 0, "form": 1, "compound": 2, "repaired": 3}


def reasons(sums: Iterable[Sum], profile: Profile, compiled: Compiled) -> tuple[Reason, ...]:
    """
    At most three reasons, the strongest first, none with the same words twice.

    What a role knows of the same words ("kent alle kinderen") goes with the reason
    that stands there already, when it was asked in the same words.
    """
    mets = [m for s in sums for m in s.mets if m.said is not None and m.value > 0]
    # What only resembles the ask is told when there is nothing else to tell.
    mets = [m for m in mets if not m.need.alike] or mets
    mets = [m for m in mets if not unspoken(m.said, profile)] or mets
    least = TOLD * max(m.value for m in mets)
    found: list[Reason] = []
    used: list[Said] = []
    for met in sorted(mets, key=lambda m: -m.value):
        assert met.said is not None
        assert met.meets is not None
        told = reason(met.need, met.said, met.meets, profile, compiled)
        place = next((i for i, other in enumerate(used) if overlap(met.said, other)), None)
        if place is None and met.value >= least:
            used.append(met.said)
            found.append(told)
        elif place is not None and adds(told, found[place]):
            found[place] = msgspec.structs.replace(found[place], role_reason=told.role_reason)
    return tuple(found[:MOST])


def unspoken(said: Said | None, profile: Profile) -> bool:
    """Whether it tells what somebody is going through: a widower is not read aloud as one."""
    if said is None:
        return False
    text = profile.sources[said.source].text[said.found.start : said.found.end]
    return not private().isdisjoint(keys(text))


def adds(other: Reason, told: Reason) -> bool:
    """Whether another reason knows why, about the same that is asked, where this one does not."""
    same = other.wants in told.wants or told.wants in other.wants
    return same and bool(other.role_reason) and not told.role_reason


def reason(need: Need, said: Said, meets: Meets, profile: Profile, compiled: Compiled) -> Reason:
    """How one need and one piece of evidence meet."""
    label_id, label_nl, label_en = labels(need, said, meets, compiled)
    role_reason = ""
    if meets.item >= 0:
        item = compiled.roles[meets.role].items[meets.item]
        # Why one calls a boy off the farm need not be true of whoever else has a farm's concept.
        role_reason = item.reason if said.found.feature == -1 - item.item else ""
    return Reason(
        wants=need.words,
        offers="" if unspoken(said, profile) else quoted(said, profile),
        how=how(said, meets, compiled),
        concept=label_id,
        label_nl=label_nl,
        label_en=label_en,
        read_as=said.found.read_as,
        wants_read_as=need.read_as,
        role_reason=role_reason,
        alike=bool(need.alike),
    )


def labels(need: Need, said: Said, meets: Meets, compiled: Compiled) -> tuple[str, str, str]:
    """The concept (or role) both meet in."""
    if meets.role >= 0:
        role = compiled.roles[meets.role]
        return role.id, role.label_nl, role.label_en
    feature = said.found.feature
    number = feature if isinstance(feature, int) else named(need)
    if number < 0:
        return "", "", ""
    concept = compiled.concepts[number]
    return concept.id, concept.label_nl, concept.label_en


def named(need: Need) -> int:
    """The concept a need names; below zero when it names none."""
    return min((f for f in need.core if isinstance(f, int) and f >= 0), default=-1)


def how(said: Said, meets: Meets, compiled: Compiled) -> How:
    """The step that makes or breaks the link."""
    found = said.found
    if isinstance(found.feature, str):
        return max(meets.how, found.how, key=lambda h: ORDER.get(h, 0))
    if meets.how != "concept":
        return meets.how
    if found.term >= 0 and compiled.terms[found.term].kind == "job":
        return "job"
    return found.how if found.how in ("repaired", "compound") else "concept"


def quoted(said: Said, profile: Profile) -> str:
    """The resident's own words, as typed: the clause when it is short, else the words."""
    text = profile.sources[said.source].text
    start, end = profile.heard.clause_of(said)
    if end - start <= READABLE:
        return text[start:end]
    return text[said.found.start : said.found.end]


def cautions(sums: Iterable[Sum], profile: Profile) -> list[Caution]:
    """What the worker should know before she calls."""
    found: dict[Caution, None] = {}
    for met in (m for s in sums for m in s.mets):
        if met.denial is not None:
            found[Caution(code="says_no", text=met.denial.text)] = None
        if met.said is None:
            continue
        source = profile.sources[met.said.source]
        if source.piece.kind == "loves" and source.will_show == "maybe":
            found[Caution(code="will_show_maybe", text=source.piece.text)] = None
        if met.said.found.low:
            found[Caution(code="low_level", text=quoted(met.said, profile))] = None
    return list(found)


def account(
    ask: Piece,
    total: Sum,
    profile: Profile,
    compiled: Compiled,
    known_by: Callable[[Mapping[Feature, Meets]], int],
) -> AskSum:
    """One ask with every need, weight and evidence."""
    needs = tuple(need_sum(m, profile, compiled, known_by(m.need.features)) for m in total.mets)
    ways = {way: round(sure, 4) for way, sure in sorted(total.ways.items(), key=lambda w: -w[1])}
    return AskSum(ask=ask, score=round(total.score, 4), ways=ways, needs=needs)


def need_sum(met: Met, profile: Profile, compiled: Compiled, known_by: int) -> NeedSum:
    """One need with the evidence for it, best first."""
    pairs = [
        (meets.value * said.value, meets, said)
        for feature, meets in met.need.features.items()
        for said in profile.heard.said.get(feature, ())
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[2].source, pair[2].found.start))
    concept = named(met.need)
    return NeedSum(
        words=met.need.words,
        concept=compiled.concepts[concept].id if concept >= 0 else "",
        weight=round(met.weight, 4),
        known_by=known_by,
        source=written(met.need.term, compiled),
        denied=round(met.denial.value, 4) if met.denial else 0.0,
        value=round(met.value, 4),
        evidence=tuple(evidence(met.need, m, s, profile, compiled) for _, m, s in pairs[:MOST]),
    )


def evidence(
    need: Need, meets: Meets, said: Said, profile: Profile, compiled: Compiled
) -> Evidence:
    """One piece of evidence with its source in the thesaurus or the roles."""
    told = reason(need, said, meets, profile, compiled)
    return Evidence(
        offers=profile.sources[said.source].piece,
        words=profile.sources[said.source].text[said.found.start : said.found.end],
        how=told.how,
        concept=told.concept,
        meets=round(meets.value, 4),
        weight=round(said.value, 4),
        source=sources(role_source(meets, compiled), written(said.found.term, compiled)),
        read_as=told.read_as,
        role_reason=told.role_reason,
    )


def sources(*places: str) -> str:
    """Every line that had a part in it, each once."""
    return "; ".join(dict.fromkeys(filter(None, places)))


def written(term: int, compiled: Compiled) -> str:
    """The file, line and text of a term; empty for a word that is no term."""
    if term < 0:
        return ""
    found = compiled.terms[term]
    return f"{found.file}:{found.line} {found.text}"


def role_source(meets: Meets, compiled: Compiled) -> str:
    """The file and line that say a role makes one think of somebody."""
    if meets.item < 0:
        return ""
    role = compiled.roles[meets.role]
    item = role.items[meets.item]
    return f"{item.file}:{item.line} {role.id}: {compiled.items[item.item].text}"

"""An ask taken apart into needs: what would meet it, and how well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from talentregister.matching.alike import resembled
from talentregister.matching.analysis import Analyst
from talentregister.matching.compiled import Compiled
from talentregister.matching.reading import Feature, Found, Reading, read
from talentregister.matching.rules import wishing
from talentregister.matching.values import How, Meets, Suited, Way
from talentregister.matching.words import tokens
from talentregister.matching.worlds import World, together

SOFT_BESIDE, SOFT_ALONE = 0.35, 0.75
WORD_BESIDE, WORD_ALONE = 0.35, 0.8
# What a place weighs, beside what is asked there.
WHERE = 0.5
WEAK = 0.5
SUBSUMES = 0.8
# Whom she calls when something alike was asked: less than near, see score.NEAR.
ALIKE = 0.44
# Longer texts are not read aloud whole.
READABLE = 60
WAYS: Mapping[How, Way] = {"narrower": "narrower", "broader": "broader", "related": "related"}

# Concepts and roles of which it is remembered what meets them: both are asked for often.
KEPT = 1024


class Need(NamedTuple):
    """One need: the asker's words, what they weigh, and what would meet them."""

    words: str
    base: float
    features: Mapping[Feature, Meets]
    core: frozenset[Feature]
    term: int
    role: int
    seems: frozenset[Feature]
    read_as: str = ""
    # For what one has or has not: all of that kind.
    condition: frozenset[int] = frozenset()
    # The roles it only resembles, with what is shared.
    alike: tuple[tuple[float, int], ...] = ()

    @property
    def worded(self) -> bool:
        """Whether it stands in the asker's own words, and is not for whom a worker would call."""
        return self.role < 0 and not self.alike

    def plain(self) -> Need:
        """The need for the thing itself: whom a worker would call has no part in it."""
        features = {f: meets for f, meets in self.features.items() if meets.role < 0}
        return self._replace(features=features)


def world_of(need: Need, compiled: Compiled) -> World:
    """Which world a need belongs to."""
    if need.role >= 0:
        return together([(1.0, compiled.role_world(need.role))])
    if need.alike:
        return together((share, compiled.role_world(role)) for share, role in need.alike)
    return together((1.0, compiled.world(feature)) for feature in need.core)


class Ask(NamedTuple):
    """A text that asks, as needs."""

    needs: tuple[Need, ...]
    reading: Reading


def asked(text: str, analyst: Analyst) -> Ask:
    """The needs of an ask by its own words and whom a worker would call for them."""
    reading = read(text, analyst, ("concept", "asked"), asking=True)
    compiled = analyst.compiled
    concepts, roles, words = sorted_out(reading, compiled)
    where = said_where((*concepts, *roles), reading.text, compiled)
    concepts, roles = (
        [one._replace(weight=one.weight * WHERE) if one.start in where else one for one in found]
        for found in (concepts, roles)
    )
    needs = subsumed(concept_needs(concepts, reading, compiled), compiled)
    hard = any(not compiled.concepts[c].soft for n in needs for c in concepts_of(n))
    needs = [n._replace(base=n.base * softness(n, hard, compiled)) for n in needs]
    made_roles = [role_need(found, reading, compiled) for found in roles]
    beside = bool(needs or made_roles)
    taken = {(f.start, f.end) for f in (*concepts, *roles)}
    loose = word_needs(words, taken, reading, WORD_BESIDE if beside else WORD_ALONE)
    return Ask((*made_roles, *needs, *loose), reading)


def sorted_out(
    reading: Reading, compiled: Compiled
) -> tuple[list[Found], list[Found], list[Found]]:
    """What an ask says: concepts, roles, and words alone."""
    concepts, roles, words = [], [], []
    for found in reading.found:
        if found.term < 0:
            words.append(found)
        elif not reading.keys.isdisjoint(compiled.terms[found.term].cues):
            continue  # a cue stands by: it means something else here
        elif compiled.terms[found.term].kind == "asked":
            roles.append(found)
        else:
            concepts.append(found)
    return concepts, longest(roles), words


def said_where(found: Sequence[Found], text: str, compiled: Compiled) -> set[int]:
    """
    Where terms begin that only tell where it is: "koffie schenken in het buurthuis".

    They stand behind words for it, and behind what is asked.
    """
    asked_first = min((one.start for one in found if is_subject(one, compiled)), default=len(text))
    rule, row = wishing(), tokens(text)
    behind = set()
    for at, token in enumerate(row):
        before = [one.key for one in row[max(0, at - 3) : at]]
        article = next((n for n, key in enumerate(before) if key in rule.articles), None)
        if article and before[article - 1] in rule.where:
            behind.add(token.start)
    return {one.start for one in found if one.start > asked_first and one.start in behind}


def is_subject(found: Found, compiled: Compiled) -> bool:
    """Whether a term may be what is asked, and is no target group or manner."""
    feature = found.feature
    assert isinstance(feature, int)
    return feature < 0 or not compiled.concepts[feature].soft


def longest(roles: list[Found]) -> list[Found]:
    """The roles asked for, without those that a longer way of asking holds."""
    best: dict[Feature, Found] = {}
    for found in roles:
        wider = [
            o
            for o in roles
            if o.start <= found.start
            and o.end >= found.end
            and o.end - o.start > found.end - found.start
        ]
        if not wider:
            best.setdefault(found.feature, found)
    return list(best.values())


def concept_needs(found: Iterable[Found], reading: Reading, compiled: Compiled) -> list[Need]:
    """One need for each stretch of words that names concepts; equal needs are one."""
    spans: dict[tuple[int, int], list[Found]] = {}
    for one in found:
        spans.setdefault((one.start, one.end), []).append(one)
    needs: dict[frozenset[Feature], Need] = {}
    for (start, end), senses in spans.items():
        need = concept_need(reading.text[start:end], senses, compiled)
        held = needs.get(need.core)
        if held is None or held.base < need.base:
            needs[need.core] = need
    literal: dict[tuple[int, int], list[Found]] = {}
    for one in reading.found:
        if one.term < 0:
            literal.setdefault((one.start, one.end), []).append(one)
    return [with_words(need, literal, reading.text) for need in needs.values()]


def concept_need(words: str, senses: list[Found], compiled: Compiled) -> Need:
    """A need for any of the concepts some words may name."""
    features: dict[Feature, Meets] = {}
    for sense in senses:
        assert isinstance(sense.feature, int)
        for other, meets in concept_features(sense.feature, compiled).items():
            if other not in features or features[other].value < meets.value:
                features[other] = meets
    best = max(senses, key=lambda s: base_of(s, compiled))
    core = frozenset(sense.feature for sense in senses)
    base = base_of(best, compiled)
    calls = {compiled.concepts[number].call for number in core if isinstance(number, int)}
    seems = frozenset(f for call in calls if call >= 0 for f in suited(call, compiled).seems)
    plainly = compiled.terms[best.term].weight == 1.0  # "uit Marokko" tells it only perhaps
    condition = compiled.conditions if plainly and core <= compiled.conditions else frozenset()
    return Need(words, base, features, core, best.term, -1, seems, best.read_as, condition)


Made = TypeVar("Made")


def remembered(make: Callable[[int, Compiled], Made]) -> Callable[[int, Compiled], Made]:
    """The same, made once for a number, as long as the compiled words are there."""
    made: WeakKeyDictionary[Compiled, dict[int, Made]] = WeakKeyDictionary()

    @wraps(make)
    def found(number: int, compiled: Compiled) -> Made:
        own = made.setdefault(compiled, {})
        if number not in own:
            if len(own) >= KEPT:
                own.clear()
            own[number] = make(number, compiled)
        return own[number]

    return found


@remembered
def concept_features(number: int, compiled: Compiled) -> Mapping[Feature, Meets]:
    """What meets a need for a concept, and how well: what lies near it, and whom to call."""
    concept = compiled.concepts[number]
    features: dict[Feature, Meets] = {
        other: Meets(value, how, way=WAYS.get(how, "itself")) for other, value, how in concept.reach
    }
    if concept.call >= 0:
        for feature, meets in suited(concept.call, compiled).meets.items():
            if feature not in features or features[feature].value < meets.value:
                features[feature] = meets
    return features


def base_of(sense: Found, compiled: Compiled) -> float:
    """What a word that names a concept weighs: a job that is asked for counts in full."""
    term = compiled.terms[sense.term]
    return sense.weight / term.weight if term.kind == "job" else sense.weight


def with_words(need: Need, literal: Mapping[tuple[int, int], list[Found]], text: str) -> Need:
    """A need that the very same words meet best of all."""
    features = dict(need.features)
    core = set(need.core)
    for (start, end), found in literal.items():
        if text[start:end] == need.words:
            for one in found:
                if one.how in ("same", "form", "repaired"):
                    features[one.feature] = Meets(one.weight, one.how)
                    core.add(one.feature)
    return need._replace(features=features, core=frozenset(core))


def concepts_of(need: Need) -> list[int]:
    """The concepts a need names."""
    return [f for f in need.core if isinstance(f, int) and f >= 0]


def subsumed(needs: list[Need], compiled: Compiled) -> list[Need]:
    """The needs without those that are only a wider name for another: *tolk* Arabisch."""
    return [need for need in needs if not any(narrower(o, need, compiled) for o in needs)]


def narrower(one: Need, other: Need, compiled: Compiled) -> bool:
    """Whether one need is a narrower name for another, and hardly less sure."""
    above = {a for c in concepts_of(one) for a in compiled.concepts[c].ancestors}
    return one.base >= SUBSUMES * other.base and above.issuperset(concepts_of(other))


def softness(need: Need, hard: bool, compiled: Compiled) -> float:
    """A target group or a manner says little beside a subject."""
    if any(not compiled.concepts[c].soft for c in concepts_of(need)):
        return 1.0
    return SOFT_BESIDE if hard else SOFT_ALONE


def role_need(found: Found, reading: Reading, compiled: Compiled) -> Need:
    """A need for somebody whom an experienced worker would call."""
    assert isinstance(found.feature, int)
    number = -1 - found.feature
    features, seems = suited(number, compiled)
    words = reading.text[found.start : found.end]
    core = frozenset(f for f in features if isinstance(f, int) and f < 0)
    return Need(words, found.weight, features, core, found.term, number, seems, found.read_as)


@remembered
def suited(number: int, compiled: Compiled) -> Suited:
    """Who is called for a role."""
    return compiled.suited(number)


def with_alike(ask: Ask, analyst: Analyst) -> Ask:
    """An ask with a need for those who are called when something alike is asked, if any are."""
    features: dict[Feature, Meets] = {}
    alike = tuple(resembled(ask.reading, analyst))
    for share, number in alike:
        for feature, meets in suited(number, analyst.compiled).meets.items():
            value = ALIKE * share * meets.value
            held = features.get(feature)
            better = meets if held is None or value > held.value else held
            if held is not None:
                value = ALIKE - (ALIKE - value) * (ALIKE - held.value) / ALIKE
            features[feature] = Meets(value, "role", better.role, better.item, "alike")
    if not features:
        return ask
    core = frozenset(f for f in features if isinstance(f, int) and f < 0)
    words = read_aloud(ask.reading)
    need = Need(words, 1.0, features, core, -1, -1, frozenset(), alike=alike)
    return ask._replace(needs=(*ask.needs, need))


def read_aloud(reading: Reading) -> str:
    """A text, or the first clause of a long one."""
    first = reading.clauses[0]
    whole = len(reading.text) <= READABLE
    return reading.text if whole else reading.text[first.start : first.end]


def word_needs(
    found: Iterable[Found], taken: set[tuple[int, int]], reading: Reading, base: float
) -> list[Need]:
    """Needs for words the thesaurus does not know."""
    spans: dict[tuple[int, int], dict[Feature, Meets]] = {}
    read_as: dict[tuple[int, int], str] = {}
    for one in found:
        place = (one.start, one.end)
        if not any(start <= one.start and one.end <= end for start, end in taken):
            spans.setdefault(place, {}).setdefault(one.feature, Meets(one.weight, one.how))
            read_as[place] = one.read_as
    return [
        Need(
            reading.text[place[0] : place[1]], base, features, frozenset(features), -1, -1,
            frozenset(), read_as[place],
        )
        for place, features in spans.items()
    ]  # fmt: skip

"""What a clause says about its words: yes, no, half, somebody else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from talentregister.matching.rules import Place, Rules, doing, naming, rules
from talentregister.matching.words import BREAK, Token, tokens

OPENED = "("
SENTENCE_END = frozenset(".!\n\r•·*")
OTHERS = 0.1
PASSIVE = frozenset({"wordt", "worden", "werd", "is", "was"})
LOW = 0.5
# What a no to some of it ("geen agressieve honden") says of all of it.
PARTLY = 0.2
# Of so many words is a clause that does not say more than what it is about: "ramen lappen".
SHORT = 2


class Clause(NamedTuple):
    """
    A stretch of text that says one thing, with its words and what it says of them.

    `refusal` is what its no counts for: less when it is to some of what is named.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    denied: frozenset[int]
    weight: float
    low: bool
    refusal: float = 1.0

    @property
    def keys(self) -> list[str]:
        """The keys of its words."""
        return [token.key for token in self.tokens]


class Row(NamedTuple):
    """
    The words of a clause, and the signs that part it from the one before; none at a turn.

    It is `theirs` when it tells of those it names: "mensen die geen Nederlands spreken".
    """

    mark: str
    tokens: tuple[Token, ...]
    theirs: bool = False

    @property
    def keys(self) -> list[str]:
        """The keys of its words."""
        return [token.key for token in self.tokens]


class No(NamedTuple):
    """Which words of a clause are said no to, and whether it names nothing itself."""

    words: frozenset[int]
    empty: bool = False


NOTHING = No(frozenset())


def clauses(text: str, *, asking: bool = False) -> list[Clause]:
    """
    The clauses of `text`, with what each says.

    In an ask nothing is denied and nobody else is spoken of: "snapt er niks
    van" and "mijn zoon wil gitaarles" are the request itself.
    """
    if asking:
        parts = [
            turned for row in marked(text) for turned in cut(row, turns(row, rules()), rules())
        ]
        return [Clause(*span(row, row), row.tokens, frozenset(), 1.0, False) for row in parts]
    parts = parted(text, rules())
    denials = carried(parts, [said_no(row, rules()) for row in parts], rules())
    said: list[tuple[float, bool]] = []
    for row in parts:
        weight, low = weighed(row.tokens, rules())
        if OPENED in row.mark and said:  # "mn moeder (81)"
            weight = min(weight, said[-1][0])
        if said and kept_by(row, parts[len(said) - 1], rules()):
            weight = OTHERS
        said.append((weight, low))
    return [
        Clause(*span(row, parts[by]), row.tokens, no, *how, refusal(row.keys, rules()))
        for row, how, (no, by) in zip(parts, said, denials, strict=True)
    ]


def span(row: Row, said: Row) -> tuple[int, int]:
    """From where to where a clause is quoted: with the clause that says no to it."""
    first, last = sorted((row, said), key=lambda one: one.tokens[0].start)
    return first.tokens[0].start, last.tokens[-1].end


# --- where a clause begins ---------------------------------------------------------


def parted(text: str, rule: Rules) -> list[Row]:
    """
    The words of `text`, clause by clause; a turn ("maar") begins a new one.

    Where a no is said, so does "en kan" or "want": what is said behind it, is said anew.
    """
    found = []
    for row in marked(text):
        at = turns(row, rule)
        if not rule.nos.isdisjoint(row.keys):
            keys = rule.plain(row.keys)
            at |= joins(keys, rule)
            at = at and at - within(keys, rule)
        found.extend(cut(row, at, rule))
    return found


def marked(text: str) -> list[Row]:
    """The words of `text` between its signs."""
    marks = [(mark.start(), mark.group()) for mark in BREAK.finditer(text)]
    rows: list[Row] = []
    current: list[Token] = []
    at, signs = 0, ""
    for token in tokens(text):
        while at < len(marks) and marks[at][0] < token.start:
            place, sign = marks[at]
            at += 1
            if current and shortened(current[-1], place, sign):
                continue
            if current:
                rows.append(Row(signs, tuple(current)))
                current, signs = [], ""
            signs += sign
        current.append(token)
    return [*rows, Row(signs, tuple(current))] if current else rows


def shortened(last: Token, place: int, sign: str) -> bool:
    """Whether a full stop only shortens the title or the name before it: mw. J. Bakker."""
    rule = naming()
    letter = len(last.key) == 1 and last.key.isalpha() and last.key not in rule.proper
    return sign == "." and last.end == place and (letter or last.key in rule.short)


def turns(row: Row, rule: Rules) -> frozenset[int]:
    """Where a row turns away from what it said."""
    keys = row.keys
    if rule.turn.isdisjoint(keys):
        return frozenset()
    return frozenset(i for i, key in enumerate(keys) if key in rule.turn)


def joins(keys: Sequence[str], rule: Rules) -> frozenset[int]:
    """Where a row that says no somewhere goes on to something new, to its reason or its if."""
    places = [*rule.joined.places(keys), *rule.reason.places(keys)]
    joined = {place.start for place in places}
    return frozenset(i for i in range(1, len(keys)) if i in joined or anew(keys, i, rule))


def anew(keys: Sequence[str], at: int, rule: Rules) -> bool:
    """Whether a new thought begins here, by the words around it."""
    key = keys[at]
    if key == "en":  # "en fietst graag", not "groente en fruit": a verb, with something behind it
        return at + 2 < len(keys) and keys[at + 1].endswith("t")
    if key in rule.if_:  # "fietst als het niet regent", not "werkt niet als kok"
        return not rule.negators.isdisjoint(keys[at:])
    if key in rule.negators:  # "kan wel lezen niet schrijven"
        return "wel" in keys[:at] and any(names(key, rule) for key in keys[keys.index("wel") : at])
    said = key in rule.relative and not rule.negators.isdisjoint(keys[at:])
    return said and related(keys[at - 1], rule)


def related(before: str, rule: Rules) -> bool:
    """Whether "die" speaks of the word before it: "mensen die", not "met die handen"."""
    return before in rule.people or (names(before, rule) and not before.endswith("t"))


def names(key: str, rule: Rules) -> bool:
    """Whether a word may carry what a text is about."""
    return key not in rule.silent and key not in rule.light


def within(keys: Sequence[str], rule: Rules) -> frozenset[int]:
    """The places inside a phrase of the rules: "het wel gehad" does not turn."""
    lists = (rule.not_, rule.no, rule.yes)
    places = (place for phrases in lists for place in phrases.places(keys))
    return frozenset(i for place in places for i in range(place.start + 1, place.end))


def cut(row: Row, at: Collection[int], rule: Rules) -> list[Row]:
    """A row, cut in front of these places."""
    if not at:
        return [row]
    edges = sorted({0, *at, len(row.tokens)})
    first, *rest = (row.tokens[a:b] for a, b in pairwise(edges))
    return [
        Row(row.mark, first),
        *(Row("", words, words[0].key in rule.theirs) for words in rest),
    ]


# --- what a clause says no to ------------------------------------------------------


def said_no(row: Row, rule: Rules) -> No:
    """What the words of a clause say no to."""
    if row.theirs or rule.nos.isdisjoint(row.keys):
        return NOTHING
    keys = rule.plain(row.keys)
    nos = [phrases.places(keys) for phrases in (rule.not_, rule.no, rule.near)]
    bare = [place for place in rule.bare.places(keys) if empty(keys, [place], rule)]
    excuses = rule.yes.places(keys) + crossed(keys, nos, rule) + planned(keys, rule)
    whole, after, near = (standing(places, excuses) for places in nos)
    words = {i for place in after for i in behind(keys, place.end, rule.stops, rule)}
    words |= {i for place in near for i in behind(keys, place.end, rule.silent, rule)}
    if whole or bare or (after and not words):
        words = set(range(verb_of(keys, whole, rule), len(keys)))
    return No(frozenset(words), bool(words) and empty(keys, [*whole, *after, *bare], rule))


def standing(places: Sequence[Place], excuses: Sequence[Place]) -> list[Place]:
    """The places of a no that are no part of an excuse of at least its length."""
    return [
        place
        for place in places
        if not any(place.meets(excuse) and excuse.words >= place.words for excuse in excuses)
    ]


def verb_of(keys: Sequence[str], nos: Sequence[Place], rule: Rules) -> int:
    """Where a no begins that leaves the verb before it standing: "kookt niet voor groepen"."""
    if len(nos) != 1 or not nos[0].start or nos[0].end >= len(keys) - 1:
        return 0
    verb, after = keys[nos[0].start - 1], keys[nos[0].end]
    said = verb.endswith("t") and names(verb, rule) and verb not in rule.courtesy
    spared = said and after in rule.manner
    return nos[0].start if spared else 0


def crossed(keys: Sequence[str], nos: Sequence[list[Place]], rule: Rules) -> list[Place]:
    """Where a plain no stands in front of another no: "niet bang voor", "niet zo bang voor"."""
    plain = [i for i, key in enumerate(keys) if key in rule.negators]
    return [
        Place(i, place.end, place.words)
        for places in nos
        for place in places
        if keys[place.start] not in rule.negators
        for i in plain
        if place.start == i + 1 or (place.start == i + 2 and keys[i + 1] in rule.function)
    ]


def planned(keys: Sequence[str], rule: Rules) -> list[Place]:
    """Where a plain no is about when, not about what: "kookt niet op zondag"."""
    if rule.when.isdisjoint(keys) or not rule.ended.isdisjoint(keys):
        return []
    return [Place(i, i + 1, 1) for i, key in enumerate(keys) if key in rule.negators]


def behind(keys: Sequence[str], start: int, stops: frozenset[str], rule: Rules) -> set[int]:
    """The places behind a no, up to a stop; nothing when nothing is named there."""
    named, found = False, set()
    for i in range(start, len(keys)):
        if named and keys[i] in stops:
            break
        found.add(i)
        named = named or names(keys[i], rule)
    return found if any(keys[i] not in rule.silent for i in found) else set()


def refusal(keys: Sequence[str], rule: Rules) -> float:
    """What a no counts for: "geen grote klussen" leaves the small ones."""
    partly = any(a in rule.negators and b in rule.partly for a, b in pairwise(keys))
    return PARTLY if partly else 1.0


def empty(keys: Sequence[str], places: Sequence[Place], rule: Rules) -> bool:
    """Whether a clause that says no names nothing itself: "is verlopen", "nee dank je"."""
    said = {i for place in places for i in range(place.start, place.end)}
    named = (i for i, key in enumerate(keys) if key not in rule.mute and not why(keys, i, rule))
    return rule.when.isdisjoint(keys) and said.issuperset(named)


def why(keys: Sequence[str], at: int, rule: Rules) -> bool:
    """Whether a word tells why somebody may not: "mag niet meer van de knie"."""
    return keys[at] in rule.because and not rule.through.isdisjoint(keys[max(0, at - 2) : at])


# --- what a no says of the clauses around it ---------------------------------------


def carried(
    parts: Sequence[Row], nos: Sequence[No], rule: Rules
) -> list[tuple[frozenset[int], int]]:
    """What is denied in every clause, and which clause says so."""
    found = [(no.words, i) for i, no in enumerate(nos)]
    for i, no in enumerate(nos):
        if not no.words:
            continue
        named = enumerated(parts, nos, i, rule)
        if no.empty and i and not named and looks_back(parts[i - 1], parts[i], rule):
            named = [before(parts, i, rule)]  # "rijbewijs, is ingenomen"
        for k in named:
            found[k] = (frozenset(range(len(parts[k].tokens))), i)
    return found


def before(parts: Sequence[Row], at: int, rule: Rules) -> int:
    """The clause before one, past what tells of the body: "drumde, gehoor kapot, mag niet meer"."""
    back = at - 1
    while back and not rule.because.isdisjoint(parts[back].keys):
        back -= 1
    return back


def looks_back(last: Row, row: Row, rule: Rules) -> bool:
    """Whether a no that names nothing speaks of the clause before it."""
    first = row.tokens[0].key
    ended = SENTENCE_END.intersection(row.mark) and "?" not in row.mark
    if ended and first not in rule.pointing:
        return len(last.tokens) <= SHORT
    reasons = rule.reason.places(rule.plain(row.keys))
    return all(place.start for place in reasons)


def enumerated(parts: Sequence[Row], nos: Sequence[No], at: int, rule: Rules) -> list[int]:
    """The clauses that go on with what a no names: "doet niet: koken, bakken", "geen a, b of c"."""
    opened = nos[at].empty and any(":" in row.mark for row in parts[at + 1 : at + 2])
    opened = opened or speaks_ahead(parts, nos[at], at, rule)
    listed: list[int] = []
    for k in range(at + 1, len(parts)):
        keys = set(parts[k].keys)
        goes_on = parts[k].mark == "," or (opened and not listed)
        willing = nos[k].words or not rule.willing.isdisjoint(keys)
        if not goes_on or willing or len(keys - rule.either) > SHORT:
            break
        listed.append(k)
        if not opened and keys & rule.either:
            return listed
    return listed if opened else []


def speaks_ahead(parts: Sequence[Row], no: No, at: int, rule: Rules) -> bool:
    """Whether a no that names nothing names it behind the comma: "stopt ermee, de breiclub"."""
    begins = at == 0 or not SENTENCE_END.isdisjoint(parts[at].mark)
    last = at + 2 == len(parts) or (
        at + 2 < len(parts) and not SENTENCE_END.isdisjoint(parts[at + 2].mark)
    )
    return no.empty and begins and last and not rule.ahead.isdisjoint(parts[at].keys)


def weighed(row: Sequence[Token], rule: Rules) -> tuple[float, bool]:
    """What a clause counts for, and whether it says "a little"."""
    keys = [token.key for token in row]
    weight = 1.0
    if watched(keys, rule) or (of_another(keys, rule) and not cared_for(keys, rule)):
        weight = OTHERS
    return weight, bool(rule.low.places(keys))


def watched(keys: Sequence[str], rule: Rules) -> bool:
    """Whether it is watched, bought or waited for, and not done for others in the same breath."""
    seen = rule.watching.places(keys)
    done = doing().places(keys) if seen else []
    return bool(seen) and all(any(place.meets(other) for other in seen) for place in done)


def of_another(keys: Sequence[str], rule: Rules) -> bool:
    """Whether a clause begins with somebody else: "haar zoon", not "zoon van een bakker"."""
    at = next((place for place, key in enumerate(keys) if key not in rule.whose), 0)
    behind = [*keys[at + 1 : at + 3], "", ""]
    oneself = behind[0] == "van" and behind[1].isalpha()
    return keys[at] in rule.others and not oneself


def cared_for(keys: Sequence[str], rule: Rules) -> bool:
    """Whether it was done for that other one: "moeder verzorgd", not "moeder wordt verzorgd"."""
    return PASSIVE.isdisjoint(keys) and not rule.cared.isdisjoint(keys)


def kept_by(row: Row, last: Row, rule: Rules) -> bool:
    """Whether a clause tells what keeps somebody at a time: "niet op dinsdag, dan oppas"."""
    if row.tokens[0].key not in rule.meanwhile:
        return False
    return not rule.when.isdisjoint(last.keys) and not rule.negators.isdisjoint(last.keys)

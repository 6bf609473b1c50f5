"""What one text says: which concepts, words and people of roles, where, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from talentregister.matching import rules
from talentregister.matching.analysis import Analyst, Form, Word
from talentregister.matching.compiled import Group, Phrase
from talentregister.matching.polarity import LOW, Clause, clauses
from talentregister.matching.values import How

# What stands in somebody's way is a no, nearly: he may know somebody.
LIMITED = 0.7
# A name is of so many words at most.
FEW = 3
# What is found: a concept (0, 1, …), an item of a role (-1, -2, …), a role that is asked
# (as an item, in the group "asked"), or a word itself.
Feature = int | str
# Whatever is asked, as a limit names it; no word looks so.
ALL_ASKED = "*"
RANK: dict[How, int] = {"same": 0, "form": 1, "compound": 2, "repaired": 3}


class Found(NamedTuple):
    """One thing a text says, and the place where it says so."""

    feature: Feature
    weight: float
    how: How
    start: int
    end: int
    clause: int
    denied: bool
    term: int
    read_as: str
    low: bool


class Span(NamedTuple):
    """A phrase found: its term and the places of its words among the tokens."""

    term: int
    places: tuple[int, ...]
    weight: float
    how: How


class Reading(NamedTuple):
    """All a text says."""

    text: str
    clauses: list[Clause]
    found: list[Found]
    keys: frozenset[str]


def read(
    text: str,
    analyst: Analyst,
    groups: Sequence[Group],
    *,
    asking: bool = False,
) -> Reading:
    """Read `text` for the terms of `groups` and the words themselves."""
    parts = clauses(text, asking=asking)
    found: list[Found] = []
    keys: set[str] = set()
    for number, clause in enumerate(parts):
        words = words_of(clause, text, analyst)
        keys.update(form.key for word in words for form in word.forms)
        reader = ClauseReader(analyst, clause, number, words)
        for group in groups:
            found.extend(reader.terms(group))
        found.extend(reader.literals())
        if not asking:
            found.extend(reader.limited())
    return Reading(text, parts, found, frozenset(keys))


def words_of(clause: Clause, text: str, analyst: Analyst) -> list[Word]:
    """
    The words of a clause.

    Names are no evidence: they are neither repaired nor taken apart. The words of a
    saying mean nothing by themselves.
    """
    words = [analyst.word(token.key) for token in clause.tokens]
    if not (text[1:].islower() or text.isupper()):
        # With the sign behind it: a full stop tells an initial.
        for place in named(words, [text[token.start : token.end + 1] for token in clause.tokens]):
            name = words[place]
            words[place] = name._replace(silent=True, hits={}, literals=(), forms=name.forms[:1])
    for saying in analyst.compiled.sayings.places(clause.keys):
        for place in range(saying.start, saying.end):
            words[place] = words[place]._replace(hits={}, literals=())
    return words


def named(words: Sequence[Word], written: Sequence[str]) -> set[int]:
    """
    The places in a clause of what only has a name.

    It has a capital, and nobody knows it as a word, or it stands behind *mevrouw*,
    *zoon*, *poes*, a first name ("Simon de Wit") or an initial, or behind a *De* with a
    capital of its own ("flat De Vlinder"). Where every word has one, a capital says nothing.
    """
    rule = rules.naming()
    pairs = zip(words, written, strict=True)
    capital = [text[0].isupper() and word.key not in rule.proper for word, text in pairs]
    found = {n for n, word in enumerate(words) if n and capital[n] and word.guessed}
    if all(capital) and len(words) > FEW:
        return found
    for place, word in enumerate(words):
        at = place + 1
        while at < len(words) and words[at].key in rule.particles:
            at += 1
        the = place and capital[place] and word.key in rule.particles
        initial = capital[place] and written[place][1:] == "."
        if the or initial or word.key in rule.titles or place in found:
            while at < len(words) and capital[at]:
                found.add(at)
                at += 1
    return found


class ClauseReader:
    """Reads one clause."""

    def __init__(self, analyst: Analyst, clause: Clause, number: int, words: list[Word]) -> None:
        self._analyst = analyst
        self._compiled = analyst.compiled
        self._clause = clause
        self._number = number
        self._words = words
        self._forms = frozenset(form.key for word in words for form in word.forms)
        self._weight = clause.weight * (LOW if clause.low else 1.0)
        self._used: set[int] = set()

    def terms(self, group: Group) -> Iterator[Found]:
        """The terms of one group: phrases first, then single words they left."""
        spans = self._spans(group)
        used: set[int] = set()
        if group == "concept":
            spans = disjoint(spans) if len(spans) > 1 else spans
            used = self._used = {place for span in spans for place in span.places}
        for span in spans:
            feature = self._compiled.features[span.term]
            weight = span.weight * self._compiled.weights[span.term]
            yield self._made(feature, span.places, weight, span.how, span.term)
        for place, word in enumerate(self._words):
            if place not in used:
                for hit in word.hits.get(group, ()):
                    yield self._made(hit.feature, (place,), hit.weight, hit.how, hit.term)

    def literals(self) -> Iterator[Found]:
        """The words themselves, except those a phrase took."""
        for place, word in enumerate(self._words):
            if place not in self._used:
                for form in word.literals:
                    yield self._made(form.key, (place,), form.weight, form.how, -1)

    def limited(self) -> Iterator[Found]:
        """A no to all that what is said of oneself stands in the way of: a bad back, no licence."""
        clause = self._clause
        start, end = clause.tokens[0].start, clause.tokens[-1].end
        for features, phrases in self._compiled.limits if clause.weight == 1.0 else ():
            if phrases.places(clause.keys):
                for feature in features:
                    yield Found(
                        feature, LIMITED, "concept", start, end, self._number, True, -1, "", False
                    )

    def _made(
        self, feature: Feature, places: tuple[int, ...], weight: float, how: How, term: int
    ) -> Found:
        clause = self._clause
        denied = not clause.denied.isdisjoint(places)
        first, last = places[0], places[-1]
        read_as = self._words[first].read_as
        if first != last and not read_as:
            read_as = next((r for p in places if (r := self._words[p].read_as)), "")
        return Found(
            feature,
            weight * self._weight * (clause.refusal if denied else 1.0),
            how,
            clause.tokens[first].start,
            clause.tokens[last].end,
            self._number,
            denied,
            term,
            read_as,
            clause.low,
        )

    def _spans(self, group: Group) -> list[Span]:
        spans: dict[tuple[int, tuple[int, ...]], Span] = {}
        drawer = f"{group[0]}a"
        for place, word in enumerate(self._words):
            for kind, number in word.anchors:
                if kind == drawer:
                    span = self._phrase(self._compiled.phrases[number], place)
                    if span is not None:
                        spans.setdefault((span.term, span.places), span)
            for term in self._joined(place, f"{group[0]}s"):
                spans.setdefault((term, (place,)), Span(term, (place, place + 1), 1.0, "compound"))
        return list(spans.values())

    def _joined(self, place: int, drawer: str) -> Sequence[int]:
        """Terms that were written apart: zaal voetbal."""
        if place + 1 >= len(self._words):
            return ()
        here, there = self._words[place], self._words[place + 1]
        if here.silent or there.silent:
            return ()
        entries = self._analyst.entries(here.key + there.key)
        return [number for kind, number in entries if kind == drawer]

    def _phrase(self, phrase: Phrase, place: int) -> Span | None:
        if any(self._forms.isdisjoint(accepted) for accepted in phrase.words):
            return None
        if phrase.literal:
            return self._in_a_row(phrase, place)
        first = max(0, place - phrase.reach + 1)
        last = min(len(self._words), place + phrase.reach)
        taken: list[int] = []
        forms: list[Form] = []
        for accepted in phrase.words:
            spot = self._spot(accepted, range(first, last), taken)
            if spot is None:
                return None
            taken.append(spot[0])
            forms.append(spot[1])
        if max(taken) - min(taken) >= phrase.reach:
            return None
        return spanned(phrase.term, taken, forms)

    def _spot(
        self, accepted: Sequence[str], places: Iterable[int], taken: Sequence[int]
    ) -> tuple[int, Form] | None:
        """The first place not taken where one of the accepted forms stands."""
        for place in places:
            if place not in taken:
                form = met(self._words[place], accepted)
                if form is not None:
                    return place, form
        return None

    def _in_a_row(self, phrase: Phrase, place: int) -> Span | None:
        for start in range(max(0, place - len(phrase.words) + 1), place + 1):
            if start + len(phrase.words) > len(self._words):
                return None
            row = self._words[start : start + len(phrase.words)]
            forms = [met(word, accepted) for word, accepted in zip(row, phrase.words, strict=True)]
            whole = [form for form in forms if form is not None]
            if len(whole) == len(forms):
                return spanned(phrase.term, range(start, start + len(forms)), whole)
        return None


def met(word: Word, accepted: Sequence[str]) -> Form | None:
    """The form under which `word` is one of the accepted ones."""
    for form in word.forms:
        if form.key in accepted:
            return form
    return None


def spanned(term: int, places: Iterable[int], forms: Sequence[Form]) -> Span:
    """A phrase found; it is as sure as its least sure word."""
    weakest = max(forms, key=lambda form: (RANK[form.how], -form.weight))
    return Span(term, tuple(sorted(places)), min(f.weight for f in forms), weakest.how)


def disjoint(spans: list[Span]) -> list[Span]:
    """The longest phrases first, none over another's words; equals stand together."""
    kept: list[Span] = []
    owner: dict[int, tuple[int, ...]] = {}
    for span in sorted(spans, key=lambda s: (-len(s.places), s.places, s.term)):
        if all(owner.get(place, span.places) == span.places for place in span.places):
            owner.update(dict.fromkeys(span.places, span.places))
            kept.append(span)
    return kept

"""Thesaurus, roles, calls and jobs, compiled: every way of saying under every word form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from struct import pack

import msgspec

from talentregister.matching import alike, worlds
from talentregister.matching import roles as roles_
from talentregister.matching import thesaurus as thesaurus_
from talentregister.matching.compiled import (
    DRAWERS,
    SHIFT,
    Concept,
    Group,
    Item,
    Named,
    Phrase,
    Role,
    Sort,
    Stored,
    Term,
    feature_of,
    lines,
    packed,
    place,
    row,
    shapes,
)
from talentregister.matching.lexicon import Lexicon
from talentregister.matching.meanings import role_feature
from talentregister.matching.reading import ALL_ASKED
from talentregister.matching.rules import ByTelling, limits, rules, sayings
from talentregister.matching.suited import suited
from talentregister.matching.web import Web, levels, turned
from talentregister.matching.words import diminutive

# How many other words may stand between the words of a phrase.
GAP = 2
WEAK = 0.5
JOB = 1.0


class Builder:
    """Gathers terms and indexes while compiling."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.silent = rules().function
        self.terms: list[Term] = []
        self.phrases: list[Phrase] = []
        self.numbers: dict[str, list[int]] = {}
        self._lemmas: dict[str, tuple[str, ...]] = {}
        self._forms: dict[str, tuple[str, ...]] = {}
        self._waiting: list[tuple[Group, int]] = []
        # The words of every way each role is asked.
        self.asked: dict[int, list[Sequence[str]]] = {}

    def add(self, group: Group, name: tuple[str, ...], term: Term) -> None:
        """Add one term under its words."""
        number = len(self.terms)
        self.terms.append(term)
        if len(name) > 1:
            self._waiting.append((group, len(self.phrases)))
            self.phrases.append(self._phrase(name, number))
        if len(name) == 2:  # "gras maaien" is also written "grasmaaien"
            self._put(group, "s", "".join(name), number)
        if len(name) == 1:
            self._put(group, "s", name[0], number)
            for lemma in self.lemmas(name[0]):
                if not diminutive(name[0], lemma):  # a slaatje is no sla
                    self._put(group, "l", lemma, number)

    def surface(self, group: Group, word: str) -> Sequence[int]:
        """The terms written as `word`."""
        return self.numbers.get(f"{group[0]}s{word}", ())

    def cues(self, name: tuple[str, ...]) -> tuple[str, ...]:
        """What tells that a word means something else, when the thesaurus says so of it."""
        terms = (self.terms[number] for number in self.surface("concept", "".join(name)))
        return tuple(dict.fromkeys(cue for term in terms for cue in term.cues))

    def _put(self, group: Group, drawer: str, word: str, number: int) -> None:
        self.numbers.setdefault(f"{group[0]}{drawer}{word}", []).append(number)

    def lemmas(self, word: str) -> tuple[str, ...]:
        """The lemmas of `word` that are no function words, itself when it has none."""
        held = self._lemmas.get(word)
        if held is None:
            found = self._lexicon.lemmas(word) or (word,)
            held = tuple(x for x in found if x not in self.silent) or (word,)
            self._lemmas[word] = held
        return held

    def _phrase(self, name: tuple[str, ...], number: int) -> Phrase:
        content = [word for word in name if word not in self.silent]
        literal = len(content) < 2
        words = name if literal else content
        # At least as far apart as they are written: small words stand between them.
        reach = max(len(words) + GAP, len(name))
        return Phrase(number, tuple(self.forms(word) for word in words), literal, reach)

    def forms(self, word: str) -> tuple[str, ...]:
        """A word and its lemmas; a function word is only itself."""
        held = self._forms.get(word)
        if held is None:
            lemmas = () if word in self.silent else self.lemmas(word)
            held = self._forms[word] = tuple(dict.fromkeys((word, *lemmas)))
        return held

    def anchor(self) -> None:
        """Put each phrase under the word of it that the fewest phrases have."""
        often = Counter(forms[0] for phrase in self.phrases for forms in phrase.words)
        for group, number in self._waiting:
            words = self.phrases[number].words
            rarest = min(words, key=lambda forms: (often[forms[0]], -len(forms[0]), forms))
            for form in rarest:
                self._put(group, "a", form, number)

    def trie(self, worlds_of: Mapping[str, bytes]) -> bytes:
        """Every index, the vocabulary and the worlds of words, in one trie."""
        from marisa_trie import BytesTrie

        entries: dict[str, list[int]] = {}
        for key, numbers in self.numbers.items():
            drawer = DRAWERS.index(key[:2]) << SHIFT
            entries.setdefault(key[2:], []).extend(drawer | number for number in numbers)
        filled = [(f"w{word}", pack(f"<{len(n)}I", *n)) for word, n in entries.items()]
        filled += [(f"r{word}", roles) for word, roles in alike.kept(self.asked).items()]
        filled += [(f"b{word}", world) for word, world in worlds_of.items()]
        filled += [(f"v{s}{word}", b"") for word in vocabulary(self) for s in shapes(word)]
        made: bytes = BytesTrie(filled).tobytes()
        return made


def compiled(
    concepts: Mapping[str, thesaurus_.Concept],
    roles: Mapping[str, roles_.Role],
    calls: Mapping[str, roles_.Role],
    jobs: Sequence[roles_.Job],
    lexicon: Lexicon,
) -> Stored:
    """Thesaurus, roles, whom to call for a concept, and jobs, ready to be kept."""
    builder = Builder(lexicon)
    numbers = {name: i for i, name in enumerate(sorted(concepts))}
    for name, number in numbers.items():
        for words, term in concepts[name].terms.items():
            weight = (WEAK if term.weak else 1.0) * (JOB if term.kind == "job" else 1.0)
            made = Term(term.text, term.kind, number, weight, term.cues, term.file, term.line)
            builder.add("concept", words, made)
    people = People(builder, [*roles.values(), *calls.values()], jobs)
    named = list(generalised(builder, people))
    named += [bringing(job, numbers) for job in jobs]
    suited_by = [people.role(roles[name]) for name in sorted(roles)]
    for number, name in enumerate(sorted(roles)):
        add_asked(builder, roles[name], number)
    values = []
    for value in concept_values(concepts, numbers):
        call = people.role(calls.get(value.id) or roles_.Role(value.id), value)
        values.append(msgspec.structs.replace(value, call=len(suited_by) if call.items else -1))
        suited_by.extend([call] if call.items else [])
    builder.anchor()
    suits = [suited(number, role, values, named) for number, role in enumerate(suited_by)]
    places = [[place(int(f), len(values)) for f in found.meets] for found in suits]
    laid = worlds.laid(list(named_for(builder, places)), len(values) + len(named))
    return Stored(
        concepts=row(values),
        roles=row(suited_by),
        items=row(named),
        terms=row(builder.terms),
        phrases=row(builder.phrases),
        meets=row(met_by(values, places, len(named))),
        suited=row(suits),
        features=packed("i", map(feature_of, builder.terms)),
        weights=packed("d", (term.weight for term in builder.terms)),
        phrase_terms=packed("I", (phrase.term for phrase in builder.phrases)),
        surfaces=lines(key[2:] for key in builder.numbers if key.startswith("cs")),
        lemmas=lines(key[2:] for key in builder.numbers if key.startswith("cl")),
        written=lines({key[2:] for key in builder.numbers if key[1] == "s"}),
        words=memoryview(builder.trie(laid.words)),
        sayings=memoryview(msgspec.msgpack.encode(sayings())),
        limits=memoryview(msgspec.msgpack.encode(list(limited(values, numbers, sorted(roles))))),
        worlds=memoryview(laid.places),
        role_worlds=memoryview(laid.roles),
    )


def limited(
    concepts: Sequence[Concept], numbers: Mapping[str, int], roles: Sequence[str]
) -> Iterator[tuple[list[int | str], ByTelling]]:
    """What limits stand in the way of, with all that is narrower, and how each is said."""
    for names, phrases in limits():
        wide = {numbers[name] for name in names if name in numbers}
        under = (number for number, c in enumerate(concepts) if not wide.isdisjoint(c.ancestors))
        asked = (role_feature(-1 - roles.index(name)) for name in names if name in roles)
        yield [*sorted({*wide, *under}), *asked, *{ALL_ASKED}.intersection(names)], phrases


def met_by(
    concepts: Sequence[Concept], suits: Sequence[Sequence[int]], items: int
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """For each concept, then each item: the concepts and the roles it is evidence for."""
    places = len(concepts) + items
    for_concepts: list[dict[int, None]] = [{} for _ in range(places)]
    for_roles: list[dict[int, None]] = [{} for _ in range(places)]
    for number, concept in enumerate(concepts):
        for other, _, _ in concept.reach:
            for_concepts[other][number] = None
        for feature in suits[concept.call] if concept.call >= 0 else ():
            for_concepts[feature][number] = None
    called = {concept.call for concept in concepts}
    for number, features in enumerate(suits):
        for feature in features if number not in called else ():
            for_roles[feature][number] = None
    pairs = zip(for_concepts, for_roles, strict=True)
    return [(tuple(a), tuple(b)) for a, b in pairs]


def named_for(builder: Builder, suits: Sequence[Sequence[int]]) -> Iterator[list[int | str]]:
    """For each role the places of whom it makes one think of, and the words it is asked with."""
    for number, places in enumerate(suits):
        words = {word for way in builder.asked.get(number, ()) for word in way}
        yield [*sorted({*places}), *sorted(words)]


class People:
    """Numbers the distinct items of roles, and the jobs behind them, and indexes both."""

    def __init__(
        self, builder: Builder, roles: Sequence[roles_.Role], jobs: Sequence[roles_.Job]
    ) -> None:
        self.items: dict[tuple[str, ...], int] = {}
        self.often: Counter[tuple[str, ...]] = Counter()
        self._brought: dict[str, list[tuple[Item, roles_.Job]]] = {}
        for role in roles:
            for name, item in role.items.items():
                self.often[name] += 1
                if name not in self.items:
                    number = self.items[name] = len(self.items)
                    cues = builder.cues(name)
                    term = Term(item.text, "item", number, 1.0, cues, item.file, item.line)
                    builder.add("item", name, term)
        for number, job in enumerate(jobs, len(self.items)):
            for name, form in job.forms.items():
                builder.add("item", name, Term(form, "item", number, 1.0, (), job.file, job.line))
            self._bring(job, number)

    def role(self, role: roles_.Role, concept: Concept | None = None) -> Role:
        """A role, or that of a concept: whom it makes one think of, and the jobs that bring it."""
        named = (
            Item(self.items[name], item.tier, item.reason, item.file, item.line)
            for name, item in role.items.items()
        )
        held = self._brought.get(role.id, ())
        brought = (item for item, job in held if role.away.isdisjoint(job.forms))
        items = (*named, *brought)
        if concept is not None:
            return Role(role.id, concept.label_nl, concept.label_en, items, not role.asked)
        called = next(iter(role.asked.values()), plain(role.id))
        return Role(role.id, called, role.label, items, not role.asked)

    def _bring(self, job: roles_.Job, number: int) -> None:
        tiers: tuple[tuple[roles_.Tier, Sequence[str]], ...] = (
            ("first", job.sure),
            ("maybe", job.maybe),
        )
        for tier, names in tiers:
            for name in names:
                sort: Sort = "lead" if job.concept else "job"
                item = Item(number, tier, "", job.file, job.line, sort)
                self._brought.setdefault(name, []).append((item, job))


def bringing(job: roles_.Job, places: Mapping[str, int]) -> Named:
    """A job, or the concept of a lead, as somebody whom a role makes one think of."""
    concepts = ((places[job.concept], 1.0),) if job.concept in places else ()
    return Named(job.first, concepts, len(job.sure) + len(job.maybe))


def add_asked(builder: Builder, role: roles_.Role, number: int) -> None:
    """Index the ways a role is asked for."""
    builder.asked[number] = [
        [
            form
            for word in name
            if word not in builder.silent
            for form in builder.forms(word)
            if not diminutive(word, form)
        ]
        for name in role.asked
    ]
    for name, text in role.asked.items():
        builder.add("asked", name, Term(text, "asked", number, 1.0, (), role.file, role.line))


def plain(name: str) -> str:
    """An id as words."""
    return name.replace("_", " ").replace("-", " ")


def concept_values(
    concepts: Mapping[str, thesaurus_.Concept], numbers: Mapping[str, int]
) -> Iterable[Concept]:
    """The concepts, with how far each other one meets a need for them."""
    parents = {
        numbers[name]: [numbers[p] for p in concept.broader if p in numbers and p != name]
        for name, concept in concepts.items()
    }
    related = {
        numbers[name]: [numbers[r] for r in concept.related if r in numbers]
        for name, concept in concepts.items()
    }
    soft = {number for name, number in numbers.items() if concepts[name].soft}
    web = Web(parents, turned(parents), related, turned(related))
    for name, number in numbers.items():
        concept = concepts[name]
        above = tuple(levels(number, parents))
        # Children lie beside reading, but who is good with children need not read.
        reach = tuple(
            (other, value, how)
            for other, value, how in web.reach(number)
            if concept.soft or how != "related" or other not in soft
        )
        yield Concept(name, called(concept), concept.label, concept.soft, above, reach)


def called(concept: thesaurus_.Concept) -> str:
    """What a concept is called on screen: its id, as two words where it is only said so."""
    if (concept.id,) in concept.terms:
        return concept.id
    glued = ((words, term.text) for words, term in concept.terms.items() if " " in term.text)
    return next((text for words, text in glued if "".join(words) == concept.id), plain(concept.id))


def generalised(builder: Builder, people: People) -> Iterable[Named]:
    """
    The items with the concepts they name.

    An item that is an everyday word of a concept ("tuinieren") stands for the
    whole concept; one that is a job stands for that job alone.
    """
    for name in people.items:
        found = []
        for number in builder.surface("concept", "".join(name)):
            term = builder.terms[number]
            if term.kind == "word" and term.weight >= 1.0 and not term.cues:
                found.append((term.target, term.weight))
        yield Named(" ".join(name), tuple(found), people.often[name])


def vocabulary(builder: Builder) -> set[str]:
    """
    The words a typing error may be read as.

    Common words are among them: "weeken" is a typing error of *weken*, and must
    not be pulled to *wecken* because that is the only one with a meaning here.
    """
    words = {key[2:] for key in builder.numbers if key[1] == "s"}
    words |= {forms[0] for phrase in builder.phrases for forms in phrase.words}
    words |= rules().silent | rules().light
    return {word for word in words if len(word) >= 4}

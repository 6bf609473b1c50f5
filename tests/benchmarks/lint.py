"""
What is wrong with the lists of words, and how many terms in them count.

    python -m tests.benchmarks.lint

A term counts when it says something new: it is no inflection, diminutive or
compound that the program reads anyway from another term of the same concept.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from talentregister.matching import Knowledge, roles, thesaurus
from talentregister.matching.knowledge import shipped_files, sort_of
from talentregister.matching.lexicon import Lexicon
from talentregister.matching.rules import rules
from talentregister.matching.thesaurus import Concept, harm

CACHE = Path(tempfile.gettempdir()) / "talentregister-benchmark"
MOST_CONCEPTS = 3
Name = tuple[str, ...]


class Problem(NamedTuple):
    """Something in a line that does harm."""

    where: str
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.text}"


def files_of(sort: str) -> list[Path]:
    """The shipped files of one sort; the thesaurus has no name."""
    return [file for file in shipped_files() if sort_of(file) == sort]


def problems() -> list[Problem]:
    """All that the lint refuses."""
    concepts = thesaurus.read(files_of(""))
    found = [*bad_terms(concepts), *crowded(concepts), *unknown(concepts), *circles(concepts)]
    mute = cancelled(concepts, Lexicon(CACHE))
    return [*found, *mute, *bad_roles(), *bad_people(set(concepts))]


def bad_terms(concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    """Terms that would flood the results or never be found."""
    for concept in concepts.values():
        for name, term in concept.terms.items():
            what = harm(name)
            if what:
                yield Problem(f"{term.file}:{term.line}", what, f"{concept.id}: {term.text}")


def cancelled(concepts: Mapping[str, Concept], lexicon: Lexicon) -> Iterator[Problem]:
    """Terms with a cue that is a form of their own word: they would never count."""
    for concept in concepts.values():
        for name, term in concept.terms.items():
            forms = {form for word in name for form in (word, *(lexicon.lemmas(word) or ()))}
            if not forms.isdisjoint(term.cues):
                yield Problem(f"{term.file}:{term.line}", "cancels itself", term.text)


def crowded(concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    """Terms that stand in so many concepts that they tell nothing apart."""
    where: dict[Name, list[str]] = defaultdict(list)
    for concept in concepts.values():
        for name in concept.terms:
            where[name].append(concept.id)
    for name, ids in where.items():
        if len(ids) > MOST_CONCEPTS:
            yield Problem("thesaurus", f"in {len(ids)} concepts", f"{' '.join(name)}: {ids}")


def unknown(concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    """Names of concepts that are not there."""
    for concept in concepts.values():
        for name in (*concept.broader, *concept.related):
            if name not in concepts:
                yield Problem(concept.id, "unknown concept", name)


def circles(concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    """Concepts that are broader than themselves."""
    for concept in concepts.values():
        seen: set[str] = set()
        edge = list(concept.broader)
        while edge:
            name = edge.pop()
            if name == concept.id:
                yield Problem(concept.id, "broader than itself", " ".join(sorted(seen)))
                break
            if name not in seen and name in concepts:
                seen.add(name)
                edge.extend(concepts[name].broader)


def bad_roles() -> Iterator[Problem]:
    """Roles that nobody asks for or nobody suits, and people who are nobody."""
    for role in roles.read(files_of("roles")).values():
        where = f"{role.file}:{role.line}"
        if not role.asked or not any(item.tier == "first" for item in role.items.values()):
            yield Problem(where, "no way to ask, or nobody to call first", role.id)
        for name in (*role.asked, *role.items):
            if harm(name):
                yield Problem(where, harm(name), f"{role.id}: {' '.join(name)}")


def bad_people(concepts: set[str]) -> Iterator[Problem]:
    """Calls, jobs and leads of what is not there, or by words that say nothing."""
    known = concepts | set(roles.read(files_of("roles")))
    for call in roles.read_calls(files_of("calls")).values():
        where = f"{call.file}:{call.line}"
        if call.id not in concepts:
            yield Problem(where, "unknown concept", call.id)
        yield from (Problem(where, harm(n), " ".join(n)) for n in call.items if harm(n))
    for job in (*roles.read_jobs(files_of("jobs")), *roles.read_leads(files_of("leads"))):
        where = f"{job.file}:{job.line}"
        names = {*job.sure, *job.maybe, *filter(None, (job.concept,))}
        yield from (Problem(where, "unknown concept", n) for n in sorted(names - known))
        yield from (Problem(where, harm(n), " ".join(n)) for n in job.forms if harm(n))


class Counted(NamedTuple):
    """How many terms there are, and how many say something new."""

    concepts: int
    terms: int
    counting: int
    roles: int
    asked: int
    people: int
    jobs: int
    leads: int


def counted(knowledge: Knowledge) -> Counted:
    """Count what is shipped."""
    concepts = thesaurus.read(files_of(""))
    all_roles = roles.read(files_of("roles")).values()
    calls = roles.read_calls(files_of("calls")).values()
    return Counted(
        concepts=len(concepts),
        terms=sum(len(concept.terms) for concept in concepts.values()),
        counting=sum(
            new_terms(concept, knowledge.analyst.lexicon) for concept in concepts.values()
        ),
        roles=len(all_roles),
        asked=sum(len(role.asked) for role in all_roles),
        people=sum(len(role.items) for role in (*all_roles, *calls)),
        jobs=len(roles.read_jobs(files_of("jobs"))),
        leads=len(roles.read_leads(files_of("leads"))),
    )


def new_terms(concept: Concept, lexicon: Lexicon) -> int:
    """How many terms of a concept no other term of it stands for."""
    bases = Counter(base(name, lexicon) for name in concept.terms)
    single = {key[0] for key in bases if len(key) == 1}
    return sum(not is_compound(key, single) for key in bases)


def base(name: Name, lexicon: Lexicon) -> Name:
    """A term without inflection and function words, so that forms of one term are equal."""
    silent = rules().function
    content = [word for word in name if word not in silent] or list(name)
    return tuple(sorted((lexicon.lemmas(word) or (word,))[0] for word in content))


def is_compound(key: Name, single: set[str]) -> bool:
    """Whether a term is a compound with an empty head that another term stands for already."""
    if len(key) != 1:
        return False
    word = key[0]
    return any(
        word.endswith(head) and word[: -len(head)].rstrip("s") in single for head in rules().heads
    )


def main() -> None:
    """Print what is wrong and what counts."""
    for problem in problems():
        print(problem)
    for name, value in counted(Knowledge.load(CACHE))._asdict().items():
        print(f"{name:10}{value:8}")


if __name__ == "__main__":
    main()

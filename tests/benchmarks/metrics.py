"""
Score ranked answers against judgements.

nDCG@10 with gains 2, 1, 0; R@10 the share of right answers among the first
ten; P@3 right answers among the first three; R2@10 the share of those to call
first; ff@5 the share of the first five places taken by a marked false friend
(over the questions that have one); ff>2 how often a false friend stands above
somebody to call first. Who is not judged is wrong: everybody was looked at.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from statistics import mean
from typing import NamedTuple

Run = Mapping[str, Sequence[str]]


class Judged(NamedTuple):
    """What the judges said: grade and kind of link per question and resident."""

    grades: dict[str, dict[str, int]]
    kinds: dict[tuple[str, str], str]
    skip: dict[str, set[str]]

    def right(self, question: str) -> set[str]:
        """Whom a worker would call."""
        return {doc for doc, grade in self.grades[question].items() if grade >= 1}

    def first(self, question: str) -> set[str]:
        """Whom a worker would call first."""
        return {doc for doc, grade in self.grades[question].items() if grade >= 2}

    def friends(self, question: str) -> set[str]:
        """Who only seems right."""
        return {doc for doc, grade in self.grades[question].items() if grade < 0}


class Kind(NamedTuple):
    """How many pairs of one kind there are, and how many were found."""

    pairs: int
    found: int


class Scores(NamedTuple):
    """The figures of one run."""

    totals: dict[str, float]
    kinds: dict[str, Kind]


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """How near the order comes to the best order."""
    gained = sum(
        max(0, grades.get(doc, 0)) / math.log2(place + 2)
        for place, doc in enumerate(ranked[:depth])
    )
    best = sorted((g for g in grades.values() if g > 0), reverse=True)[:depth]
    ideal = sum(grade / math.log2(place + 2) for place, grade in enumerate(best))
    return gained / ideal if ideal else 0.0


def score(run: Run, judged: Judged) -> Scores:
    """The figures of a run."""
    ranked = {
        question: [doc for doc in run.get(question, ()) if doc not in judged.skip.get(question, ())]
        for question in judged.grades
    }
    asked = [q for q in sorted(judged.grades) if judged.right(q)]
    totals = {
        "nDCG@10": mean(ndcg(ranked[q], judged.grades[q]) for q in asked),
        "R@10": mean(share(ranked[q][:10], judged.right(q)) for q in asked),
        "P@3": mean(len(judged.right(q).intersection(ranked[q][:3])) / 3 for q in asked),
        "R2@10": mean(share(ranked[q][:10], judged.first(q)) for q in asked if judged.first(q)),
        **false_friends(ranked, judged),
    }
    return Scores(totals, by_kind(ranked, judged))


def share(found: Collection[str], wanted: Collection[str]) -> float:
    """How much of what is wanted was found."""
    return len(set(found) & set(wanted)) / len(wanted)


def false_friends(ranked: Run, judged: Judged) -> dict[str, float]:
    """How often false friends come first, summed over the questions that have any."""
    hits = places = wrong = pairs = 0
    for question in judged.grades:
        friends = judged.friends(question)
        if not friends:
            continue
        top = ranked[question][:5]
        hits += len(friends.intersection(top))
        places += len(top)
        place = {doc: i for i, doc in enumerate(ranked[question])}
        for good in judged.first(question):
            pairs += len(friends)
            wrong += sum(place.get(bad, math.inf) < place.get(good, math.inf) for bad in friends)
    return {"ff@5": hits / places if places else 0.0, "ff>2": wrong / pairs if pairs else 0.0}


def by_kind(ranked: Run, judged: Judged) -> dict[str, Kind]:
    """Per kind of link the pairs found in the first ten (false friends: in the first five)."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (question, doc), kind in judged.kinds.items():
        false = judged.grades[question][doc] < 0
        top = ranked[question][: 5 if false else 10]
        count = counts[f"{kind} (false)" if false else kind]
        count[0] += 1
        count[1] += doc in top
    return {kind: Kind(*count) for kind, count in sorted(counts.items())}

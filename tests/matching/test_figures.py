"""The figures on the shipped set: training figures, guarded so that none slips unseen."""

from __future__ import annotations

from collections import Counter

import pytest

from talentregister.matching.values import Band
from tests.benchmarks.matching import SHIPPED, answered
from tests.benchmarks.metrics import score
from tests.benchmarks.program import Answers, answers
from tests.benchmarks.sets import Set, load

pytestmark = pytest.mark.slow

# What was measured when the bands were named: how many of ten shown in a band are right.
PRECISION: dict[Band, float] = {"strong": 0.9, "possible": 0.55, "maybe": 0.2}
DRIFT = 0.15
SHOWN = 10
LOWEST = {"asks": {"nDCG@10": 0.8, "R@10": 0.72, "P@3": 0.85}, "wishes": {"nDCG@10": 0.8}}
MOST_FALSE = 0.06


@pytest.fixture(scope="module")
def set_() -> Set:
    """The shipped set."""
    return load(SHIPPED)


@pytest.fixture(scope="module")
def named() -> Answers:
    """Whom the program names for every asker, with the band."""
    return answers(SHIPPED)


@pytest.mark.parametrize("task", ["asks", "wishes"])
def test_those_whom_a_worker_would_call_are_found(named: Answers, set_: Set, task: str) -> None:
    judged = set_.tasks[task]
    totals = score(answered(named, judged), judged).totals
    assert {k: v for k, v in LOWEST[task].items() if totals[k] < v} == {}
    assert totals["ff@5"] <= MOST_FALSE


@pytest.mark.parametrize("band", PRECISION)
def test_a_band_promises_what_it_holds(named: Answers, set_: Set, band: Band) -> None:
    right: Counter[bool] = Counter()
    for judged in set_.tasks.values():
        for question in judged.grades:
            for who, said in named[question][:SHOWN]:
                if said == band and who not in judged.skip.get(question, ()):
                    right[judged.grades[question].get(who, 0) > 0] += 1
    share = right[True] / right.total()
    assert abs(share - PRECISION[band]) <= DRIFT, f"{share:.2f} of {right.total()}"

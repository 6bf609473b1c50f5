"""The figures on the shipped set: training figures, guarded so that none slips unseen."""

from __future__ import annotations

from collections import Counter

import pytest

from talentregister.matching import Knowledge, match
from talentregister.matching.values import Band
from tests.benchmarks.matching import SHIPPED
from tests.benchmarks.metrics import score
from tests.benchmarks.sets import TODAY, Set, load

pytestmark = pytest.mark.slow

# What was measured when the bands were named: how many of ten shown in a band are right.
PRECISION: dict[Band, float] = {"strong": 0.88, "possible": 0.6, "maybe": 0.27}
DRIFT = 0.15
LOWEST = {"asks": {"nDCG@10": 0.73, "R@10": 0.65, "P@3": 0.78}, "wishes": {"nDCG@10": 0.68}}
MOST_FALSE = 0.06


Shown = dict[str, dict[str, list[tuple[str, Band]]]]


@pytest.fixture(scope="module")
def set_() -> Set:
    """The shipped set."""
    return load(SHIPPED)


@pytest.fixture(scope="module")
def shown(shipped: Knowledge, set_: Set) -> Shown:
    """Whom the program names for every question, with the band."""
    names = {id_: name for name, id_ in set_.ids.items()}
    found: Shown = {}
    for task, judged in set_.tasks.items():
        found[task] = {}
        for question in judged.grades:
            who = set_.ids[question]
            answer = match(set_.records, who, TODAY, shipped, directions=("wants",))
            people = [m for m in answer.matches if m.who.startswith("r")]
            found[task][question] = [(names[m.who], m.band) for m in people]
    return found


@pytest.mark.parametrize("task", ["asks", "wishes"])
def test_those_whom_a_worker_would_call_are_found(shown: Shown, set_: Set, task: str) -> None:
    run = {question: [who for who, _ in people] for question, people in shown[task].items()}
    totals = score(run, set_.tasks[task]).totals
    assert {k: v for k, v in LOWEST[task].items() if totals[k] < v} == {}
    assert totals["ff@5"] <= MOST_FALSE


@pytest.mark.parametrize("band", PRECISION)
def test_a_band_promises_what_it_holds(shown: Shown, set_: Set, band: Band) -> None:
    right: Counter[bool] = Counter()
    for task, judged in set_.tasks.items():
        for question, people in shown[task].items():
            for who, named in people:
                if named == band and who not in judged.skip.get(question, ()):
                    right[judged.grades[question].get(who, 0) > 0] += 1
    share = right[True] / right.total()
    assert abs(share - PRECISION[band]) <= DRIFT, f"{share:.2f} of {right.total()}"

"""
How well the program finds whom a worker would call.

    python -m tests.benchmarks.matching [DIR] [--totals] [--json]

DIR holds a labelled set in the format of shipped/README.md (the default). It goes through
`init`, `import` and `match --all` as on her laptop; the baselines read the same cells.
`--totals` prints no kinds of links: for a set that is kept unseen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.baselines import baselines, ranked
from tests.benchmarks.metrics import Judged, Run, Scores, score
from tests.benchmarks.program import Answers, answers
from tests.benchmarks.sets import Set, load

SHIPPED = Path(__file__).parent / "shipped"
FIGURES = ("nDCG@10", "R@10", "P@3", "R2@10", "ff@5", "ff>2")


def answered(answers: Answers, judged: Judged) -> Run:
    """Whom the program names for every question of a task, in its own order."""
    return {question: [who for who, _ in answers.get(question, ())] for question in judged.grades}


def compared(set_: Set, task: str) -> dict[str, Run]:
    """What the baselines name."""
    asks = set_.asks if task == "asks" else set_.wishes
    return {
        name: {q: ranked(scorer(asks[q], set_.texts), q) for q in set_.tasks[task].grades}
        for name, scorer in baselines().items()
    }


def measured(folder: Path) -> dict[str, dict[str, Scores]]:
    """The figures per task, of the program and of every baseline."""
    set_, named = load(folder), answers(folder)
    figures: dict[str, dict[str, Scores]] = {}
    for task, judged in set_.tasks.items():
        runs = {"talentregister": answered(named, judged), **compared(set_, task)}
        figures[task] = {name: score(run, judged) for name, run in runs.items()}
    return figures


def table(figures: Mapping[str, Mapping[str, Scores]], *, kinds: bool) -> Sequence[str]:
    """The figures as lines."""
    lines = []
    for task, rows in figures.items():
        lines.append(f"\n{task:18}" + "".join(f"{name:>9}" for name in FIGURES))
        for name, row in rows.items():
            lines.append(f"{name:18}" + "".join(f"{row.totals[f]:9.3f}" for f in FIGURES))
        if kinds:
            own = rows["talentregister"].kinds
            lines += [f"    {k:22}{v.found:4} of {v.pairs:<4}" for k, v in own.items()]
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one set and print its figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
    options.add_argument("--totals", action="store_true")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args(arguments)
    figures = measured(chosen.folder)
    if chosen.json:
        totals = {t: {n: s.totals for n, s in rows.items()} for t, rows in figures.items()}
        print(json.dumps(totals))
    else:
        print("\n".join(table(figures, kinds=not chosen.totals)).strip())


if __name__ == "__main__":
    main()

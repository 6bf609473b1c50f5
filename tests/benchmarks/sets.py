"""A labelled set as records, questions and judgements. shipped/README.md has the format."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

from talentregister.model.initiative import Initiative
from talentregister.model.note import Note
from talentregister.model.records import Meta, Records, Register
from talentregister.model.resident import Resident
from talentregister.model.statement import Kind, Statement, separated
from tests.benchmarks.metrics import Judged

TODAY = date(2026, 11, 21)
FIELDS: tuple[tuple[str, Kind], ...] = (
    ("passions", "loves"),
    ("talents", "can"),
    ("wishes", "wants"),
)
NOTHING = frozenset({"", "-"})


class Set(NamedTuple):
    """One set: the register it describes, and both tasks."""

    records: Records
    ids: dict[str, str]
    texts: dict[str, str]
    asks: dict[str, str]
    wishes: dict[str, str]
    tasks: dict[str, Judged]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; none when there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def load(folder: Path) -> Set:
    """The set in `folder`."""
    residents, initiatives = rows(folder / "residents.csv"), rows(folder / "initiatives.csv")
    ids = {row["id"]: f"r{n}" for n, row in enumerate(residents, 1)}
    ids |= {row["id"]: f"i{n}" for n, row in enumerate(initiatives, 1)}
    fields = ("passions", "talents", "note")
    return Set(
        records=records_of(residents, initiatives, ids),
        ids=ids,
        texts={r["id"]: "\n".join(r[f] for f in fields if r[f]) for r in residents},
        asks={r["id"]: r["asks"] for r in initiatives},
        wishes={r["id"]: r["wishes"] for r in residents},
        tasks={
            "asks": judged(folder / "qrels.csv", "initiative_id", "resident_id", folder),
            "wishes": judged(folder / "wishes_qrels.csv", "wish_resident_id", "talent_resident_id"),
        },
    )


def judged(path: Path, question: str, doc: str, skip_in: Path | None = None) -> Judged:
    """The judgements of one task."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    kinds: dict[tuple[str, str], str] = {}
    for row in rows(path):
        grades[row[question]][row[doc]] = int(row["grade"])
        kinds[row[question], row[doc]] = row["reason"]
    skip: dict[str, set[str]] = defaultdict(set)
    for row in rows(skip_in / "participants.csv") if skip_in else ():
        skip[row[question]].add(row[doc])
    return Judged(dict(grades), kinds, dict(skip))


def records_of(
    residents: list[dict[str, str]], initiatives: list[dict[str, str]], ids: dict[str, str]
) -> Records:
    """The register the set describes."""
    made = Maker()
    people = {row["id"]: made.resident(ids[row["id"]], row) for row in residents}
    things = {row["id"]: made.initiative(ids[row["id"]], row) for row in initiatives}
    meta = Meta(format=1, version="0", register="abcdef", generation=1, written=TODAY)
    return Records(
        Register(
            meta=meta,
            residents={r.id[1:]: r for r in people.values()},
            initiatives={i.id[1:]: i for i in things.values()},
            statements={s.id[1:]: s for s in made.statements},
            notes={n.id[1:]: n for n in made.notes},
        )
    )


class Maker:
    """Makes records of rows, as an import of the sheet would."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.notes: list[Note] = []

    def resident(self, id_: str, row: dict[str, str]) -> Resident:
        """A resident with statements and a note."""
        for field, kind in FIELDS:
            self._say(id_, kind, row[field])
        if row["note"].strip() not in NOTHING:
            note_id = f"n{len(self.notes) + 1}"
            self.notes.append(
                Note(id=note_id, created=TODAY, changed=TODAY, about=(id_,), text=row["note"])
            )
        return Resident(
            id=id_, created=TODAY, changed=TODAY, name=row["name"] or "-", ref=row["id"]
        )

    def initiative(self, id_: str, row: dict[str, str]) -> Initiative:
        """An initiative with its asks."""
        self._say(id_, "wants", row["asks"])
        return Initiative(
            id=id_,
            created=TODAY,
            changed=TODAY,
            name=row["title"],
            description=row["description"],
            kind="activity",
            state="running",
            ref=row["id"],
        )

    def _say(self, owner: str, kind: Kind, cell: str) -> None:
        for text in separated(cell):
            if text not in NOTHING:
                number = len(self.statements) + 1
                self.statements.append(
                    Statement(
                        id=f"s{number}",
                        created=TODAY,
                        changed=TODAY,
                        owner=owner,
                        kind=kind,
                        text=text,
                    )
                )

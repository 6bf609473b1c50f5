"""
A made-up town of any size: the same for the same seed, and written as people write.

The phrases are those of the shipped labelled set, put together anew, so that
lengths, typing errors and words nobody knows come as they do in life.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from talentregister import storage
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.note import Note
from talentregister.model.resident import Resident
from talentregister.model.statement import Kind, Statement
from talentregister.storage import Change, Home

TODAY = date(2026, 11, 21)
SHIPPED = Path(__file__).parent / "shipped"
GIVEN = (
    "Ahmet Fatima Kees Joke Marijke Vincent Noor Daan Sanne Youssef Mei-Ling Tesfay Olena Piet "
    "Corrie Hassan Zoë René Anneke Bram Gülay Sjoerd Truus Karima Wim Thea Soufian Ineke Lucía"
).split()
SURNAMES = (
    "de Vries|van den Berg|Jansen|Yılmaz|el Hadri|Bakker|Visser|Smit|Meijer|de Boer|Mulder|Bos|"
    "van Dijk|Peters|Hendriks|Nguyen|Kaya|Benali|van der Meer|Dekker|Brouwer|de Graaf|Haile"
).split("|")
AREAS = ("Kerkenbosch", "Bloemenbuurt", "Waterkwartier", "Kerkenbosch-Noord", "De Kade")
WISHERS = 50
FIELDS: tuple[tuple[str, Kind], ...] = (
    ("passions", "loves"),
    ("talents", "can"),
    ("wishes", "wants"),
)


def build(home: Home, residents: int, asks: int = 1000, due: int = 20, seed: int = 1) -> None:
    """A register of so many residents (three statements each), asks of initiatives, things due."""
    chance = random.Random(seed)
    storage.create(home, TODAY)
    with storage.transaction(home, "import", TODAY) as change:
        people = [_resident(change, chance, number) for number in range(residents)]
        for phrase, who in zip(_asks(chance, asks), _initiatives(change, asks), strict=False):
            change.add(Statement, owner=who.id, kind="wants", text=phrase, on=TODAY)
        for number, person in enumerate(chance.sample(people, min(len(people), due * 10))):
            day = TODAY - timedelta(days=3) if number < due else TODAY + timedelta(days=number)
            change.add(FollowUp, about=person.id, due=day, reason="dan met pensioen, wil klussen")


def sheet(path: Path, rows: int, seed: int = 2) -> None:
    """A sheet of so many residents, as Excel writes it."""
    chance = random.Random(seed)
    phrases = _phrases()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(["Naam", "Wijk", "Telefoon", "Passies", "Talenten", "Wensen", "Ontmoet op"])
        for number in range(rows):
            said = [chance.choice(phrases[column]) for column, _ in FIELDS]
            phone = f"06{20_000_000 + number}"
            writer.writerow([_name(chance, number), chance.choice(AREAS), phone, *said, "1-9-2026"])


def _resident(change: Change, chance: random.Random, number: int) -> Resident:
    person = change.add(
        Resident,
        name=_name(chance, number),
        area=chance.choice(AREAS),
        phone=f"06{10_000_000 + number}",
        email=f"bewoner{number}@example.org",
    )
    phrases = _phrases()
    for column, kind in FIELDS:
        text = chance.choice(phrases[column])
        # Most have no wish open at a time; the third thing they said is something they have.
        told: Kind = "has" if kind == "wants" and number % WISHERS else kind
        change.add(Statement, owner=person.id, kind=told, text=text, on=TODAY)
    if number % 3 == 0:
        text = chance.choice(phrases["note"])
        change.add(Note, about=(person.id,), text=text, on=TODAY - timedelta(days=number % 400))
    return person


def _name(chance: random.Random, number: int) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)} {_roman(number)}"


def _roman(number: int) -> str:
    """Letters that tell the people of a large town apart."""
    letters = ""
    while True:
        letters = chr(ord("a") + number % 26) + letters
        number = number // 26 - 1
        if number < 0:
            return letters.capitalize()


def _initiatives(change: Change, asks: int) -> Iterator[Initiative]:
    """An initiative for every three asks, named three times."""
    for number in range((asks + 2) // 3):
        made = change.add(
            Initiative, name=f"Initiatief {_roman(number)}", kind="activity", state="running"
        )
        yield from (made, made, made)


def _asks(chance: random.Random, count: int) -> Iterator[str]:
    with (SHIPPED / "initiatives.csv").open(encoding="utf-8", newline="") as file:
        asks = [ask.strip() for row in csv.DictReader(file) for ask in row["asks"].split(";")]
    for _ in range(count):
        yield chance.choice(asks)


def _phrases() -> dict[str, list[str]]:
    if not _KNOWN:
        with (SHIPPED / "residents.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for column in ("passions", "talents", "wishes", "note"):
            _KNOWN[column] = [row[column] for row in rows if row[column].strip(" -")]
    return _KNOWN


_KNOWN: dict[str, list[str]] = {}

if __name__ == "__main__":
    folder, residents = Path(sys.argv[1]), int(sys.argv[2])
    build(Home(folder / "register.age", folder / "config"), residents, asks=min(1000, residents))
    sheet(folder / "sheet.csv", residents)

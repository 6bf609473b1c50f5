"""What somebody has to offer, and what somebody asks, as texts with their weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from talentregister.matching.analysis import Analyst
from talentregister.matching.polarity import wished
from talentregister.matching.reading import Feature, Found, Reading, read
from talentregister.matching.values import Piece
from talentregister.model.availability import Availability
from talentregister.model.initiative import Initiative
from talentregister.model.records import Records
from talentregister.model.resident import Resident

FIELD = {"can": 1.0, "has": 1.0, "loves": 0.9, "wants": 0.75}
NOTE = 0.85
NAME, DESCRIPTION, ASKS = 0.9, 0.7, 0.6


class Source(NamedTuple):
    """One text somebody brings, what it counts for, and when they can."""

    piece: Piece
    weight: float
    availability: Availability | None = None
    will_show: str = ""
    part: str = ""

    @property
    def text(self) -> str:
        """What of the text is on offer: of a wish only what one would give."""
        return self.part or self.piece.text


class Said(NamedTuple):
    """One thing said in one of the texts."""

    value: float
    source: int
    found: Found


class Denial(NamedTuple):
    """A no, with the clause that says it."""

    value: float
    text: str


class Profile(NamedTuple):
    """All that somebody brings, by what it is."""

    who: str
    sources: tuple[Source, ...]
    said: dict[Feature, list[Said]]
    denied: dict[Feature, Denial]
    clauses: dict[Feature, set[tuple[int, int]]]
    readings: tuple[Reading, ...]

    def clause_of(self, said: Said) -> tuple[int, int]:
        """Where the clause of a piece of evidence begins and ends."""
        clause = self.readings[said.source].clauses[said.found.clause]
        return clause.start, clause.end


def offered(who: str, records: Records) -> Iterator[Source]:
    """What a resident offers: in statements, languages, and talks about nobody else."""
    resident = records.residents[who]
    for statement in records.statements_of(who):
        kind, text = statement.kind, statement.text
        if not statement.counts or (kind == "loves" and statement.will_show == "no"):
            continue
        part = wished(text).give if kind == "wants" else text
        if part:
            piece = Piece(id=statement.id, kind=kind, text=text)
            when, show = statement.availability, statement.will_show
            yield Source(piece, FIELD[kind], when, show, part)
    yield from spoken(resident)
    for note in records.notes_about(who):
        if note.kind == "talk" and len(note.about) == 1:
            yield Source(Piece(id=note.id, kind="note", text=note.text), NOTE)


def spoken(resident: Resident) -> Iterator[Source]:
    """The languages of a resident."""
    for language in resident.languages:
        text = f"{language.name} ({language.level})" if language.level else language.name
        yield Source(Piece(id=None, kind="can", text=text.replace("(", "").replace(")", "")), 1.0)


def on_offer(who: str, records: Records) -> Iterator[Source]:
    """What an initiative has to offer by its own words: to be joined, to be used."""
    initiative = records.initiatives[who]
    for statement in records.statements_of(who):
        if statement.counts and statement.kind != "wants":
            piece = Piece(id=statement.id, kind=statement.kind, text=statement.text)
            yield Source(piece, 1.0, statement.availability)
    yield from described(initiative)
    for statement in records.statements_of(who):
        if statement.counts and statement.kind == "wants":
            yield Source(Piece(id=who, kind="initiative", text=statement.text), ASKS)


def described(initiative: Initiative) -> Iterator[Source]:
    """The name and the description of an initiative."""
    yield Source(Piece(id=initiative.id, kind="initiative", text=initiative.name), NAME)
    if initiative.description:
        piece = Piece(id=initiative.id, kind="initiative", text=initiative.description)
        yield Source(piece, DESCRIPTION)


def profile(who: str, sources: Iterator[Source], analyst: Analyst) -> Profile:
    """What `sources` say together."""
    said: dict[Feature, list[Said]] = {}
    denied: dict[Feature, Denial] = {}
    where: dict[Feature, set[tuple[int, int]]] = {}
    held = tuple(sources)
    first = [read(source.text, analyst, ("concept", "item")) for source in held]
    around = frozenset().union(*(reading.keys for reading in first))
    terms = analyst.compiled.terms
    for number, reading in enumerate(first):
        for found in reading.found:
            if found.term >= 0 and not around.isdisjoint(terms[found.term].cues):
                continue
            if found.denied:
                clause = reading.clauses[found.clause]
                text = reading.text[clause.start : clause.end]
                if denied.get(found.feature, Denial(0.0, "")).value < found.weight:
                    denied[found.feature] = Denial(found.weight, text)
                continue
            value = found.weight * held[number].weight
            said.setdefault(found.feature, []).append(Said(value, number, found))
            where.setdefault(found.feature, set()).add((number, found.clause))
    return Profile(who, held, said, denied, where, tuple(first))

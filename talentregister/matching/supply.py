"""What somebody has to offer, as texts with their weight, and all they say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from talentregister.language.names import fold
from talentregister.matching.compiled import Compiled
from talentregister.matching.polarity import marked
from talentregister.matching.reading import Feature, Found, Reading
from talentregister.matching.rules import languages, rules, visiting
from talentregister.matching.values import Piece
from talentregister.matching.wishes import wished
from talentregister.matching.worlds import World, together
from talentregister.model.availability import Availability
from talentregister.model.initiative import Initiative
from talentregister.model.note import Note
from talentregister.model.records import Records
from talentregister.model.resident import Spoken
from talentregister.model.statement import Statement

FIELD = {"can": 1.0, "has": 1.0, "loves": 0.9, "wants": 0.75}
NOTE = 0.85
NAME, DESCRIPTION, ASKS = 0.9, 0.7, 0.6
# To speak it is no offer; how little somebody does is heard all the same.
OF_HERE = frozenset({"nederlands", "nl", "ned", "dutch", "hollands"})
LEFT_OUT = "…"
# "Kan zelf niet naaien", "wil van het koken af": what such a wish says no to, is about who asks.
OF_ONESELF = (frozenset({"zelf"}), frozenset({"van", "af"}), frozenset({"stoppen"}))
Ref = Statement | Note | Spoken


class Source(NamedTuple):
    """
    One text somebody brings, what it counts for, and when they can.

    Of `besides` only the noes about oneself are heard: who asks for a hand because of a bad back.
    """

    piece: Piece
    text: str
    weight: float
    availability: Availability | None = None
    will_show: str = ""
    besides: str = ""


class Said(NamedTuple):
    """One thing said in one of the texts."""

    value: float
    source: int
    found: Found


class Denial(NamedTuple):
    """
    A no, with the clause that says it; `under` when it was said to something wider.

    `limit` when nothing was said of it, but of what stands in its way: a bad leg.
    """

    value: float
    text: str
    under: bool = False
    limit: bool = False


class Heard:
    """What some texts say together, whoever says them; the same texts are heard once."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.said: dict[Feature, list[Said]] = {}
        self.denied: dict[Feature, Denial] = {}
        # The texts and clauses in which something is said.
        self.clauses: dict[Feature, set[tuple[int, int]]] = {}
        self._world: World | None = None

    def world(self, compiled: Compiled) -> World:
        """Which world all that is said belongs to; shorter when nothing is said for sure."""
        if self._world is None:
            values = {f: max(one.value for one in said) for f, said in self.said.items()}
            world = together((value, compiled.world(f)) for f, value in values.items())
            surest = min(1.0, max(values.values(), default=0.0))
            self._world = tuple(surest * value for value in world)
        return self._world

    def clause_of(self, said: Said) -> tuple[int, int]:
        """Where the clause of a piece of evidence begins and ends."""
        clause = self.readings[said.source].clauses[said.found.clause]
        return clause.start, clause.end


class Profile(NamedTuple):
    """What somebody brings: the texts, and what is heard in them."""

    who: str
    sources: Sequence[Source]
    heard: Heard


def offered(records: Records) -> Iterator[tuple[str, Ref]]:
    """What anybody offers: statements, languages, and talks about nobody else; with who."""
    for statement in records.statements.values():
        if statement.counts and not (statement.kind == "loves" and statement.will_show == "no"):
            yield statement.owner, statement
    for resident in records.residents.values():
        for spoken in resident.languages:
            yield resident.id, spoken
    for note in records.notes.values():
        if note.kind == "talk" and len(note.about) == 1:
            yield note.about[0], note


def text_of(ref: Ref) -> str:
    """The text of one thing that is offered."""
    if isinstance(ref, Spoken):
        return f"{languages().get(fold(ref.name).rstrip('.'), ref.name)} {ref.level}"
    return ref.text


def weight_of(ref: Ref) -> float:
    """What it counts for."""
    if isinstance(ref, Statement):
        return FIELD[ref.kind]
    if isinstance(ref, Spoken):
        return float(fold(ref.name).rstrip(".") not in OF_HERE)
    return NOTE


def source_of(ref: Ref) -> Source:
    """One thing that is offered, as a source; of a wish only what one would give."""
    weight = weight_of(ref)
    if isinstance(ref, Statement):
        piece = Piece(id=ref.id, kind=ref.kind, text=ref.text)
        if ref.kind != "wants":
            return Source(piece, ref.text, weight, ref.availability, ref.will_show)
        give, receive, rid = wished(ref.text)
        besides = ". ".join(filter(None, (receive, rid)))
        return Source(piece, give, weight, ref.availability, ref.will_show, besides)
    text = text_of(ref).strip()
    if isinstance(ref, Note):
        return Source(Piece(id=ref.id, kind="note", text=text), of_them(text), weight)
    return Source(Piece(id=None, kind="can", text=text), text, weight)


def of_them(note: str) -> str:
    """A note without what only tells of the talk itself: "belde, koffie gedronken"."""
    at, kept = 0, []
    for row in marked(note):
        for place in visiting().places(rules().plain(row.keys)):
            kept.append(note[at : row.tokens[place.start].start])
            at = row.tokens[place.end - 1].end
    return LEFT_OUT.join([*kept, note[at:]])


def on_offer(who: str, records: Records) -> Iterator[Source]:
    """What an initiative has to offer by its own words: to be joined, to be used."""
    for statement in records.statements_of(who):
        if statement.counts and statement.kind != "wants":
            piece = Piece(id=statement.id, kind=statement.kind, text=statement.text)
            yield Source(piece, statement.text, 1.0, statement.availability)
    yield from described(records.initiatives[who])
    for statement in records.statements_of(who):
        if statement.counts and statement.kind == "wants":
            piece = Piece(id=who, kind="initiative", text=statement.text)
            yield Source(piece, statement.text, ASKS)


def described(initiative: Initiative) -> Iterator[Source]:
    """The name and the description of an initiative."""
    for text, weight in ((initiative.name, NAME), (initiative.description, DESCRIPTION)):
        if text:
            yield Source(Piece(id=initiative.id, kind="initiative", text=text), text, weight)


def hear(readings: Sequence[Reading], weights: Sequence[float], compiled: Compiled) -> Heard:
    """What texts say together, by what each counts for; one that counts for nothing says no."""
    heard = Heard(readings)
    for number, reading in enumerate(readings):
        elsewhere = other_meanings(reading, readings, compiled)
        for found in reading.found:
            if (found.start, found.end) in elsewhere and not meant(found, readings, compiled):
                continue
            if found.denied and (weights[number] or of_oneself(found, reading)):
                deny(heard.denied, found, reading, compiled)
            if found.denied or not weights[number]:
                continue
            value = found.weight * weights[number]
            heard.said.setdefault(found.feature, []).append(Said(value, number, found))
            heard.clauses.setdefault(found.feature, set()).add((number, found.clause))
    return heard


def of_oneself(found: Found, reading: Reading) -> bool:
    """Whether a no in a wish is about what she can: a limit, or "kan het zelf niet meer"."""
    return found.how == "concept" or any(reading.keys >= words for words in OF_ONESELF)


def other_meanings(
    reading: Reading, readings: Sequence[Reading], compiled: Compiled
) -> set[tuple[int, int]]:
    """Places of words that mean something else here: a cue stands somewhere in the profile."""
    return {
        (found.start, found.end)
        for found in reading.found
        if found.term >= 0 and misled(compiled.terms[found.term].cues, readings)
    }


def meant(found: Found, readings: Sequence[Reading], compiled: Compiled) -> bool:
    """Whether a term is meant at such a place: one without a cue there; the bare word is not."""
    return found.term >= 0 and not misled(compiled.terms[found.term].cues, readings)


def misled(cues: tuple[str, ...], readings: Sequence[Reading]) -> bool:
    """Whether a cue of a term stands somewhere in the profile."""
    return any(not reading.keys.isdisjoint(cues) for reading in readings) if cues else False


def deny(denied: dict[Feature, Denial], found: Found, reading: Reading, compiled: Compiled) -> None:
    """Note a no, at its strongest: to something, and to all that is narrower."""
    clause = reading.clauses[found.clause]
    text = reading.text[clause.start : clause.end]
    for feature in (found.feature, *narrower(found, compiled)):
        no = Denial(found.weight, text, feature != found.feature, found.how == "concept")
        held = denied.get(feature)
        if held is None or (no.value, held.under) > (held.value, no.under):
            denied[feature] = no


def narrower(found: Found, compiled: Compiled) -> Iterator[int]:
    """What lies under a concept that is named; a limit names all it stands in the way of."""
    if isinstance(found.feature, int) and found.feature >= 0 and found.how != "concept":
        concept = compiled.concepts[found.feature]
        if not concept.soft:
            yield from (other for other, _, how in concept.reach if how == "narrower")

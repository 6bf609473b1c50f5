"""
Everything one call of `match` looks at: who offers, who asks, and both by word.

Made from the records for one answer (or for all), and thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

from talentregister.matching import supply
from talentregister.matching.hours import spoken
from talentregister.matching.knowledge import Knowledge
from talentregister.matching.needs import Need, asked, with_alike, world_of
from talentregister.matching.parts import asks_in
from talentregister.matching.reading import Feature
from talentregister.matching.score import commonness
from talentregister.matching.shelf import AskShelf, Books, Shelf, Weighed
from talentregister.matching.supply import Profile, Source
from talentregister.matching.values import Meets, Piece
from talentregister.matching.wishes import wished
from talentregister.matching.worlds import World, together
from talentregister.model import availability
from talentregister.model.availability import Availability
from talentregister.model.records import Records
from talentregister.model.statement import Statement

# How many needs of a description count beside the asks.
MAIN = 6


class Wish(NamedTuple):
    """One ask of somebody; of a resident's wish, what he would receive."""

    owner: str
    piece: Piece
    text: str
    availability: Availability | None
    own_network_tried: bool | None = None
    plain: bool = False


class Board:
    """The records of one day, laid out for matching."""

    def __init__(self, records: Records, today: date, knowledge: Knowledge) -> None:
        self.records = records
        self.today = today
        self.compiled = knowledge.compiled
        self.analyst = knowledge.analyst
        self._meanings = knowledge.meanings
        self._asks: dict[str, Weighed] = {}
        self._plain_asks: dict[str, Weighed] = {}
        self._wishes: dict[str, list[Wish]] = {}
        self._contexts: dict[str, list[Weighed]] = {}
        self._worlds: dict[tuple[str, bool], World] = {}

    # --- who takes part ---------------------------------------------------

    @cached_property
    def residents(self) -> list[str]:
        """Who may be proposed, in an order that does not depend on the file's."""
        who = (r.id for r in self.records.residents.values() if r.may_be_proposed)
        return sorted(who, key=lambda id_: int(id_[1:]))

    @cached_property
    def initiatives(self) -> list[str]:
        """Which initiatives may be proposed."""
        which = (i.id for i in self.records.initiatives.values() if i.may_be_proposed)
        return sorted(which, key=lambda id_: int(id_[1:]))

    # --- what they offer ----------------------------------------------------

    @cached_property
    def _residents_books(self) -> Books:
        place = places(self.residents)
        held = [(place[who], ref) for who, ref in supply.offered(self.records) if who in place]
        refs = [ref for _, ref in held]
        return Books(
            [owner for owner, _ in held],
            [supply.text_of(ref) for ref in refs],
            [supply.weight_of(ref) for ref in refs],
            lambda text: supply.source_of(refs[text]),
            self.analyst,
            self._meanings,
        )

    @cached_property
    def _initiatives_books(self) -> Books:
        sources: list[Source] = []
        owners: list[int] = []
        for number, which in enumerate(self.initiatives):
            for source in supply.on_offer(which, self.records):
                sources.append(source)
                owners.append(number)
        texts, weights = [s.text for s in sources], [s.weight for s in sources]
        ready = sources.__getitem__
        return Books(owners, texts, weights, ready, self.analyst, self._meanings)

    @cached_property
    def offers(self) -> Shelf:
        """What residents offer."""
        return Shelf("r", self._residents_books)

    @cached_property
    def loves(self) -> Shelf:
        """What residents love."""
        return Shelf("r", self._residents_books, ("loves",))

    @cached_property
    def to_join(self) -> Shelf:
        """What initiatives have to offer to somebody who would like to join."""
        return Shelf("i", self._initiatives_books)

    @cached_property
    def has(self) -> Shelf:
        """What initiatives say they offer."""
        return Shelf("i", self._initiatives_books, ("has", "can", "loves"))

    def profile(self, shelf: Shelf, who: str) -> Profile:
        """All that somebody brings on one shelf."""
        return shelf.profile(who, self.place(who))

    def place(self, who: str) -> int:
        """The place of somebody among the residents or the initiatives."""
        return self._place[who]

    @cached_property
    def _place(self) -> dict[str, int]:
        return places(self.residents) | places(self.initiatives)

    # --- what they ask --------------------------------------------------------

    def wishes(self, who: str) -> list[Wish]:
        """What somebody asks to receive."""
        found = self._wishes.get(who)
        if found is None:
            found = self._wishes[who] = self._wishes_of(who)
        return found

    def _wishes_of(self, who: str) -> list[Wish]:
        open_ = [s for s in self.records.statements_of(who) if s.kind == "wants" and s.counts]
        if who.startswith("i"):
            schedule = self._schedule(who)
            return [wish_of(s, schedule, part, part) for s in open_ for part in asks_in(s.text)]
        free = self.records.residents[who].availability
        parted = ((s, wished(s.text).receive) for s in open_)
        return [wish_of(s, free, s.text, part) for s, part in parted if part]

    def _schedule(self, who: str) -> Availability | None:
        """When an initiative meets: as told, else as its description says in passing."""
        initiative = self.records.initiatives[who]
        schedule = initiative.schedule
        told = availability.read(schedule, self.today) if schedule else None
        known = told is not None and told.slots
        return told if known else spoken(told, schedule, initiative.description)

    @cached_property
    def asks(self) -> AskShelf:
        """The asks of everybody who takes part."""
        open_ = [s for s in self.records.statements.values() if s.kind == "wants" and s.counts]
        asked = [s for s in open_ if s.owner in self._place]
        # No `self.weigh`: a board that holds itself stays in memory until somebody looks.
        weigh = partial(weighed, self._residents_books, len(self.residents))
        texts, owners = [s.text for s in asked], [s.owner for s in asked]
        return AskShelf(texts, owners, self.analyst, self._meanings, weigh)

    # --- what an ask weighs -------------------------------------------------------

    def ask(self, text: str) -> Weighed:
        """A text as needs, with their weights in this register."""
        found = self._asks.get(text)
        if found is None:
            ask = with_alike(asked(text, self.analyst), self.analyst)
            found = self._asks[text] = Weighed(ask, self._weights(ask.needs))
        return found

    def plain_ask(self, text: str) -> Weighed:
        """The same by its words alone: whom a worker would call has no part in it."""
        found = self._plain_asks.get(text)
        if found is None:
            ask = asked(text, self.analyst)
            worded = [need for need in ask.needs if need.worded]
            plain = ask._replace(needs=tuple(need.plain() for need in worded))
            found = self._plain_asks[text] = Weighed(plain, self._weights(worded))
        return found

    def _weights(self, needs: Iterable[Need]) -> tuple[float, ...]:
        return tuple(need.base * self.weigh(need.features) for need in needs)

    def weigh(self, features: Mapping[Feature, Meets]) -> float:
        """What it weighs in this register, from how many could meet it."""
        return weighed(self._residents_books, len(self.residents), features)

    def known_by(self, features: Mapping[Feature, Meets]) -> int:
        """About how many residents could meet a need."""
        return self._residents_books.known_by(features)

    def asks_of(self, wishes: Sequence[Wish]) -> list[Weighed]:
        """Wishes as needs."""
        return [self.plain_ask(w.text) if w.plain else self.ask(w.text) for w in wishes]

    def world(self, wish: Wish) -> World:
        """Which world a wish belongs to."""
        found = self._worlds.get((wish.text, wish.plain))
        if found is None:
            (ask, weights), compiled = self.asks_of([wish])[0], self.compiled
            rows = ((w, world_of(n, compiled)) for n, w in zip(ask.needs, weights, strict=True))
            found = self._worlds[wish.text, wish.plain] = together(rows)
        return found

    def context(self, who: str) -> list[Weighed]:
        """What stands around somebody's asks: a description, or what he loves."""
        found = self._contexts.get(who)
        if found is None:
            found = self._contexts[who] = self._context_of(who)
        return found

    def _context_of(self, who: str) -> list[Weighed]:
        if not who:
            return []
        if who.startswith("i"):
            initiative = self.records.initiatives[who]
            return [self.ask(initiative.name), self._main(initiative.description)]
        said = self.records.statements_of(who)
        texts = [s.text for s in said if s.kind == "loves" and s.counts]
        return [self.ask(text) for text in texts if text]

    def _main(self, description: str) -> Weighed:
        """The needs of a description that weigh most: the rest is colour."""
        ask, weights = self.ask(description)
        order = sorted(range(len(weights)), key=lambda i: -weights[i])[:MAIN]
        needs = tuple(ask.needs[i] for i in order)
        return Weighed(ask._replace(needs=needs), tuple(weights[i] for i in order))


def wish_of(statement: Statement, free: Availability | None, told: str, text: str) -> Wish:
    """What is asked in `text`, told as `told`, when it says so itself or else when one is free."""
    piece = Piece(id=statement.id, kind="wants", text=told)
    when = statement.availability or spoken(free, text)
    return Wish(statement.owner, piece, text, when, statement.own_network_tried)


def places(whom: Sequence[str]) -> dict[str, int]:
    """The place of each in a row."""
    return {who: place for place, who in enumerate(whom)}


def weighed(books: Books, residents: int, features: Mapping[Feature, Meets]) -> float:
    """What a need weighs among so many residents, from how many of them could meet it."""
    return commonness(books.known_by(features), residents)


def plainly(wishes: Sequence[Wish]) -> list[Wish]:
    """Wishes for the thing itself: whom a worker would call has no part in it."""
    return [wish._replace(plain=True) for wish in wishes]

"""
Everything one call of `match` looks at: who offers, who asks, and both by word.

Made from the records for one answer (or for all), and thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from talentregister.matching import supply
from talentregister.matching.analysis import Analyst
from talentregister.matching.index import WordIndex, role_feature
from talentregister.matching.knowledge import Knowledge
from talentregister.matching.needs import Ask, Need, asked
from talentregister.matching.polarity import wished
from talentregister.matching.reading import Feature
from talentregister.matching.score import weight_of
from talentregister.matching.supply import Profile
from talentregister.matching.values import Piece
from talentregister.model import availability
from talentregister.model.availability import Availability
from talentregister.model.records import Records
from talentregister.model.statement import Statement


class Wish(NamedTuple):
    """One ask of somebody."""

    owner: str
    piece: Piece
    availability: Availability | None
    own_network_tried: bool | None = None
    part: str = ""

    @property
    def text(self) -> str:
        """What is asked: of a wish only what one would receive."""
        return self.part or self.piece.text


class Board:
    """The records of one day, laid out for matching."""

    def __init__(self, records: Records, today: date, knowledge: Knowledge) -> None:
        self.records = records
        self.today = today
        self.compiled = knowledge.compiled
        self.analyst: Analyst = knowledge.analyst
        self._profiles: dict[tuple[str, str], Profile] = {}
        self._asks: dict[str, Ask] = {}

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
    def offers(self) -> WordIndex:
        """Residents by the words of what they offer."""
        texts: list[str] = []
        owners: list[int] = []
        for number, who in enumerate(self.residents):
            for source in supply.offered(who, self.records):
                texts.append(source.text)
                owners.append(number)
        return WordIndex(texts, owners, self.analyst, ("concept", "item"))

    def profile(self, who: str) -> Profile:
        """What a resident offers."""
        return self._profile(who, "offers", supply.offered(who, self.records))

    def loves(self, who: str) -> Profile:
        """What a resident loves."""
        sources = (s for s in supply.offered(who, self.records) if s.piece.kind == "loves")
        return self._profile(who, "loves", sources)

    def to_join(self, who: str) -> Profile:
        """What an initiative has to offer to somebody who would like to join."""
        return self._profile(who, "join", supply.on_offer(who, self.records))

    def has(self, who: str) -> Profile:
        """What an initiative says it offers."""
        sources = (s for s in supply.on_offer(who, self.records) if s.piece.kind != "initiative")
        return self._profile(who, "has", sources)

    def _profile(self, who: str, kind: str, sources: Iterator[supply.Source]) -> Profile:
        found = self._profiles.get((who, kind))
        if found is None:
            found = supply.profile(who, sources, self.analyst)
            self._profiles[who, kind] = found
        return found

    # --- what they ask --------------------------------------------------------

    def wishes(self, who: str) -> list[Wish]:
        """What somebody asks to receive."""
        open_ = (s for s in self.records.statements_of(who) if s.kind == "wants" and s.counts)
        if who.startswith("i"):
            schedule = self._schedule(who)
            return [self._wish(s, schedule, s.text) for s in open_]
        free = self.records.residents[who].availability
        parted = ((s, wished(s.text).receive) for s in open_)
        return [self._wish(s, free, part) for s, part in parted if part]

    def _wish(self, statement: Statement, free: Availability | None, part: str) -> Wish:
        piece = Piece(id=statement.id, kind="wants", text=statement.text)
        when = statement.availability or free
        return Wish(statement.owner, piece, when, statement.own_network_tried, part)

    def _schedule(self, who: str) -> Availability | None:
        schedule = self.records.initiatives[who].schedule
        return availability.read(schedule, self.today) if schedule else None

    @cached_property
    def all_wishes(self) -> list[Wish]:
        """Every ask of everybody who takes part."""
        return [wish for who in (*self.residents, *self.initiatives) for wish in self.wishes(who)]

    @cached_property
    def wish_index(self) -> WordIndex:
        """The asks by their words."""
        texts = [wish.text for wish in self.all_wishes]
        return WordIndex(texts, range(len(texts)), self.analyst, ("concept", "asked"))

    def ask(self, text: str) -> Ask:
        """A text as needs."""
        found = self._asks.get(text)
        if found is None:
            found = self._asks[text] = asked(text, self.analyst)
        return found

    def context(self, who: str) -> list[Ask]:
        """What stands around somebody's asks: a description, or what he loves."""
        if who.startswith("i"):
            initiative = self.records.initiatives[who]
            texts = [initiative.name, initiative.description]
        else:
            said = self.records.statements_of(who)
            texts = [s.text for s in said if s.kind == "loves" and s.counts]
        return [self.ask(text) for text in texts if text]

    # --- finding --------------------------------------------------------------

    def weigh(self, need: Need) -> tuple[float, int]:
        """What a need weighs in this register, and how many residents could meet it."""
        known_by = self.offers.known_by(need)
        return weight_of(need, known_by, len(self.residents)), known_by

    def who_could(self, asks: Iterable[Ask]) -> list[str]:
        """Residents who have a word that may meet a need."""
        features = {f for ask in asks for need in ask.needs for f in need.features}
        return [self.residents[i] for i in sorted(self.offers.owners_of_any(features))]

    def wishes_for(self, profile: Profile) -> list[Wish]:
        """Asks that something in a profile may meet."""
        features: set[Feature] = set()
        for feature in profile.said:
            if isinstance(feature, str):
                features.add(feature)
            else:
                features.update(self._met_by.get(feature, ()))
        return [self.all_wishes[i] for i in sorted(self.wish_index.owners_of_any(features))]

    @cached_property
    def _met_by(self) -> dict[int, set[Feature]]:
        """For each feature of a profile, the features of an ask it may meet."""
        met_by: dict[int, set[Feature]] = {}
        for number, concept in enumerate(self.compiled.concepts):
            for other, _, _ in concept.reach:
                met_by.setdefault(other, set()).add(number)
        for number, role in enumerate(self.compiled.roles):
            for item in role.items:
                met_by.setdefault(-1 - item.item, set()).add(role_feature(number))
                for general, _ in self.compiled.items[item.item][1]:
                    met_by.setdefault(general, set()).add(role_feature(number))
        return met_by

"""The questions: for a resident, an initiative, free words, and everybody at once."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from heapq import heapify, heappop
from typing import NamedTuple

from talentregister.language.names import fold
from talentregister.matching.board import Board, Wish, plainly
from talentregister.matching.bounds import Search, beyond
from talentregister.matching.knowledge import Knowledge
from talentregister.matching.needs import Ask
from talentregister.matching.pairs import Pairs
from talentregister.matching.reasons import account, cautions, reasons
from talentregister.matching.score import Sum, added, along, best_first, together, whole
from talentregister.matching.shelf import Shelf
from talentregister.matching.supply import Heard, Profile, Source
from talentregister.matching.values import (
    FLOOR,
    Answer,
    AskResult,
    Caution,
    Direction,
    Explanation,
    Match,
    Piece,
    band_of,
)
from talentregister.model import availability
from talentregister.model.availability import Availability
from talentregister.model.records import Records
from talentregister.model.statement import separated

DIRECTIONS: tuple[Direction, ...] = ("wants", "offers", "shared", "guest")
# How much longer the list is that the words around the asks may reorder, and what may be
# on it.
SHORTLIST = 3
# Shared passions and guests are company, not an answer: only when they are fairly sure.
FLOOR_BESIDE = 0.2
LOWEST = 0.02
# Scores are rounded to three places; a bound must not fall short by less.
SLACK = 0.001
LIMIT = 10
LIMIT_ALL = 5
Fit = dict[bool | None, int]
SumOf = Callable[[Ask, Sequence[float], Heard], Sum]
FITS: Fit = {True: -1, None: 0, False: 1}


class Scored(NamedTuple):
    """A match before it is told: its rank, its score, and what both came from."""

    rank: tuple[float, int, str, int]
    score: float
    direction: Direction
    who: str
    wishes: Sequence[Wish]
    ordered: Sequence[tuple[int, Sum]]
    profile: Profile


class Section:
    """
    The best of one direction; one party stands once.

    A longer list than is shown is held by what the asks alone give; the words
    around the asks then order it, and only the first stay.
    """

    def __init__(self, direction: Direction, limit: int) -> None:
        self.direction = direction
        self.limit = limit
        self.held: list[Scored] = []
        # Whether a time is told: then hours that suit go before a name, of equals.
        self.timed = False
        # Where the whole of somebody can be read, for residents and initiatives.
        self.shelves: dict[str, Shelf] = {}
        self._most = limit * SHORTLIST

    def add(self, scored: Scored | None) -> None:
        """Put a match in its place; the last falls off when there are too many."""
        if scored is not None:
            insort(self.held, scored, key=lambda s: s.rank)
            del self.held[self._most :]

    def full_at(self, most: float, name: tuple[str, int]) -> bool:
        """Whether nobody who scores at most this, or as much with a later name, can come in."""
        if most < LOWEST - SLACK:
            return True
        if len(self.held) < self._most:
            return False
        last = self.held[-1]
        best_fit = FITS[True] if self.timed else FITS[None]
        return most < last.score - SLACK or (
            most <= last.score + SLACK and last.rank[1] <= best_fit and name > last.rank[2:]
        )


def match(
    records: Records,
    who_id: str,
    today: date,
    knowledge: Knowledge,
    *,
    limit: int = LIMIT,
    directions: Sequence[Direction] = DIRECTIONS,
) -> Answer:
    """Who could answer what `who_id` asks, what he could answer, who shares, who would join."""
    return Finder(Board(records, today, knowledge)).answer(who_id, limit, directions)


def match_words(
    records: Records, text: str, today: date, knowledge: Knowledge, *, limit: int = LIMIT
) -> Answer:
    """Who could answer an ask in free words."""
    finder = Finder(Board(records, today, knowledge))
    wishes = [
        Wish("", Piece(id=None, kind="words", text=piece), piece, None) for piece in separated(text)
    ]
    return finder.placed(None, [finder.wanted("", wishes, limit)], wishes)


def match_all(
    records: Records, today: date, knowledge: Knowledge, *, limit: int = LIMIT_ALL
) -> Iterator[Answer]:
    """Who could answer every open wish and every ask, askers by name."""
    finder = Finder(Board(records, today, knowledge))
    board = finder.board
    askers = [*board.residents, *board.initiatives]
    for who in sorted(askers, key=finder.by_name):
        if board.wishes(who):
            yield finder.answer(who, limit, ("wants",))


def explain(
    records: Records, a_id: str, b_id: str, today: date, knowledge: Knowledge
) -> tuple[Explanation, ...]:
    """The whole sum between two parties, in both directions where there is one."""
    finder = Finder(Board(records, today, knowledge))
    both = (finder.explained(a_id, b_id), finder.explained(b_id, a_id))
    return tuple(found for found in both if found is not None)


class Finder:
    """Finds matches on one board."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.pairs = Pairs(board.records)
        self._names: dict[str, tuple[str, int]] = {}
        self._asked: Sequence[Wish] = ()
        self._sums: dict[Heard, list[tuple[int, Sum]]] = {}

    def by_name(self, who: str) -> tuple[str, int]:
        """What ties are ordered by."""
        found = self._names.get(who)
        if found is None:
            name = fold(self.board.records.party(who).name)
            found = self._names[who] = (name, int(who[1:]))
        return found

    def answer(self, who: str, limit: int, directions: Sequence[Direction]) -> Answer:
        """All sections for one party."""
        board = self.board
        wishes = board.wishes(who)
        found: list[Section] = []
        if "wants" in directions:
            found.append(self.wanted(who, wishes, limit))
        if "offers" in directions:
            found.append(self.offered("offers", self.brings(who), limit))
        if "shared" in directions and who.startswith("r"):
            found.append(self.shared(who, limit))
        if "guest" in directions and who.startswith("r"):
            guest = Section("guest", limit)
            self.search(guest, who, plainly(wishes), board.to_join, board.initiatives)
            found.append(guest)
        elif "guest" in directions:
            profile = board.profile(board.to_join, who) if who in board.initiatives else None
            found.append(self.offered("guest", profile, limit))
        return self.placed(who, found, wishes)

    def placed(
        self, who: str | None, sections: Sequence[Section], wishes: Sequence[Wish]
    ) -> Answer:
        """The sections in order, and the places per ask."""
        shown = [one for section in sections for one in self.best(section)]
        asks = [AskResult(ask=w.piece, ranks=ranks(w.piece, shown)) for w in wishes]
        return Answer(for_=who, matches=tuple(map(self.told, shown)), asks=tuple(asks))

    # --- the sections -------------------------------------------------------

    def wanted(self, who: str, wishes: Sequence[Wish], limit: int) -> Section:
        """Who could answer the wishes of `who`: residents, and initiatives that offer it."""
        section = Section("wants", limit)
        self.search(section, who, wishes, self.board.offers, self.board.residents)
        if who.startswith("r"):
            self.search(section, who, wishes, self.board.has, self.board.initiatives)
        return section

    def brings(self, who: str) -> Profile | None:
        """What somebody could answer asks with; nothing when he may not be proposed."""
        board = self.board
        if who in board.residents:
            return board.profile(board.offers, who)
        return board.profile(board.has, who) if who in board.initiatives else None

    def offered(self, direction: Direction, profile: Profile | None, limit: int) -> Section:
        """Whose asks a profile could answer; initiatives answer residents only."""
        section = Section(direction, limit)
        if profile is None or not profile.heard.said:
            return section
        section.timed = any(self.free(source, profile.who) for source in profile.sources)
        bounds = self.board.asks.first(profile)
        for most, name, owner in self.likeliest((most, owner) for owner, most in bounds.items()):
            if section.full_at(most, name):
                break
            if owner == profile.who or (owner[0] == profile.who[0] == "i"):
                continue
            wishes = self.board.wishes(owner)
            if direction == "guest":
                wishes = plainly(wishes)
            section.add(self.paired(direction, owner, wishes, profile))
        return section

    def shared(self, who: str, limit: int) -> Section:
        """Who loves the same."""
        board = self.board
        section = Section("shared", limit)
        if who not in board.residents:
            return section
        own = [
            Wish(who, source.piece, source.text, source.availability, plain=True)
            for source in board.profile(board.loves, who).sources
        ]
        self.search(section, "", own, board.loves, board.residents, besides=who)
        return section

    def search(
        self,
        section: Section,
        who: str,
        wishes: Sequence[Wish],
        shelf: Shelf,
        parties: Sequence[str],
        besides: str = "",
    ) -> None:
        """Read those who may answer, the likeliest first, until no other can come in."""
        asks = self.board.asks_of(wishes)
        section.timed = any(wish.availability for wish in wishes)
        section.shelves[shelf.kind] = shelf
        near = shelf.near(asks)
        relevant = shelf.relevant(asks, near)

        def partly(other: str, number: int) -> Scored | None:
            part = shelf.part(other, number, relevant)
            found = self.paired(section.direction, other, wishes, part)
            return (
                found if found is not None and found.ordered[0][1].near else wholly(other, number)
            )

        def wholly(other: str, number: int) -> Scored | None:
            return self.paired(section.direction, other, wishes, shelf.profile(other, number))

        def consider(found: Search, score: Callable[[str, int], Scored | None]) -> None:
            for batch, later in found.batches():
                for most, name, other in self.likeliest((m, parties[i]) for m, i in batch):
                    if section.full_at(most, name):
                        return
                    if other not in (who, besides):
                        section.add(score(other, self.board.place(other)))
                if section.full_at(later, ("", 0)):
                    return

        consider(near, partly)
        if not section.full_at(beyond(asks), ("", 0)):
            consider(shelf.far(asks, near), wholly)

    def likeliest(
        self, bounds: Iterable[tuple[float, str]]
    ) -> Iterator[tuple[float, tuple[str, int], str]]:
        """Parties by the most they may score; of equals, by name."""
        heap = [(round(-most, 3), who) for most, who in bounds if most >= LOWEST - SLACK]
        heapify(heap)
        while heap:
            most = heap[0][0]
            group = []
            while heap and heap[0][0] == most:
                who = heappop(heap)[1]
                group.append((self.by_name(who), who))
            for name, who in sorted(group):
                yield -most, name, who

    # --- one pair -------------------------------------------------------------

    def paired(
        self, direction: Direction, who: str, wishes: Sequence[Wish], profile: Profile
    ) -> Scored | None:
        """The match between some wishes and a profile; `who` is the party to name."""
        asker = wishes[0].owner if wishes else ""
        open_ = self.pairs.left(wishes, asker, profile.who)
        if not open_ or not profile.heard.said:
            return None
        ordered = self.ordered(open_, profile.heard)
        score = round(together([s for _, s in ordered]), 3)
        if score < LOWEST or ordered[0][1].score <= 0:
            return None
        return self.scored(direction, who, open_, ordered, profile, score)

    def scored(
        self,
        direction: Direction,
        who: str,
        wishes: Sequence[Wish],
        ordered: Sequence[tuple[int, Sum]],
        profile: Profile,
        score: float,
    ) -> Scored:
        """A match with its rank."""
        free = self.bringing(ordered[0][1], profile)[1]
        fits = fitting(wishes[ordered[0][0]].availability, free)
        rank = (-score, FITS[fits], *self.by_name(who))
        return Scored(rank, score, direction, who, wishes, ordered, profile)

    def best(self, section: Section) -> list[Scored]:
        """The best of a section, by all there is and what the words around the asks add."""
        found = []
        for one in section.held:
            asker = "" if section.direction == "shared" else one.wishes[0].owner
            shelf = section.shelves.get(one.profile.who[0])
            profile = one.profile if shelf is None else self.board.profile(shelf, one.profile.who)
            sums = self.sums(one.wishes, profile.heard, along)
            score = round(whole(sums, self.context(asker, profile.heard)), 3)
            floor = FLOOR if section.direction in ("wants", "offers") else FLOOR_BESIDE
            if score >= floor:
                ordered = sorted(enumerate(sums), key=lambda pair: (-pair[1].score, pair[0]))
                found.append(self.scored(*one[2:5], ordered, profile, score))
        found.sort(key=lambda s: s.rank)
        return found[: section.limit]

    def told(self, one: Scored) -> Match:
        """A match with everything there is to say about it."""
        best, wish = one.ordered[0][1], one.wishes[one.ordered[0][0]]
        piece, free = self.bringing(best, one.profile)
        band = band_of(one.score)
        assert band is not None
        return Match(
            direction=one.direction,
            who=one.who,
            score=one.score,
            band=band,
            wants=wish.piece,
            offers=piece,
            reasons=reasons([s for _, s in one.ordered], one.profile, self.board.compiled),
            cautions=tuple(self.cautions(one, best, wish)),
            availability=free,
            fits=fitting(wish.availability, free),
            link=self.pairs.open_link(wish.owner, one.profile.who),
        )

    def ordered(self, wishes: Sequence[Wish], heard: Heard) -> list[tuple[int, Sum]]:
        """
        The sums of wishes, the best first.

        For the wishes asked about last they are kept: many say the same.
        """
        if wishes is not self._asked:
            self._asked, self._sums = wishes, {}
        found = self._sums.get(heard)
        if found is None:
            found = self._sums[heard] = best_first(enumerate(self.sums(wishes, heard, added)))
        return found

    def sums(self, wishes: Sequence[Wish], heard: Heard, sum_of: SumOf) -> list[Sum]:
        """The sum of each wish."""
        return [sum_of(*ask, heard) for ask in self.board.asks_of(wishes)]

    def context(self, asker: str, heard: Heard) -> float:
        """How well the words around the asks are met."""
        around = (along(*ask, heard).score for ask in self.board.context(asker))
        return max(around, default=0.0)

    def bringing(self, best: Sum, profile: Profile) -> tuple[Piece, Availability | None]:
        """The statement that answers best, and when its owner has time."""
        said = next(m.said for m in best.mets if m.said is not None)
        source = profile.sources[said.source]
        return source.piece, self.free(source, profile.who)

    def free(self, source: Source, who: str) -> Availability | None:
        """When somebody has time for what a text brings."""
        if source.availability is None and who.startswith("r"):
            return self.board.records.residents[who].availability
        return source.availability

    def cautions(self, one: Scored, best: Sum, wish: Wish) -> Iterable[Caution]:
        """What to know before calling."""
        yield from cautions([best], one.profile)
        if wish.own_network_tried is False and wish.owner.startswith("r"):
            yield Caution(code="own_network")
        if one.direction in ("wants", "offers") and one.profile.who.startswith("r"):
            core = {f for m in best.mets if m.said and not m.need.alike for f in m.need.core}
            for own in self.board.wishes(one.profile.who):
                needs = self.board.ask(own.text).ask.needs
                if any(core & need.core for need in needs if need.worded):
                    yield Caution(code="wants_to_learn", text=own.piece.text)

    def explained(self, asker: str, offerer: str) -> Explanation | None:
        """The sum of every ask of one with all the other brings."""
        board = self.board
        shelf = board.offers if offerer.startswith("r") else board.to_join
        if offerer not in (*board.residents, *board.initiatives):
            return None
        wishes, profile = board.wishes(asker), board.profile(shelf, offerer)
        if not wishes or not profile.heard.said:
            return None
        sums = self.sums(wishes, profile.heard, along)
        total = whole(sums, self.context(asker, profile.heard))
        asks = tuple(
            account(wish.piece, s, profile, board.compiled, board.known_by)
            for wish, s in zip(wishes, sums, strict=True)
        )
        return Explanation(asker=asker, offerer=offerer, total=round(total, 3), asks=asks)


def fitting(one: Availability | None, other: Availability | None) -> bool | None:
    """Whether two have time together; unknown when one said nothing."""
    return None if one is None or other is None else availability.fits(one, other)


def ranks(ask: Piece, shown: Sequence[Scored]) -> tuple[int, ...]:
    """The places of those who could answer one ask, the best for it first."""
    able = [
        (-total.score, place)
        for place, one in enumerate(shown, 1)
        if one.direction == "wants"
        for wish, total in one.ordered
        if one.wishes[wish].piece == ask and total.score >= FLOOR
    ]
    return tuple(place for _, place in sorted(able))


__all__ = ["DIRECTIONS", "explain", "match", "match_all", "match_words"]

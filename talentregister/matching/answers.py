"""The questions: for a resident, an initiative, free words, and everybody at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple, TypeVar

import msgspec

from talentregister.language.names import fold
from talentregister.matching.board import Board, Wish, plainly
from talentregister.matching.halved import halved
from talentregister.matching.hours import against, busy, spoken
from talentregister.matching.knowledge import Knowledge
from talentregister.matching.pairs import Pairs
from talentregister.matching.reasons import account, cautions, reasons
from talentregister.matching.score import Sum, along, whole
from talentregister.matching.shelf import Shelf, Weighed
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
from talentregister.matching.worlds import nearness
from talentregister.model import availability
from talentregister.model.availability import Availability
from talentregister.model.note import Note
from talentregister.model.records import Records
from talentregister.model.statement import Statement, separated

DIRECTIONS: tuple[Direction, ...] = ("wants", "offers", "shared", "guest")
# So many are read, and of so many of them what surrounds the ask and its world are weighed too;
# more when more are shown. It does not hang on how many are shown: a short list is the
# beginning of a longer one. (tests/benchmarks/many.py: of 2,136 who tell much, 94 of 100 who
# belong among the first ten are there when 300 are read, 70 when 30 are.)
READ, AMID = 300, 40
# Of more residents than these half as many are read, and a third where all who ask are answered:
# that is what the time allows.
MANY, THIRD = 3000, 3
# Of those who ask fewer are read: each brings asks of his own, to be taken apart.
READ_ASKS = 80
# Where fewer say something near, those who say something further off are looked at too.
ENOUGH = 300
# Shared passions and guests are company, not an answer: only when they are fairly sure.
FLOOR_BESIDE = 0.35
# From here on somebody is said to be able to answer one of several asks.
ABLE = 0.08
# So well somebody answers one of several asks to stand in its short list; so many are shown
# besides for an ask that none of the others answers.
ANSWERS, SHORT = 0.1, 3
# What was said so long ago may be over: "nu even niet".
LONG_AGO = timedelta(days=90)
LIMIT = 10
LIMIT_ALL = 5
Fit = dict[bool | None, int]
FITS: Fit = {True: -1, None: 0, False: 1}
Key = TypeVar("Key", int, str)


class Scored(NamedTuple):
    """A match before it is told: its rank, its score, and what both came from."""

    rank: tuple[float, int, str, int]
    score: float
    fits: bool | None
    direction: Direction
    who: str
    wishes: Sequence[Wish]
    ordered: Sequence[tuple[int, Sum]]
    profile: Profile

    def answers(self) -> Iterator[tuple[Piece, float]]:
        """The asks that are answered, and how well each."""
        for number, total in self.ordered:
            if total.score >= ANSWERS:
                yield self.wishes[number].piece, total.score


class Asked(NamedTuple):
    """Wishes as needs, and what came of those who were read."""

    wishes: Sequence[Wish]
    asks: Sequence[Weighed]
    sums: dict[Heard, list[Sum]]


class Section:
    """
    Who may be in one direction, with the wishes and what meets them.

    More are read than are shown, the likeliest by words alone; the best of them are told.
    """

    def __init__(self, direction: Direction, limit: int) -> None:
        self.direction = direction
        self.limit = limit
        # Whether a time is told: then hours that suit go before a name, of equals.
        self.timed = False
        self.held: list[tuple[str, Sequence[Wish], Profile]] = []


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
        Wish("", Piece(id=None, kind="words", text=piece), piece, spoken(None, piece, text))
        for piece in separated(text)
    ]
    return finder.placed(None, [finder.wanted("", wishes, limit)], wishes)


def match_all(
    records: Records, today: date, knowledge: Knowledge, *, limit: int = LIMIT_ALL
) -> Iterator[Answer]:
    """Who could answer every open wish and every ask, askers by name."""
    finder = Finder(Board(records, today, knowledge), THIRD)
    board = finder.board
    askers = [*board.residents, *board.initiatives]
    asking = [who for who in sorted(askers, key=finder.by_name) if board.wishes(who)]
    return halved(lambda who: finder.answer(who, limit, ("wants",)), asking)


def explain(
    records: Records, a_id: str, b_id: str, today: date, knowledge: Knowledge
) -> tuple[Explanation, ...]:
    """The whole sum between two parties, in both directions where there is one."""
    finder = Finder(Board(records, today, knowledge))
    both = (finder.explained(a_id, b_id), finder.explained(b_id, a_id))
    return tuple(found for found in both if found is not None)


class Finder:
    """Finds matches on one board."""

    def __init__(self, board: Board, share: int = 1) -> None:
        self.board = board
        # How many are read: of all that time allows one in `share`.
        self.most = READ // (share if len(board.residents) <= MANY else 2 * share)
        self.pairs = Pairs(board.records)
        self._names: dict[str, tuple[str, int]] = {}
        self._asked: Asked | None = None

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
        shown = self.once([one for section in sections for one in self.best(section)])
        asks = [AskResult(ask=w.piece, ranks=ranks(w.piece, shown)) for w in wishes]
        return Answer(for_=who, matches=tuple(map(self.told, shown)), asks=tuple(asks))

    def once(self, found: Sequence[Scored]) -> list[Scored]:
        """All found; who by one wish would do it, and would be there, where that suits more."""
        best: dict[tuple[str, str], Scored] = {}
        for one in found:
            key = one.who, self.wish_of(one) or one.direction
            if key not in best or best[key].score < one.score:
                best[key] = one
        kept = set(map(id, best.values()))
        return [one for one in found if id(one) in kept]

    def wish_of(self, one: Scored) -> str | None:
        """The wish by which somebody would be there, or would do it; None for no wish."""
        best = one.ordered[0]
        if one.direction == "guest":
            return one.wishes[best[0]].piece.id
        piece, _free = self.bringing(best[1], one.profile)
        return piece.id if piece.kind == "wants" else None

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
        own = profile.who
        owners = self.board.asks.first(profile)
        may = {o: doubt for o, doubt in owners.items() if o != own and (o + own).count("i") < 2}
        for owner in self.likeliest(may, section, str, READ_ASKS):
            asked = self.board.wishes(owner)
            wishes = plainly(asked) if direction == "guest" else asked
            section.held.append((owner, wishes, profile))
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
        """Lay out those who are likeliest to answer."""
        asks = self.board.asks_of(wishes)
        section.timed = any(wish.availability for wish in wishes)
        found = shelf.rough.near(asks)
        if len(found) < ENOUGH:
            found = shelf.rough.any(asks)
        for other in self.likeliest(found, section, parties.__getitem__, self.most):
            if other not in (who, besides):
                section.held.append((other, wishes, self.board.profile(shelf, other)))

    def likeliest(
        self, doubts: Mapping[Key, float], section: Section, party: Callable[[Key], str], most: int
    ) -> list[str]:
        """
        The so many parties of whom the least doubt is left; of equals by name.

        Where a time is told, all who equal the last are among them: hours decide, not names.
        """
        most = max(most, section.limit)
        least = nsmallest(most, doubts.values())
        kept = [(doubt, party(key)) for key, doubt in doubts.items() if doubt <= least[-1]]
        kept.sort(key=lambda one: (one[0], self.by_name(one[1])))
        return [who for _, who in (kept if section.timed else kept[:most])]

    # --- one pair -------------------------------------------------------------

    def best(self, section: Section) -> list[Scored]:
        """The best of a section, by all there is and what the words around the asks add."""
        floor = FLOOR if section.direction in ("wants", "offers") else FLOOR_BESIDE
        scored = (self.scored(section.direction, *held) for held in section.held)
        read = sorted((one for one in scored if one is not None), key=lambda one: one.rank)
        found = [self.amid(one) for one in read[: max(AMID, section.limit)]]
        found = sorted((one for one in found if one.score >= floor), key=lambda one: one.rank)
        shown, others = found[: section.limit], found[section.limit :]
        return [*shown, *unasked(shown, others)] if section.direction == "wants" else shown

    def scored(
        self, direction: Direction, who: str, wishes: Sequence[Wish], profile: Profile
    ) -> Scored | None:
        """The match between some wishes and a profile; `who` is the party to name."""
        open_ = self.pairs.left(wishes, asker_of(wishes), profile.who)
        if not open_ or not profile.heard.said:
            return None
        sums = self.sums(open_, profile.heard)
        score = round(whole(sums), 3)
        if score <= 0:
            return None
        ordered = sorted(enumerate(sums), key=lambda pair: (-pair[1].score, pair[0]))
        fits = self.fitting(open_, ordered, profile)
        rank = (-score, FITS[fits], *self.by_name(who))
        return Scored(rank, score, fits, direction, who, open_, ordered, profile)

    def amid(self, one: Scored) -> Scored:
        """A match with what the words around the asks add, and the world they belong to."""
        heard = one.profile.heard
        sums = [total for _, total in one.ordered]
        beside = one.direction == "shared"  # what he loves is itself what is sought
        context = 0.0 if beside else self.context(asker_of(one.wishes), heard)
        score = round(whole(sums, context, self.world(one.wishes, heard)), 3)
        return one._replace(rank=(-score, *one.rank[1:]), score=score)

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
            cautions=tuple(self.cautions(one, best, wish, piece)),
            availability=free,
            fits=one.fits,
            link=self.pairs.open_link(wish.owner, one.profile.who),
        )

    def sums(self, wishes: Sequence[Wish], heard: Heard) -> list[Sum]:
        """The sum of each wish; for those asked about last it is kept: many say the same."""
        if self._asked is None or wishes is not self._asked.wishes:
            self._asked = Asked(wishes, self.board.asks_of(wishes), {})
        found = self._asked.sums.get(heard)
        if found is None:
            found = self._asked.sums[heard] = [along(*ask, heard) for ask in self._asked.asks]
        return found

    def context(self, asker: str, heard: Heard) -> float:
        """How well the words around the asks are met."""
        around = (along(*ask, heard).score for ask in self.board.context(asker))
        return max(around, default=0.0)

    def world(self, wishes: Sequence[Wish], heard: Heard) -> float:
        """How near what is said lies to the world of one of the wishes."""
        own = heard.world(self.board.compiled)
        return max(nearness(self.board.world(wish), own) for wish in wishes)

    def bringing(self, best: Sum, profile: Profile) -> tuple[Piece, Availability | None]:
        """The statement that answers best, and when its owner has time."""
        said = next(m.said for m in best.mets if m.said is not None)
        source = profile.sources[said.source]
        return source.piece, self.free(source, profile.who)

    def fitting(
        self, wishes: Sequence[Wish], ordered: Sequence[tuple[int, Sum]], profile: Profile
    ) -> bool | None:
        """Whether there is time for one of the asks somebody could answer; None for unknown."""
        return min(
            (
                fitting(wishes[n].availability, self.bringing(total, profile)[1])
                for n, total in able(ordered)
            ),
            key=FITS.__getitem__,
        )

    def free(self, source: Source, who: str) -> Availability | None:
        """When somebody has time for what a text brings."""
        if source.availability is None and who.startswith("r"):
            return self.board.records.residents[who].availability
        return source.availability

    def cautions(self, one: Scored, best: Sum, wish: Wish, piece: Piece) -> Iterable[Caution]:
        """What to know before calling about the `piece` that answers best."""
        for caution in (*cautions([best], one.profile), *self.of_time(one)):
            yield self.dated(caution, one.profile.who)
        if wish.own_network_tried is False and wish.owner.startswith("r"):
            yield Caution(code="own_network")
        if one.direction in ("wants", "offers") and one.profile.who.startswith("r"):
            yield from self.of_own_wishes(one, best, piece)

    def of_time(self, one: Scored) -> Iterable[Caution]:
        """That the hours do not meet: as written down, or as said in passing."""
        _piece, free = self.bringing(one.ordered[0][1], one.profile)
        if one.fits is False:
            yield Caution(code="no_time")
        elif free is not None and availability.starts_after(free, self.board.today):
            yield Caution(code="not_yet")
        elif one.direction in ("wants", "offers"):
            when = [one.wishes[number].availability for number, _ in able(one.ordered)]
            slots = [time.slots if time is not None else () for time in when]
            texts = [source.text for source in one.profile.sources]
            every = (reading.text for reading in one.profile.heard.readings)
            said = (all(slots) and against(texts, chain(*slots))) or busy(every)
            if said:
                yield Caution(code="says_no", text=said)

    def dated(self, caution: Caution, who: str) -> Caution:
        """A caution with the day it was said, when that is so long ago that it may be over."""
        records = self.board.records
        told: tuple[Statement | Note, ...] = (
            *records.statements_of(who),
            *records.notes_about(who),
        )
        on = next((one.on for one in told if caution.text and caution.text in one.text), None)
        long_ago = on is not None and self.board.today - on >= LONG_AGO
        return msgspec.structs.replace(caution, on=on) if long_ago else caution

    def of_own_wishes(self, one: Scored, best: Sum, piece: Piece) -> Iterable[Caution]:
        """What somebody wants himself of what is asked; not the wish he answers it with."""
        core = {f for m in best.mets if m.said and not m.need.alike for f in m.need.core}
        for own in self.board.wishes(one.profile.who):
            needs = self.board.plain_ask(own.text).ask.needs
            if own.piece.id != piece.id and any(core & need.core for need in needs):
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
        sums = self.sums(wishes, profile.heard)
        context, world = self.context(asker, profile.heard), self.world(wishes, profile.heard)
        total = whole(sums, context, world)
        asks = tuple(
            account(wish.piece, s, profile, board.compiled, board.known_by)
            for wish, s in zip(wishes, sums, strict=True)
        )
        return Explanation(
            asker=asker,
            offerer=offerer,
            total=round(total, 3),
            around=round(context, 3),
            world=round(world, 3),
            asks=asks,
        )


def asker_of(wishes: Sequence[Wish]) -> str:
    """Whose wishes they are; empty for free words."""
    return wishes[0].owner if wishes else ""


def fitting(one: Availability | None, other: Availability | None) -> bool | None:
    """Whether two have time together; unknown when one said nothing."""
    return None if one is None or other is None else availability.fits(one, other)


def able(ordered: Sequence[tuple[int, Sum]]) -> Sequence[tuple[int, Sum]]:
    """Of the asks, best first, those that somebody could answer; at least the best."""
    return [pair for pair in ordered if pair[1].score >= ABLE] or ordered[:1]


def unasked(shown: Sequence[Scored], others: Sequence[Scored]) -> list[Scored]:
    """Of the others those who answer an ask best that nobody who is shown answers."""
    answered = {piece for one in shown for piece, _ in one.answers()}
    able: dict[Piece, list[tuple[float, int]]] = {}
    for place, one in enumerate(others):
        for piece, score in one.answers():
            if piece not in answered:
                able.setdefault(piece, []).append((-score, place))
    kept = {place for found in able.values() for _, place in sorted(found)[:SHORT]}
    return [others[place] for place in sorted(kept)]


def ranks(ask: Piece, shown: Sequence[Scored]) -> tuple[int, ...]:
    """The places of those who answer one ask, the best for it first."""
    able = [
        (-score, place)
        for place, one in enumerate(shown, 1)
        if one.direction == "wants"
        for piece, score in one.answers()
        if piece == ask
    ]
    return tuple(place for _, place in sorted(able))


__all__ = ["DIRECTIONS", "explain", "match", "match_all", "match_words"]

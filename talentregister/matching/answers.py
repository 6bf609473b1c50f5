"""The questions: for a resident, an initiative, free words, and everybody at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from talentregister.language.names import fold
from talentregister.matching.board import Board, Wish
from talentregister.matching.knowledge import Knowledge
from talentregister.matching.needs import Ask
from talentregister.matching.pairs import Pairs
from talentregister.matching.reasons import account, cautions, reasons
from talentregister.matching.score import Sum, added, best_first, together
from talentregister.matching.supply import Profile
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
CONTEXT = 0.2
LIMIT = 10
Fit = dict[bool | None, int]
FITS: Fit = {True: 0, None: 1, False: 2}


class Scored(NamedTuple):
    """A match with the score of each ask, before it has a place."""

    match: Match
    name: str
    by_ask: dict[str, float]


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
        Wish("", Piece(id=None, kind="words", text=piece), None) for piece in separated(text)
    ]
    return placed(None, [finder.wanted("", wishes)], limit, wishes)


def match_all(
    records: Records, today: date, knowledge: Knowledge, *, limit: int = LIMIT
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

    def by_name(self, who: str) -> tuple[str, int]:
        """What ties are ordered by."""
        return fold(self.board.records.party(who).name), int(who[1:])

    def answer(self, who: str, limit: int, directions: Sequence[Direction]) -> Answer:
        """All sections for one party."""
        wishes = self.board.wishes(who)
        found: list[list[Scored]] = []
        if "wants" in directions:
            found.append(self.wanted(who, wishes))
        if "offers" in directions:
            found.append(self.offered(who))
        if "shared" in directions and who.startswith("r"):
            found.append(self.shared(who))
        if "guest" in directions:
            found.append(self.guests(who, wishes))
        return placed(who, found, limit, wishes)

    # --- the sections -------------------------------------------------------

    def wanted(self, who: str, wishes: Sequence[Wish]) -> list[Scored]:
        """Who could answer the wishes of `who`: residents, and initiatives that offer it."""
        board = self.board
        asks = [board.ask(wish.text) for wish in wishes]
        found = []
        for other in board.who_could(asks):
            if other != who:
                found.append(self.paired("wants", other, wishes, board.profile(other)))
        if who.startswith("r"):
            for other in board.initiatives:
                found.append(self.paired("wants", other, wishes, board.has(other)))
        return [one for one in found if one is not None]

    def offered(self, who: str) -> list[Scored]:
        """Whose wish or ask `who` could answer."""
        board = self.board
        profile = board.profile(who) if who.startswith("r") else board.has(who)
        by_owner: dict[str, None] = {}
        for wish in board.wishes_for(profile):
            by_owner.setdefault(wish.owner)
        found = []
        for owner in by_owner:
            if owner != who and not (who.startswith("i") and owner.startswith("i")):
                found.append(self.paired("offers", owner, board.wishes(owner), profile))
        return [one for one in found if one is not None]

    def shared(self, who: str) -> list[Scored]:
        """Who loves the same."""
        board = self.board
        own = [
            Wish(who, source.piece, source.availability)
            for source in board.loves(who).sources
        ]
        asks = [board.ask(wish.text) for wish in own]
        found = []
        for other in board.who_could(asks):
            if other != who:
                found.append(self.paired("shared", other, own, board.loves(other)))
        return [one for one in found if one is not None]

    def guests(self, who: str, wishes: Sequence[Wish]) -> list[Scored]:
        """Who would like to join: residents at an initiative, or a resident at which."""
        board = self.board
        found = []
        if who.startswith("r"):
            for other in board.initiatives:
                found.append(self.paired("guest", other, wishes, board.to_join(other)))
        else:
            profile = board.to_join(who)
            owners = dict.fromkeys(w.owner for w in board.wishes_for(profile))
            for owner in owners:
                if owner.startswith("r"):
                    found.append(self.paired("guest", owner, board.wishes(owner), profile))
        return [one for one in found if one is not None]

    # --- one pair -------------------------------------------------------------

    def paired(
        self, direction: Direction, who: str, wishes: Sequence[Wish], profile: Profile
    ) -> Scored | None:
        """The match between some wishes and a profile; `who` is the party to name."""
        asker = wishes[0].owner if wishes else ""
        open_ = [w for w in wishes if not self.pairs.refused(asker, profile.who, w.piece.id)]
        if not open_ or not profile.said:
            return None
        sums = self.sums(open_, profile)
        score = round(together([s for _, s in sums], self.context(asker, profile, sums)), 3)
        band = band_of(score)
        if band is None:
            return None
        ordered = best_first(sums)
        best = ordered[0]
        wish = open_[best[0]]
        told = reasons([s for _, s in ordered], profile, self.board.compiled)
        if not told:
            return None
        piece, free = self.bringing(best[1], profile)
        made = Match(
            direction=direction,
            who=who,
            score=score,
            band=band,
            wants=wish.piece,
            offers=piece,
            reasons=told,
            cautions=tuple(self.cautions(direction, ordered, wish, profile)),
            availability=free,
            fits=fitting(wish.availability, free),
            link=self.pairs.open_link(asker, profile.who),
        )
        scores = {open_[i].piece.text: s.score for i, s in ordered if s.score >= FLOOR}
        return Scored(made, self.by_name(who)[0], scores)

    def sums(self, wishes: Sequence[Wish], profile: Profile) -> list[tuple[int, Sum]]:
        """The sum of each wish."""
        board = self.board
        return [
            (i, added(board.ask(wish.text), profile, board.weigh))
            for i, wish in enumerate(wishes)
        ]

    def context(self, asker: str, profile: Profile, sums: Sequence[tuple[int, Sum]]) -> float:
        """What the words around the asks add."""
        if not asker or not any(s.score for _, s in sums):
            return 0.0
        scores = (added(a, profile, self.board.weigh).score for a in self.board.context(asker))
        return CONTEXT * max(scores, default=0.0)

    def bringing(self, best: Sum, profile: Profile) -> tuple[Piece, Availability | None]:
        """The statement that answers best, and when its owner has time."""
        said = next(m.said for m in best.mets if m.said is not None)
        source = profile.sources[said.source]
        free = source.availability
        if free is None and profile.who.startswith("r"):
            free = self.board.records.residents[profile.who].availability
        return source.piece, free

    def cautions(
        self,
        direction: Direction,
        ordered: Sequence[tuple[int, Sum]],
        wish: Wish,
        profile: Profile,
    ) -> Iterable[Caution]:
        """What to know before calling."""
        yield from cautions([ordered[0][1]], profile)
        if wish.own_network_tried is False and wish.owner.startswith("r"):
            yield Caution(code="own_network")
        if direction in ("wants", "offers") and profile.who.startswith("r"):
            core = {f for m in ordered[0][1].mets if m.said for f in m.need.core}
            for own in self.board.wishes(profile.who):
                needs = self.board.ask(own.text).needs
                if any(core & need.core for need in needs if need.role < 0):
                    yield Caution(code="wants_to_learn", text=own.piece.text)

    def explained(self, asker: str, offerer: str) -> Explanation | None:
        """The sum of every ask of one with all the other brings."""
        board = self.board
        wishes = board.wishes(asker)
        profile = board.profile(offerer) if offerer.startswith("r") else board.to_join(offerer)
        if not wishes or not profile.said:
            return None
        sums = self.sums(wishes, profile)
        total = together([s for _, s in sums], self.context(asker, profile, sums))
        asks = tuple(account(wishes[i].piece, s, profile, board.compiled) for i, s in sums)
        return Explanation(asker=asker, offerer=offerer, total=round(total, 3), asks=asks)


def fitting(one: Availability | None, other: Availability | None) -> bool | None:
    """Whether two have time together; unknown when one said nothing."""
    return None if one is None or other is None else availability.fits(one, other)


def placed(
    who: str | None, sections: Sequence[list[Scored]], limit: int, wishes: Sequence[Wish]
) -> Answer:
    """The sections in order, each at most `limit` long, and the places per ask."""
    shown: list[Scored] = []
    for section in sections:
        section.sort(key=lambda s: (-s.match.score, FITS[s.match.fits], s.name, int(s.match.who[1:])))
        shown.extend(section[:limit])
    asks = [AskResult(ask=w.piece, ranks=ranks(w.piece, shown)) for w in wishes]
    return Answer(for_=who, matches=tuple(s.match for s in shown), asks=tuple(asks))


def ranks(ask: Piece, shown: Sequence[Scored]) -> tuple[int, ...]:
    """The places of those who could answer one ask, the best for it first."""
    able = [
        (-s.by_ask[ask.text], place)
        for place, s in enumerate(shown, 1)
        if s.match.direction == "wants" and ask.text in s.by_ask
    ]
    return tuple(place for _, place in sorted(able))


__all__ = ["Ask", "DIRECTIONS", "explain", "match", "match_all", "match_words"]

"""
Like wishes of several people: one meeting instead of ten visits (DOMAIN.md, collective offer).

Pure functions of the records, a day and what the program knows of words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from talentregister.language.names import fold
from talentregister.matching.analysis import Analyst
from talentregister.matching.board import Board, Wish
from talentregister.matching.compiled import Compiled, Concept
from talentregister.matching.knowledge import Knowledge
from talentregister.matching.needs import Ask, Need, asked, concept_features, concepts_of
from talentregister.matching.pairs import Pairs
from talentregister.matching.reading import Feature, Reading
from talentregister.matching.reasons import reasons
from talentregister.matching.score import along
from talentregister.matching.shelf import Weighed
from talentregister.matching.values import Frozen, Meets, Reason
from talentregister.matching.web import RELATED
from talentregister.matching.words import keys
from talentregister.model.base import number_of
from talentregister.model.records import Records

# What three people ask is a question of the neighbourhood.
PEOPLE = 3
# One wish that is linked with an initiative is a chance, two make it the one that carries.
CARRIED_BY = 2
# Needs of one wish that weigh nearly as much as the heaviest are what it is about too.
MAIN = 0.8
# A family of so many concepts says nothing of those in it: football and chess are no like wish.
WIDE = 30
# Shorter words stand in too many others: "huur" in "huurtoeslag" says something.
TELLING = 4
# An initiative that suits less is not worth a telephone call; more than three are no help.
SUITS, CARRIERS = 0.11, 3


class Like(Frozen, frozen=True, kw_only=True):
    """
    One wish of a bundle.

    `beside` is the concept it is about when that only lies beside the bundle's,
    `linked` whether it is connected with the initiative that carries the bundle.
    """

    id: str
    who: str
    text: str
    beside: Concept | None = None
    linked: bool = False


class Carrier(Frozen, frozen=True, kw_only=True):
    """An initiative that could carry a bundle, and what makes one think so."""

    id: str
    reason: Reason


class Bundle(Frozen, frozen=True, kw_only=True):
    """
    Like wishes of at least three people, under the concept or the word they share.

    `initiative` is the one that carries them already; `open` are the wishes
    still to be connected, with it or with a new one.
    """

    concept: Concept | None
    word: str
    people: int
    wishes: tuple[Like, ...]
    initiative: str | None = None
    carriers: tuple[Carrier, ...] = ()
    open: tuple[str, ...] = ()


class About(NamedTuple):
    """A wish, what it is about (concepts, or else words), and all that holds it."""

    wish: Wish
    mains: frozenset[Feature]
    names: frozenset[Feature]


class Group(NamedTuple):
    """Wishes under a name, and those that lie beside it, each with its concept."""

    name: Feature
    wishes: list[Wish]
    beside: list[tuple[Wish, int]]


def bundles(records: Records, today: date, knowledge: Knowledge) -> tuple[Bundle, ...]:
    """
    The like wishes of three or more people, the most people first, then by name.

    Open wishes of residents who may be approached; what somebody would give is no
    ask. A wish stands in one bundle, named by the narrowest concept that holds
    the wishes of three people, or by a word when no concept covers them. A wish
    beside it that shares a word goes along when it stands nowhere else. Could
    carry it: initiatives that may be proposed and are not closed to newcomers.
    """
    board = Board(records, today, knowledge)
    groups, pairs = grouped(abouts(board), board.analyst), Pairs(records)
    made = [bundle(group, board, pairs) for group in groups]
    return tuple(sorted(made, key=lambda b: (-b.people, fold(label(b)), label(b))))


def label(bundle: Bundle) -> str:
    """The name of a bundle in the language of the neighbourhood."""
    return bundle.word if bundle.concept is None else bundle.concept.label_nl


# --- what each wish is about ---------------------------------------------------------


def abouts(board: Board) -> list[About]:
    """The wishes that count, with what each is about; the same words are read once."""
    held: dict[str, frozenset[Feature]] = {}
    found = []
    for wish in (wish for who in board.residents for wish in board.wishes(who)):
        if wish.text not in held:
            held[wish.text] = mains(wish.text, board.analyst)
        about = held[wish.text]
        if about:
            found.append(About(wish, about, with_wider(about, board.compiled)))
    return found


def mains(text: str, analyst: Analyst) -> frozenset[Feature]:
    """
    What a wish is about: its heaviest concepts, or its words when no concept covers it.

    A target group or a manner is no subject, and hides none.
    """
    needs = [need for need in asked(text, analyst).needs if need.worded]
    concepts = analyst.compiled.concepts
    known = [(need.base, concepts_of(need)) for need in needs if concepts_of(need)]
    if not known:
        return frozenset(word for need in needs for word in words_of(need, text, analyst))
    hard = [(base, [n for n in named if not concepts[n].soft]) for base, named in known]
    most = max((base for base, named in hard if named), default=0.0)
    return frozenset(n for base, named in hard if base >= MAIN * most for n in named)


def words_of(need: Need, text: str, analyst: Analyst) -> Iterator[str]:
    """The content words of a need, in the forms a dictionary has; a name is none."""
    if need.words[:1].isupper() and not text.startswith(need.words):
        return
    for form, meets in need.features.items():
        if isinstance(form, str) and meets.how in ("same", "form"):
            word = analyst.word(form)
            if not (word.silent or word.light or form.isdigit()):
                yield form


def with_wider(about: Iterable[Feature], compiled: Compiled) -> frozenset[Feature]:
    """What a wish is about, and the wider concepts that may name it."""
    names = set(about)
    for number in [n for n in names if isinstance(n, int)]:
        names.update(n for n in compiled.concepts[number].ancestors if names_others(n, compiled))
    return frozenset(names)


def names_others(number: int, compiled: Compiled) -> bool:
    """Whether a concept may name wishes for what is narrower: not soft, not a whole family."""
    concept = compiled.concepts[number]
    if concept.soft or concept.ancestors:
        return not concept.soft
    return sum(how == "narrower" for _, _, how in concept.reach) <= WIDE


# --- which stand together ------------------------------------------------------------


def grouped(wishes: Sequence[About], analyst: Analyst) -> list[Group]:
    """The wishes by the narrowest name that holds three people, with those beside it."""
    compiled = analyst.compiled
    left = {about.wish.piece.id: about for about in wishes}
    groups = []
    for name in chosen(wishes, compiled):
        held = [about for about in left.values() if name in about.names]
        for about in held:
            del left[about.wish.piece.id]
        groups.append(Group(name, [about.wish for about in held], []))
    near = [(group, beside(group.name, compiled)) for group in groups]
    words = Words(analyst)
    for about in left.values():
        into = nearest(about, near, words)
        if into is not None:
            into[0].beside.append((about.wish, into[1]))
    return groups


def chosen(wishes: Sequence[About], compiled: Compiled) -> Iterator[Feature]:
    """
    Names that hold three people, one after the other.

    The narrowest first; of those the one with the most people, then by name.
    Whoever stands under one no longer counts for another.
    """
    people: dict[Feature, Counter[str]] = defaultdict(Counter)
    under: dict[Feature, list[About]] = defaultdict(list)
    for about in wishes:
        for name in about.names:
            people[name][about.wish.owner] += 1
            under[name].append(about)
    gone: set[str | None] = set()
    while able := [name for name, who in people.items() if len(who) >= PEOPLE]:
        wider = {a for n in able if isinstance(n, int) for a in compiled.concepts[n].ancestors}
        narrowest = [name for name in able if name not in wider]
        best = min(narrowest or able, key=lambda n: (-len(people[n]), spoken(n, compiled), str(n)))
        yield best
        for about in (a for a in under[best] if a.wish.piece.id not in gone):
            gone.add(about.wish.piece.id)
            for name in about.names:
                people[name] -= Counter((about.wish.owner,))


def spoken(name: Feature, compiled: Compiled) -> str:
    """A name as it is sorted."""
    return fold(compiled.concepts[name].label_nl if isinstance(name, int) else name)


def beside(name: Feature, compiled: Compiled) -> Mapping[int, float]:
    """The concepts right beside a name, and how near."""
    if not isinstance(name, int):
        return {}
    reach = compiled.concepts[name].reach
    return {other: value for other, value, how in reach if how == "related" and value >= RELATED}


class Words:
    """The words of texts that tell something, each text read once."""

    def __init__(self, analyst: Analyst) -> None:
        self._analyst = analyst
        self._held: dict[str, frozenset[str]] = {}

    def of(self, text: str) -> frozenset[str]:
        """The words of a text that say what it is about."""
        found = self._held.get(text)
        if found is None:
            found = self._held[text] = frozenset(filter(self._telling, keys(text)))
        return found

    def share(self, one: str, other: str) -> bool:
        """Whether a word of one text is a word of the other, or its beginning or end."""
        pairs = product(self.of(one), self.of(other))
        return any(
            long.startswith(short) or long.endswith(short)
            for short, long in (sorted(pair, key=len) for pair in pairs)
        )

    def _telling(self, key: str) -> bool:
        word = self._analyst.word(key)
        return len(key) >= TELLING and not (word.silent or word.light)


def nearest(
    about: About, near: Iterable[tuple[Group, Mapping[int, float]]], words: Words
) -> tuple[Group, int] | None:
    """The group a wish lies beside, sharing a word, and the concept by which it does."""
    found = [
        (-aside[main], -len(group.wishes), place, main, group)
        for place, (group, aside) in enumerate(near)
        for main in about.mains
        if isinstance(main, int) and main in aside
        if any(words.share(about.wish.text, wish.text) for wish in group.wishes)
    ]
    best = min(found, key=lambda one: one[:4], default=None)
    return None if best is None else (best[4], best[3])


# --- who carries it ------------------------------------------------------------------


def bundle(group: Group, board: Board, pairs: Pairs) -> Bundle:
    """A group with who carries it, or who could."""
    concepts = board.compiled.concepts
    placed = [*((wish, None) for wish in group.wishes), *group.beside]
    placed.sort(key=lambda pair: number_of(str(pair[0].piece.id)))
    wishes = [wish for wish, _ in placed]
    linked = connected(wishes, board.records)
    carrying = carried_by(linked, wishes, board)
    joined = linked.get(carrying, frozenset()) if carrying else frozenset()
    return Bundle(
        concept=concepts[group.name] if isinstance(group.name, int) else None,
        word=group.name if isinstance(group.name, str) else "",
        people=len({wish.owner for wish in wishes}),
        wishes=tuple(
            Like(
                id=str(wish.piece.id),
                who=wish.owner,
                text=wish.piece.text,
                beside=None if near is None else concepts[near],
                linked=wish.piece.id in joined,
            )
            for wish, near in placed
        ),
        initiative=carrying,
        carriers=() if carrying else tuple(carriers(group.name, wishes, pairs, board)),
        open=tuple(
            str(wish.piece.id)
            for wish in wishes
            if wish.piece.id not in joined
            and not (carrying and pairs.refused(wish.owner, carrying, wish.piece.id))
        ),
    )


def connected(wishes: Sequence[Wish], records: Records) -> Mapping[str, frozenset[str]]:
    """The initiatives with which these wishes stand in an open link, each with which."""
    found: dict[str, set[str]] = defaultdict(set)
    for wish in wishes:
        for link in records.links_of(wish.owner):
            if link.open and wish.piece.id in link.statements:
                for who in link.between:
                    if who in records.initiatives:
                        found[who].add(str(wish.piece.id))
    return {which: frozenset(linked) for which, linked in found.items()}


def carried_by(
    linked: Mapping[str, Collection[str]], wishes: Sequence[Wish], board: Board
) -> str | None:
    """The initiative that carries the wishes of most people, of at least two."""
    initiatives = board.records.initiatives
    people = {
        which: len({wish.owner for wish in wishes if wish.piece.id in ids})
        for which, ids in linked.items()
        if initiatives[which].may_be_proposed
    }
    able = [which for which, count in people.items() if count >= CARRIED_BY]
    return min(able, key=lambda w: (-people[w], fold(initiatives[w].name), w), default=None)


def carriers(
    name: Feature, wishes: Sequence[Wish], pairs: Pairs, board: Board
) -> Iterator[Carrier]:
    """The initiatives that suit what is asked best, with the reason."""
    ask = asking(name, board.compiled)
    found = []
    for place in board.to_join.rough.near([ask]):
        which = board.initiatives[place]
        initiative = board.records.initiatives[which]
        refused = all(pairs.refused(wish.owner, which, wish.piece.id) for wish in wishes)
        if initiative.open_to_newcomers == "no" or refused:
            continue
        profile = board.profile(board.to_join, which)
        total = along(*ask, profile.heard)
        if total.score >= SUITS:
            reason = reasons([total], profile, board.compiled)[0]
            found.append((-round(total.score, 3), fold(initiative.name), which, reason))
    for _, _, which, reason in sorted(found, key=lambda one: one[:3])[:CARRIERS]:
        yield Carrier(id=which, reason=reason)


def asking(name: Feature, compiled: Compiled) -> Weighed:
    """What a bundle asks, as a need: for its concept or its word, and whom to call for it."""
    if isinstance(name, int):
        features, words = concept_features(name, compiled), compiled.concepts[name].label_nl
    else:
        features, words = {name: Meets(1.0, "same")}, name
    need = Need(
        words=words, base=1.0, features=features, core=frozenset((name,)), term=-1, role=-1,
        seems=frozenset(),
    )  # fmt: skip
    return Weighed(Ask((need,), Reading(words, [], [], frozenset())), (1.0,))

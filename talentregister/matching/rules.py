"""How the language works: function words, what says no, sayings. The lists are data/language/."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

from talentregister.matching.words import keys

DATA = Path(__file__).parent / "data" / "language"
Phrase = tuple[str, ...]
# In a phrase: up to GAP words may stand here; the clause begins or ends here; any number.
SOME, GAP = "…", 2
END = "."
SIGNS = frozenset((SOME, END))
NUMBER = "0"
# No word is more common than another.
ALIKE: Mapping[str, int] = {}
# Phrases under the rarest word of each, with of how many words they are.
ByTelling = dict[str, list[tuple[Phrase, int]]]


class Place(NamedTuple):
    """Where a phrase stands in a row of keys, and of how many words it is."""

    start: int
    end: int
    words: int

    def meets(self, other: Place) -> bool:
        """Whether the two have a word in common."""
        return self.start < other.end and other.start < self.end


def by_telling(phrases: Collection[Phrase], common: Mapping[str, int] = ALIKE) -> ByTelling:
    """Phrases under their rarest word: where that does not stand, they are not looked for."""
    found: ByTelling = {}
    for phrase in sorted(set(phrases)):
        words = [word for word in reversed(phrase) if word not in SIGNS]
        telling = max(words, key=lambda word: (-common.get(word, 0), len(word)))
        found.setdefault(telling, []).append((phrase, len(words)))
    return found


class Phrases:
    """Short phrases, found in a row of keys."""

    def __init__(self, phrases: ByTelling) -> None:
        self._by_telling = phrases
        self.telling = frozenset(phrases)

    def places(self, row: Sequence[str]) -> list[Place]:
        """
        Where phrases begin and end in `row`, one at each word.

        It is the one of most words; of equals the one that reaches furthest.
        """
        told = self.telling.intersection(row)
        if not told:
            return []
        starts: dict[str, list[int]] = {}
        for at, word in enumerate(row):
            starts.setdefault(word, []).append(at)
        longest: dict[int, Place] = {}
        for phrase, words in (pair for word in told for pair in self._by_telling[word]):
            begins = phrase[0] == END
            rest = phrase[1:] if begins else phrase
            for start in (0,) if begins else starts.get(phrase[0], ()):
                end = reach(row, start, rest)
                held = longest.get(start)
                if end and (held is None or (words, end) > (held.words, held.end)):
                    longest[start] = Place(start, end, words)
        return [longest[start] for start in sorted(longest)]


def reach(row: Sequence[str], place: int, phrase: Phrase) -> int:
    """Where a phrase that begins at `place` ends; 0 when it does not stand there."""
    for number, word in enumerate(phrase):
        if word == SOME:
            rest = phrase[number + 1 :]
            ends = (reach(row, place + skipped, rest) for skipped in range(GAP + 1))
            return next((end for end in ends if end), 0)
        if word == END:
            return place if place == len(row) else 0
        if place >= len(row) or row[place] != word:
            return 0
        place += 1
    return place


class Rules(NamedTuple):
    """The lists, ready for use."""

    function: frozenset[str]
    # Words that never carry what a text is about; with those of a clause that only says no.
    silent: frozenset[str]
    mute: frozenset[str]
    light: frozenset[str]
    heads: frozenset[str]
    linkers: tuple[str, ...]
    former: frozenset[str]
    spelled: Mapping[str, str]
    negators: frozenset[str]
    not_: Phrases
    no: Phrases
    near: Phrases
    bare: Phrases
    yes: Phrases
    partly: frozenset[str]
    nos: frozenset[str]
    when: frozenset[str]
    meanwhile: frozenset[str]
    ended: frozenset[str]
    because: frozenset[str]
    through: frozenset[str]
    pointing: frozenset[str]
    either: frozenset[str]
    ahead: frozenset[str]
    willing: frozenset[str]
    turn: frozenset[str]
    joined: Phrases
    reason: Phrases
    if_: frozenset[str]
    relative: frozenset[str]
    theirs: frozenset[str]
    people: frozenset[str]
    manner: frozenset[str]
    stops: frozenset[str]
    courtesy: frozenset[str]
    others: frozenset[str]
    cared: frozenset[str]
    whose: frozenset[str]
    watching: Phrases
    low: Phrases
    condition: frozenset[str]

    def plain(self, row: Iterable[str]) -> list[str]:
        """The keys as the phrases of a no have them: "nie" is niet, "hij" is ze, 30 is 0."""
        return [NUMBER if key.isdigit() else self.spelled.get(key, key) for key in row]


@cache
def rules() -> Rules:
    """The rules as shipped."""
    lists = shipped("rules")
    words = partial(words_of, lists)
    spelled = {phrase[0]: phrase[1] for phrase in lists["spelled"]}
    # How common a word is: the small words stand everywhere, a plain no in every no.
    common = dict.fromkeys(words("function"), 2) | dict.fromkeys(words("negators"), 1)

    def phrases(name: str) -> Phrases:
        return Phrases(by_telling(lists[name]))

    def plain(name: str) -> Phrases:
        found = [tuple(spelled.get(key, key) for key in phrase) for phrase in lists[name]]
        return Phrases(by_telling(found, common))

    not_, no, near, bare = (plain(name) for name in ("not", "no", "near", "bare"))
    telling = not_.telling | no.telling | near.telling | bare.telling
    return Rules(
        function=words("function"),
        silent=words("function") | words("time"),
        mute=words("function") | words("time") | words("courtesy"),
        light=words("light") - words("function"),
        heads=words("heads"),
        linkers=tuple(phrase[0] for phrase in lists["linkers"]),
        former=words("former"),
        spelled=spelled,
        negators=words("negators"),
        not_=not_,
        no=no,
        near=near,
        bare=bare,
        yes=plain("yes"),
        partly=words("partly"),
        nos=telling.union(typed for typed, meant in spelled.items() if meant in telling),
        when=words("when"),
        meanwhile=words("meanwhile"),
        ended=words("ended"),
        because=words("because"),
        through=words("through"),
        pointing=words("pointing"),
        either=words("either"),
        ahead=words("ahead"),
        willing=words("willing"),
        turn=words("turn"),
        joined=plain("joined"),
        reason=plain("reason"),
        if_=words("if"),
        relative=words("relative"),
        theirs=words("relative") | words("if"),
        people=words("people"),
        manner=words("manner"),
        stops=words("stops"),
        courtesy=words("courtesy"),
        others=words("others"),
        cared=words("cared"),
        whose=words("whose"),
        watching=phrases("watching"),
        low=phrases("low"),
        condition=words("condition"),
    )


class Timing(NamedTuple):
    """What tells of hours."""

    busy: Phrases
    over: frozenset[str]
    only: frozenset[str]
    not_: frozenset[str]
    works: frozenset[str]
    except_: frozenset[str]
    is_: frozenset[str]
    free: frozenset[str]
    small: frozenset[str]
    # All that may stand in a clause about free hours.
    known: frozenset[str]


@cache
def timing() -> Timing:
    """What tells of hours, as shipped."""
    lists = shipped("hours")
    words = partial(words_of, lists)
    known = words("beside") | words("small") | words("is") | words("free")
    return Timing(
        busy=Phrases(by_telling([tuple(rules().plain(phrase)) for phrase in lists["busy"]])),
        over=words("over"),
        only=words("only"),
        not_=words("not"),
        works=words("works"),
        except_=words("except"),
        is_=words("is"),
        free=words("free"),
        small=words("small"),
        known=known,
    )


class Names(NamedTuple):
    """
    What a name stands behind, what stands between, and what has a capital and is none.

    `short` titles are written with a full stop.
    """

    short: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    proper: frozenset[str]


@cache
def naming() -> Names:
    """What tells a name, as shipped."""
    words = partial(words_of, shipped("names"))
    titles = words("short") | words("titles") | words("first")
    return Names(words("short"), titles, words("particles"), words("proper"))


class Wishing(NamedTuple):
    """
    What a wish says.

    `towards` are pairs: where one of the second stands shortly behind one of the first, it
    seems to be something to give, but not right behind what is `sought`. Of what an initiative
    asks, what begins with one of `adding` says more of the ask before it; so does what has only
    words of `being`. What stands behind one of `where` and of `articles` is mostly a place.
    """

    give: Phrases
    receive: Phrases
    both: Phrases
    might: Phrases
    rid: Phrases
    towards: tuple[tuple[frozenset[str], frozenset[str]], ...]
    sought: tuple[str, ...]
    adding: frozenset[str]
    being: frozenset[str]
    where: frozenset[str]
    articles: frozenset[str]


@cache
def wishing() -> Wishing:
    """What tells giving from receiving, as shipped."""
    lists = shipped("wishes")
    words = partial(words_of, lists)
    give, receive, both = (Phrases(by_telling(lists[n])) for n in ("give", "receive", "both"))
    might, rid = (
        Phrases(by_telling([tuple(rules().plain(phrase)) for phrase in lists[n]]))
        for n in ("might", "rid")
    )
    towards = ((words("towards"), words("whom")), (words("at"), words("there")))
    sought = tuple(sorted(words("sought")))
    places = words("where"), words("articles")
    beside = words("adding"), words("being")
    return Wishing(give, receive, both, might, rid, towards, sought, *beside, *places)


@cache
def visiting() -> Phrases:
    """What tells of the talk itself in a note of it, as shipped."""
    lists = shipped("notes")
    return Phrases(by_telling([tuple(rules().plain(phrase)) for phrase in lists["visit"]]))


@cache
def doing() -> Phrases:
    """What tells that it is done after all, and for others, as shipped."""
    return Phrases(by_telling(shipped("rules")["doing"]))


@cache
def private() -> frozenset[str]:
    """What somebody is going through, and is not read aloud, as shipped."""
    return words_of(shipped("notes"), "private")


@cache
def languages() -> Mapping[str, str]:
    """What is meant by a language cut short in a column of languages, as shipped."""
    lists = shipped("notes")
    return {phrase[0]: phrase[1] for phrase in lists["languages"]}


def words_of(lists: Mapping[str, list[Phrase]], name: str) -> frozenset[str]:
    """The words of one list, each by itself."""
    return frozenset(key for phrase in lists[name] for key in phrase)


def sayings() -> ByTelling:
    """The sayings as shipped, whose words mean nothing by themselves."""
    lists = shipped("sayings")
    return by_telling(lists["sayings"], dict.fromkeys(rules().function, 1))


def limits() -> list[tuple[list[str], ByTelling]]:
    """What stands in somebody's way, as shipped: the concepts and roles, and how it is said."""
    lists = shipped("limits")
    common = dict.fromkeys(rules().function, 1)
    return [(of.split(), by_telling(phrases, common)) for of, phrases in lists.items()]


@cache
def shipped(name: str) -> Mapping[str, list[Phrase]]:
    """The lists of a file as shipped, read once for all who need them."""
    return read_lists((DATA / f"{name}.txt").read_text("utf-8"))


def read_lists(text: str) -> Mapping[str, list[Phrase]]:
    """The lists of a rules file, by name."""
    lists: dict[str, list[Phrase]] = {}
    name = ""
    for line in text.splitlines():
        plain = line.partition("#")[0].strip()
        if plain.startswith("["):
            name = plain.strip("[]")
            lists.setdefault(name, [])
        elif plain:
            lists[name].extend(p for item in plain.split(",") for p in phrases_of(item))
    return lists


def phrases_of(text: str) -> Iterator[Phrase]:
    """The phrases an item of a list stands for: "te oud om/voor" is two."""
    typed = text.split()
    if text.isascii() and all(map(str.isalnum, typed)):  # most are; every match reads them all
        if typed:
            yield tuple(text.lower().split())
        return
    words = (
        [word] if word in SIGNS else [tuple(keys(part)) for part in word.split("/")]
        for word in typed
    )
    for chosen in product(*words):
        phrase = tuple(
            key for part in chosen for key in ([part] if isinstance(part, str) else part)
        )
        if phrase:
            yield phrase

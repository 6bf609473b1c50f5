"""
Is this row somebody we know? DESIGN.md, *Sheets*: the first rule that holds.

Everything is found through indexes: a sheet of 10,000 rows is looked through
once, not 10,000 times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from talentregister.exchange.headings import Kind
from talentregister.exchange.rows import Row
from talentregister.exchange.spellings import (
    given_firsts,
    given_forms,
    kept_under,
    looked_for,
    parts,
    surname_keys,
    turned,
)
from talentregister.exchange.standing import Details, Standing, details, name_key
from talentregister.model.records import Records

# A typing error in a whole name; nearer than this, two names may be one person's.
ALIKE = 90.0
PART_ALIKE = 78.0
# Below this length one letter is another name: Jan, Jen.
SHORTEST = 8
# An address of many is an institution, a word in many names no hint.
MANY = 300
# Why a name that is alike may be the same person's, by the detail they share.
_SHARED = ("doubt_phone", "doubt_email", "doubt_address")
# So many that are only alike are named; more are no help.
FEW = 5

Key = TypeVar("Key")
_Index = defaultdict[Key, dict[int, Standing]]


class Doubt(NamedTuple):
    """Somebody a row may be, and why that is not sure."""

    code: str
    standing: Standing


class Recognised(NamedTuple):
    """Who a row is (None: nobody we know), or the doubts, likeliest first."""

    standing: Standing | None = None
    doubts: tuple[Doubt, ...] = ()
    problem: str = ""


class Index:
    """Everyone a row may be: the register's, and the new ones of the same sheet."""

    def __init__(self, records: Records, kind: Kind, standings: Iterable[Standing]) -> None:
        self.records = records
        self.kind = kind
        self._by_id: dict[str, Standing] = {}
        self._by_ref: _Index[str] = defaultdict(dict)
        self._by_name: _Index[str] = defaultdict(dict)
        self._by_detail: _Index[tuple[int, str]] = defaultdict(dict)
        # The pattern of known details and a word of the name: for typing errors.
        self._by_word: _Index[tuple[int, str]] = defaultdict(dict)
        # The first name and a surname: for other forms of the same name.
        self._by_spelling: _Index[str] = defaultdict(dict)
        # Name → rows of this sheet that carry it.
        self.carried: dict[str, int] = {}
        for standing in standings:
            self.add(standing)

    def add(self, standing: Standing) -> None:
        """Take somebody in, or once more with what a row added."""
        if standing.id:
            self._by_id[standing.id] = standing
        if standing.record.ref:
            self._by_ref[standing.record.ref][standing.number] = standing
        known = standing.details
        pattern = known.pattern
        for key in standing.keys:
            self._by_name[key][standing.number] = standing
            for word in _words(key):
                self._by_word[pattern, word][standing.number] = standing
        for spelling in _spelt(standing) if self.kind == "residents" else ():
            self._by_spelling[spelling][standing.number] = standing
        for place, detail in enumerate(known):
            if detail:
                self._by_detail[place, detail][standing.number] = standing

    def by_id(self, record_id: str) -> Standing | None:
        """Somebody of the register."""
        return self._by_id.get(record_id)

    def own_key(self, ref: str) -> str | None:
        """The id in a key of this register (`abcdef-r12`); None for any other key."""
        register, dash, record_id = ref.rpartition("-")
        return record_id if dash and register == self.records.meta.register else None

    def named(self, name: str) -> Sequence[Standing]:
        """Everyone of this name."""
        return tuple(self._by_name.get(name_key(name), {}).values())

    def with_ref(self, ref: str) -> Sequence[Standing]:
        """Everyone with this key of an outside sheet."""
        return tuple(self._by_ref.get(ref, {}).values())

    def recognise(self, row: Row, says_nothing_new: Callable[[Standing], bool]) -> Recognised:
        """Who the row is. `says_nothing_new` tells whether every filled cell is there."""
        if row.ref:
            found = self._by_key(row)
            if found is not None:
                return found
        key, known = name_key(row.name), row_details(row)
        same_name = tuple(self._by_name.get(key, {}).values())
        agreeing = self._agreeing(key, known)
        for standing in agreeing or same_name:
            if says_nothing_new(standing):
                return Recognised(standing)
        if agreeing:
            # Father and son at one address: the telephone tells them apart.
            best = max(known.equal(s.details) for s in agreeing)
            agreeing = [s for s in agreeing if known.equal(s.details) == best]
            if len(agreeing) == 1 and not _other_ref(row, agreeing[0]):
                return Recognised(agreeing[0])
            return Recognised(doubts=_doubts("doubt_several", agreeing))
        if same_name:
            return self._by_name_alone(row, key, known, same_name)
        return Recognised(doubts=tuple(self._alike(row, key, known)))

    def _by_key(self, row: Row) -> Recognised | None:
        """The row by its key: of this register, or of an outside sheet."""
        own = self.own_key(row.ref)
        if own is not None:
            standing = self._by_id.get(own)
            return Recognised(standing, problem="" if standing else "key_gone")
        found = self.with_ref(row.ref)
        if len(found) > 1:
            return Recognised(doubts=_doubts("doubt_several", found))
        if found and found[0].line and row.name and not alike(row.name, found[0].record.name):
            return Recognised(found[0], problem="key_twice")
        return Recognised(found[0]) if found else None

    def _agreeing(self, key: str, known: Details) -> list[Standing]:
        """Who has this name and an equal detail."""
        same_name = self._by_name.get(key, {})
        found: dict[int, Standing] = {}
        for place, detail in enumerate(known) if same_name else ():
            sharing = self._by_detail.get((place, detail), {}) if detail else {}
            fewer, more = sorted((sharing, same_name), key=len)
            found.update((number, fewer[number]) for number in fewer if number in more)
        return [found[number] for number in sorted(found)]

    def _by_name_alone(
        self, row: Row, key: str, known: Details, same_name: Sequence[Standing]
    ) -> Recognised:
        """Same name, no equal detail: sure only when nobody else carries it."""
        compatible = [s for s in same_name if not known.contradicts(s.details)]
        if not compatible:
            # Two rows of one sheet with other details are two people; against the
            # register it may be a new phone number.
            ours = [s for s in same_name if not s.line]
            return Recognised(doubts=_doubts("doubt_other_details", ours))
        sure = len(same_name) == 1 and self.carried.get(key, 1) == 1
        if sure and not _other_ref(row, compatible[0]):
            return Recognised(compatible[0])
        return Recognised(doubts=_doubts("doubt_several", compatible))

    def _alike(self, row: Row, key: str, known: Details) -> Iterator[Doubt]:
        """Who has a name like it, and either an equal detail or none that differs."""
        if not key:
            return
        seen: set[int] = set()
        for doubt in self._likest(row, key, known):
            if doubt.standing.number not in seen:
                seen.add(doubt.standing.number)
                yield doubt

    def _likest(self, row: Row, key: str, known: Details) -> Iterator[Doubt]:
        """Who may be meant, likeliest first; some more than once."""
        for place, (code, detail) in enumerate(zip(_SHARED, known, strict=True)):
            sharing = self._by_detail.get((place, detail), {}) if detail else {}
            for standing in sharing.values() if len(sharing) <= MANY else ():
                if alike(row.name, standing.record.name):
                    yield Doubt(code, standing)
        if self.kind == "residents":
            yield from self._spelt_otherwise(row, known)
        yield from (Doubt("doubt_alike", standing) for standing in self._misspelt(key, known))

    def _spelt_otherwise(self, row: Row, known: Details) -> Iterator[Doubt]:
        """Who has another form of the given name, or the two names swapped."""
        mine = looked_for(row.name, str(row.values.get("nickname", "")))
        for wanted, code in ((mine, "doubt_given"), (turned(row.name), "doubt_turned")):
            near: dict[int, Standing] = {}
            for spelling in wanted:
                found = self._by_spelling.get(spelling, {})
                near.update(found if len(found) <= MANY else {})
            fitting = (near[n] for n in sorted(near) if not known.contradicts(near[n].details))
            for standing in islice(fitting, FEW):
                yield Doubt(code if not _same_first(row, standing) else "doubt_alike", standing)

    def _misspelt(self, key: str, known: Details) -> Iterator[Standing]:
        if len(key) < SHORTEST:
            return
        from rapidfuzz import fuzz, process  # 19 ms that only a sheet costs

        near: dict[int, Standing] = {}
        words, told = _words(key), known.pattern
        for pattern in range(1 << len(known)):
            for word in words if not pattern & told else ():
                found = self._by_word.get((pattern, word), {})
                near.update(found if len(found) <= MANY else {})
        choices = {number: name_key(s.record.name) for number, s in near.items()}
        best = process.extract(
            key, choices, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=FEW
        )
        yield from (near[number] for _, _, number in best)


def row_details(row: Row) -> Details:
    """How the person of a row is reached."""
    values = row.values
    return details(*(str(values.get(key) or "") for key in Details._fields))


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's: `Wolthuis-Pol, G.` and `Geesje Wolthuis`."""
    first, second = parts(one), parts(other)
    if not first[1] or not second[1]:  # one of them is a single word
        return bool({*first} & {*second} - {""})
    surnames = _surnames_alike(first[1], second[1])
    if first[0] and second[0] and _given_alike(first[0], second[1]):
        swapped = _given_alike(first[1], second[0])
    else:
        swapped = False
    return swapped or (surnames and _given_alike(first[0], second[0]))


def _surnames_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # as above

    shared = surname_keys(one) & surname_keys(other)
    return bool(shared) or fuzz.ratio(one, other) >= PART_ALIKE


def _given_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # as above

    if not one or not other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1 or short.replace(" ", "") == "".join(w[0] for w in long.split()):
        return long.startswith(short[0])
    if given_firsts(one) & given_forms(other):
        return True
    return long.startswith(short) or fuzz.ratio(one, other) >= PART_ALIKE


def _spelt(standing: Standing) -> Iterator[str]:
    """Every key somebody is found under, whichever name is used."""
    nickname = str(getattr(standing.record, "nickname", ""))
    for name in standing.names:
        yield from kept_under(name, nickname)


def _same_first(row: Row, standing: Standing) -> bool:
    """Whether the first given name is the same: then the doubt is about the rest."""
    first, second = (parts(name)[0].split(" ")[0] for name in (row.name, standing.record.name))
    return first == second


def _words(key: str) -> set[str]:
    """What of a name a typing error probably leaves: its long words, and their beginnings."""
    long = [word for word in key.split() if len(word) > 3]
    return {*long, *(word[:2] for word in long)}


def _other_ref(row: Row, standing: Standing) -> bool:
    """Whether both have a key of an outside sheet, and not the same."""
    return bool(row.ref and standing.record.ref and row.ref != standing.record.ref)


def _doubts(code: str, standings: Iterable[Standing]) -> tuple[Doubt, ...]:
    return tuple(Doubt(code, standing) for standing in standings)

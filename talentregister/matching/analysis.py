"""
What one word may stand for.

Its own spelling first; then its lemma; then, when no dictionary knows it, the
word it was meant to be; then the words it is made of. Each step weighs less.
"""

from __future__ import annotations

from typing import NamedTuple

from talentregister.matching.compiled import GROUPS, Compiled, Entry, Group
from talentregister.matching.lexicon import Lexicon
from talentregister.matching.rules import rules
from talentregister.matching.values import How
from talentregister.matching.words import diminutive, sounded

REPAIRED = 0.92
DIMINUTIVE = 0.8
FORM = 0.98
LIGHT = 0.12
LIGHT_TERM = 0.6
# The parts of a compound: with an empty head ("-groep") the first part is the subject.
PART, SUBJECT, KNOWN_PART = 0.72, 0.85, 0.6
NEAR = 0.78
SHORTEST_REPAIR = 5


GROUP: dict[str, Group] = {group[0]: group for group in GROUPS}


class Form(NamedTuple):
    """A spelling a word may be met under."""

    key: str
    weight: float
    how: How


class Hit(NamedTuple):
    """A term a word stands for: what it means, how surely, and how it was found."""

    term: int
    feature: int
    weight: float
    how: How


class Word(NamedTuple):
    """What one key may stand for."""

    key: str
    lemmas: tuple[str, ...] | None
    silent: bool
    light: bool
    forms: tuple[Form, ...]
    hits: dict[Group, tuple[Hit, ...]]
    literals: tuple[Form, ...]
    read_as: str
    guessed: bool
    anchors: tuple[Entry, ...]


def lightened(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The terms of a word that says little: only as it is written, and for less."""
    return tuple(h._replace(weight=h.weight * LIGHT_TERM) for h in hits if h.how == "same")


class Split(NamedTuple):
    """A word taken apart; a part is empty when it says nothing of the subject."""

    left: str
    right: str
    worth: int


class Analyst:
    """Analyses words, each once."""

    def __init__(self, compiled: Compiled, lexicon: Lexicon) -> None:
        self.compiled = compiled
        self.lexicon = lexicon
        self._rules = rules()
        self._silent = self._rules.silent
        self._words: dict[str, Word] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}

    def word(self, key: str) -> Word:
        """What `key` may stand for."""
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = self._analysed(key)
        return found

    def _analysed(self, key: str) -> Word:
        lemmas = self.lexicon.lemmas(key)
        if key in self._silent or len(key) < 2 or key.isdigit():
            only, anchors = (Form(key, 1.0, "same"),), self._anchors(key)
            return Word(key, lemmas, True, False, only, {}, (), "", False, anchors)
        forms = self._forms(key, lemmas)
        light = any(form.key in self._rules.light for form in forms)
        hits = self._direct(forms)
        literals = forms
        read_as = ""
        if not hits["concept"] and not light:
            read_as, extra = self._further(key, known=lemmas is not None)
            forms = forms + extra if read_as else forms
            literals = literals + extra
            for group, found in self._indirect(extra).items():
                if not hits[group] and (read_as or group != "asked"):
                    hits[group] = found
        known = any(hit.how == "same" for found in hits.values() for hit in found)
        guessed = lemmas is None and not known
        if light:
            literals = tuple(f._replace(weight=f.weight * LIGHT) for f in literals)
            hits = {group: lightened(found) for group, found in hits.items()}
        anchors = self._anchors(*(form.key for form in forms))
        return Word(key, lemmas, False, light, forms, hits, literals, read_as, guessed, anchors)

    def _anchors(self, *keys: str) -> tuple[Entry, ...]:
        """The phrases to look for where a word stands."""
        return tuple(
            dict.fromkeys(e for key in keys for e in self.entries(key) if e.drawer[1] == "a")
        )

    def _forms(self, key: str, lemmas: tuple[str, ...] | None) -> tuple[Form, ...]:
        forms = {key: Form(key, 1.0, "same")}
        for lemma in lemmas or ():
            if lemma not in self._silent:
                weight = DIMINUTIVE if diminutive(key, lemma) else FORM
                forms.setdefault(lemma, Form(lemma, weight, "form"))
        return tuple(forms.values())

    def entries(self, key: str) -> tuple[Entry, ...]:
        """What stands under a word in the thesaurus and the roles."""
        found = self._entries.get(key)
        if found is None:
            found = self._entries[key] = self.compiled.entries(key)
        return found

    def _direct(self, forms: tuple[Form, ...]) -> dict[Group, tuple[Hit, ...]]:
        """The terms under a spelling, or else under a lemma."""
        found: dict[Group, dict[int, Hit]] = {group: {} for group in GROUPS}
        for drawer, number in self.entries(forms[0].key):
            if drawer[1] == "s":
                found[GROUP[drawer[0]]][number] = self._hit(number, 1.0, "same")
        exact = {group for group, hits in found.items() if hits}
        if len(exact) < len(GROUPS):
            for form in forms:
                for drawer, number in self.entries(form.key):
                    group = GROUP[drawer[0]]
                    if drawer[1] != "a" and group not in exact and number not in found[group]:
                        found[group][number] = self._hit(number, form.weight, "form")
        return {group: tuple(hits.values()) for group, hits in found.items()}

    def _hit(self, number: int, weight: float, how: How) -> Hit:
        compiled = self.compiled
        return Hit(number, compiled.features[number], weight * compiled.weights[number], how)

    def _further(self, key: str, *, known: bool) -> tuple[str, tuple[Form, ...]]:
        """What the word was meant to be (with what that is), else what it is made of."""
        was = self._former(key)
        if was is not None:
            return "", was
        split = self._split(key)
        if not known:
            meant, distance = self._repaired(key)
            if meant and (distance == 1 or split is None or not split.worth):
                forms = self._forms(meant, self.lexicon.lemmas(meant))
                if meant in self._silent or meant in self._rules.light:
                    return "", ()
                return meant, tuple(Form(f.key, f.weight * REPAIRED, "repaired") for f in forms)
        return "", () if split is None else self._parts(key, split, known=known)

    def _former(self, key: str) -> tuple[Form, ...] | None:
        for prefix in self._rules.former:
            rest = key.removeprefix(prefix)
            if len(prefix) > 1 and rest != key and len(rest) > 3:
                forms = self._forms(rest, self.lexicon.lemmas(rest))
                if any(self._direct(forms).values()):
                    return tuple(Form(f.key, f.weight, "form") for f in forms)
        return None

    def _indirect(self, extra: tuple[Form, ...]) -> dict[Group, tuple[Hit, ...]]:
        """The terms under what a word was meant to be, or is made of."""
        found: dict[Group, dict[int, Hit]] = {group: {} for group in GROUPS}
        for form in extra:
            entries = self.entries(form.key)
            written = {drawer[0] for drawer, _ in entries if drawer[1] == "s"}
            for drawer, number in entries:
                if drawer[1] == "s" or (drawer[1] == "l" and drawer[0] not in written):
                    hit = self._hit(number, form.weight, form.how)
                    held = found[GROUP[drawer[0]]].get(number)
                    if held is None or held.weight < hit.weight:
                        found[GROUP[drawer[0]]][number] = hit
        return {group: tuple(hits.values()) for group, hits in found.items()}

    def _repaired(self, key: str) -> tuple[str, int]:
        """The nearest word we know, and how many signs away; nothing when none is near."""
        if len(key) < SHORTEST_REPAIR or any(sign.isdigit() for sign in key):
            return "", 0
        # Costs milliseconds to import; most registers have few unknown words.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        allowed = max(1, int(len(key) * (1 - NEAR)))
        near: list[tuple[int, bool, bool, int, str]] = []
        like, sound = self.compiled.like(key), sounded(key)
        words = [w for w in like if abs(len(w) - len(key)) <= allowed]
        found = extract(key, words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        for word, distance, _ in found:
            if 1 - distance / max(len(word), len(key)) >= NEAR:
                rare = word not in self._silent and word not in self._rules.light
                # Letters that changed places, or sound alike, before any other mistake.
                other = sorted(word) != sorted(key)
                unlike = sounded(word) != sound
                longer = abs(len(word) - len(key))
                near.append((int(distance), other and unlike, rare, longer, word))
        if near:
            distance, *_, word = min(near)
            return word, distance
        # Further apart on paper, and yet the same word: rugpyn, gorteksjas.
        same = min((word for word in like if sounded(word) == sound), default="")
        return same, int(bool(same))

    def _split(self, key: str) -> Split | None:
        best: Split | None = None
        size = 0
        for at in range(3, len(key) - 2):
            right = self._side(key[at:])
            left = None if right is None else self._left(key[:at])
            if left is None or right is None:
                continue
            worth = left[1] + right[1]
            smaller = min(at, len(key) - at)
            if best is None or (worth, smaller) > (best.worth, size):
                best, size = Split(left[0], right[0], worth), smaller
        return best

    def _left(self, part: str) -> tuple[str, int] | None:
        whole = self._side(part)
        if whole is not None and whole[1]:
            return whole
        for linker in self._rules.linkers:
            bare = part.removesuffix(linker)
            if bare != part and len(bare) >= 3:
                side = self._side(bare)
                if side is not None and (whole is None or side[1] > whole[1]):
                    whole = side
        return whole

    def _side(self, part: str) -> tuple[str, int] | None:
        """A part that is a word, and what it is worth: 2 for a term, 0 for a known word."""
        if part in self._silent:
            return None
        if part in self.compiled.surfaces:
            return part, 2
        if len(part) < 4:
            return (part, 0) if part in self._rules.heads else None
        lemmas = self.lexicon.lemmas(part)
        if lemmas is None:
            return None
        known = not self.compiled.lemmas.isdisjoint((part, *lemmas))
        return part, 2 if known else 0

    def _parts(self, key: str, split: Split, *, known: bool) -> tuple[Form, ...]:
        whole = self._whole(key, split.right)
        if whole is not None and whole.key in self.compiled.surfaces:
            return (whole,)  # the parts of a word that is itself a term say nothing
        empty = split.right in self._rules.heads
        subject = KNOWN_PART if known else SUBJECT if empty else PART
        head = 0.0 if empty else min(PART, subject)
        found = {} if whole is None else {whole.key: whole}
        for part, weight in ((split.left, subject), (split.right, head)):
            if weight and part not in self._rules.light:
                for form in self._forms(part, self.lexicon.lemmas(part)):
                    held = Form(form.key, form.weight * weight, "compound")
                    found.setdefault(form.key, held)
        return tuple(found.values())

    def _whole(self, key: str, right: str) -> Form | None:
        """The lemma of a compound is that of its last part: trainers, voetbaltrainer."""
        for lemma in self.lexicon.lemmas(right) or ():
            return Form(key[: len(key) - len(right)] + lemma, FORM, "form")
        return None

"""
Words of her own, laid over the compiled ones without compiling all anew.

Only what `talent themes add` writes: more words for a concept there is. What goes
further (a concept of her own, a word taken away, whom to call) is compiled.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from talentregister.matching import thesaurus
from talentregister.matching.compiled import Compiled, Entry, Own, Term, numbered, shapes
from talentregister.matching.compiling import Builder, vocabulary
from talentregister.matching.lexicon import Lexicon
from talentregister.matching.rules import rules

# The cells of a line that only adds words, and what makes it say more.
CELLS, BROADER, WORDS = 3, 1, 2
SIGNS = frozenset("~^!()")


def only_words(file: Path) -> bool:
    """Whether a file of the thesaurus only adds plain words to concepts."""
    return all(map(only_adds, thesaurus.lines_of([file])))


def only_adds(line: thesaurus.Line) -> bool:
    """Whether a line is a name, nothing broader, and words without signs."""
    if len(line.cells) != CELLS or line.cells[BROADER] or not SIGNS.isdisjoint("".join(line.cells)):
        return False
    return not any(word.startswith("-") for word in thesaurus.listed(line.cells, WORDS))


def own_words(files: Iterable[Path], base: Compiled, lexicon: Lexicon) -> Own | None:
    """The words of `files`, to be laid over `base`; None where they name an unknown concept."""
    builder = Builder(lexicon)
    for concept in thesaurus.read(files).values():
        number = numbered(concept.id, base.concepts)
        if number is None:
            return None
        for name, term in concept.terms.items():
            made = Term(term.text, term.kind, number, 1.0, (), term.file, term.line)
            builder.add("concept", name, made)
    builder.anchor()
    return numbered_on(builder, base)


def numbered_on(builder: Builder, base: Compiled) -> Own:
    """What a builder gathered, numbered on from what is compiled."""
    after = {"s": len(base.terms), "l": len(base.terms), "a": len(base.phrases)}
    entries: dict[str, list[Entry]] = {}
    for key, numbers in builder.numbers.items():
        drawer, word = key[:2], key[2:]
        entries.setdefault(word, []).extend(Entry(drawer, after[drawer[1]] + n) for n in numbers)
    phrases = [
        msgspec.structs.replace(phrase, term=after["s"] + phrase.term) for phrase in builder.phrases
    ]
    like: dict[str, list[str]] = {}
    for word in sorted(vocabulary(builder) - rules().silent - rules().light):
        for shape in shapes(word):
            like.setdefault(shape, []).append(word)
    return Own(builder.terms, phrases, entries, like)

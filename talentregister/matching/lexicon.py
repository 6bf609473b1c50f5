"""
A dictionary of Dutch and English word forms: which are words, and what is their lemma.

Made once from the data of the installed simplemma, under our own keys (no
accents, no apostrophes), as a trie in the cache directory: simplemma itself is
imported only to make it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from talentregister.matching.words import key_of

if TYPE_CHECKING:
    from marisa_trie import BytesTrie

LANGUAGES = ("nl", "en")
# Raised when the keys or values of the trie change.
FORMAT = 3
# What is far more often another word than a form of this one: a ditch, a gutter, a union.
OTHERWISE = {"sloot": "sluiten", "goot": "gieten", "bond": "binden"}


class Lexicon:
    """Word forms with their lemmas; the trie is opened when first asked."""

    def __init__(self, cache_dir: Path | None) -> None:
        self._cache_dir = cache_dir
        self._look_up: Callable[[str], Sequence[bytes] | None] | None = None

    def lemmas(self, key: str) -> tuple[str, ...] | None:
        """The lemmas of a word form, Dutch first; None when no dictionary knows it."""
        found = self.look_up()(key)
        if not found:
            return None
        return tuple(found[0].decode().split()) if found[0] else ()

    def look_up(self) -> Callable[[str], Sequence[bytes] | None]:
        """The look-up itself, for many words in a row: lemmas as bytes, None when unknown."""
        if self._look_up is None:
            self._look_up = opened(self._cache_dir).get
        return self._look_up


def opened(cache_dir: Path | None) -> BytesTrie:
    """The trie, from the cache or made anew."""
    from marisa_trie import BytesTrie  # only when a word outside the thesaurus turns up

    if cache_dir is None:
        return BytesTrie(pairs())
    path = cache_dir / f"{name()}.trie"
    if path.exists():
        try:
            trie = BytesTrie()
            trie.mmap(str(path))
            if trie.get("fiets"):
                return trie
        except (OSError, RuntimeError, ValueError):
            pass  # a torn cache is made anew
    trie = BytesTrie(pairs())
    keep(trie, path)
    return trie


def name() -> str:
    """
    What names a dictionary made from the simplemma that is installed.

    The sizes of its compressed data tell its version; asking for that by name
    would import what reads e-mail, which costs every `match` 15 ms.
    """
    found = find_spec("simplemma")
    assert found is not None, "simplemma is not installed"
    data = Path(str(found.origin)).parent / "strategies" / "dictionaries" / "data"
    sizes = (str((data / f"{language}.plzma").stat().st_size) for language in LANGUAGES)
    return "-".join(("dictionary", str(FORMAT), *sizes))


def keep(trie: BytesTrie, path: Path) -> None:
    """Put the trie in the cache; a cache that cannot be written is no reason to stop."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_suffix(f".{os.getpid()}")
        trie.save(str(own))
        os.replace(own, path)
    except OSError:
        return


def pairs() -> Iterator[tuple[str, bytes]]:
    """Every word form with its lemmas, as bytes: nothing when it is its own lemma."""
    # Decoding two languages takes a second; that is why the result is kept.
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    factory = DefaultDictionaryFactory()
    lemmas: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for form, lemma in factory.get_dictionary(language).items():
            key, base = key_of(form), key_of(lemma)
            found = lemmas.setdefault(key, [])
            if base != key and base not in found and base != OTHERWISE.get(key):
                found.append(base)
    for key, bases in lemmas.items():
        if key:
            found = [one for base in bases for one in meant(key, base, lemmas)]
            yield key, " ".join(dict.fromkeys(found)).encode()


def meant(form: str, lemma: str, known: Collection[str]) -> Sequence[str]:
    """
    What a form may be the plural of: *kasten* of *kast* too, where the data say *kaste*.

    The data choose the rarest word there is when two have the same plural.
    """
    if not (form.endswith("en") and lemma == form[:-1]):
        return (lemma,)
    return (*(word for word in singulars(form) if word in known), lemma)


def singulars(plural: str) -> Iterator[str]:
    """The words a plural in -en may be of: rokken rok, scharen schaar, huizen huis, kasten kast."""
    stem = plural[:-2]
    if len(stem) < 3:
        return
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    if stem[-1] == stem[-2]:
        yield stem[:-1]
    elif stem[-2] in "aeou" and stem[-3] not in "aeiou":
        yield hard[:-2] + hard[-2] * 2 + hard[-1]
    else:
        yield hard

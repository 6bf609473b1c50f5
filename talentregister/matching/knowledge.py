"""What the program knows of words: loaded from a cache, compiled when there is none."""

from __future__ import annotations

import hashlib
import mmap
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from talentregister import __version__
from talentregister.matching import lexicon as lexicon_
from talentregister.matching import roles, thesaurus
from talentregister.matching.analysis import Analyst
from talentregister.matching.compiled import Compiled, Stored
from talentregister.matching.compiling import compiled
from talentregister.matching.lexicon import Lexicon
from talentregister.matching.meanings import Meanings
from talentregister.matching.own import only_words, own_words

HERE = Path(__file__).parent
DATA = HERE / "data"
# What is kept depends on besides the words: the code that makes it.
MAKERS = (
    "compiled.py", "compiling.py", "web.py", "thesaurus.py", "roles.py", "words.py", "lexicon.py",
    "analysis.py", "meanings.py", "rules.py", "alike.py", "worlds.py", "suited.py", "values.py",
    "own.py",
)  # fmt: skip
# The folders of words that are no thesaurus; a file elsewhere is one.
FOLDERS = ("roles", "calls", "jobs", "leads")
# As many versions stay in the cache: words of her own change them now and then.
KEPT = 4


class Knowledge:
    """
    Thesaurus, roles and dictionary, ready for use.

    Holds nothing about anybody, but for the words met in this process (`meanings`).
    """

    def __init__(self, compiled: Compiled, lexicon: Lexicon, made_of: str) -> None:
        self.compiled = compiled
        self.analyst = Analyst(self.compiled, lexicon)
        self.meanings = Meanings(self.analyst, made_of)

    @classmethod
    def load(
        cls,
        cache_dir: Path | None,
        overlays: Sequence[Path] = (),
        *,
        shipped: Sequence[Path] | None = None,
        told: Callable[[], None] = lambda: None,
    ) -> Knowledge:
        """
        What the shipped files say, with `overlays` laid over them in their order.

        A file in a folder called roles, calls, jobs or leads holds those, any other a
        thesaurus. The result is kept in `cache_dir`, under a name that tells what
        it was made of. `told` is called before anything is compiled, for that takes seconds.
        """
        ours = shipped_files() if shipped is None else shipped
        lexicon = Lexicon(cache_dir)
        made_of = digest(ours, overlays)
        rest, words = parted(overlays)
        under = digest(ours, rest) if words else made_of
        compiled = Compiled(stored([*ours, *rest], under, lexicon, cache_dir, told))
        own = own_words(words, compiled, lexicon) if words else None
        if own is not None:
            compiled.lay_over(own)
        elif words:
            compiled = Compiled(stored([*ours, *overlays], made_of, lexicon, cache_dir, told))
        return cls(compiled, lexicon, made_of)


def stored(
    files: Sequence[Path],
    made_of: str,
    lexicon: Lexicon,
    cache_dir: Path | None,
    told: Callable[[], None],
) -> Stored:
    """The files compiled, from the cache when there."""
    path = None if cache_dir is None else cache_dir / f"words-{made_of}.bin"
    held = None if path is None else kept(path)
    if held is None:
        told()
        held = compile_files(files, lexicon)
        if path is not None:
            keep(held, path)
    return held


def parted(overlays: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Her files, and the last of the thesaurus apart when they only add words to concepts."""
    words: list[Path] = []
    for file in reversed([file for file in overlays if not sort_of(file)]):
        if not only_words(file):
            break
        words.insert(0, file)
    return [file for file in overlays if file not in words], words


def shipped_files() -> list[Path]:
    """The files of words that come with the program."""
    return [
        file for name in ("thesaurus", *FOLDERS) for file in sorted((DATA / name).glob("*.txt"))
    ]


def own_files(folder: Path) -> list[Path]:
    """The worker's own words in a folder laid out as ours, in the order they are laid over."""
    inside = (folder, *(folder / name for name in FOLDERS))
    return [file for place in inside for file in sorted(place.glob("*.txt"))]


def sort_of(file: Path) -> str:
    """What a file of words holds: the name of its folder, empty for a thesaurus."""
    return file.parent.name if file.parent.name in FOLDERS else ""


def compile_files(files: Sequence[Path], lexicon: Lexicon) -> Stored:
    """The files, read and compiled."""
    sorts = {sort: [f for f in files if sort_of(f) == sort] for sort in ("", *FOLDERS)}
    return compiled(
        thesaurus.read(sorts[""]),
        roles.read(sorts["roles"]),
        roles.read_calls(sorts["calls"]),
        [*roles.read_jobs(sorts["jobs"]), *roles.read_leads(sorts["leads"])],
        lexicon,
    )


def digest(shipped: Sequence[Path], own: Sequence[Path]) -> str:
    """
    What names a compiled cache: what it was made of, and who made it.

    The worker's own files count with what stands in them. Ours change only when
    the program does, so their size and time tell enough; reading them all takes
    longer than all the rest of loading.
    """
    made = hashlib.blake2b(f"{__version__} {lexicon_.name()}".encode(), digest_size=12)
    rules = sorted((DATA / "language").glob("*.txt"))
    for file in (*shipped, *rules, *(HERE / maker for maker in MAKERS)):
        seen = file.stat()
        made.update(f"\0{file}\0{seen.st_size} {seen.st_mtime_ns}".encode())
    for file in own:
        made.update(f"\0{file.parent.name}/{file.name}\0".encode())
        made.update(thesaurus.text_of(file).encode())
    return made.hexdigest()


def kept(path: Path) -> Stored | None:
    """The compiled words in the cache; None when there are none that can be read."""
    with suppress(OSError):
        os.utime(path)  # what is used stays, see `keep`; a disk that is only read keeps all
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return msgspec.msgpack.decode(mapped, type=Stored)
    except (OSError, ValueError):  # a torn file is a ValueError, and so is an empty one
        return None


def keep(held: Stored, path: Path) -> None:
    """Put the compiled words in the cache; one that cannot be written is no reason to stop."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_suffix(f".{os.getpid()}")
        own.write_bytes(msgspec.msgpack.encode(held))
        os.replace(own, path)
        older = sorted(path.parent.glob("words-*.bin"), key=lambda file: -file.stat().st_mtime)
        for file in older[KEPT:]:
            file.unlink()
    except OSError:
        return

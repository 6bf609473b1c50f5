"""What the program knows of words, with the worker's own laid over it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from talentregister.cli.output import tell
from talentregister.cli.session import Session
from talentregister.register.outcome import notice

if TYPE_CHECKING:
    from talentregister.matching import Knowledge


def knowledge(session: Session) -> Knowledge:
    """Thesaurus, roles and dictionary, compiled once into the cache directory."""
    import platformdirs

    from talentregister.matching import Knowledge
    from talentregister.matching.knowledge import own_files
    from talentregister.storage.layout import uncollected

    cache = platformdirs.user_cache_path("talentregister", appauthor=False)
    with uncollected():  # compiled or not, all that is made stays
        return Knowledge.load(cache, own_files(own_words(session)), told=_patience)


def _patience() -> None:
    """Say on a terminal that the words are compiled, once: it takes seconds."""
    if sys.stderr.isatty():
        tell((notice("words_compiled"),))


def remembering(session: Session) -> tuple[Knowledge, Callable[[], None]]:
    """What is known, of the register's own words too; and how to keep what is new, afterwards."""
    from talentregister import storage

    cache, known = storage.WordCache(session.home), knowledge(session)
    kept = cache.read()
    if kept is not None:
        known.meanings.recall(kept)

    def keep() -> None:
        found = known.meanings.to_keep()
        if found is not None:
            cache.write(found)

    return known, keep


def own_words(session: Session) -> Path:
    """The folder with her own words, beside her settings."""
    return session.home.config / "words"

"""Everything a register left on the disk, opened with its key: where does a word still stand?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from talentregister.language.names import fold
from talentregister.storage import Home, seal

AGE = b"age-encryption.org/v1\n"


def texts(home: Home) -> Iterator[tuple[Path, str]]:
    """Every file beside the register and of its keys, decrypted where it is encrypted."""
    for folder in (home.file.parent, home.config):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                blob = path.read_bytes()
                text = seal.opened(blob, home) if blob.startswith(AGE) else blob
                yield path, readable(text)


def readable(text: bytes) -> str:
    """A text as people read it, whatever JSON wrote with a backslash."""
    found = text.decode("utf-8", "replace")
    try:
        return json.dumps(json.loads(found), ensure_ascii=False)
    except ValueError:
        return found


def places(home: Home, *words: str) -> list[str]:
    """The names of the files in which one of `words` stands, however it is written."""
    wanted = [fold(word) for word in words]
    return [path.name for path, text in texts(home) if any(w in fold(text) for w in wanted)]

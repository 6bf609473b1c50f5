"""Looking into a register's file, and tampering with it, past the front door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from talentregister.storage import Home, layout, reading, seal
from talentregister.storage.layout import Document


def document(home: Home) -> Document:
    """The register as it stands in the file."""
    return layout.decode(reading.open_file(home).text)


def rewrite(home: Home, change: Callable[[Document], None]) -> None:
    """Change the register in its file, envelope and checksum included."""
    opened = reading.open_file(home)
    changed = layout.decode(opened.text)
    change(changed)
    text = layout.encode(changed)
    home.file.write_bytes(seal.sealed(text, home) if opened.sealed else text)


def text_of(home: Home, path: Path) -> bytes:
    """What is in a file, opened."""
    return seal.opened(path.read_bytes(), home)

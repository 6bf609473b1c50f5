"""Looking into a register's file, and tampering with it, past the front door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from talentregister.storage import Home, layout, reading, seal


def document(home: Home) -> dict[str, dict[str, Any]]:
    """The register as it stands in the file."""
    return layout.decode(reading.open_file(home).text)


def rewrite(home: Home, change: Callable[[dict[str, dict[str, Any]]], None]) -> None:
    """Change the register in its file, envelope and checksum included."""
    opened = reading.open_file(home)
    changed = layout.decode(opened.text)
    change(changed)
    text = layout.encode(changed)
    home.file.write_bytes(seal.sealed(text, home) if opened.sealed else text)

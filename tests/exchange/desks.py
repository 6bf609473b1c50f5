"""A register on a desk, and the day: what the tests of this room begin with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from talentregister import storage
from talentregister.model.records import Records
from talentregister.storage import Home

TODAY = date(2026, 11, 21)


class Desk:
    """An empty register."""

    def __init__(self, folder: Path, name: str = "register", today: date = TODAY) -> None:
        self.folder = folder
        self.today = today
        self.home = Home(folder / f"{name}.json", folder / "config")
        storage.create(self.home, today, plain=True)

    @property
    def records(self) -> Records:
        """The register as it is."""
        return storage.read(self.home)

    @property
    def bytes(self) -> bytes:
        """The file of the register."""
        return self.home.register.read_bytes()

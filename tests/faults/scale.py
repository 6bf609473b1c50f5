"""
How long one operation takes, and how much memory, in a process of its own.

`python -m tests.faults.scale import|open|edit|can|undo DIRECTORY [NUMBER]` prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from talentregister.model.resident import Consent, Met, Resident
from talentregister.model.statement import Statement
from talentregister.storage import Home, create, read, transaction, undo
from tests.faults.life import TODAY
from tests.weighed import peak

# With this a resident takes about a kilobyte.
STORY = "Heeft jarenlang als timmerman gewerkt en helpt graag in de buurt met klussen. " * 7


def fill(home: Home, number: int) -> None:
    """Make a register with as many residents, in one change."""
    create(home, TODAY)
    with transaction(home, "import", TODAY) as change:
        for count in range(number):
            change.add(
                Resident,
                name=f"Bewoner van Nummer{count}",
                area="Kerkenbosch",
                address=f"Irenestraat {count}",
                postcode="7900 AB",
                phone=f"06-{10_000_000 + count}",
                email=f"bewoner{count}@voorbeeld.nl",
                met=Met(on=TODAY, occasion="koffie"),
                consents=(Consent(purpose="keep", given=True, on=TODAY, how="oral"),),
                extra={"verhaal": STORY},
            )


def edit(home: Home) -> None:
    """Change one resident."""
    with transaction(home, "edit", TODAY) as change:
        resident = change.get("r5")
        assert isinstance(resident, Resident)
        change.put(msgspec.structs.replace(resident, area=f"{time.time()}"))


def can(home: Home) -> None:
    """Look somebody up by name and write down what he can."""
    with transaction(home, "can", TODAY) as change:
        (resident,) = change.records.named("Bewoner van Nummer5")
        change.add(Statement, owner=resident.id, kind="can", text="bakken")


def main(what: str, root: Path, number: int) -> None:
    """Do one thing and print what it took."""
    home = Home(root / "register.age", root / "config")
    things: dict[str, Callable[[], object]] = {
        "import": lambda: fill(home, number),
        "open": lambda: read(home).residents,
        "edit": lambda: edit(home),
        "can": lambda: can(home),
        "undo": lambda: undo(home, TODAY),
    }
    begun = time.perf_counter()
    things[what]()
    seconds = time.perf_counter() - begun
    megabytes = peak() // 1000
    size = round(home.file.stat().st_size / 1e6, 1)
    print(json.dumps({"seconds": round(seconds, 3), "megabytes": megabytes, "file_mb": size}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)

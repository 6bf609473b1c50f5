"""
`python -m tests.catalogues`: bring the Dutch catalogue up to date with the code.

New sentences are added untranslated, those that are gone are removed, and the
`.mo` that the program reads is compiled. The tests fail until every sentence
has its Dutch.
"""

from __future__ import annotations

import sys
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.source import PACKAGE

FOLDER = PACKAGE / "language" / "catalogues" / "nl" / "LC_MESSAGES"
PO, MO = FOLDER / "talentregister.po", FOLDER / "talentregister.mo"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
}


def in_the_code() -> Catalog:
    """Every sentence marked in the package."""
    found = Catalog(locale="nl", domain="talentregister", fuzzy=False)
    # Pairs of one and many are marked one by one in tables; `counted` joins them.
    for _file, _line, message, _comments, _context in extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
    ):
        found.add(message)
    for one, many in counted():
        found.delete(one)
        found.delete(many)
        found.add((one, many))
    return found


def counted() -> list[tuple[str, str]]:
    """The sentences about a number: one and many."""
    from talentregister.cli.counted import COUNTED

    return list(COUNTED.values())


def stored() -> Catalog:
    """The catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="nl", domain="talentregister")
    with PO.open("rb") as file:
        return read_po(file, locale="nl")


def updated() -> Catalog:
    """The stored catalogue with exactly the sentences of the code."""
    old, new = stored(), Catalog(locale="nl", domain="talentregister", fuzzy=False)
    for message in in_the_code():
        if message.id:
            known = old.get(message.id if isinstance(message.id, str) else message.id[0])
            new.add(message.id, known.string if known else None)
    return new


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, the same for the same sentences."""
    file = BytesIO()
    write_po(file, catalogue, width=99, sort_output=True, omit_header=False, no_location=True)
    lines = file.getvalue().decode().splitlines(keepends=True)
    dated = ("#", '"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
    kept = [line for line in lines if not line.startswith(dated)]
    return "".join(kept).encode()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> int:
    """Write both files. Returns 1 while a sentence still waits for its Dutch."""
    catalogue = updated()
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalogue))
    MO.write_bytes(as_mo(stored()))
    waiting = [m.id for m in catalogue if m.id and not all(_strings(m.string))]
    for sentence in waiting:
        print(f"no Dutch yet: {sentence}")
    return 1 if waiting else 0


def _strings(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, tuple | list) else (str(string or ""),)


if __name__ == "__main__":
    sys.exit(main())

"""
Older formats, brought up to date one numbered step at a time.

`STEPS[1]` takes a document of format 1 to format 2, and so on. A step is a
function from dict to dict; beside it, the tests keep an old file it was made
for. The first format is the present one, so there are no steps yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from talentregister.model.records import Register
from talentregister.storage import layout
from talentregister.storage.layout import Document

Step = Callable[[Document], Document]
STEPS: Mapping[int, Step] = {}


def migrated(document: Document) -> Document:
    """`document` in the present format."""
    for number in range(document["meta"]["format"], layout.FORMAT):
        document = STEPS[number](document)
        document["meta"]["format"] = number + 1
    return document


def records(text: bytes) -> Register:
    """The register of any format we know, as records. Raises Unreadable."""
    if layout.format_of(text) < layout.FORMAT:
        return msgspec.convert(migrated(layout.decode(text)), Register)
    return layout.decode_records(text)

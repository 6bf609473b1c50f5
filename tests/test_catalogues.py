"""The Dutch catalogue: complete, not stale, and compiled from what people can read."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from talentregister.language import i18n
from tests import catalogues
from tests.source import FILES, nodes

PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def messages() -> Iterator[Message]:
    """Every sentence of the stored catalogue."""
    return (message for message in catalogues.stored() if message.id)


def sides(text: object) -> list[str]:
    return list(text) if isinstance(text, tuple | list) else [str(text or "")]


def test_the_stored_catalogue_is_what_the_code_asks_for() -> None:
    assert catalogues.PO.read_bytes() == catalogues.as_po(catalogues.updated()), (
        "python -m tests.catalogues brings it up to date"
    )


def test_no_sentence_is_marked_within_an_f_string() -> None:
    # Babel does not look inside one: what stands there would stay English.
    marked = [
        f"{path.name}:{call.lineno}"
        for path in FILES
        for outer in nodes(path)
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in catalogues.KEYWORDS
        and isinstance(call.args[0], ast.Constant)
    ]
    assert marked == []


def test_every_sentence_has_its_dutch() -> None:
    missing = [m.id for m in messages() if not all(sides(m.string))]
    assert missing == []


def test_a_dutch_sentence_has_the_same_placeholders() -> None:
    def told(text: object) -> set[str]:
        return {found for side in sides(text) for found in PLACEHOLDER.findall(side)}

    wrong = [(m.id, m.string) for m in messages() if m.string and told(m.id) != told(m.string)]
    assert wrong == []


def test_a_dutch_sentence_keeps_the_space_around_it() -> None:
    def edges(text: object) -> list[tuple[bool, bool]]:
        return [(side[:1].isspace(), side[-1:].isspace()) for side in sides(text)]

    told = [m for m in messages() if all(sides(m.string))]
    assert [m.id for m in told if edges(m.id) != edges(m.string)] == []


def test_the_compiled_catalogue_is_compiled_from_the_stored_one() -> None:
    with catalogues.MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in messages():
        one, *many = sides(message.id)
        dutch = sides(message.string)
        if not all(dutch):
            continue
        if many:
            assert [compiled.ngettext(one, many[0], count) for count in (1, 2)] == dutch
        else:
            assert compiled.gettext(one) == dutch[0]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_languages_speak(language: i18n.Language) -> None:
    i18n.use(language)
    said = i18n.gettext("Nothing found.")
    assert (said == "Nothing found.") is (language == "en")

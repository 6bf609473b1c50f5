"""The language that is spoken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from talentregister.language import i18n
from tests.running import Person, Talent, plain


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """What a test speaks, the next one need not."""
    yield
    i18n.use("en")


def test_nothing_is_nothing_in_every_language() -> None:
    languages: tuple[i18n.Language, ...] = ("nl", "en")
    for language in languages:
        i18n.use(language)
        assert i18n.gettext("") == ""


@pytest.mark.parametrize(
    "listed", ["bewoners", "initiatieven", "wensen", "talenten", "verbindingen", "later", "rondes"]
)
def test_a_column_without_a_name_has_none_in_dutch(
    street: Talent, person: Person, listed: str
) -> None:
    street.ok("later", "Kees", "volgend jaar", "boottocht")
    shown = plain(person("lijst", listed, "--lang", "nl").err)
    assert "Project-Id" not in shown
    assert "Content-Type" not in shown

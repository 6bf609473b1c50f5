"""
The language the program speaks: Dutch or English.

English sentences are the keys; `catalogues/nl/LC_MESSAGES/talentregister.mo`
holds the Dutch. The language is chosen once, before a command is built.
"""

from __future__ import annotations

import gettext as stdlib_gettext
from pathlib import Path
from typing import Literal

Language = Literal["nl", "en"]
DOMAIN = "talentregister"
CATALOGUES = Path(__file__).parent / "catalogues"

_current: Language = "en"
_catalogue: stdlib_gettext.NullTranslations = stdlib_gettext.NullTranslations()


def use(language: Language) -> None:
    """Speak `language` from here on."""
    global _current, _catalogue
    _current = language
    _catalogue = stdlib_gettext.translation(DOMAIN, CATALOGUES, languages=[language], fallback=True)


def language() -> Language:
    """The language spoken now."""
    return _current


def gettext(sentence: str) -> str:
    """`sentence` in the language spoken now; under an empty one the catalogue keeps its own."""
    return _catalogue.gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for `count` things, in the language spoken now."""
    return _catalogue.ngettext(one, many, count)


def later(sentence: str) -> str:
    """Mark `sentence` for translation; whoever shows it translates it then."""
    return sentence

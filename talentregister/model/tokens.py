"""
The words people use for the tokens of the model, Dutch and English at all times.

A token is one snake_case English word; what the worker types or keeps in a
sheet is read here, what she sees on screen comes from the catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping

from talentregister.errors import Usage
from talentregister.language import i18n
from talentregister.language.names import fold

# enumeration → token → the words that stand for it, folded; the token itself always does.
WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "yes_no": {
        "yes": ("ja", "j", "y", "akkoord", "ok", "waar", "true", "1", "x"),
        "no": ("nee", "n", "neen", "niet", "onwaar", "false", "0"),
    },
    "will_show": {
        "yes": ("ja", "graag"),
        "maybe": ("misschien", "wellicht"),
        "no": ("nee", "liever niet"),
        "not_asked": ("niet gevraagd", "not asked", "onbekend", "?"),
    },
    "answer": {
        "yes": ("ja", "j", "y"),
        "no": ("nee", "n"),
        "not_asked": ("niet gevraagd", "not asked", "onbekend", "?"),
    },
    "click": {
        "yes": ("ja", "klik"),
        "doubt": ("twijfel", "misschien"),
        "no": ("nee",),
        "unknown": ("onbekend", "?"),
    },
    "contact_by": {
        "phone": ("telefoon", "bellen", "tel"),
        "email": ("mail", "e-mail", "mailen"),
        "visit": ("bezoek", "langsgaan", "langskomen", "aanbellen"),
        "app": ("appen", "whatsapp", "sms"),
    },
    "address_form": {"je": ("jij",), "u": ()},
    "status": {
        "active": ("actief",),
        "resting": ("rust", "even niet"),
        "stopped": ("gestopt", "laat met rust", "leave me be"),
        "frozen": ("bevroren",),
    },
    "size": {
        "short": ("kort", "klein", "eenmalig", "once"),
        "longer": ("langer", "lang", "vaker"),
    },
    "statement_state": {
        "open": (),
        "talking": ("in gesprek", "loopt", "in talks"),
        "fulfilled": ("vervuld", "gelukt"),
        "expired": ("verlopen",),
        "withdrawn": ("ingetrokken", "vervallen"),
    },
    "initiative_kind": {
        "residents": ("bewoners", "bewonersinitiatief", "bewonersgroep", "buurtinitiatief"),
        "association": ("vereniging", "club", "stichting"),
        "drop_in": ("inloop", "drop in", "spreekuur"),
        "activity": ("activiteit", "cursus", "groep"),
        "council": ("raad", "bewonersraad", "wijkraad"),
        "partner": ("organisatie", "instelling", "partnerorganisatie"),
    },
    "initiative_state": {
        "idea": ("idee",),
        "exploring": ("verkennen", "verkenning", "in verkenning", "opstarten"),
        "running": ("loopt", "lopend", "actief"),
        "resting": ("rust", "in rust", "slaapt"),
        "stopped": ("gestopt", "gestaakt"),
    },
    "in_hands_of": {
        "worker": ("werker", "sociaal werker", "ik", "mij"),
        "shared": ("gedeeld", "samen"),
        "residents": ("bewoners",),
    },
    "open_to": {
        "yes": ("ja", "iedereen"),
        "with_company": ("met begeleiding", "met iemand mee", "with company", "samen"),
        "no": ("nee", "besloten", "vol"),
    },
    "link_state": {
        "proposed": ("voorgesteld", "geopperd"),
        "asked": ("gevraagd",),
        "introduced": ("voorgesteld aan elkaar", "kennisgemaakt", "kennismaking"),
        "running": ("loopt", "lopend"),
        "ended": ("klaar", "afgesloten", "geeindigd"),
        "failed": ("mislukt", "niet gelukt", "did not work out"),
    },
    "purpose": {
        "keep": ("bewaren", "noteren"),
        "approach": ("benaderen", "bellen"),
        "share": ("delen", "doorgeven"),
        "story": ("verhaal", "verhaal vertellen", "tell the story"),
    },
    "how": {
        "oral": ("mondeling", "gezegd"),
        "written": ("schriftelijk", "papier"),
        "mail": ("e-mail", "per mail"),
    },
    "followup_kind": {
        "promise": ("belofte", "afspraak"),
        "aftercare": ("nazorg",),
        "word_back": ("bericht terug", "terugkoppeling", "word back"),
        "access": ("inzage",),
        "availability": ("beschikbaar", "beschikbaarheid", "available"),
        "rhythm": ("ritme",),
        "retention": ("bewaartermijn", "bewaren"),
    },
    "channel": {
        "screen": ("scherm", "stdout"),
        "file": ("bestand", "tekst"),
        "feed": ("agenda", "kalender", "calendar", "ics"),
        "desktop": ("bureaublad", "melding"),
        "command": ("opdracht",),
    },
    "schedule": {
        "on": ("aan",),
        "off": ("uit",),
        "status": ("stand", "toestand"),
    },
    "letter_form": {
        "letter": ("brief",),
        "eml": ("mail", "e-mail", "email"),
        "mailto": ("link",),
        "sms": ("bericht", "app", "appje", "short"),
    },
    "statement_kind": {
        "loves": ("passie", "passies", "houdt van", "hobby", "hobby's", "passion", "passions"),
        "can": ("talent", "talenten", "kan", "kan goed", "talents", "skill", "skills"),
        "wants": ("wens", "wensen", "wil", "wil graag", "vraag", "vragen", "wish", "wishes", "ask"),
        "has": ("heeft", "bezit", "spullen", "thing", "things"),
    },
    "note_kind": {
        "talk": ("gesprek",),
        "advice": ("advies",),
        "story": ("verhaal",),
    },
    "story_consent": {
        "internal": ("intern",),
        "anonymous": ("anoniem",),
        "by_name": ("met naam", "by name"),
    },
}


def read(enumeration: str, text: str) -> str:
    """
    The token `text` stands for.

    Raises Usage("choice_unknown") that names what may be typed.
    """
    typed = fold(text).replace("-", " ").replace("_", " ")
    for token, words in WORDS[enumeration].items():
        if typed == token.replace("_", " ") or typed in {w.replace("-", " ") for w in words}:
            return token
    dutch = i18n.language() == "nl"
    choices = ", ".join(w[0] if dutch and w else token for token, w in WORDS[enumeration].items())
    raise Usage("choice_unknown", text=text, choices=choices)


def read_several(enumeration: str, text: str) -> tuple[str, ...]:
    """The tokens of a list like `keep,share`."""
    return tuple(read(enumeration, piece) for piece in text.split(",") if piece.strip())

"""
The words on screen for the model's tokens, in the language spoken now.

Kept beside the sentences because a colleague who mends a word here should not
have to know the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from talentregister.cli.verbs import VERBS
from talentregister.language import i18n
from talentregister.language.i18n import gettext
from talentregister.language.i18n import later as N_

if TYPE_CHECKING:
    from talentregister.language.dates import Precision

TOKENS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "loves": N_("loves"),
        "can": N_("can"),
        "wants": N_("wants"),
        "has": N_("has"),
        "note": N_("note"),
        "initiative": N_("offers"),
        "promise": N_("promise"),
        "aftercare": N_("how is it going?"),
        "word_back": N_("word back"),
        "access": N_("wants to see the data"),
        "availability": N_("has time now"),
        "rhythm": N_("not spoken for a while"),
        "yearly": N_("in residents' hands: how is it going?"),
        "retention": N_("kept long enough: ask, or forget"),
        "residents": N_("residents"),
        "association": N_("association"),
        "drop_in": N_("drop-in"),
        "activity": N_("activity"),
        "council": N_("council"),
        "partner": N_("partner"),
        "talk": N_("talk"),
        "advice": N_("advice"),
        "story": N_("story"),
    },
    "state": {
        "open": N_("open"),
        "talking": N_("in talks"),
        "fulfilled": N_("fulfilled"),
        "expired": N_("expired"),
        "withdrawn": N_("withdrawn"),
        "idea": N_("idea"),
        "exploring": N_("exploring"),
        "running": N_("running"),
        "resting": N_("resting"),
        "stopped": N_("stopped"),
        "proposed": N_("proposed"),
        "asked": N_("asked"),
        "introduced": N_("introduced"),
        "ended": N_("ended"),
        "failed": N_("did not work out"),
        "done": N_("done"),
        "dropped": N_("dropped"),
        "active": N_("active"),
        "frozen": N_("frozen"),
    },
    "band": {
        "strong": N_("strong"),
        "possible": N_("possible"),
        "maybe": N_("maybe"),
    },
    "met": {
        "same": N_("the same"),
        "form": N_("the same word"),
        "compound": N_("a part of it"),
        "repaired": N_("spelled otherwise"),
        "concept": N_("the theme"),
        "narrower": N_("narrower"),
        "broader": N_("broader"),
        "related": N_("beside it"),
        "job": N_("by the job"),
        "role": N_("called for"),
    },
    "answer": {
        "yes": N_("yes"),
        "no": N_("no"),
        "maybe": N_("maybe"),
        "not_asked": N_("not asked"),
        "doubt": N_("doubt"),
        "unknown": N_("unknown"),
    },
    "purpose": {
        "keep": N_("keep"),
        "approach": N_("approach"),
        "share": N_("share"),
        "story": N_("tell the story"),
    },
    "hands": {
        "worker": N_("worker"),
        "shared": N_("shared"),
        "residents": N_("residents"),
    },
    "contact": {
        "phone": N_("phone"),
        "email": N_("email"),
        "visit": N_("visit"),
        "app": N_("app"),
    },
    "size": {
        "short": N_("short"),
        "longer": N_("longer"),
    },
    "how": {
        "oral": N_("said"),
        "written": N_("in writing"),
        "mail": N_("by mail"),
    },
    "exported": {
        "residents": N_("residents"),
        "initiatives": N_("initiatives"),
        "followups": N_("calendar"),
        "all": N_("everything"),
    },
    "verdict": {
        "new": N_("new"),
        "changed": N_("changed"),
        "same": N_("same"),
        "doubtful": N_("doubtful"),
        "refused": N_("refused"),
    },
    "change": {
        "added": N_("added"),
        "changed": N_("changed"),
        "removed": N_("removed"),
    },
}
# Why a scheduled run failed, as a part of a sentence.
FAILURES: Mapping[str, str] = {
    "key_locked": N_("the key is locked"),
    "key_missing": N_("the key is not there"),
    "key_readable": N_("others can read the key"),
    "no_register": N_("the register is not there"),
    "damaged": N_("the register is damaged"),
    "busy": N_("another talentregister was busy"),
    "disk_full": N_("the disk is full"),
    "no_permission": N_("a file may not be written"),
    "not_kept": N_("a file is not ours to replace"),
    "channel_failed": N_("a command or the desktop did not take it"),
    "stopped": N_("it was stopped halfway"),
}


def failure(code: str) -> str:
    """Why a run failed; a rare cause by its code."""
    return gettext(FAILURES[code]) if code in FAILURES else code


# Parameters of sentences that hold a token, and of which kind.
_PARAMETERS = {"state": "state", "now": "state", "kind": "kind"}

# What a link may still need: how it is said, and the option that says it.
NEEDS: Mapping[str, tuple[str, str]] = {
    "share": (N_("{who} has not agreed to be named to the other"), N_("--share {yes}")),
    "refused": (N_("{who} said no to being named to the other"), N_("--share {yes}")),
    "company_or_ring": (N_("{who} asks for company, or somebody to ring"), N_("--ring NAME")),
    "first_visit": (N_("there was no first visit yet"), N_("--visited today")),
}


def term(group: str, token: str) -> str:
    """The word for a token of a group; a token nobody knows is shown as it is."""
    return gettext(TOKENS[group].get(token, token))


def worded(key: str, value: object) -> str:
    """A parameter of a sentence as words."""
    if key in _PARAMETERS:
        return term(_PARAMETERS[key], str(value))
    if key == "verb":
        return verb_term(str(value))
    if value is None:
        return "?"
    if isinstance(value, tuple | list):
        return ", ".join(str(item) for item in value)
    return str(value)


def verb_term(verb: str) -> str:
    """The name a verb is typed by in the language spoken now."""
    dutch = i18n.language() == "nl" and verb in VERBS
    return VERBS[verb].dutch if dutch else verb


def precision(parameters: Mapping[str, object]) -> Precision:
    """The precision a day of a sentence was given with; a day unless told."""
    return cast("Precision", parameters.get("precision", "day"))


def missing(needs: object, residents: object = 1) -> tuple[str, str]:
    """What a link of so many residents still needs, as one phrase and as the options to type."""
    if not isinstance(needs, tuple):
        return str(needs), ""
    phrases = [gettext(NEEDS[need.need][0]).format(who=need.who) for need in needs]
    yes = ",".join([term("answer", "yes")] * int(str(residents)))
    options = dict.fromkeys(gettext(NEEDS[need.need][1]).format(yes=yes) for need in needs)
    return "; ".join(phrases), " ".join(options)

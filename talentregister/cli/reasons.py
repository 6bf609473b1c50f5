"""Why two suit each other, in one sentence each, short enough to read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from talentregister.language import dates, i18n
from talentregister.language.i18n import gettext
from talentregister.language.i18n import later as N_

# `list --theme` names a concept and needs nothing else of that room.
if TYPE_CHECKING:
    from talentregister.matching import Caution, Match, Reason
    from talentregister.matching.compiled import Concept

SENTENCES: Mapping[str, str] = {
    "same": N_("{offers} for {wants}"),
    "form": N_("{offers} for {wants}"),
    "compound": N_("{offers} for {wants}"),
    "repaired": N_("{offers} for {wants}"),
    "concept": N_("{offers} for {wants}: both belong to {label}"),
    "narrower": N_("{offers} for {wants}: that is {label}"),
    "broader": N_("{offers} for {wants}: perhaps, it is {label}"),
    "related": N_("{offers} for {wants}: close to {label}"),
    "job": N_("{offers} for {wants}: {label} comes with it"),
    "role": N_("{offers} for {wants}: {role_reason}"),
    "alike": N_("{offers} for {wants}: perhaps something like it"),
    # Somebody to call, written down without a reason; and for what people say, which is no name.
    "suits": N_("{offers} for {wants}: goes with {label}"),
    # Of what somebody is going through only this is told.
    "unspoken": N_("{wants}: perhaps good for both"),
    "said": N_("{offers} for {wants}: perhaps for somebody like that"),
}
CAUTIONS: Mapping[str, str] = {
    "says_no": N_("mind: said “{text}”"),
    "wants_to_learn": N_("mind: wants it too: “{text}”"),
    "low_level": N_("mind: “{text}”"),
    "will_show_maybe": N_("mind: perhaps wants to show it"),
    "no_time": N_("mind: their times do not meet"),
    "not_yet": N_("mind: has time later, not yet now"),
    "own_network": N_("first ask: was one's own network tried?"),
}
SAID_LONG_AGO = N_("mind: said in {month} “{text}”")


def label(named: Concept | Reason) -> str:
    """A concept, or that of a reason, in the language spoken now."""
    return named.label_nl if i18n.language() == "nl" else named.label_en or named.label_nl


def sentence(reason: Reason) -> str:
    """One reason, with the asker's words and the resident's own."""
    how: str = reason.how
    if reason.alike:
        how = "alike"
    elif reason.how == "role" and not reason.role_reason:
        how = "suits"
    called = label(reason)
    if how == "suits" and " " in called and i18n.language() == "nl":
        how = "said"  # "lift is weer stuk" is what people say, no name of anything
    if not reason.offers:
        how = "unspoken"
    return gettext(SENTENCES[how]).format(
        offers=_quoted(reason.offers, reason.read_as),
        wants=_quoted(reason.wants, reason.wants_read_as),
        label=called,
        role_reason=reason.role_reason,
    )


def _quoted(words: str, read_as: str) -> str:
    """Words as they were typed, and what a typing error in them was read as."""
    typed = f"“{words}”"
    return (
        gettext("{words} (read as {read_as})").format(words=typed, read_as=read_as)
        if read_as
        else typed
    )


def sentences(match: Match) -> list[str]:
    """The reasons of a match, strongest first."""
    return [sentence(reason) for reason in match.reasons]


def cautions(match: Match) -> list[str]:
    """What to know before calling."""
    return [_caution(caution) for caution in match.cautions]


def _caution(caution: Caution) -> str:
    if caution.on is None or caution.code != "says_no":
        return gettext(CAUTIONS[caution.code]).format(text=caution.text)
    month = dates.in_full(caution.on, "month")
    return gettext(SAID_LONG_AGO).format(text=caution.text, month=month)

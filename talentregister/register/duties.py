"""
What the worker owes by herself: word back, a look at what she handed over, files she keeps.

These come with other verbs (`add --referrer`, `edit --in-hands-of`, a scheduled
run), inside their transaction where they have one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from talentregister.language import dates
from talentregister.model.base import Record
from talentregister.model.followup import Closed, FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.resident import Resident
from talentregister.register.outcome import Notice, notice
from talentregister.storage import Change, Home, transaction

# A referral is answered after so long, also when nobody came (DOMAIN.md, scenario 17).
WORD_BACK = "2 weeks"


def follows(change: Change, old: Record | None, new: Record, today: date) -> tuple[Notice, ...]:
    """What the worker owes because `new` took the place of `old` (None: it is new)."""
    if isinstance(new, Resident):
        was = old.referrer if isinstance(old, Resident) else None
        if new.referrer and (was is None or was.organisation != new.referrer.organisation):
            return promise_word_back(change, new, today)
    if isinstance(new, Initiative) and _in_residents_hands(new) and not _in_residents_hands(old):
        return _handed_over(change, new, today)
    return ()


def promise_word_back(change: Change, resident: Resident, today: date) -> tuple[Notice, ...]:
    """Owe the organisation that referred somebody word back, in two weeks."""
    if resident.referrer is None:
        return ()
    owing = msgspec.structs.replace(resident.referrer, word_back_owed=today)
    change.put(msgspec.structs.replace(resident, referrer=owing))
    due = word_back_due(today)
    change.add(
        FollowUp, about=resident.id, due=due, on=today, kind="word_back",
        reason=resident.referrer.organisation,
    )  # fmt: skip
    return (notice("word_back_due", organisation=resident.referrer.organisation, day=due),)


def word_back_due(today: date) -> date:
    """When the organisation that refers somebody today has to hear."""
    return dates.after(today, dates.period(WORD_BACK))


def word_given(change: Change, followup: FollowUp) -> None:
    """The word back of `followup` was given: nothing is owed any more."""
    resident = change.get(followup.about)
    if isinstance(resident, Resident) and resident.referrer is not None:
        settled = msgspec.structs.replace(resident.referrer, word_back_owed=None)
        change.put(msgspec.structs.replace(resident, referrer=settled))


def keep_files(home: Home, today: date, paths: Sequence[Path]) -> None:
    """Note in the register which files it keeps up to date; `forget` has to find them."""
    with transaction(home, "remind", today) as change:
        for path in paths:
            change.keep_file(path)


def _handed_over(change: Change, initiative: Initiative, today: date) -> tuple[Notice, ...]:
    """The worker's promises about it end; `agenda.rhythms` looks at it once a year."""
    mine = [f for f in change.records.followups_about(initiative.id) if f.state == "open"]
    for followup in mine:
        change.put(msgspec.structs.replace(followup, state="dropped", closed=Closed(on=today)))
    looked_at = dates.after(today, dates.period("1 year"))
    return (notice("handed_over", name=initiative.name, count=len(mine), day=looked_at),)


def _in_residents_hands(initiative: Record | None) -> bool:
    hands = initiative.in_hands_of if isinstance(initiative, Initiative) else None
    return hands is not None and hands.who == "residents"

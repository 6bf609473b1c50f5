"""The sentences about a number: for one, and for several."""

from __future__ import annotations

from collections.abc import Mapping

from talentregister.language.i18n import later as N_

COUNTED: Mapping[str, tuple[str, str]] = {
    # What comes along with another register, by table.
    "residents": (N_("{count} resident"), N_("{count} residents")),
    "initiatives": (N_("{count} initiative"), N_("{count} initiatives")),
    "statements": (N_("{count} statement"), N_("{count} statements")),
    "notes": (N_("{count} note"), N_("{count} notes")),
    "rounds": (N_("{count} round"), N_("{count} rounds")),
    "links": (N_("{count} link"), N_("{count} links")),
    "followups": (N_("{count} follow-up"), N_("{count} follow-ups")),
    "rejections": (N_("{count} rejection"), N_("{count} rejections")),
    "themes_alone": (
        N_("{count} more theme has one voice; to see all: talent themes | more"),
        N_("{count} more themes have one voice; to see all: talent themes | more"),
    ),
    "sheet_read": (
        N_("{file}: {encoding}, separated by {delimiter}, {count} row."),
        N_("{file}: {encoding}, separated by {delimiter}, {count} rows."),
    ),
    "tab_read": (
        N_("{file}: sheet {tab}, {format}, {count} row."),
        N_("{file}: sheet {tab}, {format}, {count} rows."),
    ),
    "rows_hidden": (
        N_("{count} row is hidden in the sheet; it was read all the same."),
        N_("{count} rows are hidden in the sheet; they were read all the same."),
    ),
    "exported": (
        N_("Written: {file} ({count} row)."),
        N_("Written: {file} ({count} rows)."),
    ),
    "exported_days": (
        N_("Written: {file} ({count} day)."),
        N_("Written: {file} ({count} days)."),
    ),
    "left_behind": (
        N_("{count} record stays behind, because those it is about do."),
        N_("{count} records stay behind, because those they are about do."),
    ),
    "exports_people": (
        N_("{count} person is in it, and it is not encrypted: remove it when it has served."),
        N_("{count} people are in it, and it is not encrypted: remove it when it has served."),
    ),
    "exports_to_tell": (
        N_(
            "{count} file with people left since {day}; who got it has to hear: talent list exports"
        ),
        N_(
            "{count} files with people left since {day}; who got one has to hear: talent list exports"
        ),
    ),
    "unasked_in_it": (
        N_("{count} of them does not want to be approached; a .csv does not say so, .xlsx does."),
        N_("{count} of them do not want to be approached; a .csv does not say so, .xlsx does."),
    ),
    "notes_in_it": (
        N_("Your note is in it as you typed it: look before it goes to a colleague."),
        N_("Your {count} notes are in it as you typed them: look before it goes to a colleague."),
    ),
    "unshared_in_it": (
        N_("{count} of them does not want to be named to others."),
        N_("{count} of them do not want to be named to others."),
    ),
    "silenced": (
        N_("{count} open promise is kept but no longer shown."),
        N_("{count} open promises are kept but no longer shown."),
    ),
    "handed_over": (
        N_("{name} is in residents' hands: {count} promise is closed; a look once a year: {day}."),
        N_(
            "{name} is in residents' hands: {count} promises are closed; a look once a year: {day}."
        ),
    ),
    "runs_failed": (
        N_("{count} scheduled run failed, on {day}: {why}. Look with: talent remind"),
        N_("{count} scheduled runs failed, the last on {day}: {why}. Look with: talent remind"),
    ),
    "to_call": (
        N_("{count} person to call: talent remind"),
        N_("{count} people to call: talent remind"),
    ),
    "waiting": (
        N_("{count} promise waits for you: talent remind"),
        N_("{count} promises wait for you: talent remind"),
    ),
    "comes": (
        N_("{count} more within {period}: talent remind --ahead {period}"),
        N_("{count} more within {period}: talent remind --ahead {period}"),
    ),
    "words_back_due": (
        N_("Word back is due to who referred {count} person: {day}."),
        N_("Word back is due to who referred {count} people: {day}."),
    ),
    "gone_more": (
        N_("And {count} more is not in the sheet."),
        N_("And {count} more are not in the sheet."),
    ),
    "carriers_few": (
        N_("{id} is carried by too few: one more resident is needed."),
        N_("{id} is carried by too few: {count} more residents are needed."),
    ),
    "mentions_left": (
        N_("{count} mention was left as it is."),
        N_("{count} mentions were left as they are."),
    ),
    "carriers_missing": (
        N_("{id} is still an idea: one more resident is needed to carry it."),
        N_("{id} is still an idea: {count} more residents are needed to carry it."),
    ),
}

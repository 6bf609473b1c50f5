"""
Every sentence the program says about what happened, by code.

Errors and notices are codes with parameters; here they become words. A
sentence is short, warm and exact; a hint is the line to type next. A test
fails when a code has no sentence or a sentence no Dutch.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from datetime import date

from talentregister.cli import terms
from talentregister.cli.counted import COUNTED
from talentregister.cli.verbs import example
from talentregister.errors import RegisterError
from talentregister.language.i18n import gettext, ngettext
from talentregister.language.i18n import later as N_
from talentregister.privacy import scans
from talentregister.register.outcome import Notice

ERRORS: Mapping[str, str] = {
    # usage (2)
    "usage": N_("That cannot be read: {text}"),
    "verb_unknown": N_("“{text}” is not something this program does.{nearest}"),
    "option_unknown": N_("There is no option {option} here.{nearest}"),
    "option_needs_value": N_("{option} needs a value behind it."),
    "option_takes_none": N_("{option} takes no value."),
    "option_unreadable": N_("“{text}” does not fit {option}."),
    "choice_unknown": N_("“{text}” is not one of: {choices}."),
    "date_unreadable": N_("“{text}” cannot be read as a date."),
    "when_missing": N_("Say when to come back."),
    "period_unreadable": N_("“{text}” cannot be read as a length of time."),
    "rhythm_unreadable": N_("“{text}” is not a number of months."),
    "field_unknown": N_("{id} has no {field} to change."),
    "setting_unknown": N_("There is no setting “{name}”; there are: {known}."),
    "words_missing": N_("There is nothing to write down yet."),
    "who_missing": N_("Say who it is about."),
    "more_than_a_name": N_(
        "That is more than a name: an address, a phone number and an email have a place of their own."
    ),
    "one_at_a_time": N_("This goes for one at a time: name one."),
    "edit_nothing": N_("Nothing to change was told."),
    "words_left": N_("It is not clear what to do with “{text}”."),
    "no_resident_field": N_("A resident has no {field}; for an initiative add --initiative."),
    "no_initiative_field": N_("An initiative has no {field}."),
    "field_needed": N_("Without {field} there is nothing to keep; to take it away: --remove."),
    "went_nothing": N_("Say how {id} went: a state, or an option."),
    "link_with_whom": N_("Say with whom: a name, or a line of what match shows."),
    "link_missing": N_("Say which link it is."),
    "consent_words": N_("Say who, for what, and yes or no."),
    "only_of_a_name": N_("{option} goes with a whole name, not with free words."),
    "options_apart": N_("{first} and {second} do not go together."),
    "option_needs": N_("{first} says something only with {second}."),
    "match_what": N_("Say whom or what to look for."),
    "not_text": N_("{id} holds half a character; type it anew."),
    "file_missing": N_("There is no file {file}."),
    "file_unreadable": N_("{file} cannot be read."),
    "file_letters": N_("{file} is no plain text in UTF-8."),
    "file_not_told": N_("Say which file."),
    "sheet_letters": N_(
        "{file}: in line {line} stands a letter that neither UTF-8 nor cp1252 (Windows) has."
    ),
    "sheet_unreadable": N_("{file} is no sheet: neither xlsx, ods or xls, nor text."),
    "sheet_damaged": N_("{file} is damaged, or only half of it is there."),
    "sheet_password": N_("{file} is locked with a password."),
    "tab_unknown": N_("There is no sheet called “{text}” in it; there are: {tabs}."),
    "no_tabs": N_("{file} is text: there is only one sheet in it."),
    "map_unreadable": N_("“{text}” gives no heading a place; write “heading=place”."),
    "heading_unknown": N_("This sheet has no heading “{text}”.{nearest}"),
    "place_unknown": N_("“{text}” is no place for a column.{nearest}"),
    "target_no_file": N_("{file} is not a file that can be replaced."),
    "time_unreadable": N_("“{text}” is not a time of day."),
    "days_unreadable": N_("“{text}” cannot be read as days of the week."),
    "command_missing": N_("Say which command it is for."),
    "template_error": N_("The template {file} has a mistake in line {line}."),
    "too_many_sides": N_("“{said}” names more people than the {sides} in this link."),
    "list_unknown": N_("“{text}” cannot be listed; there are: {choices}."),
    "export_ending": N_("{file}: what it becomes shows from its ending: {choices}."),
    "option_elsewhere": N_("{option} means nothing for {file}."),
    "not_an_export": N_("{file} is JSON, but no register of this program."),
    "json_encoding": N_("{file} is not written in UTF-8."),
    "json_broken": N_("{file} cannot be read any further than line {line}: that is no JSON."),
    "json_deep": N_("{file} is nested deeper than a register is ({where})."),
    "json_number": N_("{file}: at {where} stands a number that cannot be one here."),
    "json_twice": N_("{file}: {where} stands there twice."),
    "json_half": N_("{file}: at {where} stands half a character."),
    "json_wrong": N_("{file}: at {where} stands something else than belongs there."),
    "json_loose": N_("{file}: {where} points at something that is not there."),
    "other_locked": N_("Your key does not open {file}: it is locked to another one."),
    "round_refused": N_(
        "The street of a round holds what may not be kept: invisible characters, or nine digits that look like a citizen service number."
    ),
    "other_damaged": N_("{file} is damaged; ask for it again."),
    "not_to_replace": N_("{file} belongs to the register itself."),
    "cell_too_long": N_(
        "{column}: a text is longer than the {longest} characters of a cell in Excel."
    ),
    "cell_impossible": N_("{column}: a text holds signs that an .xlsx cannot."),
    "key_what": N_("Say what to do with the key: {choices}."),
    "secret_typed": N_(
        "A secret is never typed behind the command: it would stay in the memory of your shell. It is asked for."
    ),
    # not found (3)
    "theme_unknown": N_("There is no theme called “{text}”."),
    "theme_several": N_("“{text}” belongs to several themes."),
    "themes_what": N_("What to do with the themes? {choices}."),
    "word_harmful": N_("“{text}” would be found everywhere: take a word that says more."),
    "word_not_there": N_("“{text}” does not stand under {name}."),
    "who_unknown": N_("Nobody is called “{text}” here."),
    "who_nearly": N_("Nobody is called “{text}” here; did you mean one of these?"),
    "id_unknown": N_("There is no {id} in the register."),
    "no_such_record": N_("There is no {id} in the register."),
    "line_unknown": N_("There is no line {line} in today's matches; there are {count}."),
    "not_a_resident": N_("{id} is not a resident."),
    "nothing_due": N_("Nothing is due for “{name}”."),
    "nothing_to_undo": N_("There is nothing to take back."),
    "no_such_operation": N_("There is no operation {operation} to take back."),
    "no_such_backup": N_("There is no such backup."),
    "no_backup": N_("There is no backup yet."),
    # several (4)
    "who_ambiguous": N_("“{text}” may be several people:"),
    "name_known": N_("Somebody has that name already:"),
    "several_letters": N_("This goes to several people; say to whom:"),
    "several_due": N_("Several things are due for “{name}”:"),
    "line_needs_ids": N_(
        "Line {line} may be another one tomorrow; without a terminal, say the ids:"
    ),
    # refused (5)
    "forget_unconfirmed": N_("Nothing was forgotten: {id} has to be confirmed."),
    "pair_unconfirmed": N_("Nothing was written down."),
    "nothing_to_forget": N_("There is nothing to forget."),
    "forget_resident_only": N_("{name} is an initiative; only a resident can be forgotten."),
    "restore_unconfirmed": N_("Nothing was put back."),
    "other_register": N_("{path} is a backup of another register."),
    "passphrases_differ": N_("The two passphrases differ; nothing was changed."),
    "passphrase_empty": N_("An empty passphrase locks nothing; nothing was changed."),
    "not_encrypted": N_("{path} is not encrypted."),
    "already_encrypted": N_("{path} is encrypted already."),
    "already_locked": N_("The key {path} is locked already."),
    "not_locked": N_("The key {path} is not locked."),
    "bsn": N_("Nine digits that look like a citizen service number may not be kept ({field})."),
    "sensitive": N_("“{words}” touches on health, belief, origin or status; nothing was kept."),
    "control_characters": N_("There are invisible characters in it ({field}); type it anew."),
    "too_long": N_("{length} characters is too long ({field}); at most {longest}."),
    "phone_unreadable": N_("That is not a phone number."),
    "postcode_unreadable": N_("That is not a postcode."),
    "email_unreadable": N_("That is not an email address."),
    "round_counts": N_("Of {doors} doors {opened} cannot open and {willing} be willing."),
    "not_removable": N_("{id} cannot simply be removed: others point at it."),
    "followup_closed": N_("{id} was closed already."),
    "not_a_wish": N_("{id} is not a wish."),
    "no_open_wish": N_("{id} is no open wish of a resident."),
    "wishes_of_initiative": N_("--wishes goes with an initiative: --initiative, or its id."),
    "one_initiative": N_("A link is between residents, or a resident and one initiative."),
    "not_ended": N_("A link that answered the wish has ended; {state} does not go with that."),
    "one_party": N_("A link needs two different parties."),
    "leave_be": N_("{id} asked to be left in peace."),
    "no_one_to_write": N_("{id} is about no resident, so there is nobody to write to."),
    "linked_already": N_("They are linked already: {id}."),
    "link_closed": N_("{id} was closed already ({state})."),
    "no_scheduler": N_("Nothing on this computer can run it by itself ({by})."),
    "schedule_not_ours": N_("{path} was not made by this program; it was left as it is."),
    "not_kept": N_("{path} exists already and is not ours to keep up to date."),
    "link_backwards": N_("A link does not go back from {now} to {state}."),
    "link_needs": N_("{id} cannot be {state} yet: {missing}."),
    "register_changed": N_("The register was changed meanwhile; nothing was written. Try again."),
    "changed_meanwhile": N_("{id} was changed by somebody else meanwhile; nothing was saved."),
    "broken_reference": N_("Other records point at it, so it stays."),
    "register_exists": N_("There is a register already: {path}."),
    "undo_refused": N_("That cannot be taken back: {records} changed since."),
    "already_undone": N_("{operation} was taken back already, by {by}."),
    "config_unreadable": N_("The settings in {file} cannot be read."),
    "no_known_heading": N_("None of these headings is known: {found}."),
    "sheet_empty": N_("{file} is empty."),
    "sheet_quote": N_("A quote that opens in line {line} is never closed."),
    "sheet_quote_stray": N_("Line {line}, column {column}: there is text behind a closing quote."),
    "sheet_too_large": N_("{file} is larger than {limit}."),
    "sheet_too_long": N_("{file} has more than {limit} rows."),
    "sheet_unfolds": N_("{file} is packed: unfolded it would be larger than {limit}."),
    "sheet_entities": N_("{file} holds instructions that no sheet needs; it was not read."),
    "sheet_far": N_(
        "{file} has cells too far apart, the last is {cell}; clear what does not belong."
    ),
    "tab_empty": N_("There is nothing in the sheet {tab}."),
    "cell_error": N_("Cell {cell} holds {text}: a formula went wrong there."),
    "cell_without_value": N_("Cell {cell} holds a formula without a value."),
    "cells_merged": N_("Cell {cell} is merged, up to {last}; split it first."),
    "formula_error": N_("{text} is what a formula left that went wrong."),
    "sheet_heading_twice": N_("The heading “{heading}” stands there twice: columns {columns}."),
    "row_ragged": N_("This row has {found} cells, the headings are {expected}."),
    "name_total": N_("“{text}” reads like a total, not like somebody."),
    "name_missing": N_("There is no name in this row."),
    "kind_unknown": N_("“{text}” is not a passion, a talent, a wish or a thing."),
    "kind_missing": N_("It does not say what this is: a passion, talent, wish or thing."),
    "control_in_text": N_("There are invisible characters in it; --strip-control takes them out."),
    "line_break": N_("A line break does not belong there ({field})."),
    "key_gone": N_(
        "The key {key} is of nobody in this register any more; empty it to bring somebody new."
    ),
    "key_twice": N_("The key {key} is that of another name in line {line}."),
    "frozen": N_("{id} is frozen: nothing is changed until that is settled."),
    "rows_open": N_("Nothing was written: {refused} refused, {doubtful} doubtful."),
    "target_exists": N_("{file} exists already."),
    # unreadable (6)
    "no_register": N_("There is no register yet at {path}."),
    "two_registers": N_("There are two registers: {first} and {second}."),
    "empty_file": N_("The register is damaged: the file is empty."),
    "damaged": N_("The register is damaged."),
    "truncated": N_("The register is damaged: its end is missing."),
    "foreign": N_("This file is not a talentregister register; it was left as it is."),
    "an_export": N_("{path} is an export, not a register; bring it into one with: talent import"),
    "newer": N_("A newer version ({version}) made this register; this one cannot read it."),
    "wrong_key": N_("The key does not open {path}."),
    "key_missing": N_("The key {path} is not there."),
    "key_damaged": N_("The key {path} is damaged."),
    "key_readable": N_("Others can read the key {path}; a key that others read is no key."),
    "key_locked": N_("The key {path} is locked, and nobody is here to type the passphrase."),
    "wrong_passphrase": N_("That passphrase does not open the key."),
    "paper_key_mistyped": N_("That is not a whole paper key; look for a typing error."),
    "paper_key_wrong": N_("That paper key does not open {path}; is it of another register?"),
    "backup_damaged": N_("The backup {path} cannot be read."),
    "not_allowed": N_("{path} may not be read."),
    "disk_error": N_("{path} cannot be read: the disk reports {error}."),
    # unwritable (7)
    "busy": N_(
        "Another talentregister is busy with the register (process {pid}); nothing was saved."
    ),
    "disk_full": N_("The disk is full; nothing was saved. About {needed_mb} MB is needed."),
    "no_permission": N_("{path} may not be written; nothing was saved."),
    "write_failed": N_("{path} could not be written ({error}); nothing was saved."),
    "scheduler_failed": N_("{program} did not do it: {said}"),
    "channel_failed": N_("{command} did not take it ({said}); look with: talent remind"),
    "not_certain": N_(
        "The disk did not confirm that {path} was written ({error}); look with show."
    ),
    "recipients_missing": N_("{path} is not there, so nothing could be sealed; nothing was saved."),
    "recipients_without_identity": N_(
        "The key of this computer is not in {path}: it could not open what would be saved."
    ),
    "no_directory": N_("There is no folder {path}; is the stick in?"),
    "copy_damaged": N_("The copy {path} cannot be read back; do not rely on it."),
    # ours (1)
    "unshown": N_("It was done, but the answer could not be shown ({kind})."),
    "fault": N_("Something went wrong that should not ({kind}); nothing was saved."),
}

HINTS: Mapping[str, str] = {
    "forget_yes": N_("If it must be: talent forget {id} --yes"),
    "restore_yes": N_("To do it: add --yes."),
    "restore": N_(
        "The last good backup is of {backup_on} (residents: {backup_residents}). Put it back: talent restore"
    ),
    "no_backup": N_(
        "No backup can be read either. From a copy elsewhere: talent restore FILE; with the paper key: talent key recover"
    ),
    "backups": N_("See which there are: talent check"),
    "restore_file": N_("From a copy elsewhere: talent restore FILE"),
    "unfreeze": N_("When it is settled: talent edit {id} --status active"),
    "help": N_("See: talent --help"),
    "name_alone": N_(
        'For example: talent add Tineke Bos --address "Rozenhof 5" --phone 0612345678'
    ),
    "edit_options": N_("See what can be changed: talent edit --help"),
    "why_example": N_("For example: talent match r34 i8 --why"),
    "list_links": N_("See them: talent list links"),
    "one_option": N_("Leave out one of the two."),
    "file_away": N_("Take it out of there, or keep its words in a plain text file."),
    "date_forms": N_("Try: 14-4-26, 14 apr, over 3 maanden, volgend jaar, mei 2027, zomer 2027."),
    "condition_quoted": N_('What to wait for stands in quotes: talent later Kees "{text}"'),
    "rhythm_instead": N_("For what comes back each time: talent rhythm Fatima 3 weken"),
    "period_forms": N_("Try: 2w, 10 dagen, 3 maanden, een half jaar."),
    "phone_forms": N_("Try: 06-12345678, 020-1234567 or +32 470 12 34 56."),
    "postcode_forms": N_("Try: 1234 AB."),
    "email_forms": N_("Try: name@example.org."),
    "anyway": N_("If it must be kept all the same: add --anyway."),
    "init": N_("Type: talent init"),
    "say_which": N_("Say which: talent --file …"),
    "add_twice": N_("If it is another person: add --yes."),
    "add_who": N_('New here? Type: talent add "{text}"'),
    "status_instead": N_("Type: talent edit {id} --status stopped"),
    "state_instead": N_("Type: talent edit {id} --state stopped"),
    "carriers": N_("Type: talent edit {id} --carriers NAME,NAME"),
    "bundles": N_("Like wishes, with their ids: talent match --bundle"),
    "went": N_("Type: talent went {id} …"),
    "ask_again": N_("Ask again first. Only if it is a yes now: talent consent {who} share yes"),
    "went_needs": N_("Type: talent went {id} {state} {options}"),
    "skip_refused": N_("Which, and why, you see without --go. Mend them, or add --skip-refused."),
    "skip_and_doubtful": N_(
        "Which, and why, you see without --go. Mend them, or add --skip-refused; for doubtful rows --doubtful new, skip or same."
    ),
    "doubtful": N_("Say what the doubtful rows are: --doubtful new, skip or same."),
    "headings_first": N_(
        "Headings stand in the first line: take away what stands above them. Known are, among others: {known}."
    ),
    "known_headings": N_("Known are, among others: {known}."),
    "ask_json": N_(
        "Ask your colleague to type: talent export register.json. That file is not encrypted: carry it safely."
    ),
    "force": N_("To replace it: add --force."),
    "themes_list": N_("See which themes there are: talent themes"),
    "file_utf8": N_("Open it in a text editor, save it as UTF-8, and try again."),
    "sheet_save": N_("Save it in Excel as “Excel Workbook” or “CSV UTF-8” and try again."),
    "sheet_again": N_("Open it in Excel, save it anew, and try again."),
    "sheet_unlock": N_("Save it without a password and try again."),
    "key_recover": N_("With your paper key it can be made anew: talent key recover"),
    "chmod": N_("Type: chmod 600 {path}"),
    "undo_list": N_("See what can be taken back: talent undo --list"),
    "time_forms": N_("Try: 8:30."),
    "days_forms": N_("Try: workdays, daily, or mon,wed,fri."),
    "command_example": N_('For example: --to command --command "mail -s talent jij@example.org"'),
    "schedule_print": N_("See what it would be: talent schedule --print"),
    "another_name": N_("Choose another name with --out."),
    "draft_who": N_("Add for example: --who {name}"),
    "which_done": N_("Say which: talent done f…"),
}

NOTICES: Mapping[str, str] = {
    "forgotten": N_(
        "Forgotten, here and in every backup. Records gone: {count}; rewritten: {mentions}."
    ),
    "forgotten_here": N_(
        "Forgotten here, not yet in every backup. Records gone: {count}; rewritten: {mentions}."
    ),
    "copies_elsewhere": N_("Copies elsewhere, on a stick or in a sheet, are for you to remove."),
    "restored": N_("Put back. To take it back: talent undo"),
    "restored_anew": N_("Put back; talent undo does not go back behind this."),
    "last_good": N_(
        "The last good backup is of {backup_on} (residents: {backup_residents}). Put it back: talent restore"
    ),
    "backup_failed": N_("Saved, but no backup could be made in {path} ({error})."),
    "backup_not_removed": N_("The old backup {path} could not be removed ({error})."),
    "backup_not_rewritten": N_(
        "The backup {path} could not be rewritten ({error}); it is tried again at every start. If it stays so, remove that file."
    ),
    "erasure_unfinished": N_(
        "Not everybody who was forgotten is out of every backup yet (erasures: {count})."
    ),
    "loose_ends": N_("These point at records that are not there: {records}."),
    "clock_behind": N_(
        "The register was written on {written}, and today is {today}: look at the clock."
    ),
    "sync_folder": N_(
        "{path} lies in a folder that is copied to elsewhere ({folder}); two computers at once spoil a register."
    ),
    "conflicted_copy": N_("Two computers wrote the register; the other one is {path}."),
    "leftover": N_("A save was interrupted and left {path}; the next save removes it."),
    "set_aside": N_(
        "A damaged register was put aside: {path}. Remove it when you need it no more."
    ),
    "disk_nearly_full": N_("The disk of {path} is nearly full: {free_mb} MB left."),
    "no_directory_sync": N_("The disk of {path} cannot promise that a save survives a power cut."),
    "loose_permissions": N_("Others can read {path}. Type: chmod go-rwx {path}"),
    "no_paper_key": N_("No paper key opens this register: {path} names one key only."),
    "plain_backup": N_("The backup {path} is not encrypted; the register is."),
    "many_residents": N_(
        "{count} residents is more than this program was made for ({limit}); it becomes slow."
    ),
    "renamed": N_("The register is called {path} from now on; where you named {old}, name that."),
    "copied": N_("Copied and read back: {path} (residents: {count})."),
    "backed_up": N_("Backup made: {path}."),
    "paper_key_opens": N_("The paper key is right: it opens the register."),
    "paper_key_not_listed": N_(
        "This paper key opens the register as it is now, but not what is saved next."
    ),
    "recovered": N_("The register has a new key: {path}. The paper key stays the same."),
    "put_aside": N_("The old file was put aside: {path}."),
    "key_is_locked": N_("The key is locked: every command asks for the passphrase from now on."),
    "key_is_unlocked": N_("The key is unlocked."),
    "encrypted": N_("The register is encrypted from now on: {path}."),
    "decrypted": N_("The register is no longer encrypted: {path}."),
    "today_told": N_("As if today were {day}."),
    "clock_wrong": N_(
        "The clock says {today}, but the register was written on {written}: look at the date."
    ),
    "phone_mended": N_("The zero was put back: {phone}."),
    "availability_read": N_("Available: {availability}."),
    "comes_back": N_("Comes back: {day}."),
    "name_goes_on": N_(
        "This is about {name} ({id}). If “{text}” is somebody else: talent undo, then talent add."
    ),
    "comes_back_far": N_(
        "That is nearly a year away. If you mean this one: type a day, or “this month”."
    ),
    "comes_back_late": N_("{day} is past: it is on the list of today at once."),
    "waits_for": N_("Waiting for “{condition}”; asked again: {day}."),
    "word_back_due": N_("Word back to {organisation} is due: {day}."),
    "scheduled": N_("Runs {days} at {at}, by {by}."),
    "unscheduled": N_("No run is scheduled any more."),
    "not_scheduled": N_("No run is scheduled. To begin: talent schedule on"),
    "screen_is_journal": N_(
        "By {by} what a run prints goes to the journal of this computer; rather: --to desktop"
    ),
    "schedule_locked": N_(
        "The key is locked and nobody can be asked then: a scheduled run will only say so."
    ),
    "kept_up": N_("Kept up to date: {path} (not encrypted: whoever has it can read it)."),
    "draft_written": N_("Written: {file}. It was not sent; look at it and send it yourself."),
    "picked_all": N_("That was all of today."),
    "already_open": N_("Already open: {id}, {due}: {reason}"),
    "read_as": N_("Read as {name} ({id})."),
    "matching_for": N_("Matches for {name} ({id})."),
    "matching_words": N_("Looking for “{text}”; for a person, type the whole name."),
    "words_compiled": N_("One moment: the words are read in, this once."),
    "theme_word_added": N_(
        "“{text}” belongs to {theme} from now on. To take it back: talent themes remove {text} {id}"
    ),
    "theme_word_known": N_("“{text}” belonged to {theme} already."),
    "theme_word_removed": N_("“{text}” no longer counts for {theme}."),
    "asks_next": N_(
        "What does {name} need? Type: talent wants {id} WORDS; and who could help: talent match {id} --wants"
    ),
    "themes_own": N_("Your own words stand in {path}"),
    "themes_lost": N_(
        "{file} says nothing in line {lines}: write “theme | wider theme | words, with commas”."
    ),
    "themes_teach": N_("Teach me a word: talent themes add WORD THEME"),
    "perhaps_meant": N_("Did you mean {name} ({id})?"),
    "no_matches": N_("Nobody suitable was found; that is an answer too."),
    "more_perhaps": N_("{count} more perhaps suit: see them with --limit {limit}."),
    "no_bundles": N_("No three people ask for the same; that is an answer too."),
    "nothing_found": N_("Nothing found."),
    "nobody_yet": N_("There is nobody in the register yet. To begin: talent add NAME"),
    "never_again": N_("This pair will not be proposed again."),
    "rejected": N_(
        "Noted: {first} and {second} will not be proposed again. To take it back: talent edit {id} --remove"
    ),
    "register_made": N_("The register is ready: {path}."),
    "paper_key": N_(
        "Write the paper key on paper and keep it apart: without it and without this laptop nobody can open the register."
    ),
    "plain_register": N_("This register is not encrypted: whoever has the file can read it."),
    "undone": N_("Taken back: {verb} of {on}."),
    "sheet_is_for": N_("To look through or mend in Excel; talent import reads it back."),
    "register_read": N_("{file}: the register {register}, last written on {written}."),
    "comes_along": N_("Comes along: {what}."),
    "stay_forgotten": N_("Forgotten here before, so they stay away: {count}."),
    "keep_refused": N_(
        "{name} does not want to be in here, and is not proposed any more. To take them out: talent forget {id}"
    ),
    "forgotten_there": N_("Forgotten there, and still here: {records}. See: talent forget"),
    "goes_on_here": N_(
        "The other register goes on here, under its own numbers: keep working in one of the two."
    ),
    "stays_ours": N_("{id} stays as it is here; there it says otherwise ({fields})"),
    "doubt_taken": N_(
        "Perhaps {name} ({where}), but somebody else of that register is that already."
    ),
    "doubt_number": N_("Perhaps {name} ({where}): the same number, another name."),
    "tabs_left": N_("Not read: {tabs}. To read another sheet: --sheet NAME"),
    "tabs_hidden": N_("Hidden sheets, not read: {tabs}."),
    "sample": N_("A sample of how it was read: {sample}"),
    "above_headings": N_("Left out, above the headings: {text}"),
    "unknown_headings": N_(
        "Kept as they are, without a place of their own: {headings}. Match does not read them."
    ),
    "map_example": N_("Does a column belong somewhere: {example}"),
    "heading_guess": N_(
        '“{heading}” looks like “{guess}”; it was kept as it is. To make it that: --map "{heading}={guess}"'
    ),
    "mapping_used": N_("As you said before: {mapping}. To forget it: {forget}"),
    "mapping_kept": N_("Remembered for these headings: {mapping}. To forget it: {forget}"),
    "mapping_forgotten": N_("No longer given another place: {headings}."),
    "mapping_not_kept": N_("What was mapped is not remembered: {file} could not be written."),
    "name_from_above": N_("The name is that of line {line}."),
    "control_stripped": N_("Invisible characters were taken out."),
    "mojibake": N_("“{text}” may have been read wrongly once: “{reading}”? It was not changed."),
    "trial_run": N_("This was a trial run: nothing was written. To do it: add --go."),
    "trial_refused": N_(
        "This was a trial run: nothing was written. To do it without the refused rows: add --go --skip-refused."
    ),
    "rows_delicate": N_(
        "Refused only for words about health and the like: {count}. If they must be kept all the same: add --anyway."
    ),
    "trial_idle": N_("This was a trial run: there is nothing to write."),
    "imported": N_("Done: {new} new, {changed} changed. To take it back: talent undo"),
    "left_out": N_("Rows left out are in {file}."),
    "row_twice": N_("The same as line {line}."),
    "row_contradicts": N_("Line {line} says otherwise; the first one counts."),
    "doubt_several": N_("Perhaps {name} ({where}), but there are several of that name."),
    "doubt_other_details": N_("Perhaps {name} ({where}): the same name, other contact details."),
    "doubt_phone": N_(
        "Perhaps {name} ({where}): the names are alike, the phone number is the same."
    ),
    "doubt_email": N_(
        "Perhaps {name} ({where}): the names are alike, the email address is the same."
    ),
    "doubt_address": N_("Perhaps {name} ({where}): the names are alike, the address is the same."),
    "doubt_alike": N_("Perhaps {name} ({where}): the names are alike."),
    "doubt_given": N_("Perhaps {name} ({where}): the first names may be one name."),
    "doubt_turned": N_("Perhaps {name} ({where}): first and last name may be swapped."),
    "gone_from_sheet": N_("Not in the sheet, unchanged here: {name}: {text}"),
    "setting_written": N_("{name} is now “{value}”."),
    "already_so": N_("It stood there like that already."),
    "kept_open": N_("Draft only; nothing was sent."),
}


def sentence(notice: Notice) -> str:
    """What is said about something that happened, in the language spoken now."""
    return _worded(notice.code, notice.parameters)


def sentence_of(error: RegisterError) -> str:
    """The one sentence of an error."""
    return _worded(error.code, error.parameters)


def hint(error: RegisterError, verb: str = "") -> str:
    """The line to type next, or nothing; an example is one of the verb that was typed."""
    if error.hint in ("", "example"):
        return example(verb) if error.hint else ""
    values = _shown(error.parameters)
    if "path" in values:
        values["path"] = shlex.quote(values["path"])
    return gettext(HINTS[error.hint]).format_map(values)


def _worded(code: str, parameters: Mapping[str, object]) -> str:
    if code in COUNTED:
        one, many = COUNTED[code]
        count = parameters.get("count", parameters.get("missing", 0))
        number = count if isinstance(count, int) else 0
        return ngettext(one, many, number).format_map(_shown({**parameters, "count": number}))
    template = ERRORS.get(code) or NOTICES[code]
    return gettext(template).format_map(_shown(parameters))


class _Shown(dict[str, str]):
    """Parameters as words; one that is missing leaves a gap, never a fault."""

    def __missing__(self, key: str) -> str:
        return ""


def _shown(parameters: Mapping[str, object]) -> _Shown:
    shown = _Shown()
    for key, value in parameters.items():
        if isinstance(value, date):
            from talentregister.language import dates

            shown[key] = dates.in_full(value, terms.precision(parameters))
        elif key == "nearest":
            shown[key] = gettext(" Did you mean {nearest}?").format(nearest=value) if value else ""
        elif key == "missing":
            shown[key], shown["options"] = terms.missing(value, parameters.get("residents", 1))
        else:
            shown[key] = scans.masked(terms.worded(key, value))
    # The store says path where the sheets say file.
    shown.setdefault("file", shown.get("path", ""))
    return shown

"""
The fifty rows of nasty input, and the tests that show what is done with each.

Every row stands in one of the three files of nasty input or in a test that was there
before; what DESIGN.md decides otherwise than the study is said beside the row.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
OURS = ("nasty_text", "nasty_cells", "nasty_files")
# Tests elsewhere that say more of a row, or all of it.
ELSEWHERE: dict[int, tuple[str, ...]] = {
    6: ("exchange/test_mojibake.py::test_what_was_utf_8_read_as_cp1252_is_read_back",),
    # No --ignore: a heading without a place is kept in `extra` and listed.
    14: ("cli/test_import_mapping.py::test_a_heading_is_given_a_place_and_that_is_remembered",),
    20: ("cli/test_hostile.py::test_what_stands_in_a_register_is_shown_never_obeyed",),
    21: ("cli/test_hostile.py::test_half_a_letter_is_refused_in_words",),
    24: (
        "judges/test_libreoffice.py::test_nothing_runs_in_what_we_write",
        "judges/test_ssconvert.py::test_the_csv_runs_nothing",
    ),
    25: ("cli/test_sheets.py::test_22_importing_our_own_export_changes_nothing",),
    36: ("cli/test_sheets_in.py::test_another_sheet_is_chosen_by_name_or_number",),
    37: (
        "exchange/test_archive.py::test_a_bomb_is_refused_from_the_directory_without_unfolding_it",
    ),
    38: ("exchange/test_spreadsheet.py::test_one_cell_far_away_costs_nothing",),
    39: ("exchange/test_archive.py::test_every_half_of_a_workbook_is_damaged_and_never_a_fault",),
    # There is no openpyxl: what is read of XML is read by our own parser.
    40: ("exchange/test_archive.py::test_entities_are_refused_in_every_part",),
    44: (
        "exchange/test_recognition.py::test_swapped_and_double_names_are_doubtful",
        "cli/test_sheets.py::test_on_a_terminal_the_doubtful_are_asked_one_by_one",
    ),
    45: ("exchange/test_whole.py::test_45_46_47_what_is_no_register_is_refused_with_its_place",),
    46: ("exchange/test_whole.py::test_45_46_47_what_is_no_register_is_refused_with_its_place",),
    47: ("exchange/test_whole.py::test_47_a_nest_without_end_is_refused",),
    49: ("cli/test_ends.py::test_a_locale_without_our_letters_loses_none_and_breaks_nothing",),
    50: ("faults/test_kills.py::test_any_signal_leaves_the_register_whole",),
}


@cache
def functions_in(file: str) -> tuple[str, ...]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return tuple(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def rows() -> dict[int, list[str]]:
    """Every row with its tests."""
    found = {row: [*elsewhere] for row, elsewhere in ELSEWHERE.items()}
    for name in OURS:
        file = f"exchange/test_{name}.py"
        for test in functions_in(file):
            number = test.removeprefix("test_")[:2]
            if number.isdecimal():
                found.setdefault(int(number), []).append(f"{file}::{test}")
    return found


def test_every_row_of_the_study_has_a_test() -> None:
    assert sorted(rows()) == [*range(1, 51)]


def test_every_test_that_is_named_is_there() -> None:
    named = [test for tests in rows().values() for test in tests]
    assert [t for t in named if t.split("::")[1] not in functions_in(t.split("::")[0])] == []

"""
Programs not written by us, that judge what we write.

A judge that is missing skips its test by name; where `TALENTREGISTER_JUDGES`
is `required`, as in `.ci/run`, that is a failure.
"""

from __future__ import annotations

import os
import shutil

import pytest

# Texts that a spreadsheet likes to run, to count or to cut.
SAID = ("=1+1", "-trainer", "+31 bellen", "@thuis", "'s-Gravenhage kennen", "1e5", "café ☕")


def needs(*programs: str) -> None:
    """Skip, or fail where judges are required, when a program is missing."""
    for program in programs:
        if shutil.which(program) is None:
            missing(f"the judge {program} is not here")


def missing(reason: str) -> None:
    """Skip; where judges are required, fail."""
    if os.environ.get("TALENTREGISTER_JUDGES") == "required":
        pytest.fail(reason)
    pytest.skip(reason)

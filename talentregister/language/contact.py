"""
Phone numbers, postcodes and mail addresses as people write them.

Each reader takes text and returns the form to keep, or raises `Refused` with a
code and nothing else: what was typed is somebody's data and stays out of errors.
Lengths and area codes follow the Dutch numbering plan (*Nummerplan telefoon- en
ISDN-diensten*); foreign numbers only the length of ITU-T E.164.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from talentregister.errors import Refused


class Phone(NamedTuple):
    """A number to keep, and whether a lost zero or plus was put back."""

    number: str
    mended: bool


# Area codes and number ranges of three digits; every other area code has four.
_SHORT_AREA = r"0(?:1[0345]|2[0346]|3[03568]|4[0356]|5[0358]|6[67]|7\d|8[24578]|9[17])"
_SERVICE = r"(?a)0(?:800|900|906|909)(?:\d{4}|\d{7})"
_NATIONAL = r"(?a)0[1-9]\d{8}"
_DUTCH_ABROAD = r"(?a)(?:\+|00)310?([1-9]\d{8})"
_FOREIGN = r"(?a)(?:\+|00)(?!31|0)(\d{7,15})"
# What a spreadsheet leaves of 0612345678 and of +31612345678.
_ZERO_LOST = r"(?a)([1-9]\d{8})"
_PLUS_LOST = r"(?a)31([1-9]\d{8})"
_BETWEEN = r"[\s.\-/()\u2010-\u2015\u2212]+"

_MAIL = r"[^\s@<>()\[\],;:\"\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"


def read_phone(text: str) -> Phone:
    """
    Return the number to keep: national digits, or `+` and a foreign number.

    Raises `Refused` ("phone_unreadable") for anything that is no phone number,
    the scientific notation of a spreadsheet included: its digits are lost.
    """
    # A spreadsheet may hand over a number as a decimal fraction.
    plain = re.sub(r"^(\d+)[.,]0$", r"\1", text.strip(), flags=re.ASCII)
    digits = re.sub(_BETWEEN, "", plain.replace("(0)", ""))
    if re.fullmatch(_NATIONAL, digits) or re.fullmatch(_SERVICE, digits):
        return Phone(digits, mended=False)
    if match := re.fullmatch(_DUTCH_ABROAD, digits):
        return Phone("0" + match[1], mended=False)
    if match := re.fullmatch(_FOREIGN, digits):
        return Phone("+" + match[1], mended=False)
    if match := re.fullmatch(_ZERO_LOST, digits) or re.fullmatch(_PLUS_LOST, digits):
        return Phone("0" + match[1], mended=True)
    raise Refused("phone_unreadable", hint="phone_forms")


def show_phone(number: str) -> str:
    """Return a kept number as people write it; what is not Dutch stays as it is."""
    if re.fullmatch(_SERVICE, number):
        return _grouped(number, 4)
    if not re.fullmatch(_NATIONAL, number):
        return number
    if number.startswith("06"):
        return f"06-{_in_pairs(number[2:])}"
    return _grouped(number, 3 if re.match(_SHORT_AREA, number) else 4)


def read_postcode(text: str) -> str:
    """Return a Dutch postcode as `1234 AB`; raises `Refused` ("postcode_unreadable")."""
    # Imported here: most commands never see a postcode.
    from stdnum.exceptions import ValidationError
    from stdnum.nl import postcode

    try:
        return str(postcode.validate("".join(text.split())))
    except ValidationError:
        # `from None`: the text of the library's error is not ours to show.
        raise Refused("postcode_unreadable", hint="postcode_forms") from None


def read_email(text: str) -> str:
    """
    Return a mail address without what stands around it.

    Only its shape is looked at, the worker knows better than we what exists.
    Raises `Refused` ("email_unreadable").
    """
    plain = text.strip().removeprefix("mailto:")
    if not re.fullmatch(_MAIL, plain) or ".." in plain or not plain.isprintable():
        raise Refused("email_unreadable", hint="email_forms")
    return plain


def _grouped(number: str, area: int) -> str:
    """Return area code and subscriber number: 4, 6 or 7 digits."""
    rest = number[area:]
    if len(rest) == 4:
        return f"{number[:area]}-{rest}"
    if len(rest) == 6:
        return f"{number[:area]}-{_in_pairs(rest)}"
    return f"{number[:area]}-{rest[:3]} {_in_pairs(rest[3:])}"


def _in_pairs(digits: str) -> str:
    """Return digits two by two."""
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))

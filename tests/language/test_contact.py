"""Phone numbers, postcodes and mail addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.errors import Refused
from talentregister.language.contact import (
    Phone,
    read_email,
    read_phone,
    read_postcode,
    show_phone,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0612345678", "0612345678"),
        ("06-12345678", "0612345678"),
        ("06 - 12 34 56 78", "0612345678"),
        ("06–12.34.56.78", "0612345678"),
        ("06\u00a012345678", "0612345678"),
        ("+31612345678", "0612345678"),
        ("+31 6 1234 5678", "0612345678"),
        ("+31 (0)6 12345678", "0612345678"),
        ("+310612345678", "0612345678"),
        ("0031612345678", "0612345678"),
        ("(020) 123 45 67", "0201234567"),
        ("020/1234567", "0201234567"),
        ("0592-123456", "0592123456"),
        ("0800-1234", "08001234"),
        ("0900 1234567", "09001234567"),
        ("+32 470 12 34 56", "+32470123456"),
        ("0032470123456", "+32470123456"),
    ],
)
def test_a_phone_number_is_read_however_it_is_written(text: str, number: str) -> None:
    assert read_phone(f" {text} ") == Phone(number, mended=False)


@pytest.mark.parametrize("text", ["612345678", "612345678.0", "612345678,0", "31612345678"])
def test_what_a_spreadsheet_took_away_is_put_back(text: str) -> None:
    assert read_phone(text) == Phone("0612345678", mended=True)


@pytest.mark.parametrize(
    "text",
    [
        "", "6,12E+08", "6.12345678E+08", "geen", "06", "061234567", "06123456789",
        "+31", "+3161234567", "+", "00", "12345", "0612345678 0687654321", "06x12345678",
        "٠٦١٢٣٤٥٦٧٨", "+0612345678",
    ],
)  # fmt: skip
def test_what_is_no_phone_number_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_phone(text)
    assert (refused.value.code, refused.value.hint) == ("phone_unreadable", "phone_forms")
    assert not refused.value.parameters


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0612345678", "06-12 34 56 78"),
        ("0201234567", "020-123 45 67"),
        ("0881234567", "088-123 45 67"),
        ("0592123456", "0592-12 34 56"),
        ("08001234", "0800-1234"),
        ("09001234567", "0900-123 45 67"),
        ("+32470123456", "+32470123456"),
        ("", ""),
    ],
)
def test_a_phone_number_is_shown_as_people_write_it(number: str, shown: str) -> None:
    assert show_phone(number) == shown


@given(st.from_regex(r"0[1-9][0-9]{8}|0800[0-9]{4}|\+32[0-9]{8}", fullmatch=True))
def test_a_shown_number_is_read_back(number: str) -> None:
    assert read_phone(show_phone(number)) == Phone(number, mended=False)


@pytest.mark.parametrize("text", ["1234ab", "1234 AB", " 1234  Ab ", "12 34 ab"])
def test_a_postcode_is_kept_in_one_form(text: str) -> None:
    assert read_postcode(text) == "1234 AB"


@pytest.mark.parametrize("text", ["", "1234", "0234 AB", "1234 SS", "12345 AB", "ABCD 12"])
def test_what_is_no_postcode_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_postcode(text)
    assert (refused.value.code, refused.value.hint) == ("postcode_unreadable", "postcode_forms")
    assert not refused.value.parameters
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    "text",
    ["an@voorbeeld.nl", "An.de-Vries+buurt@sub.voorbeeld.org", "an@müller.de", "o'b@x.co.uk"],
)
def test_a_mail_address_is_kept_as_written(text: str) -> None:
    assert read_email(f" {text}\n") == text
    assert read_email(f"mailto:{text}") == text


@pytest.mark.parametrize(
    "text",
    ["", "an", "an@", "@voorbeeld.nl", "an@voorbeeld", "an@voorbeeld..nl", "an@@voorbeeld.nl",
     "an de vries@voorbeeld.nl", "an@voorbeeld.nl, b@c.nl", "a..b@voorbeeld.nl",
     "a\u202eb@voorbeeld.nl", "an@-x.nl", "An <an@voorbeeld.nl>"],
)  # fmt: skip
def test_what_is_no_mail_address_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_email(text)
    assert (refused.value.code, refused.value.hint) == ("email_unreadable", "email_forms")
    assert not refused.value.parameters

"""What may not be written down: citizen service numbers always, delicate words only when meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.privacy import scans

WAYS = [
    "123456782",
    "123 456 782",
    "123.456.782",
    "1234.56.782",
    "1234 56 782",
    "123-456-782",
    "12 34 56 782",
    "1 2 3 4 5 6 7 8 2",
    "１２３４５６７８２",
]
OTHER = [
    "0612345678", "06-12 34 56 78", "06 12345678", "+31 6 12345678", "+31612345678",
    "0031612345678",
    "0591-123456", "020-1234567", "020 123 45 67", "+32 470 12 34 56", "+49 151 23456789",
    "21-11-2026", "21 11 2026", "2026-11-21", "1-1-1960 en 2-2-1962", "21.11.2026 21.11.2027",
    "NL91 ABNA 0417 1643 00", "NL91ABNA0417164300", "BE68 5390 0754 7034",
    "000000000", "12345678", "1234567820", "123456781", "2024-2025 2026 en 2027",
    "rekening 12345678901234", "van 10 tot 12 en 14 tot 16", "1234 AB 12", "",
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("around", ["{}", "bsn {}", "({})", "nr:{}.", "a\n{}\nb", "x{}y"])
def test_a_number_is_found_however_it_is_written(way: str, around: str) -> None:
    assert scans.holds_bsn(around.format(way))


@pytest.mark.parametrize("text", OTHER)
def test_phones_dates_and_accounts_are_no_such_number(text: str) -> None:
    assert not scans.holds_bsn(text)


def with_check_digit(eight: list[int]) -> int | None:
    """The ninth digit that makes a number pass the eleven-test."""
    total = sum(digit * weight for digit, weight in zip(eight, range(9, 1, -1), strict=True))
    last = total % 11
    return last if last < 10 else None


@given(
    st.lists(st.integers(0, 9), min_size=8, max_size=8).filter(lambda d: d[0] > 0),
    st.sampled_from(["", " ", ".", "-"]),
)
def test_every_number_that_passes_the_test_is_found(eight: list[int], between: str) -> None:
    last = with_check_digit(eight)
    if last is None:
        return
    digits = [*map(str, eight), str(last)]
    grouped = between.join(["".join(digits[:3]), "".join(digits[3:6]), "".join(digits[6:])])
    assert scans.holds_bsn(f"nummer {grouped} gegeven")


@given(st.integers(0, 99_999_999))
def test_no_mobile_phone_is_ever_taken_for_one(number: int) -> None:
    digits = f"{number:08d}"
    for text in (f"06{digits}", f"06-{digits}", f"06 {digits[:4]} {digits[4:]}", f"+316{digits}"):
        assert not scans.holds_bsn(text)


@given(st.dates(), st.dates())
def test_no_date_is_ever_taken_for_one(one: object, other: object) -> None:
    assert not scans.holds_bsn(f"van {one} tot {other}")


@given(st.text(max_size=200))
def test_no_text_breaks_the_scan(text: str) -> None:
    scans.holds_bsn(text)
    scans.sensitive(text)
    assert scans.masked(scans.masked(text)) == scans.masked(text)


def test_a_masked_text_shows_no_digit_of_the_number() -> None:
    assert scans.masked("bel 123456782") == "bel •••••••••"
    assert scans.masked("bel 06-12345678") == "bel 06-12345678"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("is depressief, zegt ze", ("depressief",)),
        ("Depressieve klachten na de chemo", ("Depressieve", "chemo")),
        ("leest graag in de bijbel", ()),
        ("uitkeringsinstantie gebeld", ("uitkeringsinstantie",)),
        ("ADHD en autisme", ("ADHD", "autisme")),
        ("Autisme, autisme", ("Autisme", "autisme")),
        ("kankerwiel", ()),
        ("de buurvrouw bakt taart", ()),
        ("", ()),
    ],
)
def test_delicate_words_are_named_as_they_were_typed(text: str, found: tuple[str, ...]) -> None:
    assert scans.sensitive(text) == found

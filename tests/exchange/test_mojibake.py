"""Text that was read wrongly once: proposed, never changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.exchange import mojibake
from tests.exchange.helping import Desk, codes, row


@pytest.mark.parametrize(
    "meant",
    [
        "José",
        "Zoë",
        "Yılmaz",
        "Gülay Şahin",
        "it’s",
        "€",
        "Олена",
        "محمد",
        "àlacarte",
        "Łódź",
        "Íñigo",
    ],
)
def test_what_was_utf_8_read_as_cp1252_is_read_back(meant: str) -> None:
    spoilt = "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in meant.encode()
    )
    word, reading = mojibake.reading(f"voor {spoilt}") or ("", "")
    assert (word, reading) in zip(spoilt.split(" "), meant.split(" "), strict=True)


@pytest.mark.parametrize(
    "text",
    [
        "José",
        "Zoë’s “café…”",
        "CAFÉ”",
        "naïef’s",
        "Müller–Lüdenscheidt",
        "Олена",
        "é…”’",
        "Ã",
        "Ã©é",
        "中文字",
    ],
)
def test_what_is_simply_itself_is_left_in_peace(text: str) -> None:
    assert mojibake.reading(text) is None


@given(st.text(st.sampled_from("abcéëïüöçñàèßøåÉËÏÜ ’“”…–"), max_size=12))
def test_dutch_is_never_taken_for_something_else(text: str) -> None:
    found = mojibake.reading(text)
    assert found is None or any(letter in "ÃÂÄÅ" for letter in found.text)


def test_a_row_says_it_and_keeps_the_text(desk: Desk) -> None:
    plan = desk.take("Naam|Kan|Opmerking", "JosÃ© de Wit|naaien|leuk cafÃ© bezocht")
    assert codes(plan) == ["mojibake", "mojibake"]
    (remark, other) = plan.rows[0].remarks
    assert (remark.column, remark.parameters) == ("Naam", {"text": "JosÃ©", "reading": "José"})
    assert other.parameters == {"text": "cafÃ©", "reading": "café"}
    assert desk.records.residents["r1"].name == "JosÃ© de Wit"
    assert row("Naam", "José").remarks == ()

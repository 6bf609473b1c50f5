"""Every reason and every caution of the matching room has its sentence."""

from __future__ import annotations

from typing import get_args

import pytest

from talentregister.cli import reasons
from talentregister.language import i18n
from talentregister.matching import How, Reason
from talentregister.matching.values import CautionCode
from tests.running import Talent


def test_every_way_words_meet_has_a_sentence() -> None:
    assert set(get_args(How)) | {"suits", "said", "alike", "unspoken"} == set(reasons.SENTENCES)


def test_every_caution_has_a_sentence() -> None:
    assert set(get_args(CautionCode)) == set(reasons.CAUTIONS)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_reason_quotes_both_parties(language: i18n.Language) -> None:
    i18n.use(language)
    said = reasons.sentence(
        Reason(wants="scharen slijpen", offers="messenslijper", how="job", label_nl="slijpen")
    )
    assert "“messenslijper”" in said
    assert "“scharen slijpen”" in said
    assert "slijpen" in said.rpartition(":")[2]


def test_a_role_without_a_reason_says_what_it_goes_with() -> None:
    said = reasons.sentence(
        Reason(wants="klaar-over", offers="conciërge", how="role", label_en="crossing guard")
    )
    assert said.endswith("goes with crossing guard")


def test_a_reason_from_something_alike_says_perhaps() -> None:
    said = reasons.sentence(
        Reason(
            wants="mijn rug zit vast", offers="fysiotherapeut", how="role", alike=True,
            label_en="a sore back", role_reason="weet wat een rug kan",
        )
    )  # fmt: skip
    assert said == "“fysiotherapeut” for “mijn rug zit vast”: perhaps something like it"


def test_a_no_said_long_ago_is_told_with_its_month(talent: Talent) -> None:
    talent.ok("add", "Kees Blok")
    talent.ok("can", "Kees", "timmerman geweest", "--on", "3-3-26")
    talent.ok("note", "Kees", "nu even niet, heeft geen tijd", "--on", "3-3-26")
    talent.ok("add", "Joke Bos")
    talent.ok("can", "Joke", "timmervrouw geweest")
    talent.ok("note", "Joke", "heeft geen tijd", "--on", "1-11-26")
    said = talent.ok("match", "timmerman", "--lang", "nl").out
    assert "let op: zei in maart 2026 “nu even niet”" in said
    assert "let op: zei “heeft geen tijd”" in said


def test_what_somebody_is_going_through_is_not_read_aloud(talent: Talent) -> None:
    talent.ok("add", "Jan de Boer")
    talent.ok("note", "Jan", "weduwnaar")
    talent.ok("add", "Bep Visser")
    talent.ok("wants", "Bep", "gezelschap, iemand die langskomt")
    said = talent.ok("match", "Bep", "--lang", "nl").out
    assert "weduwnaar" not in said

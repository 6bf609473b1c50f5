"""Words of her own: found as if they had been compiled with ours, without compiling all anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentregister.matching import Knowledge
from talentregister.matching.own import only_words
from talentregister.matching.reading import read

HERE = Path(__file__).parent
SHIPPED = [HERE / "words" / "thesaurus" / "small.txt", HERE / "words" / "roles" / "small.txt"]
OWN = "koken |  | bissara, grote pan, zuurdesempotje\nvervoer |  | tuktuk, lift geven\n"
WORDS = (
    "bissara", "bisara", "bissarasoep", "grote", "pan", "pannen", "grotepan", "zuurdesempotjes",
    "tuktuks", "lift", "geven", "gaf", "een", "niet", "koken", "soep", "hond", "met", "tuktuktaxi",
)  # fmt: skip


def with_own(place: Path, cache: Path, text: str) -> Knowledge:
    """The small words of the tests, with words of her own."""
    (place / "own.txt").write_text(text, encoding="utf-8")
    return Knowledge.load(cache, [place / "own.txt"], shipped=SHIPPED)


def kept_in(cache: Path) -> set[str]:
    """What has been compiled and kept."""
    return {path.name for path in cache.glob("words-*.bin")}


def said(text: str, knowledge: Knowledge) -> set[tuple[object, ...]]:
    """What a text says, with names for numbers."""
    compiled = knowledge.compiled
    reading = read(text, knowledge.analyst, ("concept", "item", "asked"))
    return {
        (
            compiled.terms[one.term].text if one.term >= 0 else one.feature,
            compiled.terms[one.term].file if one.term >= 0 else "",
            *one[1:7],
        )
        for one in reading.found
    }


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Knowledge:
    """Her words, laid over ours."""
    return with_own(tmp_path_factory.mktemp("laid"), cache, OWN)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Knowledge:
    """Her words, compiled with ours."""
    own = tmp_path_factory.mktemp("compiled") / "own.txt"
    own.write_text(OWN, encoding="utf-8")
    return Knowledge.load(cache, shipped=[*SHIPPED, own])


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join))
def test_a_text_says_the_same_whether_her_words_are_laid_over_or_compiled(
    laid: Knowledge, compiled: Knowledge, text: str
) -> None:
    assert said(text, laid) == said(text, compiled)


def test_teaching_a_word_compiles_nothing(tmp_path: Path, cache: Path) -> None:
    Knowledge.load(cache, shipped=SHIPPED)
    before = kept_in(cache)
    knowledge = with_own(tmp_path, cache, "koken |  | harissa\n")
    assert knowledge.analyst.word("harissa").hits["concept"]
    assert kept_in(cache) == before


def test_what_takes_seconds_is_told_before_it_begins(tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "once.txt"
    file.write_text("koken | | soep | |\n", encoding="utf-8")
    told: list[str] = []
    for _ in range(2):
        Knowledge.load(cache, shipped=[file], told=lambda: told.append("compiling"))
    assert told == ["compiling"]


@pytest.mark.parametrize("word", ["postbode", "koken", "soep"])
def test_a_word_that_a_role_names_or_that_stands_there_already_compiles_nothing(
    tmp_path: Path, cache: Path, word: str
) -> None:
    Knowledge.load(cache, shipped=SHIPPED)
    before = kept_in(cache)
    knowledge = with_own(tmp_path, cache, f"koken |  | {word}\n")
    concepts = knowledge.compiled.concepts
    hits = knowledge.analyst.word(word).hits["concept"]
    assert "koken" in {concepts[hit.feature].id for hit in hits}
    assert kept_in(cache) == before


def test_what_is_known_of_the_words_of_a_register_is_found_anew_with_every_word(
    tmp_path: Path, cache: Path
) -> None:
    one = with_own(tmp_path, cache, "koken |  | harissa\n")
    one.meanings.learn([f"woord{number}" for number in range(400)])
    kept = one.meanings.to_keep()
    assert kept is not None
    other = with_own(tmp_path, cache, "koken |  | harissa, woord7\n")
    other.meanings.recall(kept)
    assert not other.meanings.forms_of("woord7")


@pytest.mark.parametrize(
    ("text", "word", "concept"),
    [
        ("bissara (bissara) | koken | bonensoep\n", "bonensoep", "bissara"),
        ("koken | | bissara~\n", "bissara", "koken"),
        ("koken | | bissara | bissarakok\n", "bissarakok", "koken"),
        ("nieuw | | bissara\n", "bissara", "nieuw"),
    ],
)
def test_what_says_more_than_a_word_is_compiled(
    tmp_path: Path, cache: Path, text: str, word: str, concept: str
) -> None:
    Knowledge.load(cache, shipped=SHIPPED)
    before = kept_in(cache)
    knowledge = with_own(tmp_path, cache, text)
    concepts = knowledge.compiled.concepts
    hits = knowledge.analyst.word(word).hits["concept"]
    assert concept in {concepts[hit.feature].id for hit in hits}
    assert kept_in(cache) - before


def test_a_word_taken_away_stays_away_beside_one_that_is_added(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "gone.txt").write_text("koken |  | -soep\n", encoding="utf-8")
    (tmp_path / "own.txt").write_text("koken |  | bissara\n", encoding="utf-8")
    own = [tmp_path / "gone.txt", tmp_path / "own.txt"]
    assert [only_words(file) for file in own] == [False, True]
    knowledge = Knowledge.load(cache, own, shipped=SHIPPED)
    assert knowledge.analyst.word("bissara").hits["concept"]
    assert not knowledge.analyst.word("soep").hits["concept"]
    reversed_ = Knowledge.load(cache, own[::-1], shipped=SHIPPED)  # compiled, both
    assert reversed_.analyst.word("bissara").hits["concept"]
    assert not reversed_.analyst.word("soep").hits["concept"]

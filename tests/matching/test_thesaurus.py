"""The words that come with the program: readable, harmless, and enough of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from talentregister.matching import Knowledge, roles, thesaurus
from tests.benchmarks import lint


def written(tmp_path: Path, *texts: str) -> list[Path]:
    """Files with these texts."""
    files = [tmp_path / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def test_the_shipped_words_do_no_harm() -> None:
    assert [str(problem) for problem in lint.problems()] == []


def test_there_are_as_many_words_as_promised(shipped: Knowledge) -> None:
    counted = lint.counted(shipped)
    assert counted.concepts >= 300
    assert counted.counting >= 6000
    assert counted.roles >= 250


@pytest.mark.parametrize(
    ("name", "what"),
    [
        (("van",), "a function word"),
        (("bij",), "a function word"),
        (("it",), "a function word"),
        (("113",), "a number"),
        (("ui",), "too short"),
        (("overal", "geweest"), ""),
        (("ei",), ""),
        (("solderen",), ""),
    ],
)
def test_the_lint_refuses_what_proved_harmful(name: tuple[str, ...], what: str) -> None:
    assert thesaurus.harm(name) == what


def test_the_lint_sees_circles_crowds_and_strangers(tmp_path: Path) -> None:
    lines = "a | b | x | |\nb | a | x | |\nc | nowhere | x | |\nd | | x | |\n"
    concepts = thesaurus.read(written(tmp_path, lines))
    assert len(list(lint.circles(concepts))) == 2
    assert [p.text for p in lint.unknown(concepts)] == ["nowhere"]
    assert len(list(lint.crowded(concepts))) == 1


def test_the_lint_sees_a_word_that_its_own_cue_takes_away(
    tmp_path: Path, shipped: Knowledge
) -> None:
    concepts = thesaurus.read(written(tmp_path, "vogels | | kippen^ren | |\n"))
    assert not list(lint.cancelled(concepts, shipped.analyst.lexicon))
    concepts = thesaurus.read(written(tmp_path, "vogels | | kippen^kip | |\n"))
    assert [p.text for p in lint.cancelled(concepts, shipped.analyst.lexicon)] == ["kippen"]


def test_a_term_of_several_words_never_shrinks_to_one(shipped: Knowledge) -> None:
    phrases = shipped.compiled.phrases
    assert all(len(phrases[n].words) > 1 for n in range(len(phrases)))


def test_a_line_says_id_label_broader_words_jobs_and_related(tmp_path: Path) -> None:
    (file,) = written(tmp_path, "# remark\nkoken~ (cooking) | eten | soep~, slot^a^b | kok | b\n")
    concept = thesaurus.read([file])["koken"]
    assert (concept.label, concept.soft) == ("cooking", True)
    assert list(concept.broader) == ["eten"]
    assert list(concept.related) == ["b"]
    soup, lock, cook = concept.terms.values()
    assert (soup.text, soup.weak, soup.kind) == ("soep", True, "word")
    assert (lock.text, lock.cues) == ("slot", ("a", "b"))
    assert (cook.kind, cook.file, cook.line) == ("job", "0.txt", 2)


def test_a_later_file_adds_and_takes_away(tmp_path: Path) -> None:
    files = written(tmp_path, "koken | | soep, taart | |\n", "koken | | -taart, harira, soep~\n")
    terms = thesaurus.read(files)["koken"].terms
    assert [(t.text, t.weak) for t in terms.values()] == [("soep", True), ("harira", False)]


def test_a_role_keeps_the_reason_behind_the_colon(tmp_path: Path) -> None:
    (file,) = written(tmp_path, "gids | gids, rondleider | conservator: kent alles | reist | tv\n")
    role = roles.read([file])["gids"]
    assert list(role.asked.values()) == ["gids", "rondleider"]
    items = [(i.text, i.tier, i.reason) for i in role.items.values()]
    assert items == [
        ("conservator", "first", "kent alles"),
        ("reist", "maybe", ""),
        ("tv", "seems", ""),
    ]


def test_what_is_compiled_is_kept_and_a_torn_cache_is_made_anew(
    cache: Path, tmp_path: Path
) -> None:
    files = written(tmp_path, "koken | | soep | |\n")
    Knowledge.load(cache, shipped=files)
    kept = max(cache.glob("words-*.bin"), key=lambda path: path.stat().st_mtime_ns)
    kept.write_bytes(kept.read_bytes()[:20])
    again = Knowledge.load(cache, shipped=files)
    assert again.analyst.word("soep").hits["concept"]


@pytest.mark.slow
def test_words_work_without_a_cache_directory_that_can_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    files = written(tmp_path, "koken | | soep | |\n")
    assert Knowledge.load(blocked / "cache", shipped=files).analyst.word("soep").hits["concept"]


DATA = Path(__file__).parents[2] / "talentregister" / "matching" / "data"
TONGUES = {
    line.partition(" (")[0].strip("~")
    for line in (DATA / "thesaurus" / "taal.txt").read_text("utf-8").splitlines()
    if "| tolken |" in line
}
BEYOND = {"tolk", "vertaler", "moskee-wens", "kerk-wens", "inburgermaatje"}
DISHES = [
    line
    for line in (DATA / "leads" / "eten.txt").read_text("utf-8").splitlines()
    if re.match(r"(?!groot)[a-z]+koken ", line)
]


@pytest.mark.parametrize("line", DISHES)
def test_from_a_dish_follows_no_language_and_no_faith(line: str) -> None:
    assert {"turks", "arabisch", "pools"} <= TONGUES
    assert not (TONGUES | BEYOND) & set(re.split(r" \| |, ", line)[1:])

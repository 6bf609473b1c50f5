"""The one boundary: whatever happens inside, it ends in an exit code and a sentence."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from talentregister.cli import find, main, output
from tests.running import Person, Talent


def raising(error: BaseException) -> Any:
    def raised(*_: object, **__: object) -> None:
        raise error

    return raised


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (SystemExit(143), 143),
        (SystemExit("words"), 1),
        (BrokenPipeError(), 0),
        (RuntimeError("secret"), 1),
        (RecursionError(), 1),
        (MemoryError(), 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
@pytest.mark.parametrize("where", ["the verb", "the answer"])
def test_every_end_has_its_code(
    street: Talent, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, where: str
) -> None:
    if where == "the verb":
        monkeypatch.setattr(find, "settle", raising(error))
    else:
        monkeypatch.setattr(output, "show", raising(error))
    ran = street("show", "Kees")
    assert ran.code == code
    assert "secret" not in ran.screen
    assert "Traceback" not in ran.screen


def test_an_abort_of_the_parser_is_130(street: Talent, monkeypatch: pytest.MonkeyPatch) -> None:
    import typer

    monkeypatch.setattr(find, "settle", raising(typer.Abort()))
    assert street("show", "Kees").code == 130


def test_a_terminated_program_exits_with_143() -> None:
    with pytest.raises(SystemExit) as stopped:
        main._terminated(15, None)
    assert stopped.value.code == 143


class Closing(io.TextIOWrapper):
    """A stream whose reader goes away, or whose disk fills up, at the first flush."""

    error: OSError | ValueError | None = None
    full = False

    def write(self, text: str) -> int:
        self.full = True
        return len(text)

    def flush(self) -> None:
        if self.full and self.error is not None:
            raise self.error


@pytest.mark.parametrize(
    ("error", "code"), [(BrokenPipeError(), 0), (OSError(28, "full"), 1), (ValueError("closed"), 1)]
)
def test_a_stream_that_cannot_be_flushed_ends_quietly(
    street: Talent, monkeypatch: pytest.MonkeyPatch, error: OSError | ValueError, code: int
) -> None:
    stream = Closing(io.BytesIO(), encoding="utf-8")
    stream.error = error
    errors = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        patched.setattr(sys, "stderr", errors)
        assert main.main(["--version"]) == code
    assert "Traceback" not in errors.getvalue()
    stream.error = None


def test_streams_that_are_not_there_swallow_everything(
    street: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        for name in ("stdin", "stdout", "stderr"):
            patched.setattr(sys, name, None)
        code = main.main(["show", "Kees"])
        opened = sys.stdout, sys.stderr
    for stream in opened:
        stream.close()
    assert code == 0


def test_words_that_python_could_not_read_are_read_as_letters(street: Talent) -> None:
    mangled = os.fsencode("crème").decode("ascii", "surrogateescape")
    street.ok("can", "Kees", mangled)
    assert "crème" in street.ok("show", "Kees").out


def test_without_any_locale_english_is_spoken(
    nowhere: Talent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANG")
    assert nowhere.ok("--help").out


# --- the demo


def test_the_demo_does_the_whole_job_and_leaves_nothing_behind(
    nowhere: Talent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    environment = dict(os.environ)
    ran = nowhere("demo", today="")
    assert ran.code == 0, ran.err
    assert "Traceback" not in ran.screen
    for step in ("import", "match", "remind", "done", "export"):
        assert f"talent {step}" in ran.out
    assert "talent init" in ran.out.splitlines()[-2] + ran.out.splitlines()[-1]
    assert sorted(tmp_path.rglob("*")) == before
    assert dict(os.environ) == environment
    assert Path.cwd() == tmp_path


def test_the_demo_speaks_dutch(nowhere: Talent) -> None:
    ran = nowhere("demo", "--lang", "nl", today="")
    assert ran.code == 0, ran.err
    assert "Kees" in ran.out


def test_a_question_is_asked_until_somebody_answers_yes_or_no(street: Talent) -> None:
    person = Person()
    for answer, code in (("ja", 0), ("J", 0), ("yes", 0), ("nee", 4), ("wat?", 4)):
        ran = person("add", "Kees Blok", "--area", "Zuid", answers=[("Is this another", answer)])
        assert ran.code == code, ran

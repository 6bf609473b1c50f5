"""
A world of its own for every test: no real home, no clock, no network.

`talent` runs the program in this process, `process` the real program in one of
its own, `terminal` the real program on a terminal where answers can be typed.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import platformdirs
import pytest

from talentregister.cli import group, main
from talentregister.language import i18n
from talentregister.matching import knowledge
from tests.running import STREET, Furnish, Person, Process, Talent

if TYPE_CHECKING:
    from tests.terminals import Terminal

# Bytecode is kept whatever the machine says: without it every worker compiles all the tests
# (six seconds), and every process the program.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Where the program would go when nobody stops it: looked up before any test moves the home.
_FORBIDDEN = tuple(
    str(Path(place("talentregister", appauthor=False)))
    for place in (
        platformdirs.user_config_dir,
        platformdirs.user_data_dir,
        platformdirs.user_cache_dir,
        platformdirs.user_state_dir,
    )
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MAKING = frozenset({"os.mkdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.rmdir"})
_trespasses: list[str] = []

_SETTINGS: dict[str, Any] = {
    "derandomize": True,
    "database": None,
    "deadline": timedelta(seconds=2),
    "print_blob": False,
}
hypothesis.settings.register_profile("default", **_SETTINGS, max_examples=60)
hypothesis.settings.register_profile("ci", **_SETTINGS, max_examples=60)
hypothesis.settings.register_profile("long", **_SETTINGS, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
_FEW = 15


def pytest_configure(config: pytest.Config) -> None:
    """`costly`, for what writes registers in every example: few everyday, all in `.ci/run`."""
    all_ = hypothesis.settings.default
    assert all_ is not None
    everyday = config.option.markexpr == "not slow" and "HYPOTHESIS_PROFILE" not in os.environ
    many = min(_FEW, all_.max_examples) if everyday else all_.max_examples
    hypothesis.settings.register_profile("costly", all_, max_examples=many)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: whatever would write in the real home is noted, and stopped."""
    if event == "open":
        path, _mode, flags = arguments
        if not isinstance(flags, int) or not flags & _WRITING:
            return
    elif event in _MAKING:
        path = arguments[0]
    else:
        return
    text = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
    if text.startswith(_FORBIDDEN):
        _trespasses.append(f"{event} {text}")
        raise PermissionError(f"a test would write in the real home: {text}")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True, scope="session")
def _built_once() -> Iterator[None]:
    """A process builds its commands once; here one process runs ten thousand of them."""
    with pytest.MonkeyPatch.context() as patched:
        for module, name in ((main, "program"), (group, "built")):
            patched.setattr(module, name, _once_a_language(getattr(module, name)))
        # The words of her own in these tests would put ours out of the cache.
        patched.setattr(knowledge, "KEPT", 20)
        yield


def _once_a_language(make: Callable[..., Any]) -> Callable[..., Any]:
    made = cache(lambda _language, *words: make(*words))
    return lambda *words: made(i18n.language(), *words)


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the program keeps what it compiles, once a session: the words, the dictionary."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache_home: Path) -> Iterator[None]:
    """A home of its own, English unless told, and nothing of the machine's environment."""
    home = tmp_path / "home"
    for name in [n for n in os.environ if n.startswith(("TALENTREGISTER_", "XDG_", "LC_"))]:
        monkeypatch.delenv(name)
    for name in ("LANGUAGE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name, place in (
        ("XDG_CONFIG_HOME", home / "config"),
        ("XDG_DATA_HOME", home / "data"),
        ("XDG_STATE_HOME", home / "state"),
        ("XDG_RUNTIME_DIR", home / "run"),
        ("XDG_CACHE_HOME", cache_home),
    ):
        monkeypatch.setenv(name, str(place))
    monkeypatch.setenv("LANG", "C.UTF-8")
    before = len(_trespasses)
    handler = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, handler)
    i18n.use("en")
    assert _trespasses[before:] == []


@pytest.fixture
def sealing(request: pytest.FixtureRequest) -> str:
    """Plain for speed; `parametrize("sealing", ["plain", "sealed"], indirect=True)` for both."""
    kind: str = getattr(request, "param", "plain")
    return kind


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talent:
    """The program where there is no register yet."""
    register = tmp_path / "work" / "register.json"
    monkeypatch.setenv("TALENTREGISTER_FILE", str(register))
    monkeypatch.setenv("TALENTREGISTER_CONFIG", str(tmp_path / "config"))
    return Talent(register)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder she works in."""
    place = tmp_path / "werk"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def talent(nowhere: Talent, sealing: str, made_once: dict[str, bytes]) -> Talent:
    """The program with an empty register, made long ago."""
    if sealing != "plain":
        nowhere.ok("init", today="1-1-2020")
        return nowhere
    if "empty" not in made_once:
        nowhere.ok("init", "--plain", today="1-1-2020")
        made_once["empty"] = nowhere.register.read_bytes()
    _put(nowhere, made_once["empty"])
    return nowhere


@pytest.fixture
def process() -> Process:
    """The real program, in a process of its own; use it together with `talent`."""
    return Process()


@pytest.fixture
def person() -> Person:
    """Somebody who types answers, in this process; use it together with `talent`."""
    return Person()


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """The real program on a terminal; use it together with `talent`."""
    if sys.platform == "win32":
        pytest.skip("there is no pty here")
    from tests.terminals import Terminal

    started = Terminal()
    yield started
    for screen in started.started:
        screen.close()


@pytest.fixture(scope="session")
def made_once() -> dict[str, bytes]:
    """Registers that many tests begin with, made once by the program itself."""
    return {}


@pytest.fixture
def furnish(talent: Talent, made_once: dict[str, bytes]) -> Furnish:
    """Fill the empty register in a way that has a name: done once, then copied."""

    def furnished(name: str, fill: Callable[[Talent], object]) -> Talent:
        if name not in made_once:
            fill(talent)
            shutil.rmtree(talent.register.with_name("backups"), ignore_errors=True)
            made_once[name] = talent.register.read_bytes()
        _put(talent, made_once[name])
        return talent

    return furnished


@pytest.fixture
def street(furnish: Furnish) -> Talent:
    """The program with a small street of people: see `tests.running.STREET`."""
    return furnish("street", lambda t: [t.ok(*words, today="1-11-2026") for words in STREET])


def _put(talent: Talent, register: bytes) -> None:
    talent.register.parent.mkdir(exist_ok=True)
    talent.register.touch(mode=0o600)
    talent.register.write_bytes(register)

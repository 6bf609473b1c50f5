"""
The program and its one boundary: here errors become sentences and exit codes.

Nothing else exits, and nothing of an unexpected fault is shown but its kind:
a traceback holds people's data.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Any, TextIO

import typer

from talentregister import __version__
from talentregister.cli import output, session
from talentregister.cli.group import Talent, before_the_end, translate
from talentregister.cli.result import Result
from talentregister.cli.sentences import hint, sentence, sentence_of
from talentregister.cli.verbs import verb_named
from talentregister.errors import RegisterError, Usage
from talentregister.language import i18n
from talentregister.language.i18n import later as N_
from talentregister.register.outcome import notice

PROGRAM = "talent"
INTERRUPTED = 130
TERMINATED = 143
FAULT = 1
# A closed pipe is the reader's choice, not an error: `talent list | head`.
CLOSED_PIPE = 0


def callback(
    ctx: typer.Context,
    file: Annotated[str, typer.Option("--file", help=N_("the register to use"))] = "",
    lang: Annotated[str, typer.Option("--lang", help=N_("nl or en"))] = "",
    today: Annotated[str, typer.Option("--today", help=N_("pretend it is this day"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=N_("print one JSON object"))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=N_("answer yes to questions"))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=N_("say only what goes wrong"))] = False,
    debug: Annotated[bool, typer.Option("--debug", help=N_("show where a fault arose"))] = False,
    version: Annotated[bool, typer.Option("--version", help=N_("print the version"))] = False,
) -> None:
    """Global options, before or after the verb; the language was settled before."""
    if lang not in ("", "nl", "en"):
        raise Usage("choice_unknown", text=lang, choices="nl, en")
    if version:
        print(f"talentregister {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())
        raise typer.Exit
    ctx.obj = session.built(
        file=file, today=today, as_json=as_json, yes=yes, quiet=quiet, debug=debug
    )


def program() -> Any:
    """The typer program, with the one group that knows every verb."""
    app = typer.Typer(
        cls=Talent,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help=i18n.gettext("A register of what a neighbourhood loves, can, wants and has."),
        epilog=i18n.gettext("talent VERB --help says more; talent demo shows it at work."),
        context_settings={"help_option_names": ["--help"]},
    )
    app.callback(cls=Talent, invoke_without_command=True)(callback)
    command = typer.main.get_command(app)
    for parameter in command.params:
        translate(parameter)
    return command


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; nothing is raised."""
    words = list(map(_letters, sys.argv[1:] if argv is None else argv))
    _prepare_streams()
    signal.signal(signal.SIGTERM, _terminated)
    try:
        code = run(words)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        code = _closed_pipe()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else FAULT
    if code == INTERRUPTED and sys.stderr.isatty():
        output.say("")  # the shell's next line does not stand behind a question
    return _flushed(code)


class _Spoken:
    """What has to be known of the words before they are parsed: how to speak."""

    def __init__(self, verb: str, lang: str, as_json: bool, debug: bool) -> None:
        self.verb, self.lang, self.as_json, self.debug = verb, lang, as_json, debug

    @classmethod
    def of(cls, words: Sequence[str]) -> _Spoken:
        heard = list(before_the_end(words))
        return cls(
            _verb_in(heard), _value_of("--lang", heard), "--json" in heard, "--debug" in heard
        )

    def choose_language(self, environment: Mapping[str, str]) -> None:
        """Option, environment, setting, locale: the first that speaks. Raises Usage."""
        lang = self.lang or environment.get("TALENTREGISTER_LANG", "") or _setting(environment)
        if not lang:
            lang = "nl" if _locale(environment).startswith("nl") else "en"
        i18n.use("nl" if lang == "nl" else "en")


def run(words: Sequence[str]) -> int:
    """Run one command and show what came of it. Returns its exit code."""
    spoken = _Spoken.of(words)
    spoken.choose_language(os.environ)
    try:
        outcome = program()(list(words), prog_name=PROGRAM, standalone_mode=False)
    except RegisterError as error:
        return _failed(error, spoken)
    except typer.TyperException as error:
        return _failed(_mistake(error), spoken)
    except typer.Abort:
        return INTERRUPTED
    except (KeyboardInterrupt, BrokenPipeError, SystemExit):
        raise
    except Exception as fault:  # the boundary: whatever it is, it ends here
        return _faulted(fault, spoken)
    if not isinstance(outcome, Result):
        return int(outcome or 0)
    try:
        code = _show(outcome, spoken)
        if outcome.afterwards is not None:
            sys.stdout.flush()
            outcome.afterwards()
        return code
    except (KeyboardInterrupt, BrokenPipeError, SystemExit):
        raise
    except Exception as fault:  # what was asked is done by now, and that is what is said
        return _faulted(fault, spoken, "unshown")


def _mistake(error: typer.TyperException) -> Usage:
    """A mistake on the line in our own words; those of typer are English only."""
    option, text = str(getattr(error, "option_name", "")), error.format_message()
    if type(error).__name__ == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        return Usage("option_unknown", hint="help", option=option, nearest=near)
    if type(error).__name__ == "BadOptionUsage":
        code = "option_needs_value" if "requires" in text else "option_takes_none"
        return Usage(code, hint="help", option=option)
    return Usage("usage", hint="help", text=text)


def _show(result: Result, spoken: _Spoken) -> int:
    if spoken.as_json:
        print(output.envelope(spoken.verb, result))
        return result.exit_code
    output.show(result.view, sys.stdout)
    sys.stdout.flush()
    output.tell(result.notices)
    return result.exit_code


def _failed(error: RegisterError, spoken: _Spoken) -> int:
    text = sentence_of(error)
    help_line = hint(error, spoken.verb)
    if spoken.as_json:
        report = {
            "code": error.code,
            "text": text,
            "hint": help_line,
            "candidates": [{"id": c.id, "name": c.name} for c in error.candidates],
        }
        failed = Result(data={}, exit_code=error.exit_code)
        print(output.envelope(spoken.verb, failed, [report], status="error"))
    output.say(text)
    for candidate in error.candidates:
        output.say(f"  {candidate.id:>5}  {candidate.shown}")
    if help_line:
        output.say(help_line)
    return error.exit_code


def _faulted(fault: Exception, spoken: _Spoken, code: str = "fault") -> int:
    """An unexpected fault: its kind and place, never its values."""
    import traceback

    if spoken.debug:
        for frame in traceback.extract_tb(fault.__traceback__):
            output.say(f"  {frame.filename}:{frame.lineno} {frame.name}")
    report = notice(code, kind=type(fault).__name__)
    if spoken.as_json and code == "fault":
        error = {"code": code, "text": sentence(report), "hint": "", "candidates": []}
        failed = Result(data={}, exit_code=FAULT)
        print(output.envelope(spoken.verb, failed, [error], status="error"))
    output.tell([report])
    return FAULT


def _prepare_streams() -> None:
    """A terminal that cannot write a letter shows its number; what is closed swallows all."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")  # refused in words where it is kept


def _letters(word: str) -> str:
    """A word in UTF-8, also where the locale kept Python from reading it; else as it came."""
    if word.isascii():
        return word
    try:
        return os.fsencode(word).decode()
    except UnicodeError:
        return word


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def _terminated(_number: int, _frame: object) -> None:
    raise SystemExit(TERMINATED)


def _closed_pipe() -> int:
    """Whoever read us went away: nothing more to write, and nothing to complain about."""
    _swallow()
    return CLOSED_PIPE


def _swallow() -> None:
    """Let what stdout still holds go nowhere, also when Python itself flushes at the end."""
    with suppress(OSError, ValueError):
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())


def _flushed(code: int) -> int:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return _closed_pipe()
    except (OSError, ValueError):
        _swallow()
        return code or FAULT
    return code


def _verb_in(words: Iterable[str]) -> str:
    """The verb: the first word that is no option, nor the value of a global one."""
    following = iter(words)
    for word in following:
        if word in ("--file", "--lang", "--today"):
            next(following, None)
        elif not word.startswith("-"):
            return verb_named(word) or ""
    return ""


def _value_of(option: str, words: Iterable[str]) -> str:
    """The value of an option, written with `=` or as the next word."""
    following = False
    value = ""
    for word in words:
        if following:
            value, following = word, False
        elif word.startswith(f"{option}="):
            value = word.partition("=")[2]
        else:
            following = word == option
    return value


def _setting(environment: Mapping[str, str]) -> str:
    from talentregister.cli import config

    try:
        return config.read(session.config_directory(environment))["lang"]
    except RegisterError:
        return ""  # the command itself will say what is wrong with the file


def _locale(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if told := environment.get(name):
            return told
    import locale  # only where the environment says nothing: Windows

    return locale.getlocale()[0] or ""

"""
The command group: finds a verb by either name and builds only that one.

Global options may stand before or after the verb; a word that starts with one
dash is a word (`-trainer`), an unknown `--option` is a mistake. typer still
parses, completes and writes the help (TERMINAL.md, A to C).
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from typer._click import Command, Context, HelpFormatter, Parameter
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from talentregister.cli.closing import closed
from talentregister.cli.result import Result
from talentregister.cli.session import Session
from talentregister.cli.verbs import VERBS, example, verb_named
from talentregister.errors import Usage
from talentregister.language import i18n
from talentregister.language.i18n import gettext


class VerbCommand(TyperCommand):
    """One verb. Words may start with a dash; an option nobody declared is refused."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The headings of typer are English only, so the page is laid out here."""
        arguments = [p.metavar or "" for p in self.params if p.param_type_name == "argument"]
        usage = " ".join([ctx.command_path, *arguments, gettext("[OPTIONS]")])
        formatter.write(f"{usage}\n\n  {self.help}\n")
        explained(formatter, self.params, ctx)
        if line := example(verb_named(self.name or "") or ""):
            formatter.write(f"\n{line}\n")

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        known = option_names(self.get_params(ctx))
        if not ctx.resilient_parsing:
            for word in before_the_end(args):
                if word.startswith("--") and word.partition("=")[0] not in known:
                    everywhere = ctx.parent.command.params if ctx.parent else ()
                    options = [*known, *option_names(everywhere)]
                    raise option_unknown(word.partition("=")[0], options)
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise Usage("words_left", hint="help", text=" ".join(left))
        return left


class Talent(TyperGroup):
    """The program: every verb in both languages, built when it is called."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, hoisted(self.get_params(ctx), args))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Every verb with what it does, without building one."""
        usage = gettext("talent VERB WHO WORDS… [OPTIONS]")
        formatter.write(f"{usage}\n\n  {self.help}\n")
        with formatter.section(gettext("Verbs")):
            names = self.list_commands(ctx)
            summaries = (gettext(entry.summary) for entry in VERBS.values())
            formatter.write_dl(list(zip(names, summaries, strict=True)))
        explained(formatter, self.params, ctx)
        formatter.write(f"\n{self.epilog}\n")

    def list_commands(self, ctx: Context) -> list[str]:
        dutch = i18n.language() == "nl"
        return [entry.dutch if dutch else name for name, entry in VERBS.items()]

    def invoke(self, ctx: Context) -> Any:
        """Run the verb, and end with what every command ends with."""
        result = super().invoke(ctx)
        session = ctx.find_object(Session)
        if isinstance(result, Result) and session is not None:
            return closed(result, session, verb_named(str(ctx.invoked_subcommand)) or "")
        return result

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        verb = verb_named(cmd_name)
        return built(verb, cmd_name) if verb is not None else None

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            names = [*VERBS, *(entry.dutch for entry in VERBS.values())]
            raise Usage("verb_unknown", hint="help", text=args[0], nearest=nearest(args[0], names))
        return args[0], command, args[1:]


def built(verb: str, name: str) -> Command:
    """The command of one verb: its file imported, its help in the language spoken now."""
    entry = VERBS[verb]
    module = importlib.import_module(f"talentregister.cli.{entry.file}")
    command = get_command_from_info(
        CommandInfo(
            name=name,
            cls=VerbCommand,
            callback=getattr(module, entry.function_name(verb)),
            help=gettext(entry.summary),
            context_settings={
                "ignore_unknown_options": True,
                "allow_extra_args": True,  # refused in parse_args, in the language spoken
                "help_option_names": ["--help"],
            },
            add_help_option=True,
        ),
        pretty_exceptions_short=True,
        rich_markup_mode=None,
    )
    for parameter in command.params:
        translate(parameter)
    return command


def translate(parameter: Any) -> None:
    """Put an option's help and placeholder into the language spoken now."""
    if getattr(parameter, "help", None):
        parameter.help = gettext(parameter.help)
    if parameter.metavar:
        parameter.metavar = gettext(parameter.metavar)
    elif not getattr(parameter, "is_flag", False):
        parameter.metavar = "…"


def explained(formatter: HelpFormatter, params: Sequence[Any], ctx: Context) -> None:
    """The options among `params`, each with what it is for."""
    records = [p.get_help_record(ctx) for p in params if p.param_type_name == "option"]
    if not records:
        return
    with formatter.section(gettext("Options")):
        formatter.write_dl([record for record in records if record is not None])


def hoisted(params: Sequence[Parameter], args: list[str]) -> list[str]:
    """`args` with the global options in front, wherever they stood before `--`."""
    takes_value = {
        name: not getattr(param, "is_flag", False)
        for param in params
        for name in (*param.opts, *param.secondary_opts)
        if name != "--help"
    }
    globals_first: list[str] = []
    rest: list[str] = []
    words = iter(args)
    for word in words:
        name, equals, _ = word.partition("=")
        if word == "--":
            rest.extend(["--", *words])
        elif name not in takes_value:
            rest.append(word)
        elif equals or not takes_value[name]:
            globals_first.append(word)
        else:
            globals_first.append(f"{name}={_value_after(name, words)}")
    return [*globals_first, *rest]


def option_names(params: Iterable[Parameter]) -> list[str]:
    """Every way the options among `params` may be written."""
    return [name for param in params for name in (*param.opts, *param.secondary_opts)]


def before_the_end(args: Sequence[str]) -> Iterable[str]:
    """The words before a `--`, behind which everything is a word."""
    return takewhile(lambda word: word != "--", args)


def option_unknown(option: str, known: Sequence[str]) -> Usage:
    """The error for an option that is none, with the nearest that are."""
    options = [name for name in known if name.startswith("--")]
    return Usage("option_unknown", hint="help", option=option, nearest=nearest(option, options))


def nearest(text: str, names: Sequence[str]) -> str:
    """The names most like `text`, as a list to read."""
    return ", ".join(difflib.get_close_matches(text, names, n=3, cutoff=0.6))


def _value_after(option: str, words: Iterable[str]) -> str:
    value = next(iter(words), None)
    if value is None:
        raise Usage("option_needs_value", option=option)
    return value

"""
Options that several verbs share, declared once.

Daily options have a Dutch second name in the same declaration. Texts only: what
they mean is read by the verb, so that a mistake gets the program's own sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated

import typer

from talentregister.cli.session import Session
from talentregister.errors import Usage
from talentregister.language import i18n
from talentregister.language.i18n import later as N_

Words = Annotated[list[str] | None, typer.Argument(metavar=N_("WHO WORDS…"), show_default=False)]
Name = Annotated[list[str] | None, typer.Argument(metavar=N_("NAME…"), show_default=False)]
Who = Annotated[list[str] | None, typer.Argument(metavar=N_("WHO"), show_default=False)]

# Of a resident.
Nickname = Annotated[
    str | None, typer.Option("--nickname", "--roepnaam", help=N_("what people call them"))
]
Area = Annotated[str | None, typer.Option("--area", "--wijk", help=N_("the neighbourhood"))]
Theme = Annotated[
    str | None, typer.Option("--theme", "--thema", help=N_("a theme, or one of its words"))
]
Address = Annotated[str | None, typer.Option("--address", "--adres", help=N_("street and number"))]
Postcode = Annotated[str | None, typer.Option("--postcode", help=N_("1234 AB"))]
Phone = Annotated[str | None, typer.Option("--phone", "--telefoon", help=N_("a phone number"))]
Email = Annotated[str | None, typer.Option("--email", "--mail", help=N_("an email address"))]
ContactBy = Annotated[
    str | None, typer.Option("--contact-by", "--bereik", help=N_("phone, email, visit or app"))
]
AddressForm = Annotated[
    str | None, typer.Option("--address-form", "--aanspreken", help=N_("je or u"))
]
Languages = Annotated[
    str | None, typer.Option("--languages", "--talen", help=N_("languages, the level in brackets"))
]
Met = Annotated[str | None, typer.Option("--met", "--ontmoet", help=N_("the day you met"))]
Occasion = Annotated[
    str | None, typer.Option("--occasion", "--gelegenheid", help=N_("where or at what you met"))
]
Through = Annotated[str | None, typer.Option("--through", "--via", help=N_("through whom you met"))]
Referrer = Annotated[
    str | None, typer.Option("--referrer", "--verwijzer", help=N_("the organisation that referred"))
]
Rhythm = Annotated[
    str | None, typer.Option("--rhythm", "--ritme", help=N_("how often to speak, in months"))
]
Status = Annotated[
    str | None, typer.Option("--status", help=N_("active, resting, stopped or frozen"))
]
Ref = Annotated[str | None, typer.Option("--ref", "--sleutel", help=N_("the key in another sheet"))]

# Of a statement.
Available = Annotated[
    str | None, typer.Option("--available", "--beschikbaar", help=N_("when there is time"))
]
From = Annotated[str | None, typer.Option("--from", "--vanaf", help=N_("from which day"))]
Until = Annotated[str | None, typer.Option("--until", "--tot", help=N_("until which day"))]
Show = Annotated[
    str | None, typer.Option("--show", "--tonen", help=N_("will show it to others: yes, maybe, no"))
]
Needs = Annotated[str | None, typer.Option("--needs", "--nodig", help=N_("what is needed for it"))]
Size = Annotated[str | None, typer.Option("--size", "--duur", help=N_("short or longer"))]
Tried = Annotated[
    str | None,
    typer.Option("--tried", "--eigen-kring", help=N_("was one's own network tried: yes, no")),
]
On = Annotated[str, typer.Option("--on", "--op", help=N_("the day it was said"))]

# Of an initiative.
Description = Annotated[
    str | None, typer.Option("--description", "--omschrijving", help=N_("what it is"))
]
Kind = Annotated[str | None, typer.Option("--kind", "--soort", help=N_("what kind it is"))]
Place = Annotated[str | None, typer.Option("--place", "--plek", help=N_("where it takes place"))]
Schedule = Annotated[
    str | None, typer.Option("--schedule", "--wanneer", help=N_("when it takes place"))
]
Contact = Annotated[str | None, typer.Option("--contact", help=N_("whom to ask about it"))]
InHandsOf = Annotated[
    str | None,
    typer.Option("--in-hands-of", "--in-handen-van", help=N_("worker, shared or residents")),
]
OpenTo = Annotated[
    str | None,
    typer.Option("--open-to", "--welkom", help=N_("newcomers are welcome: yes, with company, no")),
]
Carriers = Annotated[
    str | None,
    typer.Option("--carriers", "--trekkers", help=N_("residents that carry it, with commas")),
]
Wishes = Annotated[
    str, typer.Option("--wishes", "--wensen", help=N_("the wishes it answers: s12,s40"))
]
State = Annotated[str | None, typer.Option("--state", "--staat", help=N_("where it stands"))]

# Of a follow-up, and of a run.
FollowUpKind = Annotated[
    str,
    typer.Option(
        "--kind",
        "--soort",
        help=N_("promise, aftercare, word_back, access, availability, rhythm, retention"),
    ),
]
To = Annotated[
    str,
    typer.Option(
        "--to", "--naar", help=N_("screen, file, feed, desktop or command; several with commas")
    ),
]
Out = Annotated[
    list[Path] | None,
    typer.Option("--out", "--uit", help=N_("the file to write; .ics is a calendar feed")),
]
ToCommand = Annotated[
    str,
    typer.Option("--command", "--opdracht", help=N_("the command that gets it on its stdin")),
]
WithNames = Annotated[
    bool, typer.Option("--names", "--met-namen", help=N_("the calendar feed names people"))
]

Anyway = Annotated[
    bool, typer.Option("--anyway", "--toch", help=N_("keep a delicate word all the same"))
]


def must_mean_something(ctx: typer.Context, path: Path, useless: Mapping[str, object]) -> None:
    """None of these was told for a file they mean nothing for. Raises Usage("option_elsewhere")."""
    for option in (name for name, value in useless.items() if value):
        raise Usage("option_elsewhere", option=spoken(ctx, option), file=path.name)


def spoken(ctx: typer.Context, option: str) -> str:
    """An option by its name in the language spoken now."""
    names = next((p.opts for p in ctx.command.params if option in p.opts), [option])
    return names[-1] if i18n.language() == "nl" else names[0]


def only_with(ctx: typer.Context, name: str, beside: Collection[str]) -> None:
    """
    See that beside an option none was typed that would say nothing.

    Raises Usage("options_apart").
    """
    if not ctx.params[name]:
        return
    for other, value in ctx.params.items():
        if value and other != name and other not in beside:
            first, second = (by_name(ctx, one) for one in (name, other))
            raise Usage("options_apart", hint="one_option", first=first, second=second)


def with_another(ctx: typer.Context, name: str, other: str) -> None:
    """See that an option stands beside the one it belongs to. Raises Usage("option_needs")."""
    if ctx.params[name] and not ctx.params[other]:
        first, second = (by_name(ctx, one) for one in (name, other))
        raise Usage("option_needs", hint="example", first=first, second=second)


def by_name(ctx: typer.Context, name: str) -> str:
    """A parameter as it is typed, in the language spoken now."""
    opts = next(param.opts for param in ctx.command.params if param.name == name)
    return spoken(ctx, opts[0])


def told(**fields: str | None) -> dict[str, str]:
    """The fields that were told at all; an empty text was told too, and clears."""
    return {name: text for name, text in fields.items() if text is not None}


def with_span(fields: Mapping[str, str], start: str | None, until: str | None) -> dict[str, str]:
    """`fields`, where `--from` and `--until` joined what was told of availability."""
    span = [
        fields.get("available", ""),
        f"vanaf {start}" if start else "",
        f"tot {until}" if until else "",
    ]
    joined = " ".join(filter(None, span))
    return {**fields, "available": joined} if joined else dict(fields)


# Python refuses to read thousands of digits, and nobody counts further.
MOST_DIGITS = 9


def whole_number(ctx: typer.Context, option: str, text: str, least: int = 0) -> int:
    """A number of an option, 0 when none was told. Raises Usage("option_unreadable")."""
    if not text:
        return 0
    if not is_number(text) or int(text) < least:
        raise Usage("option_unreadable", option=spoken(ctx, option), text=text)
    return int(text)


def is_number(text: str) -> bool:
    """Whether `text` is a number that is not absurdly long."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


def session_of(ctx: typer.Context) -> Session:
    """The session of this command."""
    found = ctx.find_object(Session)
    assert found is not None  # the group's callback made it
    return found

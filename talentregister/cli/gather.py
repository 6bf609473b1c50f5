"""`add`, `loves`, `can`, `wants`, `has`, `note`: writing down, in seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from talentregister.cli import options
from talentregister.cli.ask import ask, confirm
from talentregister.cli.describe import written
from talentregister.cli.options import session_of, told
from talentregister.cli.result import Result
from talentregister.cli.session import Session
from talentregister.cli.start import offer
from talentregister.cli.who import settle
from talentregister.errors import Ambiguous, Usage
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.model.initiative import Initiative
from talentregister.model.statement import Kind, separated
from talentregister.register import gather, texts
from talentregister.register.fields import INITIATIVE, RESIDENT
from talentregister.register.outcome import Notice, Outcome, notice
from talentregister.register.who import candidates

# A row of a sheet typed as a name: a phone number, an email, or an address after a comma.
MORE_THAN_A_NAME = re.compile(r"@|(?:\d[ ./-]?){9}|,[^,]*\d")


def add(
    ctx: typer.Context,
    name: options.Name = None,
    initiative: Annotated[
        bool, typer.Option("--initiative", "--initiatief", help=N_("it is an initiative"))
    ] = False,
    nickname: options.Nickname = None,
    area: options.Area = None,
    address: options.Address = None,
    postcode: options.Postcode = None,
    phone: options.Phone = None,
    email: options.Email = None,
    contact_by: options.ContactBy = None,
    address_form: options.AddressForm = None,
    languages: options.Languages = None,
    met: options.Met = None,
    occasion: options.Occasion = None,
    through: options.Through = None,
    referrer: options.Referrer = None,
    available: options.Available = None,
    start: options.From = None,
    until: options.Until = None,
    description: options.Description = None,
    kind: options.Kind = None,
    place: options.Place = None,
    schedule: options.Schedule = None,
    contact: options.Contact = None,
    in_hands_of: options.InHandsOf = None,
    open_to: options.OpenTo = None,
    wishes: options.Wishes = "",
    anyway: options.Anyway = False,
) -> Result:
    """All words are the name; on a terminal a bare name is asked three questions."""
    session = session_of(ctx)
    whole = " ".join(name or ()) or (ask(_("What is the name?")) if session.asks else "")
    if not whole:
        raise Usage("who_missing", hint="example")
    if not initiative:
        _see_only_a_name(whole)
    offer(session)
    fields = told(
        name=whole, nickname=nickname, area=area, address=address, postcode=postcode,
        phone=phone, email=email, contact_by=contact_by, address_form=address_form,
        languages=languages, met_on=met, occasion=occasion, through=through,
        referrer=referrer, available=available, description=description, kind=kind, place=place,
        schedule=schedule, contact=contact, in_hands_of=in_hands_of, open_to=open_to,
    )  # fmt: skip
    fields = options.with_span(fields, start, until)
    readings = INITIATIVE if initiative else RESIDENT
    if wishes and not initiative:
        raise Usage("wishes_of_initiative", hint="bundles")
    if wrong := [field for field in fields if field not in readings]:
        code = "no_initiative_field" if initiative else "no_resident_field"
        raise Usage(code, field=wrong[0])
    return _added(session, fields, initiative=initiative, anyway=anyway, wishes=wishes)


def loves(
    ctx: typer.Context,
    words: options.Words = None,
    show: options.Show = None,
    available: options.Available = None,
    start: options.From = None,
    until: options.Until = None,
    on: options.On = "",
    anyway: options.Anyway = False,
) -> Result:
    """A passion; `--show` says whether they would show it to others."""
    fields = told(show=show, available=available, on=on or None)
    return _said(ctx, "loves", words, options.with_span(fields, start, until), anyway)


def can(
    ctx: typer.Context,
    words: options.Words = None,
    available: options.Available = None,
    start: options.From = None,
    until: options.Until = None,
    show: options.Show = None,
    needs: options.Needs = None,
    on: options.On = "",
    anyway: options.Anyway = False,
) -> Result:
    """A talent, in their own words."""
    fields = told(available=available, show=show, needs=needs, on=on or None)
    return _said(ctx, "can", words, options.with_span(fields, start, until), anyway)


def wants(
    ctx: typer.Context,
    words: options.Words = None,
    available: options.Available = None,
    start: options.From = None,
    until: options.Until = None,
    size: options.Size = None,
    tried: options.Tried = None,
    needs: options.Needs = None,
    on: options.On = "",
    anyway: options.Anyway = False,
) -> Result:
    """A wish of a resident, or what an initiative asks."""
    fields = told(available=available, size=size, tried=tried, needs=needs, on=on or None)
    return _said(ctx, "wants", words, options.with_span(fields, start, until), anyway)


def has(
    ctx: typer.Context,
    words: options.Words = None,
    available: options.Available = None,
    start: options.From = None,
    until: options.Until = None,
    on: options.On = "",
    anyway: options.Anyway = False,
) -> Result:
    """A thing or a place, of a resident or an initiative."""
    fields = told(available=available, on=on or None)
    return _said(ctx, "has", words, options.with_span(fields, start, until), anyway)


def note(
    ctx: typer.Context,
    words: options.Words = None,
    on: options.On = "",
    occasion: Annotated[
        str, typer.Option("--occasion", "--gelegenheid", help=N_("where or at what it was said"))
    ] = "",
    kind: Annotated[str, typer.Option("--kind", "--soort", help=N_("talk, advice or story"))] = "",
    consent: Annotated[
        str,
        typer.Option("--consent", "--akkoord", help=N_("a story: internal, anonymous, by name")),
    ] = "",
    street: Annotated[
        str, typer.Option("--round", "--ronde", help=N_("a round along the doors of this street"))
    ] = "",
    doors: Annotated[str, typer.Option("--doors", "--deuren", help=N_("how many doors"))] = "",
    opened: Annotated[str, typer.Option("--opened", "--open", help=N_("how many opened"))] = "",
    willing: Annotated[
        str, typer.Option("--willing", "--bereid", help=N_("how many were willing"))
    ] = "",
    anyway: options.Anyway = False,
) -> Result:
    """What was said, about one or several; or a round along the doors."""
    session = session_of(ctx)
    records = session.read()
    if street and words:
        raise Usage("words_left", text=" ".join(words))
    if street:
        counts = [
            options.whole_number(ctx, option, text)
            for option, text in (("--doors", doors), ("--opened", opened), ("--willing", willing))
        ]
        made = gather.go_round(session.home, session.today, street, *counts, on=on)
        return written(records, made)
    settled = settle(session, records, words, writes=True)
    text = _words_or_asked(session, settled.words, _("What was said?"))
    made = gather.note(
        session.home, session.today, settled.ids, text, on=on, occasion=occasion, kind=kind,
        consent=consent, anyway=anyway,
    )  # fmt: skip
    return written(records, made, settled.notices)


def _see_only_a_name(text: str) -> None:
    """Raises Usage("more_than_a_name"), and what may stand in no name at all (`texts.name`)."""
    if MORE_THAN_A_NAME.search(texts.name(text, "name")):
        raise Usage("more_than_a_name", hint="name_alone")


def _added(
    session: Session,
    fields: Mapping[str, str],
    *,
    initiative: bool = False,
    anyway: bool = False,
    wishes: str = "",
) -> Result:
    # First whether it is another, then the questions: what was answered must not be lost.
    twice = session.yes or _is_another(session, fields["name"], initiative=initiative)
    if initiative:
        made = gather.add_initiative(
            session.home, session.today, fields, anyway=anyway, twice=twice, wishes=wishes
        )
        return written(session.read(), made, _asks_next(made) if wishes else ())
    bare = len(fields) == 1 and session.asks
    living, said = _three_questions() if bare else ("", [])
    made = gather.add_resident(
        session.home, session.today, fields, anyway=anyway, twice=twice, living=living, said=said
    )
    return written(session.read(), made)


def _asks_next(made: Outcome) -> tuple[Notice, ...]:
    """What grew out of wishes asks nothing itself yet: until it does, nobody can help it."""
    new = next(t.record for t in made.changed if isinstance(t.record, Initiative))
    return (notice("asks_next", id=new.id, name=new.name),)


def _is_another(session: Session, name: str, *, initiative: bool) -> bool:
    """Whether a known name is said to be another one. Raises Ambiguous when it is not."""
    if not session.asks:
        return False
    alike = session.read().named(name)
    known = [party for party in alike if isinstance(party, Initiative) is initiative]
    if not known:
        return False
    names = ", ".join(f"{party.name} ({party.id})" for party in known)
    if not confirm(_("There is {names} already. Is this another one?").format(names=names)):
        raise Ambiguous("name_known", hint="add_twice", candidates=candidates(known))
    return True


def _three_questions() -> tuple[str, list[tuple[Kind, str]]]:
    """The three questions of an intake (DOMAIN.md): Enter skips each of them."""
    living = ask(_("Do you live well here?"))
    wish = ask(_("What would you wish?"))
    offer = ask(_("What could you do for somebody else?"))
    said: list[tuple[Kind, str]] = [("wants", text) for text in separated(wish)]
    return living, [*said, *(("can", text) for text in separated(offer))]


def _said(
    ctx: typer.Context,
    kind: Kind,
    words: Sequence[str] | None,
    fields: Mapping[str, str],
    anyway: bool,
) -> Result:
    session = session_of(ctx)
    records = session.read()
    settled = settle(session, records, words, writes=True)
    texts = _texts(session, settled.words, kind)
    made = gather.say(session.home, session.today, settled.ids, kind, texts, fields, anyway=anyway)
    return written(records, made, settled.notices)


def _texts(session: Session, words: Sequence[str], kind: Kind) -> list[str]:
    questions = {
        "loves": _("What do they love?"),
        "can": _("What can they do?"),
        "wants": _("What do they wish?"),
        "has": _("What do they have?"),
    }
    found = separated(_words_or_asked(session, words, questions[kind]))
    if not found:
        raise Usage("words_missing", hint="example")
    return found


def _words_or_asked(session: Session, words: Sequence[str], question: str) -> str:
    """The words as typed, or asked for; a capturing verb never saves nothing."""
    text = " ".join(words).strip() or (ask(question) if session.asks else "")
    if not text:
        raise Usage("words_missing", hint="example")
    return text

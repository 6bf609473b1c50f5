"""`edit`: change what was written down, or take it away."""

from __future__ import annotations

from typing import Annotated

import typer

from talentregister.cli import options
from talentregister.cli.describe import written
from talentregister.cli.editing import edited
from talentregister.cli.options import session_of, told
from talentregister.cli.result import Result
from talentregister.cli.session import Session
from talentregister.cli.who import settle
from talentregister.errors import NotFound, Usage
from talentregister.language.i18n import later as N_
from talentregister.model.records import Records
from talentregister.register import gather
from talentregister.register.outcome import Notice
from talentregister.register.who import is_id


def edit(
    ctx: typer.Context,
    words: options.Who = None,
    name: Annotated[str | None, typer.Option("--name", "--naam", help=N_("the whole name"))] = None,
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
    rhythm: options.Rhythm = None,
    status: options.Status = None,
    ref: options.Ref = None,
    available: options.Available = None,
    text: Annotated[str | None, typer.Option("--text", "--tekst", help=N_("the words"))] = None,
    show: options.Show = None,
    needs: options.Needs = None,
    size: options.Size = None,
    tried: options.Tried = None,
    description: options.Description = None,
    kind: options.Kind = None,
    place: options.Place = None,
    schedule: options.Schedule = None,
    contact: options.Contact = None,
    in_hands_of: options.InHandsOf = None,
    open_to: options.OpenTo = None,
    carriers: options.Carriers = None,
    wishes: options.Wishes = "",
    state: options.State = None,
    remove: Annotated[bool, typer.Option("--remove", "--weg", help=N_("take it away"))] = False,
    anyway: options.Anyway = False,
) -> Result:
    """An empty text clears a field (`--phone ""`); on a terminal bare `edit WHO` asks."""
    session = session_of(ctx)
    records = session.read()
    record_id, notices = _which(session, records, words)
    if remove:
        return written(records, gather.remove(session.home, session.today, record_id), notices)
    fields = told(
        name=name, nickname=nickname, area=area, address=address, postcode=postcode, phone=phone,
        email=email, contact_by=contact_by, address_form=address_form, languages=languages,
        met_on=met, occasion=occasion, through=through, referrer=referrer, rhythm=rhythm,
        status=status, ref=ref, available=available, text=text, show=show, needs=needs, size=size,
        tried=tried, description=description, kind=kind, place=place, schedule=schedule,
        contact=contact, in_hands_of=in_hands_of, open_to=open_to, carriers=carriers, state=state,
    )  # fmt: skip
    if not fields and not wishes and not session.asks:
        raise Usage("edit_nothing", hint="edit_options")
    if not fields and not wishes:
        return written(records, edited(session, record_id, anyway=anyway), notices)
    made = gather.edit(session.home, session.today, record_id, fields, anyway=anyway, wishes=wishes)
    return written(records, made, notices)


def _which(
    session: Session, records: Records, words: list[str] | None
) -> tuple[str, tuple[Notice, ...]]:
    """The id of any record, or of whoever is named."""
    if words and is_id(words[0]):
        if records.get(words[0]) is None:
            raise NotFound("id_unknown", id=words[0])
        return words[0], ()
    settled = settle(session, records, words, writes=True)
    if settled.words:
        raise Usage("words_left", hint="edit_options", text=" ".join(settled.words))
    return settled.party.id, settled.notices

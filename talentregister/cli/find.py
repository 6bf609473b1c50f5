"""`list` and `show`: finding back what was written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated

import msgspec
import typer

from talentregister import agenda
from talentregister.cli import given, options, sleeping
from talentregister.cli.describe import Names, as_data, every, line
from talentregister.cli.options import session_of
from talentregister.cli.result import Lines, Result, Table
from talentregister.cli.session import Session
from talentregister.cli.terms import term
from talentregister.cli.themes import saying
from talentregister.cli.who import settle
from talentregister.errors import NotFound, Usage
from talentregister.language import contact, dates, names
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.model import availability
from talentregister.model.availability import Availability
from talentregister.model.base import Record
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import Initiative
from talentregister.model.link import Link
from talentregister.model.note import Round
from talentregister.model.records import Records
from talentregister.model.resident import Consent, Met, Resident
from talentregister.model.statement import Statement
from talentregister.register.outcome import notice
from talentregister.register.who import is_id

KNOWN_LISTS = N_("[residents|initiatives|wishes|talents|links|later|rounds|exports]")


def list_(
    ctx: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar=KNOWN_LISTS, show_default=False),
    ] = None,
    area: options.Area = None,
    theme: options.Theme = None,
) -> Result:
    """Residents unless something else is asked; `list later` shows what sleeps until when."""
    session = session_of(ctx)
    records = session.read()
    name = _list_named(what)
    if name == "later":
        return sleeping.listed(session, records, area)
    if name == "exports":
        return given.listed(session)
    listed = LISTS[name]
    rows = listed.rows(session, records)
    if area:
        rows = [r for r in rows if names.fold(area) in names.fold(_area(records, r))]
    if theme:
        said = saying(session, records, theme)
        rows = [record for record in rows if record.id in said]
    known = Names(records)
    table = Table(
        [_(heading) for heading in listed.headings],
        [listed.cells(record, known) for record in rows],
        wide=listed.wide,
    )
    empty = () if rows else (notice("nothing_found"),)
    return Result({"rows": [as_data(record, known) for record in rows]}, (table,), empty)


def show(ctx: typer.Context, words: options.Who = None) -> Result:
    """Everything about one resident, initiative, or any record by its id."""
    session = session_of(ctx)
    records = session.read()
    if words and is_id(words[0]) and words[0][0] not in "ri":
        return _show_record(records, words[0])
    settled = settle(session, records, words, writes=False)
    party = settled.alone
    said = records.statements_of(party.id)
    noted = records.notes_about(party.id)
    linked = records.links_of(party.id)
    promised = [
        *records.followups_about(party.id),
        *(f for link in linked for f in records.followups_about(link.id)),
    ]
    known = Names(records)
    view = [
        Lines(_card(party, known)),
        *_lines(_("Said"), said, known),
        *_lines(_("Noted"), noted, known),
        *_lines(_("To come back to"), promised, known),
        *_lines(_("Linked"), linked, known),
        *_lines(_("Said no to"), records.rejections_of(party.id), known),
    ]
    data = _shown(known, party, said, noted, promised, linked)
    return Result(data, view, settled.notices)


def _show_record(records: Records, record_id: str) -> Result:
    record = records.get(record_id)
    if record is None:
        raise NotFound("id_unknown", id=record_id)
    promised = records.followups_about(record_id)
    known = Names(records)
    data = _shown(known, record, (), (), promised, ())
    card = _link_card(record, known) if isinstance(record, Link) else []
    view = [Lines([line(record, known), *card]), *_lines(_("To come back to"), promised, known)]
    return Result(data, view)


def _shown(
    known: Names,
    record: Record,
    said: Sequence[Record],
    noted: Sequence[Record],
    promised: Sequence[Record],
    linked: Sequence[Record],
) -> dict[str, object]:
    return {
        "record": as_data(record, known),
        "statements": [as_data(r, known) for r in said],
        "notes": [as_data(r, known) for r in noted],
        "followups": [as_data(r, known) for r in promised],
        "links": [as_data(r, known) for r in linked],
    }


def _lines(title: str, records: Sequence[Record], known: Names) -> list[Lines]:
    if not records:
        return []
    return [Lines(["", title, *(f"  {line(record, known)}" for record in records)])]


def _link_card(link: Link, known: Names) -> list[str]:
    """What a line leaves out: the reason, the way in, and where each side stands."""
    agreed = ", ".join(f"{known.of(s.who)} {term('answer', s.share)}" for s in link.sides)
    clicked = [s for s in link.sides if s.click != "unknown"]
    click = ", ".join(f"{known.of(s.who)} {term('answer', s.click)}" for s in clicked)
    reached = ", ".join(f"{term('state', h.state)} {dates.short(h.on)}" for h in link.history)
    return _fields(
        [
            (_("why"), link.why),
            (_("whom to ring"), link.ring),
            (_("company"), link.company),
            (_("the way in"), link.guide),
            (_("may be named"), agreed),
            (_("click"), click),
            (_("first visit"), dates.short(link.first_visit) if link.first_visit else ""),
            (_("went"), reached),
            (_("ended"), link.ended.why if link.ended else ""),
        ]
    )


def _card(party: Resident | Initiative, known: Names) -> list[str]:
    """Name and fields, each on a line, only those that say something."""
    if isinstance(party, Initiative):
        fields = _initiative_card(party, known)
    else:
        fields = _resident_card(party)
    fields += [(heading, text) for heading, text in party.extra.items()]
    return [f"{party.id}  {party.name}", *_fields(fields)]


def _fields(fields: Sequence[tuple[str, str]]) -> list[str]:
    width = max((len(heading) for heading, text in fields if text), default=0)
    return [f"  {heading.ljust(width)}  {text}" for heading, text in fields if text]


def _resident_card(resident: Resident) -> list[tuple[str, str]]:
    consents = ", ".join(
        f"{term('purpose', c.purpose)} {term('answer', c.answer)} ({_since(c)})"
        for c in resident.consents
    )
    spoken = ", ".join(f"{s.name} ({s.level})" if s.level else s.name for s in resident.languages)
    return [
        (_("called"), resident.nickname),
        (_("area"), resident.area),
        (_("address"), " ".join(filter(None, (resident.address, resident.postcode)))),
        (_("phone"), _phone(resident)),
        (_("email"), resident.email),
        (_("reach by"), term("contact", resident.contact_by) if resident.contact_by else ""),
        (_("languages"), spoken),
        (_("met"), _met(resident.met)),
        (_("referred by"), resident.referrer.organisation if resident.referrer else ""),
        (_("available"), _available(resident.availability)),
        (_("rhythm"), every(resident.rhythm)),
        (_("agreed"), consents),
        (_("status"), term("state", resident.status) if resident.status != "active" else ""),
        (_("key"), resident.ref),
    ]  # fmt: skip


def _met(met: Met | None) -> str:
    if met is None:
        return ""
    day = dates.in_full(met.on) if met.on else ""
    return " · ".join(filter(None, (day, met.occasion, met.through)))


def _since(said: Consent) -> str:
    return dates.short(said.withdrawn or said.on)


def _initiative_card(initiative: Initiative, known: Names) -> list[tuple[str, str]]:
    hands = initiative.in_hands_of
    missing = initiative.carriers_missing() if initiative.state == "idea" else 0
    return [
        (_("what"), initiative.description),
        (_("kind"), term("kind", initiative.kind)),
        (_("area"), initiative.area),
        (_("place"), initiative.place),
        (_("when"), initiative.schedule),
        (_("in hands of"), term("hands", hands.who) if hands else ""),
        (_("carried by"), ", ".join(map(known.of, initiative.carriers))),
        (_("still needed"), str(missing) if missing else ""),
        (_("contact"), initiative.contact),
        (_("state"), term("state", initiative.state)),
        (_("key"), initiative.ref),
    ]


def _available(when: Availability | None) -> str:
    return availability.show(when) if when else ""


def _phone(resident: Resident) -> str:
    return contact.show_phone(resident.phone) if resident.phone else ""


class Listing(msgspec.Struct, frozen=True):
    """One thing that can be listed: which records, and how a row looks."""

    names: tuple[str, ...]
    headings: tuple[str, ...]
    rows: Callable[[Session, Records], Sequence[Record]]
    cells: Callable[..., Sequence[str]]
    wide: int = -1


def _by_name(records: Iterable[Resident | Initiative]) -> list[Resident | Initiative]:
    return sorted(records, key=lambda record: names.sort_key(record.name))


def _statements(records: Records, *kinds: str) -> list[Record]:
    return [s for s in records.statements.values() if s.kind in kinds and s.counts]


def _resident_cells(resident: Resident, _known: Names) -> tuple[str, ...]:
    name = names.sorted_form(resident.name)
    return (resident.id, name, resident.area, _phone(resident), resident.email)


def _initiative_cells(initiative: Initiative, _known: Names) -> tuple[str, ...]:
    kind, state = term("kind", initiative.kind), term("state", initiative.state)
    return (initiative.id, initiative.name, initiative.area, kind, state, initiative.schedule)


def _statement_cells(statement: Statement, known: Names) -> tuple[str, ...]:
    when = _available(statement.availability)
    kind = term("kind", statement.kind)
    return (statement.id, known.of(statement.owner), kind, statement.text, when)


def _link_cells(link: Link, known: Names) -> tuple[str, ...]:
    return (link.id, known.of(link.id), term("state", link.state), link.ring, link.why)


def _followup_cells(followup: FollowUp, known: Names) -> tuple[str, ...]:
    when = dates.in_full(followup.due, followup.precision)
    words = " · ".join(filter(None, (followup.condition, followup.reason)))
    kind = "" if followup.kind == "promise" else term("kind", followup.kind)
    return (followup.id, when, known.of(followup.about), kind, words)


def _round_cells(walked: Round, _known: Names) -> tuple[str, ...]:
    counts = map(str, (walked.doors, walked.opened, walked.willing))
    return (walked.id, walked.street, dates.short(walked.on), *counts)


LISTS: Mapping[str, Listing] = {
    "residents": Listing(
        ("bewoners",),
        ("", N_("name"), N_("area"), N_("phone"), N_("email")),
        lambda _s, records: _by_name(records.residents.values()),
        _resident_cells,
    ),
    "initiatives": Listing(
        ("initiatieven",),
        ("", N_("name"), N_("area"), N_("kind"), N_("state"), N_("when")),
        lambda _s, records: _by_name(records.initiatives.values()),
        _initiative_cells,
    ),
    "wishes": Listing(
        ("wensen", "asks", "vragen"),
        ("", N_("who"), "", N_("wish"), N_("when")),
        lambda _s, records: _statements(records, "wants"),
        _statement_cells,
        3,
    ),
    "talents": Listing(
        ("talenten", "passions", "passies"),
        ("", N_("who"), "", N_("talent"), N_("when")),
        lambda _s, records: _statements(records, "can", "loves", "has"),
        _statement_cells,
        3,
    ),
    "links": Listing(
        ("verbindingen",),
        ("", N_("between"), N_("state"), N_("whom to ring"), N_("why")),
        lambda _s, records: [link for link in records.links.values() if link.open],
        _link_cells,
        4,
    ),
    "later": Listing(
        ("slaapt",),
        ("", N_("day"), N_("who"), "", N_("why")),
        lambda session, records: agenda.sleeping(records, session.today),
        _followup_cells,
        4,
    ),
    "rounds": Listing(
        ("rondes",),
        ("", N_("street"), N_("day"), N_("doors"), N_("opened"), N_("willing")),
        lambda _s, records: list(records.rounds.values()),
        _round_cells,
    ),
}


def _list_named(what: Sequence[str] | None) -> str:
    if not what:
        return "residents"
    typed = names.fold(" ".join(what))
    for name, listing in LISTS.items():
        if typed in (name, *listing.names):
            return name
    if typed in ("exports", "exporten"):
        return "exports"
    choices = _(KNOWN_LISTS).strip("[]").replace("|", ", ")
    raise Usage("list_unknown", text=" ".join(what), choices=choices)


def _area(records: Records, record: Record) -> str:
    """The area of whoever a record is about."""
    about = getattr(record, "owner", None) or getattr(record, "about", None) or record.id
    party = records.get(about) if isinstance(about, str) else None
    if isinstance(party, Link):
        party = records.get(party.between[0])
    return str(getattr(party, "area", ""))

"""A small town for tests: who loves, can, wants and has what."""

from __future__ import annotations

from datetime import date

from talentregister.model.availability import Availability
from talentregister.model.initiative import Initiative
from talentregister.model.initiative import State as InitiativeState
from talentregister.model.link import Link, Rejection, Side
from talentregister.model.link import State as LinkState
from talentregister.model.note import Kind as NoteKind
from talentregister.model.note import Note
from talentregister.model.records import Meta, Records, Register
from talentregister.model.resident import Consent, Resident, Spoken, Status
from talentregister.model.statement import Kind, State, Statement, WillShow

TODAY = date(2026, 11, 21)


class Town:
    """Collects records; every method returns the id of what it added."""

    def __init__(self) -> None:
        self.residents: dict[str, Resident] = {}
        self.initiatives: dict[str, Initiative] = {}
        self.statements: dict[str, Statement] = {}
        self.notes: dict[str, Note] = {}
        self.links: dict[str, Link] = {}
        self.rejections: dict[str, Rejection] = {}

    def resident(
        self,
        name: str,
        *,
        loves: str = "",
        can: str = "",
        wants: str = "",
        has: str = "",
        note: str = "",
        status: Status = "active",
        languages: tuple[Spoken, ...] = (),
        consents: tuple[Consent, ...] = (),
        availability: Availability | None = None,
    ) -> str:
        """Add a resident with at most one statement of each kind."""
        number = str(len(self.residents) + 1)
        who = f"r{number}"
        self.residents[number] = Resident(
            id=who,
            name=name,
            status=status,
            languages=languages,
            consents=consents,
            availability=availability,
            created=TODAY,
            changed=TODAY,
        )
        said: tuple[tuple[Kind, str], ...] = (
            ("loves", loves),
            ("can", can),
            ("wants", wants),
            ("has", has),
        )
        for kind, text in said:
            if text:
                self.say(who, kind, text)
        if note:
            self.note(note, who)
        return who

    def initiative(
        self,
        name: str,
        *asks: str,
        has: str = "",
        description: str = "",
        state: InitiativeState = "running",
        schedule: str = "",
        carriers: tuple[str, ...] = (),
    ) -> str:
        """Add an initiative with its asks."""
        number = str(len(self.initiatives) + 1)
        which = f"i{number}"
        self.initiatives[number] = Initiative(
            id=which,
            name=name,
            description=description,
            state=state,
            schedule=schedule,
            carriers=carriers,
            kind="activity",
            created=TODAY,
            changed=TODAY,
        )
        for ask in asks:
            self.say(which, "wants", ask)
        if has:
            self.say(which, "has", has)
        return which

    def say(
        self,
        owner: str,
        kind: Kind,
        text: str,
        *,
        state: State = "open",
        will_show: WillShow = "not_asked",
        availability: Availability | None = None,
        own_network_tried: bool | None = None,
    ) -> str:
        """Add a statement."""
        number = str(len(self.statements) + 1)
        self.statements[number] = Statement(
            id=f"s{number}",
            owner=owner,
            kind=kind,
            text=text,
            state=state,
            will_show=will_show,
            availability=availability,
            own_network_tried=own_network_tried,
            created=TODAY,
            changed=TODAY,
        )
        return f"s{number}"

    def note(self, text: str, *about: str, kind: NoteKind = "talk") -> str:
        """Add a note."""
        number = str(len(self.notes) + 1)
        self.notes[number] = Note(
            id=f"n{number}", about=about, text=text, kind=kind, created=TODAY, changed=TODAY
        )
        return f"n{number}"

    def link(
        self, one: str, other: str, state: LinkState = "asked", statements: tuple[str, ...] = ()
    ) -> str:
        """Add a link between two parties."""
        number = str(len(self.links) + 1)
        sides = (Side(who=one), Side(who=other))
        self.links[number] = Link(
            id=f"l{number}",
            sides=sides,
            state=state,
            statements=statements,
            created=TODAY,
            changed=TODAY,
        )
        return f"l{number}"

    def reject(self, one: str, other: str, ask: str | None = None) -> str:
        """Say no to a pair."""
        number = str(len(self.rejections) + 1)
        self.rejections[number] = Rejection(
            id=f"x{number}", pair=(one, other), ask=ask, created=TODAY, changed=TODAY
        )
        return f"x{number}"

    def records(self) -> Records:
        """The town as records."""
        meta = Meta(format=1, version="0", register="abcdef", generation=1, written=TODAY)
        return Records(
            Register(
                meta=meta,
                residents=self.residents,
                initiatives=self.initiatives,
                statements=self.statements,
                notes=self.notes,
                links=self.links,
                rejections=self.rejections,
            )
        )

"""A resident: one word for everybody, giver on Monday and asker on Tuesday."""

from __future__ import annotations

from datetime import date
from typing import Literal

from talentregister.language import names
from talentregister.model.availability import Availability
from talentregister.model.base import Record, Text, Title, Value

Purpose = Literal["keep", "approach", "share", "story"]
How = Literal["oral", "written", "mail"]
Status = Literal["active", "resting", "stopped", "frozen"]
ContactBy = Literal["phone", "email", "visit", "app"]
AddressForm = Literal["je", "u"]
Answer = Literal["yes", "no", "not_asked"]


class Consent(Value, frozen=True, kw_only=True):
    """What a resident said about one purpose; a withdrawal keeps the day of the yes."""

    purpose: Purpose
    given: bool
    on: date
    how: How | None = None
    withdrawn: date | None = None

    @property
    def answer(self) -> Answer:
        """Where this consent stands now."""
        return "yes" if self.given and self.withdrawn is None else "no"


class Spoken(Value, frozen=True, kw_only=True):
    """A language a resident speaks, and how well in the worker's own words."""

    name: Title
    level: Text = ""


class Met(Value, frozen=True, kw_only=True):
    """When, where and through whom the worker met a resident."""

    on: date | None = None
    occasion: Text = ""
    through: Text = ""


class Referrer(Value, frozen=True, kw_only=True):
    """The organisation that referred a resident; never a person, never why."""

    organisation: Title
    talks: int = 0
    word_back_owed: date | None = None


class Resident(Record, frozen=True, kw_only=True):
    """
    Someone of the neighbourhood. Only the name is needed.

    `name` is kept as typed; given name, prefix and surname are read from it
    unless they were told apart (`given`, `prefix`, `surname`). `ref` is the key
    of an outside sheet, `extra` the columns of a sheet that have no home here.
    """

    name: Title
    nickname: Text = ""
    given: Text = ""
    prefix: Text = ""
    surname: Text = ""
    area: Text = ""
    address: Text = ""
    postcode: Text = ""
    phone: Text = ""
    email: Text = ""
    contact_by: ContactBy | None = None
    address_form: AddressForm | None = None
    languages: tuple[Spoken, ...] = ()
    met: Met | None = None
    referrer: Referrer | None = None
    availability: Availability | None = None
    rhythm: int | None = None
    step: int | None = None
    consents: tuple[Consent, ...] = ()
    status: Status = "active"
    ref: Text = ""
    extra: dict[str, str] = {}

    @property
    def parts(self) -> names.NameParts:
        """Given name, prefix and surname: as told, else as read from the name."""
        if self.given or self.surname:
            return names.NameParts(self.given, self.prefix, self.surname)
        return names.split(self.name)

    @property
    def spoken(self) -> str:
        """The name as it is said: `Corrie van der Linden` for `Linden, van der, Corrie`."""
        return names.joined(self.parts) if "," in self.name else self.name

    def consent(self, purpose: Purpose) -> Answer:
        """Yes, no or not asked: where the consent for `purpose` stands."""
        standing = [c.answer for c in self.consents if c.purpose == purpose]
        return standing[-1] if standing else "not_asked"

    @property
    def silent(self) -> bool:
        """
        Whether promises about this resident are kept but not shown (invariant 4).

        Consent to be approached refused or withdrawn, or a status that says
        leave me be. Not asked silences nothing.
        """
        return self.consent("approach") == "no" or self.status in ("stopped", "frozen")

    @property
    def may_be_proposed(self) -> bool:
        """Whether matches may name this resident: not silent, not resting, and to be kept."""
        kept = self.consent("keep") != "no"
        return kept and not self.silent and self.status == "active"

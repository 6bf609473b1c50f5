"""
What stands above a column, and where its cells belong.

One table per kind of sheet: the heading we write in Dutch and in English, and
the other forms people use. Headings are compared without case, accents, marks
or brackets; a number behind one ("Talent 2") makes another column of the same,
and two that mean the same are one ("Kan / talent").
What is no known heading is kept in `extra`, and a likely typing error is said;
a mapping of headings to places comes before what we know.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from talentregister.errors import Refused, Usage
from talentregister.language import i18n
from talentregister.language.names import fold

Kind = Literal["residents", "initiatives"]

# target: Dutch heading; English heading; other forms
_RESIDENTS = """
ref: Sleutel; Key; id; ref; kenmerk
name: Naam; Name; bewoner; resident; volledige naam; full name; naam bewoner
given: Voornaam; First name; voornamen; given name; firstname
prefix: Tussenvoegsel; Prefix; tussenvoegsels; tussenv; voorvoegsel; infix
surname: Achternaam; Surname; achternamen; familienaam; last name; lastname; family name
nickname: Roepnaam; Nickname; bijnaam
also: Ook bekend als; Also known as
area: Wijk; Area; buurt; wijken; buurten; neighbourhood; neighborhood; district
address: Adres; Address; straat; straatnaam; straat/adres; adres/straat; street; street address;\
 straat en huisnummer; straat + huisnummer; straat en nr; straat + nr; straat nr; adres + nr
number: Huisnummer; House number; huisnr; nr; huisnummer en toevoeging
postcode: Postcode; Postcode; postcodes; postal code; zip; zip code
phone: Telefoon; Phone; tel; telnr; tel nr; telefoonnummer; telefoonnr; mobiel; mobiele telefoon;\
 mobiel nummer; gsm; 06; 06-nummer; telephone; phone number; mobile; mobile phone; cell phone
email: Mail; Email; e-mail; mailadres; mail adres; emailadres; e-mailadres; email address;\
 e-mail address
contact_by: Bereik; Contact by; bereiken via; liefst via
address_form: Aanspreken; Address form; aanspreekvorm
languages: Talen; Languages; taal; language; spreekt; speaks
loves: Passies; Passions; passie; passion; houdt van; loves; doet graag; hobby; hobby's; hobbies;\
 interesse; interesses; interests; likes
can: Talenten; Talents; talent; kan; can; kan goed; goed in; is goed in; vaardigheden; skills;\
 kwaliteiten; kan helpen met; beroep; werkervaring
wants: Wensen; Wishes; wens; wish; wil; wil graag; wants; vraag; vragen;\
 zou graag willen; zoekt; hulpvraag; behoefte
has: Heeft; Has; bezit; spullen; things
available: Beschikbaar; Available; beschikbaarheid; availability; wanneer; when
from: Beschikbaar vanaf; Available from; vanaf; from
until: Beschikbaar tot; Available until; beschikbaar t/m; beschikbaar tot en met; tot; until
due: Terugbellen op; Call back on; terugbellen; opvolgen; opvolgen op; opvolging; terugkomen op;\
 call back; follow up; follow-up; follow up on
reason: Reden; Reason; redenen; reasons; reden terugbellen
condition: Voorwaarde; Condition
met_on: Ontmoet op; Met on; ontmoet; met; kennisgemaakt op; datum ontmoeting
occasion: Ontmoet bij; Met at; gelegenheid; occasion; waar ontmoet
through: Via; Through; via wie
referrer: Verwijzer; Referrer; verwezen door; referred by
rhythm: Ritme; Rhythm; ritme (maanden); rhythm (months)
status: Status; Status
note: Opmerkingen; Notes; opmerking; opm; note; notitie; notities; aantekening; aantekeningen;\
 bijzonderheden; toelichting; remark; remarks; comment; comments
left_out: Weggelaten omdat; Left out because
"""
_INITIATIVES = """
ref: Sleutel; Key; id; ref; kenmerk
name: Naam; Name; titel; title; initiatief; initiative; naam initiatief; naam van het initiatief
description: Omschrijving; Description; beschrijving; wat
kind: Soort; Kind; type
wants: Vraagt; Asks; vraag; vragen; gezocht; zoekt; ask; wants; looking for; nodig; wensen
has: Biedt; Offers; aanbod; offer; heeft; has
area: Wijk; Area; buurt; wijken; buurten; neighbourhood; neighborhood; district
place: Plek; Place; plaats; locatie; location; waar; where; adres; address
schedule: Wanneer; When; schedule; tijd; tijden; dag en tijd
contact: Contact; Contact; contactpersoon; contact person
carriers: Trekkers; Carriers; trekker; kartrekkers; kartrekker; gedragen door; wie trekt het
in_hands_of: In handen van; In hands of
open_to: Welkom; Open to; nieuwkomers; open voor; newcomers; open to newcomers
checked_on: Nagevraagd op; Checked on
state: Staat; State; stand; status; fase
due: Terugbellen op; Call back on; terugbellen; opvolgen; opvolgen op; call back; follow up
reason: Reden; Reason
condition: Voorwaarde; Condition
note: Opmerkingen; Notes; opmerking; opm; note; notitie; notities; bijzonderheden; remark; remarks;\
 comment; comments
left_out: Weggelaten omdat; Left out because
"""
# Only where one row is one statement (one_each.py): elsewhere a "Soort" is anybody's column.
_ONE_EACH = """
kind: Soort; Kind; type; categorie; category; rubriek; soort uitspraak
text: Wat; What; tekst; text; omschrijving; description; uitspraak; statement; inhoud
"""
_TABLES: Mapping[Kind, str] = {"residents": _RESIDENTS, "initiatives": _INITIATIVES}
# The words for `--as`, each in English and in Dutch.
KINDS: Mapping[str, Kind] = {
    "residents": "residents",
    "bewoners": "residents",
    "initiatives": "initiatives",
    "initiatieven": "initiatives",
}
# The place of a column that is kept as it is, as a mapping names it.
EXTRA = "extra"
NO_MAPPING: Mapping[str, str] = {}
# Behind the heading of a column without a home that sounds like one that has.
_EXTRA = " (extra)"
# As much of unknown headings as an error repeats: they may be no headings at all.
_FOUND_SHOWN, _FOUND_LENGTH = 12, 30
# What stands between headings that are one: `Kan / talent`, `Wens(en) of vraag`.
_PARTS = re.compile(r"[/&,+]|\s(?:en|of|and|or)\s", re.IGNORECASE)
_CAN, _CAN_AND_LOVES = ("can", 1), {("can", 1), ("loves", 1)}
# Below this two headings have nothing to do with each other, and no place is suggested.
_LIKE, _NEAR = 80.0, 50.0
# A known word of so many letters tells what a longer heading may be: `Talenten van bewoner`.
_TELLING = 4


class Home(NamedTuple):
    """Where the cells of a column belong, and the headings we write above it."""

    target: str
    dutch: str
    english: str


@dataclass(frozen=True)
class Column:
    """
    A column of a sheet: its heading, where it belongs (empty: `extra`), its number.

    `mapped` says that a mapping put it there.
    """

    place: int
    heading: str
    target: str
    number: int = 1
    mapped: bool = False

    @property
    def key(self) -> str:
        """Under which name the cells of a column without a home are kept."""
        name = unicodedata.normalize("NFC", self.heading.removesuffix(_EXTRA))
        return " ".join(name.split()) or f"#{self.place + 1}"


class Guess(NamedTuple):
    """A heading that is not known, and the known one it looks like."""

    heading: str
    like: str


@dataclass(frozen=True)
class Layout:
    """How the columns of one sheet are understood; `one_each`: a row is one statement."""

    kind: Kind
    columns: tuple[Column, ...]
    guesses: tuple[Guess, ...] = ()
    one_each: bool = False

    @property
    def strangers(self) -> tuple[str, ...]:
        """The headings without a home."""
        return tuple(c.key for c in self.columns if not c.target)

    def has(self, target: str) -> bool:
        """Whether a column belongs to `target`."""
        return any(column.target == target for column in self.columns)


def layout(
    headings: Sequence[str],
    told: Kind | None = None,
    mapping: Mapping[str, str] = NO_MAPPING,
    sorting: int | None = None,
) -> Layout:
    """
    Where the columns under these headings belong.

    Residents or initiatives as `told`, else what fits more headings. `mapping` gives
    headings, made `plain`, a place in words. `sorting` is the column that says what
    each row is, where one row is one statement of a resident. Raises
    Refused("no_known_heading", "sheet_heading_twice") and Usage("place_unknown").
    """
    kind = "residents" if sorting is not None else told or _likelier(headings, mapping)
    columns = tuple(_column(n, text, kind, mapping, sorting) for n, text in enumerate(headings))
    if not any(column.target for column in columns):
        found = ", ".join(_shortened(text) for text in headings[:_FOUND_SHOWN] if text)
        shown = ", ".join(heading(home) for home in homes(kind))
        raise Refused("no_known_heading", hint="headings_first", found=found, known=shown)
    _must_differ(columns)
    return Layout(kind, columns, _guesses(columns, kind), sorting is not None)


def _likelier(headings: Sequence[str], mapping: Mapping[str, str]) -> Kind:
    words = [mapping.get(plain(text), text) for text in headings]
    return max(_TABLES, key=lambda kind: known(words, kind))


def known(headings: Sequence[str], kind: Kind | None = None) -> int:
    """How many of these headings are known, for one kind of sheet or the better of both."""
    kinds = (kind,) if kind else tuple(_TABLES)
    return max(sum(bool(_placed(text, each)[0]) for text in headings) for each in kinds)


def fitting(kind: Kind | None) -> Callable[[Sequence[str]], int]:
    """How many headings are known, and none where they are rather those of another kind."""

    def fits(headings: Sequence[str]) -> int:
        other = kind is not None and _likelier(headings, NO_MAPPING) != kind
        return 0 if other else known(headings)

    return fits


def kind_named(text: str) -> Kind | None:
    """The kind of sheet `--as` asks for; None for nothing. Raises Usage("choice_unknown")."""
    if not text:
        return None
    if fold(text) not in KINDS:
        choices = [*KINDS][i18n.language() == "nl" :: 2]
        raise Usage("choice_unknown", text=text, choices=", ".join(choices))
    return KINDS[fold(text)]


def homes(kind: Kind) -> tuple[Home, ...]:
    """The homes of a kind, in the order of our own sheets."""
    return _homes_in(_TABLES[kind])


@cache
def _homes_in(table: str) -> tuple[Home, ...]:
    rows = [line.partition(":") for line in table.strip().splitlines()]
    forms = [(target, *(form.strip() for form in f.split(";")[:2])) for target, _, f in rows]
    return tuple(Home(*row) for row in forms)


def heading(home: Home, number: int = 1) -> str:
    """The heading we write, in the language spoken now."""
    text = home.dutch if i18n.language() == "nl" else home.english
    return text if number == 1 else f"{text} {number}"


def heading_of(kind: Kind, target: str, number: int = 1) -> str:
    """The heading of a target; a target without one is shown as it is."""
    known_homes = (*homes(kind), *_homes_in(_ONE_EACH))
    return next((heading(home, number) for home in known_homes if home.target == target), target)


def place_named(text: str, kind: Kind, *, one_each: bool = False) -> tuple[str, int]:
    """
    The target and number that words for a place mean: a target, a heading, or `extra`.

    Raises Usage("place_unknown") with the nearest we know.
    """
    forms = {**_places(kind), **(_forms_in(_ONE_EACH) if one_each else {})}
    if plain(text) == EXTRA:
        return "", 1
    if found := _found(plain(text), forms):
        return found
    from rapidfuzz import fuzz, process  # 19 ms that only a mistake costs

    near = process.extractOne(plain(text), list(forms), scorer=fuzz.ratio, score_cutoff=_NEAR)
    nearest = heading_of(kind, forms[near[0]]) if near else ""
    shown = ", ".join(heading(home) for home in homes(kind))
    raise Usage("place_unknown", hint="known_headings", text=text, nearest=nearest, known=shown)


def says_what(text: str) -> str:
    """What a heading is in a sheet of one statement a row: `kind`, `text` or nothing."""
    return (_found(plain(text), _forms_in(_ONE_EACH)) or ("", 1))[0]


def target_of(text: str, kind: Kind) -> str:
    """Where the column under a heading belongs by itself; empty: `extra`."""
    return _placed(text, kind)[0]


def extra_heading(key: str, kind: Kind) -> str:
    """The heading above a column without a home, so that it is read back as one."""
    return f"{key}{_EXTRA}" if _placed(key, kind)[0] or key.endswith(_EXTRA) else key


def _shortened(text: str) -> str:
    """What stands where a heading should, without telling a whole file."""
    return text if len(text) <= _FOUND_LENGTH else f"{text[:_FOUND_LENGTH]}…"


def _column(
    place: int, text: str, kind: Kind, mapping: Mapping[str, str], sorting: int | None
) -> Column:
    if told := mapping.get(plain(text)):
        target, number = place_named(told, kind, one_each=sorting is not None)
        return Column(place, text, target, number, mapped=True)
    if place == sorting:
        return Column(place, text, "kind")
    if sorting is not None and says_what(text) == "text":
        return Column(place, text, "text")
    target, number = _placed(text, kind)
    return Column(place, text, target, number)


def _placed(text: str, kind: Kind) -> tuple[str, int]:
    """The target of a heading (empty: none) and the number behind it."""
    forms = _forms_in(_TABLES[kind])
    return _found(plain(text), forms) or _meant_by_all(text, forms) or ("", 1)


def _meant_by_all(text: str, forms: Mapping[str, str]) -> tuple[str, int] | None:
    """
    What every part of a heading of several stands for: `Opmerkingen & notities`.

    What somebody can and likes to do in one column ("Kan goed / doet graag") are talents.
    """
    meant = {_found(plain(part), forms) for part in _PARTS.split(text)}
    meant = {_CAN} if meant == _CAN_AND_LOVES else meant
    return meant.pop() if len(meant) == 1 else None


def _found(word: str, forms: Mapping[str, str]) -> tuple[str, int] | None:
    """What a plain word stands for, with the number behind it."""
    if word in forms:
        return forms[word], 1
    base, number = _numbered(word)
    return (forms[base], number) if base in forms else None


@cache
def _forms_in(table: str) -> Mapping[str, str]:
    """Every known form of a heading, made plain, and its target."""
    forms: dict[str, str] = {}
    for line in table.strip().splitlines():
        target, _, written = line.partition(":")
        for form in written.split(";"):
            forms.setdefault(plain(form), target)
    return forms


@cache
def _places(kind: Kind) -> Mapping[str, str]:
    """Every word for a place: the forms of the headings, and the targets themselves."""
    targets = {plain(home.target): home.target for home in homes(kind)}
    return {**targets, **_forms_in(_TABLES[kind])}


def plain(text: str) -> str:
    """A heading without what does not tell headings apart: `Passie(s):` is `passies`."""
    if text.endswith(_EXTRA):
        return ""
    return " ".join(re.sub(r"[-_/.,:;?!*+&]+", " ", re.sub(r"[()]", "", fold(text))).split())


def _numbered(plain: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.+?) ?([1-9]\d?)", plain)
    return (found[1], int(found[2])) if found else (plain, 1)


def _must_differ(columns: Sequence[Column]) -> None:
    seen: dict[tuple[bool, str], Column] = {}
    for column in columns:
        name = (True, plain(column.heading)) if column.target else (False, column.key)
        if column.heading and (first := seen.get(name)):
            places = f"{first.place + 1}, {column.place + 1}"
            raise Refused("sheet_heading_twice", heading=column.heading, columns=places)
        seen[name] = column


def _guesses(columns: Sequence[Column], kind: Kind) -> tuple[Guess, ...]:
    from rapidfuzz import fuzz, process  # 19 ms that only a sheet costs

    forms = _forms_in(_TABLES[kind])
    strangers = [c for c in columns if not (c.target or c.mapped or c.heading.endswith(_EXTRA))]
    guesses = []
    for column in strangers:
        base, _ = _numbered(plain(column.heading))
        like = process.extractOne(base, list(forms), scorer=fuzz.ratio, score_cutoff=_LIKE)
        known = [like[0]] if like else [word for word in base.split() if word in forms]
        if known and len(known[0]) >= _TELLING:
            guesses.append(Guess(column.heading, heading_of(kind, forms[known[0]])))
    return tuple(guesses)

"""
What a sheet of people cannot say: one row a statement, follow-up, link and consent.

These sheets of a workbook are for reading, and are not read back; their words
are those of the screen. Each row begins with the key of whom it is about, as
the sheets of residents and initiatives have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from talentregister.exchange.cells import day_written
from talentregister.exchange.selection import Selection
from talentregister.exchange.writing import Cell, Written, key_of
from talentregister.language import i18n
from talentregister.model import availability
from talentregister.model.followup import FollowUp
from talentregister.model.link import Link
from talentregister.model.records import Records
from talentregister.model.statement import Statement

# The words on screen for a token of a group.
Word = Callable[[str, str], str]
Row = Sequence[Cell | None]

# sheet: Dutch headings / English headings
_HEADINGS: Mapping[str, tuple[str, str]] = {
    "statements": (
        "Sleutel; Van; Soort; Tekst; Wil het laten zien; Nodig; Duur; Eigen kring geprobeerd;"
        " Beschikbaar; Gezegd op; Staat; Thema's",
        "Key; Of; Kind; Text; Will show it; Needs; Size; Own network tried;"
        " Available; Said on; State; Themes",
    ),
    "followups": (
        "Sleutel; Over; Soort; Dag; Reden; Voorwaarde; Staat; Gezegd op; Eerder op; Gesloten op;"
        " Uitkomst",
        "Key; About; Kind; Day; Reason; Condition; State; Said on; Earlier days; Closed on;"
        " Outcome",
    ),
    "links": (
        "Sleutel; Tussen; En; Staat; Waarom; Mag genoemd worden; Wie te bellen; Gaat mee;"
        " Weg naar binnen; Eerste bezoek; Einde gepland; Geëindigd op; Waarom geëindigd",
        "Key; Between; And; State; Why; May be named; Whom to ring; Company; The way in;"
        " First visit; Planned end; Ended on; Why it ended",
    ),
    "consents": (
        "Sleutel; Naam; Waarvoor; Antwoord; Gezegd op; Hoe; Ingetrokken op",
        "Key; Name; For what; Answer; Said on; How; Withdrawn on",
    ),
}


def statements(chosen: Selection, word: Word) -> Written:
    """Every statement with all that is known of it, fulfilled and withdrawn ones too."""
    return _written("statements", (_statement(s, chosen.records, word) for s in chosen.statements))


def followups(chosen: Selection, word: Word) -> Written:
    """Every follow-up, soonest first, closed ones too."""
    return _written("followups", (_followup(f, chosen.records, word) for f in chosen.followups))


def links(chosen: Selection, word: Word) -> Written:
    """Every link, with where it stands."""
    return _written("links", (_link(link, chosen.records, word) for link in chosen.links))


def consents(chosen: Selection, word: Word) -> Written:
    """Every answer about consent, with its day and how it was given."""
    return _written("consents", _consents(chosen, word))


def _written(name: str, rows: Iterator[Row]) -> Written:
    dutch, english = _HEADINGS[name]
    above = (dutch if i18n.language() == "nl" else english).split(";")
    return Written(
        [heading.strip() for heading in above],
        [[cell if cell is not None else "" for cell in row] for row in rows],
    )


def _statement(said: Statement, records: Records, word: Word) -> Row:
    tried = {True: "yes", False: "no", None: "not_asked"}[said.own_network_tried]
    return (
        *_whom(records, said.owner),
        word("kind", said.kind),
        said.text,
        word("answer", said.will_show) if said.kind == "loves" else "",
        said.needs,
        word("size", said.size) if said.size else "",
        word("answer", tried) if said.kind == "wants" else "",
        availability.show(said.availability) if said.availability else "",
        said.on,
        word("state", said.state),
        ", ".join(said.themes),
    )


def _followup(promised: FollowUp, records: Records, word: Word) -> Row:
    closed = promised.closed
    return (
        *_whom(records, promised.about),
        word("kind", promised.kind),
        day_written(promised),
        promised.reason,
        promised.condition,
        word("state", promised.state),
        promised.on,
        ", ".join(map(date.isoformat, promised.moved)),
        closed.on if closed else None,
        closed.text if closed else "",
    )


def _link(link: Link, records: Records, word: Word) -> Row:
    asked = [side for side in link.sides if side.who in records.residents]
    shares = (f"{_name(records, side.who)}: {word('answer', side.share)}" for side in asked)
    first, *others = link.between
    return (
        *_whom(records, first),
        ", ".join(_name(records, who) for who in others),
        word("state", link.state),
        link.why,
        "; ".join(shares),
        link.ring,
        link.company,
        link.guide,
        link.first_visit,
        link.planned_end,
        link.ended.on if link.ended else None,
        link.ended.why if link.ended else "",
    )


def _consents(chosen: Selection, word: Word) -> Iterator[Row]:
    for resident in chosen.residents:
        for said in resident.consents:
            yield (
                *_whom(chosen.records, resident.id),
                word("purpose", said.purpose),
                word("answer", said.answer),
                said.on,
                word("how", said.how) if said.how else "",
                said.withdrawn,
            )


def _whom(records: Records, about: str) -> tuple[str, str]:
    """The key and the name of whom a row is about; of a link, the first key and every name."""
    link = records.links.get(about)
    between = link.between if link is not None else (about,)
    names = " ↔ ".join(_name(records, who) for who in between)
    return key_of(records.party(between[0]), records), names


def _name(records: Records, who: str) -> str:
    return records.party(who).name

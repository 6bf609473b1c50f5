"""`match`: who suits whom, and why, in words to read aloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from talentregister.cli import options, reasons
from talentregister.cli.bundles import bundled
from talentregister.cli.knowledge import knowledge, remembering
from talentregister.cli.options import session_of
from talentregister.cli.result import Block, Result, Table
from talentregister.cli.session import Session
from talentregister.cli.terms import term
from talentregister.cli.who import one, settle
from talentregister.cli.why import explained
from talentregister.errors import NotFound, Usage
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.language.names import fold
from talentregister.matching import Answer, Direction, Match
from talentregister.model import availability
from talentregister.model.records import Party, Records
from talentregister.model.resident import Resident
from talentregister.register import who
from talentregister.register.outcome import Notice, notice
from talentregister.storage.layout import uncollected

DIRECTIONS: tuple[Direction, ...] = ("wants", "offers", "shared", "guest")
LIMIT = 10
# So many names stand behind each of several asks, and so many who perhaps suit in each section:
# the rest tires, and is there for who asks for more.
SHORT, PERHAPS = 3, 3
# Beside these an option says something only when it is one of those behind.
ALONE = {"everyone": ("limit",), "bundle": ("limit",), "why": (), "no": ("for_all",)}


def match(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar=N_("WHO|WORDS…"), show_default=False)
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", "--alles", help=N_("every open wish and ask"))
    ] = False,
    bundle: Annotated[
        bool, typer.Option("--bundle", "--bundel", help=N_("like wishes of three or more people"))
    ] = False,
    as_words: Annotated[
        bool, typer.Option("--words", "--woorden", help=N_("read them as words, not as a name"))
    ] = False,
    wants: Annotated[
        bool, typer.Option("--wants", "--wensen", help=N_("only who could answer the wishes"))
    ] = False,
    offers: Annotated[
        bool, typer.Option("--offers", "--aanbod", help=N_("only whose wish could be answered"))
    ] = False,
    shared: Annotated[
        bool, typer.Option("--shared", "--gedeeld", help=N_("only who shares a passion"))
    ] = False,
    guest: Annotated[
        bool, typer.Option("--guest", "--gast", help=N_("only who would like to join"))
    ] = False,
    limit: Annotated[
        str, typer.Option("--limit", "--hoogstens", help=N_("how many each way"))
    ] = "",
    no: Annotated[
        str, typer.Option("--no", "--nee", help=N_("this line, or id, is not to be proposed again"))
    ] = "",
    for_all: Annotated[
        bool,
        typer.Option("--for-all", "--voor-alles", help=N_("a no for every ask, not only this")),
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", "--waarom", help=N_("the whole sum between two: match r34 i8"))
    ] = False,
) -> Result:
    """A whole name is a person or an initiative; anything else is looked for as words."""
    _together(ctx)
    session = session_of(ctx)
    records = session.read()
    most = options.whole_number(ctx, "--limit", limit, least=1)
    if bundle or everyone:
        return (bundled if bundle else _all)(session, records, words, most)
    shown = [d for d, on in zip(DIRECTIONS, (wants, offers, shared, guest), strict=True) if on]
    if not words or not "".join(words).strip():
        raise Usage("match_what", hint="example")
    if why:
        return _why(session, records, words)
    party, rest = (None, ()) if as_words else _party(session, records, words, more=bool(no))
    if no:
        return _no(session, records, party, words, no, rest, for_all=for_all)
    if party is None:
        _wants_only(ctx, shown)
        return _words(session, records, " ".join(words), most)
    return _party_matches(session, records, party, shown or DIRECTIONS, most)


def _together(ctx: typer.Context) -> None:
    """Raises Usage("options_apart", "option_needs") for what would say nothing beside another."""
    for name, beside in ALONE.items():
        options.only_with(ctx, name, {"words", *beside})
    options.with_another(ctx, "for_all", "no")


def _wants_only(ctx: typer.Context, shown: Sequence[Direction]) -> None:
    """Free words ask who could help. Raises Usage("only_of_a_name") for another direction."""
    others = [direction for direction in shown if direction != "wants"]
    if others:
        option = options.spoken(ctx, f"--{others[0]}")
        raise Usage("only_of_a_name", hint="example", option=option)


def proposal(session: Session, records: Records, party: Party, line: int) -> Match:
    """Line `line` of what `match` shows of `party` today. Raises NotFound("line_unknown")."""
    found = matches_of(session, records, party, DIRECTIONS, LIMIT)[0].matches
    if not 1 <= line <= len(found):
        raise NotFound("line_unknown", line=line, count=len(found))
    return found[line - 1]


# Nothing goes round in circles here, and looking for it takes a sixth of the time.
@uncollected()
def matches_of(
    session: Session, records: Records, party: Party, shown: Sequence[Direction], most: int
) -> tuple[Answer, Callable[[], None]]:
    """What the matching room finds for a party, and what to do afterwards."""
    from talentregister import matching

    known, keep = remembering(session)
    answer = matching.match(
        records, party.id, session.today, known, limit=most, directions=tuple(shown)
    )
    return answer, keep


def _party(
    session: Session, records: Records, words: Sequence[str], *, more: bool
) -> tuple[Party | None, Sequence[str]]:
    """
    Whoever the words name exactly (levels 1 and 2); with `more`, words may follow.

    Raises Ambiguous where several are called so and nobody can be asked, NotFound("id_unknown").
    """
    taken = who.leading(records, words)
    name, rest = " ".join(words[:taken]), words[taken:]
    sure = who.is_id(name) or who.find(records, name, surely=True).level in (1, 2)
    if not sure or (rest and not more):
        return None, ()
    party, _said = one(session, records, name, writes=False)
    return party, rest


def _why(session: Session, records: Records, words: Sequence[str]) -> Result:
    first = settle(session, records, words, writes=False)
    if not first.words:
        raise Usage("link_with_whom", hint="why_example")
    second = settle(session, records, first.words, writes=False)
    if second.words:
        raise Usage("words_left", hint="why_example", text=" ".join(second.words))
    return explained(session, records, first.party, second.party, knowledge(session))


def _no(
    session: Session,
    records: Records,
    party: Party | None,
    words: Sequence[str],
    line: str,
    rest: Sequence[str],
    *,
    for_all: bool,
) -> Result:
    from talentregister.cli.together import reject

    if party is None:
        nearest = who.nearest(records, words[0])
        raise NotFound("who_unknown", hint="add_who", text=words[0], candidates=nearest)
    return reject(session, records, party, line, " ".join(rest), for_all=for_all)


def _party_matches(
    session: Session, records: Records, party: Party, shown: Sequence[Direction], most: int
) -> Result:
    answer, keep = matches_of(session, records, party, shown, most or LIMIT)
    usual = (tuple(shown), most or LIMIT) == (DIRECTIONS, LIMIT)
    whole = answer if usual else matches_of(session, records, party, DIRECTIONS, LIMIT)[0]
    lines = _lines(answer, whole)
    read = _read_through(answer, most)
    said = notice("matching_for", name=party.name, id=party.id)
    data = {
        "for": _who(party),
        "matches": [_as_data(records, n, m) for n, m in enumerate(answer.matches, 1)],
        "asks": [
            {"ask": {"id": a.ask.id, "text": a.ask.text}, "ranks": list(a.ranks)}
            for a in answer.asks
        ],
    }
    view = [*_per_ask(records, party, answer, lines), *_sections(records, answer, lines, read)]
    return Result(data, view, (said, *_left(answer, read)), afterwards=keep)


def _read_through(answer: Answer, most: int) -> list[int]:
    """The places of what is shown: all, where a limit was told, else not every perhaps."""
    named = {rank for asked in answer.asks for rank in asked.ranks[:SHORT]}
    perhaps: Counter[Direction] = Counter()
    shown: list[int] = []
    for place, match in enumerate(answer.matches):
        perhaps[match.direction] += match.band == "maybe"
        few = match.band != "maybe" or perhaps[match.direction] <= PERHAPS
        if most or few or place + 1 in named:
            shown.append(place)
    return shown


def _left(answer: Answer, read: Sequence[int]) -> tuple[Notice, ...]:
    """What is said of who is not shown: nobody suits, or so many more who perhaps do."""
    if not answer.matches:
        return (notice("no_matches"),)
    left = len(answer.matches) - len(read)
    return (notice("more_perhaps", count=left, limit=LIMIT),) if left else ()


def _lines(answer: Answer, whole: Answer) -> list[str]:
    """
    The number of each match: that of the whole list, by which `link` and `--no` take it.

    One that the whole list does not reach has none.
    """
    numbers = {(m.who, m.direction): str(n) for n, m in enumerate(whole.matches, 1)}
    return [numbers.get((m.who, m.direction), "") for m in answer.matches]


@uncollected()
def _words(session: Session, records: Records, text: str, most: int) -> Result:
    from talentregister import matching

    known, keep = remembering(session)
    answer = matching.match_words(records, text, session.today, known, limit=most or LIMIT)
    read = _read_through(answer, most)
    said = notice("matching_words", text=text)
    data = {
        "for": {"id": None, "ref": "", "name": text, "kind": "words"},
        "matches": [_as_data(records, n, m) for n, m in enumerate(answer.matches, 1)],
    }
    near = _nearly(records, text) if answer.matches else who.find(records, text).parties
    meant = [notice("perhaps_meant", name=party.spoken, id=party.id) for party in near]
    view = _sections(records, answer, _lines(answer, answer), read)
    return Result(data, view, (said, *_left(answer, read), *meant), afterwards=keep)


def _nearly(records: Records, text: str) -> list[Party]:
    """Those whose name has every one of several words: "Willem Dijk" is no ask."""
    words = set(fold(text).split())
    if len(words) < 2:
        return []
    return [party for party in records.parties() if words <= set(fold(party.spoken).split())]


@uncollected()
def _all(session: Session, records: Records, words: Sequence[str] | None, most: int) -> Result:
    """Everybody who asks. Raises Usage("words_left")."""
    from talentregister import matching

    if words:
        raise Usage("words_left", hint="example", text=" ".join(words))

    known, keep = remembering(session)
    answers = list(matching.match_all(records, session.today, known, limit=most or LIMIT))
    data = [
        {
            "for": _who(records.party(str(answer.for_))),
            "matches": [_as_data(records, n, m) for n, m in enumerate(answer.matches, 1)],
        }
        for answer in answers
    ]
    view: list[Block] = []
    for answer in answers:
        name = records.party(str(answer.for_)).spoken
        read = _read_through(answer, most)
        view.extend(_sections(records, answer, _lines(answer, answer), read, f"{name}: "))
    notices = () if answers else (notice("no_matches"),)
    return Result({"all": data}, view, notices, afterwards=keep)


def _who(party: Party) -> dict[str, str]:
    kind = "resident" if isinstance(party, Resident) else "initiative"
    return {"id": party.id, "ref": party.ref, "name": party.name, "kind": kind}


def _per_ask(records: Records, party: Party, answer: Answer, lines: Sequence[str]) -> list[Block]:
    """Of several asks for each a short list, with the numbers of below; or that there is none."""
    if len(answer.asks) < 2 or not answer.matches:
        return []
    title = _("for each wish") if isinstance(party, Resident) else _("for each ask")
    rows = []
    for asked in answer.asks:
        first = [(lines[rank - 1], answer.matches[rank - 1].who) for rank in asked.ranks[:SHORT]]
        names = [f"{line} {records.party(who).spoken}".strip() for line, who in first]
        rows.append((asked.ask.text, ", ".join(names) or _("nobody yet")))
    return [Table((_("asked"), _("who")), rows, title=title, wide=0)]


def _sections(
    records: Records, answer: Answer, lines: Sequence[str], read: Sequence[int], before: str = ""
) -> list[Block]:
    titles = {
        "wants": _("could help"),
        "offers": _("could be helped"),
        "shared": _("loves the same"),
        "guest": _("would like to join"),
    }
    headings = ("", "", _("who"), _("because"), _("when"))
    numbered = [(lines[place], answer.matches[place]) for place in read]
    sections: list[Block] = []
    for direction in DIRECTIONS:
        rows = [_row(records, n, m) for n, m in numbered if m.direction == direction]
        # When nobody told hours, what is said has the room.
        shown = len(headings) if any(row[-1] for row in rows) else len(headings) - 1
        if rows:
            cut = [row[:shown] for row in rows]
            title = before + titles[direction]
            sections.append(Table(headings[:shown], cut, title=title, wide=3))
    return sections


def _row(records: Records, number: str, match: Match) -> tuple[str, ...]:
    when = availability.show(match.availability) if match.availability else ""
    linked = f"  [{match.link}]" if match.link else ""
    return (
        number,
        term("band", match.band),
        f"{records.party(match.who).spoken} ({match.who}){linked}",
        "\n".join([*reasons.sentences(match), *reasons.cautions(match)]),
        when,
    )


def _as_data(records: Records, rank: int, match: Match) -> dict[str, object]:
    offers = {"id": match.offers.id, "kind": match.offers.kind, "text": match.offers.text}
    return {
        "rank": rank,
        "score": round(match.score, 3),
        "band": match.band,
        "direction": match.direction,
        "who": _who(records.party(match.who)),
        "wants": {"id": match.wants.id, "text": match.wants.text},
        "offers": offers,
        "reasons": [
            {"wants": r.wants, "offers": r.offers, "how": r.how, "text": reasons.sentence(r)}
            for r in match.reasons
        ],
        "when": availability.show(match.availability) if match.availability else "",
        "cautions": reasons.cautions(match),
        "link": match.link,
    }

"""`themes`: what the neighbourhood talks about, and teaching the program its words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talentregister.cli.knowledge import knowledge, own_words
from talentregister.cli.options import session_of
from talentregister.cli.reasons import label
from talentregister.cli.result import Result, Table
from talentregister.cli.session import Session
from talentregister.errors import Ambiguous, Candidate, NotFound, Usage
from talentregister.language import i18n
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.language.names import fold
from talentregister.register.outcome import Notice, notice

if TYPE_CHECKING:
    from talentregister.matching import Knowledge
    from talentregister.matching.compiled import Concept
    from talentregister.model.records import Records

# As many words as can be looked through over a cup of coffee.
MOST_UNKNOWN = 50
NEAREST_SHOWN = 3


def themes(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("[add WORD THEME|remove WORD THEME|unknown]"), show_default=False
        ),
    ] = None,
) -> Result:
    """How many bring and ask for each theme; `unknown` lists the words that no theme covers."""
    session = session_of(ctx)
    if not words:
        return _listed(session)
    what = DUTCH.get(words[0], words[0])
    if what not in WHAT:
        raise _wrong()
    return WHAT[what](session, words[1:])


def concept_named(known: Knowledge, text: str) -> int:
    """
    The number of the concept called `text`, by its name or by one of its words.

    Raises NotFound("theme_unknown") with the nearest, Ambiguous("theme_several").
    """
    concepts = known.compiled.concepts
    everything = [concepts[number] for number in range(len(concepts))]
    found = [number for number, concept in enumerate(everything) if fold(text) in _names(concept)]
    found = found or _meaning(text, known)
    if not found:
        near = _nearest(text, everything)
        raise NotFound(
            "theme_unknown", hint="" if near else "themes_list", text=text, candidates=near
        )
    if len(found) > 1:
        several = tuple(Candidate(concepts[n].id, label(concepts[n])) for n in found)
        raise Ambiguous("theme_several", text=text, candidates=several)
    return found[0]


def saying(session: Session, records: Records, theme: str) -> set[str]:
    """
    The ids of the statements that say a theme, and of those who say it.

    Raises what `concept_named` raises.
    """
    from talentregister.matching import themes as found_in

    known = knowledge(session)
    said = found_in.about(records, concept_named(known, theme), known)
    return said | {records.statements[id_].owner for id_ in said}


def _names(concept: Concept) -> set[str]:
    return {concept.id, fold(concept.label_nl), fold(concept.label_en)}


def _listed(session: Session) -> Result:
    from talentregister.matching import themes as found_in

    records = session.read()
    found = found_in.themes(records, knowledge(session))
    # A pipe and `--json` get all; a person begins with what lives among several.
    looking = sys.stdout.isatty() and not session.json
    several = [t for t in found if t.brought + t.asked > 1] if looking else []
    shown = several or found
    rows = [(label(t.concept), str(t.brought), str(t.asked)) for t in shown]
    table = Table((_("theme"), _("bring it"), _("ask for it")), rows)
    data = [
        {"id": t.concept.id, "name": label(t.concept), "brought": t.brought, "asked": t.asked}
        for t in found
    ]
    said = (*_about(records, len(found), len(shown)), *_own(own_words(session)))
    return Result({"rows": data}, (table,), said)


def _about(records: Records, found: int, shown: int) -> tuple[Notice, ...]:
    """What is said below the themes: that there are none yet, or how many more there are."""
    if not found:
        return (notice("nothing_found" if [*records.parties()] else "nobody_yet"),)
    return (notice("themes_alone", count=found - shown),) if shown < found else ()


def _own(folder: Path) -> Iterator[Notice]:
    """Where her own words stand, once there are some, and which lines of them say nothing."""
    from talentregister.matching.knowledge import own_files
    from talentregister.matching.thesaurus import lost

    files = own_files(folder)
    for file in files:
        if lines := lost(file):
            yield notice("themes_lost", file=file.name, lines=[str(line) for line in lines])
    if files:
        yield notice("themes_own", path=str(folder))


def _add(session: Session, words: Sequence[str]) -> Result:
    from talentregister.register import themes as own

    word, theme = _word_and_theme(words)
    known = knowledge(session)
    concept = known.compiled.concepts[concept_named(known, theme)]
    added = own.add(own_words(session), word, concept.id)
    if added:
        knowledge(session)  # compiled now if need be, so that the next `match` need not wait
    code = "theme_word_added" if added else "theme_word_known"
    said = notice(code, text=word, theme=label(concept), id=concept.id)
    return Result({"word": word, "theme": concept.id, "changed": added}, notices=(said,))


def _remove(session: Session, words: Sequence[str]) -> Result:
    from talentregister.register import themes as own

    word, theme = _word_and_theme(words)
    places = own.remove(own_words(session), word, _named(knowledge(session), theme))
    knowledge(session)  # as above
    said = notice("theme_word_removed", text=word, theme=theme)
    return Result({"word": word, "theme": theme, "places": places}, notices=(said,))


def _unknown(session: Session, words: Sequence[str]) -> Result:
    from talentregister.matching import themes as found_in

    if words:
        raise Usage("words_left", hint="example", text=" ".join(words))
    records, known = session.read(), knowledge(session)
    loose = found_in.uncovered(records, known)[:MOST_UNKNOWN]
    open_ = found_in.unanswered(records, session.today, known)
    asked = [(o.id, f"{records.party(o.owner).spoken} ({o.owner})", o.text) for o in open_]
    counted = [(w.word, str(w.often)) for w in loose]
    view = (
        Table((_("word"), _("how often")), counted, title=_("words no theme covers")),
        Table((_("id"), _("who"), _("asks")), asked, title=_("asks nobody answers"), wide=2),
    )
    data = {"words": [w._asdict() for w in loose], "asks": [o._asdict() for o in open_]}
    return Result(data, view, (notice("themes_teach"),) if loose else ())


def _word_and_theme(words: Sequence[str]) -> tuple[str, str]:
    """`harira koken`, `wilde planten plukken natuur`: the last is the theme."""
    if len(words) < 2:
        raise _wrong()
    return " ".join(words[:-1]), words[-1]


def _wrong() -> Usage:
    choices = DUTCH if i18n.language() == "nl" else WHAT
    return Usage("themes_what", hint="example", choices=", ".join(choices))


def _named(known: Knowledge, theme: str) -> Sequence[str]:
    """The names of a role as `match --why` shows it, and of the concept called so."""
    roles = known.compiled.roles
    role = [theme] if any(roles[number].id == theme for number in range(len(roles))) else []
    try:
        concept = known.compiled.concepts[concept_named(known, theme)].id
    except (NotFound, Ambiguous):
        if role:
            return role
        raise
    return list(dict.fromkeys([*role, concept]))


def _meaning(text: str, known: Knowledge) -> list[int]:
    """The concepts a text as a whole means."""
    from talentregister.matching.reading import read

    found = read(text, known.analyst, ("concept",)).found
    whole = [f for f in found if f.term >= 0 and (f.start, f.end) == (0, len(text))]
    return list(dict.fromkeys(f.feature for f in whole if isinstance(f.feature, int)))


def _nearest(text: str, concepts: Sequence[Concept]) -> tuple[Candidate, ...]:
    from rapidfuzz import fuzz, process  # 19 ms that only a wrong name costs

    names = {concept.id: label(concept) for concept in concepts}
    best = process.extract(
        fold(text), names, scorer=fuzz.WRatio, limit=NEAREST_SHOWN, score_cutoff=60
    )
    return tuple(Candidate(id_, name) for name, _score, id_ in best)


WHAT: Mapping[str, Callable[[Session, Sequence[str]], Result]] = {
    "add": _add,
    "remove": _remove,
    "unknown": _unknown,
}
DUTCH: Mapping[str, str] = {"erbij": "add", "weg": "remove", "onbekend": "unknown"}

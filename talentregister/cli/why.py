"""`match A B --why`: the whole sum between two, down to the line of the thesaurus."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from talentregister.cli.result import Block, Lines, Result, Table
from talentregister.cli.session import Session
from talentregister.cli.terms import term
from talentregister.language.i18n import gettext as _
from talentregister.language.i18n import later as N_
from talentregister.matching import AskSum, Explanation, Knowledge
from talentregister.model.records import Party, Records
from talentregister.register.outcome import notice

# How sure somebody is found along each way; the sum is what is left of the doubt.
WAYS = {
    "itself": N_("the thing itself"),
    "narrower": N_("something narrower"),
    "broader": N_("something broader"),
    "related": N_("something beside it"),
    "named": N_("whom one calls"),
    "job": N_("a job"),
    "general": N_("much like whom one calls"),
    "alike": N_("something alike was asked"),
}


def explained(
    session: Session, records: Records, first: Party, second: Party, knowledge: Knowledge
) -> Result:
    """What each asks and the other offers, need by need, with where a link comes from."""
    from talentregister import matching

    sums = matching.explain(records, first.id, second.id, session.today, knowledge)
    shown = [total for total in sums if total.asks]
    view = [block for total in shown for block in _view(records, total)]
    said = () if shown else (notice("no_matches"),)
    return Result({"sums": [msgspec.to_builtins(total) for total in sums]}, view, said)


def _view(records: Records, total: Explanation) -> Iterator[Block]:
    asker, offerer = records.party(total.asker).name, records.party(total.offerer).name
    heading = _("{asker} asks, {offerer} offers: {total}")
    beside = _("met of what stands around it: {around}; of the same world: {world}")
    yield Lines(
        [
            heading.format(asker=asker, offerer=offerer, total=f"{total.total:.2f}"),
            beside.format(around=f"{total.around:.2f}", world=f"{total.world:.2f}"),
        ]
    )
    for ask in total.asks:
        headings = (_("asked"), _("weight"), _("own words"), _("how"), _("counts"), _("from"))
        ways = ", ".join(f"{_(WAYS[way])} {sure:.2f}" for way, sure in ask.ways.items())
        title = f"“{ask.ask.text}”: {ask.score:.2f}" + (f" ({ways})" if ways else "")
        yield Table(headings, list(_rows(ask)), title=title, wide=2)


def _rows(ask: AskSum) -> Iterator[tuple[str, ...]]:
    for need in ask.needs:
        if not need.evidence:
            nothing = _("nothing")
            yield (need.words, f"{need.weight:.2f}", nothing, need.concept, "", need.source)
        for found in need.evidence:
            how = ": ".join(filter(None, (term("met", found.how), found.concept)))
            yield (
                need.words,
                f"{need.weight:.2f}",
                found.words,
                how,
                f"{found.meets * found.weight:.2f}",
                found.source or need.source,
            )

"""`match --bundle`: like wishes, who could carry them, and the line that makes it so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import TYPE_CHECKING

import msgspec

from talentregister.cli import reasons
from talentregister.cli.knowledge import knowledge
from talentregister.cli.reasons import label
from talentregister.cli.result import Block, Lines, Result, Table
from talentregister.cli.session import Session
from talentregister.errors import Usage
from talentregister.language.i18n import gettext as _
from talentregister.model.initiative import Initiative
from talentregister.model.records import Records
from talentregister.register.outcome import notice

if TYPE_CHECKING:
    from talentregister.matching.bundles import Bundle, Carrier, Like

# What a shell would take for something else, even between quotes.
SPECIAL = '"$`\\!%'


def bundled(session: Session, records: Records, words: Sequence[str] | None, most: int) -> Result:
    """The bundles of today, at most so many unless it is 0. Raises Usage("words_left")."""
    from talentregister.matching.bundles import bundles

    if words:
        raise Usage("words_left", hint="bundles", text=" ".join(words))
    found = bundles(records, session.today, knowledge(session))
    found = found[: most or None]
    view = [block for bundle in found for block in _shown(bundle, records)]
    data = {"bundles": [_as_data(bundle, records) for bundle in found]}
    return Result(data, view, () if found else (notice("no_bundles"),))


def line(bundle: Bundle, records: Records) -> str:
    """
    The line to type: a new initiative, or the one that carries it takes on the others.

    One that is called so already is the one meant. Empty when all are connected.
    """
    wishes = ",".join(bundle.open)
    if not wishes:
        return ""
    name = "".join(sign for sign in _name(bundle) if sign not in SPECIAL)
    name = name[:1].upper() + name[1:]
    which = bundle.initiative or _namesake(name, records)
    if which:
        return _("talent edit {id} --wishes {wishes}").format(id=which, wishes=wishes)
    told = _('talent add --initiative "{name}" --wishes {wishes}')
    return told.format(name=_unlike(name, records), wishes=wishes)


def _namesake(name: str, records: Records) -> str:
    """The initiative of that name that still takes part, if there is one."""
    named = (p.id for p in records.named(name) if isinstance(p, Initiative) and p.may_be_proposed)
    return next(named, "")


def _unlike(name: str, records: Records) -> str:
    """A name nobody has: one that was stopped may have had it."""
    numbered = (f"{name} {number}" for number in count(2))
    return next(free for free in chain((name,), numbered) if not records.named(free))


def _name(bundle: Bundle) -> str:
    return bundle.word if bundle.concept is None else label(bundle.concept)


def _shown(bundle: Bundle, records: Records) -> Iterator[Block]:
    rows = [(wish.id, _called(wish.who, records), _asks(wish)) for wish in bundle.wishes]
    title = _("{name}: {count} people").format(name=_name(bundle), count=bundle.people)
    yield Table(("", _("who"), _("asks")), rows, title=title, wide=2)
    if bundle.initiative is not None:
        carrying = _called(bundle.initiative, records)
        yield Lines([_("Carried by {name}.").format(name=carrying)])
    able = [(_called(c.id, records), _because(c, bundle)) for c in bundle.carriers]
    yield Table((_("who"), _("because")), able, title=_("could carry it"), wide=1)
    yield Lines([text for text in (line(bundle, records),) if text])
    yield Lines([""])


def _asks(wish: Like) -> str:
    if wish.beside is None:
        return wish.text
    near = _("close: {label}").format(label=label(wish.beside))
    return f"{wish.text}  ({near})"


def _called(who: str, records: Records) -> str:
    return f"{records.party(who).spoken} ({who})"


def _because(carrier: Carrier, bundle: Bundle) -> str:
    reason = msgspec.structs.replace(carrier.reason, wants=_name(bundle))
    if reason.how == "job":  # an organisation does that work, it is nobody's former job
        reason = msgspec.structs.replace(reason, how="concept")
    return reasons.sentence(reason)


def _as_data(bundle: Bundle, records: Records) -> dict[str, object]:
    concept = None if bundle.concept is None else bundle.concept.id
    initiative = bundle.initiative
    return {
        "concept": {"id": concept, "name": _name(bundle)},
        "people": bundle.people,
        "wishes": [
            {
                "id": wish.id,
                "text": wish.text,
                "who": _party(wish.who, records),
                "beside": None if wish.beside is None else wish.beside.id,
                "linked": wish.linked,
            }
            for wish in bundle.wishes
        ],
        "carriers": [
            {
                **_party(carrier.id, records),
                "kind": records.initiatives[carrier.id].kind,
                "reason": _because(carrier, bundle),
            }
            for carrier in bundle.carriers
        ],
        "initiative": None if initiative is None else _party(initiative, records),
        "line": line(bundle, records),
    }


def _party(who: str, records: Records) -> dict[str, str]:
    return {"id": who, "name": records.party(who).name}

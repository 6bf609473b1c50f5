"""Settling who is meant, before a verb starts: found, asked, or an error that helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from talentregister.cli.ask import ask, choose, confirm
from talentregister.cli.session import Session
from talentregister.errors import Ambiguous, NotFound, Usage
from talentregister.language.i18n import gettext as _
from talentregister.model.records import Party, Records
from talentregister.model.resident import Resident
from talentregister.register import who
from talentregister.register.outcome import Notice, notice


@dataclass(frozen=True)
class Settled:
    """Who is meant, the words that follow, and what was said about the reading."""

    parties: tuple[Party, ...]
    words: tuple[str, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def party(self) -> Party:
        """The one who is meant. Raises Usage("one_at_a_time") where only one can be."""
        if len(self.parties) > 1:
            raise Usage("one_at_a_time")
        return self.parties[0]

    @property
    def alone(self) -> Party:
        """
        The one who is meant, when nothing else was said: "show Els Dijkstra" is not Els Postma.

        Raises Usage("words_left") for any other word.
        """
        if self.words:
            raise Usage("words_left", text=" ".join(self.words))
        return self.party

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of everyone who is meant."""
        return tuple(party.id for party in self.parties)


def settle(
    session: Session, records: Records, words: Sequence[str] | None, *, writes: bool
) -> Settled:
    """
    WHO at the beginning of `words` (several joined by a comma), and the rest.

    Raises Usage("who_missing", hint="example"), NotFound("who_unknown", "who_nearly") with the
    nearest names, Ambiguous("who_ambiguous") with the candidates.
    """
    words = words or _asked(session, writes=writes)
    if not words:
        raise Usage("who_missing", hint="example")
    taken = who.leading(records, words)
    found = [
        one(session, records, text, writes=writes)
        for text in who.several(" ".join(words[:taken])) or [words[0]]
    ]
    notices = tuple(said for _, said in found if said is not None)
    first, _ = found[0]
    if writes and _goes_on(words, taken, first):
        said_as = " ".join(words[: taken + 1])
        notices += (notice("name_goes_on", text=said_as, name=first.name, id=first.id),)
    parties = {party.id: party for party, _ in found}
    return Settled(tuple(parties.values()), tuple(words[taken:]), notices)


def _goes_on(words: Sequence[str], taken: int, party: Party) -> bool:
    """Whether what was typed may be the name of somebody else: "Jan Jansen", for Jan de Boer."""
    if taken != 1 or len(words) < 3 or not isinstance(party, Resident):
        return False
    name, behind = words[0], words[1]
    alone = name.istitle() and " " not in name and " " in party.name
    return alone and behind.istitle() and behind.isalpha()


def _asked(session: Session, *, writes: bool) -> list[str]:
    """Nothing after a verb that writes, on a terminal: who it is about is the first question."""
    answer = ask(_("Who is it about?")) if writes and session.asks else ""
    return [answer] if answer else []


def one(
    session: Session, records: Records, text: str, *, writes: bool
) -> tuple[Party, Notice | None]:
    """The one party `text` means, and what is worth saying about how it was read."""
    found = who.find(records, text)
    if not found.parties and who.is_id(text):
        raise NotFound("id_unknown", id=text)
    if not found.parties:
        nearest = who.nearest(records, text)
        raise NotFound("who_unknown", hint="add_who", text=text, candidates=nearest)
    party = found.parties[0] if len(found.parties) == 1 else _chosen(session, found)
    if found.level < 4:
        return party, None
    if writes and not _meant(session, text, party):
        raise NotFound("who_nearly", text=text, candidates=who.candidates(found.parties))
    return party, notice("read_as", name=party.name, id=party.id)


def _chosen(session: Session, found: who.Found) -> Party:
    candidates = who.candidates(found.parties)
    if session.asks:
        question = _("“{text}” may be several people:").format(text=found.text)
        if (place := choose(question, candidates)) is not None:
            return found.parties[place]
    raise Ambiguous("who_ambiguous", text=found.text, candidates=candidates)


def _meant(session: Session, text: str, party: Party) -> bool:
    if not session.asks:
        return False
    question = _("Nobody is called “{text}”. Did you mean {name} ({id})?")
    return confirm(question.format(text=text, name=party.name, id=party.id))

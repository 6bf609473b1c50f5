"""Registers of every shape for the tests: written down, exported, brought together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from talentregister import storage
from talentregister.exchange import bringing, merging, whole
from talentregister.exchange.merging import Merging
from talentregister.exchange.planning import Answer
from talentregister.model.base import Record
from talentregister.model.followup import FollowUp
from talentregister.model.initiative import InHands, Initiative, Result
from talentregister.model.link import Link, Reached, Rejection, Side
from talentregister.model.note import Note, Round
from talentregister.model.records import TABLES
from talentregister.model.resident import Answer as Agreed
from talentregister.model.resident import Consent, Met, Resident, Spoken
from talentregister.model.statement import Statement
from talentregister.storage import Home, erasure, reading
from talentregister.storage.layout import Stored
from tests.exchange import desks
from tests.exchange.desks import TODAY
from tests.storage.looking import rewrite

DAYS = st.sampled_from([date(2025, 3, 1), date(2026, 2, 28), date(2026, 11, 21)])
WORDS = st.sampled_from(["naaien", "Naaien", "koken; bakken", "tuin\nhond", "=1+1", "Zoë 🎻"])
NAMES = st.sampled_from(["An de Vries", "Vries, de, An", "Noor", "Kees Blok", "Zoë Yılmaz"])
# Every example writes registers: see `tests.conftest`.
costly = settings(settings.get_profile("costly"), suppress_health_check=[HealthCheck.too_slow])


class Desk(desks.Desk):
    """A register on a desk, and what other registers do to it."""

    def add(self, kind: type[Record], /, **fields: Any) -> str:
        """A record of a kind; its id."""
        with storage.transaction(self.home, "add", self.today) as change:
            return change.add(kind, **fields).id

    def put(self, record_id: str, **fields: Any) -> None:
        """Something about a record changes."""
        import msgspec

        record = self.records.get(record_id)
        assert record is not None
        with storage.transaction(self.home, "edit", self.today) as change:
            change.put(msgspec.structs.replace(record, **fields))

    def export(self) -> Path:
        """The whole register as a file."""
        path = self.folder / f"{self.home.register.stem}-export.json"
        path.write_bytes(whole.written(reading.document(self.home)))
        return path

    def plan(self, path: Path, answer: str = "", *, anyway: bool = True) -> Merging:
        """What another register would do."""
        given = Answer(answer) if answer else None  # type: ignore[arg-type]  # one of three
        other = whole.read(path, self.home)
        stones = erasure.tombstones(self.home)
        return merging.plan(other, self.records, stones, decide=lambda _: given, anyway=anyway)

    def take(self, path: Path, answer: str = "", *, anyway: bool = True) -> Merging:
        """Another register, written down."""
        plan = self.plan(path, answer, anyway=anyway)
        bringing.bring(self.home, self.today, plan)
        return plan


def everything(home: Home) -> dict[str, Stored]:
    """Every record as it stands."""
    document = reading.document(home)
    return {
        stored["id"]: stored for table in TABLES.values() for stored in document[table].values()
    }


def verdicts(plan: Merging) -> list[str]:
    """The verdict of everybody."""
    return [arrival.verdict for arrival in plan.rows]


def fill(desk: Desk, data: st.DataObject, *, unknown: bool = False) -> None:
    """Let some people live in a register, with everything that can be about them."""
    draw = data.draw
    with storage.transaction(desk.home, "add", draw(DAYS)) as change:
        people = [change.add(Resident, **draw(residents())).id for _ in range(draw(COUNTS))]
        doings = [
            change.add(Initiative, **draw(initiatives(people))).id for _ in range(draw(COUNTS))
        ]
        everybody = [*people, *doings]
        if not everybody:
            return
        who = st.sampled_from(everybody)
        said = [
            change.add(Statement, owner=draw(who), **draw(STATEMENTS)).id
            for _ in range(draw(COUNTS))
        ]
        for _ in range(draw(COUNTS)):
            about = tuple(draw(st.lists(who, min_size=1, max_size=3, unique=True)))
            change.add(Note, about=about, text=draw(WORDS), on=draw(st.none() | DAYS))
        change.add(Round, street="Irenestraat", on=draw(DAYS), doors=14, opened=6, willing=3)
        pairs = [(one, other) for one in people for other in everybody if one < other]
        links = []
        for pair in draw(st.lists(st.sampled_from(pairs), max_size=3)) if pairs else ():
            sides = tuple(Side(who=key, share=draw(ANSWERS)) for key in pair)
            about = (
                tuple(draw(st.lists(st.sampled_from(said), max_size=2, unique=True)))
                if said
                else ()
            )
            history = (Reached(state="proposed", on=draw(DAYS)),)
            links.append(change.add(Link, sides=sides, statements=about, history=history).id)
            change.add(Rejection, pair=pair, ask=about[0] if about else None, on=draw(DAYS))
        for _ in range(draw(COUNTS)):
            change.add(
                FollowUp, about=draw(st.sampled_from([*everybody, *links])), **draw(PROMISES)
            )
    if unknown:
        rewrite(desk.home, _with_strangers)


COUNTS = st.integers(0, 3)
ANSWERS: st.SearchStrategy[Agreed] = st.sampled_from(("yes", "no", "not_asked"))


def _with_strangers(document: Any) -> None:
    """Keys that no record knows, in a record and inside a value of one; and a table of them."""
    for name in TABLES.values():
        for stored in document[name].values():
            stored["mood"] = {"sunny": [1, None, True, "ë"]}
            for side in stored.get("sides", ()):
                side["hat"] = "blue"


# Made once: making a strategy takes longer than drawing from it.
KNOWN: dict[str, st.SearchStrategy[Any]] = {
    "area": WORDS,
    "consents": st.lists(
        st.builds(
            Consent, purpose=st.sampled_from(["keep", "share"]), given=st.booleans(), on=DAYS
        ),
        max_size=2,
        unique_by=lambda consent: consent.purpose,
    ).map(tuple),
    "email": st.sampled_from(["an@example.org", "bep@example.org"]),
    "extra": st.dictionaries(WORDS, WORDS, max_size=2),
    "languages": st.just((Spoken(name="Frans", level="B1"),)),
    "met": st.builds(Met, on=DAYS, occasion=WORDS),
    "phone": st.sampled_from(["0612345678", "0591123456"]),
    "ref": st.sampled_from(["A1", "A2"]),
    "status": st.sampled_from(["active", "stopped", "resting", "frozen"]),
}
CHOSEN = st.sets(st.sampled_from(sorted(KNOWN)), max_size=4)
DOING = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Leeskring", "Tuin", "VV Kerkenbosch"]),
        "kind": st.sampled_from(["residents", "association"]),
        "results": st.sampled_from([(), (Result(on=TODAY, text="feest", count=3),)]),
        "in_hands_of": st.sampled_from([None, InHands(who="shared", since=TODAY)]),
    }
)
STATEMENTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["can", "wants"]),
        "text": WORDS,
        "state": st.sampled_from(["open", "withdrawn", "fulfilled"]),
        "will_show": st.sampled_from(["yes", "no", "not_asked"]),
    }
)
PROMISES = st.fixed_dictionaries(
    {
        "due": DAYS,
        "reason": WORDS | st.just(""),
        "condition": st.just("") | WORDS,
        "moved": st.lists(DAYS, max_size=1).map(tuple),
        "state": st.sampled_from(["open", "done"]),
    }
)


@st.composite
def residents(draw: st.DrawFn) -> dict[str, Any]:
    """What may be known of somebody."""
    return {"name": draw(NAMES), **{key: draw(KNOWN[key]) for key in sorted(draw(CHOSEN))}}


@st.composite
def initiatives(draw: st.DrawFn, people: list[str]) -> dict[str, Any]:
    """What may be known of something neighbours do."""
    carriers = draw(st.lists(st.sampled_from(people), max_size=2, unique=True)) if people else []
    return {**draw(DOING), "carriers": tuple(carriers)}

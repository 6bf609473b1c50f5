"""
When somebody has time: read from what she types, printed back in full.

Reading never guesses. A text falls into clauses; a clause is understood as a
whole or kept, as typed, in the note. Where a clause that is not understood may
turn the others round ("agenda is vol, maar ma niet") all of it goes to the note.
What `show` prints is read back as the same value, in either language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from talentregister.language import dates, i18n
from talentregister.language.calendar_names import MONTH_NAMES
from talentregister.language.names import fold
from talentregister.language.weeks import (
    EXCEPTIONS,
    RANGE,
    SLOTS,
    VOCABULARY,
    Piece,
    in_order,
    listed,
    lookup,
    parts_between,
    read_slots,
    show_slots,
    without_each,
)

Slot = Literal[
    "mon_morning", "mon_afternoon", "mon_evening", "tue_morning", "tue_afternoon", "tue_evening",
    "wed_morning", "wed_afternoon", "wed_evening", "thu_morning", "thu_afternoon", "thu_evening",
    "fri_morning", "fri_afternoon", "fri_evening", "sat_morning", "sat_afternoon", "sat_evening",
    "sun_morning", "sun_afternoon", "sun_evening",
]  # fmt: skip
Every = Literal["week", "two_weeks", "month"]


class Availability(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={"start": "from", "except_": "except"},
):
    """
    When somebody has time; what was not said is empty.

    `until` is the last day; `slots` and `except_` stand in the order of `SLOTS`
    and `EXCEPTIONS`; no slots means nothing was said, not that nothing is free.
    """

    start: date | None = None
    until: date | None = None
    slots: tuple[str, ...] = ()
    every: Every | None = None
    except_: tuple[str, ...] = ()
    condition: str = ""
    note: str = ""


# --- words -----------------------------------------------------------------

_FROM = frozenset({"vanaf", "from", "starting", "na", "after", "per"})
_UNTIL = frozenset({"tot", "t/m", "totenmet", "until", "till"})
_CONDITION = (
    r"(?:als|wanneer|zodra|mits|indien|when|if) \S|once (?!a |every )\S"
    r"|(?:na|after) (?:mijn|m'n|zijn|z'n|haar|hun|my|his|her|their) \S"
    r"|(?:na|after) (?:pensioen|pensionering|retirement)\b"
)
_CLOCK = (
    r"(?:vanaf|na|voor|tot|om|tussen|from|after|before|until|till|at|between) "
    r"\d{1,2}(?:[.:]\d\d)?(?: ?(?:uur|u|h|am|pm)\b.*| (?:en|and|tot|to) \d.*)?"
)
_HOURS = frozenset({"uur", "u", "h", "am", "pm"})
# Hours right behind a day or a part of it: "ma 13-15", "wo 9.30 - 12 u", "do 17u".
_HOUR = r"(?P<{name}>\d{{1,2}})(?:[.:]\d\d)? ?(?P<{name}_u>uur|u|h)?"
_BETWEEN = rf"{_HOUR.format(name='start')}(?: ?(?:-|–|tot|to) ?{_HOUR.format(name='end')})?"
# No earlier does anything begin: "ma 3-5" may be the fifth month.
_EARLIEST, _LATEST = 7, 24
_OFTEN: Mapping[str, Every] = {"week": "week", "two_weeks": "two_weeks", "month": "month"}
# A dot ends a clause only after a long word: "di. en do. avond" goes on.
_CLAUSES = r"[,;\n]+|(?<=\w{5})\.(?=\s|$)|\s+(?=(?:maar|but)\s)"
_BUT = r"^(?:maar|but)\s+"
# Words that may turn round what stands beside them: "vr, altijd bij kleinkind".
_TURNING = (
    r"\b(?:niet|geen|nooit|zonder|weg|druk|bezet|vol|altijd|behalve|werk\w*|oppas\w*"
    r"|(?:klein)?kind(?:eren)?|nee|maar|no|not|never|without|busy|full|always|except|work\w*"
    r"|can't|cannot|bij (?!mij\b|ons\b|voorkeur\b))\b"
)
_HARMLESS = (
    r"\b(?:niet te \w+|niet (?:voor|na) \d+|geen probleem|not too \w+|not (?:before|after) \d+"
    r"|no problem)\b"
)


# --- reading: words to pieces --------------------------------------------------


def _is_day(words: Sequence[str]) -> bool:
    """Tell whether days stand here."""
    return bool(words) and words[0] in VOCABULARY and VOCABULARY[words[0]].kind == "days"


def _hours(rest: str) -> Piece | None:
    """The parts of the day that hours lie in; None when they are none: "ma 13-4"."""
    found = re.fullmatch(_BETWEEN, rest)
    if found is None or not (found["end"] or found["start_u"]):
        return None
    start = int(found["start"])
    end = int(found["end"] or start + 1)
    told = _EARLIEST <= start < end <= _LATEST
    return parts_between(start, end) if told else None


def _starts_bare(words: list[str]) -> bool:
    """Tell whether a day from which on begins without "vanaf": "over een jaar"."""
    return words[0] == "over" or words[:2] in (["volgend", "jaar"], ["next", "year"])


def _date_piece(words: list[str], today: date) -> tuple[Piece, int] | None:
    """Read "vanaf 1 mei", "tot de zomer" or "over een jaar"."""
    # "Vanaf ma" may go on as "ma avond": a weekday alone is no date here.
    if _is_day(words[1:]) and not any(word[0].isdigit() for word in words[2:3]):
        return None
    # "Over een jaar" is a date as a whole, "na de zomer" too, but not "na 1 mei".
    skips = (0,) if _starts_bare(words) else (0, 1) if words[0] in ("na", "after") else (1,)
    for skipped in skips:
        found = dates.leading(words[skipped:], today)
        if found and _HOURS.isdisjoint(words[skipped + found[1] :][:1]):
            kind: Literal["from", "until"] = "until" if words[0] in _UNTIL else "from"
            return Piece(kind, day=found[0].day), skipped + found[1]
    return None


def _next(words: list[str], before: Piece | None, today: date) -> tuple[Piece, int] | None:
    """Return the piece at the beginning of `words` and how many words it took."""
    rest = " ".join(words)
    if re.match(_CONDITION, rest):
        return Piece("condition"), len(words)
    if before and re.fullmatch(_CLOCK, rest):
        return Piece("remark"), len(words)
    told = _hours(rest) if before and before.kind == "days" and not before.parts else None
    if told:
        return told, len(words)
    word = words[0]
    if before and before.kind == "days" and _is_day(words[1:]):
        if word in RANGE:
            return Piece("range"), 1
        if word in _UNTIL:  # "ma tot vr": with Friday or without?
            return None
    if word in ("van", "from") and _is_day(words[1:]) and words[2:3] and words[2] in RANGE:
        return Piece("filler"), 1
    if _starts_bare(words) or word in _FROM | _UNTIL:
        return _date_piece(words, today)
    return lookup(words)


def _pieces(clause: str, today: date) -> list[Piece] | None:
    """Return the pieces of a clause, or None when a word of it is not understood."""
    typed = re.findall(r"(?:tot en met(?!\S)|\S+)", " ".join(clause.split()), re.IGNORECASE)
    words = [fold(word).strip(".:!").replace(" ", "") for word in typed]
    if not all(words):
        return None
    pieces: list[Piece] = []
    at = 0
    while at < len(words):
        found = _next(words[at:], pieces[-1] if pieces else None, today)
        if found is None:
            return None
        piece, taken = found
        if piece.text == "hours":  # told as parts of the day, and as typed
            pieces.append(piece)
            piece = Piece("remark")
        if piece.kind in ("condition", "remark"):
            piece = piece._replace(text=" ".join(typed[at:]))
        at += taken
        pieces.append(piece)
    return without_each([piece for piece in pieces if piece.kind != "filler"])


# --- reading: pieces to a clause ---------------------------------------------


class _Clause(NamedTuple):
    """What one clause says; `ends` is the mode the next clause may go on in."""

    slots: tuple[Piece, ...] = ()
    minus: tuple[Piece, ...] = ()
    except_: frozenset[str] = frozenset()
    single: tuple[Piece, ...] = ()  # every, from, until, condition, remark
    ends: str = ""

    @property
    def is_solid(self) -> bool:
        """Tell whether it holds more than words that have another meaning too."""
        long = any(len(piece.text) > len("zat") for piece in self.slots + self.minus)
        return long or bool(self.except_ or self.single)


def _clause(pieces: Sequence[Piece], mode: str) -> _Clause | None:
    """Sort the pieces out; None when they make no sense together."""
    clause = _Clause()
    went_on = mode
    mode = ""
    for piece in pieces:
        if piece.kind == "not":
            mode = "not"
        elif piece.kind == "except":
            if mode not in ("not", "except") and went_on != "except":
                return None
            mode = "except"
            clause = clause._replace(except_=clause.except_ | {piece.text})
        elif piece.kind in ("every", "from", "until", "condition", "remark"):
            if mode == "not":
                return None
            mode = ""
            clause = clause._replace(single=(*clause.single, piece))
        elif mode in ("not", "minus"):
            mode = "minus"
            clause = clause._replace(minus=(*clause.minus, piece))
        elif piece.kind != "join" and (mode == "except" or went_on == "minus"):
            return None  # "niet op maandag, dinsdag": is Tuesday in or out?
        elif mode != "except":
            clause = clause._replace(slots=(*clause.slots, piece))
        went_on = ""
    said = clause.slots or clause.minus or clause.except_ or clause.single
    return clause._replace(ends=mode) if said and mode != "not" else None


# --- reading: clauses to a value ---------------------------------------------


class _Read(NamedTuple):
    """
    The clauses of a text: those understood, and those not, as typed.

    It is unclear when words of availability stand together without making sense.
    """

    clauses: tuple[_Clause, ...]
    unknown: tuple[str, ...]
    is_unclear: bool


def read(text: str, today: date) -> Availability:
    """
    Return when somebody has time, seen from `today`.

    What is not understood stands in `note` as it was typed.
    """
    text = text.strip()
    head, remark = _without_remark(text)
    found = _read_clauses(head, today)
    value = _assembled(found, remark)
    return Availability(note=text) if value is None else value


def _without_remark(text: str) -> tuple[str, str]:
    """Split off a remark in brackets at the end."""
    head, bracket, remark = text.partition("(")
    if bracket and text.endswith(")"):
        return head, remark[:-1].strip()
    return text, ""


def _read_clauses(text: str, today: date) -> _Read:
    """Read clause by clause; a comma inside a row of days or months is no end."""
    known: list[_Clause] = []
    unknown: list[str] = []
    mode = ""
    is_unclear = False
    for typed in re.split(_CLAUSES, text):
        clause = typed.strip()
        if not clause:
            continue
        pieces = _pieces(re.sub(_BUT, "", clause) if known else clause, today)
        sorted_out = _clause(pieces, mode) if pieces else None
        is_unclear |= bool(pieces) and sorted_out is None
        if sorted_out is None or re.search(r"[()]", clause):
            unknown.append(clause)
            mode = ""
        else:
            known.append(sorted_out)
            mode = sorted_out.ends
    return _Read(tuple(known), tuple(unknown), is_unclear)


def _assembled(found: _Read, remark: str) -> Availability | None:
    """Put the clauses together; None when it is safer to keep the text as it is."""
    clauses, unknown, is_unclear = found
    if is_unclear:
        return None
    if unknown:
        turning = any(
            re.search(_TURNING, re.sub(_HARMLESS, "", fold(clause))) for clause in unknown
        )
        if turning or not any(clause.is_solid for clause in clauses):
            return None
    single = [piece for clause in clauses for piece in clause.single]
    slots = _slots(clauses)
    if slots is None or any(_count(single, kind) > 1 for kind in ("every", "from", "until")):
        return None
    except_ = {token for clause in clauses for token in clause.except_}
    notes = [*_texts(single, "remark"), *unknown, *([remark] if remark else [])]
    return Availability(
        start=next((piece.day for piece in single if piece.kind == "from"), None),
        until=next((piece.day for piece in single if piece.kind == "until"), None),
        slots=slots,
        every=next((_OFTEN[piece.text] for piece in single if piece.kind == "every"), None),
        except_=tuple(sorted(except_, key=EXCEPTIONS.index)),
        condition=", ".join(_texts(single, "condition")),
        note=", ".join(notes),
    )


def _slots(clauses: Sequence[_Clause]) -> tuple[str, ...] | None:
    """Return the slots of all clauses, without those that were taken away."""
    plus: list[Piece] = []
    for clause in clauses:
        if clause.slots:
            plus += [Piece("comma"), *clause.slots]
    slots = read_slots(plus[1:])
    taken = [read_slots(clause.minus) for clause in clauses if clause.minus]
    if slots is None or None in taken:
        return None
    if not taken:
        return slots
    away = {slot for minus in taken if minus for slot in minus}
    return in_order(set(slots or SLOTS) - away)


def _count(pieces: Sequence[Piece], kind: str) -> int:
    return sum(piece.kind == kind for piece in pieces)


def _texts(pieces: Sequence[Piece], kind: str) -> list[str]:
    return [piece.text for piece in pieces if piece.kind == kind]


# --- showing -----------------------------------------------------------------

_EVERY: Mapping[i18n.Language, Mapping[Every, str]] = {
    "nl": {"week": "elke week", "two_weeks": "om de week", "month": "één keer per maand"},
    "en": {"week": "every week", "two_weeks": "every other week", "month": "once a month"},
}
_EXCEPT: Mapping[i18n.Language, Sequence[str]] = {
    "nl": (
        *MONTH_NAMES["nl"], "het voorjaar", "de zomer", "het najaar", "de winter",
        "de schoolvakanties", "de zomervakantie", "de kerstvakantie",
    ),
    "en": (
        *MONTH_NAMES["en"], "the spring", "the summer", "the autumn", "the winter",
        "the school holidays", "the summer holidays", "the Christmas holidays",
    ),
}  # fmt: skip
_FROM_UNTIL: Mapping[i18n.Language, tuple[str, str, str, str]] = {
    "nl": ("vanaf", "tot", "niet in", "en"),
    "en": ("from", "until", "not in", "and"),
}
# Whether a note reads as something else does not depend on the day.
_ANY_DAY = date(2026, 1, 1)


def show(availability: Availability) -> str:
    """Return the whole availability in the language spoken now; empty when nothing is known."""
    language = i18n.language()
    start, until, except_, conjunction = _FROM_UNTIL[language]
    said = [_show_slots_and_every(availability, language)]
    if availability.start:
        said.append(f"{start} {_show_start(availability.start, language)}")
    if availability.until:
        said.append(f"{until} {_show_day(availability.until, language)}")
    if availability.except_:
        names = [_EXCEPT[language][EXCEPTIONS.index(token)] for token in availability.except_]
        said.append(f"{except_} {listed(names, conjunction)}")
    text = ", ".join(part for part in (*said, availability.condition) if part)
    note = availability.note
    if not note:
        return text
    # A note that would read as more than a note stands in brackets.
    if not text and read(note, _ANY_DAY) == availability:
        return note
    return f"{text} ({note})" if text else f"({note})"


def _show_slots_and_every(availability: Availability, language: i18n.Language) -> str:
    """Return "om de week op vrijdag", "elke maandagochtend", "dinsdag"."""
    every = _EVERY[language][availability.every] if availability.every else ""
    if not availability.slots:
        return every
    shown = show_slots(availability.slots, language)
    if not every:
        return shown.text
    if availability.every == "week" and shown.first == "list":
        return f"{every.split()[0]} {shown.text}"
    return f"{every} {shown.lead}{shown.text}"


def _show_day(day: date, language: i18n.Language) -> str:
    return f"{day.day} {_show_month(day, language)}"


def _show_month(day: date, language: i18n.Language) -> str:
    return f"{MONTH_NAMES[language][day.month - 1]} {day.year:04}"


def _show_start(day: date, language: i18n.Language) -> str:
    """Return a month for its first day: that is how people say it."""
    return _show_month(day, language) if day.day == 1 else _show_day(day, language)


# --- comparing -----------------------------------------------------------------


def fits(one: Availability, other: Availability) -> bool | None:
    """
    Tell whether two people have time together: yes, no, or None for unknown.

    It is unknown while one of them said no days, or has time on a condition.
    """
    if _is_over(one, other) or _is_over(other, one):
        return False
    if not one.slots or not other.slots:
        return None
    if set(one.slots).isdisjoint(other.slots):
        return False
    return None if one.condition or other.condition else True


def _is_over(one: Availability, other: Availability) -> bool:
    """Tell whether the one ends before the other begins."""
    return one.until is not None and other.start is not None and one.until < other.start


def starts_after(availability: Availability, day: date) -> bool:
    """Tell whether it begins only after `day`."""
    return availability.start is not None and availability.start > day

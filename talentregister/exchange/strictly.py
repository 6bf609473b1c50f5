"""
JSON that says one thing only: what other readers pass over in silence is refused.

A key that stands twice, a number that is none or too large for one, half a
character, a nest without end: each is said with its place. A place is made of
names the model knows and of numbers; whatever else stands there is `…`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import inspect

from talentregister.errors import Usage
from talentregister.model.records import KINDS, Meta, Register

# Deeper than anything a register holds, and far from where Python gives up.
DEEPEST = 20
# Longer numbers than these no field of the model has.
_DIGITS = 15


class _Wrong:
    """What stands where something else should: the error it is, and the key it is about."""

    def __init__(self, error: Usage, key: str = "") -> None:
        self.error = error
        self.key = key


def document(blob: bytes, file: str) -> Any:
    """
    What a JSON text says.

    Raises Usage("json_encoding", "json_broken", "json_deep", "json_number",
    "json_twice", "json_half"), with `file` in the sentence.
    """
    try:
        text = blob.decode("utf-8")
    except UnicodeDecodeError:
        raise Usage("json_encoding", file=file) from None
    found: list[_Wrong] = []
    told = _parsed(text, found, file)
    if found or _deepest(told) > DEEPEST or "\\u" in text:
        for wrong, place in _faults(told):
            wrong.error.parameters.update(where=_said(place), file=file)
            raise wrong.error
    return told


def _parsed(text: str, found: list[_Wrong], file: str) -> Any:
    """The values, with every fault in its place, so that the place can be said."""

    def wrong(error: Usage, key: str = "") -> _Wrong:
        found.append(_Wrong(error, key))
        return found[-1]

    def whole(digits: str) -> Any:
        return int(digits) if len(digits) <= _DIGITS else wrong(Usage("json_number"))

    def broken(digits: str) -> Any:
        number = float(digits)
        return number if abs(number) < 10**_DIGITS else wrong(Usage("json_number"))

    def once(pairs: list[tuple[str, Any]]) -> Any:
        told = dict(pairs)
        if len(told) < len(pairs):
            counted = Counter(key for key, _ in pairs)
            return wrong(Usage("json_twice"), counted.most_common(1)[0][0])
        return told

    try:
        return json.loads(
            text,
            object_pairs_hook=once,
            parse_int=whole,
            parse_float=broken,
            parse_constant=lambda _: wrong(Usage("json_number")),
        )
    except RecursionError:
        raise Usage("json_deep", where="…", file=file) from None
    except json.JSONDecodeError as error:
        raise Usage("json_broken", line=error.lineno, file=file) from None


def _deepest(value: Any, depth: int = 0) -> int:
    """How deep it is nested; no further than is needed to know that it is too deep."""
    inner: Any = ()
    if type(value) is dict:
        inner = value.values()
    elif type(value) is list:
        inner = value
    if depth > DEEPEST:
        return depth
    nested = (_deepest(v, depth + 1) for v in inner if type(v) is dict or type(v) is list)
    return max(nested, default=depth)


def _faults(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[_Wrong, Any]]:
    """Everything that is wrong, with its place."""
    if isinstance(value, _Wrong):
        yield value, (*place, value.key) if value.key else place
    elif isinstance(value, str) and not value.isascii() and _is_half(value):
        yield _Wrong(Usage("json_half")), place
    elif len(place) > DEEPEST:
        yield _Wrong(Usage("json_deep")), place[:4]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _faults(key, place)
            yield from _faults(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _faults(inner, (*place, number))


def _is_half(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _said(place: tuple[str | int, ...]) -> str:
    """A place in words that tell nothing of anybody."""
    known = _names()
    steps = [f"[{step}]" if isinstance(step, int) else f".{_step(step, known)}" for step in place]
    return "".join(steps).removeprefix(".") or "…"


def _step(step: str, known: frozenset[str]) -> str:
    return step if step in known or (step.isdecimal() and len(step) <= _DIGITS) else "…"


@cache
def _names() -> frozenset[str]:
    """Every name of a field or a table."""
    names: set[str] = set()

    def gather(kind: inspect.Type) -> None:
        if isinstance(kind, inspect.StructType):
            for field in kind.fields:
                names.add(field.encode_name)
                gather(field.type)
        for inner in (*getattr(kind, "types", ()), getattr(kind, "item_type", None)):
            if inner is not None:
                gather(inner)

    for struct in (Register, Meta, *KINDS.values()):
        gather(inspect.type_info(struct))
    return frozenset(names)

"""Many ids in few words: an import of thousands of rows is written as `s101-s40100`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def spans(ids: Iterable[str]) -> list[str]:
    """Ids in order, runs of consecutive numbers as one span."""
    runs: list[tuple[str, int, int]] = []
    for letter, number in sorted((i[0], int(i[1:])) for i in ids):
        if runs and runs[-1][0] == letter and runs[-1][2] + 1 == number:
            runs[-1] = (letter, runs[-1][1], number)
        else:
            runs.append((letter, number, number))
    return [
        f"{letter}{first}" if first == last else f"{letter}{first}-{letter}{last}"
        for letter, first, last in runs
    ]


def ids_in(written: Iterable[str]) -> Iterator[str]:
    """The ids that `spans` wrote down."""
    for span in written:
        first, _, last = span.partition("-")
        for number in range(int(first[1:]), int((last or first)[1:]) + 1):
            yield f"{first[0]}{number}"

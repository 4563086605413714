"""Stretches inside quotation marks: paired, left open, or of foreign make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARK = re.compile(r"[“”\"]|(?<![\w.,])[‘'](?=\w)|[’'](?!\w)")
_LONGEST = 2500


@dataclass(frozen=True, slots=True)
class Quote:
    """``[start, end)`` are the characters between the marks; ``outer`` includes them."""

    start: int
    end: int
    closed: bool


def find(text: str) -> list[Quote]:
    """Quotations of the text in order. One that is never closed ends with its paragraph."""
    found: list[Quote] = []
    base = 0
    for line in text.split("\n"):
        found += _in_line(line, base)
        base += len(line) + 1
    return found


def _in_line(line: str, base: int) -> list[Quote]:
    found: list[Quote] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(line):
        mark, at = match[0], match.start()
        if opened is None:
            single = mark in "’'‘"
            after = line[at + 1 : at + 2]
            if (
                mark == "”"
                or (mark == '"' and after in ("", " ", ",", "."))
                or (single and (mark == "’" or not after.isalpha()))
            ):
                continue
            opened = (at, mark)
            continue
        start, first = opened
        if first in "‘'" and mark not in "’'":
            if mark in '“"' and at - start < 3:
                opened = (at, mark)
            continue
        if first in '“"' and mark in "’'‘":
            continue
        if first == "“" and mark == "“" and at - start > 1:
            found.append(Quote(base + start + 1, base + at, False))
            opened = (at, mark)
            continue
        if first in "‘'" and at - start > 400:
            opened = None
            continue
        if at > start + 1:
            found.append(Quote(base + start + 1, base + at, True))
        opened = None
    if opened is not None and opened[1] in '“"' and len(line) - opened[0] > 12:
        found.append(Quote(base + opened[0] + 1, base + min(len(line), opened[0] + _LONGEST), False))
    return found


def mode(text: str, quotes: Sequence[Quote], start: int, end: int) -> str:
    """How a content is given: "direct" when it is quoted whole, "mixed" when words of it are, else "indirect".

    A quoted term of one or two words is no speech.
    """
    inside = sum(max(0, min(q.end, end) - max(q.start, start)) for q in quotes)
    if inside >= 0.85 * (end - start):
        return "direct"
    spoken = [
        q
        for q in quotes
        if min(q.end, end) - max(q.start, start) > 0 and len(text[max(q.start, start) : min(q.end, end)].split()) >= 3
    ]
    return "mixed" if spoken else "indirect"

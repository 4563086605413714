"""Overlapping spans of a text as lanes that can be painted, and the question which of them lie in view.

Plain Python and numpy; all offsets are half-open ``[start, end)`` in whatever unit the caller counts.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSpan:
    """One anchor of one record, as a reader marks it. Offsets are code points of the text version."""

    start: int
    end: int
    kind: str  # the record's kind
    record_id: str
    state: str = "accepted"  # proposed, accepted, edited, rejected, changed
    role: str = "mention"  # mention, content, cue, speaker, evidence, date
    stance: str | None = None  # of a position
    label: str = ""  # what a screen reader says: "Alan Martin"
    anchor_id: str = ""


class SpanIndex:
    """Which spans touch a stretch of text, in the order of their starts, without looking at all of them."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        if len(starts) != len(ends):
            raise ValueError(f"{len(starts)} starts and {len(ends)} ends")
        first = np.asarray(starts, dtype=np.int64)
        last = np.asarray(ends, dtype=np.int64)
        self._order = np.lexsort((-last, first))
        self._starts = first[self._order]
        self._ends = last[self._order]
        self._reach = np.maximum.accumulate(self._ends) if len(first) else self._ends

    def __len__(self) -> int:
        return len(self._order)

    def touching(self, start: int, end: int) -> list[int]:
        """Positions (in the lists given) of the spans with at least one character in ``[start, end)``."""
        high = int(np.searchsorted(self._starts, end, side="left"))
        low = int(np.searchsorted(self._reach, start, side="right"))
        if low >= high:
            return []
        return self._order[low:high][self._ends[low:high] > start].tolist()

    def at(self, offset: int) -> list[int]:
        """Positions of the spans that cover the character at ``offset``."""
        return self.touching(offset, offset + 1)

    def in_order(self) -> list[int]:
        """All positions, by start, the longer first: the order of reading."""
        return self._order.tolist()


def lanes(spans: Sequence[tuple[int, int]]) -> list[int]:
    """A lane for each span so that no two spans in one lane overlap; the lowest free lane is taken.

    One sweep over the starts; the longer of two spans with one start takes the lower lane.
    """
    order = sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1]))
    result = [0] * len(spans)
    busy: list[tuple[int, int]] = []  # (end, lane)
    free: list[int] = []
    count = 0
    for i in order:
        start, end = spans[i]
        while busy and busy[0][0] <= start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            lane = heapq.heappop(free)
        else:
            lane, count = count, count + 1
        result[i] = lane
        heapq.heappush(busy, (end, lane))
    return result


def fold(spans: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int, int]]:
    """Stretches where more than ``most`` spans lie over each other, as (start, end, how many too many at worst)."""
    edges = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans], key=lambda e: (e[0], e[1]))
    result: list[tuple[int, int, int]] = []
    depth = worst = 0
    since = 0
    for at, step in edges:
        before = depth
        depth += step
        if before <= most < depth:
            since, worst = at, depth
        elif depth > most:
            worst = max(worst, depth)
        elif before > most:
            result.append((since, at, worst - most))
    return result


def minus(span: tuple[int, int], holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of ``span`` when the ``holes`` (sorted by start) are taken out of it."""
    at, end = span
    result: list[tuple[int, int]] = []
    for hole_start, hole_end in holes:
        if hole_end <= at or hole_start >= end:
            continue
        if hole_start > at:
            result.append((at, hole_start))
        at = max(at, hole_end)
    if at < end:
        result.append((at, end))
    return result

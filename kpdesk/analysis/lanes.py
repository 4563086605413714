"""Rows inside a lane: bars that meet in time go under each other, the same way whatever part is in view."""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_ROWS = 4
_TOO_MANY = 2000  # bars in one cluster, beyond which rows say nothing and counts do

Floats = NDArray[Any]
Ints = NDArray[Any]


def clusters_in_view(starts: Floats, ends: Floats, low: float, high: float, air: float = 2.0) -> tuple[int, int]:
    """The run of bars (sorted by start) that has to be packed to draw ``low`` to ``high``.

    It begins and ends where no bar reaches over the gap, so that packing it alone gives the rows that packing
    everything would give. Returns the slice bounds.
    """
    if not len(starts):
        return 0, 0
    reach = np.maximum.accumulate(ends) + air
    # A cluster starts where all earlier bars have ended.
    begins = np.flatnonzero(np.concatenate(([True], starts[1:] >= reach[:-1])))
    first_seen = int(np.searchsorted(reach, low + air, side="left"))
    last_seen = int(np.searchsorted(starts, high, side="right"))
    if first_seen >= last_seen:
        return 0, 0
    begin = begins[np.searchsorted(begins, first_seen, side="right") - 1]
    after = np.searchsorted(begins, last_seen, side="left")
    return int(begin), int(begins[after]) if after < len(begins) else len(starts)


def rows_of(starts: Floats, ends: Floats, air: float = 2.0, most: int = MOST_ROWS) -> Ints:
    """The row of each bar, top first; ``most`` where all rows are taken. Bars are sorted by start."""
    rows = np.full(len(starts), most, dtype=np.int64)
    if len(starts) > _TOO_MANY:
        return rows
    free = [-np.inf] * most
    for n, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        for row in range(most):
            if free[row] <= start:
                free[row] = end + air
                rows[n] = row
                break
    return rows


def depth(starts: Floats, ends: Floats, air: float = 2.0, most: int = MOST_ROWS) -> int:
    """How many rows a lane needs, at most ``most``: the greatest number of bars that meet."""
    if not len(starts):
        return 1
    begun = np.arange(1, len(starts) + 1)
    over = np.searchsorted(np.sort(ends + air), starts, side="right")
    return int(min(most, max(1, (begun - over).max())))


def stacked(columns: Ints, most: int) -> tuple[Ints, dict[int, int]]:
    """The place of each mark in the stack of its column, and how many are over ``most`` by column."""
    order = np.argsort(columns, kind="stable")
    ordered = columns[order]
    firsts = np.searchsorted(ordered, ordered, side="left")
    places = np.empty(len(columns), dtype=np.int64)
    places[order] = np.arange(len(columns)) - firsts
    found, counts = np.unique(columns, return_counts=True)
    over = {int(c): int(n - most) for c, n in zip(found, counts, strict=True) if n > most}
    return places, over


class Track:
    """What is taken along one row, as stretches that never overlap."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def is_free(self, low: float, high: float) -> bool:
        at = bisect_left(self._taken, (low, low))
        if at and self._taken[at - 1][1] > low:
            return False
        return at == len(self._taken) or self._taken[at][0] >= high

    def take(self, low: float, high: float) -> bool:
        """Claim the stretch; False, and nothing happens, where some of it is taken."""
        if not self.is_free(low, high):
            return False
        insort(self._taken, (low, high))
        return True

    def block(self, stretches: list[tuple[float, float]]) -> None:
        """Mark stretches as taken that may overlap each other (bars)."""
        merged: list[tuple[float, float]] = []
        for low, high in heapq.merge(self._taken, sorted(stretches)):
            if merged and low <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        self._taken = merged

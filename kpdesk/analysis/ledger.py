"""The position ledger: where each actor stands on each issue as of any day, by counting over a window of time.

Evidence is ranked: reviewed and by the holder itself, then reviewed claims of others, then the same two
unreviewed. Only the best rank there is for a cell is counted, so one unreviewed hit never outvotes what a person
decided; alone, it makes no stance at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpdesk.analysis.date_spans import LAST_DAY, span_of
from kpdesk.domain.vocabulary import DECIDED, STANCES

WINDOW_DAYS = 730  # stances of two years before the latest evidence are counted together
SILENT_DAYS = 730
STANCE_CODES = tuple(STANCES)  # support, oppose, mixed, unclear
SUPPORT, OPPOSE, MIXED, UNCLEAR, NONE = 0, 1, 2, 3, -1
TO_SUPPORT, TO_OPPOSE, STEADY = 1, 2, 3
_OWN, _CLAIMED, _OWN_UNREVIEWED, _CLAIMED_UNREVIEWED = 0, 1, 2, 3
_SCORE = np.array([1, -1, 0, 0])
Ints = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """All cells as of one day, as arrays of holders × issues. ``stance`` is a code of ``STANCE_CODES`` or NONE."""

    day: int
    stance: Ints
    counts: Ints  # holders × issues × 4: evidence of each stance in the window, best rank only
    trend: Ints  # 0, TO_SUPPORT, TO_OPPOSE, STEADY
    conflict: Ints  # both sides in the window, not one after the other
    claimed_only: Ints
    unreviewed_only: Ints
    lone: Ints  # a single unreviewed hit: no stance is taken from it
    last: Ints  # ordinal day of the latest evidence counted, 0 where there is none
    evidence: Ints  # all positions up to the day

    @property
    def silent(self) -> Ints:
        """Nothing was heard for two years."""
        return (self.last > 0) & (self.last < self.day - SILENT_DAYS)


class LedgerIndex:
    """Positions as arrays sorted by cell and day; made once, asked for any day.

    A position starts with id, holder, issue, stance, as of, claimed by, state. Undated ones are counted in
    ``undated`` and left out: they cannot be said to hold on a day.
    """

    def __init__(self, positions: Sequence[tuple], *, holders: Sequence[str] = (), issues: Sequence[str] = ()) -> None:
        columns = list(zip(*positions, strict=True)) or [()] * 7
        _, holder, issue, stance, as_of, claimed, state = columns[:7]
        rows = _numbered((*holders, *holder))
        heads = _numbered((*issues, *issue))
        spans = {d: span_of(d) for d in dict.fromkeys(as_of)}
        firsts = {d: s.first if s else 0 for d, s in spans.items()}
        days = _coded(as_of, firsts)
        dated = np.flatnonzero(days > 0)
        self.undated = len(days) - len(dated)
        self.holders, self.issues = tuple(rows), tuple(heads)
        cells = _coded(holder, rows) * max(1, len(heads)) + _coded(issue, heads)
        others = np.array([bool(c) and c != h for c, h in zip(claimed, holder, strict=True)], dtype=np.int32)
        unreviewed = _coded(state, {s: s not in DECIDED for s in dict.fromkeys(state)})
        stances = _coded(
            stance, {s: STANCE_CODES.index(s) if s in STANCE_CODES else UNCLEAR for s in dict.fromkeys(stance)}
        )
        # By cell, then by day, in one key: far quicker than sorting by two.
        self.order = dated[np.argsort(cells[dated].astype(np.int64) * (LAST_DAY + 1) + days[dated], kind="stable")]
        self.cells, self.days, self.stances = cells[self.order], days[self.order], stances[self.order]
        self.ranks = (others + 2 * unreviewed)[self.order]
        self.filled, self._starts = np.unique(self.cells, return_index=True)
        self._segment = np.repeat(np.arange(len(self.filled)), np.diff(np.append(self._starts, len(self.cells))))

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.holders), len(self.issues)

    @cached_property
    def change_days(self) -> list[int]:
        """The days on which anything is known to begin, in order: what the slider steps through."""
        return np.unique(self.days).tolist()

    def as_of(self, day: int, *, reviewed_only: bool = False, window: int = WINDOW_DAYS) -> Matrix:
        """Every cell as of the end of ``day``."""
        use = self.days <= day
        if reviewed_only:
            use &= self.ranks < 2
        seen = _Runs(self._segment[use])
        best = seen.least(self.ranks[use])
        counted = np.flatnonzero(use)[self.ranks[use] == best[seen.run]]
        ranked = _Runs(self._segment[counted])
        days, stances = self.days[counted], self.stances[counted]
        last = days[ranked.ends]
        near = days > last[ranked.run] - window
        counts = np.bincount(ranked.run[near] * 4 + stances[near], minlength=len(last) * 4).reshape(-1, 4)
        stance, conflict = _present(_Runs(ranked.run[near]), days[near], stances[near], counts)
        lone = (best >= _OWN_UNREVIEWED) & (seen.lengths == 1)
        trend = np.where(lone, 0, _trends(ranked, near, stances, stance))
        stance = np.where(lone, UNCLEAR, stance)
        claimed = (best == _CLAIMED) | (best == _CLAIMED_UNREVIEWED)
        cells = self.filled[seen.ids]
        return Matrix(
            day=day,
            stance=self._spread(cells, stance, NONE), counts=self._spread(cells, counts, 0),
            trend=self._spread(cells, trend, 0), conflict=self._spread(cells, conflict, False),
            claimed_only=self._spread(cells, claimed, False), lone=self._spread(cells, lone, False),
            unreviewed_only=self._spread(cells, best >= _OWN_UNREVIEWED, False),
            last=self._spread(cells, last, 0), evidence=self._spread(cells, seen.lengths, 0),
        )  # fmt: skip

    def _spread(self, cells: Ints, values: Ints, empty: Any) -> Ints:
        """Values of some cells as a full matrix."""
        rows, columns = self.shape
        full = np.full((rows * columns, *values.shape[1:]), empty, dtype=values.dtype)
        full[cells] = values
        return full.reshape(rows, columns, *values.shape[1:])

    def positions_of(self, holder: int, issue: int, *, until: int | None = None) -> list[int]:
        """Places in the given positions of all evidence for a cell, oldest first."""
        cell = holder * max(1, len(self.issues)) + issue
        low, high = np.searchsorted(self.cells, (cell, cell + 1))
        return [int(self.order[n]) for n in range(low, high) if until is None or self.days[n] <= until]


def _numbered(keys: Sequence[str]) -> dict[str, int]:
    return {key: n for n, key in enumerate(dict.fromkeys(keys))}


def _coded(values: Sequence[Any], codes: dict[Any, Any]) -> Ints:
    return np.fromiter(map(codes.__getitem__, values), dtype=np.int32, count=len(values))


class _Runs:
    """Sorted group numbers as runs: ``run`` numbers each element's run, ``ids`` names each run's group."""

    def __init__(self, groups: Ints) -> None:
        fresh = np.ones(len(groups), dtype=bool)
        fresh[1:] = groups[1:] != groups[:-1]
        self.starts = np.flatnonzero(fresh)
        self.ends = np.append(self.starts[1:], len(groups))[: len(self.starts)] - 1
        self.lengths = self.ends - self.starts + 1
        self.run = np.cumsum(fresh) - 1
        self.ids = groups[self.starts]

    def least(self, values: Ints) -> Ints:
        return np.minimum.reduceat(values, self.starts) if len(self.starts) else values

    def most(self, values: Ints) -> Ints:
        return np.maximum.reduceat(values, self.starts) if len(self.starts) else values


def _present(runs: _Runs, days: Ints, stances: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """The stance of each cell by its counts, and where both sides are there at once.

    Sides that follow each other in time are a change of mind: the later one holds. Otherwise the larger count
    does, and of equal counts the later one; what is not clear counts only where nothing else does.
    """
    place = np.arange(len(days), dtype=np.int64)
    latest = np.stack([runs.most(np.where(stances == code, place, -1)) for code in range(4)], axis=1)
    earliest = [runs.least(np.where(stances == code, days, LAST_DAY + 1)) for code in (SUPPORT, OPPOSE)]
    day_of = np.append(days, 0)  # place -1: never
    both = (counts[:, SUPPORT] > 0) & (counts[:, OPPOSE] > 0)
    now_support = both & (day_of[latest[:, OPPOSE]] < earliest[SUPPORT])
    now_oppose = both & (day_of[latest[:, SUPPORT]] < earliest[OPPOSE])
    weight = np.where(counts > 0, counts * np.array([1, 1, 1, 0]) * (len(days) + 1) + latest, -1)
    stance = np.where(now_support, SUPPORT, np.where(now_oppose, OPPOSE, weight.argmax(axis=1)))
    return stance, both & ~now_support & ~now_oppose


def _trends(runs: _Runs, near: Ints, stances: Ints, stance: Ints) -> Ints:
    """Moved within the window, or the same for the last three."""
    place = np.arange(len(stances), dtype=np.int64)
    clear = stances != UNCLEAR
    turned = runs.most(np.where(clear & (stances != stance[runs.run]), place, -1))
    after = np.bincount(runs.run[clear & (place > turned[runs.run])], minlength=len(stance))
    recent = turned >= 0
    recent[recent] = near[turned[recent]]
    was = np.append(stances, UNCLEAR)[turned]
    move = _SCORE[stance] - _SCORE[was]
    moved = np.where(move > 0, TO_SUPPORT, np.where(move < 0, TO_OPPOSE, 0))
    trend = np.where(after >= 3, STEADY, np.where(recent, moved, 0))
    return np.where(stance == UNCLEAR, 0, trend)


def inherited(
    matrix: Matrix, index: LedgerIndex, memberships: Sequence[tuple], day: int
) -> tuple[Ints, dict[int, list[int]]]:
    """Stances that members without evidence of their own take over from a bloc, and the members of each bloc.

    A membership starts with member, bloc, from, to. Returns codes (NONE where nothing is taken over) and, by the
    bloc's row, the rows of its members as of the day. The first bloc with a stance wins.
    """
    rows = {h: n for n, h in enumerate(index.holders)}
    taken = np.full(matrix.stance.shape, NONE)
    members: dict[int, list[int]] = {}
    for member, bloc, start, end, *_ in memberships:
        span = span_of(start, end) if start else None
        ended = span_of(end)
        if member == bloc or member not in rows or bloc not in rows:
            continue
        if (span is not None and span.first > day) or (ended is not None and ended.last < day):
            continue
        a, b = rows[member], rows[bloc]
        if a in members.setdefault(b, []):
            continue
        members[b].append(a)
        free = (matrix.stance[a] == NONE) & (taken[a] == NONE) & (matrix.stance[b] != NONE) & ~matrix.lone[b]
        taken[a] = np.where(free, matrix.stance[b], taken[a])
    return taken, members


def first_and_last_day(index: LedgerIndex) -> tuple[int, int]:
    """The days between which the slider runs; the present year where nothing is dated."""
    if not len(index.days):
        year = date.today().year
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return int(index.days.min()), int(index.days.max())

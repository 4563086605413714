"""Position changes along the axis: counted by year from afar, then signs, then signs with holder and issue."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from kpdesk.analysis.font_metrics import shortened, width
from kpdesk.analysis.lanes import Track, stacked
from kpdesk.analysis.time_scale import Level, TimeScale, fine_years
from kpdesk.analysis.timeline_data import ChangeEntry, TimelineIndex
from kpdesk.analysis.timeline_view import TimelineView
from kpdesk.domain.drawing import Box, Hit, Shape, Sign, Text
from kpdesk.domain.vocabulary import STANCES

ROWS = 3
_ROW = 19.0
_SIGN = 14.0
_COLUMN = 18.0


def draw(index: TimelineIndex, view: TimelineView, x0: float, y: float, h: float) -> tuple[list[Shape], list[Hit]]:
    """The band between ``y`` and ``y + h``; ``x0`` is where the plot begins."""
    if not len(index.changes):
        return [], []
    if view.level is Level.DECADES:
        return _by_year(index, view.scale, x0, y + 14), []
    if view.level is Level.YEARS and not view.whole:
        return _in_columns(index, view, x0, y + h - 12)
    # On paper nothing can be pointed at: the names are written there, in as many rows as the band has.
    return _in_rows(index, view, x0, y + 16, max(ROWS, int((h - 24) // _ROW)))


def _by_year(index: TimelineIndex, scale: TimeScale, x0: float, y: float) -> list[Shape]:
    edges = fine_years(scale)
    shapes: list[Shape] = []
    first = index.changes.first
    for start, stop in pairwise(edges):
        low, high = np.searchsorted(first, (start, stop))
        x = scale.x(start)
        if low == high or x < 0 or scale.x(stop) > scale.width:
            continue
        *numbers, reviewed = (index.change_sums[high] - index.change_sums[low]).tolist()
        counts = dict(zip(STANCES, numbers, strict=True))
        unreviewed = not reviewed
        shown = [s for s in STANCES if counts[s]]
        if len(shown) > 3:
            counts["mixed"] += counts["unclear"]
            shown.remove("unclear")
        for row, stance in enumerate(shown):
            shapes.append(Sign(stance, x0 + x + 9, y + row * _ROW, 11, stance, dash=unreviewed))
            shapes.append(Text(x0 + x + 18, y + 4 + row * _ROW, f"{counts[stance]}", "text", 11))
    return shapes


def _middles(index: TimelineIndex, seen: np.ndarray) -> np.ndarray:
    return (index.changes.first[seen] + index.changes.last[seen] + 1) / 2


def _in_columns(index: TimelineIndex, view: TimelineView, x0: float, base: float) -> tuple[list[Shape], list[Hit]]:
    scale, spans = view.scale, index.changes
    seen = spans.in_view(scale.left, scale.right)
    if not len(seen):
        return [], []
    width_days = _COLUMN * scale.days_per_px
    columns = np.floor(_middles(index, seen) / width_days).astype(np.int64)
    places, over = stacked(columns, ROWS)
    seen, columns, places = (values[places < ROWS] for values in (seen, columns, places))
    shapes: list[Shape] = []
    hits: list[Hit] = []
    for n, column, place in zip(spans.order[seen].tolist(), columns.tolist(), places.tolist(), strict=True):
        x = scale.x((column + 0.5) * width_days)
        if 8 <= x <= scale.width - 8:
            change = index.data.changes[n]
            _sign(shapes, hits, change, x0 + x, base - place * (_ROW - 1), place, view, earlier=False)
    for column, hidden in over.items():
        x = scale.x((column + 0.5) * width_days)
        if 8 <= x <= scale.width - 8:
            shapes.append(Text(x0 + x, base - ROWS * (_ROW - 1) + 4, f"+{hidden}", "text.2", 10, anchor="middle"))
    return shapes, hits


def _in_rows(
    index: TimelineIndex, view: TimelineView, x0: float, top: float, rows: int
) -> tuple[list[Shape], list[Hit]]:  # fmt: skip
    """Signs in the first row that is free, then words beside those that have room."""
    scale, spans = view.scale, index.changes
    seen = spans.in_view(scale.left, scale.right)
    shapes: list[Shape] = []
    hits: list[Hit] = []
    tracks = [Track() for _ in range(rows)]
    placed: list[tuple[ChangeEntry, float, int]] = []
    hidden: Counter[int] = Counter()
    group = 40 * scale.days_per_px
    for i, middle in zip(seen.tolist(), _middles(index, seen).tolist(), strict=True):
        change = index.data.changes[int(spans.order[i])]
        x = scale.x(middle)
        if not 4 <= x <= scale.width - 8:
            continue
        row = next((r for r in range(rows) if tracks[r].take(x - (20 if change.before else 9), x + 9)), None)
        if row is None:
            hidden[int(middle // group)] += 1
            continue
        if spans.last[i] > spans.first[i]:
            # Not a point: the stretch it may lie in, under the sign.
            x1, x2 = scale.x(float(spans.first[i])), scale.x(float(spans.last[i] + 1))
            line = Box(
                x0 + x1, top + row * _ROW + 8, x2 - x1, 1.5, f"{change.stance}.fill", fade_left=0.25, fade_right=0.25
            )
            shapes.append(line)
        _sign(shapes, hits, change, x0 + x, top + row * _ROW, row, view, earlier=True)
        placed.append((change, x, row))
    for change, x, row in placed:
        words = _words(change, view.level)
        for text in words:
            end = x + 12 + width(text, 11)
            if text and end < scale.width - 4 and tracks[row].take(x + 9, end + 6):
                shapes.append(Text(x0 + x + 12, top + row * _ROW + 4, text, "text", 11))
                break
    for key, count in hidden.items():
        x = scale.x((key + 0.5) * group)
        if 12 <= x <= scale.width - 12:
            shapes.append(Text(x0 + x, top + rows * _ROW - 2, f"+{count}", "text.2", 10, anchor="middle"))
    return shapes, hits


def _words(change: ChangeEntry, level: Level) -> tuple[str, ...]:
    holder = shortened(change.holder, 110, 11)
    if level <= Level.MONTHS:
        return (holder, shortened(change.holder, 64, 11))
    both = f"{holder}, {shortened(change.issue, 160, 11)}"
    if level is Level.WEEKS:
        return (both, holder)
    now = STANCES[change.stance].lower()
    turn = f"{STANCES[change.before].lower()} → {now}" if change.before else now
    return (f"{both}: {turn}", both, holder)


def _sign(
    shapes: list[Shape], hits: list[Hit], change: ChangeEntry, x: float, y: float, row: int, view: TimelineView,
    *, earlier: bool,
) -> None:  # fmt: skip
    if change.id in (view.selected, view.hovered):
        ring = "focus" if change.id == view.selected else "border.control"
        shapes.append(Box(x - 10, y - 10, 20, 20, "", ring, 2 if ring == "focus" else 1, radius=4))
    if earlier and change.before:
        shapes.append(Sign(change.before, x - 14, y + 2, 8, change.before, dash=not change.reviewed))
    shapes.append(Sign(change.stance, x, y, _SIGN, change.stance, dash=not change.reviewed))
    hits.append(Hit(x - 8, y - 8, 16, 16, "position", change.id, 101, row))

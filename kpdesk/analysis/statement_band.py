"""Statements along the axis: an area whose height is the root of their number, and single marks when near."""

from __future__ import annotations

from math import ceil, floor, log10

import numpy as np

from kpdesk.analysis.font_metrics import shortened, width
from kpdesk.analysis.lanes import Floats, Track, stacked
from kpdesk.analysis.time_scale import Level, TimeScale, month_starts
from kpdesk.analysis.timeline_data import TimelineIndex
from kpdesk.analysis.timeline_view import TimelineView
from kpdesk.domain.drawing import Area, Box, Hit, Line, Shape, Sign, Text
from kpdesk.domain.vocabulary import DECIDED

MOST_STACKED = 6
_MARK = 13.0  # width and height of one mark
_COLUMN = 15.0


def draw(index: TimelineIndex, view: TimelineView, x0: float, y: float, h: float) -> tuple[list[Shape], list[Hit]]:
    """The band between ``y`` and ``y + h``; ``x0`` is where the plot begins."""
    if not len(index.statements):
        return [], []
    near = view.level >= Level.WEEKS
    base, room = y + h - 10, h - 24
    shapes = _area(index, view, x0, base, room, faint=near)
    if not near:
        return shapes, []
    marks, hits = _marks(index, view, x0, base)
    return shapes + marks, hits


def _edges(scale: TimeScale) -> tuple[Floats, float]:
    """Where the stretches that are counted together begin, and how many days one has, about."""
    level = scale.level
    if level is Level.DECADES and 91 / scale.days_per_px >= 2:
        months, days = 3, 91.31
    elif level is Level.YEARS:
        months, days = 1, 30.44
    else:
        months, days = 0, 7.0 if level is not Level.DECADES else 91.31 * ceil(2 * scale.days_per_px / 91.31)
    if months:
        found = np.array(month_starts(scale, months, beyond=1), dtype=np.float64)
    else:
        first = floor((scale.left - 1) / days) * days + 1
        found = np.arange(first, scale.right + 2 * days, days)
    return found, days


def _top(index: TimelineIndex, days: float) -> float:
    """The greatest count of such a stretch anywhere, so that the scale holds still while panning."""
    kept = index.density_tops
    if days not in kept:
        first, last = float(index.statements.first.min()), float(index.statements.last.max()) + 1
        step = max(days, (last - first) / 200_000)
        counts = index.density.counts(np.arange(first, last + step, step))
        kept[days] = float(counts.max()) if len(counts) else 0.0
    return kept[days]


def round_top(count: float) -> int:
    """The next count that is a round number: 4, 10, 20, 40, 100 …"""
    if count <= 4:
        return 4
    unit = 10.0 ** floor(log10(count))
    return int(next(m * unit for m in (1, 2, 4, 10) if m * unit >= count - 1e-9))


def _area(index: TimelineIndex, view: TimelineView, x0: float, base: float, room: float, *, faint: bool) -> list[Shape]:
    edges, days = _edges(view.scale)
    if len(edges) < 2:
        return []
    top = round_top(_top(index, days))
    shapes: list[Shape] = []
    if not faint:
        for count in (0, top // 4, top):
            line = base - room * (count / top) ** 0.5
            shapes.append(Text(x0 - 8, line + 4, f"{count}", "text.2", 11, anchor="end"))
            shapes.append(Line(x0 - 4, line, x0, line, "border.control"))
    all_reviewed = index.all_statements_reviewed
    shapes.extend(
        _curve(index.density.counts(edges), edges, view.scale, x0, base, room / top**0.5, dash=not all_reviewed)
    )
    if not all_reviewed:
        shapes.extend(
            _curve(index.reviewed_density.counts(edges), edges, view.scale, x0, base, room / top**0.5, dash=False)
        )
    shapes.append(Line(x0, base, x0 + view.scale.width, base, "border"))
    return shapes


def _curve(
    counts: Floats, edges: Floats, scale: TimeScale, x0: float, base: float, unit: float, *, dash: bool
) -> list[Shape]:
    """One step per stretch; runs of zero are left out, so that zero stays zero."""
    heights = np.sqrt(counts) * unit
    xs = ((edges - scale.left) / scale.days_per_px).tolist()
    shapes: list[Shape] = []
    full = np.flatnonzero(counts > 1e-6)
    if not len(full):
        return shapes
    for run in np.split(full, np.flatnonzero(np.diff(full) > 1) + 1):
        points: list[tuple[float, float]] = [(_x(x0, xs[run[0]], scale), base)]
        for n in run.tolist():
            top = base - max(1.0, float(heights[n]))
            points += [(_x(x0, xs[n], scale), top), (_x(x0, xs[n + 1], scale), top)]
        points.append((points[-1][0], base))
        if points[-1][0] > points[0][0]:
            shapes.append(Area(tuple(points), base, "statement.tint", "statement", dash))
    return shapes


def _x(x0: float, x: float, scale: TimeScale) -> float:
    return x0 + min(max(float(x), -2.0), scale.width + 2)


def _marks(index: TimelineIndex, view: TimelineView, x0: float, base: float) -> tuple[list[Shape], list[Hit]]:
    """One mark per statement whose day is known; the others stay in the area behind them."""
    spans, scale, said = index.statements, view.scale, index.data.statements
    seen = spans.in_view(scale.left, scale.right)
    seen = seen[spans.last[seen] - spans.first[seen] < 7]
    if not len(seen):
        return [], []
    middle = (spans.first[seen] + spans.last[seen] + 1) / 2
    width_days = max(1.0, ceil(_COLUMN * scale.days_per_px))
    columns = np.floor((middle - 1) / width_days).astype(np.int64)
    places, over = stacked(columns, MOST_STACKED)
    seen, columns, places = (values[places < MOST_STACKED] for values in (seen, columns, places))
    shapes: list[Shape] = []
    hits: list[Hit] = []
    tracks = {row: Track() for row in range(MOST_STACKED)}
    shown: list[tuple[int, float, int]] = []
    for n, column, place in zip(spans.order[seen].tolist(), columns.tolist(), places.tolist(), strict=True):
        x = scale.x((column + 0.5) * width_days + 1)
        if -_MARK <= x <= scale.width + _MARK:
            shapes.extend(_mark(said[n].state, x0 + x, base - 1 - place * _MARK, said[n].id == view.selected))
            hits.append(Hit(x0 + x - 7, base - (place + 1) * _MARK, 14, 12, "statement", said[n].id, 100, place))
            tracks[place].block([(x - 8, x + 8)])
            shown.append((n, x, place))
    for column, hidden in over.items():
        x = scale.x((column + 0.5) * width_days + 1)
        shapes.append(Text(x0 + x, base - MOST_STACKED * _MARK - 3, f"+{hidden}", "text.2", 10, anchor="middle"))
    if view.level is Level.DAYS:
        for n, x, place in shown:
            words = shortened(f"{said[n].speaker}: {said[n].words}" if said[n].speaker else said[n].words, 260, 11)
            end = x + 12 + width(words, 11)
            if words and x >= 0 and end < scale.width - 4 and tracks[place].take(x + 8, end + 4):
                shapes.append(Text(x0 + x + 12, base - 4 - place * _MARK, words, "text", 11))
    return shapes, hits


def _mark(state: str, x: float, y: float, selected: bool) -> list[Shape]:
    shapes: list[Shape] = []
    if selected:
        shapes.append(Box(x - 10, y - 14, 20, 16, "", "focus", 2, radius=3))
    shapes.append(Box(x - 7, y - 12, 14, 11.5, "statement.tint", "statement", 1, state not in DECIDED, 2))
    shapes.append(Sign("quote", x, y - 6.3, 9, "statement"))
    return shapes

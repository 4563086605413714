"""The meetings timeline as a picture: one frame of shapes and hits for a view, the same for screen and file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from kpdesk.analysis import change_band, statement_band
from kpdesk.analysis.date_spans import LAST_DAY
from kpdesk.analysis.font_metrics import shortened, width
from kpdesk.analysis.labels import Placed
from kpdesk.analysis.meeting_bars import LaneDrawing
from kpdesk.analysis.time_scale import TimeScale, ticks
from kpdesk.analysis.timeline_data import TimelineIndex
from kpdesk.analysis.timeline_view import AXIS, HEAD, MINIMAP, Bands, LaneBox, TimelineView, bands
from kpdesk.domain.dates import from_day, show
from kpdesk.domain.drawing import Box, Hit, Layer, Line, Shape, Sign, Text


@dataclass(frozen=True, kw_only=True)
class TimelineFrame:
    """What to paint, where things are, and the labels' places for the next frame's ``labels_before``."""

    layers: list[Layer]
    hits: list[Hit]
    labels: list[Placed]
    bands: Bands
    scale: TimeScale

    def label_choices(self) -> dict[str, tuple[str, int]]:
        return {label.id: (label.side, label.form) for label in self.labels}


def first_view(index: TimelineIndex, width: float, height: float) -> TimelineView:
    """Everything that is dated, with a little air; the present decade where nothing is."""
    plot = max(1.0, width - HEAD)
    first, last = index.extent or (date(2000, 1, 1).toordinal(), date(2030, 1, 1).toordinal())
    room = max(15.0, (last - first) * 0.01)
    return TimelineView(scale=TimeScale.fitting(first - room, last + room, plot), width=width, height=height)


def layout(index: TimelineIndex, view: TimelineView) -> TimelineFrame:
    """One frame. The plot begins right of the lane heads; hits are in order of lane, then of time."""
    placed = bands(index, view)
    clip = (HEAD, AXIS, view.scale.width, placed.height - AXIS)
    lanes_clip = (0.0, placed.lanes_top, view.width, placed.room)
    ground = Layer(name="ground", shapes=_ground(view, placed), clip=clip)
    veil = Layer(name="brush", shapes=_veil(view, placed), clip=clip)
    heads, lanes = Layer(name="heads", clip=lanes_clip), Layer(name="lanes", clip=(HEAD, *lanes_clip[1:]))
    hits: list[Hit] = []
    labels: list[Placed] = []
    for box in placed.lanes:
        if box.y + box.h < placed.lanes_top or box.y > placed.lanes_top + placed.room:
            continue
        heads.shapes.extend(_lane_head(box, view.width, folds=not view.whole))
        hits.append(Hit(0, box.y, HEAD, box.h, "lane", box.lane.key, box.number, -1))
        drawn = LaneDrawing(index, view, box, HEAD)
        lanes.shapes.extend(drawn.shapes)
        hits.extend(drawn.hits)
        labels.extend(drawn.labels)
    fixed = Layer(name="bands")
    marks = Layer(name="marks", clip=(HEAD, AXIS, view.scale.width, placed.height - AXIS))
    for place, title, draw in (
        (placed.statements, "Statements", statement_band.draw),
        (placed.changes, "Position changes", change_band.draw),
    ):
        if place is not None:
            y, h = place
            fixed.shapes.extend([Line(0, y, view.width, y, "border"), Text(24, y + 22, title, "text", 13)])
            shapes, found = draw(index, view, HEAD, y, h)
            marks.shapes.extend(s for s in shapes if not _in_head(s))
            fixed.shapes.extend(s for s in shapes if _in_head(s))
            hits.extend(found)
    layers = [ground, veil, lanes, heads, fixed, marks, Layer(name="axis", shapes=_axis(view))]
    if placed.minimap is not None:
        layers.append(Layer(name="minimap", shapes=_window_frame(index, view, placed.minimap[0])))
    return TimelineFrame(layers=layers, hits=hits, labels=labels, bands=placed, scale=view.scale)


def _in_head(shape: Shape) -> bool:
    return (isinstance(shape, Text) and shape.anchor == "end") or (isinstance(shape, Line) and shape.x1 < HEAD)


def _ground(view: TimelineView, placed: Bands) -> list[Shape]:
    bottom = placed.minimap[0] if placed.minimap else placed.height
    shapes: list[Shape] = []
    for tick in ticks(view.scale):
        x = round(HEAD + tick.x) + 0.5
        if tick.x >= 0:
            shapes.append(Line(x, AXIS, x, bottom, "border" if tick.row == 0 else "hover", 1))
    return shapes


def _veil(view: TimelineView, placed: Bands) -> list[Shape]:
    if view.brush is None:
        return []
    bottom = placed.minimap[0] if placed.minimap else placed.height
    x1, x2 = (HEAD + view.scale.x(day) for day in view.brush)
    shapes: list[Shape] = [Box(x1, AXIS, x2 - x1, bottom - AXIS, "accent", alpha=0.11)]
    shapes += [Line(x, AXIS, x, bottom, "accent", 1) for x in (x1, x2)]
    return shapes


def _lane_head(box: LaneBox, wide: float, *, folds: bool) -> list[Shape]:
    shapes: list[Shape] = [Line(0, box.y + box.h - 0.5, wide, box.y + box.h - 0.5, "border")]
    middle = box.row_y(0) + 8 if not box.folded else box.y + 12
    if folds:
        shapes.append(Sign("closed" if box.folded else "open", 13, middle, 9, "text.2"))
    lines = two_lines(box.lane.title, HEAD - 32) if not box.folded else (shortened(box.lane.title, HEAD - 56, 13),)
    for n, line in enumerate(lines):
        shapes.append(Text(24, middle + 4.5 + 17 * n, line, "text" if not box.folded else "text.2", 13))
    if box.folded:
        shapes.append(Text(HEAD - 8, middle + 4, f"{len(box.lane.members)}", "text.2", 11, anchor="end"))
    return shapes


def two_lines(text: str, room: float, size: float = 13) -> tuple[str, ...]:
    """The text broken at a blank or hyphen where one line is too narrow, cut where two are."""
    if width(text, size) <= room:
        return (text,)
    breaks = [
        n + 1 for n, character in enumerate(text) if character in " -–/" and width(text[: n + 1].rstrip(), size) <= room
    ]
    if not breaks:
        return (shortened(text, room, size),)
    return (text[: breaks[-1]].rstrip(), shortened(text[breaks[-1] :], room, size))


def _axis(view: TimelineView) -> list[Shape]:
    """The axis on its own ground, with the brushed dates on top where there is a brush."""
    shapes: list[Shape] = [Box(0, 0, view.width, AXIS, "sunken"), Line(0, AXIS - 0.5, view.width, AXIS - 0.5, "border")]
    if view.brush is not None:
        x1, x2 = (min(max(view.scale.x(d), -2.0), view.scale.width + 2) for d in view.brush)
        shapes.append(Box(HEAD + x1, 0, max(0.0, x2 - x1), AXIS, "accent", alpha=0.18))
    free = _brush_dates(view, shapes)
    for tick in ticks(view.scale):
        at = HEAD + tick.label_x
        size, bold = (12, True) if tick.row == 0 else (11, False)
        if tick.x >= 0:
            shapes.append(Line(HEAD + tick.x, 4 if tick.row == 0 else 24, HEAD + tick.x, AXIS, "border"))
        end = at + width(tick.label, size, bold)
        if tick.label and (tick.row or all(end < a or at > b for a, b in free)):
            shapes.append(Text(at, 16 if tick.row == 0 else 34, tick.label, "text" if bold else "text.2", size, bold))
    return shapes


def _brush_dates(view: TimelineView, shapes: list[Shape]) -> list[tuple[float, float]]:
    """Write the days at both edges of the brush; returns the stretches that they take."""
    if view.brush is None:
        return []
    taken: list[tuple[float, float]] = []
    for side, day in zip(("end", "start"), (view.brush[0], view.brush[1] - 1), strict=True):
        label = show(from_day(date.fromordinal(min(LAST_DAY, max(1, int(day))))))
        wide = width(label, 11, True)
        edge = view.scale.x(view.brush[0] if side == "end" else view.brush[1])
        x = edge - 4 - wide if side == "end" else edge + 4
        x = min(max(4.0, x), view.scale.width - wide - 4)
        if taken and x < taken[0][1] - HEAD + 4:
            x = min(taken[0][1] - HEAD + 8, view.scale.width - wide - 4)
        shapes.append(Text(HEAD + x, 16, label, "accent", 11, True))
        taken.append((HEAD + x - 4, HEAD + x + wide + 4))
    return taken


def minimap_scale(index: TimelineIndex, width: float) -> TimeScale:
    """The whole of the data in the minimap's width."""
    first, last = index.extent or (date(2000, 1, 1).toordinal(), date(2030, 1, 1).toordinal())
    return TimeScale.fitting(first, last, max(1.0, width - HEAD), air=0.02)


def minimap(index: TimelineIndex, width: float, y: float) -> Layer:
    """All meetings as ticks, the same for every frame: painters keep it as a picture."""
    scale = minimap_scale(index, width)
    shapes: list[Shape] = [Box(0, y, width, MINIMAP, "sunken"), Line(0, y + 0.5, width, y + 0.5, "border")]
    if index.extent is not None:
        years = tuple(date.fromordinal(d).year for d in index.extent)
        words = f"{years[0]}–{years[1]}" if years[0] != years[1] else f"{years[0]}"
        shapes.append(Text(24, y + 28, words, "text.2", 12))
    seen: set[tuple[int, int]] = set()
    for number, lane in enumerate(index.lanes):
        xs = (index.meetings.first[lane.members] - scale.left) / scale.days_per_px
        seen.update((column, min(number, 6)) for column in np.unique(np.floor(xs / 4)).astype(np.int64).tolist())
    for column, row in sorted(seen):
        shapes.append(Box(HEAD + column * 4, y + 6 + row * 5.5, 3, 4, "meeting"))
    return Layer(name="minimap ticks", shapes=shapes)


def _window_frame(index: TimelineIndex, view: TimelineView, y: float) -> list[Shape]:
    scale = minimap_scale(index, view.width)
    x1 = min(max(scale.x(view.scale.left), 0.0), scale.width - 6)
    x2 = max(min(scale.x(view.scale.right), scale.width - 1), x1 + 6)
    return [Box(HEAD + x1, y + 2, x2 - x1, MINIMAP - 4, "", "accent", 2, radius=2)]

"""What a timeline is asked to show, and where its bands lie: axis, lanes, statements, changes, minimap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import ceil, log2

from kpdesk.analysis.lanes import MOST_ROWS, depth
from kpdesk.analysis.time_scale import Level, TimeScale
from kpdesk.analysis.timeline_data import Lane, TimelineIndex

HEAD = 144.0
AXIS = 40.0
MINIMAP = 48.0
BAR = 16.0
FOLDED = 24.0
OVERFLOW = 14.0
STATEMENTS = 88.0
CHANGES = 80.0
CHANGES_ON_PAPER = 156.0
WIDEST_PAD = 44.0  # air above and below a lane's rows where there is much room
LEAST_ROOM = 100.0  # what lanes get before other bands do
LETTERS_BELOW = 2  # rows of letters below the bars of a lane when decades are in view
LETTER_ROW = 15.0
LEAST_BAR = {Level.DECADES: 4.0}


@dataclass(frozen=True, kw_only=True)
class TimelineView:
    """One frame's wishes. ``labels_before``: side and form of each label on the last frame, by meeting id."""

    scale: TimeScale
    width: float
    height: float
    scroll: float = 0.0
    selected: str = ""
    hovered: str = ""
    brush: tuple[float, float] | None = None  # ordinal days, the second one excluded
    folded: frozenset[str] = frozenset()
    show_who: bool = True
    show_statements: bool = True
    show_changes: bool = True
    minimap: bool = True
    whole: bool = False  # as high as it needs to be, nothing scrolled: for files
    labels_before: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        return self.scale.level


@dataclass(frozen=True, kw_only=True)
class LaneBox:
    """Where a lane lies (y from the top of the picture, scrolling counted in) and how its rows do."""

    lane: Lane
    number: int
    y: float
    h: float
    rows: int
    row_h: float
    pad: float
    folded: bool
    overflow: bool

    def row_y(self, row: int) -> float:
        return self.y + self.pad + row * self.row_h


@dataclass(frozen=True, kw_only=True)
class Bands:
    """All bands of one frame. ``content`` is the lanes' full height, ``room`` the part of it in view."""

    lanes: list[LaneBox]
    lanes_top: float
    room: float
    content: float
    statements: tuple[float, float] | None  # y, h
    changes: tuple[float, float] | None
    minimap: tuple[float, float] | None
    height: float


def bands(index: TimelineIndex, view: TimelineView) -> Bands:
    """Share the height out: fixed bands first, lanes get the rest, a little closer or wider as there is room."""
    view = _fitting(view)
    below = (STATEMENTS if view.show_statements else 0) + (CHANGES if view.show_changes else 0)
    below += MINIMAP if view.minimap else 0
    room = max(0.0, view.height - AXIS - below)
    rows = [_rows(index, view, lane) for lane in index.lanes]
    row_h = BAR + 8 if not view.show_who else BAR + 4 + 20
    if view.level is Level.DECADES:
        row_h = BAR + 4 + LETTERS_BELOW * LETTER_ROW
    least = sum(_lane_height(n, row_h, 8) if n else FOLDED for n, _ in rows) + OVERFLOW * sum(o for _, o in rows)
    open_lanes = sum(1 for n, _ in rows if n) or 1
    spare = (0.0 if view.whole else room - least) / open_lanes / 2
    pad = 8 + (10.0 if view.whole else min(WIDEST_PAD, max(0.0, spare)))
    boxes: list[LaneBox] = []
    y = AXIS - (0 if view.whole else view.scroll)
    for number, (lane, (n, overflow)) in enumerate(zip(index.lanes, rows, strict=True)):
        h = (_lane_height(n, row_h, pad) + (OVERFLOW if overflow else 0)) if n else FOLDED
        boxes.append(
            LaneBox(
                lane=lane, number=number, y=y, h=h, rows=max(1, n), row_h=row_h if n else FOLDED,
                pad=pad if n else 4.0, folded=not n, overflow=overflow,
            )
        )  # fmt: skip
        y += h
    content = sum(b.h for b in boxes)
    room = content if view.whole else room
    y = AXIS + min(room, content)
    statements = changes = None
    spare = max(0.0, view.height - (y + below)) if not view.whole else 0.0
    if view.show_statements:
        grown = min(160.0, spare)
        statements, y = (y, STATEMENTS + grown), y + STATEMENTS + grown
    if view.show_changes:
        high = CHANGES_ON_PAPER if view.whole and view.level > Level.DECADES else CHANGES
        changes, y = (y, high), y + high
    bottom = y + MINIMAP if view.whole and view.minimap else view.height if not view.whole else y
    minimap = (bottom - MINIMAP, MINIMAP) if view.minimap else None
    return Bands(
        lanes=boxes, lanes_top=AXIS, room=min(room, content), content=content, statements=statements,
        changes=changes, minimap=minimap, height=bottom,
    )  # fmt: skip


def _fitting(view: TimelineView) -> TimelineView:
    """In a window too low for all bands the lanes come first: minimap, changes and statements give way in turn."""
    for name in ("minimap", "show_changes", "show_statements"):
        below = (STATEMENTS if view.show_statements else 0) + (CHANGES if view.show_changes else 0)
        below += MINIMAP if view.minimap else 0
        if view.whole or view.height - AXIS - below >= LEAST_ROOM:
            break
        view = replace(view, **{name: False})
    return view


def least_bar(level: Level) -> float:
    """The narrowest a bar is drawn, in pixels."""
    return LEAST_BAR.get(level, 6.0)


def _lane_height(rows: int, row_h: float, pad: float) -> float:
    return 2 * pad + rows * row_h


def _rows(index: TimelineIndex, view: TimelineView, lane: Lane) -> tuple[int, bool]:
    """Rows and whether there are more than fit: by octave of nearness, so that lanes do not twitch while zooming."""
    if lane.key in view.folded:
        return 0, False
    if view.level is Level.DECADES:
        return 1, False
    octave = ceil(log2(view.scale.days_per_px))
    kept = index.row_counts
    key = (lane.key, octave)
    if key not in kept:
        per_px = min(2.0**octave, 5.0)
        starts = index.meetings.first[lane.members] / per_px
        ends = (index.meetings.last[lane.members] + 1) / per_px
        ends = ends.clip(min=starts + least_bar(view.level))
        most = depth(starts, ends, most=MOST_ROWS + 1)
        kept[key] = (min(most, MOST_ROWS), most > MOST_ROWS)
    return kept[key]

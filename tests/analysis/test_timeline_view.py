"""The bands share the height: nothing overlaps, fixed bands keep their size, lanes scroll when there is no room."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kpdesk.analysis.time_scale import TimeScale
from kpdesk.analysis.timeline_data import TimelineIndex
from kpdesk.analysis.timeline_view import AXIS, TimelineView, bands
from tests.analysis.timeline_cases import a_random_timeline, day

INDEX = TimelineIndex(a_random_timeline(200))


@settings(deadline=None)
@given(st.integers(300, 2000), st.floats(0.01, 10))
def test_bands_follow_each_other_without_overlap(height, per_px):
    """Axis, lanes, statements, changes, minimap."""
    view = TimelineView(scale=TimeScale(day(2005), per_px, 1000), width=1144, height=float(height))
    placed = bands(INDEX, view)
    below = [place for place in (placed.statements, placed.changes, placed.minimap) if place is not None]
    assert placed.lanes_top == AXIS and placed.content == sum(b.h for b in placed.lanes)
    ends = [AXIS + placed.room, *(y + h for y, h in below)]
    assert all(end <= y + 1e-6 for end, (y, _) in zip(ends, below, strict=False))
    assert all(end <= height + 1e-6 for end in ends[1:])


def test_lanes_come_first_where_there_is_little_room():
    """Minimap, changes and statements give way in turn; the table has them all."""

    def shown(height):
        placed = bands(INDEX, TimelineView(scale=TimeScale(day(2005), 1.0, 1000), width=1144, height=float(height)))
        return placed.room, [n for n in ("minimap", "changes", "statements") if getattr(placed, n) is not None]

    assert shown(720)[1] == ["minimap", "changes", "statements"]
    assert shown(340)[1] == ["changes", "statements"]
    assert shown(280)[1] == ["statements"]
    assert shown(200)[1] == []
    assert all(shown(h)[0] >= 100 for h in (720, 340, 280, 200))


def test_a_file_is_as_high_as_its_lanes_need():
    """Nothing is scrolled away on paper."""
    view = TimelineView(scale=TimeScale(day(2005), 1.0, 1000), width=1144, height=0, whole=True, minimap=False)
    placed = bands(INDEX, view)
    assert placed.room == placed.content > 400
    assert placed.height == placed.changes[0] + placed.changes[1]


def test_rows_change_only_with_the_octave_of_nearness():
    """So that lanes do not twitch while the wheel turns."""
    heights = {
        bands(INDEX, TimelineView(scale=TimeScale(day(2005), per_px, 1000), width=1144, height=3000.0)).content
        for per_px in (0.51, 0.6, 0.75, 0.99)
    }
    assert len(heights) == 1

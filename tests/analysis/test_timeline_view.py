"""The bands share the height: nothing overlaps, fixed bands keep their size, lanes scroll when there is no room."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kpdesk.analysis.time_scale import TimeScale
from kpdesk.analysis.timeline_data import TimelineIndex
from kpdesk.analysis.timeline_view import AXIS, MINIMAP, TimelineView, bands
from tests.analysis.timeline_cases import a_random_timeline, day

INDEX = TimelineIndex(a_random_timeline(200))


@settings(deadline=None)
@given(st.integers(300, 2000), st.floats(0.01, 10))
def test_bands_follow_each_other_without_overlap(height, per_px):
    """Axis, lanes, statements, changes, minimap."""
    view = TimelineView(scale=TimeScale(day(2005), per_px, 1000), width=1144, height=float(height))
    placed = bands(INDEX, view)
    assert placed.lanes_top == AXIS
    assert placed.statements[0] >= AXIS + placed.room - 1e-6
    assert placed.changes[0] >= placed.statements[0] + placed.statements[1] - 1e-6
    assert placed.minimap == (height - MINIMAP, MINIMAP)
    if placed.room > 0:
        assert placed.changes[0] + placed.changes[1] <= placed.minimap[0] + 1e-6
    assert placed.content == sum(b.h for b in placed.lanes)


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

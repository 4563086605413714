"""The timeline as a whole: no two labels meet at any zoom, marks lead to records, odd data is drawn or said."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpdesk.analysis.font_metrics import width as text_width
from kpdesk.analysis.time_scale import Level, TimeScale
from kpdesk.analysis.timeline import first_view, layout, minimap, two_lines
from kpdesk.analysis.timeline_data import (
    LANE_MODES,
    MeetingEntry,
    PresenceEntry,
    StatementEntry,
    TimelineData,
    TimelineIndex,
)
from kpdesk.analysis.timeline_view import HEAD, TimelineView
from kpdesk.domain.drawing import Box, Text
from tests.analysis.timeline_cases import a_random_timeline, a_small_timeline, day

CROWD = TimelineIndex(a_random_timeline(700))
SMALL = TimelineIndex(a_small_timeline())


def _view(first, last, **more):
    scale = TimeScale.fitting(first, last, 1280 - HEAD, air=0)
    return TimelineView(**{"scale": scale, "width": 1280.0, "height": 720.0, **more})


def _label_boxes(frame):
    boxes = []
    for label in frame.labels:
        lane = next(b for b in frame.bands.lanes if any(h.id == label.id and h.lane == b.number for h in frame.hits))
        depth = int(label.side[6:]) + 1 if label.side.startswith("below") else 0
        boxes.append((lane.number, label.row, depth, label.x, label.x + label.width))
    return boxes


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.002, 12), st.integers(day(2000), day(2026)), st.sampled_from(LANE_MODES[:2]), st.integers(400, 2400),
)  # fmt: skip
def test_no_two_labels_overlap_at_any_zoom(per_px, middle, lanes, wide):
    """Nor does one meet a bar of its row or leave the window."""
    index = replace(CROWD, lane_mode=lanes) if lanes != "series" else CROWD
    scale = TimeScale(middle - per_px * wide / 2, per_px, float(wide))
    frame = layout(index, TimelineView(scale=scale, width=wide + HEAD, height=4000.0))
    seen = sorted(_label_boxes(frame))
    for a, b in itertools.pairwise(seen):
        assert a[:3] != b[:3] or a[4] < b[3]
    assert all(x1 >= 0 and x2 <= wide for *_, x1, x2 in seen)
    bars = [h for h in frame.hits if h.kind == "meeting"]
    outside = [label for label in frame.labels if label.side in ("right", "left")]
    for label in outside:
        lane = next(h.lane for h in bars if h.id == label.id)
        x1, x2 = HEAD + label.x, HEAD + label.x + label.width
        assert not [h for h in bars if (h.lane, h.row) == (lane, label.row) and h.x < x2 and h.x + h.w > x1]


@settings(max_examples=40, deadline=None)
@given(st.floats(0.01, 12), st.integers(day(2001), day(2025)))
def test_bars_of_a_row_never_overlap_and_lanes_never_meet(per_px, middle):
    """Where decades are in view bars are ticks and may touch; from years on they never do."""
    scale = TimeScale(middle - per_px * 568, per_px, 1136.0)
    frame = layout(CROWD, TimelineView(scale=scale, width=1280.0, height=3000.0))
    if scale.level > Level.DECADES:
        rows = {}
        for hit in (h for h in frame.hits if h.kind == "meeting"):
            rows.setdefault((hit.lane, hit.row), []).append((hit.x, hit.x + hit.w))
        for stretches in rows.values():
            stretches.sort()
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(stretches))
    boxes = frame.bands.lanes
    assert all(abs(a.y + a.h - b.y) < 1e-6 for a, b in itertools.pairwise(boxes))


@settings(max_examples=40, deadline=None)
@given(st.floats(0.01, 8), st.integers(day(2001), day(2025)), st.floats(1.0, 1.05))
def test_while_zooming_a_label_stays_on_its_side_as_long_as_it_fits(per_px, middle, factor):
    """Alone in its lane nothing can push it away, so it may not move."""
    lonely = TimelineIndex(
        TimelineData(meetings=[MeetingEntry("m", "Plenary", "plenary", "", "Kinshasa", "2011-06-20")])
    )
    at = day(2011, 6, 20)
    scale = TimeScale(at - per_px * (middle % 900 + 100), per_px, 1136.0)
    view = TimelineView(scale=scale, width=1280.0, height=720.0)
    for side in ("left", "right"):
        before = {"m": (side, 0)}
        frame = layout(lonely, replace(view, labels_before=before))
        room = frame.labels and frame.labels[0].width + 8
        bar = next((h for h in frame.hits if h.kind == "meeting"), None)
        if bar and room and bar.x - HEAD - room > 4 and HEAD + 1136 - (bar.x + bar.w) - room > 4:
            assert frame.labels[0].side == side


def test_every_level_draws_what_the_design_says_of_it():
    """Signs of presence from years on, names from weeks on, single statements from weeks on."""
    levels = {
        Level.DECADES: _view(day(2000), day(2026)),
        Level.YEARS: _view(day(2009), day(2013)),
        Level.MONTHS: _view(day(2010, 12), day(2011, 11)),
        Level.WEEKS: _view(day(2011, 6, 1), day(2011, 7, 5)),
        Level.DAYS: _view(day(2011, 6, 18), day(2011, 6, 27)),
    }
    kinds = {}
    for level, view in levels.items():
        assert view.level is level
        kinds[level] = {h.kind for h in layout(SMALL, view).hits} - {"lane", "away"}
    assert kinds[Level.DECADES] == {"meeting"}
    assert kinds[Level.YEARS] == kinds[Level.MONTHS] == {"meeting", "participation", "position"}
    assert kinds[Level.WEEKS] == kinds[Level.DAYS] == {"meeting", "participation", "position", "statement"}
    words = {s.text for layer in layout(SMALL, levels[Level.WEEKS]).layers for s in layer.shapes if isinstance(s, Text)}
    assert "Actor 0" in words and "2011 intersessional, Kinshasa, 20–23 Jun" in words


def test_a_month_is_a_faded_bar_and_never_a_point():
    """August 2011 takes its whole month."""
    frame = layout(SMALL, _view(day(2011, 1, 1), day(2011, 12, 31)))
    bar = next(h for h in frame.hits if h.id == "m5")
    assert abs(bar.w - 31 / frame.scale.days_per_px) < 0.01
    faded = [
        s for layer in frame.layers for s in layer.shapes if isinstance(s, Box) and s.fill == "meeting" and s.fade_left
    ]
    assert len(faded) == 1 and abs(faded[0].w - bar.w) < 0.01


def test_the_selected_meeting_is_labelled_before_all_others():
    """Even in a crowd."""
    some = CROWD.data.meetings[CROWD.meetings.order[300]]
    at = CROWD.meetings.first[300]
    view = _view(at - 2000, at + 2000, selected=some.id, height=3000.0)
    frame = layout(CROWD, view)
    assert some.id in {label.id for label in frame.labels}


ODD = {
    "none": TimelineData(),
    "none dated": TimelineData(meetings=[MeetingEntry("m", "Some day")]),
    "end before start": TimelineData(meetings=[MeetingEntry("m", "Backwards", start="2011-06-20", end="2010-01-01")]),
    "years 1 and 9999": TimelineData(
        meetings=[MeetingEntry("a", "First", start="0001"), MeetingEntry("z", "Last", start="9999-12-31")]
    ),
    "500 on a day": TimelineData(meetings=[MeetingEntry(f"m{n}", f"Talk {n}", start="2011-06-20") for n in range(500)]),
    "long and right-to-left": TimelineData(
        meetings=[
            MeetingEntry("l", "Kimberley " * 30, start="2011-06-20", place="Saint " * 50),
            MeetingEntry("r", "اجتماع كينشاسا العام", start="2011-06-21", place="ירושלים"),
        ],
        presences=[PresenceEntry("p", "r", "a", "منظمة " * 50)],
        statements=[StatementEntry("s", "2011-06-21", "א" * 300, "ب" * 300)],
    ),
    "an actor in all": TimelineData(
        meetings=[MeetingEntry(f"m{n}", f"Talk {n}", start=f"20{n % 25:02}-03") for n in range(300)],
        presences=[PresenceEntry(f"p{n}", f"m{n}", "a", "Everywhere") for n in range(300)],
    ),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("lanes", LANE_MODES)
def test_odd_data_is_drawn_or_said_and_breaks_nothing(name, lanes):
    """Each at five nearnesses, and as a whole for a file."""
    index = TimelineIndex(ODD[name], lanes)
    view = first_view(index, 1280, 720)
    for factor in (1, 4, 30, 300, 3000):
        frame = layout(index, replace(view, scale=view.scale.zoomed(factor, 500)))
        assert frame.bands.height == 720
        boxes = _label_boxes(frame)
        assert all(b[3] >= 0 and b[4] <= 1136 for b in boxes)
    assert layout(index, replace(view, whole=True)).bands.height > 0
    assert minimap(index, 1280, 600).shapes


def test_five_hundred_on_a_day_are_four_rows_and_a_count():
    """The rest is said as a number that can be clicked."""
    index = TimelineIndex(ODD["500 on a day"])
    frame = layout(index, _view(day(2011, 6, 1), day(2011, 7, 5)))
    more = [s.text for layer in frame.layers for s in layer.shapes if isinstance(s, Text) and s.text.startswith("+")]
    assert more == ["+496"]
    assert len([h for h in frame.hits if h.kind == "meeting"]) == 4
    assert [h.kind for h in frame.hits if h.kind == "more"] == ["more"]


def test_a_folded_lane_is_a_thin_line_with_its_count():
    """24 pixels, no labels."""
    frame = layout(SMALL, _view(day(2009), day(2013), folded=frozenset({"Plenary"})))
    lane = frame.bands.lanes[0]
    assert (lane.lane.title, lane.h) == ("Plenary", 24)
    assert not {label.id for label in frame.labels} & {"m1", "m3"}


def test_an_empty_stretch_says_where_the_nearest_meetings_are():
    """And leads there."""
    frame = layout(SMALL, _view(day(2010, 1, 1), day(2010, 3, 1)))
    assert {h.id for h in frame.hits if h.kind == "away"} == {"m1", "m2", "m3", "m5"}


def test_the_brush_lies_under_the_marks_with_its_dates_above():
    """Over the signs it would grey them."""
    frame = layout(SMALL, _view(day(2011), day(2012), brush=(day(2011, 4, 1), day(2011, 9, 1))))
    names = [layer.name for layer in frame.layers]
    assert names.index("brush") < names.index("lanes") < names.index("marks")
    words = {s.text for layer in frame.layers if layer.name == "axis" for s in layer.shapes if isinstance(s, Text)}
    assert {"1 April 2011", "31 August 2011"} <= words


def test_a_lane_title_breaks_into_two_lines_that_fit():
    """Where one is too narrow."""
    assert two_lines("Plenary", 112) == ("Plenary",)
    lines = two_lines("Civil-society meeting", 112)
    assert lines == ("Civil-society", "meeting")
    assert all(text_width(line, 13) <= 112 for line in two_lines("X" * 300, 112))

"""The arrays behind a timeline: what is in view, how statements spread, which lanes there are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.analysis.date_spans import span_of
from kpdesk.analysis.timeline_data import (
    MOST_LANES,
    Density,
    MeetingEntry,
    PresenceEntry,
    Spans,
    TimelineData,
    TimelineIndex,
)
from tests.analysis.timeline_cases import a_random_timeline, a_small_timeline, day

DATES = st.lists(
    st.sampled_from(["2011", "2011-06", "2011-06-20", None, "2009-01-01/2012-01-01", "2010-02"]), max_size=20
)


@given(DATES, st.integers(day(2008), day(2013)), st.integers(1, 400))
def test_what_is_in_view_is_what_touches_it(dates, low, wide):
    """Compared with asking each."""
    entries = [span_of(d) for d in dates]
    spans = Spans(entries)
    seen = {int(spans.order[i]) for i in spans.in_view(low, low + wide)}
    assert seen == {n for n, s in enumerate(entries) if s and s.first <= low + wide and s.last + 1 >= low}
    assert len(spans) + spans.undated == len(dates)


@given(DATES)
def test_statements_are_counted_once_however_the_axis_is_cut(dates):
    """The sum over all stretches is the number of dated statements."""
    spans = Spans(span_of(d) for d in dates)
    counts = Density(spans.first, spans.last).counts(np.arange(day(2008), day(2014), 7.0))
    assert abs(counts.sum() - len(spans)) < 1e-6


def test_a_month_is_spread_evenly_and_zero_stays_zero():
    """A third of June's statement in its first ten days."""
    span = span_of("2011-06")
    density = Density(np.array([span.first]), np.array([span.last]))
    edges = np.array([day(2011, 5), day(2011, 6), day(2011, 6, 11), day(2011, 7), day(2012)], dtype=float)
    assert np.allclose(density.counts(edges), [0, 1 / 3, 2 / 3, 0])


def test_lanes_go_by_series_place_actor_or_issue():
    """Series in the field's order, actors as they appear, many places folded into one lane of the rest."""
    data = a_small_timeline()
    assert [lane.title for lane in TimelineIndex(data).lanes] == ["Plenary", "Intersessional", "Civil-society meeting"]
    assert [lane.title for lane in TimelineIndex(data, "place").lanes][:2] == ["Swakopmund", "Tel Aviv"]
    assert TimelineIndex(data, "actor").lanes[-1].title == "Nobody named"
    chosen = TimelineIndex(data, "actor", ("a1", "gone", "a0"))
    assert [lane.title for lane in chosen.lanes] == ["Actor 1", "Actor 0"]
    many = TimelineData(meetings=[MeetingEntry(f"m{n}", "T", place=f"Town {n}", start="2011") for n in range(90)])
    lanes = TimelineIndex(many, "place").lanes
    assert len(lanes) == MOST_LANES and lanes[-1].title == "67 others"
    assert sum(len(lane.members) for lane in lanes) == 90


def test_claims_to_a_label_go_by_plenary_statements_and_time():
    """The order that the design asks for."""
    index = TimelineIndex(a_small_timeline())
    ordered = sorted(range(len(index.meetings)), key=lambda i: index.ranks[i])
    assert [index.data.meetings[index.meetings.order[i]].id for i in ordered] == ["m1", "m3", "m4", "m2", "m5"]


def test_reviewed_data_has_no_proposals_and_the_share_is_told():
    """Presences go with their meetings."""
    data = a_random_timeline(40)
    kept = data.reviewed()
    assert {m.state for m in kept.meetings} == {"accepted"} and kept.reviewed_share() == 1.0
    assert 0 < data.reviewed_share() < 1
    assert {p.meeting_id for p in kept.presences} <= {m.id for m in kept.meetings}


def test_an_actor_at_a_meeting_twice_is_in_its_lane_once():
    """Host and chair at the same meeting."""
    data = TimelineData(
        meetings=[MeetingEntry("m", "T", start="2011")],
        presences=[PresenceEntry("p", "m", "a", "DRC", "hosted"), PresenceEntry("q", "m", "a", "DRC", "chaired")],
    )
    (lane,) = TimelineIndex(data, "actor").lanes
    assert list(lane.members) == [0]

"""Bars in one row never meet, the part in view is packed as the whole would be, and tracks refuse what is taken."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.analysis.lanes import MOST_ROWS, Track, clusters_in_view, depth, rows_of, stacked

BARS = st.lists(st.tuples(st.integers(0, 3000), st.integers(4, 90)), min_size=1, max_size=80).map(sorted)


def _arrays(bars):
    starts = np.array([b[0] for b in bars], dtype=float)
    return starts, starts + np.array([b[1] for b in bars], dtype=float)


@given(BARS)
def test_bars_of_one_row_never_overlap(bars):
    """Lanes never overlap: checked pair by pair."""
    starts, ends = _arrays(bars)
    rows = rows_of(starts, ends)
    for i in range(len(bars)):
        for j in range(i + 1, len(bars)):
            assert rows[i] != rows[j] or rows[i] == MOST_ROWS or ends[i] <= starts[j]


@given(BARS, st.integers(0, 3000), st.integers(10, 900))
def test_the_part_in_view_has_the_rows_it_has_in_the_whole(bars, low, wide):
    """So panning never makes a bar jump."""
    starts, ends = _arrays(bars)
    whole = rows_of(starts, ends)
    a, b = clusters_in_view(starts, ends, low, low + wide)
    assert list(rows_of(starts[a:b], ends[a:b])) == list(whole[a:b])
    seen = [i for i in range(len(bars)) if ends[i] > low and starts[i] <= low + wide]
    assert all(a <= i < b for i in seen)


@given(BARS)
def test_a_lane_has_as_many_rows_as_its_bars_take(bars):
    """Neither a row too many nor one too few."""
    starts, ends = _arrays(bars)
    rows = rows_of(starts, ends, most=100)
    assert depth(starts, ends, most=100) == rows.max() + 1


def test_too_many_bars_in_one_heap_are_not_packed():
    """They are counted instead, so that a frame stays short."""
    starts = np.zeros(5000)
    assert set(rows_of(starts, starts + 5)) == {MOST_ROWS}


@given(st.lists(st.integers(0, 9), max_size=60))
def test_a_stack_counts_what_does_not_fit(columns):
    """Shown and counted together are all."""
    places, over = stacked(np.array(columns, dtype=np.int64), 3)
    assert int((places < 3).sum()) + sum(over.values()) == len(columns)
    assert all(
        len({p for p, c in zip(places, columns, strict=True) if c == k}) == columns.count(k) for k in set(columns)
    )


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 20)), max_size=30))
def test_a_track_never_holds_two_stretches_that_overlap(claims):
    """What is taken is refused."""
    track, taken = Track(), []
    for low, wide in claims:
        free = all(low + wide <= a or low >= b for a, b in taken)
        assert track.take(low, low + wide) is free
        if free:
            taken.append((low, low + wide))


def test_blocked_bars_may_overlap_each_other():
    """Bars are where they are."""
    track = Track()
    track.block([(0, 10), (5, 20), (30, 40)])
    assert not track.is_free(19, 25) and track.is_free(20, 30) and not track.is_free(35, 36)

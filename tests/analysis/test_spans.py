"""Overlapping spans become lanes that do not touch, and the spans in view are found without a full walk."""

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.analysis.spans import SpanIndex, fold, lanes, minus

SPANS = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40)).map(lambda p: (p[0], p[0] + p[1])), max_size=40)


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


@given(SPANS, st.integers(0, 230), st.integers(1, 60))
def test_the_index_finds_exactly_the_spans_that_touch_a_stretch(spans, start, length):
    """Compared with asking every span."""
    index = SpanIndex([s for s, _ in spans], [e for _, e in spans])
    found = index.touching(start, start + length)
    assert sorted(found) == [i for i, s in enumerate(spans) if overlap(s, (start, start + length))]
    assert [spans[i][0] for i in found] == sorted(spans[i][0] for i in found)


@given(SPANS)
def test_no_two_spans_of_one_lane_overlap(spans):
    """And there are never more lanes than spans lying over each other somewhere."""
    placed = lanes(spans)
    for i, a in enumerate(spans):
        for j in range(i):
            assert not (placed[i] == placed[j] and overlap(a, spans[j]))
    depth = max((sum(s <= at < e for s, e in spans) for at in range(241)), default=0)
    assert len(set(placed)) <= depth


@given(SPANS, st.integers(1, 4))
def test_folding_covers_exactly_where_too_many_spans_lie(spans, most):
    """Checked character by character."""
    folded = fold(spans, most)
    for at in range(245):
        depth = sum(s <= at < e for s, e in spans)
        inside = [n for s, e, n in folded if s <= at < e]
        assert bool(inside) == (depth > most)
        assert not inside or inside[0] >= depth - most


@given(SPANS, st.integers(0, 100), st.integers(1, 100))
def test_taking_holes_out_of_a_span_leaves_the_rest(holes, start, length):
    """Checked character by character."""
    span = (start, start + length)
    left = minus(span, sorted(holes))
    for at in range(start, start + length):
        assert any(s <= at < e for s, e in left) == (not any(s <= at < e for s, e in holes))
    assert all(start <= s < e <= start + length for s, e in left)


def test_an_outer_span_takes_the_lane_nearest_the_text():
    """A statement that holds another one is lane 0, the inner one lane 1, the next one lane 0 again."""
    assert lanes([(0, 100), (20, 40), (100, 120)]) == [0, 1, 0]


def test_an_empty_index_finds_nothing():
    """No spans, no hits."""
    index = SpanIndex([], [])
    assert index.touching(0, 100) == []
    assert len(index) == 0

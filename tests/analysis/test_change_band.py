"""Position changes: counted by year, then signs in stacks, then signs with words that never meet."""

import itertools

import pytest

from kpdesk.analysis.change_band import ROWS, draw
from kpdesk.analysis.time_scale import TimeScale
from kpdesk.analysis.timeline_data import ChangeEntry, TimelineData, TimelineIndex
from kpdesk.analysis.timeline_view import TimelineView
from kpdesk.domain.drawing import Box, Sign, Text
from tests.analysis.timeline_cases import a_random_timeline, day


def _drawn(changes, first, last):
    index = TimelineIndex(TimelineData(changes=changes))
    view = TimelineView(scale=TimeScale.fitting(first, last, 1000, air=0), width=1144, height=600)
    return draw(index, view, 144, 100, 80)


def _words(shapes):
    return [s.text for s in shapes if isinstance(s, Text)]


TURN = ChangeEntry("c", "2011-06-23", "Canada", "Marange exports", "oppose", "support")


def test_words_grow_with_nearness():
    """Count, sign, holder, issue, from and to."""
    assert _words(_drawn([TURN], day(2000), day(2026))[0]) == ["1"]
    assert _words(_drawn([TURN], day(2009), day(2014))[0]) == []
    assert _words(_drawn([TURN], day(2011), day(2012))[0]) == ["Canada"]
    assert _words(_drawn([TURN], day(2011, 6), day(2011, 8))[0]) == ["Canada, Marange exports"]
    assert _words(_drawn([TURN], day(2011, 6, 18), day(2011, 6, 28))[0]) == [
        "Canada, Marange exports: support → oppose"
    ]


def test_the_earlier_stance_stands_small_to_the_left():
    """▲▼ reads "from support to oppose"."""
    signs = [s for s in _drawn([TURN], day(2011), day(2012))[0] if isinstance(s, Sign)]
    assert [(s.name, s.size) for s in signs] == [("support", 8), ("oppose", 14)] and signs[0].x < signs[1].x


def test_a_change_known_to_a_month_has_its_month_under_it():
    """Never a point for what is not a day."""
    shapes, _ = _drawn([TURN._replace(as_of="2011-06")], day(2011), day(2012))
    (line,) = [s for s in shapes if isinstance(s, Box)]
    assert line.w == pytest.approx(30 / 0.366, rel=0.01) and line.fade_left and line.fade_right


@pytest.mark.parametrize(
    ("first", "last"), [(day(2010), day(2013)), (day(2010), day(2011)), (day(2010, 6), day(2010, 8))]
)
def test_signs_never_meet_and_the_rest_is_counted(first, last):
    """A crowd of changes."""
    changes = list(a_random_timeline(2000).changes)
    shapes, hits = _drawn(changes, first, last)
    for row in range(ROWS):
        xs = sorted(h.x for h in hits if h.row == row)
        assert all(b - a >= 14 for a, b in itertools.pairwise(xs))
    assert any(w.startswith("+") for w in _words(shapes))


def test_unreviewed_changes_are_hollow_and_dashed():
    """Nothing else is."""
    signs = [s for s in _drawn([TURN._replace(reviewed=False)], day(2011), day(2012))[0] if isinstance(s, Sign)]
    assert all(s.dash for s in signs)

"""Statements: heights by the root of the count under a steady scale, single marks when near."""

import pytest

from kpdesk.analysis.statement_band import MOST_STACKED, draw, round_top
from kpdesk.analysis.time_scale import TimeScale
from kpdesk.analysis.timeline_data import StatementEntry, TimelineData, TimelineIndex
from kpdesk.analysis.timeline_view import TimelineView
from kpdesk.domain.drawing import Area, Text
from tests.analysis.timeline_cases import day


def _drawn(statements, first, last):
    index = TimelineIndex(TimelineData(statements=statements))
    view = TimelineView(scale=TimeScale.fitting(first, last, 1000, air=0), width=1144, height=600)
    return draw(index, view, 144, 100, 88)


def test_heights_are_the_root_of_the_count():
    """Four times the statements, twice the height."""
    said = [StatementEntry(f"a{n}", "2010-03-03") for n in range(16)] + [
        StatementEntry(f"b{n}", "2011-03-03") for n in range(4)
    ]
    shapes, hits = _drawn(said, day(2009), day(2013))
    areas = [s for s in shapes if isinstance(s, Area)]
    heights = [a.base - min(y for _, y in a.points) for a in areas]
    assert len(areas) == 2 and heights[0] == pytest.approx(2 * heights[1]) and hits == []
    assert [s.text for s in shapes if isinstance(s, Text)] == ["0", "5", "20"]


def test_near_each_statement_is_a_mark_and_too_many_are_counted():
    """Six in a stack, then +n; those known to a month only stay in the area."""
    said = [StatementEntry(f"a{n}", "2011-06-21") for n in range(9)] + [StatementEntry("m", "2011-06")]
    shapes, hits = _drawn(said, day(2011, 6, 1), day(2011, 7, 5))
    assert len(hits) == MOST_STACKED and "m" not in {h.id for h in hits}
    assert [s.text for s in shapes if isinstance(s, Text)] == ["+3"]


def test_days_show_the_first_words():
    """With who said them."""
    shapes, _ = _drawn(
        [StatementEntry("a", "2011-06-21", "Ana", "we will not sit")], day(2011, 6, 18), day(2011, 6, 27)
    )
    assert "Ana: we will not sit" in [s.text for s in shapes if isinstance(s, Text)]


@pytest.mark.parametrize(
    ("count", "top"), [(0, 4), (3, 4), (5, 10), (11, 20), (21, 40), (41, 100), (100, 100), (101, 200)]
)
def test_the_scale_ends_on_a_round_number(count, top):
    """4, 10, 20, 40, 100 …"""
    assert round_top(count) == top

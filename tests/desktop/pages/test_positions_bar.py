"""The line above the matrix: days that can be stepped, a date to compare with, told where it cannot be read."""

import pytest

from kpdesk.desktop.pages.positions_bar import PositionsBar
from tests.analysis.timeline_cases import day

DAYS = [day(2009), day(2010), day(2011)]


@pytest.fixture
def bar(qtbot):
    made = PositionsBar()
    qtbot.addWidget(made)
    made.set_days(DAYS, keep=False)
    return made


def test_it_begins_at_the_latest_day_and_stops_at_both_ends(bar):
    """From change to change."""
    seen = []
    for _ in range(4):
        seen.append(bar.day)
        bar.earlier()
    assert seen == [DAYS[2], DAYS[1], DAYS[0], DAYS[0]]
    bar.later()
    assert bar.day == DAYS[1]


def test_a_day_between_changes_steps_to_its_neighbours(bar):
    """Brushed days need not be days of change."""
    bar.choose_day(day(2010, 6), compared=day(2009, 3))
    assert bar.compared_day() == day(2009, 3)
    bar.later()
    assert bar.day == DAYS[2]


def test_new_positions_keep_an_earlier_day_and_follow_the_latest(bar):
    """Who looks at the past stays there."""
    bar.earlier()
    bar.set_days([*DAYS, day(2012)], keep=True)
    assert bar.day == DAYS[1]
    bar.later()
    bar.later()
    bar.set_days([*DAYS, day(2012), day(2013)], keep=True)
    assert bar.day == day(2013)


def test_a_date_that_cannot_be_read_is_marked(bar):
    """Beside its field."""
    bar.compare.setText("31 June 2011")
    assert bar.compared_day() is None and "June has 30 days" in bar.compare.toolTip()
    bar.compare.setText("Nov 2010")
    assert bar.compared_day() == day(2010, 11, 30) and not bar.compare.property("problem")

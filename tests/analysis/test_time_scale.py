"""The axis: zooming keeps the day under the pointer, ticks never crowd, the calendar's ends hold."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.analysis.date_spans import LAST_DAY
from kpdesk.analysis.font_metrics import width as text_width
from kpdesk.analysis.time_scale import Level, TimeScale, fine_years, month_starts, ticks

SCALES = st.builds(
    lambda middle, per_px, width: TimeScale(middle - per_px * width / 2, per_px, width).held(),
    st.integers(1, LAST_DAY), st.floats(0.0008, 8000), st.integers(40, 2600).map(float),
)  # fmt: skip


@given(SCALES, st.floats(0.2, 5), st.floats(0, 1))
def test_zooming_keeps_the_day_under_the_pointer(scale, factor, share):
    """Unless an end of zoom or calendar is reached."""
    at = share * scale.width
    nearer = scale.zoomed(factor, at)
    if nearer.days_per_px == scale.days_per_px / factor and nearer == TimeScale(
        scale.day(at) - at * nearer.days_per_px, nearer.days_per_px, scale.width
    ):
        assert abs(nearer.day(at) - scale.day(at)) <= 1e-6 * max(1.0, nearer.days_per_px)
    assert nearer.left <= LAST_DAY and nearer.right >= 1


@given(SCALES)
def test_labels_of_the_axis_never_touch(scale):
    """In each row, at any zoom, anywhere in the calendar."""
    found = ticks(scale)
    assert len(found) < 1200
    for row, size, bold in ((0, 12, True), (1, 11, False)):
        labels = sorted((t.label_x, t.label) for t in found if t.row == row and t.label)
        ends = [x + text_width(word, size, bold) for x, word in labels]
        assert all(end < x for end, (x, _) in zip(ends, labels[1:], strict=False))
        assert all(end <= scale.width for end in ends)


def test_levels_follow_the_days_in_a_thousand_pixels():
    """The table of the design."""
    per = {6000: Level.DECADES, 2000: Level.YEARS, 500: Level.MONTHS, 60: Level.WEEKS, 10: Level.DAYS}
    assert {days: TimeScale(0, days / 1000, 1000).level for days in per} == per


def test_each_level_names_its_units():
    """From decades to weekdays."""

    def labels(first, last):
        return {t.label for t in ticks(TimeScale.fitting(first.toordinal(), last.toordinal(), 1136)) if t.label}

    assert {"2000s", "2011"} <= labels(date(2000, 1, 1), date(2026, 1, 1))
    assert {"2011", "Q3"} <= labels(date(2010, 1, 1), date(2013, 12, 31))
    assert {"2011", "June"} <= labels(date(2011, 1, 1), date(2011, 12, 31))
    assert {"June 2011", "Mon 20 Jun"} <= labels(date(2011, 6, 1), date(2011, 7, 31))
    assert {"June 2011", "Mon 20 June"} <= labels(date(2011, 6, 18), date(2011, 6, 27))


def test_the_first_label_stays_at_the_left_edge():
    """Panned into a month, its name is still there."""
    scale = TimeScale(date(2011, 6, 10).toordinal(), 0.03, 600)
    assert [t.label_x for t in ticks(scale) if t.label == "June 2011"] == [4.0]


def test_fitting_shows_the_whole_stretch():
    """Both ends in view, even a single day."""
    for first, last in ((1, LAST_DAY), (733000, 733000), (733000, 740000)):
        scale = TimeScale.fitting(first, last, 800)
        assert scale.x(first) >= 0 and scale.x(last + 1) <= 800


def test_months_and_years_begin_on_their_first_day():
    """Also at the end of the calendar."""
    scale = TimeScale.fitting(date(2010, 11, 5).toordinal(), date(2011, 2, 3).toordinal(), 500)
    assert [date.fromordinal(d).day for d in month_starts(scale, 1)] == [1] * len(month_starts(scale, 1))
    assert month_starts(TimeScale(LAST_DAY - 10, 1, 100), 1)[-1] == date(9999, 12, 1).toordinal()
    assert fine_years(TimeScale.fitting(1, LAST_DAY, 1000))[-1] == LAST_DAY + 1


def test_a_resized_plot_shows_the_same_days():
    """A wider window shows nothing new, only larger."""
    scale = TimeScale(730000, 2.0, 500)
    assert abs(scale.resized(1000).right - scale.right) < 1e-6

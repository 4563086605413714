"""The timeline as a widget: every mark clicked is the right one, keys walk it, nothing odd breaks it."""

import pytest
from PySide6.QtCore import QPoint, Qt

from kpdesk.analysis.timeline_data import TimelineIndex
from kpdesk.desktop import theme
from kpdesk.desktop.canvases.timeline import TimelineCanvas, brush_days
from tests.analysis.test_timeline import ODD
from tests.analysis.timeline_cases import a_small_timeline, day


@pytest.fixture
def canvas(qtbot):
    made = TimelineCanvas()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.set_index(TimelineIndex(a_small_timeline()))
    return made


def _click(qtbot, canvas, hit):
    place = QPoint(round((hit.x + hit.w / 2) * canvas.zoom), round((hit.y + hit.h / 2) * canvas.zoom))
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("span", [(day(2009), day(2013)), (day(2011), day(2012)), (day(2011, 6, 10), day(2011, 6, 28))])
def test_every_mark_in_view_is_the_one_that_is_selected_when_clicked(qtbot, canvas, span, scale):
    """Meetings, presences, statements, changes; at any size of letters."""
    theme.current.apply(scale=scale)
    canvas.show_days(*span)
    kinds = set()
    for hit in [h for h in canvas.frame.hits if h.kind in ("meeting", "participation", "statement", "position")]:
        if 0 <= hit.x + hit.w / 2 - 144 <= canvas.view.scale.width:
            _click(qtbot, canvas, hit)
            assert canvas.view.selected == hit.id
            kinds.add(hit.kind)
    assert "meeting" in kinds
    theme.current.apply(scale=1.0)


@pytest.mark.parametrize("name", ODD)
def test_odd_data_is_painted_at_any_nearness(canvas, name):
    """None breaks."""
    canvas.set_index(TimelineIndex(ODD[name]))
    canvas.fit()
    for _ in range(6):
        canvas.zoom_by(12, 300)
        assert not canvas.grab().isNull()
    canvas.resize(200, 90)
    assert not canvas.grab().isNull()


def test_the_selected_mark_is_said_and_shown_in_a_card(canvas):
    """In words, for those who hear it."""
    with_signal = []
    canvas.chosen.connect(lambda kind, id_: with_signal.append((kind, id_)))
    canvas.select("meeting", "m4", reveal=True)
    assert with_signal == [("meeting", "m4")]
    assert canvas.accessibleDescription().startswith("2011 intersessional, 20–23 June 2011")
    canvas.show_card()
    assert canvas.card.isVisible()


def test_selecting_what_is_out_of_view_brings_it_in(canvas):
    """Panned as little as needed."""
    canvas.show_days(day(2009, 1, 1), day(2009, 6, 1))
    canvas.select("meeting", "m4", reveal=True)
    assert canvas.hit_of("m4") is not None


def test_zoom_to_the_selection_centre_and_fit(canvas):
    """Z, C and F."""
    canvas.select("meeting", "m4")
    canvas.zoom_to_selection()
    assert 50 < canvas.view.scale.right - canvas.view.scale.left < 90
    canvas.centre_on(day(2010, 6, 1))
    assert canvas.view.scale.day(canvas.view.scale.width / 2) == pytest.approx(day(2010, 6, 1))
    canvas.fit()
    assert canvas.view.scale.left < day(2009, 11) and canvas.view.scale.right > day(2011, 8)


def test_other_data_keep_the_stretch_of_time_in_view(canvas):
    """A review elsewhere does not throw one back to the start."""
    canvas.show_days(day(2010), day(2011))
    scale = canvas.view.scale
    canvas.set_index(TimelineIndex(a_small_timeline().reviewed()))
    assert canvas.view.scale == scale


def test_a_brush_takes_whole_days_and_is_told_as_dates(canvas, qtbot):
    """First and last day, both included."""
    with qtbot.waitSignal(canvas.brushed) as told:
        canvas.set_brush((day(2011, 8, 31) + 0.5, day(2011, 4, 1) + 0.2))
    assert told.args == [("2011-04-01", "2011-08-31")]
    assert brush_days(("2011-04-01", "2011-08-31")) == canvas.view.brush
    assert brush_days(None) is None
    with qtbot.waitSignal(canvas.brushed) as told:
        canvas.set_brush(None)
    assert told.args == [None]


def test_a_theme_change_paints_anew(canvas):
    """No light picture is left in the dark."""
    light = canvas.grab().toImage().pixelColor(4, 300)
    theme.current.apply(choice="dark")
    assert canvas.grab().toImage().pixelColor(4, 300) != light

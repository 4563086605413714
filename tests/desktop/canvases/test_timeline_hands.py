"""Mouse and keys of the timeline, as the design's table has them."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from kpdesk.analysis.timeline_data import TimelineIndex
from kpdesk.desktop.canvases.timeline import TimelineCanvas
from tests.analysis.timeline_cases import a_small_timeline, day


@pytest.fixture
def canvas(qtbot):
    made = TimelineCanvas()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.set_index(TimelineIndex(a_small_timeline()))
    made.show_days(day(2009), day(2013))
    return made


def _drag(qtbot, canvas, start, end):
    view = canvas.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(*start))
    qtbot.mouseMove(view, QPoint((start[0] + end[0]) // 2, end[1]))
    qtbot.mouseMove(view, QPoint(*end))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def _wheel(canvas, x, y, across, down, keys=Qt.KeyboardModifier.NoModifier):
    where = QPointF(x, y)
    event = QWheelEvent(
        where, where, QPoint(), QPoint(across, down), Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(canvas.viewport(), event)


def test_dragging_the_plot_pans_exactly(qtbot, canvas):
    """The day under the pointer stays under it."""
    held = canvas.view.scale.day(400)
    _drag(qtbot, canvas, (544, 300), (744, 300))
    assert canvas.view.scale.day(600) == pytest.approx(held)


def test_dragging_the_axis_brushes_and_a_click_there_takes_it_away(qtbot, canvas):
    """Told when the button is let go."""
    with qtbot.waitSignal(canvas.brushed) as told:
        _drag(qtbot, canvas, (500, 20), (700, 20))
    first, last = told.args[0]
    assert first < last and canvas.view.brush is not None
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(900, 20))
    assert canvas.view.brush is None


def test_the_minimap_moves_and_stretches_the_window(qtbot, canvas):
    """Its frame pans, its edge zooms."""
    canvas.show_days(day(2010, 3), day(2010, 9))
    y = 700
    before = canvas.view.scale
    _drag(qtbot, canvas, (900, y), (1000, y))
    assert canvas.view.scale.left > before.left
    assert canvas.view.scale.days_per_px == pytest.approx(before.days_per_px)


def test_the_wheel_zooms_at_the_pointer_and_shift_pans(canvas):
    """Over the lane heads it scrolls."""
    held = canvas.view.scale.day(456)
    _wheel(canvas, 600, 300, 0, 240)
    assert canvas.view.scale.day(456) == pytest.approx(held)
    near = canvas.view.scale
    _wheel(canvas, 600, 300, 0, 120, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.view.scale.left < near.left and canvas.view.scale.days_per_px == near.days_per_px


def test_arrows_walk_marks_and_lanes(qtbot, canvas):
    """Right and left in a lane, down to the nearest in the next one, Home and End."""
    canvas.select("meeting", "m1")
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.view.selected == "m3"
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.view.selected in ("m2", "m4")
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.view.selected == "m2"
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.view.selected == "m4"
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.selected_kind == "statement"


def test_return_opens_space_shows_the_card_and_esc_leaves_one_thing_after_the_other(qtbot, canvas):
    """Card, brush, selection."""
    canvas.select("meeting", "m4")
    with qtbot.waitSignal(canvas.opened) as told:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert told.args == ["meeting", "m4"]
    canvas.set_brush((day(2011), day(2012)))
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.card.isVisible()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.card.isVisible() and canvas.view.brush
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.view.brush is None and canvas.view.selected
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.view.selected


def test_a_brush_can_be_made_by_keys_alone(qtbot, canvas):
    """B, arrows, B."""
    canvas.select("meeting", "m4")
    canvas.keys.brush()
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    with qtbot.waitSignal(canvas.brushed) as told:
        canvas.keys.brush()
    first, last = told.args[0]
    assert first.startswith("2011-06") and last > first


def test_p_goes_to_the_next_position_change(canvas):
    """And back."""
    canvas.keys.change(1)
    assert canvas.selected_kind == "position"


def test_a_click_on_a_lane_head_folds_it_and_page_keys_pan(qtbot, canvas):
    """And opens it again."""
    head = next(h for h in canvas.frame.hits if h.kind == "lane")
    for folded in (True, False):
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, round(head.y + 10)))
        assert (head.id in canvas.view.folded) is folded
    left = canvas.view.scale.left
    qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.view.scale.left > left

"""What canvases share: they scroll a picture, find what is under the pointer, and say the current mark."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from kpdesk.desktop.canvases.canvas import Canvas, speak
from kpdesk.domain.drawing import Box, Hit, Layer


class _Picture(Canvas):
    def content(self):
        return 2000.0, 1500.0

    def lay_out(self, width, height):
        x, y = self.scrolled
        return [Layer(name="x", shapes=[Box(0, 0, width, height, "meeting")])], [
            Hit(10 - x, 10 - y, 20, 20, "cell", "a"),
            Hit(10 - x, 10 - y, 5, 5, "cell", "b"),
        ]


def test_a_canvas_scrolls_and_finds_the_topmost_mark(qtbot):
    """After scrolling the mark is somewhere else."""
    canvas = _Picture("Picture")
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    assert canvas.at(QPoint(12, 12)).id == "b" and canvas.at(QPoint(25, 25)).id == "a"
    assert canvas.at(QPoint(200, 200)) is None
    canvas.verticalScrollBar().setValue(100)
    assert canvas.at(QPoint(12, 12)) is None
    assert canvas.grab().toImage().pixelColor(50, 50).isValid()


def test_the_current_mark_is_the_canvas_s_description(qtbot):
    """What a screen reader reads."""
    widget = QWidget()
    qtbot.addWidget(widget)
    speak(widget, "Kinshasa, 20–23 June 2011")
    assert widget.accessibleDescription() == "Kinshasa, 20–23 June 2011"

"""The overview: dashes for what is undecided, and a click that goes there."""

from PySide6.QtCore import QPoint, Qt

from kpdesk.desktop import theme
from kpdesk.desktop.reader.strip import OverviewStrip
from tests.desktop.reader.texts import LONG, a_reader, span


def test_undecided_marks_are_dashes_where_they_lie_in_the_whole(qtbot):
    """And decided ones are not there."""
    reader = a_reader(qtbot)
    strip = OverviewStrip(reader)
    qtbot.addWidget(strip)
    strip.resize(12, 400)
    reader.set_spans([span(LONG, "Paragraph 20.", state="proposed"), span(LONG, "Paragraph 1.", state="accepted")])
    image = strip.grab().toImage()
    dashes = [y for y in range(400) if image.pixelColor(6, y).name() == theme.colour("proposed").name()]
    assert dashes and 180 < dashes[0] < 230 and len(dashes) == 2


def test_a_click_on_the_strip_goes_to_that_part_of_the_text(qtbot):
    """Near the end for a click near the foot."""
    reader = a_reader(qtbot)
    strip = OverviewStrip(reader)
    qtbot.addWidget(strip)
    strip.resize(12, 400)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(6, 396))
    assert reader.verticalScrollBar().value() > reader.verticalScrollBar().maximum() * 0.9

"""A text as it looks: no part of it changes, the view stays put while estimates become facts, evidence comes in view."""

import pytest

from kpdesk.desktop import theme
from kpdesk.desktop.reader.setting import Setting
from tests.desktop.reader.texts import LONG, ODD, a_reader, span


def test_evidence_far_down_comes_into_view_with_its_fill(qtbot):
    """A third down the page, filled with the evidence colour."""
    reader = a_reader(qtbot)
    words = span(LONG, "Paragraph 30")
    reader.set_evidence([(words.start, words.end)])
    reader.show_span(words.start, words.end)
    rect = reader.rect_of(words.start, words.end)
    assert reader.viewport().rect().toRectF().contains(rect)
    image = reader.viewport().grab(rect.toAlignedRect()).toImage()
    assert theme.colour("evidence").name() in {image.pixelColor(x, 3).name() for x in range(image.width())}


def test_what_is_at_the_top_stays_there_while_the_rest_is_laid_out(qtbot):
    """Idle layout above the view must not move it."""
    reader = a_reader(qtbot)
    reader.page.start_over()
    words = span(LONG, "Paragraph 35")
    reader.show_span(words.start, words.end)
    before = reader.rect_of(words.start, words.end).top()
    while reader.page.lay_out_some(0.0001) or reader._idle.isActive():
        reader._lay_out_more()
    assert abs(reader.rect_of(words.start, words.end).top() - before) <= 28 * 3


@pytest.mark.parametrize("pixels", [12, 16, 28])
def test_larger_letters_keep_the_column_within_its_bounds(qtbot, pixels):
    """Zoom from 12 to 28."""
    reader = a_reader(qtbot)
    reader.reshape(Setting(pixels=pixels))
    assert reader.page.shape.line == round(pixels * 28 / 16)
    assert reader.page.left + reader.page.column <= reader.viewport().width()


def test_the_document_holds_the_text_and_nothing_can_be_typed_into_it(qtbot):
    """Read-only; another text replaces it whole."""
    reader = a_reader(qtbot, ODD)
    qtbot.keyClicks(reader, "abc")
    assert reader.document().characterCount() == reader.offsets.units + 1
    reader.set_text("Short.")
    assert reader.toPlainText() == "Short." and reader.marks.marks == []


def test_dark_and_light_paint_their_own_page(qtbot):
    """No light panel left in the dark theme."""
    reader = a_reader(qtbot)
    theme.current.apply(choice="dark")
    image = reader.viewport().grab().toImage()
    assert image.pixelColor(2, 2).name() == theme.colour("page").name()

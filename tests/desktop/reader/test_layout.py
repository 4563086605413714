"""Lines of at most 80 characters in one column, estimates that become facts, spans as rectangles line by line."""

import pytest
from PySide6.QtCore import QPointF, Qt

from tests.desktop.reader.texts import LONG, ODD, PARAGRAPH, a_reader


def lines(reader):
    block = reader.document().begin()
    while block.isValid():
        layout = reader.page.ensure(block)
        for i in range(layout.lineCount()):
            yield layout.lineAt(i)
        block = block.next()


def test_lines_hold_at_most_eighty_characters_however_wide_the_window(qtbot):
    """And the column stays in the middle."""
    for width in (560, 1000, 2400):
        reader = a_reader(qtbot, PARAGRAPH * 30, width=width)
        lengths = [line.textLength() for line in lines(reader)]
        assert max(lengths) <= 88 and sum(lengths[:-1]) / len(lengths[:-1]) <= 80
        assert reader.page.left + reader.page.column <= width


def test_estimated_heights_become_exact_and_the_size_follows(qtbot):
    """Laying out everything gives the same height as laying out from the end."""
    reader = a_reader(qtbot)
    total = reader.page.documentSize().height()
    reader.page.start_over()
    reader.page.ensure(reader.document().lastBlock())
    while reader.page.lay_out_some(1.0):
        pass
    assert reader.page.documentSize().height() == total


def test_a_point_and_the_character_drawn_there_agree(qtbot):
    """Hit tests find what ``pieces`` drew, for ordinary, wide and right-to-left characters."""
    reader = a_reader(qtbot, ODD)
    for words in ("Café", "owners", "anybody", "chair", "Ana"):
        start = reader.offsets.to_units(ODD.index(words))
        piece = reader.page.pieces(start, start + len(words))[0]
        middle = QPointF(piece.rect.left() + 2, piece.rect.center().y())
        assert reader.page.hitTest(middle, Qt.HitTestAccuracy.ExactHit) == start


def test_a_span_over_a_line_end_stops_at_the_last_letter(qtbot):
    """Underlines do not run on into the blank before the wrap."""
    reader = a_reader(qtbot, PARAGRAPH * 4)
    pieces = reader.page.pieces(0, len(PARAGRAPH) * 2)
    assert len(pieces) > 2 and pieces[0].first and pieces[-1].last and not pieces[0].last
    line = reader.document().begin().layout().lineAt(0)
    assert pieces[0].rect.width() < line.naturalTextWidth() + 1
    assert pieces[0].rect.right() <= reader.page.left + line.naturalTextRect().right()


def test_only_what_shows_is_measured(qtbot):
    """A span through the whole text costs its visible lines."""
    reader = a_reader(qtbot)
    shown = reader.page.pieces(0, len(LONG), top=500, bottom=900)
    assert 0 < len(shown) <= 18
    assert all(400 < p.rect.top() < 1000 for p in shown)


def test_right_to_left_text_has_its_gutter_on_the_right(qtbot):
    """Mirrored, by the language of the source."""
    left = a_reader(qtbot, "שלום " * 60, language="he")
    assert left.page.shape.right_to_left
    assert left.page.left < 56 <= 560 - left.page.left - left.page.column


def test_a_headline_in_the_text_is_set_larger_and_not_repeated(qtbot):
    """The first line that is the title is the headline."""
    own = a_reader(qtbot, "A headline\nFirst paragraph of the text.", title="A headline", meta="The Example")
    assert own.page.shape.headline_blocks == 1 and own.page.shape.head_height == 0
    other = a_reader(qtbot, "First paragraph of the text.", title="A headline", meta="The Example")
    assert other.page.shape.headline_blocks == 0 and other.page.shape.head_height > 0


@pytest.mark.parametrize("text", ["A headline\nFirst.\nSecond.", "A headline\n\nFirst.\n\nSecond."])
def test_outlet_and_date_stand_between_headline_and_text(qtbot, text):
    """With or without an empty line there."""
    reader = a_reader(qtbot, text, title="A headline", meta="The Example")
    headline = reader.page.pieces(0, 10)[0].rect
    first = reader.page.pieces(text.index("First"), text.index("First") + 5)[0].rect
    assert headline.bottom() <= reader.page.below_headline() <= first.top() - reader.page.shape.meta_height


def test_readers_come_and_go_without_leaving_layouts_behind(qtbot):
    """The document owns its layout; texts are replaced and readers deleted without a dangling one."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from kpdesk.desktop.reader import layout
    from kpdesk.desktop.reader.text_view import ReaderText

    before = len(layout._ALIVE)
    for _ in range(20):
        reader = ReaderText()
        reader.resize(500, 300)
        reader.show()
        reader.set_text(PARAGRAPH)
        reader.set_text(PARAGRAPH * 3)
        reader.deleteLater()
        del reader
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(layout._ALIVE) <= before

"""The text under the keyboard and the mouse: marks by Tab, selections as the store has them, ends moved, copying."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.desktop.reader.texts import LONG, ODD, a_reader, span


def test_a_selection_gives_the_stores_characters(qtbot):
    """After emoji, a no-break space, U+2029 and CR LF."""
    reader = a_reader(qtbot, ODD)
    for words in ("owners", "“we were not asked”\u00a0–", "שלום", "Ana 👩‍👩‍👧 agreed"):
        start = ODD.index(words)
        reader.select(start, start + len(words))
        assert ODD[slice(*reader.selected())] == words


def test_ctrl_c_copies_the_quotation_with_its_citation_and_ctrl_shift_c_the_characters(qtbot):
    """The no-break space survives in both."""
    reader = a_reader(qtbot, ODD)
    reader.cite = lambda start, end, quote: f"“{quote}” (cited)"
    start = ODD.index("asked”\u00a0– by")
    reader.select(start, start + len("asked”\u00a0– by"))
    qtbot.keyClick(reader, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "“asked”\u00a0– by” (cited)"
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(reader, Qt.Key.Key_C, modifiers)
    assert QGuiApplication.clipboard().text() == "asked”\u00a0– by"


def test_tab_walks_the_marks_and_tells_what_each_is(qtbot):
    """In the order of the text; the mark comes into view and is spoken."""
    reader = a_reader(qtbot)
    end = len(LONG) - 4
    far = span(LONG, "Paragraph 39", "meeting", label="The last meeting", state="proposed")
    reader.set_spans([far, span(LONG, "Coalition", label="The Coalition")])
    said = []
    reader.marks_clicked.connect(lambda marks: said.append(marks[0].spans[0].label))
    qtbot.keyClick(reader, Qt.Key.Key_Tab)
    qtbot.keyClick(reader, Qt.Key.Key_Tab)
    assert said == ["The Coalition", "The last meeting"]
    assert reader.accessibleDescription() == "meeting, The last meeting, proposed"
    assert reader.viewport().rect().contains(reader.rect_of(far.start, far.end).toAlignedRect())
    qtbot.keyClick(reader, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert said[-1] == "The Coalition" and end > 0


def test_the_ends_of_a_span_are_moved_from_the_keyboard(qtbot):
    """Words with the arrows, characters with Shift, the other end by Tab; Return keeps, Esc drops."""
    reader = a_reader(qtbot, ODD)
    start = ODD.index("we were")
    reader.adjust(start, start + len("we were"))
    qtbot.keyClick(reader, Qt.Key.Key_Right)
    qtbot.keyClick(reader, Qt.Key.Key_Tab)
    qtbot.keyClick(reader, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(reader.adjusted) as kept:
        qtbot.keyClick(reader, Qt.Key.Key_Return)
    assert ODD[slice(*kept.args)] == "“we were not"
    reader.adjust(start, start + 2)
    with qtbot.assertNotEmitted(reader.adjusted):
        qtbot.keyClick(reader, Qt.Key.Key_Escape)
    assert reader.moving is None


def test_hovering_a_mark_asks_for_its_card(qtbot):
    """After a moment, with the place of its characters; Space does the same at the caret."""
    reader = a_reader(qtbot)
    mark = span(LONG, "Windhoek", "meeting")
    reader.set_spans([mark])
    middle = reader.rect_of(mark.start, mark.end).center().toPoint()
    with qtbot.waitSignal(reader.marks_hovered, timeout=2000) as hovered:
        qtbot.mouseMove(reader.viewport(), middle)
    assert hovered.args[0][0].spans == (mark,)
    reader.show_span(mark.start, mark.end)
    with qtbot.waitSignal(reader.marks_hovered):
        qtbot.keyClick(reader, Qt.Key.Key_Space)


@pytest.mark.parametrize(
    ("key", "signal"), [(Qt.Key.Key_T, "tag_asked"), (Qt.Key.Key_X, "adjust_asked"), (Qt.Key.Key_D, "dim_asked")]
)
def test_single_keys_ask_the_pane(qtbot, key, signal):
    """T tags, X adjusts, D dims."""
    reader = a_reader(qtbot)
    with qtbot.waitSignal(getattr(reader, signal)):
        qtbot.keyClick(reader, key)


def test_screen_readers_read_the_text_itself(qtbot):
    """A real text widget: Qt's accessible text interface gives the characters."""
    reader = a_reader(qtbot, "Ana Sithole told reporters.", title="Monitors stay away")
    found = QAccessible.queryAccessibleInterface(reader)
    assert found.role() == QAccessible.Role.EditableText or found.role() == QAccessible.Role.Document
    assert found.textInterface().text(0, 11) == "Ana Sithole"


@pytest.mark.parametrize(
    ("modifier", "words"),
    [
        (Qt.KeyboardModifier.NoModifier, "Coalition told reporters"),
        (Qt.KeyboardModifier.ControlModifier, "alition told repor"),
    ],
)
def test_dragging_over_words_selects_whole_words(qtbot, modifier, words):
    """Also when the drag began and ended inside a word; with Ctrl at the end the characters stay."""
    reader = a_reader(qtbot)
    start = LONG.index("alition told repor")
    end = start + len("alition told repor")
    box, last = reader.rect_of(start, start + 1), reader.rect_of(end - 1, end)
    here = QPoint(round(box.left()) + 1, round(box.center().y()))
    there = QPoint(round(last.right()), round(last.center().y()))
    viewport = reader.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, here)
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove, QPointF(there), QPointF(viewport.mapToGlobal(there)), Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(viewport, move)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, modifier, there)
    assert LONG[slice(*reader.selected())] == words

"""The text as a person works with it: caret and marks from the keyboard, hover, copying, moving ends.

It knows spans and signals only; what a record is, and what is done with it, is the pane's business.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu

from kpdesk.desktop import actions
from kpdesk.desktop.reader.adjusting import Move, whole_words
from kpdesk.desktop.reader.marks import Mark
from kpdesk.desktop.reader.page_view import PageView

HOVER_MS = 300
_FIXED = {Qt.Key.Key_Space: "card", Qt.Key.Key_Return: "open", Qt.Key.Key_Enter: "open"}
_COMMANDS = {"reader.tag": "tag", "reader.adjust": "adjust", "reader.undecided": "dim"}


class ReaderText(PageView):
    """A text with its marks. Offsets that go in and come out are code points; signals carry marks and spans."""

    marks_hovered = Signal(object, QRectF)  # list of Mark, the rectangle they lie in (global)
    hover_left = Signal()
    marks_opened = Signal(object)  # list of Mark
    marks_clicked = Signal(object)
    tag_asked = Signal()
    adjust_asked = Signal()
    dim_asked = Signal()
    adjusted = Signal(int, int)  # start, end in code points
    adjusting_ended = Signal()
    zoom_asked = Signal(int)

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.keys_of: Callable[[str], tuple[str, ...]] = actions.keys_of  # the keys that hold for a command now
        self.cite: Callable[[int, int, str], str] | None = None
        self._hovered: tuple[Mark, ...] = ()
        self._hover = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._hover.timeout.connect(self._show_hovered)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._hover.stop()

    # keyboard

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if plain and (self.moving or self._meant(event)):
                event.accept()
                return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is the text's own here; Qt would leave a text that cannot be written in before it hears of the key."""
        return False

    def _meant(self, event: QKeyEvent) -> str:
        """What a key asks for here; empty where it is none of the text's own."""
        if event.key() in _FIXED:
            return _FIXED[Qt.Key(event.key())]
        pressed = QKeySequence(event.keyCombination())
        return next((w for name, w in _COMMANDS.items() if pressed in map(QKeySequence, self.keys_of(name))), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if self.moving is not None:
            self._adjust_key(event)
            return
        if control and key == Qt.Key.Key_C:
            self.copy_characters() if shift else self.copy()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not control:
            back = key == Qt.Key.Key_Backtab or shift
            if not self.focus_mark(-1 if back else 1):
                super().focusNextPrevChild(not back)
        elif (meant := self._meant(event)) and not control:
            self._do(meant)
        elif key == Qt.Key.Key_Escape and (self.textCursor().hasSelection() or self.scene.focus):
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _do(self, what: str) -> None:
        if what == "tag":
            self.tag_asked.emit()
        elif what == "dim":
            self.dim_asked.emit()
        elif what == "adjust":
            self.adjust_asked.emit()
        elif what == "card":
            self._show_card_at_caret()
        elif self.selected():
            self.tag_asked.emit()
        elif found := self.marks_here():
            self.marks_opened.emit(found)

    def _let_go(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self.scene.focus = None
        self.hover_left.emit()
        self.viewport().update()

    def focus_mark(self, step: int) -> bool:
        """Go to the next or previous mark in the text; False where there is none."""
        here = self.scene.focus[0] if self.scene.focus else self.textCursor().position() - (1 if step > 0 else 0)
        mark = self.marks.after(here, step=step)
        if mark is None:
            self.scene.focus = None
            self.viewport().update()
            return False
        self.scene.focus = (mark.start, mark.end)
        start, end = self.offsets.to_code_points(mark.start), self.offsets.to_code_points(mark.end)
        self.show_span(start, end)
        self.setAccessibleDescription(", ".join([mark.kind, *(s.label for s in mark.spans if s.label), mark.state]))
        self.marks_clicked.emit([mark])
        return True

    def marks_here(self) -> list[Mark]:
        """The marks under the caret, or the one reached by Tab with what lies over the same place."""
        if self.scene.focus:
            a, b = self.scene.focus
            exact = [m for m in self.marks.at(a) if (m.start, m.end) == (a, b)]
            return exact + [m for m in self.marks.at(a) if m not in exact]
        return self.marks.at(self.textCursor().position())

    def _show_card_at_caret(self) -> None:
        found = self.marks_here()
        if found:
            self.marks_hovered.emit(found, self._global(self._rect_of_units(found[0].start, found[0].end)))
        else:
            self.hover_left.emit()

    # copying

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        if chosen := self.selected():
            quote = self.text[slice(*chosen)]
            data.setText(self.cite(*chosen, quote) if self.cite else quote)
        return data

    def copy_characters(self) -> None:
        """Copy the selected characters as the store has them, without a citation."""
        if chosen := self.selected():
            QGuiApplication.clipboard().setText(self.text[slice(*chosen)])

    # the ends of a span

    def adjust(self, start: int, end: int) -> None:
        """Begin to move the ends of a span (code points)."""
        self.moving = Move(self.text, start, end)
        self.viewport().update()

    def cancel_adjusting(self) -> None:
        if self.moving is not None:
            self.moving = None
            self.adjusting_ended.emit()
            self.viewport().update()

    def _adjust_key(self, event: QKeyEvent) -> None:
        move = self.moving
        assert move is not None
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            move.step(-1 if (key == Qt.Key.Key_Left) != self.page.shape.right_to_left else 1, word=not shift)
            self._reveal(*self._units(move.start, move.end))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            move.other_end()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.moving = None
            self.adjusted.emit(move.start, move.end)
            self.adjusting_ended.emit()
        elif key == Qt.Key.Key_Escape:
            self.cancel_adjusting()
        self.viewport().update()

    # mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.moving is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.moving.drag_to(self._code_point_at(event.position()))
            self.viewport().update()
            return
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        found = tuple(self._marks_at(event.position()))
        if found != self._hovered:
            self._hovered = found
            self._hover.start() if found else self.hover_left.emit()
            if not found:
                self._hover.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hover.stop()
        if self.moving is not None:
            self.moving.take_nearest(self._code_point_at(event.position()))
            self.viewport().update()
            return
        self.scene.focus = None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.moving is None:
            super().mouseReleaseEvent(event)
            if event.button() == Qt.MouseButton.LeftButton:
                self._take_whole_words(event.modifiers())
            if not self.textCursor().hasSelection() and (found := self._marks_at(event.position())):
                self.marks_clicked.emit(found)

    def _take_whole_words(self, modifiers: Qt.KeyboardModifier) -> None:
        """What was dragged over or clicked with Shift grows to whole words; with Ctrl it stays as it is."""
        if (chosen := self.selected()) and not modifiers & Qt.KeyboardModifier.ControlModifier:
            grown = whole_words(self.text, *chosen)
            if grown != chosen:
                self.select(*grown)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selection, or with the mark under the pointer."""
        menu = QMenu(self)
        chosen = self.selected() is not None
        for words, deed, possible in (
            ("Copy with citation", self.copy, chosen),
            ("Copy the characters only", self.copy_characters, chosen),
            ("Tag the selection…", self.tag_asked.emit, chosen),
            ("Adjust the ends", self.adjust_asked.emit, bool(self.marks_here())),
            ("Select all", self.selectAll, bool(self.text)),
        ):
            action = menu.addAction(words)
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked=False, deed=deed: deed())
        menu.popup(event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        self._hover.stop()
        self._hovered = ()
        self.hover_left.emit()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _show_hovered(self) -> None:
        if self._hovered:
            first = self._hovered[0]
            self.marks_hovered.emit(list(self._hovered), self._global(self._rect_of_units(first.start, first.end)))

    def _marks_at(self, where: QPointF) -> list[Mark]:
        point = QPointF(where.x(), where.y() + self.verticalScrollBar().value())
        at = self.page.hitTest(point, Qt.HitTestAccuracy.ExactHit)
        if at >= 0:
            return self.marks.at(at)
        shape = self.page.shape
        beside = point.x() > self.page.left + self.page.column if shape.right_to_left else point.x() < self.page.left
        if not beside:
            return []
        unit = self.page.hitTest(QPointF(self.page.left + 1, point.y()), Qt.HitTestAccuracy.FuzzyHit)
        reach = self.page.hitTest(QPointF(self.page.left + self.page.column, point.y()), Qt.HitTestAccuracy.FuzzyHit)
        low, high = min(unit, reach), max(unit, reach)
        return [m for m in self.marks.touching(low, high + 1) if m.kind == "statement"]

    def _code_point_at(self, where: QPointF) -> int:
        point = QPointF(where.x(), where.y() + self.verticalScrollBar().value())
        return self.offsets.to_code_points(self.page.hitTest(point, Qt.HitTestAccuracy.FuzzyHit))

    def global_rect(self, start: int, end: int) -> QRectF:
        """The rectangle around characters (code points) on the screen, for cards beside it."""
        return self._global(self.rect_of(start, end))

    def _global(self, rect: QRectF) -> QRectF:
        corner = self.viewport().mapToGlobal(QPoint(0, 0))
        return rect.translated(corner.x(), corner.y())

"""The one focus ring: two pixels in ``focus``, two away from the control, inside the edge of large panes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from kpdesk.desktop import theme

_GAP, _WIDTH = 2, 2
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange)


class FocusRing(QWidget):
    """Follows the keyboard focus through one window. A widget with the property ``no_ring`` paints its own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._frame = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def around(self) -> QWidget | None:
        """The widget that the ring is drawn around now; None where none is shown."""
        return self._around if self.isVisible() else None

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):  # the one that had the focus may have been destroyed, which moved it
                widget.removeEventFilter(self)
        self._watched = []
        self._around = self._owner(new)
        widget = self._around
        while widget is not None and widget is not self._frame:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _owner(self, new: QWidget | None) -> QWidget | None:
        if new is None or new.window() is not self._frame or new is self._frame:
            return None
        box = new.parentWidget()
        if isinstance(new, QLineEdit) and isinstance(box, QComboBox):
            new = box
        return None if new.property("no_ring") else new

    def _place(self) -> None:
        widget, window = self._around, self._frame
        if widget is None or not widget.isVisible():
            self.hide()
            return
        rect = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
        if not self._is_pane(widget):
            out = _GAP + _WIDTH
            rect = rect.adjusted(-out, -out, out, out)
        parent = widget.parentWidget()
        while parent is not None and parent is not window:
            if isinstance(parent.parentWidget(), QScrollArea):
                rect &= QRect(parent.mapTo(window, parent.rect().topLeft()), parent.size()).adjusted(-4, 0, 4, 0)
            parent = parent.parentWidget()
        rect &= window.rect()
        if rect.isEmpty():
            self.hide()
            return
        self.setGeometry(rect)
        self.setMask(QRegion(self.rect()) - QRegion(self.rect().adjusted(6, 6, -6, -6)))
        self.raise_()
        self.show()
        self.update()

    @staticmethod
    def _is_pane(widget: QWidget) -> bool:
        """Lists, canvases and readers fill their place to the edge: the ring goes inside."""
        if widget.property("pane"):
            return True
        return isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QPlainTextEdit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), _WIDTH))
        inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inner, 6, 6)

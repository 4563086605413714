"""A pop-up over a 30 % veil, 96 from the top: palette and cheat sheet. Esc or a click beside it closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.widgets import step_inside


class Overlay(QWidget):
    """Covers its window; ``panel`` is the pop-up. Closing gives the focus back to where it was."""

    def __init__(self, window: QWidget, *, width: int, name: str) -> None:
        super().__init__(window)
        self._around = window
        self.setAccessibleName(name)
        self._wide = width
        self._opener = QApplication.focusWidget()
        self.panel = QFrame(self)
        self.panel.setProperty("look", "popup")
        self.panel.setAccessibleName(name)
        window.installEventFilter(self)

    def open(self) -> None:
        self._place()
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Close and give the focus back."""
        self.hide()
        self._around.removeEventFilter(self)
        opener = self._opener
        try:
            if opener is not None and opener.isVisible():
                opener.setFocus(Qt.FocusReason.PopupFocusReason)
        except RuntimeError:
            pass  # the opener is gone; the page has put the focus where it belongs
        self.deleteLater()

    def wanted_height(self, most: int) -> int:
        """How high the panel would like to be."""
        return min(most, self.panel.sizeHint().height())

    def _place(self) -> None:
        window = self._around
        self.setGeometry(window.rect())
        top = 96 if window.height() >= 640 else 16
        width = min(theme.px(self._wide), window.width() - 32)
        self.panel.setGeometry(
            (window.width() - width) // 2, top, width, self.wanted_height(window.height() - top - 24)
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._around and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return step_inside(self, forward=next)

    def event(self, event: QEvent) -> bool:
        # Commands of the window below must not fire while this is open.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("shade", 0.3))

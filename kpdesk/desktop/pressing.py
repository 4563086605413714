"""Buttons that are pressed by the same keys everywhere, and one that is a title to follow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

_WITH_CTRL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def _presses(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in _PRESSES and not event.modifiers() & _WITH_CTRL


class PushButton(QPushButton):
    """A button that Return presses as Space does (Qt does so in dialogs only), before either is a command of the page."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _presses(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _presses(event) and event.key() != Qt.Key.Key_Space:
            self.click()
        else:
            super().keyPressEvent(event)


class LinkButton(PushButton):
    """A title to follow, in the place that labels begin; it ends in an ellipsis where there is no room."""

    def __init__(self, text: str, on: Callable[[], object]) -> None:
        super().__init__(text)
        self._full = text
        self.setAccessibleName(text)
        self.setProperty("look", "link")
        self.setProperty("flush", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: on())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 24, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(64, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width() - 16)
        self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


class ToolButton(QToolButton):
    """An icon as a button, pressed by the same keys."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _presses(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _presses(event) and event.key() != Qt.Key.Key_Space:
            self.click()
        else:
            super().keyPressEvent(event)

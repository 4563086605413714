"""The list that opens under a field that completes: as wide as its words, inside the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView

from kpdesk.desktop import theme

WIDEST = 480


class CompletionList(QListView):
    """Give it to ``QCompleter.setPopup``, which makes it as wide as the field: often too narrow for what is offered."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("completions")
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.widen)  # the completer is still placing it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.widen)

    def widen(self) -> None:
        """Give the words the room that the screen has, up to a width that is still read at a glance."""
        frame = self.width() - self.viewport().width()
        wanted = min(self.sizeHintForColumn(0) + frame, theme.px(WIDEST))
        room = self.screen().availableGeometry()
        if self.isVisible() and self.width() < wanted <= room.width():
            left = max(room.left(), min(self.x(), room.right() + 1 - wanted))
            self.setGeometry(left, self.y(), wanted, self.height())

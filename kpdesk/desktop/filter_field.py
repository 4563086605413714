"""The field above a list that narrows it as one types: the same keys lead out of it everywhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from kpdesk.desktop import icons, theme

WAIT_MS = 120


class FilterField(QLineEdit):
    """``settled`` when typing has paused; ``left`` on Return or Down, after ``settled``: the rows take the focus.

    Esc empties it first, and only then means what it means around it.
    """

    settled = Signal()
    left = Signal()

    def __init__(self, name: str, *, lens: bool = True) -> None:
        super().__init__()
        self.setPlaceholderText("Filter…")
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self._lens = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition) if lens else None
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.settled)
        self.textChanged.connect(lambda _text: self._wait.start())
        theme.current.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        if self._lens is not None:
            self._lens.setIcon(icons.icon("list-filter", "text.2", 16))

    def settle(self) -> None:
        """Do not wait: what stands here holds now."""
        self._wait.stop()
        self.settled.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._empties(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._empties(event):
            self.clear()
            self.settle()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.settle()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _empties(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and not event.modifiers() and bool(self.text())

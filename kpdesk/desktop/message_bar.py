"""One line that says what happened, with Undo: at the foot of the page, covering nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk, Message
from kpdesk.desktop.widgets import button, clear, hbox, icon_button, label, restyle

STAYS_MS = 10_000
_ICONS = {"ok": "circle-check", "info": "info", "warn": "triangle-alert", "error": "octagon-alert"}


class MessageBar(QFrame):
    """Shows one message at a time. Success leaves by itself, never while pointed at or focused; errors stay."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.message: Message | None = None
        self._earlier = 0
        self._made: list[QPushButton] = []
        self.setAccessibleName("Messages")
        self._picture = icon_button("info", "Message")
        self._picture.setEnabled(False)
        self._picture.hide()
        self._words = label(wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._actions = QWidget()
        self._action_row = hbox(self._actions, space=4)
        self._more = button("", lambda: desk.go("history"), look="link")
        self._close = icon_button("x", "Close the message", self.leave, size=16)
        row = hbox(self, margins=(16, 4, 8, 4), space=8)
        row.addWidget(self._words, 1)
        row.addWidget(self._actions)
        row.addWidget(self._more)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        desk.said.connect(self.show_message)
        desk.case_changed.connect(self.leave)
        desk.went.connect(self._on_went)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show this one instead of what was there."""
        self._earlier = self._earlier + 1 if self.isVisible() and self.message and self.message.level == "ok" else 0
        self.message = message
        restyle(self, level=message.level)
        self.setMinimumHeight(theme.px(40))
        self._words.setText(message.text)
        clear(self._action_row)
        self._made = []
        for words, on in message.actions:
            made = button(words, lambda on=on: self._act(on), look="link")
            self._action_row.addWidget(made)
            self._made.append(made)
        self._actions.setVisible(bool(message.actions))
        self._more.setVisible(self._earlier > 0)
        self._more.setText(f"+{self._earlier} more")
        self._more.setAccessibleName(f"{self._earlier} more in History")
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))
        if message.level in ("ok", "info"):
            self._timer.start(STAYS_MS)
        else:
            self._timer.stop()

    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return self.message.text if self.message and self.isVisible() else ""

    def buttons(self) -> list[QPushButton]:
        """The buttons of the message, Undo first."""
        return list(self._made) if self.isVisible() else []

    def leave(self) -> None:
        """Close the message."""
        self._timer.stop()
        self._earlier = 0
        self.message = None
        self.hide()

    def _act(self, on) -> None:  # type: ignore[no-untyped-def]
        self.leave()
        on()

    def _on_went(self, place: str, _where: object) -> None:
        if self.message is not None and self.message.leads_to == place:
            self.leave()

    def _on_time(self) -> None:
        focused = self.window().focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._timer.start(STAYS_MS)
        else:
            self.leave()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.message and self.message.level in ("ok", "info"):
            self._timer.start(STAYS_MS)
        super().leaveEvent(event)

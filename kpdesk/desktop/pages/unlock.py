"""A pass-phrase is asked for: when a protected case is opened, and when a locked one is to be shown again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.paper import paper, row
from kpdesk.desktop.widgets import button, label
from kpdesk.errors import KpdeskError, PassphraseNeeded

WRONG = "This pass-phrase does not open it. Capital and small letters differ."
WAIT_MS = 1500  # after a pass-phrase that does not open it


class UnlockPage(Page):
    """``show_where(path=…, locked=…)``. Fills the window: no rail, no header. A locked case is not named."""

    place = "unlock"
    name = "Pass-phrase"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.path: Path | None = None
        self.locked = False
        self.heading = label("", "start")
        self.words = label("", "lead", "text.2", wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("Pass-phrase")
        self.field.setPlaceholderText("Pass-phrase")
        self.field.returnPressed.connect(self.unlock)
        self.fault = label("", ink="error", wrap=True)
        self.open_button = button("Open", self.unlock, look="main", key="Return")
        self.leave_button = button("Cancel", self.leave, key="Esc")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._ready)
        column = paper(self, "Pass-phrase", most=480)
        column.addStretch(1)
        for part in (self.heading, self.words, self.field, self.fault):
            column.addWidget(part)
        column.addLayout(row(self.open_button, self.leave_button))
        column.addStretch(2)

    def show_where(self, **where: Any) -> None:
        self.path = Path(where["path"]) if where.get("path") else None
        self.locked = bool(where.get("locked"))
        self.heading.setText("Locked" if self.locked else "Protected")
        name = self.path.name if self.path else "This case"
        self.words.setText(
            "Type the pass-phrase to go on where you were." if self.locked else f"{name} opens with its pass-phrase."
        )
        self.open_button.setText("Unlock   Return" if self.locked else "Open   Return")
        self.leave_button.setVisible(not self.locked)
        self.fault.setText("")
        self.field.clear()
        self._ready()

    def reload(self, changes: object = None) -> None:
        if changes is None:
            self.field.clear()

    def panes(self) -> list[QWidget]:
        return [self.field]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {} if self.locked else {"escape": self.leave}

    def unlock(self) -> None:
        """Try what was typed, aside: deriving the key takes a moment."""
        passphrase, path = self.field.text(), self.path
        door = getattr(self.window(), "door", None)
        if not passphrase or path is None or door is None or not self.field.isEnabled():
            return
        self.fault.setText("")
        self._enable(False)
        self.field.clear()
        door.open_aside(path, passphrase, self._failed)

    def _failed(self, fault: BaseException) -> None:
        if isinstance(fault, PassphraseNeeded):
            self.fault.setText(WRONG)
            self._wait.start()
            return
        self._ready()
        if isinstance(fault, KpdeskError):
            self.fault.setText(str(fault))
        else:
            self.desk.fail(fault)

    def _ready(self) -> None:
        self._enable(True)
        if self.isVisible():
            self.field.setFocus()

    def _enable(self, on: bool) -> None:
        self.field.setEnabled(on)
        self.open_button.setEnabled(on)

    def leave(self) -> None:
        """Back to the case that is open, or to the start."""
        if self.locked:
            return
        self.field.clear()
        if self.desk.can_go(-1):
            self.desk.back()
        else:
            self.desk.go("sources" if self.desk.case is not None else "start")

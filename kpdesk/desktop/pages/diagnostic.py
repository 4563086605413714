"""Copy a diagnostic: all of it is shown first, so that everyone sees that no case text is in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.diagnostic import diagnostic
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.paper import paper, row
from kpdesk.desktop.widgets import button, label


class DiagnosticPage(Page):
    """What is shown is what is copied."""

    place = "diagnostic"
    name = "Copy a diagnostic"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("The diagnostic")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(240)
        self.copy_button = button("Copy it", self.copy, look="main", icon="copy")
        column = paper(self, self.name)
        column.addWidget(label(self.name, "title"))
        column.addWidget(
            label(
                "This is all that is copied: versions, numbers, and where in kpdesk something failed. "
                "No name, no text, no file name of a case. Paste it where you report a fault.",
                wrap=True,
            )
        )
        column.addWidget(self.text, 1)
        column.addLayout(row(self.copy_button))

    def show_where(self, **where: Any) -> None:
        self.text.setPlainText(diagnostic(self.desk.case, self.desk.settings))

    def reload(self, changes: object = None) -> None:
        if changes is None:
            self.text.clear()

    def panes(self) -> list[QWidget]:
        return [self.copy_button, self.text]

    def copy(self) -> None:
        """Put exactly what is shown on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.desk.say("Copied the diagnostic.", "ok")

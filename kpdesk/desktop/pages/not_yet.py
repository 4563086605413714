"""Stands in for a place whose page cannot be made, so that the rest of the window works."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.widgets import EmptyState, vbox


class NotYetPage(Page):
    """Says so, and offers the way back."""

    def __init__(self, desk: Desk, place: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.place, self.name = place, name  # type: ignore[misc]
        self.setProperty("look", "page")
        self.empty = EmptyState("info", f"{name} are not there yet.", "", "Go to Sources", lambda: desk.go("sources"))
        vbox(self).addWidget(self.empty)

    def panes(self) -> list[QWidget]:
        return [self.empty.button]

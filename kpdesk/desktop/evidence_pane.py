"""The reader that opens beside any page to show the characters a record rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.widgets import button, hbox, icon_button, vbox
from kpdesk.services import lookup

ReaderMaker = Callable[[Desk], QWidget]


class EvidencePane(QFrame):
    """Makes its reader when first needed. ``left`` when a person went back to the list."""

    left = Signal()

    def __init__(self, desk: Desk, make_reader: ReaderMaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._make = desk, make_reader
        self.reader: QWidget | None = None
        self._anchors: list[Any] = []
        self._at = 0
        self.setProperty("look", "page")
        self.setAccessibleName("Evidence")
        top = QFrame()
        top.setProperty("look", "window")
        top.setFixedHeight(theme.px(40))
        self.close_button = button("Back to list", self.leave, look="quiet", icon="arrow-left")
        self._previous = icon_button("chevron-up", "Previous passage", lambda: self._step(-1))
        self._next = icon_button("chevron-down", "Next passage", lambda: self._step(1))
        row = hbox(top, margins=(8, 0, 8, 0), space=4)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        self._column = vbox(self)
        self._column.addWidget(top)

    def show_anchors(self, anchors: list[Any]) -> None:
        """Open at the first of these anchors."""
        self._anchors, self._at = anchors, 0
        if self.reader is None:
            self.reader = self._make(self._desk)
            self._column.addWidget(self.reader, 1)
            if opened := getattr(self.reader, "record_opened", None):
                opened.connect(self._on_opened)
                self.reader.record_chosen.connect(self.reader.light_up)  # type: ignore[attr-defined]
        for made in (self._previous, self._next):
            made.setVisible(len(anchors) > 1)
        self._show()

    def leave(self) -> None:
        self.hide()
        self.left.emit()

    def _on_opened(self, kind: str, record_id: str) -> None:
        """Return on a mark: the record beside its whole text."""
        source, _version = lookup.source_of(self._desk.case, self._anchors[self._at])
        self._desk.go("sources", source_id=source.id, record=(kind, record_id), opened=True)

    def _step(self, by: int) -> None:
        self._at = (self._at + by) % len(self._anchors)
        self._show()

    def _show(self) -> None:
        show = getattr(self.reader, "show_anchors", None)
        if show is not None:
            show([self._anchors[self._at], *(a for n, a in enumerate(self._anchors) if n != self._at)])

"""A page that is read from top to bottom: one column in the middle, scrolled, with headings, rows and buttons."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kpdesk.desktop.widgets import centred, clear, hbox, label, scrolled, vbox


def paper(page: QWidget, name: str, *, most: int = 720) -> QVBoxLayout:
    """Lay ``page`` out as one column at most ``most`` wide; returns the column to fill. It scrolls inside itself."""
    inner = QFrame()
    inner.setProperty("look", "page")
    column = vbox(inner, margins=24, space=8)
    ground = QFrame()
    ground.setProperty("look", "page")
    hbox(ground).addWidget(centred(inner, most))
    vbox(page).addWidget(scrolled(ground, name))
    return column


def row(*parts: QWidget, space: int = 8) -> QHBoxLayout:
    """Parts side by side from the left."""
    made = hbox(space=space)
    for part in parts:
        made.addWidget(part)
    made.addStretch(1)
    return made


class Lines(QWidget):
    """Sentences one under the other, shown anew by ``show_lines``; each can be selected and copied."""

    def __init__(self, name: str, *, ink: str = "text") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._ink = ink
        self._column = vbox(self, space=4)
        self.lines: list[str] = []

    def show_lines(self, lines: Iterable[str]) -> None:
        self.hide()  # rows made while it is hidden are laid out at their full height
        clear(self._column)
        self.lines = list(lines)
        for words in self.lines:
            made: QLabel = label(words, ink=self._ink, wrap=True)
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(made)
        self.setVisible(bool(self.lines))

    def text(self) -> str:
        return "\n".join(self.lines)

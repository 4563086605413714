"""The card that opens beside a mark: a few lines of plain text, never over the mark itself."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.widgets import clear, label, vbox


class Card(QFrame):
    """A child of the canvas, 320 wide; ``show_beside(lines, box)`` places it, ``hide`` takes it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = parent
        self.setProperty("look", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = vbox(self, margins=(12, 8, 12, 8), space=2)
        self.hide()

    def show_beside(self, lines: list[str], box: QRect) -> None:
        """Below ``box`` (in the parent's pixels) where there is room, else above."""
        clear(self._column)
        for n, line in enumerate(lines[:8]):
            self._column.addWidget(
                label(line, "body" if n == 0 else "small", "text" if n < 2 else "text.2", wrap=True, heavy=n == 0)
            )
        width = theme.px(320)
        self.setFixedWidth(width)
        self.setFixedHeight(
            self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else self.sizeHint().height()
        )
        parent = self._canvas
        x = min(max(8, box.left()), max(8, parent.width() - width - 8))
        below = box.bottom() + 10
        y = below if below + self.height() <= parent.height() else max(4, box.top() - 10 - self.height())
        self.move(x, y)
        self.raise_()
        self.show()

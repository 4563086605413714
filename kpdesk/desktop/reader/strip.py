"""The strip beside the text: where undecided records lie in the whole of it, and which part is in view."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.reader.text_view import ReaderText

WIDTH = 12


class OverviewStrip(QWidget):
    """Twelve pixels: a dash for each undecided mark, yellow for the evidence, a block for the view."""

    def __init__(self, reader: ReaderText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Overview of the text")
        self.setToolTip("What is still to decide, in the whole text")
        reader.view_moved.connect(self.update)
        theme.current.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        total = max(1.0, self._reader.page.documentSize().height())
        scale = self.height() / max(total, float(self._reader.viewport().height()))
        bar = self._reader.verticalScrollBar()
        if bar.maximum() > 0:
            block = QRectF(1, bar.value() * scale, WIDTH - 2, max(16.0, self._reader.viewport().height() * scale))
            painter.fillRect(block, theme.colour("border"))
        painted: set[int] = set()
        for mark in self._reader.marks.undecided():
            y = round(self._y(mark.start) * scale)
            if y not in painted:
                painted.add(y)
                painter.fillRect(QRectF(3, y, WIDTH - 6, 2), theme.colour("proposed"))
        for start, _ in self._reader.scene.evidence:
            painter.fillRect(QRectF(1, self._y(start) * scale - 1, WIDTH - 2, 4), theme.colour("evidence.edge"))

    def _y(self, unit: int) -> float:
        """The height of a position, by its share of its paragraph: nothing is laid out for a dash."""
        page = self._reader.page
        block = page.document().findBlock(unit)
        top, below = page.tops()[block.blockNumber()], page.tops()[block.blockNumber() + 1]
        return float(top + (below - top) * (unit - block.position()) / max(1, block.length()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._jump(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._jump(event.position().y())

    def _jump(self, y: float) -> None:
        total = self._reader.page.documentSize().height()
        share = min(1.0, max(0.0, y / max(1, self.height())))
        self._reader.verticalScrollBar().setValue(round(share * total - self._reader.viewport().height() / 2))

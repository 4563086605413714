"""The matrix as a widget: arrows walk its cells, Return opens one, Right and Left open and close a bloc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from kpdesk.analysis.ledger_picture import CELL_H, CELL_W, HEAD_H, HEAD_W, Ledger, cell_words, layout
from kpdesk.desktop.canvases.canvas import Canvas, speak
from kpdesk.domain.drawing import Hit, Layer

_MOVES = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class LedgerCanvas(Canvas):
    """``chosen(row, column)`` when another cell is current, ``opened(row, column)`` on Return or a click,
    ``bloc_turned(row)`` when a bloc is to be opened or closed. Column -1 is a row's head.
    """

    chosen = Signal(int, int)
    opened = Signal(int, int)
    bloc_turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Matrix of positions", parent)
        self.ledger: Ledger | None = None
        self.selected: tuple[int, int] | None = None
        self.hovered: tuple[int, int] | None = None

    def show_ledger(self, ledger: Ledger) -> None:
        """Show another day or other data; the current cell stays with its actor and issue where it can."""
        kept = self._current_ids()
        self.ledger = ledger
        self.selected = self._place_of(kept)
        self.hovered = None
        self.fit_bars()

    def _current_ids(self) -> tuple[int, int] | None:
        if self.ledger is None or self.selected is None or self.selected[0] >= len(self.ledger.rows):
            return None
        row, column = self.selected
        return self.ledger.rows[row].holder, self.ledger.columns[column].issue if column >= 0 else -1

    def _place_of(self, ids: tuple[int, int] | None) -> tuple[int, int] | None:
        if ids is None or self.ledger is None:
            return None
        row = next((n for n, r in enumerate(self.ledger.rows) if r.holder == ids[0]), None)
        column = next((n for n, c in enumerate(self.ledger.columns) if c.issue == ids[1]), -1)
        return None if row is None else (row, column)

    def content(self) -> tuple[float, float]:
        return self.ledger.size if self.ledger else (0.0, 0.0)

    def lay_out(self, width: float, height: float) -> tuple[list[Layer], list[Hit]]:
        if self.ledger is None:
            return [], []
        return layout(self.ledger, width, height, scroll=self.scrolled, selected=self.selected, hovered=self.hovered)

    def select(self, row: int, column: int) -> None:
        """Make a cell current, in view, and say it."""
        if self.ledger is None or not self.ledger.rows:
            return
        row = min(len(self.ledger.rows) - 1, max(0, row))
        column = min(len(self.ledger.columns) - 1, max(-1, column))
        if (row, column) != self.selected:
            self.selected = (row, column)
            self._reveal(row, column)
            speak(self, self.words())
            self.chosen.emit(row, column)
            self.refresh()

    def words(self) -> str:
        """The current cell in words."""
        if self.ledger is None or self.selected is None:
            return ""
        row, column = self.selected
        if column < 0:
            this = self.ledger.rows[row]
            state = f", bloc of {this.members}, {'open' if this.open else 'closed'}" if this.bloc else ""
            return self.ledger.name(row) + state
        return cell_words(self.ledger, row, column)

    def _reveal(self, row: int, column: int) -> None:
        for bar, low, size, head, page in (
            (self.verticalScrollBar(), row * CELL_H, CELL_H, HEAD_H, self.viewport().height()),
            (self.horizontalScrollBar(), max(0, column) * CELL_W, CELL_W, HEAD_W, self.viewport().width()),
        ):
            low, high, room = low * self.zoom, (low + size) * self.zoom, page - head * self.zoom
            if low < bar.value():
                bar.setValue(round(low))
            elif high > bar.value() + room:
                bar.setValue(round(high - room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        row, column = self.selected or (0, 0)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or self.ledger is None or not self.ledger.rows:
            super().keyPressEvent(event)
        elif self.selected is None and key in _MOVES:
            self.select(0, 0)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and column < 0 and self._turns(row, key):
            self.bloc_turned.emit(row)
        elif key in _MOVES:
            self.select(row + _MOVES[Qt.Key(key)][0], column + _MOVES[Qt.Key(key)][1])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.select(row, -1 if key == Qt.Key.Key_Home else len(self.ledger.columns) - 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            page = max(1, int(self.viewport().height() / self.zoom / CELL_H) - 2)
            self.select(row + (page if key == Qt.Key.Key_PageDown else -page), column)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row, column)
        else:
            super().keyPressEvent(event)

    def _turns(self, row: int, key: int) -> bool:
        this = self.ledger.rows[row] if self.ledger else None
        return this is not None and this.bloc and this.open is (key == Qt.Key.Key_Left)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self.at(event.position())
        if hit is None or event.button() != Qt.MouseButton.LeftButton or self.ledger is None:
            return
        if hit.kind == "cell":
            row, column = (int(n) for n in hit.id.split(","))
            self.select(row, column)
            self.opened.emit(row, column)
        elif hit.kind == "row":
            row = int(hit.id)
            self.select(row, -1)
            if self.ledger.rows[row].bloc and event.position().x() / self.zoom < 24:
                self.bloc_turned.emit(row)
            else:
                self.opened.emit(row, -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self.at(event.position())
        over = tuple(int(n) for n in hit.id.split(",")) if hit is not None and hit.kind == "cell" else None
        if over != self.hovered:
            self.hovered = (over[0], over[1]) if over else None
            self.refresh()
            where = event.globalPosition().toPoint()
            if self.ledger and self.hovered:
                QToolTip.showText(where, cell_words(self.ledger, *self.hovered), self.viewport())
            elif self.ledger and hit is not None and hit.kind == "column":
                QToolTip.showText(where, self.ledger.columns[int(hit.id)].title, self.viewport())
            else:
                QToolTip.hideText()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self.hovered is not None:
            self.hovered = None
            self.refresh()
        return super().viewportEvent(event)

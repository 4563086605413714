"""A list of rows to tick, and to order by keys or dragging where that matters."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

_ID = Qt.ItemDataRole.UserRole


class CheckList(QListWidget):
    """Rows to tick: Space ticks the current one; rows may be moved when ``movable``. ``edited`` after any of it."""

    edited = Signal()

    def __init__(self, name: str, *, movable: bool = False, rows: int = 6) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("checks")
        self._rows = rows
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.model().rowsMoved.connect(lambda *_: self.edited.emit())
        self.itemChanged.connect(lambda _item: self.edited.emit())

    def fill(self, rows: Iterable[tuple[str, str, bool, bool]]) -> None:
        """Rows of (id, words, ticked, reviewed); the current row stays where it is still there."""
        current = self.current_id()
        with QSignalBlocker(self):
            self.clear()
            for record_id, words, ticked, reviewed in rows:
                item = QListWidgetItem(words if reviewed else f"◌ {words}")
                item.setData(_ID, record_id)
                item.setToolTip(words)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                self.addItem(item)
                if record_id == current:
                    self.setCurrentItem(item)
        row = max(self.sizeHintForRow(0), 20)
        self.setFixedHeight(row * min(max(self.count(), 2), self._rows) + 2 * self.frameWidth() + 4)
        if self.currentRow() < 0 and self.count():
            with QSignalBlocker(self):
                self.setCurrentRow(0)

    def current_id(self) -> str:
        item = self.currentItem()
        return str(item.data(_ID)) if item else ""

    def ids(self, *, ticked: bool | None = None) -> list[str]:
        """The ids from top to bottom; only the ticked or the other ones when asked for."""
        items = [self.item(n) for n in range(self.count())]
        return [
            str(i.data(_ID)) for i in items if ticked is None or (i.checkState() == Qt.CheckState.Checked) == ticked
        ]

    def move_current(self, by: int) -> None:
        row = self.currentRow()
        target = row + by
        if row >= 0 and 0 <= target < self.count():
            with QSignalBlocker(self):
                item = self.takeItem(row)
                self.insertItem(target, item)
                self.setCurrentRow(target)
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_current(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)

"""The rows of the review queue: keys of all of them in order, words only of those that were looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kpdesk.desktop.desk import Desk
from kpdesk.domain.queue import QueueKey, QueueRow
from kpdesk.services import queue

Key = tuple[str, str]
Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
WINDOW = 60  # rows read at once
_ROOT = QModelIndex()


class QueueModel(QAbstractListModel):
    """Keys of the whole queue, in order; words only of the rows that were looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.keys: list[QueueKey] = []
        self.left = 0  # how many of them are to decide
        self._place: dict[Key, int] = {}
        self._states: dict[Key, str] = {}
        self._rows: dict[Key, QueueRow] = {}

    def fill(self, keys: list[QueueKey]) -> None:
        """Show another queue."""
        self.beginResetModel()
        self.keys = keys
        self._place = {(k.kind, k.record_id): n for n, k in enumerate(keys)}
        self._states = {(k.kind, k.record_id): k.state for k in keys}
        self.left = sum(k.state == "proposed" for k in keys)
        self._rows = {}
        self.endResetModel()

    def update(self, touched: Sequence[Key], states: dict[Key, str]) -> None:
        """Read rows anew whose records changed; a record that is gone counts as rejected."""
        for key in touched:
            at = self._place.get(key)
            if at is not None:
                now = states.get(key, "rejected")
                self.left += (now == "proposed") - (self._states[key] == "proposed")
                self._states[key] = now
                self._rows.pop(key, None)
                self.dataChanged.emit(self.index(at), self.index(at))

    def insert(self, at: int, keys: Sequence[QueueKey]) -> None:
        """More rows before row ``at``: roles whose member was decided elsewhere."""
        if not keys:
            return
        self.beginInsertRows(_ROOT, at, at + len(keys) - 1)
        self.keys[at:at] = keys
        self._place = {(k.kind, k.record_id): n for n, k in enumerate(self.keys)}
        self._states |= {(k.kind, k.record_id): k.state for k in keys}
        self.left += sum(k.state == "proposed" for k in keys)
        self.endInsertRows()

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows out, wherever they are."""
        for at in sorted(rows, reverse=True):
            self.beginRemoveRows(_ROOT, at, at)
            gone = self.key(at)
            del self.keys[at]
            self.left -= self._states.pop(gone) == "proposed"
            self.endRemoveRows()
        self._place = {(k.kind, k.record_id): n for n, k in enumerate(self.keys)}

    def key(self, at: int) -> Key:
        return self.keys[at].kind, self.keys[at].record_id

    def find(self, key: Key) -> int | None:
        return self._place.get(key)

    def source_of(self, key: Key) -> str | None:
        """The source that a row lies in."""
        at = self.find(key)
        return self.keys[at].source_id if at is not None else None

    def state(self, key: Key) -> str:
        return self._states.get(key, "")

    def undecided(self) -> list[Key]:
        return [key for key, state in self._states.items() if state == "proposed"]

    def next_undecided(self, at: int, *, without: frozenset[Key] = frozenset()) -> int | None:
        """The next row to decide after ``at``, from the top again at the end; None when all are decided."""
        count = len(self.keys)
        for step in range(1, count + 1):
            n = (at + step) % count
            key = self.key(n)
            if self._states[key] == "proposed" and key not in without:
                return n
        return None

    def row(self, at: int) -> QueueRow | None:
        """The words of a row; its neighbours are read along."""
        key = self.key(at)
        if key not in self._rows:
            first = max(0, at - WINDOW // 4)
            wanted = [self.key(n) for n in range(first, min(len(self.keys), first + WINDOW))]
            self._rows |= queue.rows(self._desk.case, [k for k in wanted if k not in self._rows])
        return self._rows.get(key)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._desk.case is None:
            return None
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kind = queue.KIND_WORDS[row.kind]
            return f"{kind}, {row.title}, {row.state}, {index.row() + 1} of {len(self.keys)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.title if len(row.title) > 40 else None
        return None

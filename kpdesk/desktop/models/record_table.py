"""A list of records as Qt sees it: columns are data, rows come in pages from the store as they scroll into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kpdesk.desktop import icons, theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.models import spelling
from kpdesk.domain.listing import LISTS, Column, ListPage, ListQuery

PAGE, KEPT = 200, 12
ID = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1
_KINDS = {
    "sources": "source",
    "actors": "actor",
    "meetings": "meeting",
    "statements": "statement",
    "positions": "position",
}
Index = QModelIndex | QPersistentModelIndex


class RecordTable(QAbstractTableModel):
    """``fetch(query)`` gives a ``ListPage``. ``one_column`` shows one cell a row, for two-line lists.

    At most twelve pages of rows are held, however far one scrolls.
    """

    def __init__(
        self,
        kind: str,
        fetch: Callable[[ListQuery], ListPage],
        parent: QObject | None = None,
        *,
        one_column: bool = False,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.query = ListQuery(kind=kind, limit=PAGE)
        self.columns: tuple[Column, ...] = LISTS[kind]
        self._fetch = fetch
        self.span_of: Callable[[], tuple[str, str] | None] = lambda: None  # the dates brushed now, where they hold
        self._one = one_column
        self._pages: OrderedDict[int, tuple[tuple[object, ...], ...]] = OrderedDict()
        self._total = 0

    @property
    def record_kind(self) -> str:
        """The kind of the records in the rows, as in ``case.get``."""
        return _KINDS[self.kind]

    @property
    def total(self) -> int:
        return self._total

    def count_words(self, one: str, many: str) -> str:
        """How many rows there are, or how many match the words of the filter."""
        words = f"{self.total:,} {one if self.total == 1 else many}"
        if not self.query.words:
            return words
        return f"{words} {'matches' if self.total == 1 else 'match'}"

    def ask(self, **changes: Any) -> None:
        """Show another selection or order: ``words``, ``equals``, ``sort``, ``descending``."""
        self.query = replace(self.query, **changes)
        self.reload()

    def reload(self) -> None:
        """Read again from the start."""
        self.beginResetModel()
        self.query = replace(self.query, span=self.span_of())
        self._pages.clear()
        self._total = 0
        first = self._fetch(replace(self.query, offset=0, limit=PAGE))
        self._pages[0] = first.rows
        self._total = first.total
        self.endResetModel()

    def empty(self) -> None:
        """Show nothing (no case is open)."""
        self.beginResetModel()
        self._pages.clear()
        self._total = 0
        self.endResetModel()

    def row(self, number: int) -> tuple[object, ...] | None:
        """The row as the store gave it, its record's id first."""
        if not 0 <= number < self._total:
            return None
        page, at = divmod(number, PAGE)
        if page not in self._pages:
            self._pages[page] = self._fetch(replace(self.query, offset=page * PAGE, limit=PAGE)).rows
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        rows = self._pages[page]
        return rows[at] if at < len(rows) else None

    def record_id(self, number: int) -> str | None:
        row = self.row(number)
        return str(row[0]) if row else None

    def find_row(self, record_id: str) -> int:
        """The row of a record among the pages held; -1 where it is not in them."""
        for page, rows in self._pages.items():
            for at, row in enumerate(rows):
                if row[0] == record_id:
                    return page * PAGE + at
        return -1

    def value(self, number: int, key: str) -> Any:
        """One value of a row by its column's key."""
        row = self.row(number)
        at = next((n for n, column in enumerate(self.columns, 1) if column.key == key), 0)
        return row[at] if row and at else None

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1 if self._one else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ID:
            return row[0]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index.row())
        column = self.columns[index.column()]
        value = row[index.column() + 1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return spelling.cell(self.record_kind, column.key, value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(column.key, value)
        if role == Qt.ItemDataRole.ForegroundRole and column.key == "state" and value in ("proposed", "rejected"):
            return theme.colour(str(value))
        return None

    def _picture(self, key: str, value: object) -> Any:
        if key == "state" and value in icons.STATE_ICONS:
            return icons.pixmap(icons.STATE_ICONS[str(value)], str(value), 16)
        if key == "stance":
            return spelling.stance_picture(str(value))
        return None

    def _spoken(self, row: tuple[object, ...], number: int) -> str:
        words = [spelling.cell(self.record_kind, c.key, v) for c, v in zip(self.columns, row[1:], strict=True)]
        parts = [self.record_kind.capitalize(), *[w for w in words if w], f"{number + 1} of {self._total}"]
        return ", ".join(parts)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def follow_range(desk: Desk, model: RecordTable, reload: Callable[[], object]) -> None:
    """Let a list hold only what falls into the dates brushed on the timeline, until they are taken away."""
    model.span_of = lambda: desk.range
    desk.range_changed.connect(lambda: desk.case is not None and reload())

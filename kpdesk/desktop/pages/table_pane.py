"""A table of records with its filter and, at its side, the record: the same for every kind, in every place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QTableView,
    QWidget,
)

from kpdesk.desktop import theme
from kpdesk.desktop.columns import Columns
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.filter_field import FilterField
from kpdesk.desktop.forms.record_card import RecordCard
from kpdesk.desktop.models.record_table import RecordTable
from kpdesk.desktop.widgets import EmptyState, hbox, label, share_width, vbox
from kpdesk.domain.changes import Changes
from kpdesk.domain.listing import ListPage, ListQuery
from kpdesk.services import lookup

NOUNS = {
    "sources": ("text", "texts"),
    "actors": ("actor", "actors"),
    "meetings": ("meeting", "meetings"),
    "statements": ("statement", "statements"),
    "positions": ("position", "positions"),
}


class TablePane(QFrame):
    """``TablePane(desk, "meetings")``. ``opened(record_id)`` on Return or double click when ``card`` is off;
    ``counted`` when the number of rows changed; ``chosen(record_id)`` when another row became current.
    """

    opened = Signal(str)
    chosen = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk, kind: str, empty: EmptyState, *, card: bool = True, place: str = "") -> None:
        super().__init__()
        self.desk, self.kind = desk, kind
        self.setProperty("look", "page")
        self.model = RecordTable(kind, self._fetch, self)
        self.filter = FilterField(f"Filter {kind}")
        self.filter.setMaximumWidth(400)
        self.foot = label("", "small", "text.2")
        self.view = RecordView(self.model, kind)
        self.view.activated.connect(self._on_activated)
        self.view.deleted.connect(self.remove)
        self.view.edit_asked.connect(self.edit)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.empty = empty
        self.empty_for_filter = False  # an exact filter is the page's own, not a person's: show why it is empty
        self.card = RecordCard(desk) if card else None
        self.actions_of: Callable[[str], list[tuple[str, Callable[[], object]]]] = lambda _record_id: []
        self._arrange(place or kind)
        self.filter.settled.connect(self._on_filter)
        self.filter.left.connect(self._on_filter_left)
        theme.current.changed.connect(self._dress)
        self._dress()

    def _arrange(self, place: str) -> None:
        left = QFrame()
        left.setProperty("look", "page")
        column = vbox(left)
        self._top = QWidget()
        top = hbox(self._top, margins=(16, 8, 16, 8), space=8)
        top.addWidget(self.filter, 1)
        top.addWidget(self.foot)
        top.addStretch(1)
        column.addWidget(self._top)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column.addWidget(body, 1)
        self.columns = Columns(self.desk, f"{place}.table", list_part=None, main=left, card=self.card)
        vbox(self).addWidget(self.columns)
        if self.card is not None:
            self.card.hide()
            self.card.closed.connect(self._on_card_closed)
            self.card.kept.connect(self._on_kept)

    def _dress(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(theme.px(32))

    def _fetch(self, query: ListQuery) -> ListPage:
        return lookup.page(self.desk.case, query)

    # showing

    def reload(self, changes: Changes | None = None) -> None:
        """Read again; the current record stays current where it still is."""
        if self.desk.case is None:
            self.model.empty()
            return
        current = self.current()
        number = self.view.currentIndex().row()
        self.model.reload()
        self._after_read()
        if current and not self.choose(current) and self.model.total:
            self.view.select_row(min(max(0, number), self.model.total - 1))
        if self.card is not None and self.card.isVisible():
            self.card.take_changes(changes)

    def set_filter(self, **equals: Any) -> None:
        """Exact filters by column key or record field, instead of those before."""
        self.model.ask(equals={key: value for key, value in equals.items() if value is not None})
        self._after_read()

    def leave_out(self, *keys: str) -> None:
        """Do not show these columns: what the page itself says already, or has no room for."""
        for number, column in enumerate(self.model.columns):
            self.view.setColumnHidden(number, column.key in keys)

    def current(self) -> str | None:
        return self.model.record_id(self.view.currentIndex().row())

    def selected(self) -> list[str]:
        """Ids of the selected rows, in order."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return [found for row in rows if (found := self.model.record_id(row))]

    def choose(self, record_id: str) -> bool:
        """Make this record's row current; False where it is not among the rows read."""
        row = self.model.find_row(record_id)
        if row >= 0:
            self.view.select_row(row)
        return row >= 0

    def count_text(self) -> str:
        return self.model.count_words(*NOUNS[self.kind])

    def edit(self) -> None:
        """F2 and Return: the record at the side, its first field in focus."""
        record_id = self.current()
        if record_id and self.card is not None and self.card.show_record(self.model.record_kind, record_id):
            self.show_card()
            self.card.form.focus_first()

    def new(self, **given: Any) -> None:
        """An empty record at the side."""
        if self.card is not None:
            self.show_card()
            self.card.show_new(self.model.record_kind, **given)

    def show_card(self) -> None:
        if self.card is not None and self.card.isHidden():
            self.card.show()
            self.columns.spread()

    def remove(self) -> None:
        """Remove the selected records, with Undo."""
        ids = self.selected()
        if ids:
            self.desk.remove(self.model.record_kind, ids)

    def erase(self) -> None:
        """Erase the selected records for good: a page of its own says what that means."""
        if ids := self.selected():
            self.desk.go("erase", records=[(self.model.record_kind, i) for i in ids])

    def evidence(self) -> None:
        """Show the characters that the current record rests on."""
        record_id = self.current()
        if record_id:
            self.desk.show_evidence(lookup.evidence(self.desk.case, self.model.record_kind, record_id))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Commands while a table is shown."""
        found: dict[str, Callable[[], object]] = {
            "find.here": self.find,
            "list.remove": self.remove,
            "list.edit": self.edit,
            "erase": self.erase,
        }
        if self.model.record_kind != "source":
            found["evidence"] = self.evidence
        return found

    def find(self) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def fit(self, width: int) -> None:
        self.columns.fit(width)

    # what happens

    def _after_read(self) -> None:
        query = self.model.query
        nothing = (
            self.model.total == 0 and not (query.words or query.span) and (self.empty_for_filter or not query.equals)
        )
        self._stack.setCurrentWidget(self.empty if nothing else self.view)
        self._top.setVisible(not nothing)
        none = self.model.total == 0 and not nothing
        self.foot.setText("Nothing matches this filter." if none else "")
        self.counted.emit()

    def _on_filter(self) -> None:
        if self.filter.text() != self.model.query.words:
            self.model.ask(words=self.filter.text())
            self._after_read()

    def _on_filter_left(self) -> None:
        self.view.setFocus()
        if self.model.total:
            self.view.select_row(0)

    def _on_current(self, index: QModelIndex) -> None:
        record_id = self.model.record_id(index.row()) if index.isValid() else None
        if record_id is None:
            return
        if self.card is not None and self.card.isVisible():
            self.card.show_record(self.model.record_kind, record_id)
        self.chosen.emit(record_id)

    def _on_activated(self, index: QModelIndex) -> None:
        if self.card is not None:
            self.edit()
        else:
            self.opened.emit(self.model.record_id(index.row()) or "")

    def _on_card_closed(self) -> None:
        if self.card is not None:
            self.card.hide()
        self.view.setFocus()

    def _on_kept(self, record_id: str) -> None:
        self.choose(record_id)

    def _on_menu(self, where: QPoint) -> None:
        record_id = self.current()
        if record_id is None:
            return
        menu = QMenu(self)
        if self.card is not None:
            menu.addAction("Edit", self.edit)
        if self.model.record_kind != "source":
            menu.addAction("Show the evidence", self.evidence)
        for words, call in self.actions_of(record_id):
            menu.addAction(words, call)
        menu.addAction("History", lambda: self.desk.go("history", kind=self.model.record_kind, record_id=record_id))
        menu.addSeparator()
        menu.addAction("Remove", self.remove)
        menu.addAction("Erase permanently…", self.erase)
        menu.popup(self.view.viewport().mapToGlobal(where))


class RecordView(QTableView):
    """A table of whole rows: sorted by its header, in SQL; Return opens, F2 edits, Del removes, Ctrl+C copies."""

    deleted = Signal()
    edit_asked = Signal()

    def __init__(self, model: RecordTable, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name.capitalize())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(True)
        header.setMinimumHeight(theme.px(32))
        header.sectionClicked.connect(self._on_header)
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, theme.px(column.width))

    def record_model(self) -> RecordTable:
        model = self.model()
        assert isinstance(model, RecordTable)
        return model

    def select_row(self, row: int) -> None:
        index = self.record_model().index(row, 0)
        # Said in full: by itself Qt leaves the selection alone while Ctrl is held, as in Ctrl+Return or Ctrl+Z.
        command = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, command)
        self.scrollTo(index)

    def _on_header(self, section: int) -> None:
        model = self.record_model()
        key = model.columns[section].key
        descending = model.query.sort == key and not model.query.descending
        model.ask(sort=key, descending=descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        share_width(self, [column.width for column in self.record_model().columns])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif key == Qt.Key.Key_F2:
            self.edit_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        """The selected rows as text, columns apart by tabs."""
        model = self.record_model()
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = [
            "\t".join(str(model.data(model.index(row, n)) or "") for n in range(len(model.columns)))
            for row in rows[:5000]
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

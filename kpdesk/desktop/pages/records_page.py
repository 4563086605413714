"""What the pages of actors and of sources share: a list with the chosen record beside it, and a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from kpdesk.desktop.columns import Columns
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.record_card import RecordCard
from kpdesk.desktop.models.record_table import RecordTable, follow_range
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.pages.table_pane import TablePane
from kpdesk.desktop.row_list import Line, RowList
from kpdesk.desktop.widgets import EmptyState, Segmented, restyle, vbox
from kpdesk.services import lookup


class RecordsPage(Page):
    """Base: ``kind`` of record; ``views``, the keys of the two views, the list first. ``main_button`` is the subclass's.

    The subclass makes what stands beside the list and calls ``_arrange``; it says how a record opens (``open_one``,
    ``_on_opened``), what a row's menu holds (``_menu``) and which record is shown (``shown_id``).
    """

    kind: ClassVar[str] = ""
    views: ClassVar[tuple[str, str]] = ("", "")
    listed: ClassVar[str] = ""  # what the list holds, as screen readers say it
    main_button: QPushButton

    def __init__(self, desk: Desk, line: Callable[[dict[str, object]], Line], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model = RecordTable(self.place, lambda query: lookup.page(desk.case, query), self, one_column=True)
        self.list = RowList(self.model, line, self.listed, self._empty())
        self.list.chosen.connect(lambda record_id: self.open_one(record_id))
        self.list.opened.connect(lambda record_id: self._on_opened(record_id))
        self.list.removed.connect(self._remove)
        self.list.actions_of = self._menu
        self.card = RecordCard(desk)
        self.card.hide()
        self.card.closed.connect(lambda: self._on_card_closed())
        self._view = self.views[0]
        self._stale = True

    def _arrange(self, main: QWidget, table: TablePane, switch: Segmented) -> None:
        """Put the parts in their places: ``main`` beside the list, ``table`` as the other view."""
        self.columns = Columns(self.desk, self.place, list_part=self.list, main=main, card=self.card)
        self.list.emptied.connect(self._on_emptied)
        self.table = table
        table.counted.connect(self.header_changed)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.columns)
        self.stack.addWidget(table)
        vbox(self).addWidget(self.stack)
        self.switch = switch
        switch.chosen.connect(lambda key: self.desk.go(self.place, view=key))
        follow_range(self.desk, self.model, self._on_range)
        follow_range(self.desk, table.model, table.reload)

    def _empty(self) -> EmptyState:
        raise NotImplementedError

    def _menu(self, record_id: str) -> list[tuple[str, Callable[[], object]]]:
        raise NotImplementedError

    def open_one(self, record_id: str) -> None:
        """Show the record that was chosen in the list."""
        raise NotImplementedError

    def _on_opened(self, record_id: str) -> None:
        raise NotImplementedError

    def _on_card_closed(self) -> None:
        raise NotImplementedError

    def shown_id(self) -> str | None:
        """The record beside the list."""
        raise NotImplementedError

    @property
    def as_table(self) -> bool:
        """Whether the table is shown."""
        return self._view == self.views[1]

    def header_widgets(self) -> list[QWidget]:
        return [self.switch, self.main_button]

    def find(self) -> None:
        if self.as_table:
            self.table.find()
        else:
            self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.list.filter.selectAll()

    def toggle_list(self) -> None:
        self.columns.toggle_list()

    def fit(self, width: int) -> None:
        self.columns.fit(width)
        self.table.fit(width)

    def show_view(self, key: str) -> None:
        """One of the two views, by its key."""
        self._view = key
        self.switch.choose(key)
        self.stack.setCurrentIndex(self.views.index(key))
        if self.as_table:
            self.table.reload()
        self.beside_changed.emit()
        self.header_changed.emit()

    def erase(self) -> None:
        """Erase the selected records for good: a page of its own says what that means."""
        ids = self.list.selected() or [i for i in (self.shown_id(),) if i]
        if ids:
            self.desk.go("erase", records=[(self.kind, i) for i in ids])

    def _list_panes(self, *beside: QWidget) -> list[QWidget]:
        if not self.model.total:
            return [self.list.empty.button] if isinstance(self.list.empty, EmptyState) else []
        return [self.list.view, *beside]

    def _list_handlers(self, edit: Callable[[], object]) -> dict[str, Callable[[], object]]:
        return {
            "list.edit": edit, "list.remove": lambda: self._remove(self.list.selected()), "erase": self.erase,
            "pane.wider": lambda: self.columns.widen_list(40), "pane.narrower": lambda: self.columns.widen_list(-40),
        }  # fmt: skip

    def _reload_lists(self, changes: Any) -> None:
        self.list.reload()
        if self.as_table:
            self.table.reload(changes)

    def _remove(self, ids: list[str]) -> None:
        if ids:
            self.desk.remove(self.kind, ids)

    def _on_range(self) -> None:
        self.list.reload()
        self.header_changed.emit()

    def _on_emptied(self, empty: bool) -> None:
        """The empty state has the page and the one main button."""
        self.columns.list_alone(empty)
        self.header_changed.emit()
        restyle(self.main_button, look="" if empty else "main")

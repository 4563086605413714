"""The queue of the review page: a list that reads its rows in windows, its filters, and the bulk buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QMenu, QTableView, QWidget

from kpdesk.desktop import actions, theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.filter_field import FilterField
from kpdesk.desktop.models.queue_list import QueueModel
from kpdesk.desktop.pages.queue_rows import HEIGHT, RowPainter
from kpdesk.desktop.widgets import button, clear, hbox, icon_button, vbox
from kpdesk.domain.queue import ORDERS, QUEUE_KINDS, SCOPE_WORDS, QueueFilter
from kpdesk.services import queue

Key = tuple[str, str]


class QueueList(QTableView):
    """The rows: a table of one column, for a list view lays out every row anew when one of them changes.

    Letters are commands of the page here, so typing does not jump.
    """

    card_asked = Signal()
    edit_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.card_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit()
        elif event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)


def dress_rows(view: QTableView) -> None:
    """Rows 56 high over the whole width, chosen one at a time; no header, no grid."""
    view.horizontalHeader().hide()
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(theme.px(HEIGHT))
    view.setShowGrid(False)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class QueuePanel(QFrame):
    """List column of the review page. ``chosen(kind, id)`` when another row became current."""

    chosen = Signal(str, str)
    filtered = Signal()
    bulk_asked = Signal(str)  # accept, reject

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.wanted = QueueFilter()
        self.hints: Callable[[], list[tuple[str, dict[str, str]]]] = list
        self.setProperty("look", "page")
        self.setAccessibleName("Queue")
        self.model = QueueModel(desk)
        self.list = QueueList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowPainter(self.list))
        dress_rows(self.list)
        self.list.setAccessibleName("Proposals")
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._arrange()

    def _arrange(self) -> None:
        column = vbox(self)
        self.filter = FilterField("Filter the queue", lens=False)  # the button beside it has the sign
        self.filter.settled.connect(self._on_words)
        self.filter.left.connect(self._on_filter_left)
        top = hbox(margins=(16, 12, 12, 4), space=4)
        top.addWidget(self.filter, 1)
        self.more = icon_button(
            "list-filter", "Filter by kind, source, actor, meeting or issue", self._open_menu, size=16
        )
        top.addWidget(self.more)
        column.addLayout(top)
        self._switches = hbox(margins=(8, 0, 8, 4), space=0)
        self.order = button(ORDERS["reading"], partial(self._choose, "order", ORDERS), look="quiet", name="Order")
        self.scope = button(
            SCOPE_WORDS["undecided"], partial(self._choose, "scope", SCOPE_WORDS), look="quiet", name="Shown"
        )
        for made in (self.order, self.scope):
            made.setProperty("role", "small")
            made.setProperty("ink", "text.2")
            self._switches.addWidget(made)
        self._switches.addStretch(1)
        column.addLayout(self._switches)
        self._chips = QWidget()
        self._chip_row = vbox(self._chips, margins=(16, 0, 16, 8), space=4)
        column.addWidget(self._chips)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot())
        self._show_filter()

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = hbox(foot, margins=(12, 8, 12, 8), space=8)
        self.accept_all = button("Accept 0 shown", lambda: self.bulk_asked.emit("accept"), name="Accept all shown")
        self.reject_all = button("Reject 0 shown", lambda: self.bulk_asked.emit("reject"), name="Reject all shown")
        for made, action in ((self.accept_all, "review.accept_shown"), (self.reject_all, "review.reject_shown")):
            made.setProperty("role", "small")
            actions.set_tooltip(made, "All that this list shows and that is not decided, as one deed", action)
            row.addWidget(made, 1)
        self.foot = foot
        return foot

    # content

    def start_over(self) -> None:
        """Another case: no filter of the old one holds there."""
        self.wanted = QueueFilter()
        self.filter.clear()
        self._show_filter()
        self.read()

    def read(self, *, keep: Key | None = None) -> None:
        """Read the queue anew; the row ``keep`` (else the first to decide) becomes current."""
        keys = queue.keys(self._desk.case, self.wanted) if self._desk.case is not None else []
        self.model.fill(keys)
        self._show_counts()
        if not keys:
            return
        at = self.model.find(keep) if keep is not None else None
        if at is None:
            at = self.model.next_undecided(-1)
        self.go_to(at if at is not None else 0)

    def go_to(self, at: int) -> None:
        """Make a row current and bring it into view with what comes after it."""
        index = self.model.index(at)
        self.list.setCurrentIndex(index)
        below = self.model.index(min(at + 2, self.model.rowCount() - 1))
        self.list.scrollTo(below)
        self.list.scrollTo(index)

    def at(self) -> int:
        return self.list.currentIndex().row()

    def current(self) -> Key | None:
        return self.model.key(self.at()) if 0 <= self.at() < self.model.rowCount() else None

    def update_rows(self, touched: Sequence[Key], states: dict[Key, str]) -> None:
        reopened = any(
            k[0] == "actor" and states.get(k) == "proposed" and self.model.state(k) not in ("", "proposed")
            for k in touched
        )
        self.model.update(touched, states)
        if reopened:
            self._drop_roles()
        self._show_counts()

    def _drop_roles(self) -> None:
        """A role whose member is to decide again is no row of its own: it is decided with the member."""
        found = queue.keys(self._desk.case, replace(self.wanted, kinds=("affiliation",)))
        kept = {(k.kind, k.record_id) for k in found}
        own = [(n, self.model.key(n)) for n, k in enumerate(self.model.keys) if k.kind == "affiliation"]
        self.model.remove([n for n, key in own if self.model.state(key) == "proposed" and key not in kept])

    def insert_roles(self, actor_ids: Sequence[str]) -> None:
        """A role is a row of its own once its member was decided with something else."""
        wanted = self.wanted
        if wanted.scope != "undecided" or (wanted.kinds and "affiliation" not in wanted.kinds) or len(actor_ids) > 20:
            return
        for actor_id in actor_ids:
            roles = queue.keys(self._desk.case, replace(wanted, kinds=("affiliation",), actor_id=actor_id))
            self.model.insert(self.at() + 1, [k for k in roles if self.model.find((k.kind, k.record_id)) is None])

    def set_filter(self, wanted: QueueFilter) -> None:
        """Ask for another queue."""
        if wanted != self.wanted:
            reordered = wanted.order != self.wanted.order
            self.wanted = wanted
            if self.filter.text().strip() != wanted.words:
                self.filter.setText(wanted.words)
            self._show_filter()
            # Whoever asks for the least sure first wants to see those.
            self.read(keep=None if reordered and wanted.order != "reading" else self.current())
            self.filtered.emit()

    def clear_filter(self) -> None:
        self.filter.clear()
        self.set_filter(QueueFilter(order=self.wanted.order))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_counts(self) -> None:
        left = self.model.left
        for made, verb in ((self.accept_all, "Accept"), (self.reject_all, "Reject")):
            made.setText(f"{verb} {left:,} shown")
            made.setAccessibleName(f"{verb} {left:,} shown")
        self.foot.setVisible(left > 0)

    def _show_filter(self) -> None:
        self.order.setText(f"{ORDERS[self.wanted.order]}  ⌄")
        self.scope.setText(f"{SCOPE_WORDS[self.wanted.scope]}  ⌄")
        clear(self._chip_row)
        for words, without in self._active():
            made = button(
                f"{words}  ×", partial(self.set_filter, without), look="chip", name=f"Do not filter by {words}"
            )
            self._chip_row.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._chips.setVisible(self._chip_row.count() > 0)

    def _active(self) -> list[tuple[str, QueueFilter]]:
        """The filters that hold, as words and the filter without each."""
        found = []
        if self.wanted.kinds:
            found.append((", ".join(QUEUE_KINDS[k] for k in self.wanted.kinds), replace(self.wanted, kinds=())))
        for field, kind in (
            ("source_id", "source"),
            ("actor_id", "actor"),
            ("meeting_id", "meeting"),
            ("issue_id", "issue"),
        ):
            value = getattr(self.wanted, field)
            if value and self._desk.case is not None:
                record = self._desk.case.get(kind, value)
                name = getattr(record, "title", "") or getattr(record, "label", "") or getattr(record, "name", "")
                cut = name if len(name) <= 30 else name[:29] + "…"
                found.append((cut or kind, replace(self.wanted, **{field: None})))
        return found

    def bulk_focused(self) -> bool:
        return self.accept_all.hasFocus() or self.reject_all.hasFocus()

    def _on_filter_left(self) -> None:
        if self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_words(self) -> None:
        self.set_filter(replace(self.wanted, words=self.filter.text().strip()))

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(*self.model.key(now.row()))

    # menus

    def _choose(self, field: str, words: dict[str, str]) -> None:
        menu = QMenu(self)
        for key, shown in words.items():
            item = menu.addAction(shown)
            item.setCheckable(True)
            item.setChecked(getattr(self.wanted, field) == key)
            item.triggered.connect(lambda _c=False, key=key: self.set_filter(replace(self.wanted, **{field: key})))
        below = {"order": self.order, "scope": self.scope}[field]
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for kind, words in QUEUE_KINDS.items():
            item = menu.addAction(words)
            item.setCheckable(True)
            item.setChecked(kind in self.wanted.kinds)
            item.triggered.connect(partial(self._turn_kind, kind))
        menu.addSeparator()
        for words, fields in self.hints():
            item = menu.addAction(words)
            item.triggered.connect(lambda _c=False, fields=fields: self.set_filter(replace(self.wanted, **fields)))
        if self.wanted.narrows:
            menu.addSeparator()
            menu.addAction("Clear the filter").triggered.connect(lambda _c=False: self.clear_filter())
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _turn_kind(self, kind: str, on: bool) -> None:
        kinds = {*self.wanted.kinds, kind} if on else {*self.wanted.kinds} - {kind}
        self.set_filter(replace(self.wanted, kinds=tuple(k for k in QUEUE_KINDS if k in kinds)))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(288), 400)

"""A list of two-line rows: icon, title, a paler second line, a sign at the right. Used left of a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QMenu,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kpdesk.desktop import icons, theme
from kpdesk.desktop.filter_field import FilterField
from kpdesk.desktop.models.record_table import ROW, RecordTable
from kpdesk.desktop.widgets import label, vbox
from kpdesk.domain.listing import Column

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """What one row shows. ``count`` is what is to decide; ``state`` has its sign at the right."""

    title: str
    second: str = ""
    icon: str = ""
    token: str = "text.2"
    count: int = 0
    state: str = ""


Painter = Callable[[dict[str, object]], Line]


class RowDelegate(QStyledItemDelegate):
    """Paints a ``Line``; the current row has a bar on its left while the list has the focus, paler without it."""

    def __init__(self, columns: tuple[Column, ...], line_of: Painter, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns, self._line_of = columns, line_of

    def line(self, index: Index) -> Line:
        row = index.data(ROW) or ()
        return self._line_of({c.key: v for c, v in zip(self._columns, row[1:], strict=False)})

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self.line(index)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_Active) and bool(option.widget and option.widget.hasFocus())  # type: ignore[attr-defined]
        if selected:
            painter.fillRect(rect, theme.colour("selected" if focused else "selected.off"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        left = rect.left() + 16
        if line.icon:
            painter.drawPixmap(left, rect.top() + theme.px(10), icons.pixmap(line.icon, line.token, 16))
            left += 26
        right = rect.right() - 12 - self._paint_sign(painter, rect, line)
        self._words(painter, rect, left, right, line)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, left: int, right: int, line: Line) -> None:
        width = max(20, right - left - 8)
        for words, role, ink, top in (
            (line.title, "body", "text", theme.px(8)),
            (line.second, "small", "text.2", theme.px(30)),
        ):
            font = theme.font(role)
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            box = QRect(left, rect.top() + top, width, metrics.height())
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_sign(self, painter: QPainter, rect: QRect, line: Line) -> int:
        """The sign at the right; returns how wide it is."""
        name = icons.STATE_ICONS.get(line.state, "circle-dashed" if line.count else "")
        if not name:
            return 0
        token = line.state or "proposed"
        width = 16
        if line.count:
            painter.setFont(theme.font("small", tabular=True))
            words = f"{line.count:,}"
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.setPen(theme.colour(token))
            box = QRect(rect.right() - 12 - wide, rect.top() + theme.px(8), wide, theme.px(18))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)
            width += wide + 4
        top = rect.top() + theme.px(9)
        painter.drawPixmap(rect.right() - 12 - width, top, icons.pixmap(name, token, 16))
        return width


class RowList(QFrame):
    """Filter field on top, rows below, a line at the foot while only a part is shown.

    ``chosen(record_id)`` when the current row changed by hand; ``opened(record_id)`` on Return or double click;
    ``removed(ids)`` on Del; ``emptied(whether)`` after each reading: there is nothing to list at all.
    """

    chosen = Signal(str)
    opened = Signal(str)
    removed = Signal(list)
    emptied = Signal(bool)

    def __init__(
        self, model: RecordTable, line_of: Painter, name: str, empty: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model, self.empty = model, empty
        self.setProperty("look", "page")
        self.setAccessibleName(name)
        self.filter = FilterField(f"Filter {name.lower()}")
        self.view = KeyedList()
        self.view.setAccessibleName(name)
        self.view.setModel(model)
        self.view.setItemDelegate(RowDelegate(model.columns, line_of, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.activated.connect(lambda index: self.opened.emit(self.model.record_id(index.row()) or ""))
        self.view.deleted.connect(lambda: self.removed.emit(self.selected()))
        self.foot = label("", "small", "text.2")
        self.foot.setContentsMargins(16, 4, 8, 4)
        self.foot.hide()
        self._body = QWidget()
        self._stack = QStackedLayout(self._body)
        self._nothing = QLabel()
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        column = vbox(self)
        self.top = vbox(margins=(16, 8, 16, 8), space=8)
        self.top.addWidget(self.filter)
        column.addLayout(self.top)
        column.addWidget(self._body, 1)
        column.addWidget(self.foot)
        self.actions_of: Callable[[str], list[tuple[str, Callable[[], object]]]] = lambda _record_id: []
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.filter.settled.connect(self._on_filter)
        self.filter.left.connect(self._on_filter_left)
        theme.current.changed.connect(self._dress)
        self._telling = True
        self._hidden: str | None = None  # what was current before the filter hid it
        self._dress()

    def _dress(self) -> None:
        self.view.doItemsLayout()

    # reading

    def reload(self) -> None:
        """Read again and keep the current record."""
        current = self.current()
        number = self.view.currentIndex().row()
        self._telling = False
        self.model.reload()
        self._show_stack()
        if current and not self.choose(current) and self.model.total:
            self._set_row(min(max(0, number), self.model.total - 1))
            self._telling = True
            self.chosen.emit(self.current() or "")
        self._telling = True

    def current(self) -> str | None:
        """The id of the current row's record."""
        return self.model.record_id(self.view.currentIndex().row())

    def selected(self) -> list[str]:
        """The ids of all selected rows, in order."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [found for row in rows if (found := self.model.record_id(row))]

    def choose(self, record_id: str) -> bool:
        """Make the row of this record current without telling; where it is not among the rows read, none is."""
        row = self.model.find_row(record_id)
        telling, self._telling = self._telling, False
        if row < 0:
            self.view.setCurrentIndex(QModelIndex())
        else:
            self._set_row(row)
        self._telling = telling
        return row >= 0

    def choose_first(self) -> None:
        """Make the first row current, and tell."""
        if self.model.total:
            self._set_row(0)

    def _set_row(self, row: int) -> None:
        index = self.model.index(row, 0)
        # Said in full: by itself Qt leaves the selection alone while Ctrl is held, as in Ctrl+Return or Ctrl+Z.
        command = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(index, command)
        self.view.scrollTo(index)

    def _show_stack(self) -> None:
        query = self.model.query
        nothing = self.model.total == 0 and not (query.words or query.equals or query.span)
        self._stack.setCurrentWidget(self.empty if nothing else self.view)
        self.filter.setVisible(not nothing)
        self.emptied.emit(nothing)
        none = (
            "Nothing matches this filter." if query.words else "Nothing in these dates. The chip above takes them away."
        )
        self.foot.setText(none)
        self.foot.setVisible(self.model.total == 0 and bool(query.words or query.span))  # the header has the count

    def _on_filter(self) -> None:
        if self.filter.text() != self.model.query.words:
            self._telling = False
            self._hidden = self.current() or self._hidden
            self.model.ask(words=self.filter.text())
            if self._hidden and self.choose(self._hidden):
                self._hidden = None
            self._show_stack()
            self._telling = True

    def _on_filter_left(self) -> None:
        self.view.setFocus()
        self.choose_first()

    def _on_menu(self, where: QPoint) -> None:
        record_id = self.current()
        steps = self.actions_of(record_id) if record_id else []
        if not steps:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, call in steps:
            menu.addAction(words, call)
        if not self.view.viewport().rect().contains(where):  # by key: at the row, not where the pointer is
            where = self.view.visualRect(self.view.currentIndex()).bottomLeft()
        menu.popup(self.view.viewport().mapToGlobal(where))

    def _on_current(self, index: QModelIndex) -> None:
        if self._telling and index.isValid():
            self.chosen.emit(self.model.record_id(index.row()) or "")


class KeyedList(QListView):
    """``deleted`` on Del; Esc and letters as Qt has them."""

    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

"""How a row of the queue looks: kind, name, what it is, and how it stands, in two lines 56 high."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kpdesk.desktop import icons, theme
from kpdesk.domain.queue import QueueRow

HEIGHT, ICON = 56, 16
_ROW = int(Qt.ItemDataRole.UserRole)
_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RowPainter(QStyledItemDelegate):
    """Paints queue rows; the current one has the selected fill and a bar, paler where the list has no focus."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, theme.px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: QueueRow | None = index.data(_ROW)
        if row is None:
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        self._ground(painter, rect, state)
        icon = icons.kind_icon(row.kind, row.sort, ICON)
        icon.paint(painter, QRect(rect.left() + 16, rect.top() + theme.px(12), ICON, ICON))
        sign = icons.pixmap(icons.STATE_ICONS[row.state], row.state, ICON)
        painter.drawPixmap(rect.right() - 28, rect.top() + theme.px(12), sign)
        left, width = rect.left() + 42, rect.width() - 42 - 36
        self._line(painter, row.title, QRect(left, rect.top() + theme.px(8), width, theme.px(22)), "body", row.state)
        self._line(painter, row.about, QRect(left, rect.top() + theme.px(29), width + 20, theme.px(18)), "small", "")

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            view = self.parent()
            focused = isinstance(view, QAbstractItemView) and view.isActiveWindow()
            painter.fillRect(rect, theme.colour("selected" if focused else "selected.off"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))

    def _line(self, painter: QPainter, words: str, box: QRect, role: str, state: str) -> None:
        font = QFont(theme.font(role))
        if state == "rejected":
            font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(theme.colour("rejected" if state == "rejected" else "text" if role == "body" else "text.2"))
        one_line = " ".join(words.split())
        painter.drawText(
            box, _MIDDLE, painter.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, box.width())
        )

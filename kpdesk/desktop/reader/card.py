"""The card that says what a mark is: kind, name, what was read, why, how sure, who decided. Opens by hover or Space."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from kpdesk.desktop import icons, theme
from kpdesk.desktop.state_sign import StatePill
from kpdesk.desktop.widgets import button, clear, hbox, label, vbox
from kpdesk.domain.queue import QueueRow
from kpdesk.services.queue import Details

WIDTH = 320
_WHY_LONGEST = 220
CARD_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HoverCard(QFrame):
    """320 wide, at most eight lines, never over its own characters. Two or more records: a list to choose from."""

    opened = Signal(str, str)  # kind, record id

    def __init__(self, parent: QWidget, look_up: Callable[[str, str], Details | None]) -> None:
        super().__init__(parent)
        self._window = parent
        self._look_up = look_up
        self._rows: list[QueueRow] = []
        self._at = 0
        self.setProperty("look", "popup")
        self.setFixedWidth(theme.px(WIDTH))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self._column = vbox(self, margins=12, space=4)
        self.hide()

    def show_rows(self, rows: list[QueueRow], beside: QRectF) -> None:
        """Show one record, or a list of them, under (else above) the global rectangle of its characters."""
        self._rows, self._at = rows, 0
        self._beside = beside
        self._fill()

    def take_key(self, event: QKeyEvent) -> bool:
        """Up, Down choose; Return opens; Esc or Space closes. False where the key is not for the card."""
        if not self.isVisible():
            return False
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and len(self._rows) > 1:
            self._at = (self._at + (1 if key == Qt.Key.Key_Down else -1)) % len(self._rows)
            self._fill()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self._rows[self._at]
            self.hide()
            self.opened.emit(row.kind, row.record_id)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Space):
            self.hide()
        else:
            return False
        return True

    def _fill(self) -> None:
        clear(self._column)
        row = self._rows[self._at]
        details = self._look_up(row.kind, row.record_id)
        if details is None:
            self.hide()
            return
        if len(self._rows) > 1:
            self._list()
        self._head(row, details)
        self._body(details)
        self.setAccessibleName(f"{details.kind_words}, {details.title}, {details.record.state}")
        self._place()

    def _list(self) -> None:
        for n, row in enumerate(self._rows[:5]):
            made = button("", lambda n=n: self._choose(n), look="row", name=row.title)
            room = theme.px(WIDTH - 68)  # margins, icon and the air around the words
            made.setText(made.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, room))
            made.setIcon(icons.kind_icon(row.kind, row.sort))
            made.setCheckable(True)
            made.setChecked(n == self._at)
            self._column.addWidget(made)
        if len(self._rows) > 5:
            self._column.addWidget(label(f"+{len(self._rows) - 5} more", "small", "text.2"))

    def _choose(self, n: int) -> None:
        self._at = n
        self._fill()

    def _head(self, row: QueueRow, details: Details) -> None:
        head = hbox(space=8)
        picture = label()
        picture.setPixmap(icons.kind_icon(row.kind, row.sort).pixmap(16, 16))
        head.addWidget(picture)
        head.addWidget(label(details.kind_words, "small", "text.2"), 1)
        head.addWidget(StatePill(details.record.state))
        self._column.addLayout(head)
        self._column.addWidget(label(_shortened(details.title, 90), "body", wrap=True, heavy=True))

    def _body(self, details: Details) -> None:
        for name, value in details.lines[:4]:
            if value:
                self._column.addWidget(label(f"{name}: {value}" if name else value, "small", wrap=True))
        if details.record.why:
            self._column.addWidget(label(_shortened(details.record.why, _WHY_LONGEST), "small", "text.2", wrap=True))
        made = " · ".join(w for w in (details.score_words, details.made_by and f"read by {details.made_by}") if w)
        for words in (made, details.decided):
            if words:
                self._column.addWidget(label(words, "small", "text.2", wrap=True))
        self._column.addWidget(label("Return opens it", "small", "text.2"))

    def _place(self) -> None:
        self.setFixedWidth(theme.px(WIDTH))
        self._column.activate()
        height = max(self.heightForWidth(self.width()), self._column.totalMinimumSize().height())
        self.resize(self.width(), height if self.hasHeightForWidth() else self.sizeHint().height())
        self.move(place_beside(self._window, self.size().width(), self.size().height(), self._beside))
        self.raise_()
        self.show()


def place_beside(parent: QWidget, width: int, height: int, beside: QRectF) -> QPoint:
    """Where a card goes: below the characters, else above, else to the side with more room; inside the window."""
    rect = QRect(parent.mapFromGlobal(beside.topLeft().toPoint()), beside.size().toSize())
    room = parent.rect().adjusted(8, 8, -8, -8)
    x = min(max(room.left(), rect.left()), room.right() - width)
    if rect.bottom() + 6 + height <= room.bottom():
        return QPoint(x, rect.bottom() + 6)
    if rect.top() - 6 - height >= room.top():
        return QPoint(x, rect.top() - 6 - height)
    left_room, right_room = rect.left() - room.left(), room.right() - rect.right()
    x = rect.right() + 6 if right_room >= left_room else rect.left() - 6 - width
    return QPoint(min(max(room.left(), x), room.right() - width), max(room.top(), room.bottom() - height))


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"

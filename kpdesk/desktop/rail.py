"""The rail: six places on the left, a count on Review, History and Settings at the foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from kpdesk.desktop import actions, icons, theme
from kpdesk.desktop.widgets import vbox

TOP = (
    ("sources", "Sources", "file-text"),
    ("review", "Review", "list-checks"),
    ("actors", "Actors", "users"),
    ("meetings", "Meetings", "calendar-range"),
    ("positions", "Positions", "scale"),
    ("briefings", "Briefings", "book-open-text"),
)
FOOT = (("history", "History", "history"), ("settings", "Settings", "settings"))


class RailButton(QAbstractButton):
    """Icon over a word; the current one is filled and has a bar on its left."""

    def __init__(self, place: str, words: str, icon: str) -> None:
        super().__init__()
        self.place, self._words, self._icon = place, words, icon
        self.count = 0
        self.narrow = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        action = f"go.{place}" if f"go.{place}" in actions.BY_ID else place
        self.setToolTip(actions.tooltip(action))
        self._name()

    def set_count(self, count: int) -> None:
        if count != self.count:
            self.count = count
            self._name()
            self.update()

    def set_narrow(self, narrow: bool) -> None:
        self.narrow = narrow
        self.updateGeometry()
        self.setFixedSize(self.sizeHint())

    def _name(self) -> None:
        self.setAccessibleName(f"{self._words}, {self.count} to decide" if self.count else self._words)

    def sizeHint(self) -> QSize:
        return QSize(48, 40) if self.narrow else QSize(max(72, theme.px(72)), theme.px(56))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        inside = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if on else "hover"))
            painter.drawRoundedRect(inside, 4, 4)
        if on:
            painter.fillRect(QRect(0, 8, 3, self.height() - 16), theme.colour("accent"))
        token = "text" if on else "text.2"
        picture = icons.pixmap(self._icon, token, 20)
        middle = self.width() // 2
        painter.setFont(theme.font("rail", bold=on))
        line = QFontMetrics(painter.font()).height()
        block = 20 if self.narrow else 20 + 4 + line
        top = (self.height() - block) // 2
        if self.narrow and self.count:
            top += theme.px(6)  # the count stands above the icon, where there is no room beside it
        painter.drawPixmap(middle - 10, top, picture)
        if not self.narrow:
            painter.setPen(theme.colour(token))
            words = QRect(0, top + 24, self.width(), line)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), self._words)
        if self.count:
            self._paint_count(painter, middle + 4, 0 if self.narrow else max(1, top - 5))

    def _paint_count(self, painter: QPainter, left: int, top: int) -> None:
        words = str(self.count) if self.count < 1000 else "999+"
        painter.setFont(theme.font("rail", bold=True))
        metrics = QFontMetrics(painter.font())
        wide = max(metrics.height(), metrics.horizontalAdvance(words) + 8)
        box = QRectF(min(left, self.width() - wide - 3), top, wide, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(theme.colour("accent.text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


class Rail(QFrame):
    """``chosen(place)`` when a person pressed a button."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "window")
        self.setAccessibleName("Places")
        self.buttons: dict[str, RailButton] = {}
        column = vbox(self, margins=(0, 48, 0, 8), space=8)
        for group in (TOP, FOOT):
            for place, words, icon in group:
                made = RailButton(place, words, icon)
                made.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
                self.buttons[place] = made
                column.addWidget(made)
            if group is TOP:
                column.addStretch(1)
        theme.current.changed.connect(self.relayout)
        self.relayout()

    def relayout(self, *, narrow: bool | None = None) -> None:
        """Icons only when narrow."""
        for made in self.buttons.values():
            made.set_narrow(made.narrow if narrow is None else narrow)
        self.setFixedWidth(next(iter(self.buttons.values())).sizeHint().width())
        layout = self.layout()
        if layout is not None:
            slim = next(iter(self.buttons.values())).narrow
            layout.setContentsMargins(0, 4 if slim else 48, 0, 4 if slim else 8)
            layout.setSpacing(0 if slim else 8)

    def show_place(self, place: str) -> None:
        for name, made in self.buttons.items():
            made.setChecked(name == place)

    def set_count(self, place: str, count: int) -> None:
        self.buttons[place].set_count(count)

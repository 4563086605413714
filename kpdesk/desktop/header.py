"""The header line: back and forward, where one is, what the page puts there, and the way to find or run."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from kpdesk.analysis.date_spans import when_short
from kpdesk.desktop import actions, icons, theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.widgets import Elided, button, hbox, icon_button


class FindField(QPushButton):
    """Looks like a field, opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "field")
        self.setAccessibleName("Find or run a command")
        self.setAccessibleDescription(actions.shown("palette"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = 16
        painter.drawPixmap(10, (self.height() - side) // 2, icons.pixmap("search", "text.2", side))
        if self.width() < 64:
            return
        painter.setPen(theme.colour("text.2"))
        box = self.rect().adjusted(34, 0, -10, 0)
        painter.setFont(theme.font("small"))
        key = actions.shown("palette")
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), key)
        room = box.width() - painter.fontMetrics().horizontalAdvance(key) - 8
        painter.setFont(theme.font("body"))
        words = "Find or run…" if painter.fontMetrics().horizontalAdvance("Find or run…") <= room else "Find…"
        if painter.fontMetrics().horizontalAdvance(words) <= room:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


class Header(QFrame):
    """Shows the page that is current; the page says when its words or widgets changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: Page | None = None
        self.setProperty("look", "window")
        self.setAccessibleName("Header")
        self.back = icon_button("arrow-left", "Back", desk.back, action="go.back")
        self.forward = icon_button("arrow-right", "Forward", desk.forward, action="go.forward")
        self.title = Elided("", "header")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.range_chip = button("", lambda: desk.set_range(None), look="chip", icon="x")
        self.range_chip.hide()
        desk.range_changed.connect(self._say_range)
        desk.case_changed.connect(self._say_range)
        self.finder = FindField()
        self._slot = QWidget()
        self._slot_row = hbox(self._slot, space=8)
        row = hbox(self, margins=(8, 0, 16, 0), space=8)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addWidget(self.title, 1)
        row.addWidget(self.range_chip)
        row.addWidget(self._slot)
        row.addWidget(self.finder)
        theme.current.changed.connect(self.relayout)
        self.relayout(1280)

    def relayout(self, width: int = 0) -> None:
        """48 high; the find field shrinks with the window."""
        width = width or self.window().width()
        self.setFixedHeight(theme.px(48))
        self.finder.setFixedSize(
            320 if width >= 1440 else 200 if width >= 1100 else 116 if width >= 960 else 36, theme.px(32)
        )

    def show_page(self, page: Page) -> None:
        """Take over the words and widgets of a page."""
        if page is not self._page:
            while item := self._slot_row.takeAt(0):
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.setParent(None)
            self._page = page
            for widget in page.header_widgets():
                self._slot_row.addWidget(widget)
                widget.show()
        self.refresh()

    def _say_range(self) -> None:
        """The dates brushed on the timeline, at every place; a click takes them away."""
        span = self._desk.range
        self.range_chip.setVisible(span is not None)
        if span is not None:
            words = when_short(*span, year=True)
            self.range_chip.setText(words)
            self.range_chip.setAccessibleName(f"Only {words}: take the range away")

    def refresh(self) -> None:
        """Words and the state of back and forward."""
        if self._page is not None:
            count = self._page.count_text()
            self.title.setText(f"{self._page.title()}  ·  {count}" if count else self._page.title())
        self.back.setEnabled(self._desk.can_go(-1))
        self.forward.setEnabled(self._desk.can_go(1))

"""The preview of a briefing: one page at a time, drawn sharp at any size, turned with PageUp and PageDown."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.widgets import hbox, icon_button, label

SMALLEST, LARGEST, STEP = 0.4, 4.0, 1.2
_AIR = 24  # around the sheet


class _Sheet(QWidget):
    """One page on paper: white in every theme, for that is what will be printed."""

    def __init__(self) -> None:
        super().__init__()
        self.renderer: QSvgRenderer | None = None
        self.setAccessibleName("Page of the briefing")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.renderer is not None:
            self.renderer.render(painter, QRectF(self.rect()))
        painter.setPen(theme.colour("border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Preview(QFrame):
    """Shows pages given as SVG. ``turned`` with the number of the page shown, from 1."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "window")
        self._pages: tuple[bytes, ...] = ()
        self._at = 0
        self._scale = 0.0  # 0: as wide as there is room
        self.sheet = _Sheet()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(_AIR, _AIR, _AIR, _AIR)
        column.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = _Area(self)
        self.area.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("look", "page")
        row = hbox(foot, margins=(16, 4, 16, 4), space=4)
        self.number = label("", ink="text.2")
        self.earlier = icon_button("chevron-left", "Previous page", lambda: self.turn(-1))
        self.later = icon_button("chevron-right", "Next page", lambda: self.turn(1))
        self.size_label = label("", ink="text.2")
        smaller = icon_button("minus", "Smaller page", lambda: self.zoom(1 / STEP))
        larger = icon_button("plus", "Larger page", lambda: self.zoom(STEP))
        fit = icon_button("maximize", "Page as wide as there is room", self.fit_width)
        for part in (self.number, self.earlier, self.later):
            row.addWidget(part)
        row.addStretch(1)
        for part in (smaller, self.size_label, larger, fit):
            row.addWidget(part)
        return foot

    # pages

    def set_pages(self, pages: tuple[bytes, ...]) -> None:
        """Show these pages, staying at the page that was shown where there is one."""
        self._pages = pages
        self._at = min(self._at, max(0, len(pages) - 1))
        self._show()

    def page_count(self) -> int:
        return len(self._pages)

    def page(self) -> int:
        """The number of the page shown, from 1; 0 where there is none."""
        return self._at + 1 if self._pages else 0

    def turn(self, by: int) -> None:
        """Go ``by`` pages on or back, and to the head of that page."""
        target = min(max(self._at + by, 0), max(0, len(self._pages) - 1))
        if target != self._at:
            self._at = target
            self._show()
            self.area.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        shown = bool(self._pages)
        self.sheet.renderer = QSvgRenderer(QByteArray(self._pages[self._at])) if shown else None
        self.sheet.setVisible(shown)
        self.number.setText(f"Page {self._at + 1} of {len(self._pages)}" if shown else "")
        self.earlier.setEnabled(self._at > 0)
        self.later.setEnabled(self._at + 1 < len(self._pages))
        self.sheet.setAccessibleDescription(self.number.text())
        self._resize()
        self.sheet.update()
        self.turned.emit(self.page())

    # size

    def zoom(self, by: float) -> None:
        self._scale = min(max(self.scale() * by, SMALLEST), LARGEST)
        self._resize()

    def fit_width(self) -> None:
        self._scale = 0.0
        self._resize()

    def scale(self) -> float:
        """Logical pixels for one point of the page at 96 to the inch: 1.0 is the size on paper."""
        if self._scale:
            return self._scale
        wide = self._natural().width()
        room = self.area.viewport().width() - 2 * _AIR
        return min(max(room / wide, SMALLEST), 1.35) if wide else 1.0

    def _natural(self) -> QSize:
        if self.sheet.renderer is None:
            return QSize(794, 1123)
        size = self.sheet.renderer.defaultSize()
        return QSize(round(size.width() * 96 / 72), round(size.height() * 96 / 72))

    def _resize(self) -> None:
        natural, scale = self._natural(), self.scale()
        self.sheet.setFixedSize(round(natural.width() * scale), round(natural.height() * scale))
        self.size_label.setText(f"{round(scale * 100)} %")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize()


class _Area(QScrollArea):
    """Scrolls a page; at its end the next one comes."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # A bar that came and went would change the room that the page's width is taken from.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Preview of the briefing")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._preview.turn(by)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn: QPoint = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._preview.zoom(STEP if turn.y() > 0 else 1 / STEP)
            return
        bar = self.verticalScrollBar()
        if turn.y() < 0 and bar.value() >= bar.maximum():
            self._preview.turn(1)
        elif turn.y() > 0 and bar.value() <= bar.minimum() and self._preview.page() > 1:
            self._preview.turn(-1)
            bar.setValue(bar.maximum())
        else:
            super().wheelEvent(event)

"""What canvases share: a scrolled picture painted from layers, and the current mark said to screen readers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.canvases import scene_painter
from kpdesk.domain.drawing import Hit, Layer


def speak(widget: QWidget, words: str) -> None:
    """Make ``words`` the canvas's description, and tell who listens that it changed."""
    widget.setAccessibleDescription(words)
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))


class Canvas(QAbstractScrollArea):
    """A picture that scrolls: subclasses give ``lay_out`` and ``content``; places are in layout pixels."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hits: list[Hit] = []
        self._layers: list[Layer] | None = None
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.refresh())
            bar.setSingleStep(40)
        theme.current.changed.connect(self._on_theme)

    def lay_out(self, width: float, height: float) -> tuple[list[Layer], list[Hit]]:
        """Shapes and hits of what is in view."""
        raise NotImplementedError

    def content(self) -> tuple[float, float]:
        """Width and height of the whole picture."""
        raise NotImplementedError

    @property
    def zoom(self) -> float:
        """Screen pixels per pixel of the layout: grows with the letters."""
        return theme.current.scale

    @property
    def scrolled(self) -> tuple[float, float]:
        return self.horizontalScrollBar().value() / self.zoom, self.verticalScrollBar().value() / self.zoom

    def refresh(self) -> None:
        """Lay out and paint again."""
        self._layers = None
        self.viewport().update()

    def fit_bars(self) -> None:
        """The content's size changed."""
        size = self.viewport().width(), self.viewport().height()
        for bar, whole, page in zip(
            (self.horizontalScrollBar(), self.verticalScrollBar()), self.content(), size, strict=True
        ):
            bar.setRange(0, max(0, round(whole * self.zoom) - page))
            bar.setPageStep(page)
        self.refresh()

    def layers(self) -> list[Layer]:
        if self._layers is None:
            width, height = self.viewport().width() / self.zoom, self.viewport().height() / self.zoom
            self._layers, self.hits = self.lay_out(width, height)
        return self._layers

    def at(self, position: QPointF | QPoint) -> Hit | None:
        """The topmost hit at a place of the screen."""
        self.layers()
        x, y = position.x() / self.zoom, position.y() / self.zoom
        return next((h for h in reversed(self.hits) if h.holds(x, y)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        layers = self.layers()
        painter = QPainter(self.viewport())
        painter.scale(self.zoom, self.zoom)
        painter.fillRect(
            QRectF(0, 0, self.viewport().width() / self.zoom, self.viewport().height() / self.zoom),
            theme.colour("page"),
        )
        scene_painter.paint(painter, layers)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_bars()

    def _on_theme(self) -> None:
        scene_painter.forget()
        self.fit_bars()

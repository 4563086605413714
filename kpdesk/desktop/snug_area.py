"""A part that scrolls only where it has to, so that the buttons below it stay close and in view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from kpdesk.desktop.widgets import dress_area


class SnugArea(QScrollArea):
    """As high as its content where there is room, so that what stands below it follows closely; else it scrolls."""

    def sizeHint(self) -> QSize:
        inner = self.widget()
        if inner is None:
            return super().sizeHint()
        layout = inner.layout()
        if layout is None:
            return inner.sizeHint()
        wide = max(self.viewport().width(), inner.minimumSizeHint().width())
        return QSize(
            inner.sizeHint().width(),
            layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else inner.sizeHint().height(),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def snug(inner: QWidget, name: str) -> SnugArea:
    """A page part like ``scrolled``, no higher than what is in it."""
    area = SnugArea()
    dress_area(area, inner, name)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    area.setMinimumHeight(56)
    return area

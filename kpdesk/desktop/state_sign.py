"""How certain a record is, as a sign and a word: dashed where a machine proposed it, solid where a person decided."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpdesk.desktop import icons, theme
from kpdesk.domain.vocabulary import STATES


class StatePill(QWidget):
    """The state as a word in a ring: dashed for proposed, solid with its icon for decided."""

    def __init__(self, state: str = "proposed", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.state = ""
        self.set_state(state)

    def set_state(self, state: str) -> None:
        self.state = state
        self.setAccessibleName(STATES.get(state, state))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        words = theme.font("small")
        width = QFontMetrics(words).horizontalAdvance(STATES.get(self.state, self.state))
        return QSize(width + 26 + (16 if self.state != "proposed" else 0), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour(self.state)
        pen = QPen(ink, 1.5)
        if self.state == "proposed":
            pen.setDashPattern([3.3, 2.0])
        painter.setPen(pen)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = 12.0
        if self.state != "proposed":
            side = 14
            painter.drawPixmap(
                10, (self.height() - side) // 2, icons.pixmap(icons.STATE_ICONS[self.state], self.state, side)
            )
            left = 28.0
        painter.setFont(theme.font("small"))
        painter.setPen(ink)
        painter.drawText(box.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), STATES[self.state])

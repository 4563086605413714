"""A small picture of who belongs to an actor and what it belongs to. Every node is a button, every tie has words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from kpdesk.desktop import icons, theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.widgets import button, label, vbox
from kpdesk.services.actors import Profile, Tie

MOST = 9


class Relations(QFrame):
    """Members on the left, the actor in the middle, bodies on the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("look", "page")
        self.setAccessibleName("Relations")
        self._ties: list[tuple[QPushButton, Tie, str]] = []
        self._middle: QPushButton | None = None
        self._none = label(
            "No relations are known yet. Add a person or a body in the overview.", ink="text.2", wrap=True
        )
        vbox(self, margins=24).addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        theme.current.changed.connect(self._place)

    def show_profile(self, profile: Profile) -> None:
        """Make the nodes anew."""
        for made, *_ in self._ties:
            made.deleteLater()
        if self._middle is not None:
            self._middle.deleteLater()
        self._ties = []
        self._none.setVisible(not (profile.members or profile.bodies))
        self._middle = self._node(profile.actor.name, profile.actor.kind, profile.actor.id)
        self._middle.setProperty("heavy", True)
        for side, ties in (("left", profile.members), ("right", profile.bodies)):
            for tie in ties[:MOST]:
                made = self._node(tie.other.name, tie.other.kind, tie.other.id)
                made.setAccessibleDescription(tie.affiliation.role)
                self._ties.append((made, tie, side))
        words = "; ".join(f"{t.other.name}, {t.affiliation.role or 'belongs'}" for _, t, _side in self._ties)
        self.setAccessibleDescription(words)
        self._place()

    def _node(self, name: str, kind: str, actor_id: str) -> QPushButton:
        made = button(name, lambda: self._desk.go("actors", actor_id=actor_id))
        made.setParent(self)
        icons.dress(made, icons.ACTOR_ICONS.get(kind, "users"), "actor", 16)
        made.setToolTip(name)
        made.show()
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._middle is None:
            return
        high, step = theme.px(34), theme.px(56)
        sides = {side: [n for n, (_, _, s) in enumerate(self._ties) if s == side] for side in ("left", "right")}
        shown = [side for side in ("left", "right") if sides[side]]
        columns = 1 + len(shown)
        room = min(self.width(), 1100) - 48
        wide = max(96, min(260, (room - (columns - 1) * 72) // columns))
        gap = min(240, max(24, (room - columns * wide) // max(1, columns - 1)))
        start = (self.width() - columns * wide - (columns - 1) * gap) // 2
        x_of = {"left": start, "right": start + (columns - 1) * (wide + gap)}
        middle_x = start + (wide + gap if "left" in shown else 0)
        middle_y = 32 + max(1, *(len(found) for found in sides.values())) * step // 2
        for side in shown:
            top = middle_y - len(sides[side]) * step // 2
            for at, number in enumerate(sides[side]):
                self._ties[number][0].setGeometry(QRect(x_of[side], top + at * step + (step - high) // 2, wide, high))
        self._middle.setGeometry(QRect(middle_x, middle_y - high // 2, wide, high))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._middle is None or not self._ties:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = self._middle.geometry()
        for made, tie, side in self._ties:
            box = made.geometry()
            start = QPointF(box.right() if side == "left" else box.left(), box.center().y())
            end = QPointF(centre.left() if side == "left" else centre.right(), centre.center().y())
            pen = QPen(theme.colour("border.control"), 1.25)
            if tie.affiliation.state == "proposed":
                pen.setDashPattern([5, 3])
            painter.setPen(pen)
            painter.drawLine(start, end)
            self._paint_words(painter, start, end, tie.affiliation.role)

    def _paint_words(self, painter: QPainter, start: QPointF, end: QPointF, words: str) -> None:
        if not words:
            return
        painter.setFont(theme.font("small"))
        room = int(abs(end.x() - start.x())) - 16
        if room < 48:
            return
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        wide = painter.fontMetrics().horizontalAdvance(shown) + 8
        at = (start * 0.6 + end * 0.4).toPoint()
        box = QRect(at.x() - wide // 2, at.y() - theme.px(9), wide, theme.px(18))
        painter.fillRect(box, theme.colour("page"))
        painter.setPen(theme.colour("text.2"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)

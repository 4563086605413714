"""A small picture of who belongs to an actor and what it belongs to. Every node is a button, every tie has words."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from kpdesk.desktop import icons, theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.widgets import button, label, vbox
from kpdesk.services.actors import Profile, Tie

MOST = 9
TRUNK = 24  # pixels between the middle and the line that its ties join


class Relations(QFrame):
    """Members on the left, the actor in the middle, bodies on the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("look", "page")
        self.setAccessibleName("Relations")
        self._ties: list[tuple[QPushButton, Tie, str]] = []
        self._more: dict[str, QLabel] = {}
        self._middle: QPushButton | None = None
        self._none = label(
            "No relations are known yet. Add a person or a body in the overview.", ink="text.2", wrap=True
        )
        vbox(self, margins=24).addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        theme.current.changed.connect(self._place)

    def show_profile(self, profile: Profile) -> None:
        """Make the nodes anew."""
        for made in (*(tie[0] for tie in self._ties), *self._more.values(), self._middle):
            if made is not None:
                made.deleteLater()
        self._ties, self._more, self._middle = [], {}, None
        known = bool(profile.members or profile.bodies)
        self._none.setVisible(not known)
        if known:
            self._middle = self._node(profile.actor.name, profile.actor.kind, profile.actor.id)
            self._middle.setProperty("heavy", True)
        for side, ties in (("left", profile.members), ("right", profile.bodies)):
            for tie in ties[:MOST]:
                made = self._node(tie.other.name, tie.other.kind, tie.other.id)
                made.setAccessibleDescription(tie.affiliation.role)
                self._ties.append((made, tie, side))
            if len(ties) > MOST:
                self._more[side] = label(f"+{len(ties) - MOST} more in the overview", "small", "text.2")
                self._more[side].setParent(self)
                self._more[side].show()
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
                box = QRect(x_of[side], top + at * step + (step - high) // 2, wide, high)
                self._put(self._ties[number][0], box)
            if side in self._more:
                self._more[side].setGeometry(x_of[side], top + len(sides[side]) * step, wide, high)
        self._put(self._middle, QRect(middle_x, middle_y - high // 2, wide, high))
        self.setMinimumHeight(middle_y + max(len(found) for found in sides.values()) * step // 2 + 2 * high)
        self.update()

    def _put(self, node: QPushButton, box: QRect) -> None:
        """Lay a node into its box, with as much of its name as that holds."""
        node.setGeometry(box)
        room = box.width() - theme.px(48)  # the icon and the air around the words
        node.setText(node.fontMetrics().elidedText(node.accessibleName(), Qt.TextElideMode.ElideRight, room))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._middle is None:
            return
        painter = QPainter(self)
        for side in ("left", "right"):
            ties = [(made.geometry(), tie) for made, tie, of in self._ties if of == side]
            if ties:
                self._paint_side(painter, side, ties)

    def _paint_side(self, painter: QPainter, side: str, ties: list[tuple[QRect, Tie]]) -> None:
        """Each tie runs level to one trunk beside the middle, so that its words have a line of their own."""
        middle = self._middle.geometry() if self._middle is not None else QRect()
        left = side == "left"
        inner = middle.left() if left else middle.right()
        trunk = inner - TRUNK if left else inner + TRUNK
        heights = [box.center().y() for box, _ in ties]
        painter.setPen(self._pen(all(tie.affiliation.state == "proposed" for _, tie in ties)))
        painter.drawLine(trunk, min(*heights, middle.center().y()), trunk, max(*heights, middle.center().y()))
        painter.drawLine(trunk, middle.center().y(), inner, middle.center().y())
        for box, tie in ties:
            start = box.right() if left else box.left()
            painter.setPen(self._pen(tie.affiliation.state == "proposed"))
            painter.drawLine(start, box.center().y(), trunk, box.center().y())
            self._paint_words(painter, min(start, trunk), max(start, trunk), box.center().y(), tie.affiliation.role)

    def _pen(self, proposed: bool) -> QPen:
        pen = QPen(theme.colour("border.control"), 1.25)
        if proposed:
            pen.setDashPattern([5, 3])
        return pen

    def _paint_words(self, painter: QPainter, left: int, right: int, y: int, words: str) -> None:
        room = right - left - 24
        if not words or room < 40:
            return
        painter.setFont(theme.font("small"))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        wide = painter.fontMetrics().horizontalAdvance(shown) + 8
        box = QRect((left + right - wide) // 2, y - theme.px(9), wide, theme.px(18))
        painter.fillRect(box, theme.colour("page"))
        painter.setPen(theme.colour("text.2"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)

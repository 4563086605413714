"""Mouse and keyboard of the timeline: what a drag, a wheel turn or a key means at each place of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent

from kpdesk.analysis.time_scale import Level
from kpdesk.analysis.timeline import minimap_scale
from kpdesk.analysis.timeline_view import AXIS, HEAD
from kpdesk.desktop import theme

if TYPE_CHECKING:
    from kpdesk.desktop.canvases.timeline import TimelineCanvas

_EDGE = 6.0  # how near a frame's or brush's edge is taken hold of
_STEP = {Level.DECADES: 365.0, Level.YEARS: 30.0, Level.MONTHS: 7.0, Level.WEEKS: 1.0, Level.DAYS: 1.0}
_LEFT, _RIGHT, _UP, _DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down


@dataclass
class Drag:
    """A drag that is going on: what it moves, where it began, and the days that stood there."""

    what: str  # pan, brush, window, window left, window right
    x: float
    y: float
    day: float
    left: float
    far: bool = False


class MouseHands:
    """Drag the plot to pan, the axis to brush, the minimap's frame to move or zoom; the wheel zooms at the pointer."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        self._canvas = canvas
        self._drag: Drag | None = None

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        canvas = self._canvas
        x, y = canvas.place_of(event.position())
        what = self._grip(x, y)
        day = canvas.minimap_day(x) if what.startswith("window") else canvas.view.scale.day(x - HEAD)
        self._drag = Drag(what, x, y, day, canvas.view.scale.left)
        if what == "window" and not self._in_window(x):
            canvas.centre_on(day)
            self._drag.left = canvas.view.scale.left

    def _grip(self, x: float, y: float) -> str:
        canvas = self._canvas
        place = canvas.frame.bands.minimap
        if place is not None and y >= place[0]:
            scale, view = minimap_scale(canvas.index, canvas.view.width), canvas.view
            left, right = (HEAD + scale.x(day) for day in (view.scale.left, view.scale.right))
            if right - left > 3 * _EDGE:
                if abs(x - left) <= _EDGE:
                    return "window left"
                if abs(x - right) <= _EDGE:
                    return "window right"
            return "window"
        return "brush" if y < AXIS and x >= HEAD else "pan"

    def _in_window(self, x: float) -> bool:
        scale = minimap_scale(self._canvas.index, self._canvas.view.width)
        view = self._canvas.view.scale
        return HEAD + scale.x(view.left) <= x <= HEAD + scale.x(view.right)

    def move(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        x, y = canvas.place_of(event.position())
        if self._drag is None:
            self._point(x, y)
            return
        drag = self._drag
        drag.far = drag.far or abs(x - drag.x) + abs(y - drag.y) > 4
        if not drag.far:
            return
        if drag.what == "pan":
            scale = canvas.view.scale
            canvas.change_view(
                scale=type(scale)(drag.left, scale.days_per_px, scale.width).panned(x - drag.x), hovered=""
            )
            canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif drag.what == "brush":
            canvas.set_brush((drag.day, canvas.view.scale.day(x - HEAD)), tell=False)
        elif drag.what == "window":
            scale = canvas.view.scale
            moved = canvas.minimap_day(x) - drag.day
            canvas.change_view(scale=type(scale)(drag.left + moved, scale.days_per_px, scale.width).held())
        else:
            self._stretch(drag, canvas.minimap_day(x))

    def _stretch(self, drag: Drag, day: float) -> None:
        scale = self._canvas.view.scale
        left, right = (day, scale.right) if drag.what == "window left" else (scale.left, day)
        if right - left > scale.width * 0.0008:
            per_px = (right - left) / scale.width
            self._canvas.change_view(scale=type(scale)(left, per_px, scale.width).held())

    def _point(self, x: float, y: float) -> None:
        canvas = self._canvas
        hit = canvas.at(x, y)
        marks = hit is not None and hit.kind != "lane"
        canvas.hover(hit.id if hit is not None and marks else "")
        grip = self._grip(x, y)
        shape = Qt.CursorShape.ArrowCursor
        if hit is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif grip == "brush":
            shape = Qt.CursorShape.IBeamCursor
        elif grip in ("window left", "window right"):
            shape = Qt.CursorShape.SizeHorCursor
        canvas.viewport().setCursor(shape)

    def release(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        canvas = self._canvas
        canvas.viewport().unsetCursor()
        if drag is None:
            return
        if drag.what == "brush":
            if drag.far:
                canvas.set_brush(canvas.view.brush)
            elif canvas.view.brush is not None:
                canvas.set_brush(None)
        elif not drag.far and drag.what == "pan":
            self._click(*canvas.place_of(event.position()))

    def _click(self, x: float, y: float) -> None:
        canvas = self._canvas
        hit = canvas.at(x, y)
        if hit is None:
            canvas.select("", "")
        elif hit.kind == "lane":
            if hit.id:
                canvas.fold(hit.id)
        elif hit.kind == "more":
            canvas.show_days(float(hit.id), float(hit.id) + max(3.0, 12 * canvas.view.scale.days_per_px))
        elif hit.kind == "away":
            canvas.select("meeting", hit.id, reveal=True)
        else:
            canvas.select(hit.kind, hit.id)

    def double(self, event: QMouseEvent) -> None:
        hit = self._canvas.at(*self._canvas.place_of(event.position()))
        if hit is not None:
            self._canvas.open(hit.kind, hit.id)

    def wheel(self, event: QWheelEvent) -> None:
        canvas = self._canvas
        x, _ = canvas.place_of(event.position())
        across, down = event.angleDelta().x(), event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across, down = across or down, 0
        bar = canvas.verticalScrollBar()
        if across:
            canvas.pan_by(across / 2)
        elif x < HEAD:
            bar.setValue(bar.value() - down // 2)
        elif down:
            canvas.zoom_by(1.0015**down, x - HEAD)
        event.accept()


class KeyHands:
    """Arrows walk marks and lanes, letters are the page's commands, B brushes by keys."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        self._canvas = canvas
        self._brush_from: float | None = None

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        key, canvas = event.key(), self._canvas
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain:
            return False
        if self._brush_from is not None and key in (_LEFT, _RIGHT, Qt.Key.Key_Return, Qt.Key.Key_Escape):
            self._brush_key(key)
        elif key in (_LEFT, _RIGHT):
            self._go(lambda walk, id_: walk.step(id_, 1 if key == _RIGHT else -1))
        elif key in (_UP, _DOWN):
            self._go(lambda walk, id_: walk.across(id_, 1 if key == _DOWN else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(lambda walk, id_: walk.end(id_, last=key == Qt.Key.Key_End))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            canvas.pan_by((1 if key == Qt.Key.Key_PageUp else -1) * canvas.view.scale.width * 0.9)
        elif key == Qt.Key.Key_Space:
            canvas.card.hide() if canvas.card.isVisible() else canvas.show_card()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            canvas.open(canvas.selected_kind, canvas.view.selected)
        elif key == Qt.Key.Key_Escape:
            return self._leave()
        else:
            return False
        return True

    def _go(self, move) -> None:
        canvas = self._canvas
        walk = canvas.walk
        if not walk.lanes:
            return
        if canvas.view.selected in walk.places:
            id_ = move(walk, canvas.view.selected)
        else:
            # The first key takes the mark nearest to the middle of the first lane that has one in view.
            middle = canvas.view.scale.day(canvas.view.scale.width / 2)
            id_ = walk.nearest(0, middle)
        canvas.select(walk.kind_of(id_), id_, reveal=True)

    def change(self, by: int) -> None:
        """P: the next or previous position change."""
        canvas = self._canvas
        selected = canvas.view.selected
        day = (
            canvas.walk.day_of(selected)
            if selected in canvas.walk.places
            else canvas.view.scale.day(canvas.view.scale.width / 2)
        )
        id_ = canvas.walk.change(day, by, selected)
        if id_:
            canvas.select("position", id_, reveal=True)

    def brush(self) -> None:
        """B: begin a brush at the selected mark, or in the middle; B again ends it."""
        canvas = self._canvas
        if self._brush_from is not None:
            self._brush_from = None
            canvas.set_brush(canvas.view.brush)
            return
        selected = canvas.view.selected
        day = (
            canvas.walk.day_of(selected)
            if selected in canvas.walk.places
            else canvas.view.scale.day(canvas.view.scale.width / 2)
        )
        self._brush_from = float(int(day))
        canvas.set_brush((self._brush_from, self._brush_from + _STEP[canvas.level]), tell=False)

    def _brush_key(self, key: int) -> None:
        canvas = self._canvas
        if key == Qt.Key.Key_Return:
            self.brush()
        elif key == Qt.Key.Key_Escape:
            self._brush_from = None
            canvas.set_brush(None)
        elif canvas.view.brush is not None and self._brush_from is not None:
            first, last = canvas.view.brush
            moving = last if first >= self._brush_from else first
            moving += _STEP[canvas.level] * (1 if key == _RIGHT else -1)
            canvas.set_brush((self._brush_from, moving), tell=False)
            canvas.reveal(moving)

    def _leave(self) -> bool:
        """Esc: the card, then the brush, then the selection."""
        canvas = self._canvas
        if canvas.card.isVisible():
            canvas.card.hide()
        elif canvas.view.brush is not None:
            canvas.set_brush(None)
        elif canvas.view.selected:
            canvas.select("", "")
        else:
            return False
        return True

    def paint(self, painter: QPainter) -> None:
        """While a brush is made by keys, say how."""
        if self._brush_from is None:
            return
        words = "← → move the end · B or Return keeps it · Esc drops it"
        box = QRectF(HEAD + 8, AXIS + 8, 340, 24)
        painter.fillRect(box, theme.colour("raised"))
        painter.setPen(QPen(theme.colour("border.control")))
        painter.drawRect(box)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("small"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

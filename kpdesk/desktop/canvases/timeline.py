"""The timeline as a widget: paints the layout's frame, and zooms, pans, selects and brushes by mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kpdesk.analysis.date_spans import LAST_DAY, span_of
from kpdesk.analysis.time_scale import Level, TimeScale
from kpdesk.analysis.timeline import TimelineFrame, first_view, layout, minimap, minimap_scale
from kpdesk.analysis.timeline_data import TimelineData, TimelineIndex
from kpdesk.analysis.timeline_view import HEAD
from kpdesk.analysis.timeline_words import Walk, described
from kpdesk.desktop import theme
from kpdesk.desktop.canvases import scene_painter
from kpdesk.desktop.canvases.canvas import speak
from kpdesk.desktop.canvases.card import Card
from kpdesk.desktop.canvases.timeline_hands import KeyHands, MouseHands
from kpdesk.domain.drawing import Hit


class TimelineCanvas(QAbstractScrollArea):
    """``chosen(kind, id)`` when a mark was selected (empty: none), ``opened(kind, id)`` on Return or double click,
    ``brushed(range)`` with two dates as text or None, ``moved`` when another stretch of time is in view.
    """

    chosen = Signal(str, str)
    opened = Signal(str, str)
    brushed = Signal(object)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.index = TimelineIndex(TimelineData())
        self.walk = Walk(self.index)
        self.setAccessibleName("Timeline of meetings")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.card = Card(self.viewport())
        self.mouse, self.keys = MouseHands(self), KeyHands(self)
        self.view = first_view(self.index, 1136, 600)
        self.selected_kind = ""
        self._frame: TimelineFrame | None = None
        self._minimap: QPixmap | None = None
        self._fitted = False
        self._hover = QTimer(self)
        self._hover.setSingleShot(True)
        self._hover.setInterval(300)
        self._hover.timeout.connect(self.show_card)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        theme.current.changed.connect(self._on_theme)

    # what is shown

    def set_index(self, index: TimelineIndex) -> None:
        """Show other data; the stretch of time and the selection stay where they can."""
        self.index, self.walk = index, Walk(index)
        self._minimap = None
        if self.view.selected and self.view.selected not in self.walk.places:
            self.select("", "")
        if not self._fitted:
            self.fit()
        self.change_view(hovered="", labels_before={})

    def change_view(self, **changes: object) -> None:
        """Change any of the view's wishes and paint again."""
        if not changes:
            return
        held = self.view.scale
        self.view = replace(self.view, **changes)  # type: ignore[arg-type]
        self._frame = None
        self.card.hide()
        self.viewport().update()
        if self.view.scale != held:
            self.moved.emit()

    @property
    def zoom(self) -> float:
        """Screen pixels per pixel of the layout: grows with the letters."""
        return theme.current.scale

    @property
    def frame(self) -> TimelineFrame:
        """The frame of the present view; laid out where it was not yet."""
        if self._frame is None:
            self._frame = layout(self.index, self.view)
            self.view = replace(self.view, labels_before=self._frame.label_choices())
            self._fit_scroll_bar()
        return self._frame

    def _fit_scroll_bar(self) -> None:
        bar, placed = self.verticalScrollBar(), self._frame.bands if self._frame else None
        if placed is not None:
            most = max(0, round(placed.content - placed.room))
            bar.setPageStep(round(placed.room))
            bar.setSingleStep(40)
            if bar.maximum() != most:
                bar.setRange(0, most)

    def at(self, x: float, y: float) -> Hit | None:
        """The topmost mark at a place of the layout; small ones are met a little beside."""
        hits = [h for h in self.frame.hits if h.holds(x, y, 3.0) and self._in_reach(h, y)]
        rank = {"position": 0, "statement": 1, "participation": 2, "meeting": 3, "more": 4, "away": 5, "lane": 6}
        return min(hits, key=lambda h: (rank.get(h.kind, 9), abs(h.x + h.w / 2 - x)), default=None)

    def _in_reach(self, hit: Hit, y: float) -> bool:
        placed = self.frame.bands
        return hit.lane >= 100 or placed.lanes_top <= y <= placed.lanes_top + placed.room

    def hit_of(self, id_: str) -> Hit | None:
        return next((h for h in self.frame.hits if h.id == id_ and h.kind not in ("lane", "away")), None)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.paint_onto(painter)
        painter.end()

    def paint_onto(self, painter: QPainter) -> None:
        """Paint the whole canvas; also for measuring, onto any raster."""
        frame = self.frame
        painter.scale(self.zoom, self.zoom)
        painter.fillRect(QRectF(0, 0, self.view.width, self.view.height), theme.colour("page"))
        *before, window = frame.layers if frame.bands.minimap else [*frame.layers, None]
        scene_painter.paint(painter, before)
        if frame.bands.minimap and window is not None:
            painter.save()
            painter.drawPixmap(QPointF(0, frame.bands.minimap[0]), self._minimap_picture())
            painter.restore()
            scene_painter.paint(painter, [window])
        self.keys.paint(painter)

    def _minimap_picture(self) -> QPixmap:
        ratio = self.viewport().devicePixelRatioF() * self.zoom
        size = (round(self.view.width * ratio), round(48 * ratio))
        if self._minimap is None or (self._minimap.width(), self._minimap.height()) != size:
            self._minimap = QPixmap(*size)
            self._minimap.setDevicePixelRatio(ratio)
            painter = QPainter(self._minimap)
            scene_painter.paint(painter, [minimap(self.index, self.view.width, 0)])
            painter.end()
        return self._minimap

    def _on_theme(self) -> None:
        scene_painter.forget()
        self._minimap = None
        self._resize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize()

    def _resize(self) -> None:
        width, height = self.viewport().width() / self.zoom, self.viewport().height() / self.zoom
        self._minimap = None
        scale = self.view.scale.resized(max(1.0, width - HEAD))
        self.change_view(width=max(HEAD + 1, width), height=height, scale=scale)

    def _on_scroll(self, value: int) -> None:
        if value != round(self.view.scroll):
            self.change_view(scroll=float(value))

    # moving in time

    def fit(self) -> None:
        """All that is dated."""
        self._fitted = self.index.extent is not None
        self.change_view(scale=first_view(self.index, self.view.width, self.view.height).scale)

    def zoom_by(self, factor: float, at_x: float | None = None) -> None:
        """Nearer (above 1) or farther, around a place of the plot: the selected mark, else its middle."""
        if at_x is None:
            hit = self.hit_of(self.view.selected) if self.view.selected else None
            at_x = hit.x + hit.w / 2 - HEAD if hit else self.view.scale.width / 2
        self.change_view(scale=self.view.scale.zoomed(factor, at_x))

    def pan_by(self, pixels: float) -> None:
        """The content goes so many pixels to the right."""
        self.change_view(scale=self.view.scale.panned(pixels))

    def show_days(self, first: float, last: float) -> None:
        """Bring a stretch of days into view with air around it."""
        self.change_view(scale=TimeScale.fitting(first, last, self.view.scale.width, air=0.1))

    def centre_on(self, day: float) -> None:
        scale = self.view.scale
        self.change_view(scale=replace(scale, left=day - scale.width / 2 * scale.days_per_px).held())

    def zoom_to_selection(self) -> None:
        """The brushed stretch, else the selected mark with about two months around."""
        if self.view.brush is not None:
            self.show_days(self.view.brush[0], self.view.brush[1] - 1)
        elif self.view.selected in self.walk.places:
            day = self.walk.day_of(self.view.selected)
            self.show_days(day - 30, day + 30)

    # selecting

    def select(self, kind: str, id_: str, *, reveal: bool = False) -> None:
        """Make a mark the current one; ``reveal`` brings it into view."""
        self.selected_kind = kind
        if id_ != self.view.selected:
            self.change_view(selected=id_)
            self.chosen.emit(kind, id_)
            speak(self, self.words_of(kind, id_))
        if reveal and id_ in self.walk.places:
            self.reveal(self.walk.day_of(id_))

    def reveal(self, day: float) -> None:
        """Pan as little as needed to have a day well in view, and scroll to the selected lane."""
        x = self.view.scale.x(day)
        if not 40 <= x <= self.view.scale.width - 40:
            self.centre_on(day)
        lane, _ = self.walk.places.get(self.view.selected, (0, 0))
        key = self.walk.lanes[lane][0] if self.walk.lanes else ""
        box = next((b for b in self.frame.bands.lanes if b.lane.key == key), None)
        placed = self.frame.bands
        if box is not None and placed.content > placed.room:
            if box.y < placed.lanes_top:
                self.verticalScrollBar().setValue(round(self.view.scroll + box.y - placed.lanes_top))
            elif box.y + box.h > placed.lanes_top + placed.room:
                self.verticalScrollBar().setValue(
                    round(self.view.scroll + box.y + box.h - placed.lanes_top - placed.room)
                )

    def words_of(self, kind: str, id_: str) -> str:
        """What a screen reader says of a mark."""
        return ", ".join(described(self.index, kind, id_)) if id_ else ""

    def open(self, kind: str, id_: str) -> None:
        if id_ and kind in ("meeting", "statement", "position", "participation"):
            self.opened.emit(kind, id_)

    def fold(self, lane_key: str) -> None:
        """Fold a lane to one line, or open it again."""
        self.change_view(folded=self.view.folded ^ {lane_key})

    def show_card(self) -> None:
        """The card of the hovered mark, else of the selected one."""
        id_ = self.view.hovered or self.view.selected
        hit = next((h for h in self.frame.hits if h.id == id_ and h.kind != "lane"), None) if id_ else None
        lines = described(self.index, "meeting" if hit.kind == "away" else hit.kind, hit.id) if hit else []
        if hit is None or not lines:
            return
        box = QRectF(hit.x * self.zoom, hit.y * self.zoom, hit.w * self.zoom, hit.h * self.zoom)
        self.card.show_beside(
            lines, box.toRect() if box.left() >= 0 else QRect(0, int(box.top()), 40, int(box.height()))
        )

    def hover(self, id_: str) -> None:
        if id_ != self.view.hovered:
            self.change_view(hovered=id_)
            self._hover.start() if id_ else self._hover.stop()

    # the brush

    def set_brush(self, days: tuple[float, float] | None, *, tell: bool = True) -> None:
        """Brush whole days from the first to before the second; None takes the brush away."""
        if days is not None:
            first = min(max(1.0, float(int(min(days)))), LAST_DAY)
            last = min(max(first + 1, float(int(max(days) + 0.999999))), LAST_DAY + 1.0)
            days = (first, last)
        self.change_view(brush=days)
        if tell:
            self.brushed.emit(
                None if days is None else tuple(date.fromordinal(int(d)).isoformat() for d in (days[0], days[1] - 1))
            )

    @property
    def level(self) -> Level:
        return self.view.scale.level

    def minimap_day(self, x: float) -> float:
        """The day under a place of the minimap."""
        return minimap_scale(self.index, self.view.width).day(x - HEAD)

    # events go to the hands

    def place_of(self, position: QPointF | QPoint) -> tuple[float, float]:
        """Screen to layout pixels."""
        return position.x() / self.zoom, position.y() / self.zoom

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.double(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.mouse.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hover("")
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return True
        return super().viewportEvent(event)


def brush_days(span: tuple[str, str] | None) -> tuple[float, float] | None:
    """Two dates as text as the stretch that the canvas brushes."""
    if span is None:
        return None
    first, last = span_of(span[0]), span_of(span[1])
    return (float(first.first), float(last.last + 1)) if first and last else None

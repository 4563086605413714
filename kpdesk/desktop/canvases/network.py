"""The agreement network as a widget: arrows walk the actors, Return opens what one shares with the others."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kpdesk.analysis.network import Network, layout, places
from kpdesk.desktop.canvases.canvas import Canvas, speak
from kpdesk.domain.drawing import Hit, Layer

_EMPTY = Network(actors=(), names=(), weights=(), pairs=())


class NetworkCanvas(Canvas):
    """``chosen(n)`` when another actor is current (-1: none); n is a place in ``network.actors``."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Network of agreement", parent)
        self.network = _EMPTY
        self.selected: int | None = None
        self.hovered: int | None = None
        self._at = np.zeros((0, 2))

    def show_network(self, network: Network) -> None:
        """Show other data; actors who were there stay about where they were."""
        before = {a: (float(x), float(y)) for a, (x, y) in zip(self.network.actors, self._at, strict=True)}
        chosen = self.network.actors[self.selected] if self.selected is not None else None
        self.network = network
        self.selected = network.actors.index(chosen) if chosen in network.actors else None
        self.hovered = None
        self._place(before)

    def _place(self, before: dict[int, tuple[float, float]] | None = None) -> None:
        width, height = self.viewport().width() / self.zoom, self.viewport().height() / self.zoom
        self._at = places(self.network, width, height, before=before)
        self.fit_bars()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place({a: (float(x), float(y)) for a, (x, y) in zip(self.network.actors, self._at, strict=True)})
        super().resizeEvent(event)

    def content(self) -> tuple[float, float]:
        if not len(self._at):
            return 0.0, 0.0
        width, height = self._at.max(axis=0) + np.array([70.0, 30.0])
        return float(width), float(height)

    def lay_out(self, width: float, height: float) -> tuple[list[Layer], list[Hit]]:
        at = self._at - np.array(self.scrolled) if len(self._at) else self._at
        return layout(self.network, at, width, height, selected=self.selected, hovered=self.hovered)

    def select(self, n: int | None) -> None:
        if n != self.selected:
            self.selected = n
            speak(self, self.words())
            self.chosen.emit(-1 if n is None else n)
            self.refresh()

    def words(self) -> str:
        """The current actor with how many it agrees and differs with."""
        if self.selected is None:
            return ""
        own = [p for p in self.network.pairs if self.selected in (p.a, p.b)]
        agree, differ = (sum(1 for p in own if bool(v(p))) for v in (lambda p: p.agree, lambda p: p.differ))
        return f"{self.network.names[self.selected]}, agrees with {agree}, differs with {differ}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        n, key = len(self.network.actors), event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not n:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.select(0 if self.selected is None else (self.selected + 1) % n)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.select(n - 1 if self.selected is None else (self.selected - 1) % n)
        elif key == Qt.Key.Key_Escape and self.selected is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self.at(event.position())
        self.select(int(hit.id) if hit is not None else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self.at(event.position())
        over = int(hit.id) if hit is not None else None
        if over != self.hovered:
            self.hovered = over
            self.refresh()

"""Up to three columns side by side: list, main part, card. Widths snap to 8, are remembered, and fold when narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from kpdesk.desktop.desk import Desk

LIST, CARD = 288, 360
NARROW, SLIM = 1100 - 72, 960 - 72  # widths of the page, beside the rail


class Columns(QSplitter):
    """``list_shown_changed`` when the list went or came. The list is a drawer on narrow windows (F9)."""

    list_shown_changed = Signal(bool)

    def __init__(
        self, desk: Desk, place: str, *, list_part: QWidget | None, main: QWidget, card: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk, self._place = desk, place
        self.list_part, self.main, self.card = list_part, main, card
        self._narrow = self._alone = False
        self._wanted: bool | None = None
        self._width = 0
        self.inner = QSplitter(Qt.Orientation.Horizontal)
        for splitter in (self, self.inner):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.splitterMoved.connect(self._on_moved)
        if list_part is not None:
            list_part.setMinimumWidth(240)
            self.addWidget(list_part)
        self.inner.addWidget(main)
        if card is not None:
            card.setMinimumWidth(280)
            self.inner.addWidget(card)
        self.inner.setStretchFactor(0, 1)
        self.addWidget(self.inner)
        self.setStretchFactor(self.count() - 1, 1)
        for splitter in (self, self.inner):
            if splitter.count() > 1:
                splitter.handle(1).installEventFilter(self)
                splitter.handle(1).setAccessibleName("Width of the column")

    def fit(self, width: int) -> None:
        """Give the columns their widths for a page so wide."""
        if width == self._width or width <= 0:
            return
        self._width = width
        narrow, slim = width < NARROW, width < SLIM
        if self.list_part is not None:
            self._narrow = narrow
            self._show_list(self._alone or (self._wanted if self._wanted is not None else not narrow))
        if self.card is not None:
            self.inner.setOrientation(Qt.Orientation.Vertical if slim else Qt.Orientation.Horizontal)
        self.spread()

    def list_alone(self, alone: bool) -> None:
        """An empty list has the whole page for what it says; nothing stands beside it."""
        if alone == self._alone or self.list_part is None:
            return
        self._alone = alone
        self.inner.setHidden(alone)
        self._show_list(alone or (self._wanted if self._wanted is not None else not self._narrow))
        self.spread()

    def spread(self) -> None:
        """Remembered widths, or those of the design."""
        width = self._width or self.width()
        list_width, card_width = self._kept()
        if self.list_part is not None:
            shown = 0 if self.list_part.isHidden() else list_width
            self.setSizes([shown, max(200, width - shown)])
            width -= shown
        if self.card is not None:
            if self.inner.orientation() is Qt.Orientation.Vertical:
                high = max(200, self.inner.height())
                self.inner.setSizes([high // 2, high // 2])
            else:
                self.inner.setSizes([max(200, width - card_width), card_width])

    def toggle_list(self) -> None:
        """F9."""
        if self.list_part is None or self._alone:
            return
        self._wanted = self.list_part.isHidden()
        self._show_list(self._wanted)
        self.spread()

    def close_drawer(self) -> None:
        """On a narrow window the list goes once something was chosen from it."""
        if self._narrow and self._wanted:
            self._wanted = None
            self._show_list(False)
            self.spread()

    def widen_list(self, by: int) -> None:
        """The palette's "Wider list" and "Narrower list"."""
        list_width, card_width = self._kept()
        self._keep(min(480, max(240, list_width + by)), card_width)
        self.spread()

    def _show_list(self, shown: bool) -> None:
        if self.list_part is not None and self.list_part.isHidden() == shown:
            self.list_part.setVisible(shown)
            self.list_shown_changed.emit(shown)

    def _defaults(self) -> tuple[int, int]:
        width = self._width
        if width >= 2400:
            return 400, 400
        return (320, 400) if width >= 1600 - 72 else (LIST, CARD)

    def _kept(self) -> tuple[int, int]:
        found = self._desk.settings.layout.get(self._place)
        return (found[0], found[1]) if found and len(found) == 2 else self._defaults()

    def _keep(self, list_width: int, card_width: int) -> None:
        snapped = [round(list_width / 8) * 8, round(card_width / 8) * 8]
        self._desk.settings.layout[self._place] = snapped
        self._desk.settings.save()

    def _on_moved(self) -> None:
        list_width, card_width = self._kept()
        if self.list_part is not None and not self.list_part.isHidden():
            list_width = min(480, max(240, self.sizes()[0]))
        if self.card is not None and self.inner.orientation() is Qt.Orientation.Horizontal:
            card_width = min(560, max(280, self.inner.sizes()[1]))
        self._keep(list_width, card_width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._desk.settings.layout.pop(self._place, None)
            self.spread()
            return True
        return False

"""Where the reader stands that shows what a record rests on: in place of the list, or at the right of a wide window.

From 1920 pixels on there is room for list, page and reader side by side: then it is pinned, and follows the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from kpdesk.desktop import theme
from kpdesk.desktop.pages.page import Page

if TYPE_CHECKING:
    from kpdesk.desktop.main_window import MainWindow

WIDE = 1920
PAGE, PAGE_WIDEST = 1040, 1280  # what the page keeps beside a pinned reader, below and from 2400
FOLLOW_MS = 120  # the reader follows when the arrows rest


class Beside(QObject):
    """Opens, places and closes the window's evidence pane."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._pane = window, window.evidence
        self._opener: QWidget | None = None
        self._wide = False
        self._pinned = False  # shown of itself, not because evidence was asked for
        self._closed = False  # a person closed it on this page
        self._wait = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._wait.timeout.connect(self._follow)
        self._pane.left.connect(self._on_left)

    def show(self, anchors: list[Any]) -> None:
        """Evidence was asked for: the focus goes to its characters."""
        page = self._window.page
        if page is None or page.show_evidence(anchors):
            return
        focused = QApplication.focusWidget()
        if focused is None or not self._pane.isAncestorOf(focused):
            self._opener = focused
        if self._pane.isHidden() and not self._room():
            page.toggle_list()
        self._pinned = self._closed = False
        self._open(anchors)
        if self._pane.reader is not None:
            self._pane.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self, page: Page | None) -> None:
        """Another page is shown: this one gets its list back."""
        if not self._pane.isHidden():
            self._unfold(page)
            self._pane.hide()
        self._opener, self._closed = None, False

    def later(self, page: Page) -> None:
        """Another record is shown: the pinned reader follows soon."""
        if page is self._window.page and self._room():
            self._wait.start()

    def fit(self) -> None:
        """The window became wide enough for the reader at its right, or is no more."""
        if self._room() == self._wide:
            return
        if not self._pane.isHidden():
            self._unfold(self._window.page)
            self._pane.hide()
        self._wide = self._room()
        self._window.split.insertWidget(1 if self._wide else 0, self._pane)
        if self._wide and self._window.page is not None:
            self.later(self._window.page)

    def _room(self) -> bool:
        return self._window.width() >= theme.px(WIDE)

    def _open(self, anchors: list[Any]) -> None:
        fresh = self._pane.isHidden()
        self._pane.show()
        self._pane.show_anchors(anchors)
        self._pane.close_button.setText("Close" if self._wide else "Back to list")
        if fresh and self._wide:
            across = self._window.split.width()
            page = theme.px(PAGE_WIDEST if across >= 2300 else PAGE)
            self._window.split.setSizes([page, max(page // 2, across - page)])
        if fresh:
            self._window.fit()

    def _follow(self) -> None:
        page = self._window.page
        if page is None or self._closed or not self._room():
            return
        anchors = page.beside()
        if anchors:
            self._pinned = True
            self._open(anchors)
        elif self._pinned and not self._pane.isHidden():
            self._pane.hide()
            self._window.fit()

    def _on_left(self) -> None:
        """A person closed it: the list comes back, and the focus goes to where it came from."""
        self._closed = True
        self._unfold(self._window.page)
        self._window.fit()
        opener, self._opener = self._opener, None
        if opener is not None and isValid(opener) and opener.isVisible():
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfold(self, page: Page | None) -> None:
        if page is not None and not self._wide:
            page.toggle_list()

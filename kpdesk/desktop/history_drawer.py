"""History: what was done, as sentences, newest first; of one record when asked; any deed can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.widgets import button, clear, ground, hbox, icon_button, label, scrolled, vbox
from kpdesk.domain.changes import Changes
from kpdesk.services import history

PAGE = 60
_PAGES = 10  # looked through at once when filtering


class HistoryDrawer(QFrame):
    """400 wide, at the right, as high as what it lies ``over``. For one record it also offers its earlier states."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, over: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._over = over
        if over is not None:
            over.installEventFilter(self)
        self._opener: QWidget | None = None
        self._record: tuple[str, str] | None = None
        self._before: int | None = None
        self._day = ""
        self.entries: list[history.Entry] = []
        self.setProperty("look", "page")
        self.setAccessibleName("History")
        column = vbox(self)
        top = hbox(margins=(16, 8, 8, 8), space=8)
        top.addWidget(label("History", "header"), 1)
        self.undo_button = icon_button("undo-2", "Undo", desk.undo, action="undo")
        self.redo_button = icon_button("redo-2", "Redo", desk.redo, action="redo")
        self.close_button = icon_button("x", "Close History", self.leave, size=16)
        for made in (self.undo_button, self.redo_button, self.close_button):
            top.addWidget(made)
        column.addLayout(top)
        row = hbox(margins=(16, 0, 16, 8), space=8)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter…")
        self.filter.setAccessibleName("Filter the history")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self.reload())
        self.whose = button("This record only", self._on_whose, look="chip")
        self.whose.setCheckable(True)
        row.addWidget(self.filter, 1)
        row.addWidget(self.whose)
        column.addLayout(row)
        self._rows = ground()
        self._column = vbox(self._rows, margins=(16, 0, 16, 16), space=4)
        column.addWidget(scrolled(self._rows, "History"), 1)
        desk.changed.connect(self._on_changed)
        desk.case_changed.connect(self._on_case)

    def open(
        self, *, opener: QWidget | None = None, kind: str = "", record_id: str = "",
        shown: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Show it; ``kind`` and ``record_id`` narrow it to one record, the one ``shown`` can be narrowed to."""
        self._opener = opener
        asked = (kind, record_id) if kind and record_id else None
        self._record = asked or shown
        self.whose.setVisible(self._record is not None)
        self.whose.setChecked(asked is not None)
        with QSignalBlocker(self.filter):
            self.filter.clear()  # what was looked for last time hides what is there now
        self.place()
        self.show()
        self.raise_()
        self.reload()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """At the right edge of the middle of the window, over the page; a message below it stays in view."""
        around = self.parentWidget()
        if around is not None:
            width = min(theme.px(400), max(280, around.width() - 40))
            height = around.height()
            if self._over is not None:
                height = self._over.mapTo(around, QPoint(0, self._over.height())).y()
            self.setGeometry(around.width() - width, 0, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme.colour("border.control"))

    def leave(self) -> None:
        """Close; the focus goes back to where it was."""
        self.hide()
        try:
            if self._opener is not None and self._opener.isVisible():
                self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
        except RuntimeError:
            self._opener = None

    def reload(self) -> None:
        """Read the newest deeds again. A row that had the focus gives it to the filter, not to whatever comes next."""
        focused = QApplication.focusWidget()
        if focused is not None and self._rows.isAncestorOf(focused):
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rows.hide()  # rows made while it is hidden are all there when it is laid out
        clear(self._column)
        self.entries, self._before, self._day = [], None, ""
        if self._desk.case is None:
            return
        self.undo_button.setEnabled(history.next_undo(self._desk.case) is not None)
        self.redo_button.setEnabled(history.next_redo(self._desk.case) is not None)
        if self._record is not None and self.whose.isChecked():
            self._show_states(*self._record)
        self._more()
        self._rows.show()

    def _more(self) -> None:
        record = self._record if self._record and self.whose.isChecked() else (None, None)
        words = self.filter.text().casefold().split()
        before, found = len(self.entries), []
        for _ in range(_PAGES):  # where a page holds none of what is looked for, the one before it may
            found = history.entries(
                self._desk.case, limit=PAGE, before_seq=self._before, kind=record[0], record_id=record[1]
            )  # fmt: skip
            for entry in found:
                if all(word in entry.sentence.casefold() for word in words):
                    self.entries.append(entry)
                    self._add(entry)
            if len(found) < PAGE or len(self.entries) > before:
                break
            self._before = found[-1].seq
        if not self.entries:
            self._column.addWidget(
                label("Nothing matches this filter." if words else "Nothing was done yet.", ink="text.2")
            )
        if len(found) == PAGE:
            self._before = found[-1].seq
            more = button("Show earlier", lambda: self._go_on(more), look="link")
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        QTimer.singleShot(0, self, self._fit_rows)

    def _fit_rows(self) -> None:
        """The scroll area misses how high wrapped rows become when they are made while it is shown."""
        QApplication.postEvent(self._rows, QEvent(QEvent.Type.LayoutRequest))

    def _go_on(self, more: QWidget) -> None:
        more.hide()
        more.deleteLater()
        last = self._column.itemAt(self._column.count() - 1)
        if last is not None and last.spacerItem() is not None:
            self._column.takeAt(self._column.count() - 1)
        self._more()

    def _add(self, entry: history.Entry) -> None:
        then = datetime.fromisoformat(entry.at).astimezone()
        day = day_words(then)
        if day != self._day:
            self._day = day
            head = label(day, heavy=True)
            head.setContentsMargins(0, 12, 0, 4)
            self._column.addWidget(head)
        row = hbox(space=8)
        clock = label(then.strftime("%H:%M"), "small", "text.2")
        clock.setFixedWidth(theme.px(40))
        row.addWidget(clock, 0, Qt.AlignmentFlag.AlignTop)
        ink = "text.2" if entry.taken_back else "text"
        words = sentence(entry) + (" (taken back)" if entry.taken_back else "")
        row.addWidget(label(words, ink=ink, wrap=True), 1)
        if entry.can_take_back:
            made = button(
                "Take back", lambda: self._desk.take_back(entry.seq), look="link", name=f"Take back: {entry.sentence}"
            )
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _show_states(self, kind: str, record_id: str) -> None:
        """Earlier states of the one record, each with a way back to it."""
        states = history.states_of(self._desk.case, kind, record_id)
        shown = [(s, c) for s, c in states[1:] if c.after is not None][:10]
        if not shown:
            return
        self._column.addWidget(label("Earlier states", heavy=True))
        for change_set, _change in shown:
            row = hbox(space=8)
            then = datetime.fromisoformat(change_set.at).astimezone()
            row.addWidget(
                label(f"After “{change_set.label}”, {then:%H:%M}", ink="text.2", wrap=True),
                1,
            )
            made = button(
                "Restore", lambda seq=change_set.seq: self._desk.do(history.restore, kind, record_id, seq), look="link"
            )
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)

    def _on_whose(self) -> None:
        self.reload()

    def _on_changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.reload()

    def _on_case(self) -> None:
        self._record = None
        if self.isVisible():
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def sentence(entry: Any) -> str:
    """The label as a sentence about who did it: "You merged PAC into …"."""
    words = entry.sentence
    if entry.who:
        return words if words.startswith("kpdesk") else f"kpdesk: {words[:1].lower()}{words[1:]}"
    return f"You {words[:1].lower()}{words[1:]}"


def day_words(then: datetime) -> str:
    """Today, Yesterday, or the date."""
    days = (datetime.now().astimezone().date() - then.date()).days
    if days in (0, 1):
        return "Yesterday" if days else "Today"
    return f"{then.day} {then:%B %Y}"

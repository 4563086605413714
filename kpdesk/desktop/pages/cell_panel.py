"""What opens beside the matrix and the network: the dated evidence of a cell, or an actor's pairs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from kpdesk.analysis.date_spans import when
from kpdesk.desktop import actions
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.actor_overview import StanceSign
from kpdesk.desktop.widgets import button, clear, ground, hbox, icon_button, label, line, scrolled, vbox
from kpdesk.domain.vocabulary import DECIDED, STANCES
from kpdesk.services import lookup
from kpdesk.services.positions import Entry, evidence_of

MOST = 120


class CellPanel(QFrame):
    """360 wide, at the right. ``closed`` when it is left."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("look", "page")
        self.setAccessibleName("Evidence")
        self.entries: list[Entry] = []
        self._holder = ""
        inner = ground()
        self._column = vbox(inner, margins=(16, 12, 16, 16), space=8)
        vbox(self).addWidget(scrolled(inner, "Evidence"))

    def show_cell(
        self, holder_id: str, holder: str, issue_id: str, issue: str, words: str, *, reviewed_only: bool
    ) -> None:
        """All positions of a holder on an issue, newest first, with the words behind each."""
        self._holder = holder_id
        self.entries = evidence_of(self.desk.case, holder_id, issue_id, reviewed_only=reviewed_only)
        self._head(holder, issue, words.removeprefix(f"{holder}, {issue}: "))
        for entry in self.entries[:MOST]:
            self._column.addWidget(line())
            self._column.addWidget(self._entry(entry))
        if len(self.entries) > MOST:
            self._column.addWidget(label(f"first {MOST} of {len(self.entries):,}", "small", "text.2"))
        if not self.entries:
            self._column.addWidget(label("No position of its own is recorded here.", ink="text.2", wrap=True))
        row = QWidget()
        across = hbox(row, space=8)
        across.addWidget(button("Open the actor", lambda: self.desk.go("actors", actor_id=holder_id)))
        across.addWidget(
            button(
                "Briefing", lambda: self.desk.go("briefings", kind="actor", of=holder_id), key=actions.shown("brief")
            )
        )
        across.addStretch(1)
        self._column.addWidget(row)
        self._column.addStretch(1)
        self.show()

    def show_rows(self, title: str, sub: str, rows: list[tuple[str, Callable[[], object]]]) -> None:
        """A title and lines that can be clicked."""
        self.entries = []
        self._head(title, sub, "")
        for words, call in rows:
            made = button(words, call, look="row")
            self._column.addWidget(made)
        self._column.addStretch(1)
        self.show()

    def _head(self, title: str, sub: str, words: str) -> None:
        clear(self._column)
        head = QWidget()
        across = hbox(head, space=8)
        across.addWidget(label(title, "lead", wrap=True, heavy=True), 1)
        across.addWidget(icon_button("x", "Close", self.leave), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(head)
        for text, ink in ((sub, "text"), (words, "text.2")):
            if text:
                self._column.addWidget(label(text, ink=ink, wrap=True))

    def _entry(self, entry: Entry) -> QWidget:
        whole = QWidget()
        column = vbox(whole, space=4)
        head = QWidget()
        across = hbox(head, space=8)
        across.addWidget(StanceSign(entry.stance, proposed=entry.state not in DECIDED))
        across.addWidget(label(STANCES[entry.stance], heavy=True))
        across.addWidget(label(when(entry.as_of), "small", "text.2"), 1)
        if entry.state not in DECIDED:
            across.addWidget(label("to review", "small", "proposed"))
        column.addWidget(head)
        if entry.quote:
            column.addWidget(label(f"“{entry.quote}”", wrap=True))
        who = f"claimed by {entry.claimed_by}" if entry.claimed_by else "says so itself"
        foot = QWidget()
        below = hbox(foot, space=8)
        below.addWidget(label(" · ".join(p for p in (who, entry.outlet) if p), "small", "text.2", wrap=True), 1)
        show = button(
            "Show", lambda: self.show_evidence([entry]), look="link", name=f"Show the characters, {when(entry.as_of)}"
        )
        below.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(foot)
        return whole

    def show_evidence(self, entries: list[Entry] | None = None) -> None:
        """The characters behind one position, or behind all that are listed."""
        wanted = self.entries if entries is None else entries
        anchors = [a for e in wanted for a in lookup.evidence(self.desk.case, "position", e.position_id)]
        self.desk.show_evidence(anchors)

    def leave(self) -> None:
        self.hide()
        self.closed.emit()

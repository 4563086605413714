"""What a corrected text did to the places that records rest on: which words changed, which were not found."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.widgets import button, centred, clear, ground, hbox, label, scrolled, vbox
from kpdesk.domain.wording import shortened
from kpdesk.services import queue
from kpdesk.services.reanchoring import Moved, Report

SECTIONS = (
    ("changed", "With changed words", "They stand at the new words now; statements and positions are to decide again."),
    (
        "lost",
        "Not found",
        "They stay on the earlier text, which is kept; statements and positions are to decide again.",
    ),
)
LONGEST = 240


class CorrectionPage(Page):
    """``show_where(report=…, title=…)``. Each place leads to its characters."""

    place = "correction"
    name = "Corrected text"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._report: Report | None = None
        self._title = ""
        self.places: list[QWidget] = []
        inner = QWidget()
        self._column = vbox(inner, margins=24, space=8)
        page = ground()
        vbox(page).addWidget(centred(inner, 880))
        vbox(self).addWidget(scrolled(page, "Corrected text"))

    def show_where(self, **where: Any) -> None:
        if "report" in where:
            self._report, self._title = where["report"], where.get("title", "")
        self._fill()

    def where(self) -> dict[str, Any]:
        return {"report": self._report, "title": self._title}

    def reload(self, changes: object = None) -> None:
        if changes is None:
            self._report = None
            self._fill()

    def panes(self) -> list[QWidget]:
        return self.places[:1]

    def _fill(self) -> None:
        clear(self._column)
        self.places = []
        report = self._report
        if report is None:
            self._column.addWidget(
                label("Correct a text: choose it in Sources and paste its corrected form.", wrap=True)
            )
            return
        self._column.addWidget(label(f"Corrected “{self._title}”", "title", wrap=True))
        self._column.addWidget(label(report.sentence(), ink="text.2", wrap=True))
        for fate, heading, hint in SECTIONS:
            found = [moved for moved in report.fates if moved.fate == fate]
            if found:
                self._column.addSpacing(16)
                self._column.addWidget(label(f"{heading}: {len(found)}", heavy=True))
                self._column.addWidget(label(hint, "small", "text.2", wrap=True))
                rows = queue.rows(self.desk.case, [moved.anchor.owner for moved in found])
                for moved in found:
                    row = rows.get(moved.anchor.owner)
                    self._column.addWidget(self._place(moved, row.title if row else ""))
        self._column.addStretch(1)

    def _place(self, moved: Moved, title: str) -> QWidget:
        """The record, its words before and after, and the way to them."""
        whole = QWidget()
        row = hbox(whole, margins=(0, 8, 0, 8), space=16)
        words = vbox(space=2)
        words.addWidget(label(title, wrap=True))
        words.addWidget(
            label(f"Before: {shortened(' '.join(moved.old_quote.split()), LONGEST)}", "small", "text.2", wrap=True)
        )
        if moved.new_quote is not None:
            new = shortened(" ".join(moved.new_quote.split()), LONGEST)
            words.addWidget(label(f"Now: {new}", "small", wrap=True))
        row.addLayout(words, 1)
        show = button("Show", partial(self._show, moved), name=f"Show the words of {title}")
        row.addWidget(show)
        self.places.append(show)
        return whole

    def _show(self, moved: Moved) -> None:
        anchor = self.desk.case.get("anchor", moved.anchor.id)
        if anchor is not None:
            self.desk.show_evidence([anchor])

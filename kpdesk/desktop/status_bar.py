"""The status line: which case, how much is in it, that it is saved, and what runs with a way to stop it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFrame, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.job_line import JobLine
from kpdesk.desktop.widgets import Elided, hbox
from kpdesk.domain.changes import Changes


class StatusBar(QFrame):
    """24 high; grows with the letters."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("look", "window")
        self.setAccessibleName("Status")
        self._words = Elided("", "small", "text.2")
        self.job = JobLine(desk.jobs)
        row = hbox(self, margins=(16, 0, 16, 0), space=8)
        row.addWidget(self._words, 1)
        row.addWidget(self.job)
        self._saved = ""
        self.note = ""
        self._no_backup = ""
        desk.changed.connect(self._on_changed)
        desk.case_left.connect(self._forget)
        desk.case_changed.connect(self.refresh)
        desk.backed_up.connect(self.say_backup)
        theme.current.changed.connect(self._relayout)
        self._relayout()

    def say_saved(self) -> None:
        self._saved = datetime.now().strftime("%H:%M")
        self.refresh()

    def say_backup(self, fault: str) -> None:
        """Why the last backup could not be made; "" after one that could, or while none is due."""
        self._no_backup = fault
        self.refresh()

    def _forget(self) -> None:
        self._no_backup = ""

    def refresh(self) -> None:
        """Read the counts again."""
        case = self._desk.case
        if case is None:
            self._words.setText("")
            return
        texts = case.count("source")
        parts = [Path(case.path).name, "1 text" if texts == 1 else f"{texts:,} texts"]
        if case.read_only:
            parts.append("Can only be read")
        else:
            parts.append(f"Everything is saved {self._saved}".strip())
        if self.note:
            parts.append(self.note)
        if self._no_backup:
            parts.append(f"No backup could be made: {self._no_backup}")
        self._words.setText("  ·  ".join(parts))

    def text(self) -> str:
        return self._words.text()

    def _relayout(self) -> None:
        self.setFixedHeight(theme.px(28))
        self.job.stop.setFixedHeight(theme.px(22))

    def _on_changed(self, _changes: Changes) -> None:
        self.say_saved()

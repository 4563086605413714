"""The status line: which case, how much is in it, that it is saved, and what runs with a way to stop it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Job
from kpdesk.desktop.widgets import Elided, button, hbox, label
from kpdesk.domain.changes import Changes


class StatusBar(QFrame):
    """24 high; grows with the letters."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self.setProperty("look", "window")
        self.setAccessibleName("Status")
        self._words = Elided("", "small", "text.2")
        self._doing = label("", "small", "text.2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName("Progress")
        self.stop = button("Stop", self._on_stop, look="link")
        self.stop.setProperty("role", "small")
        row = hbox(self, margins=(16, 0, 16, 0), space=8)
        row.addWidget(self._words, 1)
        for widget in (self._doing, self._bar, self.stop):
            row.addWidget(widget)
        self._saved = ""
        self.note = ""
        desk.changed.connect(self._on_changed)
        desk.case_changed.connect(self.refresh)
        desk.jobs.job_started.connect(lambda _job: self._watch())
        desk.jobs.job_ended.connect(lambda _job: self._watch())
        theme.current.changed.connect(self._relayout)
        self._relayout()
        self._watch()

    def say_saved(self) -> None:
        self._saved = datetime.now().strftime("%H:%M")
        self.refresh()

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
        self._words.setText("  ·  ".join(parts))

    def text(self) -> str:
        return self._words.text()

    def doing(self) -> str:
        """What the running job says; empty when none runs."""
        return self._doing.text() if self._job else ""

    def _relayout(self) -> None:
        self.setFixedHeight(theme.px(28))
        self.stop.setFixedHeight(theme.px(22))

    def _on_changed(self, _changes: Changes) -> None:
        self.say_saved()

    def _watch(self) -> None:
        running = self._desk.jobs.running()
        self._job = running[0] if running else None
        for widget in (self._doing, self._bar, self.stop):
            widget.setVisible(self._job is not None)
        if self._job is not None:
            self._job.reported.connect(self._show_progress)
            self.stop.setEnabled(True)
            self.stop.setAccessibleName(f"Stop: {self._job.label}")
            self._show_progress()

    def _show_progress(self, *_args: object) -> None:
        job = self._job
        if job is None:
            return
        self._bar.setRange(0, job.total)
        self._bar.setValue(job.done)
        waiting = len(self._desk.jobs.running()) - 1
        parts = [job.label if not job.words else f"{job.label}: {job.words}", spell(job.seconds_left())]
        if waiting:
            parts.append(f"{waiting} waiting")
        self._doing.setText("  ·  ".join(part for part in parts if part))

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.progress.cancel()
            self.stop.setEnabled(False)
            self._doing.setText(f"{self._job.label}: stopping")


def spell(seconds: float | None) -> str:
    """Time left in words, as coarse as it is known."""
    if seconds is None or seconds < 2:
        return ""
    if seconds < 60:
        return f"about {max(5, round(seconds / 5) * 5)} seconds left"
    minutes = round(seconds / 60)
    return "about a minute left" if minutes == 1 else f"about {minutes} minutes left"

"""The running job in one line: what it does, how far it is, time left, Stop. Hidden while nothing runs."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from kpdesk.desktop.jobs import Job, Jobs
from kpdesk.desktop.widgets import Elided, button, hbox


class JobLine(QWidget):
    """Follows the first job that runs; the others are counted."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._words = Elided("", "small", "text.2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName("Progress")
        self.stop = button("Stop", self._on_stop, look="link")
        self.stop.setProperty("role", "small")
        row = hbox(self, space=8)
        for widget in (self._words, self._bar, self.stop):
            row.addWidget(widget)
        jobs.job_started.connect(lambda _job: self._watch())
        jobs.job_ended.connect(lambda _job: self._watch())
        self._watch()

    def text(self) -> str:
        """What the running job says; empty when none runs."""
        return self._words.text() if self._job else ""

    def _watch(self) -> None:
        running = self._jobs.running()
        self._job = running[0] if running else None
        self.setVisible(self._job is not None)
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
        waiting = len(self._jobs.running()) - 1
        parts = [job.label if not job.words else f"{job.label}: {job.words}", spell(job.seconds_left())]
        if waiting:
            parts.append(f"{waiting} waiting")
        self._words.setText("  ·  ".join(part for part in parts if part))

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.progress.cancel()
            self.stop.setEnabled(False)
            self._words.setText(f"{self._job.label}: stopping")


def spell(seconds: float | None) -> str:
    """Time left in words, as coarse as it is known."""
    if seconds is None or seconds < 2:
        return ""
    if seconds < 60:
        return f"about {max(5, round(seconds / 5) * 5)} seconds left"
    minutes = round(seconds / 60)
    return "about a minute left" if minutes == 1 else f"about {minutes} minutes left"

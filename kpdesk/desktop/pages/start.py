"""The start page: new, open, sample, what was open lately, and a place to drop things."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from kpdesk.desktop import actions, icons
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.job_line import JobLine
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.widgets import Elided, button, clear, ground, hbox, label, scrolled, vbox


class StartPage(Page):
    """No rail here: two columns, at most 880 wide, in the middle."""

    place = "start"
    name = "Start"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.new = self._deed("New case", "case.new", look="main")
        self.open = self._deed("Open a case…", "case.open")
        self.sample = self._deed("Look at the sample", "case.sample")
        left = QWidget()
        column = vbox(left, space=8)
        column.addWidget(self.new)
        column.addWidget(self.open)
        column.addWidget(self.sample)
        column.addStretch(1)
        self._recent = QWidget()
        self._recent_column = vbox(self._recent, space=2)
        right = QWidget()
        rows = vbox(right, space=8)
        rows.addWidget(label("Recent", "small", "text.2", heavy=True))
        rows.addWidget(self._recent)
        rows.addStretch(1)
        self._two = QWidget()
        across = hbox(self._two, space=48)
        left.setFixedWidth(280)
        across.addWidget(left)
        across.addWidget(right, 1)
        inner = QWidget()
        inner.setMaximumWidth(880)
        whole = vbox(inner, margins=(24, 24, 24, 24), space=0)
        whole.addStretch(2)
        whole.addWidget(label("kpdesk", "start"))
        whole.addSpacing(8)
        whole.addWidget(
            label(
                "Who said what, where, when, and where is it written? All on this computer.",
                "lead", "text.2", wrap=True,
            )
        )  # fmt: skip
        whole.addSpacing(32)
        whole.addWidget(self._two)
        whole.addSpacing(32)
        self.job = JobLine(desk.jobs)
        working = hbox()
        working.addWidget(self.job, 0, Qt.AlignmentFlag.AlignLeft)
        self.job.setContentsMargins(0, 0, 0, 16)
        whole.addLayout(working)
        whole.addWidget(label("Drop a case file or texts anywhere.", "body", "text.2"))
        whole.addStretch(3)
        page = ground()
        row = hbox(page)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        vbox(self).addWidget(scrolled(page, "Start"))
        desk.jobs.job_started.connect(lambda _job: self._on_job())
        desk.jobs.job_ended.connect(lambda _job: self._on_job())
        self.reload()

    def _on_job(self) -> None:
        """The sample is built once at a time."""
        self.sample.setEnabled(not self.desk.jobs.running())

    def _deed(self, words: str, action_id: str, look: str = "") -> QPushButton:
        made = button(words, lambda: self._trigger(action_id), look=look, key=actions.shown(action_id))
        made.setToolTip(actions.tooltip(action_id))
        return made

    def _trigger(self, action_id: str) -> None:
        trigger = getattr(self.window(), "trigger", None)
        if trigger is not None:
            trigger(action_id)

    def panes(self) -> list[QWidget]:
        return [self.new]

    def show_where(self, **where: Any) -> None:
        self.reload()
        self.new.setFocus()

    def reload(self, changes: object = None) -> None:
        clear(self._recent_column)
        self.rows: list[RecentRow] = []
        files = [Path(name) for name in self.desk.settings.recent]
        shown = [path for path in files if path.exists()][:8]
        for path in shown:
            self.rows.append(RecentRow(path, lambda path=path: self._open(path)))
            self._recent_column.addWidget(self.rows[-1])
        if not shown:
            words = "Cases that you open are listed here. New here? The sample shows what kpdesk does."
            self._recent_column.addWidget(label(words, ink="text.2", wrap=True))

    def _open(self, path: Path) -> None:
        door = getattr(self.window(), "door", None)
        if door is not None:
            door.open(path)


class RecentRow(QPushButton):
    """Two lines: the case's name, and its folder with the day it was last changed."""

    def __init__(self, path: Path, on: Any) -> None:
        super().__init__()
        self.setProperty("look", "row")
        self.path = path
        when = _day(path)
        self.setAccessibleName(f"Open {path.stem}, changed {when}")
        self.setToolTip(str(path))
        self.setMinimumHeight(52)
        row = hbox(self, margins=(8, 6, 8, 6), space=12)
        picture = label()
        picture.setPixmap(icons.pixmap("folder", "text.2", 20))
        row.addWidget(picture)
        words = vbox(space=2)
        words.addWidget(Elided(path.stem))
        words.addWidget(Elided(f"{_folder(path)}  ·  {when}", "small", "text.2"))
        row.addLayout(words, 1)
        self.clicked.connect(lambda _checked=False: on())


def _folder(path: Path) -> str:
    try:
        return "~/" + path.parent.relative_to(Path.home()).as_posix()
    except ValueError:
        return str(path.parent)


def _day(path: Path) -> str:
    then, today = datetime.fromtimestamp(path.stat().st_mtime).date(), datetime.now().date()
    days = (today - then).days
    if days <= 1:
        return "yesterday" if days == 1 else "today"
    return f"{then.day} {then:%B %Y}"

"""Backups: what is kept of the open case, checked; open one as a copy, or put one back."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.history_drawer import day_words
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.models.plain_table import PlainTable
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.widgets import button, hbox, label, share_width, vbox
from kpdesk.errors import KpdeskError
from kpdesk.services import backups

TITLES = ("When", "What it holds", "Made", "Size", "Checked")
WIDTHS = (200, 280, 160, 96, 96)


class BackupsPage(Page):
    """``show_where(path=…)`` shows the backups of a case that cannot be opened."""

    place = "backups"
    name = "Backups"
    reads = ("case_settings",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._path: Path | None = None
        self._found: list[Any] = []
        self.now = button("Back up now", self.back_up, look="main")
        self.open_copy = button("Open a copy", self.on_open)
        self.restore_button = button("Restore…", self.on_restore)
        self.model = PlainTable(TITLES, self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName("Backups")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.horizontalHeader().setHighlightSections(False)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        for number, width in enumerate(WIDTHS):
            self.view.setColumnWidth(number, theme.px(width))
        self.kept = label("", ink="text.2", wrap=True)
        page = QFrame()
        page.setProperty("look", "page")
        column = vbox(page)
        top = hbox(margins=(24, 16, 24, 16), space=8)
        top.addWidget(self.kept, 1)
        top.addWidget(self.open_copy, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        vbox(self).addWidget(page)

    def count_text(self) -> str:
        return "1 kept" if len(self._found) == 1 else f"{len(self._found)} kept"

    def header_widgets(self) -> list[QWidget]:
        return [self.now]

    def fit(self, width: int) -> None:
        QTimer.singleShot(0, self, lambda: share_width(self.view, WIDTHS))

    def panes(self) -> list[QWidget]:
        return [self.view, self.now]

    def show_where(self, **where: Any) -> None:
        self._path = Path(where["path"]) if where.get("path") else None
        self.reload()

    def reload(self, changes: object = None) -> None:
        case = self.desk.case
        if case is not None and self._path is None:
            self._found = backups.backups_of(case)
        elif self._path is not None:
            self._found = backups.backups_of_path(self._path)
        else:
            self._found = []
        self.model.show_rows([(kept, _cells(kept)) for kept in self._found])
        size = sum(kept.size for kept in self._found)
        folder = self._found[0].path.parent if self._found else None
        words = f"Kept in {folder}  ·  uses {_size(size)}. " if folder else "No backup was made yet. "
        self.kept.setText(
            words
            + "One for every hour worked, daily for a month, monthly for ever. Restoring first keeps today's file beside."
        )
        self.now.setEnabled(case is not None and self._path is None)
        if self._found:
            self.view.selectRow(0)
        self._enable()
        self.header_changed.emit()

    def _enable(self) -> None:
        chosen = self.current() is not None
        self.open_copy.setEnabled(chosen)
        self.restore_button.setEnabled(chosen)

    def current(self) -> Any:
        return self.model.key(self.view.currentIndex().row())

    # deeds

    def back_up(self) -> None:
        """Back up now, aside."""
        case = self.desk.case

        def work(progress: Progress) -> Any:
            return backups.back_up(case, progress=lambda share: progress(share))

        def done(_kept: Any) -> None:
            self.desk.say("Backed up, read back and found whole.", "ok")
            self.reload()

        self.desk.run(work, label="Backing up", done=done)

    def on_open(self) -> None:
        """Open a copy of the backup; the backup itself is never worked in."""
        kept = self.current()
        folder = Path(tempfile.mkdtemp(prefix="kpdesk-backup-"))
        name = self._path.stem if self._path else Path(self.desk.case.path).stem
        try:
            backups.restore(folder / f"{name} backup.kpdesk", kept)
        except KpdeskError as fault:
            self.desk.fail(fault)
            return
        self._open(folder / f"{name} backup.kpdesk")

    def on_restore(self) -> None:
        """Put the backup in the place of the case; today's file stays beside it."""
        kept, case = self.current(), self.desk.case
        path = self._path or Path(case.path)
        if self._path is None:
            self.desk.take_case(None)
        try:
            aside = backups.restore(path, kept)
        except KpdeskError as fault:
            self.desk.fail(fault)
            return
        self._open(path)
        when = kept.at.astimezone()
        self.desk.say(
            f"Put back the backup of {day_words(when).lower()}, {when:%H:%M}. Today's file is kept as {Path(aside).name}.",
            "ok",
        )

    def _open(self, path: Path) -> None:
        door = getattr(self.window(), "door", None)
        if door is not None:
            door.open(path)


def _cells(kept: Any) -> tuple[str, ...]:
    when: datetime = kept.at.astimezone()
    texts, records = kept.counts.get("source", 0), sum(kept.counts.values())
    holds = f"{texts:,} texts, {records:,} records" if kept.counts else "protected"
    return f"{day_words(when)} {when:%H:%M}", holds, kept.why, _size(kept.size), "whole"


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000):,} kB"

"""Backups: what is kept of the open case, checked; open one as a copy, or put one back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStackedWidget, QTableView, QWidget

from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.history_drawer import day_words
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.models.plain_table import PlainTable
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.paper import Lines
from kpdesk.desktop.passphrase_ask import PassphraseAsk
from kpdesk.desktop.widgets import EmptyState, button, hbox, label, restyle, scrolled, share_width, vbox
from kpdesk.domain.wording import counted
from kpdesk.errors import KpdeskError, PassphraseNeeded
from kpdesk.services import backups

TITLES = ("When", "What it holds", "Made", "Size", "Checked")
WIDTHS = (136, 240, 136, 80, 232)
SIZE_FROM = 800  # a narrower page leaves the size out


class BackupsPage(Page):
    """``show_where(path=…)`` shows the backups of a case that cannot be opened."""

    place = "backups"
    name = "Backups"
    reads = ("case_settings",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._path: Path | None = None
        self._found: list[Any] = []
        self._held: str | None = None  # a pass-phrase of before, while this page of an open case is shown
        self._opens: tuple[Path, str | None] | None = None  # the backup that was opened last, and with which
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
        self.would_head = label("", heavy=True)
        self.would = Lines("What restoring it would change")
        self.ask = PassphraseAsk("Restore")
        self.ask.typed.connect(self._on_passphrase)
        self.ask.hide()
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        self.nothing = EmptyState(
            "database-backup",
            "No backup yet.",
            "One is made soon after a case is opened, while you work, and before large deeds, where something changed.",
            "Back up now",
            self.back_up,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self._kept())
        self.stack.addWidget(self.nothing)
        vbox(self).addWidget(self.stack)

    def _kept(self) -> QFrame:
        page = QFrame()
        page.setProperty("look", "page")
        column = vbox(page)
        top = hbox(margins=(24, 16, 24, 16), space=8)
        top.addWidget(self.kept, 1)
        top.addWidget(self.open_copy, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        inset = hbox(margins=(16, 0, 16, 0))  # the cells' own 8 px, and their words stand below those above
        inset.addWidget(self.view)
        column.addLayout(inset, 1)
        foot = QFrame()
        foot.setProperty("look", "window")
        below = vbox(foot, margins=(24, 12, 24, 12), space=4)
        below.addWidget(self.would_head)
        below.addWidget(self.would)
        below.addWidget(self.ask)
        below.addStretch(1)
        would = scrolled(foot, "What restoring would change")
        would.setMaximumHeight(theme.px(260))
        column.addWidget(would, 1)
        return page

    def count_text(self) -> str:
        return "1 kept" if len(self._found) == 1 else f"{len(self._found)} kept"

    def header_widgets(self) -> list[QWidget]:
        return [self.now] if self._path is None else []

    def fit(self, width: int) -> None:
        self.view.setColumnHidden(TITLES.index("Size"), width < theme.px(SIZE_FROM))
        QTimer.singleShot(0, self, lambda: share_width(self.view, WIDTHS))

    def panes(self) -> list[QWidget]:
        if not self._found:
            return [self.nothing.button]
        return [self.view, self.now] if self.ask.isHidden() else [self.ask.field, self.view]

    def show_where(self, **where: Any) -> None:
        self._path = Path(where["path"]) if where.get("path") else None
        self.reload()
        for row, kept in enumerate(self._found):
            if kept.path.name == where.get("chosen"):
                self.view.selectRow(row)

    def where(self) -> dict[str, Any]:
        kept = self.current()
        return {"path": str(self._path) if self._path else None, "chosen": kept.path.name if kept else ""}

    def reload(self, changes: object = None) -> None:
        case, chosen = self.desk.case, self.current()
        if changes is None:
            self._held = self._opens = None
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
        if self._path is not None:
            words = f"Backups of {self._path.name}. {words}"
        self.kept.setText(
            words + "All of two days, then daily, weekly, monthly ones. Restoring keeps today's file beside."
        )
        here = case is not None and self._path is None
        self.now.setEnabled(here)
        restyle(self.now, look="main" if self._found else "")  # the empty state has the one main button
        self.nothing.button.setVisible(here)
        self.stack.setCurrentIndex(0 if self._found else 1)
        if self._found:
            rows = [row for row, kept in enumerate(self._found) if chosen is not None and kept.path == chosen.path]
            whole = [row for row, kept in enumerate(self._found) if not kept.damaged]
            self.view.selectRow((rows or whole or [0])[0])
        self._enable()
        self.header_changed.emit()

    def _enable(self) -> None:
        chosen = self.current() is not None
        self.open_copy.setEnabled(chosen)
        self.restore_button.setEnabled(chosen)

    def _look(self) -> None:
        """Find out aside what restoring the chosen one would change; ask for the pass-phrase that this needs."""
        kept, case, held = self.current(), self.desk.case, self._held
        self.would.show_lines(())
        self.would_head.setText("")
        self.ask.hide()
        if kept is None:
            return
        if kept.damaged:
            self.would_head.setText(f"The backup of {backups.day_and_time(kept)} is damaged")
            self.would.show_lines(["It is no longer what was kept. Restoring would read it once more, and refuse it."])
        elif self._path is not None:
            if kept.protected:
                self._ask(kept, "Restore")
        elif case is not None:
            self._compare(kept, case, held)

    def _compare(self, kept: Any, case: Any, held: str | None) -> None:
        def work(_progress: Progress) -> tuple[list[str], str | None]:
            try:
                return backups.what_would_change(case, kept), None
            except PassphraseNeeded:
                if held is None:
                    raise
                return backups.what_would_change(case, kept, passphrase=held), held

        def done(found: tuple[list[str], str | None]) -> None:
            if self._chosen(kept) and case is self.desk.case:
                self._opens = (kept.path, found[1])
                self.ask.hide()
                self.would_head.setText(f"Restoring the backup of {backups.day_and_time(kept)} would change")
                self.would.show_lines(found[0])

        def failed(fault: BaseException) -> None:
            if not self._chosen(kept):
                return
            if isinstance(fault, PassphraseNeeded):
                self._held = None
                self._ask(kept, "Compare", again=held is not None)
            elif isinstance(fault, KpdeskError):
                self.ask.hide()
                self.would.show_lines([f"This backup could not be compared: {fault}"])
            else:
                self.desk.fail(fault)

        self.desk.run(work, done=done, failed=failed)

    def _ask(self, kept: Any, do: str, *, again: bool = False) -> None:
        """Ask for the pass-phrase of a backup; ``again`` after one that does not open it."""
        if again and not self.ask.isHidden():
            self.ask.refuse()
            return
        self.would_head.setText(f"The backup of {backups.day_and_time(kept)} is protected")
        restyle(self.ask.button, look="" if self.now.isEnabled() else "main")  # one main button at a time
        self.ask.ask("It opens with the pass-phrase that held when it was made.", do)

    def _on_passphrase(self, words: str) -> None:
        if self._path is not None:
            self._put_back(words)
            return
        kept, case = self.current(), self.desk.case
        self._held = words
        if kept is not None and case is not None:
            self._compare(kept, case, words)

    def hideEvent(self, event: QHideEvent) -> None:
        self._held = self._opens = None
        super().hideEvent(event)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"case.back_up": self.back_up} if self.now.isEnabled() else {}

    def current(self) -> Any:
        return self.model.key(self.view.currentIndex().row())

    def _chosen(self, kept: Any) -> bool:
        now = self.current()
        return now is not None and now.path == kept.path

    # deeds

    def back_up(self) -> None:
        """Back up now, aside."""
        case = self.desk.case

        def work(progress: Progress) -> Any:
            return backups.back_up(case, progress=lambda share: progress(share))

        def done(_kept: Any) -> None:
            self.desk.say("Backed up, read back and found whole.", "ok")
            self.reload()
            self.view.selectRow(0)

        self.desk.run(work, label="Backing up", done=done)

    def on_open(self) -> None:
        """Open a copy of the backup, written beside the case; the backup itself is never worked in."""
        kept, path, case = self.current(), self._case_path(), self.desk.case
        door = getattr(self.window(), "door", None)
        if kept is None or path is None or door is None:
            return
        key = backups.key_of(case) if case is not None else None
        passphrase = self._opened_with(kept)

        def done(made: Path) -> None:
            def say() -> None:
                self.desk.say(f"This is a copy of the backup of {backups.day_and_time(kept)}: {made.name}.", "info")

            if passphrase is not None:
                door.open_aside(made, passphrase, self.desk.fail, say)
            elif door.open(made, key=key):
                say()

        self.desk.run(lambda _progress: backups.copy_beside(path, kept), label="Copying the backup", done=done)

    def on_restore(self) -> None:
        """Put the backup in the place of the case; today's file stays beside it."""
        if self._path is None or self.ask.isHidden():
            self._put_back(self._opened_with(self.current()))
        elif self.ask.field.text():
            self.ask.submit()
        else:
            self.ask.field.setFocus()

    def _put_back(self, passphrase: str | None) -> None:
        kept, path = self.current(), self._case_path()
        door = getattr(self.window(), "door", None)
        if kept is None or path is None or door is None:
            return

        def wrong(fault: BaseException) -> None:
            if not isinstance(fault, PassphraseNeeded):
                self.ask.tell("")
            elif self._chosen(kept):
                self._ask(kept, "Restore", again=passphrase is not None)

        door.way_back.put_back(path, kept, passphrase=passphrase, wrong=wrong)

    def _opened_with(self, kept: Any) -> str | None:
        """The pass-phrase that opened this backup for the comparison; None where that of the case did, or none."""
        return self._opens[1] if kept is not None and self._opens is not None and self._opens[0] == kept.path else None

    def _case_path(self) -> Path | None:
        if self._path is not None:
            return self._path
        return Path(self.desk.case.path) if self.desk.case is not None else None


def _cells(kept: Any) -> tuple[str, ...]:
    when: datetime = kept.at.astimezone()
    texts, records = kept.counts.get("source", 0), sum(kept.counts.values())
    holds = f"{counted(texts, 'text')}, {counted(records, 'record')}" if kept.counts else ""
    read = "when made" if kept.checked == kept.at else backups.spoken(kept.checked)
    found = f"✗ damaged · {read}" if kept.damaged else f"✓ whole · {read}"
    return (
        f"{day_words(when)} {when:%H:%M}",
        "protected" if kept.protected else holds,
        kept.why,
        _size(kept.size),
        found,
    )


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000):,} kB"

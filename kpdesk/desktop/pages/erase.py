"""Erase permanently: what will be gone and what still holds it, before; a report after. The one place that asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.history_drawer import day_words
from kpdesk.desktop.jobs import Job, Progress
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.paper import Lines, paper, row
from kpdesk.desktop.widgets import button, clear, label, vbox
from kpdesk.domain.wording import counted
from kpdesk.services import erasing

_ALIKE = str.maketrans("“”„‘’ʼ–—", "\"\"\"'''--")


class ErasePage(Page):
    """``show_where(records=[(kind, id)])``. It cannot be undone, so the title is typed before the button holds."""

    place = "erase"
    name = "Erase permanently"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.records: list[tuple[str, str]] = []
        self.foreseen: erasing.Foreseen | None = None
        self.report: erasing.ErasedReport | None = None
        self._job: Job | None = None
        self.heading = label("", "title", wrap=True)
        self.gone_head = label("This will be gone", heavy=True)
        self.gone = Lines("What will be gone")
        self.resting = QWidget()
        self._resting_column = vbox(self.resting, space=4)
        self.keep: set[tuple[str, str]] = set()
        self.held_head = label("Still held by", heavy=True)
        self.held = Lines("What still holds it")
        self.thin_button = button("", self.thin, icon="trash-2")
        self.again_button = button("Write the file anew", self.write_anew)
        self.warning = label(
            "This cannot be undone. Nothing done before it can be undone afterwards either, for Undo would need the words.",
            ink="warn", wrap=True,
        )  # fmt: skip
        self.asking = label("", wrap=True)
        self.field = QLineEdit()
        self.field.setMaximumWidth(400)
        self.field.setAccessibleName("Type it to erase it")
        self.field.textChanged.connect(lambda _text: self._enable())
        self.field.returnPressed.connect(self.erase)
        self.erase_button = button("Erase for good", self.erase, look="main", icon="trash-2")
        self.leave_button = button("Keep it", self.leave, key="Esc")
        column = paper(self, "Erase permanently")
        for part in (self.heading, self.gone_head, self.gone, self.resting, self.held_head, self.held):
            column.addWidget(part)
        column.addLayout(row(self.thin_button, self.again_button))
        column.addSpacing(8)
        self.again_button.setVisible(bool(self.report and self.report.unwritten))
        for part in (self.warning, self.asking, self.field):
            column.addWidget(part)
        column.addLayout(row(self.erase_button, self.leave_button))
        column.addStretch(1)

    # what the window asks

    def show_where(self, **where: Any) -> None:
        self.records = [(kind, record_id) for kind, record_id in where.get("records") or ()]
        self.report, self.keep = None, set()
        self.field.clear()
        self._look()

    def where(self) -> dict[str, Any]:
        return {"records": [] if self.report else self.records}

    def reload(self, changes: object = None) -> None:
        if self.desk.case is None or changes is None:
            self.records, self.report, self.foreseen = [], None, None
            for part in (self.gone, self.held):
                part.show_lines(())
            self.heading.setText("")
        elif self.isVisible() and self.records and self.report is None:
            self._look()

    def panes(self) -> list[QWidget]:
        return [self.leave_button if self.report else self.field]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"escape": self.leave}

    # looking

    def _look(self) -> None:
        """Find out aside what erasing would do: it is done and taken back in one transaction."""
        self.foreseen = None
        self._show(f"Looking at what rests on {counted(len(self.records), 'record')}…" if self.records else "")
        if not self.records:
            self._show("There is nothing to erase. Choose a record, then “Erase permanently” from its menu.")
            return
        case, records, keep, also = self.desk.case, list(self.records), frozenset(self.keep), self._known_files()

        def work(_progress: Progress) -> erasing.Foreseen:
            return erasing.foresee(case, records, keep=keep, also=also)

        def done(found: erasing.Foreseen) -> None:
            if records == self.records and keep == self.keep and self.report is None:
                self._show_foreseen(found)

        def failed(fault: BaseException) -> None:
            self._show("")
            self.desk.fail(fault)

        self._job = self.desk.run(work, done=done, failed=failed)

    def _known_files(self) -> list[Path]:
        return [Path(name) for name in self.desk.settings.recent]

    def _show(self, heading: str) -> None:
        self.heading.setText(heading)
        asks = self.foreseen is not None and self.report is None
        for part in (self.gone_head, self.gone, self.held_head, self.held):
            part.setVisible(self.foreseen is not None or self.report is not None)
        self.resting.setVisible(asks and bool(self.foreseen and self.foreseen.resting))
        self.thin_button.setVisible(bool(self.report and self.report.backups))
        for part in (self.warning, self.asking, self.field, self.erase_button):
            part.setVisible(asks)
        self.leave_button.setText("Close   Esc" if self.report else "Keep it   Esc")
        self.leave_button.setAccessibleName("Close" if self.report else "Keep it")
        self._enable()
        self.header_changed.emit()

    def _show_foreseen(self, found: erasing.Foreseen) -> None:
        self.foreseen = found
        self.gone_head.setText("This will be gone")
        self.gone.show_lines(found.lines)
        self._show_resting(found)
        self.held_head.setText("Still held afterwards by")
        self.held.show_lines(_held(found.backups, found.copies, "can be removed afterwards, here"))
        self.asking.setText(f"To erase it, type “{found.words}”.")
        self._show(f"Erase {found.name[:1].lower()}{found.name[1:]}" if found.name[:4] != "The " else found.name)

    def _show_resting(self, found: erasing.Foreseen) -> None:
        """Actors and meetings known from nothing else: each goes too, unless it is ticked off."""
        clear(self._resting_column)
        if found.resting:
            self._resting_column.addWidget(label("Known from this text alone; untick what is to stay:", ink="text.2"))
        for key, name in found.resting:
            box = QCheckBox(f"{key[0].capitalize()}: {name}")
            box.setChecked(key not in self.keep)
            box.toggled.connect(partial(self._on_kept, key))
            self._resting_column.addWidget(box)

    def _on_kept(self, key: tuple[str, str], goes: bool) -> None:
        self.keep = self.keep - {key} if goes else self.keep | {key}
        QTimer.singleShot(0, self, self._look)  # the box that was pressed is replaced by it

    def _enable(self) -> None:
        self.erase_button.setEnabled(self.foreseen is not None and same_words(self.field.text(), self.foreseen.words))

    # deeds

    def erase(self) -> None:
        """Only where the words were typed."""
        if not self.erase_button.isEnabled() or self.foreseen is None:
            return
        self.erase_button.setEnabled(False)
        work = partial(_erase, records=list(self.records), keep=frozenset(self.keep), also=self._known_files())
        self.desk.run(work, self.desk.case, label="Erasing", done=self._on_erased)

    def _on_erased(self, report: erasing.ErasedReport) -> None:
        self.report = report
        self.field.clear()
        self.desk.changed.emit(report.changes)
        self._show_report(report.message)

    def _show_report(self, message: str) -> None:
        report = self.report
        assert report is not None
        self.gone_head.setText("What was done")
        told = [message, "The history keeps that something was erased, and when; not what it was."]
        self.gone.show_lines(told + [words for words in (report.unwritten, report.standing) if words])
        self.held_head.setText("Still held by")
        self.held.show_lines(_held(report.backups, report.copies, "can be removed here"))
        self.thin_button.setText(f"Remove {counted(len(report.backups), 'backup')}; a new one is made before")
        self._show("Erased for good")
        self.leave_button.setFocus()

    def thin(self) -> None:
        """Remove the backups that hold what was erased; a new one comes first."""
        report = self.report
        if report is None or not report.backups:
            return
        held = report.backups

        def done(count: int) -> None:
            self.report = replace(report, backups=())
            self._show_report(
                f"{report.message.split(' for good.')[0]} for good. A new backup was made and checked, "
                f"{counted(count, 'older one')} removed."
            )

        self.desk.run(_thin, self.desk.case, held, label="Making a backup, removing the old ones", done=done)

    def write_anew(self) -> None:
        """Once more what failed while erasing: another program read the case, or the disk was full."""
        report = self.report
        if report is None:
            return

        def done(unwritten: str) -> None:
            self.report = replace(report, unwritten=unwritten)
            self._show_report(report.message)

        self.desk.run(_write_anew, self.desk.case, label="Writing the file anew", done=done)

    def leave(self) -> None:
        """Back to where it was asked for; after erasing there may be nothing there any more."""
        self.records, self.foreseen = [], None
        if self.report is None and self.desk.can_go(-1):
            self.desk.back()
        else:
            self.desk.go("sources")


def _erase(_progress: Progress, case: Any, **what: Any) -> Any:
    return erasing.erase(case, **what)


def _thin(_progress: Progress, case: Any, held: Sequence[Any]) -> int:
    return erasing.remove_backups(case, held)


def _write_anew(_progress: Progress, case: Any) -> str:
    return erasing.write_anew(case)


def _held(backups: Sequence[Any], copies: Sequence[Any], words: str) -> list[str]:
    lines = []
    if backups:
        newest = backups[0].at.astimezone()
        lines.append(
            f"{counted(len(backups), 'backup')}, the newest of {day_words(newest).lower()}, {newest:%H:%M}: {words}."
        )
    for copy in copies:
        unsure = "" if copy.seq is not None else " (cannot be looked into: another pass-phrase, or damaged)"
        lines.append(f"{copy.path}{unsure}: delete this file yourself.")
    lines.append("Perhaps also copies that you gave away, synchronised folders, printed or exported files.")
    return lines


def same_words(typed: str, wanted: str) -> bool:
    """Whether what was typed means the words asked for: letter case, blanks and kinds of quotation marks aside."""
    return _plain(typed) == _plain(wanted) != ""


def _plain(words: str) -> str:
    return " ".join(words.translate(_ALIKE).casefold().split())

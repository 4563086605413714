"""Check the case: the report in words, a repair where one is possible, a rescue into a new file where none is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QWidget

from kpdesk.desktop import notices
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.paper import Lines, paper, row
from kpdesk.desktop.passphrase_ask import PassphraseAsk
from kpdesk.desktop.widgets import button, label
from kpdesk.domain.health import CheckReport
from kpdesk.errors import PassphraseNeeded, UsageError
from kpdesk.services import checking, evidence, recovery

LOOKS_AT = (
    "Every record, text, quotation, change and index entry is compared with what was written. Nothing is changed."
)
MEND = "“Repair” can rebuild part of this; the case as it is now is kept."


class CheckPage(Page):
    """``show_where(start=True)`` checks the open case; ``path=…`` a file that cannot be opened."""

    place = "check"
    name = "Check the case"
    reads = ("case_settings",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.path: Path | None = None
        self.report: CheckReport | None = None
        self._passphrase: str | None = None  # that of the file at ``path``, while its report is shown
        self._then: Callable[[], None] = self.check  # what a pass-phrase is asked for
        self.heading = label("", "title", wrap=True)
        self.about = label(LOOKS_AT, ink="text.2", wrap=True)
        self.lines = Lines("Report")
        self.check_button = button("Check now", self.check, look="main", icon="circle-check")
        self.repair_button = button("Repair", self.repair)
        self.rescue_button = button("Save what can be read…", self.rescue)
        self.backups_button = button("Backups", self._on_backups, icon="database-backup")
        self.copy_button = button("Copy the report", self.copy, icon="copy")
        column = paper(self, self.name)
        self.ask = PassphraseAsk("Check")
        self.ask.typed.connect(self._on_passphrase)
        for part in (self.heading, self.about, self.ask):
            column.addWidget(part)
        column.addLayout(row(self.check_button, self.repair_button, self.rescue_button))
        column.addWidget(self.lines)
        column.addLayout(row(self.copy_button, self.backups_button))
        column.addStretch(1)
        self._show("")

    def show_where(self, **where: Any) -> None:
        path = Path(where["path"]) if where.get("path") else None
        if path != self.path:
            self._forget()
        self.path = path
        self._show(f"Check {self.path.name}" if self.path else "Check the case")
        if where.get("start") or (self.path is not None and self.report is None):
            self.check()

    def where(self) -> dict[str, Any]:
        return {"start": False, "path": str(self.path) if self.path else None}

    def reload(self, changes: object = None) -> None:
        if changes is None:
            self._forget()
            self._show("Check the case")

    def _forget(self) -> None:
        self.report = self._passphrase = None

    def panes(self) -> list[QWidget]:
        return [self.check_button if self.ask.isHidden() else self.ask.field]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"case.check": self.check}

    def _show(self, heading: str) -> None:
        report, case = self.report, self.desk.case
        self.ask.hide()
        self.check_button.show()
        self.heading.setText(heading)
        self.lines.show_lines(report.lines(mend=MEND) if report else ())
        writable = self.path is None and case is not None and not case.read_only
        self.repair_button.setVisible(bool(report and report.repairable and writable))
        self.rescue_button.setVisible(bool(report and not report.ok))
        self.copy_button.setVisible(report is not None)
        self.check_button.setEnabled(self.path is not None or case is not None)

    # deeds

    def check(self) -> None:
        """Check aside; the case can be worked in meanwhile."""
        case, path, passphrase = self.desk.case, self.path, self._passphrase
        if case is None and path is None:
            return
        self._busy("Checking…")

        def work(progress: Progress) -> CheckReport:
            if path is not None:
                return checking.check_file(path, passphrase=passphrase, progress=progress)
            return checking.check(cast("Any", case), progress=progress)

        def failed(fault: BaseException) -> None:
            if path == self.path:
                self._refused(fault, passphrase, self.check, "Check", "Its pass-phrase lets it be checked.")

        def done(report: CheckReport) -> None:
            if path == self.path:  # else another file is shown by now
                self._checked(report)

        self.desk.run(work, label="Checking the case", done=done, failed=failed)

    def _refused(
        self, fault: BaseException, passphrase: str | None, then: Callable[[], None], do: str, why: str
    ) -> None:
        """Where a pass-phrase is wanted it is asked for, on this page, and what it was wanted for goes on with it."""
        if not isinstance(fault, PassphraseNeeded):
            self._failed(fault)
            return
        self._ready()
        self._passphrase, self._then = None, then
        self.heading.setText(f"{self._file().name} is protected")
        if passphrase is None:
            self.check_button.hide()
            self.ask.ask(why, do)
        elif self.ask.isHidden():  # it opened the file a moment ago: another part of it is what is damaged
            self.desk.fail(fault)
        else:
            self.ask.refuse()

    def _file(self) -> Path:
        return self.path or Path(self.desk.case.path)

    def _on_passphrase(self, words: str) -> None:
        self._passphrase = words
        self._then()

    def _checked(self, report: CheckReport) -> None:
        self.report = report
        self._ready()
        self._show(
            "The case is whole"
            if report.ok
            else f"{len(report.findings)} findings"[: None if len(report.findings) != 1 else -1]
        )

    def repair(self) -> None:
        """Rebuild what verified parts can rebuild; a backup comes first."""
        case, report = self.desk.case, self.report
        self._busy("Repairing…")
        self.desk.run(
            lambda _progress: checking.mend(case, report), label="Repairing", done=self._repaired, failed=self._failed
        )  # fmt: skip

    def _repaired(self, report: CheckReport) -> None:
        self._checked(report)
        self.desk.case_changed.emit()  # every screen reads again what was put right
        self.report = report
        self.desk.go("check")
        self._show("Repaired: the case is whole" if report.ok else "Repaired in part")

    def rescue(self) -> None:
        """Ask where, then save what can be read into a new file."""
        path = self._file()
        target = notices.ask_save(
            self.window(), "Save what can be read", path.with_name(f"{path.stem} rescued.kpdesk"), notices.CASE_FILTER
        )  # fmt: skip
        if target is not None:
            self.rescue_to(target)

    def rescue_to(self, target: Path) -> None:
        """The damaged file is not written to."""
        path, passphrase = self._file(), self._passphrase
        self._busy("Saving what can be read…")

        def done(report: recovery.RecoveryReport) -> None:
            self._ready()
            self._show(f"What could be read of {path.name}")
            self.lines.show_lines(report.lines())
            door = getattr(self.window(), "door", None)
            steps = [("Open it", lambda: door.open(report.path))] if door is not None else []
            self.desk.say(f"Saved what can be read as {report.path.name}.", "ok", steps)

        def failed(fault: BaseException) -> None:
            why = "What is saved will open with this pass-phrase too."
            self._refused(fault, passphrase, lambda: self.rescue_to(target), "Save what can be read", why)

        self.desk.run(
            lambda _progress: recovery.recover(path, target, passphrase=passphrase), label="Saving what can be read",
            done=done, failed=failed,
        )  # fmt: skip

    def hideEvent(self, event: QHideEvent) -> None:
        self._passphrase = None
        super().hideEvent(event)

    def _busy(self, words: str) -> None:
        self.heading.setText(words)
        for made in (self.check_button, self.repair_button, self.rescue_button):
            made.setEnabled(False)

    def _ready(self) -> None:
        for made in (self.check_button, self.repair_button, self.rescue_button):
            made.setEnabled(True)

    def _failed(self, fault: BaseException) -> None:
        self._ready()
        self._show("Check the case")
        self.desk.fail(fault)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.lines.text())
        self.desk.say("Copied the report.", "ok")

    def _on_backups(self) -> None:
        self.desk.go("backups", **({"path": str(self.path)} if self.path else {}))


def write_evidence(desk: Desk, window: QWidget) -> None:
    """Ask where, then write the evidence package of the open case."""
    suggested = Path(desk.case.path).with_name(f"{Path(desk.case.path).stem} evidence.zip")
    target = notices.ask_save(window, _title(desk), suggested, "Zip archive (*.zip)")
    if target is not None:
        write_evidence_to(desk, target)


def _title(desk: Desk) -> str:
    return "Write an evidence package" + (", which is not protected" if desk.case.encrypted else "")


def write_evidence_to(desk: Desk, target: Path) -> None:
    """Write and verify it aside."""

    protected = desk.case.encrypted

    def work(progress: Progress, case: Any) -> Path:
        made = evidence.write_package(case, target, force=True, progress=progress)
        if wrong := evidence.verify_package(made):
            raise UsageError(f"The package does not verify: {wrong[0]}", "Check the case, then write it again.")
        return made

    def done(made: Path) -> None:
        said = (
            f"Wrote {made.name} and verified it: originals, texts, records and history, "
            "each with its SHA-256. README.txt in it says how others verify it."
        )
        desk.say(*(f"{said} {evidence.UNPROTECTED}", "warn") if protected else (said, "ok"))

    desk.run(work, desk.case, label="Writing the evidence package", done=done)

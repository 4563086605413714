"""Opening, making, copying and closing case files from the window, with every known fault said in the message bar."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QWidget

from kpdesk.desktop import notices
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Progress
from kpdesk.errors import AlreadyOpen, CaseFileError, DamagedError, KpdeskError, PassphraseNeeded
from kpdesk.services import cases


class CaseDoor(QObject):
    """The way in and out of a case, for one window."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._sample_folder: tempfile.TemporaryDirectory[str] | None = None

    def new(self) -> None:
        """Ask where, then make a case there."""
        path = notices.ask_new_case(self._window, self._folder())
        if path is not None:
            self.make(path)

    def make(self, path: Path) -> bool:
        """Make a case file. The system's dialog has asked before an existing file is chosen; it is kept aside."""
        aside = path.with_name(path.name + ".replaced")
        if case_is_open_here(self._desk, path):
            self._desk.say("This case is open here. Choose another name.", "error")
            return False
        try:
            if path.exists():
                path.replace(aside)
            case = cases.create(path)
        except (KpdeskError, OSError) as fault:
            self._desk.fail(fault if isinstance(fault, KpdeskError) else _told(fault, path))
            return False
        self._take(case, path)
        return True

    def ask_open(self) -> None:
        path = notices.ask_open_case(self._window, self._folder())
        if path is not None:
            self.open(path)

    def open(self, path: Path, *, passphrase: str | None = None) -> bool:
        """Open a case file. A protected one asks for its passphrase; one that fails says why and what to do."""
        if not path.exists():
            self._desk.settings.forget_case(path)
            self._desk.say(f"{path.name} is no longer there. Open it from where it lies now.", "error")
            return False
        try:
            if case_is_open_here(self._desk, path):
                self._desk.go("sources")
                return True
            case = cases.open_case(path, passphrase=passphrase)
        except PassphraseNeeded as fault:
            return self._ask_passphrase(path, fault, passphrase)
        except AlreadyOpen as fault:
            return self._read_only(path, fault, passphrase)
        except DamagedError as fault:
            self._offer_backup(path, fault)
            return False
        except KpdeskError as fault:
            self._desk.fail(fault)
            return False
        except OSError as fault:
            self._desk.fail(_told(fault, path))
            return False
        self._take(case, path)
        if case.read_only:
            words = "The file can only be read. You can look and search; to change things, save a copy."
            self._desk.say(words, "warn", [("Save a copy", self.save_copy)])
        return True

    def _ask_passphrase(self, path: Path, fault: PassphraseNeeded, tried: str | None) -> bool:
        if tried is not None:
            self._desk.say(str(fault), "error")
        given = notices.ask_passphrase(self._window, path.name)
        return bool(given) and self.open(path, passphrase=given)

    def _read_only(self, path: Path, fault: AlreadyOpen, passphrase: str | None) -> bool:
        try:
            case = cases.open_case(path, read_only=True, passphrase=passphrase)
        except KpdeskError:
            self._desk.fail(fault)
            return False
        self._take(case, path)
        self._desk.say(
            f"{fault.message} Here it can be read; save a copy to change it.", "warn", [("Save a copy", self.save_copy)]
        )
        return True

    def _offer_backup(self, path: Path, fault: DamagedError) -> None:
        from kpdesk.services import backups

        steps = (
            [("Show the backups", lambda: self._desk.go("backups", path=str(path)))] if backups.last_good(path) else []
        )
        self._desk.say(backups.advice(path, fault), "error", steps)

    def sample(self) -> None:
        """Build the sample case aside, then open it."""
        from kpdesk.services import sample

        folder = tempfile.TemporaryDirectory(prefix="kpdesk-sample-", ignore_cleanup_errors=True)
        path = Path(folder.name) / "Sample.kpdesk"

        def work(progress: Progress) -> object:
            return sample.build(path, progress)

        def done(case: object) -> None:
            old, self._sample_folder = self._sample_folder, folder
            self._take(case, path, recent=False)
            if old is not None:
                old.cleanup()

        self._desk.run(work, label="Reading the sample texts", done=done)

    def save_copy(self) -> None:
        """A copy of the open case under another name; the open one stays open."""
        case = self._desk.case
        if case is None:
            return
        suggested = self._folder() / f"{Path(case.path).stem} copy.kpdesk"
        path = notices.ask_save(self._window, "Save a copy", suggested, notices.CASE_FILTER)
        if path is not None:
            self.copy_to(path)

    def copy_to(self, path: Path) -> None:
        """Write the copy aside and rename it."""
        from kpdesk.services import copies

        def work(progress: Progress, case: Any) -> Path:
            return copies.save_copy(case, path, progress=progress)

        self._desk.run(
            work,
            self._desk.case,
            label="Saving a copy",
            done=lambda made: self._desk.say(
                f"Saved a copy as {made.name}.", "ok", [("Open it", lambda: self.open(made))]
            ),
            failed=lambda fault: self._desk.fail(_told(fault, path) if isinstance(fault, OSError) else fault),
        )

    def close(self) -> None:
        """Close the case; the start page comes back."""
        self._desk.take_case(None)

    def _take(self, case: object, path: Path, *, recent: bool = True) -> None:
        self._desk.take_case(case)
        if recent:
            self._desk.settings.remember_case(path)

    def _folder(self) -> Path:
        recent = self._desk.settings.recent
        if recent and Path(recent[0]).parent.is_dir():
            return Path(recent[0]).parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def case_is_open_here(desk: Desk, path: Path) -> bool:
    """Whether this window works on that file already."""
    return desk.case is not None and path.exists() and path.samefile(desk.case.path)


def _told(fault: OSError, path: Path) -> KpdeskError:
    return CaseFileError(f"{path.name} cannot be used: {fault.strerror or fault}.", "Choose another place.")

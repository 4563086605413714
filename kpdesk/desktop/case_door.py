"""Opening, making, copying and closing case files from the window, with every known fault said in the message bar."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from kpdesk.desktop import notices
from kpdesk.desktop.desk import Deed, Desk, Step
from kpdesk.desktop.jobs import Progress, Stopped
from kpdesk.desktop.way_back import WayBack, case_is_open_here
from kpdesk.errors import (
    AlreadyOpen,
    CaseFileError,
    DamagedError,
    DiskFault,
    FileMoved,
    KpdeskError,
    PassphraseNeeded,
    ReadOnlyError,
)
from kpdesk.services import backups, cases, recovery, remembering


class CaseDoor(QObject):
    """The way in and out of a case, for one window. ``opened(path)`` after a case was opened."""

    opened = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.way_back = WayBack(desk, self)
        desk.ways_out = self.ways_out
        self._sample_folder: tempfile.TemporaryDirectory[str] | None = None

    def new(self) -> None:
        """Ask where, then make a case there."""
        path = notices.ask_new_case(self._window, self._folder())
        if path is not None:
            self.make(path)

    def make(self, path: Path) -> bool:
        """Make a case file. The system's dialog has asked before an existing file is chosen; that one is kept beside."""
        try:
            case, kept = cases.create_instead(path)
        except (KpdeskError, OSError) as fault:
            self._desk.fail(_told(fault, path) if isinstance(fault, OSError) else fault)
            return False
        self._take(case, case.path)
        if kept is not None:
            self._desk.say(f"What lay there is kept as {kept.name}.", "info")
        return True

    def ask_open(self) -> None:
        path = notices.ask_open_case(self._window, self._folder())
        if path is not None:
            self.open(path)

    def open(self, path: Path, *, passphrase: str | None = None, key: object = None) -> bool:
        """Open a case file. A protected one asks for its pass-phrase; one that fails says why and what to do."""
        if not path.exists():
            self._desk.settings.forget_case(path)
            self._desk.say(f"{path.name} is no longer there. Open it from where it lies now.", "error")
            return False
        try:
            if case_is_open_here(self._desk, path):
                self._desk.go("sources")
                return True
            found = _opened(path, passphrase, key)
        except PassphraseNeeded as fault:
            self.ask_passphrase(path, "" if passphrase is None else str(fault))
            return False
        except (KpdeskError, OSError) as fault:
            self._failed(path, fault)
            return False
        self._entered(*found, path)
        return True

    def open_aside(
        self, path: Path, passphrase: str, failed: Callable[[BaseException], None], then: Deed | None = None
    ) -> None:
        """The same on a thread, for a pass-phrase that was typed; ``failed`` is told where it does not open the case."""

        def work(progress: Progress) -> tuple[Any, AlreadyOpen | None, str]:
            found, salt = _opened(path, passphrase, None), ""
            if progress.cancelled:  # nobody waits for it, and nobody would close it
                found[0].close()
                raise Stopped("Stopped.")
            if self._desk.settings.keyring:
                with contextlib.suppress(KpdeskError):
                    salt = remembering.remember(path, passphrase)
            return *found, salt

        def not_opened(fault: BaseException) -> None:
            failed(fault)
            if isinstance(fault, DamagedError):
                self.way_back.offer(path, fault, passphrase)

        def done(found: tuple[Any, AlreadyOpen | None, str]) -> None:
            self._desk.settings.keep_ring(found[2])
            self._entered(found[0], found[1], path)
            if then is not None:
                then()

        self._desk.run(work, done=done, failed=not_opened)

    def ask_passphrase(self, path: Path, fault: str = "") -> None:
        """The keyring is asked where that is wished, then the person."""

        def typed(_found: object = None) -> None:
            self._desk.go("unlock", path=str(path))
            if fault:
                self._desk.say(fault, "error")

        def recalled(passphrase: str | None) -> None:
            if passphrase is None:
                typed()
            else:
                self.open_aside(path, passphrase, typed)

        if fault or not self._desk.settings.keyring:
            typed()
        else:
            self._desk.run(lambda _progress: remembering.recall(path), done=recalled, failed=typed)

    def _entered(self, case: Any, elsewhere: AlreadyOpen | None, path: Path) -> None:
        self._take(case, path)
        if elsewhere is not None:
            words = f"{elsewhere.message} Here it can be read. Close it there, or open a copy here."
            steps = [("Open a copy", self.open_a_copy), ("Try again", lambda: self._again(path))]
            self._desk.say(words, "warn", steps)
        elif case.read_only:
            words = "The file can only be read. You can look and search; to change things, save a copy."
            self._desk.say(words, "warn", [("Save a copy", self.save_copy)])
        self.opened.emit(path)

    def _again(self, path: Path) -> None:
        """It may have been closed there meanwhile."""
        case = self._desk.case
        key = backups.key_of(case) if case is not None else None
        self._desk.take_case(None)
        self.open(path, key=key)

    def _failed(self, path: Path, fault: BaseException) -> None:
        if isinstance(fault, DamagedError):
            self.way_back.offer(path, fault)
        else:
            self._desk.fail(_told(fault, path) if isinstance(fault, OSError) else fault)

    def ways_out(self, fault: KpdeskError, again: Deed | None) -> list[Step]:
        """The buttons of a known fault of the case file."""
        elsewhere: Step = ("Save a copy elsewhere", self.save_elsewhere)
        if self._desk.case is None:
            return []
        if isinstance(fault, DiskFault):
            return [("Try again", again), elsewhere] if again else [elsewhere]
        if isinstance(fault, FileMoved):
            return [elsewhere]
        if isinstance(fault, ReadOnlyError):
            return [("Save a copy", self.save_copy)]
        if isinstance(fault, DamagedError):
            return [("Check the case", lambda: self._desk.go("check", start=True))]
        return []

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
            self.say_sample()

        self._desk.run(work, label="Reading the sample texts", done=done)

    def say_sample(self) -> bool:
        """Where the sample is open: say that what is done in it does not last, and how it would. False elsewhere."""
        case, folder = self._desk.case, self._sample_folder
        if case is None or folder is None or Path(case.path).parent != Path(folder.name):
            return False
        words = "This is the sample. What you do in it goes when you close kpdesk, unless you save a copy and go on in that."
        self._desk.say(words, "warn", [("Save a copy", self.open_a_copy)])
        return True

    def save_copy(self) -> None:
        """A copy of the open case under another name; the open one stays open."""
        self._ask_copy("Save a copy", self._folder(), opens=False)

    def open_a_copy(self) -> None:
        """A copy under another name, in which one works on."""
        self._ask_copy("Open a copy", self._folder(), opens=True)

    def save_elsewhere(self) -> None:
        """A copy on another disk or in another folder; where the file itself is gone, the work goes on in it."""
        case = self._desk.case
        self._ask_copy("Save a copy elsewhere", _documents(), opens=case is not None and not case.in_place)

    def _ask_copy(self, title: str, folder: Path, *, opens: bool) -> None:
        case = self._desk.case
        if case is None:
            return
        suggested = folder / f"{Path(case.path).stem} copy.kpdesk"
        path = notices.ask_save(self._window, title, suggested, notices.CASE_FILTER)
        if path is not None:
            self.copy_to(path, opens=opens)

    def copy_to(self, path: Path, *, opens: bool = False) -> None:
        """Write the copy aside, verify it and give it its name; ``opens`` works on in it."""
        case = self._desk.case
        key = backups.key_of(case)

        def work(progress: Progress) -> recovery.Saved:
            return recovery.save_copy(case, path, replace=True, progress=progress)

        def done(saved: recovery.Saved) -> None:
            made, said = saved.path, f"Saved a copy as {saved.path.name}."
            if opens:
                self._desk.take_case(None)
                self.open(made, key=key)
                self._desk.say(f"{said} You work in it now. {saved.words}".strip(), "ok")
            else:
                self._desk.say(f"{said} {saved.words}".strip(), "ok", [("Open it", lambda: self.open(made))])

        self._desk.run(
            work, label="Saving a copy", done=done,
            failed=lambda fault: self._desk.fail(_told(fault, path) if isinstance(fault, OSError) else fault),
        )  # fmt: skip

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
        return _documents()


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def _opened(path: Path, passphrase: str | None, key: object) -> tuple[Any, AlreadyOpen | None]:
    """The open case; for reading only, with the reason, where another has it open."""
    try:
        return cases.open_case(path, passphrase=passphrase, key=key), None
    except AlreadyOpen as fault:
        return cases.open_case(path, read_only=True, passphrase=passphrase, key=key), fault


def _told(fault: OSError, path: Path) -> KpdeskError:
    return CaseFileError(f"{path.name} cannot be used: {fault.strerror or fault}.", "Choose another place.")

"""The way back to a backup: offered where a case is damaged, read back before the open case is let go, put in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from kpdesk.desktop.desk import Desk, Step
from kpdesk.desktop.jobs import Progress
from kpdesk.errors import BackupDamaged, DamagedError, PassphraseNeeded
from kpdesk.services import backups

if TYPE_CHECKING:
    from kpdesk.desktop.case_door import CaseDoor

LOOKING = "Reading the backups back"
Wrong = Callable[[BaseException], None]


class WayBack(QObject):
    """A pass-phrase that is wanted is asked for on the page of backups, and held nowhere here."""

    def __init__(self, desk: Desk, door: CaseDoor) -> None:
        super().__init__(door)
        self._desk, self._door = desk, door

    def offer(self, path: Path, fault: DamagedError, passphrase: str | None = None) -> None:
        """Say that a case is damaged; then, once one was read back, which backup is whole."""
        details: Step = ("Details", lambda: self._desk.go("check", path=str(path)))
        self._desk.say(str(fault), "error", [details])

        def done(found: backups.Offer | None) -> None:
            if found is not None:
                words = f"The case file is damaged. {found.sentence}"
                self._desk.say(words, "error", [self._step("Open that backup", path, found.kept), details])

        self._desk.run(
            lambda progress: backups.newest_whole(path, passphrase=passphrase, progress=progress), label=LOOKING, done=done
        )  # fmt: skip

    def put_back(self, path: Path, kept: Any, *, passphrase: str | None = None, wrong: Wrong | None = None) -> None:
        """Put a backup in the place of a case; the file as it was stays beside. An open case is closed for it.

        It is read back first, while the case is still open: one that is damaged costs nothing. ``wrong`` is told why it
        was not put back, and asks for another pass-phrase; without it the page of backups asks for one.
        """
        key = backups.key_of(self._desk.case) if case_is_open_here(self._desk, path) else None

        def refused(fault: BaseException) -> None:
            self._refused(path, kept, fault, passphrase, key, wrong)

        def whole(_kept: object) -> None:
            self._replace(path, kept, passphrase, key, refused)

        self._desk.run(
            lambda progress: backups.verify(kept, passphrase=passphrase, key=key, progress=progress), label=LOOKING,
            done=whole, failed=refused,
        )  # fmt: skip

    def _replace(self, path: Path, kept: Any, passphrase: str | None, key: object, refused: Wrong) -> None:
        was_open = case_is_open_here(self._desk, path)
        if was_open:
            self._desk.take_case(None)

        def work(_progress: Progress) -> Path:
            return backups.restore(path, kept, passphrase=passphrase, key=key)

        def say(aside: Path) -> None:
            was = f" The file as it was is kept as {aside.name}." if aside.exists() else ""
            self._desk.say(f"Put back the backup of {backups.day_and_time(kept)}.{was}", "ok")

        def done(aside: Path) -> None:
            if passphrase is not None:
                self._door.open_aside(path, passphrase, self._desk.fail, lambda: say(aside))
            elif self._door.open(path, key=key):
                say(aside)

        def failed(fault: BaseException) -> None:
            if was_open:
                self._door.open(path, key=key)
            refused(fault)

        self._desk.run(work, label="Putting the backup back", done=done, failed=failed)

    def _refused(
        self, path: Path, kept: Any, fault: BaseException, passphrase: str | None, key: object, wrong: Wrong | None
    ) -> None:
        """Nothing was put back: say why, and offer the next older one that is whole."""
        if wrong is not None:
            wrong(fault)
        if isinstance(fault, PassphraseNeeded):
            if wrong is None:
                self.show(path, chosen=kept.path.name)
            return
        if not isinstance(fault, BackupDamaged):
            self._desk.fail(fault)
            return
        self.show(path)
        self._desk.say(str(fault), "error")

        def done(found: backups.Offer | None) -> None:
            if found is None:
                self._desk.say(f"{fault} There is no older one that is whole.", "error")
            else:
                step = self._step("Put that one back", path, found.kept)
                self._desk.say(f"{fault} {found.sentence}", "error", [step])

        self._desk.run(
            lambda progress: backups.newest_whole(
                path, before=kept, passphrase=passphrase, key=key, progress=progress
            ), label=LOOKING, done=done,
        )  # fmt: skip

    def show(self, path: Path, **where: str) -> None:
        """Go to the backups of this case, open or not."""
        self._desk.go("backups", **({} if case_is_open_here(self._desk, path) else {"path": str(path)}), **where)

    def _step(self, words: str, path: Path, kept: Any) -> Step:
        return words, lambda: self.put_back(path, kept)


def case_is_open_here(desk: Desk, path: Path) -> bool:
    """Whether this window works on that file already."""
    return desk.case is not None and path.exists() and path.samefile(desk.case.path)

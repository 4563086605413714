"""Lock a protected case: its file is closed, its key dropped, the screen covered; unlocking goes back to the place.

It locks by hand, after a time without keys or pointer, and when the computer slept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from kpdesk.desktop.desk import Desk, Visit
from kpdesk.desktop.forms.record_form import RecordForm
from kpdesk.desktop.overlay import Overlay
from kpdesk.services import protection

if TYPE_CHECKING:
    from kpdesk.desktop.main_window import MainWindow

LOOK_MS = 5_000
SLEPT = 30  # seconds that the clock may run on between two looks; more and the computer slept
STIRRING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # all that a window hears of a key which is a command: A, R, J, all day long
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


@dataclass(frozen=True)
class Locked:
    """What is needed to come back: the file and the place."""

    path: Path
    visit: Visit | None


class Lock(QObject):
    """``locked`` is None while the case is open. ``clock`` gives seconds that go on while the computer sleeps."""

    def __init__(self, desk: Desk, window: MainWindow, clock: Callable[[], float] = time.time) -> None:
        super().__init__(window)
        self._desk, self._window, self._clock = desk, window, clock
        self.locked: Locked | None = None
        self._stirred = self._looked = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stir(self) -> None:
        """A key or the pointer moved. The first one after a sleep locks."""
        if not self.look():
            self._stirred = self._clock()

    def look(self) -> bool:
        """Lock where it is time to; True where that was done."""
        now = self._clock()
        slept = now - self._looked > SLEPT + LOOK_MS / 1000
        self._looked = now
        case = self._desk.case
        if case is None or not case.encrypted:
            self._stirred = now
            return False
        after = self._desk.settings.lock_after * 60
        if after and (slept or now - self._stirred >= after):
            self.lock()
            return True
        return False

    def lock(self) -> None:
        """Lock now. A case without a pass-phrase cannot be: it says how it could."""
        case = self._desk.case
        if case is None:
            return
        if not case.encrypted:
            words = "This case has no pass-phrase, so a lock would keep nobody out."
            self._desk.say(words, "info", [("Set one", lambda: self._desk.go("protection"))])
            return
        self._cover()
        self._keep_forms()
        self.locked = Locked(Path(case.path), self._desk.here())
        self._window.unkept.leave()  # with the key, which goes now
        self._desk.jobs.stop_all()
        protection.lock(case)
        self._desk.take_case(None)
        self._desk.go("unlock", path=str(self.locked.path), locked=True)

    def opened(self, path: Path) -> None:
        """A case was opened: where it is the locked one, go back to the place."""
        locked, self.locked = self.locked, None
        self._stirred = self._looked = self._clock()
        if locked is None or locked.path != path:
            return
        if locked.visit is not None and locked.visit.place != "unlock":
            self._desk.go(locked.visit.place, **locked.visit.where)

    def _cover(self) -> None:
        """Nothing that lies over the page may stay: menus, palette, dialogs."""
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        for overlay in self._window.findChildren(Overlay):
            overlay.leave()
        for dialog in self._window.findChildren(QDialog):
            dialog.reject()

    def _keep_forms(self) -> None:
        """Edits under way are kept, as when a record is left; History can take them back."""
        for form in self._window.findChildren(RecordForm):
            if form.dirty and form.isVisible():
                form.keep()

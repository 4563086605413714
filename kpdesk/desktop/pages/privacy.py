"""What this computer remembers and shows of cases: recent ones, window title, lock, keyring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.choosers import ChoiceBox
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.widgets import button, hbox, label, vbox
from kpdesk.domain.wording import counted
from kpdesk.services import remembering

LOCK_AFTER = {"0": "Never by itself", "1": "After a minute", "5": "After 5 minutes", "10": "After 10 minutes",
              "30": "After 30 minutes", "60": "After an hour"}  # fmt: skip
STILL_THERE = "The settings file could not be changed: it still names these cases. Make room, then clear the list."


class Privacy:
    """Rows for the settings page; every choice holds at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        prefer = desk.settings
        self.recent = _switch("Keep a list of recent cases", prefer.keep_recent)
        self.recent.toggled.connect(self._on_recent)
        self.clear_button = button("Clear the list", self.clear)
        self.title = _switch("Name the case in the window's title", prefer.title_case)
        self.title.toggled.connect(self._on_title)
        self.lock_after = ChoiceBox(LOCK_AFTER, "Lock a protected case")
        self.lock_after.setMaximumWidth(240)
        self.lock_after.set_key(str(prefer.lock_after))
        self.lock_after.activated.connect(lambda _row: self._on_lock())
        self.ring = _switch("Keep pass-phrases in the keyring of this computer", prefer.keyring)
        self.ring.clicked.connect(self._on_ring)
        self.ring_words = label("", "small", "text.2", wrap=True)
        self.ring_words.hide()

    def rows(self) -> Iterator[tuple[str, QWidget]]:
        """(words, widget) for the settings' grid."""
        recent = QWidget()
        across = hbox(recent, space=16)
        across.addWidget(self.recent)
        across.addWidget(self.clear_button)
        across.addStretch(1)
        yield "Recent", recent
        yield "Title", self.title
        yield "Lock", self.lock_after
        ring = QWidget()
        column = vbox(ring, space=4)
        column.addWidget(self.ring)
        column.addWidget(self.ring_words)
        yield "Keyring", ring

    def reload(self) -> None:
        self.clear_button.setEnabled(bool(self._desk.settings.recent))

    def clear(self) -> None:
        """Empty the list of recent cases."""
        if self._desk.settings.forget_cases():
            self._desk.say("The list of recent cases is empty. The files are where they were.", "ok")
        else:
            self._desk.say(STILL_THERE, "error")
        self.reload()

    def _on_recent(self, on: bool) -> None:
        self._desk.settings.keep_recent = on
        if not on and not self._desk.settings.forget_cases():
            self._desk.say(STILL_THERE, "error")
        self._desk.settings.save()
        self.reload()

    def _on_title(self, on: bool) -> None:
        self._desk.settings.title_case = on
        self._desk.settings.save()
        say_title = getattr(self.title.window(), "say_title", None)
        if say_title is not None:
            say_title()

    def _on_lock(self) -> None:
        self._desk.settings.lock_after = int(self.lock_after.currentData())
        self._desk.settings.save()

    def _on_ring(self, on: bool) -> None:
        """On only where there is a keyring; off takes out what it holds of the cases known here."""
        missing = remembering.missing() if on else ""
        self.ring_words.setText(
            missing
            or (
                "A pass-phrase is kept the next time that you type it. Who can log in as you can read it." if on else ""
            )
        )
        self.ring_words.setVisible(bool(self.ring_words.text()))
        if missing:
            self.ring.setChecked(False)
            return
        self._desk.settings.keyring = on
        self._desk.settings.save()
        if not on:
            salts = self._desk.settings.in_keyring
            known = [Path(name) for name in self._desk.settings.recent]

            def work(_progress: Progress) -> list[str]:
                for path in known:
                    if path.exists():
                        remembering.forget(path)
                return remembering.forget_all(salts)

            self._desk.run(work, done=self._on_forgotten)

    def _on_forgotten(self, left: list[str]) -> None:
        self._desk.settings.in_keyring = left
        self._desk.settings.save()
        if left:
            words = (
                f"The keyring did not give up {counted(len(left), 'pass-phrase')}. Take what is named kpdesk out there."
            )
            self._desk.say(words, "error")


def _switch(words: str, on: bool) -> QCheckBox:
    made = QCheckBox(words)
    made.setChecked(on)
    return made

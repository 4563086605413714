"""A pass-phrase for the open case: set, changed or taken off. The case is closed meanwhile and opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.widgets import button, hbox, label, vbox
from kpdesk.errors import KpdeskError
from kpdesk.services import protection


class ProtectionPage(Page):
    """What is typed here is held nowhere once it was used."""

    place = "protection"
    name = "Pass-phrase"
    reads = ("case_settings",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.old, self.new, self.again = (
            self._field("Pass-phrase now"),
            self._field("New pass-phrase"),
            self._field("Once more"),
        )
        self.state = label("", "lead", wrap=True, heavy=True)
        warning = (
            "A forgotten pass-phrase cannot be replaced: the case is lost with it. Keep it where you will find it."
        )
        self.warning = label(warning, ink="warn", wrap=True)
        self.advice = label("", "small", "text.2", wrap=True)
        self.set_button = button("Protect the case", self.protect, look="main")
        self.off_button = button("Take the pass-phrase off", self.unprotect)
        self.new.textChanged.connect(lambda words: self.advice.setText(protection.advice(words) if words else ""))
        page = QFrame()
        page.setProperty("look", "page")
        inner = QWidget()
        inner.setMaximumWidth(480)
        column = vbox(inner, margins=24, space=8)
        for part in (self.state, self.old, self.new, self.again, self.advice, self.warning):
            column.addWidget(part)
        row = hbox(space=8)
        row.addWidget(self.set_button)
        row.addWidget(self.off_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        across = hbox(page)
        across.addStretch(1)
        across.addWidget(inner, 1000)
        across.addStretch(1)
        vbox(self).addWidget(page)

    def _field(self, words: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setAccessibleName(words)
        made.setPlaceholderText(words)
        return made

    def show_where(self, **where: Any) -> None:
        self.reload()

    def panes(self) -> list[QWidget]:
        return [self.new if self.old.isHidden() else self.old]

    def reload(self, changes: object = None) -> None:
        case = self.desk.case
        for field in (self.old, self.new, self.again):
            field.clear()
        if case is None:
            return
        locked = bool(case.encrypted)
        self.state.setText("This case is protected." if locked else "This case is not protected.")
        self.old.setVisible(locked)
        self.off_button.setVisible(locked)
        self.set_button.setText("Change the pass-phrase" if locked else "Protect the case")
        for part in (self.set_button, self.off_button):
            part.setEnabled(not case.read_only)

    # deeds

    def protect(self) -> None:
        """Set or change it."""
        if self.new.text() != self.again.text():
            self.desk.say("The two pass-phrases differ. Type the same one twice.", "error")
            return
        old, new = self.old.text(), self.new.text()
        locked = bool(self.desk.case.encrypted)
        if locked:
            self._turn(lambda path: protection.change_passphrase(path, old, new), old, new)
        else:
            self._turn(lambda path: protection.protect(path, new), None, new)

    def unprotect(self) -> None:
        """Make the case plain again."""
        old = self.old.text()
        self._turn(lambda path: protection.unprotect(path, old), old, None)

    def _turn(self, deed: Callable[[Path], Any], before: str | None, after: str | None) -> None:
        """Close, do it, open again; where it fails the case comes back as it was."""
        path = Path(self.desk.case.path)
        door = getattr(self.window(), "door", None)
        if door is None:
            return
        self.desk.take_case(None)
        try:
            done = deed(path)
        except KpdeskError as fault:
            door.open(path, passphrase=before)
            self.desk.fail(fault)
            return
        door.open(path, passphrase=after)
        self.desk.say(done.message, "ok")

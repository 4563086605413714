"""A pass-phrase for the open case: set, changed or taken off. The case is closed meanwhile and opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.paper import paper, row
from kpdesk.desktop.widgets import button, label, password_field
from kpdesk.domain.wording import counted
from kpdesk.services import backups, protection, remembering

WHAT = (
    "It protects the file, its backups and copies on a computer that is off or locked. It does not protect a case that "
    "is open, and not against being made to tell. " + protection.LEFT_OVER
)


class ProtectionPage(Page):
    """What is typed here is held nowhere once it was used."""

    place = "protection"
    name = "Pass-phrase"
    reads = ("case_settings",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.old, self.new, self.again = (
            password_field("Pass-phrase now"),
            password_field("New pass-phrase"),
            password_field("Once more"),
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
        column = paper(self, self.name, most=480)
        for part in (self.state, self.old, self.new, self.again, self.advice, self.warning):
            column.addWidget(part)
        column.addLayout(row(self.set_button, self.off_button))
        column.addWidget(label(WHAT, "small", "text.2", wrap=True))
        column.addStretch(1)

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
        old, new = self.old.text(), self.new.text()
        if new != self.again.text():
            self.desk.say("The two pass-phrases differ. Type the same one twice.", "error")
        elif len(new) < protection.FEWEST:
            words = f"A pass-phrase needs at least {protection.FEWEST} characters. {protection.advice(new)}"
            self.desk.say(words.strip(), "error")
        elif self.desk.case.encrypted:
            self._turn(lambda path: protection.change_passphrase(path, old, new), "Changing the pass-phrase", new)
        else:
            self._turn(lambda path: protection.protect(path, new), "Protecting the case", new)

    def unprotect(self) -> None:
        """Make the case plain again."""
        old = self.old.text()
        self._turn(lambda path: protection.unprotect(path, old), "Taking the pass-phrase off", None)

    def _turn(self, deed: Callable[[Path], protection.Protected], label: str, after: str | None) -> None:
        """Close, do it aside, open again; where it fails the case comes back as it was."""
        case = self.desk.case
        path, key = Path(case.path), backups.key_of(case)
        door = getattr(self.window(), "door", None)
        if door is None:
            return
        keeps = self.desk.settings.keyring

        def work(_progress: Progress) -> protection.Protected:
            if keeps:
                remembering.forget(path)  # by its salt, which changes
            return deed(path)

        def failed(fault: BaseException) -> None:
            door.open(path, key=key)
            self.desk.go("protection")
            self.desk.fail(fault)

        def done(found: protection.Protected) -> None:
            if after is None:
                door.open(path)
                self._say(found)
            else:
                door.open_aside(
                    path, after, lambda fault: door.ask_passphrase(path, str(fault)), lambda: self._say(found)
                )

        self.desk.take_case(None)
        self.desk.run(work, label=label, done=done, failed=failed)

    def _say(self, found: protection.Protected) -> None:
        steps = [("Replace them by a new one", self.replace_backups)] if found.old_backups else []
        self.desk.say(found.message, "warn" if found.old_backups else "ok", steps)

    def replace_backups(self) -> None:
        """A new backup is made and checked, then the older ones go, which open as the case did before."""

        def work(_progress: Progress, case: Any) -> int:
            return protection.replace_old_backups(case)

        def done(count: int) -> None:
            self.desk.say(f"A new backup was made and checked, {counted(count, 'older one')} removed.", "ok")

        self.desk.run(work, self.desk.case, label="Making a backup, removing the old ones", done=done)

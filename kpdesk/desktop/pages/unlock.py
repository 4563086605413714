"""A pass-phrase is asked for: when a protected case is opened, and when a locked one is to be shown again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.paper import paper
from kpdesk.desktop.passphrase_ask import PassphraseAsk
from kpdesk.desktop.widgets import button, label
from kpdesk.errors import DamagedError, KpdeskError, PassphraseNeeded
from kpdesk.services import backups


class UnlockPage(Page):
    """``show_where(path=…, locked=…)``. Fills the window: no rail, no header. A locked case is not named."""

    place = "unlock"
    name = "Pass-phrase"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.path: Path | None = None
        self.locked = False
        self.heading = label("", "start")
        self.leave_button = button("Cancel", self.leave, key="Esc")
        self.backups_button = button("Backups", self._on_backups, look="quiet", icon="database-backup")
        self.ask = PassphraseAsk("Open", self.leave_button, self.backups_button, role="lead")
        self.ask.typed.connect(self.unlock)
        column = paper(self, "Pass-phrase", most=480)
        column.addStretch(1)
        for part in (self.heading, self.ask):
            column.addWidget(part)
        column.addStretch(2)

    def show_where(self, **where: Any) -> None:
        self.path = Path(where["path"]) if where.get("path") else None
        self.locked = bool(where.get("locked"))
        self.heading.setText("Locked" if self.locked else "Protected")
        name = self.path.name if self.path else "This case"
        self.leave_button.setVisible(not self.locked)
        # A case that its pass-phrase does not open may be damaged: there is always a way to its backups.
        self.backups_button.setVisible(
            not self.locked and self.path is not None and bool(backups.backups_of_path(self.path))
        )
        if self.locked:
            self.ask.ask("Type the pass-phrase to go on where you were.", "Unlock")
        else:
            self.ask.ask(f"{name} opens with its pass-phrase.", "Open")

    def reload(self, changes: object = None) -> None:
        if changes is None:
            self.ask.field.clear()

    def panes(self) -> list[QWidget]:
        return [self.ask.field]

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {} if self.locked else {"escape": self.leave}

    def unlock(self, passphrase: str) -> None:
        """Try what was typed, aside: deriving the key takes a moment."""
        door = getattr(self.window(), "door", None)
        if self.path is not None and door is not None:
            door.open_aside(self.path, passphrase, self._failed)

    def _failed(self, fault: BaseException) -> None:
        if isinstance(fault, PassphraseNeeded):
            self.ask.refuse()
        elif isinstance(fault, DamagedError):
            self.ask.tell("")  # said in the message bar, with the ways out
        elif isinstance(fault, KpdeskError):
            self.ask.tell(str(fault))
        else:
            self.ask.tell("")
            self.desk.fail(fault)

    def _on_backups(self) -> None:
        self.desk.go("backups", path=str(self.path))

    def leave(self) -> None:
        """Back to the case that is open, or to the start."""
        if self.locked:
            return
        self.ask.field.clear()
        if self.desk.can_go(-1):
            self.desk.back()
        else:
            self.desk.go("sources" if self.desk.case is not None else "start")

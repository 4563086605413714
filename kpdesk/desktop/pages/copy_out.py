"""Copy the case out for a colleague: where it goes is asked by the system, a pass-phrase may be set for the copy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from kpdesk.desktop import notices
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.paper import Lines, paper, row
from kpdesk.desktop.widgets import button, label, password_field
from kpdesk.services import merge_back, protection
from kpdesk.services.recovery import Saved

HOW = (
    "The copy is the same case. Your colleague works in it; later “Merge back a copy” brings in what is new there.",
    "Both of you can go on working meanwhile. What both changed is shown side by side, and you decide.",
)


class CopyOutPage(Page):
    """What is typed here is held nowhere once it was used."""

    place = "copy_out"
    name = "Copy out for a colleague"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.how = Lines("How it works", ink="text")
        self.state = label("", wrap=True)
        self.new, self.again = password_field("Pass-phrase of the copy"), password_field("Once more")
        self.advice = label("", "small", "text.2", wrap=True)
        self.new.textChanged.connect(lambda words: self.advice.setText(protection.advice(words) if words else ""))
        self.fault = label("", ink="error", wrap=True)
        self.write_button = button("Choose where…", self.choose, look="main")
        column = paper(self, self.name, most=560)
        for part in (label(self.name, "title"), self.how, self.state, self.new, self.again, self.advice, self.fault):
            column.addWidget(part)
        self.how.show_lines(HOW)  # inside the page: before, it would be a window of its own
        column.addLayout(row(self.write_button, button("Cancel", self.leave, key="Esc")))
        column.addStretch(1)

    def show_where(self, **where: Any) -> None:
        self.reload()

    def reload(self, changes: object = None) -> None:
        if changes is not None:
            return
        for field in (self.new, self.again):
            field.clear()
        self.fault.setText("")
        case = self.desk.case
        protected = case is not None and case.encrypted
        self.state.setText(
            "Without a pass-phrase below, the copy opens with the pass-phrase of this case."
            if protected
            else "This case is not protected. A copy that travels is safer with a pass-phrase; tell it by another way."
        )

    def panes(self) -> list[QWidget]:
        return [self.new]

    def handlers(self) -> dict[str, Any]:
        return {"escape": self.leave}

    def choose(self) -> None:
        """Ask where, then write it."""
        if self.new.text() != self.again.text():
            self.fault.setText("The two pass-phrases differ. Type the same one twice.")
            return
        if self.new.text() and len(self.new.text()) < protection.FEWEST:
            self.fault.setText(f"A pass-phrase needs at least {protection.FEWEST} characters.")
            return
        self.fault.setText("")
        path = Path(self.desk.case.path)
        suggested = path.with_name(f"{path.stem} for a colleague.kpdesk")
        target = notices.ask_save(self.window(), self.name, suggested, notices.CASE_FILTER)
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Write the copy aside; it is verified before it has its name."""
        case, passphrase = self.desk.case, self.new.text() or None
        for field in (self.new, self.again):
            field.clear()

        def work(progress: Progress) -> Saved:
            return merge_back.copy_out(case, target, passphrase=passphrase, replace=True, progress=progress)

        def done(saved: Saved) -> None:
            how = "It opens with the pass-phrase that you set." if passphrase else ""
            how = how or ("It opens with the pass-phrase of this case." if case.encrypted else "It is not protected.")
            self.desk.say(f"Copied out as {saved.path.name}. {how} {saved.words}".strip(), "ok")

        self.desk.run(work, label="Copying out", done=done)

    def leave(self) -> None:
        self.reload()
        if self.desk.can_go(-1):
            self.desk.back()
        else:
            self.desk.go("sources")

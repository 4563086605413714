"""Merge a colleague's copy back: what comes in, what both changed one by one, then one deed that Undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from kpdesk.desktop import notices
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Progress
from kpdesk.desktop.pages.clash_card import ClashCard, Question
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.paper import Lines, paper, row
from kpdesk.desktop.passphrase_ask import PassphraseAsk
from kpdesk.desktop.widgets import button, label
from kpdesk.domain.changes import Changes
from kpdesk.domain.wording import counted
from kpdesk.errors import DamagedError, PassphraseNeeded
from kpdesk.services import merge_back


class MergeBackPage(Page):
    """``show_where(path=…)`` compares with that copy; without a path one is chosen."""

    place = "merge_back"
    name = "Merge back a copy"
    action_places = ("merge_back",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.path: Path | None = None
        self.preview: merge_back.MergePreview | None = None
        self.decisions: dict[Question, str] = {}
        self._at = 0
        self._passphrase: str | None = None
        self.heading = label("", "title", wrap=True)
        self.choose_button = button("Choose the copy…", self.choose)
        self.ask = PassphraseAsk("Compare", name="Pass-phrase of the copy")
        self.ask.typed.connect(self._on_passphrase)
        self.coming = Lines("What comes in")
        self.count = label("", heavy=True)
        self.card = ClashCard()
        self.card.decided.connect(self._on_decided)
        self.mine = button("Mine", lambda: self.take("here"), key="M", name="All of mine")
        self.theirs = button("Theirs", lambda: self.take("there"), key="T", name="All of theirs")
        self.before = button("Previous", lambda: self.step(-1), look="quiet", key="K")
        self.after = button("Next", lambda: self.step(1), look="quiet", key="J")
        self.merge_button = button("Merge", self.merge, look="main", key="Ctrl+Return")
        self.leave_button = button("Cancel", self.leave, key="Esc")
        self.foot = label(
            "A backup is made first. The merge is one deed, which Undo takes back.", "small", "text.2", wrap=True
        )
        column = paper(self, self.name, most=880)
        for part in (self.heading, self.ask, self.coming, self.count, self.card):
            column.addWidget(part)
        column.addLayout(row(self.mine, self.theirs, self.before, self.after))
        column.addSpacing(8)
        column.addLayout(row(self.merge_button, self.choose_button, self.leave_button))
        column.addWidget(self.foot)
        column.addStretch(1)

    # what the window asks

    def show_where(self, **where: Any) -> None:
        path = Path(where["path"]) if where.get("path") else None
        if path is not None and path != self.path:
            self.compare(path)
        else:
            self._show()

    def where(self) -> dict[str, Any]:
        return {"path": str(self.path) if self.path else None}

    def reload(self, changes: Changes | None = None) -> None:
        if changes is None:
            self._forget()
        elif self.isVisible() and self.path is not None and self.preview is not None:
            self.compare(self.path)  # the case was changed since: undone, or edited elsewhere

    def panes(self) -> list[QWidget]:
        first = self.card.first() if not self.card.isHidden() else None
        if first is not None:
            return [first, self.merge_button]
        return [
            self.ask.field if not self.ask.isHidden() else self.merge_button if self.preview else self.choose_button
        ]

    def handlers(self) -> dict[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {"escape": self.leave, "merge_back.merge": self.merge}
        if not self.card.isHidden():
            found |= {
                "merge_back.mine": lambda: self.take("here"),
                "merge_back.theirs": lambda: self.take("there"),
                "merge_back.next": lambda: self.step(1),
                "merge_back.previous": lambda: self.step(-1),
            }
        return found

    def count_text(self) -> str:
        clashes = self.preview.clashes if self.preview else ()
        return f"{self._open()} of {len(clashes)} to decide" if clashes else ""

    # comparing

    def choose(self) -> None:
        """Ask which file, then compare."""
        path = notices.ask_open_case(self.window(), Path(self.desk.case.path).parent)
        if path is not None:
            self.compare(path)

    def compare(self, path: Path, passphrase: str | None = None) -> None:
        """Compare aside; nothing is written."""
        case = self.desk.case
        if path != self.path:
            self._forget()
            self._show()  # nothing to decide or to type is shown before something is known
        self.path, passphrase = path, passphrase or self._passphrase
        self.heading.setText(f"Comparing with {path.name}…")

        def work(progress: Progress) -> merge_back.MergePreview:
            return merge_back.compare(case, path, passphrase=passphrase, progress=progress)

        def done(found: merge_back.MergePreview) -> None:
            if path == self.path and case is self.desk.case:
                self._passphrase = passphrase
                self._take_preview(found)

        def failed(fault: BaseException) -> None:
            if isinstance(fault, PassphraseNeeded):
                self.preview = None
                self._show(asks=True)
                if passphrase:
                    self.ask.refuse()
                return
            self._forget()
            self._show()
            if isinstance(fault, DamagedError):  # the copy is, not the open case
                look = ("Check the copy", lambda: self.desk.go("check", path=str(path)))
                self.desk.say(str(fault), "error", [look])
            else:
                self.desk.fail(fault)

        self.desk.run(work, label=f"Comparing with {path.name}", done=done, failed=failed)

    def _on_passphrase(self, given: str) -> None:
        if self.path is not None:
            self.compare(self.path, given)

    def _take_preview(self, found: merge_back.MergePreview) -> None:
        self.preview = found
        asked = {q for clash in found.clashes for q in clash.questions}
        self.decisions = {q: side for q, side in self.decisions.items() if q in asked}
        self._at = min(self._at, max(0, len(found.clashes) - 1))
        self._show()

    def _forget(self) -> None:
        self.path = self.preview = self._passphrase = None
        self.decisions, self._at = {}, 0

    # showing

    def _show(self, *, asks: bool = False) -> None:
        found = self.preview
        if asks:
            self.ask.ask("")
        else:
            self.ask.hide()
        name = self.path.name if self.path else ""
        self.heading.setText(
            f"{name} is protected. Type its pass-phrase." if asks
            else f"Merge {name} back" if found
            else "Choose the copy that came back."
        )  # fmt: skip
        clashes = found.clashes if found else ()
        quiet = len(found.lines) - len(clashes) if found else 0
        lines = [line for line in found.lines[:quiet] if clashes or quiet] if found else []
        self.coming.show_lines(
            [f"Comes in: {line[:1].lower()}{line[1:]}" if "both copies" not in line else line for line in lines]
        )
        for part in (self.card, self.count, self.mine, self.theirs, self.before, self.after):
            part.setVisible(bool(clashes))
        self.foot.setVisible(found is not None)
        self.merge_button.setVisible(found is not None)
        self._show_clash()
        if self.isVisible() and (pane := self.panes()[0]) is not None:
            pane.setFocus()

    def _show_clash(self) -> None:
        found = self.preview
        if found is not None and found.clashes:
            self.card.show_clash(found.clashes[self._at], self.decisions)
            more = f"Both of you changed {counted(len(found.clashes), 'record')}."
            self.count.setText(f"{more} This is number {self._at + 1}; {self._open()} to decide.")
            self.before.setEnabled(self._at > 0)
            self.after.setEnabled(self._at + 1 < len(found.clashes))
        self._enable()

    def _enable(self) -> None:
        plan = self.preview.plan if self.preview else None
        something = plan is not None and bool(plan.writes or plan.removals or plan.conflicts)
        self.merge_button.setEnabled(something and not self._open())
        self.header_changed.emit()

    def _open(self) -> int:
        """How many records are not decided yet."""
        clashes = self.preview.clashes if self.preview else ()
        return sum(any(q not in self.decisions for q in clash.questions) for clash in clashes)

    # deciding

    def _on_decided(self, question: Question, side: str) -> None:
        self.decisions[question] = side
        clashes = self.preview.clashes if self.preview else ()
        self.count.setText(
            f"Both of you changed {counted(len(clashes), 'record')}. "
            f"This is number {self._at + 1}; {self._open()} to decide."
        )
        self._enable()

    def take(self, side: str) -> None:
        """One side for the whole record shown, then on to the next that is not decided."""
        if self.preview is None or not self.preview.clashes:
            return
        self.card.choose_all(side)
        clashes = self.preview.clashes
        later = [n for n in (*range(self._at + 1, len(clashes)), *range(self._at)) if self._undecided(n)]
        if later:
            self._at = later[0]
            self._show_clash()
        target = self.card.first() if later else self.merge_button
        if target is not None:
            target.setFocus()

    def _undecided(self, number: int) -> bool:
        assert self.preview is not None
        return any(q not in self.decisions for q in self.preview.clashes[number].questions)

    def step(self, by: int) -> None:
        """The next or previous record that both changed."""
        clashes = self.preview.clashes if self.preview else ()
        if 0 <= self._at + by < len(clashes):
            self._at += by
            self._show_clash()
            if (first := self.card.first()) is not None:
                first.setFocus()

    def merge(self) -> None:
        """Merge as decided, as one deed; a backup comes first."""
        if not self.merge_button.isEnabled() or self.preview is None:
            return
        preview, decisions, passphrase = self.preview, dict(self.decisions), self._passphrase
        self.merge_button.setEnabled(False)

        def work(_progress: Progress, case: Any) -> Changes:
            return merge_back.merge(case, preview, decisions, passphrase=passphrase)

        def done(changes: Changes) -> None:
            self._forget()
            self.desk.tell(changes)
            self.desk.go("sources")

        def failed(fault: BaseException) -> None:
            self._enable()
            self.desk.fail(fault, self.merge)

        self.desk.run(work, self.desk.case, label=f"Merging {preview.path.name}", done=done, failed=failed)

    def leave(self) -> None:
        self._forget()
        if self.desk.can_go(-1):
            self.desk.back()
        else:
            self.desk.go("sources")

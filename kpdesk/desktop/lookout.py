"""Looks after the file of the open case: whether it is whole, still lies where it lay, and who else writes in its folder."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from kpdesk.desktop.case_door import CaseDoor
from kpdesk.desktop.desk import Desk, Step
from kpdesk.desktop.jobs import Stopped
from kpdesk.desktop.status_bar import StatusBar
from kpdesk.services import checking, surroundings

LOOK_MS = 5_000


class Lookout(QObject):
    """Asks aside, since a network drive that went may answer late. What it finds is said once for a case."""

    def __init__(self, desk: Desk, door: CaseDoor, status: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._door, self._status = desk, door, status
        self._told_of: Any = None
        self._asking = False
        self._spoken: set[tuple[Any, str]] = set()  # what was said in this session is not said at each unlocking
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        door.opened.connect(lambda _path: self.look_around())
        desk.case_changed.connect(self._on_case)

    def _on_case(self) -> None:
        self._told_of = None
        self._asking = False  # a question about another case is never answered
        self._status.note = ""
        self._status.refresh()

    def look(self) -> None:
        """Is the open file still there?"""
        case = self._desk.case
        if case is None or self._asking or self._told_of is case:
            return
        self._asking = True

        def done(words: str) -> None:
            self._asking = False
            if words and case is self._desk.case:
                self._told_of = case
                self._desk.say(words, "error", [("Save a copy elsewhere", self._door.save_elsewhere)])

        def failed(fault: BaseException) -> None:
            self._asking = False
            self._desk.fail(fault)

        self._desk.run(lambda _progress: surroundings.moved_away(case), done=done, failed=failed)

    def look_around(self) -> None:
        """Is the folder shared, and did a synchronising program leave copies there?"""
        case = self._desk.case

        def done(found: surroundings.Surroundings) -> None:
            if case is not self._desk.case:
                return
            self._status.note = f"In a {found.short}" if found.short else ""
            self._status.refresh()
            words = found.sentence()
            if words and (case.path, words) not in self._spoken:
                self._spoken.add((case.path, words))
                steps: list[Step] = []
                if found.conflicts and not case.read_only:
                    first = str(found.conflicts[0])
                    steps = [("Merge it back", lambda: self._desk.go("merge_back", path=first))]
                self._desk.say(words, "warn" if found.conflicts else "info", steps)

        self._desk.run(lambda _progress: surroundings.look_around(case), done=done)

    def check(self, case: Any) -> None:
        """Verify a case that was just opened; only what is wrong is said."""
        if case is not self._desk.case:
            return

        def done(words: str) -> None:
            if words and case is self._desk.case:
                self._desk.say(words, "error", [("Check the case", lambda: self._desk.go("check", start=True))])

        def failed(fault: BaseException) -> None:
            if not isinstance(fault, Stopped):
                self._desk.fail(fault)

        self._desk.run(
            lambda progress: checking.check_after_opening(case, progress=progress), done=done, failed=failed, aside=True
        )

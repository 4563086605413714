"""What is typed in the window and not kept yet outlives a crash: put by every few seconds, put back at the next opening."""

from __future__ import annotations

from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from kpdesk.desktop.desk import Deed, Desk, Step
from kpdesk.desktop.jobs import Line
from kpdesk.domain.wording import shortened
from kpdesk.errors import KpdeskError
from kpdesk.services.unkept import Shelf

if TYPE_CHECKING:
    from kpdesk.desktop.main_window import MainWindow

LOOK_MS = 2_000
LONGEST = 5  # seconds that closing waits for the disk
MOST_TOLD = 3
NOT_PUT_BY = "What was typed and not kept yet could not be saved: the disk is full or does not answer."
# Parts whose records have their own place elsewhere: they are put back there.
HOMES = {
    ("actors", "view.statements.card"): ("sources", "table.card"),
    ("actors", "view.positions.card"): ("positions", "table.card"),
    ("review", "reader"): ("sources", "reader"),
}
Typed = dict[str, dict[str, Any]]  # place -> part -> what it gave


class Unkept(QObject):
    """Works for the case that is open for writing. The disk is waited for only when the case is left."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.held: dict[Path, Typed] = {}  # what could not be put by when its case was left; in memory till it is back
        self._shelf: Shelf | None = None
        self._path = Path()
        self._last: Typed = {}
        self._line: Line | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        desk.case_leaving.connect(self.leave)
        desk.case_changed.connect(self._on_case)

    def look(self) -> None:
        """Put by what is typed now, aside, where that is something else than before."""
        if self._shelf is None:
            return
        now = self._typed()
        # It is gone after something was erased for good: then all that is still typed is written anew.
        if now != self._last or (now and not self._shelf.holds()):
            self._last = now
            self._put_by(self._shelf, now)

    def lost_if_closed(self) -> bool:
        """Put by what is typed and wait for it; whether anything would be gone if the window were closed now."""
        return not self._kept() or bool(self.held)

    def leave(self) -> None:
        """Before the case is closed: put by what is typed. What could not be is held here until the case is back."""
        if self._shelf is not None and not self._kept():
            self.held[self._path] = self._typed()
        self._shelf = None
        self._timer.stop()
        line, self._line = self._line, None
        if line is not None:
            line.leave()

    def _kept(self) -> bool:
        if self._shelf is None:
            return True
        now = self._typed()
        # Also where nothing is new but something is being written: its key goes with the case.
        if self._line is None and now == self._last:
            return True
        self._last = now
        return self._put_by(self._shelf, now, wait=True)

    def put_back(self, typed: Typed) -> None:
        """Give the pages what was typed, and say what there is of it and where."""
        told: list[tuple[str, str, Deed]] = []
        for place, parts in typed.items():
            if parts:
                found = self._window.page_of(place).take_unkept(parts)
                told += [(place, words, show) for words, show in found]
        self._tell(told)

    def _tell(self, told: list[tuple[str, str, Deed]]) -> None:
        """Say what there is; when one of it was shown, the rest is said again."""
        if not told:
            return

        def show(one: tuple[str, str, Deed]) -> None:
            self._tell([other for other in told if other is not one])
            one[2]()

        words = ", ".join(words for _, words, _ in told[:MOST_TOLD])
        more = f" and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
        names = ["Show it"] if len(told) == 1 else [f"Show {shortened(words, 32)}" for _, words, _ in told[:MOST_TOLD]]
        steps: list[Step] = [(name, partial(show, one)) for name, one in zip(names, told, strict=False)]
        alone = told[0][0] if len({place for place, _, _ in told}) == 1 else ""
        self._desk.say(f"Put back what was typed before and not kept: {words}{more}.", "warn", steps, leads_to=alone)

    def _put_by(self, shelf: Shelf, typed: Typed, *, wait: bool = False) -> bool:
        """False where it is not on the disk when one should wait; what fails otherwise is tried at the next look."""
        if self._line is None:
            self._line = Line(1, "kpdesk-unkept")  # one thread, so that nothing older is written over it
        went: list[bool] = []
        future = self._line.submit(lambda: went.append(_well(shelf, typed)))
        future.add_done_callback(lambda _f: self._missed() if went == [False] else None)
        if not wait:
            return True
        try:
            future.result(LONGEST)
        except TooLate:
            return False
        return went == [True]

    def _missed(self) -> None:
        self._last = {}

    def _typed(self) -> Typed:
        found: Typed = {}
        for place, page in self._window.pages.items():
            for part, typed in page.unkept().items():
                home, name = HOMES.get((place, part), (place, part))
                there = found.setdefault(home, {})
                there[name] = [*there[name], *typed] if isinstance(there.get(name), list) else typed
        beside = getattr(self._window.evidence.reader, "unkept", None)
        if beside is not None and (typed := beside()):
            found.setdefault("sources", {}).setdefault("reader", typed)
        return found

    def _on_case(self) -> None:
        self._last = {}
        case = self._desk.case
        if case is None:
            if self.held and self._window.lock.locked is None:
                self._desk.say(f"{NOT_PUT_BY} Open the case again to have it back.", "warn")
            return
        self._path = Path(case.path)
        held = self.held.pop(self._path, {})
        with suppress(KpdeskError):  # damaged: it is told where it is met
            self._shelf = None if case.read_only else Shelf(case)
        if self._shelf is not None:
            self._timer.start()
        typed = held or (self._shelf.typed() if self._shelf is not None else {})
        if typed:
            self.put_back(typed)
            self._last = {} if held else self._typed()


def _well(shelf: Shelf, typed: Typed) -> bool:
    """Whatever happens must not end the thread."""
    try:
        return shelf.keep(typed)
    except Exception:  # a convenience: no fault of it may stop the work
        return False

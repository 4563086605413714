"""What the window itself does for the commands that hold everywhere; pages come first (``MainWindow.handler``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from kpdesk.desktop import actions, notices, theme
from kpdesk.desktop.capturing import take_in_files

if TYPE_CHECKING:
    from kpdesk.desktop.history_drawer import HistoryDrawer
    from kpdesk.desktop.main_window import MainWindow

STEP = 0.1


class Commands:
    """The window's own handlers, one line each where a line will do."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk
        self._table = self._made()
        self._drawer: HistoryDrawer | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what is done; without a case only what makes sense then."""
        if self._desk.case is not None:
            return self._table
        return {key: call for key, call in self._table.items() if key in _WITHOUT_CASE}

    def _made(self) -> dict[str, Callable[[], object]]:
        window, desk, door = self._window, self._desk, self._window.door
        table: dict[str, Callable[[], object]] = {
            "help.keys": self.cheat_sheet,
            "palette": self.palette,
            "find.here": self.find_here,
            "find.all": partial(desk.go, "find"),
            "go.back": desk.back,
            "go.forward": desk.forward,
            "pane.next": partial(self.cycle, 1),
            "pane.previous": partial(self.cycle, -1),
            "pane.list": lambda: window.page and window.page.toggle_list(),
            "case.new": door.new,
            "case.open": door.ask_open,
            "case.sample": door.sample,
            "case.close": door.close,
            "case.save": self.saved,
            "case.copy": door.save_copy,
            "case.lock": window.lock.lock,
            "case.copy_out": partial(desk.go, "copy_out"),
            "case.merge_back": partial(desk.go, "merge_back"),
            "case.backups": partial(desk.go, "backups"),
            "case.back_up": self.back_up,
            "case.check": partial(desk.go, "check", start=True),
            "case.evidence": self.write_evidence,
            "case.protection": partial(desk.go, "protection"),
            "help.diagnostic": partial(desk.go, "diagnostic"),
            "quit": window.close,
            "paste": self.paste,
            "texts.add": lambda: self.take_files([str(path) for path in notices.ask_texts(window)]),
            "undo": desk.undo,
            "redo": desk.redo,
            "history": self.toggle_history,
            "settings": partial(desk.go, "settings"),
            "add.actor": partial(desk.go, "actors", new=True),
            "add.meeting": partial(desk.go, "meetings", new=True),
            "add.position": partial(desk.go, "positions", new=True),
            "larger": partial(self.scale, STEP),
            "smaller": partial(self.scale, -STEP),
            "normal": partial(self.scale, 0),
            "theme": self.turn_theme,
            "fullscreen": self.fullscreen,
            "escape": self.escape,
        }
        return table | {f"go.{place}": partial(desk.go, place) for place in actions.PLACES}

    # looking

    def palette(self) -> None:
        from kpdesk.desktop.palette import open_palette

        open_palette(self._window)

    def cheat_sheet(self) -> None:
        from kpdesk.desktop.cheat_sheet import open_cheat_sheet

        open_cheat_sheet(self._window)

    def find_here(self) -> None:
        if self._window.page is not None:
            self._window.page.find()

    def toggle_history(self, *, show: bool | None = None, **where: Any) -> None:
        """Open or close the drawer on the right; ``where`` may name one record."""
        from kpdesk.desktop.history_drawer import HistoryDrawer

        window = self._window
        if self._drawer is None:
            self._drawer = HistoryDrawer(self._desk, window.middle, over=window.stack)
            self._drawer.hide()
        drawer = self._drawer
        shown = not drawer.isVisible() if show is None else show
        window.rail.buttons["history"].setChecked(shown)
        if shown:
            there = window.page.where() if window.page is not None else {}
            drawer.open(opener=QApplication.focusWidget(), shown=_shown_record(there), **where)
        else:
            drawer.leave()

    def replace_drawer(self) -> None:
        """The window's size changed."""
        if self._drawer is not None:
            self._drawer.place()

    def cycle(self, by: int) -> None:
        """F6: the next pane, from left to right, then messages, header and rail."""
        window = self._window
        stops: list[QWidget] = [pane for pane in (window.page.panes() if window.page else []) if pane.isVisible()]
        if self._drawer is not None and self._drawer.isVisible():
            stops.append(self._drawer.filter)
        if window.evidence.isVisible():
            stops.insert(0, window.evidence.close_button)
        if window.messages.isVisible() and window.messages.buttons():
            stops.append(window.messages.buttons()[0])
        if window.header.isVisible():
            stops.append(window.header.finder)
        if window.rail.isVisible() and window.page is not None:
            stops.append(window.rail.buttons.get(window.page.place, window.rail.buttons["sources"]))
        if not stops:
            return
        focused = QApplication.focusWidget()
        at = next((n for n, stop in enumerate(stops) if focused is not None and _inside(stop, focused)), -by % 1 - 1)
        stops[(at + by) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def scale(self, by: float) -> None:
        """Letters larger, smaller, or (0) as they come."""
        settings = self._desk.settings
        settings.scale = round(min(2.5, max(0.75, settings.scale + by)), 2) if by else 1.0
        settings.save()
        theme.current.apply(scale=settings.scale)

    def turn_theme(self) -> None:
        """From light to dark or back."""
        self._desk.settings.theme = "light" if theme.current.dark else "dark"
        self._desk.settings.save()
        theme.current.apply(choice=self._desk.settings.theme)

    def fullscreen(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def escape(self) -> None:
        """Close the innermost open thing: drawer, evidence, message."""
        window = self._window
        if self._drawer is not None and self._drawer.isVisible():
            self.toggle_history(show=False)
        elif window.evidence.isVisible():
            window.evidence.leave()
        elif window.messages.isVisible():
            window.messages.leave()

    # doing

    def saved(self) -> None:
        self._window.status.say_saved()
        if not self._window.door.say_sample():
            self._desk.say("Everything is saved. Each change is kept as soon as it is made.", "ok")

    def back_up(self) -> None:
        self._desk.go("backups")
        self._window.trigger("case.back_up")

    def write_evidence(self) -> None:
        from kpdesk.desktop.pages.check import write_evidence

        write_evidence(self._desk, self._window)

    def paste(self) -> None:
        """Ctrl+V outside a text field: the Paste page, with what the clipboard holds."""
        text = QGuiApplication.clipboard().text()
        self._desk.go("paste", text=text)

    def take_files(self, names: list[str]) -> None:
        """Files dropped or chosen: a case file is opened, texts are taken in."""
        paths = [Path(name) for name in names]
        case_file = next((path for path in paths if path.suffix == ".kpdesk"), None)
        if case_file is not None:
            self._window.door.open(case_file)
        elif paths and self._desk.case is None:
            self._desk.say("Open or make a case first; then drop the texts again.", "info")
        elif paths:
            take_in_files(self._desk, paths)


_WITHOUT_CASE = frozenset(
    {"help.keys", "palette", "go.back", "go.forward", "pane.next", "pane.previous", "case.new", "case.open",
     "case.sample", "quit", "settings", "help.diagnostic", "larger", "smaller", "normal", "theme", "fullscreen", "escape"}
)  # fmt: skip


def _inside(stop: QWidget, focused: QWidget) -> bool:
    return stop is focused or stop.isAncestorOf(focused)


def _shown_record(where: dict[str, Any]) -> tuple[str, str] | None:
    """The record that a page shows now, as Back would name it."""
    named = ((kind, where.get(f"{kind}_id")) for kind in ("actor", "meeting", "source"))
    return where.get("record") or next(((kind, i) for kind, i in named if i), None)

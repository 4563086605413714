"""The one window: rail, header, page, message bar, status. It arranges parts and sends commands to who does them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMainWindow, QSplitter, QStackedWidget, QWidget

from kpdesk.desktop import actions, icons, notices, stylesheet, theme
from kpdesk.desktop.beside import Beside
from kpdesk.desktop.case_door import CaseDoor
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.evidence_pane import EvidencePane, ReaderMaker
from kpdesk.desktop.focus_ring import FocusRing
from kpdesk.desktop.header import Header
from kpdesk.desktop.locking import STIRRING, Lock
from kpdesk.desktop.lookout import Lookout
from kpdesk.desktop.message_bar import MessageBar
from kpdesk.desktop.pages.page import Page
from kpdesk.desktop.rail import Rail
from kpdesk.desktop.status_bar import StatusBar
from kpdesk.desktop.unkept import NOT_PUT_BY, Unkept
from kpdesk.desktop.widgets import line, vbox
from kpdesk.desktop.window_commands import Commands
from kpdesk.domain.changes import Changes
from kpdesk.services import backups, lookup

BARE = ("start", "unlock")  # places without rail, header and status
WHILE_LOCKED = frozenset({"quit", "larger", "smaller", "normal", "theme", "fullscreen"})
PageMaker = Callable[[Desk], Page]
SLIM = 960
KEEP_EVERY_MS = 5 * 60_000
KEEP_AFTER_MS = 5_000  # the case is on the screen first, and its first page is read


class MainWindow(QMainWindow):
    """``pages`` maps a place to what makes its page, called at the first visit; ``drawers`` likewise, for the right."""

    def __init__(self, desk: Desk, pages: Mapping[str, PageMaker], make_reader: ReaderMaker) -> None:
        super().__init__()
        self.desk = desk
        self._makers = dict(pages)
        self.pages: dict[str, Page] = {}
        self.page: Page | None = None
        self._without = False  # whether a person said to close though something typed is lost by it
        self.setWindowTitle("kpdesk")
        self.setMinimumSize(640, 400)
        self.setAcceptDrops(True)
        self.door = CaseDoor(desk, self)
        self.lock = Lock(desk, self)
        self.rail = Rail()
        self.header = Header(desk)
        self.stack = QStackedWidget()
        self.messages = MessageBar(desk)
        self.status = StatusBar(desk)
        self.evidence = EvidencePane(desk, make_reader)
        self.evidence.hide()
        self._arrange()
        self.beside = Beside(self)
        self.commands = Commands(self)
        self._install_actions()
        self.ring = FocusRing(self)
        self._connect()
        self.unkept = Unkept(desk, self)  # after the pages hear of a case, which empties them
        self.keeper = QTimer(self)
        self.keeper.setInterval(KEEP_EVERY_MS)
        self.keeper.timeout.connect(self._back_up)
        self.keeper.start()
        self.first_keeper = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self.first_keeper.timeout.connect(self._after_opening)
        desk.case_leaving.connect(self.first_keeper.stop)
        self.restyle()
        self._restore()
        self.lookout = Lookout(desk, self.door, self.status, self)
        self.door.opened.connect(self._on_opened)
        self.door.opened.connect(self.lock.opened)
        self._on_case_changed()

    # parts

    def _arrange(self) -> None:
        right = QWidget()
        column = vbox(right)
        column.addWidget(self.stack, 1)
        column.addWidget(self.messages)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.evidence)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([560, 800])
        self.middle = QWidget()
        self.middle_row = QHBoxLayout(self.middle)
        self.middle_row.setContentsMargins(0, 0, 0, 0)
        self.middle_row.setSpacing(0)
        self.middle_row.addWidget(self.split, 1)
        body = QWidget()
        rows = vbox(body)
        self._lines = [line(upright=True), line(), line()]
        rows.addWidget(self.header)
        rows.addWidget(self._lines[1])
        rows.addWidget(self.middle, 1)
        rows.addWidget(self._lines[2])
        rows.addWidget(self.status)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(self._lines[0])
        across.addWidget(body, 1)
        self.setCentralWidget(whole)

    def _install_actions(self) -> None:
        self.actions_by_id: dict[str, QAction] = {}
        for action in actions.of_place("everywhere"):
            item = QAction(action.text, self)
            item.setObjectName(action.id)
            item.setShortcuts([QKeySequence(key) for key in actions.keys_of(action, self.desk.settings)])
            item.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            item.setAutoRepeat(action.id in ("undo", "redo", "larger", "smaller", "find.next", "find.previous"))
            item.triggered.connect(lambda _checked=False, name=action.id: self.trigger(name))
            self.addAction(item)
            self.actions_by_id[action.id] = item

    def _connect(self) -> None:
        desk = self.desk
        desk.case_changed.connect(self._on_case_changed)
        desk.changed.connect(self._on_changed)
        desk.went.connect(self._on_went)
        desk.evidence_asked.connect(self.beside.show)
        desk.bug.connect(lambda error: notices.show_bug(self, error))
        desk.left_side_of = lambda: self.page.where() if self.page else {}
        self.rail.chosen.connect(self._on_rail)
        self.header.finder.clicked.connect(lambda _checked=False: self.trigger("palette"))
        theme.current.changed.connect(self.restyle)

    # commands

    def handler(self, action_id: str) -> Callable[[], object] | None:
        """Who does a command now: the focused pane, else the page, else the window."""
        if self.lock.locked is not None:
            return self.commands.handlers().get(action_id) if action_id in WHILE_LOCKED else None
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self:
            own = getattr(widget, "handlers", None)
            if own is not None and action_id in (found := own()):
                return found[action_id]
            widget = widget.parentWidget()
        if self.page is not None and action_id in (found := self.page.handlers()):
            return found[action_id]
        return self.commands.handlers().get(action_id)

    def trigger(self, action_id: str) -> bool:
        """Do a command, wherever it was asked for. False where nobody here does it."""
        call = self.handler(action_id)
        if call is None:
            return False
        call()
        return True

    def _on_rail(self, place: str) -> None:
        self.rail.show_place(self.page.place if self.page else "")
        self.trigger(f"go.{place}" if f"go.{place}" in actions.BY_ID else place)

    # pages

    def page_of(self, place: str) -> Page:
        """The page of a place, made when first asked for."""
        if place not in self.pages:
            page = self._makers[place](self.desk)
            self.pages[place] = page
            page.header_changed.connect(lambda: self._on_header(page))
            page.beside_changed.connect(lambda: self.beside.later(page))
            self.stack.addWidget(page)
            self.install_letters(page)
        return self.pages[place]

    def install_letters(self, page: Page) -> None:
        """Give a page the commands of its places; who does them is asked when the key is pressed."""
        for place in page.action_places:
            found = {action.id: partial(self.trigger, action.id) for action in actions.of_place(place)}
            actions.install(page, place, found, self.desk.settings)
        actions.print_keys(page, self.desk.settings)

    def install_all_letters(self) -> None:
        """Settings changed which letters hold."""
        for page in self.pages.values():
            self.install_letters(page)
        for action in actions.of_place("everywhere"):
            keys = [QKeySequence(key) for key in actions.keys_of(action, self.desk.settings)]
            self.actions_by_id[action.id].setShortcuts(keys)

    def _on_went(self, place: str, where: dict[str, Any]) -> None:
        if place in ("history",):
            self.commands.toggle_history(show=True, **where)
            return
        page = self.page_of(place)
        before = self.page
        self.page = page
        self.stack.setCurrentWidget(page)
        self.rail.show_place(place)
        chrome = place not in BARE
        for widget in (self.rail, self.header, self.status, *self._lines):
            widget.setVisible(chrome)
        if before is not page:
            self.beside.leave(before)
        self.fit()
        focused = QApplication.focusWidget()
        if before is not page and focused is not None:
            focused.clearFocus()  # Qt gave it to whatever came first; the page says below where it belongs
        page.show_where(**where)
        self.header.show_page(page)
        self.beside.later(page)
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            panes = page.panes()
            (panes[0] if panes else page).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_header(self, page: Page) -> None:
        if page is self.page:
            self.header.refresh()

    # what happened

    def _on_case_changed(self) -> None:
        case = self.desk.case
        if case is None:
            self.setWindowTitle("kpdesk")
            for page in self.pages.values():
                page.reload(None)
            self.desk.go("start")
        else:
            self.say_title()
            self.status.say_saved()
            for page in self.pages.values():
                page.reload(None)
            self._count()
            self.desk.go("review" if self.rail.buttons["review"].count else "sources")

    def say_title(self) -> None:
        """The title names the case, unless that is switched off: it is seen in task lists and on screens shared."""
        case = self.desk.case
        name = case.settings().name if case is not None and self.desk.settings.title_case else ""
        self.setWindowTitle(f"{name} – kpdesk" if name else "kpdesk")

    def _on_changed(self, changes: Changes) -> None:
        for page in self.pages.values():
            if not page.reads or changes.touches(*page.reads):
                page.reload(changes)
        self._count()
        self.header.refresh()
        if changes.touches("case_settings"):
            self.say_title()

    def _count(self) -> None:
        if self.desk.case is not None:
            self.rail.set_count("review", lookup.undecided(self.desk.case))

    def _on_opened(self, _path: object) -> None:
        """As it was when it was opened, it is kept; unlocking is no opening."""
        if self.lock.locked is None:
            self.first_keeper.start()

    def _after_opening(self) -> None:
        """All of the case is read once: by the backup, where one is due, else by a check."""
        case = self.desk.case
        if case is not None and case.read_only:
            self.lookout.check(case)
        else:
            self._back_up("on opening", minutes=0, then=lambda kept: None if kept else self.lookout.check(case))

    def _back_up(
        self,
        why: str = "on a timer",
        *,
        minutes: int = backups.TIMED,
        then: Callable[[Any], object] = lambda kept: None,
    ) -> None:
        """Keep a backup where one is due, aside; a disk that is full does not stop the work."""
        case = self.desk.case
        if case is not None and not case.read_only:
            self.desk.back_up_aside(
                lambda progress: backups.back_up_if_due(case, why, minutes=minutes, progress=progress), then
            )

    # shape

    def restyle(self) -> None:
        """The theme or the letters changed."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setStyleSheet(stylesheet.sheet())
        icons.redress_all()
        self.fit()

    def fit(self) -> None:
        """Fold and unfold for the width there is."""
        width = self.width()
        self.rail.relayout(narrow=width < SLIM)
        self.header.relayout(width)
        self.beside.fit()
        if self.page is not None:
            # Without the reader the page has all of it, also before Qt has laid that out.
            room = self.split.width() if self.evidence.isHidden() else self.stack.width()
            self.page.fit(room or width)
        if hasattr(self, "commands"):
            self.commands.replace_drawer()

    def _restore(self) -> None:
        kept = self.desk.settings.window
        if not (kept and self.restoreGeometry(QByteArray(base64.b64decode(kept)))):
            self.resize(1280, 800)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.settings.window = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self.desk.settings.save()
        self.hide()  # what is still to be written has a moment, and nobody waits for it
        if self.unkept.lost_if_closed() and not self._without:
            self.show()
            event.ignore()
            steps = [("Try again", self.close), ("Close without it", self._close_without)]
            self.desk.say(f"{NOT_PUT_BY} Keep it, or make room.", "warn", steps)
            return
        self.desk.case_leaving.emit()
        self.desk.jobs.stop_all()
        if self.desk.case is not None:
            self.desk.case.close()
            self.desk.case = None
        super().closeEvent(event)

    def _close_without(self) -> None:
        self._without = True
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only what the system sends this window. A filter of the application would be asked for every event of
        # every widget, which took a third of the time in which pages are made and restyled.
        self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo in a text field with nothing to undo means the case; keys and pointer put a lock off."""
        if event.type() in STIRRING:
            self.lock.stir()
        field = QApplication.focusWidget()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(field, QLineEdit):
            if QApplication.activePopupWidget() is not None:
                return False
            if event.matches(QKeySequence.StandardKey.Undo) and not field.isUndoAvailable():
                return self.trigger("undo")
            if event.matches(QKeySequence.StandardKey.Redo) and not field.isRedoAvailable():
                return self.trigger("redo")
        return False

    def dragEnterEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if event.mimeData().hasUrls() and self.lock.locked is None:
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self.commands.take_files([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

"""The composition root of the window: it alone knows every page and puts them together."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from kpdesk import resources, settings
from kpdesk.desktop import theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.jobs import Sweeper
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.not_yet import NotYetPage
from kpdesk.desktop.pages.page import Page

# place: (module under kpdesk.desktop, class). A module is read when its place is first visited.
PAGES: dict[str, tuple[str, str]] = {
    "start": ("pages.start", "StartPage"),
    "sources": ("pages.sources", "SourcesPage"),
    "paste": ("pages.paste", "PastePage"),
    "review": ("pages.review", "ReviewPage"),
    "actors": ("pages.actors", "ActorsPage"),
    "correction": ("pages.correction", "CorrectionPage"),
    "merge": ("pages.merge", "MergePage"),
    "meetings": ("pages.meetings", "MeetingsPage"),
    "positions": ("pages.positions", "PositionsPage"),
    "briefings": ("pages.briefings", "BriefingsPage"),
    "find": ("pages.find", "FindPage"),
    "settings": ("pages.settings", "SettingsPage"),
    "backups": ("pages.backups", "BackupsPage"),
    "reference": ("pages.reference", "ReferencePage"),
    "protection": ("pages.protection", "ProtectionPage"),
    "copy_out": ("pages.copy_out", "CopyOutPage"),
    "merge_back": ("pages.merge_back", "MergeBackPage"),
    "check": ("pages.check", "CheckPage"),
    "diagnostic": ("pages.diagnostic", "DiagnosticPage"),
    "unlock": ("pages.unlock", "UnlockPage"),
    "erase": ("pages.erase", "ErasePage"),
}
FRAME = 40  # pixels that a title bar takes, about
READER = ("reader.pane", "ReaderPane")


def make_page(desk: Desk, place: str) -> Page:
    """The page of a place."""
    module, name = PAGES[place]
    full = f"kpdesk.desktop.{module}"
    try:
        return getattr(import_module(full), name)(desk)
    except ModuleNotFoundError as fault:
        if fault.name != full:
            raise
        return NotYetPage(desk, place, place.capitalize())


def make_reader(desk: Desk) -> QWidget:
    """The reader that opens beside a page."""
    module, name = READER
    return getattr(import_module(f"kpdesk.desktop.{module}"), name)(desk)


def make_application(argv: list[str] | None = None) -> QApplication:
    """The one QApplication, in Fusion."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(argv if argv is not None else sys.argv[:1])
    app.setApplicationName("kpdesk")
    app.setApplicationDisplayName("kpdesk")
    app.setDesktopFileName("kpdesk")
    app.setStyle("Fusion")
    for name in ("icon.svg", "icon.png"):
        picture = resources.assets() / name
        if picture.exists():
            app.setWindowIcon(QIcon(str(picture)))
            break
    return app


def make_window(prefer: settings.Settings | None = None) -> MainWindow:
    """A window on no case. Needs an application."""
    prefer = prefer if prefer is not None else settings.load()
    theme.current.reduced_motion = prefer.reduced_motion
    theme.current.apply(choice=prefer.theme, scale=prefer.scale)
    desk = Desk(prefer)
    pages = {place: (lambda desk, place=place: make_page(desk, place)) for place in PAGES}
    return MainWindow(desk, pages, make_reader)


def show(window: QWidget) -> None:
    """Show a window; maximised where the screen has no room for it and its frame, so that its foot is seen."""
    room = window.screen().availableGeometry()
    if window.width() > room.width() or window.height() + FRAME > room.height():
        window.showMaximized()
    else:
        window.show()


def open_window(path: Path | None, *, sample: bool = False) -> int:
    """Open the window, on a case or the sample when asked for; returns when it was closed."""
    app = make_application()
    window = make_window()
    sweeper = Sweeper(window)
    sys.excepthook = lambda _kind, error, _trace: window.desk.fail(error)
    show(window)
    if path is not None:
        QTimer.singleShot(0, lambda: window.door.open(path))
    elif sample:
        QTimer.singleShot(0, window.door.sample)
    code = app.exec()
    sweeper.stop()
    return code


def main(argv: list[str] | None = None) -> int:
    """``kpdesk-desk [CASEFILE]``: the window."""
    given = sys.argv[1:] if argv is None else argv
    return open_window(Path(given[0]) if given else None)

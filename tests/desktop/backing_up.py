"""Backing up by the window's own command, for the tests of backups and of the way back to them."""

from __future__ import annotations

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.backups import BackupsPage


def settled(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    qtbot.waitUntil(lambda: window.desk.case is not None and not window.desk.jobs.busy(), timeout=30_000)


def backed_up(window: MainWindow, qtbot) -> BackupsPage:  # type: ignore[no-untyped-def]
    """By the command, as from the palette."""
    window.trigger("case.back_up")
    settled(window, qtbot)
    page = window.pages["backups"]
    assert isinstance(page, BackupsPage)
    return page

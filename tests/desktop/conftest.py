"""The window as a person has it: on a case, with real services and a real file. A bug or a stray dialog fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from kpdesk import main
from kpdesk.desktop import notices, theme
from kpdesk.desktop.desk import Desk
from kpdesk.desktop.main_window import MainWindow
from kpdesk.settings import Settings
from kpdesk.store.case import CaseFile
from tests.builders import a_case, a_full_case


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Fusion, light, normal letters; whatever a test changed is put back."""
    main.make_application()
    theme.current.apply(choice="light", scale=1.0)
    yield
    # Without this every widget lives on to the end of the run, and each new style sheet is laid over all of them.
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.close()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A person's settings, in the test's own folder."""
    return Settings(theme="light", path=tmp_path / "settings.toml")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """A case with something of most kinds in it."""
    made = a_full_case(tmp_path)
    yield made
    made.close()


@pytest.fixture
def empty_case(tmp_path: Path) -> Iterator[CaseFile]:
    made = a_case(tmp_path, file="empty.kpdesk")
    yield made
    made.close()


@pytest.fixture
def bugs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """Bugs that the window would have shown. One that a test does not take out of the list fails it."""
    seen: list[BaseException] = []
    monkeypatch.setattr(notices, "show_bug", lambda _parent, error: seen.append(error))
    yield seen
    assert seen == []


@pytest.fixture
def desk(settings: Settings, bugs: list[BaseException], qtbot: QtBot) -> Iterator[Desk]:
    """A desk without a window, for pages and panes alone."""
    made = Desk(settings)
    made.bug.connect(bugs.append)
    yield made
    made.jobs.stop_all()


@pytest.fixture
def open_on(qtbot: QtBot, settings: Settings, bugs: list[BaseException]) -> Iterator[Callable[..., MainWindow]]:
    """Open the real window on a case (or on none), at a size."""
    windows: list[MainWindow] = []

    def make(case: CaseFile | None = None, width: int = 1280, height: int = 800) -> MainWindow:
        window = main.make_window(settings)
        qtbot.addWidget(window)
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        if case is not None:
            window.desk.take_case(case)
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.desk.jobs.stop_all()
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_on: Callable[..., MainWindow], case: CaseFile) -> MainWindow:
    """The window on the full case."""
    return open_on(case)

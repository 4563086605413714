"""The composition root: a window at once, spaCy only when something is read, every place has its page."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QApplication, QComboBox, QWidget

from kpdesk import main
from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.page import Page
from tests.desktop.conftest import *  # noqa: F403


def test_the_window_comes_without_the_language_model() -> None:
    """Nothing of spaCy is imported before a text is read."""
    code = (
        "import sys; from kpdesk import main, settings; app = main.make_application(['kpdesk']);"
        "window = main.make_window(settings.Settings()); window.show(); app.processEvents();"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('spacy', 'thinc', 'typst', 'docx')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("place", [place for place in main.PAGES if place != "protection"])
def test_every_place_has_a_page_of_its_own(place: str) -> None:
    """The registry names modules that are there."""
    module, name = main.PAGES[place]
    assert issubclass(getattr(import_module(f"kpdesk.desktop.{module}"), name), Page)


class _Windows(QObject):
    """Notes every window that shows itself."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_every_place_can_be_shown_in_the_one_window(window: MainWindow, qapp: QApplication) -> None:
    """No page fails on an ordinary case, and none lets a stray window flash up."""
    windows = _Windows()
    qapp.installEventFilter(windows)
    for place in main.PAGES:
        window.desk.go(place)
        assert window.page is window.pages[place]
    qapp.removeEventFilter(windows)
    assert windows.seen == []


def test_every_control_has_a_name(window: MainWindow) -> None:
    """What a screen reader meets says what it is, in every place."""
    nameless = []
    for place in main.PAGES:
        window.desk.go(place)
        for widget in window.findChildren(QWidget):
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
            inner = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QAbstractScrollArea)
            if takes and not inner and not widget.accessibleName() and not getattr(widget, "text", str)():
                nameless.append((place, type(widget).__name__, widget.objectName()))
    assert nameless == []


def test_a_window_larger_than_the_screen_opens_maximised(qtbot) -> None:  # type: ignore[no-untyped-def]
    """Or its status line would lie below the edge; one that fits keeps its size."""
    large, small = QWidget(), QWidget()
    for made in (large, small):
        qtbot.addWidget(made)
    room = large.screen().availableGeometry()
    large.resize(400, room.height())
    small.resize(400, 300)
    main.show(large)
    main.show(small)
    assert large.isMaximized() and not small.isMaximized()
    assert small.width() == 400

"""Pop-ups over a veil."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.overlay import Overlay


def test_a_click_beside_it_closes_it(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Inside it, nothing."""
    made = Overlay(window, width=300, name="Test")
    made.open()
    made.panel.setGeometry(100, 100, 300, 200)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=made.panel.geometry().center())
    assert made.isVisible()
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not made.isVisible()


def test_it_fits_small_windows(window: MainWindow) -> None:
    """And follows when the window changes."""
    made = Overlay(window, width=900, name="Test")
    made.open()
    window.resize(640, 400)
    QApplication.processEvents()
    assert made.size() == window.size()
    assert made.rect().contains(made.panel.geometry())

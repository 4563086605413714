"""Exactly one focus ring, around what has the focus."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from kpdesk.desktop.main_window import MainWindow


def test_the_ring_follows_the_focus(window: MainWindow) -> None:
    """Around the control, two pixels away, in front."""
    window.header.finder.setFocus()
    assert window.ring.around() is window.header.finder
    finder = window.header.finder
    corner = finder.mapTo(window, finder.rect().topLeft())
    assert window.ring.geometry().topLeft() == corner - type(corner)(4, 4)
    window.rail.buttons["actors"].setFocus()
    assert window.ring.around() is window.rail.buttons["actors"]


def test_the_ring_takes_no_clicks_and_goes_with_the_control(window: MainWindow) -> None:
    """What is hidden has no ring."""
    window.header.finder.setFocus()
    window.header.finder.hide()
    assert window.ring.around() is not window.header.finder
    window.header.finder.show()
    assert QApplication.widgetAt(window.ring.mapToGlobal(window.ring.rect().topLeft())) is not window.ring

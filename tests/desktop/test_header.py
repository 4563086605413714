"""The header says place, view and count; back and forward are live when there is somewhere to go."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kpdesk.desktop.main_window import MainWindow


def test_place_and_count_can_be_read(window: MainWindow) -> None:
    """The first of the checks on every screen."""
    window.desk.go("actors")
    assert window.header.title.text() == "Actors  ·  2 actors"


def test_back_comes_alive(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """And goes back."""
    window.desk.go("sources")
    window.desk.go("actors")
    qtbot.mouseClick(window.header.back, Qt.MouseButton.LeftButton)
    assert window.page is window.pages["sources"]
    assert window.header.forward.isEnabled()


def test_the_widgets_are_those_of_the_page(window: MainWindow) -> None:
    """The view switch of one place does not stay in another."""
    window.desk.go("sources")
    switch = window.pages["sources"].header_widgets()[0]
    assert switch.isVisible()
    window.desk.go("settings")
    assert not switch.isVisible()


def test_the_field_opens_the_palette(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """It looks like a field and is the way to find."""
    from kpdesk.desktop.palette import Palette

    window.header.finder.clicked.emit()
    assert window.findChild(Palette) is not None

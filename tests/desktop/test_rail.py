"""The rail: six places, a count, icons only when narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.rail import Rail


def test_the_order_is_that_of_the_work(qtbot) -> None:  # type: ignore[no-untyped-def]
    """Sources first, Settings last."""
    rail = Rail()
    qtbot.addWidget(rail)
    assert list(rail.buttons) == [
        "sources",
        "review",
        "actors",
        "meetings",
        "positions",
        "briefings",
        "history",
        "settings",
    ]


def test_a_click_goes_there(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    """And marks where one is."""
    qtbot.mouseClick(window.rail.buttons["actors"], Qt.MouseButton.LeftButton)
    assert window.page is not None and window.page.place == "actors"
    assert [place for place, made in window.rail.buttons.items() if made.isChecked()] == ["actors"]


def test_what_is_to_decide_is_counted_and_spoken(qtbot) -> None:  # type: ignore[no-untyped-def]
    """A number in the picture is a word for a screen reader."""
    rail = Rail()
    qtbot.addWidget(rail)
    rail.set_count("review", 31)
    assert rail.buttons["review"].accessibleName() == "Review, 31 to decide"


def test_a_narrow_rail_has_targets_one_can_hit(qtbot) -> None:  # type: ignore[no-untyped-def]
    """48 wide, 40 high."""
    rail = Rail()
    qtbot.addWidget(rail)
    rail.relayout(narrow=True)
    assert rail.width() == 48
    assert {made.height() for made in rail.buttons.values()} == {40}

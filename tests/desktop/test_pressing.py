"""Buttons under the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kpdesk.desktop import widgets
from kpdesk.desktop.pressing import LinkButton


def test_return_presses_a_button_as_space_does(qtbot) -> None:  # type: ignore[no-untyped-def]
    """Whoever walks to a button with Tab need not know that Qt waits for Space."""
    pressed: list[str] = []
    made = widgets.button("Accept 17 shown", lambda: pressed.append("words"))
    small = widgets.icon_button("x", "Close", lambda: pressed.append("icon"))
    for each in (made, small):
        qtbot.addWidget(each)
        qtbot.keyClick(each, Qt.Key.Key_Return)
        qtbot.keyClick(each, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["words", "icon"]


def test_a_title_that_does_not_fit_ends_in_an_ellipsis_and_keeps_its_name(qtbot) -> None:  # type: ignore[no-untyped-def]
    """The whole of it is the tooltip, and what a screen reader says."""
    title = "Monitors stay away from the second session of the working group in Windhoek"
    made = LinkButton(title, lambda: None)
    qtbot.addWidget(made)
    made.resize(200, 32)
    made.show()
    assert made.text().endswith("…") and made.toolTip() == title and made.accessibleName() == title
    made.resize(made.sizeHint().width(), 32)
    assert made.text() == title and made.toolTip() == ""

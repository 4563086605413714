"""The message bar: one line, Undo first, errors stay."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.message_bar import STAYS_MS
from kpdesk.services import making
from kpdesk.store.case import CaseFile
from tests.builders import an_actor


def test_undo_is_the_first_button(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Pressing it takes the deed back."""
    window.desk.do(making.add, an_actor(name="Obert Mpofu"))
    assert window.messages.text() == "Added Obert Mpofu."
    undo = window.messages.buttons()[0]
    assert undo.text() == "Undo"
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert not case.all("actor", name="Obert Mpofu")


def test_success_leaves_and_errors_stay(window: MainWindow) -> None:
    """Ten seconds for what went well; what went wrong waits to be read."""
    window.desk.say("Done.", "ok")
    assert window.messages._timer.isActive() and window.messages._timer.interval() == STAYS_MS
    window.messages._timer.timeout.emit()
    assert window.messages.text() == ""
    window.desk.say("The disk is full.", "error")
    assert not window.messages._timer.isActive()


def test_a_message_that_is_focused_does_not_leave(window: MainWindow) -> None:
    """No time limit for somebody who is reading it."""
    window.desk.say("Done.", "ok", [("Undo", lambda: None)])
    window.messages.buttons()[0].setFocus()
    window.messages._timer.timeout.emit()
    assert window.messages.text() == "Done."


def test_it_pushes_and_covers_nothing(window: MainWindow) -> None:
    """The page gets smaller, nothing lies under the bar."""
    high = window.stack.height()
    window.desk.say("Done.", "ok")
    window.centralWidget().layout().activate()
    assert window.stack.height() <= high
    assert window.messages.geometry().top() >= window.stack.geometry().bottom()


def test_earlier_messages_lead_to_history(window: MainWindow) -> None:
    """One at a time; the rest is not lost."""
    for n in range(3):
        window.desk.say(f"Did {n}.", "ok")
    assert window.messages._more.text() == "+2 more"


def test_a_message_leaves_where_it_leads(window: MainWindow) -> None:
    """Whoever is in Review needs no way there; other places leave it."""
    window.desk.say("Read “Monitors”: 3 to decide.", "ok", leads_to="review")
    window.desk.go("actors")
    assert window.messages.text() == "Read “Monitors”: 3 to decide."
    window.desk.go("review")
    assert window.messages.text() == ""

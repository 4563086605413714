"""The reader beside a page: pinned on wide windows, in place of the list on others."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile


def _widen(window: MainWindow, qtbot: QtBot, width: int) -> None:
    window.resize(width, 1000)
    qtbot.waitUntil(lambda: window.width() == width)


def test_a_wide_window_shows_what_an_actor_rests_on_beside_its_page(
    window: MainWindow, case: CaseFile, qtbot: QtBot
) -> None:
    """List, page and characters side by side, without asking, and the focus stays where it is."""
    _widen(window, qtbot, 2200)
    window.desk.go("actors", actor_id=case.all("actor", name="Ana Sithole")[0].id)
    qtbot.waitUntil(window.evidence.isVisible)
    assert "Ana Sithole" in window.evidence.reader.text.toPlainText()
    assert not window.page.list.isHidden()
    assert window.split.indexOf(window.evidence) == 1
    assert window.page.isAncestorOf(QApplication.focusWidget())


def test_a_pinned_reader_that_was_closed_stays_closed_on_this_page(
    window: MainWindow, case: CaseFile, qtbot: QtBot
) -> None:
    """Until evidence is asked for again."""
    _widen(window, qtbot, 2200)
    actor = case.all("actor", name="Ana Sithole")[0]
    window.desk.go("actors", actor_id=actor.id)
    qtbot.waitUntil(window.evidence.isVisible)
    window.evidence.close_button.click()
    window.page.open_one(actor.id)
    window.beside._follow()
    assert window.evidence.isHidden() and not window.page.list.isHidden()
    window.trigger("evidence")
    assert window.evidence.isVisible()


def test_evidence_that_was_asked_for_takes_the_focus_and_gives_it_back(
    window: MainWindow, case: CaseFile, qtbot: QtBot
) -> None:
    """Ctrl+E goes to the characters; closing returns to where one was."""
    window.resize(1280, 800)
    window.desk.go("meetings", meeting_id=case.all("meeting")[0].id)
    opener = QApplication.focusWidget()
    window.trigger("evidence")
    assert window.evidence.isAncestorOf(QApplication.focusWidget())
    window.trigger("escape")
    assert window.evidence.isHidden() and QApplication.focusWidget() is opener


def test_a_window_made_narrow_gives_the_list_back(window: MainWindow, case: CaseFile, qtbot: QtBot) -> None:
    """The pinned reader goes; nothing is left half open."""
    _widen(window, qtbot, 2200)
    window.desk.go("actors", actor_id=case.all("actor")[0].id)
    qtbot.waitUntil(window.evidence.isVisible)
    _widen(window, qtbot, 1280)
    assert window.evidence.isHidden() and not window.page.list.isHidden()
    assert window.split.indexOf(window.evidence) == 0

"""The palette: commands and things in one field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.palette import Palette
from kpdesk.store.case import CaseFile

CTRL = Qt.KeyboardModifier.ControlModifier


def _open(window: MainWindow, words: str) -> Palette:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_K, CTRL)
    made = window.findChildren(Palette)[-1]
    QTest.keyClicks(made.field, words)
    made.search()
    return made


def test_a_thing_is_found_as_one_types_and_opened(window: MainWindow, case: CaseFile) -> None:
    """Half a name, Return, and one is on its page."""
    palette = _open(window, "sitho")
    assert palette.model.rows[0].text == "Ana Sithole"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page is window.pages["actors"]
    assert window.page.view.actor_id == case.all("actor", name="Ana Sithole")[0].id


def test_a_command_is_found_by_its_words(window: MainWindow) -> None:
    """With its key printed beside it."""
    palette = _open(window, "> full")
    assert [row.text for row in palette.model.rows] == ["Full screen"]
    assert palette.model.rows[0].about == "F11"


def test_ctrl_return_shows_the_evidence(window: MainWindow) -> None:
    """Straight to the characters."""
    palette = _open(window, "cannot sit")
    assert palette.model.rows[0].group == "Statements"
    QTest.keyClick(palette.field, Qt.Key.Key_Return, CTRL)
    assert window.page is window.pages["sources"] or window.evidence.isVisible()


def test_arrows_choose_and_escape_gives_the_focus_back(window: MainWindow) -> None:
    """Nothing happens that was not asked for."""
    window.desk.go("sources")
    before = QApplication.focusWidget()
    palette = _open(window, "go to")
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.view.currentIndex().row() == 1
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is before


def test_letters_below_do_not_fire_while_it_is_open(window: MainWindow) -> None:
    """What is typed goes into the field."""
    window.desk.go("review")
    palette = _open(window, "a")
    assert palette.field.text() == "a"


def test_odd_input_is_text(window: MainWindow) -> None:
    """Quotes, stars, brackets: never an error."""
    for words in ('"', "*", "(", "'); --", "NEAR("):
        palette = _open(window, words)
        assert palette.model.rows
        palette.leave()

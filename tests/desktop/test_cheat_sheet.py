"""F1: every key that holds here, from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop import actions
from kpdesk.desktop.cheat_sheet import CheatSheet
from kpdesk.desktop.main_window import MainWindow


def _open(window: MainWindow) -> CheatSheet:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)
    return window.findChildren(CheatSheet)[-1]


def test_every_command_with_a_key_is_on_it(window: MainWindow) -> None:
    """The sheet cannot drift from what the keys do."""
    window.desk.go("review")
    printed = {words for _place, words, _keys in _open(window).rows()}
    wanted = {a.text for a in actions.of_place("everywhere", "review", "reader") if a.keys}
    assert wanted <= printed


def test_the_own_keys_of_the_page_come_first(window: MainWindow) -> None:
    """What one came for."""
    window.desk.go("review")
    assert _open(window).rows()[0][:2] == ("Review", "Accept")


def test_switched_off_letters_are_not_promised(window: MainWindow) -> None:
    """It says what holds now."""
    window.desk.settings.single_keys = False
    window.desk.go("review")
    assert "Accept" not in {words for _place, words, _keys in _open(window).rows()}


def test_it_closes_on_escape(window: MainWindow) -> None:
    """And gives the focus back."""
    sheet = _open(window)
    QTest.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()

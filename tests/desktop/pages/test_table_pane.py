"""A table with its record: sorted by the header, filtered, edited, removed, copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.table_pane import TablePane
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def table(window: MainWindow, case: CaseFile) -> TablePane:
    put(case, an_actor(name="Zulu", kind="ngo"), an_actor(name="Alpha", kind="ngo"))
    window.desk.go("actors", view="table")
    pane = window.pages["actors"].table
    pane.reload()
    pane.view.setFocus()
    return pane


def _names(table: TablePane) -> list[str]:
    return [str(table.model.value(n, "name")) for n in range(table.model.total)]


def test_a_click_on_the_header_sorts(table: TablePane) -> None:
    """A second one turns it round."""
    table.view.horizontalHeader().sectionClicked.emit(0)
    assert _names(table) == sorted(_names(table))
    table.view.horizontalHeader().sectionClicked.emit(0)
    assert _names(table) == sorted(_names(table), reverse=True)


def test_f2_opens_the_record_and_keeping_shows_in_the_row(table: TablePane, case: CaseFile) -> None:
    """Edit in the card, see it in the table."""
    table.choose(case.all("actor", name="Zulu")[0].id)
    QTest.keyClick(table.view, Qt.Key.Key_F2)
    assert table.card.isVisible()
    QTest.keyClicks(QApplication.focusWidget(), "Yankee")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert "Yankee" in _names(table) and "Zulu" not in _names(table)


def test_several_rows_go_at_once_and_come_back(table: TablePane, case: CaseFile, window: MainWindow) -> None:
    """One deed."""
    total = table.model.total
    table.view.select_row(0)
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert table.model.total == total - 2
    assert window.messages.text().startswith("Removed 2 actors")
    window.messages.buttons()[0].click()
    assert table.model.total == total


def test_ctrl_f_filters_here(table: TablePane) -> None:
    """And Return goes back to the rows."""
    QTest.keyClick(table.view, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "alph")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert _names(table) == ["Alpha"]
    assert QApplication.focusWidget() is table.view


def test_rows_are_copied_as_text(table: TablePane, case: CaseFile) -> None:
    """For a spreadsheet."""
    table.choose(case.all("actor", name="Zulu")[0].id)
    QTest.keyClick(table.view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().startswith("Zulu\tNGO\t")


def test_evidence_is_one_key_away(window: MainWindow) -> None:
    """Ctrl+E from any row."""
    window.desk.go("sources", view="statements")
    pane = window.pages["sources"].table
    pane.view.setFocus()
    pane.view.select_row(0)
    QTest.keyClick(pane.view, Qt.Key.Key_E, CTRL)
    assert window.pages["sources"].switch.key() == "texts"

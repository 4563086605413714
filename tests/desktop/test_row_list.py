"""The two-line list: filter, choose, open, remove."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kpdesk.desktop.models.record_table import RecordTable
from kpdesk.desktop.row_list import Line, RowList
from kpdesk.services import lookup
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put


@pytest.fixture
def rows(case: CaseFile, qtbot) -> RowList:  # type: ignore[no-untyped-def]
    put(case, an_actor(name="Zulu", kind="person"), an_actor(name="Alpha", kind="ngo"))
    model = RecordTable("actors", lambda query: lookup.page(case, query), one_column=True)
    made = RowList(model, lambda row: Line(title=str(row["name"])), "Actors", QLabel("nothing"))
    qtbot.addWidget(made)
    made.reload()
    made.show()
    return made


def test_the_filter_narrows_and_return_goes_to_the_first(rows: RowList, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Type, Return, there."""
    QTest.keyClicks(rows.filter, "zu")
    with qtbot.waitSignal(rows.chosen) as told:
        QTest.keyClick(rows.filter, Qt.Key.Key_Return)
    assert rows.model.total == 1
    assert rows.model.value(0, "name") == "Zulu"
    assert told.args == [rows.current()]


def test_a_filter_that_matches_nothing_says_so(rows: RowList) -> None:
    """No silent empty list."""
    rows.filter.setText("xyz")
    QTest.keyClick(rows.filter, Qt.Key.Key_Return)
    assert rows.foot.text() == "Nothing matches this filter."


def test_reading_again_keeps_the_place(rows: RowList, case: CaseFile) -> None:
    """And goes to the next where the record is gone."""
    rows.choose_first()
    second = rows.model.record_id(1)
    rows.view.setCurrentIndex(rows.model.index(1, 0))
    rows.reload()
    assert rows.current() == second
    with case.unit("Removed") as unit:
        unit.remove("actor", second)
    rows.reload()
    assert rows.current() not in (None, second)


def test_del_asks_to_remove_what_is_selected(rows: RowList, qtbot) -> None:  # type: ignore[no-untyped-def]
    """One or many."""
    rows.view.setFocus()
    rows.choose_first()
    QTest.keyClick(rows.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(rows.removed) as told:
        QTest.keyClick(rows.view, Qt.Key.Key_Delete)
    assert told.args == [[rows.model.record_id(0), rows.model.record_id(1)]]


def test_return_opens(rows: RowList, qtbot) -> None:  # type: ignore[no-untyped-def]
    """As everywhere."""
    rows.choose_first()
    with qtbot.waitSignal(rows.opened):
        QTest.keyClick(rows.view, Qt.Key.Key_Return)


def test_an_empty_case_shows_what_to_do(empty_case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The empty state instead of an empty list."""
    model = RecordTable("actors", lambda query: lookup.page(empty_case, query), one_column=True)
    made = RowList(model, lambda row: Line(title=""), "Actors", QLabel("nothing"))
    qtbot.addWidget(made)
    made.show()
    made.reload()
    assert made.empty.isVisible() and not made.filter.isVisible()


def test_a_record_that_the_filter_hid_is_current_again_without_it(rows: RowList) -> None:
    """What is shown beside the list is marked in it, or nothing is."""
    rows.choose_first()
    shown = rows.current()
    rows.filter.setText("xyz")
    rows.filter.settle()
    assert rows.current() is None
    rows.filter.clear()
    rows.filter.settle()
    assert rows.current() == shown
    assert not rows.choose("no such record") and rows.current() is None

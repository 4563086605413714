"""Rows to tick and to order."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kpdesk.desktop.forms.check_list import CheckList


def filled(qtbot) -> CheckList:
    made = CheckList("Sections", movable=True)
    qtbot.addWidget(made)
    made.fill([("a", "Summary", True, True), ("b", "What happened", False, True), ("c", "What moved", True, False)])
    return made


def test_space_ticks_and_control_with_an_arrow_moves(qtbot) -> None:
    """Each is told once; the row that moved stays the current one."""
    rows = filled(qtbot)
    assert rows.ids(ticked=True) == ["a", "c"] and rows.current_id() == "a"
    with qtbot.waitSignal(rows.edited):
        qtbot.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert rows.ids() == ["b", "a", "c"] and rows.current_id() == "a"
    with qtbot.waitSignal(rows.edited):
        qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert rows.ids(ticked=True) == ["c"]


def test_what_is_not_reviewed_looks_so_and_filling_tells_nothing(qtbot) -> None:
    """A ring before the words; the current row stays where it is still there."""
    rows = filled(qtbot)
    assert [rows.item(n).text()[0] for n in range(3)] == ["S", "W", "◌"]
    rows.setCurrentRow(2)
    with qtbot.assertNotEmitted(rows.edited):
        rows.fill([("c", "What moved", True, True), ("b", "What happened", True, True)])
    assert rows.current_id() == "c"

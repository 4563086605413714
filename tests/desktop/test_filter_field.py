"""The field above a list: what is typed narrows, and the keys lead to the rows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kpdesk.desktop.filter_field import FilterField
from kpdesk.desktop.widgets import vbox


def a_field(qtbot):
    whole = QWidget()
    field = FilterField("Filter the rows")
    vbox(whole).addWidget(field)
    qtbot.addWidget(whole)
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    field.setFocus()
    return whole, field


def test_return_and_down_lead_to_the_rows_with_what_was_typed(qtbot):
    """The rows are those of the words, however fast one is."""
    _whole, field = a_field(qtbot)
    told = []
    field.settled.connect(lambda: told.append(field.text()))
    field.left.connect(lambda: told.append("rows"))
    qtbot.keyClicks(field, "kin")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClicks(field, "s")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["kin", "rows", "kins", "rows"]


def test_a_pause_is_enough(qtbot):
    """As one types, without Return."""
    _whole, field = a_field(qtbot)
    with qtbot.waitSignal(field.settled):
        qtbot.keyClicks(field, "kin")


def test_esc_empties_the_field_before_it_closes_anything_else(qtbot):
    """The second Esc is the window's."""
    whole, field = a_field(qtbot)
    closed = []
    escape = QAction(whole)
    escape.setShortcut(QKeySequence("Esc"))
    escape.triggered.connect(lambda: closed.append(True))
    whole.addAction(escape)
    qtbot.keyClicks(field, "kin")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "" and closed == []
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert closed == [True]

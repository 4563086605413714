"""The small parts: plain text, names on everything, a switch that folds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget

from kpdesk.desktop import widgets
from kpdesk.desktop.models.plain_table import PlainTable


def test_a_label_shows_markup_as_text(qtbot) -> None:  # type: ignore[no-untyped-def]
    """Rich text would open addresses out of pasted pages."""
    for made in (widgets.label("<b>x</b>"), widgets.Elided("<b>x</b>")):
        qtbot.addWidget(made)
        assert made.textFormat() is Qt.TextFormat.PlainText


def test_a_buttons_name_is_without_its_key(qtbot) -> None:  # type: ignore[no-untyped-def]
    """A screen reader says the words, and the key as a description."""
    made = widgets.button("Accept", key="A")
    qtbot.addWidget(made)
    assert (made.accessibleName(), made.accessibleDescription(), made.text()) == ("Accept", "A", "Accept   A")


def test_a_switch_becomes_a_list_where_there_is_no_room(qtbot) -> None:  # type: ignore[no-untyped-def]
    """Narrow windows and large letters."""
    made = widgets.Segmented((("a", "Overview"), ("b", "Statements 41"), ("c", "Appearances 63")))
    qtbot.addWidget(made)
    made.show()
    made.resize(made.sizeHint())
    assert not made.folded()
    made.resize(140, made.height())
    assert made.folded()
    chosen: list[str] = []
    made.chosen.connect(chosen.append)
    made.focus_target().setFocus()
    qtbot.keyClick(made.focus_target(), Qt.Key.Key_Down)
    assert made.key() in ("a", "b")
    made.choose("c")
    assert (made.key(), made.focus_target().currentText()) == ("c", "Appearances 63")


def test_an_empty_state_has_one_button(qtbot) -> None:  # type: ignore[no-untyped-def]
    """It says why, and does something about it."""
    done: list[int] = []
    made = widgets.EmptyState("users", "No actors yet.", "They appear later.", "Add", lambda: done.append(1))
    qtbot.addWidget(made)
    made.show()
    qtbot.mouseClick(made.button, Qt.MouseButton.LeftButton)
    assert done == [1]


def test_columns_share_the_width(qtbot) -> None:  # type: ignore[no-untyped-def]
    """No void at the right, no scrolling where shrinking is enough."""
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(PlainTable(("a", "b", "c"), view))
    view.resize(900, 200)
    view.show()
    widgets.share_width(view, (100, 300, 100))
    assert view.columnWidth(1) == view.viewport().width() - 200
    view.resize(400, 200)
    widgets.share_width(view, (100, 300, 100))
    assert sum(view.columnWidth(n) for n in range(3)) <= view.viewport().width()


def test_clearing_a_layout_leaves_nothing(qtbot) -> None:  # type: ignore[no-untyped-def]
    """Rows made anew do not pile up."""
    outer = QWidget()
    qtbot.addWidget(outer)
    column = widgets.vbox(outer)
    inner = widgets.hbox()
    inner.addWidget(widgets.label("x"))
    column.addLayout(inner)
    widgets.clear(column)
    assert column.count() == 0

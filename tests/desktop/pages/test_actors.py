"""Actors: list and page, by hand made, renamed onto another, removed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.main_window import MainWindow
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_page_follows_the_list(window: MainWindow) -> None:
    """Arrow keys show the next actor."""
    window.desk.go("actors")
    page = window.pages["actors"]
    page.list.choose_first()
    first = page.view.heading.text()
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.view.heading.text() not in ("", first)


def test_an_actor_is_made_by_hand_and_undone(window: MainWindow, case: CaseFile) -> None:
    """New actor, name, keep, undo."""
    window.desk.go("actors")
    window.pages["actors"].main_button.click()
    QTest.keyClicks(QApplication.focusWidget(), "Obert Mpofu")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert window.pages["actors"].view.heading.text() == "Obert Mpofu"
    window.trigger("undo")
    assert not case.all("actor", name="Obert Mpofu")


def test_renaming_onto_another_offers_the_merge(window: MainWindow, case: CaseFile) -> None:
    """Two of one name are one question away from being one."""
    other = put(case, an_actor(name="A. Sithole"))
    window.desk.go("actors", actor_id=other.id)
    page = window.pages["actors"]
    page.edit()
    QTest.keyClicks(page.card.form.editor("name"), "Ana Sithole")
    page.card.keep()
    assert [b.text() for b in window.messages.buttons()] == ["Undo", "Compare"]
    window.messages.buttons()[1].click()
    merge = window.pages["merge"]
    assert window.page is merge and {merge.keep_id, merge.gone_id} == {
        a.id for a in case.all("actor", name="Ana Sithole")
    }


def test_two_selected_actors_are_compared_by_one_key(window: MainWindow) -> None:
    """Ctrl+J."""
    window.desk.go("actors")
    page = window.pages["actors"]
    page.list.choose_first()
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = page.list.selected()
    QTest.keyClick(page.list.view, Qt.Key.Key_J, CTRL)
    assert [window.pages["merge"].keep_id, window.pages["merge"].gone_id] == chosen


def test_back_returns_to_the_actor_and_its_tab(window: MainWindow, case: CaseFile) -> None:
    """Where one was."""
    actor = case.all("actor", name="Ana Sithole")[0]
    window.desk.go("actors", actor_id=actor.id)
    window.pages["actors"].view.show_tab("statements")
    window.desk.go("settings")
    window.desk.back()
    view = window.pages["actors"].view
    assert (view.actor_id, view.tabs.key()) == (actor.id, "statements")


def test_the_header_counts_what_the_filter_leaves(window: MainWindow, case: CaseFile) -> None:
    """At once, as one types."""
    window.desk.go("actors")
    page = window.pages["actors"]
    page.list.filter.setText("Ana Sithole")
    page.list.filter.settle()
    assert page.model.total == 1 < case.count("actor")
    assert window.header.title.text().endswith("1 actor matches")


def test_the_row_stays_marked_after_an_edit_kept_with_ctrl_return(window: MainWindow, case: CaseFile) -> None:
    """Though Ctrl is down while the list is read again."""
    window.desk.go("actors")
    page = window.pages["actors"]
    page.list.view.setFocus()
    page.list.choose(case.all("actor", name="Ana Sithole")[0].id)
    page.edit()
    field = page.card.form.editor("name")
    field.setText("Ana R. Sithole")
    field.textEdited.emit(field.text())
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [a.name for a in case.all("actor", name="Ana R. Sithole")] == ["Ana R. Sithole"]
    assert page.list.selected() == [page.list.current()] != [None]

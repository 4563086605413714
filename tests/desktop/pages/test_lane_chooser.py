"""Choosing the actors that have lanes, by keys alone; kept with the case."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.pages.lane_chooser import LaneChooser
from kpdesk.services import cases
from kpdesk.settings import load
from tests.builders import a_meeting, a_participation, an_actor, put

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window, case):
    meeting = put(case, a_meeting(name="Plenary, Kasane", kind="plenary", start="2012-06"))
    for name in ("Adamant Fund", "Basalt Union", "Corundum League"):
        a_participation(case, meeting=meeting, actor=put(case, an_actor(name=name, kind="ngo")), how="attended")
    window.desk.go("meetings", view="timeline")
    window.page.canvas.setFocus()
    return window.page


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def lanes(page):
    return [lane.title for lane in page.canvas.index.lanes]


def test_actors_are_ticked_and_moved_by_keys_and_the_lanes_follow_at_once(page, window, qtbot):
    """A opens, Space ticks, Ctrl+Up moves, Esc closes; the button says how many."""
    press(qtbot, Qt.Key.Key_A)
    (chooser,) = window.findChildren(LaneChooser)
    assert chooser.rows.hasFocus() and len(lanes(page)) >= 4
    names = [chooser.rows.item(n).text().split("   ")[0] for n in range(chooser.rows.count())]
    chooser.rows.setCurrentRow(names.index("Adamant Fund"))
    press(qtbot, Qt.Key.Key_Space)
    chooser.rows.setCurrentRow(names.index("Corundum League"))
    press(qtbot, Qt.Key.Key_Space)
    assert lanes(page) == ["Adamant Fund", "Corundum League"]
    for _ in range(4):
        press(qtbot, Qt.Key.Key_Up, CTRL)
    assert lanes(page) == ["Corundum League", "Adamant Fund"]
    press(qtbot, Qt.Key.Key_Escape)
    assert not chooser.isVisible() and page.canvas.hasFocus()
    assert page.actors_button.text() == "2 actors chosen" and page.actors_button.isVisible()


def test_the_choice_is_kept_with_the_case_and_given_up_with_one_button(page, window, settings, case):
    """In this person's settings, by ids alone; none ticked means all."""
    ids = [case.all("actor", name=name)[0].id for name in ("Basalt Union", "Adamant Fund")]
    page.choose_actors()
    page._on_actors(ids)
    assert load(settings.path).lanes == {cases.mark(case): ids}
    page.choose_actors()
    chooser = window.findChildren(LaneChooser)[-1]
    assert chooser.rows.ids(ticked=True) == ids
    chooser.everyone.click()
    assert load(settings.path).lanes == {cases.mark(case): []}
    assert "Corundum League" in lanes(page) and page.actors_button.text() == "All actors"


def test_the_filter_leaves_the_rows_that_match(page, window, qtbot):
    """And Down goes to the first of them."""
    page.choose_actors()
    chooser = window.findChildren(LaneChooser)[-1]
    chooser.filter.setFocus()
    qtbot.keyClicks(chooser.filter, "basalt")
    press(qtbot, Qt.Key.Key_Down)
    shown = [n for n in range(chooser.rows.count()) if not chooser.rows.isRowHidden(n)]
    assert len(shown) == 1 and chooser.rows.currentRow() == shown[0] and chooser.rows.hasFocus()

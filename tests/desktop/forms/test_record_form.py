"""The fields of one record: what is wrong is said beside them, what is right reaches the file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.record_form import ChoiceBox, RecordForm
from kpdesk.store.case import CaseFile


@pytest.fixture
def form(desk: Desk, case: CaseFile, qtbot):  # type: ignore[no-untyped-def]
    desk.case = case
    made = RecordForm(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.case = None


def _write(form: RecordForm, name: str, words: str) -> None:
    editor = form.editor(name)
    editor.selectAll()
    QTest.keyClicks(editor, words)


def test_a_changed_field_is_kept(form: RecordForm, case: CaseFile) -> None:
    """Dates as people write them, countries by name."""
    form.show_record(case.all("meeting")[0])
    _write(form, "start", "20 June 2011")
    _write(form, "country", "zimbabwe")
    assert form.keep()
    meeting = case.all("meeting")[0]
    assert (meeting.start, meeting.country) == ("2011-06-20", "ZW")


def test_what_is_wrong_is_said_beside_the_field(form: RecordForm, case: CaseFile) -> None:
    """Nothing is written, nothing typed is lost."""
    before = case.all("meeting")[0]
    form.show_record(before)
    _write(form, "start", "31 June 2011")
    assert not form.keep()
    assert "June has 30 days" in form._faults["start"].text()
    assert form.editor("start").text() == "31 June 2011"
    assert case.all("meeting")[0] == before


def test_a_new_position_brings_its_holder(form: RecordForm, case: CaseFile) -> None:
    """One deed: the actor that was not there, and the position."""
    form.show_new("position")
    _write(form, "holder_id", "Obert Mpofu")
    form.editor("issue_id").set_record(case.all("issue")[0].id)
    stance = form.editor("stance")
    stance.setCurrentIndex(stance.findData("support"))
    _write(form, "as_of", "Nov 2011")
    assert form.keep()
    holder = case.all("actor", name="Obert Mpofu")[0]
    assert case.all("position", holder_id=holder.id)[0].as_of == "2011-11"
    case.undo()
    assert not case.all("actor", name="Obert Mpofu")


def test_what_is_needed_is_asked_for(form: RecordForm) -> None:
    """Beside each empty field."""
    form.show_new("position")
    assert set(form.problems()) == {"holder_id", "issue_id"}


def test_letters_in_a_list_of_words_choose_there(qtbot) -> None:  # type: ignore[no-untyped-def]
    """No single-key command fires from a closed list."""
    from PySide6.QtGui import QAction, QKeySequence
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    outer, box = QWidget(), ChoiceBox()
    qtbot.addWidget(outer)
    QVBoxLayout(outer).addWidget(box)
    box.addItems(["Support", "Oppose"])
    fired: list[int] = []
    action = QAction(outer)
    action.setShortcut(QKeySequence("O"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda: fired.append(1))
    outer.addAction(action)
    with qtbot.waitActive(outer):
        outer.show()
        outer.activateWindow()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_O)
    assert (fired, box.currentText()) == ([], "Oppose")

"""The reader on a case: a text opened at an anchor, marks that follow decisions, tagging, ends, chips, zoom."""

import pytest
from PySide6.QtCore import Qt

from kpdesk.desktop.reader.pane import ReaderPane
from kpdesk.services import review
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path)
    yield made
    made.case.close()


@pytest.fixture
def pane(qtbot, desk, made):
    desk.take_case(made.case)
    pane = ReaderPane(desk)
    qtbot.addWidget(pane)
    pane.resize(700, 500)
    pane.show()
    yield pane
    desk.case = None


def anchor_of(made, kind, record):
    return made.case.all("anchor", **{f"{kind}_id": record.id})[0]


def test_an_anchor_opens_its_text_with_its_characters_bracketed(pane, made):
    """Cue and speaker of a statement get a box."""
    pane.show_anchors([anchor_of(made, "statement", made.first.said)])
    text = pane.text.text
    ((start, end),) = pane.text.scene.evidence
    assert text[pane.text.offsets.to_code_points(start) : pane.text.offsets.to_code_points(end)].startswith("We cannot")
    assert len(pane.text.scene.boxes) == 1
    assert pane.selected_record == ("statement", made.first.said.id)


def test_marks_follow_a_decision_at_once(pane, made, desk):
    """Dashed becomes solid without opening the text again."""
    pane.open_text(made.first.version.id)
    desk.do(review.accept, [("meeting", made.first.meeting.id)])
    assert [m.state for m in pane.text.marks.marks if m.kind == "meeting"] == ["accepted"]
    desk.do(review.reject, [("meeting", made.first.meeting.id)])
    assert [m for m in pane.text.marks.marks if m.kind == "meeting"] == []


def test_kinds_can_be_switched_off_one_by_one(pane, made):
    """And on again."""
    pane.open_text(made.first.version.id)
    pane._kind_chips["actor"].click()
    assert {m.kind for m in pane.text.marks.marks} == {"meeting", "statement", "position"}
    pane._kind_chips["actor"].click()
    assert "actor" in {m.kind for m in pane.text.marks.marks}


def test_the_ends_of_a_record_are_moved_and_reach_the_file(qtbot, pane, made):
    """X, arrows, Return."""
    pane.open_text(made.first.version.id, record=("meeting", made.first.meeting.id))
    pane.text.setFocus()
    qtbot.keyClick(pane.text, Qt.Key.Key_X)
    qtbot.keyClick(pane.text, Qt.Key.Key_Right)
    qtbot.keyClick(pane.text, Qt.Key.Key_Right)
    qtbot.keyClick(pane.text, Qt.Key.Key_Return)
    assert anchor_of(made, "meeting", made.first.meeting).quote == "the meeting in Windhoek this month"


def test_a_selection_is_tagged_from_the_keyboard(qtbot, pane, made):
    """T on a selection opens the card; without one it says what to do."""
    pane.open_text(made.first.version.id)
    said = []
    pane.desk.said.connect(said.append)
    qtbot.keyClick(pane.text, Qt.Key.Key_T)
    assert "Select the words first" in said[-1].text
    start = pane.text.text.index("we were not asked")
    pane.text.select(start, start + len("we were not asked"))
    qtbot.keyClick(pane.text, Qt.Key.Key_T)
    assert pane._tag_card is not None and pane._tag_card.isVisible()
    pane._tag_card.keep()
    assert [s.content for s in made.case.all("statement", made_by="person")] == ["we were not asked"]


def test_zoom_is_remembered(pane, made, desk):
    """Ctrl+wheel and Ctrl+Plus while the text has the focus."""
    pane.open_text(made.first.version.id)
    pane.handlers()["larger"]()
    assert desk.settings.reader_size == pane.text.setting.pixels == 17
    pane.handlers()["normal"]()
    assert pane.text.setting.pixels == 16


def test_only_to_decide_is_one_key(qtbot, pane, made):
    """D, and D again."""
    pane.open_text(made.first.version.id)
    qtbot.keyClick(pane.text, Qt.Key.Key_D)
    assert pane.text.scene.only_undecided and pane._only.isChecked()
    qtbot.keyClick(pane.text, Qt.Key.Key_D)
    assert not pane.text.scene.only_undecided

"""A record at the side: kept, accepted, removed, its evidence one press away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.desk import Desk
from kpdesk.desktop.forms.record_card import EvidenceRow, RecordCard
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put


@pytest.fixture
def card(desk: Desk, case: CaseFile, qtbot):  # type: ignore[no-untyped-def]
    desk.case = case
    made = RecordCard(desk)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    desk.case = None


def test_ctrl_return_keeps(card: RecordCard, case: CaseFile) -> None:
    """From any field."""
    actor = case.all("actor", name="Ana Sithole")[0]
    card.show_record("actor", actor.id)
    card.form.focus_first()
    QTest.keyClicks(card.form.editor("name"), "Anna Sithole")
    QTest.keyClick(card.form.editor("name"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert case.get("actor", actor.id).name == "Anna Sithole"
    assert card._title.text() == "Anna Sithole"


def test_leaving_a_record_keeps_what_was_typed(card: RecordCard, case: CaseFile) -> None:
    """Going to the next row loses nothing."""
    one, other = case.all("actor")[:2]
    card.show_record("actor", one.id)
    card.form.focus_first()
    QTest.keyClicks(card.form.editor("name"), "Another Name")
    card.show_record("actor", other.id)
    assert case.get("actor", one.id).name == "Another Name"


def test_a_proposal_can_be_accepted_here(card: RecordCard, case: CaseFile) -> None:
    """With one button."""
    actor = put(case, an_actor(name="Farai Maguwu", state="proposed", made_by="rules 1"))
    card.show_record("actor", actor.id)
    assert card._accept.isVisible()
    card._accept.click()
    assert case.get("actor", actor.id).state == "accepted"


def test_the_evidence_is_quoted_and_opens(card: RecordCard, desk: Desk, case: CaseFile) -> None:
    """The words, with outlet and date."""
    asked: list = []
    desk.evidence_asked.connect(asked.append)
    position = case.all("position")[0]
    card.show_record("position", position.id)
    QApplication.processEvents()
    row = card.findChildren(EvidenceRow)[0]
    assert "rejects an export ban" in row.accessibleName() and "The Example" in row.accessibleName()
    row.click()
    assert asked[0][0].position_id == position.id


def test_removing_can_be_undone(card: RecordCard, desk: Desk, case: CaseFile) -> None:
    """No question asked."""
    position = case.all("position")[0]
    card.show_record("position", position.id)
    card.remove()
    assert case.get("position", position.id) is None
    desk.undo()
    assert case.get("position", position.id) == position


def test_a_record_that_went_closes_the_card(card: RecordCard, desk: Desk, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Undo elsewhere, for instance."""
    actor = put(case, an_actor(name="Farai Maguwu"))
    card.show_record("actor", actor.id)
    changes = case.undo()
    with qtbot.waitSignal(card.closed):
        card.take_changes(changes)


def test_what_cannot_be_kept_waits_with_its_fault(card: RecordCard, desk: Desk, case: CaseFile, qtbot) -> None:
    """Another row is shown at once; the words typed before are there again, the problem beside their field."""
    one, other = case.all("actor")[:2]
    said: list = []
    desk.said.connect(said.append)
    card.show_record("actor", one.id)
    qtbot.waitUntil(lambda: card.form.editor("name").isVisible())
    card.form.focus_first()
    QTest.keyClick(card.form.editor("name"), Qt.Key.Key_Delete)
    QTest.keyClicks(card.form.editor("note"), "as heard in Kinshasa")
    card.show_record("actor", other.id)
    assert card.record.id == other.id
    assert case.get("actor", one.id) == one
    assert "not kept yet" in said[-1].text
    assert card.form.editor("note").toPlainText() == other.note
    words, back = said[-1].actions[0]
    assert words == "Go back to it"
    back()
    assert card.record.id == one.id
    assert card.form.editor("note").toPlainText() == "as heard in Kinshasa"
    assert card.form._faults["name"].isVisible()
    assert QApplication.focusWidget() is card.form.editor("name")
    QTest.keyClicks(card.form.editor("name"), "Mended")
    card.show_record("actor", other.id)
    kept = case.get("actor", one.id)
    assert (kept.name, kept.note) == ("Mended", "as heard in Kinshasa")


def test_a_new_record_that_cannot_be_kept_waits_too(card: RecordCard, desk: Desk, case: CaseFile) -> None:
    """It is in no list, so the message leads back to it."""
    said: list = []
    desk.said.connect(said.append)
    card.show_new("actor")
    QTest.keyClicks(card.form.editor("note"), "somebody in Harare")
    card.show_record("actor", case.all("actor")[0].id)
    said[-1].actions[0][1]()
    assert card.form.new and card.form.editor("note").toPlainText() == "somebody in Harare"

"""Tagging from the keyboard: letters choose the kind, fields complete, Ctrl+Return keeps, Esc drops."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QApplication, QWidget

from kpdesk.desktop.forms.tag_card import TagCard
from tests.builders import fingerprint
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path)
    yield made
    made.case.close()


@pytest.fixture
def card(qtbot, desk, made):
    desk.take_case(made.case)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    text = made.case.text(made.first.version.id)
    start = text.index("we were not asked")
    span = (start, start + len("we were not asked"))
    card = TagCard(desk, window, made.first.version.id, span, extend=("statement", made.first.said.id))
    card.open_at(QRectF(100, 100, 80, 20))
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is card.kinds.button("statement"))
    yield card
    desk.case = None


def test_a_position_is_tagged_without_the_mouse(qtbot, made, card):
    """P, holder, issue, a stance, Ctrl+Return."""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P)
    qtbot.keyClicks(card.who, "Diamond Watch Coalition")
    qtbot.keyClicks(card.issue, "Export ban")
    qtbot.keyClick(card.stance._buttons["oppose"], Qt.Key.Key_Space)
    with qtbot.waitSignal(card.made) as kept:
        qtbot.keyClick(card.stance._buttons["oppose"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    position = made.case.get(*kept.args)
    assert (position.holder_id, position.stance) == (made.first.watch.id, "oppose")


def test_tab_goes_from_kind_to_fields_to_buttons_and_round(qtbot, card):
    """In the order in which they are seen, and never into the page beneath."""
    seen = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().accessibleName())
    assert seen == [
        "Speaker", "Cue", "Said on", "Mode", "Issue", "Support", "Meeting", "Tags", "Keep",
        "Add these words to the chosen statement", "Drop", "Statement",
    ]  # fmt: skip
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is card.kinds.button("actor")


def test_escape_drops_without_a_trace(qtbot, made, card):
    """Nothing is written; the reader gets the focus back."""
    before = fingerprint(made.case)
    with qtbot.waitSignal(card.left):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert fingerprint(made.case) == before


def test_what_is_missing_is_said_beside_the_fields(qtbot, made, card):
    """The card stays open with what was typed."""
    card.choose("position")
    card.keep()
    assert card.problem.isVisible() and "holder" in card.problem.text()
    assert card.isVisible()


def test_words_can_be_added_to_the_chosen_statement(qtbot, made, card):
    """A discontinuous statement."""
    card.extend()
    assert made.case.get("statement", made.first.said.id).content.endswith("… we were not asked")


@pytest.mark.parametrize("kind", ["statement", "actor", "meeting", "position"])
def test_every_kind_fits_the_window_and_names_its_fields(card, kind):
    """Nothing hangs out; every field has a name."""
    card.choose(kind)
    assert card.parentWidget().rect().contains(card.geometry())
    assert all(row.accessibleName() for row in card._rows)


@pytest.mark.parametrize("kind", ["actor", "meeting", "position", "statement"])
def test_a_card_that_changes_its_kind_while_open_has_room_for_its_fields(card, kind):
    """No field lies over another, at once and not only when the card is opened next."""
    card.choose("actor" if kind != "actor" else "meeting")
    card.choose(kind)
    assert card.height() >= card.sizeHint().height()
    rows = [row.geometry() for row in card._rows]
    assert all(above.bottom() < below.top() for above, below in pairwise(rows))


def test_an_issue_that_is_not_in_the_case_is_told_and_the_card_stays(qtbot, made, card):
    """The statement is not written without the issue that was typed for it."""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S)
    qtbot.keyClicks(card.issue, "Export bann")
    before = fingerprint(made.case)
    qtbot.keyClick(card.issue, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert card.problem.text().startswith("There is no issue “Export bann”")
    assert card.isVisible() and fingerprint(made.case) == before

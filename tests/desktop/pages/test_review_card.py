"""The card: what it shows of a record, which deeds it offers in which state, and that its buttons stay in view."""

import pytest

from kpdesk.desktop.pages.review_card import ReviewCard
from kpdesk.services import review
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path)
    yield made
    made.case.close()


@pytest.fixture
def card(qtbot, desk, made):
    desk.take_case(made.case)
    card = ReviewCard(desk)
    qtbot.addWidget(card)
    card.resize(360, 640)
    card.show()
    yield card
    desk.case = None


def offered(card):
    return [b.accessibleName() for b in card._deeds() if b.isVisible()]


def test_a_proposal_offers_accept_edit_reject_and_says_why(card, made):
    """With the score as a word and a figure."""
    card.show_record("actor", made.first.ana.id)
    assert offered(card) == ["Accept", "Edit", "Reject"]
    assert card._why.text() == "a name before “told”" and card._sure.text() == "Likely, 0.80"
    assert card.pill.state == "proposed"


def test_a_decided_record_says_who_decided_and_what_the_machine_had_said(card, made):
    """And can be decided again."""
    review.set_stance(made.case, "position", made.first.position.id, "support")
    card.show_record("position", made.first.position.id)
    assert offered(card) == ["Edit", "Decide again"]
    assert card._said.text() == "Stance: Oppose"
    assert card._decided.text().startswith("Edited by you, ")


def test_a_changed_field_turns_the_deeds_into_keep_and_leave(qtbot, card, made):
    """So that nothing typed is lost by accident."""
    card.show_record("actor", made.first.ana.id)
    card.begin_editing()
    qtbot.keyClicks(card.form.first(), "x")
    assert offered(card) == ["Keep", "Leave"]


@pytest.mark.parametrize("height", [300, 640, 1000])
def test_the_buttons_are_in_view_whatever_the_height(qtbot, card, made, height):
    """The fields scroll, the deeds do not."""
    card.resize(360, height)
    card.show_record("statement", made.first.said.id)
    qtbot.waitUntil(
        lambda: card.rect().contains(card.accept_button.mapTo(card, card.accept_button.rect().bottomRight()))
    )


def test_more_is_told_on_demand(card, made):
    """W: the model and the quotations."""
    card.show_record("meeting", made.first.meeting.id)
    assert not card._all.isVisible()
    card.toggle_more()
    assert "Read by test model 1" in card._all.text() and "“the meeting in Windhoek”" in card._all.text()


def test_a_record_that_is_gone_is_not_shown(card):
    """The page goes on."""
    assert card.show_record("actor", "gone") is False

"""The queue reads its rows in windows, keeps decided ones in their place, and says what it hides."""

import pytest

from kpdesk.desktop.pages.review_queue import QueuePanel
from kpdesk.domain.queue import QueueFilter
from kpdesk.services import review
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path, copies=14)
    yield made
    made.case.close()


@pytest.fixture
def panel(qtbot, desk, made):
    desk.take_case(made.case)
    panel = QueuePanel(desk)
    qtbot.addWidget(panel)
    panel.resize(288, 600)
    panel.show()
    panel.read()
    yield panel
    desk.case = None


def test_rows_speak_kind_name_state_and_place(panel):
    """For screen readers."""
    from PySide6.QtCore import Qt

    words = panel.model.data(panel.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Actor, Ana Sithole, proposed, 1 of 84"


def test_a_decided_row_stays_where_it_was(panel, made):
    """With its new state; the buttons count what is left."""
    key = panel.model.key(0)
    review.accept(made.case, [key])
    panel.update_rows([key], {key: "accepted"})
    assert panel.model.key(0) == key and panel.model.state(key) == "accepted"
    assert panel.accept_all.text() == "Accept 83 shown"
    assert panel.model.next_undecided(-1) == 1


def test_after_the_last_row_the_search_for_undecided_starts_at_the_top(panel):
    """So that what was skipped comes back."""
    last = panel.model.rowCount() - 1
    assert panel.model.next_undecided(last) == 0
    assert panel.model.next_undecided(last, without=frozenset(panel.model.undecided())) is None


def test_active_filters_are_chips_that_take_themselves_away(panel, made):
    """One for kinds, one for the source."""
    panel.set_filter(QueueFilter(kinds=("meeting",), source_id=made.first.source.id))
    assert panel.model.rowCount() == 1
    words = [w for w, _ in panel._active()]
    assert words == ["Meetings", "Monitors stay away"]
    panel.set_filter(panel._active()[0][1])
    assert panel.model.rowCount() == 6
    panel.clear_filter()
    assert panel.model.rowCount() == 84


def test_typing_in_the_filter_narrows_the_queue(qtbot, panel):
    """Names of actors in whatever part they play."""
    qtbot.keyClicks(panel.filter, "sithole")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 28)
    assert {k.kind for k in panel.model.keys} == {"actor", "statement"}

"""The rows of the queue as a model."""

import pytest

from kpdesk.desktop.models.queue_list import WINDOW, QueueModel
from kpdesk.domain.queue import QueueFilter
from kpdesk.services import queue
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path, copies=14)
    yield made
    made.case.close()


def test_only_rows_that_are_looked_at_are_read(desk, made):
    """A long queue costs its keys, not its words."""
    desk.take_case(made.case)
    model = QueueModel(desk)
    model.fill(queue.keys(made.case, QueueFilter()))
    assert model.rowCount() == 84
    assert model.data(model.index(0)) == "Ana Sithole"
    assert 0 < len(model._rows) <= WINDOW
    desk.case = None

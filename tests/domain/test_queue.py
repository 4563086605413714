"""The words of the review queue as values."""

from kpdesk.domain.queue import QUEUE_KINDS, SCOPES, QueueFilter
from kpdesk.domain.records import REVIEWED_KINDS
from kpdesk.domain.vocabulary import STATES


def test_every_kind_that_a_machine_proposes_is_in_the_queue():
    """None can be forgotten."""
    assert set(QUEUE_KINDS) == set(REVIEWED_KINDS)


def test_scopes_hold_every_state():
    """Nothing is out of reach."""
    assert set(SCOPES["all"]) == set(STATES)


def test_order_and_scope_do_not_count_as_a_filter():
    """They hide nothing that is to decide."""
    assert not QueueFilter(order="sure").narrows
    assert QueueFilter(words="x").narrows and QueueFilter(kinds=("actor",)).narrows

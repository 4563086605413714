"""The queue in its orders and filters, its rows in words, and one record in full."""

import pytest

from kpdesk.domain.queue import QueueFilter
from kpdesk.services import queue, review
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path, copies=2)
    yield made
    made.case.close()


def test_the_queue_reads_like_the_text_source_by_source(made):
    """First source first, then by the first characters of each record."""
    keys = queue.keys(made.case, QueueFilter())
    first = [k for k in keys if k.source_id == made.first.source.id]
    assert keys[: len(first)] == first
    assert [k.start for k in first] == sorted(k.start for k in first)
    assert [k.kind for k in first] == ["actor", "actor", "participation", "meeting", "statement", "position"]


def test_a_role_is_decided_with_its_undecided_member_and_alone_afterwards(made):
    """One decision, not two."""
    role = ("affiliation", made.first.role.id)
    assert role not in [(k.kind, k.record_id) for k in queue.keys(made.case, QueueFilter())]
    review.accept(made.case, [("actor", made.first.ana.id)])
    review.reopen(made.case, [role])
    assert role in [(k.kind, k.record_id) for k in queue.keys(made.case, QueueFilter())]


@pytest.mark.parametrize(
    ("field", "record", "kinds"),
    [
        ("actor_id", "ana", {"actor", "statement"}),
        ("actor_id", "watch", {"actor", "participation", "position"}),
        ("meeting_id", "meeting", {"meeting", "participation"}),
    ],
)
def test_the_queue_can_be_narrowed_to_what_ties_to_a_record(made, field, record, kinds):
    """By actor, by meeting."""
    keys = queue.keys(made.case, QueueFilter(**{field: getattr(made.first, record).id}))
    assert {k.kind for k in keys} == kinds


def test_the_queue_can_be_narrowed_by_issue_source_kind_and_words(made):
    """Each filter alone."""
    assert {k.kind for k in queue.keys(made.case, QueueFilter(issue_id=made.issue.id))} == {"statement", "position"}
    of_source = queue.keys(made.case, QueueFilter(source_id=made.articles[1].source.id))
    assert len(of_source) == 6 and {k.source_id for k in of_source} == {made.articles[1].source.id}
    assert {k.kind for k in queue.keys(made.case, QueueFilter(kinds=("meeting",)))} == {"meeting"}
    assert {k.kind for k in queue.keys(made.case, QueueFilter(words="sithole"))} == {"actor", "statement"}


def test_decided_and_rejected_records_can_be_looked_at_again(made):
    """Scopes of the queue."""
    review.accept(made.case, [("meeting", made.first.meeting.id)])
    review.reject(made.case, [("position", made.first.position.id)])
    assert {k.record_id for k in queue.keys(made.case, QueueFilter(scope="decided"))} == {made.first.meeting.id}
    assert {k.record_id for k in queue.keys(made.case, QueueFilter(scope="rejected"))} == {made.first.position.id}


def test_the_least_sure_can_come_first(made):
    """By score, ties in reading order."""
    keys = queue.keys(made.case, QueueFilter(order="doubtful"))
    assert [k.score for k in keys] == sorted(k.score for k in keys)
    assert queue.count(made.case) == len(keys) == 12


def test_rows_say_who_and_what_in_words(made):
    """No raw field names, no ids."""
    wanted = [(r.KIND, r.id) for r in (made.first.ana, made.first.position, made.first.boycott, made.first.said)]
    rows = queue.rows(made.case, wanted)
    said = {key[0]: (rows[key].title, rows[key].about) for key in wanted}
    assert said == {
        "actor": ("Ana Sithole", "coordinator, Diamond Watch Coalition"),
        "position": ("Diamond Watch Coalition → Export ban", "oppose · claimed by holder"),
        "participation": ("Diamond Watch Coalition will boycott", "Intersessional, Windhoek"),
        "statement": ("“We cannot sit at a table where nothing is decided,”", "Ana Sithole · direct"),
    }


def test_details_show_who_decided_and_what_the_machine_had_said(made):
    """After a correction both are told in words."""
    review.set_stance(made.case, "position", made.first.position.id, "support")
    details = queue.details(made.case, "position", made.first.position.id)
    assert details.machine_said == (("Stance", "Oppose"),)
    assert details.decided.startswith("edited by you, ")
    assert details.score_words == "likely, 0.80"
    assert ("Claimed by", "the holder itself") in details.lines
    assert [a.quote for a in details.anchors] == ["rejects an export ban"]


def test_every_anchor_of_a_text_becomes_a_span_of_the_reader(made):
    """With the state and the name of what it belongs to."""
    spans = queue.spans(made.case, made.first.version.id)
    text = made.case.text(made.first.version.id)
    assert {(text[s.start : s.end], s.kind, s.role, s.state) for s in spans} >= {
        ("Ana Sithole", "actor", "mention", "proposed"),
        ("Sithole said", "statement", "cue", "proposed"),
        ("rejects an export ban", "position", "evidence", "proposed"),
    }
    assert next(s for s in spans if s.kind == "position").stance == "oppose"


def test_details_of_what_is_gone_are_none(made):
    """A row may outlive its record for a moment."""
    assert queue.details(made.case, "actor", "gone") is None

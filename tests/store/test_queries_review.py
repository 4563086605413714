"""The SQL of reviewing: marks with their states and names, keys in order, and what a filter leaves out."""

from kpdesk.domain.listing import LISTS, ListQuery
from kpdesk.domain.queue import QueueFilter
from kpdesk.services import review
from kpdesk.store import queries, queries_review
from tests.builders import a_full_case
from tests.proposals import a_case_with_proposals


def test_marks_carry_state_stance_and_name_of_their_record(tmp_path):
    """One row for each anchor of the text, whatever it belongs to."""
    made = a_case_with_proposals(tmp_path)
    rows = queries_review.marks_of_text(made.case, made.first.version.id)
    assert len(rows) == made.case.count("anchor")
    named = {(row[4], row[8]) for row in rows}
    assert named >= {("actor", "Ana Sithole"), ("statement", "Ana Sithole"), ("position", "Diamond Watch Coalition")}
    made.case.close()


def test_what_a_person_made_is_not_in_the_queue(tmp_path):
    """Neither to decide nor among the decided."""
    case = a_full_case(tmp_path)
    assert queries_review.queue_keys(case, QueueFilter()) == []
    assert queries_review.queue_keys(case, QueueFilter(scope="all")) == []
    assert queries_review.count(case) == 0
    case.close()


def test_keys_count_and_records_agree(tmp_path):
    """The count of the badge is the length of the queue."""
    made = a_case_with_proposals(tmp_path, copies=3)
    keys = queries_review.queue_keys(made.case, QueueFilter())
    assert queries_review.count(made.case) == len(keys) == 18
    records = queries_review.records_in(made.case, [(k.kind, k.record_id) for k in keys])
    assert all(records[k.kind, k.record_id].state == k.state == "proposed" for k in keys)
    made.case.close()


def test_names_are_found_word_by_word_in_any_order(tmp_path):
    """And meetings by name, place or year."""
    made = a_case_with_proposals(tmp_path)
    assert [r.id for r in queries_review.actors_named(made.case, "watch diamond", 5)] == [made.first.watch.id]
    assert [r.id for r in queries_review.meetings_named(made.case, "windhoek 2011", 5)] == [made.first.meeting.id]
    assert queries_review.reference_keys(made.case, "actor") == set()
    made.case.close()


def test_the_count_of_one_source_is_the_length_of_its_queue(tmp_path):
    """The message after reading and the queue say one number."""
    made = a_case_with_proposals(tmp_path, copies=3)
    source_id = made.first.version.source_id
    keys = queries_review.queue_keys(made.case, QueueFilter(source_id=source_id))
    assert 0 < queries_review.count(made.case, source_id) == len(keys) < queries_review.count(made.case)
    made.case.close()


def test_the_badge_of_a_text_counts_all_that_its_queue_holds(tmp_path):
    """Actors, meetings and who came among them, not statements and positions alone; decided ones no more."""
    made = a_case_with_proposals(tmp_path, copies=2)
    for decided in (False, True):
        if decided:
            review.accept(made.case, [("actor", made.first.ana.id)])
        rows = queries.list_page(made.case, ListQuery(kind="sources")).rows
        at = [c.key for c in LISTS["sources"]].index("undecided") + 1
        badges = {row[0]: row[at] for row in rows}
        queues = {row[0]: len(queries_review.queue_keys(made.case, QueueFilter(source_id=row[0]))) for row in rows}
        assert badges == queues
        assert sum(badges.values()) > 8
    made.case.close()

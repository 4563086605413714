"""Filters that the current record suggests."""

from kpdesk.desktop.pages.queue_hints import cut, hidden_words, hints, nothing_words
from tests.proposals import a_case_with_proposals


def test_a_position_offers_its_source_holder_and_issue(tmp_path):
    """In words, each with the field that it sets."""
    made = a_case_with_proposals(tmp_path)
    found = hints(made.case, made.first.position, made.first.source.id)
    assert found == [
        ("Only “Monitors stay away”", {"source_id": made.first.source.id}),
        ("Only Diamond Watch Coalition", {"actor_id": made.first.watch.id}),
        ("Only Export ban", {"issue_id": made.issue.id}),
    ]
    assert hints(made.case, made.first.meeting, None) == [
        ("Only Intersessional, Windhoek", {"meeting_id": made.first.meeting.id})
    ]
    made.case.close()


def test_long_words_are_cut_on_one_line():
    """With an ellipsis."""
    assert cut("a\n b") == "a b"
    assert cut("x" * 50) == "x" * 39 + "…"


def test_what_is_hidden_is_counted_and_what_is_still_read_is_said():
    """One proposal is, two are; and a text at work is no empty case."""
    assert hidden_words(1) == "1 proposal is hidden by it."
    assert hidden_words(1200) == "1,200 proposals are hidden by it."
    assert "being read" in nothing_words(reading=True)[1]
    assert nothing_words(reading=False)[1] == "Every proposal in this case has been decided."

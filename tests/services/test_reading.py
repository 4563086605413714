"""What a reader asks of a case: the heading, marks after a change, and a quotation with its citation."""

import pytest

from kpdesk.services import queue, reading, review
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path)
    yield made
    made.case.close()


def test_the_heading_says_outlet_and_date_as_well_as_it_is_known(made):
    """As the case has it."""
    about = reading.about_text(made.case, made.first.version.id)
    assert (about.title, about.meta) == ("Monitors stay away", "The Example · 18 June 2011")
    assert reading.newest_text(made.case, made.first.source.id) == made.first.version.id


def test_marks_follow_a_decision_without_being_read_again(made):
    """Only the touched record's spans differ, and they equal what a full reading gives."""
    spans = queue.spans(made.case, made.first.version.id)
    changes = review.accept(made.case, [("statement", made.first.said.id)])
    refreshed = reading.refreshed(made.case, made.first.version.id, spans, changes)
    assert refreshed == queue.spans(made.case, made.first.version.id)
    assert {s.state for s in refreshed if s.record_id == made.first.said.id} == {"accepted"}


def test_a_quotation_is_copied_with_who_said_it_and_where_it_is_written(made):
    """Quotation marks are not doubled."""
    text = made.case.text(made.first.version.id)
    start = text.index("We cannot")
    words = reading.quotation(made.case, made.first.version.id, start, start + len("We cannot sit at a table"))
    assert words == "“We cannot sit at a table” (Ana Sithole, in “Monitors stay away”, The Example, 18 June 2011)"
    outside = reading.quotation(made.case, made.first.version.id, 0, 6)
    assert outside == "“HARARE” (“Monitors stay away”, The Example, 18 June 2011)"

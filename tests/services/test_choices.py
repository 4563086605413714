"""Completion: the case's own records first, then the reference set, never what was refused."""

from kpdesk.services import choices, review
from tests.builders import a_case, an_actor, an_issue, put
from tests.proposals import a_case_with_proposals


def test_actors_are_found_by_any_of_their_names_before_the_reference_set(tmp_path):
    """A short name finds the actor that has it; the reference entry follows with its key."""
    made = a_case_with_proposals(tmp_path)
    put(made.case, an_actor(name="Partnership for Clean Diamonds", kind="ngo"))
    assert choices.actors(made.case, "sith")[0].record_id == made.first.ana.id
    found = choices.actors(made.case, "partnership")
    assert found[0].record_id and found[0].name == "Partnership for Clean Diamonds"
    assert any(c.reference for c in found[1:])
    made.case.close()


def test_a_refused_actor_is_not_offered(tmp_path):
    """Nor is it found by its other names."""
    made = a_case_with_proposals(tmp_path)
    review.reject(made.case, [("actor", made.first.ana.id)])
    assert [c for c in choices.actors(made.case, "Sithole") if c.record_id] == []
    made.case.close()


def test_meetings_of_the_reference_set_come_with_place_and_date(tmp_path):
    """So that choosing one fills the record."""
    case = a_case(tmp_path)
    found = [c for c in choices.meetings(case, "kinshasa") if c.reference]
    assert found and all(c.place and c.when for c in found[:1])
    case.close()


def test_words_that_mean_something_to_sql_are_only_words(tmp_path):
    """Per cent signs and quotes find nothing, and break nothing."""
    made = a_case_with_proposals(tmp_path)
    for odd in ("%", "'; drop", "\\", "_", "  "):
        assert all(odd.strip() in c.name for c in choices.actors(made.case, odd) if c.record_id and odd.strip())
    made.case.close()


def test_issues_and_exact_names(tmp_path):
    """Issues complete by label, key or phrase; an exact name is taken whatever its case."""
    case = a_case(tmp_path)
    issue = put(case, an_issue(key="export-ban", label="Export ban", phrases=("marange stones",)))
    assert choices.issues(case, "stones")[0].record_id == issue.id
    assert choices.exactly(choices.issues(case, "export ban"), "EXPORT BAN").record_id == issue.id
    assert choices.exactly([], "anything") is None
    assert choices.tags(case) == []
    case.close()


def test_countries_complete_by_the_beginning_of_a_word():
    """For the field on the card."""
    assert "South Africa" in [c.name for c in choices.country_choices("south a")]
    assert choices.country_code("DRC") == "CD"

"""A form is saved as one deed: links chosen or made, dates and countries in words, roles beside the actor."""

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import correcting, history
from kpdesk.services.choices import Choice
from tests.builders import fingerprint
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path)
    yield made
    made.case.close()


def test_a_statement_gets_a_new_speaker_a_date_issues_and_tags_in_one_deed(made):
    """What the machine had said of the speaker and the date is kept; one undo takes all back."""
    before = fingerprint(made.case)
    values = {"speaker_id": Choice(name="Café owners"), "said_on": "18 June 2011", "issues": [], "tags": ["check"]}
    correcting.correct(made.case, "statement", made.first.said.id, values)
    said = made.case.get("statement", made.first.said.id)
    assert (said.state, said.said_on) == ("edited", "2011-06-18")
    assert made.case.get("actor", said.speaker_id).name == "Café owners"
    assert made.first.ana.id in said.machine_said
    assert made.case.all("statement_issue", statement_id=said.id) == []
    assert correcting.form_values(made.case, "statement", said.id)["tags"] == ["check"]
    history.undo(made.case)
    assert fingerprint(made.case) == before


def test_a_role_can_be_changed_from_the_actors_form(made):
    """Role, body and dates belong to the affiliation beside the actor."""
    values = {
        "role_title": "director",
        "role_of": Choice(name="x", record_id=made.first.watch.id),
        "role_dates": "2009–2013",
    }
    correcting.correct(made.case, "actor", made.first.ana.id, values)
    role = made.case.get("affiliation", made.first.role.id)
    assert (role.role, role.start, role.end, role.state) == ("director", "2009", "2013", "edited")
    correcting.correct(made.case, "actor", made.first.ana.id, {"role_title": "", "role_of": None, "role_dates": ""})
    assert made.case.get("affiliation", made.first.role.id) is None


def test_a_meeting_is_dated_and_placed_in_words(made):
    """A country by its name, a span of days in one line."""
    correcting.correct(made.case, "meeting", made.first.meeting.id, {"when": "20–23 June 2011", "country": "Zimbabwe"})
    meeting = made.case.get("meeting", made.first.meeting.id)
    assert (meeting.start, meeting.end, meeting.country) == ("2011-06-20", "2011-06-23", "ZW")
    assert correcting.form_values(made.case, "meeting", meeting.id)["when"] == "20–23 June 2011"
    assert correcting.form_values(made.case, "meeting", meeting.id)["country"] == "Zimbabwe"


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("position", {"holder_id": None}, "needs a holder"),
        ("position", {"issue_id": Choice(name="Nothing of the kind")}, "no issue"),
        ("meeting", {"country": "Atlantis"}, "no country"),
        ("meeting", {"when": "31 June 2011"}, "June has 30 days"),
        ("actor", {"role_title": "boss", "role_of": None}, "belongs to an organisation"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(made, kind, values, words):
    """The form stays as it is, and so does the case."""
    record = {"position": made.first.position, "meeting": made.first.meeting, "actor": made.first.ana}[kind]
    before = fingerprint(made.case)
    with pytest.raises(UsageError, match=words):
        correcting.correct(made.case, kind, record.id, values)
    assert fingerprint(made.case) == before

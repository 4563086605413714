"""The fields of a proposal: what they show, and that only what a person changed is told."""

import pytest

from kpdesk.desktop.forms.proposal import FORMS, ProposalForm
from kpdesk.domain.records import REVIEWED_KINDS
from kpdesk.errors import UsageError
from kpdesk.services.correcting import correct
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path)
    yield made
    made.case.close()


@pytest.fixture
def form(qtbot, desk, made):
    desk.take_case(made.case)
    form = ProposalForm(desk)
    qtbot.addWidget(form)
    form.show()
    yield form
    desk.case = None


def test_every_kind_that_can_be_proposed_has_a_form():
    """None can be forgotten."""
    assert set(FORMS) == set(REVIEWED_KINDS)


def test_a_record_that_was_only_looked_at_has_not_changed(form, made):
    """Whatever its kind; links and lists included."""
    first = made.first
    for record in (first.ana, first.role, first.meeting, first.boycott, first.said, first.position):
        form.show_record(record.KIND, record.id)
        assert form.changed() == {}, record.KIND


def test_a_persons_role_is_shown_and_goes_with_its_body_and_dates(qtbot, form, made):
    """One of the three changed means all three are told."""
    form.show_record("actor", made.first.ana.id)
    role = form._editors["role_title"]
    assert role.text() == "coordinator" and form._editors["role_of"].text() == "Diamond Watch Coalition"
    qtbot.keyClicks(role, "!")
    changed = form.changed()
    assert set(changed) == {"role_title", "role_of", "role_dates"}
    assert changed["role_of"].record_id == made.first.watch.id


def test_a_link_can_be_completed_to_another_record_of_the_case(qtbot, form, made):
    """Typed in full it is found whatever its case."""
    form.show_record("statement", made.first.said.id)
    speaker = form._editors["speaker_id"]
    speaker.selectAll()
    qtbot.keyClicks(speaker, "diamond watch coalition")
    assert form.changed()["speaker_id"].record_id == made.first.watch.id


def test_issues_that_the_case_does_not_have_are_not_made(qtbot, form, made):
    """Issues are chosen, not invented in passing: what names none is refused, and nothing of the form is saved."""
    form.show_record("statement", made.first.said.id)
    form._editors["issues"].setText("Export ban, Something else")
    before = made.case.all("issue"), made.case.all("statement_issue")
    with pytest.raises(UsageError, match="There is no issue “Something else”") as told:
        correct(made.case, "statement", made.first.said.id, form.changed())
    assert told.value.field == "issues"
    assert (made.case.all("issue"), made.case.all("statement_issue")) == before


def test_every_field_has_a_name_for_screen_readers(form, made):
    """Its label."""
    for record in (made.first.ana, made.first.meeting, made.first.said, made.first.position):
        form.show_record(record.KIND, record.id)
        assert all(editor.accessibleName() for editor in form._editors.values())

"""Deciding proposals: what comes along, what falls with them, what is remembered, and that one deed takes it back."""

import json
from dataclasses import replace

import pytest

from kpdesk.domain.vocabulary import PARTICIPATIONS
from kpdesk.errors import ConflictError, UsageError
from kpdesk.services import history, review
from tests.builders import a_position, fingerprint
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path)
    yield made
    made.case.close()


def state(case, record):
    return case.get(record.KIND, record.id).state


def test_accepting_a_statement_accepts_its_speaker_and_says_so(made):
    """A statement by somebody means that there is somebody."""
    changes = review.accept(made.case, [("statement", made.first.said.id)])
    assert state(made.case, made.first.said) == state(made.case, made.first.ana) == "accepted"
    assert changes.label == "Accepted the statement and its speaker Ana Sithole"
    assert state(made.case, made.first.role) == "proposed"  # it was not on the statement's card
    record = made.case.get("statement", made.first.said.id)
    assert (record.decided_by, bool(record.decided_at)) == ("person", True)


def test_accepting_an_actor_accepts_the_role_that_is_shown_with_it(made):
    """And the organisation that the role is at."""
    changes = review.accept(made.case, [("actor", made.first.ana.id)])
    assert state(made.case, made.first.role) == state(made.case, made.first.watch) == "accepted"
    assert changes.label == "Accepted Ana Sithole and the role coordinator at Diamond Watch Coalition"


def test_accepting_who_came_accepts_meeting_and_actor(made):
    """Nobody boycotts a meeting that is not there."""
    changes = review.accept(made.case, [("participation", made.first.boycott.id)])
    assert changes.label == (
        "Accepted that Diamond Watch Coalition will boycott Intersessional, Windhoek"
        ", and with it the meeting and the actor"
    )
    assert state(made.case, made.first.meeting) == state(made.case, made.first.watch) == "accepted"


def test_names_of_an_accepted_actor_are_learnt(made):
    """The next extraction knows them."""
    review.accept(made.case, [("actor", made.first.ana.id)])
    assert [n.learnt for n in made.case.all("name", actor_id=made.first.ana.id)] == [True]


def test_many_decisions_are_one_deed_that_one_undo_takes_back(made):
    """Bulk acceptance is undone as a whole."""
    before = fingerprint(made.case)
    keys = [(r.KIND, r.id) for r in (made.first.ana, made.first.watch, made.first.meeting, made.first.position)]
    changes = review.accept(made.case, keys)
    assert changes.label == "Accepted 4 proposals and 1 record they rest on"
    assert state(made.case, made.first.role) == "accepted"
    history.undo(made.case)
    assert fingerprint(made.case) == before


def test_a_rejected_record_is_kept_and_what_made_sense_only_with_it_falls(made):
    """The position of an actor that is none goes with it; the statement of another actor stays."""
    changes = review.reject(made.case, [("actor", made.first.watch.id)])
    assert state(made.case, made.first.watch) == "rejected"
    assert state(made.case, made.first.position) == state(made.case, made.first.boycott) == "rejected"
    assert state(made.case, made.first.said) == "proposed"
    assert changes.label == "Rejected Diamond Watch Coalition and 3 proposals that rest on it"


def test_editing_remembers_what_the_machine_had_said_first(made):
    """Twice edited, the machine's own value is still there; put right again, nothing is."""
    case, position = made.case, made.first.position
    review.edit(case, replace(position, stance="support"))
    review.edit(case, replace(case.get("position", position.id), stance="mixed"))
    edited = case.get("position", position.id)
    assert edited.state == "edited"
    assert json.loads(edited.machine_said) == {"stance": "oppose"}
    review.edit(case, replace(edited, stance="oppose"))
    again = case.get("position", position.id)
    assert (again.state, again.machine_said) == ("accepted", None)


def test_a_renamed_actor_keeps_the_old_name_as_a_learnt_one(made):
    """The misspelling of today is known tomorrow."""
    review.edit(made.case, replace(made.first.ana, name="Ana Sitholle"))
    names = {n.text: (n.kind, n.learnt) for n in made.case.all("name", actor_id=made.first.ana.id)}
    assert names["Ana Sithole"] == ("misspelling", True)


def test_a_stance_can_be_set_from_the_position_or_its_only_statement(made):
    """The keys U, O, M and N work on both."""
    review.set_stance(made.case, "statement", made.first.said.id, "support")
    assert made.case.get("position", made.first.position.id).stance == "support"
    review.set_stance(made.case, "position", made.first.position.id, "mixed")
    assert made.case.get("position", made.first.position.id).stance == "mixed"
    with pytest.raises(UsageError, match="belongs to a position"):
        review.set_stance(made.case, "actor", made.first.ana.id, "support")


def test_a_corrected_stance_offers_its_words_to_be_learnt(made):
    """Only a correction does; an accepted stance teaches nothing."""
    review.accept(made.case, [("position", made.first.position.id)])
    assert review.correction(made.case, made.first.position.id) is None
    review.set_stance(made.case, "position", made.first.position.id, "support")
    found = review.correction(made.case, made.first.position.id)
    assert found == ("rejects an export ban", made.issue.id, "support")


def test_a_decided_record_can_be_decided_again_but_not_a_persons_own(made):
    """Reopening is for what a machine proposed."""
    review.accept(made.case, [("meeting", made.first.meeting.id)])
    review.reopen(made.case, [("meeting", made.first.meeting.id)])
    reopened = made.case.get("meeting", made.first.meeting.id)
    assert (reopened.state, reopened.decided_at) == ("proposed", None)
    own = a_position(made.case)
    with pytest.raises(ConflictError, match="You made this"):
        review.reopen(made.case, [("position", own.id)])


def test_accepting_what_is_gone_says_so(made):
    """Undo may have taken it."""
    with pytest.raises(ConflictError, match="no longer"):
        review.accept(made.case, [("actor", "no such id")])


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("PAC", "Partnership Africa Canada", "acronym"),
        ("Martin", "Alan Martin", "short"),
        ("Kimberly Process", "Kimberley Process", "misspelling"),
        ("The Coalition", "Diamond Watch", "full"),
    ],
)
def test_the_kind_of_another_name_is_told_from_its_spelling(written, name, kind):
    """Acronym, short form, misspelling, or simply another name."""
    assert review.name_kind(written, name) == kind


def test_history_tells_whose_record_was_decided(made):
    """A statement, a position and a role are named by whom they are about."""
    case, first = made.case, made.first
    review.accept(case, [("actor", first.ana.id)])
    said = [
        review.accept(case, [("statement", first.said.id)]).label,
        review.reject(case, [("position", first.position.id)]).label,
        review.reopen(case, [("affiliation", first.role.id)]).label,
    ]
    assert said == [
        "Accepted the statement of Ana Sithole",
        "Rejected the position of Diamond Watch Coalition",
        "Put the role of Ana Sithole back among what is to decide",
    ]
    assert set(review._CAME) == set(PARTICIPATIONS)

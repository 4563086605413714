"""Keeping a record from a form: links resolved, new ones written, one deed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpdesk.domain.records import Position, Source
from kpdesk.errors import UsageError
from kpdesk.services import filing
from kpdesk.services.choices import Choice
from kpdesk.store.case import CaseFile
from tests.builders import a_source, an_actor, an_issue, put


def test_a_new_position_writes_its_holder_and_its_issue(case: CaseFile) -> None:
    """All of it goes with one undo."""
    before = (case.count("actor"), case.count("issue"))
    position = Position(holder_id="", issue_id="", stance="support")
    links = {"holder_id": Choice(name="Obert Mpofu"), "issue_id": Choice(name="Royalties"), "claimed_by_id": None}
    kept = filing.keep(case, position, links, new=True)
    assert case.get("actor", kept.record.holder_id).name == "Obert Mpofu"
    assert kept.changes.label == "Added the position of Obert Mpofu on Royalties"
    case.undo()
    assert (case.count("actor"), case.count("issue"), case.count("position")) == (*before, 0)


def test_what_is_missing_is_named_by_field(case: CaseFile) -> None:
    """And nothing is written."""
    position = Position(holder_id="", issue_id="", stance="support")
    assert {p.field for p in filing.problems(position, {"holder_id": None, "issue_id": None})} == {
        "holder_id",
        "issue_id",
    }
    with pytest.raises(UsageError):
        filing.keep(case, position, {"holder_id": None, "issue_id": None}, new=True)
    assert case.count("position") == 0


def test_a_proposal_that_was_changed_remembers_the_machine(case: CaseFile) -> None:
    """Edited, with what was said before."""
    actor = put(case, an_actor(name="Kimberly", state="proposed", made_by="rules 1"))
    filing.keep(case, replace(actor, name="Kimberley Process"))
    kept = case.get("actor", actor.id)
    assert kept.state == "edited" and "Kimberly" in kept.machine_said


def test_a_source_is_kept_too(case: CaseFile) -> None:
    """It has no review state."""
    source = a_source(case)
    kept = filing.keep(case, replace(source, published="3 Nov 2011"))
    assert isinstance(kept.record, Source) and kept.record.published == "2011-11-03"
    assert kept.changes.label.startswith("Edited ")


def test_a_chosen_record_is_linked_not_made_again(case: CaseFile) -> None:
    """By its id."""
    actor, issue = put(case, an_actor()), put(case, an_issue())
    links = {
        "holder_id": Choice(name=actor.name, record_id=actor.id),
        "issue_id": Choice(name=issue.label, record_id=issue.id),
    }
    kept = filing.keep(case, Position(holder_id="", issue_id=""), links, new=True)
    assert (kept.record.holder_id, kept.record.issue_id) == (actor.id, issue.id)

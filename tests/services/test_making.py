"""Records by hand: checked before anything is written, removed with what rests on them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpdesk.domain.records import Name, Position
from kpdesk.errors import UsageError
from kpdesk.services import history, making
from kpdesk.services.proposing import propose
from kpdesk.store.case import CaseFile
from tests.builders import a_meeting, a_source, a_statement, an_actor, fingerprint, put
from tests.services.drafts import TEXT, a_draft


def test_dates_are_put_in_their_one_spelling(case: CaseFile) -> None:
    """What a person writes as “June 2011” is kept as 2011-06."""
    tidied, problems = making.tidy(a_meeting(start="June 2011", end=None))
    assert (tidied.start, problems) == ("2011-06", [])


@pytest.mark.parametrize(
    ("record", "field", "words"),
    [
        (a_meeting(start="31 June 2011"), "start", "June"),
        (a_meeting(start="2011-06-20", end="2011-06-01"), "end", "ends before it starts"),
        (a_meeting(kind="party"), "kind", "Choose one of: Plenary"),
        (an_actor(name="  "), "name", "Write a name."),
        (Name(actor_id="a", text=""), "text", "Write something here."),
        (Position(holder_id="", issue_id="i"), "holder_id", "Choose one."),
    ],
)
def test_each_problem_stands_beside_its_field(record, field: str, words: str) -> None:
    """In words, without an exception."""
    _, problems = making.tidy(record)
    assert [p.field for p in problems] == [field]
    assert words in problems[0].message


def test_nothing_is_written_of_a_record_with_a_problem(case: CaseFile) -> None:
    """Not even the records beside it."""
    with pytest.raises(UsageError, match="ends before"):
        making.add(case, an_actor(), a_meeting(start="2011", end="2010"))
    assert case.count("actor") == case.count("meeting") == 0


def test_a_changed_proposal_remembers_what_the_machine_said(case: CaseFile) -> None:
    """It counts as edited; a record made by hand stays accepted."""
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    (said,) = case.all("statement")
    changes = making.change(case, replace(said, mode="mixed"))
    now = case.get("statement", said.id)
    assert (now.state, now.machine_said) == ("edited", '{"mode": "direct"}')
    assert changes.label.startswith("Changed “We cannot sit")
    ana = put(case, an_actor())
    making.change(case, replace(ana, note="x"))
    assert case.get("actor", ana.id).state == "accepted"


def test_removing_a_text_takes_what_rests_only_on_it_and_undo_brings_it_back(case: CaseFile) -> None:
    """Undecided actors of that text go too; those of other texts and a person's own stay."""
    own = put(case, an_actor(name="Examplia", kind="government", reference="country/za"))
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    before = fingerprint(case)
    changes = making.remove(case, "source", [source.id])
    assert changes.label == "Removed the text “Monitors stay away” and 7 records that rest only on it"
    assert [a.id for a in case.all("actor")] == [own.id]
    assert case.count("meeting") == case.count("statement") == case.count("anchor") == 0
    history.undo(case)
    assert fingerprint(case) == before


def test_removing_several_counts_them(case: CaseFile) -> None:
    """The sentence agrees with its number."""
    said = [a_statement(case).id for _ in range(2)]
    assert making.remove(case, "statement", said).label == "Removed 2 statements"
    with pytest.raises(UsageError, match="nothing to remove"):
        making.remove(case, "statement", said)


def test_sentences_call_a_record_by_its_name_or_kind() -> None:
    """Titles and words in quotation marks, long ones cut."""
    assert making.called(an_actor()) == "Ana Sithole"
    assert making.called(Position(holder_id="h", issue_id="i")) == "a position"
    assert making.called(Name(actor_id="a", text="x" * 80)) == "“" + "x" * 59 + "…”"

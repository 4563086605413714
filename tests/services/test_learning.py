"""What corrections teach, and that it can be withdrawn."""

from __future__ import annotations

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import history, learning
from kpdesk.services.knowledge import known
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put


def test_a_taught_spelling_is_known_to_the_next_reading(case: CaseFile) -> None:
    """Once; a spelling that is known already writes nothing."""
    ana = put(case, an_actor())
    changes = learning.teach_name(case, ana.id, " Anna  Sitole ")
    assert changes.label == "Learnt “Anna Sitole” as misspelling of Ana Sithole"
    (snapshot,) = known(case).actors
    assert snapshot.names == ("Anna Sitole",)
    assert learning.teach_name(case, ana.id, "anna sitole").seq == 0
    history.undo(case)
    assert known(case).actors[0].names == ()


def test_a_taught_phrase_replaces_its_earlier_reading(case: CaseFile) -> None:
    """The withdrawn one is kept and teaches no more."""
    issue = case.all("issue")[0]
    learning.teach_phrase(case, "rejects the ban", issue.id, "oppose")
    learning.teach_phrase(case, "Rejects  the ban", issue.id, "support")
    assert known(case).phrases == (("Rejects the ban", "export-ban", "support"),)
    assert case.count("learnt_phrase") == 2
    (phrase,) = case.all("learnt_phrase", withdrawn=False)
    learning.withdraw(case, phrase.id)
    assert known(case).phrases == ()
    assert learning.withdraw(case, phrase.id).seq == 0


def test_what_cannot_be_learnt_is_told(case: CaseFile) -> None:
    """Nothing, too much, or for nobody."""
    issue = case.all("issue")[0]
    with pytest.raises(UsageError):
        learning.teach_phrase(case, "x", issue.id, "oppose")
    with pytest.raises(UsageError):
        learning.teach_phrase(case, "word " * 60, issue.id, "oppose")
    with pytest.raises(UsageError):
        learning.teach_name(case, "nobody", "Name")

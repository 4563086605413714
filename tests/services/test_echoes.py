"""One statement in many texts: found when a text is read, joined by hand when found later."""

from __future__ import annotations

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import echoes, history
from kpdesk.store.case import CaseFile
from tests.builders import a_position, a_source, a_statement, an_actor, fingerprint, put
from tests.services.drafts import QUOTE


def test_a_quotation_is_recognised_in_another_outlets_words(case: CaseFile) -> None:
    """Shortened or with a word changed; not when merely on the same matter, nor in its own source."""
    said = a_statement(case)
    other = a_source(case, title="Other")
    found = echoes.printed_elsewhere(case, other.id, {
        "same": QUOTE, "cut": "cannot sit at a table where nothing is decided", "near": "We can not sit at any table where nothing is decided",
        "else": "Nothing was decided at the table, and the delegates left.", "short": "We cannot sit",
    })  # fmt: skip
    assert {key: [m.statement_id for m in matches] for key, matches in found.items()} == {
        "same": [said.id], "cut": [said.id], **({"near": [said.id]} if "near" in found else {})
    }  # fmt: skip
    assert (
        found["same"][0].why
        == "The same words as in “Monitors stay away”: kept as one statement with one more appearance."
    )
    assert echoes.printed_elsewhere(case, said.source_id, {"same": QUOTE}) == {}


def test_printings_that_stand_apart_are_suggested_and_joined(case: CaseFile) -> None:
    """Places, positions and issues go to the one that stays; undo brings all back."""
    ana = put(case, an_actor())
    issue = case.all("issue")[0]
    keep = a_statement(case, source=a_source(case, title="Wire"), speaker=ana)
    outlet = a_source(case, title="Outlet")
    gone = a_statement(case, source=outlet, speaker=ana, issue=issue)
    a_position(case, source=outlet, issue=issue, holder=ana, statement=gone)
    a_statement(case, source=a_source(case, title="Stranger"), speaker=put(case, an_actor(name="Obed Banda")))
    assert [{s.id for s in group} for group in echoes.suggestions(case)] == [{keep.id, gone.id}]
    before = fingerprint(case)
    changes = echoes.join(case, keep.id, [gone.id])
    assert changes.label == "Joined 2 printings of “We cannot sit at a table where nothing…” to one statement"
    (echo,) = case.all("echo")
    assert (echo.statement_id, echo.source_id) == (keep.id, outlet.id)
    assert [a.quote for a in case.all("anchor", echo_id=echo.id)] == [QUOTE]
    assert case.count("position_statement", statement_id=keep.id) == 1
    assert case.count("statement_issue", statement_id=keep.id) == 1
    assert case.get("statement", gone.id) is None
    assert echoes.suggestions(case) == []
    history.undo(case)
    assert fingerprint(case) == before


def test_joining_needs_two(case: CaseFile) -> None:
    """One statement, or one that is gone, is told."""
    said = a_statement(case)
    with pytest.raises(UsageError, match="two statements"):
        echoes.join(case, said.id, [said.id])
    with pytest.raises(UsageError, match="two statements"):
        echoes.join(case, said.id, ["gone"])

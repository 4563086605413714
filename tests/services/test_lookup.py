"""Lists and evidence as the window asks for them."""

from __future__ import annotations

from dataclasses import replace

from kpdesk.domain.listing import ListQuery
from kpdesk.services import lookup
from kpdesk.store.case import CaseFile
from tests.builders import a_source, a_statement, an_anchor, put


def test_evidence_comes_in_the_order_in_which_it_is_read(case: CaseFile) -> None:
    """Content first, then the rest; each leads to its source and text."""
    source = a_source(case)
    said = a_statement(case, source=source)
    put(case, an_anchor(case, source, "said", statement_id=said.id, role="cue"))
    put(case, an_anchor(case, source, "Café", statement_id=said.id, role="content", ordinal=1))
    found = lookup.evidence(case, "statement", said.id)
    assert [(a.role, a.quote[:4]) for a in found] == [("content", "We c"), ("content", "Café"), ("cue", "said")]
    at, version = lookup.source_of(case, found[0])
    assert at == source
    assert case.text(version.id)[found[0].start : found[0].end] == found[0].quote


def test_pages_and_counts_are_those_of_the_store(case: CaseFile) -> None:
    """A page of a list, and what waits for a decision."""
    said = a_statement(case, state="proposed", made_by="model 1")
    page = lookup.page(case, ListQuery(kind="statements"))
    assert [r[0] for r in page.rows] == [said.id]
    assert lookup.undecided(case) == lookup.undecided(case, said.source_id) == 1
    with case.unit("Accepted") as unit:
        unit.put(replace(said, state="accepted"))
    assert lookup.undecided(case) == lookup.undecided(case, said.source_id) == 0

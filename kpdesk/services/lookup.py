"""Reading a case for lists and details. Nothing here writes."""

from __future__ import annotations

from kpdesk.domain.listing import ListPage, ListQuery
from kpdesk.domain.records import Anchor, Source, TextVersion
from kpdesk.store import queries, queries_review
from kpdesk.store.case import CaseFile


def page(case: CaseFile, query: ListQuery) -> ListPage:
    """The rows of a list that a query asks for, and how many there are in all."""
    return queries.list_page(case, query)


def undecided(case: CaseFile, source_id: str | None = None) -> int:
    """How many proposals wait for a decision; of one source when given."""
    return queries_review.count(case, source_id)


def evidence(case: CaseFile, kind: str, record_id: str) -> list[Anchor]:
    """The anchors of one record, in the order content, evidence, mention, then the rest, as in the text."""
    order = {"content": 0, "evidence": 1, "mention": 2}
    found = case.all("anchor", **{f"{kind}_id": record_id})
    return sorted(found, key=lambda a: (order.get(a.role, 3), a.text_version_id, a.start))


def source_of(case: CaseFile, anchor: Anchor) -> tuple[Source, TextVersion]:
    """The source and text version that an anchor lies in."""
    version = case.get("text_version", anchor.text_version_id)
    return case.get("source", version.source_id), version

"""Positions of a case for the ledger and the network, and the dated evidence behind one cell."""

from __future__ import annotations

from dataclasses import dataclass

from kpdesk.analysis.date_spans import span_of
from kpdesk.analysis.ledger_picture import LedgerData
from kpdesk.store import queries_timeline as rows
from kpdesk.store.case import CaseFile


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One position of a holder on an issue with the words behind it. ``claimed_by`` is empty where it says so itself."""

    position_id: str
    as_of: str | None
    stance: str
    claimed_by: str
    quote: str
    outlet: str
    source_id: str | None
    state: str


def ledger_data(case: CaseFile) -> LedgerData:
    """What the ledger and the network of a case are made from."""
    return LedgerData(
        positions=rows.positions(case),
        names={id_: name for id_, (name, _) in rows.actors(case).items()},
        issues=rows.issues(case),
        memberships=rows.memberships(case),
        case_name=case.settings().name,
        sources=rows.source_count(case),
    )


def evidence_of(case: CaseFile, holder_id: str, issue_id: str, *, reviewed_only: bool = False) -> list[Entry]:
    """All positions of a holder on an issue, newest first, undated ones last, each with its quotation."""
    found = [p for p in case.all("position", holder_id=holder_id, issue_id=issue_id) if p.state != "rejected"]
    if reviewed_only:
        found = [p for p in found if p.state != "proposed"]
    if not found:
        return []
    ids = tuple(p.id for p in found)
    quotes: dict[str, str] = {}
    for anchor in sorted(case.all("anchor", position_id=ids), key=lambda a: (a.role != "content", a.start)):
        quotes.setdefault(anchor.position_id, anchor.quote)
    sources = case.get_many("source", tuple({p.source_id for p in found if p.source_id}))
    claimants = case.get_many("actor", tuple({p.claimed_by_id for p in found if p.claimed_by_id}))
    entries = [
        Entry(
            position_id=p.id,
            as_of=p.as_of,
            stance=p.stance,
            claimed_by=claimants[p.claimed_by_id].name
            if p.claimed_by_id in claimants and p.claimed_by_id != holder_id
            else "",
            quote=quotes.get(p.id, ""),
            outlet=(sources[p.source_id].outlet or sources[p.source_id].title) if p.source_id in sources else "",
            source_id=p.source_id,
            state=p.state,
        )
        for p in found
    ]
    undated = [e for e in entries if span_of(e.as_of) is None]
    dated = [e for e in entries if span_of(e.as_of) is not None]
    return sorted(dated, key=lambda e: (span_of(e.as_of), e.position_id), reverse=True) + undated

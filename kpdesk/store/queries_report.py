"""What a briefing needs of a case, read in one snapshot: records by id and the links between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.records import (
    Actor,
    Affiliation,
    AgendaItem,
    Anchor,
    CaseSettings,
    Issue,
    Meeting,
    Name,
    Outcome,
    Participation,
    Position,
    Source,
    Statement,
)
from kpdesk.store.case import CaseFile
from kpdesk.store.rows import record_of, select_records
from kpdesk.store.tables import TABLES

_CHUNK = 500
_WITH_EVIDENCE = ("affiliation", "meeting", "participation", "outcome", "statement", "position", "echo")


@dataclass(kw_only=True)
class Material:
    """The records of a case that a briefing is made from; rejected ones are left out already.

    ``anchors`` maps (kind, id) to the anchors of that record in the order of the text; ``text_of`` maps a
    text version to its source and SHA-256.
    """

    settings: CaseSettings
    actors: dict[str, Actor] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    affiliations: list[Affiliation] = field(default_factory=list)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    agenda: list[AgendaItem] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)
    issues: dict[str, Issue] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    positions: list[Position] = field(default_factory=list)
    issues_of: dict[str, list[str]] = field(default_factory=dict)  # statement -> issues
    about: dict[str, list[str]] = field(default_factory=dict)  # statement -> meetings
    supports: dict[str, list[str]] = field(default_factory=dict)  # position -> statements
    echoes: dict[str, list[str]] = field(default_factory=dict)  # statement -> echoes, where it is printed again
    anchors: dict[tuple[str, str], list[Anchor]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    text_of: dict[str, tuple[str, str]] = field(default_factory=dict)  # text version -> (source, SHA-256)


def material(case: CaseFile) -> Material:
    """Everything that a briefing can be made from, as one state of the case."""
    standing = {"state": ("proposed", "accepted", "edited")}
    with case.reading() as connection:

        def records(kind: str, **equals: Any) -> list[Any]:
            return select_records(connection, kind, equals)

        found = Material(settings=next(iter(records("case_settings")), CaseSettings()))
        found.actors = {a.id: a for a in records("actor", **standing)}
        found.meetings = {m.id: m for m in records("meeting", **standing)}
        found.issues = {i.id: i for i in records("issue")}
        found.statements = {s.id: s for s in records("statement", **standing)}
        found.positions = [
            p for p in records("position", **standing) if p.holder_id in found.actors and p.issue_id in found.issues
        ]
        found.participations = [
            p for p in records("participation", **standing)
            if p.meeting_id in found.meetings and p.actor_id in found.actors
        ]  # fmt: skip
        found.affiliations = [a for a in records("affiliation", **standing) if a.member_id in found.actors]
        found.agenda = sorted(records("agenda_item"), key=lambda a: (a.meeting_id, a.ordinal, a.id))
        found.outcomes = records("outcome", **standing)
        for name in records("name"):
            found.names.setdefault(name.actor_id, []).append(name)
        found.issues_of = _pairs(connection, "statement_issue", "statement_id", "issue_id")
        found.about = _pairs(connection, "statement_meeting", "statement_id", "meeting_id")
        found.supports = _pairs(connection, "position_statement", "position_id", "statement_id")
        found.echoes = _pairs(connection, "echo", "statement_id", "id", state="rejected")
        found.sources = {s.id: s for s in records("source")}
        version = TABLES["text_version"]
        for row in connection.execute(sa.select(version.c.id, version.c.source_id, version.c.text_sha256)):
            found.text_of[row.id] = (row.source_id, row.text_sha256)
    return found


def _pairs(connection: sa.Connection, kind: str, left: str, right: str, state: str = "") -> dict[str, list[str]]:
    table = TABLES[kind]
    query = sa.select(table.c[left], table.c[right]).order_by(table.c.id)
    if state:
        query = query.where(table.c.state != state)
    found: dict[str, list[str]] = {}
    for a, b in connection.execute(query):
        found.setdefault(a, []).append(b)
    return found


def load_anchors(case: CaseFile, found: Material, wanted: Iterable[tuple[str, str]]) -> None:
    """Add the anchors of these records, (kind, id), to the material: only what a briefing prints is read."""
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in wanted:
        if kind in _WITH_EVIDENCE and (kind, record_id) not in found.anchors:
            by_kind.setdefault(kind, []).append(record_id)
            found.anchors[kind, record_id] = []
    table = TABLES["anchor"]
    columns = list(table.c)
    with case.reading() as connection:
        for kind, ids in by_kind.items():
            owner = table.c[f"{kind}_id"]
            for start in range(0, len(ids), _CHUNK):
                query = sa.select(*columns).where(owner.in_(ids[start : start + _CHUNK]))
                for row in connection.execute(query.order_by(table.c.ordinal, table.c.start, table.c.id)):
                    found.anchors[kind, row._mapping[f"{kind}_id"]].append(_anchor(row))


def _anchor(row: Any) -> Anchor:
    return record_of("anchor", row)

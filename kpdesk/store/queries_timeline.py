"""The read side of the pictures: what timeline, ledger and network are made from, as plain tuples, one query each."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa

from kpdesk.store.case import CaseFile
from kpdesk.store.tables import TABLES

T = TABLES


class PositionRow(NamedTuple):
    """A position with the names that a picture prints. ``claimed_by_id`` is empty where the holder says so itself."""

    id: str
    holder_id: str
    issue_id: str
    stance: str
    as_of: str | None
    claimed_by_id: str | None
    state: str
    source_id: str | None


def meetings(case: CaseFile) -> list[tuple[Any, ...]]:
    """id, name, kind, series, place, start, end, state, chair, issues (labels, tab between), statements."""
    m, chair = T["meeting"], T["actor"].alias("chair")
    query = (
        sa.select(
            m.c.id, m.c.name, m.c.kind, m.c.series, m.c.place, m.c.start, m.c.end, m.c.state,
            sa.func.coalesce(chair.c.name, ""),
        )
        .select_from(m.outerjoin(chair, chair.c.id == m.c.chair_id))
        .where(m.c.state != "rejected")
        .order_by(m.c.id)
    )  # fmt: skip
    with case.reading() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
        issues = _issues_of_meetings(connection)
        said = _statements_of_meetings(connection)
    return [(*row, tuple(issues.get(row[0], ())), said.get(row[0], 0)) for row in rows]


def _issues_of_meetings(connection: sa.Connection) -> dict[str, list[str]]:
    item, issue = T["agenda_item"], T["issue"]
    query = (
        sa.select(item.c.meeting_id, issue.c.label)
        .select_from(item.join(issue, issue.c.id == item.c.issue_id))
        .order_by(item.c.meeting_id, item.c.ordinal)
    )
    found: dict[str, list[str]] = {}
    for meeting_id, label in connection.execute(query):
        if label not in found.setdefault(meeting_id, []):
            found[meeting_id].append(label)
    return found


def _statements_of_meetings(connection: sa.Connection) -> dict[str, int]:
    s, about = T["statement"], T["statement_meeting"]
    alive = s.c.state != "rejected"
    pairs = sa.union(
        sa.select(s.c.said_at_id.label("meeting"), s.c.id).where(alive, s.c.said_at_id.is_not(None)),
        sa.select(s.c.run_up_to_id, s.c.id).where(alive, s.c.run_up_to_id.is_not(None)),
        sa.select(about.c.meeting_id, s.c.id).select_from(about.join(s, s.c.id == about.c.statement_id)).where(alive),
    ).subquery()
    query = sa.select(pairs.c.meeting, sa.func.count()).group_by(pairs.c.meeting)
    return {row[0]: row[1] for row in connection.execute(query)}


def presences(case: CaseFile) -> list[tuple[Any, ...]]:
    """id, meeting, actor, how, state of every participation."""
    p = T["participation"]
    query = sa.select(p.c.id, p.c.meeting_id, p.c.actor_id, p.c.how, p.c.state).where(p.c.state != "rejected")
    with case.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


def statements(case: CaseFile) -> list[tuple[Any, ...]]:
    """id, said on (else the day its text was printed), speaker's id, content, state, whether only the printing is
    dated, of every statement."""
    s, source = T["statement"], T["source"]
    query = sa.select(
        s.c.id, sa.func.coalesce(s.c.said_on, source.c.published), s.c.speaker_id, sa.func.substr(s.c.content, 1, 160),
        s.c.state, s.c.said_on.is_(None) & source.c.published.is_not(None),
    ).join(source, source.c.id == s.c.source_id)  # fmt: skip
    with case.reading() as connection:
        return [tuple(row) for row in connection.execute(query.where(s.c.state != "rejected"))]


def positions(case: CaseFile) -> list[PositionRow]:
    """Every position that was not rejected."""
    p = T["position"]
    query = sa.select(
        p.c.id, p.c.holder_id, p.c.issue_id, p.c.stance, p.c.as_of, p.c.claimed_by_id, p.c.state, p.c.source_id
    ).where(p.c.state != "rejected")
    with case.reading() as connection:
        return [PositionRow(*row) for row in connection.execute(query)]


def actors(case: CaseFile) -> dict[str, tuple[str, str]]:
    """Name and kind of every actor by id."""
    a = T["actor"]
    with case.reading() as connection:
        return {row.id: (row.name, row.kind) for row in connection.execute(sa.select(a.c.id, a.c.name, a.c.kind))}


def short_names(case: CaseFile) -> dict[str, str]:
    """The shortest acronym or short form of each actor that has one."""
    n = T["name"]
    query = sa.select(n.c.actor_id, n.c.text).where(n.c.kind.in_(("acronym", "short")))
    found: dict[str, str] = {}
    with case.reading() as connection:
        for actor_id, text in connection.execute(query):
            kept = found.get(actor_id)
            if kept is None or (len(text), text) < (len(kept), kept):
                found[actor_id] = text
    return found


def issues(case: CaseFile) -> dict[str, str]:
    """Label of every issue by id, in the case's order."""
    i = T["issue"]
    with case.reading() as connection:
        return {row.id: row.label for row in connection.execute(sa.select(i.c.id, i.c.label).order_by(i.c.id))}


def memberships(case: CaseFile) -> list[tuple[str, str, str | None, str | None, str]]:
    """Member, bloc, from, to, state of every affiliation whose member is no person and that names a body."""
    f, member = T["affiliation"], T["actor"].alias("member")
    query = (
        sa.select(f.c.member_id, f.c.of_id, f.c.start, f.c.end, f.c.state)
        .select_from(f.join(member, member.c.id == f.c.member_id))
        .where(f.c.state != "rejected", f.c.of_id.is_not(None), member.c.kind != "person")
    )
    with case.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]  # type: ignore[misc]


def source_count(case: CaseFile) -> int:
    """How many texts the case has."""
    with case.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(T["source"])).scalar_one()

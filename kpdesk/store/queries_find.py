"""The read side of the search page: which records hold some words and fit some facets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.finding import Criteria, tokens
from kpdesk.store.case import CaseFile
from kpdesk.store.search import match_expression
from kpdesk.store.tables import TABLES, search_row

T = TABLES
RANKED_UP_TO = 4000  # more than that are shown as they come: ranking all of them would take too long
Key = tuple[str, str]


def find_keys(case: CaseFile, wanted: Criteria, *, limit: int, typing: bool = False) -> tuple[list[Key], int]:
    """(kind, id) of the best records, and how many fit. ``typing``: the last word may be a beginning."""
    words, without = tokens(wanted.words)
    match = match_expression(words, without, last_is_prefix=typing and not wanted.words.endswith((" ", '"')))
    if words and not match:
        return [], 0
    found = [_of_kind(kind, wanted) for kind in wanted.kinds]
    facets = [part for part in found if part is not None]
    if not facets:
        return [], 0
    base = sa.select(search_row.c.kind, search_row.c.record_id, search_row.c.id)
    base = base.where(sa.or_(*facets))
    if match:
        inside = "search_row.id IN (SELECT rowid FROM search_index WHERE search_index MATCH :match)"
        base = base.where(sa.text(inside).bindparams(match=match))
    with case.reading() as connection:
        total = connection.execute(sa.select(sa.func.count()).select_from(base.subquery())).scalar_one()
        if match and total <= RANKED_UP_TO:
            return _ranked(connection, base, match, limit), total
        rows = connection.execute(base.limit(limit))
        return [(row.kind, row.record_id) for row in rows], total


def _ranked(connection: sa.Connection, base: sa.Select, match: str, limit: int) -> list[Key]:
    inner = base.subquery()
    ranks = sa.text(
        "SELECT rowid AS rowid, bm25(search_index, 8.0, 1.0) AS score FROM search_index WHERE search_index MATCH :ranked"
    ).columns(sa.column("rowid", sa.Integer), sa.column("score", sa.Float))
    scored = ranks.bindparams(ranked=match).subquery()
    query = (
        sa.select(inner.c.kind, inner.c.record_id)
        .join(scored, scored.c.rowid == inner.c.id)
        .order_by(scored.c.score, inner.c.id)
        .limit(limit)
    )
    return [(row.kind, row.record_id) for row in connection.execute(query)]


def candidates(case: CaseFile, wanted: Criteria, *, limit: int) -> list[Key]:
    """Records that fit the facets, whatever their words: what a regular expression is tried on."""
    facets = [part for kind in wanted.kinds if (part := _of_kind(kind, wanted)) is not None]
    if not facets:
        return []
    query = sa.select(search_row.c.kind, search_row.c.record_id).where(sa.or_(*facets)).limit(limit)
    with case.reading() as connection:
        return [(row.kind, row.record_id) for row in connection.execute(query)]


def _of_kind(kind: str, wanted: Criteria) -> sa.ColumnElement[bool] | None:
    """The condition on a search row of this kind; None where no record of the kind can fit."""
    conditions = _facets(kind, wanted)
    if conditions is None:
        return None
    here = search_row.c.kind == kind
    if not conditions:
        return here
    ids = sa.select(T[kind].c.id).where(*conditions)
    return sa.and_(here, search_row.c.record_id.in_(ids))


def _facets(kind: str, wanted: Criteria) -> list[Any] | None:
    table = T[kind]
    conditions: list[Any] = []
    for found in (
        _state(table, wanted),
        _one_of(kind, _actor, wanted.actor_id),
        _one_of(kind, _issue, wanted.issue_id),
        _one_of(kind, _stance, wanted.stance),
        _one_of(kind, _meeting, wanted.meeting_id),
        _one_of(kind, _tag, wanted.tag_id),
        _one_of(kind, _outlet, wanted.outlet or None),
        _dates(kind, wanted),
    ):
        if found is None:
            return None
        conditions += found
    return conditions


def _one_of(kind: str, build: Any, value: str | None) -> list[Any] | None:
    if value is None:
        return []
    condition = build(kind, T[kind], value)
    return None if condition is None else [condition]


def _state(table: sa.Table, wanted: Criteria) -> list[Any] | None:
    if "state" not in table.c:
        return None if wanted.state else []
    if wanted.state:
        return [table.c.state == wanted.state]
    return [] if wanted.rejected else [table.c.state != "rejected"]


def _actor(kind: str, table: sa.Table, value: str) -> Any:
    statement = T["statement"]
    spoke = sa.or_(statement.c.speaker_id == value, statement.c.on_behalf_of_id == value)
    if kind == "actor":
        return table.c.id == value
    if kind == "statement":
        return spoke
    if kind == "position":
        return sa.or_(table.c.holder_id == value, table.c.claimed_by_id == value)
    if kind == "meeting":
        came = T["participation"]
        return table.c.id.in_(sa.select(came.c.meeting_id).where(came.c.actor_id == value))
    return table.c.id.in_(sa.select(statement.c.source_id).where(spoke))


def _issue(kind: str, table: sa.Table, value: str) -> Any:
    if kind == "statement":
        link = T["statement_issue"]
        return table.c.id.in_(sa.select(link.c.statement_id).where(link.c.issue_id == value))
    return table.c.issue_id == value if kind == "position" else None


def _stance(kind: str, table: sa.Table, value: str) -> Any:
    position, link = T["position"], T["position_statement"]
    if kind == "statement":
        ids = sa.select(link.c.statement_id).join(position, position.c.id == link.c.position_id)
        return table.c.id.in_(ids.where(position.c.stance == value))
    return table.c.stance == value if kind == "position" else None


def _meeting(kind: str, table: sa.Table, value: str) -> Any:
    if kind == "statement":
        link = T["statement_meeting"]
        about = sa.select(link.c.statement_id).where(link.c.meeting_id == value)
        return sa.or_(table.c.said_at_id == value, table.c.run_up_to_id == value, table.c.id.in_(about))
    if kind == "actor":
        came = T["participation"]
        return table.c.id.in_(sa.select(came.c.actor_id).where(came.c.meeting_id == value))
    return table.c.id == value if kind == "meeting" else None


def _tag(kind: str, table: sa.Table, value: str) -> Any:
    tagging = T["tagging"]
    if f"{kind}_id" not in tagging.c:
        return None
    return table.c.id.in_(sa.select(tagging.c[f"{kind}_id"]).where(tagging.c.tag_id == value))


def _outlet(kind: str, table: sa.Table, value: str) -> Any:
    source = T["source"]
    if kind == "source":
        return table.c.outlet.icontains(value, autoescape=True)
    if "source_id" in table.c:
        ids = sa.select(source.c.id).where(source.c.outlet.icontains(value, autoescape=True))
        return table.c.source_id.in_(ids)
    return None


_DATE = {"source": "published", "statement": "said_on", "position": "as_of", "meeting": "start"}


def _dates(kind: str, wanted: Criteria) -> list[Any] | None:
    if not (wanted.since or wanted.until):
        return []
    if kind not in _DATE:
        return None
    column = T[kind].c[_DATE[kind]]
    found: list[Any] = [column.is_not(None)]
    if wanted.since:
        # A month or year counts when it reaches into the span.
        since = wanted.since.split("/")[0]
        found.append(sa.or_(column >= since, *[column == since[:n] for n in (4, 7) if n < len(since)]))
    if wanted.until:
        found.append(column <= wanted.until.split("/")[-1] + "~")
    return found


def outlets(case: CaseFile) -> Sequence[str]:
    """Every outlet of the case, in order."""
    outlet = T["source"].c.outlet
    with case.reading() as connection:
        return [row[0] for row in connection.execute(sa.select(outlet).distinct().where(outlet != "").order_by(outlet))]

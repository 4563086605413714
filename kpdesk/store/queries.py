"""The read side of the lists: sorting, filtering and paging in SQL, plain tuples out."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from kpdesk.domain.changes import Change
from kpdesk.domain.listing import LISTS, ListPage, ListQuery
from kpdesk.store.case import CaseFile
from kpdesk.store.tables import TABLES, change

T = TABLES
_UNDECIDED = ("actor", "meeting", "statement", "position")


def _count(table: str, column: str, of: sa.ColumnElement, *where: Any) -> sa.ScalarSelect:
    t = T[table]
    return sa.select(sa.func.count()).select_from(t).where(t.c[column] == of, *where).scalar_subquery()


def _sources() -> tuple[dict[str, Any], Any]:
    source, statement, position = T["source"], T["statement"], T["position"]
    undecided = _count("statement", "source_id", source.c.id, statement.c.state == "proposed") + _count(
        "position", "source_id", source.c.id, position.c.state == "proposed"
    )
    columns = {
        "title": source.c.title, "outlet": source.c.outlet, "published": source.c.published, "kind": source.c.kind,
        "statements": _count("statement", "source_id", source.c.id, statement.c.state != "rejected"),
        "undecided": undecided, "address": source.c.address,
    }  # fmt: skip
    return columns, source


def _actors() -> tuple[dict[str, Any], Any]:
    actor, name, anchor = T["actor"], T["name"], T["anchor"]
    names = sa.select(sa.func.group_concat(name.c.text, ", ")).where(name.c.actor_id == actor.c.id).scalar_subquery()
    columns = {
        "name": actor.c.name, "kind": actor.c.kind, "country": actor.c.country, "names": names,
        "statements": _count("statement", "speaker_id", actor.c.id, T["statement"].c.state != "rejected"),
        "positions": _count("position", "holder_id", actor.c.id, T["position"].c.state != "rejected"),
        "appearances": _count("anchor", "actor_id", actor.c.id, anchor.c.role == "mention"),
        "state": actor.c.state,
    }  # fmt: skip
    return columns, actor


def _meetings() -> tuple[dict[str, Any], Any]:
    meeting, statement = T["meeting"], T["statement"]
    said = _count("statement", "said_at_id", meeting.c.id, statement.c.state != "rejected") + _count(
        "statement_meeting", "meeting_id", meeting.c.id
    )
    columns = {
        "name": meeting.c.name, "kind": meeting.c.kind, "place": meeting.c.place, "start": meeting.c.start,
        "end": meeting.c.end,
        "participants": _count("participation", "meeting_id", meeting.c.id, T["participation"].c.state != "rejected"),
        "statements": said, "state": meeting.c.state,
    }  # fmt: skip
    return columns, meeting


def _statements() -> tuple[dict[str, Any], Any]:
    statement, source, actor = T["statement"], T["source"], T["actor"]
    joined = statement.join(source, source.c.id == statement.c.source_id).outerjoin(
        actor, actor.c.id == statement.c.speaker_id
    )
    columns = {
        "speaker": actor.c.name, "content": statement.c.content, "said_on": statement.c.said_on,
        "mode": statement.c.mode, "outlet": source.c.outlet, "published": source.c.published,
        "source": source.c.title, "state": statement.c.state,
    }  # fmt: skip
    return columns, joined


def _positions() -> tuple[dict[str, Any], Any]:
    position, issue, source = T["position"], T["issue"], T["source"]
    holder, claimant = T["actor"].alias("holder"), T["actor"].alias("claimant")
    joined = (
        position.join(holder, holder.c.id == position.c.holder_id)
        .join(issue, issue.c.id == position.c.issue_id)
        .outerjoin(claimant, claimant.c.id == position.c.claimed_by_id)
        .outerjoin(source, source.c.id == position.c.source_id)
    )
    columns = {
        "holder": holder.c.name, "issue": issue.c.label, "stance": position.c.stance, "as_of": position.c.as_of,
        "claimed_by": claimant.c.name, "source": source.c.title, "state": position.c.state,
    }  # fmt: skip
    return columns, joined


_LISTS = {
    "sources": (_sources, "source", "published"),
    "actors": (_actors, "actor", "name"),
    "meetings": (_meetings, "meeting", "start"),
    "statements": (_statements, "statement", "said_on"),
    "positions": (_positions, "position", "as_of"),
}


def list_page(case: CaseFile, query: ListQuery) -> ListPage:
    """The rows of a list that a query asks for, and how many there are in all."""
    build, record, first_sort = _LISTS[query.kind]
    columns, from_ = build()
    table = T[record]
    conditions = _conditions(query, columns, table)
    sort = columns[query.sort or first_sort]
    order = sort.desc().nulls_last() if query.descending else sort.asc().nulls_last()
    rows = (
        sa.select(table.c.id, *[columns[c.key].label(c.key) for c in LISTS[query.kind]])
        .select_from(from_)
        .where(*conditions)
        .order_by(order, table.c.id)
        .offset(query.offset)
        .limit(query.limit)
    )
    total = sa.select(sa.func.count()).select_from(from_ if conditions else table).where(*conditions)
    with case.reading() as connection:
        found = tuple(tuple(row) for row in connection.execute(rows))
        return ListPage(columns=LISTS[query.kind], rows=found, total=connection.execute(total).scalar_one())


def _conditions(query: ListQuery, columns: dict[str, Any], table: sa.Table) -> list[Any]:
    conditions = []
    texts = [c for c in columns.values() if isinstance(c, sa.Column) and isinstance(c.type, sa.Text)]
    for word in query.words.split():
        conditions.append(sa.or_(*[c.icontains(word, autoescape=True) for c in texts]))
    for key, value in query.equals.items():
        column = columns.get(key)
        if column is None:
            column = table.c[key]
        conditions.append(column.in_(value) if isinstance(value, tuple) else column == value)
    if "state" in table.c and "state" not in query.equals:
        conditions.append(table.c.state != "rejected")
    return conditions


def undecided_count(case: CaseFile, source_id: str | None = None) -> int:
    """How many actors, meetings, statements and positions wait for a decision; of one source when given."""
    with case.reading() as connection:
        total = 0
        for kind in _UNDECIDED:
            table = T[kind]
            query = sa.select(sa.func.count()).select_from(table).where(table.c.state == "proposed")
            if source_id is not None:
                query = query.where(_of_source(kind, source_id))
            total += connection.execute(query).scalar_one()
        return total


def _of_source(kind: str, source_id: str) -> sa.ColumnElement[bool]:
    table = T[kind]
    if "source_id" in table.c:
        return table.c.source_id == source_id
    anchor, version = T["anchor"], T["text_version"]
    versions = sa.select(version.c.id).where(version.c.source_id == source_id)
    return table.c.id.in_(sa.select(anchor.c[f"{kind}_id"]).where(anchor.c.text_version_id.in_(versions)))


def changes_of_record(case: CaseFile, kind: str, record_id: str) -> list[tuple[int, Change]]:
    """(sequence number, change) of every write to one record, newest first."""
    here = sa.and_(change.c.record_id == record_id, change.c.kind == kind)
    with case.reading() as connection:
        rows = connection.execute(sa.select(change).where(here).order_by(change.c.id.desc()))
        return [
            (
                r.seq,
                Change(
                    kind=kind, record_id=record_id, before=json.loads(r.before) if r.before else None,
                    after=json.loads(r.after) if r.after else None, redacted=bool(r.redacted),
                ),
            )
            for r in rows
        ]  # fmt: skip
